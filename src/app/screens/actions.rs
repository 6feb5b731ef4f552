//! Actions: follow-ups grouped overdue, this week, later, done; their state changed in place.

use jiff::civil::Date;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::jump::Jump;
use crate::app::layout::row_at;
use crate::app::look::{Line, Role};
use crate::app::overlays::Asks;
use crate::app::overlays::picker::{Item, Picker};
use crate::app::overlays::prompt::Prompt;
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, moved, search_chip, some};
use crate::domain::{Action, ActionId, ActionState, Edit};
use crate::text::{Area, count, fold, read_date, words};

/// When an action is due, seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Open, due before today.
    Overdue,
    /// Open, due within seven days.
    ThisWeek,
    /// Open, due after that.
    Later,
    /// Closed or waived.
    Done,
}

impl Group {
    /// The heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::ThisWeek => "This week",
            Self::Later => "Later",
            Self::Done => "Done",
        }
    }

    /// The group of an action.
    #[must_use]
    pub fn of(action: &Action, today: Date) -> Self {
        let week = today.saturating_add(jiff::Span::new().days(7));
        if !action.state.is_open() {
            Self::Done
        } else if action.is_overdue(today) {
            Self::Overdue
        } else if action.due <= week {
            Self::ThisWeek
        } else {
            Self::Later
        }
    }
}

/// One action as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionLine {
    /// Its group.
    pub group: Group,
    /// The action.
    pub action: Action,
    /// The name of its facility.
    pub facility: String,
    /// Its metal's symbol.
    pub metal: &'static str,
}

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct ActionsScreen {
    /// The actions shown, by group, owner and due date.
    pub lines: Derived<Vec<ActionLine>>,
    /// The cursor, an index into `lines`.
    pub cursor: usize,
    /// Words that every action shown must hold.
    pub search: String,
}

impl ActionsScreen {
    /// Takes the lines to show, keeping the cursor on its action.
    fn take(&mut self, lines: Vec<ActionLine>) {
        let current = self.current().map(|line| line.action.id.clone());
        *self.lines = lines;
        let at = current.and_then(|id| self.lines.iter().position(|line| line.action.id == id));
        self.cursor = at.unwrap_or(self.cursor).min(self.lines.len().saturating_sub(1));
    }

    /// The action under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&ActionLine> {
        self.lines.get(self.cursor)
    }
}

impl Screen for ActionsScreen {
    fn prepare(&mut self, core: &mut Core) {
        let Generations { facilities, day, .. } = core.generations;
        if self.lines.renew(Generations { facilities, day, ..Generations::default() }) {
            self.take(lines(core, &self.search));
        }
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::AdvanceState,
            C::SetState,
            C::SetDue,
            C::SetOwner,
            C::Open,
            C::DeleteAction,
            C::Search,
            C::Undo,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "follow-ups by due date"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        search_chip(&self.search).into_iter().collect()
    }

    fn status(&self, _core: &Core) -> StatusLine {
        Line::of(count(self.lines.len(), "action", "actions"), Role::Muted).into()
    }

    fn open_work(&self, core: &Core) -> String {
        let open = || core.workspace.actions.values().filter(|action| action.state.is_open()).count();
        match core.overdue_actions() {
            0 => some(open()),
            overdue => format!("{overdue}!"),
        }
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        self.cursor = moved(self.cursor, rows, self.lines.len());
    }

    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let inner = body.inset(1);
        let rows = display(&self.lines);
        let first = first_shown(self, &rows, usize::from(inner.height));
        let hit = row_at(inner, at).and_then(|row| rows.get(first + row).copied());
        if let Some(Display::Action(index)) = hit {
            self.cursor = index;
        }
    }

    fn copied(&self, _core: &Core) -> String {
        self.current().map_or(String::new(), |line| {
            let Action { due, state, .. } = &line.action;
            format!("{}\t{}\t{due}\t{}", line.facility, line.action.title(), state.name())
        })
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        self.search = text;
        self.take(lines(core, &self.search));
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<ActionsScreen>] = &[
    act(C::Open, open),
    act(C::AdvanceState, advance).unless(nothing_in_hand),
    ask(C::SetState, ask_state).unless(nothing_in_hand),
    ask(C::SetDue, ask_due).unless(nothing_in_hand),
    ask(C::SetOwner, ask_owner).unless(nothing_in_hand),
    act(C::DeleteAction, delete).unless(nothing_in_hand),
];

fn nothing_in_hand(screen: &ActionsScreen, _: &Core) -> WhyNot {
    screen.current().is_none().then_some("there is no action")
}

/// Goes to the facility of the action under the cursor.
fn open(screen: &mut ActionsScreen, core: &mut Core) {
    if let Some(line) = screen.current() {
        core.go(Jump::Facility(line.action.facility.clone()));
    }
}

