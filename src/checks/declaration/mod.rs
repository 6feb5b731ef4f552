//! Rules over one declaration: whether it is complete by its template's own Checker, whether its answers and
//! rows agree with each other, and whether they can be true.
//!
//! No rule fires on a clean declaration, and one cause gives one finding: a rule that another one explains
//! already keeps silent. The messages are written to the supplier.

mod answers;
mod case;
mod company;
mod complete;
mod context;
#[cfg(test)]
mod fixture;
mod known;
mod lines;
mod lists;
mod reading;
mod row_findings;
mod rows;
mod template;
#[cfg(test)]
mod tests;
mod words;

use super::{Finding, Rule, Severity};

pub use case::{FormCase, is_declared};
pub use context::{CheckContext, FormToCheck};
pub use lines::{CheckerLine, ReadAs, open_lines};
pub use words::review_words;

/// The rules over a declaration, in the order in which findings of one severity are told.
pub(super) fn rules() -> Vec<Rule> {
    let parts = [
        complete::RULES,
        template::RULES,
        company::RULES,
        answers::RULES,
        rows::RULES,
        known::RULES,
        lists::RULES,
        reading::RULES,
    ];
    parts.concat()
}

/// What a declaration comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclarationOutcome {
    /// Nothing to ask.
    Green,
    /// Something to correct or to explain.
    ValidationNeeded,
    /// Minerals from a Covered Country, or a tampered template.
    HighRisk,
    /// The file could not be read as a declaration; never the outcome of findings.
    Unreadable,
}

impl DeclarationOutcome {
    /// All, the best first.
    pub const ALL: [Self; 4] = [Self::Green, Self::ValidationNeeded, Self::HighRisk, Self::Unreadable];

    /// The words, on screen and in machine-readable outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::ValidationNeeded => "validation-needed",
            Self::HighRisk => "high-risk",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What findings come to: what is only worth knowing never counts.
pub fn outcome(findings: &[Finding]) -> DeclarationOutcome {
    match findings.iter().map(|finding| finding.severity).min() {
        Some(Severity::HighRisk) => DeclarationOutcome::HighRisk,
        Some(Severity::Error | Severity::Warning) => DeclarationOutcome::ValidationNeeded,
        Some(Severity::Info) | None => DeclarationOutcome::Green,
    }
}
