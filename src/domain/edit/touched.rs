//! What an edit touches, for views and for the history.

use super::{Edit, Touched};
use crate::domain::{ClaimField, FacilityId, NameKey, Screened, SupplierId};

/// What may become of declared rows by an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moves<'a> {
    /// Nothing else.
    Nothing,
    /// Something else of those that decisions on these names are about.
    Names(Vec<&'a NameKey>),
    /// Something else of any: who declares, what counts, what the lists or facilities are.
    Anything,
}

impl Moves<'_> {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Anything, _) | (_, Self::Anything) => Self::Anything,
            (Self::Nothing, moves) | (moves, Self::Nothing) => moves,
            (Self::Names(mut names), Self::Names(more)) => {
                names.extend(more);
                Self::Names(names)
            }
        }
    }
}

impl Edit {
    /// What must be computed again after this edit.
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
            | Self::AddStatusList(_)
            | Self::RemoveStatusList(_)
            | Self::AddRiskList(_)
            | Self::RemoveRiskList(_)
            | Self::ChangeSettings { .. } => Touched::All,
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
            | Self::SetResolution { .. } => Touched::Declared,
            Self::AddClaim(id, _) | Self::WithdrawClaim(id, _) => Touched::Facilities(vec![id.clone()]),
            Self::SetDisposition { facility, .. } | Self::SetRating { facility, .. } => {
                Touched::Facilities(vec![facility.clone()])
            }
            Self::SetScreening { key, .. } => match &key.of {
                Screened::Facility(id) => Touched::Facilities(vec![id.clone()]),
                Screened::Name(_) => Touched::Facilities(Vec::new()),
            },
            Self::SetFact { .. }
            | Self::SetOwnSection { .. }
            | Self::SetMeasure { .. }
            | Self::SetFreeze { .. } => Touched::Facilities(Vec::new()),
            Self::AddNote(note) | Self::RemoveNote(note) => Touched::Facilities(vec![note.facility.clone()]),
            Self::AddEvidence(evidence) | Self::RemoveEvidence(evidence) => {
                Touched::Facilities(vec![evidence.facility.clone()])
            }
            Self::AddAction(action) | Self::RemoveAction(action) => {
                Touched::Facilities(action.about.facility().cloned().into_iter().collect())
            }
            Self::ChangeAction { from, .. } => {
                Touched::Facilities(from.about.facility().cloned().into_iter().collect())
            }
            Self::Batch(edits) => touched_by_all(edits),
        }
    }

    /// What may become of declared rows by this edit.
    pub fn moves(&self) -> Moves<'_> {
        match self {
            Self::AddRequest(_)
            | Self::RemoveRequest(_)
            | Self::AddLetter(_)
            | Self::RemoveLetter(_)
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
            | Self::AddStatusList(_)
            | Self::RemoveStatusList(_)
            | Self::AddRiskList(_)
            | Self::RemoveRiskList(_)
            | Self::SetScreening { .. }
            | Self::SetFact { .. }
            | Self::SetFreeze { .. }
            | Self::SetOwnSection { .. }
            | Self::SetMeasure { .. }
            | Self::ChangeSettings { .. } => Moves::Nothing,
            Self::AddClaim(_, claim) | Self::WithdrawClaim(_, claim) => match claim.value.as_cid() {
                Some(_) => Moves::Anything,
                None => Moves::Nothing,
            },
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
            | Self::RemoveList(_) => Moves::Anything,
            Self::SetResolution { key, .. } => Moves::Names(vec![key]),
            Self::Batch(edits) => edits.iter().map(Self::moves).fold(Moves::Nothing, Moves::and),
        }
    }

    /// The suppliers whose own values, requests or declarations an edit changes.
    pub fn suppliers(&self) -> Vec<&SupplierId> {
        match self {
            Self::AddSupplier(supplier) | Self::RemoveSupplier(supplier) => vec![&supplier.id],
            Self::ChangeSupplier { from, .. } => vec![&from.id],
            Self::AddRequest(request) | Self::RemoveRequest(request) => vec![&request.supplier],
            Self::AddLetter(letter) | Self::RemoveLetter(letter) => vec![&letter.supplier],
            Self::AddDeclaration(declaration) | Self::RemoveDeclaration(declaration) => {
                vec![&declaration.supplier]
            }
            Self::AddAction(action) | Self::RemoveAction(action) => {
                action.about.supplier().into_iter().collect()
            }
            Self::ChangeAction { from, .. } => from.about.supplier().into_iter().collect(),
            Self::Batch(edits) => edits.iter().flat_map(Self::suppliers).collect(),
            Self::AddSource(_)
            | Self::RemoveSource(_)
            | Self::AddFacility(..)
            | Self::RemoveFacility(..)
            | Self::AddClaim(..)
            | Self::WithdrawClaim(..)
            | Self::Merge { .. }
            | Self::Unmerge { .. }
            | Self::AddConstraint(_)
            | Self::RemoveConstraint(_)
            | Self::SetDisposition { .. }
            | Self::SetRating { .. }
            | Self::AddNote(_)
            | Self::RemoveNote(_)
            | Self::AddEvidence(_)
            | Self::RemoveEvidence(_)
            | Self::AddList(_)
            | Self::RemoveList(_)
            | Self::AddStatusList(_)
            | Self::RemoveStatusList(_)
            | Self::AddRiskList(_)
            | Self::RemoveRiskList(_)
            | Self::SetScreening { .. }
            | Self::SetResolution { .. }
            | Self::SetFact { .. }
            | Self::SetFreeze { .. }
            | Self::SetOwnSection { .. }
            | Self::SetMeasure { .. }
            | Self::ChangeSettings { .. } => Vec::new(),
        }
    }

    /// Whether an edit changes which declarations there are, or what they are checked against: when the season began is
    /// part of that.
    pub fn touches_checks(&self) -> bool {
        let is_one = |edit: &Self| {
            matches!(
                edit,
                Self::AddDeclaration(_)
                    | Self::RemoveDeclaration(_)
                    | Self::AddList(_)
                    | Self::RemoveList(_)
                    | Self::AddRequest(_)
                    | Self::RemoveRequest(_)
                    | Self::AddLetter(_)
                    | Self::RemoveLetter(_)
                    | Self::ChangeSettings { .. }
            )
        };
        self.singles().into_iter().any(is_one)
    }

    /// The edits of a batch one by one; any other edit alone.
    fn singles(&self) -> Vec<&Self> {
        if let Self::Batch(edits) = self {
            edits.iter().flat_map(Self::singles).collect()
        } else {
            vec![self]
        }
    }

    /// How many single changes it is.
    pub fn changes(&self) -> usize {
        self.singles().len()
    }

    /// Whether an edit changes what a facility is called or where it stands, as the matcher knows it.
    pub fn renames(&self) -> bool {
        let is_known_by = |field| matches!(field, ClaimField::Name | ClaimField::Alias | ClaimField::Country);
        self.singles().into_iter().any(|edit| {
            let (Self::AddClaim(_, claim) | Self::WithdrawClaim(_, claim)) = edit else { return false };
            is_known_by(claim.value.field())
        })
    }

    /// Whether an edit changes by what rows of lists know a facility: that, or its CID.
    pub fn identifies(&self) -> bool {
        let is_cid = |edit: &Self| {
            let (Self::AddClaim(_, claim) | Self::WithdrawClaim(_, claim)) = edit else { return false };
            claim.value.field() == ClaimField::Cid
        };
        self.renames() || self.singles().into_iter().any(is_cid)
    }

    /// The declared names that an edit decides on, or takes a decision back from.
    pub fn names(&self) -> Vec<&NameKey> {
        let singles = self.singles().into_iter();
        singles
            .filter_map(|edit| if let Self::SetResolution { key, .. } = edit { Some(&**key) } else { None })
            .collect()
    }

    /// The facilities an edit names, for the history.
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
            | Self::SetFact { .. }
            | Self::SetFreeze { .. }
            | Self::SetOwnSection { .. }
            | Self::SetMeasure { .. }
            | Self::AddSupplier(_)
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
