//! What the imported reference lists know together: facilities by metal and CID, their names and countries over
//! time, which lists have them, which do not any more; aliases by metal.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::domain::cmrt::{Version, is_filler};
use crate::domain::{Cid, Contents, Country, ListBody, ListEntry, Metal, ReferenceList, SourceId, Workspace};
use crate::resolve::near::Nearby;
use crate::text::fold;

/// Names of one list, or of several: folded standard names and aliases by metal, and the CIDs.
#[derive(Debug, Clone, Default)]
pub struct ListNames {
    by_metal: BTreeMap<Metal, HashMap<String, Cid>>,
    cids: HashMap<Cid, Metal>,
    /// The countries that are known of a facility; several where it moved, or lists differ.
    countries: HashMap<Cid, Vec<Country>>,
    nearby: Nearby,
}

impl ListNames {
    pub fn of(body: &ListBody) -> Self {
        let mut names = Self::default();
        names.add(body);
        names
    }

    /// Adds a list; where it says otherwise than what was added before, it counts.
    fn add(&mut self, body: &ListBody) {
        for entry in &body.entries {
            self.cids.insert(entry.cid, entry.metal);
            let beside = (entry.cid, Country::of_place(&entry.country));
            let countries = self.countries.entry(entry.cid).or_default();
            countries.extend(beside.1.filter(|country| !countries.contains(country)));
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                self.nearby.add(entry.metal, name, beside);
            }
            let of_metal = self.by_metal.entry(entry.metal).or_default();
            for alias in entry.aliases.iter().map(|alias| fold(alias)).filter(|alias| !alias.is_empty()) {
                of_metal.insert(alias, entry.cid);
            }
        }
        // A standard name is stronger than an alias that happens to be the same.
        for entry in &body.entries {
            let name = fold(&entry.name);
            if !name.is_empty() {
                self.by_metal.entry(entry.metal).or_default().insert(name, entry.cid);
            }
        }
    }

    /// The facility that has a folded name or alias under a metal.
    pub fn cid(&self, metal: Metal, folded: &str) -> Option<Cid> {
        self.by_metal.get(&metal)?.get(folded).copied()
    }

    /// Every name with its metal, folded, and whose it is.
    pub fn all(&self) -> impl Iterator<Item = (Metal, &str, Cid)> {
        let of = |(metal, names): (&Metal, _)| (*metal, names);
        self.by_metal.iter().map(of).flat_map(|(metal, names): (Metal, &HashMap<String, Cid>)| {
            names.iter().map(move |(name, cid)| (metal, name.as_str(), *cid))
        })
    }

    /// The names as they are compared where a list has not just this one.
    pub fn nearby(&self) -> &Nearby {
        &self.nearby
    }

    /// The countries of a facility.
    pub fn countries(&self, cid: Cid) -> &[Country] {
        self.countries.get(&cid).map_or(&[], Vec::as_slice)
    }

    /// The metal under which a CID is known.
    pub fn metal(&self, cid: Cid) -> Option<Metal> {
        self.cids.get(&cid).copied()
    }
}

/// One list among those that are known, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListHead {
    pub source: SourceId,
    pub title: String,
    /// Its title and its day, as decisions and rows name it.
    pub label: String,
    /// The version of the template that carries it.
    pub version: Option<Version>,
    /// The day that it speaks for.
    pub as_of: Option<Date>,
    /// SHA-256 of its content.
    pub body: String,
}

impl ListHead {
    fn of(list: &ReferenceList) -> Self {
        Self {
            source: list.source.clone(),
            title: list.title.clone(),
            label: match list.as_of {
                Some(day) => format!("{} ({day})", list.title),
                None => list.title.clone(),
            },
            version: list.version,
            as_of: list.as_of,
            body: list.body.clone(),
        }
    }

    /// Whether it was out on a day; a list that names no day was out before all others.
    pub(super) fn is_out(&self, on: Date) -> bool {
        self.as_of.is_none_or(|as_of| as_of <= on)
    }

    fn order(&self) -> (Option<Date>, Option<Version>, &SourceId) {
        (self.as_of, self.version, &self.source)
    }
}

/// What one list says of a facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListStatement {
    /// Which list, as an index into [`Lists::heads`].
    pub list: usize,
    /// The standard name.
    pub name: String,
    /// The country as the list writes it, or empty.
    pub country: String,
    /// The city, or empty.
    pub city: String,
    /// The row of the list's sheet.
    pub row: u32,
}

