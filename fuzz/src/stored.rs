//! Files of a workspace that somebody else wrote: a small sound one on a disk in memory, with some of its files replaced.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use rcoi::import::sha256;
use rcoi::store::{self, Disk, Owner, Store, StoreError, VERSION};

use super::memory::Memory;

/// The content of the workspace; it is a seed too.
const SMALL: &str = include_str!("../seeds/workspace/lean.ron");

const DIR: &str = "/w";

fn owner() -> Owner {
    Owner { host: "host".to_owned(), pid: 1, since: Timestamp::UNIX_EPOCH, person: "Ada Example".to_owned() }
}

/// The disk with the sound workspace.
fn sound() -> Memory {
    static SOUND: OnceLock<Memory> = OnceLock::new();
    let made = || {
        let disk = Memory::default();
        let workspace = store::from_canonical(SMALL).expect("the seed is sound");
        let store = Store::init(Arc::new(disk.clone()), Path::new(DIR), &workspace, &owner());
        store.and_then(Store::close).expect("memory takes a workspace");
        disk
    };
    SOUND.get_or_init(made).fork()
}

/// The first line of a journal over a snapshot of these bytes. It has no checksum, as one that a hand wrote.
pub fn header(snapshot: &[u8]) -> String {
    format!("(version:{VERSION},base:\"{}\",after:0,previous:None)\n", sha256(snapshot))
}

/// The first line of a journal over the sound workspace.
pub fn sound_header() -> String {
    header(&sound().read(&Path::new(DIR).join("workspace.ron")).expect("the workspace is there"))
}

/// Opens the workspace with other files in the place of its own, and says whether it was opened. What opens once opens again,
/// and one that does not is verified and repaired.
pub fn opens_with(files: &[(&str, &[u8])]) -> bool {
    let memory = sound();
    for (name, bytes) in files {
        memory.put(&Path::new(DIR).join(name), bytes);
    }
    let disk: Arc<dyn Disk> = Arc::new(memory);
    for finding in store::verify(&*disk, Path::new(DIR)).unwrap_or_default() {
        finding.repair_would();
    }
    match Store::open(Arc::clone(&disk), Path::new(DIR), &owner()) {
        Ok(opened) => {
            closed(opened.store);
            let again = Store::open_reading(disk, Path::new(DIR));
            assert!(again.is_ok(), "it was opened and closed, and does not open again: {again:?}");
            true
        }
        Err(error) => {
            repaired(&disk, &error);
            false
        }
    }
}

fn closed(store: Store) {
    store.load_history().map_err(|error| error.problem()).ok();
    store.close().map_err(|error| error.problem()).ok();
}

/// After a repair that did something there is nothing left that another one would do.
fn repaired(disk: &Arc<dyn Disk>, error: &StoreError) {
    error.problem();
    if store::repair(disk, Path::new(DIR), &owner()).is_ok_and(|done| !done.is_empty()) {
        let left = store::repair(disk, Path::new(DIR), &owner());
        assert!(left.as_ref().is_ok_and(Vec::is_empty), "a repair leaves something to repair: {left:?}");
    }
}
