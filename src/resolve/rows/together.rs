//! What the rows say together: who names a facility, how it is written, which names are open.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{FacilityId, NameKey, SupplierId};

use super::written::{Key, Row};
use super::{Outcome, Register};

/// A name that is to be decided on: all open rows with one metal, name and country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenName<'a> {
    /// What a decision is about.
    pub key: &'a NameKey,
    /// The name as most rows write it; for rows without a name the ID.
    pub written: &'a str,
    /// The country as one of them writes it.
    pub country: &'a str,
    /// How many rows.
    pub rows: usize,
    /// Whose rows, by the suppliers' names.
    pub suppliers: Vec<&'a SupplierId>,
    /// The IDs that stand beside it, as written, sorted.
    pub ids: BTreeSet<&'a str>,
}

/// An open name while its rows are gathered.
#[derive(Default)]
struct Gathered<'a> {
    spellings: BTreeMap<&'a str, usize>,
    country: &'a str,
    rows: usize,
    sent: Vec<u32>,
    ids: BTreeSet<&'a str>,
}

impl Register {
    /// The suppliers whose current declarations name a live facility, by their names.
    #[must_use]
    pub fn suppliers_naming(&self, facility: &FacilityId) -> Vec<&SupplierId> {
        let Some(target) = self.judged.target_of(facility) else { return Vec::new() };
        let sent = self.judged.sent_naming(&self.written, target);
        sent.iter().filter_map(|sent| Some(&self.written.sent.get(*sent as usize)?.supplier)).collect()
    }

    /// How many suppliers name a live facility.
    #[must_use]
    pub fn naming(&self, facility: &FacilityId) -> usize {
        let target = self.judged.target_of(facility);
        target.map_or(0, |target| self.judged.sent_naming(&self.written, target).len())
    }

    /// How a live facility is written, with the number of rows, the most frequent first.
    #[must_use]
    pub fn spellings(&self, facility: &FacilityId) -> Vec<(String, usize)> {
        let Some(target) = self.judged.target_of(facility) else { return Vec::new() };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, (pair, rows)) in (0_u32..).zip(self.written.pairs.iter().zip(&self.written.counts)) {
            if self.judged.verdict(at).target == Some(target)
                && let Some(key) = self.written.keys.get(pair.key as usize)
            {
                *counts.entry(&key.name).or_default() += rows;
            }
        }
        let mut spellings: Vec<(String, usize)> =
            counts.into_iter().map(|(name, rows)| (name.to_owned(), rows)).collect();
        spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        spellings
    }

    /// The name that a decision on a row would be about; none for a row without one, and beyond the end.
    #[must_use]
    pub fn name_of(&self, row: usize) -> Option<&NameKey> {
        self.written.key_of(self.written.rows.get(row)?)?.decided.as_ref()
    }

    /// The indexes of the rows that a decision on a name is about.
    #[must_use]
    pub fn rows_named(&self, name: &NameKey) -> Vec<usize> {
        let is_named = |key: &Key| key.decided.as_ref() == Some(name);
        let pairs: Vec<bool> = self
            .written
            .pairs
            .iter()
            .map(|pair| self.written.keys.get(pair.key as usize).is_some_and(is_named))
            .collect();
        let is_here = |row: &Row| pairs.get(row.pair as usize).copied().unwrap_or(false);
        self.written.rows.iter().enumerate().filter(|(_, row)| is_here(row)).map(|(at, _)| at).collect()
    }

    /// How many rows decisions on their names have settled, as a facility or as none.
    #[must_use]
    pub fn rows_decided(&self) -> usize {
        let counts = (0_u32..).zip(&self.written.counts);
        let decided = counts.filter(|(pair, _)| self.judged.verdict(*pair).method.is_decision());
        decided.map(|(_, rows)| *rows).sum()
    }

    /// How many rows each decision on a name applies to; decisions on names that nobody writes, or only beside an ID
    /// that is known, are not here.
    #[must_use]
    pub fn decided(&self) -> BTreeMap<&NameKey, usize> {
        let mut rows = BTreeMap::new();
        for (at, (pair, count)) in (0_u32..).zip(self.written.pairs.iter().zip(&self.written.counts)) {
            if self.judged.verdict(at).method.is_decision()
                && let Some(key) = self.written.keys.get(pair.key as usize)
                && let Some(decided) = &key.decided
            {
                *rows.entry(decided).or_default() += count;
            }
        }
        rows
    }

    /// The names of open rows, by metal, name and country.
    #[must_use]
    pub fn open_names(&self) -> Vec<OpenName<'_>> {
        let mut names: BTreeMap<&NameKey, Gathered<'_>> = BTreeMap::new();
        for row in &self.written.rows {
            if self.judged.verdict(row.pair).outcome != Outcome::Open {
                continue;
            }
            let Some(key) = self.written.key_of(row) else { continue };
            let Some(decided) = &key.decided else { continue };
            let gathered = names.entry(decided).or_default();
            let written = if key.is_nameless { &key.id } else { &key.name };
            *gathered.spellings.entry(written).or_default() += 1;
            gathered.country = &key.country;
            gathered.rows += 1;
            if gathered.sent.last() != Some(&row.sent) {
                gathered.sent.push(row.sent);
            }
            if !key.id.is_empty() {
                gathered.ids.insert(&key.id);
            }
        }
        names.into_iter().map(|(key, gathered)| self.open_name(key, gathered)).collect()
    }

    fn open_name<'a>(&'a self, key: &'a NameKey, gathered: Gathered<'a>) -> OpenName<'a> {
        let spellings = gathered.spellings.into_iter();
        let frequent = spellings.max_by_key(|(name, rows)| (*rows, Reverse(*name)));
        let supplier = |sent: &u32| Some(&self.written.sent.get(*sent as usize)?.supplier);
        OpenName {
            key,
            written: frequent.map_or("", |(name, _)| name),
            country: gathered.country,
            rows: gathered.rows,
            suppliers: gathered.sent.iter().filter_map(supplier).collect(),
            ids: gathered.ids,
        }
    }
}
