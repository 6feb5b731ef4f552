//! History: every change, who, when, on what; undo to here.

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::jump::Jump;
use crate::app::layout::{row_at, scrolled};
use crate::app::look::{Line, Role};
use crate::app::overlays::Asks;
use crate::app::overlays::confirm::Confirm;
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, moved, search_chip};
use crate::domain::History;
use crate::text::{Area, count, fold, words};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct HistoryScreen {
    /// The numbers of the entries shown, the latest first.
    pub shown: Derived<Vec<u64>>,
    /// The cursor, an index into `shown`.
    pub cursor: usize,
    /// Words that every entry shown must hold.
    pub search: String,
}

impl HistoryScreen {
    /// Follows the history.
    fn refresh(&mut self, history: &History) {
        let words = words(&self.search);
        let current = self.shown.get(self.cursor).copied();
        let passes = |entry: &&crate::domain::Entry| {
            words.is_empty() || {
                let text = fold(&format!("{} {} {}", entry.title, entry.by, entry.at));
                words.iter().all(|word| text.contains(word.as_str()))
            }
        };
        *self.shown = history.entries().rev().filter(passes).map(|entry| entry.seq).collect();
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

impl Screen for HistoryScreen {
    fn prepare(&mut self, core: &mut Core) {
        let Generations { workspace, history, .. } = core.generations;
        if self.shown.renew(Generations { workspace, history, ..Generations::default() }) {
            self.refresh(&core.history);
        }
    }

    fn hints(&self) -> &'static [C] {
        &[C::Undo, C::Redo, C::UndoToHere, C::Open, C::Search, C::Back, C::Help]
    }

    fn about(&self) -> &'static str {
        "every change, the latest first"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        search_chip(&self.search).into_iter().collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        let whole = if core.history_is_whole { "" } else { " (reading the archives)" };
        Line::of(count(self.shown.len(), "entry", "entries") + whole, Role::Muted).into()
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        self.cursor = moved(self.cursor, rows, self.shown.len());
    }

    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let inner = body.inset(1);
        let first = scrolled(self.cursor, self.shown.len(), usize::from(inner.height));
        if let Some(row) = row_at(inner, at).filter(|row| first + row < self.shown.len()) {
            self.cursor = first + row;
        }
    }

    fn copied(&self, core: &Core) -> String {
        let entry = self.current().and_then(|seq| core.history.get(seq));
        entry.map_or(String::new(), |entry| format!("{}\t{}\t{}", entry.at, entry.by, entry.title))
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        self.search = text;
        self.refresh(&core.history);
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<HistoryScreen>] =
    &[act(C::Open, open), ask(C::UndoToHere, ask_undo_to_here)];

/// Goes to the facility that the entry under the cursor is on.
fn open(screen: &mut HistoryScreen, core: &mut Core) {
    let entry = screen.current().and_then(|seq| core.history.get(seq));
    let facility = entry.and_then(|entry| entry.edit.facilities().first().cloned());
    match facility.filter(|id| core.workspace.facilities.contains_key(id)) {
        Some(id) => core.go(Jump::Facility(id)),
        None => core.say("this entry is on no facility that is there now"),
    }
}

/// Asks whether to take back everything after the entry under the cursor.
fn ask_undo_to_here(screen: &mut HistoryScreen, core: &mut Core) -> Asks<HistoryScreen> {
    let seq = screen.current()?;
    let after =
        core.history.entries().filter(|entry| entry.seq > seq && core.history.is_in_effect(entry.seq));
    let mut titles: Vec<String> = after.map(|entry| entry.title.clone()).collect();
    titles.reverse();
    if titles.is_empty() {
        core.warn("nothing after this entry is in effect");
        return None;
    }
    let question = match titles.len() {
        1 => "Take back the edit after this one? Redo brings it back.".to_owned(),
        some => format!("Take back the {some} edits after this one? Redo brings them back one by one."),
    };
    titles.truncate(10);
    Some(Confirm::before(question, titles, move |_, core| undo_to(core, seq)))
}

/// Takes back every entry in effect after `seq`.
fn undo_to(core: &mut Core, seq: u64) {
    let mut undone = 0;
    while core.history.next_undo().is_some_and(|entry| entry.seq > seq) {
        let before = core.next_seq;
        core.undo();
        if core.next_seq == before {
            return;
        }
        undone += 1;
    }
    core.say(format!("{} undone", count(undone, "edit", "edits")));
}
