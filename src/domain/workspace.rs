//! One company's programme for one reporting year, as plain values. It changes only by [`super::Edit`]s.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cmrt::Version;
use super::{
    Action, ActionId, ChosenStyle, Claim, ClaimField, Constraint, Declaration, DeclarationId,
    DiligenceMeasure, DispositionRecord, Evidence, EvidenceId, Facility, FacilityId, FacilityView, FactKey,
    FactRecord, Freeze, LetterId, MeasureId, NameKey, Note, NoteId, Origin, OwnSection, Programme,
    RatingRecord, ReferenceList, Request, RequestId, RequestState, Resolution, RiskList, Screened,
    ScreeningKey, ScreeningRecord, SentLetter, Severity, Source, SourceId, SourceRole, Status, StatusCounts,
    StatusList, Supplier, SupplierId,
};

/// Whose workspace it is, and for which year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charter {
    /// The company's name.
    pub company: String,
    /// The reporting year, a calendar year.
    pub year: i16,
    /// Whether this is the sample, which takes triage but no imports.
    #[serde(default)]
    pub sample: bool,
}

/// What the analyst can set for a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The wording of statuses in the report.
    #[serde(default)]
    pub status_style: ChosenStyle,
    /// Whether imported files are kept as they came, in `originals/`.
    #[serde(default)]
    pub discard_originals: bool,
    /// Whether names in the matcher's accept band are decided by themselves after each import.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accept_after_import: bool,
    /// Severities that the analyst gave to rules, by the rules' ids.
    #[serde(default)]
    pub severities: BTreeMap<String, Severity>,
    /// Versions of the template that this program does not know, with the days of their release.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub added_versions: BTreeMap<Version, Date>,
    /// Versions that the season takes or refuses, whatever was current when it began.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub version_rulings: BTreeMap<Version, VersionRuling>,
    /// The day that statuses are of.
    #[serde(default, skip_serializing_if = "StatusDay::is_newest")]
    pub status_day: StatusDay,
    /// Programmes beyond those of the table whose conformant entries give the status.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub recognised: BTreeSet<Programme>,
    /// Status words beyond those of the table, folded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub status_words: BTreeMap<String, Status>,
}

/// What the analyst said of a version of the template for the season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VersionRuling {
    Accepted,
    Refused,
}

impl VersionRuling {
    /// The word in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }
}

/// The day that statuses are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum StatusDay {
    /// That of the newest status list.
    #[default]
    NewestList,
    /// The last day of the reporting period.
    PeriodEnd,
    /// The day on which Form SD is due.
    Filing,
    On(Date),
}

impl StatusDay {
    /// Those that have a name.
    pub const NAMED: [Self; 3] = [Self::NewestList, Self::PeriodEnd, Self::Filing];

    /// Whether it is that of the newest status list.
    pub fn is_newest(&self) -> bool {
        *self == Self::NewestList
    }

    /// The word of the command line: a day by itself.
    pub fn key(self) -> String {
        match self {
            Self::NewestList => "newest".to_owned(),
            Self::PeriodEnd => "period-end".to_owned(),
            Self::Filing => "filing".to_owned(),
            Self::On(day) => day.to_string(),
        }
    }

    /// What it follows from, in words.
    pub fn follows_from(self) -> &'static str {
        match self {
            Self::NewestList => "the newest status list",
            Self::PeriodEnd => "the end of the reporting period",
            Self::Filing => "the filing date",
            Self::On(_) => "set by hand",
        }
    }
}

