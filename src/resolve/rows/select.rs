//! Which rows are shown, in which order: filters, search as one types, sorting by ranks.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::domain::{FacilityId, Metal, NameKey, SupplierId};
use crate::text::fold;

use super::judge::Verdict;
use super::search::{CalledBy, RowQuery};
use super::written::WrittenKey;
use super::{OutcomeKind, Register};

/// Which rows. Nothing chosen lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RowFilter {
    pub metals: BTreeSet<Metal>,
    pub outcomes: BTreeSet<OutcomeKind>,
    pub suppliers: BTreeSet<SupplierId>,
    /// That name one of these. One of them is kept for the next start; many are for the session only.
    #[serde(rename = "facility", with = "one_of")]
    pub facilities: BTreeSet<FacilityId>,
    /// That a decision on this name is about.
    pub name: Option<NameKey>,
    /// That contradict themselves or the lists.
    pub clashing: bool,
    /// That hold what is searched for, as typed, in name, ID, country, metal, supplier's name or the CID resolved to, or in the
    /// column that a word names.
    pub search: String,
}

/// The facilities of a filter as files have them: the only one, or none.
mod one_of {
    use std::collections::BTreeSet;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::domain::FacilityId;

    pub fn serialize<S: Serializer>(ids: &BTreeSet<FacilityId>, serializer: S) -> Result<S::Ok, S::Error> {
        ids.first().filter(|_| ids.len() == 1).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<FacilityId>, D::Error> {
        Ok(Option::<FacilityId>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// What rows can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowField {
    /// The supplier's name.
    Supplier,
    /// The worksheet's row number.
    Row,
    Metal,
    /// The name as written, folded.
    Name,
    /// The ID as written.
    Id,
    /// The country as written, folded.
    Country,
    Outcome,
    /// The CID that it resolved to; rows without one last.
    Resolved,
    /// By what it was resolved.
    Method,
    /// The reference list behind it, the oldest first; rows without one come before.
    List,
}

/// Ranks of what is written, computed once they are asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranks {
    name: OnceLock<Vec<u32>>,
    id: OnceLock<Vec<u32>>,
    country: OnceLock<Vec<u32>>,
}

/// More distinct ranks than this are sorted by comparing.
const COUNTED: usize = 1 << 20;

/// For each text its place in their order; equal texts share one.
fn ranks<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let folded: Vec<String> = texts.map(fold).collect();
    let mut order: Vec<(usize, &String)> = folded.iter().enumerate().collect();
    order.sort_by_key(|(_, text)| *text);
    let mut ranks = vec![0; folded.len()];
    let (mut rank, mut last): (u32, Option<&String>) = (0, None);
    for (index, text) in order {
        if last.is_some_and(|last| last != text) {
            rank += 1;
        }
        last = Some(text);
        if let Some(slot) = ranks.get_mut(index) {
            *slot = rank;
        }
    }
    ranks
}

/// Puts indexes into the order of their ranks; equal ranks keep their order.
fn sort_by_rank(indexes: &mut Vec<u32>, rank: impl Fn(u32) -> u32, descending: bool) {
    let mut ranked: Vec<(u32, u32)> = indexes.iter().map(|index| (rank(*index), *index)).collect();
    let top = ranked.iter().map(|(rank, _)| *rank).max().unwrap_or(0);
    if descending {
        ranked.iter_mut().for_each(|(rank, _)| *rank = top - *rank);
    }
    if top as usize > COUNTED {
        ranked.sort_by_key(|(rank, _)| *rank);
        *indexes = ranked.into_iter().map(|(_, index)| index).collect();
    } else {
        count_into(&ranked, top, indexes);
    }
}

/// Writes the indexes of pairs (rank, index) in the order of their ranks, by counting.
fn count_into(ranked: &[(u32, u32)], top: u32, indexes: &mut [u32]) {
    let mut next: Vec<u32> = vec![0; top as usize + 2];
    for (rank, _) in ranked {
        if let Some(slot) = next.get_mut(*rank as usize + 1) {
            *slot += 1;
        }
    }
    let mut sum = 0;
    for slot in &mut next {
        sum += *slot;
        *slot = sum;
    }
    for (rank, index) in ranked {
        let Some(slot) = next.get_mut(*rank as usize) else { continue };
        if let Some(place) = indexes.get_mut(*slot as usize) {
            *place = *index;
        }
        *slot += 1;
    }
}

impl Register {
    /// The indexes of the rows that pass, in the order asked for, first criterion first; `true` is descending.
    pub fn select(&self, filter: &RowFilter, sort: &[(RowField, bool)], called: CalledBy<'_>) -> Vec<u32> {
        let mut found = Vec::new();
        self.each_passing(filter, called, |index, _| found.push(index));
        for (field, descending) in sort.iter().rev() {
            sort_by_rank(&mut found, |index| self.rank(*field, index), *descending);
        }
        found
    }

