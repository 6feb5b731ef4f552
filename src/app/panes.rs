//! Where the panes of Suppliers, Matches, Declaration and the declared rows stand: one computation for drawing and for the mouse.

use super::layout::{ROOMY, WIDE, inside, scrolled, wrapped};
use super::screens::matches::compare;
use super::screens::matches::hand::Hand;
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

/// Matches: the name as written, the queue, the candidates, one of them compared. Panes that there is no room for are
/// empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchesPanes {
    /// The pane of the name as it was written.
    pub written: Area,
    /// The pane of the queue.
    pub queue: Area,
    /// The names in it, one a row.
    pub list: Area,
    /// The line of progress under them.
    pub progress: Area,
    /// The pane of the candidates.
    pub candidates: Area,
    /// The pane of the comparison.
    pub compare: Area,
}

/// How many rows a candidate takes: its name, and what speaks for and against it.
pub const CANDIDATE_ROWS: u16 = 2;

/// The layout of Matches.
#[must_use]
pub fn matches(app: &App, body: Area) -> MatchesPanes {
    let nothing = Area::new(body.x, body.bottom(), body.width, 0);
    let (written, queue, candidates, compare) = if app.matches.zoomed {
        (nothing, nothing, nothing, body)
    } else if body.width >= WIDE {
        let (left, right) = body.split_left((body.width / 100 * 40 + body.width % 100 * 40 / 100).min(66));
        let (written, queue) = left.split_top(left.height - left.height / 5 * 3);
        let (candidates, compare) = right.split_top(right.height / 2);
        (written, queue, candidates, compare)
    } else {
        // One above the other: the queue takes the place of the candidates while it has the keys.
        let (written, rest) = body.split_top((body.height / 3).max(6));
        if app.matches.queue_focus {
            (written, rest, nothing, nothing)
        } else {
            (written, nothing, rest, nothing)
        }
    };
    let (list, progress) = queue.inset(1).split_bottom(1);
    MatchesPanes { written, queue, list, progress, candidates, compare }
}

/// The first candidate that is shown; the last line is for the same name under other metals.
#[must_use]
pub fn first_candidate(hand: &Hand, inner: Area) -> usize {
    let page = usize::from(inner.height.saturating_sub(1) / CANDIDATE_ROWS);
    scrolled(hand.cursor, hand.offers.len(), page.max(1))
}

/// Lets the scroll position of the comparison follow from the sizes.
pub fn settle_matches(app: &mut App, body: Area) {
    let inner = inside(matches(app, body).compare);
    let lines = app
        .matches
        .hand
        .as_ref()
        .map_or(0, |hand| wrapped(&compare::lines(app, hand), inner.width, compare::LABEL).len());
    let last = lines.saturating_sub(usize::from(inner.height));
    app.matches.detail_offset = app.matches.detail_offset.min(last);
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
