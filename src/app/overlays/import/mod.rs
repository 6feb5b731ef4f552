//! Imports files: type a path with completion, read in the background, look at what was understood, take it.

mod batch;
mod facilities;
mod take;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use tui_input::Input;

use super::Overlay;
use super::prompt::request;
use crate::Problem;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Way};
use crate::app::msg::{JobId, ReadFile, Seen};
use crate::app::state::App;
use crate::domain::{ListBody, ReferenceList, Severity};

pub use batch::{Asking, Attachment, Batch, Choice, Standing};
pub use facilities::Preview;

/// How far an import is.
#[derive(Debug)]
pub enum Stage {
    /// The path is typed.
    Path,
    /// The files are being read.
    Reading(Reading),
    /// One list of facilities was read: this is what would enter the workspace.
    Preview(JobId, Box<Preview>),
    /// Files were read: this is what would enter the workspace.
    Batch(Box<Batch>),
}

/// Files being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The job.
    pub job: JobId,
    /// How many are read.
    pub done: usize,
    /// How many there are; 0 as long as that is not known.
    pub total: usize,
    /// When it began.
    pub since: Timestamp,
    /// When that many were read.
    pub now: Timestamp,
}

impl Reading {
    /// How many files are read in a second; nothing before the first second is over.
    #[must_use]
    pub fn per_second(&self) -> Option<usize> {
        let seconds = usize::try_from(self.now.duration_since(self.since).as_secs()).ok()?;
        self.done.checked_div(seconds)
    }
}

/// What declarations are checked against.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The day.
    pub today: Date,
    /// The reference lists whose contents are loaded.
    pub lists: Vec<(ReferenceList, Arc<ListBody>)>,
    /// The severities that the analyst gave to rules.
    pub severities: BTreeMap<String, Severity>,
}

/// Files to read.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The path as typed: a file, a folder, or a pattern.
    pub typed: String,
    /// A password to try on encrypted workbooks.
    pub password: Option<String>,
    /// What declarations are checked against.
    pub surroundings: Surroundings,
}

/// The import overlay.
#[derive(Debug)]
pub struct ImportOverlay {
    /// The path typed.
    pub input: Input,
    /// Paths that begin with it.
    pub completions: Vec<String>,
    /// The completion under the cursor, if one is.
    pub cursor: Option<usize>,
    /// Why the last attempt failed.
    pub error: Option<Problem>,
    /// How far it is.
    pub stage: Stage,
}

impl ImportOverlay {
    /// Whether characters are text there, rather than choices.
    #[must_use]
    pub(super) fn takes_text(&self) -> bool {
        match &self.stage {
            Stage::Path => true,
            Stage::Batch(batch) => batch.takes_text(),
            Stage::Reading(_) | Stage::Preview(..) => false,
        }
    }
}

/// Opens the overlay.
pub fn open(app: &mut App) {
    app.ask(Effect::List(String::new()));
    app.overlays.push(Overlay::Import(Box::new(ImportOverlay {
        input: Input::default(),
        completions: Vec::new(),
        cursor: None,
        error: None,
        stage: Stage::Path,
    })));
}

/// Gives the overlay a key; `None` when it is done.
pub(super) fn step(app: &mut App, mut import: ImportOverlay, key: Key) -> Option<ImportOverlay> {
    match &mut import.stage {
        Stage::Path => path_step(app, import, key),
        Stage::Reading(reading) => {
            if key.code == Code::Esc {
                app.ask(Effect::Cancel(reading.job));
                app.job = None;
                app.say("import cancelled; nothing was taken");
                return None;
            }
            Some(import)
        }
        Stage::Preview(job, preview) => facilities::step(app, *job, preview, key).then_some(import),
        Stage::Batch(batch) => match batch::step(app, batch, key) {
            batch::Next::Stay => Some(import),
            batch::Next::Close => None,
            batch::Next::Again(password) => {
                read(app, &mut import, Some(password));
                Some(import)
            }
        },
    }
}

fn path_step(app: &mut App, mut import: ImportOverlay, key: Key) -> Option<ImportOverlay> {
    let last = import.completions.len().saturating_sub(1);
    match key.code {
        Code::Esc => return None,
        Code::Move(Way::Down) => import.cursor = Some(import.cursor.map_or(0, |at| (at + 1).min(last))),
        Code::Move(Way::Up) => import.cursor = import.cursor.and_then(|at| at.checked_sub(1)),
        Code::Tab => complete(app, &mut import),
        Code::Enter => enter(app, &mut import),
        Code::Char(_) | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
            if let Some(request) = request(key) {
                import.input.handle(request);
                import.error = None;
                typed(app, &mut import);
            }
        }
    }
    Some(import)
}

