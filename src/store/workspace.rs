//! An open workspace: creating, opening, recording edits, making snapshots.

use std::path::Path;
use std::sync::Arc;

use crate::Problem;
use crate::domain::{Entry, Workspace};

use super::archive::{self, WholeHistory, keep_numbered, numbered_files};
use super::atomic::{ensure_dir, write_atomic, write_synced};
use super::disk::{Disk, DiskLock};
use super::journal::{self, JournalHeader, Torn};
use super::load::{self, LoadedWorkspace};
use super::lock::{self, Owner, ReadOnly};
use super::migrate::{MIGRATIONS, Migration, VERSION};
use super::paths::{Paths, temp_of};
use super::record::{self, sha256};
use super::remedies;
use super::tail::Tail;
use super::{StoreError, StoreResult};

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

/// What opening a workspace gives.
#[derive(Debug)]
pub struct Opened {
    /// The store, to record edits with.
    pub store: Store,
    pub workspace: Workspace,
    /// The entries since the snapshot.
    pub tail: Vec<Entry>,
    /// What the person should know.
    pub notices: Vec<Problem>,
    /// Why it can only be read, when so.
    pub read_only: Option<ReadOnly>,
}

impl Store {
    /// A store that was created a moment ago.
    pub(super) fn fresh(
        disk: Arc<dyn Disk>,
        paths: Paths,
        (workspace, hash): (Workspace, String),
        lock: Box<dyn DiskLock>,
    ) -> StoreResult<Self> {
        let mode = Mode::Writing(Writer { tail: End::Unsettled, _lock: lock });
        let mut store =
            Self { disk, paths, migrations: MIGRATIONS, workspace, hash, snapshot_seq: 0, last_seq: 0, mode };
        store.make_ready()?;
        Ok(store)
    }

    /// Opens a workspace: for writing if nobody else does and the folder permits it, else for reading.
    ///
    /// # Errors
    /// When the folder is not a workspace, or a file of it is damaged, missing, newer than this program, or
    /// of another state than the rest. Nothing is changed then.
    pub fn open(disk: Arc<dyn Disk>, dir: &Path, owner: &Owner) -> StoreResult<Opened> {
        Self::open_with(disk, dir, owner, MIGRATIONS)
    }

    /// As [`Store::open`], with a table of migrations.
    pub(super) fn open_with(
        disk: Arc<dyn Disk>,
        dir: &Path,
        owner: &Owner,
        migrations: &'static [Migration],
    ) -> StoreResult<Opened> {
        let paths = Paths::new(dir);
        load::check_folder(&*disk, &paths)?;
        // Looked at before the lock, so that a folder that is none of ours is left as it is.
        load::snapshot_bytes(&*disk, &paths).map_err(|error| remedies::advise(&*disk, &paths, error))?;
        let lock = lock::take(&*disk, &paths, owner)?;
        let loaded = match &lock {
            Ok(_) => load::load(&*disk, &paths, migrations)?,
            Err(_) => load_beside_a_writer(&*disk, &paths, migrations)?,
        };
        let tail = loaded.tail();
        let mut store = Self {
            disk,
            paths,
            migrations,
            workspace: loaded.workspace.clone(),
            hash: loaded.hash.clone(),
            snapshot_seq: loaded.snapshot_seq,
            last_seq: loaded.last_seq(),
            mode: Mode::Reading(ReadOnly::Denied),
        };
        let mut notices = Vec::new();
        let read_only = match lock {
            Ok(lock) => store.begin_writing(lock, &loaded, &mut notices)?,
            Err(why) => store.begin_reading(why, &loaded, &mut notices),
        };
        Ok(Opened { store, workspace: loaded.workspace, tail, notices, read_only })
    }

