//! Draws the visible part of a table, straight into the buffer: what a frame costs does not depend on how
//! many rows there are.

use std::borrow::Cow;
use std::ops::Range;

use super::pen::{Spot, columns_of};
use super::{Pen, Role};
use crate::app::table::{ColumnSpec, PlacedColumn, SortMark, TableLayout, TableState};
use crate::query::Align;
use crate::text::Area;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellText<'a> {
    /// The text, one line.
    pub text: Cow<'a, str>,
    /// What it means.
    pub role: Role,
    /// The byte ranges of the text that a search found, in order.
    pub matches: Vec<Range<usize>>,
}

impl<'a> CellText<'a> {
    /// A cell without matches.
    pub fn new(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self { text: text.into(), role, matches: Vec::new() }
    }

    /// The cell with what a search found in it.
    #[must_use]
    pub fn found(mut self, matches: Vec<Range<usize>>) -> Self {
        self.matches = matches;
        self
    }
}

/// Where a table's cells come from. Asked only for what is visible.
pub trait TableSource {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Whether there are no rows.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What stands in a row, which is below [`TableSource::len`], and column.
    fn cell(&self, row: usize, column: usize) -> CellText<'_>;

    /// A look laid over a whole row.
    fn row_role(&self, _row: usize) -> Option<Role> {
        None
    }

    /// Whether a row belongs to the multiple selection.
    fn is_marked(&self, _row: usize) -> bool {
        false
    }
}

/// A table to draw.
#[derive(Clone, Copy)]
pub struct TableView<'a> {
    /// Its cells.
    pub source: &'a dyn TableSource,
    pub specs: &'a [ColumnSpec],
    /// Its cursor.
    pub state: &'a TableState,
    /// Where everything stands, from [`TableState::layout`].
    pub layout: &'a TableLayout,
    /// What it is sorted by, first key first.
    pub sort: &'a [SortMark],
    /// Whether its pane has the focus.
    pub focused: bool,
}

impl TableView<'_> {
    /// Draws header, visible rows and scrollbar.
    pub fn draw(&self, pen: &mut Pen<'_>) {
        self.draw_header(pen);
        for row in self.layout.window() {
            if let Some(area) = self.layout.row_area(row) {
                self.draw_row(pen, row, area);
            }
        }
        self.draw_scrollbar(pen);
    }

    fn draw_header(&self, pen: &mut Pen<'_>) {
        let header = self.layout.header;
        if header.height == 0 {
            return;
        }
        for column in &self.layout.columns {
            self.draw_head(pen, Spot::new(column.x, header.y, column.width), column);
        }
        let signs = pen.theme.signs();
        if self.layout.more_left && self.layout.gutter.width > 0 {
            pen.text(Spot::row(header, 0), signs.more_left, Role::Accent);
        }
        if self.layout.more_right && self.layout.scrollbar.width > 0 {
            pen.text(Spot::row(header, 0).right(1), signs.more_right, Role::Accent);
        }
    }

    fn draw_head(&self, pen: &mut Pen<'_>, spot: Spot, column: &PlacedColumn) {
        let Some(spec) = self.specs.get(column.index) else { return };
        let active = self.focused && column.index == self.state.column;
        let role = if active { Role::HeadingActive } else { Role::Heading };
        let mark = self.sort_mark(pen, column.index);
        let wide = columns_of(&mark);
        // The mark stays when the head is cut, and a blank before it when there is room.
        let room = spot.drop_right(if wide == 0 { 0 } else { wide.saturating_add(1) });
        let head = spec.head(column.is_short);
        let title = columns_of(head).min(room.width);
        let taken = title.saturating_add(spot.width - room.width);
        let spot = match spec.align {
            Align::Left => spot,
            Align::Right => spot.right(taken),
        };
        let used = pen.text(Spot { width: title, ..spot }, head, role);
        let gap = u16::from(used > 0);
        pen.text(spot.skip(used.saturating_add(gap)), &mark, Role::Accent);
    }

    /// The sort mark of a column: an arrow, and its place among the keys when there are several.
    fn sort_mark(&self, pen: &Pen<'_>, column: usize) -> String {
        let Some(place) = self.sort.iter().position(|mark| mark.column == column) else {
            return String::new();
        };
        let descending = self.sort.get(place).is_some_and(|mark| mark.descending);
        let signs = pen.theme.signs();
        let arrow = if descending { signs.descending } else { signs.ascending };
        if self.sort.len() > 1 { format!("{arrow}{}", place + 1) } else { arrow.to_owned() }
    }

    fn draw_row(&self, pen: &mut Pen<'_>, row: usize, area: Area) {
        for column in &self.layout.columns {
            let Some(spec) = self.specs.get(column.index) else { continue };
            let cell = self.source.cell(row, column.index);
            let spot = Spot::new(column.x, area.y, column.width);
            let spot = match spec.align {
                Align::Left => spot,
                Align::Right => spot.right(columns_of(&cell.text)),
            };
            pen.highlighted(spot, &cell.text, cell.role, &cell.matches);
        }
        let marked = self.source.is_marked(row);
        if marked && self.layout.gutter.width > 0 {
            pen.text(Spot::row(area, 0), pen.theme.signs().marked, Role::Accent);
        }
        let mut lay = |role: Option<Role>| {
            if let Some(role) = role {
                pen.tint(area, role);
            }
        };
        lay(self.source.row_role(row));
        lay(marked.then_some(Role::Marked));
        lay((row == self.state.cursor).then_some(if self.focused {
            Role::Selected
        } else {
            Role::SelectedDim
        }));
    }

    fn draw_scrollbar(&self, pen: &mut Pen<'_>) {
        let Some(thumb) = self.layout.thumb() else { return };
        let sign = pen.theme.signs().thumb;
        for row in thumb {
            pen.text(Spot::row(self.layout.scrollbar, row), sign, Role::Muted);
        }
    }
}

#[cfg(test)]
mod tests;
