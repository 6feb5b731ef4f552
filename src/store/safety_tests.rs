//! A workspace from somebody else: nothing outside of it is written, nothing in it stops the program; and what it lost is noticed.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use super::tests::{disk, entry, facility, made, open, owner};
use super::*;

fn write(path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
    write_atomic(&RealDisk, path.as_ref(), text.as_ref()).unwrap();
}

/// A workspace with two edits, and beside it a folder with a file that is none of its business.
fn with_victim() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (temp, dir) = made(2);
    let victim = temp.path().join("victim");
    fs::create_dir(&victim).unwrap();
    write(victim.join("rc"), "export A=1");
    (temp, dir, victim)
}

fn is_untouched(victim: &Path) -> bool {
    RealDisk.list(victim).unwrap() == ["rc"] && fs::read_to_string(victim.join("rc")).unwrap() == "export A=1"
}

/// Everything that a session does: edits, a snapshot, a report, an internal file, the end.
fn work(dir: &Path) -> StoreResult<()> {
    let mut store = open(dir)?.store;
    store.append(&entry(store.next_seq(), facility(50)))?;
    store.snapshot()?;
    store.write_report("2025", &[("a.txt".to_owned(), b"a".to_vec())])?;
    store.write_internal(&[("b.csv".to_owned(), b"b".to_vec())])?;
    store.keep_original(&record::sha256(b"x"), "csv", b"x")?;
    store.close()
}

#[test]
fn a_temporary_that_is_a_link_is_unlinked_and_never_followed() {
    for name in
        ["workspace.ron.tmp", "sources.ron.tmp", ".acknowledged.tmp", "reports/2025.tmp", "letters/b.csv.tmp"]
    {
        let (_temp, dir, victim) = with_victim();
        let to = if name.starts_with("reports") { victim.clone() } else { victim.join("rc") };
        symlink(to, dir.join(name)).unwrap();
        work(&dir).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(is_untouched(&victim), "{name}");
        assert!(!dir.join(name).exists(), "{name}");
    }
}

#[test]
fn a_link_where_a_file_or_a_folder_is_ours_is_named_and_nothing_is_done() {
    let files =
        [".owner", ".lock", ".acknowledged", "workspace.ron", "journal.ron", "sources.ron", ".gitignore"];
    for name in files.into_iter().chain(paths::FOLDERS) {
        let (_temp, dir, victim) = with_victim();
        let path = dir.join(name);
        if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.ok();
        symlink(if paths::FOLDERS.contains(&name) { victim.clone() } else { victim.join("rc") }, &path)
            .unwrap();
        let refused = work(&dir).unwrap_err();
        assert!(
            matches!(&refused, StoreError::NotPlain { path: at, .. } if *at == path),
            "{name}: {refused}"
        );
        assert!(!refused.problem().remedy.is_empty());
        assert!(is_untouched(&victim), "{name}");
        let told = verify(&RealDisk, &dir).unwrap();
        assert!(
            told.iter().any(|finding| finding.path == path && finding.message.contains("link")),
            "{name}"
        );
    }
}

#[test]
fn a_report_of_which_the_folder_is_a_link_is_refused() {
    let (_temp, dir, victim) = with_victim();
    symlink(&victim, dir.join("reports/2025")).unwrap();
    assert!(matches!(work(&dir), Err(StoreError::NotPlain { .. })));
    assert!(is_untouched(&victim));
}

#[test]
fn the_folder_itself_may_be_reached_by_a_link_and_reports_may_go_elsewhere() {
    let (temp, dir, victim) = with_victim();
    let link = temp.path().join("link");
    symlink(&dir, &link).unwrap();
    work(&link).unwrap();
    let mut store = open(&link).unwrap().store;
    store.send_reports_to(Some(victim.join("link")));
    let written = store.write_report("2025", &[("a.txt".to_owned(), b"a".to_vec())]).unwrap();
    assert_eq!(written.dir, victim.join("link/2025"));
    store.send_reports_to(Some(victim.join("nowhere/link")));
    assert!(matches!(store.write_report("2025", &[]), Err(StoreError::NoFolder(_))));
}

/// Makes a pipe without another process: between its birth and its program that would hold the locks of all other tests.
#[cfg(not(target_vendor = "apple"))]
fn pipe_at(path: &Path) {
    use rustix::fs::{CWD, Mode, mkfifoat};
    mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).unwrap();
}

