//! A document as Markdown with pipe tables, laid out so that the source reads as well as the page.

use super::DRAFT;
use super::tables::{is_right, shown};
use crate::report::{Block, Document, Report, Section, Sentence};
use crate::tabular::{Column, Table};
use crate::text::{as_written, pad_left, pad_right, width};

/// The text of the file.
pub fn write(report: &Report, document: &Document) -> String {
    let mut out = if report.is_draft() { format!("**{}**\n\n", escape(DRAFT)) } else { String::new() };
    out.push_str(&format!("# {}\n\n**{}**\n", escape(&report.heading.company), escape(&document.title)));
    for each in &document.sections {
        section(report, each, &mut out);
    }
    out
}

fn section(report: &Report, section: &Section, out: &mut String) {
    let marks = "#".repeat(usize::from(section.level.clamp(2, 6)));
    out.push_str(&format!("\n{marks} {}\n", escape(&section.heading)));
    for block in &section.blocks {
        match block {
            Block::Paragraph(sentences) => {
                let sentences: Vec<String> = sentences.iter().map(sentence).collect();
                out.push_str(&format!("\n{}\n", sentences.join("\n")));
            }
            Block::Table(kind) => {
                shown(report, *kind).iter().for_each(|each| table(each, out));
            }
        }
    }
}

fn sentence(sentence: &Sentence) -> String {
    match sentence {
        Sentence::Computed { text, .. } | Sentence::Written { text, .. } | Sentence::Measure { text, .. } => {
            escape(text)
        }
        Sentence::Place { place, .. } => format!("**[Counsel: {}]**", escape(place)),
        Sentence::Gap { missing, .. } => format!("**[Missing: {}]**", escape(missing)),
    }
}

fn table(table: &Table, out: &mut String) {
    let headers: Vec<String> = table.headers().map(escape).collect();
    let mut rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| escape(&cell.words())).collect()).collect();
    if let Some(total) = &table.total {
        let bold = |text: String| if text.is_empty() { text } else { format!("**{text}**") };
        rows.push(total.iter().map(|cell| bold(escape(&cell.words()))).collect());
    }
    let widths = widths(&headers, &rows);
    out.push_str(&format!("\n**{}**\n\n", escape(&table.title)));
    line(table, &headers, &widths, out);
    let rules = table.columns.iter().zip(&widths).map(|(column, wide)| {
        if is_right(column) { format!("{}:", "-".repeat(wide - 1)) } else { "-".repeat(*wide) }
    });
    line(table, &rules.collect::<Vec<String>>(), &widths, out);
    for row in &rows {
        line(table, row, &widths, out);
    }
}

/// The width of each column in characters of the terminal, at least 3, which a rule needs.
fn widths(headers: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let column = |index: usize| {
        let cells = rows.iter().filter_map(move |row| row.get(index)).map(|cell| width(cell));
        cells.max().unwrap_or_default()
    };
    let widest = headers.iter().enumerate().map(|(index, header)| column(index).max(width(header)).max(3));
    widest.collect()
}

fn line(table: &Table, cells: &[String], widths: &[usize], out: &mut String) {
    let pad = |(column, (cell, wide)): (&Column, (&String, &usize))| {
        if is_right(column) { pad_left(cell, *wide) } else { pad_right(cell, *wide) }
    };
    let cells: Vec<String> = table.columns.iter().zip(cells.iter().zip(widths)).map(pad).collect();
    out.push_str(&format!("| {} |\n", cells.join(" | ")));
}

/// A text as it may leave, with what Markdown would take for marks escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in as_written(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn marks_are_escaped() {
        assert_eq!(escape("Luna | Works <b> *x*"), "Luna \\| Works \\<b\\> \\*x\\*");
    }
}
