//! Which facilities need a judgement, and which have had it: the triage queue.

use super::facts::RiskFacts;
use super::flags::FlagId;
use super::rate::Assessment;
use crate::domain::{Claim, ClaimField, DerivationRule, FacilityView, Origin, Status};

/// Why a facility is in the triage queue, or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// A sanctions list has its name, and nobody has said whether it is the same.
    PossibleHit,
    /// A flag asks for an answer.
    Flag,
    /// On no list, and no disposition yet.
    Indeterminable,
    /// Conformant by an audit that has lapsed. These are decided together.
    Lapsed,
    /// The source does not say its status.
    Unresolved,
    /// It was in the queue; the judgement was made.
    Done,
    /// It never was in the queue.
    No,
}

impl Need {
    /// Whether a judgement is still to be made.
    pub fn is_open(self) -> bool {
        match self {
            Self::PossibleHit | Self::Flag | Self::Indeterminable | Self::Lapsed | Self::Unresolved => true,
            Self::Done | Self::No => false,
        }
    }
}

/// Why a facility needs a judgement, if it does.
///
/// A disposition other than pending settles an indeterminable facility; a disposition or a rating with a
/// reason answers a flag and a lapsed audit; a status settles an unresolved one, which then may be indeterminable. A possible
/// hit goes before all of them, and a hit before an unresolved status: both are urgent whatever the lists say.
///
/// Only facilities of Annex I need any.
pub fn need(facts: &RiskFacts<'_>, assessment: &Assessment) -> Need {
    let RiskFacts { ws, view, standing, .. } = *facts;
    if !standing.is_member() {
        return Need::No;
    }
    let id = &view.facility.id;
    let settled = ws.disposition(id).is_some_and(|record| record.disposition.settles());
    let status = standing.status;
    let flagged = assessment.flags.iter().any(|raised| is_answerable(raised.flag));
    let answered = settled || ws.rating(id).is_some();
    let is_grave = assessment.has(FlagId::SanctionMatch) || assessment.has(FlagId::CredibleEvidence);
    if assessment.has(FlagId::PossibleSanctionMatch) {
        Need::PossibleHit
    } else if status == Status::Unresolved && (!is_grave || answered) {
        Need::Unresolved
    } else if flagged && !answered {
        Need::Flag
    } else if status == Status::Indeterminable && !settled {
        Need::Indeterminable
    } else if standing.is_lapsed && !answered {
        Need::Lapsed
    } else if flagged
        || standing.is_lapsed
        || status == Status::Indeterminable
        || was_unresolved(view)
        || facts.signals.hits.iter().any(|hit| hit.decided.is_some())
    {
        Need::Done
    } else {
        Need::No
    }
}

fn is_answerable(flag: FlagId) -> bool {
    flag.flag().is_some_and(|flag| flag.answerable)
}

/// Whether its sources left the status open and a person settled it: set it, or had it derived.
fn was_unresolved(view: &FacilityView<'_>) -> bool {
    let by_person = |claim: &&Claim| match &claim.origin {
        Origin::Set { .. } | Origin::Derived { rule: DerivationRule::ConstraintLeavesOne, .. } => true,
        Origin::Stated { .. } | Origin::Derived { .. } => false,
    };
    let is_named_by_source = view.claims.iter().any(|claim| claim.origin.source().is_some());
    let statuses = view.claims_on(ClaimField::Status);
    is_named_by_source && !statuses.is_empty() && statuses.iter().all(by_person)
}
