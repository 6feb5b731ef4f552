//! A filing as a web page (EDGAR's `.htm`): its facility tables among all others, and its prose.

mod sheets;
mod tables;
pub(super) mod tokens;

use tokens::{HtmlBlock, RawTable};

use super::cell_grid::{CellGrid, GridLayout, GridReading, metal_of_heading};
use super::filing::{Sentences, heading, period_end, stated, title};
use super::{Bytes, Draft, ImportError};
use crate::domain::{Metal, SourceKind};
use crate::text::fold;

/// How sure it is that the bytes are a web page, 0 to 100.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    let Some(text) = bytes.text() else {
        return 0;
    };
    let head: String = text.trim_start().chars().take(100_000).collect::<String>().to_ascii_lowercase();
    let tags = ["<html", "<!doctype html", "<body", "<table", "<div", "<p>"];
    if head.starts_with('<') && tags.iter().any(|tag| head.contains(tag)) { 90 } else { 0 }
}

pub use sheets::{is_frame, workbook};

/// Reads a filing's web page.
///
/// # Errors
/// When no table of it lists facilities.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    draft(file, "web page", tokens::read(bytes.text().unwrap_or_default()))
}

/// The draft of a document of paragraphs and tables, without its hash.
///
/// # Errors
/// When no table of it lists facilities.
pub(super) fn draft(file: &str, kind: &'static str, blocks: Vec<HtmlBlock>) -> Result<Draft, ImportError> {
    let document = Document::read(blocks);
    if document.list.rows.is_empty() {
        let seen = match document.tables {
            0 => "it has no tables".to_owned(),
            1 => "its 1 table has no metals and names".to_owned(),
            n => format!("none of its {n} tables has metals and names"),
        };
        return Err(ImportError::NoRows { kind, seen });
    }
    let sentences = document.sentences.finish();
    let as_of = period_end(&sentences);
    let heading = document.heading;
    Ok(Draft {
        file: file.to_owned(),
        sha256: String::new(),
        kind: SourceKind::Filing,
        title: title(heading, as_of.map(jiff::civil::Date::year)),
        as_of,
        rows: document.list.rows,
        statements: stated(&sentences),
        constraint: None,
        columns: document.list.columns,
        skipped: document.list.skipped,
        remarks: document.list.remarks,
    })
}

/// A document on its way to a draft.
#[derive(Default)]
struct Document {
    sentences: Sentences,
    list: GridReading,
    /// The heading above the first list.
    heading: Option<String>,
    tables: usize,
    /// The last short texts, the newest last, since the last list.
    above: Vec<String>,
    /// The short texts since the last table, the newest last: the next table's caption is among them.
    captions: Vec<String>,
    /// The last list's columns and metal, for tables that go on with it.
    last: Option<(GridLayout, Option<Metal>)>,
}

/// As many texts above a list are looked at for its title.
const ABOVE: usize = 6;
/// As many texts directly before a table are looked at for its metal.
const CAPTIONS: usize = 3;
/// Longer texts are no captions.
const LONGEST_CAPTION: usize = 120;

impl Document {
    fn read(blocks: Vec<HtmlBlock>) -> Self {
        let mut document = Self::default();
        for block in blocks {
            match block {
                HtmlBlock::Text(pieces) => document.text(&pieces),
                HtmlBlock::Table(table) => document.table(&table),
            }
        }
        document
    }

    fn text(&mut self, pieces: &[(u32, String)]) {
        let whole: String = pieces.iter().map(|(_, piece)| piece.as_str()).collect::<Vec<_>>().join(" ");
        self.sentences.paragraph(&whole);
        for (line, piece) in pieces {
            self.sentences.line(*line, piece);
        }
        let whole = crate::text::clean(&whole);
        if whole.len() <= LONGEST_CAPTION && !whole.is_empty() {
            self.captions.push(whole.clone());
            self.above.push(whole);
            let old = self.above.len().saturating_sub(ABOVE);
            self.above.drain(..old);
        }
    }

