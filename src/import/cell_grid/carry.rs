//! Metals that stand in the first row of their group only.

use std::collections::BTreeMap;

use super::{CellGrid, GridLayout, heading, metals};
use crate::domain::Metal;
use crate::import::columns::FacilityColumn;
use crate::import::table_words::WORDS;

/// What a row has in the metal column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// One metal.
    Metal(Metal),
    /// Nothing.
    Blank,
    /// A sign that stands for the cell above.
    Ditto,
    /// Anything else, or a heading between rows: what stands above it does not count below.
    Other,
}

/// The metals of rows from `first` to `end` whose own metal cell is blank, by the rows' indexes. A metal counts for the blank
/// cells below it where each metal stands once and comes in one group; where rows of one metal repeat it, only for a
/// blank between two of them. The metal that stands above the table is above its first row.
pub fn metals_below(
    grid: &CellGrid,
    layout: &GridLayout,
    first: usize,
    end: usize,
) -> BTreeMap<usize, Metal> {
    let Some(at) = layout.at(FacilityColumn::Metal) else { return BTreeMap::new() };
    let rows = grid.rows.iter().enumerate().take(end).skip(first);
    let cells: Vec<(usize, Cell)> = rows
        .filter(|(_, (_, cells))| cells.iter().any(|cell| !cell.is_empty()) && *cells != layout.header)
        .map(|(index, (_, cells))| (index, cell(cells, at)))
        .collect();
    let once = stand_once(&cells);
    let below = filled_below(&cells);
    let mut carried = BTreeMap::new();
    let mut above = grid.metal;
    for ((index, cell), below) in cells.iter().zip(below) {
        let between = || below.is_some_and(|cell| above.is_some_and(|metal| cell == Cell::Metal(metal)));
        let own = match cell {
            Cell::Metal(metal) => {
                above = Some(*metal);
                None
            }
            Cell::Other => {
                above = None;
                None
            }
            Cell::Ditto => above,
            Cell::Blank => above.filter(|_| once || between()),
        };
        carried.extend(own.map(|metal| (*index, metal)));
    }
    carried
}

/// For each cell, itself or the first below it that is not blank.
fn filled_below(cells: &[(usize, Cell)]) -> Vec<Option<Cell>> {
    let mut next = None;
    let mut below: Vec<Option<Cell>> = Vec::with_capacity(cells.len());
    for (_, cell) in cells.iter().rev() {
        next = if *cell == Cell::Blank { next } else { Some(*cell) };
        below.push(next);
    }
    below.reverse();
    below
}

fn cell(cells: &[String], at: usize) -> Cell {
    let cell = cells.get(at).map_or("", String::as_str);
    if heading(cells).is_some() {
        return Cell::Other;
    }
    match metals(cell).as_slice() {
        [] if cell.is_empty() => Cell::Blank,
        [] if WORDS.is_ditto(cell) => Cell::Ditto,
        [metal] => Cell::Metal(*metal),
        _ => Cell::Other,
    }
}

/// Whether no row repeats the metal of the row above it, and no metal comes back after another.
fn stand_once(cells: &[(usize, Cell)]) -> bool {
    let mut seen: Vec<Metal> = Vec::new();
    let mut before = Cell::Other;
    for (_, cell) in cells {
        if let Cell::Metal(metal) = cell {
            let returns = seen.contains(metal) && seen.last() != Some(metal);
            if returns || before == *cell {
                return false;
            }
            seen.push(*metal);
        }
        before = *cell;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(column: &[&str]) -> Vec<Option<Metal>> {
        let rows = column
            .iter()
            .zip(1..)
            .map(|(metal, row)| (row, vec![(*metal).to_owned(), format!("Works {row}")]));
        let header = (0, vec!["Metal".to_owned(), "Smelter".to_owned()]);
        let grid = CellGrid { rows: [header].into_iter().chain(rows).collect(), ..CellGrid::default() };
        let found = metals_below(&grid, &grid.layout().unwrap(), 1, grid.rows.len());
        (1..=column.len()).map(|index| found.get(&index).copied()).collect()
    }

    #[test]
    fn a_metal_counts_for_the_blanks_of_its_group() {
        assert_eq!(carried(&["Gold", "", "Tin", ""]), [None, Some(Metal::Gold), None, Some(Metal::Tin)]);
        assert_eq!(carried(&["Gold", "\"", "Gold"]), [None, Some(Metal::Gold), None]);
        assert_eq!(carried(&["Gold", "", "Tin", "", "Gold"]), [None; 5], "Gold comes back");
        assert_eq!(
            carried(&["Gold", "Gold", "", "Gold", "", "Tin"]),
            [None, None, Some(Metal::Gold), None, None, None]
        );
        assert_eq!(carried(&["Gold", "Copper", "", "Tin"]), [None; 4]);
    }
}
