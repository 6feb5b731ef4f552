//! The check of a text while it is written: its numbers against the report's figures and Annex I, and what a critical reader
//! would find in its words. What it is held against is made once; a look at the text is made after each key.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::numbers::mismatches;
use super::own::filing_day;
use super::words::{CountedNouns, WORDS};
use super::{Filing, LINTS, Lint, LintOptions, LintParagraph, ListedRow, PlaceUnit};
use crate::domain::{Severity, Workspace};
use crate::import::document::{ProseSentence, Word, is_of_another_set, metal_totals, stated};
use crate::report::{AnnexRow, Location, Report, long_date};

/// The lints that a text by itself can be held against; the others are of a whole filing.
const OF_DRAFTS: [&str; 15] = [
    "TOTALS_DO_NOT_ADD_UP",
    "SHARE_IS_WRONG",
    "COVERED_COUNTRY_IN_TABLE",
    "ABSOLUTE_STATEMENT",
    "STALE_NAME",
    "WRONG_NAME",
    "ACTIVE_DEFINED_AS_OF_OLD",
    "YEAR_OF_FILING",
    "DAY_AFTER_FILING",
    "OTHER_PERIOD",
    "PLAN_IN_THE_PAST",
    "FOSSIL",
    "CONFLICT_FREE",
    "LOW_RISK",
    "PLACEHOLDER",
];

/// More words than may stand between a number and its noun.
const BETWEEN: usize = 6;

/// Something in the text that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFinding {
    pub severity: Severity,
    /// The words that it is about, where the message does not have them.
    pub words: String,
    pub message: String,
}

/// What a look at the text came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftVerdict {
    /// The gravest first.
    pub findings: Vec<DraftFinding>,
    /// Numbers, with what they count, that are figures of the report.
    pub agreed: Vec<String>,
}

/// The figures that numbers before some nouns may be.
#[derive(Debug)]
struct KnownFigures {
    nouns: &'static CountedNouns,
    /// What the first of them says, such as `facilities in Annex I: 190`; none where it is not known.
    first: Option<String>,
    values: BTreeSet<usize>,
}

/// What a text is held against.
#[derive(Debug)]
pub struct DraftCheck {
    /// Annex I and the period, with the text as it was last looked at.
    filing: Filing,
    filed: Date,
    /// A sentence that says which period it is.
    period: String,
    figures: Vec<KnownFigures>,
}

impl DraftCheck {
    /// The check of a workspace's texts, by its report.
    pub fn of(ws: &Workspace, report: &Report) -> Self {
        let end = report.heading.period_end;
        let filing = Filing {
            places: PlaceUnit::Lines,
            paragraphs: Vec::new(),
            rows: report.annex.rows.iter().map(listed).collect(),
            statements: Vec::new(),
            metal_totals: Vec::new(),
            passed: Vec::new(),
            period_end: Some(end),
            signed: None,
            source: None,
            is_web_page: false,
        };
        let (year, end) = (report.heading.year, long_date(end));
        let period =
            format!("Conflict Minerals Report for the reporting period from January 1, {year} to {end}.");
        let figures = WORDS.counted.iter().map(|nouns| known(report, nouns)).collect();
        Self { filing, filed: filing_day(ws, report), period, figures }
    }

    /// Looks at a text.
    pub fn look(&mut self, text: &str) -> DraftVerdict {
        self.take(text);
        let options = LintOptions { filed: Some(self.filed), ..LintOptions::default() };
        let mut verdict = DraftVerdict::default();
        let mut told = BTreeSet::new();
        for it in mismatches(&self.filing).into_iter().filter(|it| it.line > 0) {
            told.insert(it.count);
            let (words, message) = (format!("{} {}", it.count, it.of), format!("Annex I has {}", it.table));
            verdict.findings.push(DraftFinding { severity: Severity::Error, words, message });
        }
        for lint in LINTS.iter().filter(|lint| OF_DRAFTS.contains(&lint.id)) {
            verdict.findings.extend(self.found(lint, &options));
        }
        for (count, words, figures) in self.numbers() {
            if usize::try_from(count).is_ok_and(|count| figures.values.contains(&count)) {
                verdict.agreed.push(words);
            } else if told.insert(count) {
                verdict.findings.push(no_figure(words, figures));
            }
        }
        let mut seen = BTreeSet::new();
        verdict.agreed.retain(|words| seen.insert(words.clone()));
        verdict.findings.sort_by_key(|finding| finding.severity);
        verdict
    }

    /// Reads the text into paragraphs, and what they state, behind the sentence that says the period.
    fn take(&mut self, text: &str) {
        let head = LintParagraph::new(&[(0, self.period.clone())], false);
        let mut paragraphs: Vec<LintParagraph> = head.into_iter().collect();
        let mut open: Vec<(u32, String)> = Vec::new();
        for (number, line) in (1..).zip(text.lines().chain([""])) {
            if line.trim().is_empty() {
                paragraphs.extend(LintParagraph::new(&std::mem::take(&mut open), false));
            } else {
                open.push((number, line.to_owned()));
            }
        }
        let sentences = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
        let prose: Vec<ProseSentence> = sentences.map(|sentence| sentence.prose.clone()).collect();
        self.filing.statements = stated(&prose);
        self.filing.metal_totals = metal_totals(&prose);
        self.filing.paragraphs = paragraphs;
    }

