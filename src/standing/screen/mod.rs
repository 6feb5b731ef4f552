//! Screening: what sanctions lists and lists of high-risk areas have of the facilities of a workspace and of names in declared
//! rows, and what else is known of a facility that its rating asks for.
//!
//! Of each risk list the newest edition counts, whatever day statuses are of. A CID, or a name with its country, is a hit; a name
//! alone is possible until a person decides. A list of areas says that a country contains some, never where a plant stands.

mod earlier;
mod index;
mod row_hits;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::domain::cmrt::Answer;
use crate::domain::{
    Cid, Contents, Country, FacilityId, FacilityView, Metal, RiskBody, RiskKind, RiskList, Workspace,
};
use crate::resolve::rows::{Register, RowsBehind};
use crate::risk::{CountingList, ListedAreas, RiskHit, RowClashes, Screening, Signals};

use earlier::EarlierStatuses;
use index::{EntryIndex, ScreenQuery};

pub use row_hits::{RowHit, RowNameKind};

/// A sanctions list that counts.
#[derive(Debug, Clone)]
struct Sanctions {
    list: RiskList,
    index: Arc<EntryIndex>,
}

/// What the risk lists say, ready to be asked about each facility.
#[derive(Debug, Default)]
pub struct Screener {
    lists: Vec<CountingList>,
    sanctions: Vec<Sanctions>,
    areas: BTreeMap<Country, Vec<ListedAreas>>,
    earlier: EarlierStatuses,
    /// The names, folded, by which reference lists know a CID; made only where there are sanctions lists.
    listed_names: HashMap<(Metal, Cid), Vec<String>>,
    declaring: usize,
    /// The last day on which anything was declared: look-ups of later days say nothing of it.
    declared_on: Option<Date>,
}

/// The risk lists that count: of each kind and series the newest; of those of one day the one that came in last, which is the
/// corrected one.
pub fn counting(ws: &Workspace) -> Vec<&RiskList> {
    let age = |list: &RiskList| {
        let imported = ws.sources.get(&list.source).map(|source| source.imported_at);
        (list.as_of, imported, list.source.clone())
    };
    let mut newest: BTreeMap<(RiskKind, String), &RiskList> = BTreeMap::new();
    for list in ws.risk_lists.values() {
        let held = newest.entry((list.kind, list.series())).or_insert(list);
        if age(list) > age(held) {
            *held = list;
        }
    }
    let counts = |list: &&RiskList| newest.values().any(|held| held.source == list.source);
    ws.risk_lists.values().filter(counts).collect()
}

impl Screener {
    /// What the risk lists of a workspace say, as far as their contents are loaded. What was made of a list before is taken over.
    pub fn build(ws: &Workspace, contents: &Contents, register: &Register, before: &Self) -> Self {
        let mut screener = Self {
            earlier: EarlierStatuses::of(ws),
            declaring: ws.declarations.values().map(|sent| &sent.supplier).collect::<BTreeSet<_>>().len(),
            declared_on: ws.last_declared_on(),
            ..Self::default()
        };
        for list in counting(ws) {
            if let Some(body) = contents.risk(&list.body) {
                screener.add(list, body, before);
            }
        }
        if !screener.sanctions.is_empty() {
            for (metal, name, cid) in register.lists().names().all() {
                screener.listed_names.entry((metal, cid)).or_default().push(name.to_owned());
            }
        }
        screener
    }

    fn add(&mut self, list: &RiskList, body: &Arc<RiskBody>, before: &Self) {
        let (source, kind, label) = (list.source.clone(), list.kind, list.label());
        match kind {
            RiskKind::Sanctions => {
                let made = before.sanctions.iter().find(|made| made.list.body == list.body);
                let index = made.map(|made| Arc::clone(&made.index));
                let index = index.unwrap_or_else(|| Arc::new(EntryIndex::of(Arc::clone(body))));
                self.sanctions.push(Sanctions { list: list.clone(), index });
            }
            RiskKind::Areas => {
                for (country, listed) in areas(body, &label) {
                    self.areas.entry(country).or_default().push(listed);
                }
            }
        }
        self.lists.push(CountingList { source, kind, label });
    }

    /// What is known of every facility that stands for itself.
    pub fn screening(&self, ws: &Workspace, register: &Register) -> Screening {
        let behind = register.behind(None);
        let live: Vec<_> = ws.live().collect();
        let of = live.par_iter().map(|facility| {
            let view = FacilityView::new(ws, facility);
            let signals = self.signals(ws, register, &view, behind.get(&facility.id));
            (facility.id.clone(), Arc::new(signals))
        });
        let by_facility: BTreeMap<FacilityId, Arc<Signals>> = of.collect::<Vec<_>>().into_iter().collect();
        Screening::new(self.lists.clone(), self.declaring, by_facility)
    }

