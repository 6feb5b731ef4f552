//! Lists: the reference lists, the newest first.

use super::{draw_lines, list_state};
use crate::app::screens::lists::texts;
use crate::app::{App, Command};
use crate::text::{Area, matches, pad_left, pad_right, width, words};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// The heads of the columns; the entries are a number.
const HEADS: [&str; 5] = ["list", "version", "as of", "entries", "source"];

/// Which column is a number, and stands at the right.
const ENTRIES: usize = 3;

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let inner = Pane { title: "Reference lists", note: "", focused: true }.draw(pen, body);
    let screen = &app.screens.lists;
    if screen.shown.is_empty() {
        return draw_nothing(app, pen, inner);
    }
    let lists = screen.shown.iter().filter_map(|id| app.core.workspace.lists.get(id));
    let rows: Vec<[String; 5]> = lists.map(|list| texts(&app.core, list)).collect();
    let widths = widths(&rows, usize::from(inner.width));
    let (head, below) = inner.split_top(1);
    pen.text(Spot::row(head, 0).skip(2), &aligned(&HEADS.map(str::to_owned), &widths), Role::Heading);
    let state = list_state(screen.cursor, rows.len(), below);
    let searched = words(&screen.search);
    for (row, texts) in rows.iter().enumerate().skip(state.offset).take(usize::from(below.height)) {
        let spot = Spot::row(below, u16::try_from(row - state.offset).unwrap_or(u16::MAX));
        let text = aligned(texts, &widths);
        pen.highlighted(spot.skip(2), &text, Role::Text, &matches(&text, &searched));
        if row == screen.cursor {
            pen.text(spot, pen.theme.signs().cursor, Role::Accent);
            pen.tint(Area::new(spot.x, spot.y, spot.width, 1), Role::Selected);
        }
    }
}

/// The widest text of each column; where there is little room the file gives way, then the name.
fn widths(rows: &[[String; 5]], room: usize) -> [usize; 5] {
    let mut widths = HEADS.map(width);
    for row in rows {
        for (wide, text) in widths.iter_mut().zip(row) {
            *wide = width(text).max(*wide);
        }
    }
    let [name, version, as_of, entries, source] = widths;
    // The gaps between the columns, and what stands before the first and behind the last.
    let taken = version + as_of + entries + 2 * (HEADS.len() - 1) + 4;
    let source = source.min(room.saturating_sub(taken + name).max(NARROWEST));
    [name.min(room.saturating_sub(taken + source).max(NARROWEST)), version, as_of, entries, source]
}

/// A name or a file is cut no further.
const NARROWEST: usize = 16;

fn aligned(texts: &[String; 5], widths: &[usize; 5]) -> String {
    let cell = |(at, (text, wide)): (usize, (&String, &usize))| {
        if at == ENTRIES { pad_left(text, *wide) } else { pad_right(text, *wide) }
    };
    texts.iter().zip(widths).enumerate().map(cell).collect::<Vec<_>>().join("  ")
}

fn draw_nothing(app: &App, pen: &mut Pen<'_>, inner: Area) {
    if !app.core.workspace.lists.is_empty() {
        pen.text(
            Spot::row(inner, 0).skip(1),
            "No list holds these words. Esc takes the search off.",
            Role::Muted,
        );
        return;
    }
    let import = app.core.keymap.first(Command::Import);
    let lines = [
        Line::of("No reference list yet: declared names resolve by what is here already.", Role::Text),
        Line::new(),
        Line::of(format!("{import} "), Role::Key).with(
            "imports one: a CMRT\u{2019}s look-up, blank template included, or an export.",
            Role::Muted,
        ),
    ];
    draw_lines(pen, inner.inset(1), &lines, 0);
}
