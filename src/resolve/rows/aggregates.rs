//! What the rows say together: who names a facility, how it is written, which names are open.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::{FacilityId, NameKey, SupplierId};

use super::{Outcome, Register};

/// A name that is to be decided on: all open rows with one metal, name and country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNameView<'a> {
    /// What a decision is about.
    pub key: &'a NameKey,
    /// The name as most rows write it; for rows without a name the ID.
    pub written: &'a str,
    /// The country as one of them writes it.
    pub country: &'a str,
    pub rows: usize,
    /// Whose rows, by the suppliers' names.
    pub suppliers: Vec<&'a SupplierId>,
    /// The IDs that stand beside it, as written, sorted.
    pub ids: BTreeSet<&'a str>,
}

impl Register {
    /// The suppliers whose current declarations name a live facility, by their names.
    pub fn suppliers_naming(&self, facility: &FacilityId) -> Vec<&SupplierId> {
        let Some(target) = self.judged.targets.of_facility(facility) else { return Vec::new() };
        self.suppliers_of(self.judged.pairs_naming(target))
    }

    /// How many suppliers name a live facility.
    pub fn naming(&self, facility: &FacilityId) -> usize {
        let target = self.judged.targets.of_facility(facility);
        target.and_then(|target| self.judged.targets.get(target)).map_or(0, |target| target.named as usize)
    }

    /// How many different live facilities of each class every supplier with rows names; `class` says in which one is, or in none.
    /// In one pass over the rows.
    pub fn named_by_supplier<const N: usize>(
        &self,
        class: impl Fn(&FacilityId) -> Option<usize>,
    ) -> Vec<(&SupplierId, [usize; N])> {
        let targets = self.judged.targets.iter();
        // The class of each target, and by whose rows it was named last.
        let mut classes: Vec<(Option<usize>, usize)> =
            targets.map(|target| (target.facility.as_ref().and_then(&class), usize::MAX)).collect();
        let counted = self.written.by_supplier().filter_map(|of_supplier| {
            let sent = self.written.sent.get(of_supplier.clone())?;
            let (first, last) = (sent.first()?, sent.last()?);
            let mut counts = [0; N];
            for row in self.written.rows.get(first.rows.start..last.rows.end)? {
                let target = self.judged.verdict(row.pair).target;
                let Some((class, named_by)) = target.and_then(|at| classes.get_mut(at as usize)) else {
                    continue;
                };
                let is_new = std::mem::replace(named_by, of_supplier.start) != of_supplier.start;
                if let Some(count) = class.filter(|_| is_new).and_then(|class| counts.get_mut(class)) {
                    *count += 1;
                }
            }
            Some((&first.supplier, counts))
        });
        counted.collect()
    }

    /// How many rows name each live facility that any names.
    pub fn rows_naming(&self) -> HashMap<&FacilityId, usize> {
        let mut rows: HashMap<&FacilityId, usize> = HashMap::new();
        for (pair, verdict) in (0_u32..).zip(self.judged.verdicts()) {
            let target = verdict.target.and_then(|target| self.judged.targets.get(target));
            if let Some(facility) = target.and_then(|target| target.facility.as_ref()) {
                *rows.entry(facility).or_default() += self.written.rows_of(pair).len();
            }
        }
        rows
    }

    /// The suppliers with rows in which this is written, in the order of the rows.
    fn suppliers_of(&self, pairs: impl Iterator<Item = u32>) -> Vec<&SupplierId> {
        let rows = pairs.flat_map(|pair| self.written.rows_of(pair));
        let mut sent: Vec<u32> = rows.filter_map(|row| self.written.sent_by(*row)).collect();
        sent.sort_unstable();
        let sent = sent.into_iter().filter_map(|sent| self.written.sent.get(sent as usize));
        let mut suppliers: Vec<&SupplierId> = sent.map(|sent| &sent.supplier).collect();
        // A supplier's declarations stand one after the other.
        suppliers.dedup();
        suppliers
    }

