//! Days as a person types them.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::{cut, month_named, written_day};

/// A day as typed: year, month, day.
///
/// # Errors
/// When it is none, with the reason for the person.
pub fn read_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("{text:?} is no date; dates are year, month, day: 2027-03-31"))
}

/// Where a day lies that is said without its year, or by its weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayLies {
    /// It is a day to come, as a due day is; or today.
    Ahead,
    /// It has been, as the day of an answer; or is today.
    Behind,
}

/// A day as typed in a form, seen from `today`: as [`written_day`] reads a whole one, or `today`, `tomorrow`, `yesterday`, `+14d`, `-3d`, `+2w`, `+1m`, `+1y`,
/// a weekday, `31 mar` or `mar 31`, `end of march` (the next such day, or the last one where days lie behind), `end of month`, `end of year`.
///
/// # Errors
/// When it is none of these, with examples for the person.
pub fn read_day(text: &str, today: Date, lies: DayLies) -> Result<Date, String> {
    let folded = text.trim().to_lowercase();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let found = match words.as_slice() {
        ["today" | "now"] => Some(today),
        ["tomorrow"] => today.tomorrow().ok(),
        ["yesterday"] => today.yesterday().ok(),
        ["end", "of", "month"] => Some(today.last_of_month()),
        ["end", "of", "year"] => Some(today.last_of_year()),
        ["end", "of", name] => month_named(name).and_then(|month| end_of(month, today, lies)),
        [day, name] | [name, day] if month_named(name).is_some() => {
            month_named(name).zip(day.parse().ok()).and_then(|(month, day)| such_a(month, day, today, lies))
        }
        [word] => {
            weekday(word).map(|weekday| such_a_weekday(weekday, today, lies)).or_else(|| step(word, today))
        }
        _ => None,
    };
    let is_step = folded.starts_with(['+', '-']);
    // Of more than a day nobody can tell which part is meant.
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).count();
    let whole =
        || if is_step || parts > 3 { None } else { text.trim().parse().ok().or_else(|| written_day(text)) };
    found.or_else(whole).ok_or_else(|| {
        format!("{:?} is no day; write 2027-03-31, +14d, fri, 31 mar, end of march", cut(text, SAID))
    })
}

/// How much is said again of what is no day, in columns.
const SAID: usize = 16;

/// How many letters of a weekday's name are enough.
const ENOUGH: usize = 3;

/// The place of a word among names, of which the first letters are enough.
fn among(names: &[&str], word: &str) -> Option<usize> {
    if word.len() < ENOUGH { None } else { names.iter().position(|name| name.starts_with(word)) }
}

fn weekday(word: &str) -> Option<Weekday> {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    among(&names, word).and_then(|at| Weekday::from_monday_one_offset(i8::try_from(at + 1).ok()?).ok())
}

/// The next day of this name after `today`, or the last one before it.
fn such_a_weekday(weekday: Weekday, today: Date, lies: DayLies) -> Date {
    let nth = match lies {
        DayLies::Ahead => 1,
        DayLies::Behind => -1,
    };
    today.nth_weekday(nth, weekday).unwrap_or(today)
}

/// The last day of a month that is not over, or of one that is.
fn end_of(month: i8, today: Date, lies: DayLies) -> Option<Date> {
    in_a_year(today, lies, |year| Date::new(year, month, 1).ok().map(Date::last_of_month))
}

/// The next day of this month and number, or the last one, `today` included.
fn such_a(month: i8, day: i8, today: Date, lies: DayLies) -> Option<Date> {
    in_a_year(today, lies, |year| Date::new(year, month, day).ok())
}

/// A day of each year: the first from `today` on, or the last up to it.
fn in_a_year(today: Date, lies: DayLies, of: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let this = of(today.year());
    match lies {
        DayLies::Ahead => this.filter(|day| *day >= today).or_else(|| of(today.year() + 1)),
        DayLies::Behind => this.filter(|day| *day <= today).or_else(|| of(today.year() - 1)),
    }
}

