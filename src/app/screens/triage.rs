//! Triage: the queue of facilities that need a judgement, one at a time.

use std::cmp::Reverse;

use super::facilities::{self, OnFacilities};
use super::{hits, suggested};
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
use crate::app::standing_lines::gap_words;
use crate::domain::{FacilityId, Metal, Rating};
use crate::query::{FacilityRow, Filter};
use crate::risk::Need;
use crate::standing::StatusGap;
use crate::text::{Area, count, fold, pad_right};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct TriageScreen {
    /// The facilities that are still to be judged, and the one in hand.
    pub queue: Queue<FacilityId>,
    /// How many have been judged.
    pub done: usize,
    /// The evidence on the facility in hand.
    pub detail: DetailPane,
    /// The one that stands for all whose audits lapsed.
    stands_for_lapsed: Option<FacilityId>,
    /// The facility that undo or redo changed: it comes to hand once the queue has followed.
    reverted: Option<FacilityId>,
    /// What the one in hand needed when it was last shown.
    need: Option<Need>,
    /// What the queue was made of.
    made: Derived,
}

/// What comes first: the gravest rating; possible hits, whose rating does not tell how urgent they are; flags among those that carry no risk rating of their own, lapsed audits below what
/// stands on no list; then number of suppliers, number of rows, metal and name.
fn order(row: &FacilityRow, rows: usize) -> (u8, Reverse<usize>, Reverse<usize>, Metal, String) {
    let rank = match (row.need, row.rating) {
        (_, Rating::Critical) => 0,
        (Need::PossibleHit, _) => 1,
        (Need::Lapsed, _) => 7,
        (_, Rating::High) => 2,
        (Need::Flag, Rating::None) => 3,
        (_, Rating::Medium) => 4,
        (_, Rating::Low) => 5,
        (_, Rating::None) => 6,
        (_, Rating::Data) => 8,
    };
    (rank, Reverse(row.suppliers), Reverse(rows), row.metal, fold(&row.name))
}

impl TriageScreen {
    /// The state at the start, on the facility shown last.
    pub fn new(current: Option<FacilityId>) -> Self {
        Self { queue: Queue::new(current), ..Self::default() }
    }

