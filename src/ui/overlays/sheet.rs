//! The cells around a place of a source: letters and heading stay in sight, what a column has no room for stands below.

use super::{centred, rows_of};
use crate::app::layout::scrolled;
use crate::app::overlays::sheet::{NOT_AVAILABLE, SheetLine, SheetView};
use crate::import::book::column_name;
use crate::text::{Area, pad_left};
use crate::ui::screens::draw_lines;
use crate::ui::widgets::OverlayFrame;
use crate::ui::{Line, Pen, Role, Spot};

/// Between two columns.
const GAP: u16 = 2;

/// So much of a column is shown at the right, or none of it.
const LEAST: u16 = 3;

/// How many lines the cell under the cursor has below the grid, though it needs fewer: the grid must not jump.
const BELOW: u16 = 2;

/// Draws the grid over the body of the screen.
pub fn draw(view: &SheetView, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, body.width.saturating_sub(4), body.height.saturating_sub(1));
    let foot = "h l j k move  y copies the cell  Esc closes";
    let inner = OverlayFrame { title: &view.title, note: "", foot }.draw(pen, area);
    let cell = under_cursor(view).wrap(usize::from(inner.width), 2);
    let below = rows_of(cell.len()).max(BELOW).min(inner.height / 2);
    let (cells, below) = inner.split_bottom(below.saturating_add(1));
    let (rule, below) = below.split_top(1);
    pen.repeat(Spot::row(rule, 0), pen.theme.signs().border.horizontal, Role::Border);
    draw_lines(pen, below, &cell, 0);
    ShownCells::of(view, cells).draw(pen);
}

/// What stands under the cursor, whole.
fn under_cursor(view: &SheetView) -> Line {
    let Some((name, text)) = view.cell() else {
        let folded = match view.lines.get(view.line) {
            Some(SheetLine::Folded(rows, is_not_available)) => SheetLine::folded(*rows, *is_not_available),
            Some(SheetLine::Row(_)) | None => String::new(),
        };
        return Line::of(folded, Role::Faint);
    };
    let heading = view.around.heading.as_ref().and_then(|(_, cells)| cells.get(view.column));
    let mut line = Line::of(name, Role::Accent).with("  ", Role::Text);
    if let Some(heading) = heading.filter(|heading| !heading.is_empty() && heading.as_str() != text) {
        line.push(format!("{heading}: "), Role::Muted);
    }
    if text.is_empty() { line.with("empty", Role::Faint) } else { line.with(text, Role::Strong) }
}

/// A column that is shown.
#[derive(Clone, Copy)]
struct ShownColumn {
    /// Its place among all, from 0.
    at: usize,
    /// Where it begins, from the left of the grid.
    from: u16,
    width: u16,
}

/// The part of the grid that is shown, and where.
struct ShownCells<'a> {
    view: &'a SheetView,
    area: Area,
    /// How many digits the numbers of rows have.
    digits: usize,
    columns: Vec<ShownColumn>,
}

impl<'a> ShownCells<'a> {
    fn of(view: &'a SheetView, area: Area) -> Self {
        let digits = view.around.rows.last().map_or(1, |(number, _)| number.to_string().len());
        let before = u16::try_from(digits).unwrap_or(u16::MAX).saturating_add(4);
        let columns = columns(view, before, area.width.saturating_sub(before));
        Self { view, area, digits, columns }
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        let (letters, rest) = self.area.split_top(1);
        self.letters(pen, Spot::row(letters, 0));
        let (len, page) = (self.view.lines.len(), usize::from(rest.height));
        let heading = self.view.around.heading.as_ref();
        let first = scrolled(self.view.line, len, page.saturating_sub(1));
        let is_shown =
            |number: u32| (first..len).any(|at| self.view.row(at).is_some_and(|row| row.0 == number));
        // Where the heading is scrolled off, or would come again, it stays above the rows.
        let stays = heading.filter(|(number, _)| !is_shown(*number));
        let (first, rows) = match stays {
            Some((number, cells)) => {
                let (top, rows) = rest.split_top(1);
                self.row(pen, Spot::row(top, 0), (*number, cells), usize::MAX);
                (first, rows)
            }
            None => (scrolled(self.view.line, len, page), rest),
        };
        for (row, line) in (0..rows.height).zip(first..len) {
            self.line(pen, Spot::row(rows, row), line);
        }
    }

