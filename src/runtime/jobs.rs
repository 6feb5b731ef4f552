//! Work that takes time, off the interface's thread.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::complete::{complete, expand, home};
use super::source_text::{self, Wanted};
use super::{panics, reading};
use crate::Problem;
use crate::app::Msg;
use crate::app::msg::JobId;
use crate::domain::PaperKind;
use crate::store::{self, Disk};

/// A file that was read, until it is known whether it is to be kept.
#[derive(Debug)]
struct Kept {
    job: JobId,
    extension: String,
    bytes: Vec<u8>,
}

/// The import that is wanted at the moment, and what was read for it.
#[derive(Debug, Default)]
struct Slot {
    wanted: Option<JobId>,
    kept: Option<Kept>,
}

#[derive(Debug)]
enum Task {
    Papers(PathBuf, Vec<(PaperKind, String)>),
    List(String),
    Source(Box<Wanted>),
}

/// The threads, and the way to ask them for something.
#[derive(Debug)]
pub struct Jobs {
    disk: Arc<dyn Disk>,
    messages: Sender<Msg>,
    slot: Arc<Mutex<Slot>>,
    tasks: Sender<Task>,
}

impl Jobs {
    /// Starts the thread of the small tasks; answers go to `messages`.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(disk: Arc<dyn Disk>, messages: Sender<Msg>) -> io::Result<Self> {
        let (tasks, received) = channel();
        let (tasks_disk, answers) = (Arc::clone(&disk), messages.clone());
        thread::Builder::new()
            .name("tasks".to_owned())
            .spawn(move || carry_out(&*tasks_disk, &received, &answers))?;
        Ok(Self { disk, messages, slot: Arc::default(), tasks })
    }

    /// Reads a file and makes a draft of it; answered by [`Msg::Drafted`] unless it is cancelled.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn read_import(&self, job: JobId, typed: &str) -> Result<(), Problem> {
        let path = expand(typed.trim(), home().as_deref());
        let (disk, messages, slot) = (Arc::clone(&self.disk), self.messages.clone(), Arc::clone(&self.slot));
        *lock(&self.slot) = Slot { wanted: Some(job), kept: None };
        let read = move || draft(&*disk, job, &path, &slot).map(|answer| messages.send(answer).ok());
        let started = thread::Builder::new().name("import".to_owned()).spawn(read);
        started.map(|_| ()).map_err(|error| {
            Problem::new(
                format!("the file cannot be read now: {error}"),
                typed,
                "close other programs and try again",
            )
        })
    }

    /// The result of an import is not wanted any more.
    pub fn cancel(&self, job: JobId) {
        let mut slot = lock(&self.slot);
        if slot.wanted == Some(job) {
            *slot = Slot::default();
        }
    }

    /// Extension and bytes of the file of an import, once.
    #[must_use]
    pub fn take_file(&self, job: JobId) -> Option<(String, Vec<u8>)> {
        let kept = lock(&self.slot).kept.take_if(|kept| kept.job == job)?;
        Some((kept.extension, kept.bytes))
    }

    /// Lists paths; answered by [`Msg::Listed`], of several in a row only the last.
    pub fn list(&self, typed: String) {
        self.tasks.send(Task::List(typed)).ok();
    }

    /// Loads contents of the workspace in a folder; answered by [`Msg::PapersLoaded`].
    pub fn load_papers(&self, dir: PathBuf, names: Vec<(PaperKind, String)>) {
        self.tasks.send(Task::Papers(dir, names)).ok();
    }

    /// Reads the text around a place; answered by [`Msg::SourceText`].
    pub fn read_source(&self, wanted: Wanted) {
        self.tasks.send(Task::Source(Box::new(wanted))).ok();
    }
}

/// A panic while the lock was held leaves nothing half done: each holder assigns once.
fn lock(slot: &Mutex<Slot>) -> std::sync::MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads the file; `None` when the result is not wanted any more.
fn draft(disk: &dyn Disk, job: JobId, path: &std::path::Path, slot: &Mutex<Slot>) -> Option<Msg> {
    let read = reading::read(disk, path);
    let mut slot = lock(slot);
    if slot.wanted != Some(job) {
        return None;
    }
    Some(match read {
        Ok(read) => {
            slot.kept =
                Some(Kept { job, extension: reading::extension(&read.draft.file), bytes: read.bytes });
            Msg::Drafted(job, Ok(Box::new(read.draft)))
        }
        Err(problem) => Msg::Drafted(job, Err(problem)),
    })
}

