//! Rows of status lists by their names, such as those of LBMA and RJC, which have no CIDs: which facility each names. By a decision on the name, by
//! name and country, or but for typography and legal forms; what is not sure waits in Matches.

use std::collections::{HashMap, HashSet};

use super::chosen::Counting;
use crate::domain::{Country, FacilityId, FacilityView, Metal, NameKey, SourceId, Workspace};
use crate::resolve::lists::{ListNames, country_key};
use crate::resolve::matching::{DecisionBand, FacilityRef, NameQuery, Reference, ReferenceEntry};
use crate::resolve::near::{Near, NearMatch, Nearby};
use crate::resolve::rows::{Cids, Register};
use crate::text::fold;

/// A row of a list that names no facility for sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsureRow {
    /// Which list.
    pub list: SourceId,
    /// Its title.
    pub title: String,
    /// What a decision on it is about.
    pub key: NameKey,
    /// The name as the list writes it.
    pub written: String,
    /// The country as the list writes it.
    pub country: String,
    /// The row of the list.
    pub row: u32,
}

/// What a decision on the name of a row, or of a facility, is about.
pub(super) fn key_of(metal: Metal, name: &str, country: &str) -> NameKey {
    NameKey { metal, name: fold(name), country: country_key(country) }
}

/// The facilities of a workspace by what a row without a CID can name them by.
pub(super) struct NamedFacilities<'a> {
    ws: &'a Workspace,
    /// The names of the reference lists together.
    names: &'a ListNames,
    cids: Cids<'a>,
    /// Those of the season, which go before the others: last year's report may have the same facility once more.
    own: ByName<'a>,
    others: ByName<'a>,
}

/// Some facilities by name.
#[derive(Default)]
struct ByName<'a> {
    /// By metal, folded name and country; none where several facilities share them.
    exact: HashMap<NameKey, Option<&'a FacilityId>>,
    ids: Vec<&'a FacilityId>,
    near: Nearby<usize>,
}

/// Which facility of some a row names.
enum NamedBy<'a> {
    Nobody,
    /// Several share the name as it is written.
    Several,
    /// Several may be meant, but for typography and legal forms.
    Doubtful,
    One(&'a FacilityId),
}

impl<'a> ByName<'a> {
    fn add(&mut self, id: &'a FacilityId, view: &FacilityView<'a>) {
        let (metal, country) = (view.facility.metal, view.country_written());
        let at = self.ids.len();
        self.ids.push(id);
        for name in std::iter::once(view.name()).chain(view.other_names()).filter(|name| !name.is_empty()) {
            let held = self.exact.entry(key_of(metal, name, country)).or_insert(Some(id));
            *held = held.filter(|held| *held == id);
            self.near.add(metal, name, (at, view.country()));
        }
    }

    fn named_by(&self, Counting { entry, metal, .. }: Counting<'_>, key: &NameKey) -> NamedBy<'a> {
        match self.exact.get(key) {
            Some(Some(only)) => return NamedBy::One(only),
            Some(None) => return NamedBy::Several,
            None => {}
        }
        match Near::of(&entry.name, &entry.country).map(|near| self.near.find(metal, near)) {
            Some(NearMatch::One(at)) => self.ids.get(at).map_or(NamedBy::Nobody, |id| NamedBy::One(id)),
            Some(NearMatch::Doubtful) => NamedBy::Doubtful,
            Some(NearMatch::Nobody) | None => NamedBy::Nobody,
        }
    }
}

impl<'a> NamedFacilities<'a> {
    pub fn of(ws: &'a Workspace, register: &'a Register) -> Self {
        let declared: HashSet<&FacilityId> = register.facilities().collect();
        let (mut own, mut others) = (ByName::default(), ByName::default());
        for facility in ws.live() {
            let (id, view) = (&facility.id, FacilityView::new(ws, facility));
            let is_own = declared.contains(id) || view.is_in_annex_of_record() || view.is_added_by_hand();
            let named = if is_own { &mut own } else { &mut others };
            named.add(id, &view);
        }
        Self { ws, names: register.lists().names(), cids: Cids::of(ws), own, others }
    }

