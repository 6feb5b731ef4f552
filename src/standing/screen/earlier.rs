//! What reports of other years state of facilities: by metal and CID, else by name and country.

use std::collections::HashMap;

use crate::domain::{Cid, Claim, FacilityView, Metal, NameKey, SourceId, SourceRole, Status, Workspace};
use crate::risk::EarlierStatus;
use crate::standing::named_rows::key_of;

/// The statuses that baselines state.
#[derive(Debug, Default)]
pub(super) struct EarlierStatuses {
    by_cid: HashMap<(Metal, Cid), EarlierStatus>,
    by_name: HashMap<NameKey, EarlierStatus>,
}

impl EarlierStatuses {
    pub fn of(ws: &Workspace) -> Self {
        let mut earlier = Self::default();
        let baselines = ws.sources.values();
        let baselines = baselines.filter(|source| source.role_in(ws.programme.year) == SourceRole::Baseline);
        for source in baselines {
            for facility in ws.facilities.values() {
                let claims = facility.claims.iter().filter(|claim| claim.origin.source() == Some(&source.id));
                let claims: Vec<&Claim> = claims.collect();
                if let Some(status) = claims.iter().find_map(|claim| claim.value.as_status()) {
                    let stated = EarlierStatus { as_of: source.as_of, status, title: titled(ws, &source.id) };
                    earlier.add(facility.metal, &claims, &stated);
                }
            }
        }
        earlier
    }

    /// Of several years the last counts.
    fn add(&mut self, metal: Metal, claims: &[&Claim], stated: &EarlierStatus) {
        let newer = |held: &mut EarlierStatus| {
            if *held < *stated {
                held.clone_from(stated);
            }
        };
        let cids = claims.iter().filter_map(|claim| claim.value.as_cid());
        cids.for_each(|cid| newer(self.by_cid.entry((metal, cid)).or_insert_with(|| stated.clone())));
        let country = claims.iter().find_map(|claim| claim.value.as_country());
        let country = country.map_or("", |country| country.written.as_str());
        for name in claims.iter().filter_map(|claim| claim.value.as_any_name()) {
            let key = key_of(metal, name, country);
            newer(self.by_name.entry(key).or_insert_with(|| stated.clone()));
        }
    }

    /// What is stated of a facility.
    pub fn find(&self, view: &FacilityView<'_>) -> Option<EarlierStatus> {
        let metal = view.facility.metal;
        let cids = view.claims.iter().filter_map(|claim| claim.value.as_cid());
        let by_cid = cids.filter_map(|cid| self.by_cid.get(&(metal, cid))).max();
        let by_name = || {
            let names = std::iter::once(view.name()).chain(view.other_names());
            let keys = names.map(|name| key_of(metal, name, view.country_written()));
            keys.filter_map(|key| self.by_name.get(&key)).max()
        };
        if self.by_name.is_empty() && self.by_cid.is_empty() {
            return None;
        }
        by_cid.or_else(by_name).filter(|stated| stated.status != Status::Unresolved).cloned()
    }
}

fn titled(ws: &Workspace, id: &SourceId) -> String {
    ws.sources.get(id).map_or_else(String::new, |source| source.title.clone())
}
