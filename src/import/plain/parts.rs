//! The parts of a line of words: what is known at its beginning and at its end.

use crate::domain::{Cid, Country, Metal, Status};
use crate::import::FacilityColumn;
use crate::import::cell_grid::TableHeading;
use crate::import::filing::is_heading_word;
use crate::text::fold;

/// More words than any known value has.
const LONGEST: usize = 9;
/// A country is not known by fewer letters: a company's legal form may be a country's code ("AG").
const FEWEST_LETTERS: usize = 3;

/// More digits than the number of an entry has.
const LONGEST_NUMBER: usize = 3;

/// Signs that begin an entry of a list.
const BULLETS: [char; 16] = [
    '\u{2022}', '\u{b7}', '-', '\u{2013}', '\u{2014}', '\u{25aa}', '\u{25cf}', '\u{25e6}', '\u{25a0}', '*',
    '\u{2023}', '\u{2043}', '\u{25ab}', '\u{203a}', '\u{f0b7}', '\u{2192}',
];

/// Marks between the parts of a line.
pub const BETWEEN: [char; 8] = [',', ';', ':', '|', '-', '\u{2013}', '\u{2014}', '/'];

/// A line without the sign, the number or the letter ("12.", "(3)", "a)") that begins an entry of a list; `None` when nothing
/// does. A capital with a full stop is an initial ("W. C. Example"), a number alone may be of a name or of prose.
pub fn without_bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let signs = text.trim_start_matches(BULLETS);
    if signs.len() < text.len() {
        return Some(signs.trim_start())
            .filter(|rest| signs.starts_with(char::is_whitespace) && !rest.is_empty());
    }
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let bare = first.trim_matches(['.', ')', '(']);
    let (stop, bracket) = (first.ends_with('.'), first.ends_with(')'));
    let is_number = (1..=LONGEST_NUMBER).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let is_letter = |c: char| c.is_ascii_alphabetic() && (bracket || stop && c.is_ascii_lowercase());
    let mut letters = bare.chars();
    let is_lettered = letters.next().is_some_and(is_letter) && letters.next().is_none();
    ((is_number && (stop || bracket)) || is_lettered || first == "o").then(|| rest.trim_start())
}

/// A line's first word as the number of a row, and the line without it.
pub fn numbered(text: &str) -> Option<(u32, &str)> {
    let (first, rest) = text.trim_start().split_once(char::is_whitespace)?;
    let is_number = first.len() <= LONGEST_NUMBER && first.bytes().all(|b| b.is_ascii_digit());
    first.parse().ok().filter(|_| is_number).map(|number| (number, rest.trim_start()))
}

/// Whether a line heads what follows: it names one metal, or is an annex's heading.
pub fn is_heading(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    let first = fold(text.split_whitespace().next().unwrap_or_default());
    TableHeading::of(text).is_some() || (is_heading_word(&first) && text.len() <= 80)
}

/// Whether words are a value of a column, and nothing else.
pub fn is_value(column: FacilityColumn, words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic()).count();
    match column {
        FacilityColumn::Metal => Metal::parse(words).is_some(),
        FacilityColumn::Cid => Cid::read(words).is_some(),
        FacilityColumn::Country => letters() >= FEWEST_LETTERS && Country::parse(words).is_some(),
        FacilityColumn::Status => Status::parse(words).is_some() || Status::is_none_word(words),
        FacilityColumn::Name
        | FacilityColumn::Alias
        | FacilityColumn::City
        | FacilityColumn::Passed
        | FacilityColumn::Unknown => false,
    }
}

/// Words without marks that stand between parts, and without brackets around all of them.
pub fn bare(words: &str) -> &str {
    let words = words.trim_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    let inner = words.strip_prefix('(').and_then(|words| words.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(words)
}

/// How many of the first words are a value of a column: of a metal the fewest, with a symbol in brackets behind; else the most.
pub fn at_front(column: FacilityColumn, words: &[&str]) -> Option<usize> {
    let is = |length: &usize| {
        let head = words.get(..*length).unwrap_or_default().join(" ");
        is_value(column, bare(&head))
    };
    let longest = words.len().min(LONGEST);
    if column != FacilityColumn::Metal {
        return (1..=longest).rev().find(is);
    }
    let fewest = (1..=longest).find(is)?;
    let symbol = words.get(fewest).is_some_and(|word| word.starts_with('(') || word.starts_with('['));
    Some(if symbol && is(&(fewest + 1)) { fewest + 1 } else { fewest })
}

/// How many of the last words are a value of a column: the most. None where these are written in part in capitals, in part
/// not: it cannot be told where a name ends ("Mill South SUDAN").
pub fn at_back(column: FacilityColumn, words: &[&str]) -> Option<usize> {
    let tail = |length: usize| words.get(words.len() - length..).unwrap_or_default();
    let is = |length: &usize| is_value(column, bare(&tail(*length).join(" ")));
    let longest = words.len().min(LONGEST);
    let all: Vec<usize> = (1..=longest).rev().filter(is).collect();
    let most = *all.first()?;
    if column == FacilityColumn::Metal {
        return all.last().copied();
    }
    let differs = |shorter: &usize| !tail(*shorter).iter().any(|word| word.ends_with(')'));
    let mixed = all.len() > 1 && all.last().is_some_and(differs) && is_mixed(tail(most));
    (!mixed).then_some(most)
}

/// Whether some words are in capitals and others not, small words left out.
fn is_mixed(words: &[&str]) -> bool {
    let letters = words.iter().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capitals: Vec<bool> = letters.map(|word| !word.chars().any(char::is_lowercase)).collect();
    capitals.contains(&true) && capitals.contains(&false)
}
