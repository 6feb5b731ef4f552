//! Where the smelter list of a workbook has its columns, and where it begins and ends.

use std::collections::BTreeMap;

use crate::cmrt::{Col, Layout, SmelterLayout, column_of_heading, metal};
use crate::domain::Cid;
use crate::domain::cmrt::SmelterColumn;
use crate::import::book::{BookCell, CellValue, Sheet};

/// The heading stands within so many rows of the top.
const DEEPEST: u32 = 20;
/// So many columns are headed at least in a row of headings.
const FEWEST: usize = 5;
/// How many rows can have been taken out of a list.
const ROOM: u32 = 700;
/// Rows that are looked at to tell columns by their content.
const SAMPLE: u32 = 400;
/// How far columns can have moved, to the left and to the right.
const FARTHEST: std::ops::RangeInclusive<i32> = -3..=8;

/// The columns of a list.
pub type Columns = BTreeMap<SmelterColumn, Col>;

/// Where the list stands.
#[derive(Debug, PartialEq, Eq)]
pub struct SmelterTable {
    pub columns: Columns,
    /// Its first row.
    pub first: u32,
    /// Its last row.
    pub last: u32,
    /// Whether that is elsewhere than the layout says.
    pub moved: bool,
}

/// Finds the list in its sheet.
pub fn table(sheet: &Sheet, layout: &Layout) -> SmelterTable {
    let smelters = layout.smelters;
    let header = header(sheet, smelters);
    let shift = i64::from(header) - i64::from(smelters.header);
    let at = |row: u32| u32::try_from((i64::from(row) + shift).max(1)).unwrap_or(row);
    let (first, last) = (at(smelters.first), at(smelters.last));
    let columns = columns(sheet, header, &smelters.columns);
    let moved = shift != 0 || columns != smelters.columns;
    let last = end(sheet, columns.get(&SmelterColumn::Metal).copied(), first, last);
    SmelterTable { last, columns, first, moved }
}

/// Whether a sheet is such a list, by its headings: those of other tables name neither the mine nor the steps to take.
pub fn is_list(sheet: &Sheet) -> bool {
    let own = [
        SmelterColumn::NextSteps,
        SmelterColumn::Mine,
        SmelterColumn::MineCountry,
        SmelterColumn::Recycled,
        SmelterColumn::IdInput,
    ];
    (1..=DEEPEST).any(|row| {
        let headed = headed(sheet, row);
        is_headed(&headed) && own.iter().filter(|column| headed.contains_key(column)).count() > 1
    })
}

fn is_headed(headed: &Columns) -> bool {
    headed.len() >= FEWEST && headed.contains_key(&SmelterColumn::Metal)
}

/// The row of the headings: the one with most headings that are known; else the layout's, unless it holds none and
/// another of the first rows does.
fn header(sheet: &Sheet, smelters: &SmelterLayout) -> u32 {
    let known = |row: u32| headed(sheet, row).len();
    let best = (1..=DEEPEST).rev().max_by_key(|row| (known(*row), *row == smelters.header));
    if let Some(best) = best.filter(|row| known(*row) >= FEWEST) {
        return best;
    }
    if labels(sheet, smelters.header) >= FEWEST {
        return smelters.header;
    }
    let best = (1..=DEEPEST).rev().max_by_key(|row| labels(sheet, *row));
    best.filter(|row| labels(sheet, *row) >= FEWEST).unwrap_or(smelters.header)
}

/// How many cells of a row can be headings: texts, and formulas whose values are not there; none in a row that
/// declares something.
fn labels(sheet: &Sheet, row: u32) -> usize {
    let cells = sheet.row(row);
    let declares = |text: &str| metal(text).is_some() || Cid::parse(text).is_ok();
    if cells.iter().filter_map(|cell| cell.value.text()).any(declares) {
        return 0;
    }
    cells.iter().filter(|cell| matches!(cell.value, CellValue::Text(_) | CellValue::Unvalued)).count()
}

