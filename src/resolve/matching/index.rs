//! Finding, among all names of the reference lists, those worth a closer look: equal keys, shared rare words, first
//! letters, and likeness by three letters at a time.

use std::collections::{BTreeSet, HashMap};

use super::name::{Name, Vocabulary};
use super::words::Kind;
use crate::domain::Metal;

/// A name of the reference, indexed.
#[derive(Debug, Clone)]
pub(super) struct Indexed {
    /// The facility, by its place in the reference.
    pub facility: usize,
    pub written: String,
    pub is_standard: bool,
    /// Whether `name` is only a part of what is written.
    pub is_part: bool,
    pub name: Name,
}

/// How many facilities have each word.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    facilities: usize,
    words: HashMap<String, usize>,
}

impl Rarity {
    /// Counts words, each once a facility.
    pub fn of(names: &[Indexed], facilities: usize) -> Self {
        let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
        for indexed in names {
            for token in &indexed.name.tokens {
                let entry = seen.entry(&token.canon).or_insert((usize::MAX, 0));
                if entry.0 != indexed.facility {
                    *entry = (indexed.facility, entry.1 + 1);
                }
            }
        }
        Self { facilities, words: seen.into_iter().map(|(word, (_, n))| (word.to_owned(), n)).collect() }
    }

    /// How much each word of a name says.
    pub fn weigh(&self, name: &mut Name, metal: Option<Metal>) {
        let own = metal.map(|metal| metal.name().to_ascii_lowercase());
        for token in &mut name.tokens {
            // Another metal than the list's says something: a copper smelter that yields gold.
            let other = token.kind == Kind::Metal && own.as_ref().is_some_and(|own| *own != token.canon);
            let length = match token.text.len() {
                0..2 => 0.2,
                2 => 0.6,
                _ => 1.0,
            };
            token.weight = self.rarity(&token.canon) * if other { 0.4 } else { of_kind(token.kind) } * length;
        }
    }

    /// 1 for a word that no facility has, less the more have it.
    fn rarity(&self, word: &str) -> f64 {
        let n = self.facilities as f64 + 1.0;
        let with = self.words.get(word).copied().unwrap_or(0) as f64;
        ((n / (with + 0.5)).ln() / (n / 0.5).ln()).max(0.05)
    }
}

impl Vocabulary for Rarity {
    fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
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

/// Three letters in a row, the ends of the name being letters too.
fn grams(letters: &[u8]) -> BTreeSet<[u8; 3]> {
    let padded: Vec<u8> = std::iter::once(b'^').chain(letters.iter().copied()).chain([b'$']).collect();
    padded.windows(3).filter_map(|window| window.try_into().ok()).collect()
}

/// The names of one metal's facilities, to be found.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// By three letters: the names that have them, with their share of the name's length.
    by_gram: HashMap<[u8; 3], Vec<(u32, f32)>>,
    by_word: HashMap<String, Vec<u32>>,
    by_initials: HashMap<Vec<u8>, Vec<u32>>,
    by_key: HashMap<String, Vec<u32>>,
    /// The names on it, as places in the reference's list.
    names: Vec<u32>,
}

impl Shelf {
    /// Indexes names.
    pub fn of(names: &[(u32, &Name)]) -> Self {
        let mut out = Self { names: names.iter().map(|(at, _)| *at).collect(), ..Self::default() };
        let sets: Vec<BTreeSet<[u8; 3]>> = names.iter().map(|(_, name)| grams(&name.compact)).collect();
        let mut count: HashMap<[u8; 3], usize> = HashMap::new();
        for gram in sets.iter().flatten() {
            *count.entry(*gram).or_insert(0) += 1;
        }
        for ((at, (_, name)), set) in (0_u32..).zip(names).zip(&sets) {
            let weight = |gram: &[u8; 3]| rarity(names.len(), count.get(gram).copied().unwrap_or(0));
            let length = set.iter().map(|gram| weight(gram).powi(2)).sum::<f32>().sqrt();
            for gram in set {
                out.by_gram.entry(*gram).or_default().push((at, weight(gram) / length));
            }
            out.add_keys(at, name);
        }
        out
    }

