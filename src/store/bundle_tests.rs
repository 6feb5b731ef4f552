//! A report takes nobody's file away, whenever it is interrupted.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::bundle::{finish_bundle, write_bundle};
use super::sim::{Fault, SimDisk, Survives};
use super::*;

const PARENT: &str = "/reports";
const TARGET: &str = "/reports/2025";

fn files(version: &str) -> Vec<(String, Vec<u8>)> {
    let file = |name: &str| (name.to_owned(), format!("{name} of {version}, computed").into_bytes());
    let last = if version == "one" { "gone.csv" } else { "new.csv" };
    ["report.htm", "annex.csv", last].into_iter().map(file).collect()
}

fn put(disk: &dyn Disk, path: &str, bytes: &[u8]) {
    write_atomic(disk, Path::new(path), bytes).unwrap();
}

fn write(path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
    write_atomic(&RealDisk, path.as_ref(), text.as_ref()).unwrap();
}

/// A disk with a first report, beside whose files a person has put some, and of which one was changed.
fn with_persons_files(disk: &SimDisk) {
    disk.create_dir(Path::new(PARENT)).unwrap();
    write_bundle(disk, Path::new(PARENT), "2025", &files("one")).unwrap();
    put(disk, "/reports/2025/notes.docx", b"a person's notes");
    put(disk, "/reports/2025/report.htm", b"a person's report");
    disk.create_dir(Path::new("/reports/2025/drafts")).unwrap();
    put(disk, "/reports/2025/drafts/d.txt", b"a person's draft");
    for dir in [TARGET, PARENT, "/"] {
        disk.sync_dir(Path::new(dir)).unwrap();
    }
}

fn persons(disk: &SimDisk) -> BTreeSet<String> {
    let content = disk.content().into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    content.filter(|text| text.starts_with("a person's")).collect()
}

fn all_persons() -> BTreeSet<String> {
    ["notes", "report", "draft"].map(|what| format!("a person's {what}")).into()
}

/// The present report has its files as they were exported, whatever else lies beside them.
fn is_whole(disk: &SimDisk, version: &str) -> bool {
    files(version).iter().all(|(name, bytes)| {
        let path = Path::new(TARGET).join(name);
        disk.read(&path).is_ok_and(|there| there == *bytes || there == b"a person's report")
    })
}

#[test]
fn a_report_at_any_step_interrupted_takes_nothing_of_a_persons_away() {
    let before = SimDisk::new(Fault::None);
    with_persons_files(&before);
    let steps = {
        let disk = before.fork();
        write_bundle(&disk, Path::new(PARENT), "2025", &files("two")).unwrap();
        disk.steps()
    };
    for step in 1..=steps {
        for survives in Survives::ALL {
            let case = format!("crash at step {step} of {steps}, {survives:?} survives");
            let disk = before.fork();
            disk.set_fault(Fault::Crash(step));
            let done = write_bundle(&disk, Path::new(PARENT), "2025", &files("two")).is_ok();
            let disk = disk.after_crash(survives);
            assert_eq!(persons(&disk), all_persons(), "{case}");
            finish_bundle(&disk, Path::new(TARGET)).unwrap();
            assert!(is_whole(&disk, "two") || (!done && is_whole(&disk, "one")), "{case}");
            assert_eq!(persons(&disk), all_persons(), "{case}, finished");
            write_bundle(&disk, Path::new(PARENT), "2025", &files("two")).unwrap();
            assert_eq!(persons(&disk), all_persons(), "{case}, written again");
            let names = disk.list(Path::new(TARGET)).unwrap();
            assert!(
                names.contains(&"drafts".to_owned()) && !names.contains(&"gone.csv".to_owned()),
                "{case}"
            );
        }
    }
}

#[test]
fn a_report_that_fails_leaves_the_old_one_whole_and_no_folder_behind() {
    let before = SimDisk::new(Fault::None);
    with_persons_files(&before);
    for step in 1.. {
        let disk = before.fork();
        disk.set_fault(Fault::Fail(step));
        if write_bundle(&disk, Path::new(PARENT), "2025", &files("two")).is_ok() {
            break;
        }
        assert_eq!(persons(&disk), all_persons(), "step {step}");
        assert!(is_whole(&disk, "one") || is_whole(&disk, "two"), "step {step}");
        write_bundle(&disk, Path::new(PARENT), "2025", &files("two")).unwrap();
        assert_eq!(persons(&disk), all_persons(), "step {step}, again");
        let left = disk.list(Path::new(PARENT)).unwrap();
        assert_eq!(left, [".2025.exported.ron", "2025"], "step {step}");
    }
}

