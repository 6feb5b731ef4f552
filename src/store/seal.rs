//! The checksum at the end of a journal line: a comment, so that the line stays RON that a person can read.

use super::record::sha256;

/// What stands between a line's text and its checksum.
const MARK: &str = " // ";

/// How many hexadecimal digits of the SHA-256 of the text are given.
const DIGITS: usize = 8;

/// A line's text, and what its checksum says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SealedLine<'a> {
    /// The line without its checksum.
    pub text: &'a str,
    /// Whether the checksum is another one than the text's. A line without one, as earlier versions wrote
    /// it and as a person leaves it who deletes the comment, is not broken.
    pub is_broken: bool,
}

fn checksum(text: &str) -> String {
    let mut sum = sha256(text.as_bytes());
    sum.truncate(DIGITS);
    sum
}

/// Adds the checksum to a line's text.
pub(super) fn seal(text: &mut String) {
    let sum = checksum(text);
    text.push_str(MARK);
    text.push_str(&sum);
}

/// Separates a line's text from its checksum. A record ends with a parenthesis, so a single word after the
/// mark is a checksum (or what is left of one) and never part of a title.
pub(super) fn unseal(line: &str) -> SealedLine<'_> {
    let whole = line.trim_end();
    if let Some(text) = whole.strip_suffix(MARK.trim_end()) {
        return SealedLine { text, is_broken: true };
    }
    match whole.rsplit_once(MARK) {
        Some((text, sum)) if sum.chars().all(|c| c.is_ascii_alphanumeric()) => {
            SealedLine { text, is_broken: sum != checksum(text) }
        }
        Some(_) | None => SealedLine { text: line, is_broken: false },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sealed(text: &str) -> String {
        let mut line = text.to_owned();
        seal(&mut line);
        line
    }

    #[test]
    fn a_checksum_is_the_beginning_of_the_sha_256() {
        assert_eq!(sealed("abc"), "abc // ba7816bf");
    }

    #[test]
    fn lines_without_a_checksum_are_taken_as_they_are() {
        for line in ["(a:1)\n", "(a:\"(x) // y\")", "(a:1) // changed by Ada, see mail\n", ""] {
            assert_eq!(unseal(line), SealedLine { text: line, is_broken: false });
        }
    }

    #[test]
    fn a_checksum_cut_short_is_broken() {
        let mut line = sealed("(a:1)");
        for _ in 0..=DIGITS {
            line.pop();
            assert!(unseal(&line).is_broken, "{line}");
        }
    }

    #[test]
    fn other_line_ends_do_not_matter() {
        assert_eq!(unseal(&(sealed("(a:1)") + "\r\n")), SealedLine { text: "(a:1)", is_broken: false });
    }

    proptest! {
        #[test]
        fn any_other_character_in_the_text_breaks_it(
            text in "\\([a-z /\"]{1,40}\\)",
            at in any::<prop::sample::Index>(),
        ) {
            let whole = sealed(&text);
            prop_assert_eq!(unseal(&whole), SealedLine { text: &text, is_broken: false });
            let at = at.index(text.len());
            let mut bytes = whole.into_bytes();
            bytes[at] = if bytes[at] == b'Q' { b'R' } else { b'Q' };
            prop_assert!(unseal(std::str::from_utf8(&bytes).unwrap()).is_broken);
        }
    }
}
