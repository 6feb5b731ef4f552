//! What is done with names: accepting a candidate, saying that it is none, the accept band, taking a decision back.

use super::MatchFilter;
use super::hand::Offer;
use super::pick::{self, MatchPick};
use crate::app::overlays::picker::{Item, Picker};
use crate::app::overlays::{Confirm, Overlay, Then};
use crate::app::screens::{declaration, rows};
use crate::app::state::App;
use crate::app::targets::Pick;
use crate::domain::cmrt::Column;
use crate::domain::{Decided, Edit, NameKey, NoFacility};
use crate::intake::{self, Choice, Decision};
use crate::resolve::matching::{Band, Whose};
use crate::resolve::open::{Answer, Name, Waiting, accept_band, percent};
use crate::resolve::rows::RowFilter;
use crate::text::count;

/// The most examples in a question.
const EXAMPLES: usize = 10;

/// Accepts the candidate under the cursor; asks once when the matcher holds it for unlikely.
pub fn accept(app: &mut App) {
    let Some(hand) = &app.matches.hand else { return };
    let Some(offer) = hand.current().cloned() else {
        return app.warn("there is no candidate; / looks one up, + makes a new facility, x says what it is");
    };
    let decision = Decision {
        name: hand.open.name.clone(),
        choice: Choice::Facility(offer.whose.clone()),
        method: Decided::Hand,
        score: offer.score,
    };
    let is_unlikely =
        hand.band == Some(Band::None) || hand.cursor > 0 && offer.score.is_some_and(|score| score < 10);
    let written = hand.open.name.written.clone();
    if is_unlikely && offer.score.is_some() {
        let question = format!(
            "The matcher holds it for unlikely ({}). Is \u{201c}{written}\u{201d} {}, {}?",
            percent(offer.score.unwrap_or(0)),
            offer.name,
            offer.whose
        );
        let examples = against(&offer);
        let then = Then::Decide(title(app, &decision), vec![decision]);
        app.overlays.push(Overlay::Confirm(Confirm { question, examples, then }));
    } else {
        decide(app, &decision);
    }
}

fn against(offer: &Offer) -> Vec<String> {
    use crate::resolve::matching::Speaks;
    let reasons = offer.why.reasons.iter().filter(|reason| reason.speaks == Speaks::Against);
    reasons.map(|reason| reason.text.clone()).collect()
}

/// Makes one decision and says what it settles; the next name comes up by itself.
pub fn decide(app: &mut App, decision: &Decision) {
    let Some(edit) = planned(app, std::slice::from_ref(decision)) else { return };
    let is_open = app.matching.open(&decision.name.key).is_some();
    let title = title(app, decision);
    let settled = settles(app, &decision.name.key);
    if app.commit(title.clone(), edit) {
        if is_open {
            let now = app.clock.now;
            app.matches.pace.count(now);
        }
        // What it settles comes first: names are long, and a narrow line cuts the end.
        app.done(format!("{settled}: {title}"));
    }
}

/// What a decision says, for the history.
fn title(app: &App, decision: &Decision) -> String {
    let written = crate::text::visible(&decision.name.written);
    match &decision.choice {
        Choice::Nothing(kind) => format!("\u{201c}{written}\u{201d} is none: {}", kind.name()),
        Choice::New(new) => format!("\u{201c}{written}\u{201d} is a new facility, {}", new.name),
        Choice::Facility(whose) => {
            let known = app.matching.reference.iter().flat_map(|reference| reference.facilities());
            let metal = decision.name.key.metal;
            let mut meant = known.filter(|facility| facility.whose == *whose && facility.metal == metal);
            let name = meant.next().map_or("", |facility| facility.name.as_str());
            format!("\u{201c}{written}\u{201d} is {name}, {whose}")
        }
    }
}

/// How many rows a decision on a name settles, and whether the same name waits elsewhere.
fn settles(app: &App, key: &NameKey) -> String {
    let hand = app.matches.hand.as_ref().filter(|hand| hand.open.name.key == *key);
    let open = app.matching.open(key).or_else(|| hand.map(|hand| &hand.open));
    let (rows, suppliers) = open.map_or((0, 0), |open| (open.rows, open.suppliers.len()));
    let of = format!("{} of {}", count(rows, "row", "rows"), count(suppliers, "supplier", "suppliers"));
    match same_name(app, key).len() {
        0 => of,
        more => format!("{of}; the same name waits {} more", count(more, "time", "times")),
    }
}

/// Other open names that are the same word for word, under another country or metal.
#[must_use]
pub fn same_name<'a>(app: &'a App, key: &NameKey) -> Vec<&'a NameKey> {
    let keys = app.matching.waiting.iter().map(|open| &open.name.key);
    keys.filter(|other| other.name == key.name && *other != key).collect()
}

