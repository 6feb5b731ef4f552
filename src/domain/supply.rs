//! What a supplier is to the company: how far from it in the chain, and for how much of what it spends.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far from the company a supplier stands: 1 supplies it directly, 2 supplies one of those. From 1 to 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Tier(u8);

/// A text or number that is no tier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\u{201c}{0}\u{201d} is no tier: write 1 for a direct supplier, 2 for a supplier of one, up to 9")]
pub struct BadTier(String);

impl Tier {
    /// Reads a digit, with or without its word: "1", "Tier 2", "T3".
    ///
    /// # Errors
    /// When it is anything else.
    pub fn parse(text: &str) -> Result<Self, BadTier> {
        let folded = text.trim().to_lowercase();
        let digits = ["tier", "t"].into_iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(&folded);
        let digits = digits.trim_start_matches([' ', '-']);
        let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse::<u8>().ok().filter(|_| is_digits);
        number.and_then(|number| Self::try_from(number).ok()).ok_or_else(|| BadTier(text.to_owned()))
    }
}

impl TryFrom<u8> for Tier {
    type Error = BadTier;

    fn try_from(number: u8) -> Result<Self, BadTier> {
        if (1..=9).contains(&number) { Ok(Self(number)) } else { Err(BadTier(number.to_string())) }
    }
}

impl From<Tier> for u8 {
    fn from(tier: Tier) -> Self {
        tier.0
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A supplier's share of what the company spends, in hundredths of a percent: exact, from 0 to 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct SpendShare(u16);

/// Why a text or number is no share of spend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSpendShare {
    #[error("\u{201c}{0}\u{201d} is no share of spend: write it in percent, such as 12.5 %")]
    Unread(String),
    /// A number of at most 1 without its sign: a workbook's cell of 12.5 % is 0.125 once its format is gone, and one of 100 % is 1.
    #[error(
        "\u{201c}{0}\u{201d} may be {0} % or a part of 1: write it in percent with its sign, such as 12.5 %"
    )]
    Ambiguous(String),
    #[error("\u{201c}{0}\u{201d} has more than two decimals: write it in percent, such as 12.25 %")]
    Fine(String),
    #[error("\u{201c}{0}\u{201d} is more than all that is spent: write a share from 0 to 100 %")]
    Over(String),
}

impl SpendShare {
    /// The whole.
    pub const ALL: Self = Self(10_000);

    /// In hundredths of a percent.
    pub fn hundredths(self) -> u32 {
        u32::from(self.0)
    }

    /// Reads a number in percent, with a point or a comma before its decimals, with or without its sign: "12.5 %", "12,5".
    ///
    /// # Errors
    /// When it is none, has more than two decimals, or is 1 or below and has no sign, so that it may be a part of 1.
    pub fn parse(text: &str) -> Result<Self, BadSpendShare> {
        let (shown, trimmed) = (|| text.trim().to_owned(), text.trim());
        let (number, has_sign) = match trimmed.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (trimmed, false),
        };
        let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) {
            return Err(BadSpendShare::Unread(shown()));
        }
        let decimals = decimals.trim_end_matches('0');
        let is_below_one = whole.bytes().all(|byte| byte == b'0') && !decimals.is_empty();
        let is_one = whole.trim_start_matches('0') == "1" && decimals.is_empty();
        if (is_below_one || is_one) && !has_sign {
            return Err(BadSpendShare::Ambiguous(shown()));
        }
        if decimals.len() > 2 {
            return Err(BadSpendShare::Fine(shown()));
        }
        let hundredths = format!("{whole}{decimals:0<2}").parse::<u16>().ok();
        hundredths.and_then(|it| Self::try_from(it).ok()).ok_or_else(|| BadSpendShare::Over(shown()))
    }
}

impl TryFrom<u16> for SpendShare {
    type Error = BadSpendShare;

    fn try_from(hundredths: u16) -> Result<Self, BadSpendShare> {
        let share = Self(hundredths);
        if share <= Self::ALL { Ok(share) } else { Err(BadSpendShare::Over(share.to_string())) }
    }
}

impl From<SpendShare> for u16 {
    fn from(share: SpendShare) -> Self {
        share.0
    }
}

impl fmt::Display for SpendShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", percent_of(self.hundredths()))
    }
}

/// Hundredths of a percent as a number in percent, as short as it is exact: `12.5`, `80`.
pub fn percent_of(hundredths: u32) -> String {
    let (whole, decimals) = (hundredths / 100, hundredths % 100);
    match (decimals, decimals % 10) {
        (0, _) => whole.to_string(),
        (_, 0) => format!("{whole}.{}", decimals / 10),
        (..) => format!("{whole}.{decimals:02}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(text: &str) -> Result<u32, String> {
        SpendShare::parse(text).map(SpendShare::hundredths).map_err(|bad| bad.to_string())
    }

    #[test]
    fn shares_are_read_in_percent_and_exactly() {
        for (text, hundredths) in [
            ("12.5 %", 1250),
            ("12,5", 1250),
            (" 12.50% ", 1250),
            ("12.25\u{a0}%", 1225),
            ("0.12 %", 12),
            ("0", 0),
            ("0.00", 0),
            ("1 %", 100),
            ("1,5", 150),
            ("007", 700),
            ("100 %", 10_000),
            ("100.000", 10_000),
        ] {
            assert_eq!(share(text), Ok(hundredths), "{text}");
        }
    }

    #[test]
    fn what_is_no_share_says_what_to_write() {
        for (text, sign) in [
            ("", "no share"),
            ("much", "no share"),
            ("<1 %", "no share"),
            ("-3", "no share"),
            ("12.", "no share"),
            (".5", "no share"),
            ("1.234,5", "no share"),
            ("12 % of it", "no share"),
            ("\u{ff11}", "no share"),
            ("0.125", "part of 1"),
            ("0,4", "part of 1"),
            ("1", "part of 1"),
            ("1.00", "part of 1"),
            ("12.345 %", "two decimals"),
            ("0.125 %", "two decimals"),
            ("100.01", "all that is spent"),
            ("99999999999", "all that is spent"),
        ] {
            let told = share(text).unwrap_err();
            assert!(told.contains(sign) && told.contains(text.trim()), "{text}: {told}");
        }
    }

    #[test]
    fn tiers_are_a_digit_from_one() {
        for (text, tier) in [("1", 1), ("Tier 2", 2), ("tier-3", 3), ("T4", 4), (" 9 ", 9)] {
            assert_eq!(Tier::parse(text), Ok(Tier(tier)), "{text}");
        }
        for text in ["", "0", "10", "direct", "1.5", "+1", "T", "2nd", "tier1a"] {
            assert!(Tier::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_a_file_holds_is_held_to_the_same() {
        assert_eq!(ron::from_str::<SpendShare>("1250").unwrap().to_string(), "12.5 %");
        assert!(ron::from_str::<SpendShare>("10001").is_err());
        assert!(ron::from_str::<Tier>("0").is_err() && ron::from_str::<Tier>("10").is_err());
        assert_eq!(ron::to_string(&Tier(2)).unwrap(), "2");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(hundredths in 0..=10_000_u16) {
            let share = SpendShare::try_from(hundredths).unwrap();
            prop_assert_eq!(SpendShare::parse(&share.to_string()).unwrap(), share);
        }
    }
}
