//! The named values from which sentences are computed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::Value;

use super::annex::Annex;
use super::dates::long_date;
use super::figures::{FigureKey, Figures};
use crate::domain::{Status, StatusStyle};

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

/// Every value that a sentence may use, under its name; figures under theirs.
pub(super) fn facts(heading: &Heading, annex: &Annex, figures: &Figures) -> BTreeMap<String, Value> {
    let mut facts: BTreeMap<String, Value> = BTreeMap::new();
    let mut groups: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for figure in &figures.all {
        let name = figure.key.name();
        match name.split_once('.') {
            Some((group, member)) => {
                let group = groups.entry(group.to_owned()).or_default();
                group.insert(member.to_owned(), Value::from(figure.value));
            }
            None => {
                facts.insert(name, Value::from(figure.value));
            }
        }
    }
    let words = Status::ALL.map(|status| (status.key().to_owned(), Value::from(status.word(heading.style))));
    groups.insert("word".to_owned(), words.into_iter().collect());
    facts.extend(groups.into_iter().map(|(name, group)| (name, Value::from(group))));
    facts.insert("company".to_owned(), Value::from(heading.company.as_str()));
    facts.insert("year".to_owned(), Value::from(heading.year));
    facts.insert("period_end".to_owned(), Value::from(long_date(heading.period_end)));
    facts.insert("covered_rows".to_owned(), Value::from(covered_rows(annex, figures)));
    facts
}

/// The facilities in Covered Countries, each with metal and country.
fn covered_rows(annex: &Annex, figures: &Figures) -> String {
    let rows = figures.get(&FigureKey::Covered).map_or(&[][..], |figure| &figure.rows);
    let by_facility = annex.by_facility();
    let rows = rows.iter().filter_map(|id| by_facility.get(id));
    let named = rows.map(|row| {
        let metal = row.metal.name().to_lowercase();
        format!("{} ({metal}, {}, No. {} in Annex I)", row.label(), row.location.text(), row.number)
    });
    named.collect::<Vec<_>>().join("; ")
}
