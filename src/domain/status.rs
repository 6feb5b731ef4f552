//! What an assurance programme says of a facility.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::embedded;
use crate::text::{fold, without_marks};

/// Whether and how a facility is on the lists of an assurance programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Audited and listed as conformant ("Full Compliant" until 2017).
    Conformant,
    /// Committed to an audit, or in corrective action.
    Active,
    /// On no list.
    Indeterminable,
    /// The source does not say.
    Unresolved,
}

/// How a report words statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusStyle {
    /// "Full Compliant", as filings made before the programme's renaming.
    Filing,
    /// "Conformant", as the programme says today.
    Today,
}

/// Which wording of statuses is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum ChosenStyle {
    /// None: that of the reporting year. Workspaces of before had the filing's words without anybody choosing them.
    #[default]
    #[serde(alias = "Filing")]
    ByYear,
    /// "Full Compliant", whatever the year.
    FullCompliant,
    /// "Conformant", whatever the year.
    #[serde(rename = "Today")]
    Conformant,
}

impl ChosenStyle {
    /// The wording of a report for this year.
    pub fn style(self, year: i16) -> StatusStyle {
        match self {
            Self::FullCompliant => StatusStyle::Filing,
            Self::Conformant => StatusStyle::Today,
            Self::ByYear if year >= WORDS.today_from => StatusStyle::Today,
            Self::ByYear => StatusStyle::Filing,
        }
    }
}

/// `data/status_words.ron`, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    today_from: i16,
    rows: Vec<WordRow>,
    plain: Vec<String>,
    asked: BTreeMap<Status, Vec<String>>,
    negations: Vec<String>,
    programmes: Vec<String>,
    beside: Vec<String>,
    never_first: Vec<String>,
    none: Vec<String>,
    yes: Vec<String>,
    marks: String,
    headed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordRow {
    status: Status,
    filing: String,
    today: String,
    met: Vec<String>,
}

/// The same as it is looked up, folded.
struct Words {
    today_from: i16,
    rows: Vec<WordRow>,
    met: HashMap<String, Status>,
    /// With the names of the statuses.
    plain: HashSet<String>,
    asked: HashMap<String, Status>,
    negations: Vec<String>,
    programmes: HashSet<String>,
    /// With the programmes.
    beside: HashSet<String>,
    never_first: HashSet<String>,
    none: HashSet<String>,
    yes: HashSet<String>,
    /// Signs that say yes.
    marks: String,
    headed: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let written: Written = embedded("data/status_words.ron", include_str!("../../data/status_words.ron"));
    let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let mut met = HashMap::new();
    for row in &written.rows {
        for word in folded(&row.met) {
            met.entry(word).or_insert(row.status);
        }
    }
    let asked = written.asked.iter();
    let names = written.rows.iter().flat_map(|row| [fold(&row.filing), fold(&row.today)]);
    let names: Vec<String> = names.collect();
    let programmes: HashSet<String> = folded(&written.programmes).into_iter().collect();
    Words {
        today_from: written.today_from,
        met,
        asked: asked
            .flat_map(|(status, words)| folded(words).into_iter().map(|word| (word, *status)))
            .collect(),
        negations: folded(&written.negations).into_iter().map(|word| format!("{word} ")).collect(),
        beside: folded(&written.beside).into_iter().chain(programmes.iter().cloned()).collect(),
        programmes,
        plain: names.into_iter().chain(folded(&written.plain)).collect(),
        never_first: folded(&written.never_first).into_iter().collect(),
        none: folded(&written.none).into_iter().collect(),
        yes: folded(&written.yes).into_iter().collect(),
        headed: folded(&written.headed).into_iter().collect(),
        marks: written.marks,
        rows: written.rows,
    }
});

impl Words {
    /// What a folded word says by itself, or after a word that takes it back.
    fn known(&self, folded: &str) -> Option<Status> {
        if let Some(status) = self.met.get(folded) {
            return Some(*status);
        }
        let mut negated = self.negations.iter().filter_map(|no| folded.strip_prefix(no.as_str()));
        let is_taken_back =
            |rest: &str| matches!(self.met.get(rest), Some(Status::Conformant | Status::Active));
        negated.any(is_taken_back).then_some(Status::Indeterminable)
    }

    /// What folded words say, whoever's status it is and whatever stands beside.
    fn read(&self, folded: &str) -> Option<Status> {
        let first = folded.split(' ').next().unwrap_or_default();
        if self.never_first.contains(first) {
            return self.known(folded);
        }
        self.known(folded)
            .or_else(|| self.known(&without(folded, &self.programmes)))
            .or_else(|| self.known(&without(folded, &self.beside)))
    }

