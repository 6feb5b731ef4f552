//! Outcomes: one for everything written, then duplicates by declaration. After an edit only what is written in rows that
//! it can touch is judged again, and only declarations with rows that became something else are weighed again.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::domain::{Cid, FacilityId, Metal, Workspace};
use crate::resolve::lists::Lists;

use super::cids::Cids;
use super::judge::{Judging, Verdict};
use super::targets::{Target, Targets};
use super::written::Written;
use super::{Balance, Moved, Outcome};

/// A rank behind those of all CIDs.
const LAST: u32 = 1_000_000;

/// Every row's outcome.
#[derive(Debug, Clone, Default)]
pub(super) struct Judged {
    verdicts: Vec<Verdict>,
    pub targets: Targets,
    /// A bit a row.
    duplicates: Vec<u64>,
    /// One for each declaration.
    pub balances: Vec<Balance>,
    /// Their sum.
    pub balance: Balance,
    /// How many rows decisions on their names have settled.
    pub rows_decided: usize,
    /// The lists of decisions, by their titles.
    lists: Vec<String>,
}

impl Judged {
    /// Judges everything that is written.
    pub fn build(ws: &Workspace, written: &Written, lists: &Lists) -> Self {
        let mut judged = Self {
            duplicates: vec![0; written.rows.len().div_ceil(64)],
            balances: vec![Balance::default(); written.sent.len()],
            ..Self::default()
        };
        judged.verdicts = judged.judge(ws, (written, lists), written.all_pairs());
        judged.rows_decided = written.all_pairs().map(|pair| judged.decided_in(written, pair)).sum();
        judged.weigh(written, written.by_supplier());
        judged
    }

    /// The live facilities that rows would name, were they judged in a workspace.
    pub fn would_name(ws: &Workspace, written: &Written, lists: &Lists) -> BTreeSet<FacilityId> {
        let mut judged = Self::default();
        // Whatever is written is written in a row, so what is resolved to is named.
        judged.judge(ws, (written, lists), written.all_pairs());
        judged.targets.iter().filter_map(|target| target.facility.clone()).collect()
    }

    /// Judges again what is written in some ways, and weighs again where that makes a difference.
    pub fn follow(&mut self, ws: &Workspace, (written, lists): (&Written, &Lists), pairs: &[u32]) -> Moved {
        let verdicts = self.judge(ws, (written, lists), pairs.iter().copied());
        let judged = pairs.iter().copied().zip(verdicts);
        let changed: Vec<(u32, Verdict)> =
            judged.filter(|(pair, verdict)| self.verdict(*pair) != *verdict).collect();
        let mut moved = Moved::default();
        for (pair, verdict) in &changed {
            let before = self.verdict(*pair);
            moved.names.extend(written.name_of(*pair).cloned());
            if (before.outcome, before.target) != (verdict.outcome, verdict.target) {
                let targets = [before.target, verdict.target].into_iter().flatten();
                let facilities = targets.filter_map(|target| self.targets.get(target)?.facility.clone());
                moved.facilities.extend(facilities);
                let sent = written.rows_of(*pair).iter().filter_map(|row| written.sent_by(*row));
                let sent = sent.filter_map(|sent| written.sent.get(sent as usize));
                moved.suppliers.extend(sent.map(|sent| sent.supplier.clone()));
            }
        }
        let of_suppliers = || moved.suppliers.iter().map(|supplier| written.sent_of(supplier));
        of_suppliers().for_each(|sent| self.forget(written, sent));
        for (pair, verdict) in changed {
            self.rows_decided -= self.decided_in(written, pair);
            if let Some(slot) = self.verdicts.get_mut(pair as usize) {
                *slot = verdict;
            }
            self.rows_decided += self.decided_in(written, pair);
        }
        self.weigh(written, of_suppliers());
        moved
    }

    fn judge(
        &mut self,
        ws: &Workspace,
        (written, lists): (&Written, &Lists),
        pairs: impl Iterator<Item = u32>,
    ) -> Vec<Verdict> {
        let cids = Cids::of(ws);
        self.targets.follow(&cids);
        let mut judging =
            Judging { ws, lists, cids, targets: &mut self.targets, decided_by: &mut self.lists };
        let verdict = |pair: u32| match written.pairs.get(pair as usize).and_then(|pair| written.beside(pair))
        {
            Some((key, look_up)) => judging.judge(key, look_up),
            None => Verdict::plain(Outcome::Open),
        };
        pairs.map(verdict).collect()
    }