/// The actions that hold the words searched, by group, due date, owner and facility.
fn lines(core: &Core, search: &str) -> Vec<ActionLine> {
    let words = words(search);
    let all = core.workspace.actions.values().map(|action| line(core, action));
    let mut lines: Vec<ActionLine> = all.filter(|line| line.holds(&words)).collect();
    lines.sort_by(|a, b| a.order().cmp(&b.order()));
    lines
}

fn line(core: &Core, action: &Action) -> ActionLine {
    let row = core.row(&action.facility);
    ActionLine {
        group: Group::of(action, core.today()),
        facility: row.map_or_else(|| action.facility.to_string(), |row| row.name.clone()),
        metal: row.map_or("", |row| row.metal.symbol()),
        action: action.clone(),
    }
}

impl ActionLine {
    fn order(&self) -> (Group, Date, &str, &str, &ActionId) {
        (self.group, self.action.due, &self.action.owner, &self.facility, &self.action.id)
    }

    fn holds(&self, words: &[String]) -> bool {
        let Action { owner, due, state, .. } = &self.action;
        let text = format!("{} {} {owner} {} {due}", self.facility, self.action.title(), state.name());
        let text = fold(&text);
        words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// Changes an action, and says what by `what`.
fn change(core: &mut Core, line: ActionLine, what: &str, to: Action) {
    if to == line.action {
        return;
    }
    let title = format!("{what}: {} ({})", line.action.title(), line.facility);
    core.commit_and_say(title, Edit::ChangeAction { from: Box::new(line.action), to: Box::new(to) });
}

fn set_state(core: &mut Core, line: ActionLine, state: ActionState) {
    let to = Action { state, ..line.action.clone() };
    change(core, line, &format!("Action {}", state.name()), to);
}

/// Moves the action under the cursor to its next state.
fn advance(screen: &mut ActionsScreen, core: &mut Core) {
    let Some(line) = screen.current().cloned() else { return };
    match line.action.state.next() {
        Some(next) => set_state(core, line, next),
        None => core.warn("it has no next state; t chooses one"),
    }
}

/// Asks for the state of the action under the cursor.
fn ask_state(screen: &mut ActionsScreen, _: &mut Core) -> Asks<ActionsScreen> {
    let line = screen.current()?.clone();
    let entry = |state: ActionState| Item::new(state.letter(), state.name(), "").means(state);
    let entries = ActionState::ALL.into_iter().map(entry).collect();
    Some(Picker::one("State of the action", entries, |_, core, state| {
        set_state(core, line, state);
        None
    }))
}

/// Asks for its due date, starting from the one it has.
fn ask_due(screen: &mut ActionsScreen, _: &mut Core) -> Asks<ActionsScreen> {
    let line = screen.current()?.clone();
    let due = line.action.due.to_string();
    let read = |_: &ActionsScreen, _: &Core, text: &str| read_date(text);
    Some(Prompt::ask(("Due", "a date: 2027-03-31", &due), read, move |_, core, due| {
        let to = Action { due, ..line.action.clone() };
        change(core, line.clone(), &format!("Due {due}"), to);
        None
    }))
}

/// Asks for its owner, starting from the one it has.
fn ask_owner(screen: &mut ActionsScreen, _: &mut Core) -> Asks<ActionsScreen> {
    let line = screen.current()?.clone();
    let owner = line.action.owner.clone();
    let read = |_: &ActionsScreen, _: &Core, text: &str| Ok(text.to_owned());
    Some(Prompt::ask(("Owner", "who sees to it", &owner), read, move |_, core, owner: String| {
        let what = format!("Owner {owner}");
        let to = Action { owner, ..line.action.clone() };
        change(core, line.clone(), &what, to);
        None
    }))
}

/// Deletes the action under the cursor; undo brings it back.
fn delete(screen: &mut ActionsScreen, core: &mut Core) {
    let Some(line) = screen.current().cloned() else { return };
    let title = format!("Delete action: {} ({})", line.action.title(), line.facility);
    core.commit_and_say(title, Edit::RemoveAction(line.action));
}

/// A line of the list as drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// The heading of a group, with how many it holds.
    Heading(Group, usize),
    /// The action of an index.
    Action(usize),
}

/// The lines as drawn: each group under its heading.
#[must_use]
pub fn display(lines: &[ActionLine]) -> Vec<Display> {
    let mut shown = Vec::new();
    let mut before = None;
    for (index, line) in lines.iter().enumerate() {
        if before != Some(line.group) {
            let count = lines.iter().filter(|other| other.group == line.group).count();
            shown.push(Display::Heading(line.group, count));
            before = Some(line.group);
        }
        shown.push(Display::Action(index));
    }
    shown
}

/// The first line drawn, so that the cursor is among the `page` lines shown.
#[must_use]
pub fn first_shown(screen: &ActionsScreen, shown: &[Display], page: usize) -> usize {
    let at = shown.iter().position(|line| *line == Display::Action(screen.cursor)).unwrap_or(0);
    crate::app::layout::scrolled(at, shown.len(), page)
}
