//! CSV: comma, semicolon, tab or bar between cells, found out by which of them makes a table of facilities.

use csv::{ReaderBuilder, StringRecord};

use crate::import::book::{Bounds, CellValue, Collector, Sheet};
use crate::import::cell_grid::{CellGrid, GridLayout};
use crate::import::columns::MAX_COLUMNS;
use crate::import::record_lines::RecordLines;
use crate::import::{Bytes, Draft, ImportError};

/// What may stand between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// As much of the text is looked at to find the delimiter, in bytes.
const HEAD: usize = 200_000;
/// More rows than any list of facilities has.
const MOST_ROWS: usize = 200_000;
/// Longer cells are prose. In bytes.
const PROSE: usize = 250;

/// How sure it is that the bytes are a table, 0 to 100. Text with sentences in it, or with lines that are no
/// rows between those of a table with tabs, is rather a filing's.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    let Some((delimiter, grid, layout)) = bytes.text().and_then(dialect) else {
        return 0;
    };
    let filled = |cells: &Vec<String>| cells.iter().filter(|cell| !cell.is_empty()).count();
    let rows = || grid.rows.iter().skip(layout.first).map(|(_, cells)| cells);
    let lone = rows().filter(|cells| filled(cells) == 1).count();
    let prose = grid.rows.iter().flat_map(|(_, cells)| cells).any(|cell| cell.len() > PROSE);
    let broken = lone * 10 > rows().count() || (delimiter == b'\t' && lone > 0);
    match (layout.header.is_empty(), prose || broken || layout.first > 15) {
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
    let delimiter = dialect(text).map_or(b',', |(delimiter, ..)| delimiter);
    let reading = grid(text, delimiter).read().unwrap_or_default();
    super::draft(file, "table", reading)
}

/// The table that a text is, when it is one with facilities.
pub fn table(text: &str) -> Option<CellGrid> {
    let (delimiter, ..) = dialect(text)?;
    Some(grid(text, delimiter))
}

/// The first rows of a text as a sheet, with the delimiter that makes most cells of them; `None` when they are none.
pub fn sheet(text: &str) -> Option<Sheet> {
    let cells = |grid: &CellGrid| grid.rows.iter().map(|(_, cells)| cells.len()).sum();
    let grid = fitting(head(text), cells);
    let mut sheet = Collector::new("text", Bounds::ALL);
    for (row, (_, texts)) in (1..).zip(grid.rows) {
        for (col, text) in (1..).zip(texts) {
            sheet.push((row, col), false, CellValue::Text(text.into())).ok()?;
        }
    }
    Some(sheet.finish())
}

/// The table that a text is with the delimiter with which `fit` says most of its head.
pub fn fitting(text: &str, fit: impl Fn(&CellGrid) -> usize) -> CellGrid {
    let of_head = |delimiter: &u8| fit(&grid(head(text), *delimiter));
    let best = DELIMITERS.into_iter().rev().max_by_key(of_head).unwrap_or(b',');
    grid(text, best)
}

/// The delimiter that makes most of the head of a text, with the table that it makes.
fn dialect(text: &str) -> Option<(u8, CellGrid, GridLayout)> {
    let head = head(text);
    let tables = DELIMITERS.into_iter().filter_map(|delimiter| {
        let grid = grid(head, delimiter);
        let layout = grid.layout()?;
        let found = grid.read().map_or(0, |reading| reading.rows.len());
        Some((found, delimiter, grid, layout))
    });
    let best = tables.filter(|(found, ..)| *found > 0).reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    Some((best.1, best.2, best.3))
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

fn grid(text: &str, delimiter: u8) -> CellGrid {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut lines, mut record) = (RecordLines::of(text), StringRecord::new());
    let mut cut = false;
    while reader.read_record(&mut record).unwrap_or(false) {
        if rows.len() >= MOST_ROWS {
            cut = true;
            break;
        }
        let line = lines.of_record(record.position().map_or(0, csv::Position::byte));
        let cells = record.iter().take(MAX_COLUMNS).map(|cell| cell.trim().to_owned());
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), cells.collect()));
    }
    CellGrid { rows, cut, ..CellGrid::default() }
}
