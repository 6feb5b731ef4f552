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
    /// A status list of an assurance programme.
    StatusList,
    /// A list of who is sanctioned, of high-risk areas, or of credible evidence.
    RiskList,
}

/// What a file is for. A file with facilities means what its role says, whatever it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SourceRole {
    /// Its facilities belong to Annex I, with the statuses that it states.
    Annex,
    /// Another year's: kept for comparison; nothing of it enters Annex I.
    Baseline,
    /// It says which facilities are conformant or active on a day.
    Status,
    /// It gives names, countries and CIDs.
    Reference,
    /// It says who or what is at risk.
    Risk,
    /// A supplier's CMRT.
    Declaration,
}

impl SourceRole {
    /// Those that a file with facilities can be given, in the order in which they are offered.
    pub const GIVEN: [Self; 5] = [Self::Annex, Self::Baseline, Self::Status, Self::Reference, Self::Risk];

    /// The word of the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Annex => "annex",
            Self::Baseline => "baseline",
            Self::Status => "status",
            Self::Reference => "reference",
            Self::Risk => "risk",
            Self::Declaration => "declaration",
        }
    }

    /// Its letter where it is chosen.
    pub fn letter(self) -> char {
        match self {
            Self::Annex => 'a',
            Self::Baseline => 'b',
            Self::Status => 's',
            Self::Reference => 'r',
            Self::Risk => 'i',
            Self::Declaration => 'd',
        }
    }

    /// What becomes of a file in this role, and what must be said of it then.
    pub fn doc(self) -> &'static str {
        match self {
            Self::Annex => "its facilities are this year\u{2019}s",
            Self::Baseline => "an earlier year\u{2019}s facilities, to compare with",
            Self::Status => "gives facilities their status; needs its kind and its day",
            Self::Reference => "names and CIDs to resolve with",
            Self::Risk => "facilities are screened against it; needs its day",
            Self::Declaration => "a supplier\u{2019}s CMRT; needs the supplier",
        }
    }

    /// The words on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Annex => "annex of record",
            Self::Baseline => "baseline",
            Self::Status => "status list",
            Self::Reference => "reference list",
            Self::Risk => "risk list",
            Self::Declaration => "declaration",
        }
    }
}

impl SourceKind {
    /// The words on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::FacilityTable => "facility table",
            Self::Declaration => "declaration",
            Self::ReferenceList => "reference list",
            Self::StatusList => "status list",
            Self::RiskList => "risk list",
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
    /// Put back in the rows' order; the claims name the rule.
    Derived,
    /// Put back because the totals leave one value for all of these rows.
    ByTotals,
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
    /// What it was taken as; none of files that came in before roles were given. See [`Source::role_in`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<SourceRole>,
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

impl Source {
    /// What it is for in the workspace of a year. Of a file that was given no role it follows from its kind: a filing of another
    /// year is a baseline.
    pub fn role_in(&self, year: i16) -> SourceRole {
        let is_other = |day: Date| day.year() != year;
        self.role.unwrap_or(match self.kind {
            SourceKind::Filing if self.as_of.is_some_and(is_other) => SourceRole::Baseline,
            SourceKind::Filing | SourceKind::FacilityTable => SourceRole::Annex,
            SourceKind::Declaration => SourceRole::Declaration,
            SourceKind::ReferenceList => SourceRole::Reference,
            SourceKind::StatusList => SourceRole::Status,
            SourceKind::RiskList => SourceRole::Risk,
        })
    }
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
