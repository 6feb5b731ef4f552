//! Tables that stand side by side in one: the same columns several times, or a column of names for each metal.

use std::borrow::Cow;

use super::layout::{can_be_a_company, repeats};
use super::{CellGrid, TableHeading};
use crate::domain::Metal;
use crate::import::columns::{self, FacilityColumn};
use crate::import::table_words::WORDS;

/// The header of side-by-side tables stands within so many rows of the top.
const DEEPEST: usize = 60;
/// Rows that are looked at.
const SAMPLE: usize = 200;
/// So many tables stand side by side at most.
const MOST_PARTS: usize = 4;

/// Which columns a part has, below which row it begins, and its metal.
struct PartOf {
    columns: Vec<usize>,
    below: Option<usize>,
    metal: Option<Metal>,
}

impl CellGrid {
    /// The tables that stand side by side in this one, from the left; itself, when there is but one.
    pub fn parts(&self) -> Vec<Cow<'_, Self>> {
        let parts = [self.by_metals(), self.by_header(), self.by_kinds()];
        match parts.into_iter().find(|parts| parts.len() > 1) {
            Some(parts) => parts.iter().map(|part| Cow::Owned(self.part(part))).collect(),
            None => vec![Cow::Borrowed(self)],
        }
    }

    fn part(&self, part: &PartOf) -> Self {
        let first = part.below.map_or(0, |at| at + 1);
        let rows = self.rows.iter().skip(first).map(|(number, cells)| {
            let cells = part.columns.iter().map(|at| cells.get(*at).cloned().unwrap_or_default());
            (*number, cells.collect())
        });
        let place = |at: &usize| part.columns.iter().position(|other| other == at);
        let mark =
            |((row, at), marks): (&(u32, usize), &Vec<String>)| Some(((*row, place(at)?), marks.clone()));
        Self {
            label: self.label.clone(),
            rows: rows.collect(),
            marks: self.marks.iter().filter_map(mark).collect(),
            columns: part.columns.clone(),
            metal: part.metal.or(self.metal),
            status: self.status,
            spanning: self.spanning.clone(),
            names_only: part.metal.is_some(),
            is_document: self.is_document,
            cut: self.cut,
        }
    }

    /// A part for each metal, where a row names a metal above each column of names and nothing else.
    fn by_metals(&self) -> Vec<PartOf> {
        for (at, (_, cells)) in self.rows.iter().enumerate().take(DEEPEST) {
            let named: Vec<(usize, Metal)> = heads_metals(cells);
            if named.len() > 1 {
                return if self.has_names_below(at, &named) {
                    parts_below(at, &named, self.width())
                } else {
                    Vec::new()
                };
            }
            if columns::of_header_row(cells).is_some() {
                return Vec::new();
            }
        }
        Vec::new()
    }

    /// Whether the columns that metals head hold names, and those before them nothing.
    fn has_names_below(&self, at: usize, named: &[(usize, Metal)]) -> bool {
        let below = || self.rows.iter().skip(at + 1).take(SAMPLE).map(|(_, cells)| cells);
        let first = named.first().map_or(0, |(first, _)| *first);
        if below().any(|cells| cells.iter().take(first).any(|cell| !cell.is_empty())) {
            return false;
        }
        if below().next().is_some_and(|cells| repeats(cells).len() == named.len()) {
            return true;
        }
        let cells = || below().flat_map(|cells| named.iter().filter_map(|(at, _)| cells.get(*at)));
        let filled = cells().filter(|cell| !cell.is_empty()).count();
        let names = cells().filter(|cell| WORDS.mark(cell).is_none() && can_be_a_company(cell)).count();
        names > 0 && names * 3 >= filled * 2
    }

    /// A part for each time that the header names the same columns.
    fn by_header(&self) -> Vec<PartOf> {
        let rows = self.rows.iter().take(DEEPEST);
        let found = rows.map(|(_, cells)| repeats(cells)).find(|ranges| ranges.len() > 1).unwrap_or_default();
        found.into_iter().map(|columns| PartOf { columns, below: None, metal: None }).collect()
    }

    /// A part for each time that the same kinds of columns come again, in a table without a header.
    fn by_kinds(&self) -> Vec<PartOf> {
        let mut head = self.rows.iter().take(DEEPEST);
        if head.any(|(_, cells)| columns::of_header_row(cells).is_some()) {
            return Vec::new();
        }
        let rows: Vec<&[String]> = self.rows.iter().take(SAMPLE).map(|(_, cells)| cells.as_slice()).collect();
        let kinds = columns::kinds(&rows);
        let used: Vec<(usize, FacilityColumn)> =
            kinds.iter().enumerate().filter_map(|(at, kind)| Some((at, (*kind)?))).collect();
        let times = (2..=MOST_PARTS).find(|times| comes_again(&used, *times)).unwrap_or(1);
        let length = used.len().checked_div(times).unwrap_or(0).max(1);
        let parts = used.chunks(length).map(|chunk| {
            let (first, last) =
                (chunk.first().map_or(0, |(at, _)| *at), chunk.last().map_or(0, |(at, _)| *at));
            PartOf { columns: (first..=last).collect(), below: None, metal: None }
        });
        if times > 1 { parts.collect() } else { Vec::new() }
    }

    fn width(&self) -> usize {
        self.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0)
    }
}

/// Whether so many equal sequences of kinds make up the columns, each with a name and something to know it by.
fn comes_again(used: &[(usize, FacilityColumn)], times: usize) -> bool {
    let length = used.len() / times;
    let kinds = |chunk: &[(usize, FacilityColumn)]| chunk.iter().map(|(_, kind)| *kind).collect::<Vec<_>>();
    let mut chunks = used.chunks(length.max(1)).map(kinds);
    let first = chunks.next().unwrap_or_default();
    length > 1
        && length * times == used.len()
        && first.contains(&FacilityColumn::Name)
        && first.iter().any(|kind| *kind != FacilityColumn::Name)
        && chunks.all(|chunk| chunk == first)
}

/// The columns that metals head: all filled cells of the row are headings of one metal each, no two of the same.
fn heads_metals(cells: &[String]) -> Vec<(usize, Metal)> {
    let mut found: Vec<(usize, Metal)> = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let heading = TableHeading::of(cell).filter(|heading| heading.status.is_none());
        match heading.as_ref().map(|heading| heading.metals.as_slice()) {
            Some([metal]) if found.iter().all(|(_, other)| other != metal) => found.push((at, *metal)),
            Some(_) | None => return Vec::new(),
        }
    }
    found
}

fn parts_below(at: usize, named: &[(usize, Metal)], width: usize) -> Vec<PartOf> {
    let ends = named.iter().skip(1).map(|(from, _)| *from).chain([width]);
    let part = |((from, metal), to): (&(usize, Metal), usize)| PartOf {
        columns: (*from..to).collect(),
        below: Some(at),
        metal: Some(*metal),
    };
    named.iter().zip(ends).map(part).collect()
}
