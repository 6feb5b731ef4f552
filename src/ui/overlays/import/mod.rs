//! Import: the path, the files being read, what they hold, what they would change.

mod about;
mod asking;
mod effect;
mod files;
mod preview;

use super::{centred, problem_lines};
use crate::app::overlays::import::{FilesBeingRead, ImportOverlay, Stage};
use crate::text::Area;
use crate::ui::screens::{draw_lines, draw_list};
use crate::ui::widgets::{Gauge, InputLine, ListItem, OverlayFrame as Sheet, Progress};
use crate::ui::{Pen, Role, Spot};

/// Draws the overlay.
pub(super) fn draw(import: &ImportOverlay, pen: &mut Pen<'_>, body: Area) {
    match &import.stage {
        Stage::Path => draw_path(import, pen, body),
        Stage::Reading(reading) => draw_reading(import.input.value(), reading, pen, body),
        Stage::Preview(preview) => preview::draw(preview, pen, body),
        Stage::Batch(batch) => files::draw(batch, pen, body),
        Stage::Effect(shown) => effect::draw(shown, pen, body),
    }
}

fn draw_path(import: &ImportOverlay, pen: &mut Pen<'_>, body: Area) {
    let foot = "Tab completes  ↓ chooses  Enter reads  Esc";
    let inner = Sheet { title: "Import", note: "", foot }.draw(pen, centred(body, 90, 20));
    let (top, rest) = inner.split_top(1);
    let hint =
        "suppliers\u{2019} CMRTs, a list, a filing, a table: a file, a folder, or a pattern such as *.xlsx";
    InputLine {
        prompt: "> ",
        value: import.input.value(),
        cursor: import.input.cursor(),
        hint,
        focused: true,
    }
    .draw(pen, Spot::row(top, 0));
    if let Some(problem) = &import.error {
        draw_lines(pen, rest, &problem_lines(problem, Role::Error, rest.width), 0);
        return;
    }
    let item = |at: usize| ListItem::new(import.completions.get(at).cloned().unwrap_or_default());
    let cursor = import.cursor.unwrap_or(0);
    draw_list(pen, rest, (import.completions.len(), Some(cursor), import.cursor.is_some()), &item);
}

/// The files being read: how many of how many, and how fast.
fn draw_reading(path: &str, reading: &FilesBeingRead, pen: &mut Pen<'_>, body: Area) {
    let inner = Sheet { title: "Import", note: "", foot: "Esc cancels" }.draw(pen, centred(body, 64, 4));
    pen.text(Spot::row(inner, 0), &format!("reading {path}"), Role::Text);
    if reading.total > 1 {
        let gauge = Gauge { part: reading.done as u64, whole: reading.total as u64 };
        let note =
            reading.per_second().map_or_else(|| "files".to_owned(), |rate| format!("files, {rate} a second"));
        Progress { gauge, note: &note }.draw(pen, Spot::row(inner, 1));
    }
}
