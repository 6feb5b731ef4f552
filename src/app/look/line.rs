//! A line of text whose pieces have roles, and wrapping it.
//!
//! A line is broken at blanks. What should stay in one line, such as the place of a value in a file, has blanks in it that do not
//! break ([`kept_together`]); where it is too long for that, it is broken at these, and a long word behind a sign.

use unicode_segmentation::UnicodeSegmentation;

use super::Role;
use crate::text::width;

/// A piece of text with one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, without line ends.
    pub text: String,
    /// What it means.
    pub role: Role,
}

/// A line of pieces, of any width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its pieces, left to right.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// A line of one piece.
    pub fn of(text: impl Into<String>, role: Role) -> Self {
        Self::new().with(text, role)
    }

    /// The line with one more piece.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, role: Role) -> Self {
        self.push(text, role);
        self
    }

    /// Adds a piece.
    pub fn push(&mut self, text: impl Into<String>, role: Role) {
        self.pieces.push(Piece { text: text.into(), role });
    }

    /// Its width in columns.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// Its text without roles.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The line broken between words into lines of at most `columns`; longer words are broken behind their signs, or where
    /// they must. Lines after the first begin with `indent` blanks (fewer when there is no room). An empty line
    /// stays one empty line; without any room nothing is left.
    pub fn wrap(&self, columns: usize, indent: usize) -> Vec<Self> {
        if columns == 0 {
            return Vec::new();
        }
        let mut wrapper = Wrapper::new(columns, indent.min(columns.saturating_sub(2) / 2));
        for word in self.words() {
            wrapper.add(word);
        }
        wrapper.lines.push(wrapper.line);
        for piece in wrapper.lines.iter_mut().flat_map(|line| &mut line.pieces) {
            if piece.text.contains(UNBROKEN) {
                piece.text = piece.text.replace(UNBROKEN, " ");
            }
        }
        wrapper.lines
    }

    /// Words and the blanks between them; a word may have pieces of several roles.
    fn words(&self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        for piece in &self.pieces {
            for part in piece.text.split_inclusive(' ') {
                let (text, blank) = part.strip_suffix(' ').map_or((part, false), |text| (text, true));
                if words.last().is_none_or(|word| word.blank.is_some()) {
                    words.push(Word::default());
                }
                let Some(word) = words.last_mut() else { continue };
                if !text.is_empty() {
                    word.line.push(text, piece.role);
                }
                word.blank = blank.then_some(piece.role);
            }
        }
        words
    }
}

/// The blank at which a line is not broken.
const UNBROKEN: char = '\u{a0}';

/// The signs behind which a word is broken that is too long for a line.
const BREAKS: [char; 10] = [UNBROKEN, '!', '@', ',', ';', ':', '/', '\\', '-', '_'];