    /// Opens a workspace for reading only, whoever else has it open. Nothing on the disk is changed, not
    /// even the lock.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_reading(disk: Arc<dyn Disk>, dir: &Path) -> StoreResult<Opened> {
        let paths = Paths::new(dir);
        load::check_folder(&*disk, &paths)?;
        let loaded = load_beside_a_writer(&*disk, &paths, MIGRATIONS)?;
        let tail = loaded.tail();
        let store = Self {
            disk,
            paths,
            migrations: MIGRATIONS,
            workspace: loaded.workspace.clone(),
            hash: loaded.hash.clone(),
            snapshot_seq: loaded.snapshot_seq,
            last_seq: loaded.last_seq(),
            mode: Mode::Reading(ReadOnly::Asked),
        };
        let torn = loaded.journal.torn.as_ref();
        let notices = torn.map(|torn| store.torn_problem(torn, "it was left as it is")).into_iter().collect();
        let read_only = Some(ReadOnly::Asked);
        Ok(Opened { store, workspace: loaded.workspace, tail, notices, read_only })
    }

    fn begin_reading(
        &mut self,
        why: ReadOnly,
        loaded: &LoadedWorkspace,
        notices: &mut Vec<Problem>,
    ) -> Option<ReadOnly> {
        notices.push(StoreError::ReadOnly(why.clone()).problem());
        if let Some(torn) = &loaded.journal.torn {
            notices.push(self.torn_problem(torn, "it was left as it is"));
        }
        self.mode = Mode::Reading(why.clone());
        Some(why)
    }

    /// Takes up writing: finishes what a crash interrupted, and brings an older format up to date. What the
    /// disk does not permit now is told and tried again before the next entry.
    fn begin_writing(
        &mut self,
        lock: Box<dyn DiskLock>,
        loaded: &LoadedWorkspace,
        notices: &mut Vec<Problem>,
    ) -> StoreResult<Option<ReadOnly>> {
        let good_len = loaded.journal.good_len;
        let tail = if let Some(torn) = &loaded.journal.torn {
            notices.push(self.torn_problem(torn, "it was cut off; a copy lies in backups/"));
            End::Torn(torn.clone(), good_len)
        } else if loaded.journal.lacks_newline {
            End::LacksNewline(good_len)
        } else {
            End::Unsettled
        };
        self.mode = Mode::Writing(Writer { tail, _lock: lock });
        match self.make_ready() {
            Err(StoreError::Denied { .. }) => {
                return Ok(self.begin_reading(ReadOnly::Denied, loaded, notices));
            }
            Err(error) => notices.push(error.problem()),
            Ok(()) => {}
        }
        if loaded.is_old {
            self.bring_up(notices)?;
        }
        Ok(None)
    }

    fn torn_problem(&self, torn: &Torn, done: &str) -> Problem {
        Problem::new(
            format!("the last line of the journal was not written to its end; {done}"),
            format!("{}, line {}", self.paths.journal().display(), torn.line),
            "that edit was never confirmed; check whether your last change is there",
        )
    }

    /// Writes a workspace of an older format in the present one; the old snapshot is kept aside.
    fn bring_up(&mut self, notices: &mut Vec<Problem>) -> StoreResult<()> {
        self.make_ready()?;
        let path = self.paths.workspace();
        let old = self.disk.read(&path).map_err(StoreError::io("read", &path))?;
        let kept = self.paths.backups().join(format!("before-format-{VERSION}.ron"));
        ensure_dir(&*self.disk, &self.paths.backups())?;
        write_atomic(&*self.disk, &kept, &old)?;
        self.write_snapshot()?;
        notices.push(Problem::new(
            format!("this workspace was of an older format and is now of format {VERSION}"),
            path.display().to_string(),
            format!("nothing; the file as it was lies in {}", kept.display()),
        ));
        Ok(())
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

    /// The disk that the store writes to.
    pub fn disk(&self) -> &dyn Disk {
        &*self.disk
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
    /// When the entry's number is not the next, its edit does not fit, the workspace is open for reading
    /// only, was deleted or changed by another program, or the disk fails. The entry is then not recorded,
    /// and the workspace can go on.
    pub fn append(&mut self, entry: &Entry) -> StoreResult<()> {
        self.check_writable()?;
        let expected = self.next_seq();
        if entry.seq != expected {
            return Err(StoreError::OutOfOrder { expected, found: entry.seq });
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
        Ok(())
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

/// Reads a workspace that another instance may be writing: between our reading of the snapshot and of the
/// journal it may have replaced both, so a mismatch is looked at again.
fn load_beside_a_writer(
    disk: &dyn Disk,
    paths: &Paths,
    migrations: &[Migration],
) -> StoreResult<LoadedWorkspace> {
    for _ in 0..3 {
        match load::load(disk, paths, migrations) {
            Err(StoreError::OtherSnapshot { .. } | StoreError::Incomplete { .. }) => {}
            done => return done,
        }
    }
    load::load(disk, paths, migrations)
}