    /// Whether a cell says yes, in a word or by a mark.
    fn is_yes(&self, written: &str) -> bool {
        let signs = written.trim();
        let is_mark = !signs.is_empty() && signs.chars().all(|c| self.marks.contains(c));
        is_mark || self.yes.contains(&fold(written))
    }
}

/// Folded words but for those to be passed over.
fn without(folded: &str, passed: &HashSet<String>) -> String {
    let left: Vec<&str> = folded.split(' ').filter(|word| !passed.contains(*word)).collect();
    left.join(" ")
}

impl Status {
    /// All, from best known to least.
    pub const ALL: [Self; 4] = [Self::Conformant, Self::Active, Self::Indeterminable, Self::Unresolved];

    /// Its letter in pickers.
    pub fn letter(self) -> char {
        match self {
            Self::Conformant => 'c',
            Self::Active => 'a',
            Self::Indeterminable => 'i',
            Self::Unresolved => 'u',
        }
    }

    /// The three that a source can state.
    pub const STATED: [Self; 3] = [Self::Conformant, Self::Active, Self::Indeterminable];

    /// The lower-case key of the machine-readable outputs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Conformant => "conformant",
            Self::Active => "active",
            Self::Indeterminable => "indeterminable",
            Self::Unresolved => "unresolved",
        }
    }

    /// The word on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conformant => "Conformant",
            Self::Active => "Active",
            Self::Indeterminable => "Indeterminable",
            Self::Unresolved => "Unresolved",
        }
    }

    /// The word in a report of the given style.
    pub fn word(self, style: StatusStyle) -> &'static str {
        let row = WORDS.rows.iter().find(|row| row.status == self);
        row.map_or(self.name(), |row| match style {
            StatusStyle::Filing => row.filing.as_str(),
            StatusStyle::Today => row.today.as_str(),
        })
    }

    /// Reads a status word as sources write it ("Full Compliant", "RMAP - Conformant", "Not enrolled"); `None` when the
    /// word is not known. Never `Unresolved`: that is what a missing word means.
    pub fn parse(written: &str) -> Option<Self> {
        WORDS.read(&fold(without_marks(written))).filter(|status| *status != Self::Unresolved)
    }

    /// Reads a cell of a column of statuses below its header: there who audits is a status too ("LBMA"), and "Yes" or a
    /// mark says what the header does ("RMAP Conformant?").
    pub fn in_column(header: &str, written: &str) -> Option<Self> {
        if WORDS.is_yes(written) {
            let said = Self::parse(&without(&fold(header), &WORDS.headed));
            return said.filter(|status| *status != Self::Indeterminable);
        }
        Self::parse(written).or_else(|| WORDS.asked.get(&fold(without_marks(written))).copied())
    }

    /// Whether a word that is a status says more than the status itself: "Non-conformant", "In communication", "LBMA". Whose status it
    /// is, and marks or answers below a header, are no more.
    pub fn says_more(written: &str) -> bool {
        let folded = fold(without_marks(written));
        let is_plain = |words: &str| WORDS.plain.contains(words);
        let is_answer = WORDS.is_yes(written);
        !is_answer
            && !is_plain(&folded)
            && !is_plain(&without(&folded, &WORDS.programmes))
            && !is_plain(&without(&folded, &WORDS.beside))
    }

    /// Whether a word says that there is no status ("Unresolved"), as reports of this program do.
    pub fn is_none_word(written: &str) -> bool {
        WORDS.met.get(&fold(written)) == Some(&Self::Unresolved)
    }

    /// Whether a cell of a column of statuses says that there is none: a dash, "N/A", or such a word.
    pub fn says_none(written: &str) -> bool {
        let folded = fold(written);
        (folded.is_empty() && !WORDS.is_yes(written))
            || WORDS.none.contains(&folded)
            || Self::is_none_word(written)
    }

    /// Every status word that sources use, with its status, longest first.
    pub fn words_met() -> Vec<(&'static str, Self)> {
        let mut words: Vec<(&str, Self)> = Vec::new();
        for row in &WORDS.rows {
            words.extend(row.met.iter().map(|word| (word.as_str(), row.status)));
        }
        words.retain(|(_, status)| *status != Self::Unresolved);
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        words
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// A count of rows for each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCounts {
    /// Conformant rows.
    pub conformant: i64,
    /// Active rows.
    pub active: i64,
    /// Indeterminable rows.
    pub indeterminable: i64,
    /// Unresolved rows.
    pub unresolved: i64,
}

impl StatusCounts {
    /// Whether a count is known: that none has a status is not, where the status of some is Unresolved.
    pub fn is_known(&self, status: Status) -> bool {
        status == Status::Unresolved || self.get(status) > 0 || self.get(Status::Unresolved) == 0
    }

