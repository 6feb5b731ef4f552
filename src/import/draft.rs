//! What a reader makes of a file, and how it enters a workspace.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};

use crate::domain::{
    Cid, Claim, Constraint, DerivationRule, Edit, Facility, FacilityId, IdGen, Metal, Origin, Place, Source,
    SourceId, SourceKind, SourceRole, Statement, Status, StatusCounts, Value, Workspace,
};
use crate::text::{count, fold};

/// A value that a reader took from a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DraftClaim {
    /// The value, cleaned.
    pub value: Value,
    /// Where it stands, or what it was derived from.
    pub place: Place,
    /// The rule, when it is derived rather than stated.
    pub rule: Option<DerivationRule>,
}

impl DraftClaim {
    /// A value that the file states at `place`.
    pub fn stated(value: Value, place: Place) -> Self {
        Self { value, place, rule: None }
    }
}

/// One facility row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub metal: Metal,
    /// What the row says; at least a name or a CID.
    pub claims: Vec<DraftClaim>,
}

/// What a source's totals say about rows that lost their status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftConstraint {
    /// Where the damaged rows begin.
    pub place: Place,
    /// Indexes into [`Draft::rows`].
    pub rows: Vec<usize>,
    /// How many of them have each status; `unresolved` is 0.
    pub totals: StatusCounts,
}

/// A file as read: nothing of it is in a workspace yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    pub kind: SourceKind,
    /// A short title ("Annex I 2022").
    pub title: String,
    /// The day it speaks for.
    pub as_of: Option<Date>,
    /// The rows, in the file's order.
    pub rows: Vec<DraftRow>,
    /// What it states as a whole, sorted.
    pub statements: Vec<Statement>,
    /// What its totals say about damaged rows, where they add up.
    pub constraint: Option<DraftConstraint>,
    /// How columns were understood, for the preview: header as written, what it was taken for.
    pub columns: Vec<(String, String)>,
    /// Rows that were not taken: the place, and why.
    pub skipped: Vec<(Place, String)>,
    /// Values of taken rows that were not understood, and what else is to be said: the place, and the words.
    pub remarks: Vec<(Place, String)>,
}

/// A draft ready to enter a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entering {
    pub edit: Edit,
    /// Rows that become new facilities.
    pub added: usize,
    /// Rows that are facilities of the workspace already: by metal and CID, or by metal, name and country
    /// after folding.
    pub known: usize,
}

/// What identifies a facility for [`Draft::plan`].
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Cid(Metal, Cid),
    Name(Metal, String, String),
}

impl DraftRow {
    fn status(&self) -> Status {
        self.claims.iter().find_map(|claim| claim.value.as_status()).unwrap_or(Status::Unresolved)
    }

    /// What the row could be known by, the surest first.
    fn keys(&self) -> Vec<Key> {
        let country = self.claims.iter().find_map(|claim| claim.value.as_country());
        let country = country.map(|c| country_key(c.code.map(|code| code.code().to_owned()), &c.written));
        let country = country.unwrap_or_default();
        let cids = self.claims.iter().filter_map(|claim| claim.value.as_cid());
        let names = self.claims.iter().filter_map(|claim| claim.value.as_name());
        cids.map(|cid| Key::Cid(self.metal, cid))
            .chain(names.map(|name| Key::Name(self.metal, fold(name), country.clone())))
            .collect()
    }
}

fn country_key(code: Option<String>, written: &str) -> String {
    code.unwrap_or_else(|| fold(written))
}

fn known_facilities(ws: &Workspace) -> BTreeMap<Key, FacilityId> {
    let mut known = BTreeMap::new();
    for facility in ws.live() {
        let Some(view) = ws.view(&facility.id) else {
            continue;
        };
        let country = country_key(view.country().map(|c| c.code().to_owned()), view.country_written());
        if let Some(cid) = view.cid() {
            known.insert(Key::Cid(facility.metal, cid), facility.id.clone());
        }
        for name in std::iter::once(view.name()).chain(view.other_names()) {
            let key = Key::Name(facility.metal, fold(name), country.clone());
            known.entry(key).or_insert_with(|| facility.id.clone());
        }
    }
    known
}

impl Draft {
    /// The source's identifier, from its hash.
    pub fn source_id(&self) -> SourceId {
        SourceId::new(self.sha256.chars().take(16).collect::<String>())
    }