/// The columns by their headings.
fn headed(sheet: &Sheet, header: u32) -> Columns {
    let mut columns = Columns::new();
    for cell in sheet.row(header) {
        if let Some(column) = cell.value.text().and_then(column_of_heading) {
            columns.entry(column).or_insert(Col(cell.col));
        }
    }
    columns
}

/// The columns: by their headings, when the metal and enough others are headed so; else as far from those of the
/// version as the metals and IDs stand.
fn columns(sheet: &Sheet, header: u32, usual: &Columns) -> Columns {
    let headed = headed(sheet, header);
    if is_headed(&headed) {
        return with_neighbours(&headed, usual);
    }
    let shift = by_content(sheet, header, usual);
    usual.iter().filter_map(|(column, col)| Some((*column, moved(*col, shift)?))).collect()
}

/// The version's columns by their headings; one without a known heading stands as far from its place as the one on
/// its left.
fn with_neighbours(headed: &Columns, usual: &Columns) -> Columns {
    let mut in_order: Vec<(Col, SmelterColumn)> = usual.iter().map(|(column, col)| (*col, *column)).collect();
    in_order.sort_unstable();
    let shift_of = |(col, column): &(Col, SmelterColumn)| {
        headed.get(column).map(|found| i32::from(found.0) - i32::from(col.0))
    };
    let mut shift = in_order.iter().find_map(shift_of).unwrap_or(0);
    let mut columns = headed.clone();
    for place in &in_order {
        shift = shift_of(place).unwrap_or(shift);
        if let Some(col) = moved(place.0, shift).filter(|col| columns.values().all(|taken| taken != col)) {
            columns.entry(place.1).or_insert(col);
        }
    }
    columns
}

/// By how many columns metals and IDs stand from where the version has them; 0 unless hardly any stand there.
fn by_content(sheet: &Sheet, header: u32, usual: &Columns) -> i32 {
    let col = |column: SmelterColumn, shift: i32| usual.get(&column).and_then(|col| moved(*col, shift));
    let hits = |shift: i32| {
        let metals = col(SmelterColumn::Metal, shift);
        let ids = [SmelterColumn::IdInput, SmelterColumn::Id].map(|column| col(column, shift));
        let hit = |cell: &&BookCell| {
            let Some(text) = cell.value.text() else { return false };
            let here = Some(Col(cell.col));
            (here == metals && metal(text).is_some()) || (ids.contains(&here) && Cid::parse(text).is_ok())
        };
        let cells = sheet.cells().iter().filter(|cell| (header..header + SAMPLE).contains(&cell.row));
        cells.filter(hit).count()
    };
    let best = FARTHEST.max_by_key(|shift| (hits(*shift), -shift.abs())).unwrap_or(0);
    if hits(best) > 1 && hits(0) * 4 < hits(best) { best } else { 0 }
}

fn moved(col: Col, by: i32) -> Option<Col> {
    u16::try_from(i32::from(col.0) + by).ok().filter(|col| *col > 0).map(Col)
}

/// The last row: before the copyright or the filler that ends the list, wherever rows put in or taken out moved it;
/// else the layout's. A row with a metal ends nothing, nor does one far above the end: no row is lost to a stray text.
fn end(sheet: &Sheet, metals: Option<Col>, first: u32, last: u32) -> u32 {
    let near = first.max(last.saturating_sub(ROOM));
    let declares =
        |cell: &BookCell| metals == Some(Col(cell.col)) && cell.value.text().and_then(metal).is_some();
    let mut rows = sheet.rows().filter(|(row, _)| *row >= near);
    let found = rows.find(|(_, cells)| {
        cells.iter().any(|cell| cell.value.text().is_some_and(is_end)) && !cells.iter().any(declares)
    });
    found.map_or(last, |(row, _)| row.saturating_sub(1))
}

/// Whether a text ends a list: the copyright, or a cell of hundreds of letters A, which gives the column its width in
/// templates to 2.03a.
pub fn is_end(text: &str) -> bool {
    let is_filler = text.len() > 100 && text.bytes().all(|byte| byte == b'A');
    text.trim_start().starts_with('\u{a9}') || is_filler
}
