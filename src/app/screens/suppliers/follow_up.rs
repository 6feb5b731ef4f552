//! Follow-up actions on suppliers, and passing on those that do not answer.

use super::OnSuppliers;
use super::questions::{name_of, names};
use super::request_work;
use crate::app::core::Core;
use crate::app::overlays::Asks;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::screen::hidden_words;
use crate::correspond::requests::{LogLine, escalation, log};
use crate::domain::{ActionKind, ActionSubject, Edit, RequestState, SupplierId};
use crate::intake::change::{Author, open_action};

/// Asks for the kind of a new follow-up on the suppliers in hand.
pub fn add<S: OnSuppliers>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let (ids, hidden) = (screen.suppliers(core), screen.hidden(core));
    let entry = |kind: &'static ActionKind| {
        let detail = format!("{}, due in {} days", kind.id, kind.due_days);
        PickerItem::new(kind.letter, &kind.title, detail).means(kind)
    };
    let entries = ActionKind::all().iter().filter(|kind| kind.on_supplier).map(entry).collect();
    let title = format!("Open an action: {}", names(core, &ids));
    Some(Picker::one(title, entries, move |_, core, kind| open(core, &ids, hidden, kind)))
}

/// Opens an action on suppliers; asks once before it is on several.
fn open<S: 'static>(
    core: &mut Core,
    ids: &[SupplierId],
    hidden: usize,
    kind: &'static ActionKind,
) -> Asks<S> {
    let (stamp, today) = (core.stamp(), core.today());
    let mut by = Author { stamp, today, ids: &mut core.ids };
    let action = |id: &SupplierId| open_action(kind, ActionSubject::Supplier(id.clone()), &mut by);
    let mut edits: Vec<Edit> = ids.iter().map(action).map(Edit::AddAction).collect();
    let title = format!("Action: {} ({})", kind.title, names(core, ids));
    if edits.len() <= 1 {
        request_work::commit(core, title, edits.pop()?);
        return None;
    }
    let examples = ids.iter().map(|id| name_of(core, id)).collect();
    let question = format!("{}: {} suppliers{}?", kind.title, ids.len(), hidden_words(hidden));
    Some(Confirm::before(question, examples, move |_, core| {
        request_work::commit(core, title, Edit::Batch(edits));
    }))
}

/// Asks what becomes of a supplier that was asked and reminded in vain: the step that the rules propose comes first.
pub fn pass_on<S: OnSuppliers>(core: &mut Core, id: SupplierId) -> Asks<S> {
    let proposed = escalation(&core.workspace, &id, core.today());
    let mut entries: Vec<(PickerItem, Option<&'static ActionKind>)> = Vec::new();
    if let Some(kind) = proposed {
        let detail = format!("{}, due in {} days", kind.id, kind.due_days);
        entries.push((PickerItem::new(kind.letter, &kind.title, detail), Some(kind)));
    }
    entries.push((PickerItem::new('z', "log that there is no response", ""), None));
    let title = format!("{}: reminded in vain", name_of(core, &id));
    Some(Picker::one(title, entries, move |_, core, kind| match kind {
        Some(kind) => open(core, &[id], 0, kind),
        None => {
            let (state, day) = (RequestState::NoResponse, core.today());
            let line = LogLine { state, day, due: None, note: String::new() };
            let edit = log(&id, line, core.ids.request(), core.stamp());
            let title = format!("Request {}: {}", state.name(), name_of(core, &id));
            request_work::commit(core, title, edit);
            None
        }
    }))
}
