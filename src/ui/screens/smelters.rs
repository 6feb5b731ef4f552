//! Smelters: the table and the detail of the row under the cursor.

use super::draw_list;
use super::grid::{draw_detail, draw_grid, draw_no_detail};
use crate::app::layout::TablePanes;
use crate::app::screen::Screen;
use crate::app::screens::smelters::SmeltersScreen;
use crate::app::screens::smelters::likely::LikelyFacility;
use crate::app::{App, Command};
use crate::query::{FacilityField, FacilityRow};
use crate::text::{Area, pad_right, visible};
use crate::ui::widgets::{ListItem, Pane};
use crate::ui::{Line, Pen, Role, Spot};

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
    let SmeltersScreen { filter, likely, .. } = &app.screens.smelters;
    if !likely.is_empty() {
        return draw_likely(app, pen, inner);
    }
    let text = if app.core.members().next().is_none() && filter.is_empty() {
        "No facilities yet. i imports CMRTs, a filing or a facility table; + adds one by hand."
    } else {
        "No facility passes the filter. X clears all filters, Esc the search."
    };
    pen.text(Spot::row(inner, 2).skip(2), text, Role::Muted);
}

/// What may have been meant where a search finds nothing, with the way there.
fn draw_likely(app: &App, pen: &mut Pen<'_>, inner: Area) {
    let SmeltersScreen { likely, likely_at, .. } = &app.screens.smelters;
    let is_hidden = likely.iter().any(|likely| likely.is_hidden);
    let what =
        if is_hidden { "Nothing passes the filter; without it:" } else { "Nothing matches; likeliest:" };
    let (_, area) = inner.split_top(2);
    let (head, rest) = area.split_top(1);
    let (list, foot) = rest.split_top(u16::try_from(likely.len()).unwrap_or(u16::MAX).min(rest.height));
    pen.text(Spot::row(head, 0).skip(2), what, Role::Muted);
    let item = |at: usize| likely.get(at).map_or(ListItem::new(""), |likely| likely_item(app, likely));
    draw_list(pen, list.pad(2), (likely.len(), Some(*likely_at), true), &item);
    let open = app.core.keymap.first(Command::Open);
    let kept = if app.takes_text() { format!("{open} keeps the search; then ") } else { String::new() };
    let choose = if likely.len() > 1 { "j k choose, " } else { "" };
    let hint = Line::of(format!("{kept}{choose}"), Role::Muted).with(open, Role::Key);
    pen.line(Spot::row(foot, 1).skip(2), &hint.with(" goes there", Role::Muted));
}

fn likely_item(app: &App, likely: &LikelyFacility) -> ListItem<'static> {
    let Some(row) = app.core.row(&likely.id) else { return ListItem::new("") };
    let like = likely.like.as_ref().map_or(String::new(), |like| format!(" = {like}"));
    let name = visible(&format!("{}{like}", row.name));
    let mut item = ListItem::new(format!("{} {name}", pad_right(row.metal.name(), 9)));
    item.detail = visible(&row.country_name).into();
    item
}
