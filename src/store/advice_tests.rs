//! Every kind of damage, and the advice given for it: following it leads to a workspace that opens.

use std::fs;
use std::path::{Path, PathBuf};

use super::tests::{disk, entry, facility, made, open, owner, rewrite, rewrite_unsealed};
use super::*;

/// A workspace with a snapshot of two entries and five more in the journal (lines 2 to 6).
fn worked_on() -> (tempfile::TempDir, PathBuf) {
    let (temp, dir) = made(0);
    let mut store = open(&dir).unwrap().store;
    for n in 1..=7 {
        store.append(&entry(n, facility(n))).unwrap();
        if n == 2 {
            store.snapshot().unwrap();
        }
    }
    (temp, dir)
}

fn remedy(dir: &Path) -> String {
    open(dir).unwrap_err().problem().remedy
}

/// Runs the repair that the remedy promises; what was done.
fn repair_as_promised(dir: &Path) -> Vec<String> {
    let remedy = remedy(dir);
    assert!(remedy.contains("run `rcoi verify --repair`: it would "), "{remedy}");
    let offered = verify(&RealDisk, dir).unwrap();
    assert!(offered.iter().any(|finding| finding.repair_would().is_some_and(|w| remedy.contains(&w))));
    repair(&disk(), dir, &owner()).unwrap().into_iter().map(|repaired| repaired.done).collect()
}

/// That the workspace is sound, has so many facilities, and takes the next edit.
fn assert_works(dir: &Path, facilities: usize) {
    assert_eq!(verify(&RealDisk, dir).unwrap(), []);
    let mut opened = open(dir).unwrap();
    assert_eq!(opened.workspace.facilities.len(), facilities);
    let next = opened.store.next_seq();
    opened.store.append(&entry(next, facility(900))).unwrap();
    opened.store.snapshot().unwrap();
    drop(opened);
    let opened = open(dir).unwrap();
    assert_eq!(opened.workspace.facilities.len(), facilities + 1);
    assert_eq!(opened.store.load_history().unwrap().notices, []);
}

/// Changes one line (from 1) of a file.
fn change_line(path: &Path, line: usize, change: impl Fn(&str) -> String) {
    rewrite(path, |text| {
        let lines = text.lines().zip(1..);
        lines.map(|(l, n)| if n == line { change(l) + "\n" } else { l.to_owned() + "\n" }).collect()
    });
}

#[test]
fn a_journal_damaged_in_the_middle_goes_on_with_the_lines_before() {
    let damages: [fn(&str) -> String; 4] = [
        |line| line.replace("seq:", "seqq:"),
        |line| line.replace("“quoted”", "“guoted”"),
        |line| seal::unseal(&line.replace("facility5", "facility1")).text.to_owned(),
        |line| seal::unseal(&line.replace("seq:5", "seq:6")).text.to_owned(),
    ];
    for damage in damages {
        let (_temp, dir) = worked_on();
        let path = dir.join("journal.ron");
        change_line(&path, 4, damage);
        let damaged = fs::read(&path).unwrap();
        let findings = verify(&RealDisk, &dir).unwrap();
        assert_eq!((findings.len(), findings[0].line), (1, 4));
        let would = findings[0].repair_would().unwrap();
        assert!(would.contains("keep 2 edits") && would.contains("set 3 edits"), "{would}");
        let done = repair_as_promised(&dir);
        let aside = dir.join("backups/damaged-1-journal.ron");
        assert!(done[0].contains("kept: 2 edits; set aside: 3 edits"), "{done:?}");
        assert!(done[0].contains(&aside.display().to_string()), "{done:?}");
        assert_eq!(fs::read(aside).unwrap(), damaged);
        assert_works(&dir, 4);
    }
}

#[test]
fn a_damaged_first_line_of_the_journal_costs_no_edit() {
    let damages: [fn(&str) -> String; 3] = [
        |line| line.replace("version:1", "version:9"),
        |line| line.replace("after", "afte"),
        |_| String::new(),
    ];
    for damage in damages {
        let (_temp, dir) = worked_on();
        change_line(&dir.join("journal.ron"), 1, damage);
        let done = repair_as_promised(&dir);
        assert!(done[0].contains("kept: 5 edits, no edit is lost"), "{done:?}");
        assert_works(&dir, 7);
    }
}

#[test]
fn a_damaged_journal_that_the_snapshot_holds_costs_no_edit() {
    let (_temp, dir) = worked_on();
    let path = dir.join("journal.ron");
    let held = fs::read_to_string(&path).unwrap();
    open(&dir).unwrap().store.snapshot().unwrap();
    rewrite(&path, |_| held.replace("seq:4", "seq:x"));
    assert!(repair_as_promised(&dir)[0].contains("no edit is lost"));
    assert_works(&dir, 7);
}

#[test]
fn a_journal_line_corrected_by_hand_without_its_checksum_is_taken() {
    let (_temp, dir) = worked_on();
    let path = dir.join("journal.ron");
    change_line(&path, 4, |line| line.replace("“quoted”", "“guoted”"));
    assert!(remedy(&dir).contains("correct the line and delete the checksum"), "{}", remedy(&dir));
    change_line(&path, 4, |line| line.rsplit_once(" //").unwrap().0.to_owned());
    assert_works(&dir, 7);
}

