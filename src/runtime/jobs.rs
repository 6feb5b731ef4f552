//! Work that takes time, off the interface's thread.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use rayon::prelude::*;

use super::complete::{complete, expand, home};
use super::documents::{self, DocumentPlaces};
use super::imports::{Import, Shared};
use super::panics;
use super::parts;
use super::{reading, source_text};
use crate::Problem;
use crate::app::Msg;
use crate::app::effect::FilesWanted;
use crate::app::msg::{JobId, LoadedContents, SourceAround};
use crate::checks::declaration::{CheckContext, FormToCheck};
use crate::correspond::roster::{self, RosterDraft};
use crate::domain::{EvidenceId, Workspace};
use crate::intake::{self, decisions::DecisionsDraft};
use crate::resolve::open::MatchOrder;
use crate::resolve::rows::Register;
use crate::store::{self, Disk};
use crate::text::visible;

/// Into how many parts the declarations of a check are cut for each core, so that none is long idle.
const PARTS: usize = 2;

#[derive(Debug)]
enum Task {
    Check(u64, Box<CheckContext>, Vec<FormToCheck>),
    Match(Box<MatchOrder>),
    Suppliers(String),
    Decisions(String),
    Contents(PathBuf, Box<Workspace>),
    List(String),
    Source(Box<source_text::SourceWanted>),
    Documents(Box<DocumentPlaces>, Vec<(EvidenceId, String, String)>),
}

/// The threads, and the way to ask them for something.
#[derive(Debug)]
pub struct Jobs {
    disk: Arc<dyn Disk>,
    messages: Sender<Msg>,
    slot: Shared,
    tasks: Sender<Task>,
    plans: Sender<Planning>,
}

/// A plan to be made, and the answer with it.
type Planning = Box<dyn FnOnce() -> Msg + Send>;

impl Jobs {
    /// Starts the threads of the small tasks and of the plans; answers go to `messages`.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(disk: Arc<dyn Disk>, messages: Sender<Msg>) -> io::Result<Self> {
        let (tasks, received) = channel();
        let (tasks_disk, answers) = (Arc::clone(&disk), messages.clone());
        parts::start("tasks", messages.clone(), move || carry_out(&*tasks_disk, &received, &answers))?;
        let (plans, wanted) = channel::<Planning>();
        let answers = messages.clone();
        // Somebody looks on while a plan is made: it does not wait behind the checks and the matcher.
        parts::start("plans", messages.clone(), move || {
            // Nobody asks for plans once nobody listens.
            wanted.into_iter().try_for_each(|plan| answers.send(planned(plan))).ok();
        })?;
        Ok(Self { disk, messages, slot: Shared::default(), tasks, plans })
    }

    /// Reads the files of an import; answered by [`Msg::FilesRead`] unless it is cancelled.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn read_import(&self, job: JobId, wanted: FilesWanted) -> Result<(), Problem> {
        let typed = wanted.typed.clone();
        let (disk, messages) = (Arc::clone(&self.disk), self.messages.clone());
        self.slot.want(job);
        let import = Import { disk, job, wanted, slot: self.slot.clone(), messages };
        let started = parts::start("import", self.messages.clone(), move || import.run());
        started.map(|_| ()).map_err(|error| {
            Problem::new(
                format!("the files cannot be read now: {error}"),
                typed,
                "close other programs and try again",
            )
        })
    }

    /// What the import that is wanted has read.
    pub fn slot(&self) -> &Shared {
        &self.slot
    }

    /// Makes a plan, or a letter; answered by what it makes.
    pub fn plan(&self, plan: impl FnOnce() -> Msg + Send + 'static) {
        self.plans.send(Box::new(plan)).ok();
    }

    /// Lets the rules look at declarations; answered by [`Msg::Checked`].
    pub fn check(&self, number: u64, context: Box<CheckContext>, forms: Vec<FormToCheck>) {
        self.tasks.send(Task::Check(number, context, forms)).ok();
    }

    /// Lets the matcher look at open names; answered by [`Msg::Matched`].
    pub fn match_names(&self, order: MatchOrder) {
        self.tasks.send(Task::Match(Box::new(order))).ok();
    }

    /// Reads a list of suppliers or a log of requests; answered by [`Msg::SuppliersRead`].
    pub fn read_suppliers(&self, typed: String) {
        self.tasks.send(Task::Suppliers(typed)).ok();
    }

    /// Reads a table of decisions on names; answered by [`Msg::DecisionsRead`].
    pub fn read_decisions(&self, typed: String) {
        self.tasks.send(Task::Decisions(typed)).ok();
    }

    /// Lists paths; answered by [`Msg::Listed`], of several in a row only the last.
    pub fn list(&self, typed: String) {
        self.tasks.send(Task::List(typed)).ok();
    }

    /// Loads the contents of the workspace in a folder; answered by [`Msg::ContentsLoaded`].
    pub fn load_contents(&self, dir: PathBuf, workspace: Workspace) {
        self.tasks.send(Task::Contents(dir, Box::new(workspace))).ok();
    }

    /// Sees what has become of files; answered by [`Msg::DocumentsSeen`].
    pub fn look_at_documents(&self, places: DocumentPlaces, wanted: Vec<(EvidenceId, String, String)>) {
        self.tasks.send(Task::Documents(Box::new(places), wanted)).ok();
    }

    /// Reads what stands around a place; answered by [`Msg::SourceRead`].
    pub fn read_source(&self, wanted: source_text::SourceWanted) {
        self.tasks.send(Task::Source(Box::new(wanted))).ok();
    }
}

