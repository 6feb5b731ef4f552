//! Actions: how many are due when, and the table of follow-ups.

use super::draw_lines;
use super::grid::draw_grid;
use crate::app::screen::Screen;
use crate::app::{App, Command};
use crate::query::actions::{ActionField, ActionRow, When};
use crate::text::Area;
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.actions;
    let Some(panes) = screen.table_panes(body) else { return };
    pen.line(Spot::row(panes.head, 0).skip(1).drop_right(1), &figures(&screen.rows));
    let inner = Pane { title: "Follow-ups", note: "", focused: true }.draw(pen, panes.table_pane);
    if screen.rows.is_empty() {
        return draw_nothing(pen, inner);
    }
    draw_grid(pen, (screen, &app.core), &panes.table, true, &|field, index| {
        screen.rows.get(index).map_or(Role::Text, |row| role(field, row))
    });
    if screen.grid.view.is_empty() {
        let clear = app.core.keymap.first(Command::ClearFilters);
        let text = format!("No action passes the filter. {clear} clears all filters, Esc the search.");
        pen.text(Spot::row(inner, 2).skip(2), &text, Role::Muted);
    }
}

/// How many are due when; nothing of a kind is left out.
fn figures(rows: &[ActionRow]) -> Line {
    let mut line = Line::new();
    for when in When::ALL {
        let count = rows.iter().filter(|row| row.when == when).count();
        if count > 0 {
            let role = if when == When::Overdue { Role::Error } else { Role::Muted };
            let gap = if line.width() == 0 { "" } else { "  " };
            line.push(format!("{gap}{} {count}", when.title()), role);
        }
    }
    line
}

fn role(field: ActionField, row: &ActionRow) -> Role {
    match field {
        ActionField::When | ActionField::Due if row.when == When::Overdue => Role::Error,
        ActionField::Facility => Role::Text,
        ActionField::When
        | ActionField::Due
        | ActionField::State
        | ActionField::Owner
        | ActionField::Metal
        | ActionField::Action
        | ActionField::Kind
        | ActionField::Answer
        | ActionField::Answered
        | ActionField::Link
        | ActionField::OpenedBy
        | ActionField::Overdue => Role::Muted,
    }
}

fn draw_nothing(pen: &mut Pen<'_>, inner: Area) {
    let lines = [
        Line::of("No follow-up actions.", Role::Text),
        Line::new(),
        Line::of("a on a facility (Smelters, Triage) opens one in two keys;", Role::Muted),
        Line::of(". in Triage accepts the suggested one.", Role::Muted),
    ];
    draw_lines(pen, inner, &lines, 0);
}
