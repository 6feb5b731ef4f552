//! Accepting what is suggested for the facilities in hand: disposition and action, for one at once, for several after asking
//! once; one edit.

use std::collections::BTreeMap;

use super::facilities::OnFacilities;
use crate::app::command::row::WhyNot;
use crate::app::core::Core;
use crate::app::news::News;
use crate::app::overlays::Asks;
use crate::app::overlays::confirm::Confirm;
use crate::app::screen::hidden_words;
use crate::domain::{ActionKind, Edit, FacilityId};
use crate::intake::change::{Author, FacilityChange};
use crate::risk::{self, Need, Suggestion};
use crate::text::count;

/// The suggestion for a facility; none where none fits, as for unresolved ones, and where a possible hit is to be decided first.
pub fn suggested(core: &Core, id: &FacilityId) -> Option<Suggestion> {
    let view = core.workspace.view(id)?;
    let book = core.risk_book();
    let facts = book.facts(&view);
    let is_first_a_hit = core.row(id).is_some_and(|row| row.need == Need::PossibleHit);
    if is_first_a_hit { None } else { risk::suggest(facts.standing, &risk::assess(&facts)) }
}

/// What is open of the facilities in hand and has a suggestion.
fn open<S: OnFacilities>(screen: &S, core: &Core) -> Vec<(FacilityId, Suggestion)> {
    let is_open = |id: &FacilityId| core.row(id).is_some_and(|row| row.need.is_open());
    let ids = screen.facilities(core).into_iter().filter(is_open);
    ids.filter_map(|id| Some((id.clone(), suggested(core, &id)?))).collect()
}

/// Why nothing can be accepted.
pub fn nothing_suggested<S: OnFacilities>(screen: &S, core: &Core) -> WhyNot {
    let ids = screen.facilities(core);
    if ids.is_empty() {
        return Some("no facility is under the cursor");
    }
    let needs: Vec<Need> = ids.iter().filter_map(|id| core.row(id)).map(|row| row.need).collect();
    if needs.iter().all(|need| *need == Need::No) {
        return Some("it needs no judgement; d sets a disposition, a opens an action");
    }
    if !needs.iter().any(|need| need.is_open()) {
        return Some("it has its judgement already; d changes the disposition, a opens an action");
    }
    if ids.iter().all(|id| core.row(id).is_some_and(|row| row.need == Need::PossibleHit)) {
        return Some("first say whether the possible hit is one");
    }
    let is_suggested = ids.iter().any(|id| suggested(core, id).is_some());
    (!is_suggested).then_some("nothing is suggested for an unresolved facility")
}

/// Accepts the suggestions for what is open of the facilities in hand.
pub fn accept<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let open = open(screen, core);
    if let [(id, suggestion)] = open.as_slice() {
        let name = core.row(id).map_or_else(String::new, |row| row.name.clone());
        take(core, &format!("Accept: {} ({name})", suggestion.text()), &open);
        return None;
    }
    let (all, hidden) = (screen.facilities(core).len(), hidden_words(screen.hidden(core)));
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (_, suggestion) in &open {
        *kinds.entry(format!("{}, because {}", suggestion.text(), suggestion.because)).or_default() += 1;
    }
    let examples = kinds.into_iter().map(|(words, facilities)| format!("{facilities}: {words}")).collect();
    let facilities = count(open.len(), "facility", "facilities");
    let left = match all.saturating_sub(open.len()) {
        0 => String::new(),
        left => format!(" ({left} more have no suggestion or need no judgement)"),
    };
    let question = format!("Accept what is suggested for {facilities}{hidden}{left}?");
    let title = format!("Accept what is suggested for {facilities}");
    Some(Confirm::before(question, examples, move |_, core| take(core, &title, &open)))
}

/// Makes it one edit, and says so.
fn take(core: &mut Core, title: &str, open: &[(FacilityId, Suggestion)]) {
    let mut edits = Vec::new();
    for (id, suggestion) in open {
        edits.extend(edits_of(core, id, suggestion));
    }
    if edits.is_empty() {
        return core.warn("nothing to change");
    }
    if core.commit_and_say(title, Edit::Batch(edits)) {
        core.tell(News::FacilitiesServed);
    }
}

/// Disposition and action. An action of the kind that is still open is the one that the suggestion means.
fn edits_of(core: &mut Core, id: &FacilityId, suggestion: &Suggestion) -> Vec<Edit> {
    let (stamp, today) = (core.stamp(), core.today());
    let mut by = Author { stamp, today, ids: &mut core.ids };
    let targets = std::slice::from_ref(id);
    let dispose = FacilityChange::Dispose(suggestion.disposition);
    let mut edits: Vec<Edit> =
        dispose.edit(&core.workspace, targets, &suggestion.because, &mut by).into_iter().collect();
    let is_open = core.workspace.actions.values().any(|action| {
        core.workspace.acted_on(action) == Some(id)
            && action.kind == suggestion.action
            && action.state.is_open()
    });
    if let Some(kind) = ActionKind::by_id(&suggestion.action).filter(|_| !is_open) {
        edits.extend(FacilityChange::Act(kind).edit(&core.workspace, targets, "", &mut by));
    }
    edits
}
