//! What of a name remains when typography, legal forms and the smallest words are taken away.

use super::keys::{number_of, number_of_all};
use super::name::{NoWords, ParsedName};
use super::words::{Kind, Words};
use crate::domain::Country;

/// Words that are left out or put in by taste, or stand for the sign `&`.
const SMALL: [&str; 5] = ["and", "et", "of", "the", "und"];

/// A name as a number: names with one number are the same company's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearName {
    /// All words that are neither legal forms nor small ones, in their order.
    pub whole: u64,
    /// The same without a country at the end, and that country.
    pub bare: Option<(u64, Country)>,
}

/// What remains of a name. Unlike the matcher it compares words as they are written, not by meaning: a mine is no mining
/// company, and who trades in something does not smelt it. None for a name without a word of its own.
pub fn near_name(name: &str) -> Option<NearName> {
    let parsed = ParsedName::parse(name, &NoWords);
    if !parsed.can_stand_alone() {
        return None;
    }
    let meaning = |word: &str| Words::get().meaning(number_of(word));
    let is_legal = |word: &str| meaning(word).is_some_and(|meaning| meaning.kind == Kind::Legal);
    let words: Vec<&str> =
        parsed.said.split(' ').filter(|word| !is_legal(word) && !SMALL.contains(word)).collect();
    let bare = words.split_last().filter(|(_, others)| !others.is_empty()).and_then(|(last, others)| {
        let country = meaning(last).filter(|meaning| meaning.kind == Kind::Country)?.country?;
        Some((number_of_all(others.iter().copied()), country))
    });
    Some(NearName { whole: number_of_all(words), bare })
}