    /// How many rows would pass a filter with each outcome, in the order of [`OutcomeKind::ALL`], whichever it has chosen.
    pub fn count_by_outcome(
        &self,
        filter: &RowFilter,
        called: CalledBy<'_>,
    ) -> [usize; OutcomeKind::ALL.len()] {
        let filter = RowFilter { outcomes: BTreeSet::new(), ..filter.clone() };
        let mut counts = [0; OutcomeKind::ALL.len()];
        self.each_passing(&filter, called, |index, pair| {
            let outcome = self.outcome(index as usize, &self.judged.verdict(pair));
            if let Some(count) = counts.get_mut(outcome.kind() as usize) {
                *count += 1;
            }
        });
        counts
    }

    /// How many rows would pass a filter with each metal, in the order of [`Metal::ALL`], whichever it has chosen.
    pub fn count_by_metal(&self, filter: &RowFilter, called: CalledBy<'_>) -> [usize; Metal::ALL.len()] {
        let filter = RowFilter { metals: BTreeSet::new(), ..filter.clone() };
        let mut rows = vec![0; self.written.pairs.len()];
        self.each_passing(&filter, called, |_, pair| {
            if let Some(rows) = rows.get_mut(pair as usize) {
                *rows += 1;
            }
        });
        let mut counts = [0; Metal::ALL.len()];
        for ((pair, rows), verdict) in self.written.pairs.iter().zip(rows).zip(self.judged.verdicts()) {
            let metal = self.written.beside(pair).and_then(|(key, _)| self.metal_of(key, verdict));
            if let Some(count) = metal.and_then(|metal| counts.get_mut(metal as usize)) {
                *count += rows;
            }
        }
        counts
    }

    /// Goes through the rows that pass, each with what is written in it.
    fn each_passing(&self, filter: &RowFilter, called: CalledBy<'_>, mut take: impl FnMut(u32, u32)) {
        let query = RowQuery::of(&filter.search);
        let pairs = self.pair_masks(filter, &query, called);
        let sent = self.sent_masks(filter, &query);
        for (index, row) in (0_u32..).zip(&self.written.rows) {
            let here = sent.get(row.sent as usize).copied().flatten();
            let there = pairs.get(row.pair as usize).copied().flatten();
            let (Some(here), Some(there)) = (here, there) else { continue };
            let outcome = || self.outcome(index as usize, &self.judged.verdict(row.pair));
            let found = here | there | query.of_row(row.number, outcome);
            if query.finds(found) && self.has_outcome(filter, index, row.pair) {
                take(index, row.pair);
            }
        }
    }

    fn has_outcome(&self, filter: &RowFilter, index: u32, pair: u32) -> bool {
        if filter.outcomes.is_empty() {
            return true;
        }
        let outcome = self.outcome(index as usize, &self.judged.verdict(pair));
        filter.outcomes.contains(&outcome.kind())
    }

    /// For every declaration which words it says of its rows; nothing for what does not pass.
    fn sent_masks(&self, filter: &RowFilter, query: &RowQuery) -> Vec<Option<u64>> {
        let passes = |id| filter.suppliers.is_empty() || filter.suppliers.contains(id);
        let sent = self.written.sent.iter();
        sent.map(|sent| passes(&sent.supplier).then(|| query.of_sent(sent))).collect()
    }

