//! Actions: follow-ups grouped overdue, this week, later, done; their state changed in place.

use jiff::civil::Date;

use crate::app::state::App;
use crate::domain::{Action, ActionState, Edit, Workspace};
use crate::query::Row;
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
    /// Follows the workspace, keeping the cursor on its action.
    pub fn refresh(&mut self, ws: &Workspace, rows: &[Row], today: Date) {
        let current = self.current().map(|line| line.action.id.clone());
        let words = words(&self.search);
        let mut lines: Vec<ActionLine> =
            ws.actions.values().map(|action| line(ws, rows, action, today)).collect();
        lines.retain(|line| {
            let text = fold(&format!(
                "{} {} {} {} {}",
                line.facility,
                line.action.title(),
                line.action.owner,
                line.action.state.name(),
                line.action.due
            ));
            words.iter().all(|word| text.contains(word.as_str()))
        });
        lines.sort_by(|a, b| {
            (a.group, a.action.due, &a.action.owner, &a.facility, &a.action.id).cmp(&(
                b.group,
                b.action.due,
                &b.action.owner,
                &b.facility,
                &b.action.id,
            ))
        });
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

fn line(ws: &Workspace, rows: &[Row], action: &Action, today: Date) -> ActionLine {
    let id = ws.resolve(&action.facility);
    let row = rows.iter().find(|row| row.id == *id);
    ActionLine {
        group: Group::of(action, today),
        facility: row.map_or_else(|| id.to_string(), |row| row.name.clone()),
        metal: row.map_or("", |row| row.metal.symbol()),
        action: action.clone(),
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
        app.say(title);
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
        app.say(format!("{title}; u brings it back"));
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
