//! The four conflict minerals.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::embedded;
use crate::text::fold;

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

    /// Reads the one metal that a text names and nothing else: by its name, symbol or ore, or several of them ("Gold (Au)",
    /// "Sn - Tin", "columbite-tantalite"), whatever the case and surrounding blanks or punctuation.
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = Self::parse_all(text).into_iter();
        all.next().filter(|_| all.next().is_none())
    }

    /// Reads every metal that a text names, in the text's order, each once; none when it says anything else ("Tin, Tantalum",
    /// "Gold / Tin").
    pub fn parse_all(text: &str) -> Vec<Self> {
        if text.len() > LONGEST {
            return Vec::new();
        }
        let folded = fold(text);
        let mut found: Vec<Self> = Vec::new();
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            match WORDS.by_word.get(word) {
                Some(metal) if found.contains(metal) => {}
                Some(metal) => found.push(*metal),
                None if WORDS.beside.contains(word) => {}
                None => return Vec::new(),
            }
        }
        found
    }
}

/// Longer texts name more than metals. In bytes.
const LONGEST: usize = 120;

/// `data/metal_words.ron` as it stands.
#[derive(Deserialize)]
struct Table {
    words: BTreeMap<Metal, Vec<String>>,
    beside: Vec<String>,
    between: Vec<String>,
}

/// The words of the table, the names and the symbols, folded.
struct MetalWords {
    by_word: HashMap<String, Metal>,
    beside: HashSet<String>,
}

static WORDS: LazyLock<MetalWords> = LazyLock::new(|| {
    let table: Table = embedded("data/metal_words.ron", include_str!("../../data/metal_words.ron"));
    let own = Metal::ALL.into_iter().flat_map(|metal| [(metal.name(), metal), (metal.symbol(), metal)]);
    let more = table.words.iter().flat_map(|(metal, words)| words.iter().map(|word| (word.as_str(), *metal)));
    MetalWords {
        by_word: own.chain(more).map(|(word, metal)| (fold(word), metal)).collect(),
        beside: table.beside.iter().chain(&table.between).map(|word| fold(word)).collect(),
    }
});

impl std::fmt::Display for Metal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metal_is_known_by_name_symbol_and_ore() {
        for (text, metal) in [
            (" gold* ", Metal::Gold),
            ("Gold (Au)", Metal::Gold),
            ("Sn - Tin", Metal::Tin),
            ("Cassiterite (tin ore)", Metal::Tin),
            ("columbite-tantalite", Metal::Tantalum),
            ("W", Metal::Tungsten),
        ] {
            assert_eq!(Metal::parse(text), Some(metal), "{text}");
        }
        for text in ["", "ore", "Gold, Tin", "Golden", "Gold Refinery", "Copper"] {
            assert_eq!(Metal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn several_metals_are_read_in_their_order() {
        assert_eq!(Metal::parse_all("Tin, Tantalum"), [Metal::Tin, Metal::Tantalum]);
        assert_eq!(Metal::parse_all("Gold (Au) and Tin (Sn)"), [Metal::Gold, Metal::Tin]);
        assert_eq!(Metal::parse_all("Gold and copper"), []);
    }
}
