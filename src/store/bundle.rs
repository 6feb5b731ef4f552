//! A report as a folder of files that is replaced as one: complete under its name or as it was, whatever happens.
//!
//! Names and hashes of what was exported stand in a file beside the folder, written before it. Only what that names and is
//! unchanged is ever replaced or removed; all else that lies in the folder is somebody's and is carried along, and under
//! another name where it would stand in the way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::data::ron_options;

use super::atomic::{check_name, exists, kind_of, parent_of, sync_parent, write_atomic, write_synced};
use super::disk::{Disk, NodeKind};
use super::paths::temp_of;
use super::record::sha256;
use super::{StoreError, StoreResult};

/// The files of a bundle: name and content.
type Files = [(String, Vec<u8>)];

/// A bundle as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenBundle {
    pub dir: PathBuf,
    /// What stood in the way and is kept: the name that it had, and the one that it has.
    pub kept: Vec<(String, String)>,
}

impl WrittenBundle {
    /// What was kept under another name, a sentence each.
    pub fn kept_said(&self) -> impl Iterator<Item = String> {
        self.kept.iter().map(|(had, has)| format!("{had} is not as it was exported and is kept as {has}"))
    }
}

/// The hashes that the files of a bundle had when they were exported, by name: of the last export, and of one that may have been
/// interrupted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exported {
    files: BTreeMap<String, BTreeSet<String>>,
}

impl Exported {
    /// What is on record; nothing where no record can be read, so that everything counts as somebody's.
    fn read(disk: &dyn Disk, path: &Path) -> Self {
        let bytes = disk.read(path).unwrap_or_default();
        ron_options().from_bytes(&bytes).unwrap_or_default()
    }

    fn add(&mut self, files: &Files) {
        for (name, bytes) in files {
            self.files.entry(name.clone()).or_default().insert(sha256(bytes));
        }
    }

    fn has(&self, name: &str, bytes: &[u8]) -> bool {
        self.files.get(name).is_some_and(|hashes| hashes.contains(&sha256(bytes)))
    }
}

/// A bundle being replaced.
struct Bundle<'a> {
    disk: &'a dyn Disk,
    target: PathBuf,
    exported: Exported,
    kept: Vec<(String, String)>,
}

/// Writes a folder of files into `parent`, which must be there, as one. Of a folder of the name what was exported and is unchanged
/// goes; everything else stays.
///
/// # Errors
/// When a name is not a plain file name, something else than a folder has the bundle's name, or the disk fails; an older bundle of
/// the name is then as it was.
pub fn write_bundle(disk: &dyn Disk, parent: &Path, name: &str, files: &Files) -> StoreResult<WrittenBundle> {
    let target = parent.join(check_name(name)?);
    for (file, _) in files {
        check_name(file)?;
    }
    Bundle::new(disk, &target)?.write(files)
}

/// Finishes the replacement of a bundle that was interrupted.
pub(super) fn finish_bundle(disk: &dyn Disk, target: &Path) -> StoreResult<()> {
    Bundle::new(disk, target)?.finish()
}

/// The name that a bundle bears while a newer one takes its place.
fn old_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".old.tmp");
    path.with_file_name(name)
}

/// The file beside a bundle that says what was exported.
fn record_of(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.exported.ron"))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A name that is free in a folder, from one that is not: `report.htm` becomes `report.kept-1.htm`.
fn free_name(disk: &dyn Disk, dir: &Path, name: &str) -> StoreResult<String> {
    let (stem, end) = match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, end)) if end != "tmp" => (stem, format!(".{end}")),
        Some((stem, _)) => (stem, String::new()),
        None => (name, String::new()),
    };
    for number in 1_u32.. {
        let free = format!("{stem}.kept-{number}{end}");
        if !exists(disk, &dir.join(&free))? {
            return Ok(free);
        }
    }
    Err(StoreError::BadName(name.to_owned()))
}

