//! The four conflict minerals.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::embedded;
use crate::text::plain_words;

/// A 3TG metal, in the order in which a CMRT asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Metal {
    /// From columbite-tantalite.
    Tantalum,
    /// From cassiterite.
    Tin,
    Gold,
    /// From wolframite.
    Tungsten,
}

impl Metal {
    /// All four, in CMRT order.
    pub const ALL: [Self; 4] = [Self::Tantalum, Self::Tin, Self::Gold, Self::Tungsten];

    /// Its letter in pickers: the second of its word, which no two share.
    pub fn letter(self) -> char {
        match self {
            Self::Tantalum => 'a',
            Self::Tin => 'i',
            Self::Gold => 'g',
            Self::Tungsten => 'u',
        }
    }

    /// The English word, capitalised.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tantalum => "Tantalum",
            Self::Tin => "Tin",
            Self::Gold => "Gold",
            Self::Tungsten => "Tungsten",
        }
    }

    /// The chemical symbol.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Tantalum => "Ta",
            Self::Tin => "Sn",
            Self::Gold => "Au",
            Self::Tungsten => "W",
        }
    }

    /// Reads a metal's name, symbol or ore in any language of the CMRT, alone or beside each other ("Au - Gold", "Gold
    /// (Au)"), whatever their case, accents and punctuation. Two metals are none.
    pub fn parse(text: &str) -> Option<Self> {
        WORDS.read(text, |word| WORDS.words.get(word).copied())
    }

    /// Every metal that a text names, in its order, each once; none when it says anything else ("Tin, Tantalum", "Gold and Tin").
    pub fn parse_all(text: &str) -> Vec<Self> {
        WORDS.read_all(text, true, |word| WORDS.words.get(word).copied())
    }

    /// The same as [`Metal::parse`] for the cell of a column of metals, where also words are read that elsewhere are none ("Or").
    pub fn asked(text: &str) -> Option<Self> {
        WORDS.read(text, |word| WORDS.words.get(word).or_else(|| WORDS.asked.get(word)).copied())
    }
}

/// `data/metals.ron`, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: BTreeMap<Metal, Vec<String>>,
    asked: BTreeMap<Metal, Vec<String>>,
    beside: Vec<String>,
    between: Vec<String>,
}

/// The same as it is looked up: each entry in its plain words.
struct Words {
    words: HashMap<String, Metal>,
    asked: HashMap<String, Metal>,
    beside: HashSet<String>,
    between: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let written: Written = embedded("data/metals.ron", include_str!("../../data/metals.ron"));
    Words {
        words: by_word(&written.words),
        asked: by_word(&written.asked),
        beside: written.beside.iter().map(|word| plain(word)).collect(),
        between: written.between.iter().map(|word| plain(word)).collect(),
    }
});

fn plain(text: &str) -> String {
    plain_words(text).join(" ")
}

fn by_word(written: &BTreeMap<Metal, Vec<String>>) -> HashMap<String, Metal> {
    written.iter().flat_map(|(metal, words)| words.iter().map(|word| (plain(word), *metal))).collect()
}

/// Longer texts are no metal's name, in bytes.
const LONGEST: usize = 100;

impl Words {
    /// The one metal of a text.
    fn read(&self, text: &str, known: impl Fn(&str) -> Option<Metal>) -> Option<Metal> {
        match self.read_all(text, false, known).as_slice() {
            [metal] => Some(*metal),
            [] | [_, _, ..] => None,
        }
    }

    /// The metals of a text that has nothing but their names and what may stand beside them, footnotes' numbers among that, and
    /// between them, where that is asked for.
    fn read_all(&self, text: &str, between: bool, known: impl Fn(&str) -> Option<Metal>) -> Vec<Metal> {
        if text.len() > LONGEST {
            return Vec::new();
        }
        let words = plain_words(text);
        let is_beside = |word: &str| {
            let is_number = word.len() == 1 && word.bytes().all(|b| b.is_ascii_digit());
            is_number || self.beside.contains(word) || (between && self.between.contains(word))
        };
        let (mut rest, mut found) = (words.as_slice(), Vec::new());
        while let Some(first) = rest.first() {
            // A name may have two words.
            let named = [2, 1].into_iter().find_map(|n| Some((known(&rest.get(..n)?.join(" "))?, n)));
            let taken = match named {
                Some((metal, n)) => {
                    if !found.contains(&metal) {
                        found.push(metal);
                    }
                    n
                }
                None if is_beside(first) => 1,
                None => return Vec::new(),
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        found
    }
}

impl std::fmt::Display for Metal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metal_is_read_in_every_language_with_its_symbol_anywhere() {
        for (metal, texts) in [
            (Metal::Tungsten, &["\u{93a2}", "Tungsten (W)", "W", "Wolframio", "tungstene", "TUNGSTEN*"][..]),
            (
                Metal::Tantalum,
                &[
                    "\u{926d}",
                    "T\u{e1}ntalo",
                    "Ta/Tantalum",
                    "\u{ff80}\u{ff9d}\u{ff80}\u{ff99}",
                    "Columbite-tantalite (coltan)",
                ],
            ),
            (
                Metal::Tin,
                &[
                    "\u{30b9}\u{30ba}",
                    "Etain",
                    "\u{c9}TAIN",
                    "Sn - Tin",
                    "\u{932b}/Tin",
                    "Tin (1)",
                    "Esta\u{f1}o",
                ],
            ),
            (
                Metal::Gold,
                &[
                    "Gold / Au",
                    "gold(Au)",
                    "Au",
                    "\u{91d1} Gold",
                    "\u{91d1}Gold",
                    "Alt\u{131}n",
                    "ALTIN",
                    "[Au] Gold",
                    "Gold ore",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(Metal::parse(text), Some(metal), "{text}");
                assert_eq!(Metal::asked(text), Some(metal), "{text}");
            }
        }
        for text in [
            "Gold and Tin",
            "Gold/Sn",
            "Wolfrm",
            "Silver",
            "",
            "Golden",
            "Gold Refinery",
            "1",
            "ore",
            "\u{30ab}",
        ] {
            assert_eq!(Metal::asked(text), None, "{text}");
        }
        assert_eq!((Metal::parse("or"), Metal::asked("Or")), (None, Some(Metal::Gold)));
    }

    #[test]
    fn several_metals_are_read_in_their_order() {
        assert_eq!(Metal::parse_all("Tin, Tantalum"), [Metal::Tin, Metal::Tantalum]);
        assert_eq!(Metal::parse_all("Gold (Au) and Tin (Sn)"), [Metal::Gold, Metal::Tin]);
        assert_eq!(Metal::parse_all("Gold and copper"), []);
        assert_eq!(Metal::parse_all("Cassiterite (tin ore)"), [Metal::Tin]);
        assert_eq!(Metal::parse("Gold (Au) or Tin (Sn)"), None);
    }

    #[test]
    fn no_two_metals_share_a_word() {
        let written: Written = embedded("data/metals.ron", include_str!("../../data/metals.ron"));
        let mut known = HashMap::new();
        for (metal, words) in written.words.iter().chain(&written.asked) {
            for word in words {
                assert_eq!(*known.entry(plain(word)).or_insert(*metal), *metal, "{word}");
            }
        }
    }
}
