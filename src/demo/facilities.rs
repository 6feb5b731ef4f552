//! The fictional facilities, and the look-ups that workbooks of the various versions carry of them.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::data::embedded;
use crate::domain::cmrt::Version;
use crate::domain::{Cid, ListBody, ListEntry, Metal};

/// The order of the metals in a look-up sheet.
const METALS: [Metal; 4] = [Metal::Gold, Metal::Tantalum, Metal::Tin, Metal::Tungsten];

/// The first row of a look-up sheet with a facility.
pub(super) const FIRST_ROW: u32 = 5;

/// The last entries of every metal's part of a look-up, which stand for no facility.
pub(super) const SPECIAL: [&str; 2] = ["Smelter not listed", "Smelter not yet identified"];

/// The name that a facility had up to a version.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Was {
    until: Version,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Facility {
    metal: Metal,
    cid: Cid,
    name: String,
    country: String,
    city: String,
    #[serde(default)]
    state: String,
    aliases: Vec<String>,
    since: Option<Version>,
    until: Option<Version>,
    /// The ID that lists of 2.x have: metal, ISO-3 country, running number.
    old: Option<String>,
    was: Option<Was>,
}

impl Facility {
    fn is_in(&self, version: Version) -> bool {
        self.since.is_none_or(|since| since <= version) && self.until.is_none_or(|until| version <= until)
    }

    fn entry(&self, version: Version) -> ListEntry {
        let mut names: Vec<&String> = self.aliases.iter().chain([&self.name]).collect();
        let mut name = &self.name;
        if let Some(was) = &self.was {
            names.push(&was.name);
            name = if version <= was.until { &was.name } else { name };
        }
        let mut aliases: Vec<String> = names.into_iter().filter(|alias| *alias != name).cloned().collect();
        aliases.sort();
        ListEntry {
            metal: self.metal,
            cid: self.cid,
            name: name.clone(),
            country: self.country.clone(),
            city: self.city.clone(),
            state: self.state.clone(),
            aliases,
            row: 0,
        }
    }
}

fn facilities() -> &'static [Facility] {
    static ALL: OnceLock<Vec<Facility>> = OnceLock::new();
    ALL.get_or_init(|| embedded("data/demo/facilities.ron", include_str!("../../data/demo/facilities.ron")))
}

/// One row of a look-up sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct LookUpRow<'a> {
    /// The row, from 1.
    pub row: u32,
    pub metal: Metal,
    /// The name: the standard name, an alias, or a special entry.
    pub alias: &'a str,
    /// The facility; `None` for a special entry.
    pub entry: Option<&'a ListEntry>,
}

/// The rows of the look-up sheet of 5.x and 6.x, in its order: by metal, then by name, the special entries last.
pub(super) fn sheet_rows(list: &ListBody) -> Vec<LookUpRow<'_>> {
    let mut rows = Vec::new();
    for metal in METALS {
        let entries = list.entries.iter().filter(|entry| entry.metal == metal);
        let mut named: Vec<(&str, &ListEntry)> = entries
            .flat_map(|entry| {
                entry.aliases.iter().chain([&entry.name]).map(move |name| (name.as_str(), entry))
            })
            .collect();
        named.sort_by_key(|(name, entry)| (*name, entry.cid));
        rows.extend(named.into_iter().map(|(alias, entry)| (metal, alias, Some(entry))));
        rows.extend(SPECIAL.map(|alias| (metal, alias, None)));
    }
    let numbered = (FIRST_ROW..).zip(rows);
    numbered.map(|(row, (metal, alias, entry))| LookUpRow { row, metal, alias, entry }).collect()
}

/// The rows of a list of 2.x to 4.x that names every facility once: by metal, then by name.
pub(super) fn names_only(list: &ListBody) -> Vec<LookUpRow<'_>> {
    let rows = sheet_rows(list);
    rows.into_iter().filter(|row| row.entry.is_some_and(|entry| entry.name == row.alias)).collect()
}

/// The ID that lists of 2.x have for a facility of ours.
pub(super) fn old_id(cid: Cid) -> Option<&'static str> {
    facilities().iter().find(|facility| facility.cid == cid)?.old.as_deref()
}

/// The name and the country of a facility.
pub(super) fn named(cid: Cid) -> Option<(&'static str, &'static str)> {
    let facility = facilities().iter().find(|facility| facility.cid == cid)?;
    Some((&facility.name, &facility.country))
}

/// The list with the rows that its entries have in the look-up sheet.
pub fn numbered(list: ListBody) -> ListBody {
    let rows: Vec<(Cid, Metal, u32)> = sheet_rows(&list)
        .into_iter()
        .filter_map(|row| {
            row.entry.filter(|entry| entry.name == row.alias).map(|e| (e.cid, e.metal, row.row))
        })
        .collect();
    let of =
        |entry: &ListEntry| rows.iter().find(|(cid, metal, _)| (*cid, *metal) == (entry.cid, entry.metal));
    let entries = list
        .entries
        .iter()
        .map(|entry| ListEntry { row: of(entry).map_or(0, |(_, _, row)| *row), ..entry.clone() })
        .collect();
    ListBody { sheet: list.sheet, entries }
}

/// The fictional look-up as a workbook of this version carries it: some facilities came, left or were renamed
/// between versions. From 5.x on.
pub fn look_up_of(version: Version) -> ListBody {
    let known = facilities().iter().filter(|facility| facility.is_in(version));
    let mut entries: Vec<ListEntry> = known.map(|facility| facility.entry(version)).collect();
    entries.sort_by_key(|entry| (entry.metal, entry.cid));
    numbered(ListBody { sheet: "Smelter Look-up".to_owned(), entries })
}

/// The newest fictional look-up, of 6.5.
pub fn look_up() -> ListBody {
    look_up_of(Version::new(650))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{facilities, look_up, look_up_of, sheet_rows};
    use crate::domain::Country;
    use crate::domain::cmrt::Version;

    #[test]
    fn facilities_are_marked_as_fictional_and_lie_in_real_countries() {
        assert!(facilities().len() >= 60, "{}", facilities().len());
        let ids: BTreeSet<_> = facilities().iter().map(|facility| facility.cid).collect();
        assert_eq!(ids.len(), facilities().len());
        for facility in facilities() {
            assert!(facility.cid.to_string().starts_with("CID9"), "{}", facility.cid);
            let country = Country::parse(&facility.country).map(Country::name);
            assert_eq!(country, Some(facility.country.as_str()), "{}", facility.name);
        }
    }

    #[test]
    fn an_alias_names_one_facility_of_a_metal() {
        let list = look_up();
        let mut names = BTreeSet::new();
        for row in sheet_rows(&list) {
            assert!(names.insert((row.metal, row.alias.to_lowercase())), "{} {}", row.metal, row.alias);
        }
        let shared = names.iter().filter(|(_, name)| name == "harzwerk").count();
        assert_eq!(shared, 2, "a name of two metals is among them");
    }

    #[test]
    fn look_ups_differ_between_versions() {
        let (old, new) = (look_up_of(Version::new(622)), look_up());
        let ids =
            |list: &crate::domain::ListBody| list.entries.iter().map(|e| e.cid).collect::<BTreeSet<_>>();
        assert!(ids(&old).difference(&ids(&new)).count() >= 2);
        assert!(ids(&new).difference(&ids(&old)).count() >= 3);
        let renamed = old.entries.iter().filter(|entry| {
            new.entries.iter().any(|other| other.cid == entry.cid && other.name != entry.name)
        });
        assert_eq!(renamed.count(), 1);
        assert!(new.entries.iter().all(|entry| entry.row >= 5));
    }
}
