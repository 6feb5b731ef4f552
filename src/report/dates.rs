//! The calendar of the rule: when a report is due, and how a filing writes a date.

use jiff::civil::{Date, Weekday};

use crate::domain::Workspace;

/// The day on which the Form SD for a reporting year is due: 31 May of the next year, or the next business
/// day when that is a Saturday, a Sunday or Memorial Day (Form SD, general instruction B.1).
///
/// `None` when the year is beyond the calendar.
pub fn filing_date(year: i16) -> Option<Date> {
    let last_of_may = Date::new(year.checked_add(1)?, 5, 31).ok()?;
    let later = match last_of_may.weekday() {
        Weekday::Saturday => 2,
        // A Monday that ends May is its last Monday, which is Memorial Day.
        Weekday::Sunday | Weekday::Monday => 1,
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => 0,
    };
    last_of_may.checked_add(jiff::Span::new().days(later)).ok()
}

/// The day of the filing of a workspace: that of the signature, else the day on which it is due; none beyond the calendar.
pub fn filing_day(ws: &Workspace) -> Option<Date> {
    let signed = ws.fact("form.signed").and_then(|day| day.parse().ok());
    signed.or_else(|| filing_date(ws.programme.year))
}

/// A date as American filings write it: `December 31, 2022`.
pub fn long_date(date: Date) -> String {
    date.strftime("%B %-d, %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_due_date_moves_to_a_business_day() {
        let due = |year| filing_date(year).map(|date| date.to_string());
        assert_eq!(due(2022).as_deref(), Some("2023-05-31"), "a Wednesday");
        assert_eq!(due(2024).as_deref(), Some("2025-06-02"), "31 May is a Saturday");
        assert_eq!(due(2025).as_deref(), Some("2026-06-01"), "31 May is a Sunday");
        assert_eq!(due(2026).as_deref(), Some("2027-06-01"), "31 May is Memorial Day");
        assert_eq!(due(i16::MAX), None);
    }

    #[test]
    fn dates_read_as_in_a_filing() {
        assert_eq!(long_date(jiff::civil::date(2023, 6, 1)), "June 1, 2023");
    }
}