fn planned(plan: Planning) -> Msg {
    panics::catch(plan).unwrap_or_else(|_| {
        let what = "nothing was taken or written: what was asked for cannot be made";
        Msg::Failed(Problem::new(what, "the log says why", "please report this"))
    })
}

/// Reads what stands around a place, in a file that could be anything.
fn read_source(disk: &dyn Disk, wanted: &source_text::SourceWanted) -> Result<SourceAround, Problem> {
    panics::catch(|| source_text::read(disk, wanted)).unwrap_or_else(|_| {
        let remedy = "open the original document; the log says what failed";
        Err(Problem::new("the kept file cannot be read", wanted.file.clone(), remedy))
    })
}

fn contents(disk: &dyn Disk, dir: &Path, workspace: &Workspace) -> Msg {
    let names = store::named_by(workspace);
    let (contents, problems) = store::load_contents(disk, &store::Paths::new(dir), &names);
    let register = Register::build(workspace, &contents);
    Msg::ContentsLoaded(Box::new(LoadedContents { contents, register, problems }))
}

/// Looks at declarations, on all cores.
pub fn check(number: u64, context: &CheckContext, forms: &[FormToCheck]) -> Msg {
    let parts = rayon::current_num_threads() * PARTS;
    let parts = forms.par_chunks(forms.len().div_ceil(parts).max(1));
    Msg::Checked(number, parts.flat_map_iter(|forms| context.check_all(forms)).collect())
}

/// Reads a table of decisions on names.
fn decisions(disk: &dyn Disk, typed: &str, home: Option<&Path>) -> Result<(String, DecisionsDraft), Problem> {
    let (name, shown, raw) = typed_file(disk, typed, home)?;
    Ok((name, intake::decisions::read(&raw).map_err(|error| error.problem(&shown))?))
}

/// Reads a list of suppliers or a log of requests.
fn suppliers(disk: &dyn Disk, typed: &str, home: Option<&Path>) -> Result<(String, RosterDraft), Problem> {
    let (name, shown, raw) = typed_file(disk, typed, home)?;
    Ok((name, roster::read(&raw).map_err(|error| error.problem(&shown))?))
}

