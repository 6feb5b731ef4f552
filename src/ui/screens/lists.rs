//! Lists: reference lists and status lists, the newest first.

use super::draw_lines;
use super::grid::draw_grid;
use crate::app::screen::Screen;
use crate::app::table_commands::OnTable;
use crate::app::{App, Command};
use crate::query::lists::ListField;
use crate::text::Area;
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.lists;
    let Some(panes) = screen.table_panes(body) else { return };
    let note = app.core.standings.day.map_or_else(String::new, |day| format!("status as of {day}"));
    let inner = Pane { title: "Lists", note: &note, focused: true }.draw(pen, panes.table_pane);
    if screen.grid.view.is_empty() {
        return draw_nothing(app, pen, inner);
    }
    draw_grid(pen, (screen, &app.core), &panes.table, true, &|field, index| {
        let is_stale = || screen.row(&app.core, index).is_some_and(|row| row.is_stale);
        match field {
            ListField::AsOf | ListField::Age if is_stale() => Role::Warn,
            ListField::Title
            | ListField::Kind
            | ListField::Programme
            | ListField::Complete
            | ListField::Matched
            | ListField::Effect
            | ListField::Absent
            | ListField::Age
            | ListField::Template
            | ListField::AsOf
            | ListField::Entries
            | ListField::File
            | ListField::Imported
            | ListField::Version => role(field),
        }
    });
}

fn role(field: ListField) -> Role {
    match field {
        ListField::Title => Role::Text,
        ListField::Kind
        | ListField::Programme
        | ListField::Complete
        | ListField::Matched
        | ListField::Effect
        | ListField::Absent
        | ListField::Age
        | ListField::Template
        | ListField::AsOf
        | ListField::Entries
        | ListField::File
        | ListField::Imported
        | ListField::Version => Role::Muted,
    }
}

fn draw_nothing(app: &App, pen: &mut Pen<'_>, inner: Area) {
    if !app.screens.lists.all.is_empty() {
        pen.text(
            Spot::row(inner, 0).skip(1),
            "No list holds these words. Esc takes the search off.",
            Role::Muted,
        );
        return;
    }
    let import = app.core.keymap.first(Command::Import);
    let lines = [
        Line::of(
            "No list yet: names resolve by what is here already, and no list gives a status.",
            Role::Text,
        ),
        Line::new(),
        Line::of(format!("{import} "), Role::Key).with(
            "imports one: a CMRT\u{2019}s look-up, blank template included, or an export;",
            Role::Muted,
        ),
        Line::of("  ", Role::Key)
            .with("a list of conformant or active facilities, as of a day.", Role::Muted),
    ];
    draw_lines(pen, inner.inset(1), &lines, 0);
}