    /// For everything written which words it holds; nothing for what does not pass.
    fn pair_masks(&self, filter: &RowFilter, query: &RowQuery, called: CalledBy<'_>) -> Vec<Option<u64>> {
        let keys: Vec<u64> = self.written.keys.iter().map(|key| query.of_key(key)).collect();
        let targets: Vec<u64> = if query.is_empty() {
            Vec::new()
        } else {
            self.judged.targets.iter().map(|target| query.of_target(target, called)).collect()
        };
        let named = |id| self.judged.targets.of_facility(id);
        let facilities: BTreeSet<u32> = filter.facilities.iter().filter_map(named).collect();
        let masks = (0_u32..).zip(&self.written.pairs).map(|(index, pair)| {
            let key = self.written.keys.get(pair.key as usize)?;
            let verdict = self.judged.verdict(index);
            let metal = self.metal_of(key, &verdict);
            let passes = (filter.metals.is_empty() || metal.is_some_and(|m| filter.metals.contains(&m)))
                && (!filter.clashing || verdict.clash.is_some())
                && filter.name.as_ref().is_none_or(|name| key.decided.as_ref() == Some(name))
                && (filter.facilities.is_empty()
                    || verdict.target.is_some_and(|target| facilities.contains(&target)));
            let of_target = verdict.target.and_then(|target| targets.get(target as usize));
            let of_key = keys.get(pair.key as usize).copied().unwrap_or(0);
            let of_verdict = query.of_verdict(self, key, &verdict);
            passes.then(|| of_key | of_target.copied().unwrap_or(0) | of_verdict)
        });
        masks.collect()
    }

    fn rank(&self, field: RowField, index: u32) -> u32 {
        let Some(row) = self.written.rows.get(index as usize) else { return 0 };
        let key = || self.written.pairs.get(row.pair as usize).map_or(0, |pair| pair.key);
        let at = |ranks: &[u32]| ranks.get(key() as usize).copied().unwrap_or(0);
        match field {
            RowField::Supplier => row.sent,
            RowField::Row => row.number,
            RowField::Metal => {
                let verdict = self.judged.verdict(row.pair);
                let metal = self.written.key_of(row).and_then(|key| self.metal_of(key, &verdict));
                metal.map_or(Metal::ALL.len() as u32, |metal| metal as u32)
            }
            RowField::Name => at(self.name_ranks()),
            RowField::Id => at(self.id_ranks()),
            RowField::Country => at(self.country_ranks()),
            RowField::Outcome => self.outcome(index as usize, &self.judged.verdict(row.pair)).kind() as u32,
            RowField::Resolved => self.judged.cid_rank(row.pair),
            RowField::Method => self.judged.verdict(row.pair).method as u32,
            RowField::List => self.list_rank(row.pair),
        }
    }

    fn list_rank(&self, pair: u32) -> u32 {
        let verdict = self.judged.verdict(pair);
        let label = self.judged.list(&verdict, self.judged.target(&verdict), &self.lists);
        let mut ranked = (1_u32..).zip(self.lists.heads());
        ranked.find(|(_, head)| head.label == label).map_or(0, |(rank, _)| rank)
    }

    /// The metal; where only an ID is typed, that of its facility.
    pub(super) fn metal_of(&self, key: &WrittenKey, verdict: &Verdict) -> Option<Metal> {
        key.metal.or_else(|| self.judged.target(verdict).map(|target| target.metal))
    }

    fn name_ranks(&self) -> &[u32] {
        let keys = &self.written.keys;
        self.written.ranks.name.get_or_init(|| ranks(keys.iter().map(|key| &*key.name)))
    }

    fn id_ranks(&self) -> &[u32] {
        let keys = &self.written.keys;
        self.written.ranks.id.get_or_init(|| ranks(keys.iter().map(|key| &*key.id)))
    }

    fn country_ranks(&self) -> &[u32] {
        let keys = &self.written.keys;
        self.written.ranks.country.get_or_init(|| ranks(keys.iter().map(|key| &*key.country)))
    }
}
