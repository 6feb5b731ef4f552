//! Prose as sentences of folded words, each with its line; numbers in digits and in words.

use crate::text::fold;

/// Prose beyond this many words is not read: no filing is so long, and reading must end.
const MOST_WORDS: usize = 400_000;
/// A sentence is cut after this many words.
const LONGEST_SENTENCE: usize = 400;

/// A word of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded; a number written in several words is one word here.
    pub text: String,
    /// Its line, from 1.
    pub line: u32,
    /// Its value, if it is a number that can be a count.
    pub number: Option<u32>,
}

impl Word {
    /// The year that the word is, if it is one that a report can be about: "2022", "FY2022", "FY22".
    pub fn year(&self) -> Option<i16> {
        let of_period = ["fy", "cy"].into_iter().find_map(|prefix| self.text.strip_prefix(prefix));
        let digits = of_period.unwrap_or(&self.text);
        let year: i16 = digits.parse().ok()?;
        let year = if digits.len() == 2 && of_period.is_some() { year + 2000 } else { year };
        (digits.len() == 4 || of_period.is_some()).then_some(year).filter(|year| (2010..2100).contains(year))
    }
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseSentence {
    pub words: Vec<Word>,
    /// Whether it is the first of its paragraph.
    pub opens: bool,
}

/// Collects prose, line by line, into sentences.
#[derive(Default)]
pub struct Sentences {
    done: Vec<ProseSentence>,
    open: Vec<Word>,
    count: usize,
    /// Whether a sentence of the open paragraph is done.
    begun: bool,
    /// The last word as written, while no sentence has ended after it.
    last: Option<String>,
}

impl Sentences {
    /// Adds a line of a paragraph.
    pub fn line(&mut self, number: u32, text: &str) {
        for written in text.split_whitespace() {
            if self.count >= MOST_WORDS {
                return;
            }
            let capital = written.trim_start_matches(MARKS).starts_with(|c: char| !c.is_lowercase());
            if capital && self.last.as_deref().is_some_and(ends_sentence) {
                self.end();
            }
            self.word(written, number);
            if self.open.len() >= LONGEST_SENTENCE {
                self.end();
            }
        }
    }

    /// Marks the end of a paragraph: a sentence ends here, unless the next paragraph goes on in lower case.
    pub fn paragraph(&mut self, next: &str) {
        let goes_on = next.trim_start().starts_with(char::is_lowercase);
        let ended = self.last.as_deref().is_none_or(ends_sentence);
        if ended || !goes_on {
            self.end();
            self.begun = false;
        }
    }

    /// All sentences.
    pub fn finish(mut self) -> Vec<ProseSentence> {
        self.end();
        self.done
    }

    fn end(&mut self) {
        self.last = None;
        if !self.open.is_empty() {
            let opens = !std::mem::replace(&mut self.begun, true);
            self.done.push(ProseSentence { words: join_numbers(&self.open), opens });
            self.open.clear();
        }
    }

