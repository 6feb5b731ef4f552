//! The CIDs of a workspace's facilities, through merges.

use std::collections::HashMap;

use crate::domain::{Cid, FacilityId, Metal, Workspace};

/// Which live facility a metal and a CID stand for, and the other way round.
#[derive(Debug)]
pub(crate) struct Cids<'a> {
    ws: &'a Workspace,
    by_cid: HashMap<(Metal, Cid), &'a FacilityId>,
    of: HashMap<&'a FacilityId, Vec<Cid>>,
}

impl<'a> Cids<'a> {
    /// Those of a workspace.
    pub fn of(ws: &'a Workspace) -> Self {
        let mut holders: HashMap<(Metal, Cid), Vec<&FacilityId>> = HashMap::new();
        let mut of: HashMap<&FacilityId, Vec<Cid>> = HashMap::new();
        for facility in ws.facilities.values() {
            let live = ws.resolve(&facility.id);
            for cid in facility.claims.iter().filter_map(|claim| claim.value.as_cid()) {
                let holders = holders.entry((facility.metal, cid)).or_default();
                if !holders.contains(&live) {
                    holders.push(live);
                    of.entry(live).or_default().push(cid);
                }
            }
        }
        let chosen = holders.into_iter().filter_map(|(id, held)| Some((id, choose(ws, id.1, &held)?)));
        let by_cid = chosen.collect();
        Self { ws, by_cid, of }
    }

    /// The live facility of a metal and a CID.
    pub fn facility(&self, metal: Metal, cid: Cid) -> Option<&'a FacilityId> {
        self.by_cid.get(&(metal, cid)).copied()
    }

    /// The CID of a live facility.
    pub fn of_facility(&self, id: &FacilityId) -> Option<Cid> {
        match self.of.get(id)?.as_slice() {
            [only] => Some(*only),
            _ => self.ws.view(id)?.cid(),
        }
    }

    /// Whether two CIDs are one facility.
    pub fn are_one(&self, metal: Metal, a: Cid, b: Cid) -> bool {
        a == b || self.facility(metal, a).is_some_and(|id| self.facility(metal, b) == Some(id))
    }
}

/// Of several facilities that claim one CID: the one whose CID it is, before one that only had it once.
fn choose<'a>(ws: &Workspace, cid: Cid, held: &[&'a FacilityId]) -> Option<&'a FacilityId> {
    if let [only] = held {
        return Some(only);
    }
    let own = held.iter().filter(|id| ws.view(id).and_then(|view| view.cid()) == Some(cid)).min();
    own.or_else(|| held.iter().min()).copied()
}
