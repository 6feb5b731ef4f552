//! Reference lists: names, aliases, countries and CIDs of facilities, as the `Smelter Look-up` sheet of a
//! CMRT or an export has them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cmrt::Version;
use super::{Cid, Metal, SourceId};

/// A reference list that was imported. Its content lies in a file of its own, which never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceList {
    /// The file that it was read from.
    pub source: SourceId,
    /// A short title ("Look-up of CMRT 6.5").
    pub title: String,
    /// The version of the template that carries it, when one does.
    pub version: Option<Version>,
    /// The day that it speaks for: its own, or the template's release.
    pub as_of: Option<Date>,
    /// SHA-256 of its content, a [`ListBody`] in `lists/`.
    pub body: String,
    /// How many facilities it names.
    pub facilities: u32,
}

/// One facility of a reference list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListEntry {
    pub metal: Metal,
    /// The identification number.
    pub cid: Cid,
    /// The standard name.
    pub name: String,
    /// The country as the list writes it, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// The city, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// The state or province, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// Other names by which the list knows it, sorted, without the standard name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The row of the sheet that has the standard name, or that has it first.
    pub row: u32,
}

/// The content of a reference list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListBody {
    /// The sheet's name, or empty for a text.
    #[serde(default)]
    pub sheet: String,
    /// The facilities, sorted by metal, then CID.
    pub entries: Vec<ListEntry>,
}
