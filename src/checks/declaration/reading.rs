//! What reading the workbook brought up, as findings.

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::FormCase;
use super::row_findings::MOST;
use crate::cmrt;
use crate::domain::Place;
use crate::domain::cmrt::{Language, Oddity, OddityKind};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "ERROR_VALUE",
        severity: Severity::Error,
        basis: Basis::Reading,
        doc: "A cell that is read holds an error value.",
        looks_at: LooksAt::Declaration(error_value),
    },
    Rule {
        id: "SHEET_MISSING",
        severity: Severity::Error,
        basis: Basis::Reading,
        doc: "A sheet that the version has is missing.",
        looks_at: LooksAt::Declaration(sheet_missing),
    },
    Rule {
        id: "LOOK_UP_MISSING",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "The list of smelters that the version brings along is nowhere in the workbook.",
        looks_at: LooksAt::Declaration(look_up_missing),
    },
    Rule {
        id: "SHEET_RENAMED",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "A sheet has another name than the template gave it.",
        looks_at: LooksAt::Declaration(sheet_renamed),
    },
    Rule {
        id: "VALUE_BESIDE",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "A value stands beside its cell, in another cell of its block.",
        looks_at: LooksAt::Declaration(value_beside),
    },
    Rule {
        id: "LABELS_MISSING",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "Labels are missing by which it could be seen whether rows were moved.",
        looks_at: LooksAt::Declaration(labels_missing),
    },
    Rule {
        id: "DATE_UNCLEAR",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "The date cannot be read, or in two ways.",
        looks_at: LooksAt::Declaration(date_unclear),
    },
    Rule {
        id: "VERSION_NOT_KNOWN",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "The version is none that RMI had released when this program was made.",
        looks_at: LooksAt::Declaration(version_not_known),
    },
    Rule {
        id: "VERSIONS_DIFFER",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "Two places of the workbook name different versions.",
        looks_at: LooksAt::Declaration(versions_differ),
    },
    Rule {
        id: "READ_BY_LABELS",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "Rows or columns were moved, so cells were found by their labels.",
        looks_at: LooksAt::Declaration(read_by_labels),
    },
    Rule {
        id: "FORMULA_AS_TEXT",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "A cell holds the text of a formula.",
        looks_at: LooksAt::Declaration(formula_as_text),
    },
    Rule {
        id: "ROWS_BEYOND_END",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "Rows stand below the end of the table.",
        looks_at: LooksAt::Declaration(rows_beyond_end),
    },
    Rule {
        id: "ROWS_NOT_READ",
        severity: Severity::Error,
        basis: Basis::Reading,
        doc: "The smelter list has more cells than are read.",
        looks_at: LooksAt::Declaration(rows_not_read),
    },
    Rule {
        id: "MACROS",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "The workbook carries macros; they are never run.",
        looks_at: LooksAt::Declaration(macros),
    },
    Rule {
        id: "LANGUAGE_NOT_ENGLISH",
        severity: Severity::Info,
        basis: Basis::Review,
        doc: "The template is set to another language than English.",
        looks_at: LooksAt::Declaration(language_not_english),
    },
    Rule {
        id: "LAYOUT_INFERRED",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The layout of the version was inferred.",
        looks_at: LooksAt::Declaration(layout_inferred),
    },
    Rule {
        id: "NOT_CALCULATED",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The workbook was not calculated after it was filled in.",
        looks_at: LooksAt::Declaration(not_calculated),
    },
    Rule {
        id: "ENCRYPTED",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The workbook was protected with a password.",
        looks_at: LooksAt::Declaration(encrypted),
    },
    Rule {
        id: "EXTERNAL_LINKS",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The workbook refers to other workbooks.",
        looks_at: LooksAt::Declaration(external_links),
    },
];

/// A finding for each oddity of a kind; one for all when they are too many to read.
fn odd(rule: &Rule, case: &FormCase<'_>, kind: OddityKind, what: &str, remedy: &str) -> Vec<Finding> {
    let odd: Vec<&Oddity> = case.form.oddities.iter().filter(|oddity| oddity.kind == kind).collect();
    if let Some(first) = odd.first().filter(|_| odd.len() > MOST) {
        let message = format!("{what} ({} times)", odd.len());
        return vec![rule.finding(first.place.clone(), message, remedy)];
    }
    let findings = odd.iter().map(|oddity| {
        let message = match oddity.detail.as_str() {
            "" => what.to_owned(),
            detail => format!("{what}: {detail}"),
        };
        rule.finding(oddity.place.clone(), message, remedy)
    });
    findings.collect()
}

