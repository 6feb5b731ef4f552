//! The only door to the disk: a small trait, and the real one behind it.
//!
//! Everything the store writes goes through [`Disk`], so that the tests can put a disk behind it that
//! fails, fills up, or loses what was not synced, at every single step.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// No file is read beyond so many bytes: a file of a workspace from elsewhere may be of any length, or have no end.
pub const MOST_READ: u64 = 256 << 20;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    File,
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A pipe, a socket or a device: what need not end when it is read.
    Special,
}

impl std::fmt::Display for NodeKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Link => "a link",
            Self::Special => "a pipe or a device",
        })
    }
}

/// What is known of a file or folder without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// Its length in bytes.
    pub len: u64,
    pub kind: NodeKind,
    /// Whether only its owner can reach it; always so where the system has no such permissions.
    pub private: bool,
    /// Whether others than its owner can write to it; never so where the system has no such permissions.
    pub shared: bool,
    /// What tells it from another file of the same name: device and inode; zeros where the system has none.
    pub identity: (u64, u64),
}

impl Stat {
    /// Whether it is a folder.
    pub fn is_dir(&self) -> bool {
        self.kind == NodeKind::Folder
    }
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

    /// Writes bytes over those at the beginning of the file. Nothing waits for the disk.
    ///
    /// # Errors
    /// When the system fails.
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()>;

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
///
/// A path's last part is never followed if it is a link, and nothing but a plain file is opened, except by the two methods whose
/// names end in `through`: these are for paths that a person gave.
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

    /// What is known of what stands at a path.
    ///
    /// # Errors
    /// When nothing is there, or the system fails.
    fn stat(&self, path: &Path) -> io::Result<Stat>;

    /// What is known of a path, links followed.
    ///
    /// # Errors
    /// When nothing is there, or the system fails.
    fn stat_through(&self, path: &Path) -> io::Result<Stat>;

    /// The names in a folder, sorted.
    ///
    /// # Errors
    /// When it is not a folder, or the system fails.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// A whole file of at most [`MOST_READ`] bytes.
    ///
    /// # Errors
    /// When it is not there, no plain file or longer, or the system fails.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// A whole file of at most [`MOST_READ`] bytes, links followed.
    ///
    /// # Errors
    /// As [`Disk::read`].
    fn read_through(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Creates a file for writing. A file or link of its name loses that name first, whatever other names it has or leads to.
    ///
    /// # Errors
    /// When the system fails.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Opens a file that is there for writing at its end.
    ///
    /// # Errors
    /// When it is not there or no plain file, or the system fails.
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
    /// When it is no plain file, or cannot be opened for writing.
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

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.seek(SeekFrom::Start(0))?;
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
        fs::symlink_metadata(path).map(|meta| stat_of(&meta))
    }

    fn stat_through(&self, path: &Path) -> io::Result<Stat> {
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
        whole(open_plain(path, options().read(true))?)
    }

    fn read_through(&self, path: &Path) -> io::Result<Vec<u8>> {
        whole(plain(following().read(true).open(path)?)?)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let new = || options().create_new(true).write(true).open(path);
        let file = match new() {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                fs::remove_file(path)?;
                new()
            }
            made => made,
        };
        Ok(Box::new(RealFile(file?)))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(RealFile(open_plain(path, options().append(true))?)))
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
        let file = open_plain(path, options().create(true).truncate(false).write(true))?;
        Ok(match file.try_lock() {
            Ok(()) => Locking::Held(Box::new(file)),
            Err(TryLockError::WouldBlock) => Locking::Busy,
            Err(TryLockError::Error(error)) => Locking::Unsupported(error),
        })
    }
}

