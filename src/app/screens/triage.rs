//! Triage: the queue of facilities that need a judgement, one at a time.

use super::facilities::{self, OnFacilities};
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::detail;
use crate::app::detail_pane::DetailPane;
use crate::app::jump::Jump;
use crate::app::layout::{WIDE, inside, row_at, scrolled, wrapped};
use crate::app::look::{Line, Role};
use crate::app::news::News;
use crate::app::overlays::Asks;
use crate::app::queue::Queue;
use crate::app::screen::{Screen, Searched, StatusLine, count_or_blank, moved};
use crate::domain::{ActionKind, ClaimField, Edit, FacilityId, Rating, Status};
use crate::intake::change::{Author, FacilityChange};
use crate::query::FacilityRow;
use crate::risk::{self, Need};
use crate::text::{Area, fold};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct TriageScreen {
    /// The facilities that are still to be judged, and the one in hand.
    pub queue: Queue<FacilityId>,
    /// How many have been judged.
    pub done: usize,
    /// The evidence on the facility in hand.
    pub detail: DetailPane,
    /// The facility that undo or redo changed: it comes to hand once the queue has followed.
    reverted: Option<FacilityId>,
    /// What the queue was made of.
    made: Derived,
}

/// What comes first: the gravest rating, flags among those that carry no risk rating of their own, then
/// number of suppliers, then metal and name.
fn order(row: &FacilityRow) -> (u8, std::cmp::Reverse<usize>, crate::domain::Metal, String) {
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
    pub fn new(current: Option<FacilityId>) -> Self {
        Self { queue: Queue::new(current), ..Self::default() }
    }

    /// Follows the rows: what was judged leaves the queue, and the next one comes up by itself.
    fn refresh(&mut self, rows: &[FacilityRow]) {
        let mut open: Vec<&FacilityRow> = rows.iter().filter(|row| row.need.is_open()).collect();
        open.sort_by_cached_key(|row| (self.queue.lateness(&row.id), order(row)));
        self.done = rows.iter().filter(|row| row.need == Need::Done).count();
        if self.queue.follow(open.into_iter().map(|row| row.id.clone()).collect()) {
            self.detail.offset = 0;
        }
        self.queue.drop_unknown(|id| rows.iter().any(|row| row.id == *id));
    }

    /// Moves to another place of the queue.
    fn go(&mut self, at: usize) {
        if self.queue.go(at) {
            self.detail.offset = 0;
        }
    }

    /// Shows a facility that undo or redo changed, if this screen deals with it.
    fn revisit(&mut self, id: &FacilityId) {
        self.queue.current = Some(id.clone());
        self.detail.offset = 0;
    }

    /// Shows the first of the queue that needs this.
    pub fn go_to_need(&mut self, core: &Core, need: Need) {
        let needs = |id: &&FacilityId| core.row(id).is_some_and(|row| row.need == need);
        if let Some(first) = self.queue.open.iter().find(needs).cloned() {
            self.revisit(&first);
        }
    }

    /// The row of the facility in hand.
    pub fn current<'a>(&self, core: &'a Core) -> Option<&'a FacilityRow> {
        self.queue.current.as_ref().and_then(|id| core.row(id))
    }
}

/// Queue and evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TriagePanes {
    pub queue: Area,
    /// The facilities in it, one a row.
    pub list: Area,
    /// The line of progress under them.
    pub progress: Area,
    /// The pane of the evidence.
    pub detail: Area,
}

/// Where queue and evidence stand.
pub fn panes(body: Area) -> TriagePanes {
    let (queue, detail) = if body.width >= WIDE {
        body.split_left((body.width / 3).min(56))
    } else {
        body.split_top(body.height / 3)
    };
    let (list, progress) = queue.inset(1).split_bottom(1);
    TriagePanes { queue, list, progress, detail }
}

impl OnFacilities for TriageScreen {
    fn facilities(&self, _core: &Core) -> Vec<FacilityId> {
        self.queue.current.clone().into_iter().collect()
    }
}

