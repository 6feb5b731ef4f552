//! The mouse: everything it can do, a key can do.

use super::layout;
use super::msg::MouseAct;
use super::overlays;
use super::screen::ScreenId;
use super::state::App;
use super::table::Hit;
use super::{columns, panes, run, update};
use crate::app::key::{Code, Key, Way};
use crate::text::Area;

/// Takes what the mouse did at a cell.
pub(super) fn on_mouse(app: &mut App, act: MouseAct, x: u16, y: u16) {
    if layout::is_too_small(app.size) {
        return;
    }
    if !app.overlays.is_empty() {
        return on_overlay(app, act);
    }
    match act {
        MouseAct::Wheel(rows) => run::moves(app, isize::from(rows)),
        MouseAct::Click => click(app, x, y),
        MouseAct::DoubleClick => {
            let body = layout::frame(app).body;
            let table = match app.screen {
                ScreenId::Smelters => Some(layout::smelters(app, body).table),
                ScreenId::Suppliers => Some(panes::suppliers(app, body).table),
                ScreenId::Rows => Some(panes::rows(app, body).table),
                ScreenId::Overview
                | ScreenId::Triage
                | ScreenId::Matches
                | ScreenId::Actions
                | ScreenId::Report
                | ScreenId::Declaration
                | ScreenId::History => None,
            };
            let hit = table.map_or(Hit::None, |table| table.hit(x, y));
            let is_head = matches!(hit, Hit::Header(_) | Hit::Scroll(_));
            click(app, x, y);
            if body.contains(x, y) && !is_head {
                update::command(app, super::Command::Open);
            }
        }
    }
}

/// Over an overlay the wheel moves its cursor; a click does nothing, so that none is a decision by accident.
fn on_overlay(app: &mut App, act: MouseAct) {
    if let MouseAct::Wheel(rows) = act {
        let code = if rows > 0 { Code::Move(Way::Down) } else { Code::Move(Way::Up) };
        for _ in 0..rows.unsigned_abs() {
            overlays::on_key(app, Key::plain(code));
        }
    }
}

fn click(app: &mut App, x: u16, y: u16) {
    let frame = layout::frame(app);
    if let Some(tab) = frame.tabs.iter().find(|tab| tab.area.contains(x, y)) {
        app.go_to_screen(tab.screen);
    } else if let Some(hint) = frame.hint_slots.iter().find(|hint| hint.area.contains(x, y)) {
        update::command(app, hint.command);
    } else if frame.body.contains(x, y) {
        click_body(app, frame.body, x, y);
    }
}

fn click_body(app: &mut App, body: Area, x: u16, y: u16) {
    match app.screen {
        ScreenId::Smelters => click_smelters(app, body, x, y),
        ScreenId::Triage => {
            let panes = layout::triage(body);
            app.triage.detail_focus = panes.detail.contains(x, y);
            let list = panes.list;
            let page = usize::from(list.height);
            let len = app.triage.queue.len();
            let first = layout::scrolled(app.triage.position().unwrap_or(0), len, page);
            if let Some(row) = row_at(list, x, y).filter(|row| first + row < len) {
                app.triage.go(first + row);
            }
        }
        ScreenId::Overview => click_overview(app, body, x, y),
        ScreenId::History => {
            let inner = body.inset(1);
            let first = layout::scrolled(
                app.history_screen.cursor,
                app.history_screen.shown.len(),
                usize::from(inner.height),
            );
            if let Some(row) = row_at(inner, x, y).filter(|row| first + row < app.history_screen.shown.len())
            {
                app.history_screen.cursor = first + row;
            }
        }
        ScreenId::Actions => {
            let inner = body.inset(1);
            let rows = super::screens::actions::display(&app.actions.lines);
            let first = super::screens::actions::first_shown(&app.actions, &rows, usize::from(inner.height));
            let hit = row_at(inner, x, y).and_then(|row| rows.get(first + row).copied());
            if let Some(super::screens::actions::Display::Action(index)) = hit {
                app.actions.cursor = index;
            }
        }
        ScreenId::Report => app.report.findings_focus = layout::report(body).1.contains(x, y),
        ScreenId::Suppliers => click_suppliers(app, body, x, y),
        ScreenId::Rows => {
            let hit = panes::rows(app, body).table.hit(x, y);
            if let Some(column) = click_grid(&mut app.declared_rows.grid, hit) {
                columns::sort_rows(app, column, false);
            }
        }
        ScreenId::Declaration => click_declaration(app, body, x, y),
        ScreenId::Matches => click_matches(app, body, x, y),
    }
}

