//! The words of status lists: kinds, statuses, cycles.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::embedded;
use crate::domain::{ListKind, Status};
use crate::text::fold;

/// `data/status_list_words.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kinds: BTreeMap<ListKind, Vec<String>>,
    not: Vec<String>,
    statuses: Vec<String>,
    active: Vec<String>,
    cycles: BTreeMap<u8, Vec<String>>,
    yes: Vec<String>,
    no: Vec<String>,
    of: Vec<String>,
}

/// The same, folded.
#[derive(Debug)]
pub(super) struct ListWords {
    /// ListWords that say a kind, each as its words in order.
    kinds: Vec<(Vec<String>, ListKind)>,
    not: Vec<String>,
    statuses: HashMap<String, ListKind>,
    cycles: HashMap<String, u8>,
    yes: Vec<String>,
    no: Vec<String>,
    of: Vec<String>,
}

static WORDS: LazyLock<ListWords> = LazyLock::new(|| {
    let text = include_str!("../../../data/status_list_words.ron");
    ListWords::of(&embedded("data/status_list_words.ron", text))
});

fn folded(words: &[String]) -> Vec<String> {
    words.iter().map(|word| fold(word)).collect()
}

fn split(words: &str) -> Vec<String> {
    fold(words).split(' ').map(str::to_owned).collect()
}

impl ListWords {
    pub fn get() -> &'static Self {
        &WORDS
    }

    fn of(table: &Table) -> Self {
        let kinds = table.kinds.iter();
        let other = table.statuses.iter().map(|word| (fold(word), ListKind::Other));
        let active = table.active.iter().map(|word| (fold(word), ListKind::Active));
        let cycles =
            table.cycles.iter().flat_map(|(years, words)| words.iter().map(|word| (fold(word), *years)));
        Self {
            kinds: kinds.flat_map(|(kind, words)| words.iter().map(|word| (split(word), *kind))).collect(),
            not: folded(&table.not),
            statuses: other.chain(active).collect(),
            cycles: cycles.collect(),
            yes: folded(&table.yes),
            no: folded(&table.no),
            of: folded(&table.of),
        }
    }

    /// The one kind of list that a text names; none where it names none or several.
    pub fn kind_named(&self, text: &str) -> Option<ListKind> {
        let said = split(text);
        let stands = |words: &Vec<String>| {
            (0..said.len()).any(|at| {
                let here = said.get(at..at + words.len()).is_some_and(|here| here == words.as_slice());
                let before = at.checked_sub(1).and_then(|before| said.get(before));
                here && before.is_none_or(|before| !self.not.contains(before))
            })
        };
        let mut named = self.kinds.iter().filter(|(words, _)| stands(words)).map(|(_, kind)| *kind);
        let kind = named.next()?;
        named.all(|other| other == kind).then_some(kind)
    }

    /// What a word of a column of statuses says; none for one that no table knows. What stands in brackets or behind a dash is
    /// passed over where the whole is not known; but where it takes the word back, as in “Conformant (suspended)”, the
    /// word is neither conformant nor active.
    pub fn kind_of(&self, word: &str) -> Option<ListKind> {
        const MARKS: [char; 7] = ['(', '[', ';', ',', '\u{2013}', '\u{2014}', '*'];
        let head = word.split(MARKS).next().unwrap_or(word);
        let before_dash = head.split(" - ").next().unwrap_or(head);
        let read = || [head, before_dash].into_iter().find_map(|head| Some((head.len(), self.known(head)?)));
        self.known(word).or_else(|| {
            let (read_to, kind) = read()?;
            let rest = word.get(read_to..).unwrap_or_default();
            let mut tails = rest.split(MARKS).flat_map(|tail| tail.split(" - "));
            Some(if tails.any(|tail| self.takes_back(tail)) { ListKind::Other } else { kind })
        })
    }

    /// Whether words behind a status say that it is none.
    fn takes_back(&self, tail: &str) -> bool {
        self.statuses.get(&fold(tail.trim_end_matches([')', ']']))) == Some(&ListKind::Other)
    }

    fn known(&self, word: &str) -> Option<ListKind> {
        let own = self.statuses.get(&fold(word)).copied();
        own.or_else(|| ListKind::of(Status::parse(word)?))
    }

    /// Years from an audit to the next: a number, or a word.
    pub fn cycle(&self, text: &str) -> Option<u8> {
        let number =
            text.trim().trim_end_matches(".0").parse::<u8>().ok().filter(|years| (1..=10).contains(years));
        number.or_else(|| self.cycles.get(&fold(text)).copied())
    }

    pub fn is_yes(&self, text: &str) -> bool {
        self.yes.contains(&fold(text))
    }

    /// Whether a cell says that there is none.
    pub fn is_no(&self, text: &str) -> bool {
        self.no.contains(&fold(text))
    }

    /// Whether a folded text has words that stand before a day.
    pub fn tells_a_day(&self, folded: &str) -> bool {
        self.of.iter().any(|words| folded.contains(words.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_title_words() {
        let named = |text: &str| ListWords::get().kind_named(text);
        assert_eq!(named("Active Smelters & Refiners"), Some(ListKind::Active));
        assert_eq!(named("conformant-2022-12-31"), Some(ListKind::Conformant));
        assert_eq!(named("RMAP Conformant Smelters"), Some(ListKind::Conformant));
        for neither in ["Non-conformant smelters", "Conformant and active smelters", "Smelters", "Inactive"] {
            assert_eq!(named(neither), None, "{neither}");
        }
    }

    #[test]
    fn statuses_and_cycles_are_read_in_words() {
        let kind = |word: &str| ListWords::get().kind_of(word);
        assert_eq!(kind("Conformant (LBMA)"), Some(ListKind::Conformant));
        for taken_back in ["Conformant (suspended)", "Conformant - Expired", "Active; under review"] {
            assert_eq!(kind(taken_back), Some(ListKind::Other), "{taken_back}");
        }
        assert_eq!(kind("ACTIVE - corrective action plan"), Some(ListKind::Active));
        for word in
            ["Eligible", "In Communication", "Non-Conformant", "Outreach Required", "ceased operations"]
        {
            assert_eq!(kind(word), Some(ListKind::Other), "{word}");
        }
        assert_eq!(kind("Splendid"), None);
        let cycle = |text: &str| ListWords::get().cycle(text);
        assert_eq!(
            ["1", "2.0", "Annual", "Every 3 years", "0", "soon"].map(cycle),
            [Some(1), Some(2), Some(1), Some(3), None, None]
        );
    }
}
