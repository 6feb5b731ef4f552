//! What every screen is: its state answers these calls, and nothing outside matches on which screen it is.

use super::command::Command;
use super::core::Core;
use super::look::{Line, Role};
use super::news::News;
use super::overlays::columns::ColumnItem;
use crate::query::{Column, SortKey};
use crate::text::Area;

/// A filter in force: its name and its value.
pub type ChipText = (&'static str, String);

/// The right end of the second line: how much is shown, and by what a table is sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusLine {
    /// How much is shown, selected, done.
    pub line: Line,
    /// The titles of the columns that the rows are sorted by, and whether the greatest comes first.
    pub sort: Vec<(&'static str, bool)>,
}

impl From<Line> for StatusLine {
    fn from(line: Line) -> Self {
        Self { line, sort: Vec::new() }
    }
}

/// What the search key searches on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Searched<'a> {
    /// The screen itself; what is searched now.
    Here(&'a str),
    /// The facilities of Smelters, which is gone to.
    Facilities,
    /// The suppliers of Suppliers, which is gone to.
    Suppliers,
}

/// A screen. Its commands are rows over its own state, in its own file; this is what the program asks of all of them.
pub trait Screen {
    /// Follows what happened to the core, whether it is shown or not.
    fn follow(&mut self, _core: &Core, _news: &News) {}

    /// While it is shown, and before something is done on it: computes what it shows, if the generations of what that is
    /// made of have moved.
    fn prepare(&mut self, _core: &mut Core) {}

    /// Then, where the terminal has room for a screen: lets scroll positions follow from the size of its body.
    fn settle(&mut self, _core: &Core, _body: Area) {}

    /// The commands of its hint line, the most useful first.
    fn hints(&self) -> &'static [Command];

    /// A word on what it shows, where no filter is in force.
    fn about(&self) -> &'static str;

    /// The filters in force.
    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        Vec::new()
    }

    /// The right end of the second line.
    fn status(&self, core: &Core) -> StatusLine;

    /// How much is to be done there, for its tab; empty for nothing. An exclamation mark at the end means urgent.
    fn open_work(&self, _core: &Core) -> String {
        String::new()
    }

    /// Moves the cursor of whatever has the keys, downwards positive.
    fn move_by(&mut self, core: &Core, rows: isize);

    /// Moves to the column on the left or right, where there are columns.
    fn move_sideways(&mut self, _right: bool) {}

    /// How many rows the list with the keys shows.
    fn page(&self, body: Area) -> usize {
        usize::from(body.inset(1).height)
    }

    /// Gives the keys to the other pane, where there are two.
    fn next_pane(&mut self, _core: &Core) {}

    /// Takes a click in its body at a cell; a click decides nothing.
    fn click(&mut self, core: &mut Core, body: Area, at: (u16, u16));

    /// Whether a second click there opens nothing: on the head of a table and on its scrollbar.
    fn is_frame(&self, _core: &Core, _body: Area, _at: (u16, u16)) -> bool {
        false
    }

    /// What is copied of what is in hand.
    fn copied(&self, core: &Core) -> String;

    /// Closes what was opened last within the screen; whether there was something.
    fn close(&mut self) -> bool {
        false
    }

    /// Takes the selection off; whether there was one.
    fn unselect(&mut self) -> bool {
        false
    }

    /// What the search key searches.
    fn searched(&self) -> Searched<'_>;

    /// Searches for words.
    fn search(&mut self, _core: &Core, _text: String) {}

    /// The columns of its table as they are chosen, and as they are at first.
    fn columns(&self) -> [Vec<ColumnItem>; 2] {
        [Vec::new(), Vec::new()]
    }

    /// Takes a choice of columns.
    fn choose_columns(&mut self, _columns: &[ColumnItem]) {}
}

/// The screen that is shown, whichever it is.
pub trait OneShown {
    /// To read.
    fn shown(&self) -> &dyn Screen;
    /// To change.
    fn shown_mut(&mut self) -> &mut dyn Screen;
}

/// Moves a place in a list of `len` by rows, staying inside.
#[must_use]
pub fn moved(at: usize, rows: isize, len: usize) -> usize {
    at.saturating_add_signed(rows).min(len.saturating_sub(1))
}

/// The words searched for, as a chip; none while nothing is.
#[must_use]
pub fn search_chip(search: &str) -> Option<ChipText> {
    (!search.trim().is_empty()).then(|| ("/", search.to_owned()))
}

/// A count of open work; empty for nothing.
#[must_use]
pub fn some(open: usize) -> String {
    if open == 0 { String::new() } else { open.to_string() }
}

/// A filter in force as a chip; none where nothing is chosen.
#[must_use]
pub fn chip(name: &'static str, values: impl IntoIterator<Item = impl ToString>) -> Option<ChipText> {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    (!values.is_empty()).then(|| (name, values.join(" or ")))
}

/// How many of all are shown.
pub fn shown_of(line: &mut Line, shown: usize, all: usize) {
    let count = if shown == all { all.to_string() } else { format!("{shown} of {all}") };
    line.push(count, Role::Strong);
}

/// How many are selected, and how many of them the filter hides; nothing where none is.
pub fn selected(line: &mut Line, selected: usize, hidden: usize) {
    if selected > 0 {
        let hidden = if hidden == 0 { String::new() } else { format!(" ({hidden} not shown)") };
        line.push(format!("{selected} selected{hidden}  "), Role::Accent);
    }
}

/// By what a table is sorted.
#[must_use]
pub fn sorted<F: Column>(keys: &[SortKey<F>]) -> Vec<(&'static str, bool)> {
    keys.iter().map(|key| (key.field.head().title, key.descending)).collect()
}
