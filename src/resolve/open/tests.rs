//! Open names of small workspaces.

use jiff::civil::date;

use super::*;
use crate::domain::{
    Cid, Claim, Contents, DecisionMethod, Edit, FacilityId, Metal, NameKey, Origin, Resolution, Resolved,
    Stamp, Value, Workspace,
};
use crate::resolve::fixture::{Cells, cid, declare, form, know, known, list, workspace};
use crate::resolve::matching::{DecisionBand, FacilityRef};
use crate::resolve::rows::Register;

const NOT_LISTED: &str = "Smelter not listed";

fn not_listed<'a>(metal: &'a str, name: &'a str, country: &'a str) -> Cells<'a> {
    ["", metal, NOT_LISTED, name, country, ""]
}

/// A workspace with the list of 6.5 and one declaration.
fn one(rows: &[Cells<'_>]) -> (Workspace, Contents) {
    let (mut ws, mut contents) = (workspace(), Contents::default());
    know(&mut ws, &mut contents, ("6.5", 2025), known());
    declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", rows), None);
    (ws, contents)
}

fn waiting(register: &Register) -> Vec<OpenName> {
    register.open_names().into_iter().map(OpenName::from).collect()
}

fn order(ws: &Workspace, contents: &Contents, change: BasisChange) -> (Vec<OpenName>, MatchOrder) {
    let register = Register::build(ws, contents);
    let waiting = waiting(&register);
    let names = waiting.iter().map(|open| open.name.clone()).collect();
    let match_basis = MatchBasis::of(ws, contents, register.lists());
    (waiting, MatchOrder { number: 1, match_basis, names, change })
}

fn stamp() -> Stamp {
    Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
}

/// Adds a facility with a name and, if given, a CID, both set by hand.
fn hold(ws: &mut Workspace, id: &str, metal: Metal, name: &str, number: Option<Cid>) -> FacilityId {
    let id = FacilityId::new(id);
    Edit::AddFacility(id.clone(), metal).apply(ws).unwrap();
    let values = [Some(Value::Name(name.to_owned())), number.map(Value::Cid)];
    for value in values.into_iter().flatten() {
        let origin = Origin::Set { by: "ana".to_owned(), at: stamp().at, reason: String::new() };
        Edit::AddClaim(id.clone(), Claim { value, origin, as_of: None }).apply(ws).unwrap();
    }
    id
}

fn decide(ws: &mut Workspace, metal: Metal, written: &str, to: FacilityId) {
    let key = NameKey { metal, name: written.to_lowercase(), country: String::new() };
    let (written, country, list) = (written.to_owned(), String::new(), String::new());
    let (to, method) = (Resolved::Facility(to), DecisionMethod::Hand);
    let resolution = Resolution { to, written, country, method, score: None, list, stamp: stamp() };
    let to = Some(Box::new(resolution));
    Edit::SetResolution { key: Box::new(key), from: None, to }.apply(ws).unwrap();
}

#[test]
fn every_open_name_has_an_answer_and_the_urgent_come_first() {
    let rows = [
        not_listed("Gold", "Aurora Refinning", "SWITZERLAND"),
        not_listed("Gold", "Quonset Bank", "PERU"),
        not_listed("Gold", "Aurora of the North", "SWITZERLAND"),
        not_listed("Gold", "Aurora of the North", "SWITZERLAND"),
    ];
    let (ws, contents) = one(&rows);
    let (waiting, order) = order(&ws, &contents, BasisChange::Lists);
    let answered = order.carry_out();
    assert_eq!(answered.answers.len(), 3);
    let urgent = queue(&waiting, &answered.answers);
    assert_eq!(waiting[urgent[0]].name.written, "Aurora of the North", "two rows, and uncertain");
    let band = accept_band(&waiting, &answered.answers);
    let accepted: Vec<&str> = band.iter().map(|(open, _)| open.name.written.as_str()).collect();
    assert_eq!(accepted, ["Aurora Refinning"]);
    assert_eq!(band[0].1.best.as_ref().unwrap().whose, FacilityRef::Cid(cid("CID900001")));
}

#[test]
fn uncertainty_is_most_where_the_chances_are_even() {
    let of = |score| {
        let (whose, name) = (FacilityRef::Cid(cid("CID900001")), String::new());
        let best = Best { whose, name, score, how: crate::resolve::matching::CandidateSource::Scored };
        uncertainty(Some(&MatchAnswer { band: DecisionBand::Review, best: Some(best) }))
    };
    assert_eq!((of(0), of(500), of(1000), uncertainty(None)), (0.0, 1.0, 0.0, 1.0));
    assert!(of(990) < of(900) && of(900) < of(600) && of(10) < of(100));
}

#[test]
fn look_ups_serve_where_no_list_of_their_version_is_there() {
    let rows = [not_listed("Gold", "Aurora Refinning", "SWITZERLAND")];
    let (mut ws, mut contents) = (workspace(), Contents::default());
    declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", &rows), Some(known()));
    let entries = |ws: &Workspace, contents: &Contents| {
        MatchBasis::of(ws, contents, Register::build(ws, contents).lists()).entries().len()
    };
    assert_eq!(entries(&ws, &contents), 4);
    know(&mut ws, &mut contents, ("6.5", 2025), list(&[(Metal::Gold, "CID900009", "Other", "PERU", "")]));
    assert_eq!(entries(&ws, &contents), 1);
}

#[test]
fn what_left_the_newest_list_is_not_listed_and_choices_remove_nothing() {
    let (mut ws, mut contents) = one(&[]);
    know(&mut ws, &mut contents, ("6.6", 2026), list(&[(Metal::Gold, "CID900002", "Beacon", "CANADA", "")]));
    let register = Register::build(&ws, &contents);
    let entries = MatchBasis::of(&ws, &contents, register.lists()).entries();
    let listed =
        |id: &str| entries.iter().find(|e| e.whose == FacilityRef::Cid(cid(id))).map(|entry| entry.is_listed);
    assert_eq!((listed("CID900002"), listed("CID900001")), (Some(true), Some(false)));
    assert_eq!(entries[0].name, "Beacon", "the newest list comes first");
}

#[test]
fn a_list_newer_than_all_declarations_removes_nothing() {
    let (mut ws, mut contents) = one(&[]);
    know(&mut ws, &mut contents, ("6.6", 2026), list(&[(Metal::Gold, "CID900002", "Beacon", "CANADA", "")]));
    let removed = |ws: &Workspace| {
        let match_basis = MatchBasis::of(ws, &contents, Register::build(ws, &contents).lists());
        match_basis.entries().into_iter().filter(|entry| !entry.is_listed).count()
    };
    assert_eq!(removed(&ws), 3);
    let before = ws.clone();
    ws.declarations.values_mut().for_each(|declared| declared.date = Some(date(2026, 4, 24)));
    assert_eq!(removed(&ws), 0, "6.6 came out the day after");
    let match_basis = |ws: &Workspace| MatchBasis::of(ws, &contents, Register::build(ws, &contents).lists());
    assert!(!match_basis(&before).has_same_lists(&match_basis(&ws)));
}

#[test]
fn decided_names_and_own_facilities_are_found() {
    let rows =
        [not_listed("Gold", "Morning Goddess", "CHILE"), not_listed("Gold", "Bergwerk Zwölf", "CHILE")];
    let (mut ws, contents) = one(&rows);
    let aurora = hold(&mut ws, "f1", Metal::Gold, "Aurora Refining AG", Some(cid("CID900001")));
    let own = hold(&mut ws, "f2", Metal::Gold, "Bergwerk Zwoelf SpA", None);
    decide(&mut ws, Metal::Gold, "Morning Goddess", aurora);
    let answered = order(&ws, &contents, BasisChange::Lists).1.carry_out();
    let best = |name: &str| {
        let key = answered.answers.keys().find(|key| key.name == name).unwrap();
        answered.answers[key].best.clone().unwrap()
    };
    assert_eq!(best("morning goddess").whose, FacilityRef::Cid(cid("CID900001")));
    assert_eq!(best("bergwerk zwolf").whose, FacilityRef::Own(own));
}

#[test]
fn only_what_a_decision_can_touch_is_asked_again_and_nothing_else_would_change() {
    let rows = [
        not_listed("Gold", "Morning Goddess", "CHILE"),
        not_listed("Tin", "Cassiter Smeltery", "BOLIVIA"),
        not_listed("Tin", "Goddess Tin", "BOLIVIA"),
        not_listed("Tungsten", "Delta Wolfram Works", "AUSTRIA"),
    ];
    let (mut ws, contents) = one(&rows);
    let (_, before) = order(&ws, &contents, BasisChange::Lists);
    let old = before.carry_out();
    let aurora = hold(&mut ws, "f1", Metal::Gold, "Aurora Refining AG", Some(cid("CID900001")));
    decide(&mut ws, Metal::Gold, "Goddess of Dawn", aurora);
    let (_, mut after) = order(&ws, &contents, BasisChange::Lists);
    let (whole, decided_names) =
        (after.carry_out(), after.match_basis.decided_otherwise(&before.match_basis));
    assert_eq!(decided_names.len(), 1);
    assert!(after.match_basis.has_same_lists(&before.match_basis));
    after.change = BasisChange::Decisions { known: old.answers.keys().cloned().collect(), decided_names };
    let asked: Vec<&str> = after.wanted().iter().map(|name| name.written.as_str()).collect();
    assert_eq!(asked, ["Goddess Tin", "Morning Goddess"]);
    let mut merged = old.answers.clone();
    merged.extend(after.carry_out().answers);
    assert_eq!(merged, whole.answers);
}
