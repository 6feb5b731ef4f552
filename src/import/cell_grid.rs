//! A table of cells, wherever it came from, to facility rows.

use super::columns::{self, FacilityColumn};
use super::names::{no_name, not_a_name};
use super::{DraftClaim, DraftRow, unknown_status};
use crate::domain::{Cid, CountryValue, Metal, Place, Status, Value};
use crate::text::{clean, fold};

/// A header stands within so many rows of the top.
const DEEPEST_HEADER: usize = 60;
/// Rows that are looked at to tell columns by their content.
const SAMPLE: usize = 200;
/// Longer cells are no names, but a quotation mark that was never closed, or prose. In bytes.
const LONGEST_CELL: usize = 1_000;
/// So many rows not taken, and so many remarks, are kept.
const MOST_NOTES: usize = 10_000;

/// A table of cells.
#[derive(Debug, Default)]
pub struct CellGrid {
    /// The sheet or table in which it stands; none for text, where a row is a line.
    pub label: Option<String>,
    /// Its rows, each with its number (from 1) in the file or sheet.
    pub rows: Vec<(u32, Vec<String>)>,
    /// The metal that the table's caption names, for tables without a metal column.
    pub metal: Option<Metal>,
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
}

/// Which column is which, and where the rows begin.
#[derive(Debug, PartialEq, Eq)]
pub struct GridLayout {
    pub columns: Vec<FacilityColumn>,
    /// The header as written; empty when there is none.
    pub header: Vec<String>,
    /// The index of the first row below the header.
    pub first: usize,
}

impl CellGrid {
    /// Finds out which column is which; `None` when the table is no list of facilities.
    pub fn layout(&self) -> Option<GridLayout> {
        let candidates = self.rows.iter().take(DEEPEST_HEADER).enumerate();
        let header = candidates
            .filter_map(|(at, (_, cells))| Some((at, cells, columns::of_header_row(cells)?)))
            .max_by_key(|(at, _, columns)| (of_use(columns), std::cmp::Reverse(*at)));
        let (first, header, mut columns) = match header {
            Some((at, cells, columns)) => (at + 1, cells.clone(), columns),
            None => (0, Vec::new(), Vec::new()),
        };
        let sample: Vec<&[String]> =
            self.rows.iter().skip(first).take(SAMPLE).map(|(_, cells)| cells.as_slice()).collect();
        let settled = columns::settle_name(&mut columns, &header, &sample);
        columns::by_content(&mut columns, &sample);
        let has = |column: FacilityColumn| columns.contains(&column);
        let metal = has(FacilityColumn::Metal) || self.metal.is_some() || self.has_heading();
        let more = has(FacilityColumn::Country)
            || has(FacilityColumn::Status)
            || has(FacilityColumn::Cid)
            || !header.is_empty();
        let named = (settled && has(FacilityColumn::Name)) || has(FacilityColumn::Cid);
        (metal && named && more).then_some(GridLayout { columns, header, first })
    }

    fn has_heading(&self) -> bool {
        self.rows.iter().any(|(_, cells)| heading(cells).is_some())
    }

    /// Reads the facilities; `None` when the table is no list of facilities.
    pub fn read(&self) -> Option<GridReading> {
        self.layout().map(|layout| self.read_as(&layout))
    }

    /// Reads the facilities by a layout that is known.
    pub fn read_as(&self, layout: &GridLayout) -> GridReading {
        let mut reading = GridReading { columns: layout.preview(), ..GridReading::default() };
        let mut metal = self.metal;
        let (mut skipped, mut remarks) = (Notes::default(), Notes::default());
        if !layout.columns.contains(&FacilityColumn::Name) {
            let why = "no column holds names; the facilities are known by their CIDs alone";
            remarks.push((self.place_of_row(layout.first), why.to_owned()));
        }
        for (number, cells) in self.rows.iter().skip(layout.first) {
            if cells.iter().all(String::is_empty) || columns::of_header_row(cells).is_some() {
                continue;
            }
            if let Some(found) = heading(cells) {
                metal = Some(found);
                continue;
            }
            let mut row = RowReader { grid: self, layout, number: *number, cells, remarks: Vec::new() };
            match row.read(metal) {
                Some(facility) => {
                    reading.rows.push(facility);
                    row.remarks.into_iter().for_each(|remark| remarks.push(remark));
                }
                None => row.reason().into_iter().for_each(|reason| skipped.push(reason)),
            }
        }
        let left_out =
            [(skipped.left_out, "rows were not taken"), (remarks.left_out, "remarks are left out")];
        reading.skipped = skipped.kept;
        reading.remarks = remarks.kept;
        if self.cut {
            let why = "the table is longer than any list of facilities; its end was not read";
            reading.remarks.push((Place::File, why.to_owned()));
        }
        let left_out = left_out.into_iter().filter(|(more, _)| *more > 0);
        reading.remarks.extend(left_out.map(|(more, what)| (Place::File, format!("{more} more {what}"))));
        reading
    }

