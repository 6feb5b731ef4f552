//! Decisions on declared names: which facility a name is, or what it is instead; each batch is one edit.

use std::collections::{BTreeMap, BTreeSet};

use super::drafting::Drafting;
use super::leave::is_unsupported;
use super::list_claims::{by_version, claims_of};
use crate::domain::{
    Cid, Claim, Contents, CountryValue, DecisionMethod, Declaration, Edit, EditError, Facility, FacilityId,
    FacilityView, IdGen, MADE_BY_DECISION, Metal, NUMBERED_BY_DECISION, NameKey, NoFacility, Origin,
    Resolution, Resolved, Stamp, Value, Workspace,
};
use crate::resolve::lists::country_key;
use crate::resolve::matching::FacilityRef;
use crate::resolve::open::{AskedName, newest_list};
use crate::resolve::rows::{Cids, Register};
use crate::text::{clean, fold};

/// A facility that no list has, as a person knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFacility {
    pub name: String,
    /// Where it stands.
    pub country: Option<CountryValue>,
    /// The city, or empty.
    pub city: String,
    /// Its number, where it has one.
    pub cid: Option<Cid>,
}

/// What a name is decided to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecidedAs {
    /// A facility of the lists or of the workspace.
    Facility(FacilityRef),
    /// A facility of the workspace that is here without a number, and what is said of it with one: without it no list would
    /// reach it.
    Numbered(FacilityId, NewFacility),
    /// A facility that is neither here nor there yet.
    New(NewFacility),
    /// No facility.
    Nothing(NoFacility),
}

/// A decision that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub name: AskedName,
    pub choice: DecidedAs,
    /// How the decision came about.
    pub method: DecisionMethod,
    /// The probability that the matcher gave the choice, in thousandths, where it gave one.
    pub score: Option<u16>,
}

/// The one edit by which names are decided on: facilities that are not there yet come in with what the lists claim of
/// them. A facility that only a decision supported which is replaced here leaves.
///
/// # Errors
/// When a facility of the workspace is not there, or has another metal than the name.
pub fn decide(
    ws: &Workspace,
    contents: &Contents,
    register: &Register,
    decisions: &[Decision],
    (ids, stamp): (&mut IdGen, &Stamp),
) -> Result<Edit, EditError> {
    let list = newest_list(register.lists());
    let mut deciding = Deciding {
        ws,
        replaced: decisions.iter().map(|decision| &decision.name.key).collect(),
        contents,
        register,
        cids: Cids::of(ws),
        nameless: None,
        declarations: by_version(ws, register),
        made: BTreeMap::new(),
        named: BTreeMap::new(),
        edits: Vec::new(),
        stamp,
        ids,
    };
    let mut keys = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let to = deciding.resolved(decision)?;
        let resolution = Resolution {
            to,
            written: decision.name.written.clone(),
            country: decision.name.country.clone(),
            method: decision.method,
            score: decision.score,
            list: list.clone(),
            stamp: stamp.clone(),
        };
        keys.push(&decision.name.key);
        let freed = freed(ws, &decision.name.key, resolution.facility());
        deciding.edits.extend(freed.iter().map(unmerge));
        let merge = deciding.merge_nameless(decision, &resolution, &freed);
        deciding.edits.push(set(ws, &decision.name.key, Some(resolution)));
        deciding.edits.extend(merge);
    }
    let edit = Edit::Batch(deciding.edits);
    without_abandoned(ws, register, edit, &keys)
}

/// The one edit by which decisions are taken back: the names are open again. A facility that only they supported
/// leaves.
///
/// # Errors
/// When the edit does not fit the workspace.
pub fn take_back(ws: &Workspace, register: &Register, keys: &[&NameKey]) -> Result<Edit, EditError> {
    let decided = keys.iter().filter(|key| ws.resolutions.contains_key(**key));
    let taken_back = |key: &NameKey| {
        let freed = freed(ws, key, None).iter().map(unmerge).collect::<Vec<_>>();
        freed.into_iter().chain([set(ws, key, None)])
    };
    let edit = Edit::Batch(decided.flat_map(|key| taken_back(key)).collect());
    without_abandoned(ws, register, edit, keys)
}

