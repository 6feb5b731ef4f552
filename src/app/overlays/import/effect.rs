//! What status lists would change, before they are taken: the whole plan, with every facility of Annex I whose status changes.

use super::batch::FileBatch;
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Motion};
use crate::app::look::{Line, Role};
use crate::intake::{Edition, ImportPlan, PlanLine, StatusAs, StatusChange, StatusTurn, old_words};
use crate::text::count;

/// The plan of an import with status lists, and its effect.
#[derive(Debug)]
pub struct ImportEffect {
    /// The files that it is of, to which Esc goes back.
    pub(super) batch: Box<FileBatch>,
    /// The plan, and the state of the workspace that it is of.
    pub(super) plan: ImportPlan,
    pub(super) edition: Edition,
    /// The first line shown.
    pub offset: usize,
}

/// What becomes of the effect after a key.
pub(super) enum AfterEffect {
    Stay,
    /// The files are shown again.
    Back,
    /// It is left while it is planned anew.
    Close,
    Take,
}

/// The widest that the overlay becomes, in columns.
pub const WIDEST: u16 = 150;

impl ImportEffect {
    pub(super) fn new(batch: Box<FileBatch>, edition: Edition, plan: ImportPlan) -> Self {
        Self { batch, plan, edition, offset: 0 }
    }

    /// Takes a key.
    pub(super) fn step(&mut self, core: &mut Core, key: Key) -> AfterEffect {
        let is_planning = core.job == Some(self.batch.job);
        match key.code {
            Code::Esc | Code::Char('n' | 'q') => {
                if !is_planning {
                    return AfterEffect::Back;
                }
                core.ask(Effect::Cancel(self.batch.job));
                core.job = None;
                core.say("nothing was taken");
                return AfterEffect::Close;
            }
            Code::Char('y') if !is_planning => return AfterEffect::Take,
            Code::Move(motion) => self.scroll(core.size, motion),
            Code::Char('j') => self.scroll(core.size, Motion::Down),
            Code::Char('k') => self.scroll(core.size, Motion::Up),
            Code::Char('g') => self.scroll(core.size, Motion::Home),
            Code::Char('G') => self.scroll(core.size, Motion::End),
            Code::Char(_) | Code::Enter | Code::Tab | Code::BackTab | Code::Erase(_) | Code::F(_) => {}
        }
        AfterEffect::Stay
    }

    fn scroll(&mut self, (columns, rows): (u16, u16), motion: Motion) {
        let page = usize::from(rows.saturating_sub(9)).max(1);
        let lines = self.lines(usize::from(columns.min(WIDEST).saturating_sub(4))).len();
        let last = lines.saturating_sub(page);
        let to = match motion {
            Motion::Down => self.offset + 1,
            Motion::Up => self.offset.saturating_sub(1),
            Motion::PageDown => self.offset + page,
            Motion::PageUp => self.offset.saturating_sub(page),
            Motion::Home => 0,
            Motion::End => last,
            Motion::Left | Motion::Right => self.offset,
        };
        self.offset = to.min(last);
    }

    /// The headline, the lists, and the changes by what they come to, in so many columns.
    pub fn lines(&self, columns: usize) -> Vec<Line> {
        let mut lines = Line::of(headline(&self.plan), Role::Strong).wrap(columns, 2);
        let mut others = self.lists();
        if self.plan.facilities > 0 {
            let new = count(self.plan.facilities, "facility is", "facilities are");
            others.push(Line::of(format!("{new} new, which changes no status"), Role::Muted));
        }
        lines.extend(others.iter().flat_map(|line| line.wrap(columns, 2)));
        for turn in StatusTurn::ALL {
            let changes: Vec<&StatusChange> =
                self.plan.effect.iter().filter(|change| change.turn == turn).collect();
            if !changes.is_empty() {
                lines.push(Line::new());
                lines.push(Line::of(format!("{}: {}", turn.name(), changes.len()), Role::Heading));
                lines.extend(changes.into_iter().flat_map(|change| changed(change).wrap(columns, 4)));
            }
        }
        lines
    }

    /// Each risk list, and each status list: what it is, whether it is there already, whether it is old, what is odd in its rows.
    fn lists(&self) -> Vec<Line> {
        let of_line = |line: &PlanLine| match line {
            PlanLine::Status { taken, is_new, is_old, not_here } => {
                let mut lines = of_list(taken, *is_new, *is_old);
                let file = &taken.received.draft.file;
                let said = not_here.words().into_iter();
                lines.extend(said.map(|words| Line::of(format!("{file}: {words}"), Role::Warn)));
                lines
            }
            PlanLine::Risk { taken, .. } => {
                let words = format!("{}: {}", taken.received.draft.file, taken.settled.words());
                vec![Line::of(words, Role::Muted)]
            }
            PlanLine::Facilities { .. } | PlanLine::Declaration { .. } | PlanLine::List { .. } => Vec::new(),
        };
        self.plan.lines.iter().flat_map(of_line).collect()
    }
}

fn of_list(StatusAs { received, settled }: &StatusAs, is_new: bool, is_old: bool) -> Vec<Line> {
    let file = &received.draft.file;
    let known = if is_new { "" } else { "there already: " };
    let mut lines = vec![Line::of(format!("{file}: {known}{}", settled.words()), Role::Muted)];
    if is_old {
        lines.push(Line::of(format!("{file}: {}", old_words()), Role::Warn));
    }
    let more = settled.remarks.len().saturating_sub(MOST_REMARKS);
    let remarks = settled.remarks.iter().take(MOST_REMARKS);
    lines.extend(remarks.map(|(place, words)| Line::of(format!("{file}, {place}: {words}"), Role::Warn)));
    if more > 0 {
        lines.push(Line::of(format!("{file}: {}", count(more, "more remark", "more remarks")), Role::Warn));
    }
    lines
}

/// So many remarks of a list are shown before the changes.
const MOST_REMARKS: usize = 3;

/// How many statuses change, on which day, and what they come to.
fn headline(plan: &ImportPlan) -> String {
    let day = plan.effect_day().map_or_else(String::new, |day| format!(", as of {day}"));
    let of = |turn: StatusTurn| plan.effect.iter().filter(|change| change.turn == turn).count();
    let turns = StatusTurn::ALL.into_iter().map(|turn| (of(turn), turn.name()));
    let turns: Vec<String> =
        turns.filter(|(some, _)| *some > 0).map(|(some, name)| format!("{some} {name}")).collect();
    match plan.effect.len() {
        0 => format!("No status of Annex I changes{day}"),
        changes => {
            let changes = count(changes, "status of Annex I changes", "statuses of Annex I change");
            format!("{changes}{day}: {}", turns.join(", "))
        }
    }
}

fn changed(change: &StatusChange) -> Line {
    let cid = change.cid.map_or_else(String::new, |cid| format!(" {cid}"));
    Line::of(format!("  {}{cid} ", change.metal), Role::Muted)
        .with(format!("{}: ", change.name), Role::Text)
        .with(change.from.name(), Role::from(change.from))
        .with(" \u{2192} ", Role::Muted)
        .with(change.to.name(), Role::from(change.to))
        .with(format!(", {}", change.cause), Role::Muted)
}
