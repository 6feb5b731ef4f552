//! What may reach the workspace, and what may leave it.
//!
//! Three ways, and no fourth. **In** goes [`clean`], or [`clean_lines`]: what is typed or read from a file. **Out** goes [`as_written`]: every value
//! that leaves in a table, a report, a letter, the trace or on the clipboard passes it where it leaves, for a workspace is text
//! that a person may have edited and an earlier program written; a text of several lines passes it line by line, by
//! [`lines_as_written`]. Values are not cleaned when they are loaded: contents are named by their hash, and an edit carries what
//! was there before. **Told** is [`visible`]: on screen and by commands, where nothing that stands in a workspace may go unseen.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Characters that change the direction of text or have no width, with which a name can be made to look
/// like another one.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// A value as it enters the workspace: NFC, one line, no control, bidirectional or zero-width characters,
/// runs of blanks made one, none at the ends.
///
/// An escape character takes the rest of its sequence with it only as far as it is not printable; what is
/// printable stays, so that nothing a reader could see disappears.
#[must_use]
pub fn clean(text: &str) -> String {
    // Nothing of ASCII is composed; tables are mostly of it.
    if text.is_ascii() { cleaned(text.chars(), text.len()) } else { cleaned(text.nfc(), text.len()) }
}

/// A text of several lines as it enters the workspace, such as a note: each line as [`clean`] has it, at most one empty line between
/// others, none at the ends.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.replace("\r\n", "\n").split(['\n', '\r']).map(clean) {
        if !line.is_empty() || lines.last().is_some_and(|before| !before.is_empty()) {
            lines.push(line);
        }
    }
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

fn cleaned(text: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut blank = false;
    for c in text {
        if c.is_whitespace() {
            blank = !out.is_empty();
        } else if !c.is_control() && !is_invisible(c) {
            if blank {
                out.push(' ');
                blank = false;
            }
            out.push(c);
        }
    }
    out
}

/// Whether a text holds something that must not leave: control, bidirectional or zero-width characters, line ends included.
pub fn is_unclean(text: &str) -> bool {
    text.chars().any(|c| c.is_control() || is_invisible(c))
}

/// The way out: a value as it was written, but on one line and without control, bidirectional or zero-width characters. Blanks
/// stay as they are.
#[must_use]
pub fn as_written(text: &str) -> Cow<'_, str> {
    if !is_unclean(text) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    Cow::Owned(lines.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect())
}

/// The way out for a text of several lines, such as a letter or rows with tabs between their cells: its lines and tabs stay,
/// all else is as [`as_written`] has it.
#[must_use]
pub fn lines_as_written(text: &str) -> String {
    let line = |line: &str| line.split('\t').map(as_written).collect::<Vec<_>>().join("\t");
    text.replace("\r\n", "\n").split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Text as it may be shown when it must not lose anything: each control, bidirectional or zero-width
/// character stands as `<U+XXXX>`; a tab or line end as one blank.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\t' | '\n' | '\r') {
            out.push(' ');
        } else if c.is_control() || is_invisible(c) {
            out.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{as_written, clean, lines_as_written, visible};

    #[test]
    fn controls_and_bidi_never_pass() {
        assert_eq!(clean("a\u{1b}[31mb\tc\u{202e}d\u{200b} \n e "), "a[31mb cd e");
        assert_eq!(visible("a\u{202e}b\u{1b}\t"), "a<U+202E>b<U+001B> ");
    }

    #[test]
    fn what_was_written_keeps_its_blanks_alone() {
        assert_eq!(as_written(" a  b\u{a0}"), " a  b\u{a0}");
        assert_eq!(as_written("a\r\nb\u{202e}\u{1b}c\n"), "a bc ");
        assert_eq!(lines_as_written("a\tb\u{7}\r\n\nc\rd\u{2066}"), "a\tb\n\nc d");
    }

    #[test]
    fn composed_and_decomposed_are_one() {
        assert_eq!(clean("Mu\u{308}nchen"), clean("M\u{fc}nchen"));
    }
}
