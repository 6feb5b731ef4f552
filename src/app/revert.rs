//! Taking edits back: undo, redo, and what could not be written.

use super::state::App;
use crate::domain::{Cause, Edit, Entry, History, Touched};
use crate::risk::Need;

impl App {
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
        let title = format!("Undo: {}", entry.title);
        if self.commit_as(title, entry.edit.inverse(), Cause::Undo(entry.seq)) {
            self.say(format!("undone: {}", entry.title));
            self.show_facility_of(&entry.edit);
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
            self.show_facility_of(&entry.edit);
        }
    }

    /// Brings the cursor to the facility that undo or redo changed, if it changed one, and the name to hand.
    fn show_facility_of(&mut self, edit: &Edit) {
        if let [name] = edit.names().as_slice() {
            self.matches.take(Some((*name).clone()));
        }
        if let [id] = edit.facilities().as_slice() {
            let id = self.workspace.resolve(id).clone();
            self.smelters.go_to(&self.rows, &id);
            if self.row(&id).is_some_and(|row| row.need != Need::No) {
                self.triage.revisit(&id);
            }
        }
        self.refresh_screens();
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
        self.refresh(&Touched::All);
    }
}
