//! CSV with a header row, for readers that know the words of their own headers: cells by column, each row with its line.

use super::records::{CellRecords, Dialect};
use super::{Bytes, ImportError};
use crate::Problem;
use crate::text::clean;

/// What may stand between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// A header stands within so many rows of the top.
const DEEPEST_HEADER: usize = 20;
/// Rows that are looked at to tell columns by their content.
const SAMPLE: usize = 50;
/// More rows than any company has of what is read here.
const MOST_ROWS: usize = 200_000;
/// Columns beyond this one are not looked at.
const MAX_COLUMNS: usize = 64;
/// Longer cells are no values, but a quotation mark that was never closed. In bytes.
pub const LONGEST_CELL: usize = 4_000;

/// Why a file is not such a table. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadedError {
    /// It is no text that can be read.
    Bytes(ImportError),
    Workbook,
    /// No row of it is the header that is looked for.
    NoHeader,
    /// It has more rows than are read.
    TooLong,
}

/// What a reader looks for, in words.
#[derive(Debug, Clone, Copy)]
pub struct Expected {
    /// What the header heads: "a list of suppliers".
    pub what: &'static str,
    /// What stands on the sheet to be saved as CSV: "the suppliers".
    pub rows: &'static str,
    /// What to do when no header was found: which words to give.
    pub header: &'static str,
}

impl HeadedError {
    /// The failure as a person needs it told.
    pub fn problem(&self, file: &str, expected: &Expected) -> Problem {
        let (why, remedy) = match self {
            Self::Bytes(error) => return error.problem(file),
            Self::Workbook => (
                "this is a workbook".to_owned(),
                format!("save the sheet with {} as CSV, and import that", expected.rows),
            ),
            Self::NoHeader => (format!("no row heads {}", expected.what), expected.header.to_owned()),
            Self::TooLong => {
                (format!("the file has more than {MOST_ROWS} rows"), "split the file".to_owned())
            }
        };
        Problem::new(format!("nothing was imported: {why}"), file, remedy)
    }
}

/// One row, with its line in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadedRow<C> {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// How many cells it has.
    pub width: usize,
    cells: Vec<(C, String)>,
}

impl<C: Copy + PartialEq> HeadedRow<C> {
    /// A column's cell as it stands; empty for none.
    pub fn cell(&self, column: C) -> &str {
        self.cells.iter().find(|(other, _)| *other == column).map_or("", |(_, cell)| cell.as_str())
    }

    /// Whether a cell runs on into what follows it.
    pub fn runs_on(&self) -> bool {
        self.cells.iter().any(|(_, cell)| cell.len() > LONGEST_CELL)
    }
}

/// Why a row whose cell runs on is not taken.
pub fn runs_on() -> String {
    format!("a cell is longer than {LONGEST_CELL} bytes (is a quotation mark left open?)")
}

/// A table: the words of its header with what each column holds, and the rows below that are not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed<C> {
    /// Headers as written, and what each was taken for.
    pub header: Vec<(String, C)>,
    pub rows: Vec<HeadedRow<C>>,
}

/// Tells what the columns of a header row hold, given some rows below it; none when the row is no such header.
type Columns<'a, C> = &'a dyn Fn(&[String], &[&[String]]) -> Option<Vec<C>>;

/// Reads a table: text in UTF-8, UTF-16 or Windows-1252, with comma, semicolon, tab or bar between cells, whichever makes
/// most columns other than `unknown`.
///
/// # Errors
/// When the bytes are no such text, no row near the top is a header, or there are too many rows.
pub fn headed<C: Copy + PartialEq>(
    raw: &[u8],
    unknown: C,
    columns: Columns<'_, C>,
) -> Result<Headed<C>, HeadedError> {
    let bytes = Bytes::recognise(raw).map_err(HeadedError::Bytes)?;
    let text = bytes.text().ok_or(HeadedError::Workbook)?;
    let known = |head: &Head<C>| head.header.iter().filter(|(_, column)| *column != unknown).count();
    let heads = DELIMITERS.into_iter().filter_map(|delimiter| Head::of(text, delimiter, columns));
    let head = heads.reduce(|a, b| if known(&b) > known(&a) { b } else { a }).ok_or(HeadedError::NoHeader)?;
    let mut rows = Vec::new();
    for (line, cells) in records(text, head.delimiter).skip(head.first) {
        if rows.len() >= MOST_ROWS {
            return Err(HeadedError::TooLong);
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            let columns = head.header.iter().map(|(_, column)| *column);
            rows.push(HeadedRow { line, width: cells.len(), cells: columns.zip(cells).collect() });
        }
    }
    Ok(Headed { header: head.header, rows })
}

/// The header by one delimiter.
struct Head<C> {
    delimiter: u8,
    header: Vec<(String, C)>,
    /// The index of the first row below it.
    first: usize,
}

impl<C> Head<C> {
    fn of(text: &str, delimiter: u8, columns: Columns<'_, C>) -> Option<Self> {
        let rows: Vec<Vec<String>> =
            records(text, delimiter).take(DEEPEST_HEADER + SAMPLE).map(|(_, cells)| cells).collect();
        (0..rows.len().min(DEEPEST_HEADER)).find_map(|at| {
            let header = rows.get(at)?;
            let below: Vec<&[String]> = rows.iter().skip(at + 1).map(Vec::as_slice).collect();
            let columns = columns(header, &below)?;
            let header = header.iter().map(|cell| clean(cell)).zip(columns).collect();
            Some(Self { delimiter, header, first: at + 1 })
        })
    }
}

/// The rows of a text, each with the line on which it begins.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = (u64, Vec<String>)> {
    let mut records = CellRecords::new(text, Dialect { delimiter, quoting: true, most_cells: MAX_COLUMNS });
    std::iter::from_fn(move || records.next_of(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(cells: &[String], _: &[&[String]]) -> Option<Vec<char>> {
        let columns: Vec<char> = cells
            .iter()
            .map(|cell| {
                Some(cell.trim())
                    .filter(|cell| cell.len() == 1)
                    .map_or('?', |cell| cell.chars().next().unwrap())
            })
            .collect();
        (columns.iter().filter(|column| **column != '?').count() > 1).then_some(columns)
    }

    #[test]
    fn the_header_tells_the_delimiter_and_the_lines_are_counted() {
        let table =
            headed(b"A title, with a comma\n\na;b;other\n1;\"x\ny\";\n;;\n2;z\n", '?', &letters).unwrap();
        assert_eq!(table.header, [("a".to_owned(), 'a'), ("b".to_owned(), 'b'), ("other".to_owned(), '?')]);
        let rows: Vec<(u64, &str, &str)> =
            table.rows.iter().map(|row| (row.line, row.cell('a'), row.cell('b'))).collect();
        assert_eq!(rows, [(4, "1", "x\ny"), (7, "2", "z")]);
        assert_eq!(table.rows[0].cell('c'), "");
        assert_eq!(headed(b"name,country\nsome,where\n", '?', &letters), Err(HeadedError::NoHeader));
    }
}
