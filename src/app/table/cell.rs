//! What stands in a cell beside its text: signs that drawing adds, each in the theme's look, and all as wide as is said here,
//! so that what is measured of a column is what is drawn of it.

use crate::domain::{Rating, Status};
use crate::query::Field;
use crate::resolve::rows::Outcome;
use crate::text::{is_unclean, visible};

/// The words before the name of a facility that does not belong to Annex I.
pub const OUTSIDE: &str = "(outside)";

/// A sign before or behind the text of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellSign {
    Status(Status),
    Rating(Rating),
    /// What became of a declared row.
    Outcome(Outcome),
    /// See [`OUTSIDE`].
    Outside,
    /// Past its day.
    Warn,
    /// A rating that is the analyst's own.
    ByHand,
}

impl CellSign {
    /// How many terminal columns it takes.
    pub fn width(self) -> usize {
        match self {
            Self::Status(_) | Self::Rating(_) | Self::Outcome(_) | Self::Warn | Self::ByHand => 1,
            Self::Outside => OUTSIDE.len(),
        }
    }
}

/// The signs of a cell: the one before its text, with a blank between, and the one right behind it.
pub type CellSigns = [Option<CellSign>; 2];

/// How many terminal columns the signs of a cell take.
pub fn signs_width([before, behind]: CellSigns) -> usize {
    before.map_or(0, |sign| sign.width() + 1) + behind.map_or(0, CellSign::width)
}

/// What a cell says in words or in short; what cannot be seen of it is made visible.
pub fn cell_text<F: Field>(field: F, row: &F::Row<'_>, is_short: bool) -> String {
    let text = if is_short { field.short_text(row) } else { field.text(row) };
    if is_unclean(&text) { visible(&text) } else { text }
}
