//! A filing as a web page (EDGAR's `.htm`): its facility tables among all others, and its prose.

mod bounded;
mod entry;
mod loose;
mod sheets;
mod tables;
pub(super) mod tokens;

use loose::{LooseList, LooseLists};
use tables::SpannedText;
use tokens::{HtmlBlock, RawTable};

use super::book::Bounds;
use super::cell_grid::{CellGrid, ColumnsTold, GridLayout, GridReading, TableHeading, metal_of_heading};
use super::filing::{Sentences, heading, period_end, stated, title};
use super::legend::Legends;
use super::merging::SourceLists;
use super::names::is_sentence;
use super::{Bytes, Draft, ImportError, NumberedRows, rows_of};
use crate::domain::{Metal, Place, SourceKind, Status};
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

/// The rows of the table in which a cell stands: of one of a filing's tables, or of a sheet that was saved as a web page.
pub fn around(text: &str, place: &Place) -> Option<NumberedRows> {
    let Place::Cell(name, _) = place else { return None };
    let is_named = |table: &RawTable| table.number.is_some_and(|number| format!("table {number}") == *name);
    let tables = tokens::read(text).ok()?.into_iter().filter_map(|block| match block {
        HtmlBlock::Table(table) => Some(table),
        HtmlBlock::Text(_) | HtmlBlock::Item(_) => None,
    });
    match tables.into_iter().find(is_named) {
        Some(table) => Some(tables::grid(&table, &mut SpannedText::default()).ok()?.rows),
        None => {
            let sheet = workbook(text).ok()?.read(name, Bounds::ALL).ok()?;
            Some(rows_of(&sheet, false, (1, sheet.last_row())))
        }
    }
}

/// Reads a filing's web page.
///
/// # Errors
/// When no table of it lists facilities.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    draft(file, "web page", tokens::read(bytes.text().unwrap_or_default())?)
}

/// The draft of a document of paragraphs and tables, without its hash.
///
/// # Errors
/// When no table of it lists facilities.
pub(super) fn draft(file: &str, kind: &'static str, blocks: Vec<HtmlBlock>) -> Result<Draft, ImportError> {
    let document = Document::read(blocks)?;
    if document.lists.is_empty() {
        let seen = match document.tables {
            0 => "it has no tables".to_owned(),
            1 => "its 1 table has no metals and names".to_owned(),
            n => format!("none of its {n} tables has metals and names"),
        };
        return Err(ImportError::NoRows { kind, seen });
    }
    Ok(document.into_draft(file))
}

impl Document {
    fn into_draft(mut self, file: &str) -> Draft {
        let sentences = self.sentences.finish();
        let as_of = period_end(&sentences);
        self.remarks.extend(self.lists.remarks());
        self.remarks.extend(self.legends.remarks());
        Draft {
            file: file.to_owned(),
            sha256: String::new(),
            kind: SourceKind::Filing,
            title: title(self.heading, as_of.map(jiff::civil::Date::year)),
            as_of,
            rows: self.lists.into_rows(),
            statements: stated(&sentences),
            constraint: None,
            columns: self.columns.told,
            skipped: self.skipped,
            remarks: self.remarks,
        }
    }
}

/// A document on its way to a draft.
#[derive(Default)]
struct Document {
    sentences: Sentences,
    lists: SourceLists,
    columns: ColumnsTold,
    skipped: Vec<(Place, String)>,
    remarks: Vec<(Place, String)>,
    legends: Legends,
    loose: LooseLists,
    /// The heading above the first list.
    heading: Option<String>,
    /// The heading that was read last.
    last_heading: Option<String>,
    tables: usize,
    /// The last short texts, the newest last, since the last list.
    above: Vec<String>,
    /// The texts since the last table, the newest last: the next table's caption is among them.
    captions: Vec<String>,
    /// The last list, for tables that go on with it.
    last: Option<LastList>,
    spans: SpannedText,
}

/// How a list ended.
#[derive(Debug, Clone)]
struct LastList {
    layout: GridLayout,
    metal: Option<Metal>,
    status: Option<Status>,
}

/// As many texts above a list are looked at for its title.
const ABOVE: usize = 6;
/// As many texts directly before a table are looked at for its metal.
const CAPTIONS: usize = 3;
/// Longer texts are no captions.
const LONGEST_CAPTION: usize = 120;

impl Document {
    fn read(blocks: Vec<HtmlBlock>) -> Result<Self, ImportError> {
        let mut document = Self::default();
        for block in blocks {
            match block {
                HtmlBlock::Text(pieces) => document.paragraph(&pieces, false),
                HtmlBlock::Item(pieces) => document.paragraph(&pieces, true),
                HtmlBlock::Table(table) => document.table(&table)?,
            }
        }
        let last = document.loose.end();
        document.loose_list(last);
        Ok(document)
    }

    fn paragraph(&mut self, pieces: &[(u32, String)], in_bullets: bool) {
        let ended = self.loose.text(pieces, in_bullets);
        self.loose_list(ended);
        self.text(pieces);
    }

