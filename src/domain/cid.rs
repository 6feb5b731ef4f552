//! Smelter identification numbers, and the one reading of them that checks, look-ups and the register share.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A smelter identification number as the reference lists give it: `CID` and six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cid(u32);

/// Text that is not a CID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a CID (CID and six digits, such as CID002243)")]
pub struct BadCid(String);

/// What a cell for an ID says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CidReading {
    /// No ID: blank, a placeholder, or something else.
    None,
    /// This one, however it is spelled.
    Is(Cid),
    /// A bare number, or an ID among other words: to be proposed, not assumed.
    Perhaps(Cid),
    /// Several; which is meant is not known.
    Several,
}

/// A longer text is no cell for an ID. In bytes.
const LONGEST: usize = 200;

/// How many signs may stand between `CID` and its digits among other words ("CID No. 000801").
const WIDEST_GAP: usize = 6;

/// The digits of an ID, and the fewest of a bare number that can be one: spreadsheets drop leading zeros.
const DIGITS: usize = 6;
const FEWEST: usize = 3;

impl Cid {
    /// Reads `CID` and six digits, however they are spelled: in any case, in full width, with blanks, hyphens or other
    /// signs around and between.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, BadCid> {
        Self::read(text).ok_or_else(|| BadCid(text.to_owned()))
    }

    /// The same where it does not matter what else the text is.
    pub fn read(text: &str) -> Option<Self> {
        // Most texts begin otherwise, and are not looked at further.
        let may_be = |c: char| !c.is_ascii() || matches!(c, 'C' | 'c');
        if text.len() > LONGEST || !text.chars().find(is_told).is_some_and(may_be) {
            return None;
        }
        let bare: String = text.nfkc().filter(is_told).collect();
        let digits = bare.get(..3).filter(|start| start.eq_ignore_ascii_case("CID")).and(bare.get(3..));
        digits.and_then(Self::of_digits)
    }

    fn of_digits(digits: &str) -> Option<Self> {
        let is_one = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        if is_one { digits.parse().ok().map(Self) } else { None }
    }

    /// The six digits as a number, below 1,000,000.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The IDs that a text names, each once, in their order: with `CID` before them, and beside one of those also numbers
    /// of six digits alone ("CID000801 / 000802").
    pub fn all_in(text: &str) -> Vec<Self> {
        let plain: String = text.nfkc().collect::<String>().to_ascii_uppercase();
        let numbers = numbers(&plain);
        let mut found = Vec::new();
        if numbers.iter().any(|(_, is_marked)| *is_marked) {
            for cid in numbers.into_iter().map(|(cid, _)| cid) {
                if !found.contains(&cid) {
                    found.push(cid);
                }
            }
        }
        found
    }
}

/// Whether a sign of an ID's spelling says something.
fn is_told(c: &char) -> bool {
    // The long vowel sign of Japanese is typed for a hyphen.
    c.is_alphanumeric() && *c != '\u{30FC}'
}

/// Each number of six digits in a text in capitals, and whether `CID` stands before it.
fn numbers(plain: &str) -> Vec<(Cid, bool)> {
    let mut found = Vec::new();
    // What stands before the number that is being read, and its digits with where they ended.
    let mut digits = String::new();
    let mut before = String::new();
    let mut gap = 0;
    for c in plain.chars().chain(std::iter::once('\u{1F}')) {
        if c.is_ascii_digit() {
            digits.push(c);
            gap = 0;
            continue;
        }
        // Blanks and hyphens may stand within, as long as digits are missing.
        let goes_on = !digits.is_empty() && digits.len() < DIGITS && !c.is_alphanumeric() && c != '\u{1F}';
        if goes_on && gap == 0 {
            gap = 1;
            continue;
        }
        if let Some(cid) = Cid::of_digits(&digits) {
            found.push((cid, is_mark(&before)));
        }
        if !digits.is_empty() {
            digits.clear();
            before.clear();
        }
        gap = 0;
        before.push(c);
    }
    found
}

/// Whether what stands before a number ends in `CID`, but for signs and "No.".
fn is_mark(before: &str) -> bool {
    let Some(at) = before.rfind("CID") else { return false };
    let (start, gap) = (before.get(..at).unwrap_or_default(), before.get(at + 3..).unwrap_or_default());
    let letters: String = gap.chars().filter(is_told).collect();
    let is_word = !start.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    is_word && gap.chars().count() <= WIDEST_GAP && matches!(letters.as_str(), "" | "NO" | "NR" | "NUM")
}

