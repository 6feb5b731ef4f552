//! A workbook: the sheet that holds the longest list of facilities.

use crate::domain::Place;
use crate::import::book::{self, Book, BookError, Bounds, Cell, limits};
use crate::import::columns::MAX_COLUMNS;
use crate::import::grid::{Grid, Reading};
use crate::import::{Bytes, Draft, ImportError};

/// More sheets than a list has.
const MOST_SHEETS: usize = 64;
/// The last column that is looked at.
const COLUMNS: u32 = MAX_COLUMNS as u32;
/// So many rows of [`COLUMNS`] cells are read of any sheet, however large.
const FIRST_ROWS: u32 = limits::CELLS as u32 / COLUMNS;

/// How sure it is that the bytes are a workbook, 0 or 100.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    match bytes {
        Bytes::Workbook(_) => 100,
        Bytes::Text(_) => 0,
    }
}

/// Reads a workbook.
///
/// # Errors
/// When it is damaged, is a supplier's declaration, or no sheet holds facilities.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    let raw = match bytes {
        Bytes::Workbook(raw) => *raw,
        Bytes::Text(text) => text.as_bytes(),
    };
    let mut book = book::open(raw, None)?;
    let sheets: Vec<String> =
        book.sheets().iter().map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect();
    if is_declaration(&sheets) {
        return Err(DECLARATION);
    }
    let mut best: Option<(String, Reading)> = None;
    let mut others = Vec::new();
    for sheet in sheets {
        let Some(reading) = grid(&mut book, &sheet)?.read() else {
            continue;
        };
        let longer = best.as_ref().is_none_or(|(_, held)| reading.rows.len() > held.rows.len());
        let other = if longer { best.replace((sheet, reading)) } else { Some((sheet, reading)) };
        others.extend(other.map(|(sheet, reading)| (sheet, reading.rows.len())));
    }
    let (_, mut reading) = best.unwrap_or_default();
    let passed = others.into_iter().filter(|(_, rows)| *rows > 0).map(|(sheet, rows)| {
        let why = format!("this sheet lists {rows} facilities too; only the longest list is read");
        (Place::Cell(sheet, "A1".to_owned()), why)
    });
    reading.remarks.extend(passed);
    super::draft(file, "workbook", reading)
}

const DECLARATION: ImportError = ImportError::Refused {
    what: "a supplier's declaration (CMRT), which is not read in this version",
    remedy: "give a plain table of facilities: copy its smelter list into a workbook or CSV of its own",
};

/// A Conflict Minerals Reporting Template has these two sheets in every version since 2.
fn is_declaration(sheets: &[String]) -> bool {
    ["Declaration", "Smelter List"].iter().all(|name| sheets.iter().any(|sheet| sheet.trim() == *name))
}

/// The cells of a sheet. Of one with more than is read, the first rows.
fn grid(book: &mut Book<'_>, sheet: &str) -> Result<Grid, ImportError> {
    let (read, cut) = match book.read(sheet, Bounds::to(limits::ROWS, COLUMNS)) {
        Err(BookError::TooLarge { .. }) => (book.read(sheet, Bounds::to(FIRST_ROWS, COLUMNS))?, true),
        read => (read?, false),
    };
    let rows = read.rows().map(|(row, cells)| (row, texts(cells))).filter(|(_, cells)| !cells.is_empty());
    Ok(Grid { label: Some(sheet.to_owned()), rows: rows.collect(), metal: None, cut })
}

/// The texts of a row's cells, each at the place of its column.
fn texts(cells: &[Cell]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for cell in cells {
        let text = cell.value.to_string();
        if !text.trim().is_empty() {
            texts.resize(usize::from(cell.col - 1), String::new());
            texts.push(text.trim().to_owned());
        }
    }
    texts
}
