//! The history: journals of earlier snapshots, chained by their hashes, never deleted.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::Problem;
use crate::domain::Entry;

use super::atomic::{ensure_dir, write_atomic};
use super::disk::Disk;
use super::journal::{self, Journal};
use super::migrate::Migration;
use super::paths::{Paths, number_of, numbered};
use super::record::sha256;
use super::{StoreError, StoreResult};

/// All that was ever done, oldest first.
#[derive(Debug, Default)]
pub struct WholeHistory {
    pub entries: Vec<Entry>,
    /// What is missing of it, when an old journal is missing or damaged.
    pub notices: Vec<Problem>,
}

/// The numbered files of a folder by number; none when there is no such folder.
pub(super) fn numbered_files(disk: &dyn Disk, dir: &std::path::Path) -> StoreResult<BTreeMap<u64, PathBuf>> {
    let names = match disk.list(dir) {
        Ok(names) => names,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Vec::new(),
        Err(error) => return Err(StoreError::io("list", dir)(error)),
    };
    Ok(names.into_iter().filter_map(|name| Some((number_of(&name)?, dir.join(name)))).collect())
}

/// Writes bytes as the next numbered file of a folder, unless the last one holds them already.
pub(super) fn keep_numbered(disk: &dyn Disk, dir: &std::path::Path, bytes: &[u8]) -> StoreResult<()> {
    ensure_dir(disk, dir)?;
    let last = numbered_files(disk, dir)?.pop_last();
    let next = last.as_ref().map_or(1, |(number, _)| number + 1);
    if let Some((_, path)) = last
        && disk.read(&path).map_err(StoreError::io("read", &path))? == bytes
    {
        return disk.sync_dir(dir).map_err(StoreError::io("sync the folder", dir));
    }
    write_atomic(disk, &dir.join(numbered(next)), bytes)
}

/// The archived journals by the hash of their content.
pub(super) fn by_hash(disk: &dyn Disk, paths: &Paths) -> StoreResult<BTreeMap<String, (PathBuf, Vec<u8>)>> {
    let mut archives = BTreeMap::new();
    for path in numbered_files(disk, &paths.history())?.into_values() {
        let bytes = disk.read(&path).map_err(StoreError::io("read", &path))?;
        archives.insert(sha256(&bytes), (path, bytes));
    }
    Ok(archives)
}

/// Goes back from a journal through the archives and gathers every entry.
pub(super) fn past(
    disk: &dyn Disk,
    paths: &Paths,
    newest: Journal,
    migrations: &[Migration],
) -> StoreResult<WholeHistory> {
    let mut archives = by_hash(disk, paths)?;
    let mut past = WholeHistory::default();
    let mut journal = newest;
    let mut newest_first: Vec<Vec<(usize, Entry)>> = Vec::new();
    loop {
        let after = journal.header.after;
        newest_first.push(journal.entries);
        let Some(previous) = journal.header.previous else { break };
        let Some((path, bytes)) = archives.remove(&previous) else {
            past.notices.push(gap(paths, after));
            break;
        };
        match journal::read(&path, &bytes, migrations) {
            Ok(older) => journal = older,
            Err(error) => {
                past.notices.push(error.problem());
                break;
            }
        }
    }
    past.entries = newest_first.into_iter().rev().flatten().map(|(_, entry)| entry).collect();
    Ok(past)
}

fn gap(paths: &Paths, last: u64) -> Problem {
    Problem::new(
        format!("the history up to entry {last} is missing or was changed"),
        paths.history().display().to_string(),
        "take the folder history/ from version control or a copy; the workspace itself is complete",
    )
}
