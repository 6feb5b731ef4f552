//! Opening a workspace: what a crash interrupted is finished, what is odd is told.

use std::path::Path;
use std::sync::Arc;

use super::super::atomic::{ensure_dir, write_atomic};
use super::super::disk::{Disk, DiskLock};
use super::super::journal::Torn;
use super::super::load::{self, LoadedWorkspace};
use super::super::lock::{self, Owner, ReadOnly};
use super::super::mark::{Mark, MarkFile};
use super::super::migrate::{MIGRATIONS, Migration, VERSION};
use super::super::paths::Paths;
use super::super::{StoreError, StoreResult, places, remedies};
use super::{End, Mode, Store, Writer};
use crate::Problem;
use crate::domain::{Entry, Workspace};

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
    /// Opens a workspace: for writing if nobody else does and the folder permits it, else for reading.
    ///
    /// # Errors
    /// When the folder is not a workspace, or a file of it is damaged, missing, newer than this program, or
    /// of another state than the rest. Nothing is changed then.
    pub fn open(disk: Arc<dyn Disk>, dir: &Path, owner: &Owner) -> StoreResult<Opened> {
        Self::open_with(disk, dir, owner, MIGRATIONS)
    }

    /// As [`Store::open`], with a table of migrations.
    pub(in crate::store) fn open_with(
        disk: Arc<dyn Disk>,
        dir: &Path,
        owner: &Owner,
        migrations: &'static [Migration],
    ) -> StoreResult<Opened> {
        let paths = Paths::new(dir);
        load::check_folder(&*disk, &paths)?;
        places::check(&*disk, &paths)?;
        // Looked at before the lock, so that a folder that is none of ours is left as it is.
        load::snapshot_bytes(&*disk, &paths).map_err(|error| remedies::advise(&*disk, &paths, error))?;
        let lock = lock::take(&*disk, &paths, owner)?;
        // Before the journal: a writer beside us adds to both, to the journal first.
        let mark = Mark::read(&*disk, &paths);
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
            reports_in: None,
        };
        let mut notices: Vec<Problem> = store.shared_problem().into_iter().collect();
        notices.extend(mark.and_then(|mark| mark.lost(&store.paths, (&loaded.journal, loaded.last_seq()))));
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
        places::check(&*disk, &paths)?;
        let mark = Mark::read(&*disk, &paths);
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
            reports_in: None,
        };
        let torn = loaded.journal.torn.as_ref();
        let torn = torn.map(|torn| store.torn_problem(torn, "it was left as it is"));
        let lost = mark.and_then(|mark| mark.lost(&store.paths, (&loaded.journal, loaded.last_seq())));
        let notices = store.shared_problem().into_iter().chain(lost).chain(torn).collect();
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
        self.mode = Mode::Writing(Writer { tail, mark: MarkFile::default(), _lock: lock });
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

    /// Said of a folder to which others can write: what they put there, this program reads.
    fn shared_problem(&self) -> Option<Problem> {
        let dir = self.paths.dir();
        let is_shared = self.disk.stat_through(dir).is_ok_and(|stat| stat.shared);
        let what = "others than its owner can write to the folder of this workspace";
        let remedy = "run `rcoi verify --repair`, which lets only its owner in, unless a team shares it";
        is_shared.then(|| Problem::new(what, dir.display().to_string(), remedy))
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
