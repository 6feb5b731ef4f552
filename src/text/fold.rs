//! Folding: the form in which two spellings of one name compare equal, and in which search looks.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Lower case, no accents, transliterated to ASCII, every run of anything but letters and digits one blank.
///
/// `"KOREA, REPUBLIC OF"` and `"Korea (Republic of)"` fold to the same text. Empty when nothing is left.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        fold_ascii(text, out);
    } else {
        let compatible: String = text.nfkc().collect();
        fold_ascii(&deunicode::deunicode(&compatible), out);
    }
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

/// The words of a text in small letters without accents, each with nothing but letters and digits. Other than by
/// [`fold`], only Latin letters are made plain: what is one word in several scripts stays what it is in each.
pub fn plain_words(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return plain_words_of_ascii(without_marks(text));
    }
    let mut words: Vec<String> = Vec::new();
    // Whether the word that is being read is in Latin letters and digits; none between words.
    let mut script: Option<bool> = None;
    for c in without_marks(text).nfkc().filter(|c| *c != '\'' && *c != '\u{2019}' && *c != '.') {
        let latin = (c.is_ascii_alphanumeric()
            || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}'))
        .then(|| deunicode::deunicode_char(c).unwrap_or_default().to_lowercase());
        if !c.is_alphanumeric() && !is_mark(c) {
            script = None;
            continue;
        }
        let piece = latin.clone().unwrap_or_else(|| c.to_lowercase().collect());
        match words.last_mut() {
            Some(word) if script == Some(latin.is_some()) || is_mark(c) => word.push_str(&piece),
            Some(_) | None => words.push(piece),
        }
        script = Some(latin.is_some());
    }
    words
}

/// The same, of a text that is ASCII: every letter is Latin, nothing is composed.
fn plain_words_of_ascii(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for c in text.chars().filter(|c| *c != '\'' && *c != '.') {
        let is_part = c.is_ascii_alphanumeric();
        if is_part && !is_open {
            words.push(String::new());
        }
        is_open = is_part;
        if let Some(word) = words.last_mut().filter(|_| is_part) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

/// A text without the marks of footnotes at its end: asterisks, daggers, raised digits, a number of up to two digits behind a
/// blank or in brackets.
pub fn without_marks(text: &str) -> &str {
    let is_sign = |c: char| {
        matches!(c, '*' | '\u{2020}' | '\u{2021}' | '\u{a7}' | '\u{b6}' | '\u{b9}' | '\u{b2}' | '\u{b3}')
            || matches!(c, '\u{2070}'..='\u{2079}')
            || c.is_whitespace()
    };
    let bare = text.trim_end_matches(is_sign);
    let inner = bare.strip_suffix([')', ']']).unwrap_or(bare);
    let number = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=2).contains(&(inner.len() - number.len()));
    let before = number.trim_end_matches(['(', '[']).trim_end();
    let is_apart =
        number.ends_with([' ', '(', '[']) && (inner.len() == bare.len()) != number.ends_with(['(', '[']);
    if is_number && is_apart && !before.is_empty() { without_marks(before) } else { bare }
}

/// Whether a sign belongs to the letter before it.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The folded words of a search, each once, so that a pasted page asks no row for its articles over and over; a row matches
/// when it holds all of them.
pub fn words(query: &str) -> Vec<String> {
    let folded = fold(query);
    let mut seen = HashSet::new();
    folded.split_whitespace().filter(|word| seen.insert(*word)).map(str::to_owned).collect()
}

/// Where the folded `words` stand in `text`: byte ranges, sorted, without overlaps.
///
/// Words are looked for as they are in search: anywhere, also inside a longer word.
pub fn matches(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let (folded, origins) = fold_with_origins(text);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        for (start, found) in folded.match_indices(word.as_str()) {
            let last = start + found.len() - 1;
            if let (Some(first), Some(last)) = (origins.get(start), origins.get(last)) {
                ranges.push(first.start..last.end);
            }
        }
    }
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The folded text, and for each of its bytes the bytes of `text` that it stands for.
fn fold_with_origins(text: &str) -> (String, Vec<Range<usize>>) {
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    let mut blank: Option<Range<usize>> = None;
    for (start, c) in text.char_indices() {
        let origin = start..start + c.len_utf8();
        let mut piece = String::new();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut piece);
        if piece.is_empty() {
            if c != '\'' && c != '\u{2019}' && c != '.' {
                blank = Some(origin);
            }
            continue;
        }
        if let Some(gap) = blank.take()
            && !folded.is_empty()
        {
            folded.push(' ');
            origins.push(gap);
        }
        origins.extend(std::iter::repeat_n(origin, piece.len()));
        folded.push_str(&piece);
    }
    (folded, origins)
}

#[cfg(test)]
mod tests {
    use super::{fold, matches, plain_words, without_marks, words};

    #[test]
    fn matches_point_into_the_original() {
        let text = "Orfèbre, S.A. (orfebre)";
        let found = matches(text, &words("orfebre sa"));
        let shown: Vec<&str> = found.into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(shown, ["Orfèbre", "S.A", "orfebre"]);
        assert!(matches("abc", &words("zz")).is_empty());
    }

    #[test]
    fn spellings_fold_together() {
        assert_eq!(fold("KOREA, REPUBLIC OF"), fold("Korea  (Republic of)"));
        assert_eq!(fold("L'Orfebre S.A."), "lorfebre sa");
        assert_eq!(fold("L\u{2019}Orfèbre S.A."), "lorfebre sa");
        assert_eq!(fold("Łódź Straße"), "lodz strasse");
        assert_eq!(fold(" -- "), "");
    }

    #[test]
    fn marks_of_footnotes_are_left_out() {
        for text in [
            "Gold*",
            "Gold\u{b9}",
            "Gold (1)",
            "Gold [12]",
            "Gold 1",
            "Gold (1)(2)*",
            "Gold \u{2020}",
            "Gold",
        ] {
            assert_eq!(without_marks(text), "Gold", "{text}");
        }
        for text in ["Gold1", "(1)", "12", "Gold (2022)", "Gold (Au)", ""] {
            assert_eq!(without_marks(text), text, "{text}");
        }
    }

    #[test]
    fn plain_words_keep_their_script() {
        assert_eq!(plain_words(" \u{c9}tain/Gold(Au)"), ["etain", "gold", "au"]);
        assert_eq!(
            plain_words("\u{91d1}Gold \u{ff7d}\u{ff7d}\u{ff9e}"),
            ["\u{91d1}", "gold", "\u{30b9}\u{30ba}"]
        );
        assert_eq!(plain_words("Alt\u{131}n U.A.E."), ["altin", "uae"]);
        assert_eq!(plain_words(" - "), Vec::<String>::new());
    }

    #[test]
    fn a_search_is_its_words() {
        assert_eq!(words(" Zijin  gold-"), ["zijin", "gold"]);
        assert_eq!(words("gold of gold, Gold OF tin"), ["gold", "of", "tin"]);
    }
}
