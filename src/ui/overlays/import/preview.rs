//! The preview of a filing or a table alone: what it is for, what was understood, what it would change.

use super::{about, asking, files};
use crate::app::overlays::import::Preview;
use crate::import::DraftRow;
use crate::text::{Area, pad_right};
use crate::ui::overlays::{centred, rows_of};
use crate::ui::screens::draw_lines;
use crate::ui::screens::report::{severity_role, severity_sign};
use crate::ui::widgets::OverlayFrame as Sheet;
use crate::ui::{Line, Pen, Role};

/// Draws the preview.
pub(super) fn draw(preview: &Preview, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, 110, body.height.saturating_sub(2));
    let title = format!("Import {}", preview.draft.file);
    let usual = "y takes it  r role  j k scroll  Esc leaves it";
    let foot = preview.asking().map_or(usual, |_| files::ROLE_FOOT);
    let inner = Sheet { title: &title, note: "", foot }.draw(pen, area);
    if let Some(asked) = preview.asking() {
        return asking::draw(asked, pen, inner);
    }
    let mut lines = preview.file().map_or_else(Vec::new, about::role);
    lines.extend(preview.summary().into_iter().map(|text| Line::of(text, Role::Strong)));
    lines.extend(about::columns(&preview.draft.columns));
    for finding in preview.findings().iter().take(5) {
        let role = severity_role(finding.severity);
        let sign = severity_sign(pen, finding.severity);
        lines.push(Line::of(format!("{sign} "), role).with(finding.message.clone(), Role::Text));
    }
    for (place, why) in preview.draft.skipped.iter().take(4) {
        lines.push(Line::of(format!("passed over, {place}: {why}"), Role::Warn));
    }
    for (place, words) in preview.draft.remarks.iter().take(4) {
        lines.push(Line::of(format!("{place}: {words}"), Role::Warn));
    }
    lines.push(Line::new());
    let lines: Vec<Line> = lines.iter().flat_map(|line| line.wrap(usize::from(inner.width), 2)).collect();
    let (top, rest) = inner.split_top(rows_of(lines.len()));
    draw_lines(pen, top, &lines, 0);
    let rows: Vec<Line> = preview.draft.rows.iter().map(draft_line).collect();
    draw_lines(pen, rest, &rows, preview.offset);
}

fn draft_line(row: &DraftRow) -> Line {
    let mut line = Line::of(pad_right(row.metal.name(), 10), Role::Muted);
    let text = |found: Option<String>| found.unwrap_or_default();
    let cid = row.claims.iter().find_map(|claim| claim.value.as_cid()).map(|cid| cid.to_string());
    let name = row.claims.iter().find_map(|claim| claim.value.as_name()).map(str::to_owned);
    let country = row.claims.iter().find_map(|claim| claim.value.as_country()).map(|c| c.written.clone());
    let status = row.claims.iter().find_map(|claim| claim.value.as_status());
    line.push(pad_right(&text(cid), 11), Role::Muted);
    line.push(format!("{}  ", pad_right(&text(name), 44)), Role::Text);
    line.push(format!("{}  ", pad_right(&text(country), 22)), Role::Muted);
    match status {
        Some(status) => line.push(status.name(), Role::from(status)),
        None => line.push("Unresolved", Role::Unresolved),
    }
    line
}
