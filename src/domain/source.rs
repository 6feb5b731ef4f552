//! Sources: the files that claims come from, what they state as a whole, and what that leaves open.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{FacilityId, Place, SourceId, Status, StatusCounts};

/// What kind of document a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// A company's Form SD with its Conflict Minerals Report.
    Filing,
    /// A plain table of facilities (CSV or XLSX).
    FacilityTable,
    /// A supplier's CMRT.
    Declaration,
    /// A reference list of facilities.
    ReferenceList,
}

impl SourceKind {
    /// The words on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::FacilityTable => "facility table",
            Self::Declaration => "declaration",
            Self::ReferenceList => "reference list",
        }
    }
}

/// What a total counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TotalOf {
    /// All facilities.
    All,
    Of(Status),
}

impl TotalOf {
    /// The words on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "facilities",
            Self::Of(status) => status.key(),
        }
    }
}

/// Something that a source says of itself or of its list as a whole. Findings are computed from these and
/// the claims, so that they follow every later edit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Statement {
    /// A total in the prose.
    Total {
        /// What it counts.
        of: TotalOf,
        /// The number stated.
        count: u32,
        /// Where.
        place: Place,
    },
    /// "No smelter or refiner is located in a Covered Country."
    NoneInCoveredCountry {
        /// Where.
        place: Place,
    },
    /// Consecutive rows that lost columns.
    Damaged {
        /// The first damaged row.
        first: Place,
        /// The name in the first and in the last damaged row.
        names: (String, String),
        rows: u32,
        /// What became of their countries.
        countries: LostColumn,
        /// What became of their statuses.
        statuses: LostColumn,
        /// Status words that survived apart from their rows.
        words: StatusCounts,
    },
}

/// What became of a column that rows lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum LostColumn {
    /// Nothing of it survives.
    Absent,
    /// Put back, by a rule; the claims name it.
    Derived,
    /// It survives as a run, but not one for every row, so its order cannot be checked.
    Holes {
        /// How many values survive.
        survive: u32,
    },
    /// It survives as a run that can be split in more than one way.
    Ambiguous,
    /// The rows kept it.
    Whole,
}

/// A file that was imported, recorded once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The identifier, from the hash.
    pub id: SourceId,
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    pub kind: SourceKind,
    /// A short title for the screen ("Annex I 2022").
    pub title: String,
    /// The day the document speaks for (the end of the reporting period, a list's date).
    pub as_of: Option<Date>,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// Rows that the reader took.
    pub rows: u32,
    /// What it states as a whole.
    pub statements: Vec<Statement>,
}

/// What a source's own totals say about rows that lost their status: how many of them have each.
///
/// Statuses that the analyst sets on its rows narrow it; see [`super::Workspace::remaining`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// The source whose totals these are.
    pub source: SourceId,
    /// Where the damaged rows begin.
    pub place: Place,
    /// The facilities of the damaged rows, sorted.
    pub rows: Vec<FacilityId>,
    /// How many of them have each status; `unresolved` is 0.
    pub totals: StatusCounts,
}
