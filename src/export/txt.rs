//! A document as the plain text that EDGAR takes (EDGAR Filer Manual, volume II, section 5.2.1): ASCII only, at most 80
//! characters a line and 132 in a table, tables between EDGAR's own marks, no pages.

use super::DRAFT;
use super::tables::{is_right, shown};
use crate::report::{Block, Document, Report, Section, Sentence};
use crate::tabular::{Cell, Column, Table};
use crate::text::{as_written, pad_left, pad_right};

/// The longest line of prose, and of a table.
const PROSE: usize = 80;
const TABLE: usize = 132;

/// Between two columns.
const BETWEEN: &str = "  ";

/// The text of the file.
pub fn write(report: &Report, document: &Document) -> String {
    let mut out = String::new();
    if report.is_draft() {
        out.push_str(&centred(DRAFT));
        out.push('\n');
    }
    out.push_str(&centred(&ascii(&report.heading.company).to_uppercase()));
    out.push('\n');
    out.push_str(&centred(&ascii(&document.title)));
    for each in &document.sections {
        section(report, each, &mut out);
    }
    out
}

fn section(report: &Report, section: &Section, out: &mut String) {
    out.push('\n');
    heading(section, out);
    for block in &section.blocks {
        match block {
            Block::Paragraph(sentences) => {
                let sentences: Vec<String> = sentences.iter().map(Sentence::text).collect();
                out.push_str(&format!("\n{}", filled(&ascii(&sentences.join(" ")), PROSE)));
            }
            Block::Table(kind) => {
                shown(report, *kind).iter().for_each(|each| table(each, out));
            }
        }
    }
}

/// A section in capitals, one within it underlined.
fn heading(section: &Section, out: &mut String) {
    let words = ascii(&section.heading);
    let is_within = section.level > 2;
    let lines = wrapped(&if is_within { words } else { words.to_uppercase() }, PROSE);
    for line in &lines {
        out.push_str(&format!("{line}\n"));
    }
    if is_within {
        let longest = lines.iter().map(String::len).max().unwrap_or_default();
        out.push_str(&format!("{}\n", "-".repeat(longest)));
    }
}

/// A table between EDGAR's marks: `<S>` stands over the first column, `<C>` over each other one.
fn table(table: &Table, out: &mut String) {
    let cells = |row: &[Cell]| row.iter().map(|cell| ascii(&cell.words())).collect::<Vec<String>>();
    let headers: Vec<String> = table.headers().map(ascii).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| cells(row)).collect();
    let total = table.total.as_deref().map(cells);
    let widths = widths(&headers, rows.iter().chain(&total));
    let marks: Vec<&str> = (0..widths.len()).map(|column| if column == 0 { "<S>" } else { "<C>" }).collect();
    out.push_str(&format!("\n{}\n<TABLE>\n<CAPTION>\n", filled(&ascii(&table.title), PROSE)));
    lines(table, &headers, &widths, out);
    out.push_str(&plain_line(&marks, &widths));
    rule(&widths, out);
    for row in &rows {
        lines(table, row, &widths, out);
    }
    if let Some(total) = &total {
        rule(&widths, out);
        lines(table, total, &widths, out);
    }
    out.push_str("</TABLE>\n");
}

/// The width of each column: that of its longest text, the widest made narrower until all of them fit.
fn widths<'a>(headers: &[String], rows: impl Iterator<Item = &'a Vec<String>>) -> Vec<usize> {
    // A mark needs three.
    let mut widths: Vec<usize> = headers.iter().map(|header| header.len().max(3)).collect();
    for row in rows {
        for (wide, cell) in widths.iter_mut().zip(row) {
            *wide = cell.len().max(*wide);
        }
    }
    let room = TABLE.saturating_sub(BETWEEN.len() * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let widest = widths.iter_mut().max();
        // Only more columns than a line has characters could come to nothing here.
        let Some(widest) = widest.filter(|wide| **wide > 1) else { break };
        *widest -= 1;
    }
    widths
}

fn rule(widths: &[usize], out: &mut String) {
    let rules: Vec<String> = widths.iter().map(|wide| "-".repeat(*wide)).collect();
    out.push_str(&format!("{}\n", rules.join(BETWEEN)));
}

