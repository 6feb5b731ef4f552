//! Imports files: type a path with completion, read in the background, look at what was understood, take it.

mod batch;
mod facilities;
mod take;

use jiff::Timestamp;
use tui_input::Input;

use super::prompt::request;
use super::{AfterKey, Asks, Overlay};
use crate::Problem;
use crate::app::core::Core;
use crate::app::effect::{Effect, Wanted};
use crate::app::key::{Code, Key, Way};
use crate::app::msg::{JobId, ReadFile, Seen};
use crate::import::Draft;

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

/// Opens the overlay, or says where imports can be made.
pub fn open<S>(core: &mut Core) -> Asks<S> {
    if core.workspace.programme.sample {
        core.problem(Problem::new(
            "the sample takes no imports: its facilities are one company's Annex I",
            "",
            "make a workspace of your own: rcoi init DIR --company NAME --year YYYY",
        ));
        return None;
    }
    core.ask(Effect::List(String::new()));
    Some(Overlay::Import(Box::new(ImportOverlay {
        input: Input::default(),
        completions: Vec::new(),
        cursor: None,
        error: None,
        stage: Stage::Path,
    })))
}

/// Takes a key.
pub(super) fn step<S>(core: &mut Core, mut import: ImportOverlay, key: Key) -> AfterKey<S> {
    let stays = match &mut import.stage {
        Stage::Path => path_step(core, &mut import, key),
        Stage::Reading(reading) => key.code != Code::Esc || cancel(core, reading.job),
        Stage::Preview(job, preview) => facilities::step(core, *job, preview, key),
        Stage::Batch(batch) => match batch::step(core, batch, key) {
            batch::Next::Stay => true,
            batch::Next::Close(None) => false,
            batch::Next::Close(Some(brought)) => return AfterKey::Open(Overlay::Text(brought)),
            batch::Next::Again(password) => {
                read(core, &mut import, Some(password));
                true
            }
        },
    };
    if stays { AfterKey::Stay(Overlay::Import(Box::new(import))) } else { AfterKey::Close }
}

/// Stops the reading; the overlay does not stay.
fn cancel(core: &mut Core, job: JobId) -> bool {
    core.ask(Effect::Cancel(job));
    core.job = None;
    core.say("import cancelled; nothing was taken");
    false
}

fn path_step(core: &mut Core, import: &mut ImportOverlay, key: Key) -> bool {
    let last = import.completions.len().saturating_sub(1);
    match key.code {
        Code::Esc => return false,
        Code::Move(Way::Down) => import.cursor = Some(import.cursor.map_or(0, |at| (at + 1).min(last))),
        Code::Move(Way::Up) => import.cursor = import.cursor.and_then(|at| at.checked_sub(1)),
        Code::Tab => complete(core, import),
        Code::Enter => enter(core, import),
        Code::Char(_) | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
            if let Some(request) = request(key) {
                import.input.handle(request);
                import.error = None;
                typed(core, import);
            }
        }
    }
    true
}

fn typed(core: &mut Core, import: &mut ImportOverlay) {
    import.cursor = None;
    core.ask(Effect::List(import.input.value().to_owned()));
}

/// Tab takes the completion under the cursor, or what all completions have in common.
fn complete(core: &mut Core, import: &mut ImportOverlay) {
    let chosen = import.cursor.and_then(|at| import.completions.get(at).cloned());
    let text = chosen.or_else(|| common_prefix(&import.completions));
    if let Some(text) = text.filter(|text| text.len() > import.input.value().len()) {
        import.input = Input::new(text);
        typed(core, import);
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
fn enter(core: &mut Core, import: &mut ImportOverlay) {
    let chosen = import.cursor.and_then(|at| import.completions.get(at).cloned());
    let goes_into = chosen.as_ref().is_some_and(|path| path.ends_with('/'));
    let path = chosen.unwrap_or_else(|| import.input.value().trim().to_owned());
    if path.is_empty() {
        return;
    }
    import.input = Input::new(path);
    if goes_into {
        // The folder's files are shown first; Enter again reads them all.
        typed(core, import);
        return;
    }
    read(core, import, None);
}

fn read(core: &mut Core, import: &mut ImportOverlay, password: Option<String>) {
    let job = core.start_job();
    import.error = None;
    import.stage =
        Stage::Reading(Reading { job, done: 0, total: 0, since: core.clock.now, now: core.clock.now });
    let typed = import.input.value().to_owned();
    let context = core.check_context();
    core.ask(Effect::ReadImport(job, Box::new(Wanted { typed, password, context })));
}

/// What lies over the screen, the topmost last.
type Overlays<S> = Vec<Overlay<S>>;

fn overlay<S>(overlays: &mut Overlays<S>) -> Option<&mut ImportOverlay> {
    overlays.iter_mut().find_map(|overlay| match overlay {
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

/// The paths that begin with what was asked.
pub fn listed<S>(overlays: &mut Overlays<S>, asked: &str, paths: Vec<String>) {
    if let Some(Overlay::Import(import)) = overlays.last_mut()
        && import.input.value() == asked
    {
        import.completions = paths;
    }
}

/// So many of the files are read.
pub fn progress<S>(core: &Core, overlays: &mut Overlays<S>, job: JobId, (done, total): (usize, usize)) {
    if let Some(Stage::Reading(reading)) = overlay(overlays).map(|import| &mut import.stage)
        && reading.job == job
    {
        (reading.done, reading.total, reading.now) = (done, total, core.clock.now);
    }
}

/// The files were read, or cannot be: shows what they hold. Results nobody waits for are dropped.
pub fn files_read<S>(
    core: &mut Core,
    overlays: &mut Overlays<S>,
    job: JobId,
    result: Result<Vec<ReadFile>, Problem>,
) {
    if core.job != Some(job) {
        return;
    }
    core.job = None;
    match result.and_then(|files| staged(core, job, files)) {
        Ok(Some(stage)) => {
            if let Some(import) = overlay(overlays) {
                import.stage = stage;
            }
        }
        Ok(None) => overlays.retain(|overlay| !matches!(overlay, Overlay::Import(_))),
        Err(problem) => {
            if let Some(import) = overlay(overlays) {
                import.stage = Stage::Path;
                import.error = Some(problem);
            }
        }
    }
}

/// What to show of the files; none when there is nothing to do, which is said.
fn staged(core: &mut Core, job: JobId, mut files: Vec<ReadFile>) -> Result<Option<Stage>, Problem> {
    if files.len() > 1 {
        return Ok(Some(Stage::Batch(Box::new(Batch::new(core, job, files)))));
    }
    match files.pop() {
        Some(ReadFile { seen: Seen::Facilities(draft), .. }) => Ok(preview(core, job, *draft)),
        Some(ReadFile { seen: Seen::Failed(problem), .. }) => Err(problem),
        Some(file) => Ok(Some(Stage::Batch(Box::new(Batch::new(core, job, vec![file]))))),
        None => {
            core.say("there was nothing to read");
            Ok(None)
        }
    }
}

fn preview(core: &mut Core, job: JobId, draft: Draft) -> Option<Stage> {
    if let Some(source) = core.workspace.sources.get(&draft.source_id()) {
        let known = format!("{} was imported already, as \"{}\": nothing to do", source.file, source.title);
        core.say(known);
        return None;
    }
    Some(Stage::Preview(job, Box::new(Preview::new(core, draft))))
}
