//! What can be a facility's name.

use super::columns;
use super::table_words::WORDS;
use crate::domain::cmrt::{Special, is_filler};
use crate::domain::{Cid, Country, Metal, Status};
use crate::text::fold;

/// Whether a text is of a kind.
type Test = fn(&str) -> bool;

/// What names no facility, and why.
const TESTS: [(Test, &str); 8] = [
    (is_total, "it heads a row of totals"),
    (is_mineral, "it is a metal or mineral"),
    (is_placeholder, "it says that no facility is known"),
    (columns::is_header, "it is the header of a column"),
    (|text| Country::parse(text).is_some(), "it is a country"),
    (|text| Status::parse(text).is_some() || Status::is_none_word(text), "it is a status"),
    (|text| Cid::parse(text).is_ok(), "it is a CID"),
    (is_sentence, "it is a sentence"),
];

/// Why a text is no facility's name; `None` when it may be one ("8853 S.p.A." is one).
pub fn not_a_name(text: &str) -> Option<&'static str> {
    if !text.chars().any(char::is_alphabetic) {
        return Some("it has no letter");
    }
    TESTS.into_iter().find(|(is, _)| is(text)).map(|(_, why)| why)
}

/// Whether a text can stand in a column of names, be it one or not: it is no number, no total and no CID.
pub fn is_of_names(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !is_total(text) && Cid::read(text).is_none()
}

fn is_mineral(text: &str) -> bool {
    !Metal::parse_all(text).is_empty() || WORDS.is_other_mineral(text)
}

fn is_placeholder(text: &str) -> bool {
    Special::of(text).is_some() || is_plain_filler(text)
}

/// Whether a text only fills its cell; what bears a number, and a single letter, may be a name in a table ("Refinery 1").
fn is_plain_filler(text: &str) -> bool {
    let is_plain =
        text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(|c| c.is_ascii_digit());
    is_plain && is_filler(text)
}

/// A shorter text is no sentence. In words.
/// A country is not known by fewer bytes: a company's legal form may be a country's code ("AG").
const SHORTEST_COUNTRY: usize = 4;
/// More words than a country has.
const MOST_COUNTRY_WORDS: usize = 9;
const SHORTEST_SENTENCE: usize = 5;

/// Whether a text is a sentence rather than a name: it has the words of one, and a full stop or more of those words.
pub fn is_sentence(text: &str) -> bool {
    let folded = fold(text);
    let long = folded.split(' ').nth(SHORTEST_SENTENCE - 1).is_some();
    let ends = text.trim_end().ends_with(['.', ';', ':', '?', '!']) && !WORDS.ends_as_company(&folded);
    let wanted = if ends { 1 } else { 2 };
    long && WORDS.prose_words(&folded) >= wanted
}

/// Whether a text heads a row of totals: "Total", "Sub-total (12)", "Total gold", "Total facilities".
fn is_total(text: &str) -> bool {
    const BESIDE: [&str; 9] =
        ["grand", "sub", "overall", "of", "all", "facilities", "smelters", "refiners", "and"];
    let total = |word: &str| matches!(word, "total" | "totals" | "subtotal" | "subtotals");
    let beside = |word: &str| {
        BESIDE.contains(&word) || Metal::parse(word).is_some() || word.bytes().all(|b| b.is_ascii_digit())
    };
    let folded = fold(text);
    folded.split(' ').any(total) && folded.split(' ').all(|word| total(word) || beside(word))
}

/// Stands in the sentence that says why a text was not taken for a name.
const IS_NO_NAME: &str = " is no name: ";

/// The sentence that says why a text was not taken for a name.
pub fn no_name(text: &str, why: &str) -> String {
    format!("\u{201c}{text}\u{201d}{IS_NO_NAME}{why}")
}

/// Whether a row was passed over because it is none of a facility, rather than for something that it lost.
pub fn says_no_facility(why: &str) -> bool {
    let is_note = ["this row is a note", "this row is one cell", "this row has one cell"];
    why.contains(IS_NO_NAME) || is_note.iter().any(|start| why.starts_with(start))
}

/// Whether a name's last words are a country's, with another word before them.
pub fn ends_in_country(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let tail = |length: usize| words.get(words.len().saturating_sub(length)..).map(|tail| tail.join(" "));
    let is_country = |text: &String| text.len() >= SHORTEST_COUNTRY && Country::parse(text).is_some();
    (1..words.len().min(MOST_COUNTRY_WORDS)).filter_map(tail).any(|text| is_country(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_totals_are_no_names() {
        for text in
            ["1", "23.3%", "106 (55,7 %)", "| 33 |", "-", "Total", "Sub-total", "TOTAL GOLD", "Total (249)"]
        {
            assert!(not_a_name(text).is_some(), "{text}");
        }
        for text in ["8853 S.p.A.", "Dowa", "\u{9285}", "Total Metals Ltd.", "TotalEnergies", "3M"] {
            assert_eq!(not_a_name(text), None, "{text}");
        }
    }

    #[test]
    fn metals_countries_headers_placeholders_and_sentences_are_no_names() {
        for text in [
            "Gold",
            "Tin, Tantalum",
            "Cobalt",
            "JAPAN",
            "Smelter Name",
            "Smelter Not Yet Identified",
            "N/A",
            "Conformant",
            "CID 900001",
            "Denotes a facility that takes part in an audit programme.",
            "These facilities were not on the list that we looked at",
        ] {
            assert!(not_a_name(text).is_some(), "{text}");
        }
        for text in [
            "Gold Refinery of Zijin Mining Group Co., Ltd.",
            "Japan Mint",
            "Metallurgie Hoboken-Overpelt S.A.",
            "The Refinery of Shandong Gold Mining Co., Ltd.",
            "Active Metals Inc.",
            "Nadir Metal Rafineri San. Ve Tic. A.S.",
        ] {
            assert_eq!(not_a_name(text), None, "{text}");
        }
    }
}
