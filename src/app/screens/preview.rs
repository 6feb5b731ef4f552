//! The report as lines, with the places in it that lead further: a figure to the rows behind it, the company's own words to where
//! they are said.

use crate::app::look::{Line, Role};
use crate::domain::{FactKey, MeasureId, OecdStep, Status};
use crate::export;
use crate::report::{
    ANNEX_METALS, Block, Document, Figure, FigureKey, InquiryKey, Report, ReportTable, Section, Sentence,
};
use crate::tabular::{ColumnKind, Table};
use crate::text::{pad_left, pad_right, width};

/// What a place in the preview leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StopAt {
    Figure(FigureKey),
    Fact(FactKey),
    /// A measure of the register of due diligence.
    Measure(MeasureId),
    /// What a step of it lacks.
    Step(OecdStep),
}

/// A place in the preview that leads further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The index of its line.
    pub line: usize,
    /// The index of its piece in that line.
    pub piece: usize,
    pub at: StopAt,
}

/// The report as lines, one a paragraph; drawing wraps them.
#[derive(Debug, Clone, Default)]
pub struct ReportPreview {
    pub lines: Vec<Line>,
    /// In the order of the lines.
    pub stops: Vec<Stop>,
}

impl ReportPreview {
    pub fn of(report: &Report) -> Self {
        let mut preview = Self::default();
        for document in &report.documents {
            preview.document(report, document);
        }
        preview
    }

    /// The lines with one stop marked.
    pub fn marked(&self, stop: Option<&Stop>) -> Vec<Line> {
        let mut lines = self.lines.clone();
        let piece = stop.and_then(|stop| lines.get_mut(stop.line)?.pieces.get_mut(stop.piece));
        if let Some(piece) = piece {
            piece.role = Role::Accent;
        }
        lines
    }

    fn document(&mut self, report: &Report, document: &Document) {
        self.lines.push(Line::of(document.title.clone(), Role::Title));
        self.lines.push(Line::new());
        for section in &document.sections {
            self.section(report, section);
        }
    }

    fn section(&mut self, report: &Report, section: &Section) {
        let role = if section.level <= 2 { Role::Strong } else { Role::Heading };
        self.lines.push(Line::of(section.heading.clone(), role));
        for block in &section.blocks {
            match block {
                Block::Paragraph(sentences) => self.paragraph(report, sentences),
                Block::Table(table) => self.table(report, *table),
            }
            self.lines.push(Line::new());
        }
    }

    /// The program's and the company's sentences plainly, places and gaps marked.
    fn paragraph(&mut self, report: &Report, sentences: &[Sentence]) {
        let mut line = Line::new();
        for sentence in sentences {
            if !line.pieces.is_empty() {
                line.push(" ", Role::Text);
            }
            let (at, piece) = (self.lines.len(), line.pieces.len());
            self.stops.extend(stops(report, sentence).into_iter().map(|stop| Stop {
                line: at,
                piece,
                at: stop,
            }));
            let role = match sentence {
                Sentence::Computed { .. } | Sentence::Written { .. } | Sentence::Measure { .. } => Role::Text,
                Sentence::Place { .. } | Sentence::Gap { .. } => Role::Warn,
            };
            line.push(sentence.text(), role);
        }
        self.lines.push(line);
    }

    /// Tables with their columns aligned, numbers on the right.
    fn table(&mut self, report: &Report, which: ReportTable) {
        export::shown(report, which).iter().for_each(|table| self.one_table(report, which, table));
    }

    fn one_table(&mut self, report: &Report, which: ReportTable, table: &Table) {
        let widths: Vec<usize> = (0..table.columns.len()).map(|column| column_width(table, column)).collect();
        let heads: Vec<String> = table.headers().map(str::to_owned).collect();
        self.lines.push(Line::of(aligned(&heads, &widths, table), Role::Heading));
        for (row, cells) in table.lines().enumerate() {
            let cells: Vec<String> = cells.iter().map(crate::tabular::Cell::words).collect();
            let line = self.lines.len();
            let stop = |key| Stop { line, piece: 0, at: StopAt::Figure(key) };
            self.stops.extend(figures_of_row(report, which, row).into_iter().map(stop));
            self.lines.push(Line::of(aligned(&cells, &widths, table), Role::Text));
        }
    }
}