fn click_suppliers(app: &mut App, body: Area, x: u16, y: u16) {
    let panes = panes::suppliers(app, body);
    app.suppliers.detail_focus = panes.detail_pane.contains(x, y);
    let hit = panes.table.hit(x, y);
    if let Some(column) = click_grid(&mut app.suppliers.grid, hit) {
        super::screens::suppliers::sort_by(app, column, false);
    }
    if !matches!(hit, Hit::None) {
        app.suppliers.detail_offset = 0;
    }
}

/// A click on a table: on a row goes there; on a head gives its column, to sort by.
fn click_grid<F: crate::query::Column>(grid: &mut super::table::Grid<F>, hit: Hit) -> Option<F> {
    let len = grid.view.len();
    match hit {
        Hit::Header(column) => {
            grid.table.column = column;
            return grid.column();
        }
        Hit::Row(row, column) => {
            grid.table.go(row, len);
            grid.table.column = column.unwrap_or(grid.table.column);
        }
        Hit::Scroll(row) => grid.table.go(row, len),
        Hit::None => {}
    }
    None
}

/// A click on a name of the queue takes it in hand, on a candidate puts the cursor there; neither decides anything.
fn click_matches(app: &mut App, body: Area, x: u16, y: u16) {
    let panes = panes::matches(app, body);
    app.matches.queue_focus = panes.queue.contains(x, y);
    let (len, page) = (app.matches.queue.len(), usize::from(panes.list.height));
    let first = layout::scrolled(app.matches.position().unwrap_or(0), len, page);
    if let Some(row) = row_at(panes.list, x, y).filter(|row| first + row < len) {
        return app.matches.go(first + row);
    }
    let inner = panes.candidates.inset(1);
    if let (Some(row), Some(hand)) = (row_at(inner, x, y), &mut app.matches.hand) {
        let first = panes::first_candidate(hand, inner);
        let at = first + row / usize::from(panes::CANDIDATE_ROWS);
        if at < hand.offers.len() {
            hand.cursor = at;
            app.matches.detail_offset = 0;
        }
    }
}

/// A click on the form goes to its item, on the findings gives them the keys.
fn click_declaration(app: &mut App, body: Area, x: u16, y: u16) {
    let panes = panes::declaration(body);
    if panes.findings_pane.contains(x, y) != app.declaration.findings_focus {
        super::screens::declaration::next_pane(app);
    }
    let first = panes::first_item(app, &panes);
    if let Some(row) = row_at(panes.form, x, y).filter(|row| first + row < app.declaration.items.len()) {
        super::screens::declaration::go_to_item(app, first + row);
    }
}

fn row_at(inner: Area, x: u16, y: u16) -> Option<usize> {
    inner.contains(x, y).then(|| usize::from(y - inner.y))
}

/// A click on a header sorts, on a row goes there, on the detail gives it the keys.
fn click_smelters(app: &mut App, body: Area, x: u16, y: u16) {
    let layout = layout::smelters(app, body);
    app.smelters.detail_focus = layout.detail_pane.contains(x, y);
    match layout.table.hit(x, y) {
        Hit::Header(column) => {
            app.smelters.table.column = column;
            if let Some(field) = app.smelters.column() {
                columns::sort_by(app, field, false);
            }
        }
        Hit::Row(row, column) => {
            let len = app.smelters.view.len();
            app.smelters.table.go(row, len);
            app.smelters.detail_offset = 0;
            if let Some(column) = column {
                app.smelters.table.column = column;
            }
        }
        Hit::Scroll(row) => {
            let len = app.smelters.view.len();
            app.smelters.table.go(row, len);
        }
        Hit::None => {}
    }
}

fn click_overview(app: &mut App, body: Area, x: u16, y: u16) {
    let layout = layout::overview(app, body);
    let todo = app.overview.todo.len();
    let inner = layout.todo.inset(1);
    let cursor = app.overview.cursor.min(todo.saturating_sub(1));
    let first = layout::scrolled(cursor, todo, usize::from(inner.height));
    if let Some(row) = row_at(inner, x, y).filter(|row| first + row < todo) {
        app.overview.cursor = first + row;
    } else if layout.findings.contains(x, y) && !app.findings.is_empty() {
        app.overview.cursor = todo;
    }
}
