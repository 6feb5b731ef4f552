//! What a reader of filings finds wrong in one, whoever wrote it: numbers, absolute statements, names, dates, form, terms,
//! claims, what is missing. Of a Form SD, a Conflict Minerals Report, or both in one file; it needs no workspace.
//!
//! [`LINTS`] is the table of all; the lint itself is [`lint()`]. Whoever adds one writes a function over a [`Filing`] in the
//! file of its subject, with a test that it is found and one that it is not, and its row here; the words that it looks for
//! stand in `data/lint_words.ron`. A finding that may be wrong is worse than one that is missed. [`DraftCheck`]
//! holds a text that is being written against a report's figures and the lints that a text by itself can have.

mod absolutes;
mod baseline;
mod claims;
mod dates;
mod draft;
mod edgar;
mod filing;
mod form;
mod missing;
mod names;
mod numbers;
mod own;
mod percent;
mod placeholders;
mod prose;
mod table;
mod terms;
#[cfg(test)]
mod tests;
mod words;

use jiff::civil::Date;

use crate::domain::Severity;
pub use crate::import::document::PlaceUnit;
pub use draft::{DraftCheck, DraftFinding, DraftVerdict};
pub use filing::{Filing, ListedRow};
pub use own::{OWN_LINTS, OwnCase, OwnLint, doc_of, own_lint};
pub use prose::{LintParagraph, LintSentence};

/// What is known of a filing besides its file.
#[derive(Debug, Default)]
pub struct LintOptions<'a> {
    /// The day on which it was or will be filed; else what it says itself.
    pub filed: Option<Date>,
    /// Whether to look for what EDGAR does not take.
    pub edgar: bool,
    /// The filing of an earlier year.
    pub baseline: Option<&'a Filing>,
}

impl LintOptions<'_> {
    /// The day of filing, as far as it is known. A signature within the period is a mistake, which has a finding of its own.
    fn filed(&self, filing: &Filing) -> Option<Date> {
        let signed = filing.signed.map(|(day, _)| day);
        self.filed.or(signed.filter(|day| filing.period_end.is_none_or(|end| *day > end)))
    }
}

/// One thing that is looked for.
#[derive(Debug)]
pub struct Lint {
    pub id: &'static str,
    pub severity: Severity,
    /// What it looks for, in a sentence.
    pub doc: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    find: fn(&Filing, &LintOptions<'_>) -> Vec<LintHit>,
}

/// Something found, before it is told of which lint.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LintHit {
    /// Its line or paragraph; 0 for the filing as a whole.
    line: u32,
    message: String,
}

