//! A text with pipe tables (Markdown): read as a web page's paragraphs and tables are.

use super::html::{self, tokens};
use super::{Bytes, Draft, ImportError};
use crate::import::columns::MAX_COLUMNS;
use tokens::{HtmlBlock, MOST_CELLS, RawCell, RawTable};

/// As much of the text is looked at to know its kind, in characters.
const HEAD: usize = 200_000;

/// How sure it is that the bytes are a text with pipe tables, 0 to 100.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    let Some(text) = bytes.text() else {
        return 0;
    };
    let head: String = text.chars().take(HEAD).collect();
    let tables = head.lines().zip(head.lines().skip(1)).any(|(header, rule)| begins(header, Some(rule)));
    if tables { 85 } else { 0 }
}

/// Reads a text with pipe tables.
///
/// # Errors
/// When no table of it lists facilities.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    super::plain::check_length(bytes)?;
    html::draft(file, "text", blocks(bytes.text().unwrap_or_default()))
}

/// Whether a table begins with this line: a rule follows it.
fn begins(line: &str, next: Option<&str>) -> bool {
    line.contains('|') && !is_rule(line) && next.is_some_and(is_rule)
}

/// The line between header and rows: `| --- | :-: |`.
fn is_rule(line: &str) -> bool {
    let of_rule = |c: char| matches!(c, '|' | '-' | ':') || c.is_whitespace();
    line.contains('|') && line.contains('-') && line.chars().all(of_rule)
}

/// The paragraphs and tables of a text, in its order.
pub fn blocks(text: &str) -> Vec<HtmlBlock> {
    let mut builder = Builder::default();
    let mut lines = (1_u32..).zip(text.lines()).peekable();
    while let Some((number, line)) = lines.next() {
        if builder.table.is_none() && begins(line, lines.peek().map(|(_, next)| *next)) {
            builder.open();
        }
        builder.line(number, line);
    }
    builder.close();
    builder.blocks
}

#[derive(Default)]
struct Builder {
    blocks: Vec<HtmlBlock>,
    paragraph: Vec<(u32, String)>,
    /// Whether the paragraph is an entry of a list.
    in_item: bool,
    table: Option<RawTable>,
    cells: usize,
}

impl Builder {
    fn open(&mut self) {
        self.close();
        self.table = Some(RawTable::default());
    }

    /// Ends the table or paragraph that is open.
    fn close(&mut self) {
        self.blocks.extend(self.table.take().map(HtmlBlock::Table));
        let paragraph = std::mem::take(&mut self.paragraph);
        let block = if self.in_item { HtmlBlock::Item } else { HtmlBlock::Text };
        self.blocks.extend((!paragraph.is_empty()).then(|| block(paragraph)));
    }

    fn line(&mut self, number: u32, line: &str) {
        if self.table.is_some() && !line.contains('|') {
            self.close();
        }
        if let Some(table) = &mut self.table {
            let row = if is_rule(line) || self.cells > MOST_CELLS { Vec::new() } else { row(number, line) };
            self.cells += row.len();
            table.rows.extend((!row.is_empty()).then_some(row));
            return;
        }
        let heading = line.starts_with('#');
        let item = is_item(line);
        if heading || item || line.trim().is_empty() {
            self.close();
            self.in_item = item;
        }
        let text = plain(line.trim_start_matches('#').trim());
        if !text.is_empty() {
            self.paragraph.push((number, text));
        }
        if heading {
            self.close();
        }
    }
}

/// Whether a line begins an entry of a list: "- one", "* one", "1. one".
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.split_once(['.', ')']).filter(|(number, _)| !number.is_empty() && number.len() <= 4);
    let numbered = number
        .is_some_and(|(number, rest)| rest.starts_with(' ') && number.bytes().all(|b| b.is_ascii_digit()));
    numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}

/// The cells of a row: between bars that are not escaped; those at its ends enclose it.
fn row(number: u32, line: &str) -> Vec<RawCell> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut texts = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            texts.push(String::new());
        } else if let Some(text) = texts.last_mut() {
            text.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if texts.last().is_some_and(|text| text.trim().is_empty()) {
        texts.pop();
    }
    let cell = |text: String| RawCell { line: number, text: plain(text.trim()), columns: 1, rows: 1 };
    texts.into_iter().take(MAX_COLUMNS).map(cell).collect()
}

/// A text without Markdown's marks: asterisks and backquotes that are not escaped, and escapes.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next_if(char::is_ascii_punctuation) {
                Some(escaped) => out.push(escaped),
                None => out.push(c),
            },
            '*' | '`' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_paragraphs_come_in_order_with_their_lines() {
        let text = "# Annex\nOne\ntwo\n\n**Gold (1)**\n\n| No. | Name |\n| --: | --- |\n| 1 | A \\| B\\*C |\nafter | it\n";
        let blocks = blocks(text);
        let piece = |line: u32, text: &str| (line, text.to_owned());
        assert_eq!(blocks[0], HtmlBlock::Text(vec![piece(1, "Annex")]));
        assert_eq!(blocks[1], HtmlBlock::Text(vec![piece(2, "One"), piece(3, "two")]));
        assert_eq!(blocks[2], HtmlBlock::Text(vec![piece(5, "Gold (1)")]));
        let HtmlBlock::Table(table) = &blocks[3] else { panic!("no table") };
        let cells: Vec<Vec<&str>> =
            table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(cells, [["No.", "Name"], ["1", "A | B*C"], ["after", "it"]]);
    }

    #[test]
    fn only_a_text_with_a_rule_below_a_header_is_taken_for_one() {
        let sure = |text: &str| sniff(&Bytes::recognise(text.as_bytes()).unwrap());
        assert_eq!(sure("Metal | Name\n--- | ---\nGold | Dowa"), 85);
        assert_eq!(sure("Metal|Name\nGold|Dowa"), 0);
        assert_eq!(sure("Prose\n-----\nmore"), 0);
    }
}
