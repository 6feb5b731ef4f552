//! What a filing's prose states of its list: totals, the Covered Countries sentence, the reporting period.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::phrase::PHRASES;
use super::words::{ProseSentence, Word};
use crate::domain::{Place, Statement, TotalOf};

/// The statements of the prose, sorted; the first place for each that is repeated.
pub fn statements(sentences: &[ProseSentence]) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut seen: BTreeSet<(TotalOf, u32)> = BTreeSet::new();
    for sentence in sentences {
        let is_of_facilities = sentence.iter().any(|word| PHRASES.facility.contains(&word.text));
        if !is_of_facilities && !is_of_whole(sentence, &seen) {
            continue;
        }
        for (of, at) in totals(sentence).into_iter().filter(|(of, _)| is_of_facilities || *of != TotalOf::All)
        {
            if let Some(Word { number: Some(count), line, .. }) = sentence.get(at)
                && seen.insert((of, *count))
            {
                found.push(Statement::Total { of, count: *count, place: Place::Line(*line, 0) });
            }
        }
        found.extend(none_covered(sentence));
    }
    found.sort();
    found
}

/// Whether a sentence parts a whole that was stated before: "Of these 241, 213 are conformant".
fn is_of_whole(sentence: &[Word], seen: &BTreeSet<(TotalOf, u32)>) -> bool {
    let of = sentence.iter().position(|word| word.text == "of");
    let numbers = sentence.iter().skip(of.unwrap_or(sentence.len())).take(3).filter_map(|word| word.number);
    numbers.into_iter().any(|number| seen.contains(&(TotalOf::All, number)))
}

/// The numbers of a sentence that are totals, with what they count. A number that one status claims is not
/// taken for another: the nearest word decides; only a number that none claims can count all.
fn totals(sentence: &[Word]) -> Vec<(TotalOf, usize)> {
    let mut found: Vec<(usize, (bool, usize), TotalOf)> = Vec::new();
    for (of, patterns) in &PHRASES.totals {
        for at in 0..sentence.len() {
            for hit in patterns.iter().filter_map(|pattern| pattern.match_at(sentence, at)) {
                let all = *of == TotalOf::All;
                let fits =
                    if all { !refers_back(sentence, hit.taken) } else { !is_whole(sentence, hit.taken) };
                if fits {
                    found.push((hit.taken, (all, hit.end), *of));
                }
            }
        }
    }
    found.sort_by_key(|(taken, rank, _)| (*taken, *rank));
    found.dedup_by_key(|(taken, ..)| *taken);
    found.into_iter().map(|(taken, _, of)| (of, taken)).collect()
}

/// Whether the number at `at` is what another is a part of ("226 of the 249").
fn is_whole(sentence: &[Word], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|before| sentence.get(before));
    let part = |back: usize| before(back).is_some_and(|word| word.number.is_some());
    let of = |back: usize| before(back).is_some_and(|word| word.text == "of");
    (of(1) && part(2)) || (of(2) && part(3))
}

/// Whether the number at `at` says nothing of the whole list: it refers to one given before, or is none.
fn refers_back(sentence: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| sentence.get(before));
    let none = sentence.get(at).is_none_or(|word| word.number == Some(0));
    none || before.is_some_and(|word| PHRASES.back.contains(&word.text))
}

fn none_covered(sentence: &[Word]) -> Option<Statement> {
    if sentence.iter().any(|word| PHRASES.hedges.contains(&word.text)) {
        return None;
    }
    let hit = PHRASES.none_covered.iter().find_map(|pattern| pattern.find(sentence))?;
    let line = sentence.get(hit.taken)?.line;
    Some(Statement::NoneInCoveredCountry { place: Place::Line(line, 0) })
}

/// The last day of the reporting period: 31 December of the year that the surest phrase names.
pub fn period_end(sentences: &[ProseSentence]) -> Option<Date> {
    let year = PHRASES.period.iter().find_map(|pattern| {
        sentences.iter().find_map(|sentence| {
            let hit = pattern.find(sentence)?;
            sentence.get(hit.taken)?.year()
        })
    })?;
    Date::new(year, 12, 31).ok()
}

