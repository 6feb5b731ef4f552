//! Folding: the form in which two spellings of one name compare equal, and in which search looks.

use unicode_normalization::UnicodeNormalization;

/// Lower case, no accents, transliterated to ASCII, every run of anything but letters and digits one blank.
///
/// `"KOREA, REPUBLIC OF"` and `"Korea (Republic of)"` fold to the same text. Empty when nothing is left.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_ascii(text, &mut out);
    } else {
        let compatible: String = text.nfkc().collect();
        fold_ascii(&deunicode::deunicode(&compatible), &mut out);
    }
    out
}

fn fold_ascii(text: &str, out: &mut String) {
    let mut blank = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c.to_ascii_lowercase());
        } else if c != '\'' && c != '.' {
            blank = true;
        }
    }
}

/// The folded words of a search; a row matches when it holds all of them.
#[must_use]
pub fn words(query: &str) -> Vec<String> {
    fold(query).split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{fold, words};

    #[test]
    fn spellings_fold_together() {
        assert_eq!(fold("KOREA, REPUBLIC OF"), fold("Korea  (Republic of)"));
        assert_eq!(fold("L'Orfebre S.A."), "lorfebre sa");
        assert_eq!(fold("L\u{2019}Orfèbre S.A."), "lorfebre sa");
        assert_eq!(fold("Łódź Straße"), "lodz strasse");
        assert_eq!(fold(" -- "), "");
    }

    #[test]
    fn a_search_is_its_words() {
        assert_eq!(words(" Zijin  gold-"), ["zijin", "gold"]);
    }
}
