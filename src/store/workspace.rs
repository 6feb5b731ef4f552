//! An open workspace: creating, opening, recording edits, making snapshots.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::{Entry, Workspace};

use super::archive::{self, WholeHistory, keep_numbered, numbered_files};
use super::atomic::{ensure_dir, write_atomic, write_synced};
use super::disk::{Disk, DiskLock};
use super::journal::{self, JournalHeader, Torn};
use super::lock::ReadOnly;
use super::mark::{Mark, MarkFile};
use super::migrate::{MIGRATIONS, Migration, VERSION};
use super::paths::{Paths, temp_of};
use super::record::{self, sha256};
use super::tail::Tail;
use super::{StoreError, StoreResult};

mod opening;

pub use opening::Opened;

/// Entries in the journal from which a snapshot is due.
pub const SNAPSHOT_ENTRIES: u64 = 256;

/// Bytes in the journal from which a snapshot is due.
pub const SNAPSHOT_BYTES: u64 = 1 << 20;

/// How many snapshots `backups/` keeps.
const BACKUPS: usize = 5;

/// A workspace folder that is open.
#[derive(Debug)]
pub struct Store {
    disk: Arc<dyn Disk>,
    paths: Paths,
    migrations: &'static [Migration],
    /// The workspace as the disk has it: every entry is tried on it before it is written.
    workspace: Workspace,
    /// SHA-256 of the snapshot.
    hash: String,
    snapshot_seq: u64,
    last_seq: u64,
    mode: Mode,
    /// Where reports go, if not into the workspace.
    reports_in: Option<PathBuf>,
}

#[derive(Debug)]
enum Mode {
    Reading(ReadOnly),
    Writing(Writer),
}

/// What the one writer holds.
#[derive(Debug)]
struct Writer {
    tail: End,
    mark: MarkFile,
    /// Held until the store is dropped.
    _lock: Box<dyn DiskLock>,
}

/// How the end of the journal stands.
#[derive(Debug)]
enum End {
    /// Open; entries can be added.
    Open(Tail),
    /// The snapshot is written, the new journal is not known to be: that comes before the next entry.
    Unsettled,
    /// The journal ends in what a crash left of a line; a copy is kept and it is cut off before the next
    /// entry.
    Torn(Torn, u64),
    /// The last line is whole and lacks its line end.
    LacksNewline(u64),
}

impl Store {
    /// A store that was created a moment ago.
    pub(super) fn fresh(
        disk: Arc<dyn Disk>,
        paths: Paths,
        (workspace, hash): (Workspace, String),
        lock: Box<dyn DiskLock>,
    ) -> StoreResult<Self> {
        let mode = Mode::Writing(Writer { tail: End::Unsettled, mark: MarkFile::default(), _lock: lock });
        let mut store = Self {
            disk,
            paths,
            migrations: MIGRATIONS,
            workspace,
            hash,
            snapshot_seq: 0,
            last_seq: 0,
            mode,
            reports_in: None,
        };
        store.make_ready()?;
        Ok(store)
    }

    /// The number that the next entry must have.
    pub fn next_seq(&self) -> u64 {
        self.last_seq + 1
    }

    /// The workspace as the disk has it.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The folder and the paths in it.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Where reports go, if not into the workspace.
    pub(super) fn reports_in(&self) -> Option<&Path> {
        self.reports_in.as_deref()
    }

    /// Has reports written into a folder elsewhere, of this workspace alone; the folder that it lies in must be there.
    pub fn send_reports_to(&mut self, dir: Option<PathBuf>) {
        self.reports_in = dir;
    }

    /// The disk that the store writes to.
    pub fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// The disk, to share with another store.
    pub(super) fn shared_disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// Whether edits can be recorded.
    ///
    /// # Errors
    /// When the workspace is open for reading only.
    pub fn check_writable(&self) -> StoreResult<()> {
        match &self.mode {
            Mode::Reading(why) => Err(StoreError::ReadOnly(why.clone())),
            Mode::Writing(_) => Ok(()),
        }
    }

    fn end(&mut self) -> StoreResult<&mut End> {
        match &mut self.mode {
            Mode::Reading(why) => Err(StoreError::ReadOnly(why.clone())),
            Mode::Writing(writer) => Ok(&mut writer.tail),
        }
    }

