//! Decisions from one workspace to another, and tables of them as people write them.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    Contents, DecisionMethod, Edit, IdGen, Metal, NoFacility, Resolution, Resolved, Stamp, Workspace,
};
use crate::export::{Exporter, FormatWriter};
use crate::intake::{DecidedAs, Decision, NewFacility, decide};
use crate::resolve::fixture::{Cells, cid, declare, form, know, known, list, workspace};
use crate::resolve::matching::FacilityRef;
use crate::resolve::open::OpenName;
use crate::resolve::rows::{Outcome as RowOutcome, Register};

fn stamp() -> Stamp {
    Stamp { by: "=ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
}

const OPEN: [Cells<'_>; 6] = [
    ["", "Gold", "Smelter not listed", "Auroora", "PERU", ""],
    ["", "Gold", "Smelter not listed", "=Aurora  Works", "Peru", ""],
    ["", "Gold", "Smelter not listed", "Aurora Works II", "Atlantis, Lost", ""],
    ["", "Gold", "Smelter not listed", "Some Bank", "", ""],
    ["", "Tin", "Smelter not listed", "Echo Tin", "PERU", ""],
    ["", "Gold", "", "", "PERU", "CID12"],
];

/// A workspace with the list of 6.4, a declaration of 6.5 with a look-up that knows one facility more, and open names.
fn one() -> (Workspace, Contents) {
    let (mut ws, mut contents) = (workspace(), Contents::default());
    know(&mut ws, &mut contents, ("6.4", 2024), known());
    let look_up = list(&[(Metal::Tin, "CID900009", "Echo Smelting", "PERU", "")]);
    declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", &OPEN), Some(look_up));
    (ws, contents)
}

fn new(name: &str, country: &str, number: Option<&str>) -> DecidedAs {
    let country = Some(crate::domain::CountryValue::read(country)).filter(|value| !value.written.is_empty());
    DecidedAs::New(NewFacility {
        name: name.to_owned(),
        country,
        city: "Lima".to_owned(),
        cid: number.map(cid),
    })
}

/// Decides all open names: a list's facility, one new facility for two names, a bank, a look-up's facility, and a new
/// one with a number.
fn decided() -> (Workspace, Contents) {
    let (mut ws, contents) = one();
    let register = Register::build(&ws, &contents);
    let choice = |written: &str| match written {
        "Auroora" => DecidedAs::Facility(FacilityRef::Cid(cid("CID900001"))),
        "Some Bank" => DecidedAs::Nothing(NoFacility::Bank),
        "Echo Tin" => DecidedAs::Facility(FacilityRef::Cid(cid("CID900009"))),
        "CID12" => new("Fjord Gold", "NORWAY", Some("CID900777")),
        _ => new("-Works", "PERU", None),
    };
    let decision = |open: OpenName| Decision {
        choice: choice(&open.name.written),
        name: open.name,
        method: DecisionMethod::Hand,
        score: Some(7),
    };
    let open = register.open_names().into_iter().map(OpenName::from);
    let decisions: Vec<Decision> = open.map(decision).collect();
    let edit = decide(&ws, &contents, &register, &decisions, (&mut IdGen::new([1; 16]), &stamp())).unwrap();
    edit.apply(&mut ws).unwrap();
    (ws, contents)
}

fn csv(ws: &Workspace) -> Vec<u8> {
    let Some(FormatWriter::Table(write)) = Exporter::by_id("csv").map(|exporter| exporter.writer) else {
        panic!("there is no CSV writer");
    };
    write(&decisions(ws, date(2026, 5, 1))).unwrap()
}

fn planned(ws: &Workspace, contents: &Contents, raw: &[u8], replace: bool) -> DecisionsPlan {
    let register = Register::build(ws, contents);
    let here = ReceivingWorkspace { ws, contents, register: &register };
    plan(here, &read(raw).unwrap(), ("list.csv", replace), (&mut IdGen::new([5; 16]), &stamp())).unwrap()
}

fn imported(ws: &Workspace, contents: &Contents, raw: &[u8]) -> Workspace {
    let mut after = ws.clone();
    planned(ws, contents, raw, false).edit.apply(&mut after).unwrap();
    after
}

/// What the rows come to, with the names of their facilities.
fn outcomes(ws: &Workspace, contents: &Contents) -> Vec<(RowOutcome, Option<String>, Option<u16>)> {
    let register = Register::build(ws, contents);
    let name = |id| ws.view(id).unwrap().name().to_owned();
    register.rows().map(|row| (row.outcome, row.facility.map(name), row.score)).collect()
}

fn words(told: &[RowRemark]) -> Vec<(u64, &str)> {
    told.iter().map(|told| (told.line, told.words.as_str())).collect()
}

#[test]
fn what_is_written_gives_the_same_outcomes_elsewhere() {
    let (ws, contents) = decided();
    assert_eq!(ws.facilities.len(), 4, "two names are one new facility");
    let raw = csv(&ws);
    let text = String::from_utf8(raw.clone()).unwrap();
    assert!(
        text.contains("\r\nGold,'=Aurora  Works,Peru,facility,,'-Works,PERU,Lima,by hand,0.007,"),
        "{text}"
    );
    assert!(text.contains(",'=ana,1970-01-01\r\n"), "{text}");
    let (fresh, _) = one();
    let plan = planned(&fresh, &contents, &raw, false);
    assert_eq!(plan.summary(), "6 taken, 0 replaced, 0 the same, 0 kept, 0 rows refused");
    assert_eq!(plan.title, "Import 6 decisions on names from list.csv");
    let after = imported(&fresh, &contents, &raw);
    assert_eq!(outcomes(&after, &contents), outcomes(&ws, &contents));
    assert_eq!(after.facilities.len(), 4);
    let kept = |of: &Resolution| (of.written.clone(), of.country.clone(), of.score);
    for (key, resolution) in &ws.resolutions {
        let there = &after.resolutions[key];
        assert_eq!((kept(there), there.method), (kept(resolution), DecisionMethod::File));
    }
    let again = planned(&after, &contents, &raw, true);
    assert!(again.is_empty() && again.outcomes.len() == 6, "{:?}", again.outcomes);
    let back = planned(&ws, &contents, &csv(&after), true);
    assert!(back.is_empty(), "{:?}", back.outcomes);
}

#[test]
fn what_is_decided_here_stays_unless_it_is_to_be_replaced() {
    let (ws, contents) = decided();
    let raw = b"Metal;Name;Country;Decision;CID\nGold;auroora;Peru;;CID900002\nGold;SOME BANK;;trader;\n";
    let plan = planned(&ws, &contents, raw, false);
    assert!(plan.is_empty());
    assert_eq!(plan.kept(), 2);
    let (told, outcome) = &plan.outcomes[0];
    assert_eq!(
        (told.line, told.words.as_str()),
        (2, "Gold \u{201c}auroora\u{201d}: CID900002 Beacon Gold Ltd.")
    );
    assert_eq!(*outcome, DecisionOutcome::Kept("CID900001 Aurora Refining AG".to_owned()));
    let plan = planned(&ws, &contents, raw, true);
    assert_eq!(plan.summary(), "0 taken, 2 replaced, 0 the same, 0 kept, 0 rows refused");
    let mut after = ws.clone();
    plan.edit.apply(&mut after).unwrap();
    let names =
        |ws: &Workspace| ws.live().map(|f| ws.view(&f.id).unwrap().name().to_owned()).collect::<Vec<_>>();
    assert!(names(&after).contains(&"Beacon Gold Ltd.".to_owned()), "{:?}", names(&after));
    assert!(!names(&after).contains(&"Aurora Refining AG".to_owned()), "nothing else supported it");
    let to: Vec<&Resolved> = after.resolutions.values().map(|resolution| &resolution.to).collect();
    assert!(to.contains(&&Resolved::Nothing(NoFacility::Trader)));
    plan.edit.inverse().apply(&mut after).unwrap();
    assert!(after == ws);
}

#[test]
fn facilities_without_a_number_are_found_by_name_country_and_city() {
    let (ws, contents) = decided();
    let raw = b"Metal,Name as written,Facility,Facility country,Facility city\n\
        Gold,One,-works,peru,\nGold,Two,-Works,PERU,Cusco\nGold,Three,-Works,CHILE,Lima\nTin,Four,-Works,PERU,Lima\n\
        Gold,Five,Fjord Gold,,\nGold,Six,-WORKS,Peru,cusco\n";
    let after = imported(&ws, &contents, raw);
    let of = |name: &str| {
        let mut found = after.resolutions.iter().filter(|(key, _)| key.name == name);
        found.next().and_then(|(_, resolution)| resolution.facility()).cloned()
    };
    assert_eq!(of("one"), of("aurora works"));
    assert_eq!(of("five"), of("cid12"), "by its name alone");
    assert_eq!(of("two"), of("six"), "new, and one");
    let different = [of("one"), of("two"), of("three"), of("four")];
    assert!(different.iter().all(|one| different.iter().filter(|other| *other == one).count() == 1));
    let raw = b"Metal,Name as written,Facility,Facility country,Facility city\nGold,Seven,-Works,PERU,\n";
    assert_eq!(
        words(&planned(&after, &contents, raw, false).refused),
        [(2, "several facilities are called -Works; give the CID")]
    );
}

#[test]
fn rows_that_say_no_decision_are_refused_with_their_line() {
    let (ws, contents) = one();
    let raw = "Metal,Name as written,Country,Decision,CID,Facility,Score\n\
        Silver,A,,facility,CID900001,,\nGold,.,,trader,,,\nGold,B,,perhaps,,,\nGold,C,,,,,\n\
        Gold,D,,facility,,,\nGold,E,,mine,CID900001,,\nGold,F,,,CID9,,\nGold,G,,,CID900003,,\n\
        Gold,H,,,CID900888,,\nGold,I,,mine,,,12\nGold,J,,mine,,,\nGold,J,,bank,,,\nGold,J,,Mine,,,0.5\n";
    let plan = planned(&ws, &contents, raw.as_bytes(), false);
    assert_eq!(plan.summary(), "1 taken, 0 replaced, 1 the same, 0 kept, 11 rows refused");
    let starts = [
        (2, "\u{201c}Silver\u{201d} is no metal"),
        (3, "this row has no name"),
        (4, "\u{201c}perhaps\u{201d} is no decision; they are: facility, not yet identified, trader"),
        (5, "this row says no decision"),
        (6, "there is neither a CID nor a name"),
        (7, "the decision is \u{201c}mine\u{201d}, and yet there is a facility"),
        (8, "\u{201c}CID9\u{201d} is no CID"),
        (9, "CID900003 is a facility of Tin, not of Gold"),
        (10, "nothing here knows CID900888"),
        (11, "\u{201c}12\u{201d} is no score"),
        (13, "line 12 decides this name otherwise"),
    ];
    for ((line, why), (wanted, start)) in words(&plan.refused).into_iter().zip(starts) {
        assert!(line == wanted && why.starts_with(start), "line {line}: {why}");
    }
    let error = |raw: &[u8]| read(raw).unwrap_err().problem("x.csv");
    assert!(error(b"Supplier,Number\nA,1\n").remedy.contains("Name as written"));
    assert!(error(b"").what.contains("empty"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[GoldTin,;\"\n'0-9CID.%]{0,80}") {
        let (ws, contents) = one();
        let raw = format!("Metal,Name as written,Decision,CID,Facility,Score\n{text}");
        if let Ok(draft) = read(raw.as_bytes()) {
            let plan = planned(&ws, &contents, raw.as_bytes(), true);
            prop_assert_eq!(plan.outcomes.len() + plan.refused.len(), draft.len());
            let mut after = ws;
            plan.edit.apply(&mut after).unwrap();
        }
    }

    #[test]
    fn names_survive_as_they_were_written(written in "\\PC{1,20}", country in "[A-Za-zé ,=+@'-]{0,12}") {
        let (ws, contents) = one();
        let key_of = |written: &str, country: &str| crate::domain::NameKey {
            metal: Metal::Gold,
            name: crate::text::fold(written),
            country: crate::resolve::lists::country_key(country),
        };
        // As declarations are read.
        let written = crate::text::as_written(&written).into_owned();
        let key = key_of(&written, &country);
        prop_assume!(!key.name.is_empty());
        let (mut there, list) = (ws.clone(), String::new());
        let to = Resolved::Nothing(NoFacility::Mine);
        let resolution =
            Resolution { to, written, country, method: DecisionMethod::Hand, score: None, list, stamp: stamp() };
        let to = Some(Box::new(resolution));
        Edit::SetResolution { key: Box::new(key), from: None, to }.apply(&mut there).unwrap();
        let after = imported(&ws, &contents, &csv(&there));
        prop_assert_eq!(after.resolutions.keys().collect::<Vec<_>>(), there.resolutions.keys().collect::<Vec<_>>());
    }
}

/// A workspace with the facility that an earlier annex has by name alone.
fn with_bare(name: &str) -> (Workspace, Contents, crate::domain::FacilityId) {
    let (mut ws, contents) = one();
    let (id, origin) = (crate::domain::FacilityId::new("bare"), stated());
    let claims = [
        crate::domain::Value::Name(name.to_owned()),
        crate::domain::Value::Country(crate::domain::CountryValue::read("NORWAY")),
    ];
    let claims = claims.map(|value| crate::domain::Claim { value, origin: origin.clone(), as_of: None });
    let added = [Edit::AddFacility(id.clone(), Metal::Gold)].into_iter();
    let edits = added.chain(claims.map(|claim| Edit::AddClaim(id.clone(), claim)));
    Edit::Batch(edits.collect()).apply(&mut ws).unwrap();
    (ws, contents, id)
}

fn stated() -> crate::domain::Origin {
    crate::domain::Origin::Set { by: "ana".to_owned(), at: stamp().at, reason: "as last year".to_owned() }
}

#[test]
fn a_facility_here_without_a_number_gets_the_one_that_a_row_gives_it() {
    let (ws, contents, bare) = with_bare("Fjord Gold");
    let raw = b"Metal,Name,Country,Decision,CID,Facility,Facility country\n\
        Gold,Auroora,PERU,facility,CID900777,Fjord Gold,NORWAY\n\
        Gold,Aurora Works II,\"Atlantis, Lost\",facility,CID900778,Fjord Gold,NORWAY\n\
        Gold,=Aurora Works,PERU,facility,CID900777,Fjord Gold,NORWAY\n";
    let mut after = ws.clone();
    let plan = planned(&ws, &contents, raw, false);
    assert_eq!(plan.summary(), "3 taken, 0 replaced, 0 the same, 0 kept, 0 rows refused");
    plan.edit.apply(&mut after).unwrap();
    let cid_of = |ws: &Workspace| ws.view(&bare).unwrap().cid();
    assert_eq!(cid_of(&after), Some(cid("CID900777")));
    assert_eq!(
        after.facilities.len(),
        ws.facilities.len() + 1,
        "a second one of the name has a number of its own"
    );
    let register = Register::build(&after, &contents);
    assert_eq!(register.rows().filter(|row| row.facility == Some(&bare)).count(), 2);

    let keys: Vec<_> = after.resolutions.keys().cloned().collect();
    let of_bare = |key: &&crate::domain::NameKey| after.resolutions[*key].facility() == Some(&bare);
    let keys: Vec<_> = keys.iter().filter(of_bare).collect();
    let back = |ws: &mut Workspace, key| {
        let register = Register::build(ws, &contents);
        crate::intake::take_back(ws, &register, &[key]).unwrap().apply(ws).unwrap();
    };
    back(&mut after, keys[0]);
    assert_eq!(cid_of(&after), Some(cid("CID900777")), "another decision gives it still");
    back(&mut after, keys[1]);
    assert_eq!(cid_of(&after), None, "nothing gives it any more");
    assert!(after.view(&bare).is_some());
}

#[test]
fn a_number_reaches_a_facility_that_was_decided_on_without_it() {
    let (ws, contents, bare) = with_bare("Fjord Gold");
    let without = b"Metal,Name,Country,Decision,Facility,Facility country\nGold,Auroora,PERU,facility,Fjord Gold,NORWAY\n";
    let before = imported(&ws, &contents, without);
    assert_eq!(before.view(&bare).unwrap().cid(), None);
    let with = b"Metal,Name,Country,Decision,CID,Facility,Facility country\nGold,Auroora,PERU,facility,CID900777,Fjord Gold,NORWAY\n";
    assert_eq!(planned(&before, &contents, with, false).kept(), 0);
    let after = imported(&before, &contents, with);
    assert_eq!(after.view(&bare).unwrap().cid(), Some(cid("CID900777")));
    assert!(planned(&after, &contents, with, false).is_empty());
}

#[test]
fn a_number_that_was_mistyped_is_corrected_on_its_facility() {
    let (ws, contents, bare) = with_bare("Fjord Gold");
    let row =
        |name: &str, number: u32| format!("Gold,{name},PERU,facility,CID900{number:03},Fjord Gold,NORWAY\n");
    let own_row =
        |number: u32| format!("Gold,Fjord Gold,NORWAY,facility,CID900{number:03},Fjord Gold,NORWAY\n");
    let table = |rows: &[String]| {
        let header = "Metal,Name,Country,Decision,CID,Facility,Facility country\n";
        format!("{header}{}", rows.concat()).into_bytes()
    };
    let before = imported(&ws, &contents, &table(&[row("Auroora", 777), row("=Aurora Works", 777)]));
    let numbers = |ws: &Workspace| ws.view(&bare).unwrap().cid();
    assert_eq!(numbers(&before), Some(cid("CID900777")));

    let both = table(&[row("Auroora", 778), row("=Aurora Works", 778)]);
    assert_eq!(planned(&before, &contents, &both, false).kept(), 2, "it says another thing");
    let corrected = |rows: &[u8]| {
        let mut after = before.clone();
        let plan = planned(&before, &contents, rows, true);
        plan.edit.apply(&mut after).unwrap();
        let mut undone = after.clone();
        plan.edit.inverse().apply(&mut undone).unwrap();
        assert!(undone == before, "undo brings all of it back");
        after
    };
    let after = corrected(&both);
    assert_eq!(numbers(&after), Some(cid("CID900778")));
    assert_eq!(after.facilities.len(), before.facilities.len(), "no second one of the name");

    // One that a list has: the facility of that name is that one.
    let listed = before.clone();
    let listed = imported(&listed, &contents, &table(&[own_row(777)]));
    let mut merged = listed.clone();
    planned(&listed, &contents, &table(&[own_row(1), row("Auroora", 1), row("=Aurora Works", 1)]), true)
        .edit
        .apply(&mut merged)
        .unwrap();
    assert!(!merged.live().any(|facility| facility.id == bare), "no second one of the name stays");

    // The decision that stays keeps the number that it gave.
    let one = corrected(&table(&[row("Auroora", 778)]));
    assert_eq!(numbers(&one), Some(cid("CID900777")));
    assert_eq!(one.facilities.len(), before.facilities.len() + 1);
}
