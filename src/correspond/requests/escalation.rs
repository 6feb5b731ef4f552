//! Passing a supplier that does not answer on to somebody with more weight: proposed by the log of requests, never done by itself.

use jiff::civil::Date;

use super::progress::{NextStep, progress};
use crate::domain::{ActionKind, SupplierId, Workspace};

/// To procurement first, then to executive management.
const LADDER: [&str; 2] = ["A10", "A11"];

/// The kind of action that a supplier is to be passed on by, on a day: where it was asked and reminded as often as is of use and is overdue
/// still. The next one only where the one before is overdue itself, or closed in vain. None where nothing is to be passed on.
pub fn escalation(ws: &Workspace, supplier: &SupplierId, day: Date) -> Option<&'static ActionKind> {
    if progress(ws, supplier, day).step != NextStep::Escalate {
        return None;
    }
    let actions = ws.actions_with(supplier);
    for id in LADDER {
        let mut of_kind = actions.iter().filter(|action| action.kind == id).peekable();
        if of_kind.peek().is_none() {
            return ActionKind::by_id(id);
        }
        if of_kind.any(|action| action.state.is_open() && !action.is_overdue(day)) {
            return None;
        }
    }
    None
}
