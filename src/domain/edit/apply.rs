//! How edits change the workspace: each checks first, so that a refused edit changes nothing.

use super::{Edit, EditError, programme};
use crate::domain::{
    Action, ActionSubject, Claim, Constraint, Facility, FacilityId, Freeze, Metal, Settings, Source,
    Workspace,
};

impl Edit {
    /// Changes the workspace.
    ///
    /// # Errors
    /// When the edit does not fit; the workspace is then as it was.
    pub fn apply(&self, ws: &mut Workspace) -> Result<(), EditError> {
        self.check_frozen(ws)?;
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
            Self::AddAction(action) => add_action(ws, action),
            Self::RemoveAction(action) => remove(&mut ws.actions, "action", &action.id, action),
            Self::ChangeAction { from, to } => change_action(ws, from, to),
            Self::AddSupplier(_)
            | Self::RemoveSupplier(_)
            | Self::ChangeSupplier { .. }
            | Self::AddRequest(_)
            | Self::RemoveRequest(_)
            | Self::AddLetter(_)
            | Self::RemoveLetter(_)
            | Self::AddDeclaration(_)
            | Self::RemoveDeclaration(_)
            | Self::AddList(_)
            | Self::RemoveList(_)
            | Self::AddStatusList(_)
            | Self::RemoveStatusList(_)
            | Self::AddRiskList(_)
            | Self::RemoveRiskList(_)
            | Self::SetScreening { .. }
            | Self::SetResolution { .. }
            | Self::SetFact { .. }
            | Self::SetOwnSection { .. }
            | Self::SetMeasure { .. } => programme::apply(self, ws),
            Self::SetFreeze { name, from, to } => set_freeze(ws, name, from.as_deref(), to.as_deref()),
            Self::ChangeSettings { from, to } => change_settings(ws, from, to),
            Self::Batch(edits) => apply_all(edits, ws),
        }
    }

    /// A frozen workspace takes what unfreezes it and nothing else; of a batch each edit is looked at by itself.
    fn check_frozen(&self, ws: &Workspace) -> Result<(), EditError> {
        let is_looked_at = !matches!(self, Self::SetFreeze { .. } | Self::Batch(_));
        match ws.frozen() {
            Some(freeze) if is_looked_at => Err(EditError::Frozen(freeze.since())),
            Some(_) | None => Ok(()),
        }
    }
}

/// One report is frozen at a time.
fn set_freeze(
    ws: &mut Workspace,
    name: &String,
    from: Option<&Freeze>,
    to: Option<&Freeze>,
) -> Result<(), EditError> {
    if let Some(other) =
        ws.frozen().filter(|other| other.name != *name && to.is_some_and(Freeze::is_in_force))
    {
        return Err(EditError::Frozen(other.since()));
    }
    set(&mut ws.freezes, "the freeze", name, (&from.cloned(), &to.cloned()))
}

pub(super) type Map<K, V> = std::collections::BTreeMap<K, V>;

pub(super) fn insert<K: Ord + Clone + std::fmt::Display, V>(
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

pub(super) fn remove<K: Ord + std::fmt::Display, V: PartialEq>(
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

pub(super) fn set<K: Ord + Clone + std::fmt::Display, V: PartialEq + Clone>(
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
    ws.has_work_on(id)
        || ws.resolutions.values().any(|resolution| resolution.facility() == Some(id))
        || ws.constraints.values().any(|constraint| constraint.rows.contains(id))
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
    if ws.constraints.contains_key(id)
        || ws.lists.contains_key(id)
        || ws.status_lists.contains_key(id)
        || ws.risk_lists.contains_key(id)
        || ws.declarations.values().any(|declaration| declaration.source == *id)
        || claims.any(|claim| claim.origin.source() == Some(id))
    {
        return Err(EditError::Rule(format!("source {id} still has claims, rows, a list or a constraint")));
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

fn add_action(ws: &mut Workspace, action: &Action) -> Result<(), EditError> {
    match &action.about {
        ActionSubject::Facility(id) => drop(facility_of(ws, id)?),
        ActionSubject::Supplier(id) => programme::check_supplier(ws, id)?,
    }
    insert(&mut ws.actions, "action", &action.id, action.clone())
}

fn change_action(ws: &mut Workspace, from: &Action, to: &Action) -> Result<(), EditError> {
    if from.id != to.id || from.about != to.about {
        return Err(EditError::Rule("an action keeps its id and what it is on".to_owned()));
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
