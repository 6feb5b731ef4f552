//! Lists: the reference lists that declared names are resolved against, with what each holds; they come in by import and
//! leave here.

use std::cmp::Reverse;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, ask};
use crate::app::core::Core;
use crate::app::derived::Derived;
use crate::app::layout::{row_at, scrolled};
use crate::app::look::Line;
use crate::app::overlays::{Asks, Overlay, TextView};
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, moved, search_chip, shown_of};
use crate::app::withdraw;
use crate::domain::{ListEntry, ReferenceList, SourceId};
use crate::text::{Area, count, fold, pad_right, width, words};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct ListsScreen {
    /// The lists shown, the newest first.
    pub shown: Derived<Vec<SourceId>, u64>,
    /// The cursor, an index into `shown`.
    pub cursor: usize,
    /// Words that every list shown must hold.
    pub search: String,
}

impl ListsScreen {
    /// The list under the cursor.
    #[must_use]
    pub fn current<'a>(&self, core: &'a Core) -> Option<&'a ReferenceList> {
        core.workspace.lists.get(self.shown.get(self.cursor)?)
    }

    /// Follows the workspace; the cursor stays on its list, or where it was when that has gone.
    fn refresh(&mut self, core: &Core) {
        let words = words(&self.search);
        let passes = |list: &&ReferenceList| {
            // The number of entries is nothing that is searched for.
            let [title, version, as_of, _, file] = texts(core, list);
            let text = fold(&[title, version, as_of, file].join(" "));
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let current = self.shown.get(self.cursor).cloned();
        let mut lists: Vec<&ReferenceList> = core.workspace.lists.values().filter(passes).collect();
        lists.sort_by_key(|list| (Reverse(list.as_of), &list.title));
        *self.shown = lists.into_iter().map(|list| list.source.clone()).collect();
        let at = current.and_then(|id| self.shown.iter().position(|other| *other == id));
        self.cursor = at.unwrap_or(self.cursor).min(self.shown.len().saturating_sub(1));
    }
}

/// The columns of a list as texts: name, version of its template, the day it speaks for, entries, the file it came from.
#[must_use]
pub fn texts(core: &Core, list: &ReferenceList) -> [String; 5] {
    let version = list.version.map_or(String::new(), |version| format!("CMRT {version}"));
    let as_of = list.as_of.map_or(String::new(), |day| day.to_string());
    let file = core.workspace.sources.get(&list.source).map_or(String::new(), |source| source.file.clone());
    [list.title.clone(), version, as_of, list.facilities.to_string(), file]
}

impl Screen for ListsScreen {
    fn prepare(&mut self, core: &mut Core) {
        if self.shown.renew(core.generations.workspace) {
            self.refresh(core);
        }
    }

    fn hints(&self) -> &'static [C] {
        &[C::Open, C::WithdrawList, C::Import, C::Search, C::Undo, C::Back, C::Help]
    }

    fn about(&self) -> &'static str {
        "the reference lists that declared names are resolved against"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        search_chip(&self.search).into_iter().collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        let mut line = Line::new();
        shown_of(&mut line, self.shown.len(), core.workspace.lists.len());
        line.into()
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        self.cursor = moved(self.cursor, rows, self.shown.len());
    }

    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let (_, inner) = body.inset(1).split_top(1);
        let first = scrolled(self.cursor, self.shown.len(), usize::from(inner.height));
        if let Some(row) = row_at(inner, at).filter(|row| first + row < self.shown.len()) {
            self.cursor = first + row;
        }
    }

    fn copied(&self, core: &Core) -> String {
        self.current(core).map_or(String::new(), |list| texts(core, list).join("\t"))
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        let before = self.current(core).map(|list| list.source.clone());
        self.search = text;
        self.refresh(core);
        // What is not found any more gives the cursor to what is found first.
        let is_found = before.as_ref() == self.shown.get(self.cursor);
        self.cursor = if is_found { self.cursor } else { 0 };
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<ListsScreen>] =
    &[ask(C::Open, entries), ask(C::WithdrawList, withdraw).unless(none_in_hand)];

fn none_in_hand(screen: &ListsScreen, core: &Core) -> WhyNot {
    screen.current(core).is_none().then_some("there is no list")
}

/// Shows the entries of the list under the cursor, each with the row of its sheet.
fn entries(screen: &mut ListsScreen, core: &mut Core) -> Asks<ListsScreen> {
    let list = screen.current(core)?;
    let Some(body) = core.papers.list(&list.body) else {
        core.warn("its content is still being read, or missing: rcoi verify tells");
        return None;
    };
    let widest = body.entries.iter().map(|entry| width(&entry.name)).max().unwrap_or(0).min(LONGEST_NAME);
    let lines = body.entries.iter().map(|entry| (entry.row, entry_line(entry, widest))).collect();
    let title = format!("{}: {}", list.title, count(body.entries.len(), "entry", "entries"));
    Some(Overlay::Text(TextView { title, lines, marked: 0, offset: 0, whole: None }))
}

/// A longer name moves what stands behind it.
const LONGEST_NAME: usize = 56;

/// Metal, CID, name, country, and the other names.
fn entry_line(entry: &ListEntry, widest: usize) -> String {
    let metal = pad_right(entry.metal.symbol(), 2);
    let line = format!("{metal}  {}  {}  {}", entry.cid, pad_right(&entry.name, widest), entry.country);
    if entry.aliases.is_empty() { line } else { format!("{line}  = {}", entry.aliases.join("; ")) }
}

/// Asks whether the list under the cursor is withdrawn.
fn withdraw(screen: &mut ListsScreen, core: &mut Core) -> Asks<ListsScreen> {
    let id = screen.current(core)?.source.clone();
    withdraw::confirm_list(core, &id)
}
