//! The editor: its text wrapped, and below it what is asked for and what its check finds.

use ratatui::widgets::Widget;

use super::{centred, rows_of};
use crate::app::overlays::edited::EditedText;
use crate::app::overlays::editor::Editor;
use crate::lint::DraftFinding;
use crate::text::{Area, width};
use crate::ui::pen::rect;
use crate::ui::screens::{severity_role, severity_sign};
use crate::ui::widgets::OverlayFrame as Sheet;
use crate::ui::{Line, Pen, Role, Spot};

/// Wider lines of prose are hard to read, in columns.
const WIDEST: u16 = 108;

/// So many findings are told.
const MOST_FINDINGS: usize = 4;

/// Draws an editor.
pub(super) fn draw<S: 'static>(editor: &Editor<S>, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, WIDEST, body.height);
    let note = if editor.is_changed() { "not saved" } else { "" };
    let foot = "Ctrl-s saves  Ctrl-e your editor  Ctrl-z undoes  Ctrl-y redoes  Esc leaves";
    let inner = Sheet { title: &editor.title, note, foot }.draw(pen, area);
    let below = below(editor, pen, usize::from(inner.width));
    // The text has at least half of the room.
    let rows = rows_of(below.len()).saturating_add(1).min(inner.height / 2);
    let (text, foot) = inner.split_bottom(rows);
    draw_text(&editor.edited, pen, text, true);
    let sign = pen.theme.signs().border.horizontal;
    pen.repeat(Spot::row(foot, 0), sign, Role::Border);
    for (row, line) in (1..rows).zip(&below) {
        pen.line(Spot::row(foot, row), line);
    }
}

/// The lines below the text, the most pressing first.
fn below<S: 'static>(editor: &Editor<S>, pen: &Pen<'_>, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if editor.is_leaving {
        let question = "Throw away what is not saved? y throws it away, Ctrl-s saves, any other key goes on";
        lines.push(Line::of(question, Role::Warn));
    }
    lines.extend(editor.error.iter().map(|error| Line::of(format!("not saved: {error}"), Role::Error)));
    let verdict = &editor.verdict;
    lines.extend(verdict.findings.iter().take(MOST_FINDINGS).map(|finding| told(finding, pen)));
    let more = verdict.findings.len().saturating_sub(MOST_FINDINGS);
    if more > 0 {
        lines.push(Line::of(format!("and {more} more"), Role::Muted));
    }
    if !verdict.agreed.is_empty() {
        lines.push(Line::of(format!("as computed: {}", verdict.agreed.join(", ")), Role::Good));
    }
    lines.extend(editor.about.iter().map(|about| Line::of(about.clone(), Role::Muted)));
    lines.iter().flat_map(|line| line.wrap(columns, 2)).collect()
}

/// A finding, with the words that it is about.
fn told(finding: &DraftFinding, pen: &Pen<'_>) -> Line {
    let role = severity_role(finding.severity);
    let sign = Line::of(format!("{} ", severity_sign(pen, finding.severity)), role);
    let line =
        if finding.words.is_empty() { sign } else { sign.with(format!("{}: ", finding.words), Role::Strong) };
    line.with(finding.message.clone(), Role::Text)
}

/// Draws the lines in sight, what is selected, and the cursor. The crate wraps and scrolls by where it was last drawn, so it
/// draws first; what is seen is written by the pen.
pub(super) fn draw_text(edited: &EditedText, pen: &mut Pen<'_>, area: Area, has_keys: bool) {
    let text = edited.area();
    text.render(rect(area), pen.buffer);
    pen.fill(area, Role::Overlay);
    let first = usize::from(text.scroll_offset().0);
    let cursor = text.screen_cursor();
    for row in 0..area.height {
        let at = first + usize::from(row);
        let (from, next) = (text.screen_to_data(at, 0), text.screen_to_data(at + 1, 0));
        let Some(line) = text.lines().get(from.0) else { break };
        let length = line.chars().count();
        let end = if next.0 == from.0 && next.1 > from.1 { next.1 } else { length };
        let letters: Vec<char> = line.chars().skip(from.1).take(end - from.1).collect();
        let spot = Spot::row(area, row);
        let shown: String = letters.iter().collect();
        pen.text(spot, shown.trim_end(), Role::Text);
        if let Some(marked) = marked(edited, (from.0, from.1), end).filter(|_| has_keys) {
            let column = |count: usize| width(&letters.iter().take(count).collect::<String>());
            let (left, right) = (column(marked.0 - from.1), column(marked.1 - from.1));
            let spot = spot.skip(rows_of(left));
            pen.tint(Area::new(spot.x, spot.y, rows_of(right - left).min(spot.width), 1), Role::Marked);
        }
        if has_keys && cursor.row == at {
            let spot = spot.skip(rows_of(cursor.col).min(area.width.saturating_sub(1)));
            pen.tint(Area::new(spot.x, spot.y, 1, 1), Role::Cursor);
        }
        // The last line is given again for what lies below it.
        if next <= from {
            break;
        }
    }
}

/// From which to which character of a drawn line, which begins at a place and ends before a column, the text is selected.
fn marked(edited: &EditedText, from: (usize, usize), end: usize) -> Option<(usize, usize)> {
    let (first, last) = edited.selected()?;
    let left = if first.0 < from.0 { from.1 } else { first.1.clamp(from.1, end) };
    let right = if last.0 > from.0 { end } else { last.1.clamp(from.1, end) };
    let is_in = first.0 <= from.0 && from.0 <= last.0;
    (is_in && left < right).then_some((left, right))
}
