//! A frozen report on disk: its folder below `frozen/`, and beside it a workspace of its own with what it was made of.

use std::path::PathBuf;
use std::sync::Arc;

use super::atomic::{check_name, ensure_dir, exists, write_atomic};
use super::bundle::{WrittenBundle, write_bundle};
use super::contents::{named_by, path_of};
use super::lock::Owner;
use super::paths::Paths;
use super::record::sha256;
use super::{Store, StoreError, StoreResult};
use crate::domain::{Freeze, Stamp, Workspace};

/// The copy of a workspace that a frozen report was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenSources {
    /// Its folder, which is a workspace.
    pub dir: PathBuf,
    /// SHA-256 of its `workspace.ron`, in hexadecimal.
    pub sha256: String,
}

impl Store {
    /// A name for the next frozen report: the reporting year, with a number where that is taken.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn free_frozen_name(&self) -> StoreResult<String> {
        let year = self.workspace().programme.year.to_string();
        let numbered = (2_u32..).map(|number| format!("{year}-{number}"));
        for name in std::iter::once(year.clone()).chain(numbered) {
            let paths = self.paths();
            let is_there = exists(self.disk(), &paths.frozen_report(&name))?
                || exists(self.disk(), &paths.frozen_sources(&name))?;
            if !is_there && !self.workspace().freezes.contains_key(&name) {
                return Ok(name);
            }
        }
        Err(StoreError::BadName(year))
    }

    /// Copies the workspace, as the disk has it, with the contents that it names, into a workspace of its own.
    ///
    /// # Errors
    /// When a content is missing or not as it was, the workspace is open for reading only, or the disk fails. What was copied by
    /// then is no workspace yet.
    pub fn copy_frozen(&self, name: &str, (owner, stamp): (&Owner, &Stamp)) -> StoreResult<FrozenSources> {
        self.check_writable()?;
        let dir = self.paths().frozen_sources(check_name(name)?);
        ensure_dir(self.disk(), &self.paths().frozen())?;
        ensure_dir(self.disk(), &dir)?;
        let copied = Paths::new(&dir);
        self.copy_contents(&copied)?;
        // The workspace comes last: before it the folder is none.
        let copy = frozen_copy(self.workspace(), name, stamp);
        Self::init(Arc::clone(self.shared_disk()), &dir, &copy, owner)?.close()?;
        let path = copied.workspace();
        let bytes = self.disk().read(&path).map_err(StoreError::io("read", &path))?;
        Ok(FrozenSources { dir, sha256: sha256(&bytes) })
    }

    fn copy_contents(&self, copied: &Paths) -> StoreResult<()> {
        ensure_dir(self.disk(), &copied.declarations())?;
        ensure_dir(self.disk(), &copied.lists())?;
        for (kind, hash) in named_by(self.workspace()) {
            let path = path_of(self.paths(), kind, &hash);
            let bytes = self.disk().read(&path).map_err(StoreError::io("read", &path))?;
            if sha256(&bytes) != hash {
                return Err(StoreError::WrongHash(hash));
            }
            write_atomic(self.disk(), &path_of(copied, kind, &hash), &bytes)?;
        }
        Ok(())
    }

    /// Writes the files of a frozen report as one folder.
    ///
    /// # Errors
    /// When a name is not a plain file name, the workspace is open for reading only, or the disk fails.
    pub fn write_frozen(&self, name: &str, files: &[(String, Vec<u8>)]) -> StoreResult<WrittenBundle> {
        self.check_writable()?;
        ensure_dir(self.disk(), &self.paths().frozen())?;
        write_bundle(self.disk(), &self.paths().frozen(), name, files)
    }
}

/// The workspace as it is copied: it takes no edit either, and knows nothing of earlier freezes, whose folders it has not.
fn frozen_copy(ws: &Workspace, name: &str, stamp: &Stamp) -> Workspace {
    let freeze =
        Freeze { name: name.to_owned(), manifest: String::new(), stamp: stamp.clone(), lifted: None };
    Workspace { freezes: [(name.to_owned(), freeze)].into(), ..ws.clone() }
}

/// Whether two workspaces are the same but for what was frozen of them.
///
/// # Errors
/// When a value cannot be written as RON, which no value of the domain is.
pub fn is_same_work(one: &Workspace, other: &Workspace) -> StoreResult<bool> {
    let bare = |ws: &Workspace| {
        super::canonical(&Workspace { freezes: std::collections::BTreeMap::new(), ..ws.clone() })
    };
    Ok(bare(one)? == bare(other)?)
}
