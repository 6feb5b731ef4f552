//! What the register of declared rows costs at its largest: 1,000 suppliers with 300 rows each, 5,000 distinct rows,
//! three versions of the template with their look-ups, one imported list. Allocations are counted.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use jiff::Timestamp;
use jiff::civil::date;
use rcoi::domain::cmrt::{CellAddress, DeclaredRow, Form, LayoutTrust, Template, Version};
use rcoi::domain::{
    Charter, Cid, Contents, DecisionMethod, Declaration, DeclarationId, FacilityId, ListBody, ListEntry,
    Metal, NameKey, NoFacility, ReferenceList, Resolution, Resolved, Source, SourceId, SourceKind, Stamp,
    Supplier, SupplierId, Workspace,
};
use rcoi::intake::{self, Batch, ReceivedList};
use rcoi::resolve::rows::{OutcomeKind, Register, RowField, RowFilter};

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

const SUPPLIERS: usize = 1_000;
const ROWS: usize = 300;
const DISTINCT: usize = 5_000;
const LISTED: usize = 400;

fn main() {
    let (_, _, register) = &*WORLD;
    println!("{:?}", register.balance());
    println!("{} open names", register.open_names().len());
    divan::main();
}

fn metal(number: usize) -> Metal {
    Metal::ALL.get(number % 4).copied().unwrap_or(Metal::Gold)
}

fn cid(number: usize) -> String {
    format!("CID{:06}", 900_000 + number)
}

fn list(from: usize, to: usize) -> ListBody {
    let entry = |number: usize| {
        Some(ListEntry {
            metal: metal(number),
            cid: Cid::parse(&cid(number)).ok()?,
            name: format!("Example Refining and Smelting Works Number {number}"),
            country: "KOREA, REPUBLIC OF".to_owned(),
            city: "Onsan".to_owned(),
            state: String::new(),
            aliases: vec![format!("Works {number}"), format!("Example {number} Co., Ltd.")],
            row: u32::try_from(number).unwrap_or(0) + 5,
        })
    };
    let mut entries: Vec<ListEntry> = (from..to).filter_map(entry).collect();
    entries.sort();
    ListBody { sheet: "Smelter Look-up".to_owned(), entries }
}

/// One of the distinct rows: most by ID, many by a name of the list, some that no list knows.
fn declared(row: u32, number: usize) -> DeclaredRow {
    let listed = number % LISTED;
    let country = if number.is_multiple_of(3) { "Korea" } else { "KOREA, REPUBLIC OF" };
    let (look_up, name, id) = match number % 10 {
        0..6 => (format!("Works {listed}"), format!("Spelling {number}"), cid(listed)),
        6..8 => (format!("EXAMPLE {listed} Co Ltd"), format!("Spelling {number}"), String::new()),
        _ => ("Smelter not listed".to_owned(), format!("Unheard Metals Number {number}"), String::new()),
    };
    let cells = ["", "", &look_up, &name, country, &id].map(Box::from).to_vec();
    DeclaredRow { row, metal: Some(metal(listed)), cells, filled: false }
}

fn form(number: usize, version: Version) -> Form {
    let rows = (0..ROWS).map(|row| {
        let distinct = (number * 7_919 + row * 31 + row * row * number) % DISTINCT;
        declared(u32::try_from(row).unwrap_or(0) + 5, distinct)
    });
    Form {
        template: Template::Cmrt,
        version,
        reading: LayoutTrust::Verified,
        language: None,
        declaration_sheet: "Declaration".to_owned(),
        smelter_sheet: "Smelter List".to_owned(),
        fields: BTreeMap::new(),
        scope: None,
        date: None,
        answers: BTreeMap::new(),
        numbers: BTreeMap::new(),
        company: BTreeMap::new(),
        letters: BTreeMap::new(),
        columns: BTreeMap::new(),
        rows: rows.collect(),
        first_product: CellAddress::new(6, 2),
        products: Vec::new(),
        look_up: None,
        checker: None,
        oddities: Vec::new(),
    }
}

fn source(id: &str, kind: SourceKind) -> Source {
    Source {
        id: SourceId::new(id),
        file: format!("{id}.xlsx"),
        sha256: id.to_owned(),
        kind,
        role: None,
        title: id.to_owned(),
        as_of: None,
        imported_at: Timestamp::UNIX_EPOCH,
        rows: 0,
        statements: Vec::new(),
    }
}

