//! Which words of two names stand for one another, and how much alike they are.

use super::name::{MOST_WORDS, NameWord, ParsedName};
use super::words::Kind;

/// How much of each word of a name is found in another name, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WordCoverage {
    words: usize,
    each: [f64; MOST_WORDS],
}

impl WordCoverage {
    fn nothing_of(name: &ParsedName) -> Self {
        Self { words: name.tokens.len(), each: [0.0; MOST_WORDS] }
    }

    fn set(&mut self, at: usize, value: f64) {
        if let Some(slot) = self.each.get_mut(at) {
            *slot = value;
        }
    }
}

impl std::ops::Deref for WordCoverage {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        self.each.get(..self.words).unwrap_or(&self.each)
    }
}

/// A word of the query that stands for a word of the name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WordPair {
    pub of_query: usize,
    pub of_name: usize,
    /// How alike they are, 0 to 1.
    pub sim: f64,
    /// The pair with the highest is taken first.
    order: f64,
}

/// For one name set against another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alignment {
    /// Words that stand for one another, the surest first.
    pub pairs: Vec<WordPair>,
    /// What of the query is found in the name.
    pub of_query: WordCoverage,
    /// What of the name is found in the query.
    pub of_name: WordCoverage,
    /// Whether one holds the first letters of the other's words.
    pub acronym: f64,
    /// Whether one word is made of the beginnings of the other's words.
    pub blend: f64,
}

impl Alignment {
    /// What is found of the one name, then of the other.
    fn both(&mut self, of_query: bool) -> (&mut WordCoverage, &mut WordCoverage) {
        if of_query {
            (&mut self.of_query, &mut self.of_name)
        } else {
            (&mut self.of_name, &mut self.of_query)
        }
    }
}

/// Below this two words are not alike.
const LEAST: f64 = 0.5;

/// Sets a query's words against a name's.
pub(super) fn align(query: &ParsedName, name: &ParsedName) -> Alignment {
    let mut out = Alignment {
        pairs: alike(query, name),
        of_query: WordCoverage::nothing_of(query),
        of_name: WordCoverage::nothing_of(name),
        acronym: 0.0,
        blend: 0.0,
    };
    let by_order = |a: &WordPair, b: &WordPair| b.order.total_cmp(&a.order).then(a.place().cmp(&b.place()));
    out.pairs.sort_unstable_by(by_order);
    let (mine, theirs) = (&mut out.of_query, &mut out.of_name);
    out.pairs.retain(|pair| {
        let is_free = |found: &WordCoverage, at: usize| found.get(at).is_some_and(|found| *found == 0.0);
        let is_taken = is_free(mine, pair.of_query) && is_free(theirs, pair.of_name);
        if is_taken {
            mine.set(pair.of_query, pair.sim);
            theirs.set(pair.of_name, pair.sim);
        }
        is_taken
    });
    written_apart(query, name, &mut out);
    blends(query, name, &mut out);
    let forward = acronyms(query, name, &out.of_query);
    let backward = acronyms(name, query, &out.of_name);
    for found in forward.iter().chain(&backward) {
        out.acronym = out.acronym.max(found.strength);
    }
    let both = forward.iter().map(|found| (found, true)).chain(backward.iter().map(|found| (found, false)));
    for (found, is_mine) in both {
        let (own, others) = out.both(is_mine);
        own.set(found.word, found.strength);
        for at in found.first..found.first + found.letters {
            if others.get(at).is_some_and(|done| *done == 0.0) {
                others.set(at, found.strength);
            }
        }
    }
    out
}

/// Whether a word of its own, neither place nor trade, stands in both names or much alike, while not each name has a word
/// of its own or a place that the other lacks: such names are of two facilities.
pub(super) fn is_one_company(query: &ParsedName, name: &ParsedName) -> bool {
    let is_own =
        |of: &ParsedName, at: usize| of.tokens.get(at).is_some_and(|token| token.kind == Kind::Brand);
    let aligned = align(query, name);
    let in_both = |pair: &WordPair| is_own(query, pair.of_query) && is_own(name, pair.of_name);
    let apart = |of: &ParsedName, found: &[f64]| {
        found.iter().enumerate().any(|(at, sim)| *sim >= 1.0 && is_own(of, at))
    };
    let shares =
        aligned.pairs.iter().any(in_both) || apart(query, &aligned.of_query) || apart(name, &aligned.of_name);
    let lacks = |of: &ParsedName, found: &[f64]| {
        of.tokens.iter().zip(found).any(|(token, found)| *found == 0.0 && token.is_distinctive())
    };
    shares && !(lacks(query, &aligned.of_query) && lacks(name, &aligned.of_name))
}

