//! What the company says of itself and of its programme for the filing: facts, and sections in its own words. Nothing of it
//! is computed.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AnnexColumn, Metal, Stamp};
use crate::data::embedded;

/// Which fact: the `id` of a row of `data/facts.ron`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactKey(String);

impl FactKey {
    /// A key; one that the table does not have is kept and shown nowhere.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its row of the table.
    pub fn info(&self) -> Option<&'static FactInfo> {
        FactInfo::all().iter().find(|info| info.id == self.0)
    }
}

impl std::fmt::Display for FactKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// Where the words of a fact come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum FactOrigin {
    /// A person wrote them.
    #[default]
    Written,
    /// A person chose a proposal of the program.
    Proposed,
    /// They stood in last year's filing.
    Carried,
}

impl FactOrigin {
    pub const ALL: [Self; 3] = [Self::Written, Self::Proposed, Self::Carried];

    /// The word on screen and in machine-readable outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Proposed => "proposed",
            Self::Carried => "carried",
        }
    }
}

/// What was said of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactRecord {
    /// The words; of several paragraphs with an empty line between. Where it is left out, the reason.
    pub text: String,
    #[serde(default)]
    pub origin: FactOrigin,
    /// Whether the filing leaves it out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// Who said it, and when.
    pub stamp: Stamp,
}

/// What a fact is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum FactKind {
    /// One line.
    Line,
    /// A day.
    Day,
    /// Metals.
    Metals,
    /// Columns of Annex I.
    Columns,
    /// One of these words.
    Choice(Vec<String>),
    /// Paragraphs: a section in the company's own words.
    Section,
}

/// One row of `data/facts.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactInfo {
    pub id: String,
    /// Its words on screen.
    pub title: String,
    pub kind: FactKind,
    /// Where the filing has it.
    pub used: String,
    /// What belongs there, for a person.
    pub asks: String,
    /// Whether a filing can do without.
    #[serde(default)]
    pub optional: bool,
}

static FACTS: LazyLock<Vec<FactInfo>> =
    LazyLock::new(|| embedded("data/facts.ron", include_str!("../../data/facts.ron")));

/// Why a text cannot be a fact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFact {
    #[error("{0} cannot be empty")]
    Empty(String),
    #[error("{0} is one line")]
    Lines(String),
    #[error("{0} is a day, such as 2027-05-14")]
    Day(String),
    #[error("{0} is one of: {1}")]
    Choice(String, String),
    #[error("{0} are among gold, tantalum, tin and tungsten")]
    Metals(String),
    #[error(
        "{0} are among metal, CID, name, country, status, programme and list date, each once, with metal and name among them"
    )]
    Columns(String),
    #[error("{0} takes at most {1} bytes")]
    Long(String, usize),
}

/// Longer sections are no sections. In bytes.
pub const LONGEST_SECTION: usize = 64 << 10;

impl FactInfo {
    /// Every fact, in the order of the form.
    pub fn all() -> &'static [Self] {
        &FACTS
    }

    /// Whether the filing may leave it out where a reason is given: sections, and what it can do without.
    pub fn can_be_left_out(&self) -> bool {
        self.optional || self.kind == FactKind::Section
    }

    /// The title within a sentence: its first letter small, unless it begins an abbreviation.
    pub fn within(&self) -> String {
        let mut letters = self.title.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if !second.is_uppercase() => {
                first.to_lowercase().chain([second]).chain(letters).collect()
            }
            _ => self.title.clone(),
        }
    }

    pub fn key(&self) -> FactKey {
        FactKey(self.id.clone())
    }

    /// Reads what a person says of it: the words as they are kept.
    ///
    /// # Errors
    /// When it is nothing of the kind.
    pub fn read(&self, text: &str) -> Result<String, BadFact> {
        let title = || self.title.clone();
        let text = text.trim();
        if text.is_empty() {
            return Err(BadFact::Empty(title()));
        }
        if text.len() > LONGEST_SECTION {
            return Err(BadFact::Long(title(), LONGEST_SECTION));
        }
        let lines: Vec<String> = text.lines().map(crate::text::clean).collect();
        if self.kind != FactKind::Section && lines.len() > 1 {
            return Err(BadFact::Lines(title()));
        }
        let line = lines.concat();
        match &self.kind {
            FactKind::Line => Ok(line),
            FactKind::Day => {
                line.parse::<Date>().map(|day| day.to_string()).map_err(|_| BadFact::Day(title()))
            }
            FactKind::Choice(words) => {
                let found = words.iter().find(|word| word.eq_ignore_ascii_case(&line)).cloned();
                found.ok_or_else(|| BadFact::Choice(title(), words.join(", ")))
            }
            FactKind::Metals => metals(&line).ok_or_else(|| BadFact::Metals(title())),
            FactKind::Columns => {
                let columns = AnnexColumn::read(&line).ok_or_else(|| BadFact::Columns(title()))?;
                Ok(AnnexColumn::words(&columns))
            }
            FactKind::Section => Ok(lines.join("\n")),
        }
    }
}

/// Metals separated by commas or `and`, each once, in the order of the metals.
fn metals(line: &str) -> Option<String> {
    let words = line.split([',', ';', ' ']).map(str::trim);
    let words = words.filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"));
    let named: Vec<Metal> = words.map(Metal::parse).collect::<Option<_>>()?;
    let known = Metal::ALL.into_iter().filter(|metal| named.contains(metal));
    let names: Vec<String> = known.map(|metal| metal.name().to_lowercase()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_its_own_key_and_says_where_it_is_used() {
        let mut ids: Vec<&str> = FactInfo::all().iter().map(|info| info.id.as_str()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(FactInfo::all().iter().all(|info| !info.used.is_empty() && !info.asks.is_empty()));
    }

    #[test]
    fn texts_are_read_by_the_kind_of_the_fact() {
        let info = |kind| FactInfo { kind, ..FactInfo::all()[0].clone() };
        assert_eq!(info(FactKind::Line).read(" A  Corp \n").as_deref(), Ok("A Corp"));
        assert!(info(FactKind::Line).read("a\nb").is_err() && info(FactKind::Line).read(" ").is_err());
        assert_eq!(info(FactKind::Day).read("2027-05-14").as_deref(), Ok("2027-05-14"));
        assert!(info(FactKind::Day).read("May").is_err());
        assert_eq!(info(FactKind::Metals).read("tin and Gold").as_deref(), Ok("tin, gold"));
        assert!(info(FactKind::Metals).read("copper").is_err());
        assert_eq!(info(FactKind::Columns).read("Metal, NAME").as_deref(), Ok("metal, name"));
        assert!(info(FactKind::Columns).read("name, rating").is_err());
        let choice = FactKind::Choice(vec!["Yes".to_owned(), "No".to_owned()]);
        assert_eq!(info(choice.clone()).read("yes").as_deref(), Ok("Yes"));
        assert!(info(choice).read("perhaps").is_err());
        assert_eq!(info(FactKind::Section).read("a\n\nb\n").as_deref(), Ok("a\n\nb"));
    }
}
