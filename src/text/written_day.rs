//! Whole days as people write them: with a year, in digits or with an English month.

use jiff::civil::Date;

/// A text as a day: ISO and its relatives (`2024/8/31`, `2024.08.31`, in Chinese, Japanese and Korean), English months
/// (`31-Aug-2012`, `May 30th, 2014`), and day, month and year with points. With other signs between them, day and month
/// are told apart only where one of them cannot be a month. None where it is no day that is known, or can be read as two.
pub fn written_day(text: &str) -> Option<Date> {
    let words = words(text);
    match words.as_slice() {
        [digits] => day_of_digits(digits),
        [a, b, c, ..] => of_three([a, b, c], text),
        _ => None,
    }
}

/// The digits of a day: `20240831`.
pub fn day_of_digits(digits: &str) -> Option<Date> {
    let (year, rest) = digits.split_at_checked(4).filter(|(_, rest)| rest.len() == 4)?;
    let (month, day) = rest.split_at_checked(2)?;
    day_of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The three parts of a day, each as it stands by itself.
pub fn day_of_parts(day: &str, month: &str, year: &str) -> Option<Date> {
    let month = month_named(month).or_else(|| month.trim().parse().ok())?;
    day_of(year.trim().parse().ok()?, month, day.trim().parse().ok()?)
}

/// The runs of digits and of letters; ordinals' endings, weekdays and times are left out.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let kind = if c.is_ascii_digit() {
            'd'
        } else if c.is_ascii_alphabetic() {
            'a'
        } else {
            ' '
        };
        match words.last_mut().filter(|_| last == Some(kind)) {
            Some(word) if kind != ' ' => word.push(c.to_ascii_lowercase()),
            Some(_) | None if kind != ' ' => words.push(c.to_ascii_lowercase().to_string()),
            Some(_) | None => {}
        }
        last = Some(kind);
    }
    words.retain(|word| word.starts_with(|c: char| c.is_ascii_digit()) || month_named(word).is_some());
    words
}

fn of_three(parts: [&str; 3], text: &str) -> Option<Date> {
    let [a, b, c] = parts;
    let number = |text: &str| text.parse::<i16>().ok();
    match (month_named(a), month_named(b)) {
        (Some(month), None) => return day_of(year_of(c)?, month, i8::try_from(number(b)?).ok()?),
        (None, Some(month)) if a.len() == 4 => {
            return day_of(year_of(a)?, month, i8::try_from(number(c)?).ok()?);
        }
        (None, Some(month)) => return day_of(year_of(c)?, month, i8::try_from(number(a)?).ok()?),
        (Some(_), Some(_)) => return None,
        (None, None) => {}
    }
    let small = |text: &str| number(text).and_then(|n| i8::try_from(n).ok());
    if a.len() == 4 {
        return day_of(number(a)?, small(b)?, small(c)?);
    }
    let (first, second, year) = (small(a)?, small(b)?, year_of(c)?);
    if has_points(text) || first == second || first > 12 {
        return day_of(year, second, first);
    }
    (second > 12).then(|| day_of(year, first, second))?
}

/// Whether points stand between the first three numbers.
fn has_points(text: &str) -> bool {
    let from = text.find(|c: char| c.is_ascii_digit()).and_then(|at| text.get(at..)).unwrap_or_default();
    let mut between = from.split(|c: char| c.is_ascii_digit()).filter(|between| !between.is_empty());
    [between.next(), between.next()].iter().all(|between| between.is_some_and(|it| it.contains('.')))
}

/// A year of four digits, or of two in this century.
fn year_of(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

fn day_of(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|_| (1900..=2200).contains(&year))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month of an English name, or of at least its first three letters.
pub fn month_named(word: &str) -> Option<i8> {
    let word = word.trim().trim_end_matches('.').to_ascii_lowercase();
    let fits = |name: &&str| {
        word.len() >= 3 && (name.starts_with(&word) || word == "sept" && name.starts_with("sept"))
    };
    MONTHS.iter().zip(1..).find(|(name, _)| fits(name)).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_in_many_forms() {
        for text in [
            "2024-08-31",
            "2024/8/31",
            "2024.08.31",
            "2024\u{5e74}8\u{6708}31\u{65e5}",
            "31-Aug-2024",
            "31 August 2024",
            "August 31st, 2024",
            "Aug 31, 2024",
            "31.08.2024",
            "31/08/2024",
            "8/31/2024",
            "20240831",
            "31-Aug-24",
            "Saturday, 31 August 2024",
            "2024-08-31T00:00:00",
            "2024-Aug-31",
        ] {
            assert_eq!(written_day(text), Some(date(2024, 8, 31)), "{text}");
        }
        assert_eq!(written_day("05/05/2024"), Some(date(2024, 5, 5)));
    }

    #[test]
    fn what_can_be_two_days_or_none_is_unclear() {
        for text in [
            "01/02/2024",
            "1-2-24",
            "soon",
            "",
            "2024",
            "31.02.2024",
            "Q3 2024",
            "13/13/2024",
            "May 2024",
            "5/4/2027.",
            "4/5/2027 10.30",
        ] {
            assert_eq!(written_day(text), None, "{text}");
        }
    }
}