/// A file opened by its own name, if it is a plain file.
fn open_plain(path: &Path, options: &OpenOptions) -> io::Result<File> {
    match options.open(path) {
        Ok(file) => plain(file),
        // The system's word for a link that is not followed says nothing to anybody.
        Err(error) => Err(match fs::symlink_metadata(path) {
            Ok(meta) if stat_of(&meta).kind == NodeKind::Link => not_plain(NodeKind::Link),
            Ok(_) | Err(_) => error,
        }),
    }
}

/// The file that was opened, if it is a plain file: what a name stood for a moment ago need not be what was opened.
fn plain(file: File) -> io::Result<File> {
    match stat_of(&file.metadata()?).kind {
        NodeKind::File => Ok(file),
        NodeKind::Folder => Err(io::Error::from(ErrorKind::IsADirectory)),
        other @ (NodeKind::Link | NodeKind::Special) => Err(not_plain(other)),
    }
}

fn not_plain(kind: NodeKind) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, format!("it is {kind}, not a plain file"))
}

fn whole(mut file: File) -> io::Result<Vec<u8>> {
    let expected = usize::try_from(file.metadata()?.len().min(MOST_READ)).unwrap_or(0);
    let mut bytes = Vec::with_capacity(expected);
    Read::by_ref(&mut file).take(MOST_READ + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_READ {
        let why = format!("it is longer than {} MB", MOST_READ >> 20);
        return Err(io::Error::new(ErrorKind::FileTooLarge, why));
    }
    Ok(bytes)
}

#[cfg(unix)]
mod system {
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    use rustix::fs::OFlags;

    use super::{NodeKind, Stat};

    fn bits(flags: OFlags) -> i32 {
        flags.bits().cast_signed()
    }

    pub(super) fn dir_builder() -> DirBuilder {
        let mut builder = DirBuilder::new();
        builder.mode(0o700);
        builder
    }

    /// For a path's last part as it stands. Nothing waits for the other end of a pipe.
    pub(super) fn options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.mode(0o600).custom_flags(bits(OFlags::NOFOLLOW | OFlags::NONBLOCK));
        options
    }

    /// For a path that a person gave, which may be a link. Nothing waits for the other end of a pipe.
    pub(super) fn following() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.custom_flags(bits(OFlags::NONBLOCK));
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
            kind: kind_of(meta),
            private: meta.mode().trailing_zeros() >= 6,
            shared: meta.mode() & 0o022 != 0,
            identity: (meta.dev(), meta.ino()),
        }
    }

    fn kind_of(meta: &Metadata) -> NodeKind {
        let kind = meta.file_type();
        match (kind.is_file(), kind.is_dir(), kind.is_symlink()) {
            (true, _, _) => NodeKind::File,
            (_, true, _) => NodeKind::Folder,
            (_, _, true) => NodeKind::Link,
            (false, false, false) => NodeKind::Special,
        }
    }
}

/// Systems without Unix permissions: folders inherit theirs, and names need no sync of their own.
#[cfg(not(unix))]
mod system {
    use std::fs::{self, DirBuilder, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;

    use super::{NodeKind, Stat};

    pub(super) fn dir_builder() -> DirBuilder {
        DirBuilder::new()
    }

    pub(super) fn options() -> OpenOptions {
        OpenOptions::new()
    }

    pub(super) fn following() -> OpenOptions {
        OpenOptions::new()
    }

    pub(super) fn set_mode_private(dir: &Path) -> io::Result<()> {
        fs::metadata(dir).map(|_| ())
    }

    pub(super) fn sync_names(dir: &Path) -> io::Result<()> {
        fs::metadata(dir).map(|_| ())
    }

    pub(super) fn stat_of(meta: &Metadata) -> Stat {
        let kind = match (meta.is_file(), meta.is_dir()) {
            (true, _) => NodeKind::File,
            (_, true) => NodeKind::Folder,
            (false, false) => NodeKind::Link,
        };
        Stat { len: meta.len(), kind, private: true, shared: false, identity: (0, 0) }
    }
}

use system::{dir_builder, following, options, set_mode_private, stat_of, sync_names};
