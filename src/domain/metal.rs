//! The four conflict minerals.

use serde::{Deserialize, Serialize};

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

    /// Reads a metal's name or symbol, whatever its case and surrounding blanks or punctuation.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = crate::text::fold(text);
        Self::ALL
            .into_iter()
            .find(|m| folded == m.name().to_lowercase() || folded == m.symbol().to_lowercase())
    }
}

impl std::fmt::Display for Metal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
