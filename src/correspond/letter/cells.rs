//! Places in words, with runs of cells under each other taken together, so that a letter stays short and still names
//! every cell.

use std::collections::BTreeMap;

use crate::domain::Place;
use crate::domain::cmrt::{CellAddress, column_letters};
use crate::text::as_written;

/// "Declaration, cells D8 and D16; Smelter List, cells B7 to B12"; empty for the file as a whole.
pub(super) fn words<'a>(places: impl Iterator<Item = &'a Place>) -> String {
    let mut sheets: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut others = Vec::new();
    for place in places {
        match place {
            Place::Cell(sheet, cell) => match sheets.iter_mut().find(|(name, _)| name == sheet) {
                Some((_, cells)) => cells.push(cell),
                None => sheets.push((sheet, vec![cell])),
            },
            Place::Line(..) => others.push(place.to_string()),
            Place::File => {}
        }
    }
    let in_sheet = |(sheet, cells): (&str, Vec<&str>)| {
        let word = if cells.len() == 1 { "cell" } else { "cells" };
        format!("{sheet}, {word} {}", listed(&runs(&cells)))
    };
    let parts: Vec<String> = sheets.into_iter().map(in_sheet).chain(others).collect();
    as_written(&parts.join("; ")).into_owned()
}

/// Runs of at least three cells under each other as one; the others as they are. By column, then row.
fn runs(cells: &[&str]) -> Vec<String> {
    let mut columns: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
    let mut rest = Vec::new();
    for text in cells {
        match CellAddress::parse(text) {
            Some(cell) => columns.entry(cell.col).or_default().push(cell.row),
            None => rest.push((*text).to_owned()),
        }
    }
    let mut out = Vec::new();
    for (column, mut rows) in columns {
        rows.sort_unstable();
        rows.dedup();
        let letters = column_letters(column);
        for run in rows.chunk_by(|a, b| a + 1 == *b) {
            match run {
                [first, _, .., last] => out.push(format!("{letters}{first} to {letters}{last}")),
                short => out.extend(short.iter().map(|row| format!("{letters}{row}"))),
            }
        }
    }
    out.extend(rest);
    out
}

/// "A", "A and B", "A, B and C".
fn listed(parts: &[String]) -> String {
    match parts {
        [head @ .., last] if !head.is_empty() => format!("{} and {last}", head.join(", ")),
        all => all.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[(&str, &str)]) -> String {
        let places: Vec<Place> =
            cells.iter().map(|(sheet, cell)| Place::Cell((*sheet).to_owned(), (*cell).to_owned())).collect();
        words(places.iter())
    }

    #[test]
    fn runs_are_taken_together() {
        assert_eq!(of(&[("D", "D8")]), "D, cell D8");
        assert_eq!(of(&[("D", "D8"), ("D", "D9")]), "D, cells D8 and D9");
        assert_eq!(of(&[("S", "B9"), ("S", "B7"), ("S", "B8"), ("S", "A7")]), "S, cells A7 and B7 to B9");
        assert_eq!(of(&[("S", "B7"), ("D", "B8"), ("S", "B7:C9")]), "S, cells B7 and B7:C9; D, cell B8");
        assert_eq!(words([&Place::File].into_iter()), "");
        assert_eq!(words([&Place::Line(3, 0)].into_iter()), "line 3");
    }
}
