//! What every screen is: its state answers these calls, and nothing outside matches on which screen it is.

use super::command::Command;
use super::core::Core;
use super::detail;
use super::detail_pane::DetailPane;
use super::layout::{TablePanes, inside, wrapped};
use super::look::{Line, Role};
use super::news::News;
use super::table::{AnyGrid, TableHit};
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
    /// The facilities: Smelters is shown first.
    Facilities,
    /// The suppliers: Suppliers is shown first.
    Suppliers,
}

/// A screen. Its commands are rows over its own state, in its own file; this is what the program asks of all of them.
///
/// After every message all screens `follow` the news; the one shown then recomputes what it shows (`prepare`, for a table
/// by `arrange`, whose rows its grid takes), scrolls to where its cursor is (`settle`) and notes the row under it
/// (`remember`).
pub trait Screen {
    /// Follows what happened to the core, whether it is shown or not.
    fn follow(&mut self, _core: &Core, _news: &News) {}

    /// Recomputes what it shows, if that is out of date: after every message while it is shown, and before a jump lands on
    /// it.
    fn prepare(&mut self, _core: &mut Core) {}

    /// Then, where the terminal has room for a screen: lets scroll positions follow from the size of its body.
    fn settle(&mut self, core: &Core, body: Area) {
        self.settle_table(body);
        // What has come into view is measured; what columns there is room for follows from that.
        self.measure(core);
        self.settle_table(body);
        let Some(panes) = self.table_panes(body) else { return };
        let inner = inside(panes.detail_pane);
        let lines = wrapped(&self.detail_lines(core), inner.width, detail::LABEL).len();
        if let Some(detail) = self.detail_mut() {
            detail.settle(lines, inner.height);
        }
    }

    /// Lets the scroll position of its table follow from the size of its body.
    fn settle_table(&mut self, body: Area) {
        let Some(panes) = self.table_panes(body) else { return };
        if let Some(grid) = self.grid_mut() {
            grid.settle(&panes.table);
        }
    }

    /// Measures the cells of its table, as far as they are not known yet.
    fn measure(&mut self, _core: &Core) {}

    /// Notes what the row under the cursor is about, so that the cursor stays on it when the rows change.
    fn remember(&mut self, _core: &Core) {}

    /// Its table, where it is one.
    fn grid(&self) -> Option<&dyn AnyGrid> {
        None
    }

    /// Its table, to change.
    fn grid_mut(&mut self) -> Option<&mut dyn AnyGrid> {
        None
    }

    /// Where its table stands, and what is around it.
    fn table_panes(&self, _body: Area) -> Option<TablePanes> {
        None
    }

    /// Filters and sorts its table again.
    fn arrange(&mut self, _core: &Core) {}

    /// The pane beside its list, where it has one.
    fn detail_mut(&mut self) -> Option<&mut DetailPane> {
        None
    }

    /// What stands in that pane.
    fn detail_lines(&self, _core: &Core) -> Vec<Line> {
        Vec::new()
    }

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
    fn move_by(&mut self, _core: &Core, rows: isize) {
        if self.detail_mut().is_some_and(|detail| detail.move_by(rows)) {
            return;
        }
        if let Some(grid) = self.grid_mut() {
            grid.move_by(rows);
        }
        self.scroll_detail_to_top();
    }

    /// Another row is in hand: its detail is shown from the top.
    fn scroll_detail_to_top(&mut self) {
        if let Some(detail) = self.detail_mut() {
            detail.offset = 0;
        }
    }

    /// Moves to the column on the left or right, where there are columns.
    fn move_sideways(&mut self, right: bool) {
        if let Some(grid) = self.grid_mut() {
            grid.move_sideways(right);
        }
    }

    /// How many rows the list with the keys shows.
    fn page(&self, body: Area) -> usize {
        self.grid().map_or(usize::from(body.inset(1).height), |grid| grid.table().page)
    }

    /// Gives the keys to the other pane, where there are two.
    fn next_pane(&mut self, _core: &Core) {
        if let Some(detail) = self.detail_mut() {
            detail.has_keys = !detail.has_keys && !detail.shape.is_hidden;
        }
    }

    /// Takes a click in its body at a cell; a click decides nothing. On the head of a table it sorts, on a row goes there,
    /// on the detail gives it the keys.
    fn click(&mut self, core: &mut Core, body: Area, at: (u16, u16)) {
        let Some(panes) = self.table_panes(body) else { return };
        if let Some(detail) = self.detail_mut() {
            detail.has_keys = panes.detail_pane.contains(at.0, at.1);
        }
        let hit = panes.table.hit(at.0, at.1);
        let sorts = self.grid_mut().is_some_and(|grid| grid.click(hit) && grid.sort_by_column(false));
        if sorts {
            self.arrange(core);
        }
        if hit != TableHit::None {
            self.scroll_detail_to_top();
        }
    }

    /// Whether the cell is on the head of a table or its scrollbar, where a double click opens no row.
    fn is_frame(&self, _core: &Core, body: Area, at: (u16, u16)) -> bool {
        self.table_panes(body).is_some_and(|panes| panes.table.hit(at.0, at.1).is_frame())
    }

    /// The text that copying takes: of the selection, else of the row under the cursor.
    fn copied(&self, core: &Core) -> String;

    /// Copies it; what has to be made first is copied once it is there.
    fn copy(&self, core: &mut Core) {
        let text = self.copied(core);
        core.copy(text);
    }

    /// Closes what was opened last within the screen; whether there was something.
    fn close(&mut self) -> bool {
        self.detail_mut().is_some_and(DetailPane::close)
    }

    /// Takes the selection off; whether there was one.
    fn unselect(&mut self) -> bool {
        self.grid_mut().is_some_and(AnyGrid::unselect)
    }

    /// What the search key searches.
    fn searched(&self) -> Searched<'_>;

    /// Searches for what was typed.
    fn search(&mut self, _core: &Core, _text: String) {}

    /// What may be typed to search.
    fn search_hint(&self) -> &'static str {
        "words, a|b, !word, \"two words\", column:word"
    }
}

/// The screen that is shown, whichever it is.
pub trait OneShown {
    /// To read.
    fn shown(&self) -> &dyn Screen;
    /// To change.
    fn shown_mut(&mut self) -> &mut dyn Screen;
}

/// Moves a place in a list of `len` by rows, staying inside.
pub fn moved(at: usize, rows: isize, len: usize) -> usize {
    at.saturating_add_signed(rows).min(len.saturating_sub(1))
}

/// The name of the chip of what is searched for.
pub const SEARCH_CHIP: &str = "/";

/// What is searched for, as a chip; none while nothing is.
pub fn search_chip(search: &str) -> Option<ChipText> {
    (!search.trim().is_empty()).then(|| (SEARCH_CHIP, search.to_owned()))
}

/// A count of open work; empty for nothing.
pub fn count_or_blank(open: usize) -> String {
    if open == 0 { String::new() } else { open.to_string() }
}

/// How many of what a question is about the filter hides, to be put behind the others; nothing where it hides none.
pub fn hidden_words(hidden: usize) -> String {
    if hidden == 0 { String::new() } else { format!(", {hidden} of them not shown") }
}

/// A filter in force as a chip; none where nothing is chosen.
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
