//! The named values from which sentences are computed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::Value;

use super::ReportError;
use super::annex::Annex;
use super::dates::{filing_date, long_date};
use super::figures::{Figure, FigureKey, Figures};
use super::inquiry::{Inquiry, InquiryKey, ReliedList};
use crate::domain::cmrt::Version;
use crate::domain::{Status, StatusStyle, Workspace};
use crate::text::clean;

/// The groups of figures of which every one may be missing.
const GROUPS: [&str; 9] = [
    "spend",
    "version",
    "scope",
    "says_covered",
    "says_recycled",
    "corrections",
    "rows_by",
    "disposed",
    "changed",
];

/// Whose report it is, for which period, in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The company's name.
    pub company: String,
    /// The reporting year.
    pub year: i16,
    /// The last day of the reporting period.
    pub period_end: Date,
    /// The day on which Form SD is due.
    pub due: Date,
    /// How statuses are worded.
    pub style: StatusStyle,
}

/// Values by name.
pub(super) type Values = BTreeMap<String, Value>;

impl Heading {
    /// The heading of a workspace's report.
    pub(super) fn of(ws: &Workspace) -> Result<Self, ReportError> {
        let year = ws.programme.year;
        Ok(Self {
            company: clean(&ws.programme.company),
            year,
            period_end: ws.period_end().ok_or(ReportError::Year(year))?,
            due: filing_date(year).ok_or(ReportError::Year(year))?,
            style: ws.settings.status_style.style(year),
        })
    }
}

/// Every value that a sentence may use, under its name; figures under theirs. A figure that is not there has no value.
pub(super) fn values(
    (heading, ws): (&Heading, &Workspace),
    annex: &Annex,
    (figures, inquiry): (&Figures, &Inquiry),
) -> Values {
    let mut values = counted(figures);
    let words = Status::ALL.map(|status| (status.key().to_owned(), Value::from(status.word(heading.style))));
    values.insert("word".to_owned(), words.into_iter().collect::<Values>().into());
    values.insert("company".to_owned(), Value::from(heading.company.as_str()));
    values.insert("year".to_owned(), Value::from(heading.year));
    values.insert("due".to_owned(), Value::from(long_date(heading.due)));
    values.insert("period_end".to_owned(), Value::from(long_date(heading.period_end)));
    values.insert("covered_rows".to_owned(), Value::from(covered_rows(annex, figures)));
    values.insert("said".to_owned(), said(ws, false).into());
    values.insert("left_out".to_owned(), said(ws, true).into());
    values.insert("late".to_owned(), inquiry.late.into());
    values.insert("lists".to_owned(), inquiry.lists.iter().map(list).collect::<Vec<_>>().into());
    values.insert("versions".to_owned(), versions(inquiry).into());
    values.insert("disposed_of".to_owned(), disposed_of(inquiry).into());
    values.insert("counted_by".to_owned(), inquiry.day.map_or_else(String::new, long_date).into());
    values.insert("compared_with".to_owned(), inquiry.compared_with.map_or_else(|| "".into(), Value::from));
    values
}

/// The figures, those with a group under it. A group is there where none of its figures is.
fn counted(figures: &Figures) -> Values {
    let mut values = Values::new();
    let mut groups: BTreeMap<String, Values> = GROUPS.map(|name| (name.to_owned(), Values::new())).into();
    for figure in &figures.all {
        let name = figure.key.name();
        let value = Value::from(figure.value);
        if let Some((group, member)) = name.split_once('.') {
            groups.entry(group.to_owned()).or_default().insert(member.to_owned(), value);
        } else {
            values.insert(name, value);
        }
    }
    values.extend(groups.into_iter().map(|(name, group)| (name, Value::from(group))));
    values
}

/// What the company said, or why it leaves something out; a dot in a key as `_`.
fn said(ws: &Workspace, left_out: bool) -> Values {
    let kept = ws.facts.iter().filter(|(_, record)| record.left_out == left_out);
    kept.map(|(key, record)| (key.as_str().replace('.', "_"), Value::from(clean(&record.text)))).collect()
}

/// A list that statuses rest on: `the conformant list of RMAP of May 15, 2023`.
fn list(list: &ReliedList) -> String {
    format!("the {} list of {} of {}", list.kind.key(), list.programme, long_date(list.as_of))
}

/// The versions of the template, the newest first: `5 with version 6.22`.
fn versions(inquiry: &Inquiry) -> Vec<String> {
    let mut versions: Vec<(Version, usize)> = inquiry
        .figures
        .iter()
        .filter_map(|figure| {
            if let InquiryKey::Version(version) = figure.key { Some((version, figure.value)) } else { None }
        })
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(version, count)| format!("{count} with version {version}")).collect()
}

/// What was decided on Indeterminable facilities: `3 (keep and mitigate)`.
fn disposed_of(inquiry: &Inquiry) -> Vec<String> {
    let decided = inquiry.figures.iter().filter_map(|figure| {
        if let InquiryKey::Disposed(Some(of)) = figure.key { Some((of, figure.value)) } else { None }
    });
    decided.map(|(disposition, count)| format!("{count} ({})", disposition.title().to_lowercase())).collect()
}

/// The facilities in Covered Countries, each with metal and country.
fn covered_rows(annex: &Annex, figures: &Figures) -> String {
    let covered = figures.get(&FigureKey::Covered);
    let by_facility = annex.by_facility();
    let rows = covered.into_iter().flat_map(Figure::facilities).filter_map(|id| by_facility.get(id));
    let named = rows.map(|row| {
        let metal = row.metal.name().to_lowercase();
        format!("{} ({metal}, {}, No. {} in Annex I)", row.label(), row.location.text(), row.number)
    });
    named.collect::<Vec<_>>().join("; ")
}
