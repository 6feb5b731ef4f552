//! Totals in the prose, against the table and against each other.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::words::WORDS;
use super::{Filing, LintHit, LintOptions};
use crate::domain::{Place, Statement, Status, TotalOf};
use crate::text::fold;

/// A total as the prose states it.
struct StatedTotal {
    of: TotalOf,
    count: u32,
    line: u32,
}

/// The totals of the prose; what stands in brackets was to be filled in.
fn totals(filing: &Filing) -> Vec<StatedTotal> {
    let of = |statement: &Statement| match statement {
        Statement::Total { of, count, place } => {
            let line = if let Place::Line(line, _) = place { *line } else { 0 };
            Some(StatedTotal { of: *of, count: *count, line })
        }
        Statement::NoneInCoveredCountry { .. } | Statement::Damaged { .. } => None,
    };
    let mut found: Vec<StatedTotal> = filing.statements.iter().filter_map(of).collect();
    let asks = |line: u32| {
        filing.sentences().any(|sentence| sentence.line() == line && sentence.text.starts_with('['))
    };
    found.retain(|total| !asks(total.line));
    found.sort_by_key(|total| (total.of, total.line));
    found
}

/// The first total of each kind.
fn first_totals(filing: &Filing) -> BTreeMap<TotalOf, StatedTotal> {
    let mut first = BTreeMap::new();
    for total in totals(filing) {
        first.entry(total.of).or_insert(total);
    }
    first
}

/// What the table may be said to have of something: from so many to so many.
type Bounds = (usize, usize);

/// A number of the prose that is not what the table has.
pub(super) struct Mismatch {
    pub line: u32,
    pub count: u32,
    /// What it counts, as it reads behind the number.
    pub of: String,
    /// What the table has instead.
    pub table: String,
}

pub(super) fn against_table(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let hit = |it: Mismatch| {
        LintHit::new(it.line, format!("the text says {} {}, the table has {}", it.count, it.of, it.table))
    };
    mismatches(filing).into_iter().map(hit).collect()
}

/// The totals of the prose that the table contradicts.
pub(super) fn mismatches(filing: &Filing) -> Vec<Mismatch> {
    if filing.rows.is_empty() {
        return Vec::new();
    }
    let totals = totals(filing);
    let found =
        totals.chunk_by(|one, other| one.of == other.of).filter_map(|of_kind| of_table(filing, of_kind));
    found.chain(by_metal(filing)).collect()
}

/// The first total of a kind, where none of that kind is the table's: others count what suppliers wrote.
fn of_table(filing: &Filing, of_kind: &[StatedTotal]) -> Option<Mismatch> {
    let bounds = match of_kind.first()?.of {
        TotalOf::All => all_rows(filing),
        TotalOf::Of(status) => rows_of(filing, status),
    };
    if of_kind.iter().any(|total| beyond(total.count, bounds).is_none()) {
        return None;
    }
    let of_facilities = |total: &&StatedTotal| !speaks_of(filing, total, &WORDS.as_written);
    let total = of_kind.iter().find(of_facilities)?;
    let table = match total.of {
        TotalOf::All => filing.rows.len().to_string(),
        TotalOf::Of(_) => beyond(total.count, bounds)?,
    };
    Some(Mismatch { line: total.line, count: total.count, of: total.of.name().to_owned(), table })
}

/// What to say the table has, where a number does not fit it.
fn beyond(count: u32, (least, most): Bounds) -> Option<String> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let told = if least == most { least.to_string() } else { format!("between {least} and {most}") };
    (!(least..=most).contains(&count)).then_some(told)
}

/// A plant of two metals may be counted once; rows that could not be read may be counted or not.
fn all_rows(filing: &Filing) -> Bounds {
    let plant =
        |row: &super::ListedRow| (fold(&row.name), row.country.map(|country| country.code().to_owned()));
    let plants: BTreeSet<(String, Option<String>)> = filing.rows.iter().map(plant).collect();
    (plants.len(), filing.rows.len() + filing.passed.len())
}

/// Rows without a status may have any.
fn rows_of(filing: &Filing, status: Status) -> Bounds {
    let of = |wanted: Status| filing.rows.iter().filter(|row| row.status == wanted).count();
    let open = of(Status::Unresolved) + filing.passed.len();
    // A list of conformant facilities alone says nothing of the others.
    if of(status) == 0 {
        return (0, usize::MAX);
    }
    (of(status).saturating_sub(twice(filing, status)), of(status) + open)
}

/// How many rows of a status are plants that another row has in another metal.
fn twice(filing: &Filing, status: Status) -> usize {
    let names = || filing.rows.iter().filter(|row| row.status == status).map(|row| fold(&row.name));
    names().count() - names().collect::<BTreeSet<String>>().len()
}

fn by_metal(filing: &Filing) -> Vec<Mismatch> {
    let is_damaged = !filing.passed.is_empty();
    let wrong = |total: &crate::import::document::MetalTotal| {
        let rows = filing.rows.iter().filter(|row| row.metal == total.metal).count();
        let differs = usize::try_from(total.count) != Ok(rows) && rows > 0;
        let of = format!("for {}", total.metal.name().to_lowercase());
        differs.then(|| Mismatch { line: total.line, count: total.count, of, table: rows.to_string() })
    };
    if is_damaged { Vec::new() } else { filing.metal_totals.iter().filter_map(wrong).collect() }
}

