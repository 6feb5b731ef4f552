//! What a filing's prose states of its list: totals, the Covered Countries sentence, the heading.

use std::collections::BTreeSet;

use super::phrase::PHRASES;
use super::sets::{ProseOfList, part_counts};
use super::words::{ProseSentence, Word};
use crate::domain::{Place, Statement, TotalOf};

/// The statements of the prose about its own list, sorted; the first place for each that is repeated.
pub fn statements(sentences: &[ProseSentence]) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut seen: BTreeSet<(TotalOf, u32)> = BTreeSet::new();
    let mut own_words = ProseOfList::new(sentences);
    let mut after_whole = false;
    for sentence in sentences {
        let is_part = is_of_whole(&sentence.words, &seen)
            || (after_whole && PHRASES.parts_whole.iter().any(|p| p.match_at(&sentence.words, 0).is_some()));
        let words = own_words.of(sentence, is_part);
        let is_of_facilities = words.iter().any(|word| PHRASES.facility.contains(&word.text));
        let mut totals = if is_of_facilities || is_part { own_totals(words) } else { Vec::new() };
        totals.retain(|(of, _)| is_of_facilities || *of != TotalOf::All);
        after_whole = totals.iter().any(|(of, _)| *of == TotalOf::All);
        for (of, at) in totals {
            if let Some(Word { number: Some(count), line, .. }) = words.get(at)
                && seen.insert((of, *count))
            {
                found.push(Statement::Total { of, count: *count, place: Place::Line(*line, 0) });
            }
        }
        found.extend(none_covered(words).filter(|_| is_of_facilities));
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

/// The totals of words that speak of the list, without numbers that count a part of it only, or nothing exactly.
fn own_totals(words: &[Word]) -> Vec<(TotalOf, usize)> {
    let parts = part_counts(words);
    totals(words).into_iter().filter(|(_, at)| !parts.contains(at)).collect()
}

/// The numbers of a sentence that are totals, with what they count. A number that one status claims is not
/// taken for another: the nearest word decides; only a number that none claims can count all.
pub(super) fn totals(sentence: &[Word]) -> Vec<(TotalOf, usize)> {
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
    let is = |back: usize, text: &str| before(back).is_some_and(|word| word.text == text);
    let of = |back: usize| is(back, "of") && (part(back + 1) || (is(back + 1, "out") && part(back + 2)));
    of(1) || of(2)
}

/// Whether the number at `at` says nothing of the whole list: it refers to one given before, or is none.
pub(super) fn refers_back(sentence: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| sentence.get(before));
    let mut beside = before.into_iter().chain(sentence.get(at + 1));
    let none = sentence.get(at).is_none_or(|word| word.number == Some(0));
    none || beside.any(|word| PHRASES.back.contains(&word.text))
}

