//! Putting right what can be put right, on request only. Whatever is touched is kept in `backups/` first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::by_hash;
use super::atomic::{ensure_dir, exists, finish_bundle, sync_parent, write_atomic};
use super::create::ensure_lines;
use super::disk::Disk;
use super::journal::{self, Header};
use super::lock::{self, Owner};
use super::migrate::{MIGRATIONS, VERSION};
use super::paths::Paths;
use super::record::{self, sha256};
use super::verify::verify;
use super::{Store, StoreError, StoreFinding, StoreResult};

/// A way of putting a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Repair {
    /// Put back the backup that is the snapshot which the journal continues.
    RestoreSnapshot(PathBuf),
    /// Start an empty journal.
    StartJournal,
    /// Let the journal continue the snapshot as it is now.
    AdoptSnapshot,
    /// Opening the workspace for writing does it.
    Reopen,
    /// Make the listing of sources anew.
    ListSources,
    /// Move it to the backups.
    SetAside,
    /// Put the report back, or remove what it replaced.
    FinishReport(PathBuf),
    /// Let only the owner into the folder.
    MakePrivate,
    /// Add lines to the file.
    AddLines(&'static [&'static str]),
}

/// How often the folder is looked over again: one repair can bring to light what another needs.
const PASSES: usize = 3;

/// Repairs what [`verify`] calls repairable, and returns what was repaired. What is replaced or removed is
/// kept in `backups/` first.
///
/// # Errors
/// When the workspace is open elsewhere, or the disk fails.
pub fn repair(disk: &Arc<dyn Disk>, dir: &Path, owner: &Owner) -> StoreResult<Vec<StoreFinding>> {
    let paths = Paths::new(dir);
    verify(&**disk, dir)?;
    let lock = lock::take(&**disk, &paths, owner)?.map_err(StoreError::ReadOnly)?;
    let mut done = Vec::new();
    for _ in 0..PASSES {
        for finding in verify(&**disk, dir)? {
            if let Some(repair) = &finding.repair
                && *repair != Repair::Reopen
            {
                put_right(&**disk, &paths, repair, &finding.path)?;
                done.push(finding);
            }
        }
    }
    let reopened = verify(&**disk, dir)?.into_iter().filter(|left| left.repair == Some(Repair::Reopen));
    let reopened: Vec<StoreFinding> = reopened.collect();
    drop(lock);
    if !reopened.is_empty() {
        drop(Store::open(Arc::clone(disk), dir, owner)?);
        done.extend(reopened);
    }
    Ok(done)
}

fn put_right(disk: &dyn Disk, paths: &Paths, repair: &Repair, path: &Path) -> StoreResult<()> {
    match repair {
        Repair::RestoreSnapshot(backup) => {
            let bytes = disk.read(backup).map_err(StoreError::io("read", backup))?;
            keep_copy(disk, paths, path)?;
            write_atomic(disk, &paths.workspace(), &bytes)
        }
        Repair::StartJournal => start_journal(disk, paths),
        Repair::AdoptSnapshot => adopt_snapshot(disk, paths),
        Repair::Reopen => Ok(()),
        Repair::ListSources => {
            let snapshot = paths.workspace();
            let bytes = disk.read(&snapshot).map_err(StoreError::io("read", &snapshot))?;
            let snapshot = record::read(&snapshot, &bytes, MIGRATIONS)?;
            keep_copy(disk, paths, path)?;
            write_atomic(disk, path, record::write_sources(&snapshot.workspace)?.as_bytes())
        }
        Repair::SetAside => {
            let aside = free_name(disk, paths, path)?;
            disk.rename(path, &aside).map_err(StoreError::io("set aside", path))?;
            sync_parent(disk, path)?;
            sync_parent(disk, &aside)
        }
        Repair::FinishReport(report) => finish_bundle(disk, report),
        Repair::MakePrivate => disk.set_private(path).map_err(StoreError::io("make private", path)),
        Repair::AddLines(lines) => {
            keep_copy(disk, paths, path)?;
            ensure_lines(disk, path, lines)
        }
    }
}

/// A name in the backups that nothing has yet.
fn free_name(disk: &dyn Disk, paths: &Paths, path: &Path) -> StoreResult<PathBuf> {
    let dir = paths.backups();
    ensure_dir(disk, &dir)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.trim_start_matches('.').trim_end_matches(".tmp");
    let mut number = 1;
    loop {
        let candidate = dir.join(format!("aside-{number}-{name}"));
        if !exists(disk, &candidate)? {
            return Ok(candidate);
        }
        number += 1;
    }
}

/// Keeps a copy of a file that is about to change; one that is not there needs none.
fn keep_copy(disk: &dyn Disk, paths: &Paths, path: &Path) -> StoreResult<()> {
    if !exists(disk, path)? {
        return Ok(());
    }
    let bytes = disk.read(path).map_err(StoreError::io("read", path))?;
    write_atomic(disk, &free_name(disk, paths, path)?, &bytes)
}

/// Names the snapshot as it is now in the journal's header; the entries stay.
fn adopt_snapshot(disk: &dyn Disk, paths: &Paths) -> StoreResult<()> {
    let (path, journal) = (paths.workspace(), paths.journal());
    let snapshot = disk.read(&path).map_err(StoreError::io("read", &path))?;
    let old = disk.read(&journal).map_err(StoreError::io("read", &journal))?;
    let (_, header) = journal::header(&journal, &old, MIGRATIONS)?;
    let header = Header { base: sha256(&snapshot), ..header };
    let mut new = journal::line(&header)?.into_bytes();
    new.extend(old.split_inclusive(|byte| *byte == b'\n').skip(1).flatten());
    keep_copy(disk, paths, &journal)?;
    write_atomic(disk, &journal, &new)
}

/// Starts an empty journal after the snapshot, chained to the archived journal that the snapshot holds.
fn start_journal(disk: &dyn Disk, paths: &Paths) -> StoreResult<()> {
    let path = paths.workspace();
    let bytes = disk.read(&path).map_err(StoreError::io("read", &path))?;
    let snapshot = record::read(&path, &bytes, MIGRATIONS)?;
    let is_before = |(path, bytes): &(PathBuf, Vec<u8>)| {
        journal::read(path, bytes, MIGRATIONS).is_ok_and(|journal| {
            Some(&journal.header.base) == snapshot.parent.as_ref() && journal.last_seq() == snapshot.seq
        })
    };
    let archives = by_hash(disk, paths)?;
    let previous = archives.into_iter().find(|(_, archive)| is_before(archive)).map(|(hash, _)| hash);
    let header = Header { version: VERSION, base: sha256(&bytes), after: snapshot.seq, previous };
    write_atomic(disk, &paths.journal(), journal::line(&header)?.as_bytes())
}
