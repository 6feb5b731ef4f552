//! A name taken apart: words with their meaning and place, keys for exact comparison, letters for inexact.

use std::collections::BTreeSet;
use std::ops::Range;

use super::keys::{number_of, number_of_all, numbers_of_starts};
use super::letters::{Gap, Raw, words};
use super::words::{Kind, Phrase, Words};
use crate::domain::Country;

/// The most words of a name that are compared.
pub(super) const MOST_WORDS: usize = 24;

/// A word of a name, as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NameWord {
    /// As written, folded.
    pub text: String,
    /// The word by which it is compared, when it is another than the one written.
    canon: Option<&'static str>,
    pub kind: Kind,
    pub region: Option<u16>,
    pub country: Option<Country>,
    /// Its bytes in the name as written.
    pub span: Range<usize>,
    pub bracketed: bool,
    /// Which letters it has: a bit a letter.
    pub letters: u64,
    /// The number of the word by which it is compared.
    pub meaning: u64,
    /// How much it says about which company this is, 0 to about 1.
    pub weight: f64,
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ParsedName {
    /// The words that say which company it is: neither legal forms nor fillers, unless there is nothing else.
    pub tokens: Vec<NameWord>,
    /// Legal forms in their order.
    pub legal: Vec<&'static str>,
    /// The number of all words with their legal forms: equal names of one company.
    pub strict: u64,
    /// The number of the words that say which company, by meaning.
    pub loose: u64,
    /// As `loose`, without brackets and without a country at the end.
    pub core: u64,
    /// The letters of `tokens` with nothing between.
    pub compact: Vec<u8>,
    /// The letters of brands and places alone.
    pub marked: Vec<u8>,
    /// First letters of `tokens`.
    pub heads: Vec<u8>,
    /// First letters of all words but fillers, and whether the word is a legal form.
    pub initials: Vec<(u8, bool)>,
    /// All words, as written, with a blank between.
    pub said: String,
    /// With which letters the words of `said` begin: a bit a letter.
    pub starts: u64,
    /// The country that the name itself says.
    pub country: Option<Country>,
}

/// Which words a reference list knows besides the tables.
pub(super) trait Vocabulary {
    /// Whether the word of a number stands in a name of the list.
    fn has(&self, word: u64) -> bool;
}

/// No list.
pub(super) struct NoWords;

impl Vocabulary for NoWords {
    fn has(&self, _: u64) -> bool {
        false
    }
}

impl ParsedName {
    /// Takes a name apart. Words that the list knows are found where blanks stand in them or lack between them.
    pub fn parse(name: &str, vocabulary: &dyn Vocabulary) -> Self {
        let lexicon = Lexicon { words: Words::get(), vocabulary, written: name };
        let mut raws = words(name);
        drop_footnotes(&mut raws);
        let raws = joined(phrases(single_letters(raws)), &lexicon);
        let mut tokens: Vec<NameWord> = Vec::with_capacity(raws.len().min(MOST_WORDS) + 1);
        for raw in raws {
            if tokens.len() >= MOST_WORDS {
                break;
            }
            lexicon.split(raw, &mut tokens);
        }
        tokens.truncate(MOST_WORDS);
        Self::of(tokens)
    }

    fn of(mut all: Vec<NameWord>) -> Self {
        let said = said(&all);
        let starts =
            all.iter().filter_map(|token| token.text.bytes().next()).fold(0, |bits, b| bits | bit_of(b));
        all.retain(|token| token.kind != Kind::Filler);
        let is_legal = |token: &'_ NameWord| token.kind == Kind::Legal;
        let strict = number_of_all(all.iter().map(|t| if is_legal(t) { t.canon() } else { t.text.as_str() }));
        let mut legal = Vec::new();
        let mut initials = Vec::with_capacity(all.len());
        for token in &all {
            initials.extend(token.text.bytes().next().map(|initial| (initial, is_legal(token))));
            if is_legal(token) {
                legal.extend(token.canon);
            }
        }
        all.retain(|token| !is_legal(token));
        let tokens = all;
        let country = tokens.iter().rev().filter(|t| t.kind == Kind::Country).find_map(|token| token.country);
        let loose = number_of_all(tokens.iter().map(NameWord::canon));
        let core = core(&tokens).unwrap_or(loose);
        let heads = tokens.iter().filter_map(|token| token.text.bytes().next()).collect();
        let compact = letters_of_all(tokens.iter(), said.len());
        let marked = letters_of_all(tokens.iter().filter(|token| token.is_distinctive()), said.len());
        Self { tokens, legal, strict, loose, core, compact, marked, heads, initials, said, starts, country }
    }

