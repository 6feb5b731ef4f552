//! The register: every declared row of every current declaration, each with exactly one outcome.
//!
//! Of each supplier the newest declaration for what it describes counts ([`super::counting`]); the rows of others are not
//! here. What is written is
//! kept once for equal rows, so that 300,000 rows of 5,000 distinct ones take little room and are judged in
//! milliseconds. After an edit what is written in rows that it can touch is judged again, and only where that makes a
//! difference the rows of a declaration are gone through: a decision on a name costs what its own rows cost.

mod aggregates;
mod balance;
mod behind;
mod cids;
mod groups;
mod judge;
mod judged;
mod known;
mod repeats;
mod search;
mod select;
mod targets;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Cid, Contents, DecisionMethod, Declaration, DeclarationId, FacilityId, Metal, NameKey, NoFacility,
    SupplierId, Workspace,
};

use super::counting::in_force;
use super::lists::Lists;
use judge::Verdict;
use judged::Judged;
use repeats::{OneDay, leave_out_repeats};
use written::Written;

pub use aggregates::OpenNameView;
pub use balance::Balance;
pub use behind::RowsBehind;
pub(crate) use cids::Cids;
pub use search::{CalledBy, ROW_COLUMN_NAMES};
pub use select::{RowField, RowFilter};

/// Why a row names nothing that could be resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoFacilityReason {
    /// It has no metal, or a word that is none.
    NoMetal,
    /// It has neither a name nor an ID.
    Nothing,
    /// It was decided that the name is no facility.
    NoFacility(NoFacility),
}

impl NoFacilityReason {
    pub fn words(self) -> &'static str {
        match self {
            Self::NoMetal => "no metal",
            Self::Nothing => "neither name nor ID",
            Self::NoFacility(kind) => kind.name(),
        }
    }
}

/// What becomes of a declared row. Every row has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It names a facility that the lists know, or that was decided on.
    Resolved,
    /// It names a facility that an earlier row of the same declaration names.
    Duplicate,
    /// It says that the smelter is not yet identified, or not listed without naming it.
    Special,
    /// It names nothing that could be resolved.
    Rejected(NoFacilityReason),
    /// It is not known whose smelter it is.
    Open,
}

impl Outcome {
    /// Which outcome it is, without the reason.
    pub fn kind(self) -> OutcomeKind {
        match self {
            Self::Resolved => OutcomeKind::Resolved,
            Self::Duplicate => OutcomeKind::Duplicate,
            Self::Special => OutcomeKind::Special,
            Self::Rejected(_) => OutcomeKind::Rejected,
            Self::Open => OutcomeKind::Open,
        }
    }

    /// The word on screen and in machine-readable outputs.
    pub fn word(self) -> &'static str {
        self.kind().word()
    }
}

/// An outcome without its reason, for filters and counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OutcomeKind {
    /// See [`Outcome::Resolved`].
    Resolved,
    /// See [`Outcome::Duplicate`].
    Duplicate,
    /// See [`Outcome::Special`].
    Special,
    /// See [`Outcome::Rejected`].
    Rejected,
    /// See [`Outcome::Open`].
    Open,
}

impl OutcomeKind {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Resolved, Self::Duplicate, Self::Special, Self::Rejected, Self::Open];

    /// Its letter in pickers.
    pub fn letter(self) -> char {
        match self {
            Self::Resolved => 'r',
            Self::Duplicate => 'd',
            Self::Special => 's',
            Self::Rejected => 'x',
            Self::Open => 'o',
        }
    }

    /// The word on screen and in machine-readable outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Duplicate => "duplicate",
            Self::Special => "special",
            Self::Rejected => "rejected",
            Self::Open => "open",
        }
    }
}

/// By what a row was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResolutionMethod {
    /// By nothing: it is not resolved.
    None,
    /// By the ID in the column of the smelters' IDs.
    Id,
    /// By the ID typed for the sheet to fill in the rest.
    IdTyped,
    /// By the name in the look-up column.
    LookUpName,
    /// By the typed name, which a list knows.
    Name,
    /// By the name, which a list knows but for typography and legal forms, in the same country.
    NearName,
    /// By a person's decision on the name.
    Hand,
    /// By the matcher's accept band, which a person took as a whole.
    Band,
    /// By a decision that came from a file.
    File,
}

impl ResolutionMethod {
    /// The words on screen and in machine-readable outputs; empty for none.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Id => "ID",
            Self::IdTyped => "ID typed",
            Self::LookUpName => "look-up name",
            Self::Name => "name",
            Self::NearName => "near name",
            Self::Hand => DecisionMethod::Hand.words(),
            Self::Band => DecisionMethod::Band.words(),
            Self::File => DecisionMethod::File.words(),
        }
    }

    /// Whether it is a decision on the name.
    pub fn is_decision(self) -> bool {
        match self {
            Self::Hand | Self::Band | Self::File => true,
            Self::None | Self::Id | Self::IdTyped | Self::LookUpName | Self::Name | Self::NearName => false,
        }
    }
}