/// A text that is not broken over lines, where one line has room for it.
#[must_use]
pub fn kept_together(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// The parts of a word, each up to a sign behind which it may be broken.
fn parts(word: &Line) -> Vec<Line> {
    let mut parts: Vec<Line> = Vec::new();
    let mut is_open = false;
    for piece in &word.pieces {
        for text in piece.text.split_inclusive(BREAKS) {
            match parts.last_mut().filter(|_| is_open) {
                Some(part) => part.push(text, piece.role),
                None => parts.push(Line::of(text, piece.role)),
            }
            is_open = !text.ends_with(BREAKS);
        }
    }
    parts
}

/// A word, and the role of the blank that follows it.
#[derive(Debug, Default)]
struct Word {
    line: Line,
    blank: Option<Role>,
}

struct Wrapper {
    columns: usize,
    indent: usize,
    lines: Vec<Line>,
    line: Line,
    used: usize,
    /// The blank owed before the next word.
    blank: Option<Role>,
}

impl Wrapper {
    fn new(columns: usize, indent: usize) -> Self {
        Self { columns, indent, lines: Vec::new(), line: Line::new(), used: 0, blank: None }
    }

    fn add(&mut self, word: Word) {
        let wide = word.line.width();
        let owed = usize::from(self.blank.is_some());
        if self.used + owed + wide > self.columns && self.used > self.start() {
            self.break_line();
        }
        if let Some(role) = self.blank.take() {
            self.line.push(" ", role);
            self.used += 1;
        }
        if self.used + wide <= self.columns {
            self.line.pieces.extend(word.line.pieces);
            self.used += wide;
        } else {
            self.break_word(&word.line);
        }
        self.blank = word.blank;
    }

    /// The columns that are taken before anything stands on the current line.
    fn start(&self) -> usize {
        if self.lines.is_empty() { 0 } else { self.indent }
    }

    fn break_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.used = self.indent;
        self.blank = None;
        if self.indent > 0 {
            self.line.push(" ".repeat(self.indent), Role::Text);
        }
    }

    /// A word that is longer than a line: its parts stay whole as far as they can.
    fn break_word(&mut self, word: &Line) {
        for part in parts(word) {
            let wide = part.width();
            if self.used + wide > self.columns && self.used > self.start() {
                self.break_line();
            }
            self.break_part(&part);
        }
    }

    fn break_part(&mut self, part: &Line) {
        for piece in &part.pieces {
            let mut part = String::new();
            for grapheme in piece.text.graphemes(true) {
                let wide = width(grapheme);
                if self.used + wide > self.columns && self.used > self.start() {
                    self.line.push(std::mem::take(&mut part), piece.role);
                    self.break_line();
                }
                part.push_str(grapheme);
                self.used += wide;
            }
            self.line.push(part, piece.role);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrapped(text: &str, columns: usize, indent: usize) -> Vec<String> {
        Line::of(text, Role::Text).wrap(columns, indent).iter().map(Line::text).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("ask for its RMAP plan", 9, 0), ["ask for", "its RMAP", "plan"]);
        assert_eq!(wrapped("ask for its RMAP plan", 9, 2), ["ask for", "  its", "  RMAP", "  plan"]);
        assert_eq!(wrapped("", 9, 2), [""]);
        assert!(wrapped("word", 0, 0).is_empty());
    }

    #[test]
    fn long_words_break_where_they_must() {
        assert_eq!(wrapped("a Wolframhütte b", 6, 0), ["a", "Wolfra", "mhütte", "b"]);
        assert_eq!(wrapped("銅業有限", 5, 0), ["銅業", "有限"]);
    }

    #[test]
    fn long_words_break_behind_their_signs() {
        assert_eq!(
            wrapped("see inbox/gallant-ridge.xlsx", 12, 0),
            ["see", "inbox/", "gallant-", "ridge.xlsx"]
        );
        assert_eq!(wrapped("a-b-c-d", 4, 0), ["a-b-", "c-d"]);
    }

    #[test]
    fn what_is_kept_together_breaks_only_where_no_line_holds_it() {
        let place = format!("CID000123 list.xlsx, {}", kept_together("Smelter Look-up!E333"));
        assert_eq!(wrapped(&place, 32, 0), ["CID000123 list.xlsx,", "Smelter Look-up!E333"]);
        assert_eq!(wrapped(&place, 18, 0), ["CID000123", "list.xlsx,", "Smelter Look-up!", "E333"]);
    }

    #[test]
    fn a_word_of_several_roles_stays_together_and_keeps_them() {
        let line = Line::of("see zhao", Role::Text).with("jin", Role::Match).with(" gold", Role::Muted);
        let lines = line.wrap(8, 0);
        let texts: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(texts, ["see", "zhaojin", "gold"]);
        assert!(lines[1].pieces.contains(&Piece { text: "jin".to_owned(), role: Role::Match }));
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-z銅é ]{0,40}", columns in 2usize..20, indent in 0usize..6) {
            let lines = wrapped(&text, columns, indent);
            prop_assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
