//! The date of a declaration, in the forms in which people write it.

use jiff::civil::{Date, DateTime};

use crate::import::book::date_time;
use crate::text::{day_of_digits, day_of_parts, written_day};

/// What a text says as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateReading {
    Day(Date),
    /// Nobody can tell: it is no date that is known, or can be read in two ways.
    Unclear,
}

impl From<Option<Date>> for DateReading {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::Unclear, Self::Day)
    }
}

/// A number as a date: a serial, or the digits of a day such as 20240831.
pub fn of_number(number: f64, date1904: bool) -> DateReading {
    let serial = date_time(number, date1904).map(DateTime::date);
    let digits = || (number.fract() == 0.0).then(|| day_of_digits(&number.to_string())).flatten();
    serial.or_else(digits).into()
}

/// A text as a date, as [`written_day`] reads it.
pub fn of_text(text: &str) -> DateReading {
    written_day(text).into()
}

/// The three parts of a date, each as it stands in its cell.
pub fn of_parts(day: &str, month: &str, year: &str) -> DateReading {
    day_of_parts(day, month, year).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_are_serials_of_the_workbooks_system_or_digits() {
        assert_eq!(of_number(40328.0, true), DateReading::Day(date(2014, 5, 31)));
        assert_eq!(of_number(45047.0, false), DateReading::Day(date(2023, 5, 1)));
        assert_eq!(of_number(20_240_831.0, false), DateReading::Day(date(2024, 8, 31)));
        assert_eq!(of_number(-4.0, false), DateReading::Unclear);
        assert_eq!(of_parts("18", "July", "2011"), DateReading::Day(date(2011, 7, 18)));
        assert_eq!(of_parts("", "July", "2011"), DateReading::Unclear);
    }
}
