//! Where the smelter list of a workbook has its columns, and where it begins and ends.

use std::collections::BTreeMap;

use crate::cmrt::{Col, Layout, SmelterLayout, column_of_heading, metal};
use crate::domain::cmrt::{LayoutTrust, SmelterColumn};
use crate::import::book::{BookCell, Sheet};

/// The heading stands within so many rows of the top.
const DEEPEST: u32 = 20;
/// So many columns are headed at least in a row of headings.
const FEWEST: usize = 5;
/// How many rows can have been put into a list, or taken out of it, for its end to be looked for.
pub const ROOM: u32 = 700;

/// Where the list stands.
#[derive(Debug, PartialEq, Eq)]
pub struct SmelterTable {
    pub columns: BTreeMap<SmelterColumn, Col>,
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
    let mut columns = smelters.columns.clone();
    let headed = if layout.reading == LayoutTrust::Verified { None } else { headed(sheet, header) };
    let moved = shift != 0 || headed.as_ref().is_some_and(|headed| *headed != columns);
    columns = headed.unwrap_or(columns);
    let last = end(sheet, columns.get(&SmelterColumn::Metal).copied(), first, last);
    SmelterTable { last, columns, first, moved }
}

/// The row of the headings: the layout's, unless it holds none and another of the first rows does.
fn header(sheet: &Sheet, smelters: &SmelterLayout) -> u32 {
    let headings = |row: u32| {
        let texts = sheet.row(row).iter().filter_map(|cell| cell.value.text());
        let texts: Vec<&str> = texts.collect();
        if texts.iter().any(|text| metal(text).is_some()) { 0 } else { texts.len() }
    };
    if headings(smelters.header) >= FEWEST {
        return smelters.header;
    }
    let best = (1..=DEEPEST).rev().max_by_key(|row| headings(*row));
    best.filter(|row| headings(*row) >= FEWEST).unwrap_or(smelters.header)
}

/// The columns by their English headings, when the metal and enough others are headed so.
fn headed(sheet: &Sheet, header: u32) -> Option<BTreeMap<SmelterColumn, Col>> {
    let mut columns = BTreeMap::new();
    for cell in sheet.row(header) {
        if let Some(column) = cell.value.text().and_then(column_of_heading) {
            columns.entry(column).or_insert(Col(cell.col));
        }
    }
    let enough = columns.len() >= FEWEST && columns.contains_key(&SmelterColumn::Metal);
    enough.then_some(columns)
}

/// The last row: before the copyright or the filler that ends the list, wherever rows put in or taken out moved it;
/// else the layout's. A row with a metal ends nothing, nor does one far above the end: no row is lost to a stray text.
fn end(sheet: &Sheet, metals: Option<Col>, first: u32, last: u32) -> u32 {
    let near = first.max(last.saturating_sub(ROOM))..=last.saturating_add(ROOM);
    let ends = |text: &str| text.trim_start().starts_with('\u{a9}') || is_filler(text);
    let declares =
        |cell: &BookCell| metals == Some(Col(cell.col)) && cell.value.text().and_then(metal).is_some();
    let mut rows = sheet.rows().filter(|(row, _)| near.contains(row));
    let found = rows.find(|(_, cells)| {
        cells.iter().any(|cell| cell.value.text().is_some_and(ends)) && !cells.iter().any(declares)
    });
    found.map_or(last, |(row, _)| row.saturating_sub(1))
}

/// Templates to 2.03a have a cell of hundreds of letters A below the list, which gives the column its width.
fn is_filler(text: &str) -> bool {
    text.len() > 100 && text.bytes().all(|byte| byte == b'A')
}
