//! A name taken apart: words with their meaning and place, keys for exact comparison, letters for inexact.

use std::ops::Range;

use super::keys::{number_of, number_of_all};
use super::letters::{Gap, Raw, words};
use super::words::{Kind, Words};
use crate::domain::Country;

/// The most words of a name that are compared.
const MOST_WORDS: usize = 24;

/// A word of a name, as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
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
pub(super) struct Name {
    /// The words that say which company it is: neither legal forms nor fillers, unless there is nothing else.
    pub tokens: Vec<Token>,
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
    /// The country that the name itself says.
    pub country: Option<Country>,
}

/// Which words a reference list knows besides the tables.
pub(super) trait Vocabulary {
    /// Whether a word stands in a name of the list.
    fn has(&self, word: &str) -> bool;
}

/// No list.
pub(super) struct NoWords;

impl Vocabulary for NoWords {
    fn has(&self, _: &str) -> bool {
        false
    }
}

impl Name {
    /// Takes a name apart. Words that the list knows are found where blanks stand in them or lack between them.
    pub fn parse(name: &str, vocabulary: &dyn Vocabulary) -> Self {
        let lexicon = Lexicon { words: Words::get(), vocabulary };
        let mut raws = words(name);
        drop_footnotes(&mut raws);
        let raws = joined(&phrases(&single_letters(raws)), &lexicon);
        let pieces: Vec<Piece> =
            raws.into_iter().flat_map(|raw| lexicon.split(raw)).take(MOST_WORDS).collect();
        Self::of(pieces, &lexicon)
    }

