//! Edits: the only way a workspace changes. Each is a plain value with an inverse, so that the journal can
//! record it, undo can take it back, and the history can show it.

use serde::{Deserialize, Serialize};

use super::{
    Action, Claim, Constraint, DispositionRecord, Evidence, Facility, FacilityId, Metal, Note, RatingRecord,
    Settings, Source, Workspace,
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
    /// Adds a claim to a facility.
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
        /// The facility.
        facility: FacilityId,
        /// What it was.
        from: Option<DispositionRecord>,
        /// What it becomes.
        to: Option<DispositionRecord>,
    },
    /// Sets, changes or clears the analyst's rating.
    SetRating {
        /// The facility.
        facility: FacilityId,
        /// What it was.
        from: Option<RatingRecord>,
        /// What it becomes.
        to: Option<RatingRecord>,
    },
    /// Adds a note.
    AddNote(Note),
    /// Removes a note.
    RemoveNote(Note),
    /// Adds evidence.
    AddEvidence(Evidence),
    /// Removes evidence.
    RemoveEvidence(Evidence),
    /// Opens an action.
    AddAction(Action),
    /// Removes an action.
    RemoveAction(Action),
    /// Changes an action; its id stays.
    ChangeAction {
        /// What it was.
        from: Box<Action>,
        /// What it becomes.
        to: Box<Action>,
    },
    /// Changes the settings.
    ChangeSettings {
        /// What they were.
        from: Settings,
        /// What they become.
        to: Settings,
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
        /// Its identifier.
        id: String,
    },
    /// It adds something that is there.
    #[error("{what} {id} is there already")]
    Exists {
        /// What kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The workspace does not hold what the edit says it holds.
    #[error("{what} of {id} has changed since")]
    Stale {
        /// What kind of thing.
        what: &'static str,
        /// Whose.
        id: String,
    },
    /// The edit would break a rule of the model.
    #[error("{0}")]
    Rule(String),
}

/// Which facilities an edit touches: what a view must compute again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// These and what they merge with.
    Facilities(Vec<FacilityId>),
    /// Anything.
    All,
}

