//! Reading a workspace folder: the snapshot, the journal, and whether the two belong together.

use std::path::Path;

use crate::domain::{Entry, Workspace};

use super::archive::numbered_files;
use super::disk::Disk;
use super::journal::{self, Journal};
use super::migrate::Migration;
use super::paths::Paths;
use super::record::{self, Snapshot, sha256};
use super::remedies;
use super::text::damage;
use super::{StoreError, StoreResult};

/// How the journal stands to the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It continues the snapshot.
    Continues,
    /// The snapshot holds all of it: the program was interrupted after writing the snapshot and before
    /// starting the new journal.
    Held,
}

/// A workspace as read.
#[derive(Debug)]
pub(super) struct LoadedWorkspace {
    /// With the journal's entries applied.
    pub workspace: Workspace,
    /// The last entry that the snapshot holds.
    pub snapshot_seq: u64,
    /// SHA-256 of the snapshot.
    pub hash: String,
    /// Whether a file is of an older format version.
    pub is_old: bool,
    pub journal: Journal,
    /// How the two belong together.
    pub fit: Fit,
}

impl LoadedWorkspace {
    /// The number of the last entry.
    pub fn last_seq(&self) -> u64 {
        self.journal.last_seq().max(self.snapshot_seq)
    }

    /// The entries since the snapshot.
    pub fn tail(&self) -> Vec<Entry> {
        match self.fit {
            Fit::Continues => self.journal.entries.iter().map(|(_, entry)| entry.clone()).collect(),
            Fit::Held => Vec::new(),
        }
    }
}

/// Checks that the path is a folder that could be a workspace.
pub(super) fn check_folder(disk: &dyn Disk, paths: &Paths) -> StoreResult<()> {
    let dir = paths.dir();
    match disk.stat_through(dir) {
        Ok(stat) if stat.is_dir() => Ok(()),
        Ok(_) => Err(StoreError::NotAFolder(dir.to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(StoreError::NoFolder(dir.to_owned()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(StoreError::NotAFolder(dir.to_owned()))
        }
        Err(error) => Err(StoreError::io("look at", dir)(error)),
    }
}

fn read_file(disk: &dyn Disk, path: &Path) -> StoreResult<Vec<u8>> {
    disk.read(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            StoreError::Incomplete { path: path.to_owned(), repair: None }
        } else {
            StoreError::io("read", path)(error)
        }
    })
}

/// Whether a folder without `workspace.ron` was a workspace once. An interrupted `init` leaves a journal of
/// one line at most; more than that is somebody's work.
pub(super) fn was_a_workspace(disk: &dyn Disk, paths: &Paths) -> bool {
    let lines = disk.read(&paths.journal()).map_or(0, |bytes| bytes.iter().filter(|b| **b == b'\n').count());
    let has_numbered = |dir: &Path| numbered_files(disk, dir).is_ok_and(|files| !files.is_empty());
    lines > 1 || has_numbered(&paths.history()) || has_numbered(&paths.backups())
}

/// The bytes of the snapshot.
pub(super) fn snapshot_bytes(disk: &dyn Disk, paths: &Paths) -> StoreResult<Vec<u8>> {
    match read_file(disk, &paths.workspace()) {
        Err(StoreError::Incomplete { .. }) if !was_a_workspace(disk, paths) => {
            Err(StoreError::NotAWorkspace(paths.dir().to_owned()))
        }
        other => other,
    }
}

/// Reads the snapshot and the journal, and applies the journal.
pub(super) fn load(disk: &dyn Disk, paths: &Paths, migrations: &[Migration]) -> StoreResult<LoadedWorkspace> {
    let bytes = snapshot_bytes(disk, paths);
    let loaded = bytes.and_then(|bytes| {
        let snapshot = record::read(&paths.workspace(), &bytes, migrations)?;
        let journal_bytes = read_file(disk, &paths.journal())?;
        let journal = journal::read(&paths.journal(), &journal_bytes, migrations)?;
        join(paths, snapshot, sha256(&bytes), (journal, &journal_bytes))
    });
    loaded.map_err(|error| remedies::advise(disk, paths, error))
}

/// How a journal stands to a snapshot; an error when they do not belong together.
pub(super) fn fit(paths: &Paths, snapshot: &Snapshot, hash: &str, journal: &Journal) -> StoreResult<Fit> {
    if journal.header.base == hash && journal.header.after == snapshot.seq {
        return Ok(Fit::Continues);
    }
    let follows = snapshot.parent.as_ref() == Some(&journal.header.base);
    if follows && journal.last_seq() == snapshot.seq {
        return Ok(Fit::Held);
    }
    Err(StoreError::OtherSnapshot {
        journal: paths.journal(),
        snapshot_seq: snapshot.seq,
        journal_after: journal.header.after,
        backup: None,
        repair: None,
    })
}

/// Applies the entries of a journal; an error gives the line and what is wrong with it.
pub(super) fn replay(journal: &Journal, workspace: &mut Workspace) -> Result<(), (usize, String)> {
    for (line, entry) in &journal.entries {
        entry.edit.apply(workspace).map_err(|error| {
            (*line, format!("entry {} does not fit what stands before it: {error}", entry.seq))
        })?;
    }
    Ok(())
}

fn join(
    paths: &Paths,
    snapshot: Snapshot,
    hash: String,
    (journal, text): (Journal, &[u8]),
) -> StoreResult<LoadedWorkspace> {
    let fit = fit(paths, &snapshot, &hash, &journal)?;
    let mut workspace = snapshot.workspace;
    if fit == Fit::Continues {
        replay(&journal, &mut workspace).map_err(|(line, message)| {
            damage(&paths.journal(), line, 0, &String::from_utf8_lossy(text), &message)
        })?;
    }
    let is_old = [snapshot.version, journal.version].iter().any(|version| *version < super::VERSION);
    Ok(LoadedWorkspace { workspace, snapshot_seq: snapshot.seq, hash, is_old, journal, fit })
}
