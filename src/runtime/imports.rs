//! Reading the files of an import: found, read and checked on all cores, while the interface goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::complete::{expand, home};
use super::{gather, papers, reading};
use crate::Problem;
use crate::app::Msg;
use crate::app::effect::Wanted;
use crate::app::msg::{JobId, ReadFile, Seen};
use crate::checks::declaration::CheckContext;
use crate::import::Incoming;
use crate::store::{Disk, Paper};

/// The most bytes of originals that are held in memory until the import is taken; further ones are read again.
const HELD: usize = 64 << 20;

/// A file that was read, as it is kept with the workspace.
#[derive(Debug)]
pub struct Original {
    /// Where it lies.
    pub path: PathBuf,
    /// The end of its name.
    pub extension: String,
    /// Its bytes, while few enough are held.
    pub bytes: Option<Vec<u8>>,
}

/// What a job has read, until it is known whether it is to be kept.
#[derive(Debug, Default)]
pub struct Kept {
    /// The files, by hash.
    pub originals: BTreeMap<String, Original>,
    /// The contents, by hash.
    pub papers: BTreeMap<String, Paper>,
    held: usize,
}

/// The import that is wanted at the moment, and what was read for it.
#[derive(Debug, Default)]
pub struct Slot {
    wanted: Option<JobId>,
    kept: Kept,
}

/// The slot, as its holders share it.
#[derive(Debug, Clone, Default)]
pub struct Shared(Arc<Mutex<Slot>>);

impl Shared {
    /// A panic while the lock was held leaves nothing half done: each holder assigns once.
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on this job is the one that is wanted.
    pub fn want(&self, job: JobId) {
        *self.lock() = Slot { wanted: Some(job), kept: Kept::default() };
    }

    /// The result of a job is not wanted any more.
    pub fn cancel(&self, job: JobId) {
        let mut slot = self.lock();
        if slot.wanted == Some(job) {
            *slot = Slot::default();
        }
    }

    fn is_wanted(&self, job: JobId) -> bool {
        self.lock().wanted == Some(job)
    }

    /// What a job read under these hashes, once.
    #[must_use]
    pub fn originals(&self, job: JobId, hashes: &[String]) -> Vec<(String, Original)> {
        let mut slot = self.lock();
        if slot.wanted != Some(job) {
            return Vec::new();
        }
        hashes.iter().filter_map(|hash| slot.kept.originals.remove_entry(hash)).collect()
    }

    /// The contents that a job made, by these hashes, once.
    #[must_use]
    pub fn papers(&self, job: JobId, hashes: &[String]) -> Vec<Paper> {
        let mut slot = self.lock();
        if slot.wanted != Some(job) {
            return Vec::new();
        }
        hashes.iter().filter_map(|hash| slot.kept.papers.remove(hash)).collect()
    }

    fn keep(&self, job: JobId, hash: String, mut original: Original, papers: Vec<Paper>) {
        let mut slot = self.lock();
        if slot.wanted != Some(job) {
            return;
        }
        let length = original.bytes.as_ref().map_or(0, Vec::len);
        if slot.kept.held + length > HELD {
            original.bytes = None;
        } else {
            slot.kept.held += length;
        }
        slot.kept.originals.insert(hash, original);
        slot.kept.papers.extend(papers.into_iter().map(|paper| (paper.sha256.clone(), paper)));
    }
}

/// One import being read.
pub struct Import {
    /// Where the files lie.
    pub disk: Arc<dyn Disk>,
    /// Its number.
    pub job: JobId,
    /// What is to be read.
    pub wanted: Wanted,
    /// What is kept of it.
    pub slot: Shared,
    /// Where answers go.
    pub messages: Sender<Msg>,
}

impl Import {
    /// Reads every file and answers, unless it is cancelled meanwhile.
    pub fn run(&self) {
        let path = expand(self.wanted.typed.trim(), home().as_deref());
        let read = gather::files(&*self.disk, &path).map(|paths| self.read_all(&paths));
        if self.slot.is_wanted(self.job) {
            self.answer(Msg::FilesRead(self.job, read));
        }
    }

    fn answer(&self, message: Msg) {
        // Nobody listens once the interface has ended.
        self.messages.send(message).ok();
    }

    fn read_all(&self, paths: &[PathBuf]) -> Vec<ReadFile> {
        let done = AtomicUsize::new(0);
        self.answer(Msg::ReadSoFar(self.job, 0, paths.len()));
        let read = |path: &PathBuf| {
            if !self.slot.is_wanted(self.job) {
                return None;
            }
            let file = self.read_one(path);
            let so_far = done.fetch_add(1, Ordering::Relaxed) + 1;
            self.answer(Msg::ReadSoFar(self.job, so_far, paths.len()));
            Some(file)
        };
        paths.par_iter().filter_map(read).collect()
    }

    fn read_one(&self, path: &Path) -> ReadFile {
        let seen = match reading::receive(&*self.disk, path, self.wanted.password.as_deref()) {
            Ok(read) => self.seen(path, read),
            Err(failed) if failed.needs_password => Seen::Locked(failed.problem),
            Err(failed) => Seen::Failed(failed.problem),
        };
        ReadFile { path: crate::text::visible(&path.display().to_string()), seen }
    }

    fn seen(&self, path: &Path, read: reading::Received) -> Seen {
        let reading::Received { bytes, incoming } = read;
        match made(incoming, &self.wanted.context) {
            Ok(Made { hash, papers, seen }) => {
                let extension = reading::extension(&path.display().to_string());
                let original = Original { path: path.to_owned(), extension, bytes: Some(bytes) };
                self.slot.keep(self.job, hash, original, papers);
                seen
            }
            Err(problem) => Seen::Failed(problem),
        }
    }
}

/// A file's content, ready to enter the workspace.
struct Made {
    hash: String,
    papers: Vec<Paper>,
    seen: Seen,
}

fn made(incoming: Incoming, context: &CheckContext) -> Result<Made, Problem> {
    match incoming {
        Incoming::Facilities(draft) => {
            let hash = draft.sha256.clone();
            Ok(Made { hash, papers: Vec::new(), seen: Seen::Facilities(Box::new(draft)) })
        }
        Incoming::Declaration(draft) => {
            let (received, papers) = papers::received(*draft)?;
            let own = received.look_up.as_ref().map(|(_, list)| &**list);
            let findings = context.check(&received.form, own);
            let hash = received.sha256.clone();
            Ok(Made { hash, papers, seen: Seen::Declaration(Box::new(received), findings) })
        }
        Incoming::List(draft) => {
            let (offered, paper) = papers::offered(*draft)?;
            let hash = offered.sha256.clone();
            Ok(Made { hash, papers: vec![paper], seen: Seen::List(Box::new(offered)) })
        }
    }
}
