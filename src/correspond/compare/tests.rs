//! Pairs of declarations of one supplier.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::correspond::fixture::{form, row};
use crate::domain::Workspace;
use crate::domain::cmrt::{SmelterColumn, Version};

use Metal::{Gold, Tin};

fn unresolved(_: &DeclaredRow) -> Option<Cid> {
    None
}

fn of(before: &Form, after: &Form) -> Comparison {
    compare(ComparedForm { form: before, cid: &unresolved }, ComparedForm { form: after, cid: &unresolved })
}

fn names(all: &[NamedSmelter]) -> Vec<&str> {
    all.iter().map(|named| named.name.as_str()).collect()
}

#[test]
fn the_same_declaration_has_no_changes() {
    let form = form(vec![row(5, Gold, "Aurora", "", "ITALY")]);
    let comparison = of(&form, &form);
    assert!(comparison.is_empty());
    assert_eq!((comparison.summary().as_str(), comparison.lines().len()), ("no changes", 0));
    assert_eq!(comparison.smelters.kept, 1);
}

#[test]
fn answers_fields_and_scope_are_told_with_both_sides() {
    let before = form(Vec::new());
    let mut after = before.clone();
    after.version = Version::new(660);
    after.date = Some(date(2027, 3, 1));
    after.scope = Some(Answer::ScopeUserDefined);
    after.fields.get_mut(&CompanyField::Scope).unwrap().written = "C. User defined".to_owned();
    after.fields.get_mut(&CompanyField::ContactName).unwrap().written = String::new();
    let set = |reply: &mut Reply, written: &str, answer| {
        written.clone_into(&mut reply.written);
        reply.answer = answer;
    };
    set(after.answers.get_mut(&(Question::Added, Tin)).unwrap(), "Non", Some(Answer::No));
    set(after.answers.get_mut(&(Question::Added, Gold)).unwrap(), "Oui", Some(Answer::Yes));
    set(after.company.get_mut(&CompanyQuestion::Policy).unwrap(), "perhaps", None);
    let comparison = of(&before, &after);
    assert_eq!(
        comparison.lines(),
        [
            "Template: 6.5 to 6.6",
            "Date: 2027-02-15 to 2027-03-01",
            "Scope: “A. Company” to “C. User defined”",
            "Contact name: “Ana Lind” to blank",
            "Intentionally added or used, Tin: “Yes” to “Non”",
            "Conflict minerals policy: “Yes” to “perhaps”",
        ]
    );
    assert_eq!(comparison.summary(), "template 6.5 to 6.6, scope, 2 answers, 1 company field");
}

#[test]
fn what_one_template_does_not_ask_is_no_change() {
    let before = form(Vec::new());
    let mut after = before.clone();
    after.answers.clear();
    after.company.clear();
    after.fields.remove(&CompanyField::ContactName);
    assert!(of(&before, &after).is_empty());
}

#[test]
fn smelters_are_the_same_by_number_then_id_then_name() {
    let before = form(vec![
        row(5, Gold, "Old name", "CID900001", "ITALY"),
        row(6, Gold, "Own ID", "1ITA007", "ITALY"),
        row(7, Gold, "Löten & Co", "", "Germany"),
        row(8, Tin, "Gone", "CID900002", ""),
        row(9, Gold, "Twin", "CID900003", "JAPAN"),
        row(10, Gold, "old NAME again", "cid900001", ""),
    ]);
    let after = form(vec![
        row(5, Gold, "New name", "CID900001", "ITALY"),
        row(6, Gold, "Own ID, renamed", "1 ITA 007", "ITALY"),
        row(7, Gold, "1ITA007", "1ITA007", ""),
        row(8, Gold, "LOTEN and Co", "", "GERMANY"),
        row(9, Gold, "loten & co.", "CID900009", "DE"),
        row(10, Gold, "Twin", "CID900004", "JAPAN"),
        row(11, Gold, "Gone", "CID900002", ""),
    ]);
    let smelters = of(&before, &after).smelters;
    assert_eq!(names(&smelters.dropped), ["Gone", "Twin"], "another metal, another number");
    assert_eq!(names(&smelters.added), ["Gone", "LOTEN and Co", "Own ID, renamed", "Twin"]);
    assert_eq!(smelters.kept, 3);
    assert_eq!(smelters.dropped[1].words(), "Gold: Twin, JAPAN (CID900003)");
}

#[test]
fn resolved_rows_are_the_same_whatever_they_are_called() {
    let before = form(vec![row(5, Gold, "Exmaple Refinary", "", "")]);
    let after = form(vec![row(9, Gold, "Example Refinery", "CID900001", "ITALY")]);
    let resolved = |_: &DeclaredRow| Cid::parse("CID900001").ok();
    let comparison = compare(
        ComparedForm { form: &before, cid: &resolved },
        ComparedForm { form: &after, cid: &unresolved },
    );
    assert_eq!((comparison.is_empty(), comparison.smelters.kept), (true, 1));
    assert_eq!(of(&before, &after).summary(), "1 smelter added, 1 smelter dropped");
}

#[test]
fn what_only_fills_the_cell_names_no_smelter() {
    let filled = form(vec![row(5, Gold, "N/A", "", "ITALY"), row(6, Gold, "Aurora", "tbd", "ITALY")]);
    let comparison = of(&form(Vec::new()), &filled);
    assert_eq!(
        (names(&comparison.smelters.added), comparison.smelters.unidentified),
        (vec!["Aurora"], (0, 1))
    );
}

