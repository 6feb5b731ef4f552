//! Outcomes: one for everything written, then duplicates by declaration.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::cmrt::Special;
use crate::domain::{Cid, FacilityId, Metal, Resolution, Resolved, Workspace};
use crate::resolve::lists::{Lists, Names};
use crate::resolve::near::Found;

use super::cids::Cids;
use super::naming::Naming;
use super::written::{Key, Surroundings, Written};
use super::{Balance, Clash, Method, Outcome, Reason};

/// A rank behind those of all CIDs.
const LAST: u32 = 1_000_000;

/// A facility that rows resolve to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    pub metal: Metal,
    pub cid: Option<Cid>,
    /// The workspace's facility, as an index; the workspace may not have it yet.
    facility: Option<u32>,
}

/// What becomes of everything that is written in one way, duplicates apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub outcome: Outcome,
    pub method: Method,
    /// The facility, as an index.
    pub target: Option<u32>,
    pub score: Option<u16>,
    /// The list that was newest when the name was decided, as an index.
    list: Option<u32>,
    pub clash: Option<Clash>,
}

impl Verdict {
    const fn plain(outcome: Outcome) -> Self {
        Self { outcome, method: Method::None, target: None, score: None, list: None, clash: None }
    }
}

/// Every row's outcome.
#[derive(Debug, Clone, Default)]
pub(super) struct Judged {
    verdicts: Vec<Verdict>,
    targets: Vec<Target>,
    facilities: Vec<FacilityId>,
    /// A bit a row.
    duplicates: Vec<u64>,
    /// One for each declaration.
    pub balances: Vec<Balance>,
    by_facility: HashMap<FacilityId, u32>,
    /// The lists of decisions, by their titles.
    lists: Vec<String>,
    naming: OnceLock<Naming>,
}

impl Judged {
    /// Judges everything that is written.
    pub fn build(ws: &Workspace, written: &Written, lists: &Lists) -> Self {
        let mut judging = Judging::new(ws, lists);
        let verdicts = written.pairs.iter().map(|pair| match written.beside(pair) {
            Some((key, surroundings)) => judging.judge(key, surroundings),
            None => Verdict::plain(Outcome::Open),
        });
        let verdicts = verdicts.collect();
        let mut judged = Self {
            verdicts,
            targets: judging.targets,
            facilities: judging.facilities,
            duplicates: vec![0; written.rows.len().div_ceil(64)],
            balances: Vec::with_capacity(written.sent.len()),
            by_facility: judging.by_facility,
            lists: judging.decided_by,
            naming: OnceLock::new(),
        };
        judged.weigh(written);
        judged
    }

    /// Finds the duplicates and counts.
    fn weigh(&mut self, written: &Written) {
        let mut named_by: Vec<u32> = vec![u32::MAX; self.targets.len()];
        for (at, sent) in (0_u32..).zip(&written.sent) {
            let mut balance = Balance::default();
            for index in sent.rows.clone() {
                let Some(row) = written.rows.get(index) else { continue };
                let verdict = self.verdict(row.pair);
                let mut outcome = verdict.outcome;
                if let Some(last) = verdict.target.and_then(|target| named_by.get_mut(target as usize)) {
                    if *last == at {
                        outcome = Outcome::Duplicate;
                        self.set_duplicate(index);
                    }
                    *last = at;
                }
                balance.count(outcome);
            }
            self.balances.push(balance);
        }
    }

    fn set_duplicate(&mut self, index: usize) {
        if let Some(bits) = self.duplicates.get_mut(index / 64) {
            *bits |= 1 << (index % 64);
        }
    }

    pub fn verdict(&self, pair: u32) -> Verdict {
        self.verdicts.get(pair as usize).copied().unwrap_or(Verdict::plain(Outcome::Open))
    }

    pub fn is_duplicate(&self, index: usize) -> bool {
        self.duplicates.get(index / 64).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }

    pub fn target(&self, verdict: &Verdict) -> Option<&Target> {
        self.targets.get(verdict.target? as usize)
    }

    pub fn facility(&self, target: &Target) -> Option<&FacilityId> {
        self.facilities.get(target.facility? as usize)
    }

    /// The list that stands behind a verdict, by its title.
    pub fn list<'a>(&'a self, verdict: &Verdict, target: Option<&Target>, lists: &'a Lists) -> &'a str {
        if let Some(at) = verdict.list {
            return self.lists.get(at as usize).map_or("", String::as_str);
        }
        let newest = target.and_then(|target| lists.newest(target.metal, target.cid?));
        newest.map_or("", |(head, _)| head.label.as_str())
    }

    pub fn facilities(&self) -> impl Iterator<Item = &FacilityId> {
        self.facilities.iter()
    }

