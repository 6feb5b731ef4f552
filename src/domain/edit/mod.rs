//! Edits: the only way a workspace changes. Each is a plain value with an inverse, so that the journal can
//! record it, undo can take it back, and the history can show it.

mod apply;
mod programme;
mod touched;

pub use touched::Moves;

use serde::{Deserialize, Serialize};

use super::{
    Action, Claim, Constraint, Declaration, DiligenceMeasure, DispositionRecord, Evidence, FacilityId,
    FactKey, FactRecord, Freeze, MeasureId, Metal, NameKey, Note, OwnSection, RatingRecord, ReferenceList,
    Request, Resolution, RiskList, ScreeningKey, ScreeningRecord, SentLetter, Settings, Source, StatusList,
    Supplier,
};

/// One reversible change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Edit {
    /// Records a file.
    AddSource(Box<Source>),
    /// Forgets a file.
    RemoveSource(Box<Source>),
    /// Adds a facility without claims.
    AddFacility(FacilityId, Metal),
    /// Removes a facility that has no claims left.
    RemoveFacility(FacilityId, Metal),
    AddClaim(FacilityId, Claim),
    /// Takes a claim back.
    WithdrawClaim(FacilityId, Claim),
    /// Merges a facility into another of the same metal. What was decided about it follows.
    Merge {
        /// The one that stays.
        keep: FacilityId,
        /// The one that redirects to it from now on.
        absorbed: FacilityId,
    },
    /// Separates what was merged.
    Unmerge {
        /// The one that stayed.
        keep: FacilityId,
        /// The one that stands for itself again.
        absorbed: FacilityId,
    },
    /// Records what a source's totals say about its damaged rows.
    AddConstraint(Constraint),
    /// Takes that back.
    RemoveConstraint(Constraint),
    /// Sets, changes or clears a disposition.
    SetDisposition {
        facility: FacilityId,
        from: Option<DispositionRecord>,
        /// What it becomes.
        to: Option<DispositionRecord>,
    },
    /// Sets, changes or clears the analyst's rating.
    SetRating {
        facility: FacilityId,
        from: Option<RatingRecord>,
        /// What it becomes.
        to: Option<RatingRecord>,
    },
    AddNote(Note),
    RemoveNote(Note),
    AddEvidence(Evidence),
    RemoveEvidence(Evidence),
    /// Opens an action.
    AddAction(Action),
    RemoveAction(Action),
    /// Changes an action; its id stays.
    ChangeAction {
        from: Box<Action>,
        /// What it becomes.
        to: Box<Action>,
    },
    AddSupplier(Box<Supplier>),
    /// Removes a supplier of whom nothing is left.
    RemoveSupplier(Box<Supplier>),
    /// Changes a supplier; its id stays.
    ChangeSupplier {
        from: Box<Supplier>,
        /// What it becomes.
        to: Box<Supplier>,
    },
    /// Adds a line to the request log.
    AddRequest(Box<Request>),
    /// Removes a line of the request log.
    RemoveRequest(Box<Request>),
    /// Records a letter that was written to a supplier.
    AddLetter(Box<SentLetter>),
    /// Takes such a record back; the file stays where it is.
    RemoveLetter(Box<SentLetter>),
    /// Adds a declaration, whose content lies in `declarations/` already.
    AddDeclaration(Box<Declaration>),
    /// Takes a declaration back: its rows leave.
    RemoveDeclaration(Box<Declaration>),
    /// Adds a reference list, whose content lies in `lists/` already.
    AddList(Box<ReferenceList>),
    /// Takes a reference list back.
    RemoveList(Box<ReferenceList>),
    /// Adds a status list, whose content lies in `lists/` already.
    AddStatusList(Box<StatusList>),
    /// Takes a status list back.
    RemoveStatusList(Box<StatusList>),
    /// Adds a risk list, whose content lies in `lists/` already.
    AddRiskList(Box<RiskList>),
    /// Takes a risk list back.
    RemoveRiskList(Box<RiskList>),
    /// Sets, changes or clears the decision on a possible hit.
    SetScreening {
        key: Box<ScreeningKey>,
        from: Option<Box<ScreeningRecord>>,
        /// What it becomes.
        to: Option<Box<ScreeningRecord>>,
    },
    /// Sets, changes or clears the decision on a declared name.
    SetResolution {
        key: Box<NameKey>,
        from: Option<Box<Resolution>>,
        /// What it becomes.
        to: Option<Box<Resolution>>,
    },
    /// Sets, changes or clears what the company says of a fact.
    SetFact {
        key: FactKey,
        from: Option<Box<FactRecord>>,
        /// What it becomes.
        to: Option<Box<FactRecord>>,
    },
    /// Adds a section of the company's own, changes where it stands, or takes it out.
    SetOwnSection {
        key: FactKey,
        from: Option<Box<OwnSection>>,
        /// What it becomes.
        to: Option<Box<OwnSection>>,
    },
    /// Adds a measure to the register of due diligence, changes it, or what shows it, or takes it out.
    SetMeasure {
        id: MeasureId,
        from: Option<Box<DiligenceMeasure>>,
        /// What it becomes.
        to: Option<Box<DiligenceMeasure>>,
    },
    /// Freezes a report, or unfreezes it; clearing takes the freezing back. The one edit that a frozen workspace takes.
    SetFreeze {
        /// The freeze's name.
        name: String,
        from: Option<Box<Freeze>>,
        /// What it becomes.
        to: Option<Box<Freeze>>,
    },
    ChangeSettings {
        /// What they were.
        from: Box<Settings>,
        /// What they become.
        to: Box<Settings>,
    },
    /// Several edits as one: all or none.
    Batch(Vec<Edit>),
}

