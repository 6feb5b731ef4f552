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
    // Who takes something back wants nothing to be done by itself meanwhile.
    core.matching.accepts_next = false;
    let asked = core.history.next_undo().filter(|entry| !is_freeze(&entry.edit)).map(|entry| {
        let is_earlier = entry.seq < core.began_at;
        (entry.seq, entry.title.clone(), entry.edit.changes(), is_earlier)
    });
    match asked {
        Some((seq, title, changes, is_earlier)) if changes > UNASKED || is_earlier => {
            let large = count(changes, "change", "changes");
            let when = if is_earlier { "of an earlier session" } else { "one edit" };
            let question = format!("Take back: {title}? It is {when}, {large}.");
            Some(Confirm::before(question, Vec::new(), move |_, core| undo_this(core, seq)))
        }
        Some(_) | None => {
            core.undo();
            None
        }
    }
}

/// Takes back what was asked about, unless something came after it.
fn undo_this(core: &mut Core, seq: u64) {
    if core.history.next_undo().is_some_and(|entry| entry.seq == seq) {
        core.undo();
    } else {
        core.warn("nothing was taken back: something was changed since that was asked");
    }
}

/// Whether an edit freezes or unfreezes: neither is taken back, so that what was frozen stays what it was.
pub(super) fn is_freeze(edit: &Edit) -> bool {
    matches!(edit, Edit::SetFreeze { .. })
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
        if self.workspace.frozen().is_some() {
            return self.warn(FROZEN);
        }
        if is_freeze(&entry.edit) {
            return self.warn("what was done before the report was frozen is not taken back: change it anew");
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
