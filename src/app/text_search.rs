//! Looking for a text in lines that are read, not filtered: what is found is marked, and the cursor goes from one to the next.

use super::look::{Line, Role};

/// A line that is read.
pub trait TextLine {
    /// Whether a text stands in it; capitals and small letters are the same.
    fn has(&self, wanted: &str) -> bool;
}

impl TextLine for Line {
    fn has(&self, wanted: &str) -> bool {
        self.pieces.iter().any(|piece| !found(&piece.text, wanted).is_empty())
    }
}

/// A line with its number.
impl TextLine for (u32, String) {
    fn has(&self, wanted: &str) -> bool {
        !found(&self.1, wanted).is_empty()
    }
}

/// What is looked for, and where it was found last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSearch {
    /// As typed; nothing is looked for while it is empty. Capitals and small letters are the same.
    pub text: String,
    /// The index of the line that was gone to.
    pub at: Option<usize>,
}

impl TextSearch {
    /// Looks for another text; goes to the first line from `from` on that holds it, or from the top where none after it does.
    pub fn look(&mut self, lines: &[impl TextLine], from: usize, text: String) {
        self.text = text;
        self.at = self.holding(lines, from, true);
    }

    /// Goes to the next line that holds it, or the one before; from the end on to the beginning.
    pub fn step(&mut self, lines: &[impl TextLine], from: usize, forward: bool) {
        let from = match (self.at, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at.checked_sub(1).unwrap_or(lines.len()),
            (None, _) => from,
        };
        self.at = self.holding(lines, from, forward);
    }

    /// How many lines hold it, and which of them the cursor is on, from 1.
    pub fn count(&self, lines: &[impl TextLine]) -> (usize, usize) {
        let holding = lines.iter().enumerate().filter(|(_, line)| self.is_in(*line)).map(|(index, _)| index);
        let (mut all, mut here) = (0, 0);
        for index in holding {
            all += 1;
            if Some(index) == self.at {
                here = all;
            }
        }
        (here, all)
    }

    fn holding(&self, lines: &[impl TextLine], from: usize, forward: bool) -> Option<usize> {
        let is_here = |index: &usize| lines.get(*index).is_some_and(|line| self.is_in(line));
        let (before, after) = (0..from.min(lines.len()), from..lines.len());
        if forward {
            after.chain(before).find(is_here)
        } else {
            let (before, after) = (0..(from + 1).min(lines.len()), from + 1..lines.len());
            before.rev().chain(after.rev()).find(is_here)
        }
    }

    fn is_in(&self, line: &impl TextLine) -> bool {
        !self.text.is_empty() && line.has(&self.text)
    }

    /// The line with what is found in it marked.
    #[must_use]
    pub fn mark(&self, line: Line) -> Line {
        if !self.is_in(&line) {
            return line;
        }
        let mut marked = Line::new();
        for piece in line.pieces {
            let mut done = 0;
            for range in found(&piece.text, &self.text) {
                marked.push(piece.text.get(done..range.start).unwrap_or_default(), piece.role);
                done = range.end;
                marked.push(piece.text.get(range).unwrap_or_default(), Role::Match);
            }
            marked.push(piece.text.get(done..).unwrap_or_default(), piece.role);
        }
        marked.pieces.retain(|piece| !piece.text.is_empty());
        marked
    }
}

/// Where a text stands in another, in bytes, one after the other.
fn found(text: &str, wanted: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut done = 0;
    for (start, _) in text.char_indices() {
        let Some(rest) = text.get(start..).filter(|_| start >= done && !wanted.is_empty()) else { continue };
        if let Some(length) = begins(rest, wanted) {
            done = start + length;
            ranges.push(start..done);
        }
    }
    ranges
}

/// How many bytes of a text are the other, letter by letter, if it begins with that.
fn begins(text: &str, wanted: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in wanted.chars() {
        let (_, letter) = letters.next()?;
        if letter != wanted && !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(end, _)| end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Line> {
        texts.iter().map(|text| Line::of(*text, Role::Text)).collect()
    }

    #[test]
    fn the_cursor_goes_round_through_what_is_found() {
        let lines = lines(&["Tin", "gold", "a tin", "", "TIN"]);
        let mut search = TextSearch::default();
        search.look(&lines, 1, "tin".to_owned());
        assert_eq!((search.at, search.count(&lines)), (Some(2), (2, 3)));
        let mut steps = |forward| {
            search.step(&lines, 0, forward);
            search.at
        };
        assert_eq!([steps(true), steps(true), steps(false), steps(false)], [4, 0, 4, 2].map(Some));
        search.look(&lines, 0, "lead".to_owned());
        assert_eq!((search.at, search.count(&lines)), (None, (0, 0)));
        search.look(&[] as &[Line], 3, "tin".to_owned());
        search.step(&[] as &[Line], 0, false);
        assert_eq!(search.at, None);
    }

    #[test]
    fn what_is_found_is_marked_and_the_text_stays() {
        let search = TextSearch { text: "s\u{e9}".to_owned(), at: None };
        let line = Line::of("S\u{c9}s\u{e9} see", Role::Strong).with("s\u{e9}", Role::Warn);
        let marked = search.mark(line.clone());
        assert_eq!(marked.text(), line.text());
        let roles: Vec<(&str, Role)> = marked.pieces.iter().map(|it| (it.text.as_str(), it.role)).collect();
        assert_eq!(
            roles,
            [
                ("S\u{c9}", Role::Match),
                ("s\u{e9}", Role::Match),
                (" see", Role::Strong),
                ("s\u{e9}", Role::Match)
            ]
        );
        assert_eq!(TextSearch::default().mark(line.clone()), line);
    }
}