/// The facilities without a number that bear just this name, each after what it was merged into: they stand by themselves again
/// where the name is no longer decided to be that facility.
fn freed<'a>(
    ws: &'a Workspace,
    key: &NameKey,
    to: Option<&FacilityId>,
) -> Vec<(&'a FacilityId, &'a FacilityId)> {
    let Some(was) = ws.resolutions.get(key).and_then(Resolution::facility).map(|id| ws.resolve(id)) else {
        return Vec::new();
    };
    if to.is_some_and(|to| ws.resolve(to) == was) {
        return Vec::new();
    }
    let into_it = ws.merges.iter().filter(|(_, keep)| ws.resolve(keep) == was);
    let of_this_name = into_it.filter(|(absorbed, _)| {
        let view = ws.facilities.get(*absorbed).map(|facility| FacilityView::new(ws, facility));
        view.is_some_and(|view| view.cid().is_none() && own_key(&view) == *key)
    });
    of_this_name.map(|(absorbed, keep)| (keep, absorbed)).collect()
}

fn unmerge((keep, absorbed): &(&FacilityId, &FacilityId)) -> Edit {
    Edit::Unmerge { keep: (*keep).clone(), absorbed: (*absorbed).clone() }
}

/// What a decision on a facility's own name is about.
fn own_key(view: &FacilityView<'_>) -> NameKey {
    let (name, country) = (fold(view.name()), country_key(view.country_written()));
    NameKey { metal: view.facility.metal, name, country }
}

fn set(ws: &Workspace, key: &NameKey, to: Option<Resolution>) -> Edit {
    let from = ws.resolutions.get(key).cloned().map(Box::new);
    Edit::SetResolution { key: Box::new(key.clone()), from, to: to.map(Box::new) }
}

/// An edit, with the facilities removed that only decisions supported which it replaces or takes back.
fn without_abandoned(
    ws: &Workspace,
    register: &Register,
    edit: Edit,
    keys: &[&NameKey],
) -> Result<Edit, EditError> {
    let before = keys.iter().filter_map(|key| ws.resolutions.get(*key)?.facility());
    let before: BTreeSet<&FacilityId> = before.map(|id| ws.resolve(id)).collect();
    if before.is_empty() {
        return Ok(edit);
    }
    let mut drafting = Drafting::new(ws);
    drafting.take(edit)?;
    let named = register.would_name(&drafting.ws);
    // Rows that cannot be read now may name it.
    let all_are_read = register.unread().is_empty();
    for id in before {
        if all_are_read && !named.contains(id) && is_unsupported(&drafting.ws, id) {
            drafting.remove_facility(id)?;
        } else {
            take_number_back(&mut drafting, id)?;
        }
    }
    Ok(drafting.edit())
}

/// Takes the number from a facility that has it from a decision, where no decision is on this facility any more.
fn take_number_back(drafting: &mut Drafting, id: &FacilityId) -> Result<(), EditError> {
    let ws = &drafting.ws;
    let mut decided = ws.resolutions.values().filter_map(Resolution::facility);
    if decided.any(|on| ws.resolve(on) == id) {
        return Ok(());
    }
    let given: Vec<Claim> = ws.facilities.get(id).map_or_else(Vec::new, decided_numbers);
    given.into_iter().try_for_each(|claim| drafting.take(Edit::WithdrawClaim(id.clone(), claim)))
}

/// What decisions claim of a facility's number.
fn decided_numbers(facility: &Facility) -> Vec<Claim> {
    let is_by_decision = |claim: &&Claim| match &claim.origin {
        Origin::Set { reason, .. } => reason.starts_with(NUMBERED_BY_DECISION),
        Origin::Stated { .. } | Origin::Derived { .. } => false,
    };
    facility.claims.iter().filter(is_by_decision).cloned().collect()
}

/// Whether a facility has its number from decisions, and from nothing else. Of one that others were merged into that is not known.
pub(super) fn has_only_decided_numbers(ws: &Workspace, facility: &Facility) -> bool {
    let numbers = facility.claims.iter().filter(|claim| claim.value.as_cid().is_some()).count();
    let is_merged_into = ws.merges.keys().any(|absorbed| ws.resolve(absorbed) == &facility.id);
    numbers > 0 && !is_merged_into && decided_numbers(facility).len() == numbers
}

