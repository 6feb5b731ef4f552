//! What lists have of facilities and of names in rows.

use std::sync::Arc;

use jiff::civil::{Date, date};

use super::*;
use crate::domain::cmrt::SmelterColumn;
use crate::domain::{
    Charter, Claim, CountryValue, Edit, HitVerdict, Origin, Place, RiskEntry, Screened, ScreeningKey,
    ScreeningRecord, Source, SourceId, SourceKind, SourceRole, Stamp, Status, Value,
};
use crate::resolve::fixture::{declare, form, know, known, source};
use crate::risk::{HitBy, HitState};
use crate::text::fold;

fn workspace() -> (Workspace, Contents) {
    let ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2025, sample: false });
    (ws, Contents::default())
}

fn add(ws: &mut Workspace, id: &str, metal: Metal, values: Vec<Value>) -> FacilityId {
    let id = FacilityId::new(id);
    Edit::AddFacility(id.clone(), metal).apply(ws).unwrap();
    for value in values {
        let origin =
            Origin::Set { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH, reason: String::new() };
        Edit::AddClaim(id.clone(), Claim { value, origin, as_of: None }).apply(ws).unwrap();
    }
    id
}

fn refinery(ws: &mut Workspace) -> FacilityId {
    let values = vec![
        Value::Name("Example Refining S.p.A.".to_owned()),
        Value::Country(CountryValue::read("ITALY")),
        Value::Cid(Cid::parse("CID900001").unwrap()),
    ];
    add(ws, "f1", Metal::Gold, values)
}

fn risk(
    ws: &mut Workspace,
    contents: &mut Contents,
    (title, kind, as_of): (&str, RiskKind, Date),
    entries: Vec<RiskEntry>,
) -> SourceId {
    let body = format!("{title} {as_of}");
    let id = SourceId::new(body.as_str());
    Edit::AddSource(Box::new(Source { id: id.clone(), ..source(&body, SourceKind::RiskList) }))
        .apply(ws)
        .unwrap();
    let rows = u32::try_from(entries.len()).unwrap();
    let list =
        RiskList { source: id.clone(), title: title.to_owned(), kind, as_of, body: body.clone(), rows };
    Edit::AddRiskList(Box::new(list)).apply(ws).unwrap();
    contents.risks.insert(body, Arc::new(RiskBody { sheet: String::new(), entries }));
    id
}

fn named(name: &str) -> RiskEntry {
    RiskEntry { name: name.to_owned(), row: 2, ..RiskEntry::default() }
}

fn screened(ws: &Workspace, contents: &Contents) -> Screening {
    screening(ws, contents, &Register::build(ws, contents))
}

fn states(ws: &Workspace, contents: &Contents, id: &FacilityId) -> Vec<HitState> {
    screened(ws, contents).of(id).hits.iter().map(RiskHit::state).collect()
}

#[test]
fn the_newest_edition_of_each_list_counts_and_other_lists_beside_it() {
    let (mut ws, mut contents) = workspace();
    let id = refinery(&mut ws);
    let sanctions = RiskKind::Sanctions;
    risk(&mut ws, &mut contents, ("own 2025", sanctions, date(2025, 1, 1)), vec![named("Example Refining")]);
    assert_eq!(states(&ws, &contents, &id), [HitState::Possible]);
    let newer = ("own 2026", sanctions, date(2026, 1, 1));
    let newer = risk(&mut ws, &mut contents, newer, vec![named("Another")]);
    assert_eq!(states(&ws, &contents, &id), [], "the older edition does not count any more");
    let other = ("OFAC SDN", sanctions, date(2024, 1, 1));
    risk(&mut ws, &mut contents, other, vec![named("Example Refining")]);
    assert_eq!(states(&ws, &contents, &id), [HitState::Possible], "another list of an earlier day does");
    assert_eq!(counting(&ws).len(), 2);
    assert!(counting(&ws).iter().any(|list| list.source == newer));
}

#[test]
fn what_was_cleared_stays_so_until_the_entry_changes() {
    let (mut ws, mut contents) = workspace();
    let id = refinery(&mut ws);
    let list = |day| ("own", RiskKind::Sanctions, date(2026, 1, day));
    risk(&mut ws, &mut contents, list(1), vec![named("Example Refining")]);
    let key = screened(&ws, &contents).of(&id).hits.first().unwrap().key.clone();
    let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
    let record = ScreeningRecord {
        verdict: HitVerdict::Cleared,
        reason: "another".to_owned(),
        entry: String::new(),
        list: String::new(),
        stamp,
    };
    let key = ScreeningKey { of: Screened::Facility(id.clone()), entry: key };
    let edit = Edit::SetScreening { key: Box::new(key), from: None, to: Some(Box::new(record)) };
    edit.apply(&mut ws).unwrap();
    assert_eq!(states(&ws, &contents, &id), [HitState::Cleared]);
    let elsewhere = RiskEntry { row: 40, ..named("Example Refining") };
    risk(&mut ws, &mut contents, list(2), vec![elsewhere]);
    assert_eq!(states(&ws, &contents, &id), [HitState::Cleared], "where it stands is no change");
    let changed = RiskEntry { listed_as: "a new programme".to_owned(), ..named("Example Refining") };
    risk(&mut ws, &mut contents, list(3), vec![changed]);
    assert_eq!(states(&ws, &contents, &id), [HitState::Possible]);
    edit.inverse().apply(&mut ws).unwrap();
    assert!(ws.screenings.is_empty());
}

