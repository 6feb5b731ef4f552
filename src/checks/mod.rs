//! Rules over the workspace: each looks at it and says what it finds, with the place and what to do.
//!
//! Findings are computed, never stored, so they follow every edit.

mod facilities;
mod source;

use crate::domain::{FacilityId, Workspace};

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

/// One row of [`RULES`].
pub struct Rule {
    /// The identifier, stable: users override and filter by it.
    pub id: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// What it looks for.
    pub doc: &'static str,
    /// Looks at the workspace.
    pub find: fn(&Rule, &Workspace) -> Vec<Finding>,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        id: "TOTALS_DO_NOT_RECONCILE",
        severity: Severity::Error,
        doc: "A total in a source's prose differs from its table, or the totals do not add up.",
        find: source::totals_do_not_reconcile,
    },
    Rule {
        id: "TOTALS_CONTRADICTED",
        severity: Severity::Error,
        doc: "More statuses of a kind were set on damaged rows than the source's totals leave for them.",
        find: source::totals_contradicted,
    },
    Rule {
        id: "COVERED_COUNTRY_STATEMENT",
        severity: Severity::Error,
        doc: "A source says that no smelter lies in a Covered Country, and its table holds one.",
        find: source::covered_country_statement,
    },
    Rule {
        id: "TABLE_DAMAGED",
        severity: Severity::Warning,
        doc: "Rows of a source's table lost columns.",
        find: source::table_damaged,
    },
    Rule {
        id: "COUNTRIES_NOT_ASSIGNED",
        severity: Severity::Warning,
        doc: "Rows lost their countries and these could not be put back by a rule.",
        find: source::countries_not_assigned,
    },
    Rule {
        id: "SOURCE_OF_ANOTHER_YEAR",
        severity: Severity::Warning,
        doc: "A source speaks for another year than the workspace.",
        find: source::source_of_another_year,
    },
    Rule {
        id: "STATUS_DIFFERS_FROM_SOURCE",
        severity: Severity::Warning,
        doc: "A status was set by hand to another than the one that a source states.",
        find: facilities::status_differs_from_source,
    },
    Rule {
        id: "JUDGED_BUT_LISTED",
        severity: Severity::Warning,
        doc: "A facility was judged to be no smelter, closed, a duplicate or removed, and still stands in the annex.",
        find: facilities::judged_but_listed,
    },
    Rule {
        id: "TOTALS_NOT_STATED",
        severity: Severity::Warning,
        doc: "Rows lost their statuses and the source states too few totals to say how many of each there are.",
        find: source::totals_not_stated,
    },
    Rule {
        id: "COUNTRY_NOT_KNOWN",
        severity: Severity::Warning,
        doc: "A country is written in a way that the country table does not know.",
        find: facilities::country_not_known,
    },
    Rule {
        id: "SAME_FACILITY_TWICE",
        severity: Severity::Warning,
        doc: "Two facilities share metal and CID, or metal, name and country.",
        find: facilities::same_facility_twice,
    },
    Rule {
        id: "NO_SUPPORT_LEFT",
        severity: Severity::Warning,
        doc: "A facility has decisions or actions, and every source that named it was withdrawn.",
        find: facilities::no_support_left,
    },
    Rule {
        id: "TOTALS_RECONCILE",
        severity: Severity::Info,
        doc: "The totals in a source's prose agree with its table.",
        find: source::totals_reconcile,
    },
];

/// All findings: gravest first, then in the order of [`RULES`].
#[must_use]
pub fn findings(ws: &Workspace) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.find)(rule, ws)).collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

impl Rule {
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
    use super::RULES;

    #[test]
    fn rules_have_unique_ids_and_say_what_they_look_for() {
        for rule in RULES {
            assert_eq!(RULES.iter().filter(|other| other.id == rule.id).count(), 1, "{}", rule.id);
            assert!(rule.doc.ends_with('.'), "{}", rule.id);
        }
    }
}
