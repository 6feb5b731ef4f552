//! Actions: follow-ups grouped overdue, this week, later, done; their state changed in place.

use jiff::civil::Date;

use crate::app::state::App;
use crate::domain::{Action, ActionId, ActionState, Edit};
use crate::text::{fold, words};

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
    pub lines: Vec<ActionLine>,
    /// The cursor, an index into `lines`.
    pub cursor: usize,
    /// Words that every action shown must hold.
    pub search: String,
}

impl ActionsScreen {
    /// Takes the lines to show, keeping the cursor on its action.
    pub fn take(&mut self, lines: Vec<ActionLine>) {
        let current = self.current().map(|line| line.action.id.clone());
        self.lines = lines;
        let at = current.and_then(|id| self.lines.iter().position(|line| line.action.id == id));
        self.cursor = at.unwrap_or(self.cursor).min(self.lines.len().saturating_sub(1));
    }

    /// The action under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&ActionLine> {
        self.lines.get(self.cursor)
    }
}

/// The actions that the search finds, by group, due date, owner and facility.
#[must_use]
pub fn lines(app: &App) -> Vec<ActionLine> {
    let words = words(&app.actions.search);
    let all = app.workspace.actions.values().map(|action| line(app, action));
    let mut lines: Vec<ActionLine> = all.filter(|line| line.holds(&words)).collect();
    lines.sort_by(|a, b| a.order().cmp(&b.order()));
    lines
}

fn line(app: &App, action: &Action) -> ActionLine {
    let row = app.row(&action.facility);
    ActionLine {
        group: Group::of(action, app.today()),
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

fn change(app: &mut App, what: &str, new: impl Fn(Action) -> Action) {
    let Some(line) = app.actions.current().cloned() else {
        app.warn("no action is under the cursor");
        return;
    };
    let to = new(line.action.clone());
    if to == line.action {
        return;
    }
    let title = format!("{what}: {} ({})", line.action.title(), line.facility);
    let edit = Edit::ChangeAction { from: Box::new(line.action), to: Box::new(to) };
    if app.commit(title.clone(), edit) {
        app.done(title);
    }
}

/// Sets the state of the action under the cursor.
pub fn set_state(app: &mut App, state: ActionState) {
    change(app, &format!("Action {}", state.name()), |action| Action { state, ..action });
}

/// Moves the action under the cursor to its next state.
pub fn advance(app: &mut App) {
    match app.actions.current().and_then(|line| line.action.state.next()) {
        Some(next) => set_state(app, next),
        None => app.warn("it has no next state; t chooses one"),
    }
}

/// Sets the due date of the action under the cursor.
pub fn set_due(app: &mut App, due: Date) {
    change(app, &format!("Due {due}"), |action| Action { due, ..action });
}

/// Sets the owner of the action under the cursor.
pub fn set_owner(app: &mut App, owner: &str) {
    change(app, &format!("Owner {owner}"), |action| Action { owner: owner.to_owned(), ..action });
}

/// Deletes the action under the cursor; undo brings it back.
pub fn delete(app: &mut App) {
    let Some(line) = app.actions.current().cloned() else { return };
    let title = format!("Delete action: {} ({})", line.action.title(), line.facility);
    if app.commit(title.clone(), Edit::RemoveAction(line.action)) {
        app.done(title);
    }
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
