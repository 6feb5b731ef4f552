//! Bytes of a CSV file to rows of a supplier list or of a request log, each with its line.

use csv::{ReaderBuilder, StringRecord};

use super::columns::{self, Column};
use crate::Problem;
use crate::export::unguard;
use crate::import::{Bytes, ImportError};
use crate::text::clean;

/// What may stand between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// A header stands within so many rows of the top.
const DEEPEST_HEADER: usize = 20;
/// Rows that are looked at to tell columns by their content.
const SAMPLE: usize = 50;
/// More rows than any company has suppliers and contacts.
const MOST_ROWS: usize = 200_000;
/// Columns beyond this one are not looked at.
const MAX_COLUMNS: usize = 64;
/// Longer cells are no values, but a quotation mark that was never closed. In bytes.
pub(super) const LONGEST_CELL: usize = 4_000;

/// Why a file is no supplier list. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is no text that can be read.
    #[error("{0}")]
    Bytes(ImportError),
    /// It is a workbook.
    #[error("this is a workbook")]
    Workbook,
    /// No row of it heads a list of suppliers.
    #[error("no row heads a list of suppliers")]
    NoHeader,
    /// It has more rows than are read.
    #[error("the file has more than {MOST_ROWS} rows")]
    TooLong,
}

impl ReadError {
    /// The failure as a person needs it told.
    #[must_use]
    pub fn problem(&self, file: &str) -> Problem {
        let remedy = match self {
            Self::Bytes(error) => return error.problem(file),
            Self::Workbook => "save the sheet with the suppliers as CSV, and import that",
            Self::NoHeader => {
                "give the columns a header row: Supplier, Number, Contact, E-mail, Phone, Note; \
                 for a request log Supplier, Day, State, Due, Note"
            }
            Self::TooLong => "split the file",
        };
        Problem::new(format!("nothing was imported: {self}"), file, remedy)
    }
}

/// One row, with its line in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub line: u64,
    cells: Vec<(Column, String)>,
}

impl Row {
    /// A column's cell, cleaned, the guard against formulas taken off; empty for none. Notes keep their lines.
    pub fn text(&self, column: Column) -> String {
        let cell =
            self.cells.iter().find(|(other, _)| *other == column).map_or("", |(_, cell)| cell.as_str());
        let cell = unguard(cell);
        if column != Column::Note {
            return clean(cell);
        }
        cell.lines().map(clean).collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// Whether a cell runs on into what follows it.
    pub fn runs_on(&self) -> bool {
        self.cells.iter().any(|(_, cell)| cell.len() > LONGEST_CELL)
    }
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Headers as written, and what each was taken for.
    pub columns: Vec<(String, &'static str)>,
    /// Whether it is a request log.
    pub is_log: bool,
    pub(super) rows: Vec<Row>,
}

impl Draft {
    /// How many rows it has below the header.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Reads a supplier list or a request log: text in UTF-8, UTF-16 or Windows-1252, with comma, semicolon, tab or bar
/// between cells. A list with a state and a day is a log.
///
/// # Errors
/// When it is no such text, or no row heads a list of suppliers.
pub fn read(raw: &[u8]) -> Result<Draft, ReadError> {
    let bytes = Bytes::recognise(raw).map_err(ReadError::Bytes)?;
    let text = bytes.text().ok_or(ReadError::Workbook)?;
    let heads = DELIMITERS.into_iter().filter_map(|delimiter| Head::of(text, delimiter));
    let head = heads.reduce(|a, b| if b.known() > a.known() { b } else { a }).ok_or(ReadError::NoHeader)?;
    let mut rows = Vec::new();
    for (line, cells) in records(text, head.delimiter).skip(head.first) {
        if rows.len() >= MOST_ROWS {
            return Err(ReadError::TooLong);
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { line, cells: head.columns.iter().copied().zip(cells).collect() });
        }
    }
    let has = |column: Column| head.columns.contains(&column);
    let is_log = has(Column::State) && has(Column::Day);
    let taken = head.header.into_iter().zip(&head.columns).map(|(words, column)| (words, column.taken_for()));
    Ok(Draft { columns: taken.collect(), is_log, rows })
}

/// The header by one delimiter.
struct Head {
    delimiter: u8,
    header: Vec<String>,
    columns: Vec<Column>,
    /// The index of the first row below it.
    first: usize,
}

impl Head {
    fn of(text: &str, delimiter: u8) -> Option<Self> {
        let rows: Vec<Vec<String>> =
            records(text, delimiter).take(DEEPEST_HEADER + SAMPLE).map(|(_, cells)| cells).collect();
        (0..rows.len().min(DEEPEST_HEADER)).find_map(|at| {
            let header = rows.get(at)?;
            let below: Vec<&[String]> = rows.iter().skip(at + 1).map(Vec::as_slice).collect();
            let columns = columns::of_header_row(header, &below)?;
            Some(Self {
                delimiter,
                header: header.iter().map(|cell| clean(cell)).collect(),
                columns,
                first: at + 1,
            })
        })
    }

    fn known(&self) -> usize {
        self.columns.iter().filter(|column| **column != Column::Unknown).count()
    }
}

/// The rows of a text, each with the line on which it begins.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = (u64, Vec<String>)> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    std::iter::from_fn(move || {
        // Reading from memory fails on nothing but text that is not UTF-8, which this is.
        reader.read_record(&mut record).unwrap_or(false).then(|| {
            let line = record.position().map_or(0, csv::Position::line);
            (line, record.iter().take(MAX_COLUMNS).map(str::to_owned).collect())
        })
    })
}
