//! Rules over the workspace and over declarations: each looks at it and says what it finds, with the place and
//! what to do.
//!
//! Findings are computed, never stored, so they follow every edit. All rules are rows of [`RULES`].

pub mod declaration;
mod facilities;
mod finding;
mod measures;
mod rows;
mod screening;
mod source;
mod statuses;
mod suppliers;
mod workspace;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::domain::{Place, Standings, Workspace};
use crate::resolve::rows::Register;
use crate::risk::RiskBook;
use crate::standing::RowHit;
use declaration::FormCase;

pub use crate::domain::Severity;
pub use finding::{About, Finding};

/// The rule over files.
const FILE: Rule = Rule {
    id: "FILE_UNREADABLE",
    severity: Severity::Error,
    basis: Basis::Reading,
    doc: "A file could not be read as a declaration: damaged, locked, or something else.",
    looks_at: LooksAt::File,
};

/// Every rule: those over the workspace, those over all declared rows, the one over files, those over a
/// declaration. Each file of rules has its part of the table.
pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    [
        workspace::RULES.to_vec(),
        measures::RULES.to_vec(),
        screening::RULES.to_vec(),
        statuses::RULES.to_vec(),
        rows::RULES.to_vec(),
        vec![FILE],
        declaration::rules(),
    ]
    .concat()
});

/// One row of [`RULES`].
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The identifier, stable: users override and filter by it.
    pub id: &'static str,
    /// Its severity, unless a workspace gives it another.
    pub severity: Severity,
    pub basis: Basis,
    /// What it looks for.
    pub doc: &'static str,
    pub looks_at: LooksAt,
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
    Workspace,
}

impl Basis {
    /// The words in lists.
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

/// What a rule looks at. It is given itself too, with the severity that counts, to make its findings by.
#[derive(Debug, Clone, Copy)]
pub enum LooksAt {
    Workspace(fn(&Rule, &Workspace) -> Vec<Finding>),
    /// The workspace, seen from a day.
    Day(fn(&Rule, &Workspace, Date) -> Vec<Finding>),
    /// The workspace, and where its facilities stand.
    Standings(fn(&Rule, &Workspace, &Standings) -> Vec<Finding>),
    /// The workspace, what risk lists have of its facilities, and of names in declared rows.
    Screening(fn(&Rule, &RiskBook<'_>, &[RowHit]) -> Vec<Finding>),
    /// All declared rows.
    Register(fn(&Rule, &Workspace, &Register) -> Vec<Finding>),
    /// One declaration; see [`declaration::CheckContext`].
    Declaration(fn(&Rule, &FormCase<'_>) -> Vec<Finding>),
    /// A file, while it is read: whoever reads it tells, by [`unreadable`].
    File,
}

impl LooksAt {
    /// The word in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Workspace(_) | Self::Day(_) | Self::Standings(_) | Self::Screening(_) => "workspace",
            Self::Register(_) => "rows",
            Self::Declaration(_) => "declaration",
            Self::File => "file",
        }
    }
}

/// A rule by its identifier, whatever the case.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
}

/// The findings on a workspace that depend on the day: gravest first, then in the order of [`RULES`].
pub fn findings_on(ws: &Workspace, today: Date) -> Vec<Finding> {
    found(&ws.settings.severities, |rule| match rule.looks_at {
        LooksAt::Day(find) => find(rule, ws, today),
        LooksAt::Workspace(_)
        | LooksAt::Standings(_)
        | LooksAt::Screening(_)
        | LooksAt::Register(_)
        | LooksAt::Declaration(_)
        | LooksAt::File => Vec::new(),
    })
}

/// All findings on the workspace itself, whatever the day: gravest first, then in the order of [`RULES`].
pub fn findings(ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    found(&ws.settings.severities, |rule| match rule.looks_at {
        LooksAt::Workspace(find) => find(rule, ws),
        LooksAt::Standings(find) => find(rule, ws, standings),
        LooksAt::Day(_)
        | LooksAt::Screening(_)
        | LooksAt::Register(_)
        | LooksAt::Declaration(_)
        | LooksAt::File => Vec::new(),
    })
}

/// All findings on the workspace and on all declared rows, seen from a day: gravest first, then in the order of [`RULES`].
pub fn findings_with(
    book: &RiskBook<'_>,
    register: &Register,
    row_hits: &[RowHit],
    today: Date,
) -> Vec<Finding> {
    let RiskBook { ws, standings, .. } = *book;
    found(&ws.settings.severities, |rule| match rule.looks_at {
        LooksAt::Workspace(find) => find(rule, ws),
        LooksAt::Day(find) => find(rule, ws, today),
        LooksAt::Standings(find) => find(rule, ws, standings),
        LooksAt::Screening(find) => find(rule, book, row_hits),
        LooksAt::Register(find) => find(rule, ws, register),
        LooksAt::Declaration(_) | LooksAt::File => Vec::new(),
    })
}

/// The finding on a file that could not be read as a declaration: why, and what to do.
pub fn unreadable(why: String, remedy: String) -> Finding {
    FILE.finding(Place::File, why, remedy)
}

/// What all rules find, each with the severity that the analyst gave it: gravest first, then in the order of [`RULES`].
fn found(severities: &BTreeMap<String, Severity>, find: impl Fn(&Rule) -> Vec<Finding>) -> Vec<Finding> {
    let set = |rule: &Rule| Rule { severity: rule.severity_in(severities), ..*rule };
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| find(&set(rule))).collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

impl Rule {
    /// Its severity, given those that the analyst set.
    pub fn severity_in(&self, severities: &BTreeMap<String, Severity>) -> Severity {
        severities.get(self.id).copied().unwrap_or(self.severity)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{LooksAt, RULES, Severity, findings, rule};
    use crate::standing::fixture;

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
        let standings = fixture::standings(&ws);
        let before: BTreeSet<(&str, Severity)> =
            findings(&ws, &standings).iter().map(|f| (f.rule, f.severity)).collect();
        let (changed, _) = before.iter().find(|(_, severity)| *severity != Severity::Info).unwrap();
        ws.settings.severities.insert((*changed).to_owned(), Severity::Info);
        let after = findings(&ws, &standings);
        assert!(after.iter().filter(|f| f.rule == *changed).all(|f| f.severity == Severity::Info));
        assert!(after.is_sorted_by_key(|finding| finding.severity));
        let on_workspace =
            |id: &str| matches!(rule(id).unwrap().looks_at, LooksAt::Workspace(_) | LooksAt::Standings(_));
        assert!(after.iter().all(|finding| on_workspace(finding.rule)));
    }
}
