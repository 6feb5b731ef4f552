//! The lines around every screen: tabs, filters, hints; one computation for drawing and for the mouse.

use super::command::Command;
use super::core::Core;
use super::layout::{WIDE, body};
use super::screen_id::{SCREENS, ScreenId, ScreenInfo};
use super::state::App;
use crate::text::{Area, cut, width};

/// One tab of the tab bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabSlot {
    pub screen: ScreenId,
    pub text: String,
    /// The count of open work behind it, or an empty text.
    pub count: String,
    /// Where it stands.
    pub area: Area,
}

/// One hint of the hint line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintSlot {
    pub command: Command,
    pub key: String,
    pub title: &'static str,
    /// Whether it can be given now.
    pub enabled: bool,
    /// Where it stands.
    pub area: Area,
}

/// The frame around every screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The whole terminal.
    pub all: Area,
    /// The first line.
    pub title: Area,
    pub tabs: Vec<TabSlot>,
    /// The line of filters and counts.
    pub chips: Area,
    /// The screen's own part.
    pub body: Area,
    /// The last line.
    pub hints: Area,
    pub hint_slots: Vec<HintSlot>,
}

/// The frame of the screen shown.
pub fn frame(app: &App) -> Frame {
    let size = app.core.size;
    let all = Area::new(0, 0, size.0, size.1);
    let (title, rest) = all.split_top(1);
    let (chips, rest) = rest.split_top(1);
    let (_, hints) = rest.split_bottom(1);
    let (tabs, hint_slots) = (tabs(app, title), hints_of(app, hints));
    Frame { all, title, tabs, chips, body: body(size), hints, hint_slots }
}

/// The name of the workspace on the right of the title, the shorter where there is little room.
pub fn workspace_name(core: &Core) -> String {
    let programme = &core.workspace.programme;
    if core.size.0 < WIDE {
        format!("{} {}", cut(&programme.company, 12), programme.year)
    } else {
        format!("{} · RY {}", cut(&programme.company, 30), programme.year)
    }
}

fn tabs(app: &App, line: Area) -> Vec<TabSlot> {
    let wide = line.width >= WIDE;
    let mut x = line.x.saturating_add(if wide { 8 } else { 6 });
    let mut slots = Vec::new();
    for (index, info) in SCREENS.iter().filter(|info| info.has_tab).enumerate() {
        let number = index + 1;
        let count = app.screens.get(info.id).open_work(&app.core);
        let title = tab_title(info, line.width, info.id == app.screens.shown);
        let text = format!("{number} {title}");
        let columns = columns_of(&text) + if count.is_empty() { 0 } else { columns_of(&count) + 1 };
        slots.push(TabSlot { screen: info.id, text, count, area: Area::new(x, line.y, columns, 1) });
        x = x.saturating_add(columns).saturating_add(2);
    }
    slots.extend(tab_for_now(app, line, x));
    slots
}

/// Kept for whether everything is on disk, which is always said.
const SAVED: u16 = 12;

/// A tab of fewer columns says nothing.
const LEAST_TAB: u16 = 8;

/// The tab of a screen that has none, as long as it is shown, where there is room for it.
fn tab_for_now(app: &App, line: Area, x: u16) -> Option<TabSlot> {
    let screen = app.screens.shown;
    let info = screen.info().filter(|info| !info.has_tab)?;
    let key = app.core.keymap.first(Command::Screen(screen));
    let room = line.right().saturating_sub(x).saturating_sub(SAVED);
    let text = cut(format!("{key} {}", info.title).trim_start(), usize::from(room));
    let area = Area::new(x, line.y, columns_of(&text), 1);
    (room >= LEAST_TAB).then_some(TabSlot { screen, text, count: String::new(), area })
}

/// The title of a tab: whole where there is room and for the screen shown, else its first letters.
fn tab_title(info: &ScreenInfo, width: u16, is_shown: bool) -> String {
    let letters = match (width, is_shown) {
        (WIDE.., _) | (_, true) => info.title.len(),
        (76.., false) => 3,
        (_, false) => 1,
    };
    info.title.chars().take(letters).collect()
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The hints that fit; help is always among them, at the end.
fn hints_of(app: &App, line: Area) -> Vec<HintSlot> {
    let (core, screens) = (&app.core, &app.screens);
    let mut slots: Vec<HintSlot> = Vec::new();
    let help = core.keymap.first(Command::Help);
    let reserve = columns_of(&help) + columns_of(" help") + 2;
    let mut x = line.x.saturating_add(1);
    for command in screens.get(screens.shown).hints() {
        let (key, Some(title)) = (core.keymap.first(*command), screens.title_of(*command)) else { continue };
        let columns = columns_of(&key) + 1 + columns_of(title);
        let room = line.right().saturating_sub(if *command == Command::Help { 0 } else { reserve });
        if key.is_empty() || x.saturating_add(columns) > room {
            continue;
        }
        let enabled = screens.why_not(core, *command).is_none();
        let area = Area::new(x, line.y, columns, 1);
        slots.push(HintSlot { command: *command, key, title, enabled, area });
        x = x.saturating_add(columns).saturating_add(2);
    }
    slots
}
