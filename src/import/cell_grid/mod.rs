//! A table of cells, wherever it came from, to facility rows.

mod carry;
mod heading;
mod layout;
mod marks;
mod row;
mod split;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use heading::{TableHeading, Under, metal_of_heading};
pub use layout::{GridLayout, is_header};
pub use marks::{footnote, plain, status_unmarked, unmarked};

use super::DraftRow;
use super::columns::FacilityColumn;
use super::merging::SourceLists;
use super::names::is_sentence;
use super::table_words::WORDS;
use crate::domain::{Metal, Place, Status};
use layout::GridSegment;
use row::RowReader;

/// So many rows not taken, and so many remarks, are kept.
const MOST_NOTES: usize = 10_000;

/// The marks of footnotes that cells bear, by the row's number and the column's index.
pub type CellMarks = BTreeMap<(u32, usize), Vec<String>>;

/// A table of cells.
#[derive(Debug, Clone, Default)]
pub struct CellGrid {
    /// The sheet or table in which it stands; none for text, where a row is a line.
    pub label: Option<String>,
    /// Its rows, each with its number (from 1) in the file or sheet.
    pub rows: Vec<(u32, Vec<String>)>,
    /// The marks that were taken off its cells.
    pub marks: CellMarks,
    /// For a part of a table, the index that each column has in the whole; empty for a whole table.
    pub columns: Vec<usize>,
    /// The metal that the table's caption names, for tables without a metal column.
    pub metal: Option<Metal>,
    /// The status that the caption names.
    pub status: Option<Status>,
    /// The numbers of rows that are one cell over several columns.
    pub spanning: BTreeSet<u32>,
    /// Whether its columns are known to hold names.
    pub names_only: bool,
    /// Whether it stands in a document, where names bear marks of footnotes.
    pub is_document: bool,
    /// Whether there were more rows or cells than are read.
    pub cut: bool,
}

/// What a grid was read as.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct GridReading {
    /// Its facilities.
    pub rows: Vec<DraftRow>,
    /// Headers as written, and what each was taken for.
    pub columns: Vec<(String, String)>,
    /// Rows that were not taken, and why.
    pub skipped: Vec<(Place, String)>,
    /// What else is to be said.
    pub remarks: Vec<(Place, String)>,
    /// The places of the names that bear a mark of a footnote, by mark.
    pub marked: BTreeMap<String, Vec<Place>>,
    /// The same of statuses.
    pub status_marked: BTreeMap<String, Vec<Place>>,
    /// The notes among its rows, as written.
    pub notes: Vec<String>,
    /// The status that headings say of what follows the last row.
    pub status_at_end: Option<Status>,
}

impl CellGrid {
    /// Reads the facilities; `None` when the table is no list of facilities.
    pub fn read(&self) -> Option<GridReading> {
        let parts = self.parts();
        let segments: Vec<Vec<GridSegment>> = parts.iter().map(|part| part.segments()).collect();
        let is_list = segments.iter().flatten().any(|segment| segment.layout.is_some());
        is_list.then(|| {
            let mut reader = GridReader::default();
            parts.iter().zip(&segments).for_each(|(part, segments)| reader.part(part, segments));
            reader.finish(self.cut)
        })
    }

    /// Reads the facilities by a layout that is known.
    pub fn read_as(&self, layout: &GridLayout) -> GridReading {
        let header = layout.first.checked_sub(1).filter(|_| !layout.header.is_empty());
        let mut reader = GridReader::default();
        reader.part(self, &[GridSegment { header, layout: Some(layout.clone()) }]);
        reader.finish(self.cut)
    }

    /// The place of a row's first cell; of the whole file when there is no such row.
    fn place_of_row(&self, index: usize) -> Place {
        self.rows.get(index).map_or(Place::File, |(number, _)| self.place(*number, 0))
    }

    /// The place of a cell: `column` from 0.
    pub fn place(&self, row: u32, column: usize) -> Place {
        let column = self.columns.get(column).copied().unwrap_or(column);
        match &self.label {
            Some(label) => Place::Cell(label.clone(), format!("{}{row}", letters(column))),
            None => Place::Line(row, u32::try_from(column + 1).unwrap_or(0)),
        }
    }
}