    fn add_keys(&mut self, at: u32, name: &Name) {
        let words: BTreeSet<&str> =
            name.tokens.iter().filter(|t| t.is_distinctive()).map(|token| token.canon.as_str()).collect();
        for word in words {
            self.by_word.entry(word.to_owned()).or_default().push(at);
        }
        let keys: BTreeSet<&str> = [name.strict.as_str(), &name.loose, &name.core].into();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            self.by_key.entry(key.to_owned()).or_default().push(at);
        }
        let initials: Vec<u8> = name.initials.iter().map(|(initial, _)| *initial).collect();
        let starts = (3..=initials.len().min(6)).filter_map(|n| initials.get(..n));
        let inner = (4..=initials.len().min(6)).flat_map(|n| initials.windows(n).skip(1));
        let runs: BTreeSet<&[u8]> = starts.chain(inner).collect();
        for run in runs {
            self.by_initials.entry(run.to_vec()).or_default().push(at);
        }
    }

    /// The names that have a word of their own.
    pub fn with_word(&self, word: &str) -> impl Iterator<Item = usize> {
        let names = self.by_word.get(word).into_iter().flatten();
        names.filter_map(|at| self.names.get(*at as usize)).map(|at| *at as usize)
    }

    /// The names most like a query, with their likeness by three letters, best first; at most `most` by likeness
    /// and those that share a key, a rare word or first letters.
    pub fn find(&self, query: &Name, most: usize) -> Vec<(usize, f64)> {
        let likeness = self.likeness(query);
        let mut order: Vec<u32> = (0_u32..).zip(&likeness).filter(|(_, like)| **like > 0.04).map(|(at, _)| at).collect();
        let like = |at: u32| likeness.get(at as usize).copied().unwrap_or(0.0);
        order.sort_by(|a, b| like(*b).total_cmp(&like(*a)).then(a.cmp(b)));
        order.truncate(most);
        let mut taken: BTreeSet<u32> = order.iter().copied().collect();
        for at in self.by_keys(query) {
            if taken.insert(at) {
                order.push(at);
            }
        }
        let global = |at: u32| self.names.get(at as usize).map(|at| *at as usize);
        order.into_iter().filter_map(|at| Some((global(at)?, f64::from(like(at))))).collect()
    }

    fn by_keys(&self, query: &Name) -> Vec<u32> {
        let mut out = Vec::new();
        for key in [&query.strict, &query.loose, &query.core] {
            out.extend(self.by_key.get(key).into_iter().flatten().copied());
        }
        for token in &query.tokens {
            let named = self.by_word.get(&token.canon).filter(|names| names.len() <= 40);
            out.extend(named.into_iter().flatten().copied());
            if (2..=6).contains(&token.text.len()) {
                out.extend(self.by_initials.get(token.text.as_bytes()).into_iter().flatten().take(40).copied());
            }
        }
        out
    }

    fn likeness(&self, query: &Name) -> Vec<f32> {
        let mut out = vec![0.0_f32; self.names.len()];
        let set = grams(&query.compact);
        let weight = |gram: &[u8; 3]| rarity(self.names.len(), self.by_gram.get(gram).map_or(0, Vec::len));
        let length = set.iter().map(|gram| weight(gram).powi(2)).sum::<f32>().sqrt();
        for gram in &set {
            let Some(names) = self.by_gram.get(gram) else { continue };
            let share = weight(gram) / length;
            for (at, of_name) in names {
                if let Some(slot) = out.get_mut(*at as usize) {
                    *slot += share * of_name;
                }
            }
        }
        out
    }
}

fn rarity(all: usize, with: usize) -> f32 {
    ((all as f32 + 1.0) / (with as f32 + 1.0)).ln() + 0.3
}
