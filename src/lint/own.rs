//! The lint of the program's own report: its text as anybody's, and what of the workspace is not done yet.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::draft::{DraftCheck, DraftFinding};
use super::{Filing, LINTS, LintFinding, LintOptions, lint};
use crate::checks::{About, Finding};
use crate::domain::{FacilityId, FactKey, FactKind, Metal, OecdStep, Place, Severity, Status, Workspace};
use crate::export;
use crate::import::ImportError;
use crate::report::{self, Block, Document, Report, Sentence};
use crate::resolve::rows::Register;
use crate::text::count;

/// A lint of the workspace behind a report.
#[derive(Debug)]
pub struct OwnLint {
    pub id: &'static str,
    pub severity: Severity,
    /// What it looks for, in a sentence.
    pub doc: &'static str,
}

/// What the workspace can lack. Its text is looked at by [`LINTS`], its rules are those of [`crate::checks`].
pub const OWN_LINTS: [OwnLint; 8] =
    [PLACE_OPEN, CONTRADICTED, ROWS_OPEN, OTHER_NUMBER, METALS_DIFFER, UNDECIDED, ACTIONS_OVERDUE, LISTS_OLD];

const PLACE_OPEN: OwnLint = OwnLint {
    id: "NOT_SAID_YET",
    severity: Severity::Error,
    doc: "The report has a place for the company's own words, or for a figure, and nothing stands there.",
};
const CONTRADICTED: OwnLint = OwnLint {
    id: "KIND_OF_FILING",
    severity: Severity::Error,
    doc: "The form is filed without a report, and its own words file one.",
};
const ROWS_OPEN: OwnLint = OwnLint {
    id: "ROWS_OPEN",
    severity: Severity::Error,
    doc: "It is not decided what some declared rows name, so that the annex may lack facilities.",
};
const OTHER_NUMBER: OwnLint = OwnLint {
    id: "OTHER_NUMBER",
    severity: Severity::Error,
    doc: "The company's own words give a number of something that is counted, and it is not what was counted; a warning where it may \
          be another count.",
};
const METALS_DIFFER: OwnLint = OwnLint {
    id: "METALS_DIFFER",
    severity: Severity::Warning,
    doc: "The metals that the company says are in its products are not those for which the annex has facilities.",
};
const UNDECIDED: OwnLint = OwnLint {
    id: "INDETERMINABLE_UNDECIDED",
    severity: Severity::Warning,
    doc: "Nobody decided what becomes of facilities that are on no list.",
};
const ACTIONS_OVERDUE: OwnLint =
    OwnLint { id: "ACTIONS_OVERDUE", severity: Severity::Warning, doc: "Actions are overdue." };
const LISTS_OLD: OwnLint = OwnLint {
    id: "LISTS_OLD",
    severity: Severity::Warning,
    doc: "Status lists say little about the day of the filing: they are much older.",
};

/// The rules of [`crate::checks`] whose findings speak against filing.
const RULES_OF_FILING: [&str; 9] = [
    "SANCTIONED_FACILITY",
    "POSSIBLE_SANCTION_HIT",
    "SANCTIONED_NAME_IN_ROWS",
    "DECLARATION_NOT_READ",
    "STATUS_LIST_NOT_READ",
    "STATUS_CONTRADICTED",
    "STATUS_LISTS_DIFFER",
    "SAME_FACILITY_TWICE",
    "COUNTRY_NOT_KNOWN",
];

/// What a report is made of, and what was found of it elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct OwnCase<'a> {
    pub report: &'a Report,
    pub ws: &'a Workspace,
    pub register: &'a Register,
    /// What the rules find of the workspace.
    pub found: &'a [Finding],
    pub today: Date,
}

/// What speaks against filing a report, gravest first.
///
/// # Errors
/// When its own text cannot be read, which is a fault of the program.
pub fn own_lint(case: &OwnCase<'_>) -> Result<Vec<Finding>, ImportError> {
    let mut findings = of_text(case)?;
    findings.extend(places(case.report));
    findings.extend(contradicted(case.ws));
    findings.extend(rows_open(case.register));
    findings.extend(other_numbers(case));
    findings.extend(metals_differ(case));
    findings.extend(undecided(case));
    findings.extend(overdue(case));
    findings.extend(old_lists(case));
    findings.extend(case.found.iter().filter(|finding| RULES_OF_FILING.contains(&finding.rule)).cloned());
    findings.sort_by_key(|finding| finding.severity);
    Ok(findings)
}