#[test]
fn a_damaged_journal_of_another_snapshot_is_not_promised_a_repair() {
    let (temp, dir) = worked_on();
    let sound = [fs::read(dir.join("workspace.ron")).unwrap(), fs::read(dir.join("journal.ron")).unwrap()];
    let mut other = Store::init(disk(), &temp.path().join("other"), &tests::empty(), &owner()).unwrap();
    other.append(&entry(1, facility(1))).unwrap();
    other.close().unwrap();
    fs::copy(temp.path().join("other/workspace.ron"), dir.join("workspace.ron")).unwrap();
    change_line(&dir.join("journal.ron"), 3, |line| line.replace("seq:", "seqq:"));
    assert!(!remedy(&dir).contains("verify --repair"), "{}", remedy(&dir));
    assert!(remedy(&dir).contains("from the same commit or copy"));
    assert_eq!(repair(&disk(), &dir, &owner()).unwrap(), []);
    for (name, bytes) in ["workspace.ron", "journal.ron"].iter().zip(sound) {
        write_atomic(&RealDisk, &dir.join(name), &bytes).unwrap();
    }
    assert_works(&dir, 7);
}

#[test]
fn a_damaged_or_missing_snapshot_is_promised_its_backup_only_when_it_is_there() {
    for is_missing in [false, true] {
        for has_backup in [false, true] {
            let (_temp, dir) = worked_on();
            let path = dir.join("workspace.ron");
            let sound = fs::read_to_string(&path).unwrap();
            rewrite(&path, |text| text.replacen("metal:Tin", "metal:Lead", 1));
            if is_missing {
                fs::remove_file(&path).unwrap();
            }
            if has_backup {
                assert!(repair_as_promised(&dir)[0].contains("put back from"));
            } else {
                fs::remove_file(dir.join("backups/0002.ron")).unwrap();
                assert!(!remedy(&dir).contains("it would"), "{}", remedy(&dir));
                write_atomic(&RealDisk, &path, sound.as_bytes()).unwrap();
            }
            assert_works(&dir, 7);
        }
    }
}

#[test]
fn a_snapshot_line_corrected_by_hand_is_accepted_by_the_repair() {
    let (_temp, dir) = worked_on();
    let path = dir.join("workspace.ron");
    rewrite(&path, |text| text.replacen("metal:Tin", "metal:Lead", 1));
    assert!(remedy(&dir).contains("accept the change with `rcoi verify --repair`"));
    rewrite(&path, |text| text.replacen("metal:Lead", "metal:Gold", 1));
    assert_eq!(repair_as_promised(&dir), ["workspace.ron was accepted as it is"]);
    assert_works(&dir, 7);
}

#[test]
fn a_changed_snapshot_can_be_put_back_from_the_backup_that_is_named() {
    let (_temp, dir) = worked_on();
    let path = dir.join("workspace.ron");
    rewrite(&path, |text| text.replace("facility2", "facility3"));
    assert!(!remedy(&dir).contains("verify --repair"), "the journal does not fit: {}", remedy(&dir));
    let backup = dir.join("backups/0002.ron");
    assert!(remedy(&dir).contains(&format!("copy {} over workspace.ron", backup.display())));
    fs::copy(backup, &path).unwrap();
    assert_works(&dir, 7);
}

#[test]
fn a_snapshot_and_a_journal_that_are_both_missing_come_back_as_of_the_snapshot() {
    let (_temp, dir) = worked_on();
    fs::remove_file(dir.join("workspace.ron")).unwrap();
    fs::remove_file(dir.join("journal.ron")).unwrap();
    assert_eq!(repair_as_promised(&dir).len(), 2);
    assert_works(&dir, 2);
}

#[test]
fn a_journal_of_another_state_is_replaced_by_the_one_of_the_same_state() {
    let (_temp, dir) = worked_on();
    let path = dir.join("journal.ron");
    let sound = fs::read_to_string(&path).unwrap();
    rewrite_unsealed(&path, |text| text.replacen("after:2", "after:1", 1).replace("seq:3", "seq:2"));
    rewrite(&path, |text| text.lines().take(2).map(|line| line.to_owned() + "\n").collect());
    assert!(remedy(&dir).contains("from the same state") && !remedy(&dir).contains("verify --repair"));
    rewrite(&path, |_| sound);
    assert_works(&dir, 7);
}

#[test]
fn a_folder_moved_away_while_open_is_named_and_goes_on_when_put_back() {
    let (temp, dir) = worked_on();
    let mut store = open(&dir).unwrap().store;
    let away = temp.path().join("away");
    fs::rename(&dir, &away).unwrap();
    let problem = store.append(&entry(8, facility(8))).unwrap_err().problem();
    let folder = dir.display().to_string();
    assert!(problem.what.contains(&folder) && problem.remedy.contains(&folder), "{problem}");
    fs::rename(&away, &dir).unwrap();
    store.append(&entry(8, facility(8))).unwrap();
    drop(store);
    assert_works(&dir, 8);
}

#[test]
fn a_copy_put_in_the_place_of_the_folder_must_be_opened_anew() {
    let (_temp, dir) = worked_on();
    let mut store = open(&dir).unwrap().store;
    let bytes = fs::read(dir.join("journal.ron")).unwrap();
    write_atomic(&RealDisk, &dir.join("journal.ron"), &bytes).unwrap();
    let problem = store.append(&entry(8, facility(8))).unwrap_err().problem();
    assert!(problem.remedy.contains("open it anew"), "{problem}");
    drop(store);
    assert_works(&dir, 7);
}
