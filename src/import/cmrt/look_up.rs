//! The list of smelters that a workbook brings along.

use std::collections::BTreeMap;

use super::super::list::Gathered;
use super::identify::{Identity, Renamed};
use super::notes::Notes;
use crate::cmrt::{Col, Layout, ListColumn, ListSheet, column_of_heading, metal};
use crate::domain::cmrt::{OddityKind, SmelterColumn};
use crate::domain::{Cid, ListBody, Place};
use crate::import::ImportError;
use crate::import::book::{self, Book, Bounds, CellValue, Sheet};

/// The list's rows; the official ones have fewer than 700.
const MOST_ROWS: u32 = 20_000;
/// The columns that are looked at where the list is looked for.
const WIDEST: u32 = 24;
/// The heading stands within so many rows of the top.
const DEEPEST: u32 = 20;
/// Fewer facilities are no list.
const FEWEST: usize = 2;
/// Sheets that are looked through.
const MOST_SHEETS: usize = 40;

/// The columns of a list.
type Columns = BTreeMap<ListColumn, Col>;

/// Reads the list: from the sheets that the version has for it, else from the one in which its headings, or its metals
/// and IDs, stand. None when the version or the workbook has none with CIDs; says when it is missing.
pub fn read(
    book: &mut Book<'_>,
    identity: &Identity,
    layout: &Layout,
    notes: &mut Notes,
) -> Result<Option<ListBody>, ImportError> {
    let Some(wanted) = layout.look_up else { return Ok(None) };
    let mut gathered = Gathered::default();
    let mut name = String::new();
    for wanted in &wanted.sheets {
        let Some(found) = book.find(&wanted.sheet).map(|sheet| sheet.name.clone()) else { continue };
        let last_col = wanted.columns.values().map(|col| u32::from(col.0)).max().unwrap_or(1);
        let sheet = book.read(&found, Bounds::to(MOST_ROWS, last_col))?;
        take(&sheet, &wanted.columns, &mut gathered);
        if name.is_empty() {
            name = found;
        }
    }
    let entries = gathered.entries();
    if !entries.is_empty() {
        return Ok(Some(ListBody { sheet: name, entries }));
    }
    let first = wanted.sheets.first();
    let found = first.and_then(|usual| look_for(book, identity, usual));
    note(found.as_ref(), first.map_or("", |sheet| sheet.sheet.as_str()), notes);
    Ok(found)
}

/// Says where the list was found, or that it is missing.
fn note(found: Option<&ListBody>, wanted: &str, notes: &mut Notes) {
    match found {
        None => notes.add(OddityKind::LookUpMissing, Place::File, wanted.to_owned()),
        Some(list) if list.sheet.trim().eq_ignore_ascii_case(wanted) => {
            let place = Place::Cell(list.sheet.clone(), "A1".to_owned());
            notes.add(OddityKind::ReadByLabels, place, String::new());
        }
        Some(list) => {
            Renamed { wanted: wanted.to_owned(), found: list.sheet.clone() }.note(notes);
        }
    }
}

/// The longest list in any of the other sheets. One that cannot be read is passed over: it would have been found by its
/// name.
fn look_for(book: &mut Book<'_>, identity: &Identity, usual: &ListSheet) -> Option<ListBody> {
    let names: Vec<String> = book.sheets().iter().take(MOST_SHEETS).map(|sheet| sheet.name.clone()).collect();
    let others = names
        .into_iter()
        .filter(|name| *name != identity.declaration.name() && Some(name) != identity.smelters.as_ref());
    let mut best: Option<ListBody> = None;
    for name in others {
        let Ok(sheet) = book.read(&name, Bounds::to(MOST_ROWS, WIDEST)) else { continue };
        let Some(columns) = headed(&sheet).or_else(|| by_content(&sheet, &usual.columns)) else { continue };
        let mut gathered = Gathered::default();
        take(&sheet, &columns, &mut gathered);
        let list = ListBody { sheet: name, entries: gathered.entries() };
        let held = best.as_ref().map_or(FEWEST - 1, |best| best.entries.len());
        if list.entries.len() > held {
            best = Some(list);
        }
    }
    best
}

