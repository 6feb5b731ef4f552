//! The pane beside a table or a queue that shows everything known of the row in hand.

use serde::{Deserialize, Serialize};

use super::detail::MOST_LINES;
use super::screen::moved;

/// Its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DetailPane {
    pub has_keys: bool,
    /// Whether it fills the screen.
    pub is_zoomed: bool,
    /// The first line shown.
    pub offset: usize,
    /// How a person shaped it beside its table.
    pub shape: PaneShape,
}

/// How much of the room a person gave the pane; what was not said follows from the size of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaneShape {
    pub is_hidden: bool,
    /// Its width beside the table, in terminal columns.
    pub columns: Option<u16>,
    /// Its height below the table, in rows.
    pub rows: Option<u16>,
}

impl DetailPane {
    /// A pane as it was shaped before.
    pub fn shaped(shape: PaneShape) -> Self {
        Self { shape, ..Self::default() }
    }

    /// Moves what is shown, where the keys are its own; whether they are.
    pub fn move_by(&mut self, rows: isize) -> bool {
        let is_own = self.has_keys || self.is_zoomed;
        if is_own {
            self.offset = moved(self.offset, rows, MOST_LINES);
        }
        is_own
    }

    /// Shows no line that is not there: it has `lines`, of which `height` fit.
    pub fn settle(&mut self, lines: usize, height: u16) {
        self.offset = self.offset.min(lines.saturating_sub(usize::from(height)));
    }

    /// Lets it fill the screen, or gives the room back.
    pub fn zoom(&mut self, is_something: bool) {
        self.is_zoomed = !self.is_zoomed && is_something;
        self.offset = 0;
    }

    /// Gives the room back, else the keys; whether it had either.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.is_zoomed) || std::mem::take(&mut self.has_keys)
    }
}
