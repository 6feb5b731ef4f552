//! What open names are matched against.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::cmrt::Version;
use crate::domain::{
    Cid, ClaimField, Contents, Country, FacilityId, FacilityView, ListBody, ListEntry, Metal, Resolved,
    Workspace,
};
use crate::resolve::counting::in_force;
use crate::resolve::lists::Lists;
use crate::resolve::matching::{FacilityRef, ReferenceEntry};
use crate::resolve::rows::Cids;
use crate::text::fold;

/// A name that was decided to be a facility.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DecidedName {
    pub metal: Metal,
    pub written: String,
    pub whose: FacilityRef,
}

/// A facility of the workspace that no list has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Own {
    whose: FacilityRef,
    metal: Metal,
    name: String,
    country: Option<Country>,
    aliases: Vec<String>,
}

/// A list or a look-up.
#[derive(Debug, Clone)]
struct BasisList {
    /// SHA-256 of its content.
    sha256: String,
    version: Option<Version>,
    body: Arc<ListBody>,
    /// Whether it was out when the last declaration that counts was made: a later list tells of no declared name that its
    /// facility was removed.
    was_out: bool,
}

/// The lists, look-ups and facilities of a workspace, and the names that were decided. Cheap to copy.
#[derive(Debug, Clone, Default)]
pub struct MatchBasis {
    /// The newest first.
    shelves: Vec<BasisList>,
    own: Vec<Own>,
    decided_names: BTreeSet<DecidedName>,
}

impl MatchBasis {
    /// Those of a workspace, as far as its contents are loaded. Where no list of a version is imported, the look-ups
    /// that declarations of that version carry are taken.
    pub fn of(ws: &Workspace, contents: &Contents, lists: &Lists) -> Self {
        let cids = Cids::of(ws);
        let mut match_basis = Self {
            shelves: shelves(ws, contents, lists),
            own: Vec::new(),
            decided_names: decided_names(ws, &cids),
        };
        match_basis.own = match_basis.own_of(ws, &cids);
        match_basis
    }

    /// The facilities that no list or look-up has, by number or by name.
    fn own_of(&self, ws: &Workspace, cids: &Cids<'_>) -> Vec<Own> {
        let names: OnceCell<HashSet<(Metal, String)>> = OnceCell::new();
        let mut own = Vec::new();
        for facility in ws.live() {
            let cid = cids.of_facility(&facility.id);
            if cid.is_some_and(|cid| self.entries_of(facility.metal, cid).next().is_some()) {
                continue;
            }
            let view = FacilityView::new(ws, facility);
            let name = (facility.metal, fold(view.name()));
            if !name.1.is_empty() && (cid.is_some() || !names.get_or_init(|| self.names()).contains(&name)) {
                own.push(Own::of(&view, cid));
            }
        }
        own
    }

    /// The standard names and aliases of all lists and look-ups, folded.
    fn names(&self) -> HashSet<(Metal, String)> {
        let entries = self.shelves.iter().flat_map(|shelf| &shelf.body.entries);
        let names = |entry: &ListEntry| {
            let all = std::iter::once(&entry.name).chain(&entry.aliases);
            all.map(|name| (entry.metal, fold(name))).collect::<Vec<_>>()
        };
        entries.flat_map(names).collect()
    }

    /// Whether there is nothing to match against.
    pub fn is_empty(&self) -> bool {
        self.shelves.is_empty() && self.own.is_empty()
    }

    /// Whether two have the same lists, look-ups and own facilities, whatever was decided.
    pub fn has_same_lists(&self, other: &Self) -> bool {
        let told = |shelf: &BasisList| (shelf.sha256.clone(), shelf.version, shelf.was_out);
        let alike = |(a, b): (&BasisList, &BasisList)| told(a) == told(b);
        self.own == other.own
            && self.shelves.len() == other.shelves.len()
            && self.shelves.iter().zip(&other.shelves).all(alike)
    }

    /// The names that only one of two has as decided.
    pub fn decided_otherwise(&self, other: &Self) -> Vec<DecidedName> {
        self.decided_names.symmetric_difference(&other.decided_names).cloned().collect()
    }

