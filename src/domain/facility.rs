//! Facilities, and the values their claims give them.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Cid, Claim, ClaimField, Country, FacilityId, Metal, Origin, SourceKind, Status, Workspace};

/// A smelter or refiner of one metal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facility {
    /// Its identifier, never reused.
    pub id: FacilityId,
    /// The metal it processes; a plant of two metals is two facilities.
    pub metal: Metal,
    /// What is claimed of it, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

/// How much weight a claim has: the analyst's over a source's, a later one over an earlier.
fn weight(workspace: &Workspace, claim: &Claim) -> (u8, Option<Date>, Option<Timestamp>) {
    match &claim.origin {
        Origin::Set { at, .. } => (3, None, Some(*at)),
        Origin::Stated { source, .. } | Origin::Derived { source, .. } => {
            let source = workspace.sources.get(source);
            let as_of = claim.as_of.or_else(|| source.and_then(|s| s.as_of));
            (source.map_or(0, |source| rank(source.kind)), as_of, source.map(|s| s.imported_at))
        }
    }
}

/// How much a kind of source counts: lists know best; a filing and a table state what others found.
fn rank(kind: SourceKind) -> u8 {
    match kind {
        SourceKind::Filing | SourceKind::FacilityTable => 0,
        SourceKind::Declaration => 1,
        SourceKind::ReferenceList => 2,
    }
}

/// A facility as the claims make it, with those merged into it.
#[derive(Debug, Clone)]
pub struct FacilityView<'a> {
    workspace: &'a Workspace,
    /// The facility itself.
    pub facility: &'a Facility,
    /// Its claims and those of the facilities merged into it.
    pub claims: Vec<&'a Claim>,
}

impl<'a> FacilityView<'a> {
    pub fn new(workspace: &'a Workspace, facility: &'a Facility) -> Self {
        let mut claims: Vec<&Claim> = facility.claims.iter().collect();
        for absorbed in workspace.absorbed_by(&facility.id) {
            claims.extend(absorbed.claims.iter());
        }
        Self { workspace, facility, claims }
    }

    /// The claims on one field, the one that counts first: by weight; among equals the facility's own
    /// before those of facilities merged into it.
    pub fn claims_on(&self, field: ClaimField) -> Vec<&'a Claim> {
        let of_field = self.claims.iter().filter(|claim| claim.value.field() == field).copied();
        let mut claims: Vec<&Claim> = of_field.collect();
        claims.sort_by(|a, b| self.compare(a, b));
        claims
    }

    /// The claim that counts for one field.
    pub fn claim(&self, field: ClaimField) -> Option<&'a Claim> {
        let of_field = self.claims.iter().filter(|claim| claim.value.field() == field).copied();
        of_field.min_by(|a, b| self.compare(a, b))
    }

    fn compare(&self, a: &Claim, b: &Claim) -> Ordering {
        let foreign = |claim: &Claim| self.facility.claims.binary_search(claim).is_err();
        // The facility that stays keeps its name, however the absorbed one got its own.
        let named = |claim: &Claim| claim.value.field() == ClaimField::Name && foreign(claim);
        (named(a).cmp(&named(b)))
            .then_with(|| weight(self.workspace, b).cmp(&weight(self.workspace, a)))
            .then_with(|| foreign(a).cmp(&foreign(b)))
            .then_with(|| a.cmp(b))
    }

    /// The name, or an empty text when no claim gives one.
    pub fn name(&self) -> &'a str {
        self.claim(ClaimField::Name).and_then(|claim| claim.value.as_name()).unwrap_or("")
    }

    /// All other names, sorted, without the name itself.
    pub fn other_names(&self) -> Vec<&'a str> {
        let name = self.name();
        let all = self.claims.iter().filter_map(|claim| claim.value.as_any_name());
        let mut names: Vec<&str> = all.filter(|other| *other != name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    pub fn cid(&self) -> Option<Cid> {
        self.claim(ClaimField::Cid).and_then(|claim| claim.value.as_cid())
    }

    pub fn country(&self) -> Option<Country> {
        self.claim(ClaimField::Country).and_then(|claim| claim.value.as_country()).and_then(|c| c.code)
    }

    /// The country as the source wrote it, or an empty text.
    pub fn country_written(&self) -> &'a str {
        let claim = self.claim(ClaimField::Country).and_then(|claim| claim.value.as_country());
        claim.map_or("", |country| country.written.as_str())
    }

    /// The status: [`Status::Unresolved`] when no claim gives one.
    pub fn status(&self) -> Status {
        let claim = self.claim(ClaimField::Status).and_then(|claim| claim.value.as_status());
        claim.unwrap_or(Status::Unresolved)
    }
}
