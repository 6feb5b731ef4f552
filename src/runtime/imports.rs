//! Reading the files of an import: found, read and checked on all cores, while the interface goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::complete::{expand, home};
use super::{import_paths, reading};
use crate::app::Msg;
use crate::app::effect::FilesWanted;
use crate::app::msg::{FileRead, FilesFound, JobId};
use crate::store::Disk;

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

/// The import that is wanted at the moment, and the files that were read for it, until it is known whether they are to be
/// kept.
#[derive(Debug, Default)]
pub struct Slot {
    wanted: Option<JobId>,
    /// By hash.
    originals: BTreeMap<String, Original>,
    held: usize,
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
        *self.lock() = Slot { wanted: Some(job), ..Slot::default() };
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
    pub fn originals(&self, job: JobId, hashes: &[String]) -> Vec<(String, Original)> {
        let mut slot = self.lock();
        if slot.wanted != Some(job) {
            return Vec::new();
        }
        hashes.iter().filter_map(|hash| slot.originals.remove_entry(hash)).collect()
    }

    fn keep(&self, job: JobId, hash: String, mut original: Original) {
        let mut slot = self.lock();
        if slot.wanted != Some(job) {
            return;
        }
        let length = original.bytes.as_ref().map_or(0, Vec::len);
        if slot.held + length > HELD {
            original.bytes = None;
        } else {
            slot.held += length;
        }
        slot.originals.insert(hash, original);
    }
}

/// One import being read.
pub struct Import {
    /// Where the files lie.
    pub disk: Arc<dyn Disk>,
    /// Its number.
    pub job: JobId,
    /// What is to be read.
    pub wanted: FilesWanted,
    /// What is kept of it.
    pub slot: Shared,
    /// Where answers go.
    pub messages: Sender<Msg>,
}

impl Import {
    /// Reads every file and answers, unless it is cancelled meanwhile.
    pub fn run(&self) {
        let path = expand(self.wanted.typed.trim(), home().as_deref());
        let read = import_paths::files(&*self.disk, &path).map(|mut found| {
            let mut files = self.read_all(&found.files);
            // Among files that say something, those that say nothing are told together.
            let is_unknown = |(file, _): &FileRead| matches!(file, Err(unread) if unread.is_unknown);
            if files.iter().any(|file| !is_unknown(file)) {
                let unknown = files.extract_if(.., |file| is_unknown(file));
                found.unknown = unknown.filter_map(|(file, _)| Some(file.err()?.path)).collect();
            }
            FilesFound { files, passed_over: found.passed_over() }
        });
        if self.slot.is_wanted(self.job) {
            self.answer(Msg::FilesRead(self.job, read));
        }
    }

    fn answer(&self, message: Msg) {
        // Nobody listens once the interface has ended.
        self.messages.send(message).ok();
    }

    fn read_all(&self, paths: &[PathBuf]) -> Vec<FileRead> {
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
        let mut files: Vec<FileRead> = paths.par_iter().filter_map(read).collect();
        let holding = files.iter_mut().filter_map(|(file, _)| file.as_mut().ok());
        reading::join_risks(&mut holding.collect::<Vec<_>>());
        files
    }

    fn read_one(&self, path: &Path) -> FileRead {
        let (file, bytes) = match reading::read_file(&*self.disk, path, self.wanted.password.as_deref()) {
            Ok(read) => read,
            Err(unread) => return (Err(unread), Vec::new()),
        };
        let findings = file.declaration().map_or_else(Vec::new, |received| {
            let own = received.look_up.as_ref().map(|(_, list)| &**list);
            let context = &self.wanted.context;
            context.check(&received.form, own, context.today)
        });
        let extension = reading::extension(&path.display().to_string());
        let original = Original { path: path.to_owned(), extension, bytes: Some(bytes) };
        self.slot.keep(self.job, file.sha256.clone(), original);
        (Ok(file), findings)
    }
}