#[test]
fn aliases_of_reference_lists_are_screened_too() {
    let (mut ws, mut contents) = workspace();
    let id = refinery(&mut ws);
    know(&mut ws, &mut contents, ("6.5", 2025), known());
    risk(&mut ws, &mut contents, ("own", RiskKind::Sanctions, date(2026, 1, 1)), vec![named("Dowa")]);
    let screening = screened(&ws, &contents);
    let hits = &screening.of(&id).hits;
    assert_eq!(hits.iter().map(|hit| hit.by).collect::<Vec<_>>(), [HitBy::Name], "CID900001 is Dowa too");
}

#[test]
fn areas_are_said_of_countries_alone() {
    let (mut ws, mut contents) = workspace();
    let id = refinery(&mut ws);
    let italy = Country::from_code("IT");
    let area = |name: &str| RiskEntry { countries: italy.into_iter().collect(), ..named(name) };
    let list = ("cahra", RiskKind::Areas, date(2025, 6, 30));
    risk(&mut ws, &mut contents, list, vec![area("North"), area("")]);
    let screening = screened(&ws, &contents);
    let [listed] = screening.of(&id).areas.as_slice() else { panic!("one list") };
    assert_eq!((listed.areas, listed.is_whole, listed.label.as_str()), (2, true, "cahra of 2025-06-30"));
    assert!(screening.of(&id).hits.is_empty());
}

#[test]
fn names_of_rejected_and_special_rows_and_of_mines_are_screened() {
    let (mut ws, mut contents) = workspace();
    let mut sent = form(
        "Sender",
        "6.5",
        &[
            ["", "Silver", "", "Red Metals", "PERU", ""],
            ["", "Gold", "Smelter not yet identified", "Blue Metals", "", ""],
            ["", "Gold", "", "Green Metals", "", "CID900001"],
        ],
    );
    sent.columns.insert(SmelterColumn::Mine, "N".to_owned());
    let at = SmelterColumn::Mine as usize;
    let mut cells = sent.rows.last().unwrap().cells.clone();
    cells.resize(at + 1, "".into());
    cells[at] = "Deep Mine".into();
    sent.rows.last_mut().unwrap().cells = cells;
    declare(&mut ws, &mut contents, ("d1", "Sender", 1), sent, None);
    let entries = ["Red Metals", "Blue Metals", "Green Metals", "Deep Mine"].map(named).to_vec();
    risk(&mut ws, &mut contents, ("own", RiskKind::Sanctions, date(2026, 1, 1)), entries);
    let register = Register::build(&ws, &contents);
    let screener = Screener::build(&ws, &contents, &register, &Screener::default());
    let mut found: Vec<(RowNameKind, String, u32)> = screener
        .row_hits(&ws, &contents, &register)
        .into_iter()
        .map(|hit| (hit.kind, fold(&hit.name), hit.row))
        .collect();
    found.sort();
    let kinds: Vec<(RowNameKind, &str)> =
        found.iter().map(|(kind, name, _)| (*kind, name.as_str())).collect();
    assert_eq!(
        kinds,
        [
            (RowNameKind::Rejected, "red metals"),
            (RowNameKind::Special, "blue metals"),
            (RowNameKind::Mine, "deep mine")
        ]
    );
}

#[test]
fn a_baseline_says_what_a_facility_was() {
    let (mut ws, contents) = workspace();
    let id = refinery(&mut ws);
    let baseline = Source {
        id: SourceId::new("last"),
        role: Some(SourceRole::Baseline),
        title: "Annex I 2024".to_owned(),
        as_of: Some(date(2024, 12, 31)),
        ..source("last", SourceKind::Filing)
    };
    Edit::AddSource(Box::new(baseline)).apply(&mut ws).unwrap();
    let before = add(&mut ws, "f2", Metal::Gold, Vec::new());
    let values = [
        Value::Name("EXAMPLE REFINING S.P.A.".to_owned()),
        Value::Country(CountryValue::read("Italy")),
        Value::Status(Status::Conformant, None),
    ];
    for value in values {
        let origin = Origin::Stated { source: SourceId::new("last"), place: Place::Line(3, 0) };
        Edit::AddClaim(before.clone(), Claim { value, origin, as_of: None }).apply(&mut ws).unwrap();
    }
    let screening = screened(&ws, &contents);
    let earlier = screening.of(&id).earlier.as_ref().unwrap();
    assert_eq!((earlier.status, earlier.title.as_str()), (Status::Conformant, "Annex I 2024"));
}