impl ListStatement {
    /// What a file's own look-up says; it has no place among the lists.
    pub fn of(entry: &ListEntry) -> Self {
        Self::in_list(0, entry)
    }

    fn in_list(list: usize, entry: &ListEntry) -> Self {
        Self {
            list,
            name: entry.name.clone(),
            country: entry.country.clone(),
            city: entry.city.clone(),
            row: entry.row,
        }
    }
}

/// Something that happened to a facility from one list to a later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListEvent {
    /// It was not in an earlier list of the templates, and is in this one.
    Added { list: usize },
    /// It is not in this list any more.
    Removed { list: usize },
    /// It had left, and is back.
    Returned { list: usize },
    /// Its standard name became another.
    Renamed {
        /// The list with the new name.
        list: usize,
        /// The name before.
        from: String,
        /// The name since.
        to: String,
    },
    /// Its country became another.
    Moved {
        /// The list with the new country.
        list: usize,
        /// The country before, as written.
        from: String,
        /// The country since, as written.
        to: String,
    },
}

/// What all imported lists know together.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    heads: Vec<ListHead>,
    known: BTreeMap<(Metal, Cid), Vec<ListStatement>>,
    names: ListNames,
    /// Lists whose contents are not loaded.
    unread: Vec<SourceId>,
}

impl Lists {
    /// What the lists of a workspace know, as far as their contents are loaded.
    pub fn build(ws: &Workspace, contents: &Contents) -> Self {
        let mut found: Vec<(ListHead, &ListBody)> = Vec::new();
        let mut lists = Self::default();
        for list in ws.lists.values() {
            match contents.list(&list.body) {
                Some(body) => found.push((ListHead::of(list), body)),
                None => lists.unread.push(list.source.clone()),
            }
        }
        found.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
        for (head, body) in found {
            lists.add(head, body);
        }
        lists
    }

    fn add(&mut self, head: ListHead, body: &ListBody) {
        let list = self.heads.len();
        self.heads.push(head);
        self.names.add(body);
        for entry in &body.entries {
            self.known.entry((entry.metal, entry.cid)).or_default().push(ListStatement::in_list(list, entry));
        }
    }

    /// Whether this is still what the lists of a workspace know.
    pub fn is_current(&self, ws: &Workspace, contents: &Contents) -> bool {
        let loaded = |list: &&ReferenceList| contents.list(&list.body).is_some();
        let now = ws.lists.values().filter(loaded).count();
        now == self.heads.len()
            && self
                .heads
                .iter()
                .all(|head| ws.lists.get(&head.source).is_some_and(|list| ListHead::of(list) == *head))
    }

    /// The lists, the oldest first.
    pub fn heads(&self) -> &[ListHead] {
        &self.heads
    }

    /// The lists whose contents are not loaded.
    pub fn unread(&self) -> &[SourceId] {
        &self.unread
    }

    /// Their names together; where lists disagree, the newest counts.
    pub fn names(&self) -> &ListNames {
        &self.names
    }

    /// Whether a list of this version of the template is among them.
    pub fn has_version(&self, version: Version) -> bool {
        self.heads.iter().any(|head| head.version == Some(version))
    }

    /// What the lists say of a facility, the oldest first; none for one that no list has.
    pub fn said(&self, metal: Metal, cid: Cid) -> &[ListStatement] {
        self.known.get(&(metal, cid)).map_or(&[], Vec::as_slice)
    }

    /// What the newest list that has a facility says of it, with the list.
    pub fn newest(&self, metal: Metal, cid: Cid) -> Option<(&ListHead, &ListStatement)> {
        let said = self.said(metal, cid).last()?;
        Some((self.heads.get(said.list)?, said))
    }

    pub fn facilities(&self) -> impl Iterator<Item = (Metal, Cid)> {
        self.known.keys().copied()
    }

    /// What happened to a facility from list to list. Only lists of the template tell who was removed: another
    /// list may be a choice, such as the audited ones.
    pub fn history(&self, metal: Metal, cid: Cid) -> Vec<ListEvent> {
        self.history_until(metal, cid, Date::MAX)
    }