fn version_not_known(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what =
        format!("Version {} of the template is not known, so it was read by its labels", case.form.version);
    odd(rule, case, OddityKind::VersionNotKnown, &what, "use a version that RMI has released")
}

fn versions_differ(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "The workbook names different versions of the template";
    odd(rule, case, OddityKind::VersionsDiffer, what, "fill in a template as RMI publishes it")
}

fn layout_inferred(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what =
        format!("The cells of version {} were inferred from the versions around it", case.form.version);
    odd(rule, case, OddityKind::LayoutInferred, &what, "compare what was read with the workbook")
}

/// A version that is not known is read by its labels anyway.
fn read_by_labels(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    if case.is_odd(OddityKind::VersionNotKnown) {
        return Vec::new();
    }
    let what = "Cells are not where the template has them, and were found by their labels";
    odd(
        rule,
        case,
        OddityKind::ReadByLabels,
        what,
        "fill in a template as RMI publishes it: insert and delete no rows and columns",
    )
}

fn error_value(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    odd(rule, case, OddityKind::ErrorValue, "A cell holds an error value", "enter the value anew")
}

fn formula_as_text(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "A cell holds the text of a formula instead of a value";
    odd(rule, case, OddityKind::FormulaAsText, what, "enter the value itself")
}

/// Who does not calculate a workbook calculates no cell of it: one finding, at the first of them.
fn not_calculated(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let first = case.form.oddities.iter().find(|oddity| oddity.kind == OddityKind::NotCalculated);
    let finding = first.map(|oddity| {
        let what = "The workbook was not calculated after it was filled in";
        rule.finding(oddity.place.clone(), what, "open it in Excel and save it before you send it")
    });
    finding.into_iter().collect()
}

fn sheet_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    odd(rule, case, OddityKind::SheetMissing, "A sheet of the template is missing", "send the whole workbook")
}

fn rows_beyond_end(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "Rows stand below the end of the table, where the template\u{2019}s own count does not see them; \
                they were read";
    odd(rule, case, OddityKind::RowsBeyondEnd, what, "move them into the table")
}

fn rows_not_read(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what =
        "The smelter list has more cells than any list of smelters; its rows from here on were not read";
    odd(rule, case, OddityKind::NotReadFurther, what, "take what is beyond the list out of the sheet")
}

fn look_up_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "The list of smelters was taken out of the workbook, so its rows are open where no other list has them";
    let remedy = "send the whole workbook, or import the list of smelters as a reference list";
    odd(rule, case, OddityKind::LookUpMissing, what, remedy)
}

fn sheet_renamed(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "A sheet has another name than the template gave it, and was found by what stands in it";
    odd(rule, case, OddityKind::SheetRenamed, what, "leave the names of the sheets as they are")
}

fn value_beside(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "A value stands beside the cell that the template has for it, and was read";
    odd(rule, case, OddityKind::ValueBeside, what, "enter it in the first cell of its block")
}

fn labels_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "Most labels are missing, so cells were read where the version has them";
    let remedy = "compare what was read with the workbook, or ask for one that was opened in Excel and saved";
    odd(rule, case, OddityKind::LabelsMissing, what, remedy)
}

fn encrypted(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    odd(rule, case, OddityKind::Encrypted, "The workbook is protected with a password", "")
}

fn date_unclear(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "The date cannot be read with certainty";
    odd(
        rule,
        case,
        OddityKind::DateUnclear,
        what,
        "give the date as the template asks for it, such as 31-May-2026",
    )
}

fn external_links(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    odd(
        rule,
        case,
        OddityKind::ExternalLinks,
        "The workbook refers to other workbooks",
        "send values, not references",
    )
}

fn macros(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let what = "The workbook carries macros, which were not run";
    odd(rule, case, OddityKind::Macros, what, "send a workbook without macros")
}

/// The answers are the same in every language; only texts that people write may need translation.
fn language_not_english(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let message = match case.form.language {
        Some(Language::English) => return Vec::new(),
        Some(language) => format!("The template is set to {}", language.name()),
        None => "The template’s language is not set, or not known".to_owned(),
    };
    let cell = cmrt::layout(case.form.version).declaration.language;
    let place = match case.form.declaration_sheet.as_str() {
        "" => Place::File,
        _ => case.at(cell),
    };
    vec![rule.finding(place, message, "write comments and names in English")]
}
