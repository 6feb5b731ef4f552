//! What lists propose about facilities that are there: CIDs for those without one, and pairs that are one.

use std::collections::BTreeMap;

use crate::domain::{Cid, Claim, ClaimField, Contents, Edit, FacilityId, FacilityView, Metal, Workspace};
use crate::resolve::lists::{Lists, country_key};
use crate::resolve::rows::Register;
use crate::text::fold;

use super::list_claims::cid_claim;

/// A facility without a CID that a list has under the same metal, name and country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CidProposal {
    pub facility: FacilityId,
    /// The CID that the list has.
    pub cid: Cid,
    /// The claim by which it gains it.
    pub claim: Claim,
}

/// Two live facilities with one metal and CID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwinProposal {
    /// The one that stays: the one that was worked on, else the one with more claims.
    pub keep: FacilityId,
    /// The one that is merged into it.
    pub absorbed: FacilityId,
    pub cid: Cid,
}

/// What lists propose. Nothing of it is done unless somebody says so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposals {
    pub gains: Vec<CidProposal>,
    /// Pairs to merge.
    pub pairs: Vec<TwinProposal>,
}

/// What the lists of a workspace propose.
#[must_use]
pub fn proposals(ws: &Workspace, contents: &Contents, register: &Register) -> Proposals {
    let views: Vec<FacilityView<'_>> = ws.live().filter_map(|facility| ws.view(&facility.id)).collect();
    let without = views.iter().filter(|view| view.cid().is_none());
    let gains = without.filter_map(|view| gain(contents, register, view)).collect();
    Proposals { gains, pairs: pairs(ws, &views) }
}

fn gain(contents: &Contents, register: &Register, view: &FacilityView<'_>) -> Option<CidProposal> {
    let metal = view.facility.metal;
    let cid = listed(register.lists(), metal, view)?;
    let claim = cid_claim(contents, register, metal, cid)?;
    Some(CidProposal { facility: view.facility.id.clone(), cid, claim })
}

/// The CID that lists have for a facility's metal, name and country.
fn listed(lists: &Lists, metal: Metal, view: &FacilityView<'_>) -> Option<Cid> {
    let cid = lists.names().cid(metal, &fold(view.name()))?;
    let country = country_key(view.country_written());
    let is_there = lists.said(metal, cid).iter().any(|said| country_key(&said.country) == country);
    (is_there && !country.is_empty()).then_some(cid)
}

fn pairs(ws: &Workspace, views: &[FacilityView<'_>]) -> Vec<TwinProposal> {
    let mut by_cid: BTreeMap<(Metal, Cid), Vec<&FacilityView<'_>>> = BTreeMap::new();
    for view in views {
        if let Some(cid) = view.cid() {
            by_cid.entry((view.facility.metal, cid)).or_default().push(view);
        }
    }
    let mut pairs = Vec::new();
    for ((_, cid), mut views) in by_cid {
        let weight = |view: &FacilityView<'_>| {
            let is_set = view.claim(ClaimField::Status).is_some();
            (ws.has_work_on(&view.facility.id), is_set, view.claims.len())
        };
        views.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.facility.id.cmp(&b.facility.id)));
        let Some((keep, others)) = views.split_first() else { continue };
        let keep = &keep.facility.id;
        pairs.extend(others.iter().map(|view| {
            let absorbed = view.facility.id.clone();
            TwinProposal { keep: keep.clone(), absorbed, cid }
        }));
    }
    pairs
}

impl Proposals {
    /// The edit by which all the facilities gain their CIDs.
    #[must_use]
    pub fn gain_all(&self) -> Edit {
        let gain = |gain: &CidProposal| Edit::AddClaim(gain.facility.clone(), gain.claim.clone());
        Edit::Batch(self.gains.iter().map(gain).collect())
    }

    /// The edit by which all the pairs are merged.
    #[must_use]
    pub fn merge_all(&self) -> Edit {
        let merge =
            |pair: &TwinProposal| Edit::Merge { keep: pair.keep.clone(), absorbed: pair.absorbed.clone() };
        Edit::Batch(self.pairs.iter().map(merge).collect())
    }
}