impl Edit {
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
            Self::ChangeSettings { from, to } => Self::ChangeSettings { from: to, to: from },
            Self::Batch(edits) => Self::Batch(edits.iter().rev().map(Self::inverse).collect()),
        }
    }

    /// Changes the workspace.
    ///
    /// # Errors
    /// When the edit does not fit; the workspace is then as it was.
    pub fn apply(&self, ws: &mut Workspace) -> Result<(), EditError> {
        match self {
            Self::AddSource(source) => insert(&mut ws.sources, "source", &source.id, (**source).clone()),
            Self::RemoveSource(source) => remove_source(ws, source),
            Self::AddFacility(id, metal) => {
                let facility = Facility { id: id.clone(), metal: *metal, claims: Vec::new() };
                insert(&mut ws.facilities, "facility", id, facility)
            }
            Self::RemoveFacility(id, metal) => remove_facility(ws, id, *metal),
            Self::AddClaim(id, claim) => add_claim(ws, id, claim),
            Self::WithdrawClaim(id, claim) => withdraw_claim(ws, id, claim),
            Self::Merge { keep, absorbed } => merge(ws, keep, absorbed),
            Self::Unmerge { keep, absorbed } => remove(&mut ws.merges, "merge", absorbed, keep),
            Self::AddConstraint(constraint) => add_constraint(ws, constraint),
            Self::RemoveConstraint(c) => remove(&mut ws.constraints, "constraint", &c.source, c),
            Self::SetDisposition { facility, from, to } => {
                facility_of(ws, facility)?;
                set(&mut ws.dispositions, "disposition", facility, (from, to))
            }
            Self::SetRating { facility, from, to } => {
                facility_of(ws, facility)?;
                set(&mut ws.ratings, "rating", facility, (from, to))
            }
            Self::AddNote(note) => {
                facility_of(ws, &note.facility)?;
                insert(&mut ws.notes, "note", &note.id, note.clone())
            }
            Self::RemoveNote(note) => remove(&mut ws.notes, "note", &note.id, note),
            Self::AddEvidence(evidence) => {
                facility_of(ws, &evidence.facility)?;
                insert(&mut ws.evidence, "evidence", &evidence.id, evidence.clone())
            }
            Self::RemoveEvidence(evidence) => remove(&mut ws.evidence, "evidence", &evidence.id, evidence),
            Self::AddAction(action) => {
                facility_of(ws, &action.facility)?;
                insert(&mut ws.actions, "action", &action.id, action.clone())
            }
            Self::RemoveAction(action) => remove(&mut ws.actions, "action", &action.id, action),
            Self::ChangeAction { from, to } => change_action(ws, from, to),
            Self::ChangeSettings { from, to } => change_settings(ws, from, to),
            Self::Batch(edits) => apply_all(edits, ws),
        }
    }

    /// What must be computed again after this edit.
    #[must_use]
    pub fn touched(&self) -> Touched {
        match self {
            Self::AddSource(_)
            | Self::RemoveSource(_)
            | Self::AddFacility(..)
            | Self::RemoveFacility(..)
            | Self::Merge { .. }
            | Self::Unmerge { .. }
            | Self::AddConstraint(_)
            | Self::RemoveConstraint(_)
            | Self::ChangeSettings { .. } => Touched::All,
            Self::AddClaim(id, _) | Self::WithdrawClaim(id, _) => Touched::Facilities(vec![id.clone()]),
            Self::SetDisposition { facility, .. } | Self::SetRating { facility, .. } => {
                Touched::Facilities(vec![facility.clone()])
            }
            Self::AddNote(note) | Self::RemoveNote(note) => Touched::Facilities(vec![note.facility.clone()]),
            Self::AddEvidence(evidence) | Self::RemoveEvidence(evidence) => {
                Touched::Facilities(vec![evidence.facility.clone()])
            }
            Self::AddAction(action) | Self::RemoveAction(action) => {
                Touched::Facilities(vec![action.facility.clone()])
            }
            Self::ChangeAction { from, .. } => Touched::Facilities(vec![from.facility.clone()]),
            Self::Batch(edits) => touched_by_all(edits),
        }
    }

    /// The facilities an edit names, for the history.
    #[must_use]
    pub fn facilities(&self) -> Vec<FacilityId> {
        match self {
            Self::AddFacility(id, _) | Self::RemoveFacility(id, _) => vec![id.clone()],
            Self::Merge { keep, absorbed } | Self::Unmerge { keep, absorbed } => {
                vec![keep.clone(), absorbed.clone()]
            }
            Self::Batch(edits) => {
                let mut ids: Vec<FacilityId> = edits.iter().flat_map(Self::facilities).collect();
                ids.sort();
                ids.dedup();
                ids
            }
            Self::AddSource(_)
            | Self::RemoveSource(_)
            | Self::AddConstraint(_)
            | Self::RemoveConstraint(_)
            | Self::ChangeSettings { .. }
            | Self::AddClaim(..)
            | Self::WithdrawClaim(..)
            | Self::SetDisposition { .. }
            | Self::SetRating { .. }
            | Self::AddNote(_)
            | Self::RemoveNote(_)
            | Self::AddEvidence(_)
            | Self::RemoveEvidence(_)
            | Self::AddAction(_)
            | Self::RemoveAction(_)
            | Self::ChangeAction { .. } => match self.touched() {
                Touched::Facilities(ids) => ids,
                Touched::All => Vec::new(),
            },
        }
    }
}

type Map<K, V> = std::collections::BTreeMap<K, V>;

fn insert<K: Ord + Clone + std::fmt::Display, V>(
    map: &mut Map<K, V>,
    what: &'static str,
    id: &K,
    value: V,
) -> Result<(), EditError> {
    if map.contains_key(id) {
        return Err(EditError::Exists { what, id: id.to_string() });
    }
    map.insert(id.clone(), value);
    Ok(())
}

fn remove<K: Ord + std::fmt::Display, V: PartialEq>(
    map: &mut Map<K, V>,
    what: &'static str,
    id: &K,
    expected: &V,
) -> Result<(), EditError> {
    match map.get(id) {
        None => Err(EditError::Missing { what, id: id.to_string() }),
        Some(found) if found != expected => Err(EditError::Stale { what, id: id.to_string() }),
        Some(_) => {
            map.remove(id);
            Ok(())
        }
    }
}

fn set<K: Ord + Clone + std::fmt::Display, V: PartialEq + Clone>(
    map: &mut Map<K, V>,
    what: &'static str,
    id: &K,
    (from, to): (&Option<V>, &Option<V>),
) -> Result<(), EditError> {
    if map.get(id) != from.as_ref() {
        return Err(EditError::Stale { what, id: id.to_string() });
    }
    match to {
        Some(value) => map.insert(id.clone(), value.clone()),
        None => map.remove(id),
    };
    Ok(())
}

fn facility_of<'a>(ws: &'a mut Workspace, id: &FacilityId) -> Result<&'a mut Facility, EditError> {
    let missing = || EditError::Missing { what: "facility", id: id.to_string() };
    ws.facilities.get_mut(id).ok_or_else(missing)
}

/// Whether anything but claims still hangs on the facility.
fn is_referred_to(ws: &Workspace, id: &FacilityId) -> bool {
    ws.has_work_on(id) || ws.constraints.values().any(|constraint| constraint.rows.contains(id))
}