    /// What had happened to it by a day.
    fn history_until(&self, metal: Metal, cid: Cid, day: Date) -> Vec<ListEvent> {
        let said = self.said(metal, cid);
        let mut happened = Vec::new();
        let (mut before, mut was_there, mut is_first): (Option<&ListStatement>, bool, bool) =
            (None, false, true);
        let of_template = |(_, head): &(usize, &ListHead)| head.version.is_some() && head.is_out(day);
        for (list, _) in self.heads.iter().enumerate().filter(of_template) {
            let now = said.iter().find(|said| said.list == list);
            match (now, before) {
                (Some(_), None) if !is_first => happened.push(ListEvent::Added { list }),
                (Some(now), Some(then)) => {
                    if !was_there {
                        happened.push(ListEvent::Returned { list });
                    }
                    happened.extend(changes(list, then, now));
                }
                (None, Some(_)) if was_there => happened.push(ListEvent::Removed { list }),
                (Some(_) | None, None) | (None, Some(_)) => {}
            }
            was_there = now.is_some();
            before = now.or(before);
            is_first = false;
        }
        happened
    }

    /// The list in which a facility is missing for the first time since it was last there, as far as lists of a day and
    /// before it tell; none while the newest of them has it, and for one that none of them ever had.
    pub fn removed_by(&self, metal: Metal, cid: Cid, day: Date) -> Option<&ListHead> {
        let last =
            self.history_until(metal, cid, day).into_iter().rev().find_map(|happened| match happened {
                ListEvent::Removed { list } => Some(Some(list)),
                ListEvent::Added { .. } | ListEvent::Returned { .. } => Some(None),
                ListEvent::Renamed { .. } | ListEvent::Moved { .. } => None,
            });
        self.heads.get(last??)
    }
}

fn changes(list: usize, then: &ListStatement, now: &ListStatement) -> Vec<ListEvent> {
    let mut found = Vec::new();
    if fold(&then.name) != fold(&now.name) {
        found.push(ListEvent::Renamed { list, from: then.name.clone(), to: now.name.clone() });
    }
    if country_key(&then.country) != country_key(&now.country) {
        found.push(ListEvent::Moved { list, from: then.country.clone(), to: now.country.clone() });
    }
    found
}

/// The ISO code of a country; where it is not known, its words, folded; empty for none, and for what only fills the cell.
pub fn country_key(written: &str) -> String {
    match Country::of_place(written) {
        Some(country) => country.code().to_owned(),
        None if is_filler(written) => String::new(),
        None => fold(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::fixture::{cid, know, known, list, workspace};

    #[test]
    fn what_happened_from_list_to_list_is_known() {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        let gold = Metal::Gold;
        let two = list(&[
            (gold, "CID900001", "Aurora Precious AG", "SWITZERLAND", ""),
            (gold, "CID900005", "Echo", "PERU", ""),
        ]);
        know(&mut ws, &mut contents, ("6.5", 2025), known());
        know(&mut ws, &mut contents, ("6.4", 2024), two);
        know(&mut ws, &mut contents, ("6.31", 2023), known());
        let lists = Lists::build(&ws, &contents);
        let order: Vec<String> =
            lists.heads().iter().filter_map(|head| head.version).map(|v| v.to_string()).collect();
        assert_eq!(order, ["6.31", "6.4", "6.5"]);
        let beacon = lists.history(gold, cid("CID900002"));
        assert_eq!(beacon, [ListEvent::Removed { list: 1 }, ListEvent::Returned { list: 2 }]);
        assert_eq!(lists.removed_by(gold, cid("CID900002"), Date::MAX), None);
        let echo = lists.history(gold, cid("CID900005"));
        assert_eq!(echo, [ListEvent::Added { list: 1 }, ListEvent::Removed { list: 2 }]);
        let removed = lists.removed_by(gold, cid("CID900005"), jiff::civil::date(2025, 4, 25)).unwrap();
        let before = jiff::civil::date(2025, 4, 24);
        assert_eq!(lists.removed_by(gold, cid("CID900005"), before), None, "6.5 was not out");
        assert_eq!(removed.version, ws.lists.values().map(|list| list.version).max().unwrap());
        let aurora = lists.history(gold, cid("CID900001"));
        assert!(matches!(aurora.as_slice(), [ListEvent::Renamed { list: 1, .. }, ListEvent::Renamed { .. }]));
        let newest = lists.newest(gold, cid("CID900001")).unwrap();
        assert_eq!((newest.0.version, newest.1.name.as_str()), (removed.version, "Aurora Refining AG"));
        assert_eq!(lists.names().cid(gold, "aurora precious ag"), Some(cid("CID900001")));
    }
}
