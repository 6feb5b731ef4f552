//! The reporting period of a filing: by the words for a period; else by the year in the headings of the report or of its list;
//! else by a year beside the report's name. The day on which it was filed, or of a law, is none of these.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::dates::{date_at, month_end};
use super::phrase::{PHRASES, Pattern};
use super::sets::{is_dated, is_of_another_set};
use super::words::{ProseSentence, Word};

/// So many lines at the beginning may be headings of the report.
const HEAD: usize = 12;
/// Longer lines are no headings. In words.
const LONGEST_HEADING: usize = 12;

/// The last day of the reporting period. Of a year alone it is 31 December, as periods are calendar years by the rule.
pub fn period_end(sentences: &[ProseSentence]) -> Option<Date> {
    said(&PHRASES.period, sentences, true)
        .or_else(|| of_headings(sentences))
        .or_else(|| said(&PHRASES.report_years, sentences, false))
}

/// By the surest pattern, in the first sentence that does not speak of another period.
fn said(patterns: &[Pattern], sentences: &[ProseSentence], takes_months: bool) -> Option<Date> {
    let in_sentence = |pattern: &Pattern, sentence: &ProseSentence| {
        let words = sentence.words.as_slice();
        let ends = |at: usize| {
            let hit = pattern.match_at(words, at)?;
            ends_on(words, at, hit.taken, takes_months)
        };
        (0..words.len()).find_map(ends).filter(|_| !is_of_another_set(words))
    };
    patterns.iter().find_map(|pattern| sentences.iter().find_map(|sentence| in_sentence(pattern, sentence)))
}

/// The day that a match from `from` on takes at `taken`.
fn ends_on(words: &[Word], from: usize, taken: usize, takes_months: bool) -> Option<Date> {
    let between = words.get(from..taken).unwrap_or_default();
    if between.iter().any(|word| PHRASES.no_period.contains(&word.text)) {
        return None;
    }
    let whole = taken.checked_sub(2).filter(|start| *start >= from).and_then(|start| date_at(words, start));
    let day = date_at(words, taken).or(whole.filter(|(_, end)| *end == taken + 1)).map(|(day, _)| day);
    let month = || month_end(words, taken).filter(|_| takes_months && taken > from);
    day.or_else(month).or_else(|| {
        let year = words.get(taken)?.year().filter(|_| !is_dated(words, taken))?;
        Date::new(year, 12, 31).ok()
    })
}

/// By the first heading that names one year: of the report, at the beginning, or of its list, anywhere.
fn of_headings(sentences: &[ProseSentence]) -> Option<Date> {
    let lines = sentences.iter().flat_map(|sentence| sentence.words.chunk_by(|a, b| a.line == b.line));
    let is_of_list = |line: &[Word]| line.first().is_some_and(|first| PHRASES.headings.contains(&first.text));
    let headings = lines.enumerate().filter(|(at, line)| *at < HEAD || is_of_list(line));
    let mut years = headings.filter_map(|(_, line)| year_of_heading(line));
    Date::new(years.next()?, 12, 31).ok()
}

