//! Sentences of last year's filing that stand in this one word for word, with the dates of last year.

use std::collections::BTreeSet;

use super::{Filing, LintHit, LintOptions, LintSentence};
use crate::import::document::Word;
use crate::text::fold;

/// Shorter sentences are headings and captions. In words.
const SHORTEST: usize = 6;
/// As much of a sentence is shown, in characters.
const SHOWN: usize = 60;

pub(super) fn carried_over(filing: &Filing, options: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(baseline) = options.baseline else { return Vec::new() };
    let (Some(own), Some(last)) = (filing.year(), baseline.year()) else { return Vec::new() };
    if last >= own {
        return Vec::new();
    }
    let known: BTreeSet<String> = baseline.sentences().map(|sentence| fold(&sentence.text)).collect();
    let carried = filing.sentences().filter(|sentence| sentence.prose.words.len() >= SHORTEST);
    let carried = carried.filter(|sentence| known.contains(&fold(&sentence.text)));
    carried.filter_map(|sentence| hit(sentence, last)).collect()
}

/// Years of the old report are its period's and its filing's; older ones are history.
fn hit(sentence: &LintSentence, last: i16) -> Option<LintHit> {
    let is_old = |year: &i16| *year == last || *year == last + 1;
    let word = sentence.prose.words.iter().find(|word| word.year().as_ref().is_some_and(is_old))?;
    let year = Word::year(word)?;
    let shown: String = sentence.text.chars().take(SHOWN).collect();
    let more = if shown.len() < sentence.text.len() { "\u{2026}" } else { "" };
    let message =
        format!("word for word as in the filing for {last}, with {year}: \u{201c}{shown}{more}\u{201d}");
    Some(LintHit::new(word.line, message))
}

#[cfg(test)]
mod tests {
    use super::super::LintOptions;
    use super::super::tests::{filing, found};

    const OLD: &str = "Conflict Minerals Report for the year ended December 31, 2021\n\n\
        The statuses are those of the list as of May 2, 2022. The rule is of the year 2012 as everybody knows.\n\n\
        We ask all of our suppliers every year.\n";

    fn lines(new: &str) -> Vec<u32> {
        let old = filing(OLD);
        let options = LintOptions { baseline: Some(&old), ..LintOptions::default() };
        found("CARRIED_OVER", new, &options).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn a_sentence_with_the_dates_of_last_year_is_found() {
        let new = OLD.replace("31, 2021", "31, 2022");
        assert_eq!(lines(&new), [3]);
    }

    #[test]
    fn changed_dates_and_old_history_are_none() {
        let new = OLD.replace("31, 2021", "31, 2022").replace("May 2, 2022", "May 2, 2023");
        assert_eq!(lines(&new), [0; 0]);
        assert_eq!(lines(OLD), [0; 0]);
    }
}
