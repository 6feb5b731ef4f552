//! Whether a table is a filing's list rather than a reference list: by what stands around it.

use super::phrase::PHRASES;
use crate::domain::Cid;
use crate::import::cell_grid::CellGrid;
use crate::import::table_words::WORDS;
use crate::text::fold;

/// Rows without a CID that are looked at.
const MOST_ROWS: usize = 500;
/// A sentence has so many words.
const SENTENCE: usize = 8;

/// Whether the rows around a table, or its sheet's name, say Annex, name a filing, or are a company's prose.
pub fn is_in_filing(grid: &CellGrid) -> bool {
    let is_entry = |cells: &[String]| cells.iter().any(|cell| Cid::parse(cell).is_ok());
    let around = grid.rows.iter().filter(|(_, cells)| !is_entry(cells)).take(MOST_ROWS);
    let lines = around.map(|(_, cells)| {
        let filled: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        filled.join(" ")
    });
    lines.chain(grid.label.clone()).any(|line| says_filing(&line))
}

/// Whether a folded word begins the heading of a filing's list ("Annex").
pub fn is_heading_word(word: &str) -> bool {
    PHRASES.headings.iter().any(|heading| heading == word)
}

fn says_filing(line: &str) -> bool {
    let folded = fold(line);
    let heads = folded.split(' ').next().is_some_and(is_heading_word);
    let prose = folded.split(' ').count() >= SENTENCE && WORDS.speaks_of_its_own(line);
    heads || prose || WORDS.names_a_filing(&folded)
}

#[cfg(test)]
mod tests {
    use crate::import::{Incoming, receive};

    const LIST: &str =
        "Metal\tSmelter ID\tSmelter Name\tCountry\nGold\tCID900011\tAlpine Refining AG\tSWITZERLAND\n";

    #[test]
    fn a_list_with_cids_is_a_filings_where_something_says_so() {
        let is_filing = |text: String| {
            matches!(receive("a.txt", text.as_bytes(), None).unwrap(), Incoming::Facilities(_))
        };
        for around in [
            "ANNEX I",
            "Appendix A: smelters",
            "Conflict Minerals Report of Fiction Inc.",
            "Our suppliers named these smelters and refiners in the year 2022.",
        ] {
            assert!(is_filing(format!("{around}\n\n{LIST}")), "{around}");
            assert!(is_filing(format!("{LIST}\n{around}\n")), "{around}");
        }
        for around in
            ["", "Conformant smelters", "This list was last updated on May 1 2023 and is of that day only."]
        {
            assert!(!is_filing(format!("{around}\n{LIST}")), "{around}");
        }
    }
}