/// The one year of a heading that names a report or a list, or nothing but the year.
fn year_of_heading(line: &[Word]) -> Option<i16> {
    let is_report = line.iter().any(|word| PHRASES.report_words.contains(&word.text));
    let is_sentence = line.first().is_none_or(|first| PHRASES.no_subject.contains(&first.text));
    if line.len() > LONGEST_HEADING || is_sentence || (!is_report && line.len() > 1) {
        return None;
    }
    let is_numeric = |at: Option<usize>| {
        let word = at.and_then(|at| line.get(at));
        word.is_some_and(|word| word.year().is_none() && word.text.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_own = |at: usize| {
        let before = line.get(..at).unwrap_or_default();
        let is_beside = is_numeric(at.checked_sub(1)) || is_numeric(Some(at + 1));
        !is_beside && !is_dated(line, at) && !before.iter().any(|word| PHRASES.no_period.contains(&word.text))
    };
    let years = line.iter().enumerate().filter(|(at, _)| is_own(*at)).filter_map(|(_, word)| word.year());
    let years: BTreeSet<i16> = years.collect();
    years.first().copied().filter(|_| years.len() == 1 && !is_of_another_set(line))
}

#[cfg(test)]
mod tests {
    use super::super::words::Sentences;
    use super::*;

    fn end(text: &str) -> Option<String> {
        let mut all = Sentences::default();
        for (number, line) in (1..).zip(text.lines()) {
            all.paragraph(line);
            all.line(number, line);
        }
        period_end(&all.finish()).map(|date| date.to_string())
    }

    #[test]
    fn the_period_ends_on_the_last_day_of_its_year() {
        assert_eq!(end("from January 1 to December 31, 2022.").as_deref(), Some("2022-12-31"));
        assert_eq!(end("for the year ended December 31, 2019").as_deref(), Some("2019-12-31"));
        assert_eq!(end("the 2021 calendar year 2021").as_deref(), Some("2021-12-31"));
        assert_eq!(
            end("Unlike in the prior calendar year 2021. For the calendar year 2022.").as_deref(),
            Some("2022-12-31")
        );
        assert_eq!(end("in May 1999"), None);
    }

    #[test]
    fn a_period_is_read_in_many_wordings() {
        for text in [
            "2019 Conflict Minerals Report",
            "Conflict Minerals Report 2019",
            "Conflict Minerals Report for 2019",
            "Conflict Minerals Report of Acme, Inc. for the year 2019",
            "Acme Corp\nConflict Minerals Report\n2019",
            "For the 2019 reporting period",
            "For the 2019 calendar year.",
            "Year Ended 31 December 2019",
            "for the twelve months ended 31st December, 2019",
            "Year ended Dec. 31, 2019",
            "year ended December 2019",
            "Fiscal year 2019",
            "Fiscal 2019",
            "FY 2019",
            "FY2019 Conflict Minerals Report",
            "Reporting year 2019",
            "Reporting Year: 2019\nFiled May 29, 2020",
            "The 2019 Reporting Year\nMay 29, 2020",
            "Calendar year 2019",
            "January 1, 2019 to December 31, 2019",
            "for the period 1 January 2019 \u{2013} 31 December 2019",
            "from 1 January to 31 December 2019",
            "Reporting period: 01.01.2019 - 31.12.2019",
            "Reporting period: 31.12.2019",
            "Period ended 12/31/2019",
            "Period ending 2019-12-31",
            "Annex I \u{2013} Smelters and Refiners 2019",
            "2019 Form SD",
        ] {
            assert_eq!(end(text).as_deref(), Some("2019-12-31"), "{text}");
        }
        for text in [
            "Fiscal year ended June 30, 2019",
            "for the year ended 30 June 2019",
            "July 1, 2018 to June 30, 2019",
            "from July 1, 2018 through June 30, 2019",
            "Year ended 30.06.2019",
        ] {
            assert_eq!(end(text).as_deref(), Some("2019-06-30"), "{text}");
        }
    }

    #[test]
    fn the_year_of_a_date_a_law_or_an_exhibit_is_no_period() {
        for text in [
            "Conflict Minerals Report\nFiled in 2020",
            "Conflict Minerals Report, filed in 2020",
            "Conflict Minerals Report, May 2020",
            "Conflict Minerals Report\nMay 29, 2020",
            "Conflict Minerals Report dated 2020-05-29",
            "Conflict Minerals Report\nExhibit 2019",
            "Conflict Minerals Report under the Dodd-Frank Act of 2010",
            "Acme Corp\n2019 Main Street, Springfield",
            "Conflict Minerals Report\nCopyright 2020 Acme",
            "In 2019 our suppliers named 12 smelters.",
        ] {
            assert_eq!(end(text), None, "{text}");
        }
        let both = "Filed May 29, 2020\nAcme Corp\n2019 Conflict Minerals Report";
        assert_eq!(end(both).as_deref(), Some("2019-12-31"));
    }
}
