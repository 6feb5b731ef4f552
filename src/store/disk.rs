//! The only door to the disk: a small trait, and the real one behind it.
//!
//! Everything the store writes goes through [`Disk`], so that the tests can put a disk behind it that
//! fails, fills up, or loses what was not synced, at every single step.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;

/// What is known of a file or folder without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// Its length in bytes.
    pub len: u64,
    pub is_dir: bool,
    /// Whether only its owner can reach it; always so where the system has no such permissions.
    pub private: bool,
    /// What tells it from another file of the same name: device and inode; zeros where the system has none.
    pub identity: (u64, u64),
}

/// What came of an attempt to lock a file.
#[derive(Debug)]
pub enum Locking {
    /// The lock is held until the value is dropped.
    Held(Box<dyn DiskLock>),
    /// Another process holds it.
    Busy,
    /// The file system cannot lock.
    Unsupported(io::Error),
}

/// A lock that is held; dropping it lets go.
pub trait DiskLock: Debug + Send {}

/// A file open for writing at its end.
pub trait DiskFile: Debug + Send {
    /// Writes all bytes at the end of the file. After an error some of them may be there.
    ///
    /// # Errors
    /// When the system fails.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Cuts the file to `len` bytes.
    ///
    /// # Errors
    /// When the system fails.
    fn set_len(&mut self, len: u64) -> io::Result<()>;

    /// Waits until the content is on the disk.
    ///
    /// # Errors
    /// When the system fails; what was written since the last success may then be lost.
    fn sync(&mut self) -> io::Result<()>;

    /// The file's length and identity.
    ///
    /// # Errors
    /// When the system fails.
    fn stat(&self) -> io::Result<Stat>;
}

/// What the store needs of a disk. New folders and files are for their owner alone (0700, 0600).
pub trait Disk: Debug + Send + Sync {
    /// Creates a folder; its parent must be there.
    ///
    /// # Errors
    /// When it is there already, or the system fails.
    fn create_dir(&self, path: &Path) -> io::Result<()>;

    /// Lets only the owner into a folder.
    ///
    /// # Errors
    /// When the system fails.
    fn set_private(&self, dir: &Path) -> io::Result<()>;

    /// What is known of a path, links followed.
    ///
    /// # Errors
    /// When nothing is there, or the system fails.
    fn stat(&self, path: &Path) -> io::Result<Stat>;

    /// The names in a folder, sorted.
    ///
    /// # Errors
    /// When it is not a folder, or the system fails.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// A whole file.
    ///
    /// # Errors
    /// When it is not there, or the system fails.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Creates a file, or empties the one there, for writing.
    ///
    /// # Errors
    /// When the system fails.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Opens a file that is there for writing at its end.
    ///
    /// # Errors
    /// When it is not there, or the system fails.
    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Gives a file or folder a new name on the same file system; a file at the new name is replaced.
    ///
    /// # Errors
    /// When the system fails.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// When it is not there, or the system fails.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    /// When it is not empty or not there, or the system fails.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;

    /// Waits until the names in a folder (files created, renamed, removed) are on the disk.
    ///
    /// # Errors
    /// When the system fails.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;

    /// Locks a file, which is created if it is not there; does not wait.
    ///
    /// # Errors
    /// When the file cannot be opened for writing.
    fn try_lock(&self, path: &Path) -> io::Result<Locking>;
}

/// The disk of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

#[derive(Debug)]
struct RealFile(File);

impl DiskLock for File {}

impl DiskFile for RealFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }

    fn stat(&self) -> io::Result<Stat> {
        self.0.metadata().map(|meta| stat_of(&meta))
    }
}

impl Disk for RealDisk {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        dir_builder().create(path)
    }

    fn set_private(&self, dir: &Path) -> io::Result<()> {
        set_mode_private(dir)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        fs::metadata(path).map(|meta| stat_of(&meta))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(dir)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = write_options().create(true).write(true).truncate(true).open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        sync_names(dir)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Locking> {
        let file = write_options().create(true).truncate(false).write(true).open(path)?;
        Ok(match file.try_lock() {
            Ok(()) => Locking::Held(Box::new(file)),
            Err(TryLockError::WouldBlock) => Locking::Busy,
            Err(TryLockError::Error(error)) => Locking::Unsupported(error),
        })
    }
}

#[cfg(unix)]
mod system {
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    use super::Stat;

    pub(super) fn dir_builder() -> DirBuilder {
        let mut builder = DirBuilder::new();
        builder.mode(0o700);
        builder
    }

    pub(super) fn write_options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.mode(0o600);
        options
    }

    pub(super) fn set_mode_private(dir: &Path) -> io::Result<()> {
        fs::set_permissions(dir, Permissions::from_mode(0o700))
    }

    pub(super) fn sync_names(dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }

    pub(super) fn stat_of(meta: &Metadata) -> Stat {
        Stat {
            len: meta.len(),
            is_dir: meta.is_dir(),
            private: meta.mode().trailing_zeros() >= 6,
            identity: (meta.dev(), meta.ino()),
        }
    }
}

/// Systems without Unix permissions: folders inherit theirs, and names need no sync of their own.
#[cfg(not(unix))]
mod system {
    use std::fs::{self, DirBuilder, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;

    use super::Stat;

    pub(super) fn dir_builder() -> DirBuilder {
        DirBuilder::new()
    }

    pub(super) fn write_options() -> OpenOptions {
        OpenOptions::new()
    }

    pub(super) fn set_mode_private(dir: &Path) -> io::Result<()> {
        fs::metadata(dir).map(|_| ())
    }

    pub(super) fn sync_names(dir: &Path) -> io::Result<()> {
        fs::metadata(dir).map(|_| ())
    }

    pub(super) fn stat_of(meta: &Metadata) -> Stat {
        Stat { len: meta.len(), is_dir: meta.is_dir(), private: true, identity: (0, 0) }
    }
}

use system::{dir_builder, set_mode_private, stat_of, sync_names, write_options};