    pub fn get(&self, status: Status) -> i64 {
        match status {
            Status::Conformant => self.conformant,
            Status::Active => self.active,
            Status::Indeterminable => self.indeterminable,
            Status::Unresolved => self.unresolved,
        }
    }

    /// Adds `by` (which may be negative) to one status.
    pub fn add(&mut self, status: Status, by: i64) {
        let slot = match status {
            Status::Conformant => &mut self.conformant,
            Status::Active => &mut self.active,
            Status::Indeterminable => &mut self.indeterminable,
            Status::Unresolved => &mut self.unresolved,
        };
        *slot += by;
    }

    /// All rows.
    pub fn total(&self) -> i64 {
        self.conformant + self.active + self.indeterminable + self.unresolved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filings_words_are_read() {
        assert_eq!(Status::parse("Full Compliant"), Some(Status::Conformant));
        assert_eq!(Status::parse(" conformant* "), Some(Status::Conformant));
        assert_eq!(Status::parse("Unresolved"), None);
        assert!(Status::is_none_word("UNRESOLVED") && !Status::is_none_word("Splendid"));
        assert_eq!(Status::Conformant.word(StatusStyle::Filing), "Full Compliant");
    }

    #[test]
    fn some_words_say_more_than_their_status() {
        for word in [
            "Non-conformant",
            "No longer conformant",
            "Not enrolled",
            "In communication",
            "Outreach required",
            "LBMA",
        ] {
            assert!(Status::says_more(word), "{word}");
        }
        for word in [
            "Full Compliant",
            "Conformant*",
            "RMAP Conformant",
            "Active",
            "Indeterminable",
            "Not listed",
            "Not on CFSI list",
            "Yes",
            "\u{2713}",
        ] {
            assert!(!Status::says_more(word), "{word}");
        }
    }

    #[test]
    fn the_words_are_those_of_the_year_unless_chosen() {
        let of = |chosen: &str, year| ron::from_str::<ChosenStyle>(chosen).unwrap().style(year);
        for (chosen, year, expected) in [
            ("ByYear", 2017, StatusStyle::Filing),
            ("ByYear", 2018, StatusStyle::Today),
            ("Filing", 2022, StatusStyle::Today),
            ("FullCompliant", 2022, StatusStyle::Filing),
            ("Today", 2016, StatusStyle::Today),
        ] {
            assert_eq!(of(chosen, year), expected, "{chosen} {year}");
        }
    }

    #[test]
    fn a_status_is_read_whoever_states_it() {
        for (status, words) in [
            (
                Status::Conformant,
                &[
                    "CFSI Compliant",
                    "RMI Conformant",
                    "RMAP - Conformant",
                    "Conformant (LBMA)",
                    "Conformant - RMAP, RJC",
                    "RMAP conformant smelter",
                    "Conformant (LBMA cross-recognized)",
                    "CFSP Validated",
                    "CFSI Certified",
                    "Listed as conformant",
                ][..],
            ),
            (Status::Active, &["CFSI Active", "In Process", "RMAP audit in progress", "RMI - Active"]),
            (
                Status::Indeterminable,
                &[
                    "Not Enrolled",
                    "not on list",
                    "Not on CFSI list",
                    "Not listed on the RMAP list",
                    "Outreach Required",
                    "Non-Conformant",
                    "RMAP: not conformant",
                    "Not participating",
                    "No longer active",
                ],
            ),
        ] {
            for word in words {
                assert_eq!(Status::parse(word), Some(status), "{word}");
            }
        }
        for word in [
            "DMCC certified",
            "of Active",
            "Splendid",
            "Conformant until 2019",
            "RMAP",
            "List",
            "",
            "Suspended",
            "Conformant (suspended)",
        ] {
            assert_eq!(Status::parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_column_of_statuses_has_words_and_marks_of_its_own() {
        let read = Status::in_column;
        assert_eq!(Status::parse("LBMA"), None);
        assert_eq!(read("Status", "LBMA"), Some(Status::Conformant));
        assert_eq!(read("RMAP Conformant?", "Yes"), Some(Status::Conformant));
        assert_eq!(read("Conflict-Free (Y/N)", "Y"), Some(Status::Conformant));
        assert_eq!(read("Active", "\u{2713}"), Some(Status::Active));
        assert_eq!(read("CFSI Compliant", "No"), None);
        assert_eq!(read("Status", "Yes"), None);
        assert_eq!(read("Status", ""), None);
        for none in ["N/A", "-", "\u{2014}", "TBD", "Unresolved", ""] {
            assert!(Status::says_none(none), "{none}");
        }
        assert!(!Status::says_none("Suspended") && !Status::says_none("\u{2713}"));
    }

    #[test]
    fn every_word_of_the_table_means_its_status() {
        for (word, status) in Status::words_met() {
            assert_eq!(Status::parse(word), Some(status), "{word}");
        }
    }
}
