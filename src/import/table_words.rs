//! The words by which tables of filings are understood, from `data/table_words.ron`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::columns::FacilityColumn;
use crate::data::embedded;
use crate::domain::Metal;
use crate::text::{clean, fold};

/// `data/table_words.ron` as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    keys: Vec<KeyRow>,
    beside: Vec<String>,
    elsewhere: Vec<String>,
    other_status: Vec<String>,
    no_facility: Vec<String>,
    heading: Vec<String>,
    other_minerals: Vec<String>,
    yes: Vec<String>,
    perhaps: Vec<String>,
    no: Vec<String>,
    ditto: Vec<String>,
    prose: Vec<String>,
    deny: Vec<String>,
    note: Vec<String>,
    company: Vec<String>,
    filing: Vec<String>,
    own_prose: Vec<String>,
}

#[derive(Deserialize)]
struct KeyRow {
    column: FacilityColumn,
    words: Vec<String>,
}

/// The words, folded; signs as they stand.
pub struct TableWords {
    keys: Vec<(FacilityColumn, HashSet<String>)>,
    beside: HashSet<String>,
    elsewhere: HashSet<String>,
    other_status: HashSet<String>,
    no_facility: HashSet<String>,
    heading: HashSet<String>,
    other_minerals: HashSet<String>,
    yes: HashSet<String>,
    perhaps: HashSet<String>,
    no: HashSet<String>,
    ditto: HashSet<String>,
    prose: HashSet<String>,
    deny: HashSet<String>,
    note: HashSet<String>,
    company: HashSet<String>,
    filing: Vec<String>,
    own_prose: HashSet<String>,
}

/// The words of the program.
pub static WORDS: LazyLock<TableWords> = LazyLock::new(|| {
    let file: Written = embedded("data/table_words.ron", include_str!("../../data/table_words.ron"));
    let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect::<HashSet<_>>();
    let small = |words: Vec<String>| words.iter().map(|word| word.to_lowercase()).collect::<HashSet<_>>();
    TableWords {
        keys: file.keys.into_iter().map(|row| (row.column, folded(row.words))).collect(),
        beside: folded(file.beside),
        elsewhere: folded(file.elsewhere),
        other_status: folded(file.other_status),
        no_facility: folded(file.no_facility),
        heading: folded(file.heading),
        other_minerals: folded(file.other_minerals),
        yes: small(file.yes),
        perhaps: small(file.perhaps),
        no: small(file.no),
        ditto: small(file.ditto),
        prose: folded(file.prose),
        deny: folded(file.deny),
        note: folded(file.note),
        company: folded(file.company),
        filing: file.filing.iter().map(|name| fold(name)).collect(),
        own_prose: folded(file.own_prose),
    }
});

/// What a mark in a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellMark {
    /// It is so.
    Yes,
    /// It is so where no other sign stands among the marks of its table.
    Perhaps,
    /// It is not.
    No,
}

impl TableWords {
    /// The column that a header names in words of its own: every word of it is known, and one says which column it is.
    pub fn column_of_words(&self, written: &str) -> Option<FacilityColumn> {
        let folded = fold(written);
        let words = || folded.split(' ').filter(|word| !word.is_empty());
        let is_key = |word: &str| self.keys.iter().any(|(_, keys)| keys.contains(word));
        let dated = words().any(|word| word.len() == 4 && is_number(word));
        let known = |word: &str| is_key(word) || self.beside.contains(word) || (dated && is_number(word));
        if !words().all(known) {
            return None;
        }
        let has = |(_, keys): &&(FacilityColumn, HashSet<String>)| words().any(|word| keys.contains(word));
        self.keys.iter().find(has).map(|(column, _)| *column)
    }

    /// Whether a folded text has a word that facilities are called by.
    pub fn names_facilities(&self, folded: &str) -> bool {
        let names = self.keys.iter().filter(|(column, _)| *column == FacilityColumn::Name);
        let called = |word: &str| {
            names.clone().any(|(_, words)| words.contains(word)) && word != "name" && word != "names"
        };
        folded.split(' ').any(called)
    }

