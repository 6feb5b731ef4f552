//! Opening, recording and making a snapshot of a workspace of 5,000 facilities with five claims each.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up must stop")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::Bencher;
use rcoi::domain::{
    Cause, Charter, Cid, Claim, CountryValue, Edit, Entry, Facility, FacilityId, IdGen, Metal, Origin, Place,
    Source, SourceId, SourceKind, Status, Value, Workspace,
};
use rcoi::store::{Owner, RealDisk, Store, canonical, from_canonical};
use tempfile::TempDir;

const FACILITIES: u32 = 5_000;

fn main() {
    divan::main();
}

fn owner() -> Owner {
    Owner { host: "bench".to_owned(), pid: 1, since: jiff::Timestamp::UNIX_EPOCH, person: "Ada".to_owned() }
}

fn source() -> Source {
    Source {
        id: SourceId::new("0123456789abcdef"),
        file: "annex.htm".to_owned(),
        sha256: "0123456789abcdef".repeat(4),
        kind: SourceKind::Filing,
        role: None,
        title: "Annex I 2022".to_owned(),
        as_of: None,
        imported_at: jiff::Timestamp::UNIX_EPOCH,
        rows: FACILITIES,
        statements: Vec::new(),
    }
}

fn claims(n: u32) -> Vec<Claim> {
    let values = [
        Value::Name(format!("Guangdong Smelting and Refining Company No. {n}")),
        Value::Alias(format!("GSRC {n}")),
        Value::Cid(Cid::parse(&format!("CID{n:06}")).unwrap()),
        Value::Country(CountryValue::read("CHINA")),
        Value::Status(Status::Conformant, None),
    ];
    let origin = |column| Origin::Stated {
        source: SourceId::new("0123456789abcdef"),
        place: Place::Line(n + 10, column),
    };
    let claims = values.into_iter().zip(1..);
    claims.map(|(value, column)| Claim { value, origin: origin(column), as_of: None }).collect()
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::new(Charter { company: "Acme".to_owned(), year: 2025, sample: false });
    let mut ids = IdGen::new([1; 16]);
    let source = source();
    workspace.sources.insert(source.id.clone(), source);
    for n in 0..FACILITIES {
        let id = ids.facility();
        let facility = Facility { id: id.clone(), metal: Metal::Tin, claims: claims(n) };
        workspace.facilities.insert(id, facility);
    }
    workspace
}

fn made() -> (TempDir, PathBuf) {
    let temp = TempDir::new().unwrap();
    let dir = temp.path().join("workspace");
    drop(Store::init(Arc::new(RealDisk), &dir, &workspace(), &owner()).unwrap());
    (temp, dir)
}

fn open(dir: &Path) -> Store {
    Store::open(Arc::new(RealDisk), dir, &owner()).unwrap().store
}

fn entry(seq: u64) -> Entry {
    let mut ids = IdGen::new([2; 16]);
    Entry {
        seq,
        id: ids.entry(),
        by: "Ada".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        cause: Cause::Do,
        title: "Add a facility".to_owned(),
        edit: Edit::AddFacility(FacilityId::new(format!("new{seq}")), Metal::Gold),
    }
}

#[divan::bench]
fn open_workspace(bencher: Bencher) {
    let (_temp, dir) = made();
    bencher.bench_local(|| open(&dir));
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let text = canonical(&workspace()).unwrap();
    bencher.counter(divan::counter::BytesCount::of_str(&text)).bench_local(|| from_canonical(&text).unwrap());
}

#[divan::bench]
fn write(bencher: Bencher) {
    let workspace = workspace();
    bencher.bench_local(|| canonical(&workspace).unwrap());
}

#[divan::bench]
fn append(bencher: Bencher) {
    let (_temp, dir) = made();
    let mut store = open(&dir);
    bencher.bench_local(|| store.append(&entry(store.next_seq())).unwrap());
}

#[divan::bench]
fn snapshot(bencher: Bencher) {
    let (_temp, dir) = made();
    let mut store = open(&dir);
    bencher.bench_local(|| {
        store.append(&entry(store.next_seq())).unwrap();
        store.snapshot().unwrap();
    });
}
