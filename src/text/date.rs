//! Days as a person types them.

use jiff::civil::Date;

/// A day as typed: year, month, day.
///
/// # Errors
/// When it is none, with the reason for the person.
pub fn read_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("{text:?} is no date; dates are year, month, day: 2027-03-31"))
}
