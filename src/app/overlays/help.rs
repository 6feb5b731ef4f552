//! Help for a screen and the palette: one list of commands (and, in the palette, facilities), searched by
//! typing; Enter runs.

use crate::app::available::why_not;
use crate::app::command::{COMMANDS, Command};
use crate::app::fuzzy::rank;
use crate::app::key::{Code, Key, Side, Way};
use crate::app::scope::{SHARED, Scope};
use crate::app::screen::ScreenId;
use crate::app::state::App;
use crate::app::update;
use crate::domain::FacilityId;

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Gives a command.
    Command(Command),
    /// Shows a facility.
    Facility(FacilityId),
    /// Nothing: a heading.
    Heading,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpItem {
    /// What it does.
    pub run: Run,
    /// Its keys.
    pub keys: String,
    /// Its title.
    pub title: String,
    /// What it does, in a sentence; or why it cannot be done here.
    pub doc: String,
    /// Whether it can be done here.
    pub enabled: bool,
}

/// Help or palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The title.
    pub title: String,
    /// All entries.
    pub items: Vec<HelpItem>,
    /// What was typed.
    pub typed: String,
    /// The entries shown: index into `items` and the bytes of the searched text that fit.
    pub shown: Vec<(usize, Vec<usize>)>,
    /// The cursor, an index into `shown`.
    pub cursor: usize,
}

impl HelpItem {
    fn command(app: &App, command: Command) -> Option<Self> {
        let info = command.info()?;
        let why_not = why_not(app, command);
        Some(Self {
            run: Run::Command(command),
            keys: app.keymap.label(command),
            title: info.title.to_owned(),
            doc: why_not.map_or_else(|| info.doc.to_owned(), |why| format!("{} ({why})", info.doc)),
            enabled: why_not.is_none(),
        })
    }

    fn heading(title: &str) -> Self {
        Self {
            run: Run::Heading,
            keys: String::new(),
            title: title.to_owned(),
            doc: String::new(),
            enabled: false,
        }
    }
}

impl Help {
    /// Help for the screen shown: what can be done here, grouped.
    #[must_use]
    pub fn for_screen(app: &App) -> Self {
        let mut items = Vec::new();
        let general = [Scope::List, Scope::Global];
        for scope in [Scope::On(app.screen)].into_iter().chain(SHARED).chain(general) {
            if !scope.includes(app.screen) {
                continue;
            }
            let commands = COMMANDS.iter().filter(|info| info.scope == scope);
            let group: Vec<HelpItem> =
                commands.filter_map(|info| HelpItem::command(app, info.command)).collect();
            if !group.is_empty() {
                items.push(HelpItem::heading(scope.title()));
                items.extend(group);
            }
        }
        Self::new(format!("Help: {}", app.screen.title()), items)
    }

    /// The palette: every command that can be given here, and every facility.
    #[must_use]
    pub fn palette(app: &App) -> Self {
        let here = COMMANDS.iter().filter(|info| info.scope.includes(app.screen));
        let mut items: Vec<HelpItem> = here.filter_map(|info| HelpItem::command(app, info.command)).collect();
        items.extend(app.rows.iter().map(|row| HelpItem {
            run: Run::Facility(row.id.clone()),
            keys: row.metal.symbol().to_owned(),
            title: row.name.clone(),
            doc: format!("{} · {}", row.country_name, row.status.name()),
            enabled: true,
        }));
        Self::new("Command or facility".to_owned(), items)
    }

    fn new(title: String, items: Vec<HelpItem>) -> Self {
        let mut help = Self { title, items, typed: String::new(), shown: Vec::new(), cursor: 0 };
        help.find();
        help
    }

    /// While nothing is typed everything is shown under its headings; then what fits, best first.
    fn find(&mut self) {
        if self.typed.trim().is_empty() {
            self.shown = (0..self.items.len()).map(|index| (index, Vec::new())).collect();
        } else {
            let texts: Vec<String> = self.items.iter().map(HelpItem::searched).collect();
            self.shown = rank(texts.iter().map(String::as_str), &self.typed);
            self.shown
                .retain(|(index, _)| self.items.get(*index).is_some_and(|item| item.run != Run::Heading));
        }
        self.cursor = 0;
        self.skip_headings(true);
    }

    fn current(&self) -> Option<&HelpItem> {
        self.shown.get(self.cursor).and_then(|(index, _)| self.items.get(*index))
    }

    fn skip_headings(&mut self, down: bool) {
        while self.current().is_some_and(|item| item.run == Run::Heading) {
            if down {
                self.cursor += 1;
            } else if self.cursor == 0 {
                return self.skip_headings(true);
            } else {
                self.cursor -= 1;
            }
        }
    }

    fn move_by(&mut self, down: bool, rows: usize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = if down { (self.cursor + rows).min(last) } else { self.cursor.saturating_sub(rows) };
        self.skip_headings(down);
    }
}

impl HelpItem {
    /// What typing is compared with: title, sentence and keys.
    fn searched(&self) -> String {
        format!("{} {} {}", self.title, self.doc, self.keys)
    }
}

/// Gives help a key; `None` when it is done.
pub(super) fn step(app: &mut App, mut help: Help, key: Key) -> Option<Help> {
    match key.code {
        Code::Esc => return None,
        Code::Move(Way::Down) => help.move_by(true, 1),
        Code::Move(Way::Up) => help.move_by(false, 1),
        Code::Move(Way::PageDown) => help.move_by(true, 10),
        Code::Move(Way::PageUp) => help.move_by(false, 10),
        Code::Move(Way::Home) => {
            help.cursor = 0;
            help.skip_headings(true);
        }
        Code::Move(Way::End) => help.move_by(true, usize::MAX / 2),
        Code::Enter => {
            let run = help.current().map(|item| item.run.clone());
            return run_item(app, help, run);
        }
        Code::Erase(Side::Before) => {
            help.typed.pop();
            help.find();
        }
        Code::Char('u') if key.ctrl => {
            help.typed.clear();
            help.find();
        }
        Code::Char(_) => {
            help.typed.extend(key.typed());
            help.find();
        }
        Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    Some(help)
}

fn run_item(app: &mut App, help: Help, run: Option<Run>) -> Option<Help> {
    match run {
        Some(Run::Command(command)) => update::command(app, command),
        Some(Run::Facility(id)) => app.show_facility(&id),
        Some(Run::Heading) | None => return Some(help),
    }
    None
}

impl App {
    /// Shows a facility in Smelters, clearing the filter when it would hide it.
    pub fn show_facility(&mut self, id: &FacilityId) {
        self.go_to_screen(ScreenId::Smelters);
        let id = self.workspace.resolve(id).clone();
        if !self.smelters.go_to(&self.rows, &id) {
            self.smelters.query.filter = crate::query::Filter::default();
            self.smelters.refresh(&self.rows);
            self.smelters.go_to(&self.rows, &id);
        }
    }
}