fn typed(app: &mut App, import: &mut ImportOverlay) {
    import.cursor = None;
    app.ask(Effect::List(import.input.value().to_owned()));
}

/// Tab takes the completion under the cursor, or what all completions have in common.
fn complete(app: &mut App, import: &mut ImportOverlay) {
    let chosen = import.cursor.and_then(|at| import.completions.get(at).cloned());
    let text = chosen.or_else(|| common_prefix(&import.completions));
    if let Some(text) = text.filter(|text| text.len() > import.input.value().len()) {
        import.input = Input::new(text);
        typed(app, import);
    }
}

fn common_prefix(paths: &[String]) -> Option<String> {
    let first = paths.first()?;
    let mut length = first.len();
    for path in paths {
        let same = first.char_indices().zip(path.chars()).find(|((_, a), b)| a != b);
        length = same.map_or(length.min(path.len()), |((at, _), _)| length.min(at));
    }
    first.get(..length).map(str::to_owned)
}

/// Enter takes the completion under the cursor; a folder that was typed out, or chosen, is read as a whole.
fn enter(app: &mut App, import: &mut ImportOverlay) {
    let chosen = import.cursor.and_then(|at| import.completions.get(at).cloned());
    let goes_into = chosen.as_ref().is_some_and(|path| path.ends_with('/'));
    let path = chosen.unwrap_or_else(|| import.input.value().trim().to_owned());
    if path.is_empty() {
        return;
    }
    import.input = Input::new(path);
    if goes_into {
        // The folder's files are shown first; Enter again reads them all.
        typed(app, import);
        return;
    }
    read(app, import, None);
}

fn read(app: &mut App, import: &mut ImportOverlay, password: Option<String>) {
    let job = app.start_job();
    import.error = None;
    import.stage =
        Stage::Reading(Reading { job, done: 0, total: 0, since: app.clock.now, now: app.clock.now });
    let typed = import.input.value().to_owned();
    let surroundings = app.surroundings();
    app.ask(Effect::ReadImport(job, Box::new(Wanted { typed, password, surroundings })));
}

fn overlay(app: &mut App) -> Option<&mut ImportOverlay> {
    app.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Import(import) => Some(&mut **import),
        Overlay::Picker(_)
        | Overlay::Prompt(_)
        | Overlay::Confirm(_)
        | Overlay::Help(_)
        | Overlay::Columns(_)
        | Overlay::Text(_)
        | Overlay::Problem(_)
        | Overlay::Note(_)
        | Overlay::Search(_) => None,
    })
}

/// So many of the files are read.
pub fn progress(app: &mut App, job: JobId, done: usize, total: usize) {
    let now = app.clock.now;
    if let Some(Stage::Reading(reading)) = overlay(app).map(|import| &mut import.stage)
        && reading.job == job
    {
        (reading.done, reading.total, reading.now) = (done, total, now);
    }
}

/// The files were read, or cannot be: shows what they hold. Results nobody waits for are dropped.
pub fn files_read(app: &mut App, job: JobId, result: Result<Vec<ReadFile>, Problem>) {
    if app.job != Some(job) {
        return;
    }
    app.job = None;
    match result.map(|files| staged(app, job, files)) {
        Ok(Ok(stage)) => {
            if let Some(import) = overlay(app) {
                import.stage = stage;
            }
        }
        Ok(Err(known)) => {
            app.overlays.retain(|overlay| !matches!(overlay, Overlay::Import(_)));
            app.say(known);
        }
        Err(problem) => failed(app, problem),
    }
}

fn failed(app: &mut App, problem: Problem) {
    if let Some(import) = overlay(app) {
        import.stage = Stage::Path;
        import.error = Some(problem);
    }
}

/// What to show of the files; an error says that there is nothing to do.
fn staged(app: &mut App, job: JobId, mut files: Vec<ReadFile>) -> Result<Stage, String> {
    if files.len() > 1 {
        return Ok(Stage::Batch(Box::new(Batch::new(app, job, files))));
    }
    match files.pop() {
        Some(ReadFile { seen: Seen::Facilities(draft), .. }) => {
            match app.workspace.sources.get(&draft.source_id()) {
                Some(source) => Err(format!(
                    "{} was imported already, as \"{}\": nothing to do",
                    source.file, source.title
                )),
                None => Ok(Stage::Preview(job, Box::new(Preview::new(app, *draft)))),
            }
        }
        Some(ReadFile { seen: Seen::Failed(problem), .. }) => {
            failed(app, problem);
            Ok(Stage::Path)
        }
        Some(file) => Ok(Stage::Batch(Box::new(Batch::new(app, job, vec![file])))),
        None => Err("there was nothing to read".to_owned()),
    }
}
