//! Writing files and bundles of files so that a crash leaves the old or the new content, never a mixture.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::paths::temp_of;
use super::{StoreError, StoreResult};

/// The folder that a path lies in.
fn parent_of(path: &Path) -> &Path {
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
    match disk.stat(path) {
        Ok(stat) if stat.is_dir => {}
        Ok(_) => return Err(StoreError::NotAFolder(path.to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            disk.create_dir(path).map_err(StoreError::io("create the folder", path))?;
        }
        Err(error) => return Err(StoreError::io("look at", path)(error)),
    }
    sync_parent(disk, path)
}

/// Whether something is at a path.
pub(super) fn exists(disk: &dyn Disk, path: &Path) -> StoreResult<bool> {
    match disk.stat(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::io("look at", path)(error)),
    }
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

/// Removes a folder of plain files.
fn remove_bundle(disk: &dyn Disk, dir: &Path) -> StoreResult<()> {
    let names = disk.list(dir).map_err(StoreError::io("list", dir))?;
    for name in names {
        let path = dir.join(name);
        disk.remove(&path).map_err(StoreError::io("remove", &path))?;
    }
    disk.remove_dir(dir).map_err(StoreError::io("remove", dir))
}

/// The name that a bundle bears while a newer one takes its place.
pub(super) fn old_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".old.tmp");
    path.with_file_name(name)
}

/// Puts a bundle back whose replacement was interrupted between the two renames.
pub(super) fn finish_bundle(disk: &dyn Disk, target: &Path) -> StoreResult<()> {
    let old = old_of(target);
    if !exists(disk, &old)? {
        return Ok(());
    }
    if exists(disk, target)? {
        sync_parent(disk, target)?;
        return remove_bundle(disk, &old);
    }
    disk.rename(&old, target).map_err(StoreError::io("put back", target))?;
    sync_parent(disk, target)
}

/// Writes a folder of files into `parent` as one: it is complete under its name or not there; one of the
/// same name is replaced as a whole. Returns its path.
///
/// # Errors
/// When a name is not a plain file name, or the disk fails; an older bundle of the name is then still there.
pub fn write_bundle(
    disk: &dyn Disk,
    parent: &Path,
    name: &str,
    files: &[(String, Vec<u8>)],
) -> StoreResult<PathBuf> {
    let target = parent.join(check_name(name)?);
    ensure_dir(disk, parent)?;
    finish_bundle(disk, &target)?;
    let temp = temp_of(&target);
    if exists(disk, &temp)? {
        remove_bundle(disk, &temp)?;
    }
    disk.create_dir(&temp).map_err(StoreError::io("create the folder", &temp))?;
    for (file, bytes) in files {
        write_synced(disk, &temp.join(check_name(file)?), bytes)?;
    }
    disk.sync_dir(&temp).map_err(StoreError::io("sync the folder", &temp))?;
    swap_in(disk, &temp, &target)?;
    Ok(target)
}

fn swap_in(disk: &dyn Disk, temp: &Path, target: &Path) -> StoreResult<()> {
    let old = old_of(target);
    let replaces = exists(disk, target)?;
    if replaces {
        disk.rename(target, &old).map_err(StoreError::io("set aside", target))?;
    }
    if let Err(error) = disk.rename(temp, target) {
        if replaces {
            disk.rename(&old, target).map_err(StoreError::io("put back", target))?;
        }
        return Err(StoreError::io("put in place", target)(error));
    }
    sync_parent(disk, target)?;
    if replaces { remove_bundle(disk, &old) } else { Ok(()) }
}
