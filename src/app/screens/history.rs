//! History: every change, who, when, on what; undo to here.

use crate::app::overlays::{Confirm, Overlay, Then};
use crate::app::state::App;
use crate::domain::History;
use crate::text::{fold, words};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct HistoryScreen {
    /// The numbers of the entries shown, the latest first.
    pub shown: Vec<u64>,
    /// The cursor, an index into `shown`.
    pub cursor: usize,
    /// Words that every entry shown must hold.
    pub search: String,
}

impl HistoryScreen {
    /// Follows the history.
    pub fn refresh(&mut self, history: &History) {
        let words = words(&self.search);
        let current = self.shown.get(self.cursor).copied();
        let passes = |entry: &&crate::domain::Entry| {
            words.is_empty() || {
                let text = fold(&format!("{} {} {}", entry.title, entry.by, entry.at));
                words.iter().all(|word| text.contains(word.as_str()))
            }
        };
        self.shown = history.entries().rev().filter(passes).map(|entry| entry.seq).collect();
        // At the top the cursor stays at the top: the newest entry is what one has just done.
        let at = current.filter(|_| self.cursor > 0);
        let at = at.and_then(|seq| self.shown.iter().position(|other| *other == seq));
        self.cursor = at.unwrap_or(self.cursor).min(self.shown.len().saturating_sub(1));
    }

    /// The number of the entry under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<u64> {
        self.shown.get(self.cursor).copied()
    }
}

/// Asks whether to take back everything after the entry under the cursor.
pub fn ask_undo_to_here(app: &mut App) {
    let Some(seq) = app.history_screen.current() else { return };
    let after = app.history.entries().filter(|entry| entry.seq > seq && app.history.is_in_effect(entry.seq));
    let mut titles: Vec<String> = after.map(|entry| entry.title.clone()).collect();
    titles.reverse();
    if titles.is_empty() {
        app.warn("nothing after this entry is in effect");
        return;
    }
    let question = match titles.len() {
        1 => "Take back the edit after this one? Redo brings it back.".to_owned(),
        some => format!("Take back the {some} edits after this one? Redo brings them back one by one."),
    };
    titles.truncate(10);
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: titles, then: Then::UndoTo(seq) }));
}

/// Takes back every entry in effect after `seq`.
pub fn undo_to(app: &mut App, seq: u64) {
    let mut undone = 0;
    while app.history.next_undo().is_some_and(|entry| entry.seq > seq) {
        let before = app.next_seq;
        app.undo();
        if app.next_seq == before {
            return;
        }
        undone += 1;
    }
    app.say(format!("{} undone", crate::text::count(undone, "edit", "edits")));
}