/// The facilities without a number but one that `replaced` decisions alone gave them, by what a decision on their own name is about.
fn without_number(
    ws: &Workspace,
    cids: &Cids<'_>,
    replaced: &BTreeSet<&NameKey>,
) -> BTreeMap<NameKey, FacilityId> {
    let is_given_up = |facility: &Facility| {
        has_only_decided_numbers(ws, facility) && !is_decided_otherwise(ws, replaced, &facility.id)
    };
    let is_bare = |facility: &&Facility| cids.of_facility(&facility.id).is_none() || is_given_up(facility);
    let bare = ws.live().filter(is_bare);
    let keyed = bare.filter_map(|facility| {
        let view = ws.view(&facility.id)?;
        let key = own_key(&view);
        let is_stated = view.is_in_annex_of_record() || view.is_added_by_hand();
        (is_stated && !key.name.is_empty()).then(|| (key, facility.id.clone()))
    });
    keyed.collect()
}

/// Whether a decision that is not `replaced` is on a facility.
fn is_decided_otherwise(ws: &Workspace, replaced: &BTreeSet<&NameKey>, id: &FacilityId) -> bool {
    let mut staying = ws.resolutions.iter().filter(|(key, _)| !replaced.contains(key));
    staying.any(|(_, it)| it.facility().is_some_and(|on| ws.resolve(on) == id))
}

/// Decisions while they are put together.
struct Deciding<'a> {
    ws: &'a Workspace,
    /// The names that they are on.
    replaced: BTreeSet<&'a NameKey>,
    contents: &'a Contents,
    register: &'a Register,
    cids: Cids<'a>,
    /// The declarations that count, whose look-ups may know what no list does.
    declarations: Vec<&'a Declaration>,
    /// The facilities without a number, by what a decision on their own name is about; made when a number is decided on.
    nameless: Option<BTreeMap<NameKey, FacilityId>>,
    /// The facilities that these decisions bring, by metal and number.
    made: BTreeMap<(Metal, Cid), FacilityId>,
    /// The facilities without a number that these decisions bring, by metal and what is said of them.
    named: BTreeMap<(Metal, [String; 3]), FacilityId>,
    edits: Vec<Edit>,
    stamp: &'a Stamp,
    ids: &'a mut IdGen,
}

