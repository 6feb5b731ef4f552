//! Which facility a row of a table of decisions means, in this workspace.

use std::collections::{BTreeMap, BTreeSet};

use super::stated::{StatedChoice, StatedFacility};
use crate::domain::{
    Cid, Contents, CountryValue, FacilityId, FacilityView, Metal, NameKey, Resolution, Resolved, Value,
    Workspace,
};
use crate::intake::decide::{DecidedAs, NewFacility, has_only_decided_numbers};
use crate::resolve::lists::country_key;
use crate::resolve::matching::FacilityRef;
use crate::resolve::rows::{Cids, Register};
use crate::text::fold;

/// The workspace that decisions come into.
#[derive(Debug, Clone, Copy)]
pub struct ReceivingWorkspace<'a> {
    pub ws: &'a Workspace,
    pub contents: &'a Contents,
    /// Its declared rows.
    pub register: &'a Register,
}

/// The facilities that are known here, by number and by name.
pub(super) struct KnownFacilities<'a> {
    here: ReceivingWorkspace<'a>,
    cids: Cids<'a>,
    /// Those of the look-ups of declarations that count.
    carried: BTreeSet<(Metal, Cid)>,
    by_name: BTreeMap<(Metal, String), Vec<FacilityView<'a>>>,
}

impl<'a> KnownFacilities<'a> {
    pub fn of(here: ReceivingWorkspace<'a>) -> Self {
        let mut by_name: BTreeMap<(Metal, String), Vec<FacilityView<'a>>> = BTreeMap::new();
        for facility in here.ws.live() {
            let view = FacilityView::new(here.ws, facility);
            by_name.entry((facility.metal, fold(view.name()))).or_default().push(view);
        }
        let declarations = here.register.declarations().filter_map(|id| here.ws.declarations.get(id));
        let look_ups: BTreeSet<&String> = declarations.filter_map(|one| one.look_up.as_ref()).collect();
        let bodies = look_ups.into_iter().filter_map(|sha256| here.contents.list(sha256));
        let carried =
            bodies.flat_map(|body| body.entries.iter().map(|entry| (entry.metal, entry.cid))).collect();
        Self { here, cids: Cids::of(here.ws), carried, by_name }
    }

    /// What a row says of a name, as a choice.
    pub fn choice(&self, name: &NameKey, to: &StatedChoice) -> Result<DecidedAs, String> {
        match to {
            StatedChoice::Nothing(kind) => Ok(DecidedAs::Nothing(*kind)),
            StatedChoice::Facility(facility) => self.facility(name, facility),
        }
    }

    fn facility(&self, name: &NameKey, said: &StatedFacility) -> Result<DecidedAs, String> {
        let metal = name.metal;
        if let Some(cid) = said.cid {
            if self.has(metal, cid) {
                return Ok(DecidedAs::Facility(FacilityRef::Cid(cid)));
            }
            if let Some(other) = Metal::ALL.into_iter().find(|other| self.has(*other, cid)) {
                return Err(format!("{cid} is a facility of {other}, not of {metal}"));
            }
            if fold(&said.name).is_empty() {
                return Err(format!("nothing here knows {cid}; give the facility\u{2019}s name too"));
            }
        }
        let new = NewFacility {
            name: said.name.clone(),
            country: Some(CountryValue::read(&said.country)).filter(|country| !country.written.is_empty()),
            city: said.city.clone(),
            cid: said.cid,
        };
        Ok(match (self.named(name, said)?, said.cid) {
            (Some(id), None) => DecidedAs::Facility(self.whose(id)),
            // It is here without a number, or with one from decisions, of which the one that is replaced is one. What the row gives is the number of this facility.
            (Some(id), Some(_)) => DecidedAs::Numbered(id.clone(), new),
            (None, _) => DecidedAs::New(new),
        })
    }

    /// Whether the workspace, a list, or the look-up of a declaration has a facility.
    fn has(&self, metal: Metal, cid: Cid) -> bool {
        self.cids.facility(metal, cid).is_some()
            || !self.here.register.lists().said(metal, cid).is_empty()
            || self.carried.contains(&(metal, cid))
    }