impl<'a> Bundle<'a> {
    fn new(disk: &'a dyn Disk, target: &Path) -> StoreResult<Self> {
        match kind_of(disk, target)? {
            Some(NodeKind::Folder) | None => {}
            Some(NodeKind::File) => return Err(StoreError::NotAFolder(target.to_owned())),
            Some(kind @ (NodeKind::Link | NodeKind::Special)) => {
                return Err(StoreError::NotPlain { path: target.to_owned(), kind });
            }
        }
        let exported = Exported::read(disk, &record_of(target));
        Ok(Self { disk, target: target.to_owned(), exported, kept: Vec::new() })
    }

    fn write(mut self, files: &Files) -> StoreResult<WrittenBundle> {
        self.finish()?;
        self.clear_temp(files)?;
        // On record before any of it is there, so that what an interruption leaves is known for ours.
        self.exported.add(files);
        self.save()?;
        if let Err(error) = self.build(files).and_then(|temp| self.swap_in(&temp)) {
            self.discard(files);
            return Err(error);
        }
        self.carry_over(&old_of(&self.target))?;
        self.exported = Exported::default();
        self.exported.add(files);
        self.save()?;
        Ok(WrittenBundle { dir: self.target, kept: self.kept })
    }

    fn save(&self) -> StoreResult<()> {
        let mut text =
            "// rcoi: what the folder of this name was exported with; see docs/files.md.\n".to_owned();
        ron_options().to_writer(&mut text, &self.exported)?;
        text.push('\n');
        write_atomic(self.disk, &record_of(&self.target), text.as_bytes())
    }

    /// Puts a bundle back whose replacement was interrupted between the two renames, or takes from it what is somebody's.
    fn finish(&mut self) -> StoreResult<()> {
        let old = old_of(&self.target);
        match kind_of(self.disk, &old)? {
            None => return Ok(()),
            Some(NodeKind::Folder) => {}
            Some(NodeKind::File | NodeKind::Link | NodeKind::Special) => return self.set_aside(&old),
        }
        if exists(self.disk, &self.target)? {
            sync_parent(self.disk, &self.target)?;
            return self.carry_over(&old);
        }
        self.disk.rename(&old, &self.target).map_err(StoreError::io("put back", &self.target))?;
        sync_parent(self.disk, &self.target)
    }

    /// Writes the new bundle beside the old.
    fn build(&self, files: &Files) -> StoreResult<PathBuf> {
        let temp = temp_of(&self.target);
        self.disk.create_dir(&temp).map_err(StoreError::io("create the folder", &temp))?;
        for (file, bytes) in files {
            write_synced(self.disk, &temp.join(file), bytes)?;
        }
        self.disk.sync_dir(&temp).map_err(StoreError::io("sync the folder", &temp))?;
        Ok(temp)
    }

    fn swap_in(&self, temp: &Path) -> StoreResult<()> {
        let (old, target) = (old_of(&self.target), &self.target);
        let replaces = exists(self.disk, target)?;
        if replaces {
            self.disk.rename(target, &old).map_err(StoreError::io("set aside", target))?;
        }
        // Never may the second change of names be on the disk without the first.
        let synced = sync_parent(self.disk, target);
        let placed = synced
            .and_then(|()| self.disk.rename(temp, target).map_err(StoreError::io("put in place", target)));
        if placed.is_err() && replaces && !exists(self.disk, target)? {
            self.disk.rename(&old, target).map_err(StoreError::io("put back", target))?;
        }
        placed?;
        sync_parent(self.disk, target)
    }

    /// Removes what a failed attempt has written, as far as the disk permits.
    fn discard(&self, files: &Files) {
        let temp = temp_of(&self.target);
        files.iter().for_each(|(file, _)| drop(self.disk.remove(&temp.join(file))));
        self.disk.remove_dir(&temp).ok();
    }

