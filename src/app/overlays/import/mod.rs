//! Imports files: type a path with completion, read in the background, look at what was understood, take it.

mod asking;
mod batch;
mod choice;
mod effect;
mod facilities;
mod keys;
mod role;
mod said;
mod status;
mod supplier;
mod take;

use jiff::Timestamp;
use tui_input::Input;

use super::prompt::{insert as put, request};
use super::{AfterKey, Asks, Overlay};
use crate::Problem;
use crate::app::core::Core;
use crate::app::effect::{Effect, FilesWanted};
use crate::app::key::{Code, Key, Motion};
use crate::app::msg::{FilesFound, JobId};
use crate::domain::SourceRole;
use crate::intake::{Edition, ImportPlan, PlanLine, PlanOf, check_unfrozen};

pub use asking::{AskedDay, Asking, DayOf};
pub use batch::FileBatch;
use batch::plan_as_it_is;
pub use choice::{Attachment, FileChoice, OpenQuestion};
use effect::AfterEffect;
pub use effect::{ImportEffect, WIDEST};
use facilities::AfterPreview;
pub use facilities::Preview;
use keys::AfterFiles;
use said::SaidOfFiles;

/// How far an import is.
#[derive(Debug)]
pub enum Stage {
    /// The path is typed.
    Path,
    Reading(FilesBeingRead),
    /// One list of facilities was read: this is what would enter the workspace.
    Preview(Box<Preview>),
    /// Files were read: this is what would enter the workspace.
    Batch(Box<FileBatch>),
    /// There are status lists among them: this is what would change by them.
    Effect(Box<ImportEffect>),
}

/// Files being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilesBeingRead {
    pub job: JobId,
    pub done: usize,
    /// How many there are; 0 as long as that is not known.
    pub total: usize,
    /// When it began.
    pub since: Timestamp,
    /// When that many were read.
    pub now: Timestamp,
}

impl FilesBeingRead {
    /// How many files are read in a second; nothing before the first second is over.
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
    pub stage: Stage,
    /// What was said of files that are read again.
    said: Option<SaidOfFiles>,
}

