//! The preview of one list of facilities, or of a filing: what was understood, and what it would change.

use std::sync::Arc;

use super::asking::{self, Asking};
use super::batch::FileBatch;
use super::choice::{FileChoice, OpenQuestion};
use super::role;
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Motion};
use crate::checks::Finding;
use crate::import::Draft;
use crate::intake::{Edition, ImportPlan, PlanLine};
use crate::text::count;

/// What an import would do.
#[derive(Debug)]
pub struct Preview {
    /// The file, as the only one of its import.
    pub(super) batch: Box<FileBatch>,
    /// The plan, of this file alone, and the state of the workspace that it is of.
    pub(super) plan: ImportPlan,
    pub(super) edition: Edition,
    pub draft: Arc<Draft>,
    /// Rows that would become facilities.
    pub added: usize,
    /// Rows that are facilities already.
    pub known: usize,
    /// The first line shown.
    pub offset: usize,
}

/// What becomes of the preview after a key.
pub(super) enum AfterPreview {
    Stay,
    Close,
    Take,
    /// The file is no list of facilities any more: it is shown as what it is then.
    Files,
}

impl Preview {
    /// The preview of a plan; the batch when the plan is of anything else than one list of facilities.
    pub(super) fn new(
        batch: Box<FileBatch>,
        edition: Edition,
        plan: ImportPlan,
    ) -> Result<Self, Box<FileBatch>> {
        let [PlanLine::Facilities { draft, added, known, .. }] = plan.lines.as_slice() else {
            return Err(batch);
        };
        let (draft, added, known) = (Arc::clone(draft), *added, *known);
        Ok(Self { batch, plan, edition, draft, added, known, offset: 0 })
    }

    /// The file, with what it is for.
    pub fn file(&self) -> Option<&FileChoice> {
        self.batch.current()
    }

    /// What the rules would find that they do not find now, gravest first.
    pub fn findings(&self) -> &[Finding] {
        &self.plan.findings
    }

    fn scroll(&mut self, by: isize) {
        let last = self.draft.rows.len().saturating_sub(1);
        self.offset = self.offset.saturating_add_signed(by).min(last);
    }

    /// What is asked over it, if something is.
    pub fn asking(&self) -> Option<&Asking> {
        self.batch.asking.as_ref()
    }

    /// Takes a key.
    pub(super) fn step(&mut self, core: &mut Core, key: Key) -> AfterPreview {
        if let Some(asking) = self.batch.asking.take() {
            return self.answered(core, asking, key);
        }
        let is_planning = core.job == Some(self.batch.job);
        match key.code {
            Code::Char('y') if !is_planning => return self.taken(core),
            Code::Char('r') if !is_planning => role::ask(core, &mut self.batch),
            Code::Char('y' | 'r') => core.say("it is still held against the workspace: again in a moment"),
            Code::Esc | Code::Char('n' | 'q') => {
                core.ask(Effect::Cancel(self.batch.job));
                core.job = None;
                core.say("nothing was taken");
                return AfterPreview::Close;
            }
            Code::Move(Motion::Down) | Code::Char('j') => self.scroll(1),
            Code::Move(Motion::Up) | Code::Char('k') => self.scroll(-1),
            Code::Move(Motion::PageDown) => self.scroll(10),
            Code::Move(Motion::PageUp) => self.scroll(-10),
            Code::Char(_)
            | Code::Enter
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => {}
        }
        AfterPreview::Stay
    }

    fn taken(&self, core: &mut Core) -> AfterPreview {
        match self.file().and_then(FileChoice::question) {
            None => AfterPreview::Take,
            Some(question) => {
                core.warn(question.words());
                AfterPreview::Stay
            }
        }
    }

    /// Gives what is asked a key; in another role the file may be no list of facilities any more.
    fn answered(&mut self, core: &mut Core, asking: Asking, key: Key) -> AfterPreview {
        asking::step(core, &mut self.batch, asking, key);
        if self.batch.is_one_table() { AfterPreview::Stay } else { AfterPreview::Files }
    }

    /// The counts of the draft in words, a line each.
    pub fn summary(&self) -> Vec<String> {
        let draft = &self.draft;
        let [metals, statuses] = draft.counts(" \u{b7} ");
        vec![
            format!("{}: {}, {}", draft.title, draft.kind.name(), count(draft.rows.len(), "row", "rows")),
            metals,
            statuses,
            draft.becomes(self.added, self.known),
        ]
    }

    /// Whether it must first be said what the file is for.
    pub fn is_asked(&self) -> bool {
        self.file().and_then(FileChoice::question) == Some(OpenQuestion::Role)
    }
}
