//! Where the panes of Suppliers, Declaration and the declared rows stand: one computation for drawing and for the mouse.

use super::layout::{ROOMY, WIDE, inside, scrolled, wrapped};
use super::screens::suppliers::detail;
use super::state::App;
use super::table::TableLayout;
use crate::text::Area;

/// From this height on, a detail has room below its table.
const TALL: u16 = 18;

/// A table with figures over it and the detail of its row beside or below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePanes {
    /// The lines of figures on top.
    pub head: Area,
    /// The pane of the table.
    pub table_pane: Area,
    /// The table in it.
    pub table: TableLayout,
    /// The pane of the detail; empty where there is no room for both.
    pub detail_pane: Area,
}

/// How many lines the figures on top take.
fn head_rows(body: Area) -> u16 {
    if body.width >= ROOMY { 1 } else { 2 }
}

/// A body split into a table and a detail, beside each other where it is wide.
fn split(body: Area, share: u16) -> (Area, Area) {
    if body.width >= WIDE {
        return body.split_left(body.width / 100 * share + body.width % 100 * share / 100);
    }
    if body.height >= TALL {
        return body.split_top(body.height - body.height / 3);
    }
    (body, Area::new(body.x, body.bottom(), body.width, 0))
}

/// The layout of Suppliers.
#[must_use]
pub fn suppliers(app: &App, body: Area) -> TablePanes {
    let (head, rest) = body.split_top(head_rows(body));
    let (table_pane, detail_pane) = split(rest, 64);
    let grid = &app.suppliers.grid;
    let table = grid.table.layout(&grid.specs(), table_pane.inset(1), grid.view.len());
    TablePanes { head, table_pane, table, detail_pane }
}

/// The layout of the declared rows: a line of figures, and the table.
#[must_use]
pub fn rows(app: &App, body: Area) -> TablePanes {
    let (head, table_pane) = body.split_top(1);
    let grid = &app.declared_rows.grid;
    let table = grid.table.layout(&grid.specs(), table_pane.inset(1), grid.view.len());
    let detail_pane = Area::new(body.x, body.bottom(), body.width, 0);
    TablePanes { head, table_pane, table, detail_pane }
}

/// Form and findings of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclarationPanes {
    /// The lines of figures on top.
    pub head: Area,
    /// The pane of the form.
    pub form_pane: Area,
    /// The items in it.
    pub form: Area,
    /// The whole text of the cell under the cursor, below them; empty where there is no room.
    pub cell: Area,
    /// The pane of the findings.
    pub findings_pane: Area,
}

/// The layout of Declaration.
#[must_use]
pub fn declaration(body: Area) -> DeclarationPanes {
    let (head, rest) = body.split_top(2);
    let (form_pane, findings_pane) = if body.width >= WIDE {
        rest.split_left(rest.width / 100 * 64 + rest.width % 100 * 64 / 100)
    } else {
        rest.split_top(rest.height - rest.height * 2 / 5)
    };
    let inner = inside(form_pane);
    let below = if inner.height >= 20 { 3 } else { u16::from(inner.height >= 6) };
    let (form, cell) = inner.split_bottom(below);
    DeclarationPanes { head, form_pane, form, cell, findings_pane }
}

/// The first item of a form that is shown.
#[must_use]
pub fn first_item(app: &App, panes: &DeclarationPanes) -> usize {
    let screen = &app.declaration;
    scrolled(screen.cursor, screen.items.len(), usize::from(panes.form.height))
}

/// Lets the scroll position of the declared rows follow from the sizes.
pub fn settle_rows(app: &mut App, body: Area) {
    super::screens::rows::refresh(app);
    let panes = rows(app, body);
    app.declared_rows.grid.table.settle(&panes.table);
}

/// Lets the scroll positions of Suppliers follow from the sizes.
pub fn settle_suppliers(app: &mut App, body: Area) {
    super::screens::suppliers::work::settle_changes(app);
    let panes = suppliers(app, body);
    app.suppliers.grid.table.settle(&panes.table);
    let inner = inside(panes.detail_pane);
    let current = app.suppliers.current().map(|row| row.id.clone());
    let lines = current.map_or(0, |id| wrapped(&detail::lines(app, &id), inner.width, detail::LABEL).len());
    let last = lines.saturating_sub(usize::from(inner.height));
    app.suppliers.detail_offset = app.suppliers.detail_offset.min(last);
}
