//! Type-ahead search in pickers, palette and completion, behind a trait of our own.
//!
//! Good for finding a thing one knows in a short list. Never used to decide which facility a name means.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

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

/// A candidate that fits: its index, and the byte positions that do.
pub type Ranked = (usize, Vec<usize>);

/// The most characters that are looked for: no name or sentence that is offered has as many, and a letter more costs every
/// candidate its own length.
const LONGEST: usize = 128;

/// The most characters that are looked at, words that are typed twice included.
const TYPED: usize = 2 * LONGEST;

/// The candidates that fit, best first; equal ones in their own order. All of them when nothing is typed, none when more is
/// typed than is ever looked for.
///
/// Where candidates hold the typed words as they are, those that only hold their letters are left out.
pub fn rank<'a>(candidates: impl Iterator<Item = &'a str>, typed: &str) -> Vec<Ranked> {
    let typed = typed.trim();
    if typed.chars().nth(TYPED).is_some() {
        return Vec::new();
    }
    let typed = once_each(typed);
    if typed.chars().nth(LONGEST).is_some() {
        return Vec::new();
    }
    let matcher = Skim::default();
    let words = crate::text::words(&typed);
    let holds = |text: &str| {
        let folded = crate::text::fold(text);
        words.iter().all(|word| folded.contains(word.as_str()))
    };
    let mut some_hold = false;
    let mut scored: Vec<(bool, i64, usize, Vec<usize>)> = Vec::new();
    for (index, text) in candidates.enumerate() {
        let as_is = holds(text);
        // What holds the words once accents are taken away fits as well, though no letters can be shown for it.
        let found = matcher.score(text, &typed).or_else(|| as_is.then(|| (0, Vec::new())));
        if let Some((score, positions)) = found {
            some_hold |= as_is;
            scored.push((as_is, score, index, positions));
        }
    }
    scored.retain(|(as_is, ..)| *as_is || !some_hold);
    let plain = scored.into_iter().map(|(_, score, index, positions)| (score, index, positions));
    let mut ranked: Vec<(i64, usize, Vec<usize>)> = plain.collect();
    ranked.sort_by_key(|(score, index, _)| (Reverse(*score), *index));
    ranked.into_iter().map(|(_, index, positions)| (index, positions)).collect()
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
    use super::rank;

    #[test]
    fn words_are_found_in_any_order() {
        let names = ["Tin Smelting Branch of Yunnan Tin", "Yunnan Chengfeng Non-ferrous", "PT Timah"];
        let found =
            |typed: &str| rank(names.iter().copied(), typed).into_iter().map(|(i, _)| i).collect::<Vec<_>>();
        assert_eq!(found("branch yunnan"), [0]);
        assert_eq!(found("BRANCH"), [0]);
        assert_eq!(rank(["Skelvik sm\u{e4}ltverk", "Other"].into_iter(), "SMALT").len(), 1);
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("zzz"), Vec::<usize>::new());
        assert_eq!(found(&"yunnan ".repeat(20)), found("yunnan"));
        assert_eq!(found(&"yunnan ".repeat(20_000)), Vec::<usize>::new());
    }
}