impl LintHit {
    fn new(line: u32, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    pub id: &'static str,
    pub severity: Severity,
    /// The line or paragraph, by [`Filing::places`]; 0 for the filing as a whole.
    pub line: u32,
    /// What is wrong, and with what it is compared.
    pub message: String,
    pub remedy: &'static str,
}

/// Every lint, by subject.
pub const LINTS: &[Lint] = &[
    Lint {
        id: "TOTAL_AGAINST_TABLE",
        severity: Severity::Error,
        doc: "A total in the prose, of all facilities, a status or a metal, is not what the table has.",
        remedy: "count the table again, and correct the sentence or the table",
        find: numbers::against_table,
    },
    Lint {
        id: "TOTALS_DO_NOT_ADD_UP",
        severity: Severity::Error,
        doc: "Totals in the prose contradict each other, or the statuses do not add up to all facilities.",
        remedy: "state each total once, and let the statuses add up to it",
        find: numbers::among_themselves,
    },
    Lint {
        id: "SHARE_IS_WRONG",
        severity: Severity::Error,
        doc: "A share in percent is not that of the two numbers beside it.",
        remedy: "compute the share again",
        find: percent::shares,
    },
    Lint {
        id: "COVERED_COUNTRY_IN_TABLE",
        severity: Severity::Error,
        doc: "The prose says that no facility lies in a Covered Country, and the table names one that does.",
        remedy: "correct the sentence, or say which facilities it speaks of",
        find: absolutes::none_covered,
    },
    Lint {
        id: "ABSOLUTE_STATEMENT",
        severity: Severity::Error,
        doc: "\"All\" or \"none\" is said of the facilities, and a row of the table says otherwise.",
        remedy: "correct the sentence, or say which facilities it speaks of",
        find: absolutes::all_or_none,
    },
    Lint {
        id: "STALE_NAME",
        severity: Severity::Warning,
        doc: "A body or programme has a name that it no longer had in the reporting year.",
        remedy: "write the name of today; once \"formerly\" with the old one, if readers need it",
        find: names::stale,
    },
    Lint {
        id: "WRONG_NAME",
        severity: Severity::Warning,
        doc: "A body or programme has a name that nobody has.",
        remedy: "write the name as the body itself does",
        find: names::wrong,
    },
    Lint {
        id: "ACTIVE_DEFINED_AS_OF_OLD",
        severity: Severity::Warning,
        doc: "\"Active\" is defined to take in participants of LBMA or RJC, whose audits count as conformant since 2018.",
        remedy: "define it as the list does: committed to an RMAP assessment that is not passed yet",
        find: names::active,
    },
    Lint {
        id: "YEAR_OF_FILING",
        severity: Severity::Error,
        doc: "This report is said to have been filed in a year before which its period does not end.",
        remedy: "write the year in which this report is filed",
        find: dates::filed_this,
    },
    Lint {
        id: "DAY_AFTER_FILING",
        severity: Severity::Error,
        doc: "Something is as of a day after the filing.",
        remedy: "correct the day",
        find: dates::as_of,
    },
    Lint {
        id: "SIGNED_BEFORE_PERIOD_END",
        severity: Severity::Error,
        doc: "The day of the signature lies within the reporting period, or before it.",
        remedy: "correct the day of the signature, or the period",
        find: dates::signed,
    },
    Lint {
        id: "OTHER_PERIOD",
        severity: Severity::Error,
        doc: "The reporting period is another one elsewhere in the filing.",
        remedy: "make all of them the period of this report",
        find: dates::other_period,
    },
    Lint {
        id: "PLAN_IN_THE_PAST",
        severity: Severity::Warning,
        doc: "What is planned, or has been done since the period, is given a year that the report covers.",
        remedy: "say what is planned from now on, or that it was done",
        find: dates::plans,
    },
    Lint {
        id: "FOSSIL",
        severity: Severity::Warning,
        doc: "A wording of the first years of the rule, which cannot be meant any more.",
        remedy: "take the wording out",
        find: dates::fossils,
    },
    Lint {
        id: "EXHIBITS_SECTION",
        severity: Severity::Error,
        doc: "Exhibits stand under Section 2, Item 2.01; since 2021 they stand under Section 3, Item 3.01.",
        remedy: "head them \"Section 3 - Exhibits\" and \"Item 3.01 Exhibits\"",
        find: form::exhibits,
    },
    Lint {
        id: "RULE_13Q_1_BOX",
        severity: Severity::Warning,
        doc: "The cover has no box for Rule 13q-1, which the form has since 2021.",
        remedy: "add the second box, not checked: \"Rule 13q-1 under the Securities Exchange Act (17 CFR 240.13q-1) for the fiscal year ended\"",
        find: form::other_box,
    },
    Lint {
        id: "EMPLOYER_NUMBER",
        severity: Severity::Info,
        doc: "The cover has no IRS Employer Identification Number.",
        remedy: "add the number; many filers leave it out",
        find: form::employer,
    },
    Lint {
        id: "TERM_NOT_DEFINED",
        severity: Severity::Warning,
        doc: "A term is used as if it had been defined, and is not.",
        remedy: "define it where it is first used, or use the term that is defined",
        find: terms::undefined,
    },
    Lint {
        id: "CONFLICT_FREE",
        severity: Severity::Warning,
        doc: "Something is called conflict free, which only an audited report may.",
        remedy: "say what was found: on which list, of which day",
        find: claims::conflict_free,
    },
    Lint {
        id: "LOW_RISK",
        severity: Severity::Warning,
        doc: "Facilities are called of low risk, without how many or which.",
        remedy: "say how many, which, and by what measure; or leave the judgement out",
        find: claims::low_risk,
    },
    Lint {
        id: "LIST_DATE",
        severity: Severity::Warning,
        doc: "Statuses are given without the day of the lists that they are from.",
        remedy: "say \"according to the list of\" such a day",
        find: missing::list_date,
    },
    Lint {
        id: "AUDIT_STATEMENT",
        severity: Severity::Info,
        doc: "The report does not say whether it was subject to an independent private sector audit.",
        remedy: "say that it was not audited, or file the audit's report with it",
        find: missing::audit,
    },
    Lint {
        id: "SECTION_MISSING",
        severity: Severity::Warning,
        doc: "The report says nothing of something that Item 1.01(c) asks for.",
        remedy: "add what Item 1.01(c) of Form SD asks for",
        find: missing::sections,
    },
    Lint {
        id: "TABLE_DAMAGED",
        severity: Severity::Error,
        doc: "Rows of the table lost columns, or cannot be read.",
        remedy: "compare the table with the original, and write its rows whole",
        find: table::damaged,
    },
    Lint {
        id: "PLACEHOLDER",
        severity: Severity::Error,
        doc: "A place was to be filled in and was not.",
        remedy: "fill it in, or take it out",
        find: placeholders::left,
    },
    Lint {
        id: "EDGAR",
        severity: Severity::Warning,
        doc: "EDGAR refuses a link, or a character that is not ASCII; looked for with `--edgar`.",
        remedy: "take the link out; write the character as an entity, or in ASCII",
        find: edgar::refused,
    },
    Lint {
        id: "CARRIED_OVER",
        severity: Severity::Warning,
        doc: "A sentence is last year's word for word, with last year's date; looked for with `--baseline`.",
        remedy: "bring the date up to this year, or say of which year it speaks",
        find: baseline::carried_over,
    },
];

/// What is wrong in a filing, by line. Pure: the same filing and options give the same findings.
pub fn lint(filing: &Filing, options: &LintOptions<'_>) -> Vec<LintFinding> {
    let mut found: Vec<LintFinding> = Vec::new();
    for lint in LINTS {
        found.extend((lint.find)(filing, options).into_iter().map(|hit| LintFinding {
            id: lint.id,
            severity: lint.severity,
            line: hit.line,
            message: hit.message,
            remedy: lint.remedy,
        }));
    }
    found.sort_by_key(|finding| finding.line);
    found
}

/// How many names and patterns `data/lint_words.ron` holds.
pub fn words_known() -> usize {
    words::WORDS.stale_names.len() + words::PATTERNS.low_risk.len()
}

impl Filing {
    /// A place in words: "line 81", "paragraph 12", "the whole file".
    pub fn place(&self, line: u32) -> String {
        match (line, self.places) {
            (0, _) => "the whole file".to_owned(),
            (line, PlaceUnit::Lines) => format!("line {line}"),
            (line, PlaceUnit::Paragraphs) => format!("paragraph {line}"),
        }
    }
}