/// Reads the text around a place, in a file that could be anything.
fn read_source(disk: &dyn Disk, wanted: &Wanted) -> Result<Vec<(u32, String)>, Problem> {
    panics::catch(|| source_text::read(disk, wanted)).unwrap_or_else(|_| {
        let remedy = "open the original document; the log says what failed";
        Err(Problem::new("the kept file cannot be read", wanted.file.clone(), remedy))
    })
}

fn papers(disk: &dyn Disk, dir: &std::path::Path, names: &[(PaperKind, String)]) -> Msg {
    let (papers, problems) = store::load_papers(disk, &store::Paths::new(dir), names);
    Msg::PapersLoaded(Box::new(papers), problems)
}

fn carry_out(disk: &dyn Disk, tasks: &Receiver<Task>, messages: &Sender<Msg>) {
    let (from, home) = (std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")), home());
    while let Ok(first) = tasks.recv() {
        let mut waiting = vec![first];
        waiting.extend(tasks.try_iter());
        let is_list = |task: &Task| matches!(task, Task::List(_));
        let last_list = waiting.iter().rposition(is_list);
        for (at, task) in waiting.into_iter().enumerate() {
            let answer = match task {
                Task::List(_) if Some(at) != last_list => continue,
                Task::List(typed) => {
                    let paths = complete(disk, &typed, &from, home.as_deref());
                    Msg::Listed(typed, paths)
                }
                Task::Papers(dir, names) => papers(disk, &dir, &names),
                Task::Source(wanted) => Msg::SourceText(read_source(disk, &wanted)),
            };
            if messages.send(answer).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    const CSV: &[u8] = b"metal,name,country,status\nGold,Example Refinery,ITALY,Active\n";

    fn jobs() -> (Jobs, Receiver<Msg>) {
        let (messages, inbox) = channel();
        (Jobs::start(Arc::new(RealDisk), messages).unwrap(), inbox)
    }

    #[test]
    fn a_file_is_read_and_its_bytes_are_there_once() {
        let temp = tempfile::TempDir::new().unwrap();
        let path = temp.path().join("a.csv");
        write_atomic(&RealDisk, &path, CSV).unwrap();
        let (jobs, inbox) = jobs();
        jobs.read_import(JobId(1), &path.display().to_string()).unwrap();
        let Msg::Drafted(JobId(1), Ok(draft)) = inbox.recv().unwrap() else { panic!("no draft") };
        assert_eq!(draft.rows.len(), 1);
        assert_eq!(jobs.take_file(JobId(2)), None);
        assert_eq!(jobs.take_file(JobId(1)), Some(("csv".to_owned(), CSV.to_vec())));
        assert_eq!(jobs.take_file(JobId(1)), None);
    }

    #[test]
    fn a_cancelled_import_is_never_heard_of() {
        let temp = tempfile::TempDir::new().unwrap();
        let path = temp.path().join("a.csv");
        write_atomic(&RealDisk, &path, CSV).unwrap();
        let slot = Mutex::new(Slot::default());
        assert!(draft(&RealDisk, JobId(1), &path, &slot).is_none());
        assert!(lock(&slot).kept.is_none());
    }

    #[test]
    fn of_several_listings_the_last_is_answered() {
        let (tasks, received) = channel();
        let (messages, inbox) = channel();
        for typed in ["/n", "/no", "/nowhere-at-all"] {
            tasks.send(Task::List(typed.to_owned())).unwrap();
        }
        drop(tasks);
        carry_out(&RealDisk, &received, &messages);
        drop(messages);
        let answers: Vec<Msg> = inbox.iter().collect();
        assert!(
            matches!(&answers[..], [Msg::Listed(typed, paths)] if typed == "/nowhere-at-all" && paths.is_empty())
        );
    }
}
