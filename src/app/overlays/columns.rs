//! Chooses the columns of Smelters: shown or not, in which order, how wide.

use crate::app::key::{Code, Key, Way};
use crate::app::screens::smelters::{ColumnChoice, usual_columns};
use crate::app::state::App;

/// The columns as they would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnsOverlay {
    /// The choices so far.
    pub columns: Vec<ColumnChoice>,
    /// The cursor.
    pub cursor: usize,
}

impl ColumnsOverlay {
    /// Starts from the columns of Smelters.
    #[must_use]
    pub fn new(app: &App) -> Self {
        Self { columns: app.smelters.columns.clone(), cursor: 0 }
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
        if let Some(choice) = self.columns.get_mut(self.cursor) {
            let usual = choice.field.field().map_or(8, |field| field.width.1);
            let width = choice.width.unwrap_or(usual).saturating_add_signed(by).clamp(3, 120);
            choice.width = Some(width);
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
            let shown = overlay.columns.iter().filter(|choice| choice.shown).count();
            if let Some(choice) = overlay.columns.get_mut(overlay.cursor) {
                // The last column shown stays: a table without columns cannot be left by sight.
                choice.shown = !choice.shown || shown == 1;
            }
        }
        Code::Char('0') => overlay.columns = usual_columns(),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    app.smelters.columns.clone_from(&overlay.columns);
    app.smelters.table.column = 0;
    Some(overlay)
}
