//! What is odd in a workbook, gathered while it is read; and cells as text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::domain::Place;
use crate::domain::cmrt::{CellAddress, Oddity, OddityKind, column_letters};
use crate::import::book::{self, CellValue, Sheet, date_time};
use crate::text::as_written;

/// What was noticed so far. The same in several cells of one column is told once, with their number.
#[derive(Debug, Default)]
pub struct Notes {
    whole: Vec<Oddity>,
    columns: BTreeMap<(OddityKind, String, u16, String), (u32, usize)>,
}

impl Notes {
    /// Notes something.
    pub fn add(&mut self, kind: OddityKind, place: Place, detail: String) {
        self.whole.push(Oddity { kind, place, detail });
    }

    /// Notes something of a cell; of several cells of a column that have it in common, the first is named.
    pub fn cell(&mut self, kind: OddityKind, sheet: &str, cell: CellAddress, detail: &str) {
        let detail = as_written(detail).trim().chars().take(80).collect();
        let held = self.columns.entry((kind, sheet.to_owned(), cell.col, detail)).or_insert((cell.row, 0));
        held.0 = held.0.min(cell.row);
        held.1 += 1;
    }

    /// All of it, sorted by kind and place.
    pub fn finish(self) -> Vec<Oddity> {
        let of_columns = self.columns.into_iter().map(|((kind, sheet, col, detail), (row, count))| {
            let more = (count > 1).then(|| format!("in {count} cells of this column"));
            let detail = [Some(detail), more].into_iter().flatten().filter(|part| !part.is_empty());
            let detail = detail.collect::<Vec<String>>().join(", ");
            Oddity { kind, place: Place::Cell(sheet, format!("{}{row}", column_letters(col))), detail }
        });
        let mut all: Vec<Oddity> = self.whole.into_iter().chain(of_columns).collect();
        all.sort_by(|a, b| (a.kind, &a.place).cmp(&(b.kind, &b.place)));
        all.dedup();
        all
    }
}

/// The cells of one sheet as texts.
#[derive(Debug)]
pub struct Texts<'a> {
    pub sheet: &'a Sheet,
    /// Whether serials count from 1904.
    pub date1904: bool,
    /// What is noticed on the way.
    pub notes: &'a mut Notes,
}

impl Texts<'_> {
    /// The text of a cell, or of those that it is merged with, as written; empty for blank, which a number 0, an error and a missing value are too.
    pub fn at(&mut self, cell: CellAddress) -> String {
        match self.sheet.whole(cell.row, cell.col) {
            Some(found) => self.text(found).into_owned(),
            None => String::new(),
        }
    }

    /// The text of a cell that holds something.
    pub fn text<'c>(&mut self, found: &'c book::BookCell) -> Cow<'c, str> {
        let cell = CellAddress::new(found.row, found.col);
        match &found.value {
            CellValue::Text(text) => {
                if is_formula(text) {
                    self.notes.cell(OddityKind::FormulaAsText, self.sheet.name(), cell, text);
                }
                as_written(text)
            }
            CellValue::Number(number) if *number == 0.0 => Cow::Borrowed(""),
            CellValue::Number(number) => Cow::Owned(number.to_string()),
            CellValue::Date(serial) => Cow::Owned(self.day(*serial)),
            CellValue::Bool(_) if found.formula => Cow::Borrowed(""),
            CellValue::Bool(held) => Cow::Borrowed(if *held { "TRUE" } else { "FALSE" }),
            CellValue::Error(error) => {
                self.notes.cell(OddityKind::ErrorValue, self.sheet.name(), cell, error);
                Cow::Borrowed("")
            }
            CellValue::Unvalued => {
                self.notes.cell(OddityKind::NotCalculated, self.sheet.name(), cell, "");
                Cow::Borrowed("")
            }
        }
    }

    /// A serial as its day; as the number when it is no day. 0 is blank.
    fn day(&self, serial: f64) -> String {
        let day = date_time(serial, self.date1904).map(|at| at.date().to_string());
        if serial == 0.0 { String::new() } else { day.unwrap_or_else(|| serial.to_string()) }
    }
}

/// Whether a text is a formula that was typed or pasted as text.
fn is_formula(text: &str) -> bool {
    let call = |rest: &str| {
        let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "._!$'".contains(c));
        name.len() < rest.len() && name.starts_with('(')
    };
    text.strip_prefix('=').is_some_and(call)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_texts_that_begin_with_the_sign() {
        assert!(is_formula("=VLOOKUP(A5,B:C,2)"));
        assert!(!is_formula("= equal"));
        assert!(!is_formula("=(see note)"));
        assert!(!is_formula("Yes"));
    }

    #[test]
    fn what_a_column_has_in_common_is_told_once() {
        let mut notes = Notes::default();
        for row in [7, 5, 6] {
            notes.cell(OddityKind::ErrorValue, "S", CellAddress::new(row, 2), "#N/A");
        }
        notes.cell(OddityKind::ErrorValue, "S", CellAddress::new(9, 3), "#REF!");
        let told = notes.finish();
        assert_eq!(told.len(), 2);
        assert_eq!(told.first().unwrap().place, Place::Cell("S".to_owned(), "B5".to_owned()));
        assert_eq!(told.first().unwrap().detail, "#N/A, in 3 cells of this column");
        assert_eq!(told.last().unwrap().detail, "#REF!");
    }
}
