//! Bytes of a CSV file to rows of a table of decisions.

use super::columns::{self, DecisionColumn};
use crate::Problem;
use crate::import::headed::{Expected, HeadedError, HeadedRow, headed};

const EXPECTED: Expected = Expected {
    what: "decisions on names",
    rows: "the decisions",
    header: "give the columns a header row: Metal, Name as written, Country as written, Decision, CID, Facility, \
             Facility country, Facility city",
};

/// Why a file is no table of decisions. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionsError(HeadedError);

impl DecisionsError {
    /// The failure as a person needs it told.
    pub fn problem(&self, file: &str) -> Problem {
        self.0.problem(file, &EXPECTED)
    }
}

/// One row, with its line in the file.
pub(super) type DecisionFileRow = HeadedRow<DecisionColumn>;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionsDraft {
    /// Headers as written, and what each was taken for.
    pub columns: Vec<(String, &'static str)>,
    pub(super) rows: Vec<DecisionFileRow>,
}

impl DecisionsDraft {
    /// How many rows it has below the header.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Reads a table of decisions: text in UTF-8, UTF-16 or Windows-1252, with comma, semicolon, tab or bar between cells.
///
/// # Errors
/// When it is no such text, or no row heads decisions on names.
pub fn read(raw: &[u8]) -> Result<DecisionsDraft, DecisionsError> {
    let columns = |cells: &[String], _: &[&[String]]| columns::of_header_row(cells);
    let table = headed(raw, DecisionColumn::Unknown, &columns).map_err(DecisionsError)?;
    let columns = table.header.into_iter().map(|(words, column)| (words, column.taken_for())).collect();
    Ok(DecisionsDraft { columns, rows: table.rows })
}

/// Whether a file is a table of decisions, as this program writes them, rather than of facilities.
pub fn is_decisions(raw: &[u8]) -> bool {
    let columns = |cells: &[String], _: &[&[String]]| columns::of_header_row(cells);
    let table = headed(raw, DecisionColumn::Unknown, &columns);
    table.is_ok_and(|table| table.header.iter().any(|(_, column)| *column == DecisionColumn::Decision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_facilities_holds_no_decisions() {
        assert!(is_decisions(
            b"Metal,Name as written,Country as written,Decision,CID\nGold,Dowa,JAPAN,facility,CID000401\n"
        ));
        assert!(!is_decisions(b"Metal,Name,Country,CID\nGold,Dowa,JAPAN,CID000401\n"));
    }
}