/// Why an edit does not fit the workspace. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It names something that is not there.
    #[error("there is no {what} {id}")]
    Missing {
        /// What kind of thing.
        what: &'static str,
        id: String,
    },
    /// It adds something that is there.
    #[error("{what} {id} is there already")]
    Exists {
        /// What kind of thing.
        what: &'static str,
        id: String,
    },
    /// The workspace does not hold what the edit says it holds.
    #[error("{what} of {id} has changed since")]
    Stale {
        /// What kind of thing.
        what: &'static str,
        id: String,
    },
    /// The workspace takes no edit: how it was frozen.
    #[error("this workspace is {0}; unfreeze it first, with a reason")]
    Frozen(String),
    /// The edit would break a rule of the model.
    #[error("{0}")]
    Rule(String),
}

/// What an edit touches: what a view must compute again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// These and what they merge with.
    Facilities(Vec<FacilityId>),
    /// Suppliers, their declarations and what was decided on declared names: no facility's own values.
    Declared,
    /// Anything.
    All,
}

impl Edit {
    /// The edit that changes the settings.
    pub fn change_settings(from: Settings, to: Settings) -> Self {
        Self::ChangeSettings { from: Box::new(from), to: Box::new(to) }
    }

    /// The edit that makes one measure of another, each of the same id.
    pub fn change_measure(from: DiligenceMeasure, to: DiligenceMeasure) -> Self {
        Self::SetMeasure { id: from.id.clone(), from: Some(Box::new(from)), to: Some(Box::new(to)) }
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::AddSource(source) => Self::RemoveSource(source),
            Self::RemoveSource(source) => Self::AddSource(source),
            Self::AddFacility(id, metal) => Self::RemoveFacility(id, metal),
            Self::RemoveFacility(id, metal) => Self::AddFacility(id, metal),
            Self::AddClaim(id, claim) => Self::WithdrawClaim(id, claim),
            Self::WithdrawClaim(id, claim) => Self::AddClaim(id, claim),
            Self::Merge { keep, absorbed } => Self::Unmerge { keep, absorbed },
            Self::Unmerge { keep, absorbed } => Self::Merge { keep, absorbed },
            Self::AddConstraint(constraint) => Self::RemoveConstraint(constraint),
            Self::RemoveConstraint(constraint) => Self::AddConstraint(constraint),
            Self::SetDisposition { facility, from, to } => {
                Self::SetDisposition { facility, from: to, to: from }
            }
            Self::SetRating { facility, from, to } => Self::SetRating { facility, from: to, to: from },
            Self::AddNote(note) => Self::RemoveNote(note),
            Self::RemoveNote(note) => Self::AddNote(note),
            Self::AddEvidence(evidence) => Self::RemoveEvidence(evidence),
            Self::RemoveEvidence(evidence) => Self::AddEvidence(evidence),
            Self::AddAction(action) => Self::RemoveAction(action),
            Self::RemoveAction(action) => Self::AddAction(action),
            Self::ChangeAction { from, to } => Self::ChangeAction { from: to, to: from },
            Self::AddSupplier(supplier) => Self::RemoveSupplier(supplier),
            Self::RemoveSupplier(supplier) => Self::AddSupplier(supplier),
            Self::ChangeSupplier { from, to } => Self::ChangeSupplier { from: to, to: from },
            Self::AddRequest(request) => Self::RemoveRequest(request),
            Self::RemoveRequest(request) => Self::AddRequest(request),
            Self::AddLetter(letter) => Self::RemoveLetter(letter),
            Self::RemoveLetter(letter) => Self::AddLetter(letter),
            Self::AddDeclaration(declaration) => Self::RemoveDeclaration(declaration),
            Self::RemoveDeclaration(declaration) => Self::AddDeclaration(declaration),
            Self::AddList(list) => Self::RemoveList(list),
            Self::RemoveList(list) => Self::AddList(list),
            Self::AddStatusList(list) => Self::RemoveStatusList(list),
            Self::RemoveStatusList(list) => Self::AddStatusList(list),
            Self::AddRiskList(list) => Self::RemoveRiskList(list),
            Self::RemoveRiskList(list) => Self::AddRiskList(list),
            Self::SetScreening { key, from, to } => Self::SetScreening { key, from: to, to: from },
            Self::SetResolution { key, from, to } => Self::SetResolution { key, from: to, to: from },
            Self::SetFact { key, from, to } => Self::SetFact { key, from: to, to: from },
            Self::SetFreeze { name, from, to } => Self::SetFreeze { name, from: to, to: from },
            Self::SetOwnSection { key, from, to } => Self::SetOwnSection { key, from: to, to: from },
            Self::SetMeasure { id, from, to } => Self::SetMeasure { id, from: to, to: from },
            Self::ChangeSettings { from, to } => Self::ChangeSettings { from: to, to: from },
            Self::Batch(edits) => Self::Batch(edits.iter().rev().map(Self::inverse).collect()),
        }
    }
}
