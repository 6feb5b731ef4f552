//! Headings within a table and above it: the metal, the status, or both, of the rows below.

use super::metals;
use crate::domain::{Metal, Status};
use crate::import::table_words::WORDS;
use crate::text::fold;

/// Longer texts head nothing. In bytes.
const LONGEST: usize = 120;
/// A status is looked for among so many words.
const MOST_WORDS: usize = 20;

/// What a heading says of the rows below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableHeading {
    /// The metals that it names; more than one say nothing of a single row.
    pub metals: Vec<Metal>,
    pub status: Option<Status>,
}

impl TableHeading {
    /// Reads a text that says nothing but a metal, a status or both, with words of headings around them ("Table 2: Tin
    /// smelters", "RMAP Conformant", "Gold refiners that are active" not).
    pub fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let whole = metals(text);
        if !whole.is_empty() || WORDS.is_other_mineral(text) {
            return Some(Self { metals: whole, status: None });
        }
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let named = |words: &[&str]| -> Vec<Metal> { distinct(words.iter().filter_map(|word| long(word))) };
        let plain = |word: &&str| long(word).is_some() || WORDS.is_of_heading(word);
        if words.iter().all(plain) {
            return Some(Self { metals: named(&words), status: None })
                .filter(|found| !found.metals.is_empty());
        }
        let lead = words.iter().take_while(|word| plain(word)).count();
        let tail = words.iter().rev().take_while(|word| plain(word)).count();
        if words.len() > MOST_WORDS {
            return None;
        }
        let status = status_within(&words, lead, tail)?;
        Some(Self { metals: named(&words), status: Some(status) })
    }
}

/// The metal that a word of more than two letters names.
fn long(word: &str) -> Option<Metal> {
    Some(word).filter(|word| word.len() > 2).and_then(Metal::parse)
}

fn distinct(all: impl Iterator<Item = Metal>) -> Vec<Metal> {
    let mut found: Vec<Metal> = Vec::new();
    for metal in all {
        if !found.contains(&metal) {
            found.push(metal);
        }
    }
    found
}

/// The status that the words say when up to `lead` of them in front and up to `tail` at the end are left away; the longest
/// that says one.
fn status_within(words: &[&str], lead: usize, tail: usize) -> Option<Status> {
    let cut = |from: usize, back: usize| words.get(from..words.len().checked_sub(back)?);
    let windows = (0..=lead).flat_map(|from| (0..=tail).map(move |back| (from, back)));
    let mut windows: Vec<(usize, usize)> = windows.collect();
    windows.sort_by_key(|(from, back)| from + back);
    windows.into_iter().find_map(|(from, back)| Status::parse(&cut(from, back)?.join(" ")))
}

/// The one metal that a short text names in full ("Table 2: Tin smelters").
pub fn metal_of_heading(text: &str) -> Option<Metal> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let mut named = folded.split(' ').filter_map(long);
    let metal = named.next()?;
    named.all(|other| other == metal).then_some(metal)
}

/// What headings say of the rows that are being read. The kind of heading that comes first holds those of the other kind:
/// a new one of it ends what they said.
#[derive(Debug, Clone, Default)]
pub struct Under {
    pub metal: Option<Metal>,
    pub status: Option<Status>,
    /// Whether a status holds the metals below it; not known before the first heading.
    status_holds: Option<bool>,
}

impl Under {
    /// What stands above the table.
    pub fn new(metal: Option<Metal>, status: Option<Status>) -> Self {
        let status_holds = (metal.is_some() || status.is_some()).then_some(metal.is_none());
        Self { metal, status, status_holds }
    }

    /// Takes a heading.
    pub fn take(&mut self, heading: &TableHeading) {
        let by_status = heading.status.is_some();
        let of_metal = !heading.metals.is_empty() || !by_status;
        let status_holds = *self.status_holds.get_or_insert(by_status && !of_metal);
        if of_metal {
            let mut metals = heading.metals.iter();
            self.metal = metals.next().copied().filter(|_| metals.next().is_none());
        } else if status_holds {
            self.metal = None;
        }
        if by_status || !status_holds {
            self.status = heading.status;
        }
    }

    /// Takes a heading that nobody understands: what it says of the rows below may be another status.
    pub fn lose_status(&mut self) -> bool {
        self.status.take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(Vec<Metal>, Option<Status>)> {
        TableHeading::of(text).map(|heading| (heading.metals, heading.status))
    }

    #[test]
    fn headings_say_metal_status_or_both() {
        for (text, metals, status) in [
            ("GOLD SMELTERS", vec![Metal::Gold], None),
            ("Table 1. Cassiterite (tin) smelters.", vec![Metal::Tin], None),
            ("Columbite-tantalite", vec![Metal::Tantalum], None),
            ("Tin and Tantalum smelters", vec![Metal::Tin, Metal::Tantalum], None),
            ("RMAP Conformant", vec![], Some(Status::Conformant)),
            ("Not conformant", vec![], Some(Status::Indeterminable)),
            ("Annex B: conformant facilities", vec![], Some(Status::Conformant)),
            ("Gold \u{2013} Active refiners (continued)", vec![Metal::Gold], Some(Status::Active)),
            ("Cobalt", vec![], None),
        ] {
            assert_eq!(of(text), Some((metals, status)), "{text}");
        }
        for text in ["Conformant and active smelters", "Alpine Gold Refinery AG", "List of smelters", "12"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn what_comes_first_holds_the_other() {
        let read = |texts: &[&str]| {
            let mut under = Under::default();
            texts.iter().for_each(|text| under.take(&TableHeading::of(text).unwrap()));
            (under.metal, under.status)
        };
        assert_eq!(read(&["Gold", "Conformant", "Tin"]), (Some(Metal::Tin), None));
        assert_eq!(read(&["Conformant", "Gold", "Tin"]), (Some(Metal::Tin), Some(Status::Conformant)));
        assert_eq!(read(&["Conformant", "Gold", "Active"]), (None, Some(Status::Active)));
        assert_eq!(read(&["Gold", "Cobalt"]), (None, None));
    }
}
