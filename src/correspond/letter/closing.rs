//! What became of the points of a letter: a declaration that came since answers them, corrected or not.

use std::collections::BTreeSet;

use super::points::said;
use crate::checks::Finding;
use crate::domain::{DeclarationId, FacilityId, LetterPoint, SentLetter, Workspace};

/// What became of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointState {
    /// Nothing came since.
    Awaited,
    /// What came since has it no more.
    Corrected,
    /// What came since has it still.
    Remains,
}

impl PointState {
    pub fn words(self) -> &'static str {
        match self {
            Self::Awaited => "awaited",
            Self::Corrected => "corrected",
            Self::Remains => "remains",
        }
    }
}

/// What a supplier declares now.
#[derive(Debug, Clone)]
pub struct DeclaredNow<'a> {
    /// Where it is looked up what a facility was merged into since.
    pub ws: &'a Workspace,
    /// The declarations that count.
    pub declarations: Vec<&'a DeclarationId>,
    /// What is found in them.
    pub findings: Vec<&'a Finding>,
    /// The facilities that they name.
    pub facilities: BTreeSet<&'a FacilityId>,
}

/// What became of each point of a letter, in its order. Rows move and are counted anew from one workbook to the next, so a finding is the
/// same where its rule is, and its words but for numbers.
pub fn closing(letter: &SentLetter, now: &DeclaredNow<'_>) -> Vec<PointState> {
    let is_answered = now.declarations.iter().any(|id| !letter.about.contains(id));
    let found: BTreeSet<(&str, String)> =
        now.findings.iter().map(|finding| (finding.rule, without_numbers(&said(&finding.message)))).collect();
    let state = |point: &LetterPoint| {
        let remains = found.contains(&(point.rule.as_str(), without_numbers(&point.message)))
            || point.facilities.iter().any(|id| now.facilities.contains(now.ws.resolve(id)));
        match (is_answered, remains) {
            (false, _) => PointState::Awaited,
            (true, true) => PointState::Remains,
            (true, false) => PointState::Corrected,
        }
    };
    letter.points.iter().map(state).collect()
}

fn without_numbers(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}
