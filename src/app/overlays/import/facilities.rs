//! The preview of one list of facilities, or of a filing: what was understood, and what it would change.

use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Way};
use crate::app::msg::JobId;
use crate::checks::{self, Finding};
use crate::domain::{Edit, Metal, Status};
use crate::import::Draft;
use crate::text::count;

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

impl Preview {
    /// The preview of a draft.
    #[must_use]
    pub(super) fn new(core: &Core, draft: Draft) -> Self {
        let plan = draft.plan(&core.workspace, &mut core.ids.clone(), core.clock.now);
        let findings = new_findings(core, &plan.edit);
        Self { draft, added: plan.added, known: plan.known, findings, offset: 0 }
    }

    fn scroll(&mut self, by: isize) {
        let last = self.draft.rows.len().saturating_sub(1);
        self.offset = self.offset.saturating_add_signed(by).min(last);
    }
}

/// Gives the preview a key; whether it stays.
pub(super) fn step(core: &mut Core, job: JobId, preview: &mut Preview, key: Key) -> bool {
    match key.code {
        Code::Char('y') => {
            take(core, job, &preview.draft);
            return false;
        }
        Code::Esc | Code::Char('n' | 'q') => {
            core.say("nothing was taken");
            return false;
        }
        Code::Move(Way::Down) | Code::Char('j') => preview.scroll(1),
        Code::Move(Way::Up) | Code::Char('k') => preview.scroll(-1),
        Code::Move(Way::PageDown) => preview.scroll(10),
        Code::Move(Way::PageUp) => preview.scroll(-10),
        Code::Char(_)
        | Code::Enter
        | Code::Tab
        | Code::BackTab
        | Code::Erase(_)
        | Code::Move(_)
        | Code::F(_) => {}
    }
    true
}

/// What the rules would find after an edit and do not find now.
fn new_findings(core: &Core, edit: &Edit) -> Vec<Finding> {
    let mut after = core.workspace.clone();
    // An edit that does not fit is refused when it is taken; there is nothing to find then.
    if edit.apply(&mut after).is_err() {
        return Vec::new();
    }
    let before = checks::findings(&core.workspace);
    let is_new = |finding: &Finding| !before.iter().any(|old| old.message == finding.message);
    checks::findings(&after).into_iter().filter(is_new).collect()
}

fn take(core: &mut Core, job: JobId, draft: &Draft) {
    let now = core.clock.now;
    let plan = draft.plan(&core.workspace, &mut core.ids, now);
    let title = format!("Import {} ({} new facilities, {} known)", draft.file, plan.added, plan.known);
    if core.commit(title.clone(), plan.edit) {
        if !core.workspace.settings.discard_originals {
            core.ask(Effect::KeepOriginals(job, vec![draft.sha256.clone()]));
        }
        core.done(title);
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
