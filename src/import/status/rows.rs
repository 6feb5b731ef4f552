//! Rows of a status list to its entries.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::said::programme_in;
use super::words::ListWords;
use super::{Layout, StatusColumn};
use crate::domain::{Cid, ListKind, Metal, Place, Programme, StatusBody, StatusEntry};
use crate::import::cell_grid::{CellGrid, plain, status_unmarked};
use crate::import::cmrt::date::{DateReading, of_text};
use crate::import::legend::Legends;
use crate::text::{clean, count};

/// So many rows not taken, and so many remarks, are kept.
const MOST_NOTES: usize = 1_000;

/// What a table was read as.
#[derive(Debug, Default)]
pub(super) struct ReadRows {
    pub body: StatusBody,
    /// Whether it has a column of statuses.
    pub has_statuses: bool,
    pub skipped: Vec<(Place, String)>,
    pub remarks: Vec<(Place, String)>,
}

/// Reads all rows below the header.
pub(super) fn read(grid: &CellGrid, layout: &Layout) -> ReadRows {
    let has_statuses = layout.has(StatusColumn::Status) || layout.has(StatusColumn::ListType);
    let mut read = ReadRows { has_statuses, ..ReadRows::default() };
    let mut marked: Vec<(String, Vec<Place>)> = Vec::new();
    read.body.sheet = grid.label.clone().unwrap_or_default();
    for (number, cells) in grid.rows.iter().skip(layout.header + 1) {
        if cells.iter().all(String::is_empty) || super::of_header(cells).is_some() {
            continue;
        }
        let mut row = RowReader { grid, layout, number: *number, cells, remarks: Vec::new() };
        match row.entry(has_statuses) {
            Ok(entry) => {
                let marks = status_unmarked(&entry.word).1.into_iter();
                let place = row.place(StatusColumn::Status);
                marked.extend(marks.map(|mark| (plain(&mark), vec![place.clone()])));
                read.body.entries.push(entry);
                read.remarks.append(&mut row.remarks);
            }
            Err(skipped) => read.skipped.push(skipped),
        }
    }
    read.remarks.extend(unknown_programmes(&read.body));
    let mut legends = Legends::default();
    grid.rows.iter().flat_map(|(_, cells)| cells).for_each(|cell| legends.text(cell));
    legends.status_marked(marked);
    read.remarks.extend(legends.remarks());
    for notes in [&mut read.skipped, &mut read.remarks] {
        let more = notes.len().saturating_sub(MOST_NOTES);
        notes.truncate(MOST_NOTES);
        if more > 0 {
            notes.push((Place::File, format!("{more} more are left out")));
        }
    }
    read
}

/// The programme that a cell names; none where it says nothing. Of several the table's, and of a longer text the one whose words
/// stand in it.
fn programme_of(written: &str) -> Option<Programme> {
    let read = Programme::read(written).filter(|_| written.chars().any(char::is_alphanumeric))?;
    match read.info() {
        Some(_) => Some(read),
        None if ListWords::get().is_no(written) => None,
        None => programme_in(written).or(Some(read)),
    }
}

/// What rows name as programmes and the table of programmes does not have, once each.
fn unknown_programmes(body: &StatusBody) -> Vec<(Place, String)> {
    let mut unknown: BTreeMap<&Programme, usize> = BTreeMap::new();
    let named = body.entries.iter().filter_map(|entry| entry.programme.as_ref());
    for programme in named.filter(|programme| programme.info().is_none()) {
        *unknown.entry(programme).or_default() += 1;
    }
    let told = |(programme, rows): (&Programme, usize)| {
        let rows = count(rows, "row is", "rows are");
        let why = format!(
            "{rows} of \u{201c}{programme}\u{201d}, no programme that is known: kept, and without a status unless it is \
             recognised (rcoi programmes --recognise)"
        );
        (Place::File, why)
    };
    unknown.into_iter().map(told).collect()
}

/// Reads one row.
struct RowReader<'a> {
    grid: &'a CellGrid,
    layout: &'a Layout,
    number: u32,
    cells: &'a [String],
    remarks: Vec<(Place, String)>,
}

