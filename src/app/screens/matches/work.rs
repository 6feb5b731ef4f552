//! What is done with names: accepting a candidate, saying that it is none, the accept band, taking a decision back.

use super::hand::Offer;
use super::pick::{self, MatchPick};
use crate::app::overlays::picker::{Item, Picker};
use crate::app::overlays::{Confirm, Overlay, Then};
use crate::app::screens::{declaration, rows};
use crate::app::state::App;
use crate::app::targets::Pick;
use crate::domain::cmrt::Column;
use crate::domain::{Decided, Edit, NameKey, NoFacility, Resolved};
use crate::intake::{self, Choice, Decision};
use crate::resolve::matching::{Band, Whose};
use crate::resolve::open::{Name, accept_band};
use crate::resolve::rows::RowFilter;
use crate::text::count;

/// The most examples in a question.
const EXAMPLES: usize = 10;

/// A probability in per cent, as it is shown: "97 %", and "< 1 %" for next to nothing.
#[must_use]
pub fn percent(score: u16) -> String {
    match score {
        0..10 => "< 1 %".to_owned(),
        score => format!("{} %", score / 10),
    }
}

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
        ask(app, question, examples, &[decision]);
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
        app.done(format!("{title}: {settled}"));
    }
}

/// What a decision says, for the history.
fn title(app: &App, decision: &Decision) -> String {
    let written = crate::text::visible(&decision.name.written);
    match &decision.choice {
        Choice::Nothing(kind) => format!("\u{201c}{written}\u{201d} is none: {}", kind.name()),
        Choice::New(new) => format!("\u{201c}{written}\u{201d} is a new facility, {}", new.name),
        Choice::Facility(whose) => {
            let offers = app.matches.hand.iter().flat_map(|hand| &hand.offers);
            let offer = offers.into_iter().find(|offer| offer.whose == *whose);
            let name = offer.map_or("", |offer| offer.name.as_str());
            format!("\u{201c}{written}\u{201d} is {name}, {whose}")
        }
    }
}

/// How many rows a decision on a name settles, and whether the same name waits elsewhere.
fn settles(app: &App, key: &NameKey) -> String {
    let rows = app.matches.hand.as_ref().map_or(0, |hand| hand.open.rows);
    let suppliers = app.matches.hand.as_ref().map_or(0, |hand| hand.open.suppliers.len());
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

fn ask(app: &mut App, question: String, examples: Vec<String>, decisions: &[Decision]) {
    let Some(edit) = planned(app, decisions) else { return };
    let title = match decisions {
        [one] => title(app, one),
        many => format!("Decide {}", count(many.len(), "name", "names")),
    };
    let then = Then::Edit(title, Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples, then }));
}

/// Asks what a name is when it is no facility.
pub fn none_of_them(app: &mut App) {
    let Some(hand) = &app.matches.hand else { return };
    let title = format!("None of them: \u{201c}{}\u{201d} is", hand.open.name.written);
    let items = NoFacility::ALL.iter().map(|kind| Item::new(kind.letter(), kind.name(), explained(*kind)));
    let picker = Picker::one(title, items.collect(), Pick::Match(MatchPick::None));
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

/// A kind was chosen.
pub(super) fn kind_chosen(app: &mut App, at: Option<usize>) {
    let Some(kind) = at.and_then(|at| NoFacility::ALL.get(at)).copied() else { return };
    if let Some(name) = name_in_hand(app) {
        let choice = Choice::Nothing(kind);
        decide(app, &Decision { name, choice, method: Decided::Hand, score: None });
    }
}

/// The name in hand.
pub(super) fn name_in_hand(app: &App) -> Option<Name> {
    app.matches.hand.as_ref().map(|hand| hand.open.name.clone())
}

/// Looks a facility of the name's metal up by typing.
pub fn look_up(app: &mut App) {
    let Some(metal) = name_in_hand(app).map(|name| name.key.metal) else {
        return app.warn("no name is in hand");
    };
    let found = pick::facilities(app, metal);
    if found.is_empty() {
        return app.warn(format!("no list has a facility of {metal}: i imports one"));
    }
    let items = found.into_iter().map(|(text, detail)| Item::typed(text, detail)).collect();
    let title = format!("Look up a {} facility", metal.name().to_lowercase());
    app.overlays.push(Overlay::Picker(Picker::one(title, items, Pick::Match(MatchPick::LookUp))));
}

/// A facility was looked up: it comes on top of the candidates, to be accepted or not.
pub(super) fn looked_up(app: &mut App, whose: &Whose) {
    if let Some(hand) = &mut app.matches.hand {
        hand.look_up(whose);
        app.matches.queue_focus = false;
        app.matches.detail_offset = 0;
        let accept = app.keymap.first(crate::app::Command::Accept);
        app.say(format!("on top of the candidates; {accept} accepts it"));
    }
}

/// The decisions by which the accept band is taken.
fn band(app: &App) -> Vec<Decision> {
    intake::band_decisions(&accept_band(&app.matching.waiting, &app.matching.answers))
}

/// Asks whether the accept band is taken, with the ten least certain.
pub fn ask_band(app: &mut App) {
    if !app.matching.is_settled() && app.matching.is_asking {
        app.matching.asks_next = true;
        return app.say("the matcher is at work; the question comes when it has answered");
    }
    let found = accept_band(&app.matching.waiting, &app.matching.answers);
    if found.is_empty() {
        return app.warn("no name is in the accept band");
    }
    let rows: usize = found.iter().map(|(open, _)| open.rows).sum();
    let example = |(open, answer): &(&crate::resolve::open::Waiting, &crate::resolve::open::Answer)| {
        let best = answer.best.as_ref();
        let name = best.map_or("", |best| best.name.as_str());
        format!("{:>5}  {}  \u{2192}  {name}", percent(answer.score()), open.name.written)
    };
    let examples = found.iter().take(EXAMPLES).map(example).collect();
    let least = if found.len() > 1 { " The least certain:" } else { "" };
    let question = format!(
        "Accept {} of the accept band ({})?{least}",
        count(found.len(), "name", "names"),
        count(rows, "row", "rows")
    );
    let decisions = band(app);
    let title = intake::band_title(decisions.len(), rows);
    let Some(edit) = planned(app, &decisions) else { return };
    app.overlays.push(Overlay::Confirm(Confirm {
        question,
        examples,
        then: Then::Edit(title, Box::new(edit)),
    }));
}

/// Takes the accept band without asking, as the settings say for after an import.
pub fn accept_all(app: &mut App) {
    let decisions = band(app);
    if decisions.is_empty() {
        return;
    }
    let found = accept_band(&app.matching.waiting, &app.matching.answers);
    let rows = found.iter().map(|(open, _)| open.rows).sum();
    let title = intake::band_title(decisions.len(), rows);
    if let Some(edit) = planned(app, &decisions)
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
    let what = match &decided.to {
        Resolved::Nothing(kind) => format!("none: {}", kind.name()),
        Resolved::Facility(id) => match app.row(id) {
            Some(row) => {
                let cid = row.cid.map_or_else(|| "no CID".to_owned(), |cid| cid.to_string());
                format!("{}, {cid}", row.name)
            }
            None => "a facility that is not here any more".to_owned(),
        },
    };
    let score = decided.score.map_or(String::new(), |score| format!(" at {}", percent(score)));
    let day = decided.stamp.at.strftime("%Y-%m-%d");
    format!("{what} ({}{score}, {}, {day})", decided.method.words(), decided.stamp.by)
}
