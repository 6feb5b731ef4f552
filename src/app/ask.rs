//! Opens the pickers and prompts by which facilities and actions are changed.

use super::overlays::Overlay;
use super::overlays::picker::{Item, Picker};
use super::overlays::prompt::Prompt;
use super::screen::ScreenId;
use super::state::App;
use super::targets::{self, Pick, Prompted};
use crate::domain::{ActionState, ClaimField, Disposition, Metal, Rating};

/// Asks for a line of text.
pub(super) fn prompt(app: &mut App, title: &str, hint: &str, prompted: Prompted) {
    app.overlays.push(Overlay::Prompt(Prompt::new(targets::titled(app, title), hint, "", prompted)));
}

/// Asks for an action's due date, starting from the one it has.
pub(super) fn due(app: &mut App) {
    let due = app.actions.current().map_or(String::new(), |line| line.action.due.to_string());
    app.overlays.push(Overlay::Prompt(Prompt::new("Due", "a date: 2027-03-31", &due, Prompted::Due)));
}

/// Asks for an action's owner, starting from the one it has.
pub(super) fn owner(app: &mut App) {
    let owner = app.actions.current().map_or(String::new(), |line| line.action.owner.clone());
    app.overlays.push(Overlay::Prompt(Prompt::new("Owner", "who sees to it", &owner, Prompted::Owner)));
}

/// In Triage an unresolved facility's status is what is missing; elsewhere the field is asked first.
pub(super) fn edit(app: &mut App) {
    let missing_status = app.screen == ScreenId::Triage
        && app.triage.current.as_ref().is_some_and(|id| !app.workspace.has_claim(id, ClaimField::Status));
    if missing_status {
        let picker = targets::status_picker("Status in the original document", Pick::StatusInOriginal);
        app.overlays.push(Overlay::Picker(picker));
    } else {
        field(app);
    }
}

/// Asks which value to edit.
pub(super) fn field(app: &mut App) {
    let items = vec![
        Item::new('s', "status", ""),
        Item::new('i', "CID", ""),
        Item::new('n', "name", ""),
        Item::new('c', "country", ""),
    ];
    app.overlays.push(Overlay::Picker(Picker::one(targets::titled(app, "Edit"), items, Pick::Field)));
}

pub(super) fn rate(app: &mut App) {
    let letters = ['c', 'h', 'm', 'l', 'n', 'd'];
    let mut items: Vec<Item> = letters
        .into_iter()
        .zip(Rating::ALL)
        .map(|(letter, rating)| Item::new(letter, rating.name(), ""))
        .collect();
    items.push(Item::new('x', "let the computed rating count", ""));
    app.overlays.push(Overlay::Picker(Picker::one(targets::titled(app, "Rate"), items, Pick::Rating)));
}

pub(super) fn dispose(app: &mut App) {
    let items =
        Disposition::all().iter().map(|info| Item::new(info.letter, &info.title, &info.doc)).collect();
    app.overlays.push(Overlay::Picker(Picker::one(
        targets::titled(app, "Disposition"),
        items,
        Pick::Disposition,
    )));
}

pub(super) fn add_action(app: &mut App) {
    let items = targets::facility_kinds()
        .map(|kind| {
            Item::new(kind.letter, &kind.title, format!("{}, due in {} days", kind.id, kind.due_days))
        })
        .collect();
    app.overlays.push(Overlay::Picker(Picker::one(
        targets::titled(app, "Open an action"),
        items,
        Pick::ActionKind,
    )));
}

pub(super) fn set_state(app: &mut App) {
    let items = ActionState::ALL.iter().map(|state| Item::new(state.letter(), state.name(), "")).collect();
    app.overlays.push(Overlay::Picker(Picker::one("State of the action", items, Pick::ActionState)));
}

pub(super) fn add_facility(app: &mut App) {
    let letters = ['a', 'i', 'g', 'u'];
    let metals = Metal::ALL;
    let items =
        letters.into_iter().zip(metals).map(|(letter, metal)| Item::new(letter, metal.name(), "")).collect();
    app.overlays.push(Overlay::Picker(Picker::one("New facility: its metal", items, Pick::NewMetal)));
}
