//! Finding, among all names of the reference lists, those worth a closer look: equal keys, shared rare words, first
//! letters, and likeness by three letters at a time.

use super::keys::{ByNumber, Pairs, number_of};
use super::name::{Name, Vocabulary};
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
    pub name: Name,
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
    facilities: usize,
    /// By the number of a word: the facility counted last, and how many have it.
    words: ByNumber<(usize, usize)>,
}

impl Rarity {
    /// Counts words, each once a facility; the names of a facility follow each other. Words of decided names are
    /// known and not counted, so that no decision moves the weights of other names.
    pub fn of(names: &[Indexed], facilities: usize) -> Self {
        let mut words: ByNumber<(usize, usize)> = ByNumber::default();
        for indexed in names {
            for token in &indexed.name.tokens {
                let entry = words.entry(token.meaning).or_insert((usize::MAX, 0));
                if indexed.source != NameSource::Decided && entry.0 != indexed.facility {
                    *entry = (indexed.facility, entry.1 + 1);
                }
            }
        }
        Self { facilities, words }
    }

    /// How much each word of a name says.
    pub fn weigh(&self, name: &mut Name, metal: Option<Metal>) {
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

    /// 1 for a word that no facility has, less the more have it.
    fn rarity(&self, word: u64) -> f64 {
        let n = self.facilities as f64 + 1.0;
        let with = self.words.get(&word).map_or(0, |(_, with)| *with) as f64;
        ((n / (with + 0.5)).ln() / (n / 0.5).ln()).max(0.05)
    }
}

impl Vocabulary for Rarity {
    fn has(&self, word: &str) -> bool {
        self.words.contains_key(&number_of(word))
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

/// How many letters there are: the two ends of a name, digits, `a` to `z`.
const ALPHABET: u16 = 38;

/// How many runs of three letters there are.
const GRAMS: usize = 38 * 38 * 38;

fn place_of(letter: u8) -> u16 {
    match letter {
        b'0'..=b'9' => u16::from(letter - b'0') + 2,
        b'a'..=b'z' => u16::from(letter - b'a') + 12,
        b'^' => 0,
        _ => 1,
    }
}

/// Three letters in a row as numbers, the ends of the name being letters too; each once, in order.
fn grams(letters: &[u8]) -> Vec<u16> {
    let padded = std::iter::once(b'^').chain(letters.iter().copied()).chain([b'$']);
    let (mut before, mut last) = (None, None);
    let mut out = Vec::with_capacity(letters.len());
    for place in padded.map(place_of) {
        if let (Some(before), Some(last)) = (before, last) {
            out.push((before * ALPHABET + last) * ALPHABET + place);
        }
        (before, last) = (last, Some(place));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The names of one metal's facilities, to be found.
#[derive(Debug)]
pub(super) struct Shelf {
    /// For each run of three letters, where its names begin in `with_gram`; one more than there are.
    starts: Vec<u32>,
    /// Names with their share of the name's length, by run of three letters.
    with_gram: Vec<(u32, f32)>,
    by_word: Pairs<u32>,
    by_initials: Pairs<u32>,
    by_key: Pairs<u32>,
    /// The names on it, as places in the reference's list.
    names: Vec<u32>,
}

/// Words and first letters that more names share say too little to look at each.
const COMMON: usize = 16;

impl Shelf {
    /// Indexes names.
    pub fn of(names: &[(u32, &Name)]) -> Self {
        let (mut words, mut initials, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (_, name)) in (0_u32..).zip(names) {
            let own = name.tokens.iter().filter(|token| token.is_distinctive());
            words.extend(own.map(|token| (token.meaning, at)));
            keys.extend([name.strict, name.loose, name.core].map(|key| (key, at)));
            initials.extend(runs_of_initials(name).map(|run| (run, at)));
        }
        let mut out = Self {
            starts: Vec::new(),
            with_gram: Vec::new(),
            by_word: Pairs::of(words),
            by_initials: Pairs::of(initials),
            by_key: Pairs::of(keys),
            names: names.iter().map(|(at, _)| *at).collect(),
        };
        let sets: Vec<Vec<u16>> = names.iter().map(|(_, name)| grams(&name.compact)).collect();
        out.add_grams(&sets);
        out
    }

    fn add_grams(&mut self, sets: &[Vec<u16>]) {
        let mut counts = vec![0_u32; GRAMS + 1];
        for gram in sets.iter().flatten() {
            if let Some(count) = counts.get_mut(usize::from(*gram) + 1) {
                *count += 1;
            }
        }
        let weights: Vec<f32> =
            counts.iter().skip(1).map(|count| rarity(self.names.len(), *count as usize)).collect();
        let mut sum = 0;
        for count in &mut counts {
            sum += *count;
            *count = sum;
        }
        self.with_gram = vec![(0, 0.0); sum as usize];
        let mut next = counts.clone();
        self.starts = counts;
        for (at, set) in (0_u32..).zip(sets) {
            let weight = |gram: &u16| weights.get(usize::from(*gram)).copied().unwrap_or(0.0);
            let length = set.iter().map(|gram| weight(gram).powi(2)).sum::<f32>().sqrt();
            for gram in set {
                let Some(place) = next.get_mut(usize::from(*gram)) else { continue };
                if let Some(slot) = self.with_gram.get_mut(*place as usize) {
                    *slot = (at, weight(gram) / length);
                }
                *place += 1;
            }
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
    pub fn find(&self, query: &Name, most: usize) -> Vec<(usize, f64)> {
        let likeness = self.likeness(query);
        let like = |at: u32| likeness.get(at as usize).copied().unwrap_or(0.0);
        let mut order: Vec<u32> =
            (0_u32..).zip(&likeness).filter(|(_, like)| **like > LEAST).map(|(at, _)| at).collect();
        let by_likeness = |a: &u32, b: &u32| like(*b).total_cmp(&like(*a)).then(a.cmp(b));
        if order.len() > most {
            order.select_nth_unstable_by(most, by_likeness);
            order.truncate(most);
        }
        order.extend(self.by_keys(query));
        order.sort_unstable();
        order.dedup();
        let global = |at: u32| self.names.get(at as usize).map(|at| *at as usize);
        order.into_iter().filter_map(|at| Some((global(at)?, f64::from(like(at))))).collect()
    }

    fn by_keys(&self, query: &Name) -> Vec<u32> {
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
                out.extend(self.by_initials.get(packed(token.text.as_bytes())).take(COMMON));
            }
        }
        out
    }

    fn likeness(&self, query: &Name) -> Vec<f32> {
        let mut out = vec![0.0_f32; self.names.len()];
        let set = grams(&query.compact);
        let weight = |names: &[(u32, f32)]| rarity(self.names.len(), names.len());
        let lists: Vec<&[(u32, f32)]> = set.iter().map(|gram| self.names_with(*gram)).collect();
        let length = lists.iter().map(|names| weight(names).powi(2)).sum::<f32>().sqrt();
        for names in lists {
            let share = weight(names) / length;
            for (at, of_name) in names {
                if let Some(slot) = out.get_mut(*at as usize) {
                    *slot += share * of_name;
                }
            }
        }
        out
    }

    fn names_with(&self, gram: u16) -> &[(u32, f32)] {
        let gram = usize::from(gram);
        let ends = self.starts.get(gram).zip(self.starts.get(gram + 1));
        ends.and_then(|(from, to)| self.with_gram.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}

/// Names less like the query than this have hardly anything in common with it.
const LEAST: f32 = 0.04;

/// Runs of first letters by which a name may be called: three and more of the first words, four and more anywhere.
fn runs_of_initials(name: &Name) -> impl Iterator<Item = u64> {
    let initials: Vec<u8> = name.initials.iter().map(|(initial, _)| *initial).collect();
    let most = initials.len().min(6);
    let runs: Vec<u64> = (3..=most)
        .filter_map(|n| initials.get(..n))
        .chain((4..=most).flat_map(|n| initials.windows(n).skip(1)))
        .map(packed)
        .collect();
    runs.into_iter()
}

/// Up to eight letters as a number.
fn packed(letters: &[u8]) -> u64 {
    letters.iter().fold(0, |number, letter| number << 8 | u64::from(*letter))
}

fn rarity(all: usize, with: usize) -> f32 {
    ((all as f32 + 1.0) / (with as f32 + 1.0)).ln() + 0.3
}
