//! How grave a finding is.

use serde::{Deserialize, Serialize};

/// How grave a finding is; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// What was declared points at minerals from a Covered Country, or at a tampered template.
    HighRisk,
    /// What is stated is not so, or what must be answered is not.
    Error,
    /// Something is missing or doubtful.
    Warning,
    /// Worth knowing; also what was checked and holds.
    Info,
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Self; 4] = [Self::HighRisk, Self::Error, Self::Warning, Self::Info];

    /// Its letter in pickers.
    pub fn letter(self) -> char {
        match self {
            Self::HighRisk => 'h',
            Self::Error => 'e',
            Self::Warning => 'w',
            Self::Info => 'i',
        }
    }

    /// The word in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::HighRisk => "high-risk",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == text.trim())
    }
}