impl WordPair {
    fn place(&self) -> (usize, usize) {
        (self.of_query, self.of_name)
    }
}

/// Every pair of words that are alike.
fn alike(query: &ParsedName, name: &ParsedName) -> Vec<WordPair> {
    let mut out = Vec::new();
    for (i, mine) in query.tokens.iter().enumerate() {
        for (j, other) in name.tokens.iter().enumerate() {
            let sim = similarity(mine, other);
            if sim >= LEAST {
                let apart = (i as f64 - j as f64).abs();
                let order = sim * mine.weight.min(other.weight) - apart * 1e-6;
                out.push(WordPair { of_query: i, of_name: j, sim, order });
            }
        }
    }
    out
}

/// How alike two words are, 0 to 1.
fn similarity(a: &NameWord, b: &NameWord) -> f64 {
    if a.meaning == b.meaning {
        return 1.0;
    }
    let is_fixed = |token: &NameWord| matches!(token.kind, Kind::Direction | Kind::Country);
    if is_fixed(a) || is_fixed(b) {
        return 0.0;
    }
    if a.kind == Kind::Place && b.kind == Kind::Place {
        return if a.region == b.region { 0.5 } else { 0.0 };
    }
    spelled(a, b)
}

/// How alike two words are by their letters.
fn spelled(a: &NameWord, b: &NameWord) -> f64 {
    let (short, long) = if a.text.len() <= b.text.len() { (a, b) } else { (b, a) };
    let (few, letters) = (short.text.len(), long.text.len());
    if few < 3 {
        return 0.0;
    }
    if a.kind == b.kind && few >= 4 && long.text.starts_with(&short.text) {
        return 0.55 + 0.45 * few as f64 / letters as f64;
    }
    let most = match letters {
        0..4 => 0,
        4..7 => 1,
        7..11 => 2,
        _ => 3,
    };
    // A wrong letter takes one kind of letter away and adds another.
    let apart = usize::try_from((a.letters ^ b.letters).count_ones()).unwrap_or(usize::MAX);
    if letters - few > most || apart > 2 * most {
        return 0.0;
    }
    let args = rapidfuzz::distance::osa::Args::default().score_cutoff(most);
    let found = rapidfuzz::distance::osa::distance_with_args(a.text.bytes(), b.text.bytes(), &args);
    found.map_or(0.0, |apart| 1.0 - 1.5 * apart as f64 / letters as f64)
}

/// Words that stand in the other name with a blank in them.
fn written_apart(query: &ParsedName, name: &ParsedName, out: &mut Alignment) {
    for (whose, other, mine) in [(query, name, true), (name, query, false)] {
        for (at, token) in whose.tokens.iter().enumerate() {
            let found = if mine { &out.of_query } else { &out.of_name };
            let is_open = token.kind == Kind::Brand && found.get(at).is_some_and(|found| *found < LEAST);
            if !is_open || token.text.len() < 5 || !other.may_begin_like(&token.text) {
                continue;
            }
            let Some(run) = run_of(&token.text, &other.said) else { continue };
            let (own, others) = out.both(mine);
            own.set(at, 1.0);
            for (place, theirs) in other.tokens.iter().enumerate() {
                if run.split(' ').any(|word| word == theirs.text) {
                    others.set(place, 1.0);
                }
            }
        }
    }
}

/// Two or three words in a row that make a word.
fn run_of<'a>(text: &str, said: &'a str) -> Option<&'a str> {
    let mut rest = said;
    loop {
        let run = if rest.as_bytes().first() == text.as_bytes().first() { run_at(text, rest) } else { None };
        if run.is_some() {
            return run;
        }
        (_, rest) = split_first_word(rest)?;
    }
}

/// The words with which a text begins that make a word.
fn run_at<'a>(text: &str, said: &'a str) -> Option<&'a str> {
    let (mut left, mut rest) = (text, said);
    for n in 0..3 {
        let (word, behind) = split_first_word(rest).unwrap_or((rest, ""));
        left = left.strip_prefix(word)?;
        if left.is_empty() {
            return said.get(..said.len() - rest.len() + word.len()).filter(|_| n > 0);
        }
        rest = behind;
    }
    None
}

/// The first of several words, and what follows it.
fn split_first_word(said: &str) -> Option<(&str, &str)> {
    let at = said.bytes().position(|b| b == b' ')?;
    Some((said.get(..at)?, said.get(at + 1..)?))
}