impl GridReading {
    /// Takes another table's reading behind its own.
    pub fn append(&mut self, more: Self) {
        let mut columns = ColumnsTold::from(std::mem::take(&mut self.columns));
        columns.extend(more.columns);
        self.columns = columns.told;
        self.rows.extend(more.rows);
        self.skipped.extend(more.skipped);
        self.remarks.extend(more.remarks);
        self.notes.extend(more.notes);
        for (mark, places) in more.marked {
            self.marked.entry(mark).or_default().extend(places);
        }
        for (mark, places) in more.status_marked {
            self.status_marked.entry(mark).or_default().extend(places);
        }
    }
}

/// Headers as written with what each was taken for, each pair once, in the order in which they come.
#[derive(Debug, Default)]
pub struct ColumnsTold {
    pub told: Vec<(String, String)>,
    known: HashSet<(String, String)>,
}

impl ColumnsTold {
    /// Takes the columns of one more table.
    pub fn extend(&mut self, columns: Vec<(String, String)>) {
        let Self { told, known } = self;
        // Those of one header are told as they stand there.
        let new: Vec<(String, String)> = columns.into_iter().filter(|pair| !known.contains(pair)).collect();
        known.extend(new.iter().cloned());
        told.extend(new);
    }
}

impl From<Vec<(String, String)>> for ColumnsTold {
    fn from(told: Vec<(String, String)>) -> Self {
        let known = told.iter().cloned().collect();
        Self { told, known }
    }
}

/// Reads the parts of a table one after another.
#[derive(Default)]
struct GridReader {
    lists: SourceLists,
    columns: ColumnsTold,
    skipped: GridNotes,
    remarks: GridNotes,
    marked: BTreeMap<String, Vec<Place>>,
    status_marked: BTreeMap<String, Vec<Place>>,
    notes: Vec<String>,
    under: Under,
}

impl GridReader {
    fn part(&mut self, grid: &CellGrid, segments: &[GridSegment]) {
        // Where a column has the metals, one that stands above the table counts as a cell of it would.
        let layouts = || segments.iter().filter_map(|segment| segment.layout.as_ref());
        let has_own = layouts().any(|layout| layout.has(FacilityColumn::Metal));
        self.under = Under::new(grid.metal.filter(|_| !has_own), grid.status);
        let headers: Vec<usize> = segments.iter().filter_map(|segment| segment.header).collect();
        let ends = headers.iter().copied().chain([grid.rows.len()]);
        let above = segments.first().filter(|segment| segment.header.is_none());
        self.rows(grid, above.and_then(|segment| segment.layout.as_ref()), 0, headers.first().copied());
        let with_header = segments.iter().filter(|segment| segment.header.is_some());
        for (segment, end) in with_header.zip(ends.skip(1)) {
            let first = segment.header.map_or(0, |at| at + 1);
            self.rows(grid, segment.layout.as_ref(), first, Some(end));
        }
    }

    /// Reads the rows from `first` to `end` by a layout; without one, only their headings count.
    fn rows(&mut self, grid: &CellGrid, layout: Option<&GridLayout>, first: usize, end: Option<usize>) {
        let end = end.unwrap_or(grid.rows.len());
        if let Some(layout) = layout {
            self.begin(grid, layout, first);
        }
        let carried = layout.map(|layout| carry::metals_below(grid, layout, first, end)).unwrap_or_default();
        for (index, (number, cells)) in grid.rows.iter().enumerate().take(end).skip(first) {
            if cells.iter().all(String::is_empty) || layout.is_some_and(|layout| layout.header == *cells) {
                continue;
            }
            if let Some(found) = heading(cells) {
                self.under.take(&found);
            } else if let Some(layout) = layout {
                let row = RowReader::new(grid, layout, *number, cells);
                self.row(row, carried.get(&index).copied());
            }
        }
    }

