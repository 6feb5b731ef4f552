//! "No smelter", "all smelters": statements without an exception, against the rows of the table.

use super::prose::PatternHit;
use super::words::{PATTERNS, WORDS};
use super::{Filing, LintHit, LintOptions, LintSentence, ListedRow};
use crate::domain::{Country, Place, Statement, Status};
use crate::import::document::is_of_another_set;

/// As many rows are named.
const NAMED: usize = 2;
/// More words than any country has.
const LONGEST_COUNTRY: usize = 6;

pub(super) fn none_covered(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let covered = rows(filing, |row| row.country.is_some_and(|country| country.is_covered()));
    let place = filing.statements.iter().find_map(|statement| match statement {
        Statement::NoneInCoveredCountry { place } => Some(place),
        Statement::Total { .. } | Statement::Damaged { .. } => None,
    });
    let line = place.map(|place| if let Place::Line(line, _) = place { *line } else { 0 });
    let hit = line.filter(|_| !covered.is_empty()).map(|line| {
        let named = named(filing, &covered);
        LintHit::new(
            line,
            format!("the text says that no facility lies in a Covered Country, and the table names {named}"),
        )
    });
    hit.into_iter().collect()
}

fn rows(filing: &Filing, is: impl Fn(&ListedRow) -> bool) -> Vec<&ListedRow> {
    filing.rows.iter().filter(|row| is(row)).collect()
}

/// Rows by name, country and, where the table stands in the filing, line.
fn named(filing: &Filing, rows: &[&ListedRow]) -> String {
    let one = |row: &&ListedRow| {
        let country = row.country.map(|country| format!(", {}", country.name())).unwrap_or_default();
        let line = if row.line == 0 { String::new() } else { format!(" ({})", filing.place(row.line)) };
        format!("{}{country}{line}", row.name)
    };
    let named: Vec<String> = rows.iter().take(NAMED).map(one).collect();
    let more = rows.len().saturating_sub(NAMED);
    named.join("; ") + &if more > 0 { format!("; and {more} more") } else { String::new() }
}

pub(super) fn all_or_none(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let of = |sentence| all(filing, sentence).into_iter().chain(none(filing, sentence));
    if filing.rows.is_empty() { Vec::new() } else { filing.sentences().flat_map(of).collect() }
}

/// "All smelters are conformant", and a row that is active or indeterminable.
fn all(filing: &Filing, sentence: &LintSentence) -> Option<LintHit> {
    let hit = sentence.find(&PATTERNS.all_conformant).filter(|_| is_statement(sentence))?;
    let others = rows(filing, |row| matches!(row.status, Status::Active | Status::Indeterminable));
    let message = || {
        format!(
            "the text says that all facilities are conformant, and the table names {}",
            named(filing, &others)
        )
    };
    (!others.is_empty()).then(|| LintHit::new(hit.line, message()))
}

/// Whether a sentence states something of this list, rather than wishes it or speaks of another.
fn is_statement(sentence: &LintSentence) -> bool {
    !sentence.has_any(&WORDS.wishes) && !is_of_another_set(&sentence.prose.words)
}

/// "None of the smelters is located in such a country", and a row that is.
fn none(filing: &Filing, sentence: &LintSentence) -> Option<LintHit> {
    let hit = sentence.find(&PATTERNS.none_in_country).filter(|_| is_statement(sentence))?;
    let country = country(sentence, &hit).filter(|country| !country.is_covered())?;
    let there = rows(filing, |row| row.country == Some(country));
    let message = || {
        format!(
            "the text says that no facility lies in {}, and the table names {}",
            country.name(),
            named(filing, &there)
        )
    };
    (!there.is_empty()).then(|| LintHit::new(hit.line, message()))
}

/// The country at the end of a match.
fn country(sentence: &LintSentence, hit: &PatternHit<'_>) -> Option<Country> {
    (1..=LONGEST_COUNTRY).rev().find_map(|length| {
        let words = sentence.prose.words.get(hit.end.checked_sub(length)?..hit.end)?;
        let name: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        Country::parse(&name.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hits, lines};

    const TABLE: &str = "\n\nANNEX I\n\nGold\tA Refining\tITALY\tConformant\nTin\tC Works\tRWANDA\tConformant\n\
                         Tin\tD Works\tCHINA\tActive\n";

    #[test]
    fn a_row_in_a_covered_country_is_named_with_its_line() {
        let text = format!("There were no smelters\nlocated in a Covered Country.{TABLE}");
        let found = hits("COVERED_COUNTRY_IN_TABLE", &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].0 == 4 && found[0].1.contains("C Works, RWANDA (line 10)"), "{found:?}");
    }

    #[test]
    fn a_hedge_and_a_table_without_such_a_row_are_no_contradiction() {
        let id = "COVERED_COUNTRY_IN_TABLE";
        assert_eq!(lines(id, &format!("Most smelters are not located in a Covered Country.{TABLE}")), [0; 0]);
        let elsewhere = TABLE.replace("RWANDA", "PERU");
        assert_eq!(lines(id, &format!("No smelter is located in a Covered Country.{elsewhere}")), [0; 0]);
    }

    #[test]
    fn all_and_none_are_held_against_the_rows() {
        let id = "ABSOLUTE_STATEMENT";
        for text in [
            "All of the smelters named are conformant.",
            "All 3 smelters were validated.",
            "All of the smelters and refiners listed in Annex I are compliant.",
            "100% of our smelters were conformant.",
            "None of the smelters is located in China.",
        ] {
            let found = hits(id, &format!("{text}{TABLE}"));
            assert!(found.len() == 1 && found[0].1.contains("D Works"), "{text}: {found:?}");
        }
        for text in [
            "We expect that all smelters are conformant.",
            "All smelters that are conformant are listed.",
            "Not all of the smelters are conformant.",
            "Our goal is that all of our smelters are validated.",
            "None of the smelters is located in Brazil.",
            "In the prior year all smelters were conformant.",
        ] {
            assert_eq!(hits(id, &format!("{text}{TABLE}")), [], "{text}");
        }
    }
}