    /// Makes room for the new bundle: what an interrupted attempt left goes, all else is set aside.
    fn clear_temp(&mut self, files: &Files) -> StoreResult<()> {
        let temp = temp_of(&self.target);
        match kind_of(self.disk, &temp)? {
            None => return Ok(()),
            Some(NodeKind::Folder) => {}
            Some(NodeKind::File | NodeKind::Link | NodeKind::Special) => return self.set_aside(&temp),
        }
        let mut is_ours = true;
        for name in self.list(&temp)? {
            let path = temp.join(&name);
            if self.was_exported(&name, &path)? || self.is_begun(files, &name, &path) {
                self.remove(&path)?;
            } else {
                is_ours = false;
            }
        }
        if !is_ours {
            return self.set_aside(&temp);
        }
        self.disk.remove_dir(&temp).map_err(StoreError::io("remove", &temp))
    }

    /// Takes from the former bundle what is somebody's into the new one, and removes the rest with it.
    fn carry_over(&mut self, old: &Path) -> StoreResult<()> {
        if !exists(self.disk, old)? {
            return Ok(());
        }
        let mut theirs = Vec::new();
        for name in self.list(old)? {
            let path = old.join(&name);
            if !self.was_exported(&name, &path)? && !self.is_same(&path, &self.target.join(&name)) {
                theirs.push(name);
            }
        }
        for name in &theirs {
            self.carry(old, name)?;
        }
        // Their new names are on the disk before the folder goes in which they had the old ones.
        let target = &self.target;
        self.disk.sync_dir(target).map_err(StoreError::io("sync the folder", target))?;
        for name in self.list(old)? {
            self.remove(&old.join(name))?;
        }
        self.disk.remove_dir(old).map_err(StoreError::io("remove", old))
    }

    fn carry(&mut self, old: &Path, name: &str) -> StoreResult<()> {
        let from = old.join(name);
        let taken = exists(self.disk, &self.target.join(name))?;
        let free = if taken { free_name(self.disk, &self.target, name)? } else { name.to_owned() };
        self.disk.rename(&from, &self.target.join(&free)).map_err(StoreError::io("carry over", &from))?;
        if taken {
            self.kept.push((name.to_owned(), free));
        }
        Ok(())
    }

    /// Gives what stands beside the bundle and is not ours a name of its own.
    fn set_aside(&mut self, path: &Path) -> StoreResult<()> {
        let free = free_name(self.disk, parent_of(path), &name_of(path))?;
        self.disk.rename(path, &path.with_file_name(&free)).map_err(StoreError::io("set aside", path))?;
        self.kept.push((name_of(path), free));
        sync_parent(self.disk, path)
    }

    /// Whether a file is one that was exported, and unchanged.
    fn was_exported(&self, name: &str, path: &Path) -> StoreResult<bool> {
        if !self.exported.files.contains_key(name) || kind_of(self.disk, path)? != Some(NodeKind::File) {
            return Ok(false);
        }
        Ok(self.disk.read(path).is_ok_and(|bytes| self.exported.has(name, &bytes)))
    }

    /// Whether two paths are files of the same content.
    fn is_same(&self, one: &Path, other: &Path) -> bool {
        self.disk.read(one).is_ok_and(|one| self.disk.read(other).is_ok_and(|other| one == other))
    }

    /// Whether a file is the beginning of one that is about to be written: what an interruption leaves of it.
    fn is_begun(&self, files: &Files, name: &str, path: &Path) -> bool {
        let wanted = files.iter().find(|(file, _)| file == name);
        wanted.is_some_and(|(_, whole)| self.disk.read(path).is_ok_and(|begun| whole.starts_with(&begun)))
    }

    fn list(&self, dir: &Path) -> StoreResult<Vec<String>> {
        self.disk.list(dir).map_err(StoreError::io("list", dir))
    }

    fn remove(&self, path: &Path) -> StoreResult<()> {
        self.disk.remove(path).map_err(StoreError::io("remove", path))
    }
}