    /// Takes a list that is no table.
    fn loose_list(&mut self, list: LooseList) {
        if !list.rows.is_empty() {
            if self.lists.is_empty() {
                self.heading = self.last_heading.clone();
            }
            self.lists.end();
            self.last = None;
        }
        list.rows.into_iter().for_each(|row| self.lists.push(row));
        self.skipped.extend(list.skipped);
    }

    fn text(&mut self, pieces: &[(u32, String)]) {
        let whole: String = pieces.iter().map(|(_, piece)| piece.as_str()).collect::<Vec<_>>().join(" ");
        self.sentences.paragraph(&whole);
        for (line, piece) in pieces {
            self.sentences.line(*line, piece);
        }
        self.legends.text(&whole);
        let whole = crate::text::clean(&whole);
        if !whole.is_empty() {
            self.captions.push(whole.clone());
        }
        if whole.len() <= LONGEST_CAPTION && !whole.is_empty() {
            self.last_heading = heading(std::iter::once(whole.as_str())).or(self.last_heading.take());
            self.above.push(whole);
            let old = self.above.len().saturating_sub(ABOVE);
            self.above.drain(..old);
        }
    }

    fn table(&mut self, table: &RawTable) -> Result<(), ImportError> {
        let ended = self.loose.end();
        self.loose_list(ended);
        self.tables += 1;
        let mut grid = tables::grid(table, &mut self.spans)?;
        let goes_on = self.goes_on(&grid);
        if goes_on {
            let (metal, status) = self.caption();
            let last = self.last.as_ref();
            grid.metal = metal.or(last.and_then(|list| list.metal));
            grid.status = status.or(last.and_then(|list| list.status));
        } else {
            (grid.metal, grid.status) = self.caption();
        }
        match self.understood(&grid).filter(|(_, reading)| !reading.rows.is_empty()) {
            Some((layout, reading)) => self.list(layout, reading, goes_on),
            None => self.as_text(table),
        }
        Ok(())
    }

    fn list(&mut self, layout: GridLayout, reading: GridReading, goes_on: bool) {
        if self.lists.is_empty() {
            self.heading = heading(self.above.iter().rev().map(String::as_str));
        }
        if !goes_on {
            self.lists.end();
        }
        let metal = reading.rows.last().map(|row| row.metal).filter(|_| !layout.marks_metals());
        let status = reading.status_at_end;
        let before = self.last.take().map(|last| last.layout);
        let kept = before.filter(|before| layout.header.is_empty() && before.columns == layout.columns);
        self.last = Some(LastList { layout: kept.unwrap_or(layout), metal, status });
        self.above.clear();
        self.captions.clear();
        self.columns.extend(reading.columns);
        reading.rows.into_iter().for_each(|row| self.lists.push(row));
        reading.notes.iter().for_each(|note| self.legends.text(note));
        self.legends.marked(reading.marked);
        self.legends.status_marked(reading.status_marked);
        self.skipped.extend(reading.skipped);
        self.remarks.extend(reading.remarks);
    }

    /// The metal and the status that texts directly before the table name; a sentence that speaks of one is no caption.
    fn caption(&self) -> (Option<Metal>, Option<Status>) {
        let short = || self.captions.iter().rev().filter(|text| text.len() <= LONGEST_CAPTION);
        let nearest = || short().take(CAPTIONS);
        let headings = || nearest().filter_map(|text| TableHeading::of(text));
        let own =
            |heading: TableHeading| heading.metals.first().copied().filter(|_| heading.metals.len() == 1);
        let named = || {
            let texts = nearest().filter(|text| !text.ends_with(['.', ';', ',', '?']));
            texts.into_iter().find_map(|text| metal_of_heading(text))
        };
        (headings().find_map(own).or_else(named), headings().find_map(|heading| heading.status))
    }

    /// Whether a table goes on with the last list: nothing but the marks of a page stands between them, and it has the same
    /// header, or none.
    fn goes_on(&self, grid: &CellGrid) -> bool {
        let Some(last) = &self.last else { return false };
        let grid = CellGrid { metal: last.metal, ..grid.clone() };
        let same = |layout: GridLayout| layout.header.is_empty() || layout.header == last.layout.header;
        self.captions.iter().all(|text| is_page_mark(text)) && grid.layout().is_some_and(same)
    }

    /// A table by its own header or content; without a header, by the columns of the list that it goes on
    /// with, if it has as many.
    fn understood(&self, grid: &CellGrid) -> Option<(GridLayout, GridReading)> {
        let own = grid.layout()?;
        let width = grid.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let before = self.last.as_ref().map(|last| &last.layout);
        match before {
            Some(before) if own.header.is_empty() && before.columns.len() == width => {
                let layout = before.below();
                let reading = grid.read_as(&layout);
                Some((layout, reading))
            }
            Some(_) | None => grid.read().map(|reading| (own, reading)),
        }
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
    let goes_on =
        ["continued", "cont d", "cont"].iter().any(|end| folded.ends_with(end)) && !is_sentence(text);
    let short = text.len() <= LONGEST_CAPTION;
    short && (number || folded.starts_with("page ") || folded == "table of contents" || goes_on)
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