impl ImportOverlay {
    /// The text in the field; none where characters are choices.
    pub(super) fn field(&self) -> Option<&str> {
        match &self.stage {
            Stage::Path => Some(self.input.value()),
            Stage::Batch(batch) => batch.asking.as_ref()?.field(),
            Stage::Reading(_) | Stage::Preview(_) | Stage::Effect(_) => None,
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
    if let Err(problem) = check_unfrozen(&core.workspace) {
        core.problem(problem);
        return None;
    }
    core.ask(Effect::List(String::new()));
    Some(Overlay::Import(Box::new(ImportOverlay {
        input: Input::default(),
        completions: Vec::new(),
        cursor: None,
        error: None,
        stage: Stage::Path,
        said: None,
    })))
}

/// Takes a key.
pub(super) fn step<S>(core: &mut Core, mut import: ImportOverlay, key: Key) -> AfterKey<S> {
    let stays = match std::mem::replace(&mut import.stage, Stage::Path) {
        Stage::Path => path_step(core, &mut import, key),
        Stage::Reading(reading) => {
            import.stage = Stage::Reading(reading);
            key.code != Code::Esc || cancel(core, reading.job)
        }
        Stage::Preview(preview) => preview_step(core, &mut import, preview, key),
        Stage::Batch(mut batch) => match keys::step(core, &mut batch, key) {
            AfterFiles::Stay => stays_at(&mut import, Stage::Batch(batch)),
            AfterFiles::Close => false,
            AfterFiles::Again(password) => {
                import.said = Some(SaidOfFiles::of(&batch));
                read(core, &mut import, Some(password));
                true
            }
        },
        Stage::Effect(mut effect) => match effect.step(core, key) {
            AfterEffect::Stay => stays_at(&mut import, Stage::Effect(effect)),
            AfterEffect::Back => stays_at(&mut import, Stage::Batch(effect.batch)),
            AfterEffect::Close => false,
            AfterEffect::Take => match take::effect(core, &mut import, effect) {
                Some(brought) => return AfterKey::after(brought.map(Overlay::Text)),
                None => true,
            },
        },
    };
    if stays { AfterKey::Stay(Overlay::Import(Box::new(import))) } else { AfterKey::Close }
}

/// The overlay stays, at this stage.
fn stays_at(import: &mut ImportOverlay, stage: Stage) -> bool {
    import.stage = stage;
    true
}

fn preview_step(core: &mut Core, import: &mut ImportOverlay, mut preview: Box<Preview>, key: Key) -> bool {
    match preview.step(core, key) {
        AfterPreview::Stay => stays_at(import, Stage::Preview(preview)),
        AfterPreview::Close => false,
        AfterPreview::Take => take::preview(core, import, preview),
        AfterPreview::Files => stays_at(import, Stage::Batch(preview.batch)),
    }
}

/// Stops reading and planning; the overlay does not stay.
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
        Code::Move(Motion::Down) => import.cursor = Some(import.cursor.map_or(0, |at| (at + 1).min(last))),
        Code::Move(Motion::Up) => import.cursor = import.cursor.and_then(|at| at.checked_sub(1)),
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

/// Puts a text where the cursor of the field is.
pub(super) fn insert(core: &mut Core, import: &mut ImportOverlay, text: &str) {
    match &mut import.stage {
        Stage::Path => {
            put(&mut import.input, text);
            import.error = None;
            typed(core, import);
        }
        // While it is planned how the files enter, nothing is decided about them.
        Stage::Batch(batch) if core.job == Some(batch.job) => {}
        Stage::Batch(batch) => {
            if let Some(asking) = &mut batch.asking {
                asking.insert(core, text);
            }
        }
        Stage::Reading(_) | Stage::Preview(_) | Stage::Effect(_) => {}
    }
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
        Stage::Reading(FilesBeingRead { job, done: 0, total: 0, since: core.clock.now, now: core.clock.now });
    let typed = import.input.value().to_owned();
    let context = core.check_context();
    core.ask(Effect::ReadImport(job, Box::new(FilesWanted { typed, password, context })));
}

/// What lies over the screen, the topmost last.
type Overlays<S> = Vec<Overlay<S>>;

fn overlay<S>(overlays: &mut Overlays<S>) -> Option<&mut ImportOverlay> {
    overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Import(import) => Some(&mut **import),
        Overlay::Picker(_)
        | Overlay::Prompt(_)
        | Overlay::Form(_)
        | Overlay::Confirm(_)
        | Overlay::Help(_)
        | Overlay::Columns(_)
        | Overlay::Text(_)
        | Overlay::Sheet(_)
        | Overlay::Behind(_)
        | Overlay::Problem(_)
        | Overlay::Note(_)
        | Overlay::Editor(_)
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
    result: Result<FilesFound, Problem>,
) {
    if core.job != Some(job) {
        return;
    }
    core.job = None;
    match result.and_then(|files| staged(core, job, files)) {
        Ok(AfterReading::Show(mut batch)) => {
            if let Some(said) = overlay(overlays).and_then(|import| import.said.take()) {
                said.say_again(&mut batch);
            }
            if batch.is_one_table() {
                plan_as_it_is(core, &mut batch);
            }
            if let Some(import) = overlay(overlays) {
                import.stage = Stage::Batch(batch);
            }
        }
        Ok(AfterReading::Nothing(why)) => {
            core.say(why);
            close(overlays);
        }
        Err(problem) => failed(overlays, problem),
    }
}

fn close<S>(overlays: &mut Overlays<S>) {
    overlays.retain(|overlay| !matches!(overlay, Overlay::Import(_)));
}

fn failed<S>(overlays: &mut Overlays<S>, problem: Problem) {
    if let Some(import) = overlay(overlays) {
        import.stage = Stage::Path;
        import.error = Some(problem);
    }
}

/// What follows from what was read.
enum AfterReading {
    /// The files are shown, for decisions about them.
    Show(Box<FileBatch>),
    /// There is nothing to do, for this reason.
    Nothing(String),
}

fn staged(core: &Core, job: JobId, found: FilesFound) -> Result<AfterReading, Problem> {
    match found.files.as_slice() {
        [(Err(unread), _)] if !unread.needs_password => return Err(unread.problem.clone()),
        [] => return Ok(AfterReading::Nothing("there was nothing to read".to_owned())),
        [_, ..] => {}
    }
    let batch = FileBatch::new(core, job, found);
    Ok(match batch.files.as_slice() {
        [only] => known_alone(core, only).map(AfterReading::Nothing),
        _ => None,
    }
    .unwrap_or(AfterReading::Show(Box::new(batch))))
}

/// What is said of a table alone that was taken before, and can be nothing else.
fn known_alone(core: &Core, choice: &FileChoice) -> Option<String> {
    let (read, guess) = (choice.file.as_ref().ok()?, choice.role.as_ref()?);
    let source = read.facilities().and_then(|_| read.source_as(&core.workspace, guess.role))?;
    let is_told = !choice.roles().contains(&SourceRole::Status);
    is_told.then(|| format!("{} was imported already, as \"{}\": nothing to do", source.file, source.title))
}

/// It was planned how the files of a job enter. Of one list of facilities the plan is shown, of files with status lists what
/// they change; of others about which all is decided it is taken.
pub fn planned<S>(
    core: &mut Core,
    overlays: &mut Overlays<S>,
    job: JobId,
    (edition, planned): PlanOf<ImportPlan>,
) {
    if core.job != Some(job) {
        return;
    }
    core.job = None;
    let Some(import) = overlay(overlays) else { return };
    let plan = match planned {
        Ok(plan) if edition != core.edition() => return core.plan_import(job, plan.batch()),
        Ok(plan) => plan,
        Err(error) => return core.warn(format!("nothing was taken: {error}")),
    };
    let batch = match std::mem::replace(&mut import.stage, Stage::Path) {
        Stage::Path => return,
        Stage::Reading(reading) => return import.stage = Stage::Reading(reading),
        Stage::Preview(preview) => preview.batch,
        Stage::Batch(batch) => batch,
        Stage::Effect(effect) => effect.batch,
    };
    if batch.is_one_table() || has_new_status(&plan) {
        import.stage = shown(batch, edition, plan);
    } else if let Some(brought) = take::files(core, &batch, plan) {
        close(overlays);
        overlays.extend(brought.map(Overlay::Text));
    } else {
        import.stage = Stage::Batch(batch);
    }
}

fn has_new_status(plan: &ImportPlan) -> bool {
    plan.lines.iter().any(|line| matches!(line, PlanLine::Status { is_new: true, .. }))
}

/// How a plan is shown before it is taken: that of one list of facilities by its rows, that of status lists by its effect.
fn shown(batch: Box<FileBatch>, edition: Edition, plan: ImportPlan) -> Stage {
    if !batch.is_one_table() {
        return Stage::Effect(Box::new(ImportEffect::new(batch, edition, plan)));
    }
    Preview::new(batch, edition, plan).map_or_else(Stage::Batch, |preview| Stage::Preview(Box::new(preview)))
}