#[cfg(not(target_vendor = "apple"))]
#[test]
fn nothing_waits_for_a_pipe() {
    for name in ["workspace.ron", "journal.ron", ".lock", ".owner", ".acknowledged", "reports"] {
        let (_temp, dir, _) = with_victim();
        let path = dir.join(name);
        if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.ok();
        pipe_at(&path);
        assert!(matches!(open(&dir), Err(StoreError::NotPlain { kind: NodeKind::Special, .. })), "{name}");
        assert!(verify(&RealDisk, &dir).unwrap().iter().any(|finding| finding.path == path), "{name}");
    }
    let (_temp, dir, _) = with_victim();
    let pipe = dir.join("workspace.ron.tmp");
    pipe_at(&pipe);
    work(&dir).unwrap();
    assert!(RealDisk.read(&dir.join("nothing")).is_err());
}

#[test]
fn a_folder_that_others_can_write_to_is_told() {
    let (_temp, dir, _) = with_victim();
    let told = |dir: &Path| open(dir).unwrap().notices.iter().any(|notice| notice.what.contains("others"));
    assert!(!told(&dir));
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o770)).unwrap();
    assert!(told(&dir));
    repair(&disk(), &dir, &owner()).unwrap();
    assert!(!told(&dir));
}

/// What opening a workspace tells of edits that were saved and are not there.
fn lost(dir: &Path) -> Vec<String> {
    let notices = open(dir).unwrap().notices.into_iter().map(|notice| notice.what);
    notices.filter(|what| what.contains("saved")).collect()
}

#[test]
fn a_journal_cut_at_a_line_s_end_is_noticed() {
    let (_temp, dir) = made(3);
    assert_eq!(lost(&dir), Vec::<String>::new());
    let journal = dir.join("journal.ron");
    let whole = fs::read_to_string(&journal).unwrap();
    let cut = |lines: usize| whole.split_inclusive('\n').take(lines).collect::<String>();
    for (lines, expected) in [(3, "edit 3 was saved"), (2, "edits 2 to 3 were saved")] {
        write(&journal, cut(lines));
        assert!(lost(&dir).iter().any(|what| what.contains(expected)), "{:?}", lost(&dir));
        let told = verify(&RealDisk, &dir).unwrap();
        assert!(told.iter().any(|finding| finding.message.contains(expected) && finding.path == journal));
    }
    write(&journal, &whole);
    assert_eq!(lost(&dir), Vec::<String>::new());
    let mark = fs::read_to_string(dir.join(".acknowledged")).unwrap();
    for unreadable in ["", "3 abc\n", "\u{fffd}", &mark.replacen("03 ", "04 ", 1), mark.split_at(40).0] {
        write(dir.join(".acknowledged"), unreadable);
        assert_eq!(lost(&dir), Vec::<String>::new(), "{unreadable:?}");
    }
}

#[test]
fn another_edit_in_place_of_the_last_is_noticed_and_the_next_edit_is_marked() {
    let (_temp, dir) = made(2);
    let journal = dir.join("journal.ron");
    let append = |seq, edit| open(&dir).unwrap().store.append(&entry(seq, edit)).unwrap();
    let before = fs::read(&journal).unwrap();
    append(3, facility(3));
    let other = fs::read(&journal).unwrap();
    write(&journal, before);
    append(3, facility(9));
    assert_eq!(lost(&dir), Vec::<String>::new());
    write(&journal, other);
    assert_eq!(lost(&dir).len(), 1);
    append(4, facility(4));
    assert_eq!(lost(&dir), Vec::<String>::new());
}

#[test]
fn damage_in_the_backups_is_told() {
    let (_temp, dir) = made(0);
    for n in 1..=3 {
        let mut store = open(&dir).unwrap().store;
        store.append(&entry(n, facility(n))).unwrap();
        store.close().unwrap();
    }
    let backups = archive::numbered_files(&RealDisk, &dir.join("backups")).unwrap();
    let told = || {
        verify(&RealDisk, &dir)
            .unwrap()
            .into_iter()
            .filter(|finding| finding.path.starts_with(dir.join("backups")))
            .count()
    };
    assert_eq!(told(), 0);
    for path in backups.into_values() {
        let whole = fs::read_to_string(&path).unwrap();
        write(
            &path,
            whole
                .replacen("Gold", "Tin", 1)
                .replacen("person:\"", "person:\"x", 1)
                .replacen("seq:", "seq: ", 1),
        );
        assert_eq!(told(), 1, "{}", path.display());
        write(&path, whole);
    }
}
