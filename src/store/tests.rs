//! The store on the real disk, in a temporary folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::domain::{
    Cause, Charter, Claim, Edit, Entry, EntryId, FacilityId, Metal, Origin, Value, Workspace,
};

pub(super) fn owner() -> Owner {
    Owner {
        host: "desk".to_owned(),
        pid: 7,
        since: "2026-03-02T09:00:00Z".parse().unwrap(),
        person: "Ada".to_owned(),
    }
}

pub(super) fn empty() -> Workspace {
    Workspace::new(Charter { company: "Acme \"Ltd\"".to_owned(), year: 2025, sample: false })
}

pub(super) fn entry(seq: u64, edit: Edit) -> Entry {
    entry_because(seq, Cause::Do, edit)
}

pub(super) fn entry_because(seq: u64, cause: Cause, edit: Edit) -> Entry {
    Entry {
        seq,
        id: EntryId::new(format!("entry{seq}")),
        by: "Ada".to_owned(),
        at: "2026-03-02T09:00:00Z".parse().unwrap(),
        cause,
        title: format!("Edit {seq}, “quoted”\nand broken"),
        edit,
    }
}

pub(super) fn facility(n: u64) -> Edit {
    Edit::AddFacility(FacilityId::new(format!("facility{n}")), Metal::Tin)
}

pub(super) fn named(n: u64, name: &str) -> Edit {
    let origin = Origin::Set {
        by: "Ada".to_owned(),
        at: "2026-03-02T09:00:00Z".parse().unwrap(),
        reason: String::new(),
    };
    let claim = Claim { value: Value::Name(name.to_owned()), origin, as_of: None };
    Edit::Batch(vec![facility(n), Edit::AddClaim(FacilityId::new(format!("facility{n}")), claim)])
}

fn disk() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

fn open(dir: &Path) -> StoreResult<Opened> {
    Store::open(disk(), dir, &owner())
}

/// A workspace with `entries` recorded, closed without a snapshot.
fn made(entries: u64) -> (TempDir, std::path::PathBuf) {
    let temp = TempDir::new().unwrap();
    let dir = temp.path().join("acme-2025");
    let mut store = Store::init(disk(), &dir, &empty(), &owner()).unwrap();
    for n in 1..=entries {
        store.append(&entry(n, named(n, "Zhōngyuán'Smelter"))).unwrap();
    }
    (temp, dir)
}

#[test]
fn what_was_appended_is_there_after_reopening() {
    let (_temp, dir) = made(3);
    let opened = open(&dir).unwrap();
    assert_eq!(opened.workspace.facilities.len(), 3);
    assert_eq!(opened.tail.len(), 3);
    assert_eq!(opened.store.next_seq(), 4);
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    assert_eq!(opened.read_only, None);
}

#[test]
fn a_snapshot_moves_the_journal_to_the_history() {
    let (_temp, dir) = made(3);
    let mut opened = open(&dir).unwrap();
    opened.store.snapshot().unwrap();
    opened.store.append(&entry(4, facility(4))).unwrap();
    drop(opened);
    let opened = open(&dir).unwrap();
    assert_eq!(opened.workspace.facilities.len(), 4);
    assert_eq!(opened.tail.len(), 1);
    let past = opened.store.load_history().unwrap();
    assert_eq!(past.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(past.notices.is_empty());
    assert!(dir.join("history/0001.ron").exists());
    assert!(dir.join("sources.ron").exists());
}

#[test]
fn one_row_a_line_and_readable_names() {
    let (_temp, dir) = made(2);
    open(&dir).unwrap().store.close().unwrap();
    let text = fs::read_to_string(dir.join("workspace.ron")).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("Zhōngyuán")).collect();
    assert_eq!(rows.len(), 2, "{text}");
    assert!(!dir.join(".owner").exists());
}

#[test]
fn a_second_instance_reads_and_says_who_writes() {
    let (_temp, dir) = made(1);
    let first = open(&dir).unwrap();
    let mut second = open(&dir).unwrap();
    assert_eq!(second.read_only, Some(ReadOnly::Locked(Some(owner()))));
    assert_eq!(second.workspace.facilities.len(), 1);
    assert!(matches!(second.store.append(&entry(2, facility(2))), Err(StoreError::ReadOnly(_))));
    drop(first);
    assert_eq!(open(&dir).unwrap().read_only, None);
}

#[test]
fn looking_changes_nothing_on_the_disk() {
    let (_temp, dir) = made(2);
    for name in [".owner", ".lock"] {
        fs::remove_file(dir.join(name)).unwrap();
    }
    let mut opened = Store::open_reading(disk(), &dir).unwrap();
    assert_eq!((opened.workspace.facilities.len(), opened.tail.len()), (2, 2));
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    assert!(matches!(opened.store.append(&entry(3, facility(3))), Err(StoreError::ReadOnly(_))));
    assert!(!dir.join(".owner").exists() && !dir.join(".lock").exists());
}
