//! Suppliers: the response rate and what became of all rows, the table, the detail of the supplier under the
//! cursor.

use super::empty;
use super::grid::{draw_detail, draw_grid, draw_no_detail};
use super::report::severity_role;
use crate::app::layout::TablePanes;
use crate::app::screen::Screen;
use crate::app::{App, Command};
use crate::domain::{RequestState, Severity};
use crate::query::suppliers::{SupplierField, SupplierRow};
use crate::resolve::rows::Balance;
use crate::text::{Area, count};
use crate::ui::widgets::{Pane, Segment, StackedBar};
use crate::ui::{Line, Pen, Role, Spot};

fn role(field: SupplierField, row: &SupplierRow) -> Role {
    match field {
        SupplierField::Name => Role::Text,
        SupplierField::State => row.state.map_or(Role::Faint, state_role),
        SupplierField::Due if row.is_overdue => Role::Error,
        SupplierField::HighRisk => severity_role(Severity::HighRisk),
        SupplierField::Errors => severity_role(Severity::Error),
        SupplierField::Warnings => severity_role(Severity::Warning),
        SupplierField::Open => Role::Strong,
        SupplierField::Due
        | SupplierField::Version
        | SupplierField::Rows
        | SupplierField::Resolved
        | SupplierField::Asked
        | SupplierField::Received
        | SupplierField::Scope
        | SupplierField::Declarations
        | SupplierField::Infos
        | SupplierField::Duplicate
        | SupplierField::Special
        | SupplierField::Rejected
        | SupplierField::Number
        | SupplierField::Since
        | SupplierField::Overdue
        | SupplierField::File
        | SupplierField::Dated
        | SupplierField::CameIn
        | SupplierField::Outcome
        | SupplierField::Tier
        | SupplierField::Supplies
        | SupplierField::Spend => Role::Muted,
    }
}

/// How a state of the request looks; its word stands beside it.
pub(super) fn state_role(state: RequestState) -> Role {
    match state {
        RequestState::Accepted => Role::Good,
        RequestState::NoResponse => Role::Error,
        RequestState::CorrectionRequested | RequestState::Reminded => Role::Warn,
        RequestState::Received | RequestState::UnderReview => Role::Info,
        RequestState::Asked => Role::Text,
    }
}

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    if app.core.suppliers.is_empty() {
        return empty::suppliers(app, pen, body);
    }
    let screen = &app.screens.suppliers;
    let Some(panes) = screen.table_panes(body) else { return };
    draw_head(app, pen, panes.head);
    if panes.table_pane.height > 0 {
        draw_table(app, pen, &panes);
    }
    if panes.detail_pane.height == 0 {
        return;
    }
    match screen.current() {
        Some(row) => {
            draw_detail(pen, panes.detail_pane, (&row.name, &screen.detail_lines(&app.core)), &screen.detail);
        }
        None => draw_no_detail(pen, panes.detail_pane),
    }
}

/// The response rate and the balance of all rows.
fn draw_head(app: &App, pen: &mut Pen<'_>, area: Area) {
    let first = Spot::row(area, 0).skip(1).drop_right(1);
    let used = pen.line(first, &response(app));
    let balance = app.core.register.balance();
    if balance.rows == 0 {
        return;
    }
    let spot = if area.height > 1 { Spot::row(area, 1).skip(1).drop_right(1) } else { first.skip(used + 3) };
    draw_balance(pen, spot, &balance);
}

