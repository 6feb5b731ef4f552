//! Report: a preview of what would be exported, with the findings beside it.

use crate::Problem;
use crate::app::effect::Effect;
use crate::app::look::{Line, Role};
use crate::app::screen::ScreenId;
use crate::app::state::App;
use crate::checks::Severity;
use crate::domain::{StatusStyle, Workspace};
use crate::export;
use crate::query::{Column, FieldId, Head, Row};
use crate::report::{Block, Document, Report, ReportTable, Section, Sentence};
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{count, pad_left, pad_right, width};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct ReportScreen {
    /// The report, or why there is none. Computed when the screen is first shown after a change.
    pub report: Option<Result<Report, Problem>>,
    /// The report as lines.
    pub lines: Vec<Line>,
    /// The first line shown.
    pub offset: usize,
    /// Whether the findings have the keys.
    pub findings_focus: bool,
    /// The finding under the cursor.
    pub cursor: usize,
    /// How many errors and warnings there were when the report was exported, until that is said.
    pub exported_with: Option<usize>,
    /// The last line that the preview can begin with, as drawn.
    pub length: usize,
}

impl ReportScreen {
    /// Forgets what was computed: the workspace has changed.
    pub fn refresh(&mut self) {
        self.report = None;
    }

    /// Computes the preview, if that has not been done since the last change.
    pub fn prepare(&mut self, ws: &Workspace) {
        if self.report.is_none() {
            let report = Report::of(ws).map_err(Problem::from);
            self.lines = report.as_ref().map(preview).unwrap_or_default();
            self.report = Some(report);
        }
    }

    /// Moves by rows, in the preview or in the findings.
    pub fn move_by(&mut self, rows: isize, findings: usize) {
        let (at, last) = if self.findings_focus {
            (&mut self.cursor, findings.saturating_sub(1))
        } else {
            (&mut self.offset, self.length)
        };
        *at = at.saturating_add_signed(rows).min(last);
    }
}

/// The report as lines, one a paragraph; drawing wraps them.
fn preview(report: &Report) -> Vec<Line> {
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
            Sentence::Computed { .. } => Role::Text,
            Sentence::Authored { .. } => Role::Warn,
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
        let cells: Vec<String> = row.iter().map(Cell::words).collect();
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

/// Exports the report bundle.
pub fn export(app: &mut App) {
    let bundle = Report::of(&app.workspace)
        .map_err(Problem::from)
        .and_then(|report| export::bundle(&report).map_err(Problem::from));
    match bundle {
        Ok(files) => {
            app.refresh_findings();
            app.report.exported_with = Some(open_findings(app));
            app.ask(Effect::WriteReport(app.workspace.programme.year.to_string(), files));
        }
        Err(problem) => app.problem(problem),
    }
}

/// How many errors and warnings counsel should know of.
fn open_findings(app: &App) -> usize {
    app.findings.iter().filter(|finding| finding.severity != Severity::Info).count()
}

/// What is said when files were written: where, and after a report how many findings stand beside it.
#[must_use]
pub fn written(app: &mut App, place: &str) -> String {
    match app.report.exported_with.take() {
        Some(findings @ 1..) => {
            format!("{} to read first (7); written to {place}", count(findings, "finding", "findings"))
        }
        Some(0) | None => format!("written to {place}"),
    }
}

/// Exports the triage register: internal, apart from the report.
pub fn export_register(app: &mut App) {
    if let Some(dated) = app.workspace.period_end() {
        let table = export::register(&app.workspace, dated);
        write_internal(app, "triage", &table);
    }
}

/// Exports the table shown as filtered and sorted: internal.
pub fn export_table(app: &mut App) {
    let Some(dated) = app.workspace.period_end() else { return };
    if app.screen == ScreenId::Suppliers {
        let fields = app.suppliers.grid.fields();
        let heads: Vec<Head> = fields.iter().map(|field| field.head()).collect();
        let shown = app.suppliers.grid.indexes().filter_map(|index| app.suppliers.rows.get(index));
        let columns: Vec<_> = fields.iter().filter_map(|field| field.column()).collect();
        let texts = shown.map(|row| columns.iter().map(|column| (column.text)(row)).collect());
        let table = export::listing_of(("Suppliers", dated), &heads, texts);
        return write_internal(app, "suppliers", &table);
    }
    if app.screen == ScreenId::Rows {
        let fields = app.declared_rows.grid.fields();
        let heads: Vec<Head> = fields.iter().map(|field| field.head()).collect();
        let shown = app.declared_rows.grid.indexes().filter_map(|index| app.named_row(index));
        let columns: Vec<_> = fields.iter().filter_map(|field| field.column()).collect();
        let texts = shown.map(|row| columns.iter().map(|column| (column.text)(&row)).collect());
        let table = export::listing_of(("Declared rows", dated), &heads, texts);
        return write_internal(app, "rows", &table);
    }
    let fields: Vec<FieldId> = app.smelters.shown_columns().iter().map(|choice| choice.field).collect();
    let rows: Vec<&Row> = app.smelters.view.iter().filter_map(|index| app.rows.get(*index)).collect();
    let table = export::listing("Smelters", dated, &fields, &rows);
    write_internal(app, "smelters", &table);
}

/// Writes a table into `letters/`, in every format of tables.
pub fn write_internal(app: &mut App, what: &str, table: &Table) {
    let programme = &app.workspace.programme;
    let mut files = Vec::new();
    for exporter in export::EXPORTERS {
        let export::Writer::Table(write) = exporter.writer else { continue };
        let name = export::file_name((&programme.company, programme.year), what, exporter.extension);
        match write(table) {
            Ok(bytes) => files.push((name, bytes)),
            Err(error) => return app.problem(Problem::from(error)),
        }
    }
    app.ask(Effect::WriteInternal(files));
}

/// Changes the wording of statuses between the filing's and today's.
pub fn toggle_style(app: &mut App) {
    let from = app.workspace.settings.clone();
    let status_style = match from.status_style {
        StatusStyle::Filing => StatusStyle::Today,
        StatusStyle::Today => StatusStyle::Filing,
    };
    let title = match status_style {
        StatusStyle::Filing => "Report wording: Full Compliant",
        StatusStyle::Today => "Report wording: Conformant",
    };
    let to = crate::domain::Settings { status_style, ..from.clone() };
    if app.commit(title, crate::domain::Edit::ChangeSettings { from, to }) {
        app.done(title);
    }
}

/// Opens the finding under the cursor.
pub fn open(app: &mut App) {
    let jump = app.findings.get(app.report.cursor).and_then(super::overview::jump_of);
    match jump {
        Some(jump) if app.report.findings_focus => super::overview::follow(app, jump),
        Some(_) | None => app.say("Tab goes to the findings; Enter there opens the row"),
    }
}