    /// How many of its rows have each metal, and how many have each status, in words.
    pub fn counts(&self, between: &str) -> [String; 2] {
        let of_metal = |metal: Metal| self.rows.iter().filter(|row| row.metal == metal).count();
        let of_status = |status: Status| self.rows.iter().filter(|row| row.status() == status).count();
        let metals = Metal::ALL.map(|metal| format!("{metal} {}", of_metal(metal)));
        let statuses = Status::ALL.map(|status| format!("{status} {}", of_status(status)));
        [metals.join(between), statuses.join(between)]
    }

    /// What becomes of its rows, in words, when so many are new and so many are known.
    pub fn becomes(&self, added: usize, known: usize) -> String {
        format!(
            "{}, {known} known already, {} passed over, {}",
            count(added, "new facility", "new facilities"),
            count(self.skipped.len(), "row", "rows"),
            count(self.remarks.len(), "remark", "remarks")
        )
    }

    /// The one edit by which this draft enters the workspace.
    ///
    /// A row that is a facility of the workspace already adds its claims to it; every other row becomes a
    /// facility. Two rows of one draft never become one facility, unless they share metal and CID.
    #[must_use]
    pub fn plan(&self, ws: &Workspace, role: SourceRole, ids: &mut IdGen, now: Timestamp) -> Entering {
        let source = self.source_id();
        let known = known_facilities(ws);
        let claims: usize = self.rows.iter().map(|row| row.claims.len()).sum();
        let mut edits = Vec::with_capacity(self.rows.len() + claims + 2);
        edits.push(Edit::AddSource(Box::new(self.source(role, now))));
        let mut taken: BTreeMap<usize, FacilityId> = BTreeMap::new();
        // In the order of the rows: the edit is the same for the same file, whatever the identifiers are.
        let mut claims: Vec<(FacilityId, Vec<Claim>)> = Vec::new();
        let mut used: BTreeSet<FacilityId> = BTreeSet::new();
        let mut plan = Entering { edit: Edit::Batch(Vec::new()), added: 0, known: 0 };
        for (index, row) in self.rows.iter().enumerate() {
            let found = row.keys().iter().find_map(|key| known.get(key)).cloned();
            let found = found.filter(|id| !used.contains(id));
            let id = if let Some(id) = found {
                plan.known += 1;
                id
            } else {
                let id = ids.facility();
                edits.push(Edit::AddFacility(id.clone(), row.metal));
                plan.added += 1;
                id
            };
            taken.insert(index, id.clone());
            used.insert(id.clone());
            claims.push((id, row.claims.iter().map(|claim| claim.with_source(&source)).collect()));
        }
        for (id, mut of_row) in claims {
            of_row.sort();
            of_row.dedup();
            let held: &[Claim] = ws.facilities.get(&id).map_or(&[], |facility: &Facility| &facility.claims);
            of_row.retain(|claim| held.binary_search(claim).is_err());
            edits.extend(of_row.into_iter().map(|claim| Edit::AddClaim(id.clone(), claim)));
        }
        // Nobody sets another year's statuses any more.
        if let Some(constraint) = self.constraint.as_ref().filter(|_| role != SourceRole::Baseline) {
            let mut rows: Vec<FacilityId> =
                constraint.rows.iter().filter_map(|index| taken.get(index).cloned()).collect();
            rows.sort();
            let (place, totals) = (constraint.place.clone(), constraint.totals);
            edits.push(Edit::AddConstraint(Constraint { source, place, rows, totals }));
        }
        plan.edit = Edit::Batch(edits);
        plan
    }

    pub(super) fn source(&self, role: SourceRole, now: Timestamp) -> Source {
        Source {
            id: self.source_id(),
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            kind: self.kind,
            role: Some(role),
            title: self.title.clone(),
            as_of: self.as_of,
            imported_at: now,
            rows: u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
            statements: self.statements.clone(),
        }
    }
}

impl DraftClaim {
    fn with_source(&self, source: &SourceId) -> Claim {
        let (source, place) = (source.clone(), self.place.clone());
        let origin = match self.rule {
            Some(rule) => Origin::Derived { source, place, rule },
            None => Origin::Stated { source, place },
        };
        Claim { value: self.value.clone(), origin, as_of: None }
    }
}
