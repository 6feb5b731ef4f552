//! What reading the workbook brought up, as findings.

use super::super::{Basis, Look, Rule, Severity};
use super::desk::{Desk, Hit};
use super::gather::MOST;
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
        look: Look::Declaration(error_value),
    },
    Rule {
        id: "SHEET_MISSING",
        severity: Severity::Error,
        basis: Basis::Reading,
        doc: "A sheet that the version has is missing.",
        look: Look::Declaration(sheet_missing),
    },
    Rule {
        id: "DATE_UNCLEAR",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "The date cannot be read, or in two ways.",
        look: Look::Declaration(date_unclear),
    },
    Rule {
        id: "VERSION_NOT_KNOWN",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "The version is none that RMI had released when this program was made.",
        look: Look::Declaration(version_not_known),
    },
    Rule {
        id: "VERSIONS_DIFFER",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "Two places of the workbook name different versions.",
        look: Look::Declaration(versions_differ),
    },
    Rule {
        id: "READ_BY_LABELS",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "Rows were moved, so cells were found by their labels.",
        look: Look::Declaration(read_by_labels),
    },
    Rule {
        id: "FORMULA_AS_TEXT",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "A cell holds the text of a formula.",
        look: Look::Declaration(formula_as_text),
    },
    Rule {
        id: "ROWS_BEYOND_END",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "Rows stand below the end of the table, or there are more than are read.",
        look: Look::Declaration(rows_beyond_end),
    },
    Rule {
        id: "MACROS",
        severity: Severity::Warning,
        basis: Basis::Reading,
        doc: "The workbook carries macros; they are never run.",
        look: Look::Declaration(macros),
    },
    Rule {
        id: "LANGUAGE_NOT_ENGLISH",
        severity: Severity::Info,
        basis: Basis::Review,
        doc: "The template is set to another language than English.",
        look: Look::Declaration(language_not_english),
    },
    Rule {
        id: "LAYOUT_INFERRED",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The layout of the version was inferred.",
        look: Look::Declaration(layout_inferred),
    },
    Rule {
        id: "NOT_CALCULATED",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The workbook was not calculated after it was filled in.",
        look: Look::Declaration(not_calculated),
    },
    Rule {
        id: "ENCRYPTED",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The workbook was protected with a password.",
        look: Look::Declaration(encrypted),
    },
    Rule {
        id: "EXTERNAL_LINKS",
        severity: Severity::Info,
        basis: Basis::Reading,
        doc: "The workbook refers to other workbooks.",
        look: Look::Declaration(external_links),
    },
];

/// A hit for each oddity of a kind; one for all when they are too many to read.
fn odd(desk: &Desk<'_>, kind: OddityKind, what: &str, remedy: &str) -> Vec<Hit> {
    let odd: Vec<&Oddity> = desk.form.oddities.iter().filter(|oddity| oddity.kind == kind).collect();
    if let Some(first) = odd.first().filter(|_| odd.len() > MOST) {
        let message = format!("{what} ({} times)", odd.len());
        return vec![Hit::new(first.place.clone(), message, remedy)];
    }
    let hits = odd.iter().map(|oddity| {
        let message = match oddity.detail.as_str() {
            "" => what.to_owned(),
            detail => format!("{what}: {detail}"),
        };
        Hit::new(oddity.place.clone(), message, remedy)
    });
    hits.collect()
}

fn version_not_known(desk: &Desk<'_>) -> Vec<Hit> {
    let what =
        format!("Version {} of the template is not known, so it was read by its labels", desk.form.version);
    odd(desk, OddityKind::VersionNotKnown, &what, "use a version that RMI has released")
}

fn versions_differ(desk: &Desk<'_>) -> Vec<Hit> {
    let what = "The workbook names different versions of the template";
    odd(desk, OddityKind::VersionsDiffer, what, "fill in a template as RMI publishes it")
}

fn layout_inferred(desk: &Desk<'_>) -> Vec<Hit> {
    let what =
        format!("The cells of version {} were inferred from the versions around it", desk.form.version);
    odd(desk, OddityKind::LayoutInferred, &what, "compare what was read with the workbook")
}

/// A version that is not known is read by its labels anyway.
fn read_by_labels(desk: &Desk<'_>) -> Vec<Hit> {
    if desk.is_odd(OddityKind::VersionNotKnown) {
        return Vec::new();
    }
    let what = "Cells are not where the template has them, and were found by their labels";
    odd(
        desk,
        OddityKind::ReadByLabels,
        what,
        "fill in a template as RMI publishes it: insert and delete no rows",
    )
}

fn error_value(desk: &Desk<'_>) -> Vec<Hit> {
    odd(desk, OddityKind::ErrorValue, "A cell holds an error value", "enter the value anew")
}

fn formula_as_text(desk: &Desk<'_>) -> Vec<Hit> {
    let what = "A cell holds the text of a formula instead of a value";
    odd(desk, OddityKind::FormulaAsText, what, "enter the value itself")
}

/// Who does not calculate a workbook calculates no cell of it: one hit, at the first of them.
fn not_calculated(desk: &Desk<'_>) -> Vec<Hit> {
    let first = desk.form.oddities.iter().find(|oddity| oddity.kind == OddityKind::NotCalculated);
    let hit = first.map(|oddity| {
        let what = "The workbook was not calculated after it was filled in";
        Hit::new(oddity.place.clone(), what, "open it in Excel and save it before you send it")
    });
    hit.into_iter().collect()
}

fn sheet_missing(desk: &Desk<'_>) -> Vec<Hit> {
    odd(desk, OddityKind::SheetMissing, "A sheet of the template is missing", "send the whole workbook")
}

fn rows_beyond_end(desk: &Desk<'_>) -> Vec<Hit> {
    let what = "Rows stand below the end of the table, where the template does not read them";
    odd(desk, OddityKind::RowsBeyondEnd, what, "move them into the table")
}

fn encrypted(desk: &Desk<'_>) -> Vec<Hit> {
    odd(desk, OddityKind::Encrypted, "The workbook is protected with a password", "")
}

fn date_unclear(desk: &Desk<'_>) -> Vec<Hit> {
    let what = "The date cannot be read with certainty";
    odd(desk, OddityKind::DateUnclear, what, "give the date as the template asks for it, such as 31-May-2026")
}

fn external_links(desk: &Desk<'_>) -> Vec<Hit> {
    odd(
        desk,
        OddityKind::ExternalLinks,
        "The workbook refers to other workbooks",
        "send values, not references",
    )
}

fn macros(desk: &Desk<'_>) -> Vec<Hit> {
    let what = "The workbook carries macros, which were not run";
    odd(desk, OddityKind::Macros, what, "send a workbook without macros")
}

/// The answers are the same in every language; only texts that people write may need translation.
fn language_not_english(desk: &Desk<'_>) -> Vec<Hit> {
    let message = match desk.form.language {
        Some(Language::English) => return Vec::new(),
        Some(language) => format!("The template is set to {}", language.name()),
        None => "The template’s language is not set, or not known".to_owned(),
    };
    let cell = cmrt::layout(desk.form.version).declaration.language;
    let place = match desk.form.declaration_sheet.as_str() {
        "" => Place::File,
        _ => desk.at(cell),
    };
    vec![Hit::new(place, message, "write comments and names in English")]
}
