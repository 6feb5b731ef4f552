//! Rules over the workspace and over declarations: each looks at it and says what it finds, with the place and
//! what to do.
//!
//! Findings are computed, never stored, so they follow every edit. All rules are rows of [`RULES`].

pub mod declaration;
mod facilities;
mod rows;
mod source;
mod workspace;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::domain::{FacilityId, Workspace};
use crate::resolve::rows::Register;
use declaration::{Desk, Hit};

pub use crate::domain::Severity;

/// One result of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's identifier.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// File and place, or empty.
    pub place: String,
    /// What was found, in one sentence without a full stop.
    pub message: String,
    /// What to do, or empty.
    pub remedy: String,
    /// The facilities concerned.
    pub facilities: Vec<FacilityId>,
}

/// The rule by which a file that was not read is told.
pub const FILE_UNREADABLE: &str = "FILE_UNREADABLE";

/// The rule over files.
const FILE: Rule = Rule {
    id: FILE_UNREADABLE,
    severity: Severity::Error,
    basis: Basis::Reading,
    doc: "A file could not be read as a declaration: damaged, locked, or something else.",
    look: Look::File,
};

/// Every rule: those over the workspace, those over all declared rows, the one over files, those over a
/// declaration. Each file of rules has its part of the table.
pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    [workspace::RULES.to_vec(), rows::RULES.to_vec(), vec![FILE], declaration::rules()].concat()
});

/// One row of [`RULES`].
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The identifier, stable: users override and filter by it.
    pub id: &'static str,
    /// Its severity, unless a workspace gives it another.
    pub severity: Severity,
    /// Whose rule it is.
    pub basis: Basis,
    /// What it looks for.
    pub doc: &'static str,
    /// What it looks at, and how.
    pub look: Look,
}

/// Whose rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The template's own Checker sheet asks for it.
    Checker,
    /// The template's instructions ask for it, its Checker does not test it.
    Instructions,
    /// Customers who review declarations send such ones back.
    Review,
    /// What reading the workbook brought up.
    Reading,
    /// What a filing says of itself.
    Filing,
    /// What the workspace holds.
    Workspace,
}

impl Basis {
    /// The words in lists.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Checker => "the template's Checker",
            Self::Instructions => "the template's instructions",
            Self::Review => "customers' reviews",
            Self::Reading => "reading the workbook",
            Self::Filing => "the filing's own words",
            Self::Workspace => "the workspace",
        }
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// The workspace.
    Workspace(fn(&Rule, &Workspace) -> Vec<Finding>),
    /// All declared rows.
    Register(fn(&Rule, &Workspace, &Register) -> Vec<Finding>),
    /// One declaration; see [`declaration::check`].
    Declaration(fn(&Desk<'_>) -> Vec<Hit>),
    /// A file, while it is read: whoever reads it tells.
    File,
}

impl Look {
    /// The word in lists.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Workspace(_) => "workspace",
            Self::Register(_) => "rows",
            Self::Declaration(_) => "declaration",
            Self::File => "file",
        }
    }
}

/// A rule by its identifier, whatever the case.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
}

/// All findings on the workspace itself: gravest first, then in the order of [`RULES`].
#[must_use]
pub fn findings(ws: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES.iter() {
        if let Look::Workspace(find) = rule.look {
            let severity = rule.severity_in(&ws.settings.severities);
            findings.extend(find(rule, ws).into_iter().map(|finding| Finding { severity, ..finding }));
        }
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// All findings on the workspace and on all declared rows: gravest first, then in the order of [`RULES`].
#[must_use]
pub fn findings_with(ws: &Workspace, register: &Register) -> Vec<Finding> {
    let mut findings = findings(ws);
    for rule in RULES.iter() {
        if let Look::Register(find) = rule.look {
            let severity = rule.severity_in(&ws.settings.severities);
            findings
                .extend(find(rule, ws, register).into_iter().map(|finding| Finding { severity, ..finding }));
        }
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

impl Rule {
    /// Its severity, given those that the analyst set.
    #[must_use]
    pub fn severity_in(&self, severities: &BTreeMap<String, Severity>) -> Severity {
        severities.get(self.id).copied().unwrap_or(self.severity)
    }

    fn finding(&self, place: String, message: String, remedy: &str) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            place,
            message,
            remedy: remedy.to_owned(),
            facilities: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Look, RULES, Severity, findings, rule};

    #[test]
    fn rules_have_unique_ids_and_say_what_they_look_for() {
        for rule in RULES.iter() {
            assert_eq!(RULES.iter().filter(|other| other.id == rule.id).count(), 1, "{}", rule.id);
            assert!(rule.doc.ends_with('.'), "{}", rule.id);
            assert!(rule.id.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'), "{}", rule.id);
        }
        assert!(rule(" covered_country_yes ").is_some_and(|rule| rule.severity == Severity::HighRisk));
        assert!(rule("NO_SUCH_RULE").is_none());
    }

    #[test]
    fn an_analyst_gives_a_rule_another_severity() {
        let mut ws = crate::import::sample::workspace();
        let before: BTreeSet<(&str, Severity)> = findings(&ws).iter().map(|f| (f.rule, f.severity)).collect();
        let (changed, _) = before.iter().find(|(_, severity)| *severity != Severity::Info).unwrap();
        ws.settings.severities.insert((*changed).to_owned(), Severity::Info);
        let after = findings(&ws);
        assert!(after.iter().filter(|f| f.rule == *changed).all(|f| f.severity == Severity::Info));
        assert!(after.is_sorted_by_key(|finding| finding.severity));
        let on_workspace = |id: &str| matches!(rule(id).unwrap().look, Look::Workspace(_));
        assert!(after.iter().all(|finding| on_workspace(finding.rule)));
    }
}