/// Words made of the beginnings of words: Thaisarco of Thailand Smelting and Refining Company.
fn blends(query: &ParsedName, name: &ParsedName, out: &mut Alignment) {
    for (whose, other, mine) in [(query, name, true), (name, query, false)] {
        for (at, token) in whose.tokens.iter().enumerate() {
            let found = if mine { &out.of_query } else { &out.of_name };
            let is_open = token.kind == Kind::Brand && found.get(at).is_some_and(|found| *found < LEAST);
            if is_open && token.text.len() >= 5 && is_blend(token.text.as_bytes(), &other.said) {
                let (own, others) = out.both(mine);
                own.set(at, 0.9);
                others.each.iter_mut().for_each(|found| *found = found.max(0.8));
                out.blend = 1.0;
            }
        }
    }
}

/// Whether letters are beginnings of three or more words in their order, two or more letters of the first. Words of few
/// letters may be left out.
fn is_blend(letters: &[u8], said: &str) -> bool {
    if letters.first() != said.as_bytes().first() {
        return false;
    }
    let (first, rest) = split_first_word(said).unwrap_or((said, ""));
    let most = common_start(letters, first.as_bytes());
    // For every number of letters: of how many words they can be made, a bit for one, two, and more.
    let mut made: Vec<u8> = (0..=letters.len()).map(|n| u8::from((2..=most).contains(&n))).collect();
    for word in rest.split(' ') {
        let mut next = vec![0; made.len()];
        for (at, words) in made.iter().enumerate().filter(|(_, words)| **words > 0) {
            let left = letters.get(at..).unwrap_or_default();
            let fewest = usize::from(word.len() >= 4);
            for n in fewest..=common_start(left, word.as_bytes()) {
                let words = if n == 0 { *words } else { (words << 1 | words & MANY) & (MANY | 2) };
                if let Some(slot) = next.get_mut(at + n) {
                    *slot |= words;
                }
            }
        }
        if next.last().is_some_and(|words| words & MANY > 0) {
            return true;
        }
        made = next;
    }
    false
}

/// Three words and more.
const MANY: u8 = 4;

fn common_start(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// A word of one name that is made of first letters of the other.
struct Acronym {
    word: usize,
    /// The first of the words that it abbreviates, among the other name's tokens.
    first: usize,
    letters: usize,
    strength: f64,
}

fn acronyms(short: &ParsedName, long: &ParsedName, done: &[f64]) -> Vec<Acronym> {
    let mut out = Vec::new();
    for (word, token) in short.tokens.iter().enumerate() {
        let is_open = done.get(word).is_some_and(|found| *found < 0.9) && token.kind == Kind::Brand;
        if !is_open || !(2..=6).contains(&token.text.len()) {
            continue;
        }
        let found =
            in_tokens(token.text.as_bytes(), long).or_else(|| in_initials(token.text.as_bytes(), long));
        out.extend(found.map(|(first, letters, strength)| Acronym { word, first, letters, strength }));
    }
    out
}

/// First letters of words in a row.
fn in_tokens(letters: &[u8], long: &ParsedName) -> Option<(usize, usize, f64)> {
    let initials = long.heads.as_slice();
    let first = initials.windows(letters.len()).position(|window| window == letters);
    if let Some(first) = first {
        return Some((first, letters.len(), strength(letters.len())));
    }
    // All words of the name, and one letter more.
    let is_start = initials.len() > 2 && initials.len() + 1 == letters.len() && letters.starts_with(initials);
    is_start.then(|| (0, initials.len(), strength(initials.len())))
}

/// First letters of words with legal forms among them: of the first words, or four and more anywhere.
fn in_initials(letters: &[u8], long: &ParsedName) -> Option<(usize, usize, f64)> {
    let fits =
        |window: &[(u8, bool)]| letters.iter().zip(window).all(|(letter, (initial, _))| letter == initial);
    let first = long.initials.windows(letters.len()).position(fits)?;
    let window = long.initials.iter().skip(first).take(letters.len());
    let own = window.filter(|(_, legal)| !legal).count();
    let is_clear = letters.len() > 3 || (letters.len() > 2 && first == 0);
    let before = long.initials.iter().take(first).filter(|(_, legal)| !legal).count();
    (own > 1 && is_clear).then(|| (before, own, strength(letters.len())))
}

/// Two letters may agree by chance; four hardly do.
fn strength(letters: usize) -> f64 {
    match letters {
        0..3 => 0.5,
        3 => 0.8,
        _ => 0.9,
    }
}
