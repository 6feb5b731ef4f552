//! Doing what the application asks for.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::documents::{self, DocumentPlaces};
use super::frame_output::FrameOutput;
use super::host::Host;
use super::jobs::Jobs;
use super::other_editor;
use super::sessions;
use super::source_text;
use super::writer::{WriteOrder, WriterThread};
use crate::Problem;
use crate::app::effect::FilesWanted;
use crate::app::msg::JobId;
use crate::app::{App, Effect, Msg, Session};
use crate::domain::{Place, SourceId};
use crate::store::{Store, named_by};

/// Whether the program goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopControl {
    GoOn,
    End,
}

/// The threads that work for the interface.
#[derive(Debug)]
pub struct Performer {
    host: Host,
    dir: PathBuf,
    writer: WriterThread,
    jobs: Jobs,
    messages: Sender<Msg>,
    /// The theme chosen by hand in earlier sessions, and the one this session began with.
    theme: (Option<String>, Option<String>),
}

impl Performer {
    /// Starts the threads for a workspace; answers go to `messages`.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(
        host: &Host,
        store: Store,
        messages: &Sender<Msg>,
        theme: (Option<String>, Option<String>),
    ) -> Result<Self, Problem> {
        let failed = |error: std::io::Error| {
            Problem::new(
                format!("the program cannot start its threads: {error}"),
                "",
                "close other programs and try again",
            )
        };
        let dir = store.paths().dir().to_owned();
        let writer = WriterThread::start(store, messages.clone()).map_err(failed)?;
        let jobs = Jobs::start(Arc::clone(&host.disk), messages.clone()).map_err(failed)?;
        Ok(Self { host: host.clone(), dir, writer, jobs, messages: messages.clone(), theme })
    }

    /// What is done once the first frame stands: the contents that the workspace names are loaded, and the
    /// whole history is read.
    ///
    /// # Errors
    /// When the writer has failed.
    pub fn begin(&self, app: &App) -> Result<(), Problem> {
        if !named_by(&app.core.workspace).is_empty() {
            self.jobs.load_contents(self.dir.clone(), app.core.workspace.clone());
        }
        self.writer.tell(WriteOrder::History)
    }

    /// Does one thing.
    ///
    /// # Errors
    /// When the writer has failed.
    pub fn perform(
        &mut self,
        app: &App,
        effect: Effect,
        screen: &mut impl FrameOutput,
    ) -> Result<LoopControl, Problem> {
        match effect {
            Effect::Commit(entry) => self.writer.tell(WriteOrder::Commit(entry))?,
            Effect::WriteReport(name, files) => self.writer.tell(WriteOrder::Report(name, files))?,
            Effect::Freeze(order) => {
                self.writer.tell(WriteOrder::Freeze(order, self.host.owner()))?;
            }
            Effect::WriteInternal(files) => self.writer.tell(WriteOrder::Internal(files))?,
            Effect::KeepContents(contents) => self.writer.tell(WriteOrder::Contents(contents))?,
            Effect::KeepOriginals(job, hashes) => {
                for (hash, original) in self.jobs.slot().originals(job, &hashes) {
                    self.writer.tell(WriteOrder::KeepOriginal(hash, original))?;
                }
            }
            Effect::ReadImport(job, wanted) => self.read_import(job, *wanted),
            Effect::PlanImport(job, order, batch) => {
                self.jobs.plan(move || Msg::ImportPlanned(job, Box::new(order.import(batch))));
            }
            Effect::PlanWithdrawal(job, order, id) => {
                self.jobs.plan(move || Msg::WithdrawalPlanned(job, Box::new(order.withdrawal(&id))));
            }
            Effect::FillLetter(order) => {
                self.jobs.plan(move || Msg::LetterFilled(Box::new(order.carry_out())));
            }
            Effect::CheckForms(number, context, forms) => self.jobs.check(number, context, forms),
            Effect::ReadSuppliers(typed) => self.jobs.read_suppliers(typed),
            Effect::ReadDecisions(typed) => self.jobs.read_decisions(typed),
            Effect::MatchNames(order) => self.jobs.match_names(*order),
            Effect::Cancel(job) => self.jobs.slot().cancel(job),
            Effect::List(typed) => self.jobs.list(typed),
            Effect::ReadSource(id, place) => self.read_source(app, &id, place),
            Effect::ReadDocument(order) => {
                let (disk, places) = (Arc::clone(&self.host.disk), DocumentPlaces::of(self.dir.clone()));
                self.jobs.plan(move || {
                    let document = documents::read(&*disk, &places, &order.link);
                    Msg::DocumentRead(order, document)
                });
            }
            Effect::LookAtDocuments(wanted) => {
                self.jobs.look_at_documents(DocumentPlaces::of(self.dir.clone()), wanted);
            }
            Effect::EditText(text) => {
                let (disk, env) = (&*self.host.disk, &|name: &str| std::env::var(name).ok());
                let edited = other_editor::edit((disk, &self.host.dirs), env, &text, screen);
                self.answer(Msg::TextEdited(edited));
            }
            Effect::Copy(text) => self.tell_failure(screen.copy(&text), "the text was not copied"),
            Effect::SetMouse(on) => self.tell_failure(screen.set_mouse(on), "the mouse stays as it was"),
            Effect::SaveSession(session) => self.save_session(*session),
            Effect::Quit => return Ok(LoopControl::End),
        }
        Ok(LoopControl::GoOn)
    }

    fn answer(&self, message: Msg) {
        // The loop that listens owns this performer.
        self.messages.send(message).ok();
    }

    fn tell_failure(&self, done: std::io::Result<()>, what: &str) {
        if let Err(error) = done {
            self.answer(Msg::Failed(Problem::new(format!("{what}: {error}"), "the terminal", "")));
        }
    }

    fn read_import(&self, job: JobId, wanted: FilesWanted) {
        if let Err(problem) = self.jobs.read_import(job, wanted) {
            self.answer(Msg::FilesRead(job, Err(problem)));
        }
    }

    fn read_source(&self, app: &App, id: &SourceId, place: Place) {
        match app.core.workspace.sources.get(id) {
            Some(source) => {
                let originals = crate::store::Paths::new(&self.dir).originals();
                let (sha256, file) = (source.sha256.clone(), source.file.clone());
                self.jobs.read_source(source_text::SourceWanted { originals, sha256, file, place });
            }
            None => {
                let problem =
                    Problem::new("the source is not in the workspace any more", place.to_string(), "");
                self.answer(Msg::SourceRead(Err(problem)));
            }
        }
    }

    /// A theme that was not chosen by hand is not remembered, so that the settings and the terminal decide
    /// again next time.
    fn save_session(&self, mut session: Session) {
        let (stored, begun_with) = &self.theme;
        if session.theme == *begun_with {
            session.theme.clone_from(stored);
        }
        if let Err(problem) = sessions::save(&*self.host.disk, &self.host.dirs, &self.dir, &session) {
            tracing::warn!("the session was not kept: {problem}");
        }
    }

    /// Waits until everything is on the disk.
    ///
    /// # Errors
    /// When the writer has failed.
    pub fn finish(self) -> Result<(), Problem> {
        self.writer.finish()
    }
}
