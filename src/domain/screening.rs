//! What a person decides about possible hits: a name that stands on a sanctions list too, with nothing else that says whether it
//! is the same.

use serde::{Deserialize, Serialize};

use super::{FacilityId, Stamp};

/// Who or what is screened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Screened {
    Facility(FacilityId),
    /// A name in a declared row that is no facility of the workspace, or a mine's, folded.
    Name(String),
}

/// What a decision is about: who is screened, and the entry that has its name. Once the entry says something else, its key is
/// another, and what was decided about it before does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreeningKey {
    pub of: Screened,
    /// [`super::RiskEntry::key`].
    pub entry: String,
}

impl std::fmt::Display for ScreeningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.of {
            Screened::Facility(id) => write!(f, "facility {id} and entry {}", self.entry),
            Screened::Name(name) => write!(f, "\u{201c}{name}\u{201d} and entry {}", self.entry),
        }
    }
}

/// What a possible hit was decided to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HitVerdict {
    /// It is the same: a hit.
    Confirmed,
    /// It is another.
    Cleared,
}

impl HitVerdict {
    /// The word on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Cleared => "cleared",
        }
    }

    /// The reason that is proposed; Enter takes it.
    pub fn usual_reason(self) -> &'static str {
        match self {
            Self::Confirmed => "the same company",
            Self::Cleared => "another company of the same name",
        }
    }
}

/// A decision on a possible hit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreeningRecord {
    pub verdict: HitVerdict,
    /// Why; must not be empty.
    pub reason: String,
    /// The entry's name as the list wrote it.
    pub entry: String,
    /// The list and its day.
    pub list: String,
    /// Who and when.
    pub stamp: Stamp,
}