    /// The index under which rows name a live facility; none when no row does.
    pub fn target_of(&self, facility: &FacilityId) -> Option<u32> {
        self.by_facility.get(facility).copied()
    }

    /// The declarations that name a facility, in order.
    pub fn sent_naming(&self, written: &Written, target: u32) -> &[u32] {
        let naming = self.naming.get_or_init(|| {
            let rows = written.rows.iter().zip(0_usize..).filter(|(_, index)| !self.is_duplicate(*index));
            let pairs = rows.filter_map(|(row, _)| Some((self.verdict(row.pair).target?, row.sent)));
            Naming::of(self.targets.len(), &pairs.collect::<Vec<_>>())
        });
        naming.of_target(target)
    }

    /// For each facility the text that search looks in.
    pub fn target_texts(&self) -> impl Iterator<Item = String> {
        let text = |target: &Target| target.cid.map_or(String::new(), |cid| cid.to_string().to_lowercase());
        self.targets.iter().map(text)
    }

    /// The order of what a row resolved to.
    pub fn cid_rank(&self, pair: u32) -> u32 {
        let verdict = self.verdict(pair);
        self.target(&verdict).and_then(|target| target.cid).map_or(LAST, Cid::number)
    }

    /// The facilities that rows name and the workspace does not have, by metal and CID.
    pub fn wanting(&self) -> impl Iterator<Item = (u32, Metal, Cid)> {
        let targets = (0_u32..).zip(&self.targets).filter(|(_, target)| target.facility.is_none());
        targets.filter_map(|(index, target)| Some((index, target.metal, target.cid?)))
    }
}

/// What things are looked up in while judging.
struct Judging<'a> {
    ws: &'a Workspace,
    lists: &'a Lists,
    cids: Cids<'a>,
    targets: Vec<Target>,
    facilities: Vec<FacilityId>,
    by_facility: HashMap<FacilityId, u32>,
    by_cid: HashMap<(Metal, Cid), u32>,
    decided_by: Vec<String>,
}

impl<'a> Judging<'a> {
    fn new(ws: &'a Workspace, lists: &'a Lists) -> Self {
        Self {
            ws,
            lists,
            cids: Cids::of(ws),
            targets: Vec::new(),
            facilities: Vec::new(),
            by_facility: HashMap::new(),
            by_cid: HashMap::new(),
            decided_by: Vec::new(),
        }
    }

    fn judge(&mut self, key: &Key, surroundings: &Surroundings) -> Verdict {
        // Where the list of that version is known, what the file's own copy says beyond it counts for nothing.
        let own = surroundings.names.as_deref().filter(|_| !self.lists.has_version(surroundings.version));
        let lists = self.lists;
        let known = Known { lists: lists.names(), own };
        let Some(metal) = key.metal else { return self.without_metal(key, &known) };
        let by_name = known.by_name(metal, key);
        match key.cid() {
            Some((cid, typed)) if known.has(metal, cid) => {
                let method = if typed { Method::IdTyped } else { Method::Id };
                let clash = self.clash_of(metal, key, cid, by_name);
                Verdict { clash, ..self.resolved(metal, cid, method) }
            }
            Some((cid, _)) => {
                let clash = known.metal(cid).map(Clash::Metal);
                let decision = self.decision_on(metal, key);
                Verdict { clash, ..decision.unwrap_or_else(|| Self::unknown(key)) }
            }
            // What a person decided on a name counts before what lists make of it.
            None => self.decision_on(metal, key).unwrap_or_else(|| {
                match by_name.or_else(|| known.by_near_name(metal, key)) {
                    Some((cid, method)) => self.resolved(metal, cid, method),
                    None => Self::unknown(key),
                }
            }),
        }
    }

    /// A row without a metal. From an ID typed in its column the sheet fills in the metal, so there it is none
    /// that is missing.
    fn without_metal(&mut self, key: &Key, known: &Known<'_>) -> Verdict {
        let Some(cid) = key.typed_id.filter(|_| key.is_metal_blank) else {
            let is_bare = key.is_nameless && key.is_without_id();
            let reason = if is_bare { Reason::Nothing } else { Reason::NoMetal };
            return Verdict::plain(Outcome::Rejected(reason));
        };
        match known.metal(cid) {
            Some(metal) => self.resolved(metal, cid, Method::IdTyped),
            None => Verdict::plain(Outcome::Open),
        }
    }

    fn resolved(&mut self, metal: Metal, cid: Cid, method: Method) -> Verdict {
        let target = Some(self.target_of_cid(metal, cid));
        Verdict { method, target, ..Verdict::plain(Outcome::Resolved) }
    }

    /// What else a row says than the ID by which it is resolved.
    fn clash_of(&self, metal: Metal, key: &Key, cid: Cid, by_name: Option<(Cid, Method)>) -> Option<Clash> {
        let other = |other: &Cid| !self.cids.are_one(metal, *other, cid);
        let named = by_name.map(|(named, _)| named).filter(other);
        named.map(Clash::Name).or_else(|| key.typed_id.filter(other).map(Clash::Ids))
    }

