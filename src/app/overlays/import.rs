//! Imports a file: type its path with completion, read it in the background, look at what was understood,
//! take it.

use tui_input::Input;

use super::Overlay;
use super::prompt::request;
use crate::Problem;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Way};
use crate::app::msg::JobId;
use crate::app::state::App;
use crate::checks::{self, Finding};
use crate::domain::{Edit, Metal, Status};
use crate::import::Draft;
use crate::text::count;

/// How far an import is.
#[derive(Debug, Clone)]
pub enum Stage {
    /// The path is typed.
    Path,
    /// The file is being read.
    Reading(JobId),
    /// It was read: this is what would enter the workspace.
    Preview(JobId, Box<Preview>),
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The draft.
    pub draft: Draft,
    /// Rows that would become facilities.
    pub added: usize,
    /// Rows that are facilities already.
    pub known: usize,
    /// What the rules would find that they do not find now, gravest first.
    pub findings: Vec<Finding>,
    /// The first line shown.
    pub offset: usize,
}

/// The import overlay.
#[derive(Debug, Clone)]
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
        Stage::Reading(job) => {
            if key.code == Code::Esc {
                app.ask(Effect::Cancel(*job));
                app.job = None;
                app.say("import cancelled; nothing was taken");
                return None;
            }
            Some(import)
        }
        Stage::Preview(job, preview) => match key.code {
            Code::Char('y') => {
                let (job, preview) = (*job, preview.clone());
                take(app, job, &preview.draft);
                None
            }
            Code::Esc | Code::Char('n' | 'q') => {
                app.say("nothing was taken");
                None
            }
            Code::Move(Way::Down) | Code::Char('j') => scroll(import, 1),
            Code::Move(Way::Up) | Code::Char('k') => scroll(import, -1),
            Code::Move(Way::PageDown) => scroll(import, 10),
            Code::Move(Way::PageUp) => scroll(import, -10),
            Code::Char(_)
            | Code::Enter
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => Some(import),
        },
    }
}

fn scroll(mut import: ImportOverlay, by: isize) -> Option<ImportOverlay> {
    if let Stage::Preview(_, preview) = &mut import.stage {
        let last = preview.draft.rows.len().saturating_sub(1);
        preview.offset = preview.offset.saturating_add_signed(by).min(last);
    }
    Some(import)
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

fn enter(app: &mut App, import: &mut ImportOverlay) {
    let chosen = import.cursor.and_then(|at| import.completions.get(at).cloned());
    let path = chosen.unwrap_or_else(|| import.input.value().trim().to_owned());
    if path.is_empty() {
        return;
    }
    import.input = Input::new(path.clone());
    if path.ends_with('/') {
        typed(app, import);
        return;
    }
    let job = app.start_job();
    import.stage = Stage::Reading(job);
    app.ask(Effect::ReadImport(job, path));
}

/// A file was read: shows what it holds, or why it could not be read. Results nobody waits for are dropped.
pub fn drafted(app: &mut App, job: JobId, result: Result<Box<Draft>, Problem>) {
    if app.job != Some(job) {
        return;
    }
    app.job = None;
    let known = result.as_ref().ok().and_then(|draft| app.workspace.sources.get(&draft.source_id()));
    if let Some(source) = known {
        let text = format!("{} was imported already, as \"{}\": nothing to do", source.file, source.title);
        app.overlays.retain(|overlay| !matches!(overlay, Overlay::Import(_)));
        app.say(text);
        return;
    }
    let stage = match result {
        Ok(draft) => {
            let plan = draft.plan(&app.workspace, &mut app.ids.clone(), app.clock.now);
            let findings = new_findings(app, &plan.edit);
            let preview =
                Preview { draft: *draft, added: plan.added, known: plan.known, findings, offset: 0 };
            Ok(Stage::Preview(job, Box::new(preview)))
        }
        Err(problem) => Err(problem),
    };
    for overlay in &mut app.overlays {
        if let Overlay::Import(import) = overlay {
            match stage {
                Ok(stage) => import.stage = stage,
                Err(problem) => {
                    import.stage = Stage::Path;
                    import.error = Some(problem);
                }
            }
            return;
        }
    }
}

/// What the rules would find after an edit and do not find now.
fn new_findings(app: &App, edit: &Edit) -> Vec<Finding> {
    let mut after = app.workspace.clone();
    // An edit that does not fit is refused when it is taken; there is nothing to find then.
    if edit.apply(&mut after).is_err() {
        return Vec::new();
    }
    let before = checks::findings(&app.workspace);
    let is_new = |finding: &Finding| !before.iter().any(|old| old.message == finding.message);
    checks::findings(&after).into_iter().filter(is_new).collect()
}

fn take(app: &mut App, job: JobId, draft: &Draft) {
    let now = app.clock.now;
    let plan = draft.plan(&app.workspace, &mut app.ids, now);
    let title = format!("Import {} ({} new facilities, {} known)", draft.file, plan.added, plan.known);
    if app.commit(title.clone(), plan.edit) {
        if !app.workspace.settings.discard_originals {
            app.ask(Effect::KeepOriginal(job, draft.sha256.clone()));
        }
        app.done(title);
    }
}

impl Preview {
    /// The counts of the draft in words, a line each.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        let draft = &self.draft;
        let of_metal = |metal: Metal| draft.rows.iter().filter(|row| row.metal == metal).count();
        let metals: Vec<String> =
            Metal::ALL.iter().map(|metal| format!("{metal} {}", of_metal(*metal))).collect();
        let statuses: Vec<String> =
            Status::ALL.iter().map(|status| format!("{status} {}", self.of_status(*status))).collect();
        vec![
            format!("{}: {}, {}", draft.title, draft.kind.name(), count(draft.rows.len(), "row", "rows")),
            metals.join(" · "),
            statuses.join(" · "),
            format!(
                "{}, {} known already, {} passed over, {}",
                count(self.added, "new facility", "new facilities"),
                self.known,
                count(draft.skipped.len(), "row", "rows"),
                count(draft.remarks.len(), "remark", "remarks")
            ),
        ]
    }

    fn of_status(&self, status: Status) -> usize {
        let status_of = |row: &crate::import::DraftRow| {
            row.claims.iter().find_map(|claim| claim.value.as_status()).unwrap_or(Status::Unresolved)
        };
        self.draft.rows.iter().filter(|row| status_of(row) == status).count()
    }
}
