//! One writer at a time: a locked file, and beside it who has locked it.
//!
//! Where a file system cannot lock, the workspace opens for reading only: two writers there would destroy
//! each other's work, and a copy on a local disk is quickly made. There is no way to force it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::data::ron_options;

use super::atomic::write_synced;
use super::disk::{Disk, DiskLock, Locking};
use super::error::is_denied;
use super::paths::Paths;
use super::{StoreError, StoreResult};

/// Who has a workspace open for writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The machine.
    pub host: String,
    /// The process on it.
    pub pid: u32,
    /// Since when.
    pub since: Timestamp,
    pub person: String,
}

impl std::fmt::Display for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {} (process {}, since {:.0})", self.person, self.host, self.pid, self.since)
    }
}

/// Why a workspace is open for reading only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another instance writes it; who, where that is on record.
    Locked(Option<Owner>),
    /// There is no permission to write in the folder.
    Denied,
    /// The file system cannot lock files; what the system said.
    NoLocking(String),
    /// Nobody asked to write.
    Asked,
}

impl std::fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Locked(Some(owner)) => write!(f, "{owner} has it open"),
            Self::Locked(None) => f.write_str("another instance has it open"),
            Self::Denied => f.write_str("there is no permission to write in its folder"),
            Self::NoLocking(error) => write!(f, "its file system cannot lock files ({error})"),
            Self::Asked => f.write_str("it was opened only to look"),
        }
    }
}

impl ReadOnly {
    /// What to do to write.
    pub fn remedy(&self) -> String {
        match self {
            Self::Locked(_) => "close it there, then open it anew".to_owned(),
            Self::Denied => "ask for write permission, or work on a copy of the folder".to_owned(),
            Self::NoLocking(_) => "work on a copy of the folder on a local disk".to_owned(),
            Self::Asked => "open it for writing".to_owned(),
        }
    }
}

/// Takes the lock for `owner`, or says why the workspace can only be read.
pub(super) fn take(
    disk: &dyn Disk,
    paths: &Paths,
    owner: &Owner,
) -> StoreResult<Result<Box<dyn DiskLock>, ReadOnly>> {
    let path = paths.lock();
    let lock = match disk.try_lock(&path) {
        Ok(Locking::Held(lock)) => lock,
        Ok(Locking::Busy) => return Ok(Err(ReadOnly::Locked(owner_of(disk, paths)))),
        Ok(Locking::Unsupported(error)) => return Ok(Err(ReadOnly::NoLocking(error.to_string()))),
        Err(error) if is_denied(&error) => return Ok(Err(ReadOnly::Denied)),
        Err(error) => return Err(StoreError::io("lock", &path)(error)),
    };
    if let Ok(text) = ron_options().to_string(owner) {
        // Who it is only serves the message to a second instance; the lock holds without it.
        write_synced(disk, &paths.owner(), text.as_bytes()).ok();
    }
    Ok(Ok(lock))
}

/// Who is on record as having the workspace open.
fn owner_of(disk: &dyn Disk, paths: &Paths) -> Option<Owner> {
    let bytes = disk.read(&paths.owner()).ok()?;
    ron_options().from_bytes(&bytes).ok()
}
