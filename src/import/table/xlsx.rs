//! A workbook: the sheet that holds the longest list of facilities.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::domain::Place;
use crate::import::columns::MAX_COLUMNS;
use crate::import::grid::{Grid, Reading};
use crate::import::{Bytes, Draft, ImportError};

/// More sheets than a list has.
const MOST_SHEETS: usize = 64;
/// More cells than a list has; the rest of a sheet is not read.
const MOST_CELLS: usize = 2_000_000;

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
    let mut workbook = Xlsx::new(Cursor::new(raw)).map_err(broken)?;
    let sheets: Vec<String> = workbook.sheet_names().into_iter().take(MOST_SHEETS).collect();
    if is_declaration(&sheets) {
        return Err(DECLARATION);
    }
    let mut best: Option<(String, Reading)> = None;
    let mut others = Vec::new();
    for sheet in sheets {
        let Some(reading) = grid(&mut workbook, &sheet)?.read() else {
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

fn broken(error: impl std::fmt::Display) -> ImportError {
    ImportError::Broken { kind: "workbook", reason: error.to_string() }
}

/// The cells of a sheet, one at a time: a sheet may claim to be a million rows long.
fn grid(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Grid, ImportError> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else {
        return Ok(Grid::default());
    };
    let mut count = 0;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        count += 1;
        if count > MOST_CELLS {
            break;
        }
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = Data::from(cell.get_value().clone()).to_string();
        if column >= MAX_COLUMNS || text.trim().is_empty() {
            continue;
        }
        let held = rows.entry(row.saturating_add(1)).or_default();
        if held.len() <= column {
            held.resize(column + 1, String::new());
        }
        if let Some(slot) = held.get_mut(column) {
            text.trim().clone_into(slot);
        }
    }
    let (label, rows) = (Some(sheet.to_owned()), rows.into_iter().collect());
    Ok(Grid { label, rows, metal: None, cut: count > MOST_CELLS })
}
