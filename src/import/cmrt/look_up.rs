//! The list of smelters that a workbook brings along.

use super::super::list::Gathered;
use crate::cmrt::{Layout, ListColumn, ListSheet};
use crate::domain::ListBody;
use crate::import::ImportError;
use crate::import::book::{self, Book, Bounds, CellValue, Sheet};

/// The list's rows; the official ones have fewer than 700.
const MOST_ROWS: u32 = 20_000;

/// Reads the list; none when the version or the workbook has none with CIDs.
pub fn read(book: &mut Book<'_>, layout: &Layout) -> Result<Option<ListBody>, ImportError> {
    let sheets = layout.look_up.map_or(&[][..], |list| &list.sheets);
    let mut gathered = Gathered::default();
    let mut name = String::new();
    for wanted in sheets {
        let Some(found) = book.find(&wanted.sheet).map(|sheet| sheet.name.clone()) else { continue };
        let last_col = wanted.columns.values().map(|col| u32::from(col.0)).max().unwrap_or(1);
        let bounds = Bounds { first_row: wanted.first, last_row: MOST_ROWS, last_col };
        let sheet = book.read(&found, bounds)?;
        take(&sheet, wanted, &mut gathered);
        if name.is_empty() {
            name = found;
        }
    }
    let entries = gathered.entries();
    Ok((!entries.is_empty()).then_some(ListBody { sheet: name, entries }))
}

fn take(sheet: &Sheet, layout: &ListSheet, gathered: &mut Gathered) {
    for (row, cells) in sheet.rows() {
        let text = |column: ListColumn| {
            let col = layout.columns.get(&column)?.0;
            cells.iter().find(|cell| cell.col == col).and_then(text_of)
        };
        gathered.take(row, text);
    }
}

/// A cell's text; numbers are 0, which stands for blank.
fn text_of(cell: &book::BookCell) -> Option<&str> {
    match &cell.value {
        CellValue::Text(text) => Some(text),
        CellValue::Number(_)
        | CellValue::Date(_)
        | CellValue::Bool(_)
        | CellValue::Error(_)
        | CellValue::Unvalued => None,
    }
}
