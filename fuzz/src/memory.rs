//! A disk in memory, on which nothing fails.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rcoi::store::{Disk, DiskFile, DiskLock, Locking, NodeKind, Stat};

/// Files with their bytes; folders have none.
type Nodes = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// The disk; clones are the same disk.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Nodes>>);

impl Memory {
    fn nodes(&self) -> MutexGuard<'_, Nodes> {
        // Whoever panicked while holding the lock has failed already.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another disk of the same content.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self(Arc::new(Mutex::new(self.nodes().clone())))
    }

    /// Puts a file at a path; the folders above it need not be there.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        self.nodes().insert(path.to_owned(), Some(bytes.to_vec()));
    }
}

fn missing() -> io::Error {
    ErrorKind::NotFound.into()
}

fn stat(node: &Option<Vec<u8>>) -> Stat {
    let kind = if node.is_some() { NodeKind::File } else { NodeKind::Folder };
    let len = node.as_ref().map_or(0, |bytes| bytes.len() as u64);
    Stat { len, kind, private: true, shared: false, identity: (0, 0) }
}

#[derive(Debug)]
struct MemoryFile(Memory, PathBuf);

impl MemoryFile {
    fn change(&self, change: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        self.0.nodes().get_mut(&self.1).and_then(Option::as_mut).map(change).ok_or_else(missing)
    }
}

impl DiskFile for MemoryFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.change(|file| file.extend_from_slice(bytes))
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.change(|file| {
            let behind = file.get(bytes.len()..).unwrap_or_default();
            *file = [bytes, behind].concat();
        })
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let len = usize::try_from(len).map_err(|_| ErrorKind::InvalidInput)?;
        self.change(|file| file.resize(len, 0))
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn stat(&self) -> io::Result<Stat> {
        self.0.stat(&self.1)
    }
}

#[derive(Debug)]
struct Held;

impl DiskLock for Held {}

impl Disk for Memory {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        let before = self.nodes().insert(path.to_owned(), None);
        if before.is_none() { Ok(()) } else { Err(ErrorKind::AlreadyExists.into()) }
    }

    fn set_private(&self, _dir: &Path) -> io::Result<()> {
        Ok(())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.nodes().get(path).map(stat).ok_or_else(missing)
    }

    fn stat_through(&self, path: &Path) -> io::Result<Stat> {
        self.stat(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let nodes = self.nodes();
        let below = nodes.keys().filter(|path| path.parent() == Some(dir));
        Ok(below.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.nodes().get(path).cloned().flatten().ok_or_else(missing)
    }

    fn read_through(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.put(path, &[]);
        self.append(path)
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.read(path)?;
        Ok(Box::new(MemoryFile(self.clone(), path.to_owned())))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        let node = nodes.remove(from).ok_or_else(missing)?;
        nodes.insert(to.to_owned(), node);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.nodes().remove(path).map(drop).ok_or_else(missing)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.remove(path)
    }

    fn sync_dir(&self, _dir: &Path) -> io::Result<()> {
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Locking> {
        self.nodes().entry(path.to_owned()).or_insert_with(|| Some(Vec::new()));
        Ok(Locking::Held(Box::new(Held)))
    }
}
