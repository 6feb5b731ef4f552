//! Words and names as numbers, and lists of what bears them.

use std::hash::{BuildHasherDefault, Hasher};

/// A hash map whose keys are numbers of words already.
pub(super) type ByNumber<T> = std::collections::HashMap<u64, T, BuildHasherDefault<Same>>;

/// Takes a number for its own hash.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0 ^ START, |hash, b| step(hash, *b));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, b: u8) -> u64 {
    (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
}

/// The number of a word (FNV-1a): equal words have equal ones, different ones practically never.
pub(super) fn number_of(word: &str) -> u64 {
    number_of_all(std::iter::once(word))
}

/// The number of words written together.
pub(super) fn number_of_all<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    words.into_iter().flat_map(str::bytes).fold(START, step)
}

/// The numbers of a word's beginnings by how many letters they have, from none to all.
pub(super) fn numbers_of_starts(word: &str) -> Vec<u64> {
    let mut out = Vec::with_capacity(word.len() + 1);
    out.push(START);
    let mut hash = START;
    out.extend(word.bytes().map(|b| {
        hash = step(hash, b);
        hash
    }));
    out
}

/// Numbers with what bears them, to be looked up when all are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pairs<T>(Vec<(u64, T)>);

impl<T: Copy + Ord> Pairs<T> {
    /// Takes pairs in any order; each is held once.
    pub fn of(mut pairs: Vec<(u64, T)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// What bears a number, in order.
    pub fn get(&self, key: u64) -> impl ExactSizeIterator<Item = T> {
        let from = self.0.partition_point(|(other, _)| *other < key);
        let rest = self.0.get(from..).unwrap_or_default();
        let n = rest.partition_point(|(other, _)| *other == key);
        rest.get(..n).unwrap_or_default().iter().map(|(_, held)| *held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bears_a_number_is_found() {
        let pairs = Pairs::of(vec![(2, 'b'), (1, 'a'), (2, 'c'), (2, 'b')]);
        assert_eq!(pairs.get(2).collect::<String>(), "bc");
        assert_eq!(pairs.get(3).len(), 0);
        assert_eq!(number_of_all(["ab", "c"]), number_of("abc"));
        assert_eq!(numbers_of_starts("ab"), [number_of(""), number_of("a"), number_of("ab")]);
    }
}
