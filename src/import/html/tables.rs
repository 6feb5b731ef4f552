//! A table of HTML as a plain grid: spans resolved, columns of spacing dropped, footnote marks taken off.

use std::collections::BTreeMap;

use super::tokens::{RawCell, RawTable};
use crate::import::ImportError;
use crate::import::cell_grid::{self, CellGrid, CellMarks, unmarked};
use crate::text::clean;

/// Columns beyond this one, spacing counted, are not looked at.
const WIDEST: usize = 256;
/// More places than the tables of a filing have.
const MOST_SLOTS: usize = 1_000_000;
/// The text that cells over several rows or columns put into further places, of all tables of a page, in bytes.
const MOST_SPANNED: usize = 16 << 20;

/// The text that cells over several rows put into further places, of all tables of a page so far, in bytes.
#[derive(Debug, Default)]
pub struct SpannedText(usize);

impl SpannedText {
    fn take(&mut self, slot: &Slot) -> Result<(), ImportError> {
        self.0 += text(slot).map_or(0, str::len);
        if self.0 > MOST_SPANNED {
            let most = MOST_SPANNED >> 20;
            let what = format!("its cells over several rows put more than {most} MiB of text into them");
            return Err(ImportError::TooMuch { kind: "web page", what });
        }
        Ok(())
    }
}

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
///
/// # Errors
/// When cells over several rows put more text into them than is read.
pub fn grid(table: &RawTable, spans: &mut SpannedText) -> Result<CellGrid, ImportError> {
    let (rows, cut) = slots(&table.rows, spans)?;
    let headers: Vec<bool> = rows.iter().map(|row| is_header(row)).collect();
    let only_headers = headers.iter().all(|header| *header);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_used = |column: &usize| {
        let below = rows.iter().zip(&headers).filter(|(_, header)| !**header || only_headers);
        below.filter_map(|(row, _)| row.get(*column)).any(|slot| text(slot).is_some())
    };
    let used: Vec<usize> = (0..width).filter(is_used).collect();
    let in_table = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    let line = |at: usize| table.rows.get(at).and_then(|row| row.first()).map_or(0, |cell| cell.line);
    let number = |at: usize| if table.number.is_some() { in_table(at) } else { line(at) };
    let spanning = rows.iter().enumerate().filter(|(_, row)| used.len() > 1 && is_spanning(row));
    let spanning = spanning.map(|(at, _)| number(at)).collect();
    let cells = rows.iter().zip(&headers).enumerate().map(|(at, (row, header))| {
        (number(at), if *header { header_cells(row, &used) } else { cells(row, &used) })
    });
    let mut marks = BTreeMap::new();
    let cells = cells.map(|(number, cells)| (number, without_marks(number, cells, &mut marks))).collect();
    let label = table.number.map(|number| format!("table {number}"));
    Ok(CellGrid { label, rows: cells, marks, spanning, is_document: true, cut, ..CellGrid::default() })
}

/// The cells of a row without marks of footnotes, which are kept with their cells. A cell of nothing else, and one that is alone in
/// its row, stay as they are: one may be a mark that says something, the other a footnote.
fn without_marks(number: u32, cells: Vec<String>, marks: &mut CellMarks) -> Vec<String> {
    if cells.iter().filter(|cell| !cell.is_empty()).count() < 2 {
        return cells;
    }
    let bare = |(at, cell): (usize, String)| {
        let (bare, own) = unmarked(&cell, true);
        if bare.is_empty() {
            return cell;
        }
        if !own.is_empty() {
            marks.insert((number, at), own);
        }
        bare
    };
    cells.into_iter().enumerate().map(bare).collect()
}

/// Whether the words of a row head columns.
fn is_header(row: &[Slot]) -> bool {
    let words: Vec<String> = row.iter().filter_map(text).map(|cell| unmarked(cell, true).0).collect();
    cell_grid::is_header(&words)
}

/// Whether a row is one cell over most of its columns.
fn is_spanning(row: &[Slot]) -> bool {
    let mut filled = row.iter().enumerate().filter(|(_, slot)| text(slot).is_some());
    let Some((at, _)) = filled.next().filter(|_| filled.next().is_none()) else { return false };
    let covered = row.iter().skip(at + 1).take_while(|slot| **slot == Slot::Covered).count();
    covered > 0 && (covered + 1) * 2 > row.len()
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
fn slots(rows: &[Vec<RawCell>], spans: &mut SpannedText) -> Result<(Vec<Vec<Slot>>, bool), ImportError> {
    let mut open: Vec<(usize, Slot)> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    let mut count = 0;
    for row in rows {
        let mut slots: Vec<Slot> = Vec::new();
        for cell in row {
            take_open(&mut open, &mut slots, spans)?;
            if slots.len() >= WIDEST {
                break;
            }
            let first = slots.len();
            slots.push(Slot::Text(clean(&cell.text)));
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
        take_open(&mut open, &mut slots, spans)?;
        count += slots.len();
        if count > MOST_SLOTS {
            return Ok((out, true));
        }
        out.push(slots);
    }
    Ok((out, false))
}

/// Adds what cells of rows above put at the next places.
fn take_open(
    open: &mut [(usize, Slot)],
    slots: &mut Vec<Slot>,
    spans: &mut SpannedText,
) -> Result<(), ImportError> {
    while let Some((rows, slot)) = open.get_mut(slots.len()).filter(|(rows, _)| *rows > 0) {
        *rows -= 1;
        spans.take(slot)?;
        slots.push(slot.clone());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str, columns: usize, rows: usize) -> RawCell {
        RawCell { line: 1, text: text.to_owned(), columns, rows }
    }

    #[test]
    fn spans_are_resolved_and_columns_of_spacing_dropped() {
        let rows = vec![
            vec![raw("Metal", 2, 1), raw("Smelter", 1, 1), raw("", 1, 1), raw("Country", 1, 1)],
            vec![raw("", 1, 1), raw("Gold", 1, 2), raw("", 1, 1), raw("Dowa", 1, 1), raw("JAPAN", 1, 1)],
            vec![raw("", 1, 1), raw("", 1, 1), raw("Agosi AG", 1, 1), raw("GERMANY", 1, 1)],
        ];
        let grid = grid(&RawTable { number: Some(3), rows }, &mut SpannedText::default()).unwrap();
        let cells: Vec<Vec<String>> = grid.rows.into_iter().map(|(_, cells)| cells).collect();
        assert_eq!(
            cells,
            [["Metal", "Smelter", "Country"], ["Gold", "Dowa", "JAPAN"], ["Gold", "Agosi AG", "GERMANY"]]
        );
    }
}
