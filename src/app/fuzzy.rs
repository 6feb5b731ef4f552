//! Type-ahead search in pickers, palette and completion: what fits what is typed, the best first.
//!
//! Good for finding a thing one knows in a short list. Never used to decide which facility a name means.

use std::borrow::Cow;
use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::text::{fold, matches, words};

/// Finds typed text in candidates.
pub trait TypeAhead {
    /// How well `candidate` fits `typed` (higher is better), and the byte positions of the characters that
    /// fit; `None` when it does not fit.
    fn score(&self, candidate: &str, typed: &str) -> Option<(i64, Vec<usize>)>;
}

/// The matcher of the `fuzzy-matcher` crate, given one word at a time: all words must fit.
pub struct Skim(SkimMatcherV2);

impl Default for Skim {
    /// Capitals are found as small letters are.
    fn default() -> Self {
        Self(SkimMatcherV2::default().ignore_case())
    }
}

impl TypeAhead for Skim {
    fn score(&self, candidate: &str, typed: &str) -> Option<(i64, Vec<usize>)> {
        let mut total = 0;
        let mut positions = Vec::new();
        for word in typed.split_whitespace() {
            let (score, found) = self.0.fuzzy_indices(candidate, word)?;
            total += score;
            let offsets: Vec<usize> = candidate.char_indices().map(|(at, _)| at).collect();
            positions.extend(found.into_iter().filter_map(|at| offsets.get(at)));
        }
        positions.sort_unstable();
        positions.dedup();
        Some((total, positions))
    }
}

/// Something that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nameable<'a> {
    /// What it is called, as shown.
    pub name: &'a str,
    /// The same, folded.
    pub folded: Cow<'a, str>,
    /// What else is said of it, folded: a word of it that begins so fits as well, though not as well as the name.
    pub more: Cow<'a, str>,
    /// Whether it comes behind those that are none of this and fit as well.
    pub is_behind: bool,
}

impl<'a> Nameable<'a> {
    /// What is known by its name alone.
    pub fn named(name: &'a str) -> Self {
        Self { name, folded: fold(name).into(), more: "".into(), is_behind: false }
    }
}

/// How something fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum HowItFits {
    /// It is called just so.
    Whole,
    /// Its name begins so.
    Begins,
    /// Each word begins one of its name.
    Words,
    /// Each word is somewhere in its name.
    Inside,
    /// What is not in its name begins a word of what else is said of it.
    Beside,
    /// Its name has the letters, each word's in one word or as the beginnings of several.
    Letters,
}

impl HowItFits {
    /// How something fits that has the typed words as they are; none where it does not.
    fn of(candidate: &Nameable<'_>, typed: &str, words: &[String]) -> Option<Self> {
        if *candidate.folded == *typed {
            return Some(Self::Whole);
        }
        if candidate.folded.starts_with(typed) {
            return Some(Self::Begins);
        }
        words
            .iter()
            .map(|word| Self::of_word(candidate, word))
            .try_fold(Self::Words, |worst, of| Some(worst.max(of?)))
    }

    fn of_word(candidate: &Nameable<'_>, word: &str) -> Option<Self> {
        if begins_a_word(&candidate.folded, word) {
            Some(Self::Words)
        } else if candidate.folded.contains(word) {
            Some(Self::Inside)
        } else {
            begins_a_word(&candidate.more, word).then_some(Self::Beside)
        }
    }
}

/// Whether a word of a folded text begins so.
fn begins_a_word(text: &str, start: &str) -> bool {
    let before = |at: usize| text.get(..at).and_then(|text| text.chars().next_back());
    text.match_indices(start).any(|(at, _)| before(at).is_none_or(char::is_whitespace))
}

/// A candidate that fits: its index, and the byte positions that do.
pub type Ranked = (usize, Vec<usize>);

/// The most characters that are looked for: no name or sentence that is offered has as many, and a letter more costs every
/// candidate its own length.
const LONGEST: usize = 128;

/// The most characters that are looked at, words that are typed twice included.
const TYPED: usize = 2 * LONGEST;

/// The candidates of these names that fit, best first ([`rank`]).
pub fn rank_names<'a>(names: impl Iterator<Item = &'a str>, typed: &str) -> Vec<Ranked> {
    rank(&names.map(Nameable::named).collect::<Vec<_>>(), typed)
}

