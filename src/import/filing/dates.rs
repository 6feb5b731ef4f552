//! Days within prose, as the words of a sentence.

use jiff::civil::Date;

use super::words::Word;
use crate::import::cmrt::date::{DateReading, of_text};

/// Endings of a day's number.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// The day that the words at `at` write, and the word after it: "June 30, 2019", "30 June 2019", "30th of June 2019",
/// "30.06.2019", "2019-06-30".
pub fn date_at(words: &[Word], at: usize) -> Option<(Date, usize)> {
    let word = |offset: usize| words.get(at + offset).map(|word| word.text.as_str());
    let of = usize::from(word(1) == Some("of"));
    let parts = [word(0)?, word(1 + of)?, word(2 + of)?];
    let has_year = parts.iter().any(|part| part.len() == 4 && is_digits(part));
    if !has_year || !parts.iter().all(|part| is_number(part) || is_month(part)) {
        return None;
    }
    day(&parts.join(" ")).filter(|day| (2010..2100).contains(&day.year())).map(|day| (day, at + 3 + of))
}

/// The last day of the month that stands before the year at `at`.
pub fn month_end(words: &[Word], at: usize) -> Option<Date> {
    let month = words.get(at.checked_sub(1)?).filter(|word| is_month(&word.text))?;
    let first = day(&format!("1 {} {}", month.text, words.get(at)?.year()?))?;
    Some(first.last_of_month())
}

fn day(text: &str) -> Option<Date> {
    if let DateReading::Day(day) = of_text(text) { Some(day) } else { None }
}

fn is_month(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && day(&format!("1 {word} 2019")).is_some()
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_number(word: &str) -> bool {
    let bare = ORDINALS.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    is_digits(bare)
}
