//! Days and years that do not fit the reporting period or the filing.

use jiff::civil::Date;

use super::prose::{PatternHit, says};
use super::words::{Fossil, PATTERNS, WORDS};
use super::{Filing, LintHit, LintOptions, LintSentence};
use crate::import::document::{Pattern, Word, date_at, is_of_another_set};
use crate::text::fold;

/// Longer sentences are no headings that name a period. In words.
const LONGEST_HEADING: usize = 60;

/// The year that a match takes.
fn year(sentence: &LintSentence, hit: &PatternHit<'_>) -> Option<i16> {
    sentence.prose.words.get(hit.taken).and_then(Word::year)
}

/// The sentences with a match whose year is one that `is` asks for, with the match and the year.
fn years<'a>(
    filing: &'a Filing,
    patterns: &'static [Pattern],
    is: impl Fn(i16) -> bool + 'a,
) -> impl Iterator<Item = (u32, i16)> + 'a {
    filing.sentences().filter_map(move |sentence| {
        let hit = sentence.find(patterns)?;
        year(sentence, &hit).filter(|year| is(*year)).map(|year| (hit.line, year))
    })
}

pub(super) fn filed_this(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(period) = filing.year() else { return Vec::new() };
    let message = |year| format!("this report is about {period} and cannot have been filed in {year}");
    let found = years(filing, &PATTERNS.filed_this, move |year| year <= period);
    found.map(|(line, year)| LintHit::new(line, message(year))).collect()
}

pub(super) fn as_of(filing: &Filing, options: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(filed) = options.filed(filing) else { return Vec::new() };
    let hit = |sentence: &LintSentence| {
        let hit = sentence.find(&PATTERNS.as_of)?;
        let (day, _) = date_at(&sentence.prose.words, hit.taken).filter(|(day, _)| *day > filed)?;
        Some(LintHit::new(hit.line, format!("{day} is after the filing of {filed}")))
    };
    filing.sentences().filter_map(hit).collect()
}

pub(super) fn signed(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let (Some((day, line)), Some(end)) = (filing.signed, filing.period_end) else { return Vec::new() };
    let message = || format!("it is signed on {day}, and its period ends on {end}");
    (day <= end).then(|| LintHit::new(line, message())).into_iter().collect()
}

pub(super) fn other_period(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(period) = filing.year() else { return Vec::new() };
    let hit = |sentence: &LintSentence| {
        let hit = sentence.find(&PATTERNS.period)?;
        let words = &sentence.prose.words;
        let end = date_at(words, hit.taken).map(|(day, _)| day.year()).or_else(|| year(sentence, &hit))?;
        let is_own = words.len() <= LONGEST_HEADING && !is_of_another_set(words) && !is_of_past(sentence);
        let message = || format!("the period here is of {end}, and elsewhere of {period}");
        (end != period && is_own).then(|| LintHit::new(hit.line, message()))
    };
    filing.sentences().filter_map(hit).collect()
}

fn is_of_past(sentence: &LintSentence) -> bool {
    let folded = fold(&sentence.text);
    WORDS.past.iter().any(|past| says(&folded, past))
}

/// Plans for a year that is over, and a period's end that is not this one's.
pub(super) fn plans(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(period) = filing.year() else { return Vec::new() };
    let plan = |(line, year)| {
        LintHit::new(line, format!("{year} is planned for, and this report is about {period}"))
    };
    let since = |(line, year)| LintHit::new(line, format!("the period ends with {period}, not with {year}"));
    let plans = years(filing, &PATTERNS.plans, move |year| year <= period).map(plan);
    let since = years(filing, &PATTERNS.since_end, move |year| year < period).map(since);
    plans.chain(since).collect()
}