/// What a sentence leads to: the figures that it states, or the fact that holds it.
fn stops(report: &Report, sentence: &Sentence) -> Vec<StopAt> {
    match sentence {
        Sentence::Computed { text, from } => {
            let used = |figure: &&Figure| from.iter().any(|name| names(name, &figure.key));
            let figures = report.figures.all.iter().filter(used).filter(|figure| states(text, figure.value));
            figures.map(|figure| StopAt::Figure(figure.key.clone())).collect()
        }
        Sentence::Written { fact, .. } | Sentence::Place { fact, .. } => vec![StopAt::Fact(fact.clone())],
        Sentence::Measure { id, .. } => vec![StopAt::Measure(id.clone())],
        Sentence::Gap { fact, step, .. } => {
            fact.iter().cloned().map(StopAt::Fact).chain(step.map(StopAt::Step)).collect()
        }
    }
}

/// Whether a value of a sentence is a figure, or is made of several.
fn names(value: &str, key: &FigureKey) -> bool {
    let is_of_several =
        |(name, of): (&str, fn(&InquiryKey) -> bool)| value == name && key.inquiry().is_some_and(of);
    value == key.name()
        || is_of_several(("versions", |key| matches!(key, InquiryKey::Version(_))))
        || is_of_several(("disposed_of", |key| matches!(key, InquiryKey::Disposed(Some(_)))))
}

/// Whether a text has the number by itself: not as part of a longer one.
fn states(text: &str, number: usize) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .any(|word| word.trim_end_matches('.') == number.to_string())
}

/// The figures that a row of a table shows.
fn figures_of_row(report: &Report, table: ReportTable, row: usize) -> Vec<FigureKey> {
    let place = |row| report.figures.places().nth(row).map(|(_, figure)| figure.key.clone());
    match table {
        ReportTable::MetalByStatus => match ANNEX_METALS.get(row) {
            Some(metal) => {
                let statuses = Status::ALL.map(|status| FigureKey::MetalStatus(*metal, status));
                let shown = statuses.into_iter().filter(|key| report.figures.value(key) > 0);
                shown.chain([FigureKey::Metal(*metal)]).collect()
            }
            None => {
                let statuses = Status::ALL.map(FigureKey::Status).into_iter();
                let shown = statuses.filter(|key| report.figures.value(key) > 0);
                shown.chain([FigureKey::Facilities]).collect()
            }
        },
        ReportTable::Countries => place(row).into_iter().collect(),
        ReportTable::Annex(_) => Vec::new(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_number_of_the_inquiry_leads_to_its_figure() {
        let report = fixture::report_with(&fixture::workspace(), &fixture::inquiry()).unwrap();
        let preview = ReportPreview::of(&report);
        let leads = |key: InquiryKey| {
            let at = StopAt::Figure(FigureKey::Inquiry(key));
            let stop = preview.stops.iter().find(|stop| stop.at == at)?;
            Some(preview.lines[stop.line].pieces[stop.piece].text.clone())
        };
        for key in [InquiryKey::Asked, InquiryKey::Answered, InquiryKey::Accepted, InquiryKey::Declarations] {
            let value = fixture::inquiry().value(&key).unwrap();
            let text = leads(key.clone()).unwrap_or_else(|| panic!("{key:?}"));
            assert!(states(&text, value), "{key:?} {text}");
        }
        assert!(preview.stops.is_sorted_by_key(|stop| stop.line));
    }

    #[test]
    fn a_number_is_stated_by_itself() {
        assert!(states("Of these, 6 (85.7%) answered.", 6) && states("there are 6.", 6));
        assert!(!states("16 of 60 and 6.5", 6));
    }
}
