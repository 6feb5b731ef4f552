//! Putting right what can be put right, on request only. Whatever is touched is kept in `backups/` first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::atomic::{ensure_dir, exists, sync_parent, write_atomic};
use super::bundle::finish_bundle;
use super::create::ensure_lines;
use super::disk::Disk;
use super::journal::{self, JournalHeader};
use super::lock::{self, Owner};
use super::migrate::MIGRATIONS;
use super::paths::Paths;
use super::record::{self, sha256};
use super::remedies::{self, Cut, Repair, edits};
use super::verify::verify;
use super::{Store, StoreError, StoreFinding, StoreResult};

/// What was put right, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// What was wrong.
    pub finding: StoreFinding,
    /// What was done about it, in plain words.
    pub done: String,
}

/// How often the folder is looked over again: one repair can bring to light what another needs.
const PASSES: usize = 3;

/// Repairs what [`verify`] calls repairable, and returns what was repaired. What is replaced or removed is
/// kept in `backups/` first.
///
/// # Errors
/// When the workspace is open elsewhere, or the disk fails.
pub fn repair(disk: &Arc<dyn Disk>, dir: &Path, owner: &Owner) -> StoreResult<Vec<Repaired>> {
    let paths = Paths::new(dir);
    verify(&**disk, dir)?;
    let lock = lock::take(&**disk, &paths, owner)?.map_err(StoreError::ReadOnly)?;
    let mut done = Vec::new();
    for _ in 0..PASSES {
        for finding in verify(&**disk, dir)? {
            if let Some(repair) = &finding.repair
                && *repair != Repair::Reopen
            {
                let how = put_right(&**disk, &paths, repair, &finding.path)?;
                done.push(Repaired { finding, done: how });
            }
        }
    }
    let reopened = verify(&**disk, dir)?.into_iter().filter(|left| left.repair == Some(Repair::Reopen));
    let reopened: Vec<StoreFinding> = reopened.collect();
    drop(lock);
    if !reopened.is_empty() {
        drop(Store::open(Arc::clone(disk), dir, owner)?);
        let finished = |finding| Repaired { finding, done: "finished".to_owned() };
        done.extend(reopened.into_iter().map(finished));
    }
    Ok(done)
}

/// Does a repair and says what was done.
fn put_right(disk: &dyn Disk, paths: &Paths, repair: &Repair, path: &Path) -> StoreResult<String> {
    match repair {
        Repair::RestoreSnapshot(backup) => {
            forget_mark(disk, paths);
            let bytes = disk.read(backup).map_err(StoreError::io("read", backup))?;
            keep_copy(disk, paths, path)?;
            write_atomic(disk, &paths.workspace(), &bytes)?;
            Ok(format!("put back from {}", backup.display()))
        }
        Repair::StartJournal => {
            forget_mark(disk, paths);
            write_atomic(disk, &paths.journal(), &remedies::empty_journal(disk, paths)?)?;
            Ok("an empty journal was started".to_owned())
        }
        Repair::CutJournal(cut) => cut_journal(disk, paths, cut),
        Repair::AdoptSnapshot => adopt_snapshot(disk, paths),
        Repair::Reopen => Ok("finished".to_owned()),
        Repair::ListSources => list_sources(disk, paths, path),
        Repair::SetAside => {
            let aside = free_name(disk, paths, ("aside", path))?;
            disk.rename(path, &aside).map_err(StoreError::io("set aside", path))?;
            sync_parent(disk, path)?;
            sync_parent(disk, &aside)?;
            Ok(format!("moved to {}", aside.display()))
        }
        Repair::FinishReport(report) => {
            finish_bundle(disk, report)?;
            Ok("the report is complete".to_owned())
        }
        Repair::MakePrivate => {
            disk.set_private(path).map_err(StoreError::io("make private", path))?;
            Ok("only its owner can reach it now".to_owned())
        }
        Repair::AddLines(lines) => {
            keep_copy(disk, paths, path)?;
            ensure_lines(disk, path, lines)?;
            Ok("added".to_owned())
        }
    }
}

/// Takes away the mark of what was acknowledged last: what the journal lacks of it is set aside with a person's knowledge.
fn forget_mark(disk: &dyn Disk, paths: &Paths) {
    disk.remove(&paths.acknowledged()).ok();
}

/// Goes on with the sound lines of a damaged journal; all of it is kept under a name that says what it is.
fn cut_journal(disk: &dyn Disk, paths: &Paths, cut: &Cut) -> StoreResult<String> {
    let path = paths.journal();
    let damaged = disk.read(&path).map_err(StoreError::io("read", &path))?;
    let aside = free_name(disk, paths, ("damaged", &path))?;
    write_atomic(disk, &aside, &damaged)?;
    write_atomic(disk, &path, &cut.bytes)?;
    forget_mark(disk, paths);
    let aside = aside.display();
    let (kept, lost) = (edits(cut.kept), edits(cut.aside));
    Ok(if cut.is_held {
        format!("no edit is lost, workspace.ron holds them; the damaged journal lies in {aside}")
    } else if cut.aside == 0 {
        format!(
            "kept: {kept}, no edit is lost; the first line was written anew, the damaged journal lies in {aside}"
        )
    } else {
        format!(
            "kept: {kept}; set aside: {lost}, from the damaged line on, with the whole journal in {aside}"
        )
    })
}

fn list_sources(disk: &dyn Disk, paths: &Paths, path: &Path) -> StoreResult<String> {
    let snapshot = paths.workspace();
    let bytes = disk.read(&snapshot).map_err(StoreError::io("read", &snapshot))?;
    let snapshot = record::read(&snapshot, &bytes, MIGRATIONS)?;
    keep_copy(disk, paths, path)?;
    write_atomic(disk, path, record::write_sources(&snapshot.workspace)?.as_bytes())?;
    Ok("made anew".to_owned())
}

/// A name in the backups that nothing has yet, which says why the file is there.
fn free_name(disk: &dyn Disk, paths: &Paths, (why, path): (&str, &Path)) -> StoreResult<PathBuf> {
    let dir = paths.backups();
    ensure_dir(disk, &dir)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.trim_start_matches('.').trim_end_matches(".tmp");
    let mut number = 1;
    loop {
        let candidate = dir.join(format!("{why}-{number}-{name}"));
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
    write_atomic(disk, &free_name(disk, paths, ("aside", path))?, &bytes)
}

/// Names the snapshot as it is now in the journal's header; the entries stay.
fn adopt_snapshot(disk: &dyn Disk, paths: &Paths) -> StoreResult<String> {
    let (path, journal) = (paths.workspace(), paths.journal());
    let snapshot = disk.read(&path).map_err(StoreError::io("read", &path))?;
    let old = disk.read(&journal).map_err(StoreError::io("read", &journal))?;
    let (_, header) = journal::header(&journal, &old, MIGRATIONS)?;
    let header = JournalHeader { base: sha256(&snapshot), ..header };
    let mut new = journal::line(&header)?.into_bytes();
    new.extend(old.split_inclusive(|byte| *byte == b'\n').skip(1).flatten());
    keep_copy(disk, paths, &journal)?;
    write_atomic(disk, &journal, &new)?;
    Ok("workspace.ron was accepted as it is".to_owned())
}
