//! Findings to numbered points: what is the same in many cells is one point, and points follow the workbook.

use std::collections::BTreeMap;

use super::{LetterWorkbook, cells};
use crate::correspond::capital;
use crate::domain::cmrt::{CellAddress, Form};
use crate::domain::{FacilityId, Place, Severity};
use crate::text::clean;

/// A part of a declaration; a heading of the letter. In the order of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterSection {
    /// The file as a whole.
    File,
    /// The company block.
    Company,
    /// The questions on each metal.
    Metals,
    /// The questions about the company.
    Practice,
    /// The smelter list.
    Smelters,
    /// The product list.
    Products,
    /// Anything else.
    Other,
}

impl LetterSection {
    pub fn heading(self) -> &'static str {
        match self {
            Self::File => "The workbook",
            Self::Company => "Company information",
            Self::Metals => "Questions on the metals",
            Self::Practice => "Questions about your company",
            Self::Smelters => "Smelter list",
            Self::Products => "Product list",
            Self::Other => "Elsewhere",
        }
    }

    /// The part that a place lies in.
    fn of(form: &Form, place: &Place) -> Self {
        let Place::Cell(sheet, cell) = place else { return Self::File };
        if *sheet == form.smelter_sheet {
            return Self::Smelters;
        }
        // Sheets have English names in every language.
        if sheet.trim().eq_ignore_ascii_case("product list") {
            return Self::Products;
        }
        match CellAddress::parse(cell).filter(|_| *sheet == form.declaration_sheet) {
            Some(cell) => Self::of_declaration(form, cell),
            None => Self::Other,
        }
    }

    /// The part of the sheet with the questions: by the nearest cell above or beside it that is read.
    fn of_declaration(form: &Form, cell: CellAddress) -> Self {
        let fields = form.fields.values().map(|input| (input.cell.row, Self::Company));
        let answers = form.answers.values().map(|reply| (reply.cell.row, Self::Metals));
        let company = form.company.values().map(|reply| (reply.cell.row, Self::Practice));
        let above = fields.chain(answers).chain(company).filter(|(row, _)| *row <= cell.row);
        above.max().map_or(Self::Company, |(_, section)| section)
    }
}

/// One point of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its number in the letter, from 1.
    pub number: usize,
    /// The file that it is about.
    pub file: String,
    /// Under which heading it stands.
    pub section: LetterSection,
    /// What is to be corrected.
    pub message: String,
    /// What to do, or empty.
    pub remedy: String,
    /// Where, in the order of the sheet, each place with how grave it is there.
    pub places: Vec<(Place, Severity)>,
    /// The rule that found it; empty where it asks about a facility.
    pub rule: &'static str,
    /// The facilities that it asks about.
    pub facilities: Vec<FacilityId>,
}

impl Point {
    /// The places in words: "Smelter List, cells B7 to B12 and D9"; empty for the file as a whole.
    pub fn cells(&self) -> String {
        cells::words(self.places.iter().map(|(place, _)| place))
    }
}

/// By what places are ordered: the sheet's cells by row, then column.
fn order(place: &Place) -> (Option<(u32, u16)>, &Place) {
    let cell = match place {
        Place::Cell(_, cell) => CellAddress::parse(cell).map(|cell| (cell.row, cell.col)),
        Place::Line(..) | Place::File => None,
    };
    (cell, place)
}

/// What a finding says, as a point of a letter says it.
pub(super) fn said(message: &str) -> String {
    sentence(message)
}

/// A sentence with a capital and without the full stop at its end, on one line.
fn sentence(text: &str) -> String {
    capital(clean(text).trim_end_matches('.'))
}

/// The points of a letter, one workbook after the other; what is only worth knowing is left out.
pub(super) fn points(workbooks: &[LetterWorkbook<'_>]) -> Vec<Point> {
    let mut points: Vec<Point> = workbooks.iter().flat_map(points_of).collect();
    for (point, number) in points.iter_mut().zip(1..) {
        point.number = number;
    }
    points
}

/// Findings that say and ask the same.
#[derive(Default)]
struct Found {
    rule: &'static str,
    places: Vec<(Place, Severity)>,
}

fn points_of(LetterWorkbook { form, file, findings, .. }: &LetterWorkbook<'_>) -> Vec<Point> {
    let mut places: BTreeMap<(LetterSection, String, String), Found> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity != Severity::Info) {
        let section = LetterSection::of(form, &finding.at);
        let key = (section, sentence(&finding.message), sentence(&finding.remedy));
        let found = places.entry(key).or_default();
        found.rule = finding.rule;
        found.places.push((finding.at.clone(), finding.severity));
    }
    let point = |((section, message, remedy), Found { rule, mut places }): (
        (LetterSection, String, String),
        Found,
    )| {
        places.sort_by(|(a, x), (b, y)| (order(a), x).cmp(&(order(b), y)));
        places.dedup();
        let file = clean(file);
        Point { number: 0, file, section, message, remedy, places, rule, facilities: Vec::new() }
    };
    let mut points: Vec<Point> = places.into_iter().map(point).collect();
    let first = |point: &Point| point.places.first().map(|(place, _)| place.clone()).unwrap_or(Place::File);
    points.sort_by(|a, b| (a.section, order(&first(a))).cmp(&(b.section, order(&first(b)))));
    points
}