    /// Whether a header says that what stands below is never of this column.
    pub fn speaks_against(&self, written: &str, column: FacilityColumn) -> bool {
        let words = match column {
            FacilityColumn::Country | FacilityColumn::City => &self.elsewhere,
            FacilityColumn::Status => &self.other_status,
            FacilityColumn::Name => &self.no_facility,
            FacilityColumn::Metal
            | FacilityColumn::Cid
            | FacilityColumn::Alias
            | FacilityColumn::Passed
            | FacilityColumn::Unknown => return false,
        };
        has_any(&fold(written), words)
    }

    /// Whether a word stands beside metals and statuses in headings.
    pub fn is_of_heading(&self, word: &str) -> bool {
        self.heading.contains(word) || is_number(word)
    }

    /// Whether a text names a mineral that is none of the four.
    pub fn is_other_mineral(&self, text: &str) -> bool {
        self.other_minerals.contains(&fold(text))
    }

    /// What a mark says; none for a cell that is no mark.
    pub fn mark(&self, cell: &str) -> Option<CellMark> {
        let cell = clean(cell).to_lowercase();
        let cell = cell.trim_matches(['(', ')', '[', ']', ' ']);
        if self.yes.contains(cell) {
            return Some(CellMark::Yes);
        }
        if self.perhaps.contains(cell) {
            return Some(CellMark::Perhaps);
        }
        self.no.contains(cell).then_some(CellMark::No)
    }

    /// Whether a cell stands for the one above it.
    pub fn is_ditto(&self, cell: &str) -> bool {
        self.ditto.contains(&clean(cell).to_lowercase())
    }

    /// Whether a text has a word of a company's or a plant's name.
    pub fn has_company_word(&self, text: &str) -> bool {
        has_any(&fold(text), &self.company)
    }

    /// Whether a folded word denies what a text speaks of.
    pub fn denies(&self, word: &str) -> bool {
        self.deny.contains(word)
    }

    /// Whether a text begins as a note does: "Note: ...", "Source: ...".
    pub fn begins_note(&self, text: &str) -> bool {
        let Some((first, rest)) = text.split_once([':', '.', ' ']) else {
            return self.note.contains(&fold(text));
        };
        let said = text.contains(':') || is_number(rest.split([':', '.', ' ']).next().unwrap_or(""));
        self.note.contains(&fold(first)) && said
    }

    /// How many words of a folded text are those of a sentence rather than of a name.
    pub fn prose_words(&self, folded: &str) -> usize {
        let words: Vec<&str> = folded.split(' ').collect();
        let pairs = words.windows(2).filter(|pair| self.prose.contains(&pair.join(" "))).count();
        pairs + words.iter().filter(|word| self.prose.contains(**word)).count()
    }

    /// Whether a folded text says what a filing calls itself.
    pub fn names_a_filing(&self, folded: &str) -> bool {
        self.filing.iter().any(|name| folded.contains(name.as_str()))
    }

    /// Whether a company speaks of its own in a text.
    pub fn speaks_of_its_own(&self, text: &str) -> bool {
        has_any(&fold(text), &self.own_prose)
    }

    /// Whether a text ends in a company's legal form or another word of its name.
    pub fn ends_as_company(&self, folded: &str) -> bool {
        folded.split(' ').next_back().is_some_and(|word| self.company.contains(word))
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a folded text has one of these phrases, of one or two words.
fn has_any(folded: &str, phrases: &HashSet<String>) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let two = words.windows(2).any(|pair| phrases.contains(&pair.join(" ")));
    two || words.iter().any(|word| phrases.contains(*word))
}

/// How many words tables are understood by.
pub fn table_words() -> usize {
    WORDS.keys.iter().map(|(_, words)| words.len()).sum::<usize>() + Metal::ALL.len()
}
