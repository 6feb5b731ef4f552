//! E-mail addresses: what is one, and what keeps a text from being one.
//!
//! An address goes into the head of a mail as it is. What has a meaning there (a comma begins another recipient, a bracket
//! ends this one) could send a letter to somebody else, so a text that holds it is no address.

use crate::text::clean;

/// The longest address that mail carries, in bytes (RFC 5321, 4.5.3.1.3, without its brackets).
const LONGEST: usize = 254;

/// Signs with a meaning of their own in the head of a mail (RFC 5322, 3.2.3), but for dot and `@`; and the quotes that
/// programs for texts make of them. An apostrophe has none, and stands in names such as O\u{2019}Brien as `'`.
const SIGNS: &str = "<>,;:()[]\\\"`\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}\u{ab}\u{bb}";

/// Why a text is no e-mail address: what one has, what to write, and last, where a narrow line may cut it, the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// It holds a sign that no address has: its name.
    #[error("an e-mail address has no {1}: write one name@host, not \u{201c}{0}\u{201d}")]
    Sign(String, String),
    /// It has no `@`, or several.
    #[error("an e-mail address has one @, this {1}: write one name@host, not \u{201c}{0}\u{201d}")]
    Ats(String, &'static str),
    /// Nothing stands before or behind the `@`.
    #[error("an e-mail address has something {1} its @: write name@host, not \u{201c}{0}\u{201d}")]
    Half(String, &'static str),
    #[error("an e-mail address has at most {LONGEST} bytes: write one name@host, not \u{201c}{0}\u{201d}")]
    Long(String),
}

/// Whether a text can be an e-mail address: something on both sides of one `@`, and no sign that means something else in
/// the head of a mail.
///
/// # Errors
/// When it cannot.
pub fn check_address(text: &str) -> Result<(), AddressFault> {
    let shown: String = clean(text).chars().take(80).collect();
    if let Some(sign) = text.chars().find_map(named) {
        return Err(AddressFault::Sign(shown, sign));
    }
    if text.len() > LONGEST {
        return Err(AddressFault::Long(shown));
    }
    match text.split_once('@') {
        None => Err(AddressFault::Ats(shown, "none")),
        Some((_, host)) if host.contains('@') => Err(AddressFault::Ats(shown, "several")),
        Some(("", _)) => Err(AddressFault::Half(shown, "before")),
        Some((_, "")) => Err(AddressFault::Half(shown, "behind")),
        Some(_) => Ok(()),
    }
}

/// Whether a text can be an e-mail address.
pub fn is_email(text: &str) -> bool {
    check_address(text).is_ok()
}

/// A sign that no address holds, by what it is called.
fn named(sign: char) -> Option<String> {
    match sign {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("line break".to_owned()),
        _ if sign.is_whitespace() => Some("blank".to_owned()),
        '"' => Some("quote (\")".to_owned()),
        _ if SIGNS.contains(sign) => Some(format!("\u{201c}{sign}\u{201d}")),
        // Nothing of it is left where texts are cleaned: nobody could see it.
        _ if clean(sign.encode_utf8(&mut [0; 4])).is_empty() => {
            Some(format!("invisible sign (U+{:04X})", u32::from(sign)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_words() {
        for text in ["a@x.de", "o'brien+x@a-b.example", "\u{fc}@\u{df}.example", "a/b=c@x"] {
            assert_eq!(check_address(text), Ok(()), "{text}");
        }
        for (text, why) in [
            ("a x@y", "no blank"),
            ("a\u{a0}x@y", "no blank"),
            ("a@y\r\nBcc: b@z", "no line break"),
            ("a@y\u{2028}", "no line break"),
            ("<a@y", "\u{201c}<\u{201d}"),
            ("a@y>", "\u{201c}>\u{201d}"),
            ("a@y,b@z", "\u{201c},\u{201d}"),
            ("a@y;b@z", "\u{201c};\u{201d}"),
            ("all:a@y", "\u{201c}:\u{201d}"),
            ("a(b)@y", "\u{201c}(\u{201d}"),
            ("a@[1.2.3.4]", "\u{201c}[\u{201d}"),
            ("\"a\"@y", "no quote"),
            ("\u{201c}a@y", "\u{201c}\u{201c}\u{201d}"),
            ("a\\@y", "\u{201c}\\\u{201d}"),
            ("a\u{200b}@y", "U+200B"),
            ("a\0@y", "U+0000"),
            ("a@b@c", "this several"),
            ("none", "this none"),
            ("", "this none"),
            ("@x", "before"),
            ("a@", "behind"),
        ] {
            let told = check_address(text).unwrap_err().to_string();
            assert!(told.contains(why) && told.contains("name@host"), "{text:?}: {told}");
        }
        assert!(!is_email(&format!("{}@x", "a".repeat(LONGEST))));
    }
}