    /// Takes a part of a name apart; places stay those of the whole.
    pub fn parse_part(name: &str, part: Range<usize>, vocabulary: &dyn Vocabulary) -> Self {
        let mut out = Self::parse(name.get(part.clone()).unwrap_or_default(), vocabulary);
        for token in &mut out.tokens {
            token.span = token.span.start + part.start..token.span.end + part.start;
        }
        out
    }

    /// Whether it can stand for the whole when it is a part of a name.
    pub fn can_stand_alone(&self) -> bool {
        self.compact.len() > 3 && self.tokens.iter().any(|token| token.kind == Kind::Brand)
    }

    /// Whether a word of it may begin as another does; no means no.
    pub fn may_begin_like(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.starts & bit_of(first) != 0)
    }

    /// Whether there is nothing in it by which a company could be known.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

impl NameWord {
    /// The word by which it is compared: one for all words of one meaning.
    pub fn canon(&self) -> &str {
        self.canon.unwrap_or(&self.text)
    }

    /// Whether it is a name of its own rather than a word that many companies bear.
    pub fn is_distinctive(&self) -> bool {
        matches!(self.kind, Kind::Brand | Kind::Place)
    }
}

/// The parts of a name that may stand for the whole: inside and outside brackets, and with `sides` also the sides of a
/// dash or slash between blanks.
pub(super) fn parts(name: &str, sides: bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    // Most names have none of these marks (the last begins a longer dash), and are not searched for each.
    if !name.bytes().any(|b| matches!(b, b'(' | b'[' | b'-' | b'/' | 0xe2)) {
        return out;
    }
    if let Some(open) = name.find(['(', '[']) {
        let end = name.find([')', ']']).filter(|end| *end > open).unwrap_or(name.len());
        out.push(open + 1..end);
        out.push(0..open);
    }
    if sides {
        let marks = [" - ", " / ", " \u{2013} "];
        if let Some((at, mark)) = marks.iter().find_map(|mark| Some((name.find(mark)?, mark))) {
            out.push(0..at);
            out.push(at + mark.len()..name.len());
        }
    }
    out
}

/// All words with a blank between.
fn said(tokens: &[NameWord]) -> String {
    let mut out = String::with_capacity(tokens.iter().map(|token| token.text.len() + 1).sum());
    for token in tokens {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.text);
    }
    out
}

/// The letters of words with nothing between; there are no more than `most`.
fn letters_of_all<'a>(tokens: impl Iterator<Item = &'a NameWord>, most: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(most);
    tokens.for_each(|token| out.extend_from_slice(token.text.as_bytes()));
    out
}

/// The number of the words outside brackets, without a country at the end, as long as something is left; none when
/// that leaves out nothing.
fn core(tokens: &[NameWord]) -> Option<u64> {
    let is_kept = |token: &&NameWord| !token.bracketed;
    let kept = tokens.iter().filter(is_kept).count();
    let last = tokens.iter().rev().filter(is_kept);
    let countries = last.take_while(|token| token.kind == Kind::Country).count().min(kept.saturating_sub(1));
    let left = tokens.iter().filter(is_kept).take(kept - countries);
    (kept - countries < tokens.len()).then(|| number_of_all(left.map(NameWord::canon)))
}

/// Numbers in brackets at the end are marks of a footnote.
fn drop_footnotes(raws: &mut Vec<Raw>) {
    let is_mark =
        |raw: &Raw| raw.bracketed && raw.text.len() < 3 && raw.text.bytes().all(|b| b.is_ascii_digit());
    while raws.len() > 1 && raws.last().is_some_and(is_mark) {
        raws.pop();
    }
}

/// Joins letters that stand alone: S.p.A., H. C., S/A.
fn single_letters(raws: Vec<Raw>) -> Vec<Raw> {
    let is_single = |raw: &Raw| raw.text.len() == 1 && raw.text.bytes().all(|b| b.is_ascii_alphabetic());
    if raws.iter().filter(|raw| is_single(raw)).nth(1).is_none() {
        return raws;
    }
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    let mut in_run = false;
    for raw in raws {
        let single = is_single(&raw);
        match out.last_mut() {
            Some(last) if single && in_run && raw.gap == Gap::Plain => {
                last.text.push_str(&raw.text);
                last.span.end = raw.span.end;
            }
            Some(_) | None => out.push(raw),
        }
        in_run = single;
    }
    out
}

