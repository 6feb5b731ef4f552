//! The rules over the workspace.

use super::{Basis, LooksAt, Rule, Severity, facilities, source, suppliers};

/// The rules over the workspace.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "TOTALS_DO_NOT_RECONCILE",
        severity: Severity::Error,
        basis: Basis::Filing,
        doc: "A total in a source's prose differs from its table, or the totals do not add up.",
        looks_at: LooksAt::Workspace(source::totals_do_not_reconcile),
    },
    Rule {
        id: "TOTALS_CONTRADICTED",
        severity: Severity::Error,
        basis: Basis::Filing,
        doc: "More statuses of a kind were set on damaged rows than the source's totals leave for them.",
        looks_at: LooksAt::Standings(source::totals_contradicted),
    },
    Rule {
        id: "COVERED_COUNTRY_STATEMENT",
        severity: Severity::Error,
        basis: Basis::Filing,
        doc: "A source says that no smelter lies in a Covered Country, and its table holds one.",
        looks_at: LooksAt::Workspace(source::covered_country_statement),
    },
    Rule {
        id: "TABLE_DAMAGED",
        severity: Severity::Warning,
        basis: Basis::Filing,
        doc: "Rows of a source's table lost columns.",
        looks_at: LooksAt::Workspace(source::table_damaged),
    },
    Rule {
        id: "COUNTRIES_NOT_ASSIGNED",
        severity: Severity::Warning,
        basis: Basis::Filing,
        doc: "Rows lost their countries and these could not be put back by a rule.",
        looks_at: LooksAt::Workspace(source::countries_not_assigned),
    },
    Rule {
        id: "SOURCE_OF_ANOTHER_YEAR",
        severity: Severity::Warning,
        basis: Basis::Filing,
        doc: "A filing or table speaks for another year than the workspace.",
        looks_at: LooksAt::Workspace(source::source_of_another_year),
    },
    Rule {
        id: "PERIOD_NOT_READ",
        severity: Severity::Warning,
        basis: Basis::Filing,
        doc: "A filing counts for the workspace's year, and nothing that could be read says that it is of it.",
        looks_at: LooksAt::Workspace(source::period_not_read),
    },
    Rule {
        id: "STATUS_DIFFERS_FROM_SOURCE",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A status was set by hand to another than the one that a source states.",
        looks_at: LooksAt::Workspace(facilities::status_differs_from_source),
    },
    Rule {
        id: "JUDGED_BUT_LISTED",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A facility was judged to be no smelter, closed, a duplicate or removed, and still stands in the annex.",
        looks_at: LooksAt::Standings(facilities::judged_but_listed),
    },
    Rule {
        id: "TOTALS_NOT_STATED",
        severity: Severity::Warning,
        basis: Basis::Filing,
        doc: "Rows lost their statuses and the source states too few totals to say how many of each there are.",
        looks_at: LooksAt::Workspace(source::totals_not_stated),
    },
    Rule {
        id: "COUNTRY_NOT_KNOWN",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A country is written in a way that the country table does not know.",
        looks_at: LooksAt::Workspace(facilities::country_not_known),
    },
    Rule {
        id: "SAME_FACILITY_TWICE",
        severity: Severity::Error,
        basis: Basis::Workspace,
        doc: "Two facilities of Annex I share metal and CID, or metal, name and country: the report would count one plant twice.",
        looks_at: LooksAt::Standings(facilities::same_facility_twice),
    },
    Rule {
        id: "NO_SUPPORT_LEFT",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A facility has decisions or actions, and every source that named it was withdrawn.",
        looks_at: LooksAt::Workspace(facilities::no_support_left),
    },
    Rule {
        id: "SPEND_OVER_WHOLE",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "The suppliers' shares of spend add up to more than 100 %.",
        looks_at: LooksAt::Workspace(suppliers::spend_over_whole),
    },
    Rule {
        id: "TOTALS_RECONCILE",
        severity: Severity::Info,
        basis: Basis::Filing,
        doc: "The totals in a source's prose agree with its table.",
        looks_at: LooksAt::Workspace(source::totals_reconcile),
    },
];
