//! Taking edits back: undo, redo, and what could not be written.

use super::core::Core;
use super::freezing::FROZEN;
use super::news::News;
use super::overlays::Asks;
use super::overlays::confirm::Confirm;
use crate::domain::{Cause, Edit, Entry, History};
use crate::text::count;

/// So many changes are taken back without a question.
const UNASKED: usize = 20;

/// Takes the last edit back; one that is large, or of an earlier session, is named and asked about first.
pub(super) fn ask_undo<S: 'static>(core: &mut Core) -> Asks<S> {
    if core.workspace.frozen().is_some() {
        core.warn(FROZEN);
        return None;
    }
    let next = core.history.next_undo();
    let Some((title, changes, is_earlier)) =
        next.map(|entry| (entry.title.clone(), entry.edit.changes(), entry.seq < core.began_at))
    else {
        core.undo();
        return None;
    };
    if changes <= UNASKED && !is_earlier {
        core.undo();
        return None;
    }
    let when = if is_earlier { " It is of an earlier session." } else { "" };
    let question = format!("Take back: {title}? These are {}.{when}", count(changes, "change", "changes"));
    Some(Confirm::before(question, Vec::new(), |_, core| core.undo()))
}

impl Core {
    /// Takes the last edit back.
    pub fn undo(&mut self) {
        // Who takes something back wants nothing to be done by itself.
        self.matching.accepts_next = false;
        let Some(entry) = self.history.next_undo().cloned() else {
            self.warn(if self.history_is_whole {
                "nothing to undo"
            } else {
                "the history is still being read"
            });
            return;
        };
        if matches!(&entry.edit, Edit::SetFreeze { to: Some(freeze), .. } if freeze.is_in_force()) {
            return self.warn(FROZEN);
        }
        let title = format!("Undo: {}", entry.title);
        if self.commit_as(title, entry.edit.inverse(), Cause::Undo(entry.seq)) {
            self.say(format!("undone: {}", entry.title));
            self.tell(News::Reverted(Box::new(entry.edit)));
        }
    }

    /// Does again what undo took back.
    pub fn redo(&mut self) {
        let Some(entry) = self.history.next_redo().cloned() else {
            self.warn(if self.history_is_whole {
                "nothing to redo"
            } else {
                "the history is still being read"
            });
            return;
        };
        let title = format!("Redo: {}", entry.title);
        if self.commit_as(title, entry.edit.clone(), Cause::Redo(entry.seq)) {
            self.say(format!("done again: {}", entry.title));
            self.tell(News::Reverted(Box::new(entry.edit)));
        }
    }

    /// Takes back every entry from `seq` on, because it could not be written: what is on screen is what is
    /// on disk.
    pub fn roll_back(&mut self, seq: u64) {
        let lost: Vec<Entry> = self.history.entries().filter(|entry| entry.seq >= seq).cloned().collect();
        for entry in lost.iter().rev() {
            // Entries are taken back in the reverse order of their making, so each inverse fits.
            let taken_back = entry.edit.inverse().apply(&mut self.workspace);
            debug_assert!(taken_back.is_ok(), "{taken_back:?}");
        }
        let kept: Vec<Entry> = self.history.entries().filter(|entry| entry.seq < seq).cloned().collect();
        self.history = History::new(kept);
        self.next_seq = seq;
        self.toast = None;
        self.matching.accepts_next = false;
        self.refresh_all();
    }
}
