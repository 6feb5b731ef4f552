//! Where everything stands on the screen: one computation for drawing and for the mouse.

use super::available::why_not;
use super::look::Line;
use super::screen::{SCREENS, ScreenId, ScreenInfo};
use super::state::App;
use super::table::TableLayout;
use super::{command::Command, detail};
use crate::text::{Area, width};

/// The smallest terminal that a screen fits, in columns and rows.
pub const SMALLEST: (u16, u16) = (60, 16);

/// From this width on, panes stand side by side.
pub const WIDE: u16 = 110;

/// From this width on, columns without any value are shown too.
pub const ROOMY: u16 = 160;

/// One tab of the tab bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabSlot {
    /// Its screen.
    pub screen: ScreenId,
    /// Its text.
    pub text: String,
    /// The count of open work behind it, or an empty text.
    pub count: String,
    /// Where it stands.
    pub area: Area,
}

/// One hint of the hint line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintSlot {
    /// The command.
    pub command: Command,
    /// Its key.
    pub key: String,
    /// Its title.
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
    /// The tabs in it.
    pub tabs: Vec<TabSlot>,
    /// The line of filters and counts.
    pub chips: Area,
    /// The screen's own part.
    pub body: Area,
    /// The last line.
    pub hints: Area,
    /// The hints in it.
    pub hint_slots: Vec<HintSlot>,
}

/// Whether the terminal is too small for any screen.
#[must_use]
pub fn is_too_small(size: (u16, u16)) -> bool {
    size.0 < SMALLEST.0 || size.1 < SMALLEST.1
}

/// The frame of the screen shown.
#[must_use]
pub fn frame(app: &App) -> Frame {
    let all = Area::new(0, 0, app.size.0, app.size.1);
    let (title, rest) = all.split_top(1);
    let (chips, rest) = rest.split_top(1);
    let (body, hints) = rest.split_bottom(1);
    Frame { all, title, tabs: tabs(app, title), chips, body, hints, hint_slots: hints_of(app, hints) }
}

/// The name of the workspace on the right of the title, the shorter where there is little room.
#[must_use]
pub fn workspace_name(app: &App) -> String {
    let programme = &app.workspace.programme;
    if app.size.0 < WIDE {
        format!("{} {}", crate::text::cut(&programme.company, 12), programme.year)
    } else {
        format!("{} · RY {}", crate::text::cut(&programme.company, 30), programme.year)
    }
}

fn tabs(app: &App, line: Area) -> Vec<TabSlot> {
    let wide = line.width >= WIDE;
    let mut x = line.x.saturating_add(if wide { 8 } else { 6 });
    let mut slots = Vec::new();
    for (index, info) in SCREENS.iter().filter(|info| info.has_tab).enumerate() {
        let number = index + 1;
        let count = open_work(app, info.id);
        let text = format!("{number} {}", tab_title(info, line.width, info.id == app.screen));
        let columns = columns_of(&text) + if count.is_empty() { 0 } else { columns_of(&count) + 1 };
        slots.push(TabSlot { screen: info.id, text, count, area: Area::new(x, line.y, columns, 1) });
        x = x.saturating_add(columns).saturating_add(2);
    }
    slots
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

/// How much is to be done on a screen, for its tab.
fn open_work(app: &App, screen: ScreenId) -> String {
    let some = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    match screen {
        ScreenId::Triage => some(app.open_judgements()),
        ScreenId::Actions => match app.overdue_actions() {
            0 => some(app.workspace.actions.values().filter(|action| action.state.is_open()).count()),
            overdue => format!("{overdue}!"),
        },
        ScreenId::Suppliers => some(app.suppliers.rows.iter().filter(|row| row.needs_work()).count()),
        ScreenId::Matches => some(app.matching.waiting.len()),
        ScreenId::Overview
        | ScreenId::Smelters
        | ScreenId::Declaration
        | ScreenId::Rows
        | ScreenId::Report
        | ScreenId::History => String::new(),
    }
}

/// The hints that fit; help is always among them, at the end.
fn hints_of(app: &App, line: Area) -> Vec<HintSlot> {
    let Some(info) = app.screen.info() else { return Vec::new() };
    let mut slots: Vec<HintSlot> = Vec::new();
    let help = app.keymap.first(Command::Help);
    let reserve = columns_of(&help) + columns_of(" help") + 2;
    let mut x = line.x.saturating_add(1);
    for command in info.hints {
        let (key, Some(row)) = (app.keymap.first(*command), command.info()) else { continue };
        let title = row.title_on(app.screen);
        let columns = columns_of(&key) + 1 + columns_of(title);
        let is_help = *command == Command::Help;
        let room = line.right().saturating_sub(if is_help { 0 } else { reserve });
        if key.is_empty() || x.saturating_add(columns) > room {
            continue;
        }
        let enabled = why_not(app, *command).is_none();
        let area = Area::new(x, line.y, columns, 1);
        slots.push(HintSlot { command: *command, key, title, enabled, area });
        x = x.saturating_add(columns).saturating_add(2);
    }
    slots
}

/// Smelters: table and detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmeltersLayout {
    /// The pane of the table; empty while the detail fills the screen.
    pub table_pane: Area,
    /// The table in it.
    pub table: TableLayout,
    /// The pane of the detail; empty where there is no room for both.
    pub detail_pane: Area,
}

/// How much of the body the detail takes.
fn split_smelters(app: &App, body: Area) -> (Area, Area) {
    if app.smelters.zoomed {
        let (nothing, all) = body.split_top(0);
        return (nothing, all);
    }
    if body.width >= WIDE {
        let table = body.width / 100 * 66 + body.width % 100 * 66 / 100;
        return body.split_left(table);
    }
    if body.height >= 18 {
        return body.split_top(body.height - body.height / 3);
    }
    (body, Area::new(body.x, body.bottom(), body.width, 0))
}

