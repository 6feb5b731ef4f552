//! Writing files so that a crash leaves the old or the new content, never a mixture.

use std::io::ErrorKind;
use std::path::Path;

use super::disk::{Disk, NodeKind};
use super::paths::temp_of;
use super::{StoreError, StoreResult};

/// The folder that a path lies in.
pub(super) fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Waits until a path's name is on the disk.
pub(super) fn sync_parent(disk: &dyn Disk, path: &Path) -> StoreResult<()> {
    let parent = parent_of(path);
    disk.sync_dir(parent).map_err(StoreError::io("sync the folder", parent))
}

/// Writes a new file and waits until its content is on the disk; its name is not.
pub(super) fn write_synced(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> StoreResult<()> {
    let mut file = disk.create(path).map_err(StoreError::io("create", path))?;
    file.write_all(bytes).map_err(StoreError::io("write", path))?;
    file.sync().map_err(StoreError::io("sync", path))
}

/// Writes a file so that it has the old content or the new, whatever happens: a temporary file in the same
/// folder is written, synced and renamed, then the folder is synced.
///
/// # Errors
/// When the disk fails. The file then has its old content, unless only the last sync failed.
pub fn write_atomic(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> StoreResult<()> {
    let temp = temp_of(path);
    let placed = write_synced(disk, &temp, bytes)
        .and_then(|()| disk.rename(&temp, path).map_err(StoreError::io("put in place", path)));
    if placed.is_err() {
        // What is left of it is a temporary file that the next attempt replaces and `verify` reports.
        disk.remove(&temp).ok();
    }
    placed?;
    sync_parent(disk, path)
}

/// Creates a folder unless it is there, and waits until its name is on the disk; one that is there may be
/// from an attempt that did not get so far.
pub(super) fn ensure_dir(disk: &dyn Disk, path: &Path) -> StoreResult<()> {
    match kind_of(disk, path)? {
        Some(NodeKind::Folder) => {}
        Some(NodeKind::File) => return Err(StoreError::NotAFolder(path.to_owned())),
        Some(kind @ (NodeKind::Link | NodeKind::Special)) => {
            return Err(StoreError::NotPlain { path: path.to_owned(), kind });
        }
        None => disk.create_dir(path).map_err(StoreError::io("create the folder", path))?,
    }
    sync_parent(disk, path)
}

/// What stands at a path, if anything does.
pub(super) fn kind_of(disk: &dyn Disk, path: &Path) -> StoreResult<Option<NodeKind>> {
    match disk.stat(path) {
        Ok(stat) => Ok(Some(stat.kind)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("look at", path)(error)),
    }
}

/// Whether something is at a path.
pub(super) fn exists(disk: &dyn Disk, path: &Path) -> StoreResult<bool> {
    Ok(kind_of(disk, path)?.is_some())
}

/// A name that stays inside its folder and is not hidden.
pub(super) fn check_name(name: &str) -> StoreResult<&str> {
    let bad = name.is_empty()
        || name.starts_with('.')
        || name.ends_with(".tmp")
        || name.contains(['/', '\\', ':'])
        || name.chars().any(char::is_control);
    if bad { Err(StoreError::BadName(name.to_owned())) } else { Ok(name) }
}