impl Deciding<'_> {
    fn resolved(&mut self, decision: &Decision) -> Result<Resolved, EditError> {
        let metal = decision.name.key.metal;
        match &decision.choice {
            DecidedAs::Nothing(kind) => Ok(Resolved::Nothing(*kind)),
            DecidedAs::Facility(FacilityRef::Own(id)) => self.own(metal, id).map(Resolved::Facility),
            DecidedAs::Facility(FacilityRef::Cid(cid)) => self.numbered(metal, *cid).map(Resolved::Facility),
            DecidedAs::New(new) => {
                let known = self.known(metal, new);
                let made = known.unwrap_or_else(|| self.new_facility(metal, new, &decision.name.written));
                Ok(Resolved::Facility(made))
            }
            DecidedAs::Numbered(id, new) => {
                let id = self.own(metal, id)?;
                let known = self.known(metal, new);
                let made = known.unwrap_or_else(|| self.number(metal, (&id, new), &decision.name.written));
                Ok(Resolved::Facility(made))
            }
        }
    }

    /// The merge of the facility without a number that has just this name, into the one that the name is decided to be: an annex of
    /// record or a person brought it in without its number.
    fn merge_nameless(
        &mut self,
        decision: &Decision,
        resolution: &Resolution,
        freed: &[(&FacilityId, &FacilityId)],
    ) -> Vec<Edit> {
        let DecidedAs::Facility(FacilityRef::Cid(_)) = &decision.choice else { return Vec::new() };
        let Some(keep) = resolution.facility() else { return Vec::new() };
        let (ws, cids, replaced) = (self.ws, &self.cids, &self.replaced);
        let nameless = self.nameless.get_or_insert_with(|| without_number(ws, cids, replaced));
        // One that got its number here is nobody else.
        let made = &self.made;
        let is_numbered = |id: &&FacilityId| made.values().any(|made| made == *id);
        let bare = nameless.get(&decision.name.key).filter(|id| *id != keep && !is_numbered(id));
        let all = bare.into_iter().chain(freed.iter().map(|(_, absorbed)| *absorbed));
        all.map(|absorbed| Edit::Merge { keep: keep.clone(), absorbed: absorbed.clone() }).collect()
    }

    fn own(&self, metal: Metal, id: &FacilityId) -> Result<FacilityId, EditError> {
        let live = self.ws.resolve(id);
        match self.ws.facilities.get(live) {
            Some(facility) if facility.metal == metal => Ok(live.clone()),
            Some(_) => Err(EditError::Rule(format!("facility {id} is of another metal than the name"))),
            None => Err(EditError::Missing { what: "facility", id: id.to_string() }),
        }
    }

    /// The facility with a number: one that is here, or one that a list or look-up has.
    fn numbered(&mut self, metal: Metal, cid: Cid) -> Result<FacilityId, EditError> {
        if let Some(id) = self.cids.facility(metal, cid).or_else(|| self.made.get(&(metal, cid))) {
            return Ok(id.clone());
        }
        let claims = claims_of(&self.declarations, self.contents, self.register, (metal, cid));
        if claims.is_empty() {
            let id = format!("{cid} of {metal} in any list");
            return Err(EditError::Missing { what: "facility", id });
        }
        Ok(self.add(metal, claims, Some(cid)))
    }

    /// The facility of a number that is said of a new one, if there is one.
    fn known(&mut self, metal: Metal, new: &NewFacility) -> Option<FacilityId> {
        new.cid.and_then(|cid| self.numbered(metal, cid).ok())
    }

    /// Gives a facility its number, in place of one that decisions gave it which are replaced now. Where another of these decisions,
    /// or one that stays, gave it another one, what is said is of a second facility of this name.
    fn number(&mut self, metal: Metal, (id, new): (&FacilityId, &NewFacility), written: &str) -> FacilityId {
        let before = self.ws.facilities.get(id).map_or_else(Vec::new, decided_numbers);
        let keeps_it = !before.is_empty() && is_decided_otherwise(self.ws, &self.replaced, id);
        let Some(cid) = new.cid.filter(|_| !keeps_it && self.made.values().all(|made| made != id)) else {
            return self.new_facility(metal, new, written);
        };
        self.edits.extend(before.into_iter().map(|claim| Edit::WithdrawClaim(id.clone(), claim)));
        let origin = self.decided_for(NUMBERED_BY_DECISION, written);
        self.edits.push(Edit::AddClaim(id.clone(), Claim { value: Value::Cid(cid), origin, as_of: None }));
        self.made.insert((metal, cid), id.clone());
        id.clone()
    }

    /// The origin of what a decision on a name says of a facility.
    fn decided_for(&self, what: &str, written: &str) -> Origin {
        let (by, at) = (self.stamp.by.clone(), self.stamp.at);
        Origin::Set { by, at, reason: format!("{what}\u{201c}{}\u{201d}", clean(written)) }
    }

    fn new_facility(&mut self, metal: Metal, new: &NewFacility, written: &str) -> FacilityId {
        let place = new.country.as_ref().map_or_else(String::new, |country| country_key(&country.written));
        let said = (metal, [fold(&new.name), place, fold(&new.city)]);
        let made = self.named.get(&said).filter(|_| new.cid.is_none());
        if let Some(id) = made {
            return id.clone();
        }
        let id = self.add_new(metal, new, written);
        self.named.insert(said, id.clone());
        id
    }

    fn add_new(&mut self, metal: Metal, new: &NewFacility, written: &str) -> FacilityId {
        let origin = self.decided_for(MADE_BY_DECISION, written);
        let city = Some(clean(&new.city)).filter(|city| !city.is_empty()).map(Value::City);
        let country = new.country.clone().map(Value::Country);
        let values = [Some(Value::Name(clean(&new.name))), country, city, new.cid.map(Value::Cid)];
        let claim = |value| Claim { value, origin: origin.clone(), as_of: None };
        let mut claims: Vec<Claim> = values.into_iter().flatten().map(claim).collect();
        claims.sort();
        self.add(metal, claims, new.cid)
    }

    fn add(&mut self, metal: Metal, claims: Vec<Claim>, cid: Option<Cid>) -> FacilityId {
        let id = self.ids.facility();
        self.edits.push(Edit::AddFacility(id.clone(), metal));
        self.edits.extend(claims.into_iter().map(|claim| Edit::AddClaim(id.clone(), claim)));
        if let Some(cid) = cid {
            self.made.insert((metal, cid), id.clone());
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DeclarationId;
    use crate::resolve::fixture::{Cells, cid, declare, form, know, known, workspace};
    use crate::resolve::rows::{Outcome, ResolutionMethod};

    fn stamp() -> Stamp {
        Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    fn ids() -> IdGen {
        IdGen::new([7; 16])
    }

    fn one(rows: &[Cells<'_>]) -> (Workspace, Contents) {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        know(&mut ws, &mut contents, ("6.5", 2025), known());
        declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", rows), None);
        (ws, contents)
    }

    fn names(ws: &Workspace, contents: &Contents) -> Vec<AskedName> {
        let register = Register::build(ws, contents);
        let open = register.open_names().into_iter().map(crate::resolve::open::OpenName::from);
        open.map(|open| open.name).collect()
    }

    fn decision(name: &AskedName, choice: DecidedAs) -> Decision {
        Decision { name: name.clone(), choice, method: DecisionMethod::Hand, score: Some(970) }
    }

    /// Decides, applies, and gives the edit. Identifiers are new each time, as those of a session are.
    fn made(ws: &mut Workspace, contents: &Contents, decisions: &[Decision]) -> Edit {
        let register = Register::build(ws, contents);
        let made = u8::try_from(ws.facilities.len() + ws.resolutions.len()).unwrap();
        let mut fresh = IdGen::new([made; 16]);
        let edit = decide(ws, contents, &register, decisions, (&mut fresh, &stamp())).unwrap();
        edit.apply(ws).unwrap();
        edit
    }

    const OPEN: [Cells<'_>; 3] = [
        ["", "Gold", "Smelter not listed", "Auroora", "PERU", ""],
        ["", "Gold", "Smelter not listed", "Aurora Works", "PERU", ""],
        ["", "Gold", "Smelter not listed", "Some Bank", "PERU", ""],
    ];

    #[test]
    fn decisions_bring_a_facility_once_and_resolve_all_its_names() {
        let (mut ws, contents) = one(&OPEN);
        let (before, open) = (ws.clone(), names(&ws, &contents));
        let aurora = DecidedAs::Facility(FacilityRef::Cid(cid("CID900001")));
        let edit = made(
            &mut ws,
            &contents,
            &[
                decision(&open[0], aurora.clone()),
                decision(&open[1], aurora),
                decision(&open[2], DecidedAs::Nothing(NoFacility::Bank)),
            ],
        );
        assert_eq!(ws.facilities.len(), 1);
        let facility = ws.facilities.values().next().unwrap();
        let view = ws.view(&facility.id).unwrap();
        assert_eq!((view.name(), view.cid()), ("Aurora Refining AG", Some(cid("CID900001"))));
        let register = Register::build(&ws, &contents);
        let rows: Vec<_> = register.rows().collect();
        assert_eq!(
            rows.iter().map(|row| row.outcome.word()).collect::<Vec<_>>(),
            ["resolved", "duplicate", "rejected"]
        );
        assert_eq!((rows[0].method, rows[0].score), (ResolutionMethod::Hand, Some(970)));
        assert_eq!(rows[0].list, "Look-up of CMRT 6.5 (2025-04-25)");
        assert_eq!(register.spellings(&facility.id).len(), 2);
        edit.inverse().apply(&mut ws).unwrap();
        assert!(ws == before);
    }

    #[test]
    fn a_facility_that_only_a_replaced_decision_supported_leaves() {
        let (mut ws, contents) = one(&OPEN);
        let open = names(&ws, &contents);
        let new = NewFacility {
            name: "Aurora Works".to_owned(),
            country: None,
            city: "Lima".to_owned(),
            cid: None,
        };
        made(&mut ws, &contents, &[decision(&open[0], DecidedAs::New(new.clone()))]);
        made(
            &mut ws,
            &contents,
            &[decision(&open[1], DecidedAs::Facility(FacilityRef::Cid(cid("CID900002"))))],
        );
        assert_eq!(ws.facilities.len(), 2);
        let before = ws.clone();
        let edit = made(
            &mut ws,
            &contents,
            &[decision(&open[0], DecidedAs::Facility(FacilityRef::Cid(cid("CID900002"))))],
        );
        assert_eq!(ws.facilities.len(), 1, "the new one was a mistake");
        let back = take_back(&ws, &Register::build(&ws, &contents), &[&open[0].key, &open[1].key]).unwrap();
        back.apply(&mut ws).unwrap();
        assert_eq!((ws.facilities.len(), ws.resolutions.len()), (0, 0));
        back.inverse().apply(&mut ws).unwrap();
        edit.inverse().apply(&mut ws).unwrap();
        assert!(ws == before);
    }

    #[test]
    fn a_facility_of_the_name_stands_by_itself_again_when_the_decision_is_another_one() {
        let (mut ws, contents) = one(&OPEN);
        let open = names(&ws, &contents);
        let bare = FacilityId::new("bare");
        Edit::AddFacility(bare.clone(), Metal::Gold).apply(&mut ws).unwrap();
        let origin = Origin::Set {
            by: "ana".to_owned(),
            at: stamp().at,
            reason: crate::domain::ADDED_BY_HAND.to_owned(),
        };
        for value in [Value::Name("Aurora Works".to_owned()), Value::Country(CountryValue::read("PERU"))] {
            let claim = Claim { value, origin: origin.clone(), as_of: None };
            Edit::AddClaim(bare.clone(), claim).apply(&mut ws).unwrap();
        }
        let name = open.iter().find(|name| name.written == "Aurora Works").unwrap();
        let before = ws.clone();
        let to = |number: &str| DecidedAs::Facility(FacilityRef::Cid(cid(number)));
        let into = |ws: &Workspace| ws.view(ws.resolve(&bare)).unwrap().cid();
        let first = made(&mut ws, &contents, &[decision(name, to("CID900001"))]);
        assert_eq!(into(&ws), Some(cid("CID900001")));
        let second = made(&mut ws, &contents, &[decision(name, to("CID900002"))]);
        assert_eq!(into(&ws), Some(cid("CID900002")), "it follows the decision");
        let back = take_back(&ws, &Register::build(&ws, &contents), &[&name.key]).unwrap();
        back.apply(&mut ws).unwrap();
        assert_eq!((into(&ws), ws.merges.len()), (None, 0));
        for edit in [back, second, first] {
            edit.inverse().apply(&mut ws).unwrap();
        }
        assert!(ws == before);
    }

    #[test]
    fn a_new_facility_with_a_number_that_is_known_is_the_known_one() {
        let (mut ws, contents) = one(&OPEN);
        let open = names(&ws, &contents);
        let cid = Some(cid("CID900002"));
        let new = NewFacility { name: "Anything".to_owned(), country: None, city: String::new(), cid };
        made(&mut ws, &contents, &[decision(&open[0], DecidedAs::New(new))]);
        let names: Vec<String> = ws.live().map(|f| ws.view(&f.id).unwrap().name().to_owned()).collect();
        assert_eq!(names, ["Beacon Gold Ltd."]);
    }

    #[test]
    fn decisions_stay_when_the_list_behind_them_leaves() {
        let (mut ws, contents) = one(&OPEN);
        let open = names(&ws, &contents);
        made(
            &mut ws,
            &contents,
            &[decision(&open[0], DecidedAs::Facility(FacilityRef::Cid(cid("CID900001"))))],
        );
        let list = ws.lists.keys().next().unwrap().clone();
        let edit = crate::intake::withdraw_list(&ws, &contents, &list, &mut ids()).unwrap();
        edit.apply(&mut ws).unwrap();
        let register = Register::build(&ws, &contents);
        assert_eq!(register.row(0).unwrap().outcome, Outcome::Resolved);
        assert_eq!((ws.facilities.len(), ws.resolutions.len()), (1, 1));
        let leaving = crate::intake::withdraw(&ws, &contents, &DeclarationId::new("d1"), &mut ids()).unwrap();
        leaving.apply(&mut ws).unwrap();
        assert_eq!(ws.resolutions.len(), 1, "next year the name comes again");
    }
}
