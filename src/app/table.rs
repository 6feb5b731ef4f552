//! The table without drawing: its cursor, its moves, and where everything stands for a given size.
//!
//! [`TableState::layout`] is a pure function that both drawing and mouse use; it only ever looks at the
//! columns and the visible rows, so a table of a million rows costs what one of twenty does. How wide the text of columns is
//! was measured before, in [`widths`].

pub mod cell;
pub mod choice;
mod columns;
mod grid;
pub mod widths;

use std::ops::Range;

pub use choice::ColumnChoice;
pub use columns::{ColumnSpec, Lacking, PlacedColumn, ShortSpec, SortMark};
pub use grid::{AnyGrid, Grid};

use columns::Placing;
use serde::{Deserialize, Serialize};

use crate::text::Area;

/// Rows that stay visible beyond the cursor, where there are any.
const MARGIN: usize = 2;
/// Columns at the left for the sign of a marked row, and a blank.
const GUTTER: u16 = 2;
/// Below this width there are neither gutter nor scrollbar.
const NARROW: u16 = 16;

/// Where the cursor is and what is scrolled to. Rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TableState {
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row shown, as last settled.
    pub offset: usize,
    /// The column under the cursor.
    pub column: usize,
    /// The first column shown, as last settled.
    pub first_column: usize,
    /// How many rows are shown, as last settled.
    pub page: usize,
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableLayout {
    /// The row of heads.
    pub header: Area,
    /// The rows, with gutter and without scrollbar.
    pub rows: Area,
    /// The sign of a marked row; without width in a narrow table.
    pub gutter: Area,
    /// Right of the rows; without width in a narrow table.
    pub scrollbar: Area,
    /// The columns shown, left to right.
    pub columns: Vec<PlacedColumn>,
    /// The first row shown.
    pub first_row: usize,
    /// How many rows are shown.
    pub visible: usize,
    /// How many rows there are.
    pub len: usize,
    /// The first column shown.
    pub first_column: usize,
    /// Whether there are columns further left, or between those shown.
    pub more_left: bool,
    /// Whether there are columns further right.
    pub more_right: bool,
    /// Which columns the table does without for want of room, beside those.
    pub left_out: LeftOut,
}

/// Columns that a table does without where not all have room, before any other is cut or leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum LeftOut {
    #[default]
    Nothing,
    /// Those that say hardly anything.
    Bare,
    /// Those too that wait for a wide screen.
    Waiting,
}

impl LeftOut {
    /// All, the least first.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Bare, Self::Waiting];
}

/// What a place on the screen belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableHit {
    /// The head of a column.
    Header(usize),
    /// A row, and the column when it is on one.
    Row(usize, Option<usize>),
    /// The scrollbar, at the place that stands for this row.
    Scroll(usize),
    /// Nothing.
    None,
}

impl TableHit {
    /// Whether it is a part of the table's frame: the head of a column or the scrollbar.
    pub fn is_frame(self) -> bool {
        matches!(self, Self::Header(_) | Self::Scroll(_))
    }
}

impl TableState {
    /// Moves to a row.
    pub fn go(&mut self, row: usize, len: usize) {
        self.cursor = row;
        self.clamp(len);
    }

    /// Moves one column left.
    pub fn left(&mut self) {
        self.column = self.column.saturating_sub(1);
    }

    /// Moves one column right in a table of `columns`.
    pub fn right(&mut self, columns: usize) {
        self.column = self.column.saturating_add(1).min(columns.saturating_sub(1));
    }

    /// Moves one column right or left in a table of `columns`.
    pub fn move_sideways(&mut self, right: bool, columns: usize) {
        if right {
            self.right(columns);
        } else {
            self.left();
        }
    }

    /// Brings the cursor back into a table of `len` rows.
    pub fn clamp(&mut self, len: usize) {
        self.cursor = self.cursor.min(len.saturating_sub(1));
    }

    /// Remembers what a layout found: what is scrolled to, and how long a page is.
    pub fn settle(&mut self, layout: &TableLayout) {
        self.clamp(layout.len);
        self.offset = layout.first_row;
        self.first_column = layout.first_column;
        self.page = usize::from(layout.rows.height);
    }

    /// The rows shown of `len` when `page` fit: the cursor and, where there are any, two rows beyond it.
    pub fn window(&self, len: usize, page: usize) -> Range<usize> {
        let cursor = self.cursor.min(len.saturating_sub(1));
        let margin = margin(page);
        let least = cursor.saturating_add(margin + 1).saturating_sub(page);
        let most = cursor.saturating_sub(margin);
        let first = self.offset.clamp(least.min(most), most).min(len.saturating_sub(page));
        first..first.saturating_add(page).min(len)
    }

