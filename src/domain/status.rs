//! What an assurance programme says of a facility.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::embedded;
use crate::text::fold;

/// Whether and how a facility is on the lists of an assurance programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Audited and listed as conformant ("Full Compliant" until 2017).
    Conformant,
    /// Committed to an audit, or in corrective action.
    Active,
    /// On no list.
    Indeterminable,
    /// The source does not say.
    Unresolved,
}

/// How a report words statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusStyle {
    /// "Full Compliant", as filings made before the programme's renaming.
    Filing,
    /// "Conformant", as the programme says today.
    Today,
}

/// Which wording of statuses is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum ChosenStyle {
    /// None: that of the reporting year. Workspaces of before had the filing's words without anybody choosing them.
    #[default]
    #[serde(alias = "Filing")]
    ByYear,
    /// "Full Compliant", whatever the year.
    FullCompliant,
    /// "Conformant", whatever the year.
    #[serde(rename = "Today")]
    Conformant,
}

impl ChosenStyle {
    /// The wording of a report for this year.
    pub fn style(self, year: i16) -> StatusStyle {
        match self {
            Self::FullCompliant => StatusStyle::Filing,
            Self::Conformant => StatusStyle::Today,
            Self::ByYear if year >= WORDS.today_from => StatusStyle::Today,
            Self::ByYear => StatusStyle::Filing,
        }
    }
}

/// `data/status_words.ron`: words that mean each status, and how each style writes it.
#[derive(Debug, Deserialize)]
struct Words {
    today_from: i16,
    rows: Vec<WordRow>,
}

#[derive(Debug, Deserialize)]
struct WordRow {
    status: Status,
    filing: String,
    today: String,
    met: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| embedded("data/status_words.ron", include_str!("../../data/status_words.ron")));

/// Each word that sources use, folded, with what it means.
static BY_WORD: LazyLock<HashMap<String, Status>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for row in &WORDS.rows {
        for word in &row.met {
            words.entry(fold(word)).or_insert(row.status);
        }
    }
    words
});

impl Status {
    /// All, from best known to least.
    pub const ALL: [Self; 4] = [Self::Conformant, Self::Active, Self::Indeterminable, Self::Unresolved];

    /// Its letter in pickers.
    pub fn letter(self) -> char {
        match self {
            Self::Conformant => 'c',
            Self::Active => 'a',
            Self::Indeterminable => 'i',
            Self::Unresolved => 'u',
        }
    }

    /// The three that a source can state.
    pub const STATED: [Self; 3] = [Self::Conformant, Self::Active, Self::Indeterminable];

    /// The lower-case key of the machine-readable outputs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Conformant => "conformant",
            Self::Active => "active",
            Self::Indeterminable => "indeterminable",
            Self::Unresolved => "unresolved",
        }
    }

    /// The word on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conformant => "Conformant",
            Self::Active => "Active",
            Self::Indeterminable => "Indeterminable",
            Self::Unresolved => "Unresolved",
        }
    }

    /// The word in a report of the given style.
    pub fn word(self, style: StatusStyle) -> &'static str {
        let row = WORDS.rows.iter().find(|row| row.status == self);
        row.map_or(self.name(), |row| match style {
            StatusStyle::Filing => row.filing.as_str(),
            StatusStyle::Today => row.today.as_str(),
        })
    }

    /// Reads a status word as sources write it ("Full Compliant", "conformant", "Active"); `None` when
    /// the word is not known. Never `Unresolved`: that is what a missing word means.
    pub fn parse(written: &str) -> Option<Self> {
        BY_WORD.get(&fold(written)).copied().filter(|status| *status != Self::Unresolved)
    }

    /// Whether a word says that there is no status ("Unresolved"), as reports of this program do.
    pub fn is_none_word(written: &str) -> bool {
        BY_WORD.get(&fold(written)) == Some(&Self::Unresolved)
    }

    /// Every status word that sources use, with its status, longest first.
    pub fn words_met() -> Vec<(&'static str, Self)> {
        let mut words: Vec<(&str, Self)> = Vec::new();
        for row in &WORDS.rows {
            words.extend(row.met.iter().map(|word| (word.as_str(), row.status)));
        }
        words.retain(|(_, status)| *status != Self::Unresolved);
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        words
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// A count of rows for each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCounts {
    /// Conformant rows.
    pub conformant: i64,
    /// Active rows.
    pub active: i64,
    /// Indeterminable rows.
    pub indeterminable: i64,
    /// Unresolved rows.
    pub unresolved: i64,
}

impl StatusCounts {
    pub fn get(&self, status: Status) -> i64 {
        match status {
            Status::Conformant => self.conformant,
            Status::Active => self.active,
            Status::Indeterminable => self.indeterminable,
            Status::Unresolved => self.unresolved,
        }
    }

    /// Adds `by` (which may be negative) to one status.
    pub fn add(&mut self, status: Status, by: i64) {
        let slot = match status {
            Status::Conformant => &mut self.conformant,
            Status::Active => &mut self.active,
            Status::Indeterminable => &mut self.indeterminable,
            Status::Unresolved => &mut self.unresolved,
        };
        *slot += by;
    }

    /// All rows.
    pub fn total(&self) -> i64 {
        self.conformant + self.active + self.indeterminable + self.unresolved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filings_words_are_read() {
        assert_eq!(Status::parse("Full Compliant"), Some(Status::Conformant));
        assert_eq!(Status::parse(" conformant* "), Some(Status::Conformant));
        assert_eq!(Status::parse("Unresolved"), None);
        assert!(Status::is_none_word("UNRESOLVED") && !Status::is_none_word("Splendid"));
        assert_eq!(Status::Conformant.word(StatusStyle::Filing), "Full Compliant");
    }

    #[test]
    fn the_words_are_those_of_the_year_unless_chosen() {
        let of = |chosen: &str, year| ron::from_str::<ChosenStyle>(chosen).unwrap().style(year);
        for (chosen, year, expected) in [
            ("ByYear", 2017, StatusStyle::Filing),
            ("ByYear", 2018, StatusStyle::Today),
            ("Filing", 2022, StatusStyle::Today),
            ("FullCompliant", 2022, StatusStyle::Filing),
            ("Today", 2016, StatusStyle::Today),
        ] {
            assert_eq!(of(chosen, year), expected, "{chosen} {year}");
        }
    }

    #[test]
    fn every_word_of_the_table_means_its_status() {
        for (word, status) in Status::words_met() {
            assert_eq!(Status::parse(word), Some(status), "{word}");
        }
    }
}
