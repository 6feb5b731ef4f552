//! Totals by metal that the prose states of its own list: "106 gold refiners, 70 tin smelters".

use std::collections::BTreeSet;

use super::phrase::PHRASES;
use super::sets::{ProseOfList, inexact_counts, metal_of};
use super::words::{ProseSentence, Word};
use crate::domain::Metal;

/// So many words behind the metal, one of them is what is counted.
const NEAR: usize = 3;

/// How many facilities of a metal the prose counts, and the line on which it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetalTotal {
    pub metal: Metal,
    pub count: u32,
    pub line: u32,
}

/// The totals by metal of the prose, in its order. A sentence that also speaks of statuses counts parts of a metal.
pub fn metal_totals(sentences: &[ProseSentence]) -> Vec<MetalTotal> {
    let mut of_list = ProseOfList::new(sentences);
    let mut found = Vec::new();
    for sentence in sentences {
        let words = of_list.of(sentence, false);
        let is_of_status = PHRASES.of_status.iter().any(|pattern| pattern.find(&sentence.words).is_some());
        if !is_of_status && words.iter().any(is_facility) {
            found.extend(in_sentence(words));
        }
    }
    found
}

fn is_facility(word: &Word) -> bool {
    PHRASES.facility.contains(&word.text)
}

fn in_sentence(words: &[Word]) -> Vec<MetalTotal> {
    let inexact: BTreeSet<usize> = inexact_counts(words).collect();
    let metals: BTreeSet<Metal> = words.iter().filter_map(metal_of).collect();
    let parts_all = metals.len() == Metal::ALL.len();
    let total = |(at, word): (usize, &Word)| {
        let metal = metal_of(words.get(at + 1)?)?;
        let behind = words.iter().skip(at + 2).take(NEAR).take_while(|word| word.number.is_none());
        let is_one_metal = behind.clone().all(|word| metal_of(word).is_none());
        let counts = parts_all || behind.into_iter().any(is_facility);
        let count = word.number.filter(|_| is_one_metal && counts && !inexact.contains(&at))?;
        Some(MetalTotal { metal, count, line: word.line })
    };
    words.iter().enumerate().filter_map(total).collect()
}

#[cfg(test)]
mod tests {
    use super::super::words::Sentences;
    use super::*;

    fn found(text: &str) -> Vec<(Metal, u32)> {
        let mut all = Sentences::default();
        all.line(1, text);
        metal_totals(&all.finish()).into_iter().map(|total| (total.metal, total.count)).collect()
    }

    #[test]
    fn totals_by_metal_are_read() {
        let all = [(Metal::Gold, 106), (Metal::Tin, 70), (Metal::Tungsten, 39), (Metal::Tantalum, 34)];
        for text in [
            "Suppliers named 106 gold refiners, 70 tin smelters, 39 tungsten smelters and 34 tantalum smelters.",
            "The smelters are 106 gold, 70 tin, 39 tungsten and 34 tantalum facilities.",
        ] {
            assert_eq!(found(text), all, "{text}");
        }
        assert_eq!(found("In 2022 we list 12 gold refiners."), [(Metal::Gold, 12)]);
    }

    #[test]
    fn parts_of_a_metal_are_no_totals() {
        for text in [
            "Of these, 90 gold refiners are conformant.",
            "At least 12 gold refiners were named.",
            "In the prior year, suppliers named 98 gold refiners.",
            "3 gold refiners are located in China.",
            "Suppliers named 40 tin and tungsten smelters.",
            "Our 12 gold suppliers named smelters.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