/// Everything known and decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Whose, and which year.
    pub programme: Charter,
    /// What the analyst set.
    pub settings: Settings,
    /// The imported files.
    pub sources: BTreeMap<SourceId, Source>,
    /// All facilities, those merged into another included.
    pub facilities: BTreeMap<FacilityId, Facility>,
    /// Absorbed facility to the one that it was merged into.
    pub merges: BTreeMap<FacilityId, FacilityId>,
    /// What sources' totals say about rows that lost their status, by source.
    pub constraints: BTreeMap<SourceId, Constraint>,
    pub dispositions: BTreeMap<FacilityId, DispositionRecord>,
    /// The analyst's ratings by facility.
    pub ratings: BTreeMap<FacilityId, RatingRecord>,
    pub notes: BTreeMap<NoteId, Note>,
    pub evidence: BTreeMap<EvidenceId, Evidence>,
    /// Follow-up actions.
    pub actions: BTreeMap<ActionId, Action>,
    pub suppliers: BTreeMap<SupplierId, Supplier>,
    /// The request log.
    pub requests: BTreeMap<RequestId, Request>,
    /// Letters that were written to suppliers.
    pub letters: BTreeMap<LetterId, SentLetter>,
    /// Suppliers' declarations; those withdrawn are not here.
    pub declarations: BTreeMap<DeclarationId, Declaration>,
    pub lists: BTreeMap<SourceId, ReferenceList>,
    pub status_lists: BTreeMap<SourceId, StatusList>,
    pub risk_lists: BTreeMap<SourceId, RiskList>,
    /// Decisions on possible hits of sanctions lists.
    pub screenings: BTreeMap<ScreeningKey, ScreeningRecord>,
    /// Decisions on declared names.
    pub resolutions: BTreeMap<NameKey, Resolution>,
    /// What the company says for the filing.
    pub facts: BTreeMap<FactKey, FactRecord>,
    /// The reports that were frozen, by their names.
    pub freezes: BTreeMap<String, Freeze>,
    /// The sections that it adds to its report.
    pub own_sections: BTreeMap<FactKey, OwnSection>,
    /// The register of due diligence.
    pub measures: BTreeMap<MeasureId, DiligenceMeasure>,
}

/// What a constraint leaves for its rows that have no status yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Remaining {
    /// Rows without a status.
    pub rows: i64,
    /// How many of them have each status by the totals; negative when more were set than the totals allow.
    pub counts: StatusCounts,
}

impl Remaining {
    /// Whether the statuses set so far contradict the totals.
    pub fn is_contradicted(&self) -> bool {
        Status::STATED.iter().any(|status| self.counts.get(*status) < 0)
    }

    /// The one status that is left for all remaining rows, if only one is.
    pub fn only(&self) -> Option<Status> {
        if self.rows == 0 || self.is_contradicted() {
            return None;
        }
        Status::STATED.into_iter().find(|status| self.counts.get(*status) == self.rows)
    }
}

impl Workspace {
    /// The words of a fact; none where it is left out or was never said.
    pub fn fact(&self, id: &str) -> Option<&str> {
        let record = self.facts.get(&FactKey::new(id)).filter(|record| !record.left_out)?;
        Some(record.text.as_str())
    }

    /// The freeze because of which the workspace takes no edit.
    pub fn frozen(&self) -> Option<&Freeze> {
        self.freezes.values().find(|freeze| freeze.is_in_force())
    }

    /// An empty workspace.
    pub fn new(programme: Charter) -> Self {
        Self {
            programme,
            settings: Settings::default(),
            sources: BTreeMap::new(),
            facilities: BTreeMap::new(),
            merges: BTreeMap::new(),
            constraints: BTreeMap::new(),
            dispositions: BTreeMap::new(),
            ratings: BTreeMap::new(),
            notes: BTreeMap::new(),
            evidence: BTreeMap::new(),
            actions: BTreeMap::new(),
            suppliers: BTreeMap::new(),
            requests: BTreeMap::new(),
            letters: BTreeMap::new(),
            declarations: BTreeMap::new(),
            lists: BTreeMap::new(),
            status_lists: BTreeMap::new(),
            risk_lists: BTreeMap::new(),
            screenings: BTreeMap::new(),
            resolutions: BTreeMap::new(),
            facts: BTreeMap::new(),
            freezes: BTreeMap::new(),
            own_sections: BTreeMap::new(),
            measures: BTreeMap::new(),
        }
    }

    /// The facility that `id` stands for: itself, or what it was merged into.
    pub fn resolve<'a>(&'a self, id: &'a FacilityId) -> &'a FacilityId {
        let mut id = id;
        while let Some(keep) = self.merges.get(id) {
            id = keep;
        }
        id
    }