/// The edit of decisions; what does not fit is told.
fn planned(app: &mut App, decisions: &[Decision]) -> Option<Edit> {
    let stamp = app.stamp();
    let made = intake::decide(&app.workspace, &app.papers, &app.register, decisions, (&mut app.ids, &stamp));
    match made {
        Ok(edit) => Some(edit),
        Err(error) => {
            app.warn(format!("not done: {error}"));
            None
        }
    }
}

/// Asks what a name is when it is no facility.
pub fn none_of_them(app: &mut App) {
    let Some(hand) = &app.matches.hand else { return };
    let title = format!("None of them: \u{201c}{}\u{201d} is", hand.open.name.written);
    let items = NoFacility::ALL.iter().map(|kind| Item::new(kind.letter(), kind.name(), explained(*kind)));
    let pick = MatchPick::None(Box::new(hand.open.name.clone()));
    let picker = Picker::one(title, items.collect(), Pick::Match(pick));
    app.overlays.push(Overlay::Picker(picker));
}

/// What a kind of none means for the rows.
fn explained(kind: NoFacility) -> &'static str {
    match kind {
        NoFacility::NotYetIdentified => "the supplier does not know its smelter yet",
        NoFacility::Trader => "buys and sells; no smelter",
        NoFacility::Bank => "a bank or a vault",
        NoFacility::Mine => "upstream of a smelter",
        NoFacility::Fabricator => "downstream of a smelter",
        NoFacility::Unknown => "nobody knows what it is",
    }
}

/// A kind was chosen for a name.
pub(super) fn kind_chosen(app: &mut App, name: &Name, at: Option<usize>) {
    let Some(kind) = at.and_then(|at| NoFacility::ALL.get(at)).copied() else { return };
    let choice = Choice::Nothing(kind);
    decide(app, &Decision { name: name.clone(), choice, method: Decided::Hand, score: None });
}

/// The name in hand.
pub(super) fn name_in_hand(app: &App) -> Option<Name> {
    app.matches.hand.as_ref().map(|hand| hand.open.name.clone())
}

/// Looks a facility of the name's metal up by typing.
pub fn look_up(app: &mut App) {
    let Some(name) = name_in_hand(app) else { return app.warn("no name is in hand") };
    let metal = name.key.metal;
    let found = pick::facilities(app, metal);
    if found.is_empty() {
        return app.warn(format!("no list has a facility of {metal}: i imports one"));
    }
    let (items, facilities) = found.into_iter().unzip();
    let title = format!("Look up a {} facility", metal.name().to_lowercase());
    let pick = MatchPick::LookUp(Box::new(name), facilities);
    app.overlays.push(Overlay::Picker(Picker::one(title, items, Pick::Match(pick))));
}

/// A facility was looked up for a name: it comes on top of its candidates, to be accepted or not.
pub(super) fn looked_up(app: &mut App, name: &Name, whose: &Whose) {
    app.matches.take(Some(name.key.clone()));
    super::settle(app);
    if let Some(hand) = &mut app.matches.hand {
        hand.look_up(whose);
        app.matches.queue_focus = false;
        let accept = app.keymap.first(crate::app::Command::Accept);
        app.say(format!("on top of the candidates; {accept} accepts it"));
    }
}

/// Whether decisions may be made against the lists: not while one of them cannot be read.
fn are_lists_read(app: &mut App) -> bool {
    let are_read = app.register.lists().unread().is_empty();
    if !are_read {
        app.warn("a reference list is not read: rcoi verify tells what is missing");
    }
    are_read
}

/// The accept band of the names that pass the filter, the least certain first.
fn band(app: &App) -> Vec<(&Waiting, &Answer)> {
    let mut band = accept_band(&app.matching.waiting, &app.matching.answers);
    band.retain(|(open, _)| app.matches.filter.passes(open));
    band
}

/// Asks whether the accept band is taken, with the ten least certain.
pub fn ask_band(app: &mut App) {
    if !app.matching.is_settled() && app.matching.is_asking {
        app.matching.asks_next = true;
        return app.say("the matcher is at work; the question comes when it has answered");
    }
    if !are_lists_read(app) {
        return;
    }
    let found = band(app);
    if found.is_empty() {
        return app.warn("no name that is shown is in the accept band");
    }
    let rows: usize = found.iter().map(|(open, _)| open.rows).sum();
    let examples = found.iter().take(EXAMPLES).map(|(open, answer)| example(open, answer)).collect();
    let least = if found.len() > 1 { " The least certain:" } else { "" };
    let among = if app.matches.filter == MatchFilter::default() { "" } else { " among those shown" };
    let question = format!(
        "Accept {} of the accept band{among} ({})?{least}",
        count(found.len(), "name", "names"),
        count(rows, "row", "rows")
    );
    let decisions = intake::band_decisions(&found);
    let title = intake::band_title(decisions.len(), rows);
    app.overlays.push(Overlay::Confirm(Confirm { question, examples, then: Then::Decide(title, decisions) }));
}

