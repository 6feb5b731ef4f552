//! Creating a workspace folder.

use std::path::Path;
use std::sync::Arc;

use crate::domain::Workspace;

use super::archive::keep_numbered;
use super::atomic::{ensure_dir, exists, sync_parent, write_atomic};
use super::disk::Disk;
use super::journal::{self, JournalHeader};
use super::load;
use super::lock::{self, Owner};
use super::migrate::VERSION;
use super::paths::{ATTRIBUTES, FOLDERS, IGNORED, Paths};
use super::places;
use super::record::{self, sha256};
use super::remedies;
use super::{Store, StoreError, StoreResult};

/// The lines of `wanted` that a text lacks, added to it.
pub(super) fn with_lines(text: &str, wanted: &[&str]) -> String {
    let mut text = text.to_owned();
    for line in wanted {
        if !text.lines().any(|there| there.trim() == *line) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Writes the lines that version control needs into a file, beside those that are there.
pub(super) fn ensure_lines(disk: &dyn Disk, path: &Path, wanted: &[&str]) -> StoreResult<()> {
    let there =
        if exists(disk, path)? { disk.read(path).map_err(StoreError::io("read", path))? } else { Vec::new() };
    let there = String::from_utf8_lossy(&there);
    let text = with_lines(&there, wanted);
    if text == there { Ok(()) } else { write_atomic(disk, path, text.as_bytes()) }
}

/// Whether a name in a folder is no obstacle to `init`: hidden, or left by an interrupted `init`.
fn is_leftover(name: &str) -> bool {
    name.starts_with('.') || name == "journal.ron" || name.ends_with(".ron.tmp") || FOLDERS.contains(&name)
}

/// Prepares the folder of a new workspace.
fn prepare_folder(disk: &dyn Disk, paths: &Paths) -> StoreResult<()> {
    let dir = paths.dir();
    // It may be reached by a link, and be from an attempt that did not get as far as to sync its name.
    if disk.stat_through(dir).is_ok_and(|stat| stat.is_dir()) {
        sync_parent(disk, dir)?;
    } else {
        ensure_dir(disk, dir)?;
    }
    places::check(disk, paths)?;
    if exists(disk, &paths.workspace())? {
        return Err(StoreError::AlreadyAWorkspace(dir.to_owned()));
    }
    if load::was_a_workspace(disk, paths) {
        let missing = StoreError::Incomplete { path: paths.workspace(), repair: None };
        return Err(remedies::advise(disk, paths, missing));
    }
    let names = disk.list(dir).map_err(StoreError::io("list", dir))?;
    if let Some(found) = names.into_iter().find(|name| !is_leftover(name)) {
        return Err(StoreError::NotEmpty { dir: dir.to_owned(), found });
    }
    disk.set_private(dir).map_err(StoreError::io("make private", dir))
}

impl Store {
    /// Creates a workspace in a new or empty folder; its parent must be there. Before the snapshot is written
    /// the folder is not a workspace, so an interrupted `init` can be repeated.
    ///
    /// # Errors
    /// When the folder holds other files or a workspace, or the disk fails.
    pub fn init(disk: Arc<dyn Disk>, dir: &Path, workspace: &Workspace, owner: &Owner) -> StoreResult<Self> {
        let paths = Paths::new(dir);
        prepare_folder(&*disk, &paths)?;
        let lock = lock::take(&*disk, &paths, owner)?.map_err(StoreError::ReadOnly)?;
        if exists(&*disk, &paths.workspace())? {
            return Err(StoreError::AlreadyAWorkspace(dir.to_owned()));
        }
        for folder in FOLDERS {
            ensure_dir(&*disk, &dir.join(folder))?;
        }
        ensure_lines(&*disk, &paths.gitignore(), &IGNORED)?;
        ensure_lines(&*disk, &paths.gitattributes(), &[ATTRIBUTES])?;
        let text = record::write(workspace, 0, None)?;
        let hash = sha256(text.as_bytes());
        let header = JournalHeader { version: VERSION, base: hash.clone(), after: 0, previous: None };
        let header = journal::line(&header)?;
        write_atomic(&*disk, &paths.journal(), header.as_bytes())?;
        write_atomic(&*disk, &paths.workspace(), text.as_bytes())?;
        keep_numbered(&*disk, &paths.backups(), text.as_bytes())?;
        write_atomic(&*disk, &paths.sources(), record::write_sources(workspace)?.as_bytes())?;
        Self::fresh(disk, paths, (workspace.clone(), hash), lock)
    }
}
