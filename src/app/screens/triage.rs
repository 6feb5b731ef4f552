//! Triage: the queue of facilities that need a judgement, one at a time.

use std::collections::BTreeSet;

use crate::app::command::Command;
use crate::app::detail;
use crate::app::look::{Line, Role};
use crate::app::state::App;
use crate::domain::{Edit, FacilityId, Rating, Status};
use crate::intake::change::{By, Change};
use crate::query::Row;
use crate::risk::{self, Need};
use crate::text::fold;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct TriageScreen {
    /// What is still to be judged, in order; what was left for later comes last.
    pub queue: Vec<FacilityId>,
    /// The facility shown: the head of the queue, one chosen from it, or one gone back to.
    pub current: Option<FacilityId>,
    /// How many have been judged.
    pub done: usize,
    /// The facilities shown before, the latest last.
    pub trail: Vec<FacilityId>,
    /// The first line of the evidence shown.
    pub detail_offset: usize,
    /// Whether the evidence has the keys.
    pub detail_focus: bool,
    /// Facilities left for later in this session.
    later: BTreeSet<FacilityId>,
}

/// What comes first: the gravest rating, flags among those that carry no risk rating of their own, then
/// number of suppliers, then metal and name.
fn order(row: &Row) -> (u8, std::cmp::Reverse<usize>, crate::domain::Metal, String) {
    let flagged = row.need == Need::Flag;
    let rank = match row.rating {
        Rating::Critical => 0,
        Rating::High => 1,
        Rating::None if flagged => 2,
        Rating::Medium => 3,
        Rating::Low => 4,
        Rating::None => 5,
        Rating::Data => 6,
    };
    (rank, std::cmp::Reverse(row.suppliers), row.metal, fold(&row.name))
}

impl TriageScreen {
    /// The state at the start, on the facility shown last.
    #[must_use]
    pub fn new(current: Option<FacilityId>) -> Self {
        Self { current, ..Self::default() }
    }

    /// Follows the rows: what was judged leaves the queue, and the next one comes up by itself.
    pub fn refresh(&mut self, rows: &[Row]) {
        let before = self.current.clone();
        let at = before.as_ref().and_then(|id| self.queue.iter().position(|other| other == id));
        let mut open: Vec<&Row> = rows.iter().filter(|row| row.need.is_open()).collect();
        open.sort_by_cached_key(|row| (self.later.contains(&row.id), order(row)));
        self.queue = open.into_iter().map(|row| row.id.clone()).collect();
        self.done = rows.iter().filter(|row| row.need == Need::Done).count();
        let was_judged = at.is_some() && before.as_ref().is_some_and(|id| !self.queue.contains(id));
        if was_judged {
            self.trail.extend(before);
            self.current = self.queue.get(at.unwrap_or(0)).or_else(|| self.queue.last()).cloned();
            self.detail_offset = 0;
        }
        let exists = |id: &FacilityId| rows.iter().any(|row| row.id == *id);
        if !self.current.as_ref().is_some_and(exists) {
            self.current = self.queue.first().cloned();
        }
    }

    /// The place of the current facility in the queue, if it is in it.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.current.as_ref().and_then(|id| self.queue.iter().position(|other| other == id))
    }

    /// Moves to another place of the queue.
    pub fn go(&mut self, at: usize) {
        let to = self.queue.get(at.min(self.queue.len().saturating_sub(1))).cloned();
        if to.is_some() && to != self.current {
            self.trail.extend(self.current.take());
            self.current = to;
            self.detail_offset = 0;
        }
    }

    /// Shows a facility that undo or redo changed, if this screen deals with it.
    pub fn revisit(&mut self, id: &FacilityId) {
        self.current = Some(id.clone());
        self.detail_offset = 0;
    }

    /// Leaves the current facility for later: it goes to the end of the queue.
    pub fn later(&mut self, rows: &[Row]) {
        let Some(id) = self.current.clone() else { return };
        let at = self.position();
        if at.is_none() {
            // One that has its judgement is not left for later; the queue goes on.
            return self.go(0);
        }
        self.later.insert(id.clone());
        self.trail.push(id);
        self.refresh(rows);
        if let Some(at) = at {
            self.current = self.queue.get(at).or_else(|| self.queue.first()).cloned();
        }
        self.detail_offset = 0;
    }

    /// Goes back to the facility shown before.
    pub fn previous(&mut self) -> bool {
        let Some(id) = self.trail.pop() else { return false };
        self.current = Some(id);
        self.detail_offset = 0;
        true
    }
}

