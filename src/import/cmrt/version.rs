//! The version that a text names: `Revision 6.22`, then a date.

use unicode_normalization::UnicodeNormalization;

use crate::domain::cmrt::Version;

/// The version after the word `Revision`, as written, and what it means when it is one.
pub fn of_text(text: &str) -> Option<(String, Option<Version>)> {
    let lower = text.nfkc().collect::<String>().to_lowercase();
    let after = lower.split("revision").nth(1)?;
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let end = after
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\u{b7}'))
        .unwrap_or(after.len());
    let (number, rest) = after.split_at_checked(end)?;
    // A comma stands for the point where that is the custom.
    let number = number.replace([',', '\u{b7}'], ".");
    let number = number.trim_end_matches('.');
    if number.is_empty() {
        return None;
    }
    let mut letters = rest.chars().take_while(char::is_ascii_alphanumeric);
    let stated = match (letters.next(), letters.next()) {
        (None, _) => number.to_owned(),
        (Some(letter), None) => format!("{number}{letter}"),
        // `2 August` stands apart; what stands together is no number with a letter.
        (Some(_), Some(_)) => return None,
    };
    let version = Version::parse(&stated);
    Some((stated, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_the_texts_of_every_template() {
        for (text, version) in [
            ("Revision 2 August 29th 2012", "2"),
            ("Revision 2.02 March 29th 2013", "2.02"),
            ("Revision 2.03a\nJuly 25th, 2013", "2.03a"),
            ("Revision 6.22\nMay 11, 2022", "6.22"),
            ("Revision 1.   July 18th 2011", "1"),
            ("x REVISION: 6.5", "6.5"),
            ("Revision 6,5\n25.04.2025", "6.5"),
            ("Revision \u{ff16}\u{ff0e}\u{ff15}", "6.5"),
            ("Revision 6.6.1\nMay 29, 2026", "6.6.1"),
            ("Revision 6,22, May 11, 2022", "6.22"),
        ] {
            let (stated, read) = of_text(text).unwrap();
            assert_eq!(stated, version);
            assert_eq!(read, Version::parse(version));
        }
        assert_eq!(of_text("Revision 6.123"), Some(("6.123".to_owned(), None)));
        for text in ["", "Revision", "Revision May 2012", "6.5", "Revision 2nd draft"] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }
}