    fn word(&mut self, written: &str, line: u32) {
        self.last = Some(written.to_owned());
        if written.starts_with('%')
            && let Some(before) = self.open.last_mut()
        {
            before.number = None;
        }
        let plain = written.trim_matches(MARKS);
        if let Some(number) = digits(plain) {
            self.count += 1;
            let year = plain.len() == 4 && (1900..2100).contains(&number);
            let number = (!year).then_some(number);
            self.open.push(Word { text: plain.replace(',', ""), line, number });
            return;
        }
        // Folding would put the parts of a day together.
        let parted = if is_day(plain) { plain.replace(['.', '/', '-'], " ") } else { fold(written) };
        for part in parted.split(' ').filter(|part| !part.is_empty()) {
            self.count += 1;
            self.open.push(Word { text: part.to_owned(), line, number: None });
        }
    }
}

/// Marks that stand around words.
const MARKS: [char; 18] = [
    '"', '\'', '(', ')', '[', ']', ',', ';', ':', '.', '!', '?', '\u{201c}', '\u{201d}', '\u{2018}',
    '\u{2019}', '*', '\u{2014}',
];

/// Abbreviations after which a sentence goes on.
const ABBREVIATIONS: [&str; 24] = [
    "inc", "ltd", "co", "corp", "no", "nos", "u.s", "mr", "ms", "e.g", "i.e", "st", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Whether a sentence ends with a word as written.
pub fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(['"', '\'', ')', ']', '\u{201d}', '\u{2019}', '*']);
    if bare.ends_with(['!', '?']) {
        return true;
    }
    let Some(before) = bare.strip_suffix('.') else {
        return false;
    };
    let before = before.trim_start_matches(MARKS).to_lowercase();
    !ABBREVIATIONS.contains(&before.as_str())
}

/// Whether a word is made like a day in numbers: "31.12.2019".
fn is_day(plain: &str) -> bool {
    let parts: Vec<&str> = plain.split(['.', '/', '-']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// A number in digits, with commas between thousands.
fn digits(plain: &str) -> Option<u32> {
    let groups: Vec<&str> = plain.split(',').collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    let all_digits =
        groups.iter().all(|g| !g.is_empty() && g.len() <= 7 && g.bytes().all(|b| b.is_ascii_digit()));
    if grouped && all_digits { groups.concat().parse().ok() } else { None }
}

const UNITS: [&str; 20] = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn place_of(word: &str, words: &[&str]) -> Option<u32> {
    words.iter().position(|other| !other.is_empty() && *other == word).and_then(|at| u32::try_from(at).ok())
}

/// The number that the words at `at` spell, and how many they are: "two hundred and twenty six" is 226.
fn spelled(words: &[Word], at: usize) -> Option<(u32, usize)> {
    let word = |offset: usize| words.get(at + offset).map_or("", |word| word.text.as_str());
    let below_hundred = |offset: usize| -> Option<(u32, usize)> {
        if let Some(tens) = place_of(word(offset), &TENS) {
            let unit = place_of(word(offset + 1), &UNITS).filter(|unit| (1..10).contains(unit));
            return Some((tens * 10 + unit.unwrap_or(0), 1 + usize::from(unit.is_some())));
        }
        place_of(word(offset), &UNITS).map(|unit| (unit, 1))
    };
    let (first, length) = if word(0) == "a" { (1, 1) } else { below_hundred(0)? };
    if word(length) != "hundred" {
        return (word(0) != "a").then_some((first, length));
    }
    let mut used = length + 1;
    let and = usize::from(word(used) == "and");
    let rest = below_hundred(used + and).filter(|(rest, _)| *rest > 0);
    let (rest, more) = rest.map_or((0, 0), |(rest, more)| (rest, more + and));
    used += more;
    Some((first.min(99) * 100 + rest, used))
}

/// Puts numbers in words together and gives them their value.
fn join_numbers(words: &[Word]) -> Vec<Word> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        match spelled(words, at).filter(|_| word.number.is_none()) {
            Some((number, length)) => {
                let text = words.iter().skip(at).take(length).map(|w| w.text.as_str());
                let text = text.collect::<Vec<_>>().join(" ");
                out.push(Word { text, line: word.line, number: Some(number) });
                at += length;
            }
            None => {
                out.push(word.clone());
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<ProseSentence> {
        let mut all = Sentences::default();
        for (index, line) in text.lines().enumerate() {
            all.line(u32::try_from(index).unwrap() + 1, line);
        }
        all.finish()
    }

    fn numbers(text: &str) -> Vec<u32> {
        let words = sentences(text).into_iter().flat_map(|sentence| sentence.words);
        words.filter_map(|word| word.number).collect()
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        assert_eq!(
            numbers("We saw 249, 1,249 and (16) of them in 2022, 13p-1, 91%, 70 % (5 %)."),
            [249, 1249, 16]
        );
        assert_eq!(numbers("two hundred and twenty-six, seven, sixty, a hundred and one"), [226, 7, 60, 101]);
        assert_eq!(numbers("a smelter and none other"), [0]);
    }

    #[test]
    fn sentences_end_at_full_stops_and_not_at_abbreviations() {
        let found = sentences("Acme, Inc. has\nseven smelters. They are\nfar away.");
        assert_eq!(found.iter().map(|sentence| sentence.opens).collect::<Vec<_>>(), [true, false]);
        assert_eq!(found[1].words.iter().map(|word| word.line).collect::<Vec<_>>(), [2, 2, 3, 3]);
    }
}
