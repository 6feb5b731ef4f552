//! A sheet and the shared strings as XML.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{CellContent, DemoSheet, DemoValue};
use crate::domain::cmrt::column_letters;

/// The shared strings of a workbook: every text once, in the order of its first use.
#[derive(Default)]
pub(super) struct StringTable {
    numbers: BTreeMap<String, usize>,
    order: Vec<String>,
    uses: usize,
}

impl StringTable {
    fn number(&mut self, text: &str) -> usize {
        self.uses += 1;
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.order.len();
        self.numbers.insert(text.to_owned(), number);
        self.order.push(text.to_owned());
        number
    }

    pub(super) fn part(&self) -> String {
        let mut out = format!(
            "{}<sst xmlns=\"{}\" count=\"{}\" uniqueCount=\"{}\">",
            super::parts::HEAD,
            super::parts::MAIN,
            self.uses,
            self.order.len()
        );
        for text in &self.order {
            let _ = write!(out, "<si><t xml:space=\"preserve\">{}</t></si>", escaped(text));
        }
        out + "</sst>"
    }
}

/// Text as XML has it; characters that XML does not know are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The part of a sheet.
pub(super) fn sheet(sheet: &DemoSheet, strings: &mut StringTable) -> String {
    let mut out = format!("{}<worksheet xmlns=\"{}\">", super::parts::HEAD, super::parts::MAIN);
    if !sheet.widths.is_empty() {
        out.push_str("<cols>");
        for (col, width) in &sheet.widths {
            let _ = write!(out, "<col min=\"{col}\" max=\"{col}\" width=\"{width}\" customWidth=\"1\"/>");
        }
        out.push_str("</cols>");
    }
    out.push_str("<sheetData>");
    let mut open = 0;
    for (cell, content) in &sheet.cells {
        if cell.row != open {
            out.push_str(if open == 0 { "" } else { "</row>" });
            let _ = write!(out, "<row r=\"{}\">", cell.row);
            open = cell.row;
        }
        let _ = write!(out, "<c r=\"{}{}\"", column_letters(cell.col), cell.row);
        content_of(content, &mut out, strings);
    }
    out.push_str(if open == 0 { "" } else { "</row>" });
    out.push_str("</sheetData>");
    if !sheet.merged.is_empty() {
        let _ = write!(out, "<mergeCells count=\"{}\">", sheet.merged.len());
        for block in &sheet.merged {
            let _ = write!(out, "<mergeCell ref=\"{block}\"/>");
        }
        out.push_str("</mergeCells>");
    }
    out + "</worksheet>"
}

/// What follows a cell's address: its style, type, formula and value.
fn content_of(content: &CellContent, out: &mut String, strings: &mut StringTable) {
    let style = content.look as u8;
    if style != 0 {
        let _ = write!(out, " s=\"{style}\"");
    }
    let kind = match (&content.value, &content.formula) {
        (Some(DemoValue::Text(_)), Some(_)) => " t=\"str\"",
        (Some(DemoValue::Text(_)), None) => " t=\"s\"",
        (Some(DemoValue::Error(_)), _) => " t=\"e\"",
        (Some(DemoValue::Number(_)) | None, _) => "",
    };
    out.push_str(kind);
    out.push('>');
    if let Some(formula) = &content.formula {
        let _ = write!(out, "<f>{}</f>", escaped(formula));
    }
    let _ = match (&content.value, &content.formula) {
        (Some(DemoValue::Text(text)), Some(_)) => write!(out, "<v>{}</v>", escaped(text)),
        (Some(DemoValue::Text(text)), None) => write!(out, "<v>{}</v>", strings.number(text)),
        (Some(DemoValue::Number(number)), _) => write!(out, "<v>{number}</v>"),
        (Some(DemoValue::Error(error)), _) => write!(out, "<v>{error}</v>"),
        (None, _) => Ok(()),
    };
    out.push_str("</c>");
}