/// Accepts the suggestion for the current facility: disposition and action as one edit.
pub fn accept(app: &mut App) {
    let Some(id) = app.triage.current.clone() else { return };
    if app.row(&id).is_some_and(|row| !row.need.is_open()) {
        app.warn("it has its judgement already; d changes the disposition, a opens an action");
        return;
    }
    let Some(view) = app.workspace.view(&id) else { return };
    let Some(suggestion) = risk::suggest(view.status(), &risk::assess(&view)) else {
        app.warn("no suggestion: set the status from the original document with e");
        return;
    };
    let name = view.name().to_owned();
    let (stamp, today) = (app.stamp(), app.today());
    let mut by = By { stamp, today, ids: &mut app.ids };
    let targets = [id];
    let mut edits = Vec::new();
    let dispose = Change::Dispose(suggestion.disposition);
    edits.extend(dispose.edit(&app.workspace, &targets, &suggestion.because, &mut by));
    let kind = crate::domain::ActionKind::by_id(&suggestion.action);
    // An action of this kind that is still open is the one that the suggestion means.
    let open_already = app.workspace.actions.values().any(|action| {
        targets.contains(app.workspace.resolve(&action.facility))
            && action.kind == suggestion.action
            && action.state.is_open()
    });
    if let Some(kind) = kind.filter(|_| !open_already) {
        edits.extend(Change::Act(kind).edit(&app.workspace, &targets, "", &mut by));
    }
    let title = format!("Accept: {} ({name})", suggestion.text());
    if app.commit(title.clone(), Edit::Batch(edits)) {
        app.done(title);
    }
}

/// What is shown of the facility in hand: what to do, on top, then everything known.
#[must_use]
pub fn evidence(app: &App, row: &Row) -> Vec<Line> {
    let mut lines = suggestion(app, row);
    lines.extend(detail::lines(app, &row.id));
    lines
}

/// What to do, on top, with the reason.
fn suggestion(app: &App, row: &Row) -> Vec<Line> {
    let key = |command: Command| app.keymap.first(command);
    let label = |text: &str| Line::of(crate::text::pad_right(text, 12), Role::Heading);
    if !row.need.is_open() {
        return vec![label("Judged").with("- goes back, j k choose another", Role::Muted), Line::new()];
    }
    if row.status == Status::Unresolved {
        let derive = app
            .workspace
            .constraint_of(&row.id)
            .map(|c| app.workspace.remaining(c))
            .and_then(|left| left.only());
        let mut lines = vec![
            label("To do")
                .with(format!("{} ", key(Command::Edit)), Role::Key)
                .with("set the status from the original document; there is no suggestion", Role::Text),
        ];
        if let Some(status) = derive {
            let text = format!("derive {status} for all the rest: nothing else is left");
            lines
                .push(label("").with(format!("{} ", key(Command::Derive)), Role::Key).with(text, Role::Good));
        }
        lines.push(Line::new());
        return lines;
    }
    let view = app.workspace.view(&row.id);
    let suggested = view.and_then(|view| risk::suggest(view.status(), &risk::assess(&view)));
    let Some(suggested) = suggested else { return Vec::new() };
    vec![
        label("Suggested")
            .with(format!("{} ", key(Command::Accept)), Role::Key)
            .with(suggested.text(), Role::Strong),
        label("").with(format!("because {}", suggested.because), Role::Muted),
        Line::new(),
    ]
}