impl RowReader<'_> {
    fn place(&self, column: StatusColumn) -> Place {
        let at = self.layout.columns.iter().position(|other| *other == column).unwrap_or(0);
        self.grid.place(self.number, at)
    }

    /// A column's cell, cleaned; empty where there is none.
    fn cell(&self, column: StatusColumn) -> String {
        let at = self.layout.columns.iter().position(|other| *other == column);
        clean(at.and_then(|at| self.cells.get(at)).map_or("", String::as_str))
    }

    fn remark(&mut self, column: StatusColumn, why: String) {
        self.remarks.push((self.place(column), why));
    }

    /// The entry of the row, or why it is none.
    fn entry(&mut self, has_statuses: bool) -> Result<StatusEntry, (Place, String)> {
        let (name, cid) = (self.cell(StatusColumn::Name), self.cid());
        if name.is_empty() && cid.is_none() {
            return Err((self.place(StatusColumn::Name), "this row has neither a name nor a CID".to_owned()));
        }
        let metal = self.metal()?;
        let (kind, word) = self.kind(has_statuses)?;
        let (last_audit, next_audit) = (self.day(StatusColumn::LastAudit), self.day(StatusColumn::NextAudit));
        Ok(StatusEntry {
            metal,
            cid,
            name,
            country: self.cell(StatusColumn::Country),
            kind,
            word,
            programme: programme_of(&self.cell(StatusColumn::Programme)),
            last_audit,
            cycle: self.cycle(),
            next_audit,
            reaudit: ListWords::get().is_yes(&self.cell(StatusColumn::Reaudit)),
            row: self.number,
        })
    }

    fn cid(&mut self) -> Option<Cid> {
        let written = self.cell(StatusColumn::Cid);
        let read = Cid::parse(&written);
        if let (Err(bad), false) = (&read, written.is_empty()) {
            self.remark(StatusColumn::Cid, format!("{bad}; the row has none"));
        }
        read.ok()
    }

    /// Lists of all minerals have rows of others than the four.
    fn metal(&self) -> Result<Option<Metal>, (Place, String)> {
        let written = self.cell(StatusColumn::Metal);
        if !self.layout.has(StatusColumn::Metal) {
            return Ok(None);
        }
        let why = || match written.as_str() {
            "" => "this row has no metal".to_owned(),
            written => format!("\u{201c}{written}\u{201d} is none of the four metals"),
        };
        Metal::asked(&written).map(Some).ok_or_else(|| (self.place(StatusColumn::Metal), why()))
    }

    /// What the row says, and the programme's own word where it says something else than the kind.
    fn kind(&mut self, has_statuses: bool) -> Result<(Option<ListKind>, String), (Place, String)> {
        if !has_statuses {
            return Ok((None, String::new()));
        }
        let columns = [StatusColumn::Status, StatusColumn::ListType];
        let written =
            columns.map(|column| (column, self.cell(column))).into_iter().find(|(_, word)| !word.is_empty());
        let Some((column, word)) = written else {
            return Err((self.place(StatusColumn::Status), "this row has no status".to_owned()));
        };
        let known = ListWords::get().kind_of(&word);
        if known.is_none() {
            let why = format!(
                "the status \u{201c}{word}\u{201d} is not known: the word is kept, the row is neither conformant nor active"
            );
            self.remark(column, why);
        }
        Ok((Some(known.unwrap_or(ListKind::Other)), word))
    }

    fn day(&mut self, column: StatusColumn) -> Option<Date> {
        let written = self.cell(column);
        match of_text(&written) {
            DateReading::Day(day) => Some(day),
            DateReading::Unclear if written.is_empty() => None,
            DateReading::Unclear => {
                self.remark(
                    column,
                    format!("\u{201c}{written}\u{201d} is no day, or could be two; it is not used"),
                );
                None
            }
        }
    }

    fn cycle(&mut self) -> Option<u8> {
        let written = self.cell(StatusColumn::Cycle);
        let cycle = ListWords::get().cycle(&written);
        if cycle.is_none() && !written.is_empty() {
            self.remark(
                StatusColumn::Cycle,
                format!("\u{201c}{written}\u{201d} is no number of years; the row has no cycle"),
            );
        }
        cycle
    }
}