    /// The facility that a row names for sure.
    pub fn named_by(&self, row: Counting<'_>) -> Option<&'a FacilityId> {
        if let Some(decided) = self.decided(row) {
            return decided;
        }
        let key = key_of(row.metal, &row.entry.name, &row.entry.country);
        if key.name.is_empty() || key.country.is_empty() {
            return None;
        }
        match self.own.named_by(row, &key) {
            NamedBy::One(id) => Some(id),
            NamedBy::Several => None,
            NamedBy::Doubtful => self.listed(row),
            NamedBy::Nobody => self.listed(row).or_else(|| match self.others.named_by(row, &key) {
                NamedBy::One(id) => Some(id),
                NamedBy::Several | NamedBy::Doubtful | NamedBy::Nobody => None,
            }),
        }
    }

    /// What was decided of a row's name: the facility, or that it is none; nothing where nobody decided.
    pub fn decided(&self, Counting { entry, metal, .. }: Counting<'_>) -> Option<Option<&'a FacilityId>> {
        let resolution = self.ws.resolutions.get(&key_of(metal, &entry.name, &entry.country))?;
        let known = resolution.facility().and_then(|id| self.ws.facilities.get_key_value(id));
        Some(known.map(|(id, _)| self.ws.resolve(id)))
    }

    /// The one facility of the season with a row's name and country as they are written.
    pub fn exactly(&self, Counting { entry, metal, .. }: Counting<'_>) -> Option<&'a FacilityId> {
        *self.own.exact.get(&key_of(metal, &entry.name, &entry.country))?
    }

    /// By the CID under which the reference lists know a name, where the facility stands in the same country.
    fn listed(&self, Counting { entry, metal, .. }: Counting<'_>) -> Option<&'a FacilityId> {
        let id = self.cids.facility(metal, self.names.cid(metal, &fold(&entry.name))?)?;
        let country = self.ws.view(id)?.country();
        (country.is_some() && country == Country::of_place(&entry.country)).then_some(id)
    }

    /// Whether a row is decided, or the reference lists know its name as a facility that the workspace does not have.
    fn is_elsewhere(&self, Counting { entry, metal, .. }: Counting<'_>) -> bool {
        let known = self.names.cid(metal, &fold(&entry.name));
        self.ws.resolutions.contains_key(&key_of(metal, &entry.name, &entry.country))
            || known.is_some_and(|cid| self.cids.facility(metal, cid).is_none())
    }

    /// The rows of which a person must say which facility they name: the matcher finds one that they may be.
    pub fn unsure<'e>(
        &self,
        rows: impl Iterator<Item = Counting<'e>>,
        is_member: impl Fn(&FacilityId) -> bool,
    ) -> Vec<UnsureRow> {
        let open: Vec<Counting<'_>> =
            rows.filter(|row| self.named_by(*row).is_none() && !self.is_elsewhere(*row)).collect();
        if open.is_empty() {
            return Vec::new();
        }
        let reference = self.reference(is_member);
        let doubtful = open.into_iter().filter(|row| may_be_one(&reference, *row));
        doubtful.map(UnsureRow::of).collect()
    }

    fn reference(&self, is_member: impl Fn(&FacilityId) -> bool) -> Reference {
        let all = self.own.ids.iter().chain(&self.others.ids);
        let members = all.filter(|id| is_member(id)).filter_map(|id| self.ws.view(id));
        let entry = |view: FacilityView<'_>| ReferenceEntry {
            whose: FacilityRef::Own(view.facility.id.clone()),
            metal: view.facility.metal,
            name: view.name().to_owned(),
            country: view.country(),
            aliases: view.other_names().into_iter().map(str::to_owned).collect(),
            decided: Vec::new(),
            is_listed: true,
        };
        Reference::new(&members.map(entry).collect::<Vec<_>>())
    }
}

fn may_be_one(reference: &Reference, Counting { entry, metal, .. }: Counting<'_>) -> bool {
    let query = NameQuery {
        name: &entry.name,
        metal: Some(metal),
        country: Country::of_place(&entry.country),
        ..NameQuery::default()
    };
    match reference.candidates(&query).band {
        DecisionBand::Accept | DecisionBand::Review => true,
        DecisionBand::None => false,
    }
}

impl UnsureRow {
    pub(super) fn of(Counting { list, entry, metal, .. }: Counting<'_>) -> Self {
        Self {
            list: list.source.clone(),
            title: list.title.clone(),
            key: key_of(metal, &entry.name, &entry.country),
            written: entry.name.clone(),
            country: entry.country.clone(),
            row: entry.row,
        }
    }
}
