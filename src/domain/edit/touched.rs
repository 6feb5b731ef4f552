//! What an edit touches, for views and for the history.

use super::{Edit, Touched};
use crate::domain::{ClaimField, FacilityId, NameKey};

impl Edit {
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
            Self::AddSupplier(_)
            | Self::RemoveSupplier(_)
            | Self::ChangeSupplier { .. }
            | Self::AddRequest(_)
            | Self::RemoveRequest(_)
            | Self::AddDeclaration(_)
            | Self::RemoveDeclaration(_)
            | Self::AddList(_)
            | Self::RemoveList(_)
            | Self::SetResolution { .. } => Touched::Declared,
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

    /// Whether what becomes of declared rows may be other after this edit: it changes who declares, what counts,
    /// what the lists or facilities are, or what was decided on a name.
    #[must_use]
    pub fn moves_rows(&self) -> bool {
        match self {
            Self::AddRequest(_)
            | Self::RemoveRequest(_)
            | Self::SetDisposition { .. }
            | Self::SetRating { .. }
            | Self::AddNote(_)
            | Self::RemoveNote(_)
            | Self::AddEvidence(_)
            | Self::RemoveEvidence(_)
            | Self::AddAction(_)
            | Self::RemoveAction(_)
            | Self::ChangeAction { .. }
            | Self::AddConstraint(_)
            | Self::RemoveConstraint(_)
            | Self::ChangeSettings { .. } => false,
            Self::AddClaim(_, claim) | Self::WithdrawClaim(_, claim) => claim.value.as_cid().is_some(),
            Self::AddSource(_)
            | Self::RemoveSource(_)
            | Self::AddFacility(..)
            | Self::RemoveFacility(..)
            | Self::Merge { .. }
            | Self::Unmerge { .. }
            | Self::AddSupplier(_)
            | Self::RemoveSupplier(_)
            | Self::ChangeSupplier { .. }
            | Self::AddDeclaration(_)
            | Self::RemoveDeclaration(_)
            | Self::AddList(_)
            | Self::RemoveList(_)
            | Self::SetResolution { .. } => true,
            Self::Batch(edits) => edits.iter().any(Self::moves_rows),
        }
    }

    /// The edits of a batch one by one; any other edit alone.
    fn singles(&self) -> Vec<&Self> {
        if let Self::Batch(edits) = self {
            edits.iter().flat_map(Self::singles).collect()
        } else {
            vec![self]
        }
    }

    /// Whether an edit changes what a facility is called or where it stands, as the matcher knows it.
    #[must_use]
    pub fn renames(&self) -> bool {
        let is_known_by = |field| matches!(field, ClaimField::Name | ClaimField::Alias | ClaimField::Country);
        self.singles().into_iter().any(|edit| {
            let (Self::AddClaim(_, claim) | Self::WithdrawClaim(_, claim)) = edit else { return false };
            is_known_by(claim.value.field())
        })
    }

    /// The declared names that an edit decides on, or takes a decision back from.
    #[must_use]
    pub fn names(&self) -> Vec<&NameKey> {
        let singles = self.singles().into_iter();
        singles
            .filter_map(|edit| if let Self::SetResolution { key, .. } = edit { Some(&**key) } else { None })
            .collect()
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
            Self::SetResolution { from, to, .. } => {
                let decided = from.iter().chain(to).filter_map(|resolution| resolution.facility());
                decided.cloned().collect()
            }
            Self::AddSource(_)
            | Self::RemoveSource(_)
            | Self::AddConstraint(_)
            | Self::RemoveConstraint(_)
            | Self::ChangeSettings { .. }
            | Self::AddSupplier(_)
            | Self::RemoveSupplier(_)
            | Self::ChangeSupplier { .. }
            | Self::AddRequest(_)
            | Self::RemoveRequest(_)
            | Self::AddDeclaration(_)
            | Self::RemoveDeclaration(_)
            | Self::AddList(_)
            | Self::RemoveList(_)
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
                Touched::Declared | Touched::All => Vec::new(),
            },
        }
    }
}

fn touched_by_all(edits: &[Edit]) -> Touched {
    let (mut ids, mut declared) = (Vec::new(), false);
    for edit in edits {
        match edit.touched() {
            Touched::All => return Touched::All,
            Touched::Declared => declared = true,
            Touched::Facilities(more) => ids.extend(more),
        }
    }
    match (declared, ids.is_empty()) {
        (true, true) => Touched::Declared,
        (true, false) => Touched::All,
        (false, _) => {
            ids.sort();
            ids.dedup();
            Touched::Facilities(ids)
        }
    }
}
