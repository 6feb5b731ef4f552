//! Rows of a reference list to its facilities: several rows that name one facility become one, its other names gathered.

use std::collections::{BTreeMap, BTreeSet};

use crate::cmrt::{self, ListColumn};
use crate::domain::cmrt::Special;
use crate::domain::{Cid, ListEntry, Metal};
use crate::text::clean;

/// Why a row was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// Its metal is none of the four.
    NoMetal,
    /// It has no CID.
    NoCid,
    /// It has no name.
    NoName,
}

impl Passed {
    /// The column that is to blame.
    pub fn column(self) -> ListColumn {
        match self {
            Self::NoMetal => ListColumn::Metal,
            Self::NoCid => ListColumn::Cid,
            Self::NoName => ListColumn::Name,
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoMetal => "this row was not taken: its metal is none of the four",
            Self::NoCid => "this row was not taken: it has no CID",
            Self::NoName => "this row was not taken: it has no name",
        }
    }
}

#[derive(Debug)]
struct Facility {
    name: String,
    country: String,
    city: String,
    state: String,
    aliases: BTreeSet<String>,
    row: u32,
    /// Whether `row` is one that has the standard name as its look-up name.
    is_standard: bool,
}

/// The facilities found so far.
#[derive(Debug, Default)]
pub struct Gathered(BTreeMap<(Metal, Cid), Facility>);

impl Gathered {
    /// Takes a row, given the text of each column; `Some` when it was not taken though it holds something. The special
    /// entries of look-up lists are passed over silently.
    pub fn take<'t>(&mut self, row: u32, text: impl Fn(ListColumn) -> Option<&'t str>) -> Option<Passed> {
        let cleaned = |column| clean(text(column).unwrap_or_default());
        let (alias, name) = (cleaned(ListColumn::Alias), cleaned(ListColumn::Name));
        if Special::of(&alias).or(Special::of(&name)).is_some() {
            return None;
        }
        let written = text(ListColumn::Metal).unwrap_or_default();
        let cid = text(ListColumn::Cid).unwrap_or_default();
        if written.trim().is_empty() && name.is_empty() && alias.is_empty() && cid.trim().is_empty() {
            return None;
        }
        let Some(metal) = cmrt::metal(written) else { return Some(Passed::NoMetal) };
        let Ok(cid) = Cid::parse(cid) else { return Some(Passed::NoCid) };
        let (name, alias) = if name.is_empty() { (alias, String::new()) } else { (name, alias) };
        if name.is_empty() {
            return Some(Passed::NoName);
        }
        let is_standard = alias.is_empty() || alias == name;
        let held = self.0.entry((metal, cid)).or_insert_with(|| Facility {
            name: name.clone(),
            country: cleaned(ListColumn::Country),
            city: cleaned(ListColumn::City),
            state: cleaned(ListColumn::State),
            aliases: BTreeSet::new(),
            row,
            is_standard,
        });
        held.add(row, [alias, name]);
        None
    }

    /// The facilities, sorted by metal, then CID.
    pub fn entries(self) -> Vec<ListEntry> {
        let entries = self.0.into_iter().map(|((metal, cid), facility)| ListEntry {
            metal,
            cid,
            name: facility.name,
            country: facility.country,
            city: facility.city,
            state: facility.state,
            aliases: facility.aliases.into_iter().collect(),
            row: facility.row,
        });
        entries.collect()
    }
}

impl Facility {
    fn add(&mut self, row: u32, [alias, name]: [String; 2]) {
        if !self.is_standard && alias == self.name {
            (self.row, self.is_standard) = (row, true);
        }
        self.aliases.extend([alias, name].into_iter().filter(|text| !text.is_empty() && *text != self.name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(gathered: &mut Gathered, row: u32, cells: [&'static str; 4]) -> Option<Passed> {
        let [metal, alias, name, cid] = cells;
        gathered.take(row, |column| match column {
            ListColumn::Metal => Some(metal),
            ListColumn::Alias => Some(alias),
            ListColumn::Name => Some(name),
            ListColumn::Cid => Some(cid),
            ListColumn::Country | ListColumn::City | ListColumn::State => None,
        })
    }

    #[test]
    fn aliases_are_gathered_under_the_standard_name() {
        let mut gathered = Gathered::default();
        for (row, cells) in [
            (5, ["Gold", "Alfa", "Alpha Gold", "CID900001"]),
            (6, ["Gold", "Alpha Gold", "Alpha Gold", "CID900001"]),
            (7, ["Gold", "Alfa", "Alpha Gold", "CID900001"]),
            (8, ["Gold", "Smelter not listed", "", ""]),
            (9, ["Gold", "Smelter not yet identified", "Unknown", ""]),
            (10, ["", "", "", ""]),
        ] {
            assert_eq!(take(&mut gathered, row, cells), None);
        }
        assert_eq!(take(&mut gathered, 11, ["Zinc", "A", "A", "CID900002"]), Some(Passed::NoMetal));
        assert_eq!(take(&mut gathered, 12, ["Gold", "A", "A", "1DEU001"]), Some(Passed::NoCid));
        assert_eq!(take(&mut gathered, 13, ["Gold", "", "", "CID900003"]), Some(Passed::NoName));
        let entries = gathered.entries();
        assert_eq!(entries.len(), 1);
        let entry = entries.first().unwrap();
        assert_eq!(
            (entry.name.as_str(), entry.row, entry.aliases.as_slice()),
            ("Alpha Gold", 6, &["Alfa".to_owned()][..])
        );
    }
}
