//! The store on the real disk, in a temporary folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::migrate::{FileKind, Migration};
use super::*;
use crate::domain::{
    Cause, Charter, Claim, Edit, Entry, EntryId, FacilityId, Metal, Origin, Settings, Value, Workspace,
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

pub(super) fn disk() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

pub(super) fn open(dir: &Path) -> StoreResult<Opened> {
    Store::open(disk(), dir, &owner())
}

/// A workspace with `entries` recorded, closed without a snapshot.
pub(super) fn made(entries: u64) -> (TempDir, std::path::PathBuf) {
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

pub(super) fn rewrite(path: &Path, change: impl FnOnce(String) -> String) {
    let text = change(fs::read_to_string(path).unwrap());
    RealDisk.create(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Changes a journal as a person does on purpose: the checksums are deleted.
pub(super) fn rewrite_unsealed(path: &Path, change: impl FnOnce(String) -> String) {
    rewrite(path, change);
    rewrite(path, |text| text.lines().map(|line| seal::unseal(line).text.to_owned() + "\n").collect());
}

fn damage_of(error: StoreError) -> Damage {
    let StoreError::Damaged(damage) = error else { panic!("{error:?}") };
    *damage
}

#[test]
fn what_is_not_a_workspace_is_called_so() {
    let (temp, dir) = made(0);
    assert!(matches!(open(&temp.path().join("none")), Err(StoreError::NoFolder(_))));
    assert!(matches!(open(&dir.join("workspace.ron")), Err(StoreError::NotAFolder(_))));
    assert!(matches!(open(temp.path()), Err(StoreError::NotAWorkspace(_))));
    assert!(!temp.path().join(".lock").exists(), "a folder that is not ours was written to");
}

#[test]
fn init_refuses_folders_in_use() {
    let (temp, dir) = made(1);
    let init = |dir: &Path| Store::init(disk(), dir, &empty(), &owner()).map(|_| ());
    assert!(matches!(init(&dir), Err(StoreError::AlreadyAWorkspace(_))));
    assert!(matches!(init(temp.path()), Err(StoreError::NotEmpty { .. })));
    fs::remove_file(dir.join("workspace.ron")).unwrap();
    assert!(matches!(init(&dir), Err(StoreError::Incomplete { repair: Some(_), .. })));
    assert!(matches!(open(&dir), Err(StoreError::Incomplete { repair: Some(_), .. })));
}

#[test]
fn init_keeps_what_version_control_has() {
    let temp = TempDir::new().unwrap();
    let dir = temp.path().join("w");
    fs::create_dir_all(dir.join(".git")).unwrap();
    RealDisk.create(&dir.join(".gitignore")).unwrap().write_all(b"*.bak\n.lock").unwrap();
    drop(Store::init(disk(), &dir, &empty(), &owner()).unwrap());
    let text = fs::read_to_string(dir.join(".gitignore")).unwrap();
    assert_eq!(text, "*.bak\n.lock\n.owner\n.acknowledged\n*.tmp\noriginals/\nbackups/\nletters/\n");
    assert!(RealDisk.stat(&dir).unwrap().private);
}

#[test]
fn a_damaged_snapshot_is_shown_by_line_and_left_alone() {
    let (_temp, dir) = made(2);
    open(&dir).unwrap().store.close().unwrap();
    let path = dir.join("workspace.ron");
    rewrite(&path, |text| text.replacen("metal:Tin", "metal:Lead", 1));
    let before = fs::read(&path).unwrap();
    let error = open(&dir).unwrap_err();
    let problem = error.problem();
    let damage = damage_of(error);
    assert!(damage.source_line.contains("metal:Lead"), "{damage:?}");
    assert!(damage.line > 1 && damage.column > 1);
    assert!(damage.repair.is_some_and(|would| would.contains("0002.ron")));
    assert!(problem.place.contains("workspace.ron, line"), "{problem}");
    assert!(problem.remedy.contains("0002.ron"), "{problem}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_damaged_entry_stops_the_opening_wherever_it_stands() {
    for line in [2, 3, 4] {
        let (_temp, dir) = made(3);
        let path = dir.join("journal.ron");
        rewrite(&path, |text| {
            let lines = text.lines().zip(1..);
            let changed =
                lines.map(|(l, n)| if n == line { l.replace("seq:", "seqq:") } else { l.to_owned() });
            changed.map(|l| l + "\n").collect()
        });
        let before = fs::read(&path).unwrap();
        let damage = damage_of(open(&dir).unwrap_err());
        assert_eq!(damage.line, line);
        assert!(damage.source_line.contains("seqq"), "{damage:?}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn one_changed_letter_in_a_journal_line_is_damage_that_names_the_line() {
    let (_temp, dir) = made(3);
    let path = dir.join("journal.ron");
    for (line, from, to) in [(1, "after:0", "after:1"), (3, "Edit 2", "Edit 7")] {
        let sound = fs::read_to_string(&path).unwrap();
        rewrite(&path, |text| text.replacen(from, to, 1));
        assert_ne!(fs::read_to_string(&path).unwrap(), sound, "{from}");
        let damage = damage_of(open(&dir).unwrap_err());
        assert_eq!((damage.line, damage.message.contains("checksum")), (line, true), "{damage:?}");
        rewrite(&path, |_| sound);
        open(&dir).unwrap();
    }
}

#[test]
fn a_journal_of_the_version_before_has_no_checksums_and_is_read() {
    let (_temp, dir) = made(3);
    rewrite_unsealed(&dir.join("journal.ron"), |text| text.replace("Zhōngyuán", "Zhongyuan"));
    let mut opened = open(&dir).unwrap();
    assert!(opened.notices.is_empty());
    opened.store.append(&entry(4, facility(4))).unwrap();
    drop(opened);
    assert_eq!(open(&dir).unwrap().workspace.facilities.len(), 4);
}

#[test]
fn a_journal_line_with_its_checksum_is_still_ron() {
    let line = journal::line(&entry(1, facility(1))).unwrap();
    assert_eq!(crate::data::ron_options().from_str::<Entry>(&line).unwrap(), entry(1, facility(1)));
}

#[test]
fn entries_out_of_order_and_bytes_that_are_no_text_are_damage() {
    let (_temp, dir) = made(3);
    let path = dir.join("journal.ron");
    rewrite_unsealed(&path, |text| text.replace("seq:2,", "seq:3,"));
    let damage = damage_of(open(&dir).unwrap_err());
    assert_eq!((damage.line, damage.message.as_str()), (3, "entry 3 stands where entry 2 is due"));
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 5;
    bytes[at] = 0xff;
    RealDisk.create(&path).unwrap().write_all(&bytes).unwrap();
    let damage = damage_of(open(&dir).unwrap_err());
    assert_eq!((damage.line, damage.column), (2, 5));
}

#[test]
fn an_entry_that_does_not_fit_names_its_line() {
    let (_temp, dir) = made(2);
    rewrite_unsealed(&dir.join("journal.ron"), |text| text.replace("facility2", "facility1"));
    let damage = damage_of(open(&dir).unwrap_err());
    assert_eq!(damage.line, 3);
    assert!(damage.message.contains("entry 2 does not fit"), "{damage:?}");
}

#[test]
fn twice_the_same_facility_and_circular_merges_are_damage() {
    for (from, to, expected) in [
        ("(id:\"facility1\"", "(id:\"facility2\"", "facility facility2 stands here twice"),
        (
            "merges:[\n",
            "merges:[\n(\"facility1\",\"facility2\"),(\"facility2\",\"facility1\"),\n",
            "in a circle",
        ),
        ("merges:[\n", "merges:[\n(\"facility1\",\"facility9\"),\n", "which is not there"),
    ] {
        let (_temp, dir) = made(2);
        open(&dir).unwrap().store.close().unwrap();
        rewrite(&dir.join("workspace.ron"), |text| text.replace(from, to));
        let damage = damage_of(open(&dir).unwrap_err());
        assert!(damage.message.contains(expected), "{damage:?}");
    }
}

#[test]
fn a_truncated_snapshot_is_damage() {
    let (_temp, dir) = made(0);
    rewrite(&dir.join("workspace.ron"), |text| text.lines().take(8).collect());
    damage_of(open(&dir).unwrap_err());
    rewrite(&dir.join("workspace.ron"), |_| String::new());
    damage_of(open(&dir).unwrap_err());
}

#[test]
fn a_newer_format_is_refused() {
    for (file, from) in [("workspace.ron", "version:1"), ("journal.ron", "version:1")] {
        let (_temp, dir) = made(1);
        rewrite_unsealed(&dir.join(file), |text| text.replacen(from, "version:9", 1));
        let error = open(&dir).unwrap_err();
        assert!(matches!(error, StoreError::Newer { found: 9, known: 1, .. }), "{error}");
    }
}

#[test]
fn a_journal_of_another_snapshot_is_refused() {
    let (_temp, dir) = made(2);
    let journal = fs::read_to_string(dir.join("journal.ron")).unwrap();
    let snapshot = fs::read_to_string(dir.join("workspace.ron")).unwrap();
    let mut opened = open(&dir).unwrap();
    opened.store.snapshot().unwrap();
    opened.store.append(&entry(3, facility(3))).unwrap();
    drop(opened);
    let new_journal = fs::read_to_string(dir.join("journal.ron")).unwrap();
    let new_snapshot = fs::read_to_string(dir.join("workspace.ron")).unwrap();
    let shorter: String = journal.lines().take(2).map(|line| format!("{line}\n")).collect();
    for (snapshot, journal) in [(&snapshot, &new_journal), (&new_snapshot, &shorter)] {
        rewrite(&dir.join("workspace.ron"), |_| snapshot.clone());
        rewrite(&dir.join("journal.ron"), |_| journal.clone());
        assert!(matches!(open(&dir), Err(StoreError::OtherSnapshot { .. })));
        assert_eq!(fs::read_to_string(dir.join("journal.ron")).unwrap(), *journal);
    }
}

#[test]
fn a_folder_deleted_while_open_is_noticed_and_not_made_again() {
    let (_temp, dir) = made(1);
    let mut store = open(&dir).unwrap().store;
    fs::remove_dir_all(&dir).unwrap();
    assert!(matches!(store.append(&entry(2, facility(2))), Err(StoreError::Gone(_))));
    assert!(matches!(store.snapshot(), Err(StoreError::Gone(_))));
    assert!(!dir.exists());
    assert_eq!(store.next_seq(), 2);
}

#[test]
fn files_changed_by_another_program_while_open_are_not_overwritten() {
    let (_temp, dir) = made(1);
    let mut store = open(&dir).unwrap().store;
    rewrite(&dir.join("workspace.ron"), |text| text + "\n");
    assert!(matches!(store.snapshot(), Err(StoreError::Changed(_))));
    let copy = fs::read(dir.join("journal.ron")).unwrap();
    write_atomic(&RealDisk, &dir.join("journal.ron"), &copy).unwrap();
    assert!(matches!(store.append(&entry(2, facility(2))), Err(StoreError::Changed(_))));
    assert_eq!(fs::read(dir.join("journal.ron")).unwrap(), copy);
}

#[test]
fn only_the_next_entry_that_fits_is_taken() {
    let (_temp, dir) = made(1);
    let mut store = open(&dir).unwrap().store;
    let len = fs::metadata(dir.join("journal.ron")).unwrap().len();
    assert!(matches!(
        store.append(&entry(3, facility(3))),
        Err(StoreError::OutOfOrder { expected: 2, found: 3 })
    ));
    assert!(matches!(store.append(&entry(2, facility(1))), Err(StoreError::DoesNotFit { seq: 2, .. })));
    assert_eq!(fs::metadata(dir.join("journal.ron")).unwrap().len(), len);
    store.append(&entry(2, facility(2))).unwrap();
}

#[test]
fn a_snapshot_is_due_after_many_entries_or_one_large_one() {
    let (_temp, dir) = made(0);
    let mut store = open(&dir).unwrap().store;
    for n in 1..SNAPSHOT_ENTRIES {
        store.append(&entry(n, facility(n))).unwrap();
    }
    assert!(!store.wants_snapshot());
    store.append(&entry(SNAPSHOT_ENTRIES, facility(SNAPSHOT_ENTRIES))).unwrap();
    assert!(store.wants_snapshot());
    store.snapshot().unwrap();
    assert!(!store.wants_snapshot());
    let long = "n".repeat(usize::try_from(SNAPSHOT_BYTES).unwrap());
    store.append(&entry(store.next_seq(), named(9999, &long))).unwrap();
    assert!(store.wants_snapshot());
}

#[test]
fn five_backups_are_kept_the_present_snapshot_included() {
    let (_temp, dir) = made(0);
    let mut store = open(&dir).unwrap().store;
    for n in 1..=7 {
        store.append(&entry(n, facility(n))).unwrap();
        store.snapshot().unwrap();
    }
    let names = RealDisk.list(&dir.join("backups")).unwrap();
    assert_eq!(names, ["0004.ron", "0005.ron", "0006.ron", "0007.ron", "0008.ron"]);
    assert_eq!(fs::read(dir.join("backups/0008.ron")).unwrap(), fs::read(dir.join("workspace.ron")).unwrap());
    assert_eq!(store.load_history().unwrap().entries.len(), 7);
}

#[test]
fn a_missing_old_journal_is_told_and_the_rest_is_there() {
    let (_temp, dir) = made(0);
    let mut store = open(&dir).unwrap().store;
    for n in 1..=3 {
        store.append(&entry(n, facility(n))).unwrap();
        store.snapshot().unwrap();
    }
    fs::remove_file(dir.join("history/0002.ron")).unwrap();
    let past = store.load_history().unwrap();
    assert_eq!(past.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [3]);
    assert_eq!(past.notices.len(), 1);
}

#[test]
fn originals_are_kept_by_hash_unless_switched_off() {
    let (_temp, dir) = made(0);
    let mut store = open(&dir).unwrap().store;
    let hash = record::sha256(b"bytes");
    assert_eq!(store.original(&hash).unwrap(), None);
    let path = store.keep_original(&hash, "X/LSX", b"bytes").unwrap().unwrap();
    assert_eq!(path, dir.join(format!("originals/{hash}.xlsx")));
    assert_eq!(store.original(&hash).unwrap(), Some(path.clone()));
    assert_eq!(store.keep_original(&hash, "csv", b"bytes").unwrap(), Some(path));
    assert!(matches!(store.keep_original(&hash, "csv", b"other"), Err(StoreError::WrongHash(_))));
    let from = Settings::default();
    let to = Settings { discard_originals: true, ..Settings::default() };
    store.append(&entry(1, Edit::change_settings(from, to))).unwrap();
    assert_eq!(store.keep_original(&record::sha256(b"x"), "csv", b"x").unwrap(), None);
}

#[test]
fn a_report_replaces_the_one_of_its_name_as_a_whole() {
    let (_temp, dir) = made(0);
    let store = open(&dir).unwrap().store;
    let files =
        |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), b"x".to_vec())).collect::<Vec<_>>();
    store.write_report("2025", &files(&["a.txt", "b.txt"])).unwrap();
    let written = store.write_report("2025", &files(&["c.txt"])).unwrap();
    assert_eq!(RealDisk.list(&written.dir).unwrap(), ["c.txt"]);
    assert_eq!(RealDisk.list(&dir.join("reports")).unwrap(), [".2025.exported.ron", "2025"]);
    for bad in ["", "..", "a/b", ".hidden", "x.tmp", "a\nb"] {
        assert!(matches!(store.write_report(bad, &[]), Err(StoreError::BadName(_))), "{bad:?}");
    }
}

#[test]
fn an_edit_of_a_clock_that_is_off_is_refused_and_the_next_is_not() {
    let (_temp, dir) = made(1);
    let mut store = open(&dir).unwrap().store;
    for at in ["1969-12-31T23:59:59Z".parse().unwrap(), jiff::Timestamp::MIN] {
        let refused = store.append(&Entry { at, ..entry(2, facility(2)) }).unwrap_err();
        assert!(matches!(refused, StoreError::Clock(_)) && !refused.problem().remedy.is_empty(), "{refused}");
    }
    store.append(&entry(2, facility(2))).unwrap();
    assert_eq!(store.next_seq(), 3);
}

/// A format that called the facilities plants.
const PLANTS: &[Migration] = &[Migration { from: 0, step: from_plants }];

fn from_plants(kind: FileKind, text: &str) -> String {
    match kind {
        FileKind::Snapshot => {
            text.replacen("version:0", "version:1", 1).replacen("plants:", "facilities:", 1)
        }
        FileKind::Header => text.replacen("version:0", "version:1", 1),
        FileKind::Entry => text.replacen("AddPlant", "AddFacility", 1),
    }
}

#[test]
fn an_older_workspace_is_brought_up_to_date_and_kept_aside() {
    let (_temp, dir) = made(1);
    let mut store = open(&dir).unwrap().store;
    store.snapshot().unwrap();
    store.append(&entry(2, facility(2))).unwrap();
    drop(store);
    rewrite(&dir.join("workspace.ron"), |text| {
        text.replacen("version:1", "version:0", 1).replacen("facilities:", "plants:", 1)
    });
    let old = fs::read(dir.join("workspace.ron")).unwrap();
    rewrite_unsealed(&dir.join("journal.ron"), |text| {
        let base = text.split('"').nth(1).unwrap().to_owned();
        text.replacen("version:1", "version:0", 1)
            .replace(&base, &record::sha256(&old))
            .replace("AddFacility", "AddPlant")
    });
    assert!(matches!(open(&dir), Err(StoreError::TooOld { found: 0, .. })));
    let opened = Store::open_with(disk(), &dir, &owner(), PLANTS).unwrap();
    assert_eq!(opened.workspace.facilities.len(), 2);
    assert_eq!(opened.notices.len(), 1);
    assert_eq!(opened.store.load_history().unwrap().entries.len(), 2);
    drop(opened);
    assert_eq!(fs::read(dir.join("backups/before-format-1.ron")).unwrap(), old);
    let opened = open(&dir).unwrap();
    assert_eq!(opened.workspace.facilities.len(), 2);
    assert_eq!(opened.store.next_seq(), 3);
    assert!(opened.notices.is_empty());
}

#[test]
fn a_store_can_be_handed_to_a_writer_thread() {
    let (_temp, dir) = made(1);
    let opened = open(&dir).unwrap();
    let store = std::thread::spawn(move || {
        let mut store = opened.store;
        store.append(&entry(2, facility(2))).map(|()| store)
    });
    assert_eq!(store.join().unwrap().unwrap().next_seq(), 3);
}
