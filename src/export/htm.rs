//! A document as HTML within the subset that EDGAR takes: plain tags, ASCII only, nothing active.

use super::DRAFT;
use super::tables::{is_right, shown};
use crate::report::{Block, Document, Report, Section, Sentence};
use crate::tabular::{Cell, Column, Table};
use crate::text::as_written;

/// The text of the file.
pub fn write(report: &Report, document: &Document) -> String {
    let company = escape(&report.heading.company);
    let title = escape(&document.title);
    let mut out = String::from("<html>\n<head>\n");
    out.push_str(&format!("<title>{company} - {title}</title>\n</head>\n<body bgcolor=\"#FFFFFF\">\n"));
    if report.is_draft() {
        out.push_str(&format!("<p align=\"center\"><b>{}</b></p>\n", escape(DRAFT)));
    }
    out.push_str(&format!("<h1 align=\"center\">{company}</h1>\n<h2 align=\"center\">{title}</h2>\n<hr>\n"));
    for each in &document.sections {
        section(report, each, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn section(report: &Report, section: &Section, out: &mut String) {
    // The document's title has the two topmost levels.
    let level = section.level.saturating_add(1).clamp(3, 6);
    out.push_str(&format!("<h{level}>{}</h{level}>\n", escape(&section.heading)));
    for block in &section.blocks {
        match block {
            Block::Paragraph(sentences) => {
                let sentences: Vec<String> = sentences.iter().map(sentence).collect();
                out.push_str(&format!("<p>{}</p>\n", sentences.join("\n")));
            }
            Block::Table(kind) => {
                shown(report, *kind).iter().for_each(|each| table(each, out));
            }
        }
    }
}

fn sentence(sentence: &Sentence) -> String {
    let text = escape(&sentence.text());
    if sentence.is_open() { format!("<b>{text}</b>") } else { text }
}

fn table(table: &Table, out: &mut String) {
    out.push_str(&format!("<p><b>{}</b></p>\n", escape(&table.title)));
    let wide =
        if table.columns.iter().all(|column| column.percent.is_some()) { " width=\"100%\"" } else { "" };
    out.push_str(&format!("<table border=\"1\" cellpadding=\"3\" cellspacing=\"0\"{wide}>\n"));
    out.push_str("<tr bgcolor=\"#EEEEEE\" valign=\"bottom\">");
    for column in &table.columns {
        let width = column.percent.map_or(String::new(), |percent| format!(" width=\"{percent}%\""));
        out.push_str(&format!("<th align=\"{}\"{width}>{}</th>", align(column), escape(&column.header)));
    }
    out.push_str("</tr>\n");
    for cells in &table.rows {
        row(table, cells, false, out);
    }
    if let Some(cells) = &table.total {
        row(table, cells, true, out);
    }
    out.push_str("</table>\n");
}

fn row(table: &Table, cells: &[Cell], bold: bool, out: &mut String) {
    out.push_str("<tr>");
    for (column, cell) in table.columns.iter().zip(cells) {
        let text = match cell {
            // A cell without content loses its border in some browsers.
            Cell::Empty => "&#160;".to_owned(),
            Cell::Text(_) | Cell::Lines(_) | Cell::Number(_) | Cell::Date(_) => escape(&cell.words()),
        };
        let text = if bold { format!("<b>{text}</b>") } else { text };
        out.push_str(&format!("<td align=\"{}\" valign=\"top\">{text}</td>", align(column)));
    }
    out.push_str("</tr>\n");
}

fn align(column: &Column) -> &'static str {
    if is_right(column) { "right" } else { "left" }
}

/// A text as it may leave, in ASCII: everything else, and what HTML reserves, as numeric entities.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in as_written(text).chars() {
        match c {
            '&' | '<' | '>' | '"' => out.push_str(&format!("&#{};", u32::from(c))),
            _ if c.is_ascii() => out.push(c),
            _ => out.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_and_foreign_letters_become_entities() {
        assert_eq!(
            escape("<A> & \"S\u{f6}hne\" \u{2019}\u{9285}"),
            "&#60;A&#62; &#38; &#34;S&#246;hne&#34; &#8217;&#37509;"
        );
        assert_eq!(escape("a\u{1b}\u{7f}\u{202e}b\nc"), "ab c");
    }
}
