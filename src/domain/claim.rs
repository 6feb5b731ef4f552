//! Claims: one value of one field of a facility, with where it came from.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Cid, Country, Programme, SourceId, Status};

/// A country as a source wrote it, with the code if the table knows the spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryValue {
    /// The country, when the spelling is known.
    pub code: Option<Country>,
    /// The text of the source, cleaned.
    pub written: String,
}

impl CountryValue {
    /// Reads a country as written.
    pub fn read(written: &str) -> Self {
        let written = crate::text::clean(written);
        Self { code: Country::of_place(&written), written }
    }
}

/// The value of a claim; its variant is the field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Value {
    /// The facility's name.
    Name(String),
    /// Another name of it.
    Alias(String),
    /// Its identification number.
    Cid(Cid),
    Country(CountryValue),
    City(String),
    /// Its status, with the programme where the source names one.
    Status(Status, Option<Programme>),
    /// A source's own word for the status, as written: beside the status where it says more than that, in its place where nobody knows
    /// what it means. By itself it says nothing of the status.
    StatusWord(String),
    /// It was taken off a list.
    Removed,
    /// It has ceased operations.
    Ceased,
    /// It is not a smelter or refiner.
    NotASmelter,
}

/// The field that a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClaimField {
    /// See [`Value::Name`].
    Name,
    /// See [`Value::Alias`].
    Alias,
    /// See [`Value::Cid`].
    Cid,
    /// See [`Value::Country`].
    Country,
    /// See [`Value::City`].
    City,
    /// See [`Value::Status`].
    Status,
    /// See [`Value::StatusWord`].
    StatusWord,
    /// See [`Value::Removed`].
    Removed,
    /// See [`Value::Ceased`].
    Ceased,
    /// See [`Value::NotASmelter`].
    NotASmelter,
}

impl ClaimField {
    /// The word on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Alias => "Alias",
            Self::Cid => "CID",
            Self::Country => "Country",
            Self::City => "City",
            Self::Status => "Status",
            Self::StatusWord => "Status word",
            Self::Removed => "Removed from list",
            Self::Ceased => "Ceased operations",
            Self::NotASmelter => "Not a smelter",
        }
    }
}

impl ClaimField {
    /// The word within a sentence.
    pub fn word(self) -> String {
        match self {
            Self::Cid => "CID".to_owned(),
            Self::Name
            | Self::Alias
            | Self::Country
            | Self::City
            | Self::Status
            | Self::StatusWord
            | Self::Removed
            | Self::Ceased
            | Self::NotASmelter => self.name().to_lowercase(),
        }
    }
}

impl Value {
    pub fn field(&self) -> ClaimField {
        match self {
            Self::Name(_) => ClaimField::Name,
            Self::Alias(_) => ClaimField::Alias,
            Self::Cid(_) => ClaimField::Cid,
            Self::Country(_) => ClaimField::Country,
            Self::City(_) => ClaimField::City,
            Self::Status(..) => ClaimField::Status,
            Self::StatusWord(_) => ClaimField::StatusWord,
            Self::Removed => ClaimField::Removed,
            Self::Ceased => ClaimField::Ceased,
            Self::NotASmelter => ClaimField::NotASmelter,
        }
    }

    /// The value as text for the screen.
    pub fn text(&self) -> String {
        match self {
            Self::Name(text) | Self::Alias(text) | Self::City(text) | Self::StatusWord(text) => text.clone(),
            Self::Cid(cid) => cid.to_string(),
            Self::Country(country) => country.written.clone(),
            Self::Status(status, None) => status.name().to_owned(),
            Self::Status(status, Some(programme)) => format!("{} ({})", status.name(), programme.name()),
            Self::Removed | Self::Ceased | Self::NotASmelter => "yes".to_owned(),
        }
    }
}

impl Value {
    /// The name, if it is one (not an alias).
    pub fn as_name(&self) -> Option<&str> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// The name or alias, if it is one.
    pub fn as_any_name(&self) -> Option<&str> {
        if let Self::Name(name) | Self::Alias(name) = self { Some(name) } else { None }
    }