    fn begin(&mut self, grid: &CellGrid, layout: &GridLayout, first: usize) {
        self.columns.extend(layout.preview());
        self.lists.begin(layout.columns.clone());
        if let Some(metal) = layout.metal {
            self.under.take(&TableHeading { metals: vec![metal], status: None });
        }
        if !layout.has(FacilityColumn::Name) && first < grid.rows.len() {
            let why = "no column holds names; the facilities are known by their CIDs alone";
            self.remarks.push((grid.place_of_row(first), why.to_owned()));
        }
    }

    fn row(&mut self, mut row: RowReader<'_>, carried: Option<Metal>) {
        if let Some((place, note, why)) = row.note() {
            if row.may_head() && self.under.lose_status() {
                let why =
                    "the heading above these rows is not understood; no status is taken from one above it";
                self.remarks.push((place.clone(), why.to_owned()));
            }
            self.notes.push(note);
            self.skipped.push((place, why.to_owned()));
            return;
        }
        let facilities = row.read(&self.under, carried);
        if facilities.is_empty() {
            self.lose_status(&row);
            row.reason().into_iter().for_each(|reason| self.skipped.push(reason));
            return;
        }
        for (mark, place) in row.marks() {
            self.marked.entry(mark).or_default().push(place);
        }
        for (mark, place) in row.status_marks() {
            self.status_marked.entry(mark).or_default().push(place);
        }
        row.into_remarks().into_iter().for_each(|remark| self.remarks.push(remark));
        facilities.into_iter().for_each(|facility| self.lists.push(facility));
    }

    /// Takes no status from a heading above any more, where a row may be a heading that nobody understands.
    fn lose_status(&mut self, row: &RowReader<'_>) {
        if row.may_head() && self.under.lose_status() {
            let why = "this may be a heading and is not understood; no status is taken from the one above it any more";
            self.remarks.push((row.start(), why.to_owned()));
        }
    }

    fn finish(mut self, cut: bool) -> GridReading {
        self.lists.remarks().into_iter().for_each(|remark| self.remarks.push(remark));
        let left_out =
            [(self.skipped.left_out, "rows were not taken"), (self.remarks.left_out, "remarks are left out")];
        let mut remarks = self.remarks.kept;
        if cut {
            let why = "the table is longer than any list of facilities; its end was not read";
            remarks.push((Place::File, why.to_owned()));
        }
        let left_out = left_out.into_iter().filter(|(more, _)| *more > 0);
        remarks.extend(left_out.map(|(more, what)| (Place::File, format!("{more} more {what}"))));
        GridReading {
            rows: self.lists.into_rows(),
            columns: self.columns.told,
            skipped: self.skipped.kept,
            remarks,
            marked: self.marked,
            status_marked: self.status_marked,
            notes: self.notes,
            status_at_end: self.under.status,
        }
    }
}

/// What is to be said of rows, as far as there is room.
#[derive(Default)]
struct GridNotes {
    kept: Vec<(Place, String)>,
    left_out: usize,
}

impl GridNotes {
    fn push(&mut self, note: (Place, String)) {
        if self.kept.len() < MOST_NOTES {
            self.kept.push(note);
        } else {
            self.left_out += 1;
        }
    }
}

/// The metals that a cell names, in English or in a language of the CMRT, by name, symbol or ore; none when it says anything else.
fn metals(text: &str) -> Vec<Metal> {
    let english = Metal::parse_all(text);
    if english.is_empty() { crate::cmrt::metal(text).into_iter().collect() } else { english }
}

/// The heading that a row is: nothing but a metal or a status in it, once or in every cell.
fn heading(cells: &[String]) -> Option<TableHeading> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let cell = filled.next()?;
    filled.all(|other| other == cell).then(|| TableHeading::of(&unmarked(cell, true).0)).flatten()
}

/// Whether a text is a note rather than a facility: a footnote, or a sentence, or what begins as one.
pub fn is_note(text: &str) -> bool {
    footnote(text).is_some() || is_sentence(text) || WORDS.begins_note(text)
}

/// The letters of a column as a sheet names it: 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_sheet() {
        let all = [0, 1, 25, 26, 27, 701, 702].map(letters);
        assert_eq!(all, ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