fn finding(lint: &OwnLint, message: String, remedy: &str) -> Finding {
    let about = About::default();
    Finding {
        rule: lint.id,
        severity: lint.severity,
        at: Place::File,
        message,
        remedy: remedy.to_owned(),
        about,
    }
}

/// What anybody would find in its text, a document at a time; its open places are told by what belongs there.
fn of_text(case: &OwnCase<'_>) -> Result<Vec<Finding>, ImportError> {
    let mut found = Vec::new();
    let filed = Some(filing_day(case.ws, case.report));
    for document in &said(case.report).documents {
        let text = export::plain_text(case.report, document);
        let filing = Filing::read("report.md", text.as_bytes())?;
        found
            .extend(lint(&filing, &LintOptions { filed, ..LintOptions::default() }).into_iter().map(of_lint));
    }
    Ok(found)
}

/// The day of the filing, as its report has it where it is not signed.
pub(super) fn filing_day(ws: &Workspace, report: &Report) -> Date {
    report::filing_day(ws).unwrap_or(report.heading.due)
}

/// The report without its open places.
fn said(report: &Report) -> Report {
    let mut report = report.clone();
    let blocks = report
        .documents
        .iter_mut()
        .flat_map(|document| &mut document.sections)
        .flat_map(|section| &mut section.blocks);
    for block in blocks {
        if let Block::Paragraph(sentences) = block {
            sentences.retain(|sentence| !sentence.is_open());
        }
    }
    report
}

fn of_lint(found: LintFinding) -> Finding {
    Finding {
        rule: found.id,
        severity: found.severity,
        at: Place::Line(found.line, 0),
        message: found.message,
        remedy: found.remedy.to_owned(),
        about: About::default(),
    }
}

/// The places that nothing stands in, each fact once however often the filing has it.
fn places(report: &Report) -> Vec<Finding> {
    let (mut found, mut facts) = (Vec::new(), BTreeSet::new());
    for (section, sentence) in report.documents.iter().flat_map(Document::sentences) {
        let (what, fact) = match sentence {
            Sentence::Place { place, fact } => (place, Some(fact)),
            Sentence::Gap { missing, fact, .. } => (missing, fact.as_ref()),
            Sentence::Computed { .. } | Sentence::Written { .. } | Sentence::Measure { .. } => continue,
        };
        if fact.is_none_or(|fact| facts.insert(fact)) {
            let remedy = fact.map_or_else(String::new, |fact| {
                format!("say it: C in the interface, or rcoi programme {fact} TEXT")
            });
            let mut place = finding(&PLACE_OPEN, format!("{} lacks {what}", section.heading), &remedy);
            place.about.fact = fact.cloned();
            place.about.step = lacking_step(sentence);
            found.push(place);
        }
    }
    found
}

/// The step whose measures lack something, where a gap says so.
fn lacking_step(sentence: &Sentence) -> Option<OecdStep> {
    if let Sentence::Gap { step, .. } = sentence { *step } else { None }
}

/// A form without a report whose own words file one.
fn contradicted(ws: &Workspace) -> Option<Finding> {
    let alone = ws.fact("form.variant") == Some("without report");
    let files = ws.fact("disclosure").is_some_and(|text| text.contains("Exhibit 1.01"));
    let message = "the filing is without a report, and its disclosure files one as Exhibit 1.01";
    let remedy = "say another kind of filing, or another disclosure";
    (alone && files).then(|| finding(&CONTRADICTED, message.to_owned(), remedy))
}

fn rows_open(register: &Register) -> Option<Finding> {
    let open = register.balance().open;
    let message =
        format!("of {} it is not decided what they name", count(open, "declared row", "declared rows"));
    (open > 0).then(|| finding(&ROWS_OPEN, message, "decide on the names in Matches"))
}