#[test]
fn what_a_person_put_there_is_carried_along_and_what_differs_is_kept_and_said() {
    let temp = tempfile::TempDir::new().unwrap();
    let dir = temp.path().join("2025");
    let export = |version| write_bundle(&RealDisk, temp.path(), "2025", &files(version)).unwrap();
    assert!(export("one").kept.is_empty());
    write(dir.join("notes.docx"), "a person's notes");
    write(dir.join("report.htm"), "a person's report");
    fs::create_dir(dir.join("drafts")).unwrap();
    write(dir.join("drafts/d.txt"), "a person's draft");
    let kept = vec![("report.htm".to_owned(), "report.kept-1.htm".to_owned())];
    assert_eq!(export("two").kept, kept);
    let expected = ["annex.csv", "drafts", "new.csv", "notes.docx", "report.htm", "report.kept-1.htm"];
    assert_eq!(RealDisk.list(&dir).unwrap(), expected);
    assert_eq!(fs::read_to_string(dir.join("drafts/d.txt")).unwrap(), "a person's draft");
    assert_eq!(fs::read_to_string(dir.join("report.kept-1.htm")).unwrap(), "a person's report");
    assert!(export("two").kept.is_empty(), "what is carried along is said once");
    assert_eq!(RealDisk.list(&dir).unwrap(), expected);
}

#[test]
fn without_a_record_nothing_is_removed() {
    let temp = tempfile::TempDir::new().unwrap();
    let dir = temp.path().join("2025");
    write_bundle(&RealDisk, temp.path(), "2025", &files("one")).unwrap();
    fs::remove_file(temp.path().join(".2025.exported.ron")).unwrap();
    let kept = write_bundle(&RealDisk, temp.path(), "2025", &files("two")).unwrap().kept;
    assert_eq!(kept.len(), 2);
    let expected =
        ["annex.csv", "annex.kept-1.csv", "gone.csv", "new.csv", "report.htm", "report.kept-1.htm"];
    assert_eq!(RealDisk.list(&dir).unwrap(), expected);
}

#[test]
fn what_is_no_leftover_of_ours_is_set_aside_and_blocks_nothing() {
    let disk = SimDisk::new(Fault::None);
    with_persons_files(&disk);
    put(&disk, "/elsewhere", b"a person's elsewhere");
    disk.plant(Path::new("/reports/2025.tmp"), Some(Path::new("/elsewhere")));
    disk.plant(Path::new("/reports/2025.old.tmp"), None);
    let kept = write_bundle(&disk, Path::new(PARENT), "2025", &files("two")).unwrap().kept;
    assert_eq!(kept.len(), 3, "{kept:?}");
    assert_eq!(disk.read(Path::new("/elsewhere")).unwrap(), b"a person's elsewhere");
    disk.create_dir(Path::new("/reports/2025.tmp")).unwrap();
    put(&disk, "/reports/2025.tmp/mine.txt", b"a person's mine");
    let kept = write_bundle(&disk, Path::new(PARENT), "2025", &files("two")).unwrap().kept;
    assert_eq!(kept, [("2025.tmp".to_owned(), "2025.kept-2".to_owned())]);
    assert_eq!(disk.read(Path::new("/reports/2025.kept-2/mine.txt")).unwrap(), b"a person's mine");
}

#[test]
fn a_report_that_is_a_link_is_not_written_through() {
    let disk = SimDisk::new(Fault::None);
    disk.create_dir(Path::new(PARENT)).unwrap();
    disk.create_dir(Path::new("/elsewhere")).unwrap();
    put(&disk, "/elsewhere/a.txt", b"a person's");
    disk.plant(Path::new(TARGET), Some(Path::new("/elsewhere")));
    let refused = write_bundle(&disk, Path::new(PARENT), "2025", &files("one"));
    assert!(matches!(refused, Err(StoreError::NotPlain { kind: NodeKind::Link, .. })), "{refused:?}");
    assert_eq!(disk.list(Path::new("/elsewhere")).unwrap(), ["a.txt"]);
}