/// The columns by their headings, which name metal, ID and a name.
fn headed(sheet: &Sheet) -> Option<Columns> {
    let of_row = |row: u32| {
        let mut columns = Columns::new();
        for cell in sheet.row(row) {
            let column = cell.value.text().and_then(column_of_heading).and_then(of_list);
            if let Some(column) = column {
                columns.entry(column).or_insert(Col(cell.col));
            }
        }
        let has = |column: ListColumn| columns.contains_key(&column);
        let named = has(ListColumn::Alias) || has(ListColumn::Name);
        (named && has(ListColumn::Metal) && has(ListColumn::Cid)).then_some(columns)
    };
    (1..=DEEPEST).find_map(of_row)
}

/// What a heading that the smelter list has too names in this one.
fn of_list(column: SmelterColumn) -> Option<ListColumn> {
    let names = [
        (SmelterColumn::Metal, ListColumn::Metal),
        (SmelterColumn::LookUp, ListColumn::Alias),
        (SmelterColumn::Name, ListColumn::Name),
        (SmelterColumn::Country, ListColumn::Country),
        (SmelterColumn::Id, ListColumn::Cid),
        (SmelterColumn::City, ListColumn::City),
        (SmelterColumn::State, ListColumn::State),
    ];
    names.into_iter().find(|(of_list, _)| *of_list == column).map(|(_, column)| column)
}

/// The columns by their content: metals and IDs tell where they are; of what the version has between them, as many
/// columns that are filled, in its order; what stands outside of them is as far from its place as they are.
fn by_content(sheet: &Sheet, usual: &Columns) -> Option<Columns> {
    let (cids, metals) =
        (counts(sheet, |text| Cid::parse(text).is_ok()), counts(sheet, |text| metal(text).is_some()));
    let (cid, rows) = most(&cids)?;
    let (of_metals, _) = most(&metals)?;
    let usual_of = |column| usual.get(&column).map(|col| col.0);
    let (usual_cid, usual_metal) = (usual_of(ListColumn::Cid)?, usual_of(ListColumn::Metal)?);
    let is_between = |col: u16, first: u16, last: u16| first < col && col < last;
    let filled = counts(sheet, |text| !text.trim().is_empty());
    let filled =
        filled.into_iter().filter(|(col, count)| is_between(*col, of_metals, cid) && *count * 2 > rows);
    let filled: Vec<u16> = filled.map(|(col, _)| col).collect();
    let mut between: Vec<(Col, ListColumn)> = usual
        .iter()
        .filter(|(_, col)| is_between(col.0, usual_metal, usual_cid))
        .map(|(column, col)| (*col, *column))
        .collect();
    between.sort_unstable();
    let beyond = usual.iter().filter(|(_, col)| col.0 > usual_cid);
    let beyond =
        beyond.filter_map(|(column, col)| Some((*column, Col((col.0 + cid).checked_sub(usual_cid)?))));
    let own = [(ListColumn::Metal, Col(of_metals)), (ListColumn::Cid, Col(cid))];
    let named = between.iter().zip(&filled).map(|((_, column), col)| (*column, Col(*col)));
    (between.len() == filled.len()).then(|| own.into_iter().chain(named).chain(beyond).collect())
}

/// How many texts of each column pass.
fn counts(sheet: &Sheet, is_it: impl Fn(&str) -> bool) -> BTreeMap<u16, usize> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for cell in sheet.cells().iter().filter(|cell| cell.value.text().is_some_and(&is_it)) {
        *counts.entry(cell.col).or_default() += 1;
    }
    counts
}

/// The column with most of them, the first of several, when they are enough for a list.
fn most(counts: &BTreeMap<u16, usize>) -> Option<(u16, usize)> {
    let most = counts.iter().max_by_key(|(col, count)| (**count, std::cmp::Reverse(**col)));
    most.filter(|(_, count)| **count >= FEWEST).map(|(col, count)| (*col, *count))
}

fn take(sheet: &Sheet, columns: &Columns, gathered: &mut Gathered) {
    for (row, cells) in sheet.rows() {
        let text = |column: ListColumn| {
            let col = columns.get(&column)?.0;
            cells
                .iter()
                .find(|cell| cell.col == col)
                .or_else(|| sheet.merged_with(row, col))
                .and_then(text_of)
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
