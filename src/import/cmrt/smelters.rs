//! The declared rows.

use std::collections::{BTreeMap, HashMap};

use super::heading::{self, SmelterTable};
use super::identify::Identity;
use super::notes::{Notes, Texts};
use super::version;
use crate::cmrt::{self, Col, Layout};
use crate::domain::cmrt::{CellAddress, DeclaredRow, OddityKind, SmelterColumn, Version};
use crate::domain::{Cid, ListBody, ListEntry, Metal, Place};
use crate::import::ImportError;
use crate::import::book::{self, Book, Bounds, CellValue, Sheet};

/// The smelter list.
#[derive(Debug, Default)]
pub struct SmelterList {
    /// The sheet's name.
    pub sheet: String,
    /// The letters of its columns.
    pub columns: BTreeMap<SmelterColumn, String>,
    pub rows: Vec<DeclaredRow>,
}

/// Reads the smelter list; an empty one, with a note, when the workbook has none.
pub fn read(
    book: &mut Book<'_>,
    identity: &Identity,
    layout: &Layout,
    look_up: Option<&ListBody>,
    notes: &mut Notes,
) -> Result<SmelterList, ImportError> {
    let Some(name) = &identity.smelters else {
        notes.add(OddityKind::SheetMissing, Place::File, layout.smelters.sheet.clone());
        let columns = letters(&layout.smelters.columns);
        return Ok(SmelterList { sheet: layout.smelters.sheet.clone(), columns, rows: Vec::new() });
    };
    let last = layout.smelters.last.saturating_add(heading::ROOM);
    let sheet = book.read(name, Bounds::to(last, 24))?;
    let table = heading::table(&sheet, layout);
    note_sheet(&sheet, &table, layout, notes);
    let texts = Texts { sheet: &sheet, date1904: book.date1904(), notes };
    let rows = Reader::new(texts, &table, look_up).rows();
    Ok(SmelterList { sheet: sheet.name().to_owned(), columns: letters(&table.columns), rows })
}

fn letters(columns: &BTreeMap<SmelterColumn, Col>) -> BTreeMap<SmelterColumn, String> {
    columns.iter().map(|(column, col)| (*column, col.to_string())).collect()
}

/// Says when the sheet names another version, when the list was moved, and when it goes on below its end.
fn note_sheet(sheet: &Sheet, table: &SmelterTable, layout: &Layout, notes: &mut Notes) {
    let place = |cell: &book::BookCell| {
        Place::Cell(sheet.name().to_owned(), CellAddress::new(cell.row, cell.col).to_string())
    };
    let stated = sheet.cells().iter().take_while(|cell| cell.row <= 3).filter_map(|cell| {
        let (_, version) = version::of_text(cell.value.text()?)?;
        Some((cell, version?))
    });
    for (cell, other) in stated.filter(|(_, other)| *other != layout.version) {
        let detail = format!("{other} here, {} in the heading", layout.version);
        notes.add(OddityKind::VersionsDiffer, place(cell), detail);
    }
    if table.moved {
        let row = table.first.saturating_sub(1);
        let place = Place::Cell(sheet.name().to_owned(), format!("A{row}"));
        notes.add(OddityKind::ReadByLabels, place, String::new());
    }
    // Older templates have tables of their own below the list.
    if layout.version >= Version::new(300) {
        note_rows_below(sheet, table, notes);
    }
}

fn note_rows_below(sheet: &Sheet, table: &SmelterTable, notes: &mut Notes) {
    let Some(col) = table.columns.get(&SmelterColumn::Metal) else { return };
    let below = sheet.cells().iter().filter(|cell| cell.row > table.last && cell.col == col.0);
    let below = below.filter(|cell| cell.value.text().and_then(cmrt::metal).is_some());
    for cell in below {
        notes.cell(OddityKind::RowsBeyondEnd, sheet.name(), CellAddress::new(cell.row, cell.col), "");
    }
}

/// Reads the rows of a list.
struct Reader<'a, 'n> {
    texts: Texts<'n>,
    table: &'a SmelterTable,
    of_sheet: Vec<Option<SmelterColumn>>,
    by_cid: HashMap<Cid, &'a ListEntry>,
}

/// The texts of a row by [`SmelterColumn`], while it is read.
type Slots = [Box<str>; SmelterColumn::ALL.len()];

