//! CSV: comma, semicolon, tab or bar between cells, found out by which of them makes a table of facilities.

use crate::domain::Place;
use crate::import::book::{Bounds, CellValue, Collector, Sheet};
use crate::import::cell_grid::{CellGrid, GridLayout};
use crate::import::columns::MAX_COLUMNS;
use crate::import::records::{CellRecords, Dialect};
use crate::import::{Bytes, Draft, ImportError, NumberedRows};

/// What may stand between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// As much of the text is looked at to find the delimiter, in bytes.
const HEAD: usize = 200_000;
/// More rows than any list of facilities has, with the lines above its first.
const MOST_ROWS: usize = 200_100;
/// What the cells of a table may take, in bytes: [`CELL`] for each, and its text; [`ROW`] for each row.
const MOST: usize = 96 << 20;
/// What a cell takes besides its text, in bytes.
const CELL: usize = 32;
/// What a row takes besides its cells, in bytes.
const ROW: usize = 48;
/// Longer cells are prose. In bytes.
const PROSE: usize = 250;

/// How sure it is that the bytes are a table, 0 to 100. Text with sentences in it, or with lines that are no
/// rows between those of a table with tabs, is rather a filing's.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    let Some((delimiter, grid, layout)) = bytes.text().and_then(|text| dialect(text).ok()?) else {
        return 0;
    };
    let filled = |cells: &Vec<String>| cells.iter().filter(|cell| !cell.is_empty()).count();
    let rows = || grid.rows.iter().skip(layout.first).map(|(_, cells)| cells);
    let lone = rows().filter(|cells| filled(cells) == 1).count();
    let prose = grid.rows.iter().flat_map(|(_, cells)| cells).any(|cell| cell.len() > PROSE);
    let broken = lone * 10 > rows().count() || (delimiter == b'\t' && lone > 0);
    // Where every row has the cells of the header, a long one is a remark in its column.
    let regular = delimiter != b'\t' && rows().all(|cells| cells.len() == layout.header.len());
    match (layout.header.is_empty(), (prose && !regular) || broken || layout.first > 15) {
        (false, false) => 80,
        (true, false) => 55,
        (false, true) => 50,
        (true, true) => 20,
    }
}

/// Reads a table.
///
/// # Errors
/// When no row of it is a facility.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    let text = bytes.text().unwrap_or_default();
    let delimiter = dialect(text)?.map_or(b',', |(delimiter, ..)| delimiter);
    let reading = grid(text, delimiter)?.read().unwrap_or_default();
    super::draft(file, "table", reading)
}

/// The table that a text is, when it is one with facilities.
///
/// # Errors
/// When its cells take more than is read.
pub fn table(text: &str) -> Result<Option<CellGrid>, ImportError> {
    dialect(text)?.map(|(delimiter, ..)| grid(text, delimiter)).transpose()
}

/// The rows of a table of facilities in which a line stands.
pub fn around(text: &str, place: &Place) -> Option<NumberedRows> {
    match place {
        Place::Line(..) => table(text).ok()?.map(|grid| grid.rows),
        Place::Cell(..) | Place::File => None,
    }
}

/// The first rows of a text as a sheet, with the delimiter that makes most cells of them; `None` when they are none.
///
/// # Errors
/// When its cells take more than is read.
pub fn sheet(text: &str) -> Result<Option<Sheet>, ImportError> {
    let cells = |grid: &CellGrid| grid.rows.iter().map(|(_, cells)| cells.len()).sum();
    let grid = fitting(head(text), cells)?;
    let mut sheet = Collector::new("text", Bounds::ALL);
    for (row, (_, texts)) in (1..).zip(grid.rows) {
        for (col, text) in (1..).zip(texts) {
            if sheet.push((row, col), false, CellValue::Text(text.into())).is_err() {
                return Ok(None);
            }
        }
    }
    Ok(Some(sheet.finish()))
}

/// The table that a text is with the delimiter with which `fit` says most of its head.
///
/// # Errors
/// When its cells take more than is read.
pub fn fitting(text: &str, fit: impl Fn(&CellGrid) -> usize) -> Result<CellGrid, ImportError> {
    let of_head = |delimiter: &u8| grid(head(text), *delimiter).map_or(0, |grid| fit(&grid));
    let best = DELIMITERS.into_iter().rev().max_by_key(of_head).unwrap_or(b',');
    grid(text, best)
}

/// The delimiter that makes most of the head of a text, with the table that it makes.
fn dialect(text: &str) -> Result<Option<(u8, CellGrid, GridLayout)>, ImportError> {
    let head = head(text);
    let mut best: Option<(usize, u8, CellGrid, GridLayout)> = None;
    for delimiter in DELIMITERS {
        let grid = grid(head, delimiter)?;
        let Some(layout) = grid.layout() else { continue };
        let found = grid.read().map_or(0, |reading| reading.rows.len());
        if found > best.as_ref().map_or(0, |(found, ..)| *found) {
            best = Some((found, delimiter, grid, layout));
        }
    }
    Ok(best.map(|(_, delimiter, grid, layout)| (delimiter, grid, layout)))
}

/// The first lines of a text, up to [`HEAD`]; of a single longer line, its beginning.
fn head(text: &str) -> &str {
    let within = text.split_at_checked(text.floor_char_boundary(HEAD)).map_or(text, |(head, _)| head);
    let whole = within.len() == text.len();
    match within.rfind('\n') {
        Some(end) if !whole => within.get(..end).unwrap_or(within),
        Some(_) | None => within,
    }
}

fn grid(text: &str, delimiter: u8) -> Result<CellGrid, ImportError> {
    let mut records = CellRecords::new(text, Dialect { delimiter, quoting: true, most_cells: MAX_COLUMNS });
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    let (mut cut, mut takes) = (false, 0);
    while let Some((line, cells)) = records.next_of(|cell| cell.trim().to_owned()) {
        if rows.len() >= MOST_ROWS {
            cut = true;
            break;
        }
        takes += ROW + cells.iter().map(|cell| CELL + cell.len()).sum::<usize>();
        if takes > MOST {
            let what = format!("its cells take more than {} MiB", MOST >> 20);
            return Err(ImportError::TooMuch { kind: "table", what });
        }
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), cells));
    }
    Ok(CellGrid { rows, cut, ..CellGrid::default() })
}
