//! Whatever the disk does, at whatever step: what was acknowledged is there, and nothing panics.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::sim::{Fault, SimDisk, Survives};
use super::tests::{empty, entry, entry_because, facility, named, owner};
use super::*;
use crate::domain::{Cause, Edit, Entry, Workspace};

const DIR: &str = "/acme-2025";

/// What was asked of the store, and what it acknowledged.
#[derive(Debug, Clone, Default)]
struct Told {
    /// Whether `init` was acknowledged.
    made: bool,
    /// Entries acknowledged, in order.
    acknowledged: Vec<Entry>,
    /// The entry that was asked for last and not acknowledged.
    asked: Option<Entry>,
}

impl Told {
    fn state(&self, with_asked: bool) -> Workspace {
        let mut workspace = empty();
        for entry in self.acknowledged.iter().chain(self.asked.iter().filter(|_| with_asked)) {
            entry.edit.apply(&mut workspace).unwrap();
        }
        workspace
    }
}

/// One step of the scenario.
#[derive(Debug, Clone)]
enum Deed {
    Record(Cause, Box<Edit>),
    Snapshot,
    Reopen,
    Report(&'static str),
}

fn record(edit: Edit) -> Deed {
    Deed::Record(Cause::Do, Box::new(edit))
}

/// A batch that is large beside the other entries.
fn import() -> Edit {
    Edit::Batch((100..106).map(|n| named(n, "A smelter with a name of some length")).collect())
}

fn deeds() -> Vec<Deed> {
    let undone = named(3, "three");
    vec![
        record(facility(1)),
        record(named(2, "two")),
        record(undone.clone()),
        record(import()),
        record(facility(4)),
        Deed::Snapshot,
        record(facility(5)),
        Deed::Record(Cause::Undo(3), Box::new(undone.inverse())),
        Deed::Report("annual"),
        Deed::Snapshot,
        Deed::Reopen,
        record(facility(6)),
        Deed::Snapshot,
        record(facility(7)),
        Deed::Report("annual"),
        Deed::Reopen,
        record(facility(8)),
    ]
}

fn records() -> usize {
    deeds().iter().filter(|deed| matches!(deed, Deed::Record(..))).count()
}

fn open(disk: &SimDisk) -> StoreResult<Opened> {
    Store::open(Arc::new(disk.clone()), Path::new(DIR), &owner())
}

fn init(disk: &SimDisk) -> StoreResult<Store> {
    Store::init(Arc::new(disk.clone()), Path::new(DIR), &empty(), &owner())
}

/// Does one deed; an entry that fails is asked for.
fn perform(disk: &SimDisk, store: &mut Option<Store>, deed: &Deed, told: &mut Told) -> StoreResult<()> {
    if store.is_none() {
        *store = Some(open(disk)?.store);
    }
    let open_store = store.as_mut().unwrap();
    match deed {
        Deed::Record(cause, edit) => {
            let entry = entry_because(open_store.next_seq(), *cause, (**edit).clone());
            told.asked = Some(entry.clone());
            open_store.append(&entry)?;
            told.asked = None;
            told.acknowledged.push(entry);
            Ok(())
        }
        Deed::Snapshot => open_store.snapshot(),
        Deed::Reopen => {
            *store = None;
            *store = Some(open(disk)?.store);
            Ok(())
        }
        Deed::Report(name) => {
            let files =
                [("report.txt".to_owned(), b"A report".to_vec()), ("b.csv".to_owned(), vec![b'x'; 99])];
            open_store.write_report(name, &files).map(|_| ())
        }
    }
}

/// Plays the scenario until something fails.
fn play(disk: &SimDisk) -> Told {
    let mut told = Told::default();
    let Ok(store) = init(disk) else { return told };
    told.made = true;
    let mut store = Some(store);
    for deed in deeds() {
        if perform(disk, &mut store, &deed, &mut told).is_err() {
            break;
        }
    }
    told
}

/// Opens what a crash left and checks that nothing acknowledged is missing, nothing else is there, the
/// history tells it all, what was seen stays, and the work goes on.
fn check(disk: &SimDisk, told: &Told, case: &str) {
    if !told.made {
        check_unmade(disk, case);
        return;
    }
    let opened = open(disk).unwrap_or_else(|error| panic!("{case}: {}", error.problem()));
    assert_eq!(opened.read_only, None, "{case}");
    let lost = opened.notices.iter().find(|notice| notice.what.contains("saved"));
    assert_eq!(lost, None, "{case}: the mark is ahead of the journal");
    let known = opened.store.next_seq() - 1;
    let acknowledged = told.acknowledged.len() as u64;
    let with_asked = known == acknowledged + 1 && told.asked.is_some();
    assert!(known == acknowledged || with_asked, "{case}: {known} of {acknowledged} entries");
    assert_eq!(opened.workspace, told.state(with_asked), "{case}");
    let past = opened.store.load_history().unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_eq!(past.notices, [], "{case}");
    let expected: Vec<Entry> =
        told.acknowledged.iter().chain(told.asked.iter().filter(|_| with_asked)).cloned().collect();
    assert_eq!(past.entries, expected, "{case}");
    check_going_on(disk, opened, case);
}

/// After an `init` that was not acknowledged there is an empty workspace, or one can be made.
fn check_unmade(disk: &SimDisk, case: &str) {
    let opened = match open(disk) {
        Ok(opened) => opened,
        Err(StoreError::NoFolder(_) | StoreError::NotAWorkspace(_)) => {
            drop(init(disk).unwrap_or_else(|error| panic!("{case}: init again: {error}")));
            open(disk).unwrap()
        }
        Err(error) => panic!("{case}: {error}"),
    };
    assert_eq!(opened.workspace, empty(), "{case}");
    check_going_on(disk, opened, case);
}

/// What an opening showed survives the next crash, and so does the next entry.
fn check_going_on(disk: &SimDisk, mut opened: Opened, case: &str) {
    let seen =
        open(&disk.after_crash(Survives::Nothing)).unwrap_or_else(|error| panic!("{case}, seen: {error}"));
    assert_eq!(seen.workspace, opened.workspace, "{case}, seen");
    let next = opened.store.next_seq();
    opened.store.append(&entry(next, facility(900))).unwrap_or_else(|error| panic!("{case}: {error}"));
    let later =
        open(&disk.after_crash(Survives::Nothing)).unwrap_or_else(|error| panic!("{case}, later: {error}"));
    assert_eq!(later.store.next_seq(), next + 1, "{case}, later");
    assert_eq!(later.workspace, *opened.store.workspace(), "{case}, later");
}

fn steps() -> u64 {
    let disk = SimDisk::new(Fault::None);
    let told = play(&disk);
    assert_eq!(told.acknowledged.len(), records());
    let steps = disk.steps();
    check(&disk, &told, "no fault");
    steps
}

#[test]
fn a_crash_at_any_step_loses_nothing_acknowledged() {
    for step in 1..=steps() {
        let disk = SimDisk::new(Fault::Crash(step));
        let told = play(&disk);
        for survives in Survives::ALL {
            check(
                &disk.after_crash(survives),
                &told,
                &format!("crash at step {step}, {survives:?} survives"),
            );
        }
        check(&disk.fork(), &told, &format!("killed at step {step}"));
    }
}

/// Opens and records one more entry, which is as much as a recovery is followed by.
fn take_up(disk: &SimDisk, told: &mut Told) {
    if !told.made {
        told.made = init(disk).is_ok();
        return;
    }
    let Ok(mut opened) = open(disk) else { return };
    let entry = entry(opened.store.next_seq(), facility(800));
    if told.asked.is_some() && entry.seq == told.acknowledged.len() as u64 + 2 {
        told.acknowledged.extend(told.asked.take());
    }
    told.asked = Some(entry);
    if opened.store.append(told.asked.as_ref().unwrap()).is_ok() {
        told.acknowledged.extend(told.asked.take());
    }
}

#[test]
fn a_crash_while_recovering_from_a_crash_loses_nothing_either() {
    let usual = {
        let disk = SimDisk::new(Fault::None);
        let mut told = play(&disk);
        let disk = disk.after_crash(Survives::Everything);
        take_up(&disk, &mut told);
        disk.steps()
    };
    let mut recovered = HashSet::new();
    for step in 1..=steps() {
        let disk = SimDisk::new(Fault::Crash(step));
        let told = play(&disk);
        for first in [Survives::Everything, Survives::Half] {
            let found = disk.after_crash(first);
            let whole = found.fork();
            take_up(&whole, &mut told.clone());
            if whole.steps() <= usual {
                // Nothing to recover: the same as a crash in a usual opening, which the scenario has.
                continue;
            }
            if !recovered.insert((found.content(), told.acknowledged.len(), told.asked.is_some())) {
                continue;
            }
            for again in 1..=whole.steps() {
                let disk = found.fork();
                disk.set_fault(Fault::Crash(again));
                let mut told = told.clone();
                take_up(&disk, &mut told);
                for second in [Survives::Nothing, Survives::Everything, Survives::Half] {
                    let case = format!("crash at {step} ({first:?}), then at {again} ({second:?})");
                    check(&disk.after_crash(second), &told, &case);
                }
            }
        }
    }
    assert!(recovered.len() > 20, "only {} recoveries were exercised", recovered.len());
}

/// Plays the scenario to its end, trying each deed that fails a second time when `retry` says so.
fn play_on(disk: &SimDisk, retry: bool, case: &str) -> Told {
    let mut told = Told::default();
    let mut store = init(disk).ok();
    if store.is_none() && retry {
        store = match init(disk) {
            Ok(store) => Some(store),
            Err(StoreError::AlreadyAWorkspace(_)) => None,
            Err(error) => panic!("{case}: init again: {error}"),
        };
    }
    told.made = retry || store.is_some();
    if !told.made {
        return told;
    }
    for deed in deeds() {
        let tried = perform(disk, &mut store, &deed, &mut told);
        if tried.is_err() && retry {
            perform(disk, &mut store, &deed, &mut told)
                .unwrap_or_else(|error| panic!("{case}: {deed:?} again: {error}"));
        }
    }
    told
}

#[test]
fn a_step_that_fails_once_can_be_tried_again() {
    for step in 1..=steps() {
        for fault in [Fault::Fail(step), Fault::FailAfterwards(step)] {
            let disk = SimDisk::new(fault);
            let case = format!("{fault:?}");
            let told = play_on(&disk, true, &case);
            assert_eq!(told.asked, None, "{case}");
            assert_eq!(told.acknowledged.len(), records(), "{case}");
            check(&disk.after_crash(Survives::Nothing), &told, &format!("{case}, then a crash"));
            check(&disk, &told, &case);
        }
    }
}

#[test]
fn a_step_that_fails_and_is_not_tried_again_loses_nothing() {
    for step in 1..=steps() {
        for fault in [Fault::Fail(step), Fault::FailAfterwards(step)] {
            let disk = SimDisk::new(fault);
            let mut told = play_on(&disk, false, "");
            told.made |= open(&disk).is_ok();
            check(&disk.after_crash(Survives::Nothing), &told, &format!("{fault:?}, then a crash"));
            check(&disk, &told, &format!("{fault:?}"));
        }
    }
}

#[test]
fn a_full_disk_leaves_the_workspace_readable_and_whole() {
    let disk = SimDisk::new(Fault::None);
    play(&disk);
    for limit in (0..disk.written()).step_by(61) {
        let disk = SimDisk::new(Fault::Full(limit));
        let case = format!("full after {limit} bytes");
        let told = play_on(&disk, false, &case);
        if told.made {
            let opened = open(&disk).unwrap_or_else(|error| panic!("{case}: {error}"));
            assert_eq!(opened.workspace, told.state(false), "{case}");
        }
        disk.set_fault(Fault::None);
        check(&disk, &told, &case);
    }
}

#[test]
fn a_full_disk_says_so() {
    let disk = SimDisk::new(Fault::None);
    let mut store = init(&disk).unwrap();
    store.append(&entry(1, facility(1))).unwrap();
    disk.set_fault(Fault::Full(disk.written() + 10));
    assert!(matches!(store.append(&entry(2, facility(2))), Err(StoreError::DiskFull { .. })));
    assert_eq!(store.next_seq(), 2);
    assert_eq!(store.workspace().facilities.len(), 1);
    disk.set_fault(Fault::None);
    store.append(&entry(2, facility(2))).unwrap();
}

#[test]
fn a_journal_line_torn_anywhere_is_cut_off_and_kept_aside() {
    let disk = SimDisk::new(Fault::None);
    let mut store = init(&disk).unwrap();
    store.append(&entry(1, facility(1))).unwrap();
    let path = store.paths().journal();
    drop(store);
    let whole = journal::line(&entry(2, facility(2))).unwrap();
    let record = seal::unseal(&whole).text.len();
    for len in 1..whole.len() {
        let torn = disk.fork();
        torn.append(&path).unwrap().write_all(&whole.as_bytes()[..len]).unwrap();
        let opened = open(&torn).unwrap_or_else(|error| panic!("{len}: {error}"));
        let is_whole = [record, record + 1, whole.len() - 1].contains(&len);
        assert_eq!(opened.store.next_seq(), if is_whole { 3 } else { 2 }, "{len}");
        assert_eq!(opened.notices.len(), usize::from(!is_whole), "{len}");
        let kept = torn.read(&Path::new(DIR).join("backups/torn-after-1-line-3.txt"));
        assert_eq!(kept.ok(), (!is_whole).then(|| whole.as_bytes()[..len].to_vec()), "{len}");
        drop(opened);
        assert!(open(&torn).unwrap().notices.is_empty(), "{len}: told twice");
    }
}

#[test]
fn zeros_at_the_end_of_the_journal_are_cut_off() {
    let disk = SimDisk::new(Fault::None);
    let store = init(&disk).unwrap();
    let path = store.paths().journal();
    drop(store);
    disk.append(&path).unwrap().write_all(&[0; 40]).unwrap();
    let opened = open(&disk).unwrap();
    assert_eq!(opened.notices.len(), 1);
    assert_eq!(opened.store.next_seq(), 1);
}

#[test]
fn without_permission_it_opens_for_reading() {
    let disk = SimDisk::new(Fault::None);
    let mut store = init(&disk).unwrap();
    store.append(&entry(1, facility(1))).unwrap();
    drop(store);
    disk.deny();
    let mut opened = open(&disk).unwrap();
    assert_eq!(opened.read_only, Some(ReadOnly::Denied));
    assert_eq!(opened.workspace.facilities.len(), 1);
    assert_eq!(opened.notices.len(), 1);
    assert!(matches!(opened.store.append(&entry(2, facility(2))), Err(StoreError::ReadOnly(_))));
    assert!(matches!(opened.store.snapshot(), Err(StoreError::ReadOnly(_))));
    opened.store.close().unwrap();
}

#[test]
fn where_files_cannot_be_locked_it_opens_for_reading() {
    let disk = SimDisk::new(Fault::None);
    drop(init(&disk).unwrap());
    disk.forbid_locks();
    assert!(matches!(open(&disk).unwrap().read_only, Some(ReadOnly::NoLocking(_))));
}

/// A disk with a workspace that has been lived in: snapshots, a history, entries in the journal.
fn lived_in() -> SimDisk {
    let disk = SimDisk::new(Fault::None);
    play(&disk);
    disk.fork()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_file_holds_nothing_panics_and_what_is_refused_stays(
        file in prop::sample::select(&["workspace.ron", "journal.ron", "history/0002.ron", ".owner", "sources.ron"][..]),
        at in any::<prop::sample::Index>(),
        removed in 0_usize..40,
        added in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..12),
            "[(){}\\[\\]:,\"a-zA-Z0-9\n]{0,12}".prop_map(String::into_bytes),
        ],
    ) {
        let disk = lived_in();
        let path = Path::new(DIR).join(file);
        let mut bytes = disk.read(&path).unwrap();
        let start = at.index(bytes.len());
        bytes.splice(start..(start + removed).min(bytes.len()), added);
        disk.create(&path).unwrap().write_all(&bytes).unwrap();
        let before = [disk.read(&Path::new(DIR).join("workspace.ron")), disk.read(&Path::new(DIR).join("journal.ron"))];
        verify(&disk, Path::new(DIR)).unwrap();
        match open(&disk) {
            Ok(opened) => {
                opened.store.load_history().unwrap();
            }
            Err(error) => {
                prop_assert!(!error.problem().place.is_empty(), "{}", error);
                let after =
                    [disk.read(&Path::new(DIR).join("workspace.ron")), disk.read(&Path::new(DIR).join("journal.ron"))];
                prop_assert_eq!(before.map(Result::unwrap), after.map(Result::unwrap));
            }
        }
    }
}
