//! The words of risk lists: what a list is of, what an entry is, values that stand together in one cell.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::embedded;
use crate::domain::{Country, RiskKind};
use crate::text::{clean, fold};

/// `data/risk_words.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RiskWords {
    kinds: BTreeMap<RiskKind, Vec<String>>,
    persons: Vec<String>,
    left_out: Vec<String>,
    between: Vec<char>,
}

static WORDS: LazyLock<RiskWords> =
    LazyLock::new(|| embedded("data/risk_words.ron", include_str!("../../../data/risk_words.ron")));

fn has(words: &[String], written: &str) -> bool {
    let folded = fold(written);
    words.iter().any(|word| fold(word) == folded)
}

impl RiskWords {
    pub fn get() -> &'static Self {
        &WORDS
    }

    /// What a text says that a list is of.
    pub fn kind_named(&self, text: &str) -> Option<RiskKind> {
        let said = format!(" {} ", fold(text));
        let stands = |word: &String| said.contains(&format!(" {} ", fold(word)));
        self.kinds.iter().find(|(_, words)| words.iter().any(stands)).map(|(kind, _)| *kind)
    }

    pub fn is_person(&self, kind: &str) -> bool {
        has(&self.persons, kind)
    }

    /// Whether an entry of a kind is nothing that could be a facility's, a mine's or a trader's.
    pub fn is_left_out(&self, kind: &str) -> bool {
        has(&self.left_out, kind)
    }

    /// The values of a cell.
    pub fn values(&self, cell: &str) -> Vec<String> {
        let values = cell.split(|c| self.between.contains(&c)).map(clean);
        values.filter(|value| !value.is_empty()).collect()
    }

    /// The countries of a cell, and what of it is none that is known. A comma may stand within a country's name, or between
    /// codes.
    pub fn countries(&self, cell: &str) -> (Vec<Country>, Vec<String>) {
        let (mut known, mut others) = (Vec::new(), Vec::new());
        for value in self.values(cell) {
            match country(&value) {
                Some(country) => known.push(country),
                None if value.contains(',') => {
                    for part in value.split(',').map(clean).filter(|part| !part.is_empty()) {
                        country(&part).map_or_else(|| others.push(part), |country| known.push(country));
                    }
                }
                None => others.push(value),
            }
        }
        known.sort_unstable();
        known.dedup();
        (known, others)
    }
}

/// A name, or a code in letters of any size.
fn country(written: &str) -> Option<Country> {
    let code = (written.len() == 2).then(|| written.to_uppercase());
    code.and_then(|code| Country::from_code(&code)).or_else(|| Country::parse(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_codes_or_names_with_or_without_commas() {
        let read = |cell: &str| {
            let (known, others) = RiskWords::get().countries(cell);
            (known.iter().map(|country| country.code().to_owned()).collect::<Vec<_>>(), others)
        };
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        assert_eq!(read("ru;ae"), (codes(&["AE", "RU"]), Vec::new()));
        assert_eq!(read("Korea, Republic of; Italy"), (codes(&["IT", "KR"]), Vec::new()));
        assert_eq!(read("RU, AE"), (codes(&["AE", "RU"]), Vec::new()));
        assert_eq!(read("Atlantis"), (Vec::new(), codes(&["Atlantis"])));
    }

    #[test]
    fn a_title_says_what_a_list_is_of() {
        let named = |text: &str| RiskWords::get().kind_named(text);
        assert_eq!(named("sanctions-2026-11-01"), Some(RiskKind::Sanctions));
        assert_eq!(named("SDN"), Some(RiskKind::Sanctions));
        assert_eq!(named("EU CAHRA list"), Some(RiskKind::Areas));
        assert_eq!(named("conformant"), None);
    }
}