    /// A row that neither ID nor name nor decision resolves.
    fn unknown(key: &Key) -> Verdict {
        Verdict::plain(if is_special(key) {
            Outcome::Special
        } else if key.decided.is_none() {
            Outcome::Rejected(Reason::Nothing)
        } else {
            Outcome::Open
        })
    }

    /// What was decided on a row's name, as far as it holds.
    fn decision_on(&mut self, metal: Metal, key: &Key) -> Option<Verdict> {
        let decided = key.decided.as_ref().filter(|_| !is_special(key))?;
        let ws = self.ws;
        let resolution = ws.resolutions.get(decided)?;
        let (method, score) = (Method::from(resolution.method), resolution.score);
        let list = self.list_of(resolution);
        match &resolution.to {
            Resolved::Nothing(kind) => {
                let outcome = Outcome::Rejected(Reason::NoFacility(*kind));
                Some(Verdict { method, score, list, ..Verdict::plain(outcome) })
            }
            // What was decided on has left, or is of another metal: to be decided again.
            Resolved::Facility(id) => {
                let facility =
                    ws.facilities.get(ws.resolve(id)).filter(|facility| facility.metal == metal)?;
                let target = Some(self.target_of_facility(&facility.id, metal));
                Some(Verdict { method, target, score, list, ..Verdict::plain(Outcome::Resolved) })
            }
        }
    }

    fn list_of(&mut self, resolution: &Resolution) -> Option<u32> {
        let at = self.decided_by.iter().position(|title| *title == resolution.list).unwrap_or_else(|| {
            self.decided_by.push(resolution.list.clone());
            self.decided_by.len() - 1
        });
        Some(number(at))
    }

    fn target_of_cid(&mut self, metal: Metal, cid: Cid) -> u32 {
        if let Some(target) = self.by_cid.get(&(metal, cid)) {
            return *target;
        }
        let target = match self.cids.facility(metal, cid) {
            Some(id) => self.target_of_facility(id, metal),
            None => self.add(Target { metal, cid: Some(cid), facility: None }),
        };
        self.by_cid.insert((metal, cid), target);
        target
    }

    fn target_of_facility(&mut self, id: &FacilityId, metal: Metal) -> u32 {
        if let Some(target) = self.by_facility.get(id) {
            return *target;
        }
        let facility = Some(number(self.facilities.len()));
        self.facilities.push(id.clone());
        let target = self.add(Target { metal, cid: self.cids.of_facility(id), facility });
        self.by_facility.insert(id.clone(), target);
        target
    }

    fn add(&mut self, target: Target) -> u32 {
        self.targets.push(target);
        number(self.targets.len() - 1)
    }
}

/// The names that count for a row: those of the imported lists, then those of the file's own look-up.
struct Known<'a> {
    lists: &'a Names,
    own: Option<&'a Names>,
}

impl Known<'_> {
    fn has(&self, metal: Metal, cid: Cid) -> bool {
        let under = |names: &Names| names.metal(cid) == Some(metal);
        under(self.lists) || self.own.is_some_and(under)
    }

    fn metal(&self, cid: Cid) -> Option<Metal> {
        self.lists.metal(cid).or_else(|| self.own?.metal(cid))
    }

    /// By the look-up name, else by the typed one.
    fn by_name(&self, metal: Metal, key: &Key) -> Option<(Cid, Method)> {
        let names = [(&key.look_up, Method::LookUpName), (&key.typed, Method::Name)];
        names.into_iter().filter(|(name, _)| !name.is_empty()).find_map(|(name, method)| {
            let cid = self.lists.cid(metal, name).or_else(|| self.own?.cid(metal, name));
            Some((cid?, method))
        })
    }

    /// By a name that differs in typography and legal forms alone, in the same country.
    fn by_near_name(&self, metal: Metal, key: &Key) -> Option<(Cid, Method)> {
        if is_special(key) {
            return None;
        }
        let near = key.near()?;
        let found = match (self.lists.nearby().find(metal, near), self.own) {
            // Where the lists know nobody, the file's own look-up may.
            (Found::Nobody, Some(own)) => own.nearby().find(metal, near),
            (found, _) => found,
        };
        match found {
            Found::One(cid) => Some((cid, Method::NearName)),
            Found::Nobody | Found::Doubtful => None,
        }
    }
}

/// Whether a row says in words of the template that its smelter is not known.
fn is_special(key: &Key) -> bool {
    match key.special {
        Some(Special::NotYetIdentified) => true,
        Some(Special::NotListed) => key.is_nameless && key.cid().is_none(),
        None => false,
    }
}

/// An index; there are fewer facilities than fit into it.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