fn none_covered(sentence: &[Word]) -> Option<Statement> {
    if sentence.iter().any(|word| PHRASES.hedges.contains(&word.text)) {
        return None;
    }
    let hit = PHRASES.none_covered.iter().find_map(|pattern| pattern.find(sentence))?;
    let line = sentence.get(hit.taken)?.line;
    Some(Statement::NoneInCoveredCountry { place: Place::Line(line, 0) })
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
        for (number, line) in (1..).zip(text.lines()) {
            all.paragraph(line);
            all.line(number, line);
        }
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

    /// What is found after a first paragraph that names 2022 as the reporting period.
    fn of_2022(text: &str) -> Vec<(TotalOf, u32)> {
        found(&format!("Conflict Minerals Report for the year ended December 31, 2022\n{text}"))
    }

    #[test]
    fn totals_of_another_period_are_none() {
        for text in [
            "For 2021, suppliers had named 7 smelters, of which 5 were conformant, 1 was active and 1 was indeterminable.",
            "In the prior year our suppliers named 254 smelters and refiners.",
            "This compares with 254 smelters that suppliers had identified for 2021.",
            "254 refiners were identified in our last Form SD.",
            "Our previous report named 254 smelters, of which 200 were conformant.",
            "A year earlier, 254 smelters were identified by suppliers.",
            "We expect that 200 smelters will be conformant.",
            "In FY21, suppliers identified 254 smelters.",
            "For 2023 suppliers have already named 260 smelters.",
            "There were 254 smelters identified, compared with fewer in 2022.",
            "The number of smelters identified rose from 241 to 254.",
            "In 2021 suppliers named 254 smelters. Of these, 200 were conformant. A further look showed 3 active smelters.",
            "Last year, suppliers named 254 smelters.\nOf those 254, 200 smelters were conformant.",
        ] {
            assert_eq!(of_2022(text), vec![], "{text}");
        }
        let now = vec![(All, 249), (Of(Conformant), 226)];
        for text in [
            "In 2022 suppliers named 249 smelters. Of these, 226 were conformant, compared with 200 in the year before.",
            "In 2021 suppliers named 254 smelters. In 2022 they named 249 smelters, of which 226 were conformant.",
            "Suppliers named 249 smelters, up from 241 the year before. Of these, 226 were conformant as of May 15, 2023.",
            "As stated earlier, suppliers named 249 smelters. 226 of the 249 smelters were conformant.",
            "In 2021, suppliers named 254 smelters.\nSuppliers named 249 smelters; 226 of these smelters were conformant.",
        ] {
            assert_eq!(of_2022(text), now, "{text}");
        }
    }

    #[test]
    fn the_only_year_of_a_text_without_a_period_is_its_own() {
        assert_eq!(found("In 2022, suppliers named 249 smelters."), vec![(All, 249)]);
        assert_eq!(found("Made in May 2023. In 2022, suppliers named 249 smelters."), vec![]);
    }

    #[test]
    fn what_a_list_has_is_no_total_of_the_filing() {
        for text in [
            "The RMI lists 215 conformant smelters.",
            "As of May 15, 2023, the RMAP had 215 conformant smelters and 40 active smelters.",
            "There are 215 conformant smelters worldwide.",
            "Globally, 215 refiners are conformant.",
            "The list of the RMI names 215 smelters.",
            "The Conformant Smelter List contains 215 smelters.",
            "215 conformant smelters are recognized by the RMI.",
        ] {
            assert_eq!(of_2022(text), vec![], "{text}");
        }
        for text in [
            "According to the RMI, 190 smelters are conformant.",
            "The CFSI validated 190 of the smelters as compliant.",
            "190 of our smelters are on the RMI\u{2019}s list of conformant smelters.",
        ] {
            assert_eq!(of_2022(text), vec![(Of(Conformant), 190)], "{text}");
        }
    }

    #[test]
    fn numbers_of_a_part_or_of_nothing_exact_are_no_totals() {
        for text in [
            "Suppliers identified 4 gold refiners, 4 tin smelters, 3 tantalum smelters, 3 tungsten smelters.",
            "For gold, suppliers named 106 refiners; for tin, suppliers named 70 smelters.",
            "Of the gold refiners, 90 were conformant.",
            "Seventy percent of the smelters are conformant.",
            "70 % of the smelters are conformant, and 70 per cent of the refiners are active.",
            "More than 10 smelters and refiners were identified by suppliers.",
            "Suppliers named at least 200, but no more than 300 smelters.",
            "Approximately 249 smelters were identified.",
            "Between 200 and 250 smelters were identified by suppliers.",
            "250 or more smelters were identified.",
            "Two thirds of the smelters are conformant, and nine out of ten refiners are active.",
            "12 new smelters were identified. Of these, 5 are conformant.",
            "We identified 12 additional smelters, and 9 smelters were removed.",
            "In 2022, 5 smelters became conformant.",
            "12 smelters were identified in China.",
            "One supplier named 120 smelters.",
            "3 smelters were identified as sourcing from the DRC.",
        ] {
            assert_eq!(of_2022(text), vec![], "{text}");
        }
        assert_eq!(
            of_2022("Suppliers named 249 gold, tin, tantalum and tungsten smelters."),
            vec![(All, 249)]
        );
        assert_eq!(of_2022("Of 249 refiners named, 226 (91 %) were conformant.").len(), 2);
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
    fn the_heading_gives_the_title() {
        assert_eq!(heading(["", "ANNEX I- SMELTER LIST"].into_iter()).as_deref(), Some("Annex I"));
        assert_eq!(heading(["Appendix A: smelters"].into_iter()).as_deref(), Some("Appendix A"));
        assert_eq!(heading(["Findings"].into_iter()), None);
    }
}
