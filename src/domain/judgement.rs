//! What the analyst decides about a facility: disposition, rating, notes, evidence.

use std::sync::LazyLock;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{EvidenceId, FacilityId, NoteId};
use crate::data::embedded;

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    pub by: String,
    pub at: Timestamp,
}

/// What becomes of a facility that is on no list, or is flagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Disposition {
    /// Looked at, not decided.
    Pending,
    /// It is a listed facility under another name; the CID was found.
    ResolvedToCid,
    /// It is the same facility as another row.
    DuplicateOf,
    /// It does not smelt or refine.
    NotASmelter,
    CeasedOperations,
    /// It stays while its risk is mitigated.
    KeepAndMitigate,
    /// Suppliers were asked to remove it.
    RemovalRequested,
    RemovedBySupplier,
    /// It stays, with a reason on record.
    AcceptedWithRationale,
}

/// One row of `data/dispositions.ron`.
#[derive(Debug, Clone, Deserialize)]
pub struct DispositionInfo {
    pub id: Disposition,
    /// Its letter in the picker.
    pub letter: char,
    /// Its words on screen.
    pub title: String,
    /// What choosing it means.
    pub doc: String,
    /// Whether it cannot stand without a reason.
    #[serde(default)]
    pub needs_reason: bool,
}

static DISPOSITIONS: LazyLock<Vec<DispositionInfo>> =
    LazyLock::new(|| embedded("data/dispositions.ron", include_str!("../../data/dispositions.ron")));

impl Disposition {
    /// Every disposition with its letter and words, in the picker's order.
    pub fn all() -> &'static [DispositionInfo] {
        &DISPOSITIONS
    }

    /// The words on screen.
    pub fn title(self) -> &'static str {
        DISPOSITIONS.iter().find(|info| info.id == self).map_or("", |info| info.title.as_str())
    }

    /// The key of the machine-readable outputs; it stays when the words on screen change.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::ResolvedToCid => "resolved-to-CID",
            Self::DuplicateOf => "duplicate-of",
            Self::NotASmelter => "not-a-smelter",
            Self::CeasedOperations => "ceased-operations",
            Self::KeepAndMitigate => "keep-and-mitigate",
            Self::RemovalRequested => "removal-requested",
            Self::RemovedBySupplier => "removed-by-supplier",
            Self::AcceptedWithRationale => "accepted-with-rationale",
        }
    }

    /// Whether it settles the facility: everything but [`Disposition::Pending`].
    pub fn settles(self) -> bool {
        match self {
            Self::Pending => false,
            Self::ResolvedToCid
            | Self::DuplicateOf
            | Self::NotASmelter
            | Self::CeasedOperations
            | Self::KeepAndMitigate
            | Self::RemovalRequested
            | Self::RemovedBySupplier
            | Self::AcceptedWithRationale => true,
        }
    }
}

/// A disposition as recorded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispositionRecord {
    pub disposition: Disposition,
    /// Why; may be empty.
    pub reason: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// How much risk a facility carries. Internal: never in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rating {
    /// Sanctioned, or credible evidence confirmed.
    Critical,
    /// Not conformant and in a Covered Country or high-risk area, or status lost.
    High,
    /// On no list, elsewhere; or conformant but lapsed.
    Medium,
    /// Active, or recycled material with evidence.
    Low,
    /// Conformant and current.
    None,
    /// Cannot be rated: what it is or its status is not known.
    Data,
}

impl Rating {
    /// All, from gravest to "cannot be rated".
    pub const ALL: [Self; 6] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::None, Self::Data];

    /// Its letter in pickers.
    pub fn letter(self) -> char {
        match self {
            Self::Critical => 'c',
            Self::High => 'h',
            Self::Medium => 'm',
            Self::Low => 'l',
            Self::None => 'n',
            Self::Data => 'd',
        }
    }

    /// The word on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
            Self::None => "None",
            Self::Data => "Data",
        }
    }

    /// The lower-case key of the machine-readable outputs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::None => "none",
            Self::Data => "data",
        }
    }
}

/// A rating that the analyst set in place of the computed one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingRecord {
    pub rating: Rating,
    /// Why; must not be empty.
    pub reason: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// A free note on a facility.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub id: NoteId,
    pub facility: FacilityId,
    /// The text, one line or more.
    pub text: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// A document that supports a judgement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub id: EvidenceId,
    pub facility: FacilityId,
    /// A path or an address.
    pub link: String,
    /// The document's date.
    pub dated: Option<Date>,
    /// Whether a person holds it for credible evidence of conflict or of other grave abuse: then it rates the facility.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub credible: bool,
    /// Who recorded it, and when.
    pub stamp: Stamp,
}
