//! Risk lists: who is sanctioned, and which areas are affected by conflict or of high risk, as of a day. The analyst's own files;
//! the program ships none.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Cid, Country, Metal, SourceId};

/// What a risk list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RiskKind {
    /// Names of sanctioned companies and persons.
    Sanctions,
    /// Conflict-affected and high-risk areas (CAHRA).
    Areas,
}

impl RiskKind {
    /// All.
    pub const ALL: [Self; 2] = [Self::Sanctions, Self::Areas];

    /// The lower-case key of the machine-readable outputs, and the word on screen.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sanctions => "sanctions",
            Self::Areas => "areas",
        }
    }

    /// What such a list is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sanctions => "sanctions list",
            Self::Areas => "list of high-risk areas",
        }
    }
}

/// A risk list that was imported. Its content lies in a file of its own, which never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskList {
    /// The file that it was read from.
    pub source: SourceId,
    /// A short title ("sanctions-2026-11-01").
    pub title: String,
    pub kind: RiskKind,
    /// The day that it speaks for.
    pub as_of: Date,
    /// SHA-256 of its content, a [`RiskBody`] in `lists/`.
    pub body: String,
    /// How many entries it has.
    pub rows: u32,
}

impl RiskList {
    /// What it has in common with its older and newer editions: the letters of its title, without any date.
    pub fn series(&self) -> String {
        self.title.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
    }

    /// The title and the day: "sanctions of 2026-11-01". A day that the title ends with is not said twice.
    pub fn label(&self) -> String {
        let day = self.as_of.to_string();
        let bare = self.title.strip_suffix(day.as_str());
        let bare = bare.map(|title| title.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let title = bare.filter(|title| !title.is_empty()).unwrap_or(&self.title);
        format!("{title} of {day}")
    }
}

/// The content of a risk list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskBody {
    /// The sheet's name, or empty for a text.
    #[serde(default)]
    pub sheet: String,
    /// Its entries, in the file's order.
    pub entries: Vec<RiskEntry>,
}

/// One entry of a risk list. Of an area the name is the region's, empty where the whole country is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskEntry {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The countries that are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cid: Option<Cid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metal: Option<Metal>,
    /// The programme under which it is listed; of an area, what it is: conflict-affected or high-risk.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub listed_as: String,
    /// The list's own identifier of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Since when, as the list writes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub since: String,
    /// When the list last changed it, as the list writes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub changed: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remarks: String,
    /// Whether it is a person, who shares no trade name with a plant but for an exact one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_person: bool,
    /// The row of the sheet, or the line of the text.
    pub row: u32,
}

impl RiskEntry {
    /// Its name, then its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// What it says, as a short hash: where it stands in the file is no part of it, anything else is. A decision on it holds
    /// as long as this stays.
    pub fn key(&self) -> String {
        let mut said: Vec<String> = vec![
            self.name.clone(),
            self.cid.map_or_else(String::new, |cid| cid.to_string()),
            self.metal.map_or_else(String::new, |metal| metal.name().to_owned()),
            self.listed_as.clone(),
            self.id.clone(),
            self.since.clone(),
            self.changed.clone(),
            self.remarks.clone(),
        ];
        said.extend(self.countries.iter().map(|country| format!("country {country}")));
        said.extend(self.aliases.iter().map(|alias| format!("alias {alias}")));
        let digest = Sha256::digest(said.join("\u{1f}").as_bytes());
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn list(title: &str) -> RiskList {
        RiskList {
            source: SourceId::new("s"),
            title: title.to_owned(),
            kind: RiskKind::Sanctions,
            as_of: date(2026, 11, 1),
            body: String::new(),
            rows: 1,
        }
    }

    #[test]
    fn editions_of_one_list_are_one_series() {
        assert_eq!(list("sanctions-2026-11-01").series(), list("Sanctions 2025").series());
        assert_ne!(list("sanctions").series(), list("SDN").series());
        assert_eq!(list("sanctions-2026-11-01").label(), "sanctions of 2026-11-01");
        assert_eq!(list("2026-11-01").label(), "2026-11-01 of 2026-11-01");
    }

    #[test]
    fn an_entry_is_another_when_it_says_something_else_but_not_where_it_stands() {
        let entry = RiskEntry { name: "Example Refinery".to_owned(), row: 2, ..RiskEntry::default() };
        assert_eq!(entry.key(), RiskEntry { row: 9, ..entry.clone() }.key());
        let others = [
            RiskEntry { aliases: vec!["Example".to_owned()], ..entry.clone() },
            RiskEntry { countries: Country::from_code("IT").into_iter().collect(), ..entry.clone() },
            RiskEntry { changed: "2026-10-01".to_owned(), ..entry.clone() },
            RiskEntry { remarks: "moved".to_owned(), ..entry.clone() },
        ];
        assert!(others.iter().all(|other| other.key() != entry.key()));
    }
}