    /// The workspace's facility of a name, country and city, as far as both sides say them. One with a number of its own
    /// is not the one that a row gives another number, unless it has that one from decisions alone, and the decision before on the same name is on it.
    fn named(&self, name: &NameKey, said: &StatedFacility) -> Result<Option<&'a FacilityId>, String> {
        let was = self.here.ws.resolutions.get(name).and_then(Resolution::facility);
        let was = was.map(|id| self.here.ws.resolve(id));
        let agrees = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        let (country, place) = (country_key(&said.country), fold(&said.city));
        let is_so = |view: &&FacilityView<'a>| {
            let id = &view.facility.id;
            let is_renumbered = || was == Some(id) && has_only_decided_numbers(self.here.ws, view.facility);
            (said.cid.is_none() || self.cids.of_facility(id).is_none() || is_renumbered())
                && agrees(&country_key(view.country_written()), &country)
                && agrees(&fold(city(view)), &place)
        };
        let fitting = self.by_name.get(&(name.metal, fold(&said.name))).into_iter().flatten().filter(is_so);
        let fitting: Vec<&FacilityView<'a>> = fitting.collect();
        let exact = fitting
            .iter()
            .copied()
            .filter(|view| country_key(view.country_written()) == country && fold(city(view)) == place);
        let exact: Vec<&FacilityView<'a>> = exact.collect();
        match (fitting.as_slice(), exact.as_slice()) {
            ([], _) => Ok(None),
            ([only], _) | (_, [only]) => Ok(Some(&only.facility.id)),
            _ => Err(format!("several facilities are called {}; give the CID", said.name)),
        }
    }

    fn whose(&self, id: &FacilityId) -> FacilityRef {
        self.cids.of_facility(id).map_or_else(|| FacilityRef::Own(id.clone()), FacilityRef::Cid)
    }

    /// Whether a decision that is here already says what a choice would.
    pub fn is_same(&self, metal: Metal, resolved: &Resolved, choice: &DecidedAs) -> bool {
        match (resolved, choice) {
            (Resolved::Nothing(kind), DecidedAs::Nothing(other)) => kind == other,
            (Resolved::Facility(id), DecidedAs::Facility(FacilityRef::Own(other))) => {
                self.here.ws.resolve(id) == self.here.ws.resolve(other)
            }
            (Resolved::Facility(id), DecidedAs::Facility(FacilityRef::Cid(cid))) => {
                self.cids.facility(metal, *cid) == Some(self.here.ws.resolve(id))
            }
            (Resolved::Nothing(_), DecidedAs::Facility(_) | DecidedAs::New(_) | DecidedAs::Numbered(..))
            | (Resolved::Facility(_), DecidedAs::Nothing(_) | DecidedAs::New(_) | DecidedAs::Numbered(..)) => {
                false
            }
        }
    }

    /// Whether a choice says no more than which number the facility has that was decided on, where it has none yet.
    pub fn is_its_number(&self, resolved: &Resolved, choice: &DecidedAs) -> bool {
        matches!((resolved, choice), (Resolved::Facility(on), DecidedAs::Numbered(id, _))
            if self.here.ws.resolve(on) == self.here.ws.resolve(id) && self.cids.of_facility(id).is_none())
    }

    /// A decision in words.
    pub fn words(&self, resolved: &Resolved) -> String {
        resolved.words(self.here.ws)
    }

    pub fn choice_words(&self, metal: Metal, choice: &DecidedAs) -> String {
        match choice {
            DecidedAs::Nothing(kind) => format!("no facility ({})", kind.name()),
            DecidedAs::New(new) => format!("{}, a new facility", named_with(new.cid, &new.name)),
            DecidedAs::Facility(FacilityRef::Own(id)) => self.words(&Resolved::Facility(id.clone())),
            DecidedAs::Numbered(id, new) => named_with(new.cid, &self.words(&Resolved::Facility(id.clone()))),
            DecidedAs::Facility(FacilityRef::Cid(cid)) => match self.cids.facility(metal, *cid) {
                Some(id) => self.words(&Resolved::Facility(id.clone())),
                None => {
                    let newest = self.here.register.lists().newest(metal, *cid);
                    named_with(Some(*cid), newest.map_or("", |(_, said)| said.name.as_str()))
                }
            },
        }
    }
}

fn named_with(cid: Option<Cid>, name: &str) -> String {
    match cid {
        Some(cid) => format!("{cid} {name}").trim_end().to_owned(),
        None => name.to_owned(),
    }
}

/// The city of a facility, or empty.
pub(super) fn city<'a>(view: &FacilityView<'a>) -> &'a str {
    let claim = view.claim(crate::domain::ClaimField::City);
    claim.map_or("", |claim| if let Value::City(city) = &claim.value { city } else { "" })
}
