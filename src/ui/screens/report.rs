//! Report: the preview, and the findings beside it.

use super::{draw_lines, draw_list};
use crate::app::App;
use crate::app::layout::{self, wrapped};
use crate::checks::Severity;
use crate::text::Area;
use crate::ui::widgets::{ListItem, Pane};
use crate::ui::{Pen, Role, Spot};

/// The role of a severity.
pub fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warn,
        Severity::Info => Role::Good,
    }
}

/// The sign of a severity.
pub fn severity_sign(pen: &Pen<'_>, severity: Severity) -> &'static str {
    let signs = pen.theme.signs();
    match severity {
        Severity::Error => signs.error,
        Severity::Warning => signs.warn,
        Severity::Info => signs.good,
    }
}

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let (preview, findings) = layout::report(body);
    draw_preview(app, pen, preview);
    draw_findings(app, pen, findings);
}

fn draw_preview(app: &App, pen: &mut Pen<'_>, area: Area) {
    let focused = !app.report.findings_focus;
    let lines = wrapped(&app.report.lines, area.inset(1).width);
    let note = format!("line {} of {}", app.report.offset + 1, lines.len());
    let inner = Pane { title: "Preview", note: &note, focused }.draw(pen, area);
    if let Some(Err(problem)) = &app.report.report {
        pen.text(Spot::row(inner, 0), &problem.what, Role::Error);
        return;
    }
    draw_lines(pen, inner, &lines, app.report.offset);
}

fn draw_findings(app: &App, pen: &mut Pen<'_>, area: Area) {
    let focused = app.report.findings_focus;
    let note = app.findings.len().to_string();
    let inner = Pane { title: "Findings", note: &note, focused }.draw(pen, area);
    let signs: Vec<&'static str> = app.findings.iter().map(|f| severity_sign(pen, f.severity)).collect();
    let item = |at: usize| {
        let Some(finding) = app.findings.get(at) else { return ListItem::new("") };
        let sign = signs.get(at).copied().unwrap_or("");
        let mut item = ListItem::new(format!("{sign} {}", finding.message));
        item.role = severity_role(finding.severity);
        item
    };
    let (list, below) = inner.split_top(inner.height / 2);
    draw_list(pen, list, (app.findings.len(), app.report.cursor, focused), &item);
    draw_finding(app, pen, below);
}

/// The finding under the cursor, whole.
fn draw_finding(app: &App, pen: &mut Pen<'_>, area: Area) {
    let Some(finding) = app.findings.get(app.report.cursor) else { return };
    let mut lines = vec![
        crate::ui::Line::of(finding.rule, Role::Heading),
        crate::ui::Line::of(finding.message.clone(), Role::Text),
    ];
    if !finding.place.is_empty() {
        lines.push(crate::ui::Line::of(finding.place.clone(), Role::Muted));
    }
    if !finding.remedy.is_empty() {
        lines.push(crate::ui::Line::of(finding.remedy.clone(), Role::Accent));
    }
    let lines: Vec<_> = lines.iter().flat_map(|line| line.wrap(usize::from(area.width), 0)).collect();
    draw_lines(pen, area, &lines, 0);
}