    fn of(pieces: Vec<Piece>, lexicon: &Lexicon<'_>) -> Self {
        let mut all: Vec<Token> = pieces.into_iter().map(|piece| lexicon.token(piece)).collect();
        let said = all.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
        all.retain(|token| token.kind != Kind::Filler);
        let key = |token: &'_ Token| token.kind == Kind::Legal;
        let strict = number_of_all(all.iter().map(|t| if key(t) { t.canon() } else { t.text.as_str() }));
        let legal =
            all.iter().filter(|token| token.kind == Kind::Legal).filter_map(|token| token.canon).collect();
        let initials =
            all.iter().filter_map(|token| Some((token.text.bytes().next()?, key(token)))).collect();
        all.retain(|token| token.kind != Kind::Legal);
        let tokens = all;
        let country = tokens.iter().rev().filter(|t| t.kind == Kind::Country).find_map(|token| token.country);
        let loose = number_of_all(tokens.iter().map(Token::canon));
        let core = core(&tokens);
        let heads = tokens.iter().filter_map(|token| token.text.bytes().next()).collect();
        let compact = tokens.iter().flat_map(|token| token.text.bytes()).collect();
        let marked = tokens.iter().filter(|t| t.is_distinctive()).flat_map(|t| t.text.bytes()).collect();
        Self { tokens, legal, strict, loose, core, compact, marked, heads, initials, said, country }
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

    /// Whether there is nothing in it by which a company could be known.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

impl Token {
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

/// The words outside brackets, without a country at the end, as long as something is left.
fn core(tokens: &[Token]) -> u64 {
    let mut kept: Vec<&Token> = tokens.iter().filter(|token| !token.bracketed).collect();
    while kept.len() > 1 && kept.last().is_some_and(|token| token.kind == Kind::Country) {
        kept.pop();
    }
    number_of_all(kept.into_iter().map(Token::canon))
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
fn phrases(raws: &[Raw]) -> Vec<Raw> {
    let words = Words::get();
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    let mut rest = raws;
    while let Some(first) = rest.first() {
        let fits = |parts: &Vec<&str>| {
            parts.len() <= rest.len() && parts.iter().zip(rest).all(|(part, raw)| *part == raw.text)
        };
        let found = words.phrases(&first.text).iter().find(|(parts, _)| fits(parts));
        let taken = found.map_or(1, |(parts, _)| parts.len());
        let mut raw = first.clone();
        if let Some((_, one)) = found {
            (*one).clone_into(&mut raw.text);
            raw.span.end = rest.get(taken - 1).map_or(raw.span.end, |last| last.span.end);
        }
        out.push(raw);
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// Joins neighbours that together make a word that is known, while one of them alone is not.
fn joined(raws: &[Raw], lexicon: &Lexicon<'_>) -> Vec<Raw> {
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    let mut rest = raws;
    while let Some(first) = rest.first() {
        let made = [3, 2]
            .into_iter()
            .find_map(|n| rest.get(..n).and_then(|run| lexicon.join(run)).map(|raw| (raw, n)));
        let (raw, taken) = made.unwrap_or_else(|| (first.clone(), 1));
        out.push(raw);
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// A word, or a part of one, before it is looked up.
struct Piece {
    text: String,
    span: Range<usize>,
    bracketed: bool,
}

/// The tables and the list's own words.
struct Lexicon<'a> {
    words: &'static Words,
    vocabulary: &'a dyn Vocabulary,
}

/// The shortest part into which a word written together is split.
const SHORTEST_PART: usize = 4;

impl Lexicon<'_> {
    fn knows(&self, word: &str) -> bool {
        self.words.knows(word) || self.vocabulary.has(word)
    }

    fn join(&self, run: &[Raw]) -> Option<Raw> {
        let (first, last) = (run.first()?, run.last()?);
        if run.iter().all(|raw| raw.text.len() > 2 && self.knows(&raw.text)) {
            return None;
        }
        let text: String = run.iter().map(|raw| raw.text.as_str()).collect();
        let fits = text.len() >= SHORTEST_PART && self.knows(&text);
        let span = first.span.start..last.span.end;
        fits.then_some(Raw { text, span, gap: first.gap, bracketed: first.bracketed })
    }

    /// The words that a word written together holds; digits that stand for letters are put right.
    fn split(&self, raw: Raw) -> Vec<Piece> {
        let text = unmistaken(raw.text);
        let piece =
            |text: &str, span: Range<usize>| Piece { text: text.to_owned(), span, bracketed: raw.bracketed };
        if let Some(parts) = self.words.compound(&text) {
            return parts.iter().map(|part| piece(part, raw.span.clone())).collect();
        }
        if self.knows(&text) || text.len() < 2 * SHORTEST_PART {
            return vec![piece(&text, raw.span.clone())];
        }
        let parts = self.parts(&text).unwrap_or_else(|| vec![text.as_str()]);
        let is_plain = raw.span.len() == text.len();
        let mut at = raw.span.start;
        let mut out = Vec::new();
        for part in parts {
            let span = if is_plain { at..at + part.len() } else { raw.span.clone() };
            at += part.len();
            match self.words.compound(part) {
                Some(words) => out.extend(words.iter().map(|word| piece(word, span.clone()))),
                None => out.push(piece(part, span)),
            }
        }
        out
    }

    /// A word as known words in a row, the first or the last of which may be new.
    fn parts<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        if let Some(parts) = self.known_parts(text, 0) {
            return Some(parts);
        }
        // An unknown beginning, then a known word: the longest end that is known.
        let new_first = (SHORTEST_PART..=text.len() - SHORTEST_PART - 1).find_map(|at| {
            let (head, tail) = text.split_at_checked(at)?;
            self.is_common(tail).then(|| vec![head, tail])
        });
        new_first.or_else(|| {
            (SHORTEST_PART + 1..=text.len() - SHORTEST_PART).rev().find_map(|at| {
                let (head, tail) = text.split_at_checked(at)?;
                self.is_common(head).then(|| vec![head, tail])
            })
        })
    }

    /// Whether a word is long enough and known, so that it is hardly there by chance.
    fn is_common(&self, word: &str) -> bool {
        word.len() > SHORTEST_PART && self.knows(word)
    }

    /// The longest known beginning first; words of at least four letters (the last may be a shorter legal form).
    fn known_parts<'t>(&self, text: &'t str, depth: usize) -> Option<Vec<&'t str>> {
        if depth > 5 {
            return None;
        }
        if self.is_part(text) {
            return Some(vec![text]);
        }
        (SHORTEST_PART..text.len()).rev().find_map(|at| {
            let (head, tail) = text.split_at_checked(at)?;
            if !self.is_part(head) {
                return None;
            }
            let mut parts = vec![head];
            parts.extend(self.known_parts(tail, depth + 1)?);
            Some(parts)
        })
    }

    fn is_part(&self, word: &str) -> bool {
        let is_legal = || self.words.meaning(word).is_some_and(|meaning| meaning.kind == Kind::Legal);
        (word.len() >= SHORTEST_PART && self.knows(word)) || (word.len() > 1 && is_legal())
    }

    fn token(&self, piece: Piece) -> Token {
        let Piece { text, span, bracketed } = piece;
        let known = self.words.meaning(&text);
        let meaning = known.or_else(|| {
            let is_new = !self.vocabulary.has(&text);
            is_new.then(|| self.words.misspelt(&text)).flatten()
        });
        let canon = meaning.map(|meaning| meaning.canon);
        Token {
            kind: meaning.map_or(Kind::Brand, |meaning| meaning.kind),
            region: meaning.and_then(|meaning| meaning.region),
            country: meaning.and_then(|meaning| meaning.country),
            letters: letters_of(&text),
            meaning: number_of(canon.unwrap_or(&text)),
            canon,
            text,
            span,
            bracketed,
            weight: 0.0,
        }
    }
}

fn letters_of(text: &str) -> u64 {
    text.bytes().fold(0, |bits, b| bits | 1 << (b.wrapping_sub(b'0') % 64))
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
