//! Where 100,000 facilities stand by four status lists, as a whole and one by one: the whole is made off the interface's thread in
//! less than half a second, one of them within a frame.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up must stop")]

use std::sync::{Arc, LazyLock};

use divan::Bencher;
use jiff::civil::{Date, date};
use rcoi::domain::{
    ADDED_BY_HAND, Charter, Cid, Claim, Contents, CountryValue, Facility, FacilityId, FacilityView, ListKind,
    Metal, Origin, Programme, RiskBody, RiskEntry, RiskKind, RiskList, SourceId, StatusBody, StatusEntry,
    StatusList, Value, Workspace,
};
use rcoi::query;
use rcoi::resolve::rows::Register;
use rcoi::risk::RiskBook;
use rcoi::standing::{Classifier, screening, standings};

const FACILITIES: u32 = 100_000;

static WORLD: LazyLock<(Workspace, Contents, Register)> = LazyLock::new(world);

fn main() {
    divan::main();
}

fn cid(number: u32) -> Cid {
    Cid::parse(&format!("CID{number:06}")).unwrap()
}

fn metal(number: u32) -> Metal {
    *Metal::ALL.get((number % 4) as usize).unwrap()
}

fn facility(number: u32) -> Facility {
    let origin = Origin::Set {
        by: "bench".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        reason: ADDED_BY_HAND.to_owned(),
    };
    let values = [
        Value::Name(format!("Facility {number} Refining Co., Ltd.")),
        Value::Cid(cid(number)),
        Value::Country(CountryValue::read("PERU")),
    ];
    let mut claims: Vec<Claim> =
        values.into_iter().map(|value| Claim { value, origin: origin.clone(), as_of: None }).collect();
    claims.sort();
    Facility { id: FacilityId::new(format!("f{number:06}")), metal: metal(number), claims }
}

fn entry(number: u32) -> StatusEntry {
    StatusEntry {
        metal: Some(metal(number)),
        cid: Some(cid(number)),
        name: format!("Facility {number} Refining Co., Ltd."),
        country: "PERU".to_owned(),
        kind: None,
        word: String::new(),
        programme: None,
        last_audit: Some(date(2022, 1, 15)),
        cycle: Some(1),
        next_audit: None,
        reaudit: false,
        row: number + 2,
    }
}

fn add_list(ws: &mut Workspace, contents: &mut Contents, (kind, as_of): (ListKind, Date), every: u32) {
    let entries = (0..FACILITIES).filter(|number| number % every == 1).map(entry).collect();
    let id = format!("{} {as_of}", kind.key());
    let body = Arc::new(StatusBody { sheet: String::new(), entries });
    let list = StatusList {
        source: SourceId::new(id.clone()),
        title: id.clone(),
        programme: Programme::rmap(),
        kinds: [kind].into(),
        as_of,
        complete: true,
        metals: Metal::ALL.into(),
        body: id.clone(),
        rows: u32::try_from(body.entries.len()).unwrap(),
    };
    contents.statuses.insert(id, body);
    ws.status_lists.insert(list.source.clone(), list);
}

fn world() -> (Workspace, Contents, Register) {
    let mut ws = Workspace::new(Charter { company: "Bench".to_owned(), year: 2022, sample: false });
    let mut contents = Contents::default();
    let facilities = (0..FACILITIES).map(facility);
    ws.facilities = facilities.map(|facility| (facility.id.clone(), facility)).collect();
    for as_of in [date(2022, 12, 31), date(2023, 5, 15)] {
        add_list(&mut ws, &mut contents, (ListKind::Conformant, as_of), 2);
        add_list(&mut ws, &mut contents, (ListKind::Active, as_of), 20);
    }
    let register = Register::build(&ws, &contents);
    (ws, contents, register)
}

/// All of them, from the lists on.
#[divan::bench(sample_count = 10)]
fn all(bencher: Bencher<'_, '_>) {
    let (ws, contents, register) = &*WORLD;
    bencher.bench_local(|| standings(ws, contents, register));
}

/// The lists alone, made ready to be asked.
#[divan::bench(sample_count = 10)]
fn lists(bencher: Bencher<'_, '_>) {
    let (ws, contents, register) = &*WORLD;
    bencher.bench_local(|| Classifier::build(ws, contents, register, Some(date(2023, 5, 15))));
}

/// One of them, as after an edit.
#[divan::bench]
fn one(bencher: Bencher<'_, '_>) {
    let (ws, contents, register) = &*WORLD;
    let classifier = Classifier::build(ws, contents, register, Some(date(2023, 5, 15)));
    let facility = ws.facilities.values().nth(7).unwrap();
    bencher.bench_local(|| classifier.standing(ws, &FacilityView::new(ws, facility), true));
}

/// All as rows of tables.
#[divan::bench(sample_count = 5)]
fn rows(bencher: Bencher<'_, '_>) {
    let (ws, contents, register) = &*WORLD;
    let (standings, screening) = (standings(ws, contents, register), screening(ws, contents, register));
    let book = RiskBook { ws, standings: &standings, screening: &screening };
    bencher.bench_local(|| query::rows(&book));
}

/// All screened against a sanctions list of 20,000 entries, one in a hundred of which has the name of a facility.
#[divan::bench(sample_count = 5)]
fn screened(bencher: Bencher<'_, '_>) {
    let (ws, contents, register) = &*WORLD;
    let (mut ws, mut contents) = (ws.clone(), contents.clone());
    let entry = |number: u32| {
        let what = if number.is_multiple_of(100) { "Facility" } else { "Trader" };
        RiskEntry { name: format!("{what} {number} Refining"), row: number, ..RiskEntry::default() }
    };
    let entries = (0..20_000).map(entry).collect();
    let list = RiskList {
        source: SourceId::new("risk"),
        title: "own".to_owned(),
        kind: RiskKind::Sanctions,
        as_of: date(2023, 5, 15),
        body: "risk".to_owned(),
        rows: 20_000,
    };
    contents.risks.insert("risk".to_owned(), Arc::new(RiskBody { sheet: String::new(), entries }));
    ws.risk_lists.insert(list.source.clone(), list);
    bencher.bench_local(|| screening(&ws, &contents, register));
}