impl Screen for TriageScreen {
    fn follow(&mut self, core: &Core, news: &News) {
        match news {
            News::Reverted(edit) => {
                if let [id] = edit.facilities().as_slice()
                    && core.row(id).is_some_and(|row| row.need != Need::No)
                {
                    self.reverted = Some(core.workspace.resolve(id).clone());
                }
            }
            News::Names
            | News::Lists
            | News::Answers
            | News::Decided
            | News::FacilitiesServed
            | News::SuppliersServed => {}
        }
    }

    fn prepare(&mut self, core: &mut Core) {
        let Generations { facilities, declared, .. } = core.generations;
        if self.made.outdated_by(Generations { facilities, declared, ..Generations::default() }) {
            self.refresh(&core.rows);
        }
        if let Some(id) = self.reverted.take() {
            self.revisit(&id);
        }
    }

    fn settle(&mut self, core: &Core, body: Area) {
        let inner = inside(panes(body).detail);
        let lines = self
            .current(core)
            .map_or(0, |row| wrapped(&evidence(core, row), inner.width, detail::LABEL).len());
        self.detail.settle(lines, inner.height);
    }

    fn detail_mut(&mut self) -> Option<&mut DetailPane> {
        Some(&mut self.detail)
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Accept,
            C::Dispose,
            C::Rate,
            C::AddAction,
            C::Edit,
            C::AddNote,
            C::AddEvidence,
            C::Later,
            C::Previous,
            C::Undo,
            C::Source,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "facilities that need a judgement, the gravest first"
    }

    fn status(&self, _core: &Core) -> StatusLine {
        Line::of(format!("{} of {} done", self.done, self.done + self.queue.open.len()), Role::Strong).into()
    }

    fn open_work(&self, core: &Core) -> String {
        count_or_blank(core.open_judgements())
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        if !self.detail.move_by(rows) {
            self.go(self.queue.position().map_or(0, |at| moved(at, rows, self.queue.open.len())));
        }
    }

    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let panes = panes(body);
        self.detail.has_keys = panes.detail.contains(at.0, at.1);
        let len = self.queue.open.len();
        let first = scrolled(self.queue.position().unwrap_or(0), len, usize::from(panes.list.height));
        if let Some(row) = row_at(panes.list, at).filter(|row| first + row < len) {
            self.go(first + row);
        }
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Facilities
    }

    fn copied(&self, core: &Core) -> String {
        facilities::copied(self, core)
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<TriageScreen>] = &[
    act(C::Open, open),
    act(C::Accept, accept).unless(nothing_suggested),
    act(C::Later, later).unless(nothing_in_hand),
    act(C::Previous, previous),
    ask(C::Edit, edit).unless(facilities::none_in_hand),
    ask(C::Rate, facilities::rate).unless(facilities::none_in_hand),
    ask(C::Dispose, facilities::dispose).unless(facilities::none_in_hand),
    ask(C::AddAction, facilities::add_action).unless(facilities::none_in_hand),
    ask(C::AddNote, facilities::add_note).unless(facilities::none_in_hand),
    ask(C::AddEvidence, facilities::add_evidence).unless(facilities::none_in_hand),
    ask(C::Derive, facilities::derive),
    ask(C::Source, facilities::source),
    act(C::RowsBehind, facilities::rows_behind),
];

fn nothing_in_hand(screen: &TriageScreen, _: &Core) -> WhyNot {
    screen.queue.current.is_none().then_some("the queue is empty")
}

/// What a source does not say cannot be suggested.
fn nothing_suggested(screen: &TriageScreen, core: &Core) -> WhyNot {
    let is_unresolved = screen.current(core).is_some_and(|row| row.status == Status::Unresolved);
    let unresolved = is_unresolved.then_some("nothing is suggested for an unresolved facility");
    nothing_in_hand(screen, core).or(unresolved)
}

/// Shows the facility in hand in Smelters.
fn open(screen: &mut TriageScreen, core: &mut Core) {
    if let Some(id) = screen.queue.current.clone() {
        core.go(Jump::Facility(id));
    }
}

/// Leaves the facility in hand for later: it goes to the end of the queue.
fn later(screen: &mut TriageScreen, core: &mut Core) {
    let Some(at) = screen.queue.leave() else {
        // One that has its judgement is not left for later; the queue goes on.
        return screen.go(0);
    };
    screen.refresh(&core.rows);
    screen.queue.take_at_or_first(at);
    screen.detail.offset = 0;
}