    fn letters(&self, pen: &mut Pen<'_>, spot: Spot) {
        for column in &self.columns {
            let role = if column.at == self.view.column { Role::HeadingActive } else { Role::Heading };
            let name = column_name(u32::try_from(column.at + 1).unwrap_or(u32::MAX));
            pen.text(within(spot, column.from, column.width), &name, role);
        }
        let shown = |at: usize| self.columns.iter().any(|column| column.at == at);
        if !shown(0) {
            pen.text(spot, pen.theme.signs().more_left, Role::Faint);
        }
        if !shown(self.view.widths.len().saturating_sub(1)) {
            pen.text_right(spot, pen.theme.signs().more_right, Role::Faint);
        }
    }

    fn line(&self, pen: &mut Pen<'_>, spot: Spot, line: usize) {
        match self.view.lines.get(line) {
            Some(SheetLine::Folded(rows, is_not_available)) => {
                let from = self.columns.first().map_or(0, |column| column.from);
                pen.text(spot.skip(from), &SheetLine::folded(*rows, *is_not_available), Role::Faint);
                if line == self.view.line {
                    pen.tint(Area::new(spot.x, spot.y, spot.width, 1), Role::Selected);
                }
            }
            Some(SheetLine::Row(_)) => {
                if let Some((number, cells)) = self.view.row(line) {
                    self.row(pen, spot, (*number, cells), line);
                }
            }
            None => {}
        }
    }

    fn row(&self, pen: &mut Pen<'_>, spot: Spot, (number, cells): (u32, &[String]), line: usize) {
        let (place, is_here) = (self.view.around.place, line == self.view.line);
        let is_heading = self.view.around.heading.as_ref().is_some_and(|(at, _)| *at == number);
        let label = match (number == place.0, is_here) {
            (_, true) => Role::HeadingActive,
            (true, false) => Role::Accent,
            (false, false) => Role::Faint,
        };
        if number == place.0 {
            pen.text(spot, pen.theme.signs().cursor, Role::Accent);
        }
        pen.text(within(spot, 2, u16::MAX), &pad_left(&number.to_string(), self.digits), label);
        for (at, column) in self.columns.iter().enumerate() {
            let text = cells.get(column.at).map_or("", String::as_str);
            let role = match (is_heading, text) {
                (true, _) => Role::Heading,
                (false, NOT_AVAILABLE) => Role::Faint,
                (false, _) => Role::Text,
            };
            pen.text(within(spot, column.from, self.room(at, cells)), text, role);
        }
        for column in &self.columns {
            let lit = Area::new(spot.x.saturating_add(column.from), spot.y, column.width, 1);
            if is_here && column.at == self.view.column {
                pen.tint(lit, Role::Selected);
            } else if place == (number, column.at) {
                pen.tint(lit, Role::Marked);
            }
        }
    }

    /// How far a cell's text goes: over the empty cells beside it, as in a spreadsheet.
    fn room(&self, at: usize, cells: &[String]) -> u16 {
        let is_empty = |column: &&ShownColumn| cells.get(column.at).is_none_or(String::is_empty);
        let Some(own) = self.columns.get(at) else { return 0 };
        let last = self.columns.iter().skip(at + 1).take_while(is_empty).last().unwrap_or(own);
        (last.from + last.width).saturating_sub(own.from)
    }
}

/// The columns that have room, from as far left as the cursor's can still be seen.
fn columns(view: &SheetView, before: u16, room: u16) -> Vec<ShownColumn> {
    let widest = (room / 2).max(LEAST);
    let width = |at: usize| {
        let width = view.widths.get(at).copied().unwrap_or_default();
        u16::try_from(width).unwrap_or(u16::MAX).min(widest)
    };
    let takes = |at: usize| u32::from(width(at) + GAP);
    let room_and_gap = u32::from(room) + u32::from(GAP);
    let (mut first, mut used) = (view.column, takes(view.column));
    while let Some(at) = first.checked_sub(1).filter(|at| used + takes(*at) <= room_and_gap) {
        (first, used) = (at, used + takes(at));
    }
    let (mut shown, mut from) = (Vec::new(), 0);
    for at in first..view.widths.len() {
        let width = width(at).min(room.saturating_sub(from));
        if width < LEAST {
            break;
        }
        shown.push(ShownColumn { at, from: before.saturating_add(from), width });
        from = from.saturating_add(width + GAP);
    }
    shown
}

fn within(spot: Spot, from: u16, width: u16) -> Spot {
    let rest = spot.skip(from);
    Spot { width: rest.width.min(width), ..rest }
}
