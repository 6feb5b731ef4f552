//! Smelters: the table and the detail of the row under the cursor.

use super::grid::{draw_detail, draw_grid, draw_no_detail};
use crate::app::App;
use crate::app::layout::TablePanes;
use crate::app::screen::Screen;
use crate::query::{FacilityField, FacilityRow};
use crate::text::Area;
use crate::ui::widgets::Pane;
use crate::ui::{Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.smelters;
    let Some(panes) = screen.table_panes(body) else { return };
    if panes.table_pane.height > 0 {
        draw_table(app, pen, &panes);
    }
    if panes.detail_pane.height == 0 {
        return;
    }
    match screen.current(&app.core) {
        Some(row) => {
            draw_detail(pen, panes.detail_pane, (&row.name, &screen.detail_lines(&app.core)), &screen.detail);
        }
        None => draw_no_detail(pen, panes.detail_pane),
    }
}

fn draw_table(app: &App, pen: &mut Pen<'_>, panes: &TablePanes) {
    let screen = &app.screens.smelters;
    let focused = !screen.detail.has_keys;
    let inner = Pane { title: "Facilities", note: "", focused }.draw(pen, panes.table_pane);
    draw_grid(pen, (screen, &app.core), &panes.table, focused, &|field, index| {
        app.core.rows.get(index).map_or(Role::Text, |row| role(field, row))
    });
    if screen.grid.view.is_empty() {
        draw_empty(app, pen, inner);
    }
}

fn role(field: FacilityField, row: &FacilityRow) -> Role {
    if !row.is_member() {
        return Role::Faint;
    }
    match field {
        FacilityField::Status => Role::from(row.status),
        FacilityField::Risk => Role::from(row.rating),
        FacilityField::Name => Role::Text,
        FacilityField::Lapses if row.is_lapsed => Role::Warn,
        FacilityField::Metal
        | FacilityField::Cid
        | FacilityField::Country
        | FacilityField::Suppliers
        | FacilityField::Actions
        | FacilityField::Disposition
        | FacilityField::Flags
        | FacilityField::FlagKeys
        | FacilityField::StatusFrom
        | FacilityField::Programme
        | FacilityField::StatusList
        | FacilityField::ListDate
        | FacilityField::LastAudit
        | FacilityField::Lapses
        | FacilityField::WhyHere
        | FacilityField::Member => Role::Muted,
    }
}

fn draw_empty(app: &App, pen: &mut Pen<'_>, inner: Area) {
    let filter = &app.screens.smelters.filter;
    let text = if app.core.members().next().is_none() && filter.is_empty() {
        "No facilities yet. i imports CMRTs, a filing or a facility table; + adds one by hand."
    } else {
        "No facility passes the filter. X clears all filters, Esc the search."
    };
    pen.text(Spot::row(inner, 2).skip(2), text, Role::Muted);
}
