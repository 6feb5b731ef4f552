//! Bytes of a CSV file to rows of a supplier list or of a request log, each with its line.

use super::columns::{self, RosterColumn};
use crate::Problem;
use crate::import::headed::{Expected, HeadedError, HeadedRow, headed};
use crate::tabular::unguard;
use crate::text::{clean, clean_lines};

const EXPECTED: Expected = Expected {
    what: "a list of suppliers",
    rows: "the suppliers",
    header: "give the columns a header row: Supplier, Number, Contact, E-mail, Phone, Note, Tier, Supplies, Spend %; \
             for a request log Supplier, Day, State, Due, Note",
};

/// Why a file is no supplier list. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterError(HeadedError);

impl RosterError {
    /// The failure as a person needs it told.
    pub fn problem(&self, file: &str) -> Problem {
        self.0.problem(file, &EXPECTED)
    }
}

/// One row, with its line in the file.
pub(super) type RosterRow = HeadedRow<RosterColumn>;

impl RosterRow {
    /// A column's cell, cleaned, the guard against formulas taken off; empty for none. Notes keep their lines.
    pub fn text(&self, column: RosterColumn) -> String {
        let cell = unguard(self.cell(column));
        if column != RosterColumn::Note {
            return clean(cell);
        }
        clean_lines(cell)
    }
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterDraft {
    /// Headers as written, and what each was taken for.
    pub columns: Vec<(String, &'static str)>,
    /// Whether it is a request log.
    pub is_log: bool,
    pub(super) rows: Vec<RosterRow>,
}

impl RosterDraft {
    /// How many rows it has below the header.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Reads a supplier list or a request log: text in UTF-8, UTF-16 or Windows-1252, with comma, semicolon, tab or bar
/// between cells. A list with a state and a day is a log.
///
/// # Errors
/// When it is no such text, or no row heads a list of suppliers.
pub fn read(raw: &[u8]) -> Result<RosterDraft, RosterError> {
    let table = headed(raw, RosterColumn::Unknown, &columns::of_header_row).map_err(RosterError)?;
    let has = |column: RosterColumn| table.header.iter().any(|(_, other)| *other == column);
    let is_log = has(RosterColumn::State) && has(RosterColumn::Day);
    let columns = table.header.into_iter().map(|(words, column)| (words, column.taken_for())).collect();
    Ok(RosterDraft { columns, is_log, rows: table.rows })
}