/// The candidates that fit, best first; equal ones in their own order. All of them when nothing is typed, none when more is
/// typed than is ever looked for.
///
/// Where candidates hold the typed words as they are, those that only hold their letters are left out; letters that are
/// scattered over a name are in most names, and fit nothing.
pub fn rank(candidates: &[Nameable<'_>], typed: &str) -> Vec<Ranked> {
    let typed = typed.trim();
    if typed.chars().nth(TYPED).is_some() {
        return Vec::new();
    }
    let typed = once_each(typed);
    if typed.chars().nth(LONGEST).is_some() {
        return Vec::new();
    }
    if typed.is_empty() {
        return (0..candidates.len()).map(|index| (index, Vec::new())).collect();
    }
    let (folded, words) = (fold(&typed), words(&typed));
    let skim = Skim::default();
    let as_they_are = candidates.iter().enumerate().filter_map(|(index, candidate)| {
        let how = HowItFits::of(candidate, &folded, &words).filter(|_| !words.is_empty())?;
        let score = skim.score(candidate.name, &typed).map_or(0, |(score, _)| score);
        Some(((how, candidate.is_behind, Reverse(score), index), letters_of(candidate.name, &words)))
    });
    let mut fitting: Vec<_> = as_they_are.collect();
    if fitting.is_empty() {
        let letters = candidates.iter().enumerate().filter_map(|(index, candidate)| {
            let (score, found) = scattered(&skim, candidate.name, &typed)?;
            Some(((HowItFits::Letters, candidate.is_behind, Reverse(score), index), found))
        });
        fitting.extend(letters);
    }
    fitting.sort();
    fitting.into_iter().map(|((.., index), found)| (index, found)).collect()
}

/// Where the letters of words that a name holds stand in it, in bytes.
fn letters_of(name: &str, words: &[String]) -> Vec<usize> {
    let ranges = matches(name, words);
    let is_found = |at: &usize| ranges.iter().any(|range| range.contains(at));
    name.char_indices().map(|(at, _)| at).filter(is_found).collect()
}

/// How well a name fits by letters of its words, and which: the letters of each typed word stand in one word from its
/// beginning on, or go on at the beginning of another.
fn scattered(skim: &impl TypeAhead, name: &str, typed: &str) -> Option<(i64, Vec<usize>)> {
    let (mut total, mut all) = (0, Vec::new());
    for word in typed.split_whitespace() {
        let (score, found) = skim.score(name, word)?;
        let mut last: Option<usize> = None;
        for at in &found {
            let goes_on = last.is_some_and(|last| {
                name.get(last..*at).is_some_and(|text| text.chars().all(char::is_alphanumeric))
            });
            let begins = name.get(..*at).is_some_and(|text| !text.ends_with(char::is_alphanumeric));
            if !goes_on && !begins {
                return None;
            }
            last = Some(*at);
        }
        total += score;
        all.extend(found);
    }
    all.sort_unstable();
    all.dedup();
    Some((total, all))
}

/// The words typed, each once: said twice it asks for nothing more.
fn once_each(typed: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in typed.split_whitespace() {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(names: &[&'a str], typed: &str) -> Vec<&'a str> {
        rank_names(names.iter().copied(), typed).into_iter().map(|(index, _)| names[index]).collect()
    }

    #[test]
    fn words_are_found_in_any_order() {
        let names = ["Tin Smelting Branch of Yunnan Tin", "Yunnan Chengfeng Non-ferrous", "PT Timah"];
        assert_eq!(found(&names, "branch yunnan"), [names[0]]);
        assert_eq!(found(&names, "BRANCH"), [names[0]]);
        assert_eq!(found(&["Skelvik sm\u{e4}ltverk", "Other"], "SMALT").len(), 1);
        assert_eq!(found(&names, ""), names);
        assert_eq!(found(&names, "zzz"), [""; 0]);
        assert_eq!(found(&names, &"yunnan ".repeat(20)), found(&names, "yunnan"));
        assert_eq!(found(&names, &"yunnan ".repeat(20_000)), [""; 0]);
    }

    #[test]
    fn what_is_called_so_comes_before_what_begins_so_before_what_holds_it() {
        let names = ["reexport", "to export", "export table", "export"];
        assert_eq!(found(&names, "export"), ["export", "export table", "to export", "reexport"]);
        assert_eq!(found(&["to undo", "undo to"], "undo to"), ["undo to", "to undo"]);
    }

    #[test]
    fn scattered_letters_fit_within_a_word_or_as_its_beginnings() {
        assert_eq!(found(&["Thaisarco", "Tokyo Sarco"], "thsrco"), ["Thaisarco"]);
        assert_eq!(found(&["more filters"], "mf"), ["more filters"]);
        assert_eq!(found(&["undo to here"], "uth"), ["undo to here"]);
        // Each letter stands somewhere.
        assert_eq!(found(&["Ohio Silver, Renewed Ore Union & Delta Ltd."], "overdue"), [""; 0]);
        assert_eq!(found(&["Novosibirsk Refinery", "undo"], "ndo"), ["undo"]);
    }

    #[test]
    fn what_else_is_said_counts_less_and_others_come_first() {
        let name = |name: &'static str, more: &'static str, is_behind| Nameable {
            more: more.into(),
            is_behind,
            ..Nameable::named(name)
        };
        let all = [
            name("Overdue Metals", "", true),
            name("filter", "suppliers that are overdue", false),
            name("Old Works", "not overdue", true),
            name("overdue only", "", false),
            name("filters", "superoverdue", false),
        ];
        let order = |typed| rank(&all, typed).into_iter().map(|(index, _)| index).collect::<Vec<_>>();
        assert_eq!(order("overdue"), [3, 0, 1, 2]);
    }

    #[test]
    fn the_letters_that_fit_are_told() {
        let told = |name: &str, typed: &str| rank_names([name].into_iter(), typed).pop().map(|(_, at)| at);
        assert_eq!(told("d\u{e9}j\u{e0}", "deja"), Some(vec![0, 1, 3, 4]));
        assert_eq!(told("more filters", "mf"), Some(vec![0, 5]));
    }
}
