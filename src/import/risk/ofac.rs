//! OFAC's Specially Designated Nationals in three files without headers: SDN.CSV (names), ALT.CSV (aliases), ADD.CSV (addresses with
//! countries), joined by the number of the entity. `-0-` stands for nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::words::RiskWords;
use super::{Entries, RiskDraft, RiskPart, RiskShape};
use crate::domain::{Country, Place, RiskBody, RiskEntry, RiskKind};
use crate::import::cell_grid::CellGrid;
use crate::import::status::day_said;
use crate::text::clean;

/// What the list of the three files is called.
const TITLE: &str = "OFAC SDN";

/// Stands for an empty cell.
const EMPTY: &str = "-0-";

impl RiskPart {
    /// The parts of OFAC's list, with their columns.
    const OF_OFAC: [(Self, usize); 3] = [(Self::Names, 12), (Self::Aliases, 5), (Self::Addresses, 6)];

    /// How many columns such a file of OFAC has.
    fn columns(self) -> usize {
        Self::OF_OFAC.iter().find(|(part, _)| *part == self).map_or(0, |(_, columns)| *columns)
    }
}

/// The part of OFAC's list that a table is, by its first row: numbers in front, and so many columns.
pub(super) fn part(grid: &CellGrid) -> Option<RiskPart> {
    if grid.label.is_some() {
        return None;
    }
    let (_, cells) = grid.rows.first()?;
    let is_number = |at: usize| cells.get(at).is_some_and(|cell| cell.trim().parse::<u64>().is_ok());
    let numbers = |part: RiskPart| match part {
        RiskPart::Names => is_number(0) && !is_number(1),
        RiskPart::Aliases | RiskPart::Addresses => is_number(0) && is_number(1),
        RiskPart::Whole => false,
    };
    let of = RiskPart::OF_OFAC.into_iter().find(|(part, columns)| cells.len() == *columns && numbers(*part));
    of.map(|(part, _)| part)
}

/// How much of a table fits, for the choice of its delimiter.
pub(super) fn fit(grid: &CellGrid) -> usize {
    part(grid).map_or(0, RiskPart::columns)
}

/// Reads a part.
pub(super) fn read(grid: &CellGrid, part: RiskPart, title: &str) -> Result<RiskDraft, RiskShape> {
    let mut entries = Entries::default();
    for (number, cells) in &grid.rows {
        // The files end with the mark of the end of a file of old.
        if cells.iter().all(|cell| clean(cell).is_empty()) {
            continue;
        }
        check(grid, (*number, cells), part)?;
        entries.add(cells, *number, part);
    }
    let as_of = day_said(grid, 0, title);
    let draft = entries.draft(TITLE.to_owned(), (RiskKind::Sanctions, part));
    Ok(RiskDraft { as_of, is_evident: true, ..draft })
}

fn check(grid: &CellGrid, (number, cells): (u32, &Vec<String>), part: RiskPart) -> Result<(), RiskShape> {
    let columns = part.columns();
    let shape = |at: usize, why: String| RiskShape { place: grid.place(number, at), why };
    if cells.len() != columns {
        let at = cells.len().min(columns);
        let why = format!("this row has {} columns, the file\u{2019}s first has {columns}", cells.len());
        return Err(shape(at, why));
    }
    match cells.first().map(|cell| cell.trim().parse::<u64>()) {
        Some(Ok(_)) => Ok(()),
        Some(Err(_)) | None => Err(shape(0, "the number of the entity is missing".to_owned())),
    }
}

impl Entries {
    fn add(&mut self, cells: &[String], row: u32, part: RiskPart) {
        let cell = |at: usize| cells.get(at).map(|cell| clean(cell)).filter(|cell| cell != EMPTY);
        let text = |at: usize| cell(at).unwrap_or_default();
        let entry = RiskEntry { id: text(0), row, ..RiskEntry::default() };
        match part {
            RiskPart::Names if RiskWords::get().is_left_out(&text(2)) => self.left_out += 1,
            RiskPart::Names => self.body.entries.push(RiskEntry {
                name: text(1),
                is_person: RiskWords::get().is_person(&text(2)),
                listed_as: text(3),
                remarks: text(11),
                ..entry
            }),
            RiskPart::Aliases => {
                self.body.entries.push(RiskEntry { aliases: cell(3).into_iter().collect(), ..entry });
            }
            RiskPart::Addresses => {
                let country = cell(4).and_then(|written| self.country(&written, row));
                self.body.entries.push(RiskEntry { countries: country.into_iter().collect(), ..entry });
            }
            RiskPart::Whole => {}
        }
    }
}

impl Entries {
    fn country(&mut self, written: &str, row: u32) -> Option<Country> {
        let country = Country::parse(written);
        if country.is_none() && !written.is_empty() {
            let why = format!("\u{201c}{written}\u{201d} is no country that is known; it is not used");
            self.remarks.push((Place::Line(row, 5), why));
        }
        country
    }
}

/// The names with the aliases and the countries of the same numbers.
pub(super) fn join(
    names: &RiskDraft,
    aliases: Option<&RiskDraft>,
    addresses: Option<&RiskDraft>,
) -> RiskDraft {
    let mut by_id: HashMap<&str, (Vec<String>, Vec<Country>)> = HashMap::new();
    for part in [aliases, addresses].into_iter().flatten() {
        for entry in &part.body.entries {
            let beside = by_id.entry(entry.id.as_str()).or_default();
            beside.0.extend(entry.aliases.iter().cloned());
            beside.1.extend(entry.countries.iter().copied());
        }
    }
    let mut entries = names.body.entries.clone();
    for entry in &mut entries {
        if let Some((names, mut countries)) = by_id.remove(entry.id.as_str()) {
            countries.sort_unstable();
            countries.dedup();
            (entry.aliases, entry.countries) = (names, countries);
        }
    }
    let mut joined = RiskDraft {
        body: Arc::new(RiskBody { sheet: String::new(), entries }),
        joined: [aliases, addresses].into_iter().flatten().map(|part| part.sha256.clone()).collect(),
        ..names.clone()
    };
    let others = [aliases, addresses].into_iter().flatten();
    joined.remarks.extend(others.flat_map(|part| {
        part.remarks.iter().map(|(place, why)| (place.clone(), format!("{}: {why}", part.file)))
    }));
    let missing = [
        (aliases.is_none(), "ALT.CSV is not among the files: no other names are screened"),
        (
            addresses.is_none(),
            "ADD.CSV is not among the files: without countries every hit is a possible one",
        ),
    ];
    let missing = missing.into_iter().filter(|(is_missing, _)| *is_missing);
    joined.remarks.extend(missing.map(|(_, words)| (Place::File, words.to_owned())));
    joined.as_of = [Some(names), aliases, addresses].into_iter().flatten().find_map(|part| part.as_of);
    joined
}