    /// What is known of one facility.
    pub fn of_one(&self, ws: &Workspace, register: &Register, view: &FacilityView<'_>) -> Signals {
        let id = &view.facility.id;
        self.signals(ws, register, view, register.behind(Some(id)).get(id))
    }

    fn signals(
        &self,
        ws: &Workspace,
        register: &Register,
        view: &FacilityView<'_>,
        behind: Option<&RowsBehind<'_>>,
    ) -> Signals {
        let country = view.country();
        Signals {
            hits: self.hits(ws, view),
            areas: country.and_then(|country| self.areas.get(&country)).cloned().unwrap_or_default(),
            earlier: self.earlier.find(view),
            left_list: self.left_list(register, view),
            clashes: behind.map(|behind| clashes(behind, country)).unwrap_or_default(),
            suppliers: register.naming(&view.facility.id),
            is_company_level: behind.is_some_and(|behind| is_company_level(ws, behind)),
        }
    }

    /// The entries that have a facility, those that count most first.
    fn hits(&self, ws: &Workspace, view: &FacilityView<'_>) -> Vec<RiskHit> {
        if self.sanctions.is_empty() {
            return Vec::new();
        }
        let metal = view.facility.metal;
        let cids: Vec<Cid> = view.claims.iter().filter_map(|claim| claim.value.as_cid()).collect();
        let listed = cids.iter().filter_map(|cid| self.listed_names.get(&(metal, *cid))).flatten();
        let own = std::iter::once(view.name()).chain(view.other_names());
        let mut names: Vec<&str> = own.chain(listed.map(String::as_str)).collect();
        names.retain(|name| !name.is_empty());
        let sought = ScreenQuery { names, cids, country: view.country(), metal: Some(metal) };
        let mut hits = self.find(&sought);
        for hit in &mut hits {
            hit.decided = ws.screening(&view.facility.id, &hit.key).map(|(_, record)| record.clone());
        }
        hits.sort_by(|a, b| (a.state(), &a.label, a.entry.row).cmp(&(b.state(), &b.label, b.entry.row)));
        hits
    }

    /// The entries of all sanctions lists that have who is looked for, nothing decided about them.
    fn find(&self, sought: &ScreenQuery<'_>) -> Vec<RiskHit> {
        let of = |sanctions: &Sanctions| {
            let label = sanctions.list.label();
            let found = sanctions.index.find(sought).into_iter();
            let hits: Vec<RiskHit> = found
                .map(|(entry, by)| RiskHit {
                    list: sanctions.list.source.clone(),
                    label: label.clone(),
                    key: entry.key(),
                    entry: entry.clone(),
                    by,
                    decided: None,
                })
                .collect();
            hits
        };
        self.sanctions.iter().flat_map(of).collect()
    }

    /// The look-up in which a facility is missing since it was last there, among those that were out when suppliers last
    /// declared.
    fn left_list(&self, register: &Register, view: &FacilityView<'_>) -> Option<String> {
        let day = self.declared_on?;
        let removed = register.lists().removed_by(view.facility.metal, view.cid()?, day)?;
        Some(removed.label.clone())
    }
}

/// What is known of every facility of a workspace.
pub fn screening(ws: &Workspace, contents: &Contents, register: &Register) -> Screening {
    Screener::build(ws, contents, register, &Screener::default()).screening(ws, register)
}

/// The areas of a list by country.
fn areas(body: &RiskBody, label: &str) -> BTreeMap<Country, ListedAreas> {
    let mut by_country: BTreeMap<Country, ListedAreas> = BTreeMap::new();
    for entry in &body.entries {
        for country in &entry.countries {
            let new =
                || ListedAreas { country: *country, label: label.to_owned(), areas: 0, is_whole: false };
            let listed = by_country.entry(*country).or_insert_with(new);
            listed.areas += 1;
            listed.is_whole |= entry.name.is_empty();
        }
    }
    by_country
}

fn clashes(behind: &RowsBehind<'_>, country: Option<Country>) -> RowClashes {
    let other = country.and_then(|own| behind.countries.iter().find(|written| **written != own));
    RowClashes { name: behind.other_names.first().map(|name| (*name).to_owned()), country: other.copied() }
}

/// Whether all declarations that name a facility are for the whole company.
fn is_company_level(ws: &Workspace, behind: &RowsBehind<'_>) -> bool {
    let mut scopes = behind.declarations.iter().map(|id| ws.declarations.get(*id).and_then(|it| it.scope));
    !behind.declarations.is_empty() && scopes.all(|scope| scope == Some(Answer::ScopeCompany))
}