    /// Where everything stands in `area` for a table of `len` rows. Works at every size.
    pub fn layout(&self, specs: &[ColumnSpec], area: Area, len: usize) -> TableLayout {
        let Parts { header, rows, scrollbar, gutter, room } = Parts::of(area);
        let window = self.window(len, usize::from(rows.height));
        let (first_column, placed) = Placing { specs, room }.place(self.column, self.first_column);
        let last = placed.last().map_or(specs.len(), |column| column.index + 1);
        TableLayout {
            header,
            rows,
            gutter,
            scrollbar,
            first_row: window.start,
            visible: window.len(),
            len,
            first_column,
            more_left: placed.iter().enumerate().any(|(place, column)| column.index != place),
            more_right: last < specs.len(),
            left_out: LeftOut::Nothing,
            columns: placed,
        }
    }
}

/// The parts of a table's area.
struct Parts {
    header: Area,
    rows: Area,
    scrollbar: Area,
    gutter: Area,
    /// What the columns share.
    room: Area,
}

impl Parts {
    fn of(area: Area) -> Self {
        let (header, body) = area.split_top(1);
        let side = if area.width < NARROW { 0 } else { 1 };
        let (rows, scrollbar) = body.split_left(body.width - side);
        let (gutter, _) = rows.split_left(GUTTER * side);
        // One column less, so that numbers at the right do not touch the scrollbar.
        let room = Area { x: gutter.right(), width: rows.width.saturating_sub(gutter.width + side), ..rows };
        Self { header, rows, scrollbar, gutter, room }
    }
}

/// Columns in an area, before any row.
fn placing(specs: &[ColumnSpec], area: Area) -> Placing<'_> {
    Placing { specs, room: Parts::of(area).room }
}

/// The rows kept visible beyond the cursor in a page of this length.
fn margin(page: usize) -> usize {
    MARGIN.min(page.saturating_sub(1) / 2)
}

impl TableLayout {
    /// The rows shown.
    pub fn window(&self) -> Range<usize> {
        self.first_row..self.first_row.saturating_add(self.visible)
    }

    /// The place of a row that is shown, as wide as the table.
    pub fn row_area(&self, row: usize) -> Option<Area> {
        let down = row.checked_sub(self.first_row).filter(|down| *down < self.visible)?;
        let down = u16::try_from(down).ok()?;
        Some(Area::new(self.rows.x, self.rows.y.saturating_add(down), self.rows.width, 1))
    }

    /// What lies at (`x`, `y`).
    pub fn hit(&self, x: u16, y: u16) -> TableHit {
        if self.header.contains(x, y) {
            return self.column_at(x).map_or(TableHit::None, TableHit::Header);
        }
        if self.scrollbar.contains(x, y) {
            return TableHit::Scroll(self.scroll_row(y));
        }
        if !self.rows.contains(x, y) {
            return TableHit::None;
        }
        let row = self.first_row.saturating_add(usize::from(y - self.rows.y));
        if self.window().contains(&row) { TableHit::Row(row, self.column_at(x)) } else { TableHit::None }
    }

    /// The rows of the scrollbar that stand for what is shown, from 0; `None` when everything is.
    pub fn thumb(&self) -> Option<Range<u16>> {
        let height = usize::from(self.scrollbar.height);
        if self.visible >= self.len || height == 0 || self.scrollbar.width == 0 {
            return None;
        }
        let size = share(height, self.visible, self.len).clamp(1, height);
        let top = share(height - size, self.first_row, self.len - self.visible);
        let end = u16::try_from(top.saturating_add(size)).unwrap_or(u16::MAX);
        Some(u16::try_from(top).unwrap_or(u16::MAX)..end)
    }

    fn scroll_row(&self, y: u16) -> usize {
        let down = usize::from(y.saturating_sub(self.scrollbar.y));
        let last = usize::from(self.scrollbar.height).saturating_sub(1);
        let end = self.len.saturating_sub(1);
        share(end, down, last)
    }

    /// The column at `x`; the gap right of a column belongs to it.
    fn column_at(&self, x: u16) -> Option<usize> {
        let at = |column: &&PlacedColumn| x >= column.x && x <= column.x.saturating_add(column.width);
        self.columns.iter().find(at).map(|column| column.index)
    }
}

/// `total` times `part` of `whole`, at most `total`; 0 of nothing.
fn share(total: usize, part: usize, whole: usize) -> usize {
    let product = (total as u128) * (part as u128);
    let share = product.checked_div(whole as u128).unwrap_or(0);
    usize::try_from(share).unwrap_or(total).min(total)
}

#[cfg(test)]
mod tests;
