//! One row of a table to its facilities: one, or one for each metal that it names.

use super::layout::Marked;
use super::marks::{plain, status_unmarked, unmarked};
use super::{CellGrid, GridLayout, Under, is_note, metals};
use crate::domain::{Cid, CountryValue, Metal, Place, Status, Value};
use crate::import::columns::FacilityColumn;
use crate::import::names::{no_name, not_a_name};
use crate::import::table_words::{CellMark, WORDS};
use crate::import::{DraftClaim, DraftRow, stated_status, unknown_status};
use crate::text::{clean, count};

/// Longer cells are no names, but a quotation mark that was never closed, or prose. In bytes.
const LONGEST_CELL: usize = 1_000;

/// Reads one row.
pub struct RowReader<'a> {
    grid: &'a CellGrid,
    layout: &'a GridLayout,
    number: u32,
    cells: &'a [String],
    remarks: Vec<(Place, String)>,
    /// The marks of footnotes on the name, with its place.
    marks: Vec<(String, Place)>,
    /// Those on statuses.
    status_marks: Vec<(String, Place)>,
}

/// A metal of a row, with what the row says of the facility under that metal alone.
type OfMetal = (Metal, Option<DraftClaim>);

impl<'a> RowReader<'a> {
    /// A reader of a row, given its number.
    pub fn new(grid: &'a CellGrid, layout: &'a GridLayout, number: u32, cells: &'a [String]) -> Self {
        let (remarks, marks, status_marks) = (Vec::new(), Vec::new(), Vec::new());
        Self { grid, layout, number, cells, remarks, marks, status_marks }
    }

    /// What the row says where it is no row of values: its place, its text, and why it is no facility.
    pub fn note(&self) -> Option<(Place, String, &'static str)> {
        let (at, cell) = self.lone()?;
        let why = if is_note(cell) {
            "this row is a note, no facility"
        } else if self.grid.spanning.contains(&self.number) {
            "this row is one cell over the whole table: a heading or a note, no facility"
        } else if self.layout.columns.get(at) == Some(&FacilityColumn::Name) && self.wants_more(cell) {
            "this row has one cell alone: a heading or a note, or a facility that nothing is said of"
        } else {
            return None;
        };
        Some((self.grid.place(self.number, at), cell.clone(), why))
    }

    /// Whether a row that is no row of values may be a heading of those below it.
    pub fn may_head(&self) -> bool {
        self.lone().is_some_and(|(_, cell)| !is_note(cell))
    }

    /// The place of the row's first cell.
    pub fn start(&self) -> Place {
        self.grid.place(self.number, 0)
    }

    /// The one cell that is filled, or that stands in every filled column.
    fn lone(&self) -> Option<(usize, &'a String)> {
        let mut filled = self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let first = filled.next()?;
        filled.all(|(_, other)| other == first.1).then_some(first)
    }

    /// Whether a name alone is less than the table's rows have, and does not look like one.
    fn wants_more(&self, cell: &str) -> bool {
        let has = |column| self.layout.has(column);
        let more = has(FacilityColumn::Country) || has(FacilityColumn::Status) || has(FacilityColumn::Cid);
        more && !WORDS.has_company_word(cell)
    }

    /// A column's cell, cleaned and without marks of footnotes, with its place; `None` when it is empty.
    fn cell(&mut self, column: FacilityColumn) -> Option<(String, Place)> {
        let at = self.layout.at(column)?;
        let place = self.grid.place(self.number, at);
        let cell = self.cells.get(at)?;
        if cell.len() > LONGEST_CELL || swallows_rows(cell) {
            let why = "this cell runs on into what follows it (is a quotation mark left open?)";
            self.remarks.push((place, why.to_owned()));
            return None;
        }
        if column == FacilityColumn::Status {
            let text = self.status_at(at, &place);
            return (!text.is_empty()).then_some((text, place));
        }
        let (text, marks) = unmarked(cell, self.grid.is_document);
        if column == FacilityColumn::Name && !text.is_empty() {
            self.marks.extend(self.all_marks(at, marks, &place));
        }
        (!text.is_empty()).then_some((text, place))
    }

