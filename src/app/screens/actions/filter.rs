//! The filters of Actions: each a picker that says how many actions a choice would leave.

use std::collections::BTreeSet;

use super::ActionsScreen;
use crate::app::core::Core;
use crate::app::overlays::Asks;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::domain::{ActionKind, ActionState};
use crate::query::actions::{ActionRow, When};

/// What the filter chooses.
enum Chosen {
    When(When),
    Owner(String),
    Kind(String),
}

/// An owner as told: nobody is somebody to look for.
pub(super) fn owner_name(owner: &str) -> &str {
    if owner.is_empty() { "(nobody)" } else { owner }
}

/// Opens the filter by when actions are due, who sees to them, and what they are; found by typing.
pub(super) fn by_more(screen: &mut ActionsScreen, _: &mut Core) -> Asks<ActionsScreen> {
    let (filter, rows) = (&screen.filter, &screen.rows);
    let entry = |text: String, is_chosen: bool, counts: &dyn Fn(&ActionRow) -> bool| {
        let number = rows.iter().filter(|row| counts(row)).count();
        PickerItem::typed(text, number.to_string()).ticked(is_chosen)
    };
    let when = |when: When| {
        let text = format!("due: {}", when.title());
        entry(text, filter.when.contains(&when), &|row| row.when == when).means(Chosen::When(when))
    };
    let mut entries: Vec<(PickerItem, Chosen)> = When::ALL.into_iter().map(when).collect();
    let owners: BTreeSet<&String> = rows.iter().map(|row| &row.action.owner).collect();
    entries.extend(owners.into_iter().map(|owner| {
        let text = format!("owner: {}", owner_name(owner));
        let item = entry(text, filter.owners.contains(owner), &|row| row.action.owner == *owner);
        item.means(Chosen::Owner(owner.clone()))
    }));
    let kinds = ActionKind::all().iter().filter(|kind| rows.iter().any(|row| row.action.kind == kind.id));
    entries.extend(kinds.map(|kind| {
        let text = format!("kind: {} {}", kind.id, kind.title);
        let item = entry(text, filter.kinds.contains(&kind.id), &|row| row.action.kind == kind.id);
        item.means(Chosen::Kind(kind.id.clone()))
    }));
    Some(Picker::many("Filter actions", entries, |screen: &mut ActionsScreen, core, chosen| {
        let filter = &mut screen.filter;
        (filter.when, filter.owners, filter.kinds) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for kind in chosen {
            match kind {
                Chosen::When(when) => drop(filter.when.insert(when)),
                Chosen::Owner(owner) => drop(filter.owners.insert(owner)),
                Chosen::Kind(kind) => drop(filter.kinds.insert(kind)),
            }
        }
        screen.filter_changed(core);
    }))
}

/// Opens the filter by how far actions are.
pub(super) fn by_state(screen: &mut ActionsScreen, _: &mut Core) -> Asks<ActionsScreen> {
    let entry = |state: ActionState| {
        let count = screen.rows.iter().filter(|row| row.action.state == state).count();
        let item = PickerItem::new(state.letter(), state.name(), count.to_string());
        item.ticked(screen.filter.states.contains(&state)).means(state)
    };
    let entries = ActionState::ALL.into_iter().map(entry).collect();
    Some(Picker::many("Filter actions by state", entries, |screen: &mut ActionsScreen, core, chosen| {
        screen.filter.states = chosen.into_iter().collect();
        screen.filter_changed(core);
    }))
}