    /// The place of a row's first cell; of the whole file when there is no such row.
    fn place_of_row(&self, index: usize) -> Place {
        self.rows.get(index).map_or(Place::File, |(number, _)| self.place(*number, 0))
    }

    /// The place of a cell: `column` from 0.
    pub fn place(&self, row: u32, column: usize) -> Place {
        match &self.label {
            Some(label) => Place::Cell(label.clone(), format!("{}{row}", letters(column))),
            None => Place::Line(row, u32::try_from(column + 1).unwrap_or(0)),
        }
    }
}

/// What is to be said of rows, as far as there is room.
#[derive(Default)]
struct Notes {
    kept: Vec<(Place, String)>,
    left_out: usize,
}

impl Notes {
    fn push(&mut self, note: (Place, String)) {
        if self.kept.len() < MOST_NOTES {
            self.kept.push(note);
        } else {
            self.left_out += 1;
        }
    }
}

fn of_use(columns: &[FacilityColumn]) -> usize {
    columns
        .iter()
        .filter(|column| !matches!(column, FacilityColumn::Passed | FacilityColumn::Unknown))
        .count()
}

/// Whether a cell of several lines has a line that begins like a row, with a metal or a CID.
fn swallows_rows(cell: &str) -> bool {
    cell.lines().skip(1).any(|line| {
        let first = line.split([',', ';', '\t', '|']).next().unwrap_or("");
        first.len() < line.len() && (Metal::parse(first).is_some() || Cid::parse(first).is_ok())
    })
}

/// The metal of a row that has nothing in it but a heading of a metal.
fn heading(cells: &[String]) -> Option<Metal> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let cell = filled.next()?;
    let only = filled.next().is_none();
    let folded = || fold(cell);
    let plain = || folded().split(' ').all(|word| Metal::parse(word).is_some() || is_heading_word(word));
    metal_of_heading(cell).filter(|_| only && plain())
}

/// Words that stand beside a metal in the heading of its facilities, and in no facility's name alone.
fn is_heading_word(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "smelter",
        "smelters",
        "refiner",
        "refiners",
        "refineries",
        "facilities",
        "processors",
        "and",
        "or",
        "list",
        "of",
        "table",
        "continued",
        "cont",
        "the",
        "metal",
    ];
    WORDS.contains(&word) || word.bytes().all(|b| b.is_ascii_digit())
}

/// The one metal that a short text names in full ("Table 2: Tin smelters").
pub fn metal_of_heading(text: &str) -> Option<Metal> {
    if text.len() > 120 {
        return None;
    }
    let folded = fold(text);
    let mut named = folded.split(' ').filter(|word| word.len() > 2).filter_map(Metal::parse);
    let metal = named.next()?;
    named.all(|other| other == metal).then_some(metal)
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

impl GridLayout {
    /// Whether one of the columns is this one.
    pub fn has(&self, column: FacilityColumn) -> bool {
        self.columns.contains(&column)
    }

    /// The same columns for a table that goes on without a header of its own.
    pub fn below(&self) -> Self {
        Self { columns: self.columns.clone(), header: Vec::new(), first: 0 }
    }

    fn preview(&self) -> Vec<(String, String)> {
        let columns = self.columns.iter().enumerate();
        let shown = columns.filter_map(|(at, column)| {
            let written = self.header.get(at).map(|header| clean(header)).filter(|header| !header.is_empty());
            let unnamed = || (of_use(&[*column]) > 0).then(|| format!("column {}", letters(at)));
            Some((written.or_else(unnamed)?, column.taken_for().to_owned()))
        });
        shown.collect()
    }
}

/// Reads one row.
struct RowReader<'a> {
    grid: &'a CellGrid,
    layout: &'a GridLayout,
    number: u32,
    cells: &'a [String],
    remarks: Vec<(Place, String)>,
}

