//! The address of a cell in a sheet.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A cell by row and column, both from 1, written `D26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAddress {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 1.
    pub col: u16,
}

impl CellAddress {
    /// The cell at a row and a column, both from 1.
    pub const fn new(row: u32, col: u16) -> Self {
        Self { row, col }
    }

    /// Reads `D26`; columns to `XFD`, rows to 1,048,576.
    pub fn parse(text: &str) -> Option<Self> {
        let split = text.find(|c: char| !c.is_ascii_uppercase())?;
        let (letters, digits) = text.split_at_checked(split)?;
        let col = column_number(letters)?;
        if digits.starts_with(['0', '+']) {
            return None;
        }
        let row: u32 = digits.parse().ok()?;
        (1..=1_048_576).contains(&row).then_some(Self { row, col })
    }
}

/// The number of a column, from 1, by its letters: `A` is 1, `AA` is 27, `XFD` is 16,384.
pub fn column_number(letters: &str) -> Option<u16> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let number = letters.bytes().fold(0_u32, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
    u16::try_from(number).ok().filter(|number| *number <= 16_384)
}

/// The letters of a column, given its number from 1.
pub fn column_letters(number: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(number);
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}", column_letters(self.col), self.row))
    }
}

impl Serialize for CellAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("{text} is no cell, such as D26")))
    }
}

#[cfg(test)]
mod tests {
    use super::{CellAddress, column_letters, column_number};

    #[test]
    fn cells_are_read_as_they_are_written() {
        for text in ["A1", "D26", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(CellAddress::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "D", "26", "d26", "XFE1", "A0", "A1048577", "A1B", "A+1", "A01", "ABCD1"] {
            assert_eq!(CellAddress::parse(text), None, "{text}");
        }
    }

    #[test]
    fn columns_have_letters() {
        for number in 1..=16_384 {
            assert_eq!(column_number(&column_letters(number)), Some(number));
        }
    }
}
