//! What stands for no smelter where a smelter list asks for one (`data/cmrt/row_words.ron`).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::embedded;
use crate::text::plain_words;

/// An entry of the look-up list that stands for no smelter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Special {
    /// "Smelter not listed": the supplier knows the smelter, the list does not.
    NotListed,
    /// "Smelter not yet identified": the supplier does not know the smelter.
    NotYetIdentified,
}

impl Special {
    /// Reads a look-up name: in English as every official template has it, in other words or another language.
    pub fn of(text: &str) -> Option<Self> {
        match WORDS.read(text)? {
            Meaning::Special(special) => Some(special),
            Meaning::Filler => None,
        }
    }
}

/// Whether a text in the place of a smelter's name or ID is blank or only fills the cell ("N/A", "unknown", "-", "xxx").
pub fn is_filler(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = signs.next() else { return true };
    let is_repeated = first.is_ascii() && signs.all(|c| c.eq_ignore_ascii_case(&first));
    is_repeated || WORDS.read(text) == Some(Meaning::Filler)
}

/// What such a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Special(Special),
    Filler,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    not_listed: Vec<String>,
    not_yet_identified: Vec<String>,
    fillers: Vec<String>,
    smelters: Vec<String>,
    beside: Vec<String>,
}

struct Words {
    /// By what is left of an entry.
    meanings: HashMap<String, Meaning>,
    /// Latin words that are passed over.
    passed: HashSet<String>,
    /// Texts of East Asia that are passed over, the longest first.
    passed_within: Vec<String>,
    /// The first words of everything that means something: most names begin otherwise.
    first: HashSet<String>,
    /// What these begin with, and nothing.
    beginnings: HashSet<(u8, u8)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let written: Written =
        embedded("data/cmrt/row_words.ron", include_str!("../../../data/cmrt/row_words.ron"));
    let passed: Vec<String> =
        written.smelters.iter().chain(&written.beside).map(|word| joined(&plain_words(word))).collect();
    let (latin, mut within): (Vec<String>, Vec<String>) =
        passed.into_iter().partition(|word| word.is_ascii());
    within.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut words = Words {
        meanings: HashMap::new(),
        first: latin.iter().cloned().collect(),
        beginnings: HashSet::new(),
        passed: latin.into_iter().collect(),
        passed_within: within,
    };
    words.add(&written.not_listed, Meaning::Special(Special::NotListed));
    words.add(&written.not_yet_identified, Meaning::Special(Special::NotYetIdentified));
    words.add(&written.fillers, Meaning::Filler);
    let first = words.first.iter().map(String::as_str).chain([""]);
    words.beginnings = first.map(|word| beginning(word.bytes())).collect();
    words
});

/// A longer text is a name or a remark, in bytes.
const LONGEST: usize = 160;

impl Words {
    fn add(&mut self, entries: &[String], meaning: Meaning) {
        for entry in entries {
            self.first.extend(plain_words(entry).into_iter().next());
            let left = self.left(entry);
            self.meanings.entry(left).or_insert(meaning);
        }
    }

    /// What is left of a text without the words that are passed over.
    fn left(&self, text: &str) -> String {
        let words: Vec<String> =
            plain_words(text).into_iter().filter(|word| !self.passed.contains(word)).collect();
        let whole = joined(&words);
        if whole.is_ascii() {
            return whole;
        }
        let left = self.passed_within.iter().fold(whole, |left, word| left.replace(word.as_str(), ""));
        left.trim().to_owned()
    }

    fn read(&self, text: &str) -> Option<Meaning> {
        if text.len() > LONGEST || !self.may_mean(text) {
            return None;
        }
        match self.left(text).as_str() {
            "" => Some(Meaning::Filler),
            left => self.meanings.get(left).copied(),
        }
    }

    /// Whether a text begins as one that means something.
    fn may_mean(&self, text: &str) -> bool {
        let is_in_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'\'');
        let from_first = || text.bytes().skip_while(|b| !b.is_ascii_alphanumeric());
        let letters = || from_first().take_while(is_in_word).filter(u8::is_ascii_alphanumeric);
        if !text.is_ascii() {
            return true;
        }
        if !self.beginnings.contains(&beginning(letters())) {
            return false;
        }
        let word: String = letters().map(|b| char::from(b.to_ascii_lowercase())).collect();
        word.is_empty() || self.first.contains(&word)
    }
}

