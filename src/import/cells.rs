//! Any table as rows of cells, for readers that know its columns themselves.

use super::book::{self, Bounds, Sheet};
use super::columns::MAX_COLUMNS;
use super::records::{CellRecords, Dialect};
use super::{Bytes, ImportError};

/// What the cells of a text may take, in bytes: [`CELL`] for each of them and each row, and their text.
const MOST: usize = 96 << 20;
/// What a cell takes besides its text, in bytes.
const CELL: usize = 32;
/// Most cells that are kept of a row: as many as a sheet has columns.
const MOST_CELLS: usize = 1 << 14;

/// A sheet, or a text, as rows of cells, each row with its number in the file or sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cells {
    /// The sheet's name; none for text.
    pub sheet: Option<String>,
    /// The rows, with their numbers from 1.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// Reads every sheet of a workbook, or a text with tabs, semicolons, bars or commas between cells. Cells between tabs are
/// taken as they stand: a quotation mark there is part of a name.
///
/// # Errors
/// When the bytes are neither, or damaged.
pub fn cells(raw: &[u8]) -> Result<Vec<Cells>, ImportError> {
    match Bytes::recognise(raw)? {
        Bytes::Text(text) => Ok(vec![of_text(&text)?]),
        Bytes::Workbook(raw) => of_workbook(raw),
    }
}

fn of_workbook(raw: &[u8]) -> Result<Vec<Cells>, ImportError> {
    let mut book = book::open(raw, None)?;
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let bounds = Bounds { last_col: u32::try_from(MAX_COLUMNS).unwrap_or(u32::MAX), ..Bounds::ALL };
    names.iter().map(|name| Ok(of_sheet(&book.read(name, bounds)?))).collect()
}

fn of_sheet(sheet: &Sheet) -> Cells {
    let row = |(number, cells): (u32, &[book::BookCell])| {
        let width = cells.last().map_or(0, |cell| usize::from(cell.col));
        let mut out = vec![String::new(); width];
        for cell in cells {
            if let Some(slot) = usize::from(cell.col).checked_sub(1).and_then(|at| out.get_mut(at)) {
                cell.value.to_string().trim().clone_into(slot);
            }
        }
        (number, out)
    };
    Cells { sheet: Some(sheet.name().to_owned()), rows: sheet.rows().map(row).collect() }
}

fn of_text(text: &str) -> Result<Cells, ImportError> {
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        ['\t', ';', '|', ','].into_iter().max_by_key(|mark| head.matches(*mark).count()).unwrap_or(',');
    let (quoting, delimiter) = (delimiter != '\t', u8::try_from(delimiter).unwrap_or(b','));
    let mut records = CellRecords::new(text, Dialect { delimiter, quoting, most_cells: MOST_CELLS });
    let (mut rows, mut takes) = (Vec::new(), 0);
    while let Some((line, cells)) = records.next_of(|cell| cell.trim().to_owned()) {
        takes += CELL + cells.iter().map(|cell| CELL + cell.len()).sum::<usize>();
        if takes > MOST {
            let what = format!("its cells take more than {} MiB", MOST >> 20);
            return Err(ImportError::TooMuch { kind: "table", what });
        }
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), cells));
    }
    Ok(Cells { sheet: None, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        cells(text.as_bytes()).unwrap().remove(0).rows.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn a_table_is_cut_at_its_own_marks() {
        assert_eq!(rows("a,b\n\"x, y\",z\n"), [["a", "b"], ["x, y", "z"]]);
        assert_eq!(rows("a\tb\n\"Plant\" one, two\tz\n"), [["a", "b"], ["\"Plant\" one, two", "z"]]);
        assert_eq!(rows("a;b\nx;\n"), [["a", "b"], ["x", ""]]);
    }
}