/// The layout of Smelters.
#[must_use]
pub fn smelters(app: &App, body: Area) -> SmeltersLayout {
    let (table_pane, detail_pane) = split_smelters(app, body);
    let specs = app.smelters.specs();
    let table = app.smelters.table.layout(&specs, table_pane.inset(1), app.smelters.view.len());
    SmeltersLayout { table_pane, table, detail_pane }
}

/// Triage: queue and evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TriageLayout {
    /// The pane of the queue.
    pub queue: Area,
    /// The facilities in it, one a row.
    pub list: Area,
    /// The line of progress under them.
    pub progress: Area,
    /// The pane of the evidence.
    pub detail: Area,
}

/// The layout of Triage.
#[must_use]
pub fn triage(body: Area) -> TriageLayout {
    let (queue, detail) = if body.width >= WIDE {
        body.split_left((body.width / 3).min(56))
    } else {
        body.split_top(body.height / 3)
    };
    let (list, progress) = queue.inset(1).split_bottom(1);
    TriageLayout { queue, list, progress, detail }
}

/// The layout of Overview: figures, countries, to do, findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverviewLayout {
    /// Figures by metal and status.
    pub figures: Area,
    /// Countries.
    pub countries: Area,
    /// What to do.
    pub todo: Area,
    /// Findings.
    pub findings: Area,
}

/// The layout of Overview.
#[must_use]
pub fn overview(app: &App, body: Area) -> OverviewLayout {
    let todo_rows = u16::try_from(app.overview.todo.len()).unwrap_or(u16::MAX).saturating_add(2);
    if body.width >= WIDE {
        // What is to be done and found needs its lines; the figures and countries take the rest.
        let below = todo_rows.max(12).min(body.height / 2);
        let (top, bottom) = body.split_top(body.height - below);
        let (figures, countries) = top.split_left(top.width / 2);
        let (todo, findings) = bottom.split_left(bottom.width / 2);
        return OverviewLayout { figures, countries, todo, findings };
    }
    let (figures, rest) = body.split_top(8.min(body.height / 2));
    let (figures, countries) = figures.split_left(figures.width.saturating_sub(26));
    let (todo, findings) = rest.split_top(todo_rows.min(rest.height.saturating_sub(4)));
    OverviewLayout { figures, countries, todo, findings }
}

/// The layout of Report: preview and findings.
#[must_use]
pub fn report(body: Area) -> (Area, Area) {
    if body.width >= WIDE {
        body.split_left(body.width / 100 * 64 + body.width % 100 * 64 / 100)
    } else {
        body.split_top(body.height - body.height / 3)
    }
}

/// The first of `len` rows shown so that `cursor` is among the `page` rows shown.
#[must_use]
pub fn scrolled(cursor: usize, len: usize, page: usize) -> usize {
    if len <= page {
        return 0;
    }
    cursor.saturating_sub(page / 2).min(len - page)
}

/// What text may fill of a pane: its inside, with a blank column on each side.
#[must_use]
pub fn inside(pane: Area) -> Area {
    let inner = pane.inset(1);
    let (_, rest) = inner.split_left(1);
    rest.split_left(rest.width.saturating_sub(1)).0
}

/// Lines wrapped to a width; what continues a line stands under its value, `indent` columns in.
#[must_use]
pub fn wrapped(lines: &[Line], columns: u16, indent: usize) -> Vec<Line> {
    lines.iter().flat_map(|line| line.wrap(usize::from(columns), indent)).collect()
}

/// Lets scroll positions follow from the sizes, after every message.
pub fn settle(app: &mut App) {
    if is_too_small(app.size) {
        return;
    }
    app.smelters.is_narrow = app.size.0 < ROOMY;
    let frame = frame(app);
    match app.screen {
        ScreenId::Smelters => {
            let layout = smelters(app, frame.body);
            app.smelters.table.settle(&layout.table);
            let inner = inside(layout.detail_pane);
            let current = app.smelters.current(&app.rows).map(|row| row.id.clone());
            let lines =
                current.map_or(0, |id| wrapped(&detail::lines(app, &id), inner.width, detail::LABEL).len());
            let last = lines.saturating_sub(usize::from(inner.height));
            app.smelters.detail_offset = app.smelters.detail_offset.min(last);
        }
        ScreenId::Triage => {
            let inner = inside(triage(frame.body).detail);
            let row = app.triage.current.as_ref().and_then(|id| app.row(id));
            let lines = row.map_or(0, |row| {
                wrapped(&super::screens::triage::evidence(app, row), inner.width, detail::LABEL).len()
            });
            let last = lines.saturating_sub(usize::from(inner.height));
            app.triage.detail_offset = app.triage.detail_offset.min(last);
        }
        ScreenId::Report => {
            let inner = inside(report(frame.body).0);
            let lines = wrapped(&app.report.lines, inner.width, 0).len();
            let last = lines.saturating_sub(usize::from(inner.height));
            app.report.offset = app.report.offset.min(last);
            app.report.length = last;
        }
        ScreenId::Suppliers => super::panes::settle_suppliers(app, frame.body),
        ScreenId::Rows => super::panes::settle_rows(app, frame.body),
        ScreenId::Matches => super::panes::settle_matches(app, frame.body),
        ScreenId::Overview | ScreenId::Declaration | ScreenId::Actions | ScreenId::History => {}
    }
}
