//! A screen as text, with and without what its pieces mean: for snapshots, and for looking at a screen
//! without a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};

use super::{Role, Theme};
use crate::text::width;

/// The text of a screen: one line a row, blanks at the ends left out.
pub fn text(buffer: &Buffer) -> String {
    let area = buffer.area();
    let rows: Vec<String> = (area.top()..area.bottom()).map(|y| row_text(buffer, y)).collect();
    rows.join("\n")
}

/// The text of a screen drawn with [`Theme::probe`], and under a line `---` which roles stand where: for each
/// row its number and for each look, written text/background, the first and last columns of its runs. Plain
/// text on the plain background is left out.
pub fn styled(buffer: &Buffer) -> String {
    let mut out = text(buffer);
    out.push_str("\n---");
    let area = buffer.area();
    for y in area.top()..area.bottom() {
        let runs = row_runs(buffer, y);
        if !runs.is_empty() {
            // Writing to a string cannot fail.
            _ = write!(out, "\n{y}:");
        }
        for (at, (look, places)) in runs.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            _ = write!(out, "{comma} {look}");
            for (first, last) in places {
                _ = write!(out, " {first}-{last}");
            }
        }
    }
    out
}

fn row_text(buffer: &Buffer, y: u16) -> String {
    let mut out = String::new();
    let mut covered = 0;
    for x in buffer.area().left()..buffer.area().right() {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let symbol = buffer.cell((x, y)).map_or(" ", Cell::symbol);
        covered = width(symbol).saturating_sub(1);
        out.push_str(symbol);
    }
    out.truncate(out.trim_end().len());
    out
}

/// The runs of each look of a row, by look.
fn row_runs(buffer: &Buffer, y: u16) -> BTreeMap<String, Vec<(u16, u16)>> {
    let mut runs: BTreeMap<String, Vec<(u16, u16)>> = BTreeMap::new();
    for x in buffer.area().left()..buffer.area().right() {
        let Some(look) = buffer.cell((x, y)).and_then(look) else { continue };
        let places = runs.entry(look).or_default();
        match places.last_mut() {
            Some((_, last)) if last.saturating_add(1) == x => *last = x,
            Some(_) | None => places.push((x, x)),
        }
    }
    runs
}

/// What a cell drawn with the probe theme means; `None` when it is plain.
fn look(cell: &Cell) -> Option<String> {
    let fg = Theme::probed(cell.fg).filter(|role| !matches!(role, Role::Text | Role::Base | Role::Overlay));
    let bg = Theme::probed(cell.bg).filter(|role| !matches!(role, Role::Base));
    match (fg, bg) {
        (None, None) => None,
        (Some(fg), None) => Some(fg.name().to_owned()),
        (None, Some(bg)) => Some(format!("/{}", bg.name())),
        (Some(fg), Some(bg)) => Some(format!("{}/{}", fg.name(), bg.name())),
    }
}