/// The first two letters of a word in small letters, by which most are told from those that mean something.
fn beginning(mut letters: impl Iterator<Item = u8>) -> (u8, u8) {
    let mut next = || letters.next().map_or(0, |b| b.to_ascii_lowercase());
    (next(), next())
}

/// Words with a blank between where one of them is Latin: the scripts of East Asia do without, or are written with and without.
fn joined(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        let is_latin = word.is_ascii() || out.chars().next_back().is_some_and(|c| c.is_ascii());
        if is_latin && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_for_no_smelter_are_known_in_many_words() {
        let (listed, identified) = (Some(Special::NotListed), Some(Special::NotYetIdentified));
        for (special, texts) in [
            (
                listed,
                &[
                    "Smelter not listed",
                    " smelter  NOT listed ",
                    "Not listed",
                    "Refiner not listed",
                    "Smelter is not in the list",
                    "Smelter Not Listed*",
                    "Smelter/Refiner not listed",
                    "Other",
                    "\u{51b6}\u{70bc}\u{5382}\u{672a}\u{5217}\u{51fa}",
                    "\u{672a}\u{5217}\u{51fa}\u{7684}\u{51b6}\u{70bc}\u{5382}",
                    "\u{51b6}\u{7149}\u{5ee0}\u{672a}\u{5217}\u{51fa}",
                    "\u{88fd}\u{932c}\u{6240}\u{304c}\u{30ea}\u{30b9}\u{30c8}\u{306b}\u{306a}\u{3044}",
                    "\u{c81c}\u{b828}\u{c18c} \u{baa9}\u{b85d}\u{c5d0} \u{c5c6}\u{c74c}",
                    "Fonderie non r\u{e9}pertori\u{e9}e",
                    "FONDERIE NON REPERTORIEE",
                    "Schmelzh\u{fc}tte nicht aufgef\u{fc}hrt",
                    "Fundici\u{f3}n no listada",
                    "Fundi\u{e7}\u{e3}o n\u{e3}o listada",
                    "Fonderia non elencata",
                    "\u{130}zabe tesisi listede yok",
                ][..],
            ),
            (
                identified,
                &[
                    "Smelter not yet identified",
                    "not yet identified",
                    "Not identified",
                    "\u{51b6}\u{70bc}\u{5382}\u{5c1a}\u{672a}\u{786e}\u{8ba4}",
                    "Noch nicht identifiziert",
                    "Fonderie pas encore identifi\u{e9}e",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(Special::of(text), special, "{text}");
                assert!(!is_filler(text), "{text}");
            }
        }
        for name in [
            "Aurora Refining AG",
            "Listed Metals Ltd.",
            "New Aurora Smelter",
            "",
            "Other Metals Co.",
            "Unknown",
        ] {
            assert_eq!(Special::of(name), None, "{name}");
        }
    }

    #[test]
    fn what_only_fills_the_cell_is_no_name() {
        for text in [
            "",
            " ",
            "-",
            "--",
            "?",
            "???",
            "N/A",
            "n.a.",
            "NA",
            "#N/A",
            "TBD",
            "None",
            "Unknown",
            "unknown smelter",
            "Smelter unknown",
            "Smelter name",
            "xxx",
            "0",
            "00",
            "X",
            "(unknown)",
            "\u{65e0}",
            "\u{7121}",
            "\u{306a}\u{3057}",
            "\u{4e0d}\u{660e}",
            "\u{c5c6}\u{c74c}",
            "Unbekannt",
            "k. A.",
            "Inconnu",
            "N/D",
            "bilinmiyor",
            "\u{2014}",
        ] {
            assert!(is_filler(text), "{text}");
            assert_eq!(Special::of(text), None, "{text}");
        }
        for name in [
            "Aurora",
            "AA Metals",
            "3M",
            "Nathan Gold",
            "CID900001",
            "\u{91d1}\u{91d1}",
            "None Such Gold Ltd.",
            "Na Refining Co.",
        ] {
            assert!(!is_filler(name), "{name}");
        }
    }
}
