//! What may reach the workspace and the terminal.

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

/// A text as it was written, but on one line and without control, bidirectional or zero-width characters: blanks
/// stay as they are.
#[must_use]
pub fn as_written(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    Cow::Owned(lines.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect())
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
    use super::{as_written, clean, visible};

    #[test]
    fn controls_and_bidi_never_pass() {
        assert_eq!(clean("a\u{1b}[31mb\tc\u{202e}d\u{200b} \n e "), "a[31mb cd e");
        assert_eq!(visible("a\u{202e}b\u{1b}\t"), "a<U+202E>b<U+001B> ");
    }

    #[test]
    fn what_was_written_keeps_its_blanks_alone() {
        assert_eq!(as_written(" a  b\u{a0}"), " a  b\u{a0}");
        assert_eq!(as_written("a\r\nb\u{202e}\u{1b}c\n"), "a bc ");
    }

    #[test]
    fn composed_and_decomposed_are_one() {
        assert_eq!(clean("Mu\u{308}nchen"), clean("M\u{fc}nchen"));
    }
}
