//! Report: the preview, and the findings beside it.

use super::draw_lines;
use crate::app::App;
use crate::app::layout::{self, scrolled, wrapped};
use crate::app::screens::report::panes;
use crate::checks::{Finding, RULES, Severity};
use crate::domain::Rating;
use crate::lint::doc_of;
use crate::text::Area;
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// The role of a severity.
pub fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::HighRisk => Role::RatingCritical,
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warn,
        Severity::Info => Role::Good,
    }
}

/// The sign of a severity.
pub fn severity_sign(pen: &Pen<'_>, severity: Severity) -> &'static str {
    let signs = pen.theme.signs();
    match severity {
        Severity::HighRisk => signs.rating(Rating::Critical),
        Severity::Error => signs.error,
        Severity::Warning => signs.warn,
        Severity::Info => signs.good,
    }
}

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let (preview, findings) = panes(body);
    draw_preview(app, pen, preview);
    draw_findings(app, pen, findings);
}

fn draw_preview(app: &App, pen: &mut Pen<'_>, area: Area) {
    let focused = !app.screens.report.findings_focus;
    let inner = layout::inside(area);
    let screen = &app.screens.report;
    let marked = screen.preview.marked(screen.current()).into_iter().map(|line| screen.search.mark(line));
    let lines = wrapped(&marked.collect::<Vec<_>>(), inner.width, 0);
    let about = screen.about_stop(&app.core);
    let line = format!("line {} of {}", screen.offset + 1, lines.len());
    let note = if about.is_empty() { line } else { about };
    Pane { title: "Preview", note: &note, focused }.draw(pen, area);
    if let Some(Err(problem)) = &*app.screens.report.report {
        pen.text(Spot::row(inner, 0), &problem.what, Role::Error);
        return;
    }
    draw_lines(pen, inner, &lines, app.screens.report.offset);
}

fn draw_findings(app: &App, pen: &mut Pen<'_>, area: Area) {
    let focused = app.screens.report.findings_focus;
    let note = app.screens.report.findings.len().to_string();
    Pane { title: "Findings", note: &note, focused }.draw(pen, area);
    let inner = layout::inside(area);
    // The list says each finding whole; rule and remedy below it need room of their own.
    let rows = if inner.height < 10 { inner.height } else { inner.height / 2 };
    let (list, below) = inner.split_top(rows);
    let current = focused.then_some(app.screens.report.cursor);
    draw_finding_list(&app.screens.report.findings, pen, list, current);
    draw_finding(app, pen, below);
}

/// The findings, each wrapped under its sign; the one of the cursor stays in view.
pub fn draw_finding_list(findings: &[Finding], pen: &mut Pen<'_>, area: Area, current: Option<usize>) {
    let finding_lines = |(at, finding): (usize, &Finding)| {
        let role = severity_role(finding.severity);
        let cursor = if current == Some(at) { pen.theme.signs().cursor } else { " " };
        let line = Line::of(format!("{cursor} "), Role::Accent)
            .with(format!("{} ", severity_sign(pen, finding.severity)), role)
            .with(finding.message.clone(), if current == Some(at) { Role::Strong } else { Role::Text });
        line.wrap(usize::from(area.width), 4)
    };
    let blocks: Vec<Vec<Line>> = findings.iter().enumerate().map(finding_lines).collect();
    let before: usize = blocks.iter().take(current.unwrap_or(0)).map(Vec::len).sum();
    let lines: Vec<Line> = blocks.into_iter().flatten().collect();
    draw_lines(pen, area, &lines, scrolled(before, lines.len(), usize::from(area.height)));
}

/// The finding under the cursor, whole.
fn draw_finding(app: &App, pen: &mut Pen<'_>, area: Area) {
    let Some(finding) = app.screens.report.findings.get(app.screens.report.cursor) else { return };
    let rule = RULES.iter().find(|rule| rule.id == finding.rule).map(|rule| rule.doc);
    let doc = rule.or_else(|| doc_of(finding.rule)).unwrap_or_default();
    let mut lines = vec![Line::of(finding.rule, Role::Heading), Line::of(doc, Role::Muted)];
    let place = finding.place(&app.core.workspace);
    if !place.is_empty() {
        lines.push(Line::of(place, Role::Muted));
    }
    if !finding.remedy.is_empty() {
        lines.push(Line::of(finding.remedy.clone(), Role::Accent));
    }
    let lines: Vec<_> = lines.iter().flat_map(|line| line.wrap(usize::from(area.width), 0)).collect();
    draw_lines(pen, area, &lines, 0);
}