/// A name of the band with its candidate; both whole, since sister plants differ in a word at the end.
fn example(open: &Waiting, answer: &Answer) -> String {
    let best = answer.best.as_ref();
    let (name, whose) =
        best.map_or((String::new(), String::new()), |b| (b.name.clone(), b.whose.to_string()));
    let Waiting { name: asked, .. } = open;
    let place = if asked.country.is_empty() { "no country" } else { &asked.country };
    format!(
        "{:>5}  {} ({}, {place})  \u{2192}  {name}, {whose}",
        percent(answer.score()),
        asked.written,
        asked.key.metal
    )
}

/// Takes the accept band without asking, as the settings say for after an import.
pub fn accept_all(app: &mut App) {
    let found = accept_band(&app.matching.waiting, &app.matching.answers);
    let rows = found.iter().map(|(open, _)| open.rows).sum();
    let decisions = intake::band_decisions(&found);
    if decisions.is_empty() || !are_lists_read(app) {
        return;
    }
    let title = intake::band_title(decisions.len(), rows);
    carry_out(app, title, &decisions);
}

/// Makes decisions that were asked about.
pub fn carry_out(app: &mut App, title: String, decisions: &[Decision]) {
    if let [one] = decisions {
        return decide(app, one);
    }
    if let Some(edit) = planned(app, decisions)
        && app.commit(title.clone(), edit)
    {
        app.done(title);
    }
}

/// Turns on or off that the accept band is taken after each import.
pub fn toggle_accept_after_import(app: &mut App) {
    let from = app.workspace.settings.clone();
    let to = crate::domain::Settings { accept_after_import: !from.accept_after_import, ..from.clone() };
    let title = if to.accept_after_import {
        "The accept band is taken after each import"
    } else {
        "The accept band waits for a key"
    };
    if app.commit(title, Edit::ChangeSettings { from, to }) {
        app.done(title);
    }
}

/// Takes the decision on the name in hand back, or on that of the row under the cursor.
pub fn take_back(app: &mut App) {
    let key = if app.screen == crate::app::ScreenId::Rows {
        app.declared_rows.grid.current().and_then(|row| app.register.name_of(row)).cloned()
    } else {
        app.matches.current.clone()
    };
    let decided = key.as_ref().and_then(|key| app.workspace.resolutions.get(key));
    let (Some(key), Some(decided)) = (&key, decided) else {
        return app.warn("nothing was decided on this name");
    };
    let title = format!("\u{201c}{}\u{201d} is open again", crate::text::visible(&decided.written));
    match intake::take_back(&app.workspace, &app.papers, &[key]) {
        Ok(edit) => {
            if app.commit(title.clone(), edit) {
                app.done(title);
            }
        }
        Err(error) => app.warn(format!("not done: {error}")),
    }
}

/// Shows the sheet around the first row that writes the name in hand.
pub fn source(app: &mut App) {
    let first = app.matches.hand.as_ref().and_then(|hand| hand.rows.first().copied());
    let Some(view) = first.and_then(|row| app.register.row(row)) else {
        return app.warn("no declared row writes this name");
    };
    let number = view.row;
    let Some(declaration) = app.workspace.declarations.get(view.declaration).cloned() else { return };
    let Some(form) = app.papers.form(&declaration.form) else { return };
    let place = form.row_place(number, Column::Metal);
    declaration::show_source(app, &declaration, place);
}

/// Shows the declared rows that write the name in hand.
pub fn rows_behind(app: &mut App) {
    let Some(key) = app.matches.current.clone() else { return app.warn("no name is in hand") };
    rows::show(app, RowFilter { name: Some(key), ..RowFilter::default() });
}

/// What `y` copies: the name, then its candidates, a line each.
#[must_use]
pub fn copied(app: &App) -> String {
    let Some(hand) = &app.matches.hand else { return String::new() };
    let name = &hand.open.name;
    let mut lines = vec![[name.key.metal.name(), &name.written, &name.country].join("\t")];
    lines.extend(hand.offers.iter().map(|offer| {
        let country = offer.country.map_or("", crate::domain::Country::name);
        let score = offer.score.map_or(String::new(), percent);
        [&offer.whose.to_string(), &offer.name, country, &score, &offer.why.text()].join("\t")
    }));
    lines.join("\n")
}

/// What a decision says in words, with who made it and when.
#[must_use]
pub fn decided_words(app: &App, decided: &crate::domain::Resolution) -> String {
    let what = decided.to.words(&app.workspace);
    let score = decided.score.map_or(String::new(), |score| format!(" at {}", percent(score)));
    let day = decided.stamp.at.strftime("%Y-%m-%d");
    format!("{what} ({}{score}, {}, {day})", decided.method.words(), decided.stamp.by)
}
