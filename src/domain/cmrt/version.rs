//! Which of RMI's reporting templates a workbook is, and which version of it.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A reporting template of the Responsible Minerals Initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Template {
    /// Conflict Minerals Reporting Template.
    Cmrt,
    /// Extended Mineral Reporting Template.
    Emrt,
    /// Cobalt Reporting Template.
    Crt,
    /// Additional Minerals Reporting Template.
    Amrt,
}

impl Template {
    /// All.
    pub const ALL: [Self; 4] = [Self::Cmrt, Self::Emrt, Self::Crt, Self::Amrt];

    /// The abbreviation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cmrt => "CMRT",
            Self::Emrt => "EMRT",
            Self::Crt => "CRT",
            Self::Amrt => "AMRT",
        }
    }

    /// The title, as the `Revision` sheet has it in every language.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cmrt => "Conflict Minerals Reporting Template",
            Self::Emrt => "Extended Mineral Reporting Template",
            Self::Crt => "Cobalt Reporting Template",
            Self::Amrt => "Additional Minerals Reporting Template",
        }
    }
}

/// A version of the CMRT: a decimal fraction, perhaps with a third part or a letter, so 6.01 < 6.1 < 6.22 < 6.3,
/// 6.6 < 6.6.1, and 2.03 < 2.03a.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The number in hundredths: 622 for 6.22, 650 for 6.5.
    hundredths: u16,
    /// The third part, 1 for 6.6.1, or 0.
    correction: u8,
    /// The letter after it, lower case, or 0.
    letter: u8,
}

impl Version {
    /// A version without a letter, in hundredths (622 is 6.22).
    pub const fn new(hundredths: u16) -> Self {
        Self { hundredths, correction: 0, letter: 0 }
    }

    /// The number before the point: 6 for 6.22.
    pub fn major(self) -> u16 {
        self.hundredths / 100
    }

    /// The version that this one corrects: 6.6 for 6.6.1; itself where it is no correction.
    #[must_use]
    pub fn corrected(self) -> Self {
        Self { correction: 0, ..self }
    }

    /// Reads `6.22`, `6.5`, `2.03a`, `6.6.1`, `1` or `1.00`; at most two digits after a point.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, letter) = match text.bytes().last()? {
            last if last.is_ascii_alphabetic() => (text.get(..text.len() - 1)?, last.to_ascii_lowercase()),
            _ => (text, 0),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        let (part, third) = part.split_once('.').unwrap_or((part, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if [whole, part, third].iter().any(|part| !digits(part) || part.len() > 2) {
            return None;
        }
        let part_value: u16 = part.parse().ok()?;
        let hundredths = if part.len() == 1 { part_value * 10 } else { part_value };
        let whole: u16 = whole.parse().ok()?;
        Some(Self { hundredths: whole * 100 + hundredths, correction: third.parse().ok()?, letter })
    }
}

impl fmt::Display for Version {
    /// As RMI writes it: 6.22, 6.5, 2.03a, 6.6.1; a whole number keeps two zeros for 1.00 to 3.00 only in the
    /// official texts of 1.00, so it is `1.00`, `2.00`, `6.0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.hundredths / 100, self.hundredths % 100);
        let mut text = match (whole, part) {
            (0..4, 0) => format!("{whole}.00"),
            (_, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
            (_, part) => format!("{whole}.{part:02}"),
        };
        if self.correction != 0 {
            text.push_str(&format!(".{}", self.correction));
        }
        if self.letter != 0 {
            text.push(char::from(self.letter));
        }
        f.pad(&text)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| D::Error::custom(format!("{text} is no template version, such as 6.22")))
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_ordered_as_decimal_fractions() {
        let texts = [
            "1.00", "2.00", "2.01", "2.03", "2.03a", "3.01", "6.01", "6.1", "6.22", "6.3", "6.31", "6.4",
            "6.5", "6.6", "6.6.1", "6.6.2", "6.61", "7.0",
        ];
        let versions: Vec<Version> = texts.iter().map(|text| Version::parse(text).unwrap()).collect();
        assert!(versions.is_sorted());
        let back: Vec<String> = versions.iter().map(ToString::to_string).collect();
        assert_eq!(back, texts);
        assert_eq!(Version::parse("6.50"), Version::parse("6.5"));
        assert_eq!(Version::parse("1"), Version::parse("1.00"));
    }

    #[test]
    fn what_is_no_version_is_none() {
        for text in ["", "a", "6.", ".5", "6.123", "6,5", "100.1", "6.5 beta", "6.6.", "6..1", "6.6.1.2"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