pub(super) fn fossils(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(period) = filing.year() else { return Vec::new() };
    let hit = |sentence: &LintSentence, fossil: &Fossil| {
        let hit = sentence.find(&fossil.patterns)?;
        let words: Vec<&str> = hit.words.iter().map(|word| word.text.as_str()).collect();
        Some(LintHit::new(hit.line, format!("\u{201c}{}\u{201d}: {}", words.join(" "), fossil.why)))
    };
    let old = PATTERNS.fossils.iter().filter(|fossil| period >= fossil.from);
    old.flat_map(|fossil| filing.sentences().filter_map(move |sentence| hit(sentence, fossil))).collect()
}

/// The day on which a filing of a period is due at the latest, about.
pub(super) fn due(period: i16) -> Option<Date> {
    Date::new(period.checked_add(1)?, 5, 31).ok()
}

#[cfg(test)]
mod tests {
    use super::super::LintOptions;
    use super::super::tests::{found, hits, lines};

    #[test]
    fn this_report_is_not_filed_within_its_period() {
        let id = "YEAR_OF_FILING";
        assert_eq!(lines(id, "In 2022, we publicly filed the Form SD and this Report with the SEC.\n"), [4]);
        for text in [
            "In 2023, we publicly filed the Form SD and this Report with the SEC.\n",
            "In 2022, we filed our Form SD for 2021.\n",
        ] {
            assert_eq!(hits(id, text), [], "{text}");
        }
    }

    #[test]
    fn a_day_after_the_filing_is_found() {
        let text = "Conflict Minerals Report for the year ended December 31, 2022\n\nAs of June 30, 2024, 3 smelters were active.\n";
        let filed = LintOptions { filed: Some(jiff::civil::date(2023, 5, 31)), ..LintOptions::default() };
        assert_eq!(found("DAY_AFTER_FILING", text, &filed).len(), 1);
        let later = LintOptions { filed: Some(jiff::civil::date(2024, 7, 1)), ..LintOptions::default() };
        assert_eq!(found("DAY_AFTER_FILING", text, &later), []);
        assert_eq!(found("DAY_AFTER_FILING", text, &LintOptions::default()), []);
    }

    #[test]
    fn a_signature_within_the_period_is_found() {
        let id = "SIGNED_BEFORE_PERIOD_END";
        assert_eq!(lines(id, "SIGNATURES\n\nDate: May 31, 2022\n"), [6]);
        assert_eq!(lines(id, "SIGNATURES\n\nDate: May 31, 2023\n"), [0; 0]);
    }

    #[test]
    fn another_period_is_found_unless_it_is_spoken_of_as_one() {
        let id = "OTHER_PERIOD";
        assert_eq!(
            lines(id, "This report is for the reporting period from January 1 to December 31, 2021.\n"),
            [4]
        );
        for text in [
            "This report is for the reporting period from January 1 to December 31, 2022.\n",
            "For the prior reporting period from January 1 to December 31, 2021 we named 3 smelters.\n",
            "Our annual report for the year ended December 31, 2023 has more.\n",
        ] {
            assert_eq!(hits(id, text), [], "{text}");
        }
    }

    #[test]
    fn plans_for_a_year_that_is_over_are_found() {
        let id = "PLAN_IN_THE_PAST";
        assert_eq!(lines(id, "In 2022, we intend to ask more suppliers.\n"), [4]);
        assert_eq!(lines(id, "We plan to ask more suppliers in 2021.\n"), [4]);
        assert_eq!(lines(id, "Since the end of 2021, we have asked more suppliers.\n"), [4]);
        for text in [
            "In 2023, we intend to ask more suppliers.\n",
            "Since the end of 2022, we have asked more suppliers.\n",
            "In 2022, we asked more suppliers than we will need.\n",
        ] {
            assert_eq!(hits(id, text), [], "{text}");
        }
    }

    #[test]
    fn wordings_of_the_first_years_are_found() {
        let id = "FOSSIL";
        assert_eq!(
            lines(
                id,
                "Factors are gaps in data, the definition of a smelter not being\nfinalized at the end of 2022.\n"
            ),
            [4]
        );
        assert_eq!(lines(id, "We use the definition of a smelter of the RMI.\n"), [0; 0]);
    }
}
