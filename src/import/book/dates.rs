//! Dates of workbooks: which formats of numbers are dates, and what day a serial is.

use jiff::civil::{Date, DateTime, date};
use jiff::{Span, SpanRound, Unit};

/// The code of a number format within which a built-in format is looked up (ECMA-376, part 1, 18.8.30): 14 to 22
/// and 45 to 47 are dates and times everywhere, 27 to 36 and 50 to 58 in East Asian versions.
pub fn is_date_id(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a number format shows dates or times: it has a letter of one outside quotes, escapes and brackets.
pub fn is_date_code(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if matches!(inside.to_ascii_lowercase().trim_matches(['h', 'm', 's']), "")
                    && !inside.is_empty()
                {
                    return true;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            ';' => return false,
            _ => {}
        }
    }
    false
}

/// The day before day 1 of a date system.
fn origin(date1904: bool, serial: f64) -> Date {
    match (date1904, serial < 60.0) {
        (true, _) => date(1904, 1, 1),
        // The 1900 system has a 29 February 1900 as its day 60, which never was.
        (false, true) => date(1899, 12, 31),
        (false, false) => date(1899, 12, 30),
    }
}

/// The day and time of a serial, to the second; `None` when it is none that Excel shows.
pub fn date_time(serial: f64, date1904: bool) -> Option<DateTime> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 2,958,466 days: 2.6e11 seconds")]
    let seconds = (serial * 86_400.0).round() as i64;
    origin(date1904, serial)
        .to_datetime(jiff::civil::Time::midnight())
        .checked_add(Span::new().seconds(seconds))
        .ok()
}

/// The serial of a day and time in ISO 8601, such as `2022-01-15T00:00:00.000`; `None` when it is none.
pub fn serial(text: &str, date1904: bool) -> Option<f64> {
    let text = text.trim().trim_end_matches('Z');
    let day = text.parse::<DateTime>().ok()?;
    let midnight = jiff::civil::Time::midnight();
    let since = |origin: Date| {
        let span = day.since(origin.to_datetime(midnight)).ok()?;
        span.round(SpanRound::new().largest(Unit::Second).days_are_24_hours())
            .ok()
            .map(|span| span.get_seconds())
    };
    #[expect(clippy::cast_precision_loss, reason = "seconds of some thousand years are exact in 53 bits")]
    let days = |origin: Date| since(origin).map(|seconds| seconds as f64 / 86_400.0);
    let late = days(origin(date1904, 60.0))?;
    if late < 61.0 && !date1904 { days(origin(false, 0.0)) } else { Some(late) }
        .filter(|serial| *serial >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_known() {
        for code in ["[$-409]d\\-mmm\\-yyyy;@", "yyyy\"年\"m\"月\"", "[h]:mm", "mm:ss.0", "[$-F800]dddd"] {
            assert!(is_date_code(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0_);[Red](#,##0)",
            "\"days\" 0",
            "@",
            "_-* #,##0\\ _d_-",
            "0;d",
            "[Blue]0",
        ] {
            assert!(!is_date_code(code), "{code}");
        }
        assert!(is_date_id(14) && !is_date_id(13));
    }

    #[test]
    fn the_same_serial_is_another_day_in_the_other_system() {
        let day = |serial, date1904| date_time(serial, date1904).map(|d| d.date().to_string());
        assert_eq!(day(40328.0, true).as_deref(), Some("2014-05-31"));
        assert_eq!(day(40328.0, false).as_deref(), Some("2010-05-30"));
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(date_time(44576.75, false).unwrap().to_string(), "2022-01-15T18:00:00");
        for wrong in [-1.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(date_time(wrong, false), None);
        }
    }

    #[test]
    fn days_in_words_become_serials() {
        assert_eq!(serial("2022-01-15T18:00:00.000", false), Some(44576.75));
        assert_eq!(serial("2014-05-31", true), Some(40328.0));
        assert_eq!(serial("1900-02-28", false), Some(59.0));
        assert_eq!(serial("1900-03-01", false), Some(61.0));
        assert_eq!(serial("soon", false), None);
        assert_eq!(serial("1066-10-14", false), None);
    }
}