    /// Does what must come before the next entry, and makes sure that the journal is still there.
    fn make_ready(&mut self) -> StoreResult<()> {
        let disk = Arc::clone(&self.disk);
        let path = self.paths.journal();
        let opened = match self.end()? {
            End::Open(tail) => return tail.make_ready(&*disk),
            End::Unsettled => return self.settle(),
            End::Torn(torn, good_len) => {
                let (bytes, line, good_len) = (torn.bytes.clone(), torn.line, *good_len);
                self.keep_torn(line, &bytes)?;
                let mut tail = Tail::open(&*disk, &path, good_len)?;
                tail.make_ready(&*disk)?;
                tail
            }
            End::LacksNewline(good_len) => {
                let mut tail = Tail::open(&*disk, &path, *good_len)?;
                tail.add("\n")?;
                tail
            }
        };
        drop(opened);
        *self.end()? = End::Unsettled;
        self.settle()
    }

    /// Keeps a copy of an interrupted line before it is cut off.
    fn keep_torn(&self, line: usize, bytes: &[u8]) -> StoreResult<()> {
        ensure_dir(&*self.disk, &self.paths.backups())?;
        let name = format!("torn-after-{}-line-{line}.txt", self.last_seq);
        write_atomic(&*self.disk, &self.paths.backups().join(name), bytes)
    }

