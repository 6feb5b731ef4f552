//! Marks of footnotes on cells.

use crate::domain::Status;
use crate::text::{clean, without_marks};

/// A cell's text without marks of footnotes at its ends, and the marks in their order. Numbers in brackets are marks in documents
/// only: in a plain table they are part of what is written.
pub fn unmarked(text: &str, in_document: bool) -> (String, Vec<String>) {
    let cleaned = clean(text);
    let mut marks = Vec::new();
    let mut rest = cleaned.as_str();
    loop {
        let bare = rest.trim_matches(is_sign).trim();
        if let Some((before, after)) = rest.split_once(bare).filter(|_| !bare.is_empty()) {
            marks.extend([before, after].into_iter().flat_map(signs));
        }
        let (bare, mark) = if in_document { without_number(bare) } else { (bare, None) };
        marks.extend(mark.map(str::to_owned));
        let bare = bare.trim_end();
        if bare == rest {
            return (bare.to_owned(), marks);
        }
        rest = bare;
    }
}

/// A status without marks of footnotes, and the marks: signs, a number in brackets, or one behind a blank.
pub fn status_unmarked(text: &str) -> (String, Vec<String>) {
    let (text, mut marks) = unmarked(text, true);
    let bare = without_marks(&text).trim_end().to_owned();
    let number = text.strip_prefix(&bare).map_or("", str::trim);
    let is_status = Status::in_column("", &bare).is_some();
    if number.is_empty() || !is_status {
        return (text, marks);
    }
    marks.push(number.to_owned());
    (bare, marks)
}

/// The marks among signs that stand together: several of one kind are one mark ("**").
fn signs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for c in text.chars().filter(|c| is_sign(*c)) {
        match found.last_mut().filter(|mark| mark.ends_with(c)) {
            Some(mark) => mark.push(c),
            None => found.push(c.to_string()),
        }
    }
    found
}

/// Signs by which footnotes are marked.
fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '^' | '⁺' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// The text without `(1)`, `[2]` or `(*)` at its end, and what stands in these.
fn without_number(text: &str) -> (&str, Option<&str>) {
    let inner = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let inner = inner.or_else(|| text.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')));
    match inner {
        Some((before, mark)) if !before.is_empty() && is_mark(mark) => (before, Some(mark)),
        _ => (text, None),
    }
}

/// What stands in the brackets of a mark: a number or signs.
fn is_mark(mark: &str) -> bool {
    !mark.is_empty() && mark.len() <= 3 && mark.chars().all(|c| c.is_ascii_digit() || is_sign(c))
}

/// A footnote: the mark with which a text begins, and what it says of it; none for a text that begins with no mark. Numbers are
/// written alike: `(1)`, `[1]` and a raised 1.
pub fn footnote(text: &str) -> Option<(String, &str)> {
    let text = text.trim();
    let signed = text.trim_start_matches(is_sign);
    if signed.len() < text.len() {
        let mark = text.get(..text.len() - signed.len())?;
        return Some((plain(mark), said(signed)?));
    }
    let (open, close) = match text.chars().next()? {
        '(' => ('(', ')'),
        '[' => ('[', ']'),
        _ => return None,
    };
    let (mark, rest) = text.strip_prefix(open)?.split_once(close)?;
    if !is_mark(mark) {
        return None;
    }
    Some((plain(mark), said(rest)?))
}

fn said(rest: &str) -> Option<&str> {
    let rest =
        rest.trim_start_matches([' ', '\u{a0}', ':', '=', '-', '\u{2013}', '\u{2014}', '.']).trim_end();
    rest.chars().any(char::is_alphabetic).then_some(rest)
}

/// A mark with raised digits as plain ones.
pub fn plain(mark: &str) -> String {
    let digit = |c: char| match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        other => other,
    };
    mark.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_off_statuses() {
        for (written, mark) in [
            ("Conformant*", "*"),
            ("Conformant (2)", "2"),
            ("Conformant [2]", "2"),
            ("Conformant 2", "2"),
            ("Conformant\u{b9}", "\u{b9}"),
            ("Conformant \u{2020}", "\u{2020}"),
        ] {
            assert_eq!(
                status_unmarked(written),
                ("Conformant".to_owned(), vec![mark.to_owned()]),
                "{written}"
            );
        }
        assert_eq!(status_unmarked("TI-CMC Category A"), ("TI-CMC Category A".to_owned(), Vec::new()));
    }

    #[test]
    fn marks_of_footnotes_come_off() {
        for (written, expected, marks) in [
            ("Dowa*", "Dowa", vec!["*"]),
            ("Dowa (1)", "Dowa", vec!["1"]),
            ("Dowa† [2] ", "Dowa", vec!["2", "†"]),
            ("*Dowa¹", "Dowa", vec!["*", "¹"]),
            ("Dowa**", "Dowa", vec!["**"]),
            ("Mint (T/a The Perth Mint)", "Mint (T/a The Perth Mint)", vec![]),
            ("(1)", "(1)", vec![]),
        ] {
            let marks: Vec<String> = marks.into_iter().map(str::to_owned).collect();
            assert_eq!(unmarked(written, true), (expected.to_owned(), marks), "{written}");
        }
        assert_eq!(unmarked("Plant (2)*", false).0, "Plant (2)");
    }

    #[test]
    fn a_footnote_is_its_mark_and_what_it_says() {
        for (text, expected) in [
            ("* Conformant.", Some(("*", "Conformant."))),
            ("(1) As of May", Some(("1", "As of May"))),
            ("¹ As of May", Some(("1", "As of May"))),
            ("** = active", Some(("**", "active"))),
            ("Dowa", None),
            ("(a company)", None),
            ("***", None),
        ] {
            assert_eq!(footnote(text), expected.map(|(mark, said)| (mark.to_owned(), said)), "{text}");
        }
    }
}