    /// The CID, if it is one.
    pub fn as_cid(&self) -> Option<Cid> {
        if let Self::Cid(cid) = self { Some(*cid) } else { None }
    }

    /// The country, if it is one.
    pub fn as_country(&self) -> Option<&CountryValue> {
        if let Self::Country(country) = self { Some(country) } else { None }
    }

    /// The word for a status, if it is one.
    pub fn as_status_word(&self) -> Option<&str> {
        if let Self::StatusWord(word) = self { Some(word) } else { None }
    }

    /// The status, if it is one.
    pub fn as_status(&self) -> Option<Status> {
        if let Self::Status(status, _) = self { Some(*status) } else { None }
    }
}

/// The reason of the claims on a facility that a person adds; by it, the facility belongs to Annex I.
pub const ADDED_BY_HAND: &str = "added by hand";

/// How the reason of a facility's claims begins when a decision on a declared name made it: it belongs to Annex I by the rows alone.
pub const MADE_BY_DECISION: &str = "new facility, declared as ";

/// How the reason of a CID begins when a decision on a declared name gave it to a facility that was here without one.
pub const NUMBERED_BY_DECISION: &str = "its CID, as decided for ";

/// Where in a source a value stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// Line and column of a text, both from 1; the column is the table's column, or 0 for the whole line.
    Line(u32, u32),
    /// Sheet and cell of a workbook (`Smelter List`, `C7`).
    Cell(String, String),
    /// The file as a whole.
    File,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line, 0) => write!(f, "line {line}"),
            Self::Line(line, column) => write!(f, "line {line}, column {column}"),
            Self::Cell(sheet, cell) => write!(f, "{sheet}!{cell}"),
            Self::File => f.write_str("the whole file"),
        }
    }
}

/// The rule by which a value was derived from what a source states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DerivationRule {
    /// The rows lost their countries, the countries survive as one run, and exactly one split of it into
    /// names of the country table has as many names as there are rows.
    CountriesInOrder,
    /// The rows lost their statuses, the statuses survive as one run without holes, and exactly one split of
    /// it into status words has as many words as there are rows.
    StatusesInOrder,
    /// The source's own totals leave one status for every row that lost its own.
    TotalsLeaveOne,
    /// The totals, less the statuses that the analyst set, leave one status for all the remaining rows.
    ConstraintLeavesOne,
}

impl DerivationRule {
    pub fn text(self) -> &'static str {
        match self {
            Self::CountriesInOrder => "the run of countries has exactly one split with as many names as rows",
            Self::StatusesInOrder => "the run of statuses has exactly one split with as many words as rows",
            Self::TotalsLeaveOne => "the source's totals leave only this status for the damaged rows",
            Self::ConstraintLeavesOne => "what was set leaves only this status within the source's totals",
        }
    }
}

/// How a value was obtained.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Origin {
    /// The source says so.
    Stated {
        source: SourceId,
        /// Where in it.
        place: Place,
    },
    /// Follows from what the source says, by a rule.
    Derived {
        source: SourceId,
        /// The place the value was derived from.
        place: Place,
        rule: DerivationRule,
    },
    /// The analyst set it.
    Set {
        by: String,
        /// When.
        at: Timestamp,
        /// Why; may be empty.
        reason: String,
    },
}

impl Origin {
    /// The source behind it, if a source is.
    pub fn source(&self) -> Option<&SourceId> {
        match self {
            Self::Stated { source, .. } | Self::Derived { source, .. } => Some(source),
            Self::Set { .. } => None,
        }
    }

    /// `stated`, `derived` or `set`.
    pub fn how(&self) -> &'static str {
        match self {
            Self::Stated { .. } => "stated",
            Self::Derived { .. } => "derived",
            Self::Set { .. } => "set",
        }
    }

    /// The place in the source, if a source is behind it.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Stated { place, .. } | Self::Derived { place, .. } => Some(place),
            Self::Set { .. } => None,
        }
    }
}

/// One value of one field, with where it came from. Two equal claims are one claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The value, which names its field.
    pub value: Value,
    /// Where it came from.
    pub origin: Origin,
    /// The day the value holds for, where it is not the source's own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}