    fn table(&mut self, table: &RawTable) {
        self.tables += 1;
        let mut grid = tables::grid(table, self.caption());
        if grid.metal.is_none() {
            grid.metal = self.carried(table);
        }
        let Some((layout, reading)) = self.understood(&grid).filter(|(_, reading)| !reading.rows.is_empty())
        else {
            return self.as_text(table);
        };
        if self.list.rows.is_empty() {
            self.heading = heading(self.above.iter().rev().map(String::as_str));
        }
        let metal = reading.rows.last().map(|row| row.metal);
        let before = self.last.take().map(|(layout, _)| layout);
        let kept = before.filter(|before| layout.header.is_empty() && before.columns == layout.columns);
        self.last = Some((kept.unwrap_or(layout), metal));
        self.above.clear();
        self.captions.clear();
        let new = reading.columns.into_iter().filter(|pair| !self.list.columns.contains(pair));
        let new: Vec<(String, String)> = new.collect();
        self.list.columns.extend(new);
        self.list.rows.extend(reading.rows);
        self.list.skipped.extend(reading.skipped);
        self.list.remarks.extend(reading.remarks);
    }

    /// The metal that a text directly before the table names; a sentence that speaks of one is no caption.
    fn caption(&self) -> Option<Metal> {
        let nearest = self.captions.iter().rev().take(CAPTIONS);
        nearest.filter(|text| !text.ends_with(['.', ';', ',', '?'])).find_map(|text| metal_of_heading(text))
    }

    /// The last list's metal, for a table that goes on with that list: nothing but the marks of a page stands
    /// between them, and it has the same header, or none.
    fn carried(&self, table: &RawTable) -> Option<Metal> {
        let (before, metal) = self.last.as_ref()?;
        let grid = tables::grid(table, *metal);
        let same = |layout: GridLayout| layout.header.is_empty() || layout.header == before.header;
        let goes_on = self.captions.iter().all(|text| is_page_mark(text));
        (goes_on && grid.layout().is_some_and(same)).then_some(*metal).flatten()
    }

    /// A table by its own header or content; without a header, by the columns of the list that it goes on
    /// with, if it has as many.
    fn understood(&self, grid: &CellGrid) -> Option<(GridLayout, GridReading)> {
        let own = grid.layout()?;
        let width = grid.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let before = self.last.as_ref().map(|(layout, _)| layout);
        let layout = match before {
            Some(before) if own.header.is_empty() && before.columns.len() == width => before.below(),
            Some(_) | None => own,
        };
        let reading = grid.read_as(&layout);
        Some((layout, reading))
    }

    /// The text of a table that is no list: filings set prose in tables, too. What one of several cells says
    /// is the caption of no other table.
    fn as_text(&mut self, table: &RawTable) {
        let filled = || table.rows.iter().flatten().filter(|cell| !cell.text.trim().is_empty());
        for cell in filled() {
            self.text(&[(cell.line, cell.text.clone())]);
        }
        if filled().nth(1).is_some() {
            self.captions.clear();
        }
    }
}

/// What stands between the parts of a table that goes over a page: "12", "Page 3 of 10", "Gold (continued)".
fn is_page_mark(text: &str) -> bool {
    let folded = fold(text);
    let number = !text.chars().any(char::is_alphabetic);
    number || folded.starts_with("page ") || folded == "table of contents" || folded.contains("continued")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markup_is_taken_for_a_web_page() {
        let sure = |text: &str| sniff(&Bytes::recognise(text.as_bytes()).unwrap());
        assert_eq!(sure("<!DOCTYPE html><html><p>x"), 90);
        assert_eq!(sure("<DOCUMENT>\n<TYPE>SD\n<TEXT>\n<html>"), 90);
        assert_eq!(sure("Gold\tDowa <html>"), 0);
        assert_eq!(sure("<names>of things</names>"), 0);
    }
}
