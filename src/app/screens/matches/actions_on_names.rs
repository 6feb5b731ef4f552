//! What is done with names: accepting a candidate, saying that it is none, the accept band, taking a decision back.

use super::name_in_hand::Offer;
use super::{MatchesScreen, questions};
use crate::app::command::Command;
use crate::app::core::Core;
use crate::app::deciding;
use crate::app::jump::Jump;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::{Asks, Overlay};
use crate::app::screens::declaration;
use crate::domain::cmrt::SmelterColumn;
use crate::domain::{Country, DecisionMethod, NoFacility};
use crate::intake::{self, DecidedAs, Decision};
use crate::resolve::matching::{DecisionBand, FacilityRef, ReasonSide};
use crate::resolve::open::{AskedName, MatchAnswer, MatchFilter, OpenName, accept_band, percent};
use crate::resolve::rows::RowFilter;
use crate::text::{as_written, count};

/// Accepts the candidate under the cursor; asks once when the matcher holds it for unlikely.
pub fn accept(screen: &mut MatchesScreen, core: &mut Core) -> Asks<MatchesScreen> {
    let hand = screen.hand.as_ref()?;
    let Some(offer) = hand.current() else {
        core.warn("there is no candidate; / looks one up, + makes a new facility, x says what it is");
        return None;
    };
    let decision = Decision {
        name: hand.open.name.clone(),
        choice: DecidedAs::Facility(offer.whose.clone()),
        method: DecisionMethod::Hand,
        score: offer.score,
    };
    let is_unlikely = hand.band == Some(DecisionBand::None)
        || hand.cursor > 0 && offer.score.is_some_and(|score| score < 10);
    match offer.score.filter(|_| is_unlikely) {
        Some(score) => Some(unlikely(offer, score, decision)),
        None => {
            decide(screen, core, &decision);
            None
        }
    }
}

fn unlikely(offer: &Offer, score: u16, decision: Decision) -> Overlay<MatchesScreen> {
    let question = format!(
        "The matcher holds it for unlikely ({}). Is \u{201c}{}\u{201d} {}, {}?",
        percent(score),
        decision.name.written,
        offer.name,
        offer.whose
    );
    let against = offer.why.reasons.iter().filter(|reason| reason.speaks == ReasonSide::Against);
    let examples = against.map(|reason| reason.text.clone()).collect();
    Confirm::before(question, examples, move |screen, core| decide(screen, core, &decision))
}

/// Makes one decision and says what it settles; the next name comes up by itself.
pub fn decide(screen: &MatchesScreen, core: &mut Core, decision: &Decision) {
    let closed = screen.hand.as_ref().map(|hand| &hand.open);
    let closed = closed.filter(|closed| closed.name.key == decision.name.key);
    deciding::decide(core, decision, closed);
}

/// Asks what a name is when it is no facility.
pub fn none_of_them(screen: &mut MatchesScreen, _: &mut Core) -> Asks<MatchesScreen> {
    let name = name_in_hand(screen)?;
    let title = format!("None of them: \u{201c}{}\u{201d} is", name.written);
    let entry = |kind: NoFacility| PickerItem::new(kind.letter(), kind.name(), explained(kind)).means(kind);
    let entries = NoFacility::ALL.into_iter().map(entry).collect();
    Some(Picker::one(title, entries, |screen, core, kind| {
        let choice = DecidedAs::Nothing(kind);
        decide(screen, core, &Decision { name, choice, method: DecisionMethod::Hand, score: None });
        None
    }))
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

/// The name in hand.
pub(super) fn name_in_hand(screen: &MatchesScreen) -> Option<AskedName> {
    screen.hand.as_ref().map(|hand| hand.open.name.clone())
}

/// Looks a facility of the name's metal up by typing.
pub fn look_up(screen: &mut MatchesScreen, core: &mut Core) -> Asks<MatchesScreen> {
    let Some(name) = name_in_hand(screen) else {
        core.warn("no name is in hand");
        return None;
    };
    let metal = name.key.metal;
    let entries = questions::facilities(core, metal);
    if entries.is_empty() {
        core.warn(format!("no list has a facility of {metal}: i imports one"));
        return None;
    }
    let title = format!("Look up a {} facility", metal.name().to_lowercase());
    Some(Picker::one(title, entries, move |screen, core, whose| {
        looked_up(screen, core, &name, &whose);
        None
    }))
}

/// A facility was looked up for a name: it comes on top of its candidates, to be accepted or not.
fn looked_up(screen: &mut MatchesScreen, core: &mut Core, name: &AskedName, whose: &FacilityRef) {
    screen.take(Some(name.key.clone()));
    screen.take_in_hand(core);
    if let Some(hand) = &mut *screen.hand {
        hand.look_up(whose);
        screen.queue_focus = false;
        let accept = core.keymap.first(Command::Accept);
        core.say(format!("on top of the candidates; {accept} accepts it"));
    }
}

/// The accept band of the names that pass the filter, the least certain first.
fn band<'a>(screen: &MatchesScreen, core: &'a Core) -> Vec<(&'a OpenName, &'a MatchAnswer)> {
    let mut band = accept_band(&core.matching.waiting, &core.matching.answers);
    band.retain(|(open, _)| screen.filter.passes(open));
    band
}