impl CidReading {
    /// Reads a cell that is meant for an ID.
    pub fn of(text: &str) -> Self {
        if let Some(cid) = Cid::read(text) {
            return Self::Is(cid);
        }
        let has_digits = || text.chars().filter(|c| c.is_numeric()).take(FEWEST).count() == FEWEST;
        if text.len() > LONGEST || !has_digits() {
            return Self::None;
        }
        match Cid::all_in(text).as_slice() {
            [] => Self::of_number(text),
            [one] => Self::Perhaps(*one),
            [_, _, ..] => Self::Several,
        }
    }

    /// Reads a cell that has nothing but numbers.
    fn of_number(text: &str) -> Self {
        let plain: String = text.nfkc().collect();
        let mut numbers = plain.split(|c| !is_told(&c)).filter(|word| !word.is_empty());
        let (Some(number), is_alone) = (numbers.next(), numbers.clone().next().is_none()) else {
            return Self::None;
        };
        let is_number =
            |word: &str| (FEWEST..=DIGITS).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        if is_number(number) && is_alone {
            number.parse().map_or(Self::None, |number| Self::Perhaps(Cid(number)))
        } else if is_number(number) && numbers.all(is_number) {
            Self::Several
        } else {
            Self::None
        }
    }

    /// The ID, where the text is one.
    pub fn is(self) -> Option<Cid> {
        if let Self::Is(cid) = self { Some(cid) } else { None }
    }

    /// The ID that is to be proposed, where the text is not one for sure.
    pub fn perhaps(self) -> Option<Cid> {
        if let Self::Perhaps(cid) = self { Some(cid) } else { None }
    }
}

impl std::fmt::Display for Cid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("CID{:06}", self.0))
    }
}

impl TryFrom<String> for Cid {
    type Error = BadCid;

    fn try_from(text: String) -> Result<Self, BadCid> {
        Self::parse(&text)
    }
}

impl From<Cid> for String {
    fn from(cid: Cid) -> Self {
        cid.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_has_many_spellings() {
        for text in [
            " cid002243 ",
            "CID 002243",
            "CID-002243",
            "CID\u{2013}002243",
            "CID\u{a0}002243",
            "CID: 002 243",
            "C I D 0 0 2 2 4 3",
            "CID_002243",
            "CID#002243",
            "(CID002243)*",
            "CID\u{200b}002243",
            "\u{ff23}\u{ff29}\u{ff24}\u{ff10}\u{ff10}\u{ff12}\u{ff12}\u{ff14}\u{ff13}",
            "\u{ff23}\u{ff29}\u{ff24}\u{30fc}002243",
        ] {
            assert_eq!(Cid::parse(text).map(|c| c.to_string()), Ok("CID002243".to_owned()), "{text}");
            assert_eq!(CidReading::of(text).is(), Some(Cid(2243)), "{text}");
        }
        for bad in ["CID12", "002243", "CID0022431", "CIDx02243", "CID+0224", "", "CID"] {
            assert!(Cid::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_id_among_words_and_a_bare_number_are_proposed() {
        for text in [
            "RMI CID002243",
            "CID No. 002243",
            "CID002243 (new)",
            "Smelter ID: CID 002243",
            "RMI: CID-002 243, see list",
            "CID002243 / CID 002243",
            "002243",
            "2243",
            "\u{ff10}\u{ff10}2243",
        ] {
            assert_eq!(CidReading::of(text), CidReading::Perhaps(Cid(2243)), "{text}");
        }
        for text in ["CID900013, CID900014", "CID900013/900014", "900013; 900014", "CID900013 CID900014"] {
            assert_eq!(CidReading::of(text), CidReading::Several, "{text}");
        }
        for text in
            ["CID90002", "CID9000023", "4CHN005", "n/a", "-", "", "12", "Building 900013", "ACID900013"]
        {
            assert_eq!(CidReading::of(text), CidReading::None, "{text}");
        }
        assert_eq!(Cid::all_in("see CID000801 and CID-000802 (2019)"), [Cid(801), Cid(802)]);
    }
}