impl From<DecisionMethod> for ResolutionMethod {
    fn from(decided: DecisionMethod) -> Self {
        match decided {
            DecisionMethod::Hand => Self::Hand,
            DecisionMethod::Band => Self::Band,
            DecisionMethod::File => Self::File,
        }
    }
}

/// In what a row contradicts itself or the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clash {
    /// The lists know its ID under another metal; it is not resolved by it.
    Metal(Metal),
    /// Its name is another facility than its ID; the ID counts.
    Name(Cid),
    /// Its two IDs differ; the one in the column of the smelters' IDs counts.
    Ids(Cid),
}

/// One declared row, as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowView<'a> {
    /// Who declared it.
    pub supplier: &'a SupplierId,
    pub declaration: &'a DeclarationId,
    /// The worksheet's row number.
    pub row: u32,
    /// The metal; where only an ID is typed, that of its facility.
    pub metal: Option<Metal>,
    pub name: &'a str,
    /// The ID as written.
    pub cid: &'a str,
    pub country: &'a str,
    /// What becomes of it.
    pub outcome: Outcome,
    /// The CID of the facility that it is.
    pub cid_resolved: Option<Cid>,
    /// The workspace's facility that it is.
    pub facility: Option<&'a FacilityId>,
    /// By what it was resolved.
    pub method: ResolutionMethod,
    /// The probability that the matcher gave a decision, in thousandths.
    pub score: Option<u16>,
    /// The newest list with the facility, or the one that was newest when the name was decided; empty for none.
    pub list: &'a str,
    /// In what it contradicts itself or the lists.
    pub clash: Option<Clash>,
}

/// What else became of rows after an edit: whatever is computed of them follows by it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// Whether other rows are there, or other lists: everything is to be computed anew.
    pub everything: bool,
    /// The names whose rows were judged otherwise.
    pub names: BTreeSet<NameKey>,
    /// The suppliers whose balances may be others.
    pub suppliers: BTreeSet<SupplierId>,
    /// The live facilities that may be named by others.
    pub facilities: BTreeSet<FacilityId>,
}

/// All declared rows of the declarations that count, with their outcomes.
#[derive(Debug, Clone, Default)]
pub struct Register {
    written: Written,
    lists: Lists,
    judged: Judged,
    one_day: OneDay,
}

impl Register {
    /// The register of a workspace, as far as the contents of its declarations and lists are loaded.
    pub fn build(ws: &Workspace, contents: &Contents) -> Self {
        Self::with(ws, contents, Lists::build(ws, contents))
    }

    fn with(ws: &Workspace, contents: &Contents, lists: Lists) -> Self {
        let mut counting = in_force(ws, contents);
        let one_day = leave_out_repeats(ws, contents, &lists, &mut counting);
        let written = Written::build(ws, contents, &lists, &counting);
        let judged = Judged::build(ws, &written, &lists);
        Self { written, lists, judged, one_day }
    }

    /// Lets the rows follow an edit, whatever it was. What is written is read again only when declarations or lists came
    /// or went.
    pub fn refresh(&mut self, ws: &Workspace, contents: &Contents) -> Moved {
        let has_lists = self.lists.is_current(ws, contents);
        let lists = if has_lists { std::mem::take(&mut self.lists) } else { Lists::build(ws, contents) };
        let mut counting = in_force(ws, contents);
        let one_day = leave_out_repeats(ws, contents, &lists, &mut counting);
        if has_lists && self.written.is_of(ws, contents, &counting) {
            (self.lists, self.one_day) = (lists, one_day);
            let pairs: Vec<u32> = self.written.all_pairs().collect();
            return self.judged.follow(ws, (&self.written, &self.lists), &pairs);
        }
        *self = Self::with(ws, contents, lists);
        Moved { everything: true, ..Moved::default() }
    }

    /// Lets the rows follow an edit that touched nothing of theirs but decisions on names.
    pub fn follow_decisions(&mut self, ws: &Workspace, contents: &Contents, names: &[&NameKey]) -> Moved {
        let mut counting = in_force(ws, contents);
        if leave_out_repeats(ws, contents, &self.lists, &mut counting) != self.one_day {
            return self.refresh(ws, contents);
        }
        let mut pairs: Vec<u32> =
            names.iter().flat_map(|name| self.written.pairs_named(name)).copied().collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.judged.follow(ws, (&self.written, &self.lists), &pairs)
    }