/// Replaces several words by the one that the tables make of them.
fn phrases(mut raws: Vec<Raw>) -> Vec<Raw> {
    let mut at = 0;
    while let Some(rest) = raws.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((parts, one)) = phrase(rest) {
            merge(&mut raws, at, parts.len(), (*one).to_owned());
        }
        at += 1;
    }
    raws
}

/// The longest phrase with which words begin.
fn phrase(words: &[Raw]) -> Option<&'static Phrase> {
    let known = Words::get().phrases(number_of(&words.first()?.text));
    known.iter().find(|(parts, _)| {
        parts.len() <= words.len() && parts.iter().zip(words).all(|(part, raw)| *part == raw.text)
    })
}

/// Puts one word in the place of `n`.
fn merge(raws: &mut Vec<Raw>, at: usize, n: usize, text: String) {
    let end = raws.get(at + n - 1).map(|last| last.span.end);
    if let Some((first, end)) = raws.get_mut(at).zip(end) {
        first.text = text;
        first.span.end = end;
        raws.drain(at + 1..at + n);
    }
}

/// Joins neighbours that together make a word that is known, while one of them alone is not.
fn joined(mut raws: Vec<Raw>, lexicon: &Lexicon<'_>) -> Vec<Raw> {
    let is_word: Vec<bool> = raws.iter().map(|raw| lexicon.is_word(raw)).collect();
    let mut rest = is_word.as_slice();
    let mut at = 0;
    while !rest.is_empty() {
        let made = [3, 2].into_iter().find_map(|n| {
            let is_open = rest.get(..n)?.contains(&false);
            let run = raws.get(at..at + n).filter(|_| is_open)?;
            Some((n, lexicon.join(run)?))
        });
        let taken = made.as_ref().map_or(1, |(n, _)| *n);
        if let Some((n, text)) = made {
            merge(&mut raws, at, n, text);
        }
        at += 1;
        rest = rest.get(taken..).unwrap_or_default();
    }
    raws
}

/// A word, or a part of one, before it is looked up.
struct Piece {
    text: String,
    number: u64,
    span: Range<usize>,
    bracketed: bool,
}

/// What was tried of a word: an end that is not made of known words is not taken apart again.
#[derive(Default)]
struct Tried {
    splits: usize,
    /// Ends, by how many parts stand before them and how many letters they have.
    ends: BTreeSet<(usize, usize)>,
}

/// The tables and the list's own words.
struct Lexicon<'a> {
    words: &'static Words,
    vocabulary: &'a dyn Vocabulary,
    written: &'a str,
}

/// The shortest part into which a word written together is split.
const SHORTEST_PART: usize = 4;

/// A word is split no more often than this.
const MOST_PARTS: usize = 5;

/// A word of more letters is not written together from others.
const LONGEST_COMPOUND: usize = 100;

