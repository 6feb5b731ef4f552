//! How it is judged what becomes of everything that is written, duplicates apart.

use crate::domain::cmrt::Special;
use crate::domain::{Cid, Metal, Resolution, Resolved, Workspace};
use crate::resolve::lists::{ListNames, Lists};
use crate::resolve::near::NearMatch;

use super::cids::Cids;
use super::targets::Targets;
use super::written::{LookUpContext, WrittenKey};
use super::{Clash, NoFacilityReason, Outcome, ResolutionMethod};

/// What becomes of everything that is written in one way, duplicates apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub outcome: Outcome,
    pub method: ResolutionMethod,
    /// The facility, as an index.
    pub target: Option<u32>,
    pub score: Option<u16>,
    /// The list that was newest when the name was decided, as an index.
    pub list: Option<u32>,
    pub clash: Option<Clash>,
}

impl Verdict {
    pub const fn plain(outcome: Outcome) -> Self {
        Self { outcome, method: ResolutionMethod::None, target: None, score: None, list: None, clash: None }
    }
}

/// What things are looked up in while judging, and what is found on the way.
pub(super) struct Judging<'a> {
    pub ws: &'a Workspace,
    pub lists: &'a Lists,
    pub cids: Cids<'a>,
    pub targets: &'a mut Targets,
    /// The lists of decisions, by their titles.
    pub decided_by: &'a mut Vec<String>,
}

impl Judging<'_> {
    pub fn judge(&mut self, key: &WrittenKey, look_up: &LookUpContext) -> Verdict {
        // Where the list of that version is known, what the file's own copy says beyond it counts for nothing.
        let own = look_up.names.as_deref().filter(|_| !self.lists.has_version(look_up.version));
        let lists = self.lists;
        let known = Known { lists: lists.names(), own };
        let Some(metal) = key.metal else { return self.without_metal(key, &known) };
        let by_name = known.by_name(metal, key);
        match key.cid() {
            Some((cid, typed)) if known.has(metal, cid) => {
                let method = if typed { ResolutionMethod::IdTyped } else { ResolutionMethod::Id };
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
    fn without_metal(&mut self, key: &WrittenKey, known: &Known<'_>) -> Verdict {
        let Some(cid) = key.typed_id.filter(|_| key.is_metal_blank) else {
            let is_bare = key.is_nameless && key.is_without_id();
            let reason = if is_bare { NoFacilityReason::Nothing } else { NoFacilityReason::NoMetal };
            return Verdict::plain(Outcome::Rejected(reason));
        };
        match known.metal(cid) {
            Some(metal) => self.resolved(metal, cid, ResolutionMethod::IdTyped),
            None => Verdict::plain(Outcome::Open),
        }
    }

    fn resolved(&mut self, metal: Metal, cid: Cid, method: ResolutionMethod) -> Verdict {
        let target = Some(self.targets.take_cid(&self.cids, metal, cid));
        Verdict { method, target, ..Verdict::plain(Outcome::Resolved) }
    }

    /// What else a row says than the ID by which it is resolved.
    fn clash_of(
        &self,
        metal: Metal,
        key: &WrittenKey,
        cid: Cid,
        by_name: Option<(Cid, ResolutionMethod)>,
    ) -> Option<Clash> {
        let other = |other: &Cid| !self.cids.are_one(metal, *other, cid);
        let named = by_name.map(|(named, _)| named).filter(other);
        named.map(Clash::Name).or_else(|| key.typed_id.filter(other).map(Clash::Ids))
    }

    /// A row that neither ID nor name nor decision resolves.
    fn unknown(key: &WrittenKey) -> Verdict {
        Verdict::plain(if is_special(key) {
            Outcome::Special
        } else if key.decided.is_none() {
            Outcome::Rejected(NoFacilityReason::Nothing)
        } else {
            Outcome::Open
        })
    }

    /// What was decided on a row's name, as far as it holds.
    fn decision_on(&mut self, metal: Metal, key: &WrittenKey) -> Option<Verdict> {
        let decided = key.decided.as_ref().filter(|_| !is_special(key))?;
        let ws = self.ws;
        let resolution = ws.resolutions.get(decided)?;
        let (method, score) = (ResolutionMethod::from(resolution.method), resolution.score);
        let list = self.list_of(resolution);
        match &resolution.to {
            Resolved::Nothing(kind) => {
                let outcome = Outcome::Rejected(NoFacilityReason::NoFacility(*kind));
                Some(Verdict { method, score, list, ..Verdict::plain(outcome) })
            }
            // What was decided on has left, or is of another metal: to be decided again.
            Resolved::Facility(id) => {
                let facility =
                    ws.facilities.get(ws.resolve(id)).filter(|facility| facility.metal == metal)?;
                let target = Some(self.targets.take_facility(&self.cids, metal, &facility.id));
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
}

/// The names that count for a row: those of the imported lists, then those of the file's own look-up.
struct Known<'a> {
    lists: &'a ListNames,
    own: Option<&'a ListNames>,
}

impl Known<'_> {
    fn has(&self, metal: Metal, cid: Cid) -> bool {
        let under = |names: &ListNames| names.metal(cid) == Some(metal);
        under(self.lists) || self.own.is_some_and(under)
    }

    fn metal(&self, cid: Cid) -> Option<Metal> {
        self.lists.metal(cid).or_else(|| self.own?.metal(cid))
    }

    /// By the look-up name, else by the typed one.
    fn by_name(&self, metal: Metal, key: &WrittenKey) -> Option<(Cid, ResolutionMethod)> {
        let names = [(&key.look_up, ResolutionMethod::LookUpName), (&key.typed, ResolutionMethod::Name)];
        names.into_iter().filter(|(name, _)| !name.is_empty()).find_map(|(name, method)| {
            let cid = self.lists.cid(metal, name).or_else(|| self.own?.cid(metal, name));
            Some((cid?, method))
        })
    }

    /// By a name that differs in typography and legal forms alone, in the same country.
    fn by_near_name(&self, metal: Metal, key: &WrittenKey) -> Option<(Cid, ResolutionMethod)> {
        if is_special(key) {
            return None;
        }
        let near = key.near()?;
        let found = match (self.lists.nearby().find(metal, near), self.own) {
            // Where the lists know nobody, the file's own look-up may.
            (NearMatch::Nobody, Some(own)) => own.nearby().find(metal, near),
            (found, _) => found,
        };
        match found {
            NearMatch::One(cid) => Some((cid, ResolutionMethod::NearName)),
            NearMatch::Nobody | NearMatch::Doubtful => None,
        }
    }
}

/// Whether a row says in words of the template that its smelter is not known.
fn is_special(key: &WrittenKey) -> bool {
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
