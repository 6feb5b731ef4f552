//! Sizes and areas that every screen lays its panes out by. Where a screen's panes stand is computed in its own file,
//! once for drawing and for the mouse.

use super::detail_pane::PaneShape;
use super::look::Line;
use super::table::{AnyGrid, Lacking, TableLayout};
use crate::text::Area;

/// The smallest terminal that a screen fits, in columns and rows.
pub const SMALLEST: (u16, u16) = (60, 16);

/// From this width on, panes stand side by side.
pub const WIDE: u16 = 110;

/// From this width on, columns without any value are shown too.
pub const ROOMY: u16 = 160;

/// From this height on, a detail has room below its table.
const TALL: u16 = 18;

/// Whether the terminal is too small for any screen.
pub fn is_too_small(size: (u16, u16)) -> bool {
    size.0 < SMALLEST.0 || size.1 < SMALLEST.1
}

/// What a screen may fill: all but the lines of tabs, filters and hints.
pub fn body(size: (u16, u16)) -> Area {
    let (_, rest) = Area::new(0, 0, size.0, size.1).split_top(2);
    rest.split_bottom(1).0
}

/// A table with figures over it and the detail of its row beside or below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePanes {
    /// The lines of figures on top.
    pub head: Area,
    pub table_pane: Area,
    pub table: TableLayout,
    /// The pane of the detail; empty where there is no room for both.
    pub detail_pane: Area,
}

impl TablePanes {
    /// The panes of a table and its detail under a head.
    pub fn of(head: Area, (table_pane, detail_pane): (Area, Area), grid: &dyn AnyGrid) -> Self {
        Self { head, table_pane, table: grid.layout(table_pane.inset(1)), detail_pane }
    }

    /// The panes of a table alone under a head.
    pub fn without_detail((head, pane): (Area, Area), grid: &dyn AnyGrid) -> Self {
        Self::of(head, (pane, Area::new(pane.x, pane.bottom(), pane.width, 0)), grid)
    }
}

/// The least width of a detail that gives way to names.
const NARROWEST_DETAIL: u16 = 34;

/// The least width of a detail that gives way to words and further columns: with less its own are broken too often.
const COMFORTABLE_DETAIL: u16 = 44;

/// The least that a person can make of a detail: its width beside a table, its height below one.
const LEAST_DETAIL: (u16, u16) = (20, 4);

/// The least that stays of the table then: its width beside a detail, its height above one.
const LEAST_TABLE: (u16, u16) = (40, 6);

/// A body split into a table of `share` hundredths and a detail: beside it where the body is wide, below it where it is
/// tall, else nowhere; as the person shaped the detail, where they did.
pub fn beside_or_below(body: Area, share: u16, shape: PaneShape, grid: &dyn AnyGrid) -> (Area, Area) {
    if !shape.is_hidden && body.width >= WIDE {
        let usual = body.width / 100 * share + body.width % 100 * share / 100;
        let chosen = shape
            .columns
            .map(|columns| body.width - columns.clamp(LEAST_DETAIL.0, body.width - LEAST_TABLE.0));
        return body.split_left(chosen.unwrap_or_else(|| wide_enough(body, usual, grid)));
    }
    if !shape.is_hidden && body.height >= TALL {
        let rows = shape.rows.unwrap_or(body.height / 3);
        return body.split_top(body.height - rows.clamp(LEAST_DETAIL.1, body.height - LEAST_TABLE.1));
    }
    (body, Area::new(body.x, body.bottom(), body.width, 0))
}

/// The width of a table of a usual width for it to be whole, or for its names to be, as far as the detail beside it can give
/// way.
fn wide_enough(body: Area, usual: u16, grid: &dyn AnyGrid) -> u16 {
    let Lacking { words, columns, names } = grid.lacking(body.split_left(usual).0.inset(1));
    let whole = [words, columns].into_iter().map(|lacking| usual.saturating_add(lacking));
    let mut comfortable = whole.filter(|width| width.saturating_add(COMFORTABLE_DETAIL) <= body.width);
    let for_names =
        || usual.saturating_add(names).min(body.width.saturating_sub(NARROWEST_DETAIL)).max(usual);
    comfortable.next().unwrap_or_else(for_names)
}

/// The row of an area that a cell stands in, from 0; none outside.
pub fn row_at(inner: Area, (x, y): (u16, u16)) -> Option<usize> {
    inner.contains(x, y).then(|| usize::from(y - inner.y))
}

/// The first of `len` rows shown so that `cursor` is among the `page` rows shown.
pub fn scrolled(cursor: usize, len: usize, page: usize) -> usize {
    if len <= page {
        return 0;
    }
    cursor.saturating_sub(page / 2).min(len - page)
}

/// What text may fill of a pane: its inside, with a blank column on each side.
pub fn inside(pane: Area) -> Area {
    let inner = pane.inset(1);
    let (_, rest) = inner.split_left(1);
    rest.split_left(rest.width.saturating_sub(1)).0
}

/// Lines wrapped to a width; what continues a line stands under its value, `indent` columns in.
pub fn wrapped(lines: &[Line], columns: u16, indent: usize) -> Vec<Line> {
    lines.iter().flat_map(|line| line.wrap(usize::from(columns), indent)).collect()
}