#[test]
fn rows_without_a_smelter_are_counted() {
    let mut unknown = row(5, Gold, "", "", "");
    unknown.cells[SmelterColumn::LookUp as usize] = "Smelter not yet identified".into();
    let comparison = of(&form(vec![unknown]), &form(Vec::new()));
    assert_eq!(comparison.lines(), ["Rows without an identified smelter: 1 to 0"]);
    assert!(!comparison.is_empty() && comparison.smelters.dropped.is_empty());
}

#[test]
fn the_declaration_before_is_the_one_sent_before() {
    use crate::correspond::fixture::{id, stamp, workspace};
    use crate::domain::{
        Claim, Contents, DecisionMethod, Declaration, DeclarationId, Facility, FacilityId, ListBody,
        ListEntry, NameKey, Origin, Resolution, Resolved, SourceId, Value,
    };
    use crate::resolve::lists::Lists;
    use std::sync::Arc;

    let mut ws = workspace(&[("Delta", "")]);
    let declaration = |name: &str, day| Declaration {
        id: DeclarationId::new(name),
        supplier: id(&ws, "Delta"),
        source: SourceId::new(name),
        form: name.to_owned(),
        look_up: (name == "new").then(|| "look-up".to_owned()),
        company: String::new(),
        version: Version::new(650),
        language: None,
        scope: None,
        date: None,
        received: date(2027, 3, day),
        rows: 1,
    };
    let (old, new) = (declaration("old", 1), declaration("new", 2));
    let all = [old.clone(), new.clone()];
    ws.declarations = all.into_iter().map(|declaration| (declaration.id.clone(), declaration)).collect();
    let mut contents = Contents::default();
    let was = form(vec![row(5, Gold, "Alias", "", "IT"), row(6, Gold, "Löt", "", "DE")]);
    let is = form(vec![row(5, Gold, "Example", "", ""), row(6, Gold, "x", "CID900002", "")]);
    contents.forms = [("old".to_owned(), Arc::new(was)), ("new".to_owned(), Arc::new(is))].into();
    let lists = Lists::build(&ws, &contents);
    let changes = |ws: &Workspace, contents: &Contents, of| since_before(ws, contents, &lists, of);
    assert_eq!(changes(&ws, &contents, &old), None, "the first");
    assert_eq!(changes(&ws, &contents, &new).unwrap().summary(), "2 smelters added, 2 smelters dropped");

    let entry = ListEntry {
        metal: Gold,
        cid: Cid::parse("CID900001").unwrap(),
        name: "Example".to_owned(),
        country: String::new(),
        city: String::new(),
        state: String::new(),
        aliases: vec!["Alias".to_owned()],
        row: 5,
    };
    let body = Arc::new(ListBody { sheet: String::new(), entries: vec![entry] });
    contents.lists = [("look-up".to_owned(), body)].into();
    ws.declarations.values_mut().for_each(|declaration| declaration.look_up = Some("look-up".to_owned()));
    assert_eq!(changes(&ws, &contents, &ws.declarations[&new.id]).unwrap().smelters.kept, 1, "by look-up");

    let facility = FacilityId::new("f");
    let origin = Origin::Set { by: String::new(), at: stamp().at, reason: String::new() };
    let claim = Claim { value: Value::Cid(Cid::parse("CID900002").unwrap()), as_of: None, origin };
    ws.facilities
        .insert(facility.clone(), Facility { id: facility.clone(), metal: Gold, claims: vec![claim] });
    let key = NameKey { metal: Gold, name: "lot".to_owned(), country: "DE".to_owned() };
    let (to, method) = (Resolved::Facility(facility), DecisionMethod::Hand);
    let (written, country, list) = ("Löt".to_owned(), String::new(), String::new());
    let resolution = Resolution { to, written, country, method, score: None, list, stamp: stamp() };
    ws.resolutions.insert(key, resolution);
    assert!(changes(&ws, &contents, &ws.declarations[&new.id]).unwrap().is_empty(), "and by decision");
    contents.forms.remove("old");
    assert_eq!(changes(&ws, &contents, &new), None, "the content is not loaded");
}

fn rows() -> impl Strategy<Value = Vec<DeclaredRow>> {
    let one = (0..2_usize, "[a-c]?", "(CID90000[1-3]|x)?", "(ITALY|IT|JAPAN)?");
    prop::collection::vec(one, 0..8).prop_map(|all| {
        let rows = all.iter().zip(5..);
        rows.map(|((metal, name, id, country), n)| row(n, [Gold, Tin][*metal], name, id, country)).collect()
    })
}

proptest! {
    #[test]
    fn both_ways_round_say_the_same(a in rows(), b in rows()) {
        let (a, b) = (form(a), form(b));
        let (there, back) = (of(&a, &b).smelters, of(&b, &a).smelters);
        prop_assert!(of(&a, &a).is_empty());
        prop_assert_eq!(there.kept + there.added.len(), back.kept + back.dropped.len());
        prop_assert_eq!(there.kept + there.dropped.len(), back.kept + back.added.len());
        prop_assert_eq!(there.unidentified, (back.unidentified.1, back.unidentified.0));
    }
}
