//! Which sentences and numbers of a filing's prose speak of its own list, and not of another set: another period's, a list
//! owner's, of one metal, of the new ones only.

use std::collections::BTreeSet;

use super::period::period_end;
use super::phrase::{PHRASES, Pattern};
use super::prose::{refers_back, totals};
use super::words::{ProseSentence, Word};
use crate::domain::Metal;

/// So many words beside a number tell its metals.
const BESIDE: usize = 6;
/// So many words before an owner tell whether it is the subject.
const BEFORE: usize = 3;

/// What the sentence before spoke of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The list.
    List,
    /// Another set, of which the paragraph goes on to speak.
    Other,
    /// A part of the list, to which the next sentence may refer back.
    Part,
}

/// Tells, sentence by sentence in their order, what speaks of the list.
pub struct ProseOfList {
    /// The year of the reporting period.
    year: Option<i16>,
    before: Before,
}

impl ProseOfList {
    /// For a text's sentences. Without a reporting period, the only year that they name is the list's.
    pub fn new(sentences: &[ProseSentence]) -> Self {
        let period = period_end(sentences).map(jiff::civil::Date::year);
        let named: BTreeSet<i16> =
            sentences.iter().flat_map(|sentence| &sentence.words).filter_map(Word::year).collect();
        let only = named.first().copied().filter(|_| named.len() == 1);
        Self { year: period.or(only), before: Before::List }
    }

    /// The words of the next sentence that speak of the list; `whole` tells whether it parts a whole that was stated.
    pub fn of<'a>(&mut self, sentence: &'a ProseSentence, whole: bool) -> &'a [Word] {
        let words = sentence.words.as_slice();
        let refers_back = PHRASES.refers_back.iter().any(|pattern| pattern.match_at(words, 0).is_some());
        let goes_on = match self.before {
            Before::List => false,
            Before::Other => refers_back || !sentence.opens,
            Before::Part => refers_back,
        };
        let own = self.own(words);
        if goes_on && !whole && !own.is_empty() && !self.names_this(words) {
            return &[];
        }
        self.before = self.speaks_of(words, own);
        own
    }

    fn speaks_of(&self, words: &[Word], own: &[Word]) -> Before {
        let counts = |words: &[Word]| !totals(words).is_empty();
        let parts = part_counts(own);
        let exact = totals(own).iter().any(|(_, at)| !parts.contains(at));
        let number = |at: &usize| own.get(*at).is_some_and(|word| word.number.is_some());
        let is_part = !parts.is_empty() || (0..own.len()).filter(number).any(|at| refers_back(own, at));
        match own.is_empty() {
            true if counts(words) => Before::Other,
            false if is_part && !exact => Before::Part,
            true | false => Before::List,
        }
    }

    /// The words before the comparison, if they speak of the list and what they are compared with does not.
    fn own<'a>(&self, words: &'a [Word]) -> &'a [Word] {
        let turn = PHRASES.comparisons.iter().filter_map(|pattern| first(pattern, words)).min();
        let (head, compared) = words.split_at_checked(turn.unwrap_or(words.len())).unwrap_or((words, &[]));
        let now = self.names_this(compared) && !is_of_another_set(compared);
        let uncounted = !compared.is_empty() && !head.iter().any(|word| word.number.is_some());
        if self.is_of_another(head) || now || uncounted { &[] } else { head }
    }

    fn is_of_another(&self, words: &[Word]) -> bool {
        let said = without_asides(words);
        let years = said.iter().enumerate().filter_map(|(at, word)| Some((at, word.year()?)));
        let mut years = years.filter(|(_, year)| Some(*year) != self.year);
        years.any(|(at, year)| self.year.is_none_or(|own| year < own) || !is_dated(&said, at))
            || is_of_another_set(&said)
            || PHRASES.owners.iter().any(|pattern| has_owner_as_subject(pattern, &said))
    }

    /// Whether words name this period, or the list itself.
    fn names_this(&self, words: &[Word]) -> bool {
        words.iter().any(|word| word.year().is_some() && word.year() == self.year)
            || PHRASES.this_set.iter().any(|pattern| pattern.find(words).is_some())
    }
}

/// Whether words speak of another period, or of another set for what it is called.
pub fn is_of_another_set(words: &[Word]) -> bool {
    PHRASES.other_sets.iter().any(|pattern| pattern.find(words).is_some())
}

/// Where a pattern first matches.
fn first(pattern: &Pattern, words: &[Word]) -> Option<usize> {
    (0..words.len()).find(|at| pattern.match_at(words, *at).is_some())
}

/// The words without those that only look as if they spoke of another set ("as stated earlier").
fn without_asides(words: &[Word]) -> Vec<Word> {
    let mut left = words.to_vec();
    for pattern in &PHRASES.asides {
        while let Some(at) = first(pattern, &left)
            && let Some(hit) = pattern.match_at(&left, at)
        {
            left.drain(at..hit.end);
        }
    }
    left
}

/// Whether the year at `at` belongs to a day or a month, as that of a list ("as of May 15, 2023").
pub fn is_dated(words: &[Word], at: usize) -> bool {
    let before = words.get(at.saturating_sub(2)..at).unwrap_or_default();
    before.iter().any(|word| PHRASES.months.contains(&word.text))
}

/// Whether an owner is the subject of a number that is no part of a list ("215 smelters", not "215 of the smelters").
fn has_owner_as_subject(pattern: &Pattern, words: &[Word]) -> bool {
    let is_subject = |at: usize| {
        let before = words.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
        let near = before.iter().rev().take_while(|word| word.number.is_none() && word.year().is_none());
        !near.into_iter().any(|word| PHRASES.no_subject.contains(&word.text))
    };
    let counts = |taken: usize| words.get(taken + 1).is_none_or(|word| word.text != "of");
    (0..words.len())
        .any(|at| pattern.match_at(words, at).is_some_and(|hit| counts(hit.taken)) && is_subject(at))
}

/// The numbers of words that count a part of the list only, or nothing exactly.
pub fn part_counts(words: &[Word]) -> BTreeSet<usize> {
    let numbers = (0..words.len()).filter(|at| words.get(*at).is_some_and(|word| word.number.is_some()));
    let of_one_metal = numbers.filter(|at| is_of_one_metal(words, *at));
    inexact_counts(words).chain(of_one_metal).collect()
}

/// The numbers of words that count a part of the list for another reason than its metal, or nothing exactly.
pub fn inexact_counts(words: &[Word]) -> impl Iterator<Item = usize> {
    PHRASES.part_counts.iter().flat_map(|pattern| pattern.taken(words))
}

/// Whether the number at `at` counts the facilities of some metals only: "4 gold refiners", "for tin, 4 smelters".
fn is_of_one_metal(words: &[Word], at: usize) -> bool {
    let plain = |word: &&Word| word.number.is_none();
    let after = words.iter().skip(at + 1).take_while(plain).take(BESIDE);
    let before = words.iter().take(at).rev().take_while(plain).take(BESIDE);
    some_metals(after) || some_metals(before)
}

/// Whether words name a metal, but not all of them.
fn some_metals<'a>(words: impl Iterator<Item = &'a Word>) -> bool {
    let named: BTreeSet<Metal> = words.filter_map(metal_of).collect();
    !named.is_empty() && named.len() < Metal::ALL.len()
}

/// The metal that a word names.
pub fn metal_of(word: &Word) -> Option<Metal> {
    Metal::ALL.into_iter().find(|metal| metal.name().eq_ignore_ascii_case(&word.text))
}
