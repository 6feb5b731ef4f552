//! The preview of one list of facilities, or of a filing: what was understood, and what it would change.

use std::sync::Arc;

use crate::app::core::Core;
use crate::app::key::{Code, Key, Motion};
use crate::checks::Finding;
use crate::import::Draft;
use crate::intake::{Edition, ImportPlan, PlanLine};
use crate::text::count;

/// What an import would do.
#[derive(Debug)]
pub struct Preview {
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
}

impl Preview {
    /// The preview of a plan; none when it is of anything else than one list of facilities.
    pub(super) fn new(edition: Edition, plan: ImportPlan) -> Option<Self> {
        let [PlanLine::Facilities { draft, added, known }] = plan.lines.as_slice() else { return None };
        let (draft, added, known) = (Arc::clone(draft), *added, *known);
        Some(Self { plan, edition, draft, added, known, offset: 0 })
    }

    /// What the rules would find that they do not find now, gravest first.
    pub fn findings(&self) -> &[Finding] {
        &self.plan.findings
    }

    fn scroll(&mut self, by: isize) {
        let last = self.draft.rows.len().saturating_sub(1);
        self.offset = self.offset.saturating_add_signed(by).min(last);
    }

    /// Takes a key.
    pub(super) fn step(&mut self, core: &mut Core, key: Key) -> AfterPreview {
        match key.code {
            Code::Char('y') => return AfterPreview::Take,
            Code::Esc | Code::Char('n' | 'q') => {
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
}
