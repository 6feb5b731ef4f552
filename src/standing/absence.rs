//! Where being on no list is known: a complete conformant and a complete active list of a programme that tells by absence
//! cover the metal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::chosen::{Chosen, Speaking};
use crate::domain::{ListKind, Metal, Programme, SourceId, StatusBasis};

/// The complete lists on which absence rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CompletePair {
    pub conformant: SourceId,
    pub active: SourceId,
    /// The older day of the two: as of then both are known.
    pub as_of: Date,
}

impl CompletePair {
    /// The status of a facility that neither has rests on them.
    pub fn basis(&self) -> StatusBasis {
        let Self { conformant, active, as_of } = self.clone();
        StatusBasis::Absent { conformant, active, as_of }
    }
}

/// The complete lists by metal.
pub(super) fn complete_pairs(chosen: &Chosen) -> BTreeMap<Metal, CompletePair> {
    let of = |metal: Metal| {
        let telling = chosen.programmes().into_iter().filter(|programme| programme.tells_by_absence());
        let mut pairs = telling.filter_map(|programme| pair(chosen, programme, metal));
        pairs.next().map(|pair| (metal, pair))
    };
    Metal::ALL.into_iter().filter_map(of).collect()
}

fn pair(chosen: &Chosen, programme: &Programme, metal: Metal) -> Option<CompletePair> {
    let conformant = complete(chosen, programme, ListKind::Conformant, metal)?;
    let active = complete(chosen, programme, ListKind::Active, metal)?;
    Some(CompletePair {
        conformant: conformant.list.source.clone(),
        active: active.list.source.clone(),
        as_of: conformant.list.as_of.min(active.list.as_of),
    })
}

/// The newest list of a kind, where it is complete; of several of one day all must be.
pub(super) fn complete<'a>(
    chosen: &'a Chosen,
    programme: &Programme,
    kind: ListKind,
    metal: Metal,
) -> Option<&'a Speaking> {
    let newest: Vec<&Speaking> = chosen.newest(programme, kind, metal).collect();
    newest.iter().all(|speaking| speaking.list.complete).then(|| newest.first().copied()).flatten()
}
