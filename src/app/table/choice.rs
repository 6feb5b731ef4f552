//! Which columns of a table are shown, in which order and how wide; a table with its columns, sort and view.

use serde::{Deserialize, Serialize};

use super::{ColumnSpec, Hit, SortMark, TableState};
use crate::query::column::{self, SortKey};
use crate::query::{ColumnHead, Field, FieldId, Shown};

/// Whether and how a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice<F = FieldId> {
    /// The column.
    pub field: F,
    /// Whether it is shown.
    pub shown: bool,
    /// Its width in terminal columns, when the person set one.
    pub width: Option<u16>,
}

/// The columns as they are at first.
#[must_use]
pub fn usual_columns<F: Field>() -> Vec<ColumnChoice<F>> {
    let choice = |field: F| ColumnChoice { field, shown: field.head().shown == Shown::AtFirst, width: None };
    F::choosable().into_iter().map(choice).collect()
}

/// The columns as they were left; columns that this version adds come last, hidden as the table says.
#[must_use]
pub fn restored<F: Field>(mut columns: Vec<ColumnChoice<F>>) -> Vec<ColumnChoice<F>> {
    let known: Vec<F> = columns.iter().map(|choice| choice.field).collect();
    columns.extend(usual_columns().into_iter().filter(|choice| !known.contains(&choice.field)));
    columns
}

/// What the table engine needs to know of a column of these widths.
#[must_use]
pub fn spec(head: &ColumnHead, (min, ideal): (u16, u16), may_grow: bool) -> ColumnSpec {
    let flex = head.grows && may_grow;
    let max = if flex { u16::MAX } else { ideal };
    ColumnSpec { title: head.title.to_owned(), min, ideal, max, align: head.align, flex }
}

/// A table's state, whatever its rows are: cursor, columns, order, and which rows are shown.
#[derive(Debug, Clone)]
pub struct Grid<F> {
    /// Cursor and scroll.
    pub table: TableState,
    /// Columns, in order.
    pub columns: Vec<ColumnChoice<F>>,
    /// The rows shown, in order: indexes into all rows.
    pub view: Vec<u32>,
}

impl<F: Field> Default for Grid<F> {
    fn default() -> Self {
        Self { table: TableState::default(), columns: usual_columns(), view: Vec::new() }
    }
}

impl<F: Field> Grid<F> {
    /// A table with its columns as they were left.
    #[must_use]
    pub fn new(columns: Vec<ColumnChoice<F>>) -> Self {
        Self { columns: restored(columns), ..Self::default() }
    }

    /// The columns shown, in order.
    #[must_use]
    pub fn fields(&self) -> Vec<F> {
        self.columns.iter().filter(|choice| choice.shown).map(|choice| choice.field).collect()
    }

    /// The column under the cursor.
    #[must_use]
    pub fn column(&self) -> Option<F> {
        self.fields().get(self.table.column).copied()
    }

    /// What the table engine needs to know of the columns shown.
    #[must_use]
    pub fn specs(&self) -> Vec<ColumnSpec> {
        let shown = self.columns.iter().filter(|choice| choice.shown);
        let widths = |choice: &ColumnChoice<F>, head: &ColumnHead| match choice.width {
            Some(width) => (width, width),
            None => head.width,
        };
        let spec_of = |choice: &ColumnChoice<F>| {
            let head = choice.field.head();
            spec(&head, widths(choice, &head), choice.width.is_none())
        };
        shown.map(spec_of).collect()
    }

    /// Where the marks of a sort stand.
    #[must_use]
    pub fn marks(&self, sort: &[SortKey<F>]) -> Vec<SortMark> {
        let fields = self.fields();
        let mark = |key: &SortKey<F>| {
            let column = fields.iter().position(|field| *field == key.field)?;
            Some(SortMark { column, descending: key.descending })
        };
        sort.iter().filter_map(mark).collect()
    }

    /// The index of the row under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.index(self.table.cursor)
    }

    /// The index of the row at a place of the view.
    #[must_use]
    pub fn index(&self, at: usize) -> Option<usize> {
        self.view.get(at).and_then(|index| usize::try_from(*index).ok())
    }

    /// The indexes of all rows shown, in order.
    pub fn indexes(&self) -> impl Iterator<Item = usize> {
        self.view.iter().filter_map(|index| usize::try_from(*index).ok())
    }

    /// Moves the cursor.
    pub fn move_by(&mut self, rows: isize) {
        let to = self.table.cursor.saturating_add_signed(rows).min(self.view.len().saturating_sub(1));
        self.table.go(to, self.view.len());
    }

    /// Moves to the column on the left or right.
    pub fn move_sideways(&mut self, right: bool) {
        let columns = self.fields().len();
        self.table.move_sideways(right, columns);
    }

    /// A click: on a row goes there; on a head gives its column, to sort by.
    pub fn click(&mut self, hit: Hit) -> Option<F> {
        let len = self.view.len();
        match hit {
            Hit::Header(column) => {
                self.table.column = column;
                return self.column();
            }
            Hit::Row(row, column) => {
                self.table.go(row, len);
                self.table.column = column.unwrap_or(self.table.column);
            }
            Hit::Scroll(row) => self.table.go(row, len),
            Hit::None => {}
        }
        None
    }

    /// Takes the rows to show, the cursor going to the one at `at` of them, or staying where it can.
    pub fn take(&mut self, view: Vec<u32>, at: Option<usize>) {
        self.view = view;
        let to = at.unwrap_or(self.table.cursor);
        self.table.go(to, self.view.len());
    }
}

/// Sorts by a column, alone or as a further key.
pub fn sort<F: Field>(keys: &mut Vec<SortKey<F>>, field: F, also: bool) {
    if also {
        column::sort_also_by(keys, field);
    } else {
        column::sort_by(keys, field);
    }
}
