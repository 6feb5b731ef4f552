//! Letters that were written to suppliers: of which kind, when, and what each asks for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DeclarationId, FacilityId, LetterId, RequestState, Stamp, SupplierId};

/// What a letter to a supplier is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LetterKind {
    /// Asks for a CMRT.
    Request,
    /// Reminds of one.
    Reminder,
    /// Asks for corrections of what was declared.
    Corrections,
    /// Asks what becomes of facilities that it declares: replace them, explain, or declare by product.
    Facilities,
    /// Asks for a declaration of the products that are bought alone.
    ProductLevel,
    /// Asks for the plan by which facilities come into an audit programme.
    ParticipationPlan,
}

impl LetterKind {
    /// All, in the order of a season.
    pub const ALL: [Self; 6] = [
        Self::Request,
        Self::Reminder,
        Self::Corrections,
        Self::Facilities,
        Self::ProductLevel,
        Self::ParticipationPlan,
    ];

    /// The words on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Reminder => "reminder",
            Self::Corrections => "corrections",
            Self::Facilities => "about these facilities",
            Self::ProductLevel => "product-level CMRT",
            Self::ParticipationPlan => "participation plan",
        }
    }

    /// The word in the names of its files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Reminder => "reminder",
            Self::Corrections => "corrections",
            Self::Facilities => "facilities",
            Self::ProductLevel => "product-level",
            Self::ParticipationPlan => "plan",
        }
    }

    /// The state of the request that it brings about, where it brings about any.
    pub fn brings_about(self) -> Option<RequestState> {
        match self {
            Self::Request => Some(RequestState::Asked),
            Self::Reminder => Some(RequestState::Reminded),
            Self::Corrections => Some(RequestState::CorrectionRequested),
            Self::Facilities | Self::ProductLevel | Self::ParticipationPlan => None,
        }
    }

    /// Its letter in the picker.
    pub fn letter(self) -> char {
        match self {
            Self::Request => 'a',
            Self::Reminder => 'm',
            Self::Corrections => 'c',
            Self::Facilities => 'f',
            Self::ProductLevel => 'p',
            Self::ParticipationPlan => 'g',
        }
    }
}

/// A letter that was written to a supplier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentLetter {
    pub id: LetterId,
    pub supplier: SupplierId,
    pub kind: LetterKind,
    /// The day that it is dated.
    pub day: Date,
    /// The day by which an answer is asked for.
    pub due: Date,
    /// Its file in `letters/`.
    pub file: String,
    /// The declarations that it is about: what came since is what answers it.
    pub about: Vec<DeclarationId>,
    /// What it asks for, in its order.
    pub points: Vec<LetterPoint>,
    /// Who wrote it, and when.
    pub stamp: Stamp,
}

impl SentLetter {
    /// By what the letters to a supplier are ordered, the newest last.
    pub fn order(&self) -> (Date, jiff::Timestamp, LetterKind, &LetterId) {
        (self.day, self.stamp.at, self.kind, &self.id)
    }
}

/// A point of a letter, as far as it is found again in what is declared later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterPoint {
    /// What it says.
    pub message: String,
    /// The rule that found it; empty where it asks about a facility.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The facilities that it asks about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilities: Vec<FacilityId>,
}