/// How many of those asked have answered.
pub(super) fn response(app: &App) -> Line {
    let rows = &app.core.suppliers;
    let rate = &app.core.response_rate;
    let answered = format!("{} of {}", rate.answered, rate.asked);
    let mut line = Line::of("suppliers answered ", Role::Muted).with(answered, Role::Strong);
    if rate.asked > 0 {
        line.push(format!(" ({})", rate.words()), Role::Muted);
    }
    if let Some(spend) = rate.spend.words() {
        line.push(format!(", {spend}"), Role::Muted);
    }
    if rate.accepted > 0 {
        line.push(format!("  {} accepted", rate.accepted), Role::Good);
    }
    let overdue = rows.iter().filter(|row| row.is_overdue).count();
    if overdue > 0 {
        line.push(format!("  {overdue} overdue"), Role::Error);
    }
    let not_asked = rows.len().saturating_sub(rate.asked);
    if not_asked > 0 {
        line.push(format!("  {not_asked} not asked"), Role::Warn);
    }
    line
}

/// The width of the bar of a balance, in columns.
const BAR: u16 = 24;

/// What became of declared rows: a thin bar where there is room, and the figures, whose sum is always right.
/// Where there is little room, outcomes that no row has are left out.
pub(super) fn draw_balance(pen: &mut Pen<'_>, spot: Spot, balance: &Balance) {
    let fits = |line: &Line| line.width() <= usize::from(spot.width);
    let lines = [figures(balance, true), figures(balance, false)];
    let line = lines.into_iter().find(fits).unwrap_or_else(|| open_figures(balance));
    let wide = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let room = spot.width.saturating_sub(wide.saturating_add(2));
    if room >= 8 {
        let width = room.min(BAR);
        StackedBar(&segments(balance)).draw_thin(pen, Spot { width, ..spot });
        pen.line(spot.skip(width + 2), &line);
    } else {
        pen.line(spot, &line);
    }
}

/// The figures that matter most where there is no room for the sum.
fn open_figures(balance: &Balance) -> Line {
    let rows = count(balance.rows, "declared row", "declared rows");
    let role = if balance.open == 0 { Role::Text } else { Role::Unresolved };
    Line::of(format!("{rows}, "), Role::Strong).with(format!("{} open", balance.open), role)
}

/// The figures of a balance as a sum; `all` keeps those that are nothing.
fn figures(balance: &Balance, all: bool) -> Line {
    let parts = [
        (balance.resolved, "resolved", Role::Text),
        (balance.duplicate, "duplicate", Role::Muted),
        (balance.special, "special", Role::Muted),
        (balance.rejected, "rejected", Role::Warn),
        (balance.open, "open", Role::Unresolved),
    ];
    let mut line = Line::of(count(balance.rows, "row", "rows"), Role::Strong);
    let shown = parts.into_iter().filter(|(number, ..)| all || *number > 0);
    for (at, (number, word, role)) in shown.enumerate() {
        line.push(if at == 0 { " = " } else { " + " }, Role::Faint);
        line.push(format!("{number} {word}"), if number == 0 { Role::Faint } else { role });
    }
    line
}

/// Four segments, so that they are told apart without colour: duplicates and special entries are one.
fn segments(balance: &Balance) -> [Segment; 4] {
    let segment = |n: usize, role| Segment { count: u64::try_from(n).unwrap_or(u64::MAX), role };
    [
        segment(balance.resolved, Role::BarFull),
        segment(balance.duplicate + balance.special, Role::Muted),
        segment(balance.rejected, Role::Warn),
        segment(balance.open, Role::Unresolved),
    ]
}

fn draw_table(app: &App, pen: &mut Pen<'_>, panes: &TablePanes) {
    let screen = &app.screens.suppliers;
    let focused = !screen.detail.has_keys;
    let inner = Pane { title: "Suppliers", note: "", focused }.draw(pen, panes.table_pane);
    draw_grid(pen, (screen, &app.core), &panes.table, focused, &|field, index| {
        screen.rows.get(index).map_or(Role::Text, |row| role(field, row))
    });
    if screen.grid.view.is_empty() {
        let clear = app.core.keymap.first(Command::ClearFilters);
        let text = format!("No supplier passes the filter. {clear} clears all filters, Esc the search.");
        pen.text(Spot::row(inner, 2).skip(2), &text, Role::Muted);
    }
}