    /// The entries of the lists, the newest first, then the workspace's own facilities; names that were decided with
    /// the first entry of their facility.
    pub fn entries(&self) -> Vec<ReferenceEntry> {
        // Look-ups of one version may differ: a supplier can have cut its own.
        let told = || self.shelves.iter().filter(|shelf| shelf.version.is_some() && shelf.was_out);
        let newest = told().filter_map(|shelf| shelf.version).max();
        let of_newest = told().filter(|shelf| shelf.version == newest);
        let current: BTreeSet<(Metal, Cid)> = of_newest.flat_map(|shelf| held(&shelf.body)).collect();
        let versioned: BTreeSet<(Metal, Cid)> = told().flat_map(|shelf| held(&shelf.body)).collect();
        let mut decided_names: BTreeMap<(Metal, &FacilityRef), Vec<String>> = BTreeMap::new();
        for DecidedName { metal, written, whose } in &self.decided_names {
            decided_names.entry((*metal, whose)).or_default().push(written.clone());
        }
        let mut entries = Vec::new();
        for entry in self.shelves.iter().flat_map(|shelf| &shelf.body.entries) {
            // Only lists of the template tell who was removed: another may be a choice, such as the audited ones.
            let id = (entry.metal, entry.cid);
            entries.push(ReferenceEntry::of_list(entry, current.contains(&id) || !versioned.contains(&id)));
        }
        entries.extend(self.own.iter().map(Own::entry));
        for entry in &mut entries {
            entry.decided = decided_names.remove(&(entry.metal, &entry.whose)).unwrap_or_default();
        }
        entries
    }
}

fn held(body: &ListBody) -> BTreeSet<(Metal, Cid)> {
    body.entries.iter().map(|entry| (entry.metal, entry.cid)).collect()
}

impl Own {
    fn of(view: &FacilityView<'_>, cid: Option<Cid>) -> Self {
        let id = &view.facility.id;
        let aliases = view.claims_on(ClaimField::Alias).into_iter().map(|claim| claim.value.text());
        Self {
            whose: cid.map_or_else(|| FacilityRef::Own(id.clone()), FacilityRef::Cid),
            metal: view.facility.metal,
            name: view.name().to_owned(),
            country: Country::of_place(view.country_written()),
            aliases: aliases.collect(),
        }
    }

    fn entry(&self) -> ReferenceEntry {
        ReferenceEntry {
            whose: self.whose.clone(),
            metal: self.metal,
            name: self.name.clone(),
            country: self.country,
            aliases: self.aliases.clone(),
            decided: Vec::new(),
            is_listed: true,
        }
    }
}

fn shelves(ws: &Workspace, contents: &Contents, lists: &Lists) -> Vec<BasisList> {
    let last = ws.last_declared_on().unwrap_or(Date::MAX);
    let heads = lists.heads().iter().rev();
    let mut shelves: Vec<BasisList> = heads
        .filter_map(|head| {
            let body = contents.list(&head.body)?.clone();
            let was_out = head.is_out(last);
            Some(BasisList { sha256: head.body.clone(), version: head.version, body, was_out })
        })
        .collect();
    let mut carried: BTreeMap<(Version, &String), &Arc<ListBody>> = BTreeMap::new();
    for declaration in in_force(ws, contents).into_values().flatten() {
        let Some(sha256) = declaration.look_up.as_ref().filter(|_| !lists.has_version(declaration.version))
        else {
            continue;
        };
        if let Some(body) = contents.list(sha256) {
            carried.insert((declaration.version, sha256), body);
        }
    }
    let carried = carried.into_iter().map(|((version, sha256), body)| BasisList {
        sha256: sha256.clone(),
        version: Some(version),
        body: body.clone(),
        // A declaration carries it.
        was_out: true,
    });
    shelves.extend(carried);
    // By version, the newest first; then the exports, which have none and know few aliases.
    shelves.sort_by_key(|shelf| std::cmp::Reverse(shelf.version));
    shelves
}

fn decided_names(ws: &Workspace, cids: &Cids<'_>) -> BTreeSet<DecidedName> {
    let mut decided_names = BTreeSet::new();
    for (key, resolution) in &ws.resolutions {
        let Resolved::Facility(id) = &resolution.to else { continue };
        let live: &FacilityId = ws.resolve(id);
        let whose = cids.of_facility(live).map_or_else(|| FacilityRef::Own(live.clone()), FacilityRef::Cid);
        decided_names.insert(DecidedName { metal: key.metal, written: resolution.written.clone(), whose });
    }
    decided_names
}

impl MatchBasis {
    /// Every list that has a facility, the newest first, with what it says of it.
    pub fn entries_of(&self, metal: Metal, cid: Cid) -> impl Iterator<Item = (Option<Version>, &ListEntry)> {
        self.shelves.iter().filter_map(move |shelf| {
            let entries = &shelf.body.entries;
            let at = entries.binary_search_by_key(&(metal, cid), |entry| (entry.metal, entry.cid)).ok()?;
            Some((shelf.version, entries.get(at)?))
        })
    }
}

/// The title and day of the newest list of a workspace, for a decision's record; empty when there is none.
pub fn newest_list(lists: &Lists) -> String {
    lists.heads().last().map_or_else(String::new, |head| head.label.clone())
}
