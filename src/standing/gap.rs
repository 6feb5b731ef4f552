//! Why a status is unresolved, and so what would resolve it.

use super::Classifier;
use crate::domain::{FacilityView, ListKind, Metal, Standing, Status, StatusDoubt};

/// What is missing where a status is unresolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusGap {
    /// An annex of record whose row was damaged: the original document has it.
    Original,
    /// Whether it stands on the lists: its name is to be decided.
    Name,
    /// Complete lists of these kinds that cover its metal.
    Lists(Vec<ListKind>),
}

impl Classifier {
    /// The kinds of complete lists that are missing to tell by absence in a metal.
    pub fn lacking(&self, metal: Metal) -> Vec<ListKind> {
        let is_lacking = |kind: &ListKind| !self.has_complete(*kind, metal);
        [ListKind::Conformant, ListKind::Active].into_iter().filter(is_lacking).collect()
    }

    /// What is missing for the status of a facility; none where it has one.
    pub fn gap(&self, view: &FacilityView<'_>, standing: &Standing) -> Option<StatusGap> {
        if standing.status != Status::Unresolved {
            return None;
        }
        let is_open = |doubt| standing.doubts.contains(&doubt);
        if is_open(StatusDoubt::MayBeListed) || is_open(StatusDoubt::ListedOtherwise) {
            return Some(StatusGap::Name);
        }
        if standing.why_here.annex && view.is_in_damaged_row() {
            return Some(StatusGap::Original);
        }
        Some(StatusGap::Lists(self.lacking(view.facility.metal)))
    }
}