    /// How a live facility is written, with the number of rows, the most frequent first.
    pub fn spellings(&self, facility: &FacilityId) -> Vec<(String, usize)> {
        let Some(target) = self.judged.targets.of_facility(facility) else { return Vec::new() };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for pair in self.judged.pairs_naming(target) {
            if let Some((key, _)) = self.written.pairs.get(pair as usize).and_then(|p| self.written.beside(p))
            {
                *counts.entry(&key.name).or_default() += self.written.rows_of(pair).len();
            }
        }
        let mut spellings: Vec<(String, usize)> =
            counts.into_iter().map(|(name, rows)| (name.to_owned(), rows)).collect();
        spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        spellings
    }

    /// How each live facility that any row names is written.
    pub fn written_names(&self) -> HashMap<&FacilityId, BTreeSet<&str>> {
        let mut written: HashMap<&FacilityId, BTreeSet<&str>> = HashMap::new();
        for (pair, verdict) in self.written.pairs.iter().zip(self.judged.verdicts()) {
            let target = verdict.target.and_then(|target| self.judged.targets.get(target));
            let Some(facility) = target.and_then(|target| target.facility.as_ref()) else { continue };
            if let Some((key, _)) = self.written.beside(pair).filter(|(key, _)| !key.is_nameless) {
                written.entry(facility).or_default().insert(&key.name);
            }
        }
        written
    }

    /// The name that a decision on a row would be about; none for a row without one, and beyond the end.
    pub fn name_of(&self, row: usize) -> Option<&NameKey> {
        self.written.key_of(self.written.rows.get(row)?)?.decided.as_ref()
    }

    /// The indexes of the rows that a decision on a name is about.
    pub fn rows_named(&self, name: &NameKey) -> Vec<usize> {
        let pairs = self.written.pairs_named(name).iter();
        let mut rows: Vec<usize> =
            pairs.flat_map(|pair| self.written.rows_of(*pair)).map(|row| *row as usize).collect();
        rows.sort_unstable();
        rows
    }

    /// How many rows decisions on their names have settled, as a facility or as none.
    pub fn rows_decided(&self) -> usize {
        self.judged.rows_decided
    }

    /// How many rows each decision on a name applies to; decisions on names that nobody writes, or only beside an ID
    /// that is known, are not here.
    pub fn decided(&self) -> BTreeMap<&NameKey, usize> {
        let mut rows = BTreeMap::new();
        for (pair, verdict) in (0_u32..).zip(self.judged.verdicts()) {
            if verdict.method.is_decision()
                && let Some(decided) = self.written.name_of(pair)
            {
                *rows.entry(decided).or_default() += self.written.rows_of(pair).len();
            }
        }
        rows
    }

    /// The names of open rows, by metal, name and country.
    pub fn open_names(&self) -> Vec<OpenNameView<'_>> {
        self.written.by_name().filter_map(|pairs| self.gathered(pairs)).collect()
    }

    /// A name, if rows with it are open.
    pub fn open_name(&self, name: &NameKey) -> Option<OpenNameView<'_>> {
        self.gathered(self.written.pairs_named(name))
    }

    /// What the open ones among the rows of one name say together.
    fn gathered(&self, pairs: &[u32]) -> Option<OpenNameView<'_>> {
        let is_open = |pair: &u32| self.judged.verdict(*pair).outcome == Outcome::Open;
        let open = || pairs.iter().copied().filter(is_open);
        let (mut spellings, mut ids) = (BTreeMap::<&str, usize>::new(), BTreeSet::new());
        let (mut rows, mut last, mut country) = (0, None, "");
        for pair in open() {
            let key = self.written.pairs.get(pair as usize).and_then(|pair| self.written.beside(pair));
            let Some((key, _)) = key else { continue };
            let own = self.written.rows_of(pair);
            let written = if key.is_nameless { &key.id } else { &key.name };
            *spellings.entry(written).or_default() += own.len();
            if !key.id.is_empty() {
                ids.insert(&*key.id);
            }
            rows += own.len();
            // The country is written as in the last row.
            if own.last() > last {
                (last, country) = (own.last(), &key.country);
            }
        }
        let key = self.written.name_of(open().next()?)?;
        let frequent = spellings.into_iter().max_by_key(|(name, rows)| (*rows, Reverse(*name)));
        let suppliers = self.suppliers_of(open());
        let written = frequent.map_or("", |(name, _)| name);
        Some(OpenNameView { key, written, country, rows, suppliers, ids })
    }
}
