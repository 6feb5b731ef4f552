//! A workbook: the sheet that holds the longest list of facilities.

use crate::domain::Place;
use crate::import::book::{self, Book, BookCell, BookError, Bounds, CellValue, date_time, limits};
use crate::import::cell_grid::{CellGrid, GridReading};
use crate::import::columns::MAX_COLUMNS;
use crate::import::{Bytes, Draft, ImportError, cmrt};

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
    if cmrt::is_template(&mut book) {
        return Err(DECLARATION);
    }
    facilities(file, grids(&mut book)?)
}

const DECLARATION: ImportError = ImportError::Refused {
    what: "a supplier\u{2019}s declaration (CMRT), where a list of facilities is wanted",
    remedy: "import it as the supplier\u{2019}s declaration",
};

/// The tables of a workbook, one a sheet.
///
/// # Errors
/// When no sheet can be read.
pub fn grids(book: &mut Book<'_>) -> Result<Vec<CellGrid>, ImportError> {
    let names: Vec<String> = book.sheets().iter().take(MOST_SHEETS).map(|sheet| sheet.name.clone()).collect();
    let date1904 = book.date1904();
    let (mut grids, mut failed) = (Vec::new(), None);
    for name in names {
        // A sheet that cannot be read must not hide the others, unless there are none.
        match grid(book, &name, date1904) {
            Ok(grid) => grids.push(grid),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match failed {
        Some(error) if grids.iter().all(|grid| grid.rows.is_empty()) => Err(error.into()),
        Some(_) | None => Ok(grids),
    }
}

/// The draft of the table with the longest list of facilities.
///
/// # Errors
/// When no table lists facilities.
pub fn facilities(file: &str, grids: Vec<CellGrid>) -> Result<Draft, ImportError> {
    let mut best: Option<(String, GridReading)> = None;
    let mut others = Vec::new();
    for grid in grids {
        let Some(reading) = grid.read() else {
            continue;
        };
        let sheet = grid.label.unwrap_or_default();
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

/// The cells of a sheet. Of one with more than is read, the first rows.
fn grid(book: &mut Book<'_>, sheet: &str, date1904: bool) -> Result<CellGrid, BookError> {
    let (read, cut) = match book.read(sheet, Bounds::to(limits::ROWS, COLUMNS)) {
        Err(BookError::TooLarge { .. }) => (book.read(sheet, Bounds::to(FIRST_ROWS, COLUMNS))?, true),
        read => (read?, false),
    };
    let rows = read.rows().map(|(row, cells)| (row, texts(cells, date1904)));
    let rows = rows.filter(|(_, cells)| !cells.is_empty()).collect();
    Ok(CellGrid { label: Some(sheet.to_owned()), rows, metal: None, cut })
}

/// The texts of a row's cells, each at the place of its column.
fn texts(cells: &[BookCell], date1904: bool) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for cell in cells {
        let text = text(&cell.value, date1904);
        if !text.trim().is_empty() {
            texts.resize(usize::from(cell.col).saturating_sub(1), String::new());
            texts.push(text.trim().to_owned());
        }
    }
    texts
}

fn text(value: &CellValue, date1904: bool) -> String {
    match value {
        CellValue::Date(serial) => {
            date_time(*serial, date1904).map_or(value.to_string(), |at| at.date().to_string())
        }
        CellValue::Text(_)
        | CellValue::Number(_)
        | CellValue::Bool(_)
        | CellValue::Error(_)
        | CellValue::Unvalued => value.to_string(),
    }
}
