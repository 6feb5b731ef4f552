//! Places that were to be filled in.

use super::words::WORDS;
use super::{Filing, LintHit, LintOptions, LintSentence};

/// As much of a placeholder is shown, in characters.
const SHOWN: usize = 30;

pub(super) fn left(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    filing.sentences().flat_map(in_sentence).collect()
}

fn in_sentence(sentence: &LintSentence) -> Vec<LintHit> {
    let places = brackets(sentence).into_iter().chain(blanks(sentence)).chain(crosses(sentence));
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|at| hit(sentence, at)).collect()
}

fn hit(sentence: &LintSentence, at: usize) -> LintHit {
    let (_, rest) = sentence.around(at, 0);
    let end = if rest.starts_with('[') { rest.find(']').map(|end| end + 1) } else { rest.find(' ') };
    let whole = rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest);
    let shown: String = whole.chars().take(SHOWN).collect();
    let more = if shown.len() < whole.len() { "\u{2026}" } else { "" };
    LintHit::new(sentence.line_at(at), format!("\u{201c}{shown}{more}\u{201d} was to be filled in"))
}

/// Brackets that begin as those do that ask for something.
fn brackets(sentence: &LintSentence) -> Vec<usize> {
    let asks = |at: &usize| {
        let (_, rest) = sentence.around(*at, 1);
        let rest = rest.trim_start().to_lowercase();
        WORDS.brackets.iter().any(|start| rest.starts_with(start.as_str()))
    };
    sentence.text.match_indices('[').map(|(at, _)| at).filter(asks).collect()
}

fn blanks(sentence: &LintSentence) -> Vec<usize> {
    WORDS.blanks.iter().flat_map(|blank| sentence.places_of(blank)).collect()
}

/// "XX", "20XX": crosses for letters or digits. A Roman number stands behind what it numbers, a checked box in brackets.
fn crosses(sentence: &LintSentence) -> Vec<usize> {
    let (mut found, mut at, mut before) = (Vec::new(), 0, "");
    for word in sentence.text.split(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let crosses = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_cross = crosses.len() >= 2 && crosses.bytes().all(|b| b == b'X') && !word.contains(['[', ']']);
        let is_year = bare.starts_with("20") && bare.trim_start_matches("20").starts_with("__");
        if is_cross && !WORDS.numerals.contains(&before.to_lowercase()) || is_year {
            found.push(at);
        }
        at += word.len() + 1;
        before = word;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hits, lines};

    #[test]
    fn what_was_to_be_filled_in_is_found() {
        for text in [
            "[Counsel: say why] We asked our suppliers.",
            "We found [\u{25cf}] smelters.",
            "The list is of [insert date].",
            "The number is TBD.",
            "We found XX smelters.",
            "The report for 20XX is this.",
            "Lorem ipsum dolor sit amet.",
        ] {
            assert_eq!(lines("PLACEHOLDER", text), [4], "{text}");
        }
    }

    #[test]
    fn boxes_numbers_and_quotations_are_none() {
        for text in [
            "[X] Rule 13p-1 [ ] Rule 13q-1",
            "Annex XX lists the smelters.",
            "He said that \"[t]he smelters\" are named. Signed: ____",
            "ExxonMobil and XXL lamps; see [1] and [a].",
        ] {
            assert_eq!(hits("PLACEHOLDER", text), [], "{text}");
        }
    }
}
