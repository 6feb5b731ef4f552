//! Facilities, and the values their claims give them.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    ADDED_BY_HAND, Cid, Claim, ClaimField, Country, Evidence, FacilityId, MADE_BY_DECISION, Metal, Origin,
    SourceRole, Status, Workspace,
};

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
        Origin::Set { at, .. } => (4, None, Some(*at)),
        Origin::Stated { source, .. } | Origin::Derived { source, .. } => {
            let (role, source) = (workspace.role_of(source), workspace.sources.get(source));
            let as_of = claim.as_of.or_else(|| source.and_then(|s| s.as_of));
            (role.map_or(0, rank), as_of, source.map(|s| s.imported_at))
        }
    }
}

/// How much a source counts by what it is for: lists know best; an annex states what others found; another year's counts
/// where nothing else speaks.
fn rank(role: SourceRole) -> u8 {
    match role {
        SourceRole::Baseline | SourceRole::Risk => 0,
        SourceRole::Annex | SourceRole::Status => 1,
        SourceRole::Declaration => 2,
        SourceRole::Reference => 3,
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

    /// The evidence on it that a person holds for credible, oldest first.
    pub fn credible_evidence(&self) -> Vec<&'a Evidence> {
        let of = |evidence: &&Evidence| {
            evidence.credible && *self.workspace.resolve(&evidence.facility) == self.facility.id
        };
        let mut credible: Vec<&Evidence> = self.workspace.evidence.values().filter(of).collect();
        credible.sort_by(|a, b| (a.stamp.at, &a.id).cmp(&(b.stamp.at, &b.id)));
        credible
    }

    /// The status that a person set, with the claim.
    pub fn own_status(&self) -> Option<(Status, &'a Claim)> {
        let own = |claim: &&Claim| claim.origin.source().is_none();
        let claim = self.claims_on(ClaimField::Status).into_iter().find(own)?;
        Some((claim.value.as_status()?, claim))
    }

    /// The status that an annex of record states, or that follows from what it states, with the claim.
    pub fn annex_status(&self) -> Option<(Status, &'a Claim)> {
        let claim = self.claims_on(ClaimField::Status).into_iter().find(|claim| self.is_of_annex(claim))?;
        Some((claim.value.as_status()?, claim))
    }

    /// The annex of record's own word for that status, where it says more.
    pub fn annex_word(&self) -> Option<&'a str> {
        let (_, status) = self.annex_status()?;
        let words = self.claims.iter().filter(|claim| claim.origin == status.origin);
        words.into_iter().find_map(|claim| claim.value.as_status_word())
    }

    fn is_of_annex(&self, claim: &Claim) -> bool {
        let role = claim.origin.source().and_then(|source| self.workspace.role_of(source));
        role == Some(SourceRole::Annex)
    }

    /// Whether an annex of record states the facility.
    pub fn is_in_annex_of_record(&self) -> bool {
        self.claims.iter().any(|claim| self.is_of_annex(claim))
    }

    /// Whether an annex of record has it in a row that lost columns.
    pub fn is_in_damaged_row(&self) -> bool {
        let constraint = self.workspace.constraint_of(&self.facility.id);
        constraint.and_then(|it| self.workspace.role_of(&it.source)) == Some(SourceRole::Annex)
    }

    /// Whether a person added it: named it and says so, or named it where no source speaks of it and no decision on a name made
    /// it. A status that a person set stays when its source is withdrawn, and makes no facility by itself.
    pub fn is_added_by_hand(&self) -> bool {
        let set = |claim: &&'a Claim| match &claim.origin {
            Origin::Set { reason, .. } => Some((reason.as_str(), claim.value.field())),
            Origin::Stated { .. } | Origin::Derived { .. } => None,
        };
        let said: Vec<(&str, ClaimField)> = self.claims.iter().filter_map(set).collect();
        let is_named = said.iter().any(|(_, field)| *field == ClaimField::Name);
        let is_by_people = said.len() == self.claims.len();
        let is_by_decision = said.iter().any(|(reason, _)| reason.starts_with(MADE_BY_DECISION));
        let says_so = said.iter().any(|(reason, _)| *reason == ADDED_BY_HAND);
        is_named && (says_so || is_by_people && !is_by_decision)
    }
}