impl Lexicon<'_> {
    fn knows(&self, word: u64) -> bool {
        self.words.knows(word) || self.vocabulary.has(word)
    }

    /// Whether a word may stay as it is, whatever stands beside it.
    fn is_word(&self, raw: &Raw) -> bool {
        raw.text.len() > 2 && self.knows(number_of(&raw.text))
    }

    /// The word that several make together, if it is known.
    fn join(&self, run: &[Raw]) -> Option<String> {
        let texts = || run.iter().map(|raw| raw.text.as_str());
        let letters: usize = texts().map(str::len).sum();
        (letters >= SHORTEST_PART && self.knows(number_of_all(texts()))).then(|| texts().collect())
    }

    /// Adds the words that a word written together holds; digits that stand for letters are put right.
    fn split(&self, raw: Raw, out: &mut Vec<NameWord>) {
        let Raw { text, span, bracketed, .. } = raw;
        let text = unmistaken(text);
        let number = number_of(&text);
        if let Some(words) = self.words.compound(number) {
            let token = |word: &&'static str| self.token(Piece::of(word, span.clone(), bracketed));
            out.extend(words.iter().map(token));
            return;
        }
        let can_be_split = (2 * SHORTEST_PART..=LONGEST_COMPOUND).contains(&text.len());
        let is_whole = !can_be_split || self.knows(number);
        let Some(parts) = (!is_whole).then(|| self.parts(&text)).flatten() else {
            out.push(self.token(Piece { text, number, span, bracketed }));
            return;
        };
        // Only where the word stands as it was written do its parts have places of their own.
        let is_plain = self.written.get(span.clone()).is_some_and(|word| word.eq_ignore_ascii_case(&text));
        let mut at = span.start;
        for part in parts {
            let span = if is_plain { at..at + part.len() } else { span.clone() };
            at += part.len();
            let itself = [part];
            let words = self.words.compound(number_of(part)).unwrap_or(&itself);
            out.extend(words.iter().map(|word| self.token(Piece::of(word, span.clone(), bracketed))));
        }
    }

    /// A word as known words in a row, the first or the last of which may be new.
    fn parts<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let numbers = numbers_of_starts(text);
        if let Some(parts) = self.known_parts(text, &numbers, &mut Tried::default()) {
            return Some(parts);
        }
        // An unknown beginning, then a known word: the longest end that is known.
        let ends = SHORTEST_PART..=text.len() - SHORTEST_PART - 1;
        let known_end = |at: usize| {
            let (head, tail) = text.split_at_checked(at)?;
            self.knows(number_of(tail)).then(|| vec![head, tail])
        };
        let starts = SHORTEST_PART + 1..=text.len() - SHORTEST_PART;
        let known_start = |at: usize| {
            let (head, tail) = text.split_at_checked(at)?;
            self.knows(*numbers.get(at)?).then(|| vec![head, tail])
        };
        ends.into_iter().find_map(known_end).or_else(|| starts.rev().find_map(known_start))
    }

    /// The longest known beginning first; words of at least four letters (the last may be a shorter legal form).
    /// `numbers` are those of the beginnings of `text`.
    fn known_parts<'t>(&self, text: &'t str, numbers: &[u64], tried: &mut Tried) -> Option<Vec<&'t str>> {
        if tried.splits > MOST_PARTS || !tried.ends.insert((tried.splits, text.len())) {
            return None;
        }
        let is_part = |letters: usize| numbers.get(letters).is_some_and(|n| self.is_part(letters, *n));
        if is_part(text.len()) {
            return Some(vec![text]);
        }
        (SHORTEST_PART..text.len()).rev().filter(|at| is_part(*at)).find_map(|at| {
            let (head, tail) = text.split_at_checked(at)?;
            tried.splits += 1;
            let rest = self.known_parts(tail, &numbers_of_starts(tail), tried);
            tried.splits -= 1;
            Some(std::iter::once(head).chain(rest?).collect())
        })
    }

    fn is_part(&self, letters: usize, word: u64) -> bool {
        let is_legal = || self.words.meaning(word).is_some_and(|meaning| meaning.kind == Kind::Legal);
        (letters >= SHORTEST_PART && self.knows(word)) || (letters > 1 && is_legal())
    }

    fn token(&self, piece: Piece) -> NameWord {
        let Piece { text, number, span, bracketed } = piece;
        let known = self.words.meaning(number);
        let meaning = known.or_else(|| {
            let is_new = !self.vocabulary.has(number);
            is_new.then(|| self.words.misspelt(&text, number)).flatten()
        });
        NameWord {
            kind: meaning.map_or(Kind::Brand, |meaning| meaning.kind),
            region: meaning.and_then(|meaning| meaning.region),
            country: meaning.and_then(|meaning| meaning.country),
            letters: letters_of(&text),
            meaning: meaning.map_or(number, |meaning| meaning.number),
            canon: meaning.map(|meaning| meaning.canon),
            text,
            span,
            bracketed,
            weight: 0.0,
        }
    }
}

impl Piece {
    fn of(text: &str, span: Range<usize>, bracketed: bool) -> Self {
        Self { text: text.to_owned(), number: number_of(text), span, bracketed }
    }
}

fn letters_of(text: &str) -> u64 {
    text.bytes().fold(0, |bits, b| bits | bit_of(b))
}

/// A bit for each letter and digit.
fn bit_of(letter: u8) -> u64 {
    1 << (letter.wrapping_sub(b'0') % 64)
}

/// Zeros and ones among letters are misread O and L.
fn unmistaken(text: String) -> String {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = text.len() - letters;
    if digits == 0 || letters < 3 || digits * 2 > letters {
        return text;
    }
    text.replace('0', "o").replace('1', "l")
}
