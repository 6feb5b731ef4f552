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
use crate::import::book::{self, Book, BookError, Bounds, CellValue, Sheet, limits};

/// The last column that is read: 1.00 has X, and others may have been put in.
const WIDEST: u32 = 34;
/// So many rows below the end of a list are read of a sheet with very many cells.
const ROOM: u32 = 2_000;

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
    let (sheet, cut) = whole_or_first(book, name, layout)?;
    if let Some(row) = cut {
        notes.cell(OddityKind::NotReadFurther, sheet.name(), CellAddress::new(row, 1), "");
    }
    let table = heading::table(&sheet, layout);
    note_sheet(&sheet, &table, layout, notes);
    let texts = Texts { sheet: &sheet, date1904: book.date1904(), notes };
    // Older templates have tables of their own below the list.
    let any_below = layout.version >= Version::new(300);
    let rows = Reader::new(texts, &table, look_up).rows(any_below);
    Ok(SmelterList { sheet: sheet.name().to_owned(), columns: letters(&table.columns), rows })
}

/// The sheet to its last row, however deep; of one with more cells than are read, the rows to some below the list, with the first row
/// that was not read.
fn whole_or_first(
    book: &mut Book<'_>,
    name: &str,
    layout: &Layout,
) -> Result<(Sheet, Option<u32>), BookError> {
    match book.read(name, Bounds::to(limits::ROWS, WIDEST)) {
        Err(BookError::TooLarge { .. }) => {
            let last = layout.smelters.last.saturating_add(ROOM);
            Ok((book.read(name, Bounds::to(last, WIDEST))?, Some(last + 1)))
        }
        read => Ok((read?, None)),
    }
}

fn letters(columns: &BTreeMap<SmelterColumn, Col>) -> BTreeMap<SmelterColumn, String> {
    columns.iter().map(|(column, col)| (*column, col.to_string())).collect()
}

/// Says when the sheet names another version, and when the list was moved.
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

    /// The rows of the list, and those below its end that declare something: any that names a smelter, or, where a
    /// template has other tables there, only those with a metal.
    fn rows(mut self, any_below: bool) -> Vec<DeclaredRow> {
        let (first, last, sheet) = (self.table.first, self.table.last, self.texts.sheet);
        let mut found = Vec::new();
        for (row, cells) in sheet.rows().filter(|(row, _)| *row >= first) {
            if row > last {
                let Some(col) = self.declares(cells, any_below) else { continue };
                let cell = CellAddress::new(row, col);
                self.texts.notes.cell(OddityKind::RowsBeyondEnd, sheet.name(), cell, "");
            }
            found.extend(self.row(row, cells));
        }
        found
    }

    /// The first column of a row below the list's end that declares a smelter, if it does: it has a metal, an ID or a
    /// name, and is not the line that ends the list.
    fn declares(&self, cells: &[book::BookCell], any: bool) -> Option<u16> {
        let column = |cell: &book::BookCell| self.of_sheet.get(usize::from(cell.col)).copied().flatten();
        let own = cells.iter().filter(|cell| holds(cell));
        let own: Vec<(SmelterColumn, String)> =
            own.filter_map(|cell| Some((column(cell)?, cell.value.to_string()))).collect();
        let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
        let says = |(at, text): &(SmelterColumn, String)| {
            let is_name = [SmelterColumn::LookUp, SmelterColumn::Name].contains(at);
            let is_id = [SmelterColumn::Id, SmelterColumn::IdInput].contains(at) && has_digit(text);
            let is_metal = *at == SmelterColumn::Metal;
            (is_metal && cmrt::metal(text).is_some())
                || (any && (is_name || is_id || (is_metal && own.len() > 1)))
        };
        let is_end = own.iter().any(|(_, text)| heading::is_end(text));
        let first = || cells.iter().find(|cell| column(cell).is_some() && holds(cell)).map(|cell| cell.col);
        (!is_end && own.iter().any(says)).then(first).flatten()
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
        self.merged(&mut slots, row);
        let filled = self.fill(&mut slots, row);
        declared(row, slots, filled)
    }

    /// What stands in merged cells holds for every row that they span.
    fn merged(&mut self, slots: &mut Slots, row: u32) {
        let columns = &self.table.columns;
        for (column, col) in columns {
            let Some(slot) = slots.get_mut(*column as usize).filter(|slot| slot.is_empty()) else { continue };
            if let Some(cell) = self.texts.sheet.merged_with(row, col.0) {
                *slot = self.texts.text(cell).into();
            }
        }
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