/// Goes back to the facility shown before.
fn previous(screen: &mut TriageScreen, core: &mut Core) {
    if screen.queue.previous(|id| core.row(id).is_some()) {
        screen.detail.offset = 0;
    } else {
        core.say("this is where you began");
    }
}

/// An unresolved facility's status is what is missing; else the field is asked first.
fn edit(screen: &mut TriageScreen, core: &mut Core) -> Asks<TriageScreen> {
    let is_missing = |id: &FacilityId| !core.workspace.has_claim(id, ClaimField::Status);
    if screen.queue.current.as_ref().is_some_and(is_missing) {
        return Some(facilities::status_in_original(screen, core));
    }
    facilities::edit(screen, core)
}

/// Accepts the suggestion for the current facility: disposition and action as one edit.
fn accept(screen: &mut TriageScreen, core: &mut Core) {
    let Some(id) = screen.queue.current.clone() else { return };
    if core.row(&id).is_some_and(|row| !row.need.is_open()) {
        core.warn("it has its judgement already; d changes the disposition, a opens an action");
        return;
    }
    let Some(view) = core.workspace.view(&id) else { return };
    let Some(suggestion) = risk::suggest(view.status(), &risk::assess(&view)) else {
        core.warn("no suggestion: set the status from the original document with e");
        return;
    };
    let name = view.name().to_owned();
    let (stamp, today) = (core.stamp(), core.today());
    let mut by = Author { stamp, today, ids: &mut core.ids };
    let targets = [id];
    let mut edits = Vec::new();
    let dispose = FacilityChange::Dispose(suggestion.disposition);
    edits.extend(dispose.edit(&core.workspace, &targets, &suggestion.because, &mut by));
    let kind = ActionKind::by_id(&suggestion.action);
    // An action of this kind that is still open is the one that the suggestion means.
    let open_already = core.workspace.actions.values().any(|action| {
        targets.contains(core.workspace.resolve(&action.facility))
            && action.kind == suggestion.action
            && action.state.is_open()
    });
    if let Some(kind) = kind.filter(|_| !open_already) {
        edits.extend(FacilityChange::Act(kind).edit(&core.workspace, &targets, "", &mut by));
    }
    let title = format!("Accept: {} ({name})", suggestion.text());
    core.commit_and_say(title, Edit::Batch(edits));
}

/// What is shown of the facility in hand: what to do, on top, then everything known.
pub fn evidence(core: &Core, row: &FacilityRow) -> Vec<Line> {
    let mut lines = suggestion(core, row);
    lines.extend(detail::lines(core, &row.id));
    lines
}

/// What to do, on top, with the reason.
fn suggestion(core: &Core, row: &FacilityRow) -> Vec<Line> {
    let key = |command: C| core.keymap.first(command);
    let label = |text: &str| Line::of(crate::text::pad_right(text, 12), Role::Heading);
    if !row.need.is_open() {
        return vec![label("Judged").with("- goes back, j k choose another", Role::Muted), Line::new()];
    }
    if row.status == Status::Unresolved {
        let derive = core
            .workspace
            .constraint_of(&row.id)
            .map(|c| core.workspace.remaining(c))
            .and_then(|left| left.only());
        let mut lines = vec![
            label("To do")
                .with(format!("{} ", key(C::Edit)), Role::Key)
                .with("set the status from the original document; there is no suggestion", Role::Text),
        ];
        if let Some(status) = derive {
            let text = format!("derive {status} for all the rest: nothing else is left");
            lines.push(label("").with(format!("{} ", key(C::Derive)), Role::Key).with(text, Role::Good));
        }
        lines.push(Line::new());
        return lines;
    }
    let view = core.workspace.view(&row.id);
    let suggested = view.and_then(|view| risk::suggest(view.status(), &risk::assess(&view)));
    let Some(suggested) = suggested else { return Vec::new() };
    vec![
        label("Suggested")
            .with(format!("{} ", key(C::Accept)), Role::Key)
            .with(suggested.text(), Role::Strong),
        label("").with(format!("because {}", suggested.because), Role::Muted),
        Line::new(),
    ]
}
