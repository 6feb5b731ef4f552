//! Width in terminal cells, and cutting to it.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many terminal columns the text takes.
pub fn width(text: &str) -> usize {
    // Nearly all text is of letters that take one column each, and tables measure much of it at once.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) { text.len() } else { text.width() }
}

/// The text cut to at most `columns`, ending in `…` when something was cut. Never splits a grapheme.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(1);
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide > room {
            break;
        }
        used += wide;
        out.push_str(grapheme);
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// The text cut or filled with blanks on the right to exactly `columns`.
#[must_use]
pub fn pad_right(text: &str, columns: usize) -> String {
    let mut out = cut(text, columns);
    let missing = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The text cut or filled with blanks on the left to exactly `columns`.
#[must_use]
pub fn pad_left(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let missing = columns.saturating_sub(width(&cut));
    let mut out = " ".repeat(missing);
    out.push_str(&cut);
    out
}

#[cfg(test)]
mod tests {
    use super::{cut, pad_left, pad_right, width};

    #[test]
    fn cutting_never_exceeds_the_room() {
        for columns in 0..12 {
            let text = cut("銅業 Ganzhou é", columns);
            assert!(width(&text) <= columns, "{text:?} in {columns}");
        }
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("銅業有", 4), "銅…");
    }

    #[test]
    fn plain_letters_are_measured_as_all_others() {
        for text in ["", "Gold", "Gold (Au) ~ 100 %", "tab\there", "銅業", "e\u{301}", "Gold\u{200b}"] {
            assert_eq!(width(text), unicode_width::UnicodeWidthStr::width(text), "{text:?}");
        }
    }

    #[test]
    fn padding_is_exact() {
        assert_eq!(pad_right("銅", 4), "銅  ");
        assert_eq!(pad_left("7", 3), "  7");
    }
}
