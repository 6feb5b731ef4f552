//! A name as written to plain letters: NFKC, other scripts by meaning or transliterated, lower case, each letter
//! with its place in the name, so that what agrees can be shown there.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::words::Words;

/// The most letters of a name that are looked at.
const LONGEST: usize = 400;

/// A word of a name in lower-case ASCII letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw {
    pub text: String,
    /// Its bytes in the name as written.
    pub span: Range<usize>,
    /// What stands between the word before and this one.
    pub gap: Gap,
    pub bracketed: bool,
}

/// What separates two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Blanks or points alone.
    Plain,
    /// Any other mark.
    Mark,
}

/// A letter, digit or mark of a name.
struct Letter {
    c: char,
    span: Range<usize>,
}

/// The words of a name.
pub(super) fn words(name: &str) -> Vec<Raw> {
    let mut writer =
        Writer { out: Vec::with_capacity(8), word: String::with_capacity(24), ..Writer::default() };
    if name.is_ascii() {
        plain_letters(name.get(..LONGEST).unwrap_or(name), &mut writer);
    } else {
        letters(name).iter().for_each(|letter| writer.take(letter));
    }
    writer.end_word();
    writer.out
}

/// Writes letters that need no folding but of their case: whole runs at once.
fn plain_letters(name: &str, writer: &mut Writer) {
    let (mut rest, mut at) = (name, 0);
    while let Some(first) = rest.bytes().next() {
        let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        match rest.get(..run).filter(|run| !run.is_empty()) {
            Some(run) => writer.take_run(run, at..at + run.len()),
            None => writer.take(&Letter { c: char::from(first), span: at..at + 1 }),
        }
        at += run.max(1);
        rest = name.get(at..).unwrap_or_default();
    }
}

/// A text in lower-case ASCII words with a blank between.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> = words_plain(text).into_iter().map(|raw| raw.text).collect();
    words.join(" ")
}

/// As [`words`], for text in Latin letters: without the table of other scripts, which is read with this.
fn words_plain(text: &str) -> Vec<Raw> {
    let mut writer = Writer::default();
    for (start, c) in text.char_indices() {
        push_transliterated(c, start..start + c.len_utf8(), &mut |letter| writer.take(&letter));
    }
    writer.end_word();
    writer.out
}

/// Every letter of a name with its place, other scripts by meaning where the tables know the word.
fn letters(name: &str) -> Vec<Letter> {
    let mut out = Vec::with_capacity(name.len().min(LONGEST));
    let composed: Vec<Letter> = name
        .grapheme_indices(true)
        .take(LONGEST)
        .flat_map(|(at, cluster)| {
            let span = at..at + cluster.len();
            cluster.nfkc().take(8).flat_map(char::to_lowercase).map(move |c| Letter { c, span: span.clone() })
        })
        .collect();
    let mut rest = composed.as_slice();
    while let Some(first) = rest.first() {
        let taken = by_meaning(rest, &mut out).unwrap_or_else(|| {
            push_transliterated(first.c, first.span.clone(), &mut |letter| out.push(letter));
            1
        });
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// Takes the longest word of another script that begins here, and says how many letters that were.
fn by_meaning(rest: &[Letter], out: &mut Vec<Letter>) -> Option<usize> {
    let first = rest.first().filter(|letter| !letter.c.is_ascii())?;
    let is_here =
        |word: &[char]| word.len() <= rest.len() && word.iter().zip(rest).all(|(c, letter)| *c == letter.c);
    let (word, meaning) = Words::get().scripts(first.c).iter().find(|(word, _)| is_here(word))?;
    // An alphabet's word ends where its letters end.
    let goes_on = rest.get(word.len()).is_some_and(|next| next.c.is_alphabetic());
    let is_alphabet = word.iter().all(|c| ('\u{370}'..'\u{600}').contains(c));
    if is_alphabet && goes_on {
        return None;
    }
    let end = rest.get(word.len() - 1).map_or(first.span.end, |letter| letter.span.end);
    let span = first.span.start..end;
    let spaced = std::iter::once(' ').chain(meaning.chars()).chain([' ']);
    out.extend(spaced.map(|c| Letter { c, span: span.clone() }));
    Some(word.len())
}

/// Gives the ASCII letters that stand for a character.
fn push_transliterated(c: char, span: Range<usize>, push: &mut dyn FnMut(Letter)) {
    if c.is_ascii() {
        push(Letter { c: c.to_ascii_lowercase(), span });
        return;
    }
    if matches!(c, '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2032}' | '\u{b4}') {
        push(Letter { c: '\'', span });
        return;
    }
    let plain = deunicode::deunicode_char(c).unwrap_or(if c.is_alphanumeric() { "?" } else { " " });
    let plain = if c.is_alphanumeric() { plain.trim() } else { plain };
    for c in plain.chars().take(8) {
        push(Letter { c: c.to_ascii_lowercase(), span: span.clone() });
    }
}

/// Builds words from letters.
#[derive(Default)]
struct Writer {
    out: Vec<Raw>,
    word: String,
    span: Range<usize>,
    marked: bool,
    depth: usize,
}

impl Writer {
    fn take(&mut self, letter: &Letter) {
        match letter.c {
            c if c.is_ascii_alphanumeric() => {
                self.take_run(c.encode_utf8(&mut [0]), letter.span.clone());
            }
            // A mark within a word is none: L'Orfebre, Ma'anshan, and letters lost on the way (M?taux).
            '\'' | '`' => {}
            '?' | '\u{fffd}' if !self.word.is_empty() => {}
            '&' | '+' => {
                self.end_word();
                self.marked = true;
            }
            c => {
                self.end_word();
                self.marked |= !matches!(c, ' ' | '.' | '/');
                match c {
                    '(' | '[' | '{' => self.depth += 1,
                    ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    /// Takes letters and digits in a row.
    fn take_run(&mut self, run: &str, span: Range<usize>) {
        if self.word.is_empty() {
            self.span.start = span.start;
        }
        self.span.end = span.end;
        self.word.push_str(run);
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let gap = if self.marked { Gap::Mark } else { Gap::Plain };
        let text = self.word.to_ascii_lowercase();
        self.word.clear();
        self.out.push(Raw { text, span: self.span.clone(), gap, bracketed: self.depth > 0 });
        self.marked = false;
    }
}
