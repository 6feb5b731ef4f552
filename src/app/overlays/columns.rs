//! Chooses the columns of a table: shown or not, in which order, how wide.

use crate::app::key::{Code, Key, Motion};
use crate::app::screen::Screen;
use crate::app::table::{AnyGrid, ColumnChoice};
use crate::query::{ColumnHead, Field, Shown};
use crate::text::width;

/// A column as it would become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnItem {
    /// Its place in the usual order.
    pub place: usize,
    pub head: ColumnHead,
    pub shown: bool,
    /// Its width in terminal columns, when the person set one.
    pub width: Option<u16>,
    /// The width that it has while nobody sets one.
    pub own_width: u16,
}

/// The columns as they would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnsOverlay {
    /// The choices so far.
    pub columns: Vec<ColumnItem>,
    pub cursor: usize,
}

/// The choices of a table as entries, with the widths that columns have by themselves.
pub fn entries<F: Field>(choices: &[ColumnChoice<F>], width_of: impl Fn(F) -> u16) -> Vec<ColumnItem> {
    let all = F::choosable();
    let entry = |choice: &ColumnChoice<F>| {
        let place = all.iter().position(|field| *field == choice.field)?;
        let head = choice.field.head();
        let own_width = width_of(choice.field).max(u16::try_from(width(head.title)).unwrap_or(u16::MAX));
        Some(ColumnItem { place, head, shown: choice.shown, width: choice.width, own_width })
    };
    choices.iter().filter_map(entry).collect()
}

/// The entries as choices of a table.
pub fn choices<F: Field>(entries: &[ColumnItem]) -> Vec<ColumnChoice<F>> {
    let all = F::choosable();
    let choice = |entry: &ColumnItem| {
        let field = all.get(entry.place).copied()?;
        Some(ColumnChoice { field, shown: entry.shown, width: entry.width })
    };
    entries.iter().filter_map(choice).collect()
}

impl ColumnsOverlay {
    /// Starts from the columns of a table.
    pub fn new(grid: &dyn AnyGrid) -> Self {
        let [columns, _] = grid.columns();
        Self { columns, cursor: 0 }
    }

    /// Moves the column under the cursor by one place.
    fn shift(&mut self, down: bool) {
        let to = if down { self.cursor + 1 } else { self.cursor.wrapping_sub(1) };
        if to < self.columns.len() {
            self.columns.swap(self.cursor, to);
            self.cursor = to;
        }
    }

    fn resize(&mut self, by: i16) {
        if let Some(column) = self.columns.get_mut(self.cursor) {
            let width = column.width.unwrap_or(column.own_width).saturating_add_signed(by).clamp(3, 120);
            column.width = Some(width);
        }
    }

    /// Takes a key; whether it stays. Every change shows at once.
    pub(super) fn step(&mut self, screen: &mut dyn Screen, key: Key) -> bool {
        let Some(grid) = screen.grid_mut() else { return false };
        let last = self.columns.len().saturating_sub(1);
        match key.code {
            Code::Esc | Code::Enter | Code::Char('v' | 'q') => return false,
            Code::Move(Motion::Down) | Code::Char('j') => self.cursor = (self.cursor + 1).min(last),
            Code::Move(Motion::Up) | Code::Char('k') => self.cursor = self.cursor.saturating_sub(1),
            Code::Char('J') => self.shift(true),
            Code::Char('K') => self.shift(false),
            Code::Char('+') | Code::Move(Motion::Right) | Code::Char('l') => self.resize(1),
            Code::Char('-') | Code::Move(Motion::Left) | Code::Char('h') => self.resize(-1),
            Code::Char(' ') => self.toggle(),
            Code::Char('0') => [_, self.columns] = grid.columns(),
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
        }
        grid.choose_columns(&self.columns);
        true
    }

    fn toggle(&mut self) {
        let shown = self.columns.iter().filter(|column| column.shown).count();
        if let Some(column) = self.columns.get_mut(self.cursor) {
            // The last column shown stays: a table without columns cannot be left by sight.
            column.shown = !column.shown || shown == 1;
            if column.shown && column.head.shown == Shown::WhereWide {
                // What a person asks for is shown on a narrow screen too.
                column.width = column.width.or(Some(column.own_width));
            }
        }
    }
}
