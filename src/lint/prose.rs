//! Paragraphs and sentences as they are written, each character with its line, whatever lines they run over.

use crate::import::document::{LINE_BREAK, Pattern, ProseSentence, Sentences, Word, ends_sentence};
use crate::text::fold;

/// A paragraph, or a cell of a table that is no list of facilities.
#[derive(Debug)]
pub struct LintParagraph {
    pub sentences: Vec<LintSentence>,
    pub is_cell: bool,
    /// All of it, folded.
    pub folded: String,
}

/// A sentence.
#[derive(Debug)]
pub struct LintSentence {
    /// As it is written, on one line, with straight quotation marks and plain hyphens.
    pub text: String,
    /// Where each of its lines begins in the text, in bytes.
    starts: Vec<(usize, u32)>,
    /// The same as folded words.
    pub prose: ProseSentence,
}

impl LintParagraph {
    /// The paragraph of lines with their numbers; none where they hold nothing.
    pub fn new(pieces: &[(u32, String)], is_cell: bool) -> Option<Self> {
        let mut builder = Builder::default();
        for (line, piece) in pieces {
            let plain: String = piece.chars().filter_map(plain).collect();
            plain.split_whitespace().for_each(|word| builder.word(*line, word));
        }
        builder.end();
        let folded: Vec<String> = builder.done.iter().map(|sentence| fold(&sentence.text)).collect();
        let (sentences, folded) = (builder.done, folded.join(" "));
        (!sentences.is_empty()).then_some(Self { sentences, is_cell, folded })
    }

    /// Whether a sentence of the lines read so far goes on in the next paragraph: a page ends within it.
    pub fn goes_on(open: &[(u32, String)], next: &[(u32, String)]) -> bool {
        let last = open.iter().rev().find_map(|(_, piece)| piece.split_whitespace().next_back());
        let first = next.iter().find_map(|(_, piece)| piece.trim_start().chars().next());
        let is_open = |word: &str| !ends_sentence(word) && !word.ends_with([':', ';']);
        last.is_some_and(is_open) && first.is_some_and(char::is_lowercase)
    }

    /// Whether one of the folded phrases stands in it.
    pub fn says_any(&self, phrases: &[String]) -> bool {
        phrases.iter().any(|phrase| says(&self.folded, phrase))
    }

    /// The line on which it begins.
    pub fn line(&self) -> u32 {
        self.sentences.first().map_or(0, LintSentence::line)
    }

    /// How many words it has.
    pub fn length(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.prose.words.len()).sum()
    }
}

/// Whether a folded phrase stands in a folded text, as whole words.
pub fn says(folded: &str, phrase: &str) -> bool {
    let blank = |c: Option<char>| c.is_none_or(|c| c == ' ');
    folded.match_indices(phrase).any(|(at, _)| {
        let before = folded.get(..at).and_then(|before| before.chars().next_back());
        let after = folded.get(at + phrase.len()..).and_then(|after| after.chars().next());
        blank(before) && blank(after)
    })
}

/// A character as the lint compares it; none where it shows nothing.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' => Some('"'),
        '\u{2010}'..='\u{2013}' => Some('-'),
        '\u{a0}' | '\u{2007}' | '\u{202f}' | LINE_BREAK => Some(' '),
        '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
        c => Some(c),
    }
}

#[derive(Default)]
struct Builder {
    done: Vec<LintSentence>,
    text: String,
    starts: Vec<(usize, u32)>,
    /// Whether the last word ends a sentence.
    ended: bool,
}

impl Builder {
    fn word(&mut self, line: u32, word: &str) {
        if self.ended && !word.starts_with(char::is_lowercase) {
            self.end();
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        if self.starts.last().is_none_or(|(_, last)| *last != line) {
            self.starts.push((self.text.len(), line));
        }
        self.text.push_str(word);
        self.ended = ends_sentence(word);
    }

    fn end(&mut self) {
        self.ended = false;
        let (text, starts) = (std::mem::take(&mut self.text), std::mem::take(&mut self.starts));
        if !text.is_empty() {
            let prose = prose(&text, &starts, self.done.is_empty());
            self.done.push(LintSentence { text, starts, prose });
        }
    }
}

/// The words of a sentence.
fn prose(text: &str, starts: &[(usize, u32)], opens: bool) -> ProseSentence {
    let mut sentences = Sentences::default();
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    for ((start, line), end) in starts.iter().zip(ends) {
        sentences.line(*line, text.get(*start..end).unwrap_or_default());
    }
    let words = sentences.finish().into_iter().flat_map(|sentence| sentence.words).collect();
    ProseSentence { words, opens }
}

impl LintSentence {
    /// The line on which it begins.
    pub fn line(&self) -> u32 {
        self.starts.first().map_or(0, |(_, line)| *line)
    }

