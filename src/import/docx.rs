//! A Word document (`.docx`) as paragraphs and tables, in its order. A place in it is a paragraph, counted from 1 with those
//! in tables, as Word counts them.

use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::ImportError;
use super::book::{BookError, Package, Xml, XmlPiece, attribute};
use super::html::tokens::{HtmlBlock, RawCell, RawTable};

/// The part that holds a document's text.
const PART: &str = "word/document.xml";
/// The longest text part that is read, in bytes: a filing's is a tenth of it.
const MOST: u64 = 16 << 20;
/// More rows and cells than all tables of a filing have together.
const MOST_CELLS: usize = 200_000;
/// What it is called in messages.
pub const KIND: &str = "Word document";

/// Whether bytes are a Word document.
pub fn is_document(raw: &[u8]) -> bool {
    super::book::is_packed(raw) && Package::open(Cow::Borrowed(raw)).is_ok_and(|package| package.has(PART))
}

/// Reads a document.
///
/// # Errors
/// When it is damaged, or holds more than is read.
pub fn blocks(raw: &[u8]) -> Result<Vec<HtmlBlock>, ImportError> {
    let read = || {
        let text = Package::open(Cow::Borrowed(raw))?.text_within(PART, MOST)?;
        Reader::new(Xml::new(&text, PART)).read()
    };
    read().map_err(in_words)
}

/// What is wrong with a document, in words that do not call it a workbook.
fn in_words(error: BookError) -> ImportError {
    match error {
        BookError::TooLarge { what, .. } => ImportError::TooMuch { kind: KIND, what },
        BookError::Damaged { reason, .. } => ImportError::Broken { kind: KIND, reason },
        BookError::NotAWorkbook { .. }
        | BookError::PasswordNeeded
        | BookError::WrongPassword
        | BookError::Encryption(_)
        | BookError::NoSheet(_) => ImportError::Book(error),
    }
}

/// A table that is open: a cell of it may be too.
#[derive(Default)]
struct OpenTable {
    table: RawTable,
    cell: Option<RawCell>,
}

struct Reader<'a> {
    xml: Xml<'a>,
    blocks: Vec<HtmlBlock>,
    paragraph: String,
    /// How many paragraphs have begun.
    begun: u32,
    /// Whether the open paragraph is an entry of a list.
    in_item: bool,
    tables: Vec<OpenTable>,
    numbered: usize,
    cells: usize,
}

impl<'a> Reader<'a> {
    fn new(xml: Xml<'a>) -> Self {
        let (paragraph, blocks, tables) = (String::new(), Vec::new(), Vec::new());
        Self { xml, blocks, paragraph, begun: 0, in_item: false, tables, numbered: 0, cells: 0 }
    }

    fn read(mut self) -> Result<Vec<HtmlBlock>, BookError> {
        loop {
            match self.xml.next()? {
                XmlPiece::Open(tag) => self.open(&tag)?,
                XmlPiece::Close(tag) => self.close(tag.local_name().into_inner()),
                XmlPiece::Text(_) => {}
                XmlPiece::End => break,
            }
        }
        self.end_paragraph();
        Ok(self.blocks)
    }

