//! How it is judged what becomes of everything that is written, duplicates apart.

use crate::domain::{Cid, Metal, Resolution, Resolved, Workspace};
use crate::resolve::lists::Lists;

use super::cids::Cids;
use super::known::Known;
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
        let known = Known::beside(self.lists, look_up);
        let Some(metal) = key.metal else { return self.without_metal(key, &known) };
        match key.cid() {
            // The other column holds what may be another's ID: which of them is meant, a person judges.
            Some((cid, true)) if self.has_other_id(metal, key, cid, &known) => {
                self.decision_on(metal, key).unwrap_or_else(|| Self::unknown(key))
            }
            Some((cid, typed)) if known.has(metal, cid) => {
                let method = if typed { ResolutionMethod::IdTyped } else { ResolutionMethod::Id };
                let clash = self.clash_of(metal, key, cid, known.by_name(metal, key));
                Verdict { clash, ..self.resolved(metal, cid, method) }
            }
            Some((cid, _)) => {
                let clash = known.metal(cid).map(Clash::Metal);
                let decision = self.decision_on(metal, key);
                Verdict { clash, ..decision.unwrap_or_else(|| Self::unknown(key)) }
            }
            // What a person decided on a name counts before what lists make of it.
            None => self.decision_on(metal, key).unwrap_or_else(|| match self.by_name(metal, key, &known) {
                Some((cid, method)) => self.resolved(metal, cid, method),
                None => Self::unknown(key),
            }),
        }
    }

    /// Whose a row's name is, as long as nothing else in the row says otherwise: another name, another country beside a
    /// name that was typed, a number that may be another's ID, several IDs.
    fn by_name(&self, metal: Metal, key: &WrittenKey, known: &Known<'_>) -> Option<(Cid, ResolutionMethod)> {
        let found = known.by_name(metal, key).or_else(|| known.by_near_name(metal, key))?;
        let (cid, method) = found;
        let are_one = |a: Cid, b: Cid| self.cids.are_one(metal, a, b);
        let has_other_id = self.has_other_id(metal, key, cid, known);
        let is_elsewhere = method == ResolutionMethod::Name && known.is_elsewhere(cid, key);
        let is_doubtful =
            is_elsewhere || has_other_id || key.has_several_ids() || known.has_two_names(metal, key, are_one);
        (!is_doubtful).then_some(found)
    }

    /// A row without a metal. From an ID typed in its column the sheet fills in the metal, so there it is none
    /// that is missing; elsewhere the metal of its ID is proposed.
    fn without_metal(&mut self, key: &WrittenKey, known: &Known<'_>) -> Verdict {
        let typed = key.typed_id.is().filter(|_| key.is_metal_blank);
        if let Some((metal, cid)) = typed.and_then(|cid| Some((known.metal(cid)?, cid))) {
            return self.resolved(metal, cid, ResolutionMethod::IdTyped);
        }
        let decision = key.proposed.and_then(|metal| self.decision_on(metal, key));
        decision.unwrap_or_else(|| {
            Verdict::plain(match (key.is_without_id, key.is_nameless) {
                (false, _) => Outcome::Open,
                (true, true) => Outcome::Rejected(NoFacilityReason::Nothing),
                (true, false) => Outcome::Rejected(NoFacilityReason::NoMetal),
            })
        })
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
        named.map(Clash::Name).or_else(|| key.typed_id.is().filter(other).map(Clash::Ids))
    }

    /// Whether a number stands there that may be another facility's ID.
    fn has_other_id(&self, metal: Metal, key: &WrittenKey, cid: Cid, known: &Known<'_>) -> bool {
        key.perhaps().is_some_and(|id| known.has(metal, id) && !self.cids.are_one(metal, id, cid))
    }

    /// A row that neither ID nor name nor decision resolves.
    fn unknown(key: &WrittenKey) -> Verdict {
        Verdict::plain(if key.is_special() {
            Outcome::Special
        } else if key.decided.is_none() {
            Outcome::Rejected(NoFacilityReason::Nothing)
        } else {
            Outcome::Open
        })
    }

    /// What was decided on a row's name, as far as it holds.
    fn decision_on(&mut self, metal: Metal, key: &WrittenKey) -> Option<Verdict> {
        let decided = key.decided.as_ref().filter(|_| !key.is_special())?;
        let ws = self.ws;
        let before = || ws.resolutions.get(key.decided_before.as_deref()?);
        let resolution = ws.resolutions.get(decided).or_else(before)?;
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

/// An index; there are fewer facilities than fit into it.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
