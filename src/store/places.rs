//! What stands at the paths of a workspace: files and folders, and nothing that leads elsewhere or never ends.
//!
//! A workspace may come from somebody else. Its folder may be reached by a link; below it nothing is followed.

use std::path::PathBuf;

use super::atomic::kind_of;
use super::disk::{Disk, NodeKind};
use super::paths::{FOLDERS, Paths};
use super::{StoreError, StoreResult};

/// Refuses a workspace in which something else stands where a file or a folder of its own is known to stand.
pub(super) fn check(disk: &dyn Disk, paths: &Paths) -> StoreResult<()> {
    odd(disk, paths)?.into_iter().next().map_or(Ok(()), Err)
}

/// Everything that is no plain file or folder at the known places.
pub(super) fn odd(disk: &dyn Disk, paths: &Paths) -> StoreResult<Vec<StoreError>> {
    let mut odd = Vec::new();
    for path in files(paths) {
        if let Some(kind @ (NodeKind::Link | NodeKind::Special)) = kind_of(disk, &path)? {
            odd.push(StoreError::NotPlain { path, kind });
        }
    }
    for path in FOLDERS.iter().map(|folder| paths.dir().join(folder)) {
        match kind_of(disk, &path)? {
            Some(NodeKind::Folder) | None => {}
            Some(NodeKind::File) => odd.push(StoreError::NotAFolder(path)),
            Some(kind @ (NodeKind::Link | NodeKind::Special)) => {
                odd.push(StoreError::NotPlain { path, kind });
            }
        }
    }
    Ok(odd)
}

fn files(paths: &Paths) -> [PathBuf; 8] {
    [
        paths.workspace(),
        paths.journal(),
        paths.sources(),
        paths.lock(),
        paths.owner(),
        paths.acknowledged(),
        paths.gitignore(),
        paths.gitattributes(),
    ]
}