    /// The facilities merged into `keep`, directly or through another.
    pub fn absorbed_by(&self, keep: &FacilityId) -> Vec<&Facility> {
        let ids = self.merges.keys().filter(|id| self.resolve(id) == keep);
        ids.filter_map(|id| self.facilities.get(id)).collect()
    }

    /// `keep` and everything merged into it.
    pub fn family<'a>(&'a self, keep: &'a FacilityId) -> Vec<&'a FacilityId> {
        let mut ids = vec![keep];
        ids.extend(self.merges.keys().filter(|id| self.resolve(id) == keep));
        ids
    }

    /// The facilities that stand for themselves, by id.
    pub fn live(&self) -> impl Iterator<Item = &Facility> {
        self.facilities.values().filter(|facility| !self.merges.contains_key(&facility.id))
    }

    /// The view of a facility, through merges; `None` for an unknown id.
    pub fn view(&self, id: &FacilityId) -> Option<FacilityView<'_>> {
        let facility = self.facilities.get(id)?;
        let keep = self.facilities.get(self.resolve(&facility.id))?;
        Some(FacilityView::new(self, keep))
    }

    /// The disposition of a facility, or of one merged into it.
    pub fn disposition(&self, id: &FacilityId) -> Option<&DispositionRecord> {
        self.family(id).into_iter().find_map(|id| self.dispositions.get(id))
    }

    /// The analyst's rating of a facility, or of one merged into it.
    pub fn rating(&self, id: &FacilityId) -> Option<&RatingRecord> {
        self.family(id).into_iter().find_map(|id| self.ratings.get(id))
    }

    /// What was decided about a facility, or one merged into it, and an entry of a sanctions list.
    pub fn screening(&self, id: &FacilityId, entry: &str) -> Option<(ScreeningKey, &ScreeningRecord)> {
        self.family(id).into_iter().find_map(|id| {
            let key = ScreeningKey { of: Screened::Facility(id.clone()), entry: entry.to_owned() };
            let record = self.screenings.get(&key)?;
            Some((key, record))
        })
    }

    /// Whether a person has decided, noted, opened or merged anything on just this facility.
    pub fn has_work_on(&self, id: &FacilityId) -> bool {
        self.dispositions.contains_key(id)
            || self.ratings.contains_key(id)
            || self.merges.contains_key(id)
            || self.merges.values().any(|keep| keep == id)
            || self.notes.values().any(|note| note.facility == *id)
            || self.evidence.values().any(|evidence| evidence.facility == *id)
            || self.actions.values().any(|action| action.about.facility() == Some(id))
            || self.screenings.keys().any(|key| matches!(&key.of, Screened::Facility(of) if of == id))
    }

    /// The facility that an action is on, that into which it was merged.
    pub fn acted_on<'a>(&'a self, action: &'a Action) -> Option<&'a FacilityId> {
        action.about.facility().map(|id| self.resolve(id))
    }

    /// The letters to a supplier, the newest last.
    pub fn letters_to(&self, id: &SupplierId) -> Vec<&SentLetter> {
        let mut letters: Vec<&SentLetter> =
            self.letters.values().filter(|letter| letter.supplier == *id).collect();
        letters.sort_by(|a, b| a.order().cmp(&b.order()));
        letters
    }

    /// The actions on a supplier, by due date.
    pub fn actions_with(&self, id: &SupplierId) -> Vec<&Action> {
        let mut actions: Vec<&Action> =
            self.actions.values().filter(|action| action.about.supplier() == Some(id)).collect();
        actions.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        actions
    }

    /// The actions on a facility and those merged into it, by due date.
    pub fn actions_on(&self, id: &FacilityId) -> Vec<&Action> {
        let mut actions: Vec<&Action> =
            self.actions.values().filter(|action| self.acted_on(action) == Some(id)).collect();
        actions.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        actions
    }

    /// The notes on a facility and those merged into it, oldest first.
    pub fn notes_on(&self, id: &FacilityId) -> Vec<&Note> {
        let mut notes: Vec<&Note> =
            self.notes.values().filter(|note| self.resolve(&note.facility) == id).collect();
        notes.sort_by(|a, b| (a.stamp.at, &a.id).cmp(&(b.stamp.at, &b.id)));
        notes
    }

    /// The evidence on a facility and those merged into it, oldest first.
    pub fn evidence_on(&self, id: &FacilityId) -> Vec<&Evidence> {
        let mut evidence: Vec<&Evidence> =
            self.evidence.values().filter(|evidence| self.resolve(&evidence.facility) == id).collect();
        evidence.sort_by(|a, b| (a.stamp.at, &a.id).cmp(&(b.stamp.at, &b.id)));
        evidence
    }

    /// The status of one row of a constraint as far as it narrows the constraint: set by the analyst, or
    /// from the constraint's own source. What a later list says of a facility is not what the source said.
    fn constrained_status(&self, constraint: &Constraint, row: &FacilityId) -> Status {
        // Through merges: what is set on the facility that stays is set on the row that it absorbed.
        let Some(view) = self.view(row) else { return Status::Unresolved };
        let counts = |claim: &&Claim| match &claim.origin {
            Origin::Set { .. } => true,
            Origin::Stated { source, .. } | Origin::Derived { source, .. } => *source == constraint.source,
        };
        let claim = view.claims_on(ClaimField::Status).into_iter().find(counts);
        claim.and_then(|claim| claim.value.as_status()).unwrap_or(Status::Unresolved)
    }

    /// What a constraint leaves: its totals less the statuses that its rows have by now.
    pub fn remaining(&self, constraint: &Constraint) -> Remaining {
        let mut left = Remaining { rows: 0, counts: constraint.totals };
        for row in &constraint.rows {
            match self.constrained_status(constraint, row) {
                Status::Unresolved => left.rows += 1,
                status @ (Status::Conformant | Status::Active | Status::Indeterminable) => {
                    left.counts.add(status, -1);
                }
            }
        }
        left
    }

    /// The rows of a constraint that have no status yet.
    pub fn unsettled<'a>(&'a self, constraint: &'a Constraint) -> Vec<&'a FacilityId> {
        let rows = constraint.rows.iter();
        rows.filter(|row| self.constrained_status(constraint, row) == Status::Unresolved).collect()
    }

    /// The constraint that holds a facility, if one does.
    pub fn constraint_of(&self, id: &FacilityId) -> Option<&Constraint> {
        let family = self.family(id);
        self.constraints.values().find(|c| family.iter().any(|id| c.rows.binary_search(id).is_ok()))
    }

    /// The declarations of a supplier, the newest first: by the day they speak for, then by the day received.
    pub fn declarations_of(&self, supplier: &SupplierId) -> Vec<&Declaration> {
        let mut all: Vec<&Declaration> =
            self.declarations.values().filter(|declaration| declaration.supplier == *supplier).collect();
        all.sort_by(|a, b| b.order().cmp(&a.order()));
        all
    }

    /// The name of a declaration's file.
    pub fn file_of(&self, declaration: &Declaration) -> &str {
        self.sources.get(&declaration.source).map_or("", |source| &source.file)
    }

    /// The newest day that a declaration speaks for. One that was replaced is no newer than what replaced it.
    pub fn last_declared_on(&self) -> Option<Date> {
        self.declarations.values().map(Declaration::day).max()
    }

    /// The day on which the season began: the first on which a supplier was asked.
    pub fn season_began(&self) -> Option<Date> {
        let asked = self.requests.values().filter(|request| request.state == RequestState::Asked);
        asked.map(|request| request.day).min()
    }

    /// The request log of a supplier, oldest first.
    pub fn requests_of(&self, supplier: &SupplierId) -> Vec<&Request> {
        let mut all: Vec<&Request> =
            self.requests.values().filter(|request| request.supplier == *supplier).collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all
    }

    /// What a source is for; none for one that is not there.
    pub fn role_of(&self, id: &SourceId) -> Option<SourceRole> {
        self.sources.get(id).map(|source| source.role_in(self.programme.year))
    }

    /// The last day of the reporting year.
    pub fn period_end(&self) -> Option<Date> {
        Date::new(self.programme.year, 12, 31).ok()
    }

    /// Whether any claim on `field` of the facility's family exists.
    pub fn has_claim(&self, id: &FacilityId, field: ClaimField) -> bool {
        self.view(id).is_some_and(|view| view.claim(field).is_some())
    }
}