/// Numbers in the company's own words that are no figures of the report. The text as a whole does not show them: there the computed
/// sentences say what agrees with Annex I.
fn other_numbers(case: &OwnCase<'_>) -> Vec<Finding> {
    let mut check = DraftCheck::of(case.ws, case.report);
    let mut found = Vec::new();
    for (key, record) in case.ws.facts.iter().filter(|(_, record)| !record.left_out) {
        let Some(info) = case.ws.fact_info(key).filter(|info| info.kind == FactKind::Section) else {
            continue;
        };
        let numbers = check.look(&record.text).findings.into_iter().filter(|it| !it.words.is_empty());
        found.extend(numbers.map(|DraftFinding { severity, words, message }| {
            let remedy =
                format!("say the number that was counted: C in the interface, or rcoi programme {key} TEXT");
            let mut number = finding(&OTHER_NUMBER, format!("{}: {words}: {message}", info.title), &remedy);
            number.severity = severity;
            number.about.fact = Some(key.clone());
            number
        }));
    }
    found
}

/// The metals of the products against those of the annex, in both directions.
fn metals_differ(case: &OwnCase<'_>) -> Option<Finding> {
    let stated: Vec<Metal> =
        case.ws.fact("products.metals")?.split(',').filter_map(|word| Metal::parse(word.trim())).collect();
    let listed = |metal: &Metal| case.report.annex.rows.iter().any(|row| row.metal == *metal);
    let words = |metals: Vec<Metal>| {
        metals.iter().map(|metal| metal.name().to_lowercase()).collect::<Vec<_>>().join(", ")
    };
    let unstated = words(Metal::ALL.into_iter().filter(|it| listed(it) && !stated.contains(it)).collect());
    let unlisted = words(stated.iter().copied().filter(|metal| !listed(metal)).collect());
    let unstated = (!unstated.is_empty()).then(|| {
        format!("Annex I has facilities for {unstated}, of which the products are not said to contain any")
    });
    let unlisted = (!unlisted.is_empty())
        .then(|| format!("the products are said to contain {unlisted}, for which Annex I has no facility"));
    let said: Vec<String> = unstated.into_iter().chain(unlisted).collect();
    let remedy =
        "say the metals anew (C, or rcoi programme products.metals), or see whose rows name the facilities";
    let mut found = finding(&METALS_DIFFER, said.join("; "), remedy);
    found.about.fact = Some(FactKey::new("products.metals"));
    (!said.is_empty()).then_some(found)
}

fn undecided(case: &OwnCase<'_>) -> Option<Finding> {
    let indeterminable = case.report.annex.rows.iter().filter(|row| row.status == Status::Indeterminable);
    let open: Vec<(FacilityId, String)> = indeterminable
        .filter(|row| case.ws.disposition(&row.facility).is_none())
        .map(|row| (row.facility.clone(), row.label()))
        .collect();
    let first: Vec<&str> = open.iter().take(3).map(|(_, name)| name.as_str()).collect();
    let first = first.join(", ");
    let facilities = count(open.len(), "facility on no list", "facilities on no list");
    let more = if open.len() > 3 { " and others" } else { "" };
    let message = format!("nobody decided what becomes of {facilities}: {first}{more}");
    let mut found = finding(&UNDECIDED, message, "decide on them in Triage");
    found.about.facilities = open.into_iter().map(|(id, _)| id).collect();
    (!found.about.facilities.is_empty()).then_some(found)
}

fn overdue(case: &OwnCase<'_>) -> Option<Finding> {
    let late: Vec<_> = case.ws.actions.values().filter(|action| action.is_overdue(case.today)).collect();
    let actions = count(late.len(), "action is overdue", "actions are overdue");
    let mut found = finding(&ACTIONS_OVERDUE, actions, "follow them up in Actions");
    found.about.facilities = late.iter().filter_map(|action| action.about.facility().cloned()).collect();
    (!late.is_empty()).then_some(found)
}

