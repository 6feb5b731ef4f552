//! Chooses the columns of a table: shown or not, in which order, how wide.

use crate::app::key::{Code, Key, Way};
use crate::app::screen::ScreenId;
use crate::app::state::App;
use crate::app::table::ColumnChoice;
use crate::app::table::choice::usual_columns;
use crate::query::column::{Column, Head};
use crate::query::declared::DeclaredField;
use crate::query::suppliers::SupplierField;

/// A column as it would become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnItem {
    /// Its place in the usual order.
    pub place: usize,
    /// What is known of it.
    pub head: Head,
    /// Whether it is shown.
    pub shown: bool,
    /// Its width in terminal columns, when the person set one.
    pub width: Option<u16>,
}

/// The columns as they would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnsOverlay {
    /// Whose table.
    pub screen: ScreenId,
    /// The choices so far.
    pub columns: Vec<ColumnItem>,
    /// The cursor.
    pub cursor: usize,
}

/// The choices of a table as entries.
fn entries<F: Column>(choices: &[ColumnChoice<F>]) -> Vec<ColumnItem> {
    let all = F::all();
    let entry = |choice: &ColumnChoice<F>| {
        let place = all.iter().position(|field| *field == choice.field)?;
        Some(ColumnItem { place, head: choice.field.head(), shown: choice.shown, width: choice.width })
    };
    choices.iter().filter_map(entry).collect()
}

/// The entries as choices of a table.
fn choices<F: Column>(entries: &[ColumnItem]) -> Vec<ColumnChoice<F>> {
    let all = F::all();
    let choice = |entry: &ColumnItem| {
        let field = all.get(entry.place).copied()?;
        Some(ColumnChoice { field, shown: entry.shown, width: entry.width })
    };
    entries.iter().filter_map(choice).collect()
}

impl ColumnsOverlay {
    /// Starts from the columns of the table shown.
    #[must_use]
    pub fn new(app: &App) -> Self {
        Self { screen: app.screen, columns: chosen(app), cursor: 0 }
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
            let width = column.width.unwrap_or(column.head.width.1).saturating_add_signed(by).clamp(3, 120);
            column.width = Some(width);
        }
    }
}

/// The columns of the table shown.
fn chosen(app: &App) -> Vec<ColumnItem> {
    match app.screen {
        ScreenId::Suppliers => entries(&app.suppliers.grid.columns),
        ScreenId::Rows => entries(&app.declared_rows.grid.columns),
        ScreenId::Smelters
        | ScreenId::Overview
        | ScreenId::Triage
        | ScreenId::Matches
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::History
        | ScreenId::Declaration => entries(&app.smelters.columns),
    }
}

/// The columns as they are at first.
fn usual(screen: ScreenId) -> Vec<ColumnItem> {
    match screen {
        ScreenId::Suppliers => entries(&usual_columns::<SupplierField>()),
        ScreenId::Rows => entries(&usual_columns::<DeclaredField>()),
        ScreenId::Smelters
        | ScreenId::Overview
        | ScreenId::Triage
        | ScreenId::Matches
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::History
        | ScreenId::Declaration => entries(&usual_columns::<crate::query::FieldId>()),
    }
}

fn take(app: &mut App, overlay: &ColumnsOverlay) {
    match overlay.screen {
        ScreenId::Suppliers => {
            app.suppliers.grid.columns = choices(&overlay.columns);
            app.suppliers.grid.table.column = 0;
        }
        ScreenId::Rows => {
            app.declared_rows.grid.columns = choices(&overlay.columns);
            app.declared_rows.grid.table.column = 0;
        }
        ScreenId::Smelters
        | ScreenId::Overview
        | ScreenId::Triage
        | ScreenId::Matches
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::History
        | ScreenId::Declaration => {
            app.smelters.columns = choices(&overlay.columns);
            app.smelters.table.column = 0;
        }
    }
}

/// Gives the overlay a key; `None` when it is done. Every change shows at once.
pub(super) fn step(app: &mut App, mut overlay: ColumnsOverlay, key: Key) -> Option<ColumnsOverlay> {
    let last = overlay.columns.len().saturating_sub(1);
    match key.code {
        Code::Esc | Code::Enter | Code::Char('v' | 'q') => return None,
        Code::Move(Way::Down) | Code::Char('j') => overlay.cursor = (overlay.cursor + 1).min(last),
        Code::Move(Way::Up) | Code::Char('k') => overlay.cursor = overlay.cursor.saturating_sub(1),
        Code::Char('J') => overlay.shift(true),
        Code::Char('K') => overlay.shift(false),
        Code::Char('+') | Code::Move(Way::Right) | Code::Char('l') => overlay.resize(1),
        Code::Char('-') | Code::Move(Way::Left) | Code::Char('h') => overlay.resize(-1),
        Code::Char(' ') => {
            let shown = overlay.columns.iter().filter(|column| column.shown).count();
            if let Some(column) = overlay.columns.get_mut(overlay.cursor) {
                // The last column shown stays: a table without columns cannot be left by sight.
                column.shown = !column.shown || shown == 1;
            }
        }
        Code::Char('0') => overlay.columns = usual(overlay.screen),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    take(app, &overlay);
    Some(overlay)
}