/// A file whose path was typed: its name, its path as told, and what is in it.
fn typed_file(
    disk: &dyn Disk,
    typed: &str,
    home: Option<&Path>,
) -> Result<(String, String, Vec<u8>), Problem> {
    let path = expand(typed.trim(), home);
    let shown = visible(&path.display().to_string());
    let raw = reading::bytes(disk, &path, &shown)?;
    let name = path.file_name().map_or_else(|| shown.clone(), |name| visible(&name.to_string_lossy()));
    Ok((name, shown, raw))
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
                Task::Check(number, context, forms) => check(number, &context, &forms),
                Task::Suppliers(typed) => Msg::SuppliersRead(suppliers(disk, &typed, home.as_deref())),
                Task::Decisions(typed) => Msg::DecisionsRead(decisions(disk, &typed, home.as_deref())),
                Task::Match(order) => Msg::Matched(Box::new(order.carry_out())),
                Task::Contents(dir, workspace) => contents(disk, &dir, &workspace),
                Task::Documents(places, wanted) => {
                    Msg::DocumentsSeen(documents::look(disk, &places, &wanted))
                }
                Task::Source(wanted) => Msg::SourceRead(read_source(disk, &wanted)),
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
    use crate::app::msg::FileRead;
    use crate::checks::declaration::CheckContext;
    use crate::import::Incoming;
    use crate::store::{RealDisk, write_atomic};

    const CSV: &[u8] = b"metal,name,country,status\nGold,Example Refinery,ITALY,Active\n";

    fn jobs() -> (Jobs, Receiver<Msg>) {
        let (messages, inbox) = channel();
        (Jobs::start(Arc::new(RealDisk), messages).unwrap(), inbox)
    }

    fn wanted(path: &Path) -> FilesWanted {
        let context = CheckContext::new(jiff::civil::date(2026, 5, 4));
        FilesWanted { typed: path.display().to_string(), password: None, context }
    }

    fn read(inbox: &Receiver<Msg>, job: JobId) -> Vec<FileRead> {
        loop {
            if let Msg::FilesRead(of, result) = inbox.recv().unwrap() {
                assert_eq!(of, job);
                return result.unwrap().files;
            }
        }
    }

    #[test]
    fn a_file_is_read_and_its_bytes_are_there_once() {
        let temp = tempfile::TempDir::new().unwrap();
        let path = temp.path().join("a.csv");
        write_atomic(&RealDisk, &path, CSV).unwrap();
        let (jobs, inbox) = jobs();
        jobs.read_import(JobId(1), wanted(&path)).unwrap();
        let files = read(&inbox, JobId(1));
        let [(Ok(file), _)] = &files[..] else { panic!("{files:?}") };
        let hashes = [file.sha256.clone()];
        assert!(jobs.slot().originals(JobId(2), &hashes).is_empty());
        let kept = jobs.slot().originals(JobId(1), &hashes);
        assert!(matches!(&kept[..], [(_, original)] if original.bytes.as_deref() == Some(CSV)));
        assert!(jobs.slot().originals(JobId(1), &hashes).is_empty());
    }

    #[test]
    fn what_cannot_be_read_of_a_folder_is_told_and_the_rest_is_read() {
        let temp = tempfile::TempDir::new().unwrap();
        let photo = b"\xFF\xD8\xFF\xE0 no workbook".as_slice();
        for (name, bytes) in [("a.csv", CSV), ("photo.xls", photo)] {
            write_atomic(&RealDisk, &temp.path().join(name), bytes).unwrap();
        }
        let (jobs, inbox) = jobs();
        jobs.read_import(JobId(1), wanted(temp.path())).unwrap();
        let files = read(&inbox, JobId(1));
        assert!(matches!(&files[0].0, Ok(file) if matches!(file.holds, Some(Incoming::Facilities(_)))));
        assert!(matches!(&files[1].0, Err(unread) if unread.problem.what.contains("JPEG")));
    }

    #[test]
    fn a_cancelled_import_is_never_heard_of() {
        let temp = tempfile::TempDir::new().unwrap();
        let path = temp.path().join("a.csv");
        write_atomic(&RealDisk, &path, CSV).unwrap();
        let (messages, inbox) = channel();
        let slot = Shared::default();
        slot.want(JobId(1));
        slot.cancel(JobId(1));
        let (disk, job) = (Arc::new(RealDisk), JobId(1));
        Import { disk, job, wanted: wanted(&path), slot, messages }.run();
        assert!(inbox.iter().all(|message| matches!(message, Msg::ReadSoFar(..))));
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