    /// Follows the rows: what was judged leaves the queue, and the next one comes up by itself. Lapsed audits are decided
    /// together: one of them stands for all.
    fn refresh(&mut self, core: &Core) {
        let (rows, naming) = (&core.rows, core.register.rows_naming());
        let mut open: Vec<&FacilityRow> = rows.iter().filter(|row| row.need.is_open()).collect();
        open.sort_by_cached_key(|row| order(row, naming.get(&row.id).copied().unwrap_or(0)));
        let first = open.iter().find(|row| row.need == Need::Lapsed).map(|row| row.id.clone());
        // One that only now joined them does not take the hand along: the queue goes on where it was.
        let is_one = |id: &FacilityId| core.row(id).is_some_and(|row| row.need == Need::Lapsed);
        self.stands_for_lapsed = self.stands_for_lapsed.take().filter(is_one).or(first);
        open.retain(|row| row.need != Need::Lapsed || Some(&row.id) == self.stands_for_lapsed.as_ref());
        open.sort_by_key(|row| self.queue.lateness(&row.id));
        self.done = judged(rows);
        let (at, next) = (self.queue.position(), self.queue.next());
        if self.queue.follow(open.into_iter().map(|row| row.id.clone()).collect()) {
            self.detail.offset = 0;
        } else if at.is_some() && self.need != need(self, core) && self.queue.position() != at {
            // What needs something else now has gone to another place, up or down: the one that came after it comes up.
            self.queue.take_or_first(next);
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

/// What the facility in hand needs.
fn need(screen: &TriageScreen, core: &Core) -> Option<Need> {
    screen.current(core).map(|row| row.need)
}

/// How many have been judged; those whose audits lapsed are one, once all of them are.
fn judged(rows: &[FacilityRow]) -> usize {
    let judged = |row: &&FacilityRow| row.need == Need::Done;
    let (lapsed, others): (Vec<&FacilityRow>, Vec<&FacilityRow>) =
        rows.iter().filter(judged).partition(|row| row.is_lapsed);
    let is_open = rows.iter().any(|row| row.need == Need::Lapsed);
    others.len() + usize::from(!lapsed.is_empty() && !is_open)
}

/// The facilities whose lapsed audits wait for a decision.
pub fn lapsed(core: &Core) -> impl Iterator<Item = &FacilityRow> {
    core.rows.iter().filter(|row| row.need == Need::Lapsed)
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
    /// The one in hand; all with a lapsed audit, where it stands for them.
    fn facilities(&self, core: &Core) -> Vec<FacilityId> {
        if self.current(core).is_some_and(|row| row.need == Need::Lapsed) {
            return lapsed(core).map(|row| row.id.clone()).collect();
        }
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
            self.refresh(core);
        }
        if let Some(id) = self.reverted.take() {
            self.revisit(&id);
        }
    }

    fn remember(&mut self, core: &Core) {
        self.need = need(self, core);
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
    ask(C::Accept, suggested::accept).unless(suggested::nothing_suggested),
    ask(C::DecideHit, hits::decide).unless(hits::no_hit),
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

/// Shows the facility in hand in Smelters, or all with a lapsed audit.
fn open(screen: &mut TriageScreen, core: &mut Core) {
    if screen.current(core).is_some_and(|row| row.need == Need::Lapsed) {
        let filter = Filter { is_lapsed: true, ..Filter::default() };
        return core.go(Jump::Facilities(Box::new(filter)));
    }
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
    screen.refresh(core);
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

/// What the original document says is asked for where a damaged row of it is behind the facility; else the field is asked first.
fn edit(screen: &mut TriageScreen, core: &mut Core) -> Asks<TriageScreen> {
    let gap = screen.queue.current.as_ref().and_then(|id| gap(core, id));
    if gap == Some(StatusGap::Original) {
        return Some(facilities::status_in_original(screen, core));
    }
    facilities::edit(screen, core)
}

/// What is missing for the status of a facility.
fn gap(core: &Core, id: &FacilityId) -> Option<StatusGap> {
    let view = core.workspace.view(id)?;
    core.classifier.gap(&view, core.standings.of(&view.facility.id))
}

/// What is shown of the facility in hand: what to do, on top, then everything known.
pub fn evidence(core: &Core, row: &FacilityRow) -> Vec<Line> {
    let mut lines = to_do(core, row);
    if row.need == Need::Lapsed {
        lines.extend(all_lapsed(core));
    } else {
        lines.extend(detail::lines(core, &row.id));
    }
    lines
}

fn label(text: &str) -> Line {
    Line::of(pad_right(text, detail::LABEL), Role::Heading)
}

/// What to do, on top, with the reason.
fn to_do(core: &Core, row: &FacilityRow) -> Vec<Line> {
    if !row.need.is_open() {
        return vec![label("Judged").with("- goes back, j k choose another", Role::Muted), Line::new()];
    }
    if row.need == Need::PossibleHit {
        let words = "say first whether it is the one on the sanctions list: c confirms, x clears";
        let key = format!("{} ", core.keymap.first(C::DecideHit));
        return vec![label("To do").with(key, Role::Key).with(words, Role::Text), Line::new()];
    }
    if let Some(gap) = gap(core, &row.id).filter(|_| row.need == Need::Unresolved) {
        return missing(core, row, &gap);
    }
    let Some(suggested) = suggested::suggested(core, &row.id) else { return Vec::new() };
    let key = core.keymap.first(C::Accept);
    let for_all = if row.need == Need::Lapsed { ", for all of them at once" } else { "" };
    vec![
        label("Suggested")
            .with(format!("{key} "), Role::Key)
            .with(suggested.text(), Role::Strong)
            .with(for_all, Role::Text),
        label("").with(format!("because {}", suggested.because), Role::Muted),
        Line::new(),
    ]
}

/// What resolves an unresolved status.
fn missing(core: &Core, row: &FacilityRow, gap: &StatusGap) -> Vec<Line> {
    let key = |command: C| format!("{} ", core.keymap.first(command));
    let Some(view) = core.workspace.view(&row.id) else { return Vec::new() };
    let mut lines = match gap {
        StatusGap::Original => {
            let words = "set the status from the original document; there is no suggestion";
            vec![label("To do").with(key(C::Edit), Role::Key).with(words, Role::Text)]
        }
        StatusGap::Name | StatusGap::Lists(_) => {
            let by_hand = "sets the status by hand, with a reason";
            vec![
                label("To do").with(gap_words(core, &view, gap), Role::Text),
                label("").with(key(C::Edit), Role::Key).with(by_hand, Role::Muted),
            ]
        }
    };
    let left = core.workspace.constraint_of(&row.id).map(|left| core.workspace.remaining(left));
    if let Some(status) = left.filter(|_| *gap == StatusGap::Original).and_then(|left| left.only()) {
        let text = format!("derive {status} for all the rest: nothing else is left");
        lines.push(label("").with(key(C::Derive), Role::Key).with(text, Role::Good));
    }
    lines.push(Line::new());
    lines
}

/// All whose audits lapsed, the longest first.
fn all_lapsed(core: &Core) -> Vec<Line> {
    let mut rows: Vec<&FacilityRow> = lapsed(core).collect();
    let lapses = |row: &FacilityRow| row.listed.as_ref().and_then(|listed| listed.lapses);
    rows.sort_by_key(|row| (lapses(row), row.metal));
    let key = core.keymap.first(C::Open);
    let day = core.standings.day.map_or_else(String::new, |day| format!(" as of {day}"));
    let are = count(rows.len(), "conformant facility has", "conformant facilities have");
    let words = format!("{are} an audit that has lapsed{day}, and no re-audit in progress");
    let mut lines = vec![
        label("Lapsed").with(words, Role::Text),
        label("")
            .with(format!("{key} "), Role::Key)
            .with("shows them in Smelters, to decide some of them apart", Role::Muted),
        Line::new(),
    ];
    lines.extend(rows.into_iter().map(|row| {
        let day = lapses(row).map_or_else(String::new, |day| day.to_string());
        let about = format!("  {}, {}", row.metal.symbol(), row.country_name);
        Line::of(pad_right(&day, detail::LABEL), Role::Warn)
            .with(&row.name, Role::Text)
            .with(about, Role::Muted)
    }));
    lines
}
