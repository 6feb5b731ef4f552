//! What stands around a status list: its kind, its programme and its day, in title rows, the sheet's name and the file's name.

use jiff::civil::Date;

use super::words::ListWords;
use crate::domain::{ListKind, Programme};
use crate::import::cell_grid::CellGrid;
use crate::import::cmrt::date::{DateReading, of_text};
use crate::text::fold;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub kind: Option<ListKind>,
    pub programme: Option<Programme>,
    /// The day, and where it stands.
    pub as_of: Option<(Date, &'static str)>,
}

impl Said {
    /// What title rows say, then the sheet's name, then the file's.
    pub fn of(grid: &CellGrid, header: usize, title: &str) -> Self {
        let rows = grid.rows.iter().take(header).flat_map(|(_, cells)| cells);
        let above: Vec<&str> = rows.map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        let sheet = grid.label.as_deref().unwrap_or_default();
        let words = ListWords::get();
        let mut texts: Vec<&str> = above.clone();
        texts.extend([sheet, title]);
        Self {
            kind: texts.iter().find_map(|text| words.kind_named(text)),
            programme: texts.iter().find_map(|text| programme_in(text)),
            as_of: day_said(grid, header, title),
        }
    }
}

/// The day that title rows say, else the file's name, with which of them does.
pub(in crate::import) fn day_said(
    grid: &CellGrid,
    header: usize,
    title: &str,
) -> Option<(Date, &'static str)> {
    let above = grid.rows.iter().take(header).flat_map(|(_, cells)| cells);
    let in_title = above.filter(|cell| !cell.is_empty()).find_map(|text| day_in(text));
    let in_name = || Some((day_in(title)?, "the file\u{2019}s name"));
    in_title.map(|day| (day, "its title rows")).or_else(in_name)
}

/// The programme whose words stand in a text.
pub(super) fn programme_in(text: &str) -> Option<Programme> {
    let folded = format!(" {} ", fold(text));
    let stands = |words: &&String| folded.contains(&format!(" {} ", fold(words)));
    let found = Programme::known().iter().filter_map(|info| {
        let longest = info.words.iter().filter(stands).map(String::len).max()?;
        Some((longest, info))
    });
    let (_, info) = found.max_by_key(|(longest, _)| *longest)?;
    Programme::read(&info.id)
}

/// The one day that a text has: a text that is a day, or words with a day in them; none of several.
fn day_in(text: &str) -> Option<Date> {
    if text.len() > 200 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let tokens: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == '_').collect();
    let windows = (1..=3).flat_map(|size| tokens.windows(size));
    let mut days = windows.filter_map(|window| day(&window.join(" ")));
    if let Some(first) = days.next() {
        return days.all(|day| day == first).then_some(first);
    }
    iso_in(text).or_else(|| {
        let folded = fold(text);
        ListWords::get().tells_a_day(&folded).then(|| day(text)).flatten()
    })
}

fn day(text: &str) -> Option<Date> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = text.chars().next().is_some_and(char::is_alphanumeric);
    match of_text(text) {
        DateReading::Day(day) if begins && is_only_a_day(text) => Some(day),
        DateReading::Day(_) | DateReading::Unclear => None,
    }
}

/// Whether a text has nothing but a day: no words besides a month.
fn is_only_a_day(text: &str) -> bool {
    let letters = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    letters <= 1 && (5..=8).contains(&digits)
}

/// A day such as `2022-12-31` within a longer word.
fn iso_in(text: &str) -> Option<Date> {
    (0..text.len()).find_map(|at| Date::strptime("%Y-%m-%d", text.get(at..at + 10)?).ok())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_found_among_words() {
        for text in [
            "As of 2023-05-15",
            "Status date: May 15, 2023",
            "conformant-2023-05-15",
            "conformant_2023-05-15",
            "RMAP list 20230515",
            "updated 15 May 2023",
        ] {
            assert_eq!(day_in(text), Some(date(2023, 5, 15)), "{text}");
        }
        for text in [
            "Active Smelters",
            "from 2023-05-01 to 2023-05-15",
            "Page 1 of 22",
            "version 6.22",
            "as of 03/04/2023",
        ] {
            assert_eq!(day_in(text), None, "{text}");
        }
    }

    #[test]
    fn a_programme_is_found_by_its_words() {
        let name = |text: &str| programme_in(text).map(|programme| programme.name().to_owned());
        assert_eq!(name("LBMA Good Delivery List"), Some("LBMA".to_owned()));
        assert_eq!(name("Conformant smelters of RMAP"), Some("RMAP".to_owned()));
        assert_eq!(name("Smelters"), None);
    }
}