/// The heading of the list among the lines above it: its first word and its number ("Annex I").
pub fn heading<'a>(lines_above: impl Iterator<Item = &'a str>) -> Option<String> {
    lines_above.take(6).find_map(|line| {
        let mut words = line.split_whitespace();
        let first = words.next()?.trim_matches(|c: char| !c.is_alphanumeric());
        if line.len() > 80 || !PHRASES.headings.contains(&crate::text::fold(first)) {
            return None;
        }
        let mut letters = first.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let title = capital + &letters.as_str().to_lowercase();
        let number = words.next().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let number = number.filter(|word| !word.is_empty() && word.len() <= 4);
        Some(number.map_or(title.clone(), |number| format!("{title} {number}")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::Sentences;
    use super::*;
    use crate::domain::Status::{Active, Conformant, Indeterminable};
    use TotalOf::{All, Of};

    fn read(text: &str) -> Vec<ProseSentence> {
        let mut all = Sentences::default();
        all.line(1, text);
        all.finish()
    }

    fn found(text: &str) -> Vec<(TotalOf, u32)> {
        let statements = statements(&read(text)).into_iter();
        let totals = statements.filter_map(|s| {
            if let Statement::Total { of, count, .. } = s { Some((of, count)) } else { None }
        });
        totals.collect()
    }

    #[test]
    fn totals_are_read_in_many_wordings() {
        for (text, expected) in [
            ("Suppliers named 249 smelters.", vec![(All, 249)]),
            (
                "Our suppliers named 241 smelters. Of these 241, 213 are conformant, 13 are active, and 15 are on neither list.",
                vec![(All, 241), (Of(Conformant), 213), (Of(Active), 13), (Of(Indeterminable), 15)],
            ),
            ("Our suppliers named 241 smelters. Of these 17 answers, 12 are conformant.", vec![(All, 241)]),
            ("A total of two hundred forty-nine smelters was reported.", vec![(All, 249)]),
            (
                "Of the 249 smelters, 226 are conformant, seven are active and 16 are not listed.",
                vec![(All, 249), (Of(Conformant), 226), (Of(Active), 7), (Of(Indeterminable), 16)],
            ),
            ("226 of the 249 smelters were conformant.", vec![(All, 249), (Of(Conformant), 226)]),
            (
                "There are seven other refiners that are deemed \"active\" by the program.",
                vec![(Of(Active), 7)],
            ),
            (
                "The remaining 16 facilities named are not on the lists of compliant or active smelters.",
                vec![(Of(Indeterminable), 16)],
            ),
            ("We looked at these 16 facilities, as reported by suppliers.", vec![]),
            ("Our seven contract manufacturers reported in 2022.", vec![]),
            (
                "Of 249 refiners named, 226 (91%) were conformant, 7 active and 16 indeterminable.",
                vec![(All, 249), (Of(Conformant), 226), (Of(Active), 7), (Of(Indeterminable), 16)],
            ),
            (
                "The smelters: 226 conformant, 7 active, 16 not on a list.",
                vec![(Of(Conformant), 226), (Of(Active), 7), (Of(Indeterminable), 16)],
            ),
            ("Our 7 active suppliers use smelters, and nine vendors named smelters that are active.", vec![]),
            ("We found 12 indeterminable smelters.", vec![(Of(Indeterminable), 12)]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn the_covered_countries_sentence_is_read_in_many_wordings() {
        let says = |text: &str| {
            statements(&read(text)).iter().any(|s| matches!(s, Statement::NoneInCoveredCountry { .. }))
        };
        for text in [
            "No smelter or refiner is located in a Covered Country.",
            "None of the smelters that suppliers named is based in the DRC or an adjoining country.",
            "The refiners listed are not located within any of the Covered Countries.",
        ] {
            assert!(says(text), "{text}");
        }
        for text in [
            "Most of the smelters are not located in a Covered Country.",
            "One smelter is located in a Covered Country.",
            "We do not know whether no smelter is located in a Covered Country.",
        ] {
            assert!(!says(text), "{text}");
        }
    }

    #[test]
    fn the_period_ends_on_the_last_day_of_its_year() {
        let end = |text: &str| period_end(&read(text)).map(|date| date.to_string());
        assert_eq!(end("from January 1 to December 31, 2022.").as_deref(), Some("2022-12-31"));
        assert_eq!(end("for the year ended December 31, 2019").as_deref(), Some("2019-12-31"));
        assert_eq!(end("the 2021 calendar year 2021").as_deref(), Some("2021-12-31"));
        assert_eq!(end("in May 1999"), None);
    }

    #[test]
    fn the_heading_gives_the_title() {
        assert_eq!(heading(["", "ANNEX I- SMELTER LIST"].into_iter()).as_deref(), Some("Annex I"));
        assert_eq!(heading(["Appendix A: smelters"].into_iter()).as_deref(), Some("Appendix A"));
        assert_eq!(heading(["Findings"].into_iter()), None);
    }
}
