//! Looking a workspace over, and repairing it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::record::sha256;
use super::tests::{disk, entry, facility, made, open, owner, rewrite, rewrite_unsealed};
use super::*;
use crate::domain::Edit;

/// Severity, file and line of every finding.
fn found(dir: &Path) -> Vec<(StoreSeverity, String, usize)> {
    let findings = verify(&RealDisk, dir).unwrap();
    let name = |path: &Path| path.strip_prefix(dir).unwrap().display().to_string();
    findings.iter().map(|finding| (finding.severity, name(&finding.path), finding.line)).collect()
}

fn repaired(dir: &Path) -> Vec<String> {
    let done = repair(&disk(), dir, &owner()).unwrap();
    done.into_iter().map(|repaired| repaired.done).collect()
}

/// A workspace with three snapshots after `init` and an entry in the journal.
fn lived_in() -> (tempfile::TempDir, std::path::PathBuf) {
    let (temp, dir) = made(0);
    let mut store = open(&dir).unwrap().store;
    for n in 1..=3 {
        store.append(&entry(n, facility(n))).unwrap();
        store.snapshot().unwrap();
    }
    store.append(&entry(4, facility(4))).unwrap();
    (temp, dir)
}

#[test]
fn a_sound_workspace_has_no_findings() {
    for (_temp, dir) in [made(0), made(2), lived_in()] {
        assert_eq!(found(&dir), []);
        assert_eq!(repaired(&dir), [""; 0]);
    }
}

#[test]
fn what_is_no_workspace_is_refused() {
    let temp = tempfile::TempDir::new().unwrap();
    assert!(matches!(verify(&RealDisk, temp.path()), Err(StoreError::NotAWorkspace(_))));
    assert!(matches!(repair(&disk(), temp.path(), &owner()), Err(StoreError::NotAWorkspace(_))));
    assert!(RealDisk.list(temp.path()).unwrap().is_empty());
}

#[test]
fn a_damaged_or_missing_snapshot_comes_back_from_its_backup() {
    for is_missing in [false, true] {
        let (_temp, dir) = lived_in();
        let path = dir.join("workspace.ron");
        let sound = fs::read(&path).unwrap();
        if is_missing {
            fs::remove_file(&path).unwrap();
        } else {
            rewrite(&path, |text| text.replace("metal:", "metall:"));
        }
        let damaged = fs::read(&path).ok();
        let findings = verify(&RealDisk, &dir).unwrap();
        assert_eq!((findings.len(), findings[0].severity), (1, StoreSeverity::Error));
        assert!(findings[0].repair_would().is_some());
        assert_eq!(repaired(&dir).len(), 1);
        assert_eq!(fs::read(&path).unwrap(), sound);
        assert_eq!(fs::read(dir.join("backups/aside-1-workspace.ron")).ok(), damaged);
        assert_eq!(found(&dir), []);
        assert_eq!(open(&dir).unwrap().workspace.facilities.len(), 4);
    }
}

#[test]
fn a_snapshot_corrected_by_hand_is_accepted_on_request() {
    let (_temp, dir) = lived_in();
    rewrite(&dir.join("workspace.ron"), |text| text.replace("Acme", "Acme Holding"));
    let error = open(&dir).unwrap_err();
    assert!(matches!(error, StoreError::OtherSnapshot { .. }));
    assert!(error.problem().place.contains("changed outside the program"), "{}", error.problem());
    assert_eq!(repaired(&dir).len(), 1);
    assert_eq!(found(&dir), []);
    let opened = open(&dir).unwrap();
    assert!(opened.workspace.programme.company.contains("Acme Holding"));
    assert_eq!(opened.workspace.facilities.len(), 4);
    assert_eq!(opened.store.load_history().unwrap().entries.len(), 4);
}

#[test]
fn a_snapshot_that_the_journal_does_not_fit_is_not_accepted() {
    let (_temp, dir) = lived_in();
    rewrite(&dir.join("workspace.ron"), |text| text.replace("facility3", "facility4"));
    assert_eq!(repaired(&dir), [""; 0]);
    assert_eq!(found(&dir), [(StoreSeverity::Error, "journal.ron".to_owned(), 1)]);
}

#[test]
fn a_missing_journal_is_started_anew_within_the_history() {
    let (_temp, dir) = lived_in();
    fs::remove_file(dir.join("journal.ron")).unwrap();
    assert!(matches!(open(&dir), Err(StoreError::Incomplete { .. })));
    assert_eq!(found(&dir), [(StoreSeverity::Error, "journal.ron".to_owned(), 0)]);
    assert_eq!(repaired(&dir).len(), 1);
    assert_eq!(found(&dir), []);
    let opened = open(&dir).unwrap();
    assert_eq!(opened.store.next_seq(), 4);
    assert_eq!(opened.store.load_history().unwrap().entries.len(), 3);
}