/// Asks whether the accept band is taken, with the ten least certain.
pub fn ask_band(screen: &mut MatchesScreen, core: &mut Core) -> Asks<MatchesScreen> {
    if !core.matching.is_settled() && core.matching.is_asking {
        core.matching.asks_next = true;
        core.say("the matcher is at work; the question comes when it has answered");
        return None;
    }
    if !deciding::are_lists_read(core) {
        return None;
    }
    let found = band(screen, core);
    if found.is_empty() {
        core.warn("no name that is shown is in the accept band");
        return None;
    }
    let rows: usize = found.iter().map(|(open, _)| open.rows).sum();
    let examples = found.iter().map(|(open, answer)| example(open, answer)).collect();
    let least = if found.len() > 1 { " The least certain:" } else { "" };
    let among = if screen.filter == MatchFilter::default() { "" } else { " among those shown" };
    let question = format!(
        "Accept {} of the accept band{among} ({})?{least}",
        count(found.len(), "name", "names"),
        count(rows, "row", "rows")
    );
    let decisions = intake::band_decisions(&found);
    let title = intake::band_title(decisions.len(), rows);
    Some(Confirm::before(question, examples, move |_, core| deciding::carry_out(core, title, &decisions)))
}

/// A name of the band with its candidate; both whole, since sister plants differ in a word at the end.
fn example(open: &OpenName, answer: &MatchAnswer) -> String {
    let best = answer.best.as_ref();
    let (name, whose) =
        best.map_or((String::new(), String::new()), |b| (b.name.clone(), b.whose.to_string()));
    let OpenName { name: asked, .. } = open;
    let place = if asked.country.is_empty() { "no country" } else { &asked.country };
    format!(
        "{:>5}  {} ({}, {place})  \u{2192}  {name}, {whose}",
        percent(answer.score()),
        asked.written,
        asked.key.metal
    )
}

/// Takes the decision on the name in hand back.
pub fn take_back(screen: &mut MatchesScreen, core: &mut Core) {
    deciding::take_back(core, screen.queue.current.as_ref());
}

/// Shows the sheet around the first row that writes the name in hand.
pub fn source(screen: &mut MatchesScreen, core: &mut Core) -> Asks<MatchesScreen> {
    let first = screen.hand.as_ref().and_then(|hand| hand.rows.first().copied());
    let Some(view) = first.and_then(|row| core.register.row(row)) else {
        core.warn("no declared row writes this name");
        return None;
    };
    let number = view.row;
    let declaration = core.workspace.declarations.get(view.declaration).cloned()?;
    let place = core.contents.form(&declaration.form)?.row_place(number, SmelterColumn::Metal);
    Some(declaration::source_at(core, &declaration, place))
}

/// Shows the declared rows that write the name in hand.
pub fn rows_behind(screen: &mut MatchesScreen, core: &mut Core) {
    let Some(key) = screen.queue.current.clone() else { return core.warn("no name is in hand") };
    core.go(Jump::Rows(Box::new(RowFilter { name: Some(key), ..RowFilter::default() })));
}

/// The name, then its candidates, a line each.
pub fn copied(screen: &MatchesScreen) -> String {
    let Some(hand) = &*screen.hand else { return String::new() };
    let name = &hand.open.name;
    let mut lines = vec![[name.key.metal.name(), &name.written, &name.country].map(as_written).join("\t")];
    lines.extend(hand.offers.iter().map(|offer| {
        let country = offer.country.map_or("", Country::name);
        let score = offer.score.map_or(String::new(), percent);
        [&offer.whose.to_string(), &offer.name, country, &score, &offer.why.text()].map(as_written).join("\t")
    }));
    lines.join("\n")
}
