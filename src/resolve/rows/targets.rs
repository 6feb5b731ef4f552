//! The facilities that rows resolve to, each with a number that stays the same while what is written does: verdicts of
//! before and after an edit can be told apart by it.

use std::collections::HashMap;

use super::cids::Cids;
use crate::domain::{Cid, FacilityId, Metal};

/// A facility that rows resolve to, or did before an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub metal: Metal,
    pub cid: Option<Cid>,
    /// The workspace's facility; the workspace may not have it yet.
    pub facility: Option<FacilityId>,
    /// How many suppliers name it.
    pub named: u32,
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Targets {
    all: Vec<Target>,
    by_facility: HashMap<FacilityId, u32>,
    /// Those that the workspace does not have.
    by_cid: HashMap<(Metal, Cid), u32>,
}

impl Targets {
    pub fn get(&self, at: u32) -> Option<&Target> {
        self.all.get(at as usize)
    }

    pub fn get_mut(&mut self, at: u32) -> Option<&mut Target> {
        self.all.get_mut(at as usize)
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Target> {
        self.all.iter()
    }

    /// The number under which rows name a facility of the workspace; none where no row does.
    pub fn of_facility(&self, facility: &FacilityId) -> Option<u32> {
        let at = *self.by_facility.get(facility)?;
        self.get(at).filter(|target| target.named > 0)?;
        Some(at)
    }

    /// The number of what a metal and a CID stand for.
    pub fn take_cid(&mut self, cids: &Cids<'_>, metal: Metal, cid: Cid) -> u32 {
        if let Some(id) = cids.facility(metal, cid) {
            return self.take_facility(cids, metal, id);
        }
        if let Some(at) = self.by_cid.get(&(metal, cid)) {
            return *at;
        }
        let at = self.add(Target { metal, cid: Some(cid), facility: None, named: 0 });
        self.by_cid.insert((metal, cid), at);
        at
    }

    /// The number of a live facility of the workspace.
    pub fn take_facility(&mut self, cids: &Cids<'_>, metal: Metal, id: &FacilityId) -> u32 {
        if let Some(at) = self.by_facility.get(id) {
            return *at;
        }
        let cid = cids.of_facility(id);
        let at = self.add(Target { metal, cid, facility: Some(id.clone()), named: 0 });
        self.by_facility.insert(id.clone(), at);
        at
    }

    /// Lets the CIDs be those that the facilities have now.
    pub fn follow(&mut self, cids: &Cids<'_>) {
        for target in &mut self.all {
            if let Some(id) = &target.facility {
                target.cid = cids.of_facility(id);
            }
        }
    }

    fn add(&mut self, target: Target) -> u32 {
        self.all.push(target);
        u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
    }
}
