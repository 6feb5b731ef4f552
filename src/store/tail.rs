//! The end of the journal, where entries are added.

use std::path::{Path, PathBuf};

use super::disk::{Disk, DiskFile};
use super::{StoreError, StoreResult};

/// The journal open at its end.
#[derive(Debug)]
pub(super) struct Tail {
    path: PathBuf,
    file: Box<dyn DiskFile>,
    identity: (u64, u64),
    good_len: u64,
    /// Whether bytes that were not acknowledged may follow the good ones.
    doubtful: bool,
}

impl Tail {
    /// Opens the journal, of which the first `good_len` bytes are whole lines, and syncs it: an earlier
    /// process may have been killed before it could.
    pub fn open(disk: &dyn Disk, path: &Path, good_len: u64) -> StoreResult<Self> {
        let mut file = disk.append(path).map_err(StoreError::io("open", path))?;
        file.sync().map_err(StoreError::io("sync", path))?;
        let stat = file.stat().map_err(StoreError::io("look at", path))?;
        let doubtful = stat.len != good_len;
        Ok(Self { path: path.to_owned(), file, identity: stat.identity, good_len, doubtful })
    }

    /// The bytes that are acknowledged.
    pub fn len(&self) -> u64 {
        self.good_len
    }

    /// Whether the file at the journal's path is still the one that is open, and as it was left.
    fn check_present(&self, disk: &dyn Disk) -> StoreResult<()> {
        let stat = match disk.stat(&self.path) {
            Ok(stat) => stat,
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                ) =>
            {
                return Err(StoreError::Gone(self.path.clone()));
            }
            Err(error) => return Err(StoreError::io("look at", &self.path)(error)),
        };
        let same = stat.identity == self.identity && (self.doubtful || stat.len == self.good_len);
        if same { Ok(()) } else { Err(StoreError::Changed(self.path.clone())) }
    }

    /// Makes sure that the next line would follow the last good one.
    pub fn make_ready(&mut self, disk: &dyn Disk) -> StoreResult<()> {
        self.check_present(disk)?;
        if self.doubtful {
            self.cut()?;
        }
        Ok(())
    }

    /// Cuts off what follows the good bytes.
    fn cut(&mut self) -> StoreResult<()> {
        self.file.set_len(self.good_len).map_err(StoreError::io("cut", &self.path))?;
        self.file.sync().map_err(StoreError::io("sync", &self.path))?;
        self.doubtful = false;
        Ok(())
    }

    /// Writes a line and waits until it is on the disk. After an error the journal is as before, or is made
    /// so before the next line.
    pub fn add(&mut self, line: &str) -> StoreResult<()> {
        let written = self
            .file
            .write_all(line.as_bytes())
            .map_err(StoreError::io("write", &self.path))
            .and_then(|()| self.file.sync().map_err(StoreError::io("sync", &self.path)));
        match written {
            Ok(()) => {
                self.good_len += line.len() as u64;
                Ok(())
            }
            Err(error) => {
                self.doubtful = true;
                // When this fails too, the next attempt begins with it.
                self.cut().ok();
                Err(error)
            }
        }
    }
}
