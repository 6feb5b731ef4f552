//! Countries by ISO 3166-1 alpha-2 code, and the ten Covered Countries.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::embedded;
use crate::text::fold;

/// A country, known by its ISO 3166-1 alpha-2 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// A code that is not in the country table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the ISO 3166 code of a country")]
pub struct UnknownCountry(String);

/// One row of `data/countries.ron`.
#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    name: String,
    aliases: Vec<String>,
}

struct Table {
    rows: Vec<Row>,
    by_code: HashMap<[u8; 2], usize>,
    by_name: HashMap<String, [u8; 2]>,
    covered: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<Row> = embedded("data/countries.ron", include_str!("../../data/countries.ron"));
    let mut by_code = HashMap::new();
    let mut by_name = HashMap::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(code) = code_bytes(&row.code) else {
            continue;
        };
        by_code.insert(code, index);
        by_name.insert(fold(&row.name), code);
        for alias in &row.aliases {
            by_name.entry(fold(alias)).or_insert(code);
        }
    }
    let covered = embedded("data/covered_countries.ron", include_str!("../../data/covered_countries.ron"));
    Table { rows, by_code, by_name, covered }
});

fn code_bytes(code: &str) -> Option<[u8; 2]> {
    code.as_bytes().try_into().ok()
}

impl Country {
    /// The country of an ISO alpha-2 code in capitals.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes = code_bytes(code)?;
        TABLE.by_code.contains_key(&bytes).then_some(Self(bytes))
    }

    /// Reads a country as written: a name or alias of the table (case, accents and punctuation folded), or
    /// a two-letter code in capitals.
    pub fn parse(written: &str) -> Option<Self> {
        if let Some(country) = Self::from_code(written.trim()) {
            return Some(country);
        }
        TABLE.by_name.get(&fold(written)).map(|code| Self(*code))
    }

    /// The ISO 3166-1 alpha-2 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// The name in the spelling of the reference lists, in capitals.
    pub fn name(self) -> &'static str {
        let row = TABLE.by_code.get(&self.0).and_then(|index| TABLE.rows.get(*index));
        row.map_or("", |row| row.name.as_str())
    }

    /// Whether this is one of the ten Covered Countries (Form SD, item 1.01(d)).
    pub fn is_covered(&self) -> bool {
        TABLE.covered.iter().any(|code| code == self.code())
    }

    /// Every country of the table, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.rows.iter().filter_map(|row| code_bytes(&row.code).map(Self))
    }

    /// Every way of writing a country that the table knows, with the country, names before aliases.
    pub fn spellings() -> impl Iterator<Item = (&'static str, Self)> {
        TABLE.rows.iter().filter_map(|row| Some((row, Self(code_bytes(&row.code)?)))).flat_map(
            |(row, country)| {
                std::iter::once(row.name.as_str())
                    .chain(row.aliases.iter().map(String::as_str))
                    .map(move |name| (name, country))
            },
        )
    }
}

impl TryFrom<String> for Country {
    type Error = UnknownCountry;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::from_code(&code).ok_or(UnknownCountry(code))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_country_meet() {
        for written in ["KOREA, REPUBLIC OF", "South Korea", "Korea (Republic of)", "KR"] {
            assert_eq!(Country::parse(written).map(Country::name), Some("KOREA, REPUBLIC OF"), "{written}");
        }
        assert_eq!(Country::parse("Atlantis"), None);
    }

    #[test]
    fn ten_countries_are_covered() {
        assert_eq!(Country::all().filter(Country::is_covered).count(), 10);
        assert_eq!(Country::all().count(), 249);
    }

    #[test]
    fn no_spelling_names_two_countries() {
        let mut seen: HashMap<String, Country> = HashMap::new();
        for (name, country) in Country::spellings() {
            let other = *seen.entry(fold(name)).or_insert(country);
            assert_eq!(other, country, "{name}");
        }
    }
}