#[test]
fn a_torn_line_is_repaired_by_opening() {
    let (_temp, dir) = lived_in();
    RealDisk.append(&dir.join("journal.ron")).unwrap().write_all(b"(seq:5,").unwrap();
    assert_eq!(found(&dir), [(StoreSeverity::Warning, "journal.ron".to_owned(), 3)]);
    assert_eq!(repaired(&dir).len(), 1);
    assert_eq!(found(&dir), []);
}

#[test]
fn a_gap_in_the_history_is_found_and_cannot_be_repaired() {
    let (_temp, dir) = lived_in();
    rewrite(&dir.join("history/0002.ron"), |text| text.replace("Ada", "Eve"));
    assert_eq!(
        found(&dir),
        [
            (StoreSeverity::Error, "history/0003.ron".to_owned(), 1),
            (StoreSeverity::Warning, "history/0001.ron".to_owned(), 0),
            (StoreSeverity::Warning, "history/0002.ron".to_owned(), 0),
        ]
    );
    assert_eq!(repaired(&dir), [""; 0]);
}

#[test]
fn leftovers_and_the_folder_are_put_in_order() {
    let (_temp, dir) = lived_in();
    let write =
        |name: &str, bytes: &[u8]| RealDisk.create(&dir.join(name)).unwrap().write_all(bytes).unwrap();
    write("workspace.ron.tmp", b"half");
    RealDisk.create_dir(&dir.join("reports/2025.old.tmp")).unwrap();
    write("reports/2025.old.tmp/a.txt", b"report");
    write(".gitignore", b"mine\n");
    write("sources.ron", b"stale");
    fs::remove_file(dir.join(".gitattributes")).unwrap();
    open_to_all(&dir);
    let findings = verify(&RealDisk, &dir).unwrap();
    assert!(
        findings.iter().all(|f| f.repair_would().is_some() && f.severity == StoreSeverity::Warning),
        "{findings:?}"
    );
    assert_eq!(repaired(&dir).len(), 6);
    assert_eq!(found(&dir), []);
    assert_eq!(fs::read(dir.join("backups/aside-1-workspace.ron")).unwrap(), b"half");
    assert_eq!(fs::read(dir.join("backups/aside-1-sources.ron")).unwrap(), b"stale");
    assert_eq!(fs::read(dir.join("reports/2025/a.txt")).unwrap(), b"report");
    assert!(fs::read_to_string(dir.join(".gitignore")).unwrap().starts_with("mine\n.lock\n"));
}

#[cfg(unix)]
fn open_to_all(dir: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn rows_that_name_what_is_not_there_are_found_by_line() {
    let (_temp, dir) = lived_in();
    let mut store = open(&dir).unwrap().store;
    let record = crate::domain::RatingRecord {
        rating: crate::domain::Rating::High,
        reason: "r".to_owned(),
        stamp: crate::domain::Stamp { by: "Ada".to_owned(), at: owner().since },
    };
    let rated = crate::domain::FacilityId::new("facility4");
    store.append(&entry(5, Edit::SetRating { facility: rated, from: None, to: Some(record) })).unwrap();
    store.close().unwrap();
    let path = dir.join("workspace.ron");
    let old = sha256(&fs::read(&path).unwrap());
    rewrite(&path, |text| text.replace("(id:\"facility4\",metal:Tin,claims:[\n]),\n", ""));
    let new = sha256(&fs::read(&path).unwrap());
    rewrite_unsealed(&dir.join("journal.ron"), |text| text.replace(&old, &new));
    let text = fs::read_to_string(&path).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("facility4")).unwrap();
    // The copy of the snapshot is not what the journal goes on with any more, either.
    let copy = (StoreSeverity::Warning, "backups/0005.ron".to_owned(), 0);
    assert_eq!(found(&dir), [copy, (StoreSeverity::Warning, "workspace.ron".to_owned(), line)]);
}

#[test]
fn a_changed_original_is_found() {
    let (_temp, dir) = lived_in();
    let store = open(&dir).unwrap().store;
    let path = store.keep_original(&sha256(b"bytes"), "csv", b"bytes").unwrap().unwrap();
    assert_eq!(found(&dir), []);
    rewrite(&path, |text| text + "more");
    assert_eq!(found(&dir).len(), 1);
}

#[test]
fn nothing_is_repaired_while_somebody_writes() {
    let (_temp, dir) = lived_in();
    let writer = open(&dir).unwrap();
    let disk: Arc<dyn Disk> = disk();
    assert!(matches!(repair(&disk, &dir, &owner()), Err(StoreError::ReadOnly(ReadOnly::Locked(_)))));
    drop(writer);
}
