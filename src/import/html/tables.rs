//! A table of HTML as a plain grid: spans resolved, columns of spacing dropped, footnote marks taken off.

use super::tokens::{RawCell, RawTable};
use crate::domain::Metal;
use crate::import::cell_grid::CellGrid;
use crate::import::columns;
use crate::text::clean;

/// Columns beyond this one, spacing counted, are not looked at.
const WIDEST: usize = 256;
/// More places than the tables of a filing have.
const MOST_SLOTS: usize = 2_000_000;

/// A place in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    /// Nothing stands here.
    Empty,
    /// A cell begins here.
    Text(String),
    /// The cell that began further left goes on here.
    Covered,
}

/// The table as a grid.
pub fn grid(table: &RawTable, metal: Option<Metal>) -> CellGrid {
    let (rows, cut) = slots(&table.rows);
    let header = rows.iter().position(|row| {
        let words: Vec<&str> = row.iter().filter_map(text).collect();
        columns::of_header_row(&words).is_some()
    });
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let below = header.map_or(0, |at| at + 1);
    let below = if below < rows.len() { below } else { 0 };
    let used: Vec<usize> = (0..width)
        .filter(|column| rows.iter().skip(below).any(|row| row.get(*column).and_then(text).is_some()))
        .collect();
    let rows = rows.iter().enumerate().map(|(at, row)| {
        let cells = if Some(at) == header { header_cells(row, &used) } else { cells(row, &used) };
        (u32::try_from(at + 1).unwrap_or(u32::MAX), cells)
    });
    CellGrid { label: Some(format!("table {}", table.number)), rows: rows.collect(), metal, cut }
}

fn text(slot: &Slot) -> Option<&str> {
    match slot {
        Slot::Text(text) if !text.is_empty() => Some(text),
        Slot::Text(_) | Slot::Empty | Slot::Covered => None,
    }
}

fn cells(row: &[Slot], used: &[usize]) -> Vec<String> {
    used.iter().map(|column| row.get(*column).and_then(text).unwrap_or("").to_owned()).collect()
}

/// The header of each used column: the cell that covers it, or, where that column was one of spacing, the
/// nearest on the left that heads no other.
fn header_cells(row: &[Slot], used: &[usize]) -> Vec<String> {
    let mut from = 0;
    let mut heads = Vec::with_capacity(used.len());
    for column in used {
        let range = row.get(from..=(*column).min(row.len().saturating_sub(1))).unwrap_or_default();
        heads.push(range.iter().rev().find_map(text).unwrap_or("").to_owned());
        from = column + 1;
    }
    heads
}

/// Puts every cell into its columns and rows.
fn slots(rows: &[Vec<RawCell>]) -> (Vec<Vec<Slot>>, bool) {
    let mut open: Vec<(usize, Slot)> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    let mut count = 0;
    for row in rows {
        let mut slots: Vec<Slot> = Vec::new();
        for cell in row {
            take_open(&mut open, &mut slots);
            if slots.len() >= WIDEST {
                break;
            }
            let first = slots.len();
            slots.push(Slot::Text(plain(&cell.text)));
            slots.resize((first + cell.columns).min(WIDEST), Slot::Covered);
            for (at, slot) in slots.iter().enumerate().skip(first).filter(|_| cell.rows > 1) {
                if open.len() <= at {
                    open.resize(at + 1, (0, Slot::Empty));
                }
                open.get_mut(at).into_iter().for_each(|held| *held = (cell.rows - 1, slot.clone()));
            }
            let below = open.iter_mut().enumerate().skip(first).take(slots.len() - first);
            below.filter(|_| cell.rows == 1).for_each(|(_, held)| held.0 = 0);
        }
        take_open(&mut open, &mut slots);
        count += slots.len();
        if count > MOST_SLOTS {
            return (out, true);
        }
        out.push(slots);
    }
    (out, false)
}

/// Adds what cells of rows above put at the next places.
fn take_open(open: &mut [(usize, Slot)], slots: &mut Vec<Slot>) {
    while let Some((rows, slot)) = open.get_mut(slots.len()).filter(|(rows, _)| *rows > 0) {
        *rows -= 1;
        slots.push(slot.clone());
    }
}

/// A cell's text without marks of footnotes at its ends.
fn plain(text: &str) -> String {
    let cleaned = clean(text);
    let mut rest = cleaned.as_str();
    loop {
        let bare = rest.trim_matches(is_sign).trim();
        let bare = without_number(bare).trim_end();
        if bare == rest {
            return bare.to_owned();
        }
        rest = bare;
    }
}

/// Signs by which footnotes are marked.
fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '^' | '⁺' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// The text without `(1)`, `[2]` or `(*)` at its end.
fn without_number(text: &str) -> &str {
    let inner = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let inner = inner.or_else(|| text.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')));
    match inner {
        Some((before, mark))
            if !before.is_empty()
                && !mark.is_empty()
                && mark.len() <= 3
                && mark.chars().all(|c| c.is_ascii_digit() || is_sign(c)) =>
        {
            before
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str, columns: usize, rows: usize) -> RawCell {
        RawCell { line: 1, text: text.to_owned(), columns, rows }
    }

    #[test]
    fn marks_of_footnotes_come_off() {
        for (written, expected) in [
            ("Dowa*", "Dowa"),
            ("Dowa (1)", "Dowa"),
            ("Dowa† [2] ", "Dowa"),
            ("*Dowa¹", "Dowa"),
            ("Mint (T/a The Perth Mint)", "Mint (T/a The Perth Mint)"),
            ("(1)", "(1)"),
        ] {
            assert_eq!(plain(written), expected, "{written}");
        }
    }

    #[test]
    fn spans_are_resolved_and_columns_of_spacing_dropped() {
        let rows = vec![
            vec![raw("Metal", 2, 1), raw("Smelter", 1, 1), raw("", 1, 1), raw("Country", 1, 1)],
            vec![raw("", 1, 1), raw("Gold", 1, 2), raw("", 1, 1), raw("Dowa", 1, 1), raw("JAPAN", 1, 1)],
            vec![raw("", 1, 1), raw("", 1, 1), raw("Agosi AG", 1, 1), raw("GERMANY", 1, 1)],
        ];
        let grid = grid(&RawTable { number: 3, rows }, None);
        let cells: Vec<Vec<String>> = grid.rows.into_iter().map(|(_, cells)| cells).collect();
        assert_eq!(
            cells,
            [["Metal", "Smelter", "Country"], ["Gold", "Dowa", "JAPAN"], ["Gold", "Agosi AG", "GERMANY"]]
        );
    }
}
