//! Rules over one declaration: whether it is complete by its template's own Checker, whether its answers and
//! rows agree with each other, and whether they can be true.
//!
//! No rule fires on a clean declaration, and one cause gives one finding: a rule that another one explains
//! already keeps silent. The messages are written to the supplier.

mod answers;
mod company;
mod complete;
mod desk;
#[cfg(test)]
mod fixture;
mod gather;
mod known;
mod lines;
mod lists;
mod order;
mod reading;
mod rows;
mod template;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Look, RULES, Rule, Severity};
use crate::domain::cmrt::{Form, Version};
use crate::domain::{ListBody, Place, ReferenceList};

use known::Known;

pub use desk::{Desk, Hit};
pub use lines::{Eyes, Line, open_lines};
pub use order::{CheckOrder, Ordered, Surroundings};
pub use words::{country_codes, review_words};

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

/// A reference list that the workspace holds, with its content.
#[derive(Debug, Clone, Copy)]
pub struct KnownList<'a> {
    /// The list.
    pub list: &'a ReferenceList,
    /// Its content.
    pub body: &'a ListBody,
}

/// What a declaration is looked at with.
#[derive(Debug, Clone, Copy)]
pub struct FormContext<'a> {
    /// The day of the check.
    pub today: Date,
    /// The file's own look-up, when it has one and it is at hand.
    pub own: Option<&'a ListBody>,
    /// The reference lists that were imported.
    pub lists: &'a [KnownList<'a>],
    /// Severities that the analyst gave to rules, by the rules' ids.
    pub severities: &'a BTreeMap<String, Severity>,
}

/// What a rule found in a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFinding {
    /// The rule's identifier.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Sheet and cell, or the file as a whole.
    pub place: Place,
    /// What was found, to the supplier, in one sentence without a full stop and without the cell.
    pub message: String,
    /// What the supplier should do, or empty.
    pub remedy: String,
}

/// What a declaration comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing to ask.
    Green,
    /// Something to correct or to explain.
    ValidationNeeded,
    /// Minerals from a Covered Country, or a tampered template.
    HighRisk,
    /// The file could not be read as a declaration; never the outcome of findings.
    Unreadable,
}

impl Outcome {
    /// All, the best first.
    pub const ALL: [Self; 4] = [Self::Green, Self::ValidationNeeded, Self::HighRisk, Self::Unreadable];

    /// The words, on screen and in machine-readable outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::ValidationNeeded => "validation-needed",
            Self::HighRisk => "high-risk",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What the lists know, made once for all declarations of one version that have one look-up.
#[derive(Clone)]
pub struct Shelf<'a>(Arc<Known<'a>>);

impl<'a> Shelf<'a> {
    /// For declarations of a version, with the lists that they are looked at with.
    #[must_use]
    pub fn new(version: Version, context: &FormContext<'a>) -> Self {
        Self(Arc::new(Known::new(version, context)))
    }
}

/// Everything that the rules find in a declaration: gravest first, then in the order of [`RULES`].
#[must_use]
pub fn check(form: &Form, context: &FormContext<'_>) -> Vec<FormFinding> {
    check_beside(form, context, &Shelf::new(form.version, context))
}

/// The same, with what the lists know made before, for its version and its context.
#[must_use]
pub fn check_beside<'a>(form: &'a Form, context: &'a FormContext<'a>, shelf: &Shelf<'a>) -> Vec<FormFinding> {
    let desk = Desk::new(form, context, shelf);
    let mut findings = Vec::new();
    for rule in RULES.iter() {
        if let Look::Declaration(find) = rule.look {
            let severity = rule.severity_in(context.severities);
            findings.extend(find(&desk).into_iter().map(|hit| FormFinding {
                rule: rule.id,
                severity,
                place: hit.place,
                message: hit.message,
                remedy: hit.remedy,
            }));
        }
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// What findings come to: what is only worth knowing never counts.
#[must_use]
pub fn outcome(findings: &[FormFinding]) -> Outcome {
    match findings.iter().map(|finding| finding.severity).min() {
        Some(Severity::HighRisk) => Outcome::HighRisk,
        Some(Severity::Error | Severity::Warning) => Outcome::ValidationNeeded,
        Some(Severity::Info) | None => Outcome::Green,
    }
}
