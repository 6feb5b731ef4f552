//! What each list has to do with a workspace: which of its rows are facilities that are here, and how many statuses rest on
//! it.

use std::collections::{BTreeMap, BTreeSet};

use super::chosen::Counting;
use super::screen::counting;
use super::taken::RowTaker;
use crate::domain::{
    Contents, RiskEntry, RiskKind, RiskList, SourceId, Standings, StatusBasis, StatusList, Workspace,
};
use crate::resolve::rows::{Cids, Register};
use crate::risk::{HitState, RiskBook};

/// The rows of a list that are facilities of the workspace, and the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchedRows {
    /// How many are.
    pub matched: usize,
    /// The places of the others among its entries.
    pub others: Vec<usize>,
}

/// How many facilities of Annex I have their status from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListEffect {
    /// By an entry of it.
    pub listed: usize,
    /// By standing neither on it nor on its counterpart.
    pub absent: usize,
}

/// What the lists of a workspace have to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListUses {
    /// Of reference lists, as far as their contents are loaded.
    pub references: BTreeMap<SourceId, MatchedRows>,
    /// Of status lists, likewise.
    pub statuses: BTreeMap<SourceId, MatchedRows>,
    /// Of the risk lists that count: which entries have a facility of Annex I, or its country.
    pub risks: BTreeMap<SourceId, MatchedRows>,
    effects: BTreeMap<SourceId, ListEffect>,
}

impl ListUses {
    /// What they have to do with it now.
    pub fn of(book: &RiskBook<'_>, contents: &Contents, register: &Register) -> Self {
        let RiskBook { ws, standings, .. } = *book;
        let cids = Cids::of(ws);
        let references = ws.lists.iter().filter_map(|(id, list)| {
            let body = contents.list(&list.body)?;
            let is_here = body.entries.iter().map(|entry| cids.facility(entry.metal, entry.cid).is_some());
            Some((id.clone(), MatchedRows::of(is_here)))
        });
        let references = references.collect();
        Self {
            references,
            statuses: statuses(ws, contents, register),
            risks: risks(book, contents),
            effects: effects(standings),
        }
    }

    /// How many statuses rest on a status list.
    pub fn effect(&self, list: &SourceId) -> ListEffect {
        self.effects.get(list).copied().unwrap_or_default()
    }
}

impl MatchedRows {
    fn of(is_here: impl Iterator<Item = bool>) -> Self {
        let mut rows = Self::default();
        for (at, is_here) in is_here.enumerate() {
            if is_here {
                rows.matched += 1;
            } else {
                rows.others.push(at);
            }
        }
        rows
    }
}

/// By CID, where the name does not speak against it; a row without one by the facility that it names for sure.
fn statuses(ws: &Workspace, contents: &Contents, register: &Register) -> BTreeMap<SourceId, MatchedRows> {
    let of = |(id, list): (&SourceId, &StatusList)| {
        let body = contents.status(&list.body)?;
        let rows = || body.entries.iter().map(|entry| Counting::of(&ws.settings.status_words, list, entry));
        let taker = RowTaker::new(ws, register, rows().flatten());
        let is_here = |row: Option<Counting<'_>>| row.is_some_and(|row| taker.is_here(row));
        Some((id.clone(), MatchedRows::of(rows().map(is_here))))
    };
    ws.status_lists.iter().filter_map(of).collect()
}

/// By hits that were not cleared; areas by the countries of facilities.
fn risks(book: &RiskBook<'_>, contents: &Contents) -> BTreeMap<SourceId, MatchedRows> {
    let (mut hits, mut countries) = (BTreeSet::new(), BTreeSet::new());
    for (id, _) in book.standings.members() {
        let found = book.screening.of(id).hits.iter().filter(|hit| hit.state() != HitState::Cleared);
        hits.extend(found.map(|hit| (&hit.list, hit.entry.row)));
        countries.extend(book.ws.view(id).and_then(|view| view.country()));
    }
    let is_here = |list: &RiskList, entry: &RiskEntry| match list.kind {
        RiskKind::Sanctions => hits.contains(&(&list.source, entry.row)),
        RiskKind::Areas => entry.countries.iter().any(|country| countries.contains(country)),
    };
    let of = |list: &RiskList| {
        let body = contents.risk(&list.body)?;
        let rows = body.entries.iter().map(|entry| is_here(list, entry));
        Some((list.source.clone(), MatchedRows::of(rows)))
    };
    counting(book.ws).into_iter().filter_map(of).collect()
}

fn effects(standings: &Standings) -> BTreeMap<SourceId, ListEffect> {
    let mut effects: BTreeMap<SourceId, ListEffect> = BTreeMap::new();
    for (_, standing) in standings.members() {
        match &standing.basis {
            StatusBasis::Listed(listing) => effects.entry(listing.list.clone()).or_default().listed += 1,
            StatusBasis::Absent { conformant, active, .. } => {
                effects.entry(conformant.clone()).or_default().absent += 1;
                if active != conformant {
                    effects.entry(active.clone()).or_default().absent += 1;
                }
            }
            StatusBasis::Own(_) | StatusBasis::Annex(_) | StatusBasis::Nothing => {}
        }
    }
    effects
}