impl<'a, 'n> Reader<'a, 'n> {
    fn new(texts: Texts<'n>, table: &'a SmelterTable, look_up: Option<&'a ListBody>) -> Self {
        let width = table.columns.values().map(|col| usize::from(col.0)).max().unwrap_or(0) + 1;
        let mut of_sheet = vec![None; width];
        for (column, col) in &table.columns {
            if let Some(slot) = of_sheet.get_mut(usize::from(col.0)) {
                *slot = Some(*column);
            }
        }
        let entries = look_up.map_or(&[][..], |list| &list.entries);
        Self { texts, table, of_sheet, by_cid: entries.iter().map(|entry| (entry.cid, entry)).collect() }
    }

    fn rows(mut self) -> Vec<DeclaredRow> {
        let (first, last, sheet) = (self.table.first, self.table.last, self.texts.sheet);
        let rows = sheet.rows().filter(|(row, _)| (first..=last).contains(row));
        rows.filter_map(|(row, cells)| self.row(row, cells)).collect()
    }

    /// The row, when any of its own columns holds something.
    fn row(&mut self, row: u32, cells: &[book::BookCell]) -> Option<DeclaredRow> {
        let own = |cell: &&book::BookCell| matches!(self.of_sheet.get(usize::from(cell.col)), Some(Some(_)));
        if !cells.iter().filter(own).any(holds) {
            return None;
        }
        let mut slots: Slots = Slots::default();
        for cell in cells {
            let Some(Some(column)) = self.of_sheet.get(usize::from(cell.col)).copied() else { continue };
            let text = self.texts.text(cell);
            if text.trim().is_empty() {
                continue;
            }
            if let Some(slot) = slots.get_mut(column as usize) {
                *slot = text.into();
            }
        }
        let filled = self.fill(&mut slots, row);
        declared(row, slots, filled)
    }

    /// Fills a row that has nothing but an ID in the column for it from the workbook's own list, as its formulas
    /// would have, had they been calculated.
    fn fill(&mut self, slots: &mut Slots, row: u32) -> bool {
        let held = |column: SmelterColumn, slots: &Slots| {
            slots.get(column as usize).is_some_and(|text| !text.is_empty())
        };
        let results = [
            SmelterColumn::Metal,
            SmelterColumn::LookUp,
            SmelterColumn::Name,
            SmelterColumn::Id,
            SmelterColumn::Country,
        ];
        if results.iter().any(|column| held(*column, slots)) {
            return false;
        }
        let typed = slots.get(SmelterColumn::IdInput as usize).and_then(|text| Cid::parse(text).ok());
        let Some(entry) = typed.and_then(|cid| self.by_cid.get(&cid).copied()) else { return false };
        let texts = [
            (SmelterColumn::Metal, entry.metal.name()),
            (SmelterColumn::LookUp, entry.name.as_str()),
            (SmelterColumn::Country, entry.country.as_str()),
            (SmelterColumn::Id, &entry.cid.to_string()),
            (SmelterColumn::City, entry.city.as_str()),
            (SmelterColumn::State, entry.state.as_str()),
        ];
        for (column, text) in texts {
            if let Some(slot) = slots.get_mut(column as usize).filter(|slot| slot.is_empty()) {
                *slot = text.into();
            }
        }
        let col = self.table.columns.get(&SmelterColumn::IdInput).map_or(1, |col| col.0);
        self.texts.notes.cell(
            OddityKind::NotCalculated,
            self.texts.sheet.name(),
            CellAddress::new(row, col),
            "",
        );
        true
    }
}

/// Whether a cell makes its row a declared one. Formulas without a value stand in every row of the list, calculated or
/// not; so do errors, where a deleted row was.
fn holds(cell: &book::BookCell) -> bool {
    match &cell.value {
        CellValue::Text(text) => !text.trim().is_empty(),
        CellValue::Number(number) | CellValue::Date(number) => *number != 0.0,
        CellValue::Bool(_) => !cell.formula,
        CellValue::Error(_) | CellValue::Unvalued => false,
    }
}

/// The row, its metal read and its blank end cut off; none when nothing is left.
fn declared(row: u32, mut slots: Slots, filled: bool) -> Option<DeclaredRow> {
    let metal: Option<Metal> = slots.get(SmelterColumn::Metal as usize).and_then(|text| cmrt::metal(text));
    if let Some(slot) =
        slots.get_mut(SmelterColumn::Metal as usize).filter(|slot| Some(&***slot) == metal.map(Metal::name))
    {
        *slot = Box::default();
    }
    let used = slots.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
    let cells: Vec<Box<str>> = slots.into_iter().take(used).collect();
    (metal.is_some() || !cells.is_empty()).then_some(DeclaredRow { row, metal, cells, filled })
}