impl RowReader<'_> {
    /// A column's cell, cleaned, with its place; `None` when it is empty.
    fn cell(&mut self, column: FacilityColumn) -> Option<(String, Place)> {
        let at = self.layout.columns.iter().position(|other| *other == column)?;
        let place = self.grid.place(self.number, at);
        let cell = self.cells.get(at)?;
        if cell.len() > LONGEST_CELL || swallows_rows(cell) {
            let why = "this cell runs on into what follows it (is a quotation mark left open?)";
            self.remarks.push((place, why.to_owned()));
            return None;
        }
        let text = clean(cell);
        (!text.is_empty()).then_some((text, place))
    }

    fn remark(&mut self, place: Place, why: String) {
        self.remarks.push((place, why));
    }

    /// The facility of the row; `None`, with a remark, when it has no metal, or neither name nor CID.
    fn read(&mut self, heading: Option<Metal>) -> Option<DraftRow> {
        let start = self.grid.place(self.number, 0);
        let mut claims = Vec::new();
        self.name(&mut claims);
        self.cid(&mut claims);
        if claims.is_empty() {
            self.remark(start, "this row has neither a name nor a CID".to_owned());
            return None;
        }
        self.remark_missing_name(&claims);
        let metal = match self.cell(FacilityColumn::Metal) {
            Some((written, place)) => Metal::asked(&written).or_else(|| {
                self.remark(place, format!("\u{201c}{written}\u{201d} is none of the four metals"));
                None
            })?,
            None => heading.or_else(|| {
                self.remark(start, "this row has no metal".to_owned());
                None
            })?,
        };
        self.others(&mut claims);
        Some(DraftRow { metal, claims })
    }

    /// Why the row was not taken: all that was remarked, at the first place of it.
    fn reason(self) -> Option<(Place, String)> {
        let words: Vec<&str> = self.remarks.iter().map(|(_, why)| why.as_str()).collect();
        let words = words.join("; ");
        self.remarks.into_iter().next().map(|(place, _)| (place, words))
    }

    fn name(&mut self, claims: &mut Vec<DraftClaim>) {
        if let Some((name, place)) = self.cell(FacilityColumn::Name) {
            match not_a_name(&name) {
                Some(why) => self.remark(place, no_name(&name, why)),
                None => claims.push(DraftClaim::stated(Value::Name(name), place)),
            }
        }
    }

    /// Says that a row with a CID has no name, where it could have one and nothing was said of it yet.
    fn remark_missing_name(&mut self, claims: &[DraftClaim]) {
        let named = claims.iter().any(|claim| claim.value.as_name().is_some());
        let at = self.layout.columns.iter().position(|column| *column == FacilityColumn::Name);
        if let Some(at) = at.filter(|_| !named) {
            let place = self.grid.place(self.number, at);
            if self.remarks.iter().all(|(other, _)| *other != place) {
                self.remark(place, "this row has a CID but no name".to_owned());
            }
        }
    }

    fn cid(&mut self, claims: &mut Vec<DraftClaim>) {
        if let Some((written, place)) = self.cell(FacilityColumn::Cid) {
            match Cid::parse(&written) {
                Ok(cid) => claims.push(DraftClaim::stated(Value::Cid(cid), place)),
                Err(bad) => self.remark(place, format!("{bad}; the row has none")),
            }
        }
    }

    fn others(&mut self, claims: &mut Vec<DraftClaim>) {
        if let Some((alias, place)) = self.cell(FacilityColumn::Alias) {
            claims.push(DraftClaim::stated(Value::Alias(alias), place));
        }
        if let Some((country, place)) = self.cell(FacilityColumn::Country) {
            claims.push(DraftClaim::stated(Value::Country(CountryValue::read(&country)), place));
        }
        if let Some((city, place)) = self.cell(FacilityColumn::City) {
            claims.push(DraftClaim::stated(Value::City(city), place));
        }
        if let Some((word, place)) = self.cell(FacilityColumn::Status) {
            let at = self.layout.columns.iter().position(|column| *column == FacilityColumn::Status);
            let header = at.and_then(|at| self.layout.header.get(at)).map_or("", String::as_str);
            match Status::in_column(header, &word) {
                Some(status) => claims.push(DraftClaim::stated(Value::Status(status, None), place)),
                None => unknown_status(&word).into_iter().for_each(|why| self.remark(place.clone(), why)),
            }
        }
    }
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
