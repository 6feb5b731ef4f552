//! History: every change, the latest first.

use super::grid::{draw_detail, draw_grid};
use crate::app::App;
use crate::app::screen::Screen;
use crate::domain::{Cause, Entry, History};
use crate::query::history::EntryField;
use crate::text::Area;
use crate::ui::widgets::Pane;
use crate::ui::{Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let (screen, history) = (&app.screens.history, &app.core.history);
    let Some(panes) = screen.table_panes(body) else { return };
    let focused = !screen.detail.has_keys;
    let inner = Pane { title: "History", note: "", focused }.draw(pen, panes.table_pane);
    if screen.all.is_empty() {
        pen.text(Spot::row(inner, 0).skip(1), "Nothing has been changed yet.", Role::Muted);
        return;
    }
    draw_grid(pen, (screen, &app.core), &panes.table, focused, &|field, index| {
        let entry = screen.all.get(index).and_then(|seq| history.get(*seq));
        entry.map_or(Role::Text, |entry| role(field, entry, history))
    });
    if screen.grid.view.is_empty() {
        let text = "No entry holds these words. Esc takes the search off.";
        pen.text(Spot::row(inner, 2).skip(2), text, Role::Muted);
    }
    if panes.detail_pane.height > 0 {
        let lines = screen.detail_lines(&app.core);
        draw_detail(pen, panes.detail_pane, ("What it changed", &lines), &screen.detail);
    }
}

/// What was done is what matters; what is not in effect any more is faint.
fn role(field: EntryField, entry: &Entry, history: &History) -> Role {
    match (field, entry.cause) {
        (EntryField::What, Cause::Do) if history.is_in_effect(entry.seq) => Role::Text,
        (EntryField::What, Cause::Do) => Role::Faint,
        (EntryField::What, Cause::Undo(_) | Cause::Redo(_)) => Role::Muted,
        (
            EntryField::Number
            | EntryField::When
            | EntryField::Who
            | EntryField::UndoesOrRedoes
            | EntryField::At,
            _,
        ) => Role::Muted,
    }
}