    /// What was deleted or moved away is no text of the document any more; of alternatives, the first is read.
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), BookError> {
        match tag.local_name().into_inner() {
            "p" => {
                self.end_paragraph();
                self.begun = self.begun.saturating_add(1);
            }
            "t" => self.xml.text_into(&mut self.paragraph)?,
            "tab" | "br" | "cr" => self.paragraph.push(' '),
            "noBreakHyphen" => self.paragraph.push('-'),
            "numPr" => self.in_item = true,
            "del" | "moveFrom" | "Fallback" | "instrText" => self.xml.skip()?,
            "tbl" => self.open_table(),
            "tr" => {
                self.count_cell()?;
                if let Some(open) = self.tables.last_mut() {
                    open.table.rows.push(Vec::new());
                }
            }
            "tc" => {
                self.count_cell()?;
                self.open_cell();
            }
            "gridSpan" => self.span(attribute(tag, "val").and_then(|value| value.parse().ok())),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "tc" => {
                self.end_paragraph();
                self.end_cell();
            }
            "tbl" => self.close_table(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let in_item = std::mem::take(&mut self.in_item);
        if text.trim().is_empty() {
            return;
        }
        if let Some(cell) = self.tables.last_mut().and_then(|open| open.cell.as_mut()) {
            if !cell.text.is_empty() {
                cell.text.push(' ');
            }
            cell.text.push_str(text.trim());
        } else {
            let block = if in_item { HtmlBlock::Item } else { HtmlBlock::Text };
            self.blocks.push(block(vec![(self.begun, text)]));
        }
    }

    /// A table within a cell is text of that cell.
    fn open_table(&mut self) {
        self.end_paragraph();
        self.numbered += 1;
        let table = RawTable { number: Some(self.numbered), rows: Vec::new() };
        self.tables.push(OpenTable { table, cell: None });
    }

    fn close_table(&mut self) {
        self.end_paragraph();
        self.end_cell();
        let Some(OpenTable { table, .. }) = self.tables.pop() else { return };
        match self.tables.last_mut().and_then(|open| open.cell.as_mut()) {
            Some(outer) => {
                for cell in table.rows.iter().flatten() {
                    outer.text.push(' ');
                    outer.text.push_str(&cell.text);
                }
            }
            None => self.blocks.push(HtmlBlock::Table(table)),
        }
    }

    fn count_cell(&mut self) -> Result<(), BookError> {
        self.cells += 1;
        let what = || format!("its tables have more than {MOST_CELLS} rows and cells");
        let too_large = || BookError::TooLarge { place: PART.to_owned(), what: what() };
        if self.cells > MOST_CELLS { Err(too_large()) } else { Ok(()) }
    }

    fn open_cell(&mut self) {
        self.end_cell();
        if let Some(open) = self.tables.last_mut()
            && self.cells < MOST_CELLS
        {
            self.cells += 1;
            open.cell = Some(RawCell {
                line: self.begun.saturating_add(1),
                text: String::new(),
                columns: 1,
                rows: 1,
            });
        }
    }

    fn end_cell(&mut self) {
        if let Some(open) = self.tables.last_mut()
            && let (Some(cell), Some(row)) = (open.cell.take(), open.table.rows.last_mut())
        {
            row.push(cell);
        }
    }

    fn span(&mut self, columns: Option<usize>) {
        if let Some(cell) = self.tables.last_mut().and_then(|open| open.cell.as_mut()) {
            cell.columns = columns.unwrap_or(1).clamp(1, 64);
        }
    }
}

#[cfg(test)]
pub mod tests {
    use std::io::Write;

    use super::*;

    /// An archive with one part.
    pub fn packed(body: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file(PART, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(body.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    /// A document with this body.
    pub fn document(body: &str) -> Vec<u8> {
        packed(&format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"))
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn paragraphs_and_tables_come_in_order_and_what_was_deleted_does_not() {
        let cells = |texts: &[&str]| {
            let cells: String =
                texts.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(text))).collect();
            format!("<w:tr>{cells}</w:tr>")
        };
        let body = format!(
            "{}<w:p/><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>\
             <w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p><w:tbl>{}{}</w:tbl>{}",
            paragraph("Head &amp; all"),
            cells(&["Metal", "Name"]),
            cells(&["Gold", "A"]),
            paragraph("after")
        );
        let raw = document(&body);
        assert!(is_document(&raw));
        let blocks = blocks(&raw).unwrap();
        assert_eq!(blocks[0], HtmlBlock::Text(vec![(1, "Head & all".to_owned())]));
        assert_eq!(blocks[1], HtmlBlock::Item(vec![(3, "one two".to_owned())]));
        let HtmlBlock::Table(table) = &blocks[2] else { panic!("no table") };
        let cells: Vec<(u32, &str)> =
            table.rows.iter().flatten().map(|cell| (cell.line, cell.text.as_str())).collect();
        assert_eq!(cells, [(4, "Metal"), (5, "Name"), (6, "Gold"), (7, "A")]);
        assert_eq!(blocks[3], HtmlBlock::Text(vec![(8, "after".to_owned())]));
    }

    #[test]
    fn a_bomb_is_refused_with_the_limit() {
        let bomb = packed(&" ".repeat(usize::try_from(MOST).unwrap() + 1));
        let error = blocks(&bomb).unwrap_err().to_string();
        assert!(error.contains("Word document is too large") && error.contains("at most 16"), "{error}");
        let rows = format!("<w:tbl>{}</w:tbl>", "<w:tr><w:tc/></w:tr>".repeat(MOST_CELLS / 2 + 1));
        let error = blocks(&document(&rows)).unwrap_err().to_string();
        assert!(error.contains("more than 200000 rows and cells"), "{error}");
        let error = blocks(&document("<w:p>")).unwrap_err().to_string();
        assert!(error.contains("Word document cannot be read"), "{error}");
    }
}