    /// The text of a column's cell that is a status, without the marks of footnotes that it bears. In plain tables too a number
    /// behind a status is such a mark.
    fn status_at(&mut self, at: usize, place: &Place) -> String {
        let (text, marks) = status_unmarked(self.cells.get(at).map_or("", String::as_str));
        self.status_marks.extend(self.all_marks(at, marks, place));
        text
    }

    /// Marks of a cell, with those that were taken off it before.
    fn all_marks(&self, at: usize, marks: Vec<String>, place: &Place) -> Vec<(String, Place)> {
        let taken_off = self.grid.marks.get(&(self.number, at)).into_iter().flatten().cloned();
        marks.into_iter().chain(taken_off).map(|mark| (plain(&mark), place.clone())).collect()
    }

    fn remark(&mut self, place: Place, why: String) {
        self.remarks.push((place, why));
    }

    /// The facilities of the row; none, with a remark, when it has no metal, or neither name nor CID.
    pub fn read(&mut self, under: &Under, carried: Option<Metal>) -> Vec<DraftRow> {
        let mut claims = Vec::new();
        self.name(&mut claims);
        self.cid(&mut claims);
        if claims.is_empty() {
            let start = self.start();
            self.remark(start, "this row has neither a name nor a CID".to_owned());
            return Vec::new();
        }
        self.remark_missing_name(&claims);
        let metals = self.metals(under, carried);
        if metals.len() > 1 && !self.drop_cid(&mut claims, &metals) {
            return Vec::new();
        }
        if !metals.is_empty() {
            self.others(&mut claims);
            self.status(&mut claims, under);
        }
        let row =
            |(metal, own): OfMetal| DraftRow { metal, claims: claims.iter().cloned().chain(own).collect() };
        metals.into_iter().map(row).collect()
    }

    /// The metals of the row: those that are marked, or that its cell names, or the one above.
    fn metals(&mut self, under: &Under, carried: Option<Metal>) -> Vec<OfMetal> {
        if self.layout.marks_metals() {
            return self.marked_metals();
        }
        let start = self.start();
        let written = self.cell(FacilityColumn::Metal).filter(|(cell, _)| !WORDS.is_ditto(cell));
        let Some((written, place)) = written else {
            let metal = carried.or(under.metal);
            if metal.is_none() {
                self.remark(start, "this row has no metal".to_owned());
            }
            return metal.map(|metal| (metal, None)).into_iter().collect();
        };
        let found = metals(&written);
        if found.is_empty() {
            self.remark(place, format!("\u{201c}{written}\u{201d} is none of the four metals"));
        }
        found.into_iter().map(|metal| (metal, None)).collect()
    }

    /// The metals below whose header a mark stands, or a status or CID of the facility under that metal.
    fn marked_metals(&mut self) -> Vec<OfMetal> {
        let mut found = Vec::new();
        for (at, marked) in &self.layout.marks {
            let Marked::Metal(metal) = marked else { continue };
            let cell = self.cells.get(*at).map_or("", String::as_str);
            let place = self.grid.place(self.number, *at);
            let stated = |value| Some(DraftClaim::stated(value, place.clone()));
            match (self.layout.mark(cell), Status::parse(cell), Cid::parse(cell)) {
                (Some(CellMark::No), ..) => {}
                (Some(CellMark::Yes | CellMark::Perhaps), ..) => found.push((*metal, None)),
                (None, Some(status), _) => found.push((*metal, stated(Value::Status(status, None)))),
                (None, None, Ok(cid)) => found.push((*metal, stated(Value::Cid(cid)))),
                (None, None, Err(_)) if cell.is_empty() => {}
                (None, None, Err(_)) if metals(cell) == [*metal] => found.push((*metal, None)),
                (None, None, Err(_)) => self.remark(
                    place,
                    format!(
                        "what \u{201c}{}\u{201d} says of {metal} is not known; it was not taken",
                        clean(cell)
                    ),
                ),
            }
        }
        if found.is_empty() {
            let start = self.start();
            self.remark(start, "this row marks no metal".to_owned());
        }
        found
    }

