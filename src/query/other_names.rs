//! Names of facilities beside those that they are shown under: search finds a facility by them as well, and says by which.

use std::collections::{HashMap, HashSet};

use super::{FacilityField, FacilityRow, filter};
use crate::domain::{FacilityId, Standings, Workspace};
use crate::resolve::open::MatchBasis;
use crate::resolve::rows::Register;
use crate::text::{SearchQuery, SearchWord, fold};

/// Who calls a facility by another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameGiver {
    /// A source of the workspace, or whoever set it by hand.
    Source,
    /// A reference list.
    List,
    /// Suppliers whose rows resolve to it.
    Suppliers,
}

impl NameGiver {
    /// Where the name stands, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Source => "in a source",
            Self::List => "in the reference lists",
            Self::Suppliers => "as suppliers write it",
        }
    }
}

/// A name beside the one that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlsoKnown {
    pub written: String,
    pub by: NameGiver,
}

/// The other names of one facility, and all of them folded, a line each.
#[derive(Debug, Clone, Default)]
struct Names {
    all: Vec<AlsoKnown>,
    folded: String,
}

/// What reference lists and suppliers call the facilities of a workspace. What its own sources call them stands in their rows.
#[derive(Debug, Clone, Default)]
pub struct OtherNames(HashMap<FacilityId, Names>);

/// What facilities are searched in beside their rows.
#[derive(Debug, Clone, Copy)]
pub struct SearchedIn<'a> {
    pub ws: &'a Workspace,
    pub standings: &'a Standings,
    pub names: &'a OtherNames,
}

impl OtherNames {
    /// Those of these facilities. One without a CID has what the lists know of the facility of its name.
    pub fn build(rows: &[FacilityRow], match_basis: &MatchBasis, register: &Register) -> Self {
        let written = register.written_names();
        let listed = register.lists().names();
        let of = |row: &FacilityRow| {
            let name = fold(&row.name);
            let cid = row.cid.or_else(|| listed.cid(row.metal, &name));
            let mut seen: HashSet<String> = row.also.lines().map(str::to_owned).chain([name]).collect();
            let mut names = Names::default();
            let entries = cid.into_iter().flat_map(|cid| match_basis.entries_of(row.metal, cid));
            for name in entries.flat_map(|(_, entry)| entry.aliases.iter().chain([&entry.name])) {
                names.add(&mut seen, name, NameGiver::List);
            }
            for name in written.get(&row.id).into_iter().flatten() {
                names.add(&mut seen, name, NameGiver::Suppliers);
            }
            (!names.all.is_empty()).then(|| (row.id.clone(), names))
        };
        Self(rows.iter().filter_map(of).collect())
    }

    /// What lists and suppliers call a facility, the lists first.
    pub fn of(&self, id: &FacilityId) -> &[AlsoKnown] {
        self.0.get(id).map_or(&[], |names| &names.all)
    }

    /// Whether any other name of a facility holds a folded text.
    pub(super) fn has(&self, row: &FacilityRow, text: &str) -> bool {
        row.also.contains(text) || self.0.get(&row.id).is_some_and(|names| names.folded.contains(text))
    }
}

impl Names {
    fn add(&mut self, seen: &mut HashSet<String>, name: &str, by: NameGiver) {
        let folded = fold(name);
        if folded.is_empty() || seen.contains(&folded) {
            return;
        }
        self.folded.push_str(&folded);
        self.folded.push('\n');
        self.all.push(AlsoKnown { written: name.to_owned(), by });
        seen.insert(folded);
    }
}

impl SearchedIn<'_> {
    /// All other names of a facility: those of its sources, of lists, of suppliers.
    pub fn names_of(&self, id: &FacilityId) -> Vec<AlsoKnown> {
        let own = self.ws.view(id).map(|view| view.other_names()).unwrap_or_default();
        let source = |name: &str| AlsoKnown { written: name.to_owned(), by: NameGiver::Source };
        own.into_iter().map(source).chain(self.names.of(id).iter().cloned()).collect()
    }

    /// The name by which a search finds a facility whose row does not show what is looked for: the one that holds most of it.
    pub fn found_by(&self, row: &FacilityRow, query: &SearchQuery<FacilityField>) -> Option<AlsoKnown> {
        let is_shown = |word: &SearchWord<FacilityField>| match word.column {
            None => row.haystack.contains(&word.text),
            Some(column) => filter::cell(row, column, *self).contains(&word.text),
        };
        if query.finds(is_shown) {
            return None;
        }
        let plain = query.words().iter().filter(|word| !word.is_left_out && word.column.is_none());
        let missing: Vec<&str> =
            plain.filter(|word| !is_shown(word)).map(|word| word.text.as_str()).collect();
        let mut best: Option<(usize, AlsoKnown)> = None;
        for name in self.names_of(&row.id) {
            let folded = fold(&name.written);
            let held = missing.iter().filter(|text| folded.contains(*text)).count();
            if held > best.as_ref().map_or(0, |(held, _)| *held) {
                best = Some((held, name));
            }
        }
        best.map(|(_, name)| name)
    }
}