    /// The line of the character at a byte of the text.
    pub fn line_at(&self, at: usize) -> u32 {
        let begun = self.starts.iter().rev().find(|(start, _)| *start <= at);
        begun.map_or(0, |(_, line)| *line)
    }

    /// Where a name stands, as whole words; capitals do not count.
    pub fn places_of(&self, name: &str) -> Vec<usize> {
        let (text, name) = (self.text.to_ascii_lowercase(), name.to_ascii_lowercase());
        places(&text, &name)
    }

    /// Where a name stands, as whole words with its capitals.
    pub fn exact_places_of(&self, name: &str) -> Vec<usize> {
        places(&self.text, name)
    }

    /// The text before and after so many bytes from a place on.
    pub fn around(&self, at: usize, length: usize) -> (&str, &str) {
        (self.text.get(..at).unwrap_or_default(), self.text.get(at + length..).unwrap_or_default())
    }

    /// The first match of one of several patterns, and its line.
    pub fn find(&self, patterns: &[Pattern]) -> Option<PatternHit<'_>> {
        let words = self.prose.words.as_slice();
        let hit = |pattern: &Pattern| {
            let start = (0..words.len()).find(|at| pattern.match_at(words, *at).is_some())?;
            let found = pattern.match_at(words, start)?;
            let line = words.get(start)?.line;
            Some(PatternHit { words: words.get(start..found.end)?, taken: found.taken, end: found.end, line })
        };
        patterns.iter().find_map(hit)
    }

    /// Whether one of these words stands in it.
    pub fn has_any(&self, words: &std::collections::HashSet<String>) -> bool {
        self.prose.words.iter().any(|word| words.contains(&word.text))
    }
}

/// Where a pattern matched in a sentence.
#[derive(Debug)]
pub struct PatternHit<'a> {
    /// The words that it matched.
    pub words: &'a [Word],
    /// The word that was taken, from the sentence's beginning.
    pub taken: usize,
    /// The word after the match, from the sentence's beginning.
    pub end: usize,
    pub line: u32,
}

fn places(text: &str, name: &str) -> Vec<usize> {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_whole = |at: &usize| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        apart(before) && apart(after)
    };
    text.match_indices(name).map(|(at, _)| at).filter(is_whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(lines: &[&str]) -> LintParagraph {
        let pieces: Vec<(u32, String)> = (1..).zip(lines.iter().map(|line| (*line).to_owned())).collect();
        LintParagraph::new(&pieces, false).unwrap()
    }

    #[test]
    fn sentences_run_over_lines_and_every_word_keeps_its_own() {
        let paragraph = paragraph(&["We use Acme, Inc. and the", "\u{201c}List\u{201d}. It is", "new."]);
        let texts: Vec<&str> = paragraph.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        assert_eq!(texts, ["We use Acme, Inc. and the \"List\".", "It is new."]);
        let second = &paragraph.sentences[1];
        assert_eq!((second.line(), second.line_at(6), second.places_of("IS")), (2, 3, vec![3]));
        assert_eq!(second.prose.words.iter().map(|word| word.line).collect::<Vec<_>>(), [2, 2, 3]);
    }

    #[test]
    fn a_sentence_goes_on_over_a_page_in_small_letters() {
        let piece = |text: &str| vec![(1, text.to_owned())];
        assert!(LintParagraph::goes_on(&piece("we ask our"), &piece("suppliers for")));
        assert!(!LintParagraph::goes_on(&piece("we asked."), &piece("suppliers for")));
        assert!(!LintParagraph::goes_on(&piece("we ask our"), &piece("Suppliers for")));
        assert!(says("the form sd is", "form sd") && !says("platform sd", "form sd"));
    }
}