pub(super) fn among_themselves(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let mut hits = repeated(filing);
    hits.extend(sum(filing));
    hits
}

/// Totals of one kind that differ from its first, unless a sentence speaks of a narrower set.
fn repeated(filing: &Filing) -> Vec<LintHit> {
    let first = first_totals(filing);
    let differs = |total: StatedTotal| {
        let other = first.get(&total.of).filter(|other| other.count != total.count)?;
        let is_narrower = |total: &StatedTotal| {
            speaks_of(filing, total, &WORDS.narrower) || speaks_of(filing, total, &WORDS.as_written)
        };
        let narrower = is_narrower(&total) || is_narrower(other);
        let message = format!(
            "the text says {} {} here, and {} in {}",
            total.count,
            total.of.name(),
            other.count,
            filing.place(other.line)
        );
        (!narrower).then(|| LintHit::new(total.line, message))
    };
    totals(filing).into_iter().filter_map(differs).collect()
}

/// Whether a sentence with the total has one of some words.
fn speaks_of(filing: &Filing, total: &StatedTotal, words: &HashSet<String>) -> bool {
    let states = |sentence: &&super::LintSentence| {
        let mut words = sentence.prose.words.iter();
        words.any(|word| word.line == total.line && word.number == Some(total.count))
    };
    filing.sentences().filter(states).any(|sentence| sentence.has_any(words))
}

/// The three statuses against all. Of fewer, there may be others that are called by other words.
fn sum(filing: &Filing) -> Option<LintHit> {
    let first = first_totals(filing);
    let all = first.get(&TotalOf::All)?;
    let mut parts = Vec::new();
    for status in Status::STATED {
        parts.push(first.get(&TotalOf::Of(status))?);
    }
    let sum: u32 = parts.iter().map(|part| part.count).sum();
    let terms: Vec<String> = parts.iter().map(|part| part.count.to_string()).collect();
    let has_others = sum < all.count && counts_more(filing, &parts, all.count);
    let message =
        format!("the text\u{2019}s totals do not add up: {} = {sum}, not {}", terms.join(" + "), all.count);
    (sum != all.count && !has_others).then(|| LintHit::new(all.line, message))
}

/// Whether sentences with the parts count something else too.
fn counts_more(filing: &Filing, parts: &[&StatedTotal], all: u32) -> bool {
    let lines: BTreeSet<u32> = parts.iter().map(|part| part.line).collect();
    let known: BTreeSet<u32> = parts.iter().map(|part| part.count).chain([all]).collect();
    let words = filing.sentences().flat_map(|sentence| &sentence.prose.words);
    let mut numbers = words.filter(|word| lines.contains(&word.line)).filter_map(|word| word.number);
    numbers.any(|number| number > 1 && !known.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hits, lines};

    const TABLE: &str = "\n\nANNEX I\n\nGold\tA Refining\tITALY\tConformant\nGold\tB Refining\tPERU\tConformant\n\
                         Tin\tC Works\tPERU\tActive\nTin\tD Works\tPERU\tIndeterminable\n";

    fn table(prose: &str) -> Vec<(u32, String)> {
        hits("TOTAL_AGAINST_TABLE", &format!("{prose}{TABLE}"))
    }

    #[test]
    fn totals_are_held_against_the_table() {
        let found = table("Our suppliers named 5 smelters and refiners.");
        assert_eq!(found, [(4, "the text says 5 facilities, the table has 4".to_owned())]);
        let found = table("Of the smelters, 3 are conformant and 1 is active.");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.contains("the table has 2"), "{found:?}");
        assert_eq!(table("Suppliers named 2 gold refiners and 3 tin smelters.").len(), 1);
    }

    #[test]
    fn totals_that_fit_and_other_numbers_are_none() {
        for prose in [
            "Our suppliers named 4 smelters and refiners, 2 of which are conformant, 1 active and 1 indeterminable.",
            "Our seven suppliers answered. In 2021, suppliers had named 7 smelters, of which 5 were conformant.",
            "Suppliers named 2 gold refiners and 2 tin smelters. At least 3 smelters are conformant.",
            "Of 9 products, 7 have gold.",
            "Suppliers identified 31 potential smelters.",
            "Suppliers named 31 smelters. After review, the list of 4 smelters is below.",
        ] {
            assert_eq!(table(prose), [], "{prose}");
        }
    }

    #[test]
    fn totals_are_held_against_each_other() {
        let id = "TOTALS_DO_NOT_ADD_UP";
        let text = "Our suppliers named 9 smelters.\n\nIn all, suppliers named 8 smelters.\n";
        assert_eq!(lines(id, text), [6]);
        let text = "Of 9 smelters named, 5 were conformant, 2 active and 1 indeterminable.\n";
        assert_eq!(lines(id, text), [4]);
        for text in [
            "Of 9 smelters named, 5 were conformant, 2 active and 2 indeterminable.\n",
            "Our suppliers named 9 smelters. After review, suppliers\u{2019} lists have 8 verified smelters named by them.\n",
            "Of 9 smelters named, 5 were conformant, 1 active and 1 indeterminable. 2 have ceased operations.\n",
        ] {
            assert_eq!(hits(id, text), [], "{text}");
        }
    }
}
