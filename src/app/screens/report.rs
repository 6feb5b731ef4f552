//! Report: a preview of what would be exported, with the findings beside it.

use crate::Problem;
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act};
use crate::app::core::Core;
use crate::app::derived::Derived;
use crate::app::layout::{WIDE, inside, wrapped};
use crate::app::look::{Line, Role};
use crate::app::screen::{Screen, Searched, StatusLine, moved};
use crate::export;
use crate::report::{Block, Document, Report, ReportTable, Section, Sentence};
use crate::tabular::{ColumnKind, Table};
use crate::text::{Area, as_written, pad_left, pad_right, width};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct ReportScreen {
    /// The report, or why there is none. Computed when the screen is first shown after a change.
    pub report: Derived<Option<Result<Report, Problem>>, u64>,
    pub lines: Vec<Line>,
    /// The first line shown.
    pub offset: usize,
    /// Whether the findings have the keys.
    pub findings_focus: bool,
    /// The finding under the cursor.
    pub cursor: usize,
    /// The last line that the preview can begin with, as drawn.
    pub length: usize,
}

impl ReportScreen {
    /// Computes the preview, if that has not been done since the last change.
    fn preview(&mut self, core: &Core) {
        if self.report.outdated_by(core.generations.workspace) {
            let report = Report::of(&core.workspace, &core.standings, &core.inquiry()).map_err(Problem::from);
            self.lines = report.as_ref().map(lines_of).unwrap_or_default();
            *self.report = Some(report);
        }
    }
}

/// Where the preview and the findings stand.
pub fn panes(body: Area) -> (Area, Area) {
    if body.width >= WIDE {
        body.split_left(body.width / 100 * 64 + body.width % 100 * 64 / 100)
    } else {
        body.split_top(body.height - body.height / 3)
    }
}

impl Screen for ReportScreen {
    fn prepare(&mut self, core: &mut Core) {
        core.refresh_findings();
        self.cursor = self.cursor.min(core.findings.len().saturating_sub(1));
        self.preview(core);
    }

    fn settle(&mut self, _core: &Core, body: Area) {
        let inner = inside(panes(body).0);
        let lines = wrapped(&self.lines, inner.width, 0).len();
        self.length = lines.saturating_sub(usize::from(inner.height));
        self.offset = self.offset.min(self.length);
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Export,
            C::Programme,
            C::ExportRegister,
            C::ToggleStatusStyle,
            C::NextPane,
            C::Open,
            C::Copy,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "the report as E exports it; [Counsel: ...] marks words that are the company's own"
    }

    fn status(&self, core: &Core) -> StatusLine {
        super::overview::filing_for(core)
    }

    fn move_by(&mut self, core: &Core, rows: isize) {
        if self.findings_focus {
            self.cursor = moved(self.cursor, rows, core.findings.len());
        } else {
            self.offset = moved(self.offset, rows, self.length + 1);
        }
    }

    fn next_pane(&mut self, _core: &Core) {
        self.findings_focus = !self.findings_focus;
    }

    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        self.findings_focus = panes(body).1.contains(at.0, at.1);
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Facilities
    }

    fn copied(&self, _core: &Core) -> String {
        self.lines.iter().map(|line| as_written(&line.text()).into_owned()).collect::<Vec<_>>().join("\n")
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<ReportScreen>] = &[act(C::Open, open)];

/// Opens the finding under the cursor.
fn open(screen: &mut ReportScreen, core: &mut Core) {
    let jump = core.findings.get(screen.cursor).and_then(|finding| super::overview::jump_of(core, finding));
    match jump {
        Some(jump) if screen.findings_focus => core.go(jump),
        Some(_) | None => core.say("Tab goes to the findings; Enter there opens the row"),
    }
}

/// The report as lines, one a paragraph; drawing wraps them.
fn lines_of(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    for document in &report.documents {
        lines.push(Line::of(document.title.clone(), Role::Title));
        lines.push(Line::new());
        lines.extend(document_lines(report, document));
    }
    lines
}

fn document_lines(report: &Report, document: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    for section in &document.sections {
        lines.extend(section_lines(report, section));
    }
    lines
}

fn section_lines(report: &Report, section: &Section) -> Vec<Line> {
    let role = if section.level <= 2 { Role::Strong } else { Role::Heading };
    let mut lines = vec![Line::of(section.heading.clone(), role)];
    for block in &section.blocks {
        match block {
            Block::Paragraph(sentences) => lines.push(paragraph(sentences)),
            Block::Table(table) => lines.extend(table_lines(report, *table)),
        }
        lines.push(Line::new());
    }
    lines
}

/// Computed sentences plainly, counsel's places marked.
fn paragraph(sentences: &[Sentence]) -> Line {
    let mut line = Line::new();
    for (index, sentence) in sentences.iter().enumerate() {
        if index > 0 {
            line.push(" ", Role::Text);
        }
        let role = match sentence {
            Sentence::Computed { .. } | Sentence::Written { .. } => Role::Text,
            Sentence::Place { .. } | Sentence::Gap { .. } => Role::Warn,
        };
        line.push(sentence.text(), role);
    }
    line
}

/// A table with its columns aligned, numbers on the right.
fn table_lines(report: &Report, table: ReportTable) -> Vec<Line> {
    let Some(table) = export::shown(report, table) else { return Vec::new() };
    let widths: Vec<usize> = (0..table.columns.len()).map(|column| column_width(&table, column)).collect();
    let heads: Vec<String> = table.headers().map(str::to_owned).collect();
    let mut lines = vec![Line::of(aligned(&heads, &widths, &table), Role::Heading)];
    for row in table.lines() {
        let cells: Vec<String> = row.iter().map(crate::tabular::Cell::words).collect();
        lines.push(Line::of(aligned(&cells, &widths, &table), Role::Text));
    }
    lines
}

/// The widest text of a column, at most 48 columns.
fn column_width(table: &Table, column: usize) -> usize {
    let head = table.headers().nth(column).map_or(0, width);
    let cells = table.lines().filter_map(|row| row.get(column)).map(|cell| width(&cell.words()));
    cells.fold(head, usize::max).min(48)
}

fn aligned(cells: &[String], widths: &[usize], table: &Table) -> String {
    let mut line = String::new();
    for ((cell, width), column) in cells.iter().zip(widths).zip(&table.columns) {
        match column.kind {
            ColumnKind::Number => line.push_str(&pad_left(cell, *width)),
            ColumnKind::Text | ColumnKind::Date => line.push_str(&pad_right(cell, *width)),
        }
        line.push_str("  ");
    }
    line.trim_end().to_owned()
}