fn declare(ws: &mut Workspace, contents: &mut Contents, number: usize) {
    let versions = [622, 640, 650].map(Version::new);
    let version = versions.get(number % 3).copied().unwrap_or(Version::new(650));
    let (id, name) = (format!("d{number}"), format!("Supplier Manufacturing Number {number}"));
    let supplier = Supplier::named(SupplierId::new(format!("s{number}")), name);
    let source = source(&id, SourceKind::Declaration);
    let declaration = Declaration {
        id: DeclarationId::new(id.as_str()),
        supplier: supplier.id.clone(),
        source: source.id.clone(),
        form: format!("form {number}"),
        look_up: Some(format!("look-up {version}")),
        company: supplier.name.clone(),
        version,
        language: None,
        scope: None,
        date: None,
        received: date(2026, 5, 4),
        rows: 300,
    };
    contents.forms.insert(declaration.form.clone(), Arc::new(form(number, version)));
    ws.suppliers.insert(supplier.id.clone(), supplier);
    ws.sources.insert(source.id.clone(), source);
    ws.declarations.insert(declaration.id.clone(), declaration);
}

fn stamp() -> Stamp {
    Stamp { by: "ana".to_owned(), at: Timestamp::UNIX_EPOCH }
}

/// 500 decisions that a name is a trader.
fn decide(ws: &mut Workspace) {
    for number in (0..DISTINCT).filter(|number| number % 10 == 9) {
        let name = format!("unheard metals number {number}");
        let key = NameKey { metal: metal(number % LISTED), name: name.clone(), country: "KR".to_owned() };
        let to = Resolved::Nothing(NoFacility::Trader);
        let resolution = Resolution {
            to,
            written: name,
            country: String::new(),
            method: DecisionMethod::Hand,
            score: None,
            list: String::new(),
            stamp: stamp(),
        };
        ws.resolutions.insert(key, resolution);
    }
}

static WORLD: LazyLock<(Workspace, Contents, Register)> = LazyLock::new(|| {
    let mut ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2025, sample: false });
    let mut contents = Contents::default();
    for (at, version) in [622, 640, 650].map(Version::new).into_iter().enumerate() {
        contents.lists.insert(format!("look-up {version}"), Arc::new(list(at * 10, LISTED)));
    }
    for number in 0..SUPPLIERS {
        declare(&mut ws, &mut contents, number);
    }
    let source = source("list", SourceKind::ReferenceList);
    let listed = ReferenceList {
        source: source.id.clone(),
        title: "Look-up of CMRT 6.5".to_owned(),
        version: Some(Version::new(650)),
        as_of: Some(date(2025, 4, 25)),
        body: "look-up 6.5".to_owned(),
        facilities: 380,
    };
    ws.sources.insert(source.id.clone(), source);
    ws.lists.insert(listed.source.clone(), listed);
    let mut ids = rcoi::domain::IdGen::new([1; 16]);
    // One more list, so that the facilities of all rows enter.
    let more = ReceivedList {
        file: "more.xlsx".to_owned(),
        sha256: "more".to_owned(),
        title: "More".to_owned(),
        version: None,
        as_of: None,
        body_sha: "0123456789abcdef".to_owned(),
        body: Arc::new(list(0, 1)),
        remarks: Vec::new(),
    };
    let batch = Batch { lists: vec![more], ..Batch::default() };
    if let Ok(entered) = intake::plan(&ws, &contents, batch, &mut ids, &stamp()) {
        entered.edit.apply(&mut ws).ok();
    }
    decide(&mut ws);
    let register = Register::build(&ws, &contents);
    (ws, contents, register)
});

#[divan::bench]
fn build() -> Register {
    let (ws, contents, _) = &*WORLD;
    Register::build(ws, contents)
}

#[divan::bench]
fn refresh(bencher: Bencher<'_, '_>) {
    let (ws, contents, register) = &*WORLD;
    bencher.with_inputs(|| register.clone()).bench_local_values(|mut register| {
        register.refresh(ws, contents);
        register
    });
}

#[divan::bench(args = ["k", "korea", "unheard 49", "supplier 12 works 3"])]
fn search(bencher: Bencher<'_, '_>, words: &str) {
    let (_, _, register) = &*WORLD;
    let filter = RowFilter { search: words.to_owned(), ..RowFilter::default() };
    bencher.bench(|| register.select(&filter, &[], &|_| ""));
}

#[divan::bench]
fn filter_open(bencher: Bencher<'_, '_>) {
    let (_, _, register) = &*WORLD;
    let filter = RowFilter { outcomes: [OutcomeKind::Open].into(), ..RowFilter::default() };
    bencher.bench(|| register.select(&filter, &[], &|_| ""));
}

#[divan::bench]
fn sort_by_name_and_supplier(bencher: Bencher<'_, '_>) {
    let (_, _, register) = &*WORLD;
    let sort = [(RowField::Name, false), (RowField::Supplier, true)];
    bencher.bench(|| register.select(&RowFilter::default(), &sort, &|_| ""));
}

#[divan::bench]
fn open_names(bencher: Bencher<'_, '_>) {
    let (_, _, register) = &*WORLD;
    bencher.bench(|| register.open_names().len());
}

#[divan::bench]
fn spellings_of_a_facility(bencher: Bencher<'_, '_>) {
    let (_, _, register) = &*WORLD;
    let facility = register.facilities().next().cloned().unwrap_or(FacilityId::new(""));
    bencher.bench(|| register.spellings(&facility));
}