    /// The rows in which this is written, where a decision settles them.
    fn decided_in(&self, written: &Written, pair: u32) -> usize {
        if self.verdict(pair).method.is_decision() { written.rows_of(pair).len() } else { 0 }
    }

    /// Takes back what the rows of a supplier's declarations count for.
    fn forget(&mut self, written: &Written, sent: Range<usize>) {
        let mut named = BTreeSet::new();
        for index in sent.filter_map(|at| written.sent.get(at)).flat_map(|sent| sent.rows.clone()) {
            self.set_duplicate(index, false);
            named.extend(written.rows.get(index).and_then(|row| self.verdict(row.pair).target));
        }
        for target in named {
            if let Some(target) = self.targets.get_mut(target) {
                target.named -= 1;
            }
        }
    }

    /// Finds the duplicates among the rows of each declaration, and counts; each range is a supplier's declarations.
    fn weigh(&mut self, written: &Written, suppliers: impl Iterator<Item = Range<usize>>) {
        // By which declaration each facility was named last.
        let mut named_by: Vec<usize> = vec![usize::MAX; self.targets.len()];
        for of_supplier in suppliers {
            for at in of_supplier.clone() {
                self.weigh_one(written, (at, of_supplier.start), &mut named_by);
            }
        }
    }

    /// Weighs one declaration of those that stand from `first` on for the same supplier.
    fn weigh_one(&mut self, written: &Written, (at, first): (usize, usize), named_by: &mut [usize]) {
        let Some(sent) = written.sent.get(at) else { return };
        let mut balance = Balance::default();
        for index in sent.rows.clone() {
            let Some(row) = written.rows.get(index) else { continue };
            let verdict = self.verdict(row.pair);
            let mut outcome = verdict.outcome;
            if let Some(target) = verdict.target
                && let Some(last) = named_by.get_mut(target as usize)
            {
                if *last == at {
                    outcome = Outcome::Duplicate;
                    self.set_duplicate(index, true);
                } else if let Some(target) = self.targets.get_mut(target)
                    && !(first..at).contains(last)
                {
                    target.named += 1;
                }
                *last = at;
            }
            balance.count(outcome);
        }
        if let Some(held) = self.balances.get_mut(at) {
            self.balance.take_off(held);
            self.balance.add(&balance);
            *held = balance;
        }
    }

    fn set_duplicate(&mut self, index: usize, is_one: bool) {
        if let Some(bits) = self.duplicates.get_mut(index / 64) {
            let bit = 1 << (index % 64);
            *bits = if is_one { *bits | bit } else { *bits & !bit };
        }
    }

    pub fn verdict(&self, pair: u32) -> Verdict {
        self.verdicts.get(pair as usize).copied().unwrap_or(Verdict::plain(Outcome::Open))
    }

    /// All verdicts, in the order of what is written.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    pub fn is_duplicate(&self, index: usize) -> bool {
        self.duplicates.get(index / 64).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }

    pub fn target(&self, verdict: &Verdict) -> Option<&Target> {
        self.targets.get(verdict.target?)
    }

    /// The list that stands behind a verdict, by its title.
    pub fn list<'a>(&'a self, verdict: &Verdict, target: Option<&Target>, lists: &'a Lists) -> &'a str {
        if let Some(at) = verdict.list {
            return self.lists.get(at as usize).map_or("", String::as_str);
        }
        let newest = target.and_then(|target| lists.newest(target.metal, target.cid?));
        newest.map_or("", |(head, _)| head.label.as_str())
    }

    /// The live facilities that rows name.
    pub fn facilities(&self) -> impl Iterator<Item = &FacilityId> {
        self.targets.iter().filter(|target| target.named > 0).filter_map(|target| target.facility.as_ref())
    }

    /// What is written in the rows that name a facility, as indexes.
    pub fn pairs_naming(&self, target: u32) -> impl Iterator<Item = u32> {
        let verdicts = (0_u32..).zip(&self.verdicts);
        verdicts.filter(move |(_, verdict)| verdict.target == Some(target)).map(|(pair, _)| pair)
    }

    /// The order of what a row resolved to.
    pub fn cid_rank(&self, pair: u32) -> u32 {
        let verdict = self.verdict(pair);
        self.target(&verdict).and_then(|target| target.cid).map_or(LAST, Cid::number)
    }

    /// The facility behind a verdict by metal and CID, where the workspace does not have it.
    pub fn wanting(&self, verdict: &Verdict) -> Option<(Metal, Cid)> {
        let target = self.target(verdict).filter(|target| target.facility.is_none())?;
        Some((target.metal, target.cid?))
    }
}