    /// Takes the CID away from a row of several metals: it is the facility's under one of them, and nothing says which. Whether a
    /// name is left to know the facility by.
    fn drop_cid(&mut self, claims: &mut Vec<DraftClaim>, metals: &[OfMetal]) -> bool {
        let held = claims.iter().position(|claim| claim.value.as_cid().is_some());
        if let Some(held) = held {
            let claim = claims.remove(held);
            let metals: Vec<&str> = metals.iter().map(|(metal, _)| metal.name()).collect();
            let why = format!(
                "{} is of one of the metals {}, and the row does not say of which: none has it",
                claim.value.text(),
                metals.join(", ")
            );
            self.remark(claim.place, why);
        }
        claims.iter().any(|claim| claim.value.as_name().is_some())
    }

    /// Why the row was not taken: all that was remarked, at the first place of it.
    pub fn reason(self) -> Option<(Place, String)> {
        let words: Vec<&str> = self.remarks.iter().map(|(_, why)| why.as_str()).collect();
        let words = words.join("; ");
        self.remarks.into_iter().next().map(|(place, _)| (place, words))
    }

    /// The marks of footnotes on the row's name, with its place.
    pub fn marks(&mut self) -> Vec<(String, Place)> {
        std::mem::take(&mut self.marks)
    }

    /// The same of its statuses.
    pub fn status_marks(&mut self) -> Vec<(String, Place)> {
        std::mem::take(&mut self.status_marks)
    }

    /// What is to be said of a row that was taken.
    pub fn into_remarks(self) -> Vec<(Place, String)> {
        self.remarks
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
        if let Some(at) = self.layout.at(FacilityColumn::Name).filter(|_| !named) {
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
    }

    /// The status: what its cell says; what marks say; else what the heading says, at the name's place.
    fn status(&mut self, claims: &mut Vec<DraftClaim>, under: &Under) {
        let own = self.cell(FacilityColumn::Status);
        if let Some((word, place)) = own {
            let at = self.layout.columns.iter().position(|column| *column == FacilityColumn::Status);
            let header = at.and_then(|at| self.layout.header.get(at)).map_or("", String::as_str);
            match Status::in_column(header, &word) {
                Some(status) => claims.extend(stated_status(status, &word, &place)),
                None => claims.extend(self.unknown_status(&word, &place)),
            }
            return;
        }
        if self.layout.marks.iter().any(|(_, marked)| matches!(marked, Marked::Status(_))) {
            claims.extend(self.marked_status());
            return;
        }
        let at = claims.first().map(|claim| claim.place.clone());
        if let (Some(status), Some(place)) = (under.status, at) {
            claims.push(DraftClaim::stated(Value::Status(status, None), place));
        }
    }

    /// A status word that nobody knows, remarked on.
    fn unknown_status(&mut self, word: &str, place: &Place) -> Option<DraftClaim> {
        let (claim, why) = unknown_status(word, place)?;
        self.remark(place.clone(), why);
        Some(claim)
    }

    /// The one status below whose header a mark stands, and words that nobody knows.
    fn marked_status(&mut self) -> Vec<DraftClaim> {
        let (mut found, mut words): (Vec<DraftClaim>, Vec<DraftClaim>) = (Vec::new(), Vec::new());
        for (at, marked) in &self.layout.marks {
            let Marked::Status(status) = marked else { continue };
            let cell = self.cells.get(*at).map_or("", String::as_str);
            let place = self.grid.place(self.number, *at);
            let bare = self.status_at(*at, &place);
            let status = match (self.layout.mark(cell), Status::parse(&bare)) {
                (Some(CellMark::Yes | CellMark::Perhaps), _) => *status,
                (Some(CellMark::No), _) => continue,
                (None, Some(own)) => own,
                (None, None) => {
                    words.extend(self.unknown_status(&bare, &place));
                    continue;
                }
            };
            found.push(DraftClaim::stated(Value::Status(status, None), place));
        }
        let Some(first) = found.first().cloned() else { return words };
        if found.iter().any(|other| other.value != first.value) {
            let why = format!("{} are marked; the row has none", count(found.len(), "status", "statuses"));
            self.remark(first.place, why);
            return words;
        }
        words.push(first);
        words
    }
}

/// Whether a cell of several lines has a line that begins like a row, with a metal or a CID.
fn swallows_rows(cell: &str) -> bool {
    cell.lines().skip(1).any(|line| {
        let first = line.split([',', ';', '\t', '|']).next().unwrap_or("");
        first.len() < line.len() && (Metal::parse(first).is_some() || Cid::parse(first).is_ok())
    })
}