    /// What the imported lists know together.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.written.rows.len()
    }

    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.written.rows.is_empty()
    }

    /// The declarations that count but whose contents are not loaded: their rows are not here.
    pub fn unread(&self) -> &[DeclarationId] {
        &self.written.unread
    }

    /// One row, by its index in the order of supplier names, then as declared; `None` beyond the end.
    pub fn row(&self, index: usize) -> Option<RowView<'_>> {
        let row = self.written.rows.get(index)?;
        let pair = self.written.pairs.get(row.pair as usize)?;
        let key = self.written.keys.get(pair.key as usize)?;
        let sent = self.written.sent.get(row.sent as usize)?;
        let verdict = self.judged.verdict(row.pair);
        let target = self.judged.target(&verdict);
        Some(RowView {
            supplier: &sent.supplier,
            declaration: &sent.declaration,
            row: row.number,
            metal: self.metal_of(key, &verdict),
            name: &key.name,
            cid: &key.id,
            country: &key.country,
            outcome: self.outcome(index, &verdict),
            cid_resolved: target.and_then(|target| target.cid),
            facility: target.and_then(|target| target.facility.as_ref()),
            method: verdict.method,
            score: verdict.score,
            list: self.judged.list(&verdict, target, &self.lists),
            clash: verdict.clash,
        })
    }

    /// The live facilities that rows resolve to.
    pub fn facilities(&self) -> impl Iterator<Item = &FacilityId> {
        self.judged.facilities()
    }

    /// The live facilities that the same rows would name in a workspace with other decisions or facilities.
    pub fn would_name(&self, ws: &Workspace) -> BTreeSet<FacilityId> {
        Judged::would_name(ws, &self.written, &self.lists)
    }

    /// The facilities that rows resolve to and that the workspace does not have, by metal and CID, each with
    /// the index of the first row that names it.
    pub fn wanting(&self) -> Vec<(Metal, Cid, usize)> {
        let mut first: BTreeMap<(Metal, Cid), usize> = BTreeMap::new();
        for (pair, verdict) in (0_u32..).zip(self.judged.verdicts()) {
            let row = self.written.rows_of(pair).first().map(|row| *row as usize);
            if let (Some(wanting), Some(row)) = (self.judged.wanting(verdict), row) {
                let first = first.entry(wanting).or_insert(row);
                *first = row.min(*first);
            }
        }
        first.into_iter().map(|((metal, cid), row)| (metal, cid, row)).collect()
    }

    fn outcome(&self, index: usize, verdict: &Verdict) -> Outcome {
        if self.judged.is_duplicate(index) { Outcome::Duplicate } else { verdict.outcome }
    }

    /// All rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = RowView<'_>> {
        (0..self.len()).filter_map(|index| self.row(index))
    }

    /// The indexes of a supplier's rows.
    pub fn rows_of(&self, supplier: &SupplierId) -> Range<usize> {
        let sent = self.written.sent.get(self.written.sent_of(supplier)).unwrap_or_default();
        match (sent.first(), sent.last()) {
            (Some(first), Some(last)) => first.rows.start..last.rows.end,
            (None, _) | (_, None) => 0..0,
        }
    }

    /// The balance of all rows.
    pub fn balance(&self) -> Balance {
        self.judged.balance
    }

    /// The balance of what a supplier declares.
    pub fn balance_of(&self, supplier: &SupplierId) -> Balance {
        let balances = self.judged.balances.get(self.written.sent_of(supplier)).unwrap_or_default();
        balances.iter().fold(Balance::default(), |mut sum, balance| {
            sum.add(balance);
            sum
        })
    }

    /// The declarations that count, by their suppliers, the newest of each first; also those that are not loaded.
    pub fn declarations(&self) -> impl Iterator<Item = &DeclarationId> {
        self.written.declarations()
    }

    /// The declarations of a supplier that count, the newest first; those of one age by their files' names.
    pub fn declarations_of<'a>(&self, ws: &'a Workspace, supplier: &SupplierId) -> Vec<&'a Declaration> {
        let mut all = ws.declarations_of(supplier);
        all.retain(|declaration| self.counts(&declaration.id));
        all.sort_by(|a, b| b.age().cmp(&a.age()).then_with(|| ws.file_of(a).cmp(ws.file_of(b))));
        all
    }

    /// Whether a declaration counts.
    pub fn counts(&self, id: &DeclarationId) -> bool {
        self.written.counts(id)
    }

    /// The indexes of the rows of a declaration that counts, and their balance; none for another, and for one that is not
    /// loaded.
    pub fn declared(&self, declaration: &Declaration) -> Option<(Range<usize>, Balance)> {
        let mut of_supplier = self.written.sent_of(&declaration.supplier);
        let at = of_supplier
            .find(|at| self.written.sent.get(*at).is_some_and(|sent| sent.declaration == declaration.id))?;
        Some((self.written.sent.get(at)?.rows.clone(), *self.judged.balances.get(at)?))
    }

    /// The declarations that only repeat another's rows, each with the one that counts instead.
    pub fn repeats(&self) -> impl Iterator<Item = (&DeclarationId, &DeclarationId)> {
        self.one_day.repeats.iter()
    }

    /// The declaration that counts instead of one that only repeats its rows.
    pub fn repeated_by(&self, id: &DeclarationId) -> Option<&DeclarationId> {
        self.one_day.repeats.get(id)
    }

    /// The declarations that count and are of one day for the same, in groups of several.
    pub fn of_one_day(&self) -> &[Vec<DeclarationId>] {
        &self.one_day.groups
    }
}

#[cfg(test)]
mod follow_tests;
#[cfg(test)]
mod one_day_tests;
#[cfg(test)]
mod tests;