/// A day so many days, weeks, months or years from `today`: `+14d`, `-1m`.
fn step(word: &str, today: Date) -> Option<Date> {
    let (number, unit) = word.split_at_checked(word.len().checked_sub(1)?)?;
    let number: i32 = number.starts_with(['+', '-']).then(|| number.parse().ok()).flatten()?;
    let span = Span::new();
    let span = match unit {
        "d" => span.try_days(number),
        "w" => span.try_weeks(number),
        "m" => span.try_months(number),
        "y" => span.try_years(number),
        _ => return None,
    };
    today.checked_add(span.ok()?).ok()
}

/// A day with its weekday, and how far it is from `today`, for a person who wants to see that the right one is meant.
pub fn day_words(day: Date, today: Date) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    let days = today.until((jiff::Unit::Day, day)).map_or(0, |span| span.get_days());
    let far = match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {days} days"),
        _ => format!("{} days ago", days.unsigned_abs()),
    };
    format!("{weekday} {day}, {far}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_said() {
        // A Monday.
        let today = date(2026, 11, 30);
        for (typed, day) in [
            ("2027-03-31", date(2027, 3, 31)),
            ("today", today),
            ("Tomorrow", date(2026, 12, 1)),
            ("+14d", date(2026, 12, 14)),
            ("-3d", date(2026, 11, 27)),
            ("+2w", date(2026, 12, 14)),
            ("+1m", date(2026, 12, 30)),
            ("fri", date(2026, 12, 4)),
            ("monday", date(2026, 12, 7)),
            ("end of march", date(2027, 3, 31)),
            ("end of november", today),
            ("end of month", today),
            ("end of year", date(2026, 12, 31)),
            ("31 mar", date(2027, 3, 31)),
            ("december 5", date(2026, 12, 5)),
            ("end of feb", date(2027, 2, 28)),
            ("31 Dec 2027", date(2027, 12, 31)),
            ("Dec 31, 2027", date(2027, 12, 31)),
            ("31.12.2027", date(2027, 12, 31)),
        ] {
            assert_eq!(read_day(typed, today, DayLies::Ahead), Ok(day), "{typed}");
        }
        for typed in [
            "",
            "14d",
            "soon",
            "31 feb",
            "mo",
            "2026-13-01",
            "+d",
            "+99999999d",
            "end of",
            "fr 3",
            "1/2/2027",
            "+20270331d",
            "31.12.2027 or 31.1.2028",
        ] {
            assert!(read_day(typed, today, DayLies::Ahead).is_err(), "{typed}");
        }
        assert_eq!(day_words(date(2026, 12, 4), today), "Friday 2026-12-04, in 4 days");
        assert_eq!(day_words(date(2026, 11, 27), today), "Friday 2026-11-27, 3 days ago");
    }

    #[test]
    fn of_what_has_been_the_last_such_day_is_meant() {
        // A Monday.
        let today = date(2026, 11, 30);
        for (typed, day) in [
            ("12 nov", date(2026, 11, 12)),
            ("31 dec", date(2025, 12, 31)),
            ("30 nov", today),
            ("end of march", date(2026, 3, 31)),
            ("end of december", date(2025, 12, 31)),
            ("fri", date(2026, 11, 27)),
            ("mon", date(2026, 11, 23)),
            ("31 Dec 2027", date(2027, 12, 31)),
        ] {
            assert_eq!(read_day(typed, today, DayLies::Behind), Ok(day), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_a_day_or_is_refused(text in "[-+0-9a-z ]{0,14}") {
            let _ = read_day(&text, date(2026, 11, 30), DayLies::Behind);
        }

        #[test]
        fn what_is_read_from_the_name_of_a_day_lies_ahead(month in 1..13_i8, day in 1..29_i8, from in 1..28_i8) {
            let (today, names) = (date(2026, month, from), ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);
            for name in names {
                let read = read_day(&format!("{day} {name}"), today, DayLies::Ahead).unwrap();
                prop_assert!(read >= today && read.day() == day);
                let behind = read_day(&format!("{day} {name}"), today, DayLies::Behind).unwrap();
                prop_assert!(behind <= today && behind.day() == day);
            }
        }
    }
}