fn remove_facility(ws: &mut Workspace, id: &FacilityId, metal: Metal) -> Result<(), EditError> {
    if is_referred_to(ws, id) {
        return Err(EditError::Rule(format!("facility {id} still has decisions, notes, actions or merges")));
    }
    remove(&mut ws.facilities, "facility", id, &Facility { id: id.clone(), metal, claims: Vec::new() })
}

/// A source that something still names stays: withdrawing a claim of it could not be taken back otherwise.
fn remove_source(ws: &mut Workspace, source: &Source) -> Result<(), EditError> {
    let id = &source.id;
    let mut claims = ws.facilities.values().flat_map(|facility| &facility.claims);
    if ws.constraints.contains_key(id) || claims.any(|claim| claim.origin.source() == Some(id)) {
        return Err(EditError::Rule(format!("source {id} still has claims or a constraint")));
    }
    remove(&mut ws.sources, "source", id, source)
}

fn add_constraint(ws: &mut Workspace, constraint: &Constraint) -> Result<(), EditError> {
    let missing = |what, id: String| Err(EditError::Missing { what, id });
    if !ws.sources.contains_key(&constraint.source) {
        return missing("source", constraint.source.to_string());
    }
    if let Some(row) = constraint.rows.iter().find(|row| !ws.facilities.contains_key(*row)) {
        return missing("facility", row.to_string());
    }
    insert(&mut ws.constraints, "constraint", &constraint.source, constraint.clone())
}

fn add_claim(ws: &mut Workspace, id: &FacilityId, claim: &Claim) -> Result<(), EditError> {
    if let Some(source) = claim.origin.source()
        && !ws.sources.contains_key(source)
    {
        return Err(EditError::Missing { what: "source", id: source.to_string() });
    }
    let facility = facility_of(ws, id)?;
    match facility.claims.binary_search(claim) {
        Ok(_) => Err(EditError::Exists { what: "claim on facility", id: id.to_string() }),
        Err(index) => {
            facility.claims.insert(index, claim.clone());
            Ok(())
        }
    }
}

fn withdraw_claim(ws: &mut Workspace, id: &FacilityId, claim: &Claim) -> Result<(), EditError> {
    let facility = facility_of(ws, id)?;
    match facility.claims.binary_search(claim) {
        Ok(index) => {
            facility.claims.remove(index);
            Ok(())
        }
        Err(_) => Err(EditError::Missing { what: "claim on facility", id: id.to_string() }),
    }
}

fn merge(ws: &mut Workspace, keep: &FacilityId, absorbed: &FacilityId) -> Result<(), EditError> {
    let metal = facility_of(ws, keep)?.metal;
    if facility_of(ws, absorbed)?.metal != metal {
        return Err(EditError::Rule("two facilities of different metals cannot be merged".to_owned()));
    }
    // `keep` may be merged itself: taking back the separation of one of its own must fit.
    if ws.resolve(keep) == absorbed {
        return Err(EditError::Rule(format!("facility {keep} is itself merged into {absorbed}")));
    }
    insert(&mut ws.merges, "merge of facility", absorbed, keep.clone())
}

fn change_action(ws: &mut Workspace, from: &Action, to: &Action) -> Result<(), EditError> {
    if from.id != to.id || from.facility != to.facility {
        return Err(EditError::Rule("an action keeps its id and its facility".to_owned()));
    }
    set(&mut ws.actions, "action", &from.id, (&Some(from.clone()), &Some(to.clone())))
}

fn change_settings(ws: &mut Workspace, from: &Settings, to: &Settings) -> Result<(), EditError> {
    if ws.settings != *from {
        return Err(EditError::Stale { what: "the settings", id: "this workspace".to_owned() });
    }
    ws.settings = to.clone();
    Ok(())
}

fn apply_all(edits: &[Edit], ws: &mut Workspace) -> Result<(), EditError> {
    for (done, edit) in edits.iter().enumerate() {
        if let Err(error) = edit.apply(ws) {
            for undo in edits.iter().take(done).rev() {
                // The inverse of an edit that was applied a moment ago always fits.
                let restored = undo.inverse().apply(ws);
                debug_assert!(restored.is_ok(), "{restored:?}");
            }
            return Err(error);
        }
    }
    Ok(())
}

fn touched_by_all(edits: &[Edit]) -> Touched {
    let mut ids = Vec::new();
    for edit in edits {
        match edit.touched() {
            Touched::All => return Touched::All,
            Touched::Facilities(more) => ids.extend(more),
        }
    }
    ids.sort();
    ids.dedup();
    Touched::Facilities(ids)
}