    fn found(&self, lint: &Lint, options: &LintOptions<'_>) -> Vec<DraftFinding> {
        let hits = (lint.find)(&self.filing, options).into_iter().filter(|hit| hit.line > 0);
        let finding = |message: String| DraftFinding {
            severity: lint.severity,
            words: String::new(),
            message: message.replace("the table", "Annex I"),
        };
        hits.map(|hit| finding(hit.message)).collect()
    }

    /// The numbers that count something of which there are figures: each with its words.
    fn numbers(&self) -> Vec<(u32, String, &KnownFigures)> {
        let year = self.filing.year();
        let is_of_another_year = |word: &Word| word.year().is_some_and(|named| Some(named) != year);
        let sentences = self.filing.sentences().filter(|sentence| {
            !sentence.prose.words.iter().any(is_of_another_year)
                && !is_of_another_set(&sentence.prose.words)
                && !sentence.has_any(&WORDS.narrower)
                && !sentence.has_any(&WORDS.as_written)
        });
        sentences.flat_map(|sentence| self.counted(&sentence.prose.words)).collect()
    }

    fn counted<'a>(&'a self, words: &'a [Word]) -> impl Iterator<Item = (u32, String, &'a KnownFigures)> {
        (0..words.len()).filter_map(move |at| {
            let number = words.get(at).filter(|word| word.year().is_none() && word.text != "one")?;
            let count = number.number?;
            let behind = words.get(at + 1..)?;
            let length = behind.iter().take(BETWEEN).take_while(|word| WORDS.between.contains(&word.text));
            let length = length.count();
            let noun = &behind.get(length)?.text;
            let figures = self.figures.iter().find(|figures| figures.nouns.nouns.contains(noun))?;
            let said = words.get(at..=at + 1 + length)?.iter().map(|word| word.text.as_str());
            Some((count, said.collect::<Vec<_>>().join(" "), figures))
        })
    }
}

fn no_figure(words: String, figures: &KnownFigures) -> DraftFinding {
    let first = figures.first.as_ref().map_or_else(String::new, |first| format!("; {first}"));
    DraftFinding { severity: Severity::Warning, words, message: format!("no computed figure{first}") }
}

/// The figures of a report that numbers before some nouns may be.
fn known(report: &Report, nouns: &'static CountedNouns) -> KnownFigures {
    let style = report.heading.style;
    let of_group = |name: &str| {
        let group = name.split('.').next().unwrap_or(name);
        nouns.figures.iter().any(|figure| figure == name || figure == group)
    };
    let figures: Vec<_> = report.figures.published().filter(|figure| of_group(&figure.key.name())).collect();
    let first = figures.iter().find(|figure| Some(&figure.key.name()) == nouns.figures.first());
    KnownFigures {
        nouns,
        first: first.map(|figure| format!("{}: {}", figure.key.title(style), figure.value)),
        values: figures.iter().map(|figure| figure.value).collect(),
    }
}

/// A row of Annex I as a row of a filing's list.
fn listed(row: &AnnexRow) -> ListedRow {
    let country = match &row.location {
        Location::Known(country) => Some(*country),
        Location::Written(_) | Location::NotStated => None,
    };
    ListedRow {
        line: 0,
        metal: row.metal,
        name: row.label(),
        cid: row.cid,
        country,
        has_country: row.location != Location::NotStated,
        status: row.status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn look(text: &str) -> DraftVerdict {
        let ws = fixture::workspace();
        let report = fixture::report_with(&ws, &fixture::inquiry()).unwrap();
        DraftCheck::of(&ws, &report).look(text)
    }

    fn told(text: &str) -> Vec<String> {
        let line = |finding: DraftFinding| format!("{}: {}", finding.words, finding.message);
        look(text).findings.into_iter().map(line).collect()
    }

    #[test]
    fn numbers_that_are_figures_agree_and_others_are_told_with_what_was_computed() {
        let text = "The Company asked 7 suppliers, of which 6 answered.\n\nSuppliers named 8 smelters.";
        let verdict = look(text);
        assert_eq!(verdict.findings, []);
        assert_eq!(verdict.agreed, ["7 suppliers", "8 smelters"]);
        let text = "The Company asked 9 direct suppliers.\n\nSuppliers named 249 smelters.";
        assert_eq!(
            told(text),
            ["249 facilities: Annex I has 8", "9 direct suppliers: no computed figure; suppliers asked: 7"]
        );
    }

    #[test]
    fn words_are_looked_at_as_those_of_a_filing() {
        let found = told("No smelter is located in a Covered Country.\n\nWe use conflict-free smelters. TBD");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().any(|it| it.contains("Annex I names Luna")), "{found:?}");
        assert!(found.iter().any(|it| it.contains("conflict-free smelters")), "{found:?}");
    }

    #[test]
    fn other_years_other_things_and_nothing_are_not_compared() {
        for text in
            ["", "\n\n", "In 2021 we asked 90 suppliers.", "Records are kept for 5 years; 30 days later."]
        {
            assert_eq!(look(text), DraftVerdict::default(), "{text}");
        }
    }

    #[test]
    fn every_lint_of_drafts_is_one() {
        assert!(OF_DRAFTS.iter().all(|id| LINTS.iter().any(|lint| lint.id == *id)));
        assert!(WORDS.counted.iter().all(|nouns| !nouns.figures.is_empty()));
    }
}