fn plain_line(cells: &[&str], widths: &[usize]) -> String {
    let padded: Vec<String> = cells.iter().zip(widths).map(|(cell, wide)| pad_right(cell, *wide)).collect();
    format!("{}\n", padded.join(BETWEEN).trim_end())
}

/// A row, on as many lines as its longest cell needs.
fn lines(table: &Table, cells: &[String], widths: &[usize], out: &mut String) {
    let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, wide)| wrapped(cell, *wide)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let pad = |text: &str, column: &Column, wide: usize| {
        if is_right(column) { pad_left(text, wide) } else { pad_right(text, wide) }
    };
    for line in 0..height {
        let columns = table.columns.iter().zip(widths).zip(&cells);
        let texts = columns
            .map(|((column, wide), cell)| pad(cell.get(line).map_or("", String::as_str), column, *wide));
        let text = texts.collect::<Vec<String>>().join(BETWEEN);
        out.push_str(&format!("{}\n", text.trim_end()));
    }
}

fn centred(text: &str) -> String {
    let lines = wrapped(text, PROSE).into_iter();
    lines.map(|line| format!("{}{line}\n", " ".repeat(PROSE.saturating_sub(line.len()) / 2))).collect()
}

/// A text on lines that each end.
fn filled(text: &str, columns: usize) -> String {
    wrapped(text, columns).into_iter().map(|line| line + "\n").collect()
}

/// The lines of an ASCII text; a word that is longer than a line is broken.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_ascii_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => {
                let letters: Vec<char> = word.chars().collect();
                lines.extend(letters.chunks(columns.max(1)).map(|part| part.iter().collect::<String>()));
            }
        }
    }
    lines
}

/// A text as it may leave, in ASCII: other letters by those that sound alike. EDGAR takes what stands in angle brackets for a
/// mark of its own, so round ones stand for them.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in deunicode::deunicode(&as_written(text)).chars() {
        match c {
            '<' => out.push('('),
            '>' => out.push(')'),
            ' '..='~' => out.push(c),
            _ => out.push(' '),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::report::fixture;
    use crate::tabular::ColumnKind;

    #[test]
    fn foreign_letters_are_written_as_they_sound() {
        assert_eq!(
            ascii("\u{201c}S\u{f6}hne\u{201d} \u{2013} <A>\u{1b}\u{202e}\n\u{9285}"),
            "\"Sohne\" - (A) Tong"
        );
    }

    #[test]
    fn a_section_is_in_capitals_and_one_within_it_underlined() {
        let report = fixture::report(&fixture::workspace()).unwrap();
        let text = write(&report, &report.documents[0]);
        assert!(text.contains("\nSIGNATURES\n\n"), "{text}");
        assert!(text.contains("\nItem 3.01 Exhibits\n------------------\n\n"), "{text}");
    }

    #[test]
    fn a_wide_table_is_wrapped_within_its_limit_and_loses_nothing() {
        let mut wide =
            Table::new("T", date(2022, 12, 31), &[("A", ColumnKind::Text), ("N", ColumnKind::Number)]);
        wide.rows.push(vec![Cell::text("word ".repeat(60)), Cell::Number(7)]);
        wide.rows.push(vec![Cell::text("x".repeat(300)), Cell::Empty]);
        let mut out = String::new();
        table(&wide, &mut out);
        assert!(out.lines().all(|line| line.len() <= TABLE), "{out}");
        assert_eq!((out.matches("word").count(), out.matches('x').count()), (60, 300));
        assert!(
            out.lines().any(|line| line.starts_with("word") && line.len() == TABLE && line.ends_with('7'))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_line_is_ascii_and_within_its_limit(name in any::<String>(), written in any::<String>()) {
            let mut report = fixture::report(&fixture::workspace()).unwrap();
            report.heading.company.clone_from(&name);
            report.annex.rows.iter_mut().for_each(|row| row.name.clone_from(&name));
            report.documents[1].sections[0].heading.clone_from(&written);
            let text = write(&report, &report.documents[1]);
            let mut in_table = false;
            for line in text.lines() {
                in_table = (in_table || line == "<TABLE>") && line != "</TABLE>";
                prop_assert!(line.len() <= if in_table { TABLE } else { PROSE }, "{}", line);
                prop_assert!(line.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{:?}", line);
            }
            prop_assert!(!in_table);
        }
    }
}
