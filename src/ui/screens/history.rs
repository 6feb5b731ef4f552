//! History: every change, the latest first.

use super::list_state;
use crate::app::App;
use crate::domain::{Cause, Entry};
use crate::text::{Area, matches, pad_right, words};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let inner = Pane { title: "History", note: "times in UTC", focused: true }.draw(pen, body);
    let screen = &app.screens.history;
    if screen.shown.is_empty() {
        pen.text(Spot::row(inner, 0).skip(1), "Nothing has been changed yet.", Role::Muted);
        return;
    }
    let state = list_state(screen.cursor, screen.shown.len(), inner);
    for (row, seq) in screen.shown.iter().skip(state.offset).take(usize::from(inner.height)).enumerate() {
        let spot = Spot::row(inner, u16::try_from(row).unwrap_or(u16::MAX));
        if let Some(entry) = app.core.history.get(*seq) {
            draw_entry(app, pen, spot, entry);
        }
        if screen.current() == Some(*seq) {
            pen.tint(Area::new(spot.x, spot.y, spot.width, 1), Role::Selected);
        }
    }
}

/// An entry that is not in effect any more is faint.
fn draw_entry(app: &App, pen: &mut Pen<'_>, spot: Spot, entry: &Entry) {
    let role = match entry.cause {
        Cause::Do if app.core.history.is_in_effect(entry.seq) => Role::Text,
        Cause::Do => Role::Faint,
        Cause::Undo(_) | Cause::Redo(_) => Role::Muted,
    };
    let when = entry.at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m-%d %H:%M").to_string();
    let left = Line::of(format!(" {when}  "), Role::Muted)
        .with(format!("{}  ", pad_right(&entry.by, 12)), Role::Muted);
    let used = pen.line(spot, &left);
    let found = matches(&entry.title, &words(&app.screens.history.search));
    pen.highlighted(spot.skip(used), &entry.title, role, &found);
}
