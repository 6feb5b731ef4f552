//! Finding, among all names of the reference lists, those worth a closer look: equal keys, shared rare words, first
//! letters, and likeness by three letters at a time.

use super::grams::{Grams, likest};
use super::keys::{ByNumber, Pairs, number_of};
use super::name::{ParsedName, Vocabulary};
use super::words::Kind;
use crate::domain::Metal;

/// A name of the reference, indexed.
#[derive(Debug, Clone)]
pub(super) struct Indexed {
    /// The facility, by its place in the reference.
    pub facility: usize,
    pub written: String,
    pub source: NameSource,
    /// Whether `name` is only a part of what is written.
    pub is_part: bool,
    pub name: ParsedName,
}

/// Where a name of the reference comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameSource {
    /// It is a list's standard name.
    Standard,
    /// It is another name that a list gives.
    Alias,
    /// It was decided that it means the facility.
    Decided,
}

impl Indexed {
    pub fn is_standard(&self) -> bool {
        self.source == NameSource::Standard
    }
}

/// How many facilities have each word.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    /// By the number of a word: the facility counted last, and how many have it.
    words: ByNumber<(usize, usize)>,
    /// How much a word says, by how many facilities have it.
    by_count: Vec<f64>,
}

impl Rarity {
    /// Counts words, each once a facility; the names of a facility follow each other.
    pub fn of(names: &[Indexed], facilities: usize) -> Self {
        let mut words: ByNumber<(usize, usize)> = ByNumber::default();
        for indexed in names {
            for token in &indexed.name.tokens {
                let entry = words.entry(token.meaning).or_insert((usize::MAX, 0));
                if entry.0 != indexed.facility {
                    *entry = (indexed.facility, entry.1 + 1);
                }
            }
        }
        let most = words.values().map(|(_, with)| *with).max().unwrap_or(0);
        Self { words, by_count: (0..=most).map(|with| rarity(facilities, with)).collect() }
    }

    /// How much each word of a name says.
    pub fn weigh(&self, name: &mut ParsedName, metal: Option<Metal>) {
        let own = metal.map(|metal| number_of(&metal.name().to_ascii_lowercase()));
        for token in &mut name.tokens {
            // Another metal than the list's says something: a copper smelter that yields gold.
            let other = token.kind == Kind::Metal && own.is_some_and(|own| own != token.meaning);
            let length = match token.text.len() {
                0..2 => 0.2,
                2 => 0.6,
                _ => 1.0,
            };
            token.weight =
                self.rarity(token.meaning) * if other { 0.4 } else { of_kind(token.kind) } * length;
        }
    }

    fn rarity(&self, word: u64) -> f64 {
        let with = self.words.get(&word).map_or(0, |(_, with)| *with);
        self.by_count.get(with).copied().unwrap_or(1.0)
    }
}

/// 1 for a word that no facility has, less the more have it.
fn rarity(facilities: usize, with: usize) -> f64 {
    let n = facilities as f64 + 1.0;
    ((n / (with as f64 + 0.5)).ln() / (n / 0.5).ln()).max(0.05)
}

impl Vocabulary for Rarity {
    fn has(&self, word: u64) -> bool {
        self.words.contains_key(&word)
    }
}

/// How much a word of a kind says against a name of its own.
fn of_kind(kind: Kind) -> f64 {
    match kind {
        Kind::Brand => 1.0,
        Kind::Place => 0.5,
        Kind::Direction => 0.4,
        Kind::Generic => 0.25,
        Kind::Country | Kind::Metal => 0.2,
        Kind::Legal | Kind::Filler => 0.0,
    }
}

/// The names of one metal's facilities, to be found.
#[derive(Debug)]
pub(super) struct MetalIndex {
    grams: Grams,
    by_word: Pairs<u32>,
    by_initials: Pairs<u32>,
    by_key: Pairs<u32>,
    /// The names on it, as places in the reference's list.
    names: Vec<u32>,
}

/// Words and first letters that more names share say too little to look at each.
const COMMON: usize = 16;

impl MetalIndex {
    /// Indexes names.
    pub fn of(names: &[(u32, &ParsedName)]) -> Self {
        let (mut words, mut initials, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (_, name)) in (0_u32..).zip(names) {
            let own = name.tokens.iter().filter(|token| token.is_distinctive());
            words.extend(own.map(|token| (token.meaning, at)));
            keys.extend([name.strict, name.loose, name.core].map(|key| (key, at)));
            initials.extend(runs_of_initials(name).map(|run| (run, at)));
        }
        Self {
            grams: Grams::of(names.iter().map(|(_, name)| name.compact.as_slice())),
            by_word: Pairs::of(words),
            by_initials: Pairs::of(initials),
            by_key: Pairs::of(keys),
            names: names.iter().map(|(at, _)| *at).collect(),
        }
    }

    /// Whether a name has this key.
    pub fn has_name(&self, key: u64) -> bool {
        self.by_key.get(key).len() > 0
    }

    /// The names that have a word of their own.
    pub fn with_word(&self, word: u64) -> impl Iterator<Item = usize> {
        self.by_word.get(word).filter_map(|at| self.names.get(at as usize)).map(|at| *at as usize)
    }

    /// The names most like a query, with their likeness by three letters: at most `most` by likeness, and those that
    /// share a key, a rare word or first letters.
    pub fn find(&self, query: &ParsedName, most: usize) -> Vec<(usize, f64)> {
        let likeness = self.grams.likeness(&query.compact);
        let like = |at: u32| likeness.get(at as usize).copied().unwrap_or(0.0);
        let mut order = likest(&likeness, LEAST, most);
        order.extend(self.by_keys(query));
        order.sort_unstable();
        order.dedup();
        let global = |at: u32| self.names.get(at as usize).map(|at| *at as usize);
        order.into_iter().filter_map(|at| Some((global(at)?, f64::from(like(at))))).collect()
    }

    /// Whether a name is at least so much like a query by three letters.
    pub fn has_like(&self, query: &ParsedName, least: f64) -> bool {
        self.grams.has_like(&query.compact, least)
    }

    fn by_keys(&self, query: &ParsedName) -> Vec<u32> {
        let mut out = Vec::new();
        for key in [query.strict, query.loose, query.core] {
            out.extend(self.by_key.get(key));
        }
        for token in &query.tokens {
            let named = self.by_word.get(token.meaning);
            if named.len() <= COMMON {
                out.extend(named);
            }
            if (2..=6).contains(&token.text.len()) {
                out.extend(self.by_initials.get(packed(token.text.bytes())).take(COMMON));
            }
        }
        out
    }
}

/// Names less like the query than this have hardly anything in common with it.
const LEAST: f32 = 0.04;

/// Runs of first letters by which a name may be called: three and more of the first words, four and more anywhere.
fn runs_of_initials(name: &ParsedName) -> impl Iterator<Item = u64> {
    let initials = name.initials.as_slice();
    let most = initials.len().min(6);
    let first = (3..=most).filter_map(|n| initials.get(..n));
    let later = (4..=most).flat_map(|n| initials.windows(n).skip(1));
    first.chain(later).map(|run| packed(run.iter().map(|(initial, _)| *initial)))
}

/// Up to eight letters as a number.
fn packed(letters: impl Iterator<Item = u8>) -> u64 {
    letters.fold(0, |number, letter| number << 8 | u64::from(letter))
}
