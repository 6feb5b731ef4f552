//! The document itself: `word/document.xml`. The order of elements within another is the schema's; programs refuse another.

use super::super::tables::{is_right, shown};
use super::{HEAD, OFFICE, text};
use crate::report::{Block, Document, Report, Section, Sentence};
use crate::tabular::{Cell, Column, Table};
use crate::text::width;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Between the margins of an inch of a page in Letter, in twentieths of a point.
const TEXT_WIDTH: usize = 9360;

/// A character of a table's text at its widest, and what stands beside a cell's text, in twentieths of a point.
const CHARACTER: usize = 115;
const BESIDE: usize = 240;

/// The part.
pub(super) fn document(report: &Report, document: &Document, is_draft: bool) -> String {
    let mut out = format!("{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><w:body>");
    out.push_str(&paragraph("Title", "", &[(&report.heading.company, false)]));
    out.push_str(&paragraph("Heading1", "", &[(&document.title, false)]));
    for each in &document.sections {
        section(report, each, &mut out);
    }
    let header = if is_draft { "<w:headerReference w:type=\"default\" r:id=\"header\"/>" } else { "" };
    out.push_str(&format!(
        "<w:sectPr>{header}<w:footerReference w:type=\"default\" r:id=\"footer\"/>\
         <w:pgSz w:w=\"12240\" w:h=\"15840\"/>\
         <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    ));
    out
}

fn section(report: &Report, section: &Section, out: &mut String) {
    // The document's title is the heading of level 1.
    let style = if section.level <= 2 { "Heading2" } else { "Heading3" };
    out.push_str(&paragraph(style, "", &[(&section.heading, false)]));
    for block in &section.blocks {
        match block {
            Block::Paragraph(sentences) => out.push_str(&prose(sentences)),
            Block::Table(kind) => {
                shown(report, *kind).iter().for_each(|each| table(each, out));
            }
        }
    }
}

fn prose(sentences: &[Sentence]) -> String {
    let words: Vec<(String, bool)> = sentences.iter().map(|each| (each.text(), each.is_open())).collect();
    let runs: Vec<(&str, bool)> = words.iter().map(|(text, bold)| (text.as_str(), *bold)).collect();
    paragraph("Normal", "", &runs)
}

/// A paragraph of texts, each bold or not, with a blank between them.
fn paragraph(style: &str, more: &str, texts: &[(&str, bool)]) -> String {
    let mut out = format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>");
    for (number, (words, bold)) in texts.iter().enumerate() {
        let look = if *bold { "<w:rPr><w:b/><w:bCs/></w:rPr>" } else { "" };
        let blank = if number > 0 { " " } else { "" };
        let words = text(words);
        out.push_str(&format!("<w:r>{look}<w:t xml:space=\"preserve\">{blank}{words}</w:t></w:r>"));
    }
    out + "</w:p>"
}

fn table(table: &Table, out: &mut String) {
    out.push_str(&paragraph("Caption", "", &[(&table.title, false)]));
    let widths = widths(table);
    let whole: usize = widths.iter().sum();
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    ));
    widths.iter().for_each(|wide| out.push_str(&format!("<w:gridCol w:w=\"{wide}\"/>")));
    out.push_str("</w:tblGrid>");
    let headers: Vec<Cell> = table.headers().map(Cell::text).collect();
    row(table, &widths, (&headers, RowKind::Header), out);
    for cells in &table.rows {
        row(table, &widths, (cells, RowKind::Plain), out);
    }
    if let Some(cells) = &table.total {
        row(table, &widths, (cells, RowKind::Total), out);
    }
    // Else the next paragraph touches the table, and a table at the end has nothing behind it, which it must.
    out.push_str("</w:tbl>");
    out.push_str(&paragraph("TableText", "", &[]));
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// Repeats on every page.
    Header,
    Plain,
    Total,
}

fn row(table: &Table, widths: &[usize], (cells, kind): (&[Cell], RowKind), out: &mut String) {
    let repeats = if kind == RowKind::Header { "<w:tblHeader/>" } else { "" };
    out.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>"));
    for ((column, wide), cell) in table.columns.iter().zip(widths).zip(cells) {
        out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>"));
        if kind == RowKind::Header {
            out.push_str(
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/><w:vAlign w:val=\"bottom\"/>",
            );
        }
        let side = if is_right(column) { "<w:jc w:val=\"right\"/>" } else { "" };
        let words = paragraph("TableText", side, &[(&cell.words(), kind != RowKind::Plain)]);
        out.push_str(&format!("</w:tcPr>{words}</w:tc>"));
    }
    out.push_str("</w:tr>");
}

/// The width of each column: its share of the page where it has one, else as wide as its text, all of them within the page.
fn widths(table: &Table) -> Vec<usize> {
    let shares: Option<Vec<usize>> = table
        .columns
        .iter()
        .map(|column| column.percent.map(|share| usize::from(share) * TEXT_WIDTH / 100))
        .collect();
    shares.unwrap_or_else(|| {
        let wanted: Vec<usize> =
            table.columns.iter().enumerate().map(|(index, column)| wanted(table, index, column)).collect();
        let whole: usize = wanted.iter().sum();
        let fit = |wide: &usize| if whole > TEXT_WIDTH { wide * TEXT_WIDTH / whole } else { *wide };
        wanted.iter().map(fit).collect()
    })
}

fn wanted(table: &Table, index: usize, column: &Column) -> usize {
    let cells = table.lines().filter_map(|row| row.get(index)).map(|cell| width(&cell.words()));
    cells.fold(width(&column.header), usize::max) * CHARACTER + BESIDE
}