    /// Makes the journal on disk the one that continues the snapshot, and opens its end. Whatever state an
    /// interruption left, doing this again finishes it.
    fn settle(&mut self) -> StoreResult<()> {
        let path = self.paths.journal();
        let bytes = match self.disk.read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::Gone(path)),
            Err(error) => return Err(StoreError::io("read", &path)(error)),
        };
        // The names must be durable before anything builds on them.
        self.disk.sync_dir(self.paths.dir()).map_err(StoreError::io("sync the folder", self.paths.dir()))?;
        let (_, header) = journal::header(&path, &bytes, self.migrations)?;
        let good_len =
            if header.base == self.hash { bytes.len() as u64 } else { self.start_journal(&bytes)? };
        let tail = Tail::open(&*self.disk, &path, good_len)?;
        *self.end()? = End::Open(tail);
        Ok(())
    }

    /// Archives the journal, all of which the snapshot holds, and starts a new one. Returns its length.
    fn start_journal(&mut self, old: &[u8]) -> StoreResult<u64> {
        keep_numbered(&*self.disk, &self.paths.history(), old)?;
        let header = JournalHeader {
            version: VERSION,
            base: self.hash.clone(),
            after: self.snapshot_seq,
            previous: Some(sha256(old)),
        };
        let line = journal::line(&header)?;
        write_atomic(&*self.disk, &self.paths.journal(), line.as_bytes())?;
        Ok(line.len() as u64)
    }

    /// Records an entry. When this returns, it is on the disk.
    ///
    /// # Errors
    /// When the entry's number is not the next, its time is before 1970, its edit does not fit, the workspace is open for reading
    /// only, was deleted or changed by another program, or the disk fails. The entry is then not recorded,
    /// and the workspace can go on.
    pub fn append(&mut self, entry: &Entry) -> StoreResult<()> {
        self.check_writable()?;
        let expected = self.next_seq();
        if entry.seq != expected {
            return Err(StoreError::OutOfOrder { expected, found: entry.seq });
        }
        if entry.at < Timestamp::UNIX_EPOCH {
            return Err(StoreError::Clock(entry.at));
        }
        let line = journal::line(entry)?;
        self.make_ready()?;
        let does_not_fit = |error| StoreError::DoesNotFit { seq: entry.seq, error };
        entry.edit.apply(&mut self.workspace).map_err(does_not_fit)?;
        let written = match self.end()? {
            End::Open(tail) => tail.add(&line),
            End::Unsettled | End::Torn(..) | End::LacksNewline(_) => {
                Err(StoreError::Changed(self.paths.journal()))
            }
        };
        if written.is_err() {
            // The inverse of an edit that was applied a moment ago always fits.
            let restored = entry.edit.inverse().apply(&mut self.workspace);
            debug_assert!(restored.is_ok(), "{restored:?}");
        }
        written?;
        self.last_seq = entry.seq;
        self.mark(&Mark::of(entry.seq, &line));
        Ok(())
    }

    /// Marks what is acknowledged. A mark that is not written stays behind the journal, which is no harm: the edit is on the disk.
    fn mark(&mut self, mark: &Mark) {
        if let Mode::Writing(writer) = &mut self.mode {
            writer.mark.write(&*self.disk, &self.paths, mark).ok();
        }
    }

    /// Whether the journal has grown so long that a snapshot is due.
    pub fn wants_snapshot(&self) -> bool {
        let bytes = match &self.mode {
            Mode::Writing(Writer { tail: End::Open(tail), .. }) => tail.len(),
            Mode::Writing(_) | Mode::Reading(_) => 0,
        };
        self.last_seq - self.snapshot_seq >= SNAPSHOT_ENTRIES || bytes >= SNAPSHOT_BYTES
    }

    /// Writes everything recorded so far as the new snapshot and starts a new journal; does nothing when
    /// nothing was recorded since the last one.
    ///
    /// # Errors
    /// When the workspace is open for reading only, was deleted or changed by another program, or the disk
    /// fails. Nothing recorded is lost then, and the workspace can go on.
    pub fn snapshot(&mut self) -> StoreResult<()> {
        self.make_ready()?;
        if self.last_seq == self.snapshot_seq {
            return Ok(());
        }
        self.write_snapshot()
    }

    fn write_snapshot(&mut self) -> StoreResult<()> {
        let path = self.paths.workspace();
        let there = self.disk.read(&path).map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                StoreError::Gone(path.clone())
            } else {
                StoreError::io("read", &path)(error)
            }
        })?;
        if sha256(&there) != self.hash {
            return Err(StoreError::Changed(path));
        }
        let text = record::write(&self.workspace, self.last_seq, Some(&self.hash))?;
        keep_numbered(&*self.disk, &self.paths.backups(), text.as_bytes())?;
        self.place_snapshot(&path, text.as_bytes())?;
        self.settle()?;
        write_atomic(&*self.disk, &self.paths.sources(), record::write_sources(&self.workspace)?.as_bytes())?;
        self.prune_backups()
    }

    /// Puts the new snapshot in the old one's place. From the rename on it counts, and the journal must be
    /// settled before anything else.
    fn place_snapshot(&mut self, path: &Path, bytes: &[u8]) -> StoreResult<()> {
        let temp = temp_of(path);
        let hash = sha256(bytes);
        let placed = write_synced(&*self.disk, &temp, bytes)
            .and_then(|()| self.disk.rename(&temp, path).map_err(StoreError::io("put in place", path)));
        // A rename that reports an error may have happened all the same.
        let counts = placed.is_ok() || self.disk.read(path).is_ok_and(|there| sha256(&there) == hash);
        if !counts {
            self.disk.remove(&temp).ok();
            return placed;
        }
        self.hash = hash;
        self.snapshot_seq = self.last_seq;
        *self.end()? = End::Unsettled;
        Ok(())
    }

    fn prune_backups(&self) -> StoreResult<()> {
        let dir = self.paths.backups();
        let mut backups = numbered_files(&*self.disk, &dir)?;
        while backups.len() > BACKUPS {
            if let Some((_, oldest)) = backups.pop_first() {
                self.disk.remove(&oldest).map_err(StoreError::io("remove", &oldest))?;
            }
        }
        Ok(())
    }

    /// Every entry ever recorded, oldest first, for undo and the history. What is missing or damaged of old
    /// journals is told in the notices.
    ///
    /// # Errors
    /// When the journal cannot be read, or the disk fails.
    pub fn load_history(&self) -> StoreResult<WholeHistory> {
        let path = self.paths.journal();
        let bytes = self.disk.read(&path).map_err(StoreError::io("read", &path))?;
        let newest = journal::read(&path, &bytes, self.migrations)?;
        archive::past(&*self.disk, &self.paths, newest, self.migrations)
    }

    /// Makes a snapshot if anything was recorded since the last, and lets go of the lock.
    ///
    /// # Errors
    /// When the snapshot fails; nothing recorded is lost then.
    pub fn close(mut self) -> StoreResult<()> {
        if self.check_writable().is_err() {
            return Ok(());
        }
        let made = self.snapshot();
        // A leftover is only read while somebody holds the lock, and then it is written anew.
        self.disk.remove(&self.paths.owner()).ok();
        made
    }
}