/// Lists that say little about the day of the filing, or about today where that has not come.
fn old_lists(case: &OwnCase<'_>) -> Vec<Finding> {
    let day = case.today.min(filing_day(case.ws, case.report));
    let newest = |list: &&crate::domain::StatusList| {
        let of_kind = |other: &&crate::domain::StatusList| {
            other.programme == list.programme && other.kinds == list.kinds
        };
        case.ws.status_lists.values().filter(of_kind).all(|other| other.as_of <= list.as_of)
    };
    let old = case.ws.status_lists.values().filter(newest).filter(|list| list.is_stale(day));
    let said = |list: &crate::domain::StatusList| {
        let message = format!(
            "the {} list of {} is of {}, and the filing of {day}",
            list.kind_words(),
            list.programme,
            list.as_of
        );
        finding(&LISTS_OLD, message, "import a newer one")
    };
    old.map(said).collect()
}

/// What a finding's rule looks for: one of these, or of [`LINTS`]; none for a rule of the checks.
pub fn doc_of(rule: &str) -> Option<&'static str> {
    let own = OWN_LINTS.iter().find(|lint| lint.id == rule).map(|lint| lint.doc);
    own.or_else(|| LINTS.iter().find(|lint| lint.id == rule).map(|lint| lint.doc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn found(ws: &Workspace, report: &Report) -> Vec<Finding> {
        let today = jiff::civil::date(2023, 5, 31);
        let register = Register::default();
        own_lint(&OwnCase { report, ws, register: &register, found: &[], today }).unwrap()
    }

    #[test]
    fn what_is_not_said_and_not_decided_speaks_against_filing() {
        let mut ws = fixture::workspace();
        let report = fixture::report_with(&ws, &fixture::inquiry()).unwrap();
        let of = |ws: &Workspace, report: &Report, rule: &str| {
            found(ws, report).into_iter().filter(|finding| finding.rule == rule).count()
        };
        assert!(of(&ws, &report, "NOT_SAID_YET") > 10);
        let leads = |finding: &Finding| finding.about.fact.as_ref().is_some_and(|fact| fact.info().is_some());
        assert!(found(&ws, &report).iter().filter(|it| it.rule == "NOT_SAID_YET").any(leads));
        assert_eq!(of(&ws, &report, "INDETERMINABLE_UNDECIDED"), 0, "the one is disposed of");
        assert_eq!(of(&ws, &report, "ACTIONS_OVERDUE"), 1);
        ws.dispositions.clear();
        ws.actions.clear();
        assert_eq!(of(&ws, &report, "INDETERMINABLE_UNDECIDED"), 1);
        assert_eq!(of(&ws, &report, "ACTIONS_OVERDUE"), 0);
        fixture::say(&mut ws, "form.variant", "without report");
        fixture::say(&mut ws, "disclosure", "The Company files the report as Exhibit 1.01.");
        assert_eq!(of(&ws, &report, "KIND_OF_FILING"), 1);
        assert_eq!(of(&ws, &report, "METALS_DIFFER"), 0, "nothing is said of them");
        let rows = report.annex.rows.len();
        for (said, errors) in [(rows, 0), (rows + 200, 1)] {
            fixture::say(&mut ws, "company", &format!("Annex I lists {said} facilities."));
            assert_eq!(of(&ws, &report, "OTHER_NUMBER"), errors, "{said}");
        }
        fixture::say(&mut ws, "products.metals", "gold, tungsten");
        let told = found(&ws, &report).into_iter().find(|finding| finding.rule == "METALS_DIFFER").unwrap();
        let annex: BTreeSet<Metal> = report.annex.rows.iter().map(|row| row.metal).collect();
        for metal in Metal::ALL {
            let is_stated = [Metal::Gold, Metal::Tungsten].contains(&metal);
            let is_told = told.message.contains(&metal.name().to_lowercase());
            assert_eq!(is_told, is_stated != annex.contains(&metal), "{metal:?}: {}", told.message);
        }
        assert!(found(&ws, &report).is_sorted_by_key(|finding| finding.severity));
    }

    #[test]
    fn every_lint_has_its_own_id() {
        let mut ids: Vec<&str> =
            LINTS.iter().map(|lint| lint.id).chain(OWN_LINTS.iter().map(|lint| lint.id)).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        assert!(RULES_OF_FILING.iter().all(|id| crate::checks::rule(id).is_some()));
    }
}
