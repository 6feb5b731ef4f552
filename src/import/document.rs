//! A filing as a document: its paragraphs and tables in their order, each with its place, beside the list that is read from
//! it. For whoever reads the prose itself; [`super::read`] takes facilities and totals alone.

use std::collections::BTreeSet;

use super::{Bytes, Draft, ImportError, docx, filing, html, markdown, plain, table};
use crate::domain::Place;

pub use super::filing::{
    Match, MetalTotal, Pattern, ProseSentence, Sentences, Word, date_at, ends_sentence, is_of_another_set,
    metal_totals, patterns, period_end, stated,
};
pub use super::html::tokens::{HtmlBlock, LINE_BREAK, RawCell, RawTable};
pub use super::names::says_no_facility;

/// What the numbers of places in a document count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceUnit {
    /// Lines of the file.
    Lines,
    /// Paragraphs of the document, as its lines are the reader's own.
    Paragraphs,
}

/// A filing's paragraphs and tables, and its list of facilities.
#[derive(Debug)]
pub struct FilingDocument {
    pub places: PlaceUnit,
    /// Paragraphs and tables. Of a plain text, rows of facilities are left out.
    pub blocks: Vec<HtmlBlock>,
    /// The list; none where the filing has none that can be read.
    pub draft: Option<Draft>,
    /// The text of the file; none of a Word document.
    pub source: Option<String>,
    /// Whether that is HTML.
    pub is_web_page: bool,
}

/// More words than any filing has, its tables counted.
const MOST_WORDS: usize = 300_000;

const TABLE: ImportError = ImportError::Refused {
    what: "a table of facilities, not a filing",
    remedy: "give the Form SD or its Conflict Minerals Report: text, HTML, Markdown or a Word document",
};

const WORKBOOK: ImportError = ImportError::Refused {
    what: "a workbook, not a filing",
    remedy: "give the Form SD or its Conflict Minerals Report: text, HTML, Markdown or a Word document",
};

/// Reads a filing, given its file's name without the folder. Pure: the same bytes give the same document.
///
/// # Errors
/// When the bytes are not of a kind that a filing has, are damaged, hold too much, or are a table alone.
pub fn read(file_name: &str, raw: &[u8]) -> Result<FilingDocument, ImportError> {
    let file = crate::text::clean(file_name);
    if docx::is_document(raw) {
        let blocks = within(docx::blocks(raw)?)?;
        let draft = listed(html::draft(&file, docx::KIND, blocks.clone()))?;
        let places = PlaceUnit::Paragraphs;
        return Ok(FilingDocument { places, blocks, draft, source: None, is_web_page: false });
    }
    let bytes = Bytes::recognise(raw)?;
    let Some(text) = bytes.text() else { return Err(WORKBOOK) };
    let is_web_page = html::sniff(&bytes) > 0;
    let (blocks, draft) = if is_web_page {
        let blocks = within(html::tokens::read(text)?)?;
        (blocks.clone(), html::draft(&file, "web page", blocks))
    } else if markdown::sniff(&bytes) > 0 {
        let draft = markdown::read(&file, &bytes);
        (within(markdown::blocks(text))?, draft)
    } else if table::csv::sniff(&bytes) > filing::sniff(&bytes) {
        return Err(TABLE);
    } else {
        let draft = plain::read(&file, &bytes);
        (within(plain::prose(&bytes, &row_lines(draft.as_ref().ok()))?)?, draft)
    };
    let draft = listed(draft)?;
    let (source, places) = (Some(text.to_owned()), PlaceUnit::Lines);
    Ok(FilingDocument { places, blocks, draft, source, is_web_page })
}

/// Refuses a document of more words than any filing has.
fn within(blocks: Vec<HtmlBlock>) -> Result<Vec<HtmlBlock>, ImportError> {
    let words = |text: &str| text.split_whitespace().count();
    let of_block = |block: &HtmlBlock| match block {
        HtmlBlock::Text(pieces) | HtmlBlock::Item(pieces) => pieces.iter().map(|(_, text)| words(text)).sum(),
        HtmlBlock::Table(table) => table.rows.iter().flatten().map(|cell| words(&cell.text)).sum::<usize>(),
    };
    if blocks.iter().map(of_block).sum::<usize>() > MOST_WORDS {
        return Err(ImportError::TooMuch {
            kind: "filing",
            what: format!("it has more than {MOST_WORDS} words"),
        });
    }
    Ok(blocks)
}

/// The lines of all values of a list, and of rows that were passed over.
fn row_lines(draft: Option<&Draft>) -> BTreeSet<u32> {
    let claims = draft.iter().flat_map(|draft| &draft.rows).flat_map(|row| &row.claims);
    // What was derived stands apart from the row, among the prose.
    let stated = claims.filter(|claim| claim.rule.is_none()).map(|claim| &claim.place);
    let passed = draft.iter().flat_map(|draft| &draft.skipped).map(|(place, _)| place);
    let line = |place: &Place| if let Place::Line(line, _) = place { Some(*line) } else { None };
    stated.chain(passed).filter_map(line).collect()
}

/// The list, if the document has one; that it is too large is no lack of one.
fn listed(draft: Result<Draft, ImportError>) -> Result<Option<Draft>, ImportError> {
    match draft {
        Err(error @ ImportError::TooMuch { .. }) => Err(error),
        draft => Ok(draft.ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines on which paragraphs begin.
    fn begins(blocks: &[HtmlBlock]) -> Vec<u32> {
        let first = |block: &HtmlBlock| match block {
            HtmlBlock::Text(pieces) | HtmlBlock::Item(pieces) => pieces.first().map(|(line, _)| *line),
            HtmlBlock::Table(_) => None,
        };
        blocks.iter().filter_map(first).collect()
    }

    #[test]
    fn a_text_gives_its_prose_and_its_list() {
        let text = "Conflict Minerals Report\nfor the year ended December 31, 2022\n\nAnnex I\n\n\
                    Gold\tA Refining\tITALY\tActive\nTin\tB Works\tPERU\tConformant\n\nAfter the list.\n";
        let document = read("a.txt", text.as_bytes()).unwrap();
        assert_eq!(document.draft.unwrap().rows.len(), 2);
        assert_eq!(begins(&document.blocks), [1, 4, 9]);
        assert_eq!(document.places, PlaceUnit::Lines);
    }

    #[test]
    fn a_word_document_is_read_as_others_are() {
        let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let row = |texts: [&str; 3]| {
            let cells: String = texts.map(|text| format!("<w:tc>{}</w:tc>", paragraph(text))).concat();
            format!("<w:tr>{cells}</w:tr>")
        };
        let rows = [["Metal", "Smelter", "Country"], ["Gold", "A Refining", "ITALY"], ["Tin", "B", "PERU"]];
        let body = format!("{}<w:tbl>{}</w:tbl>", paragraph("Annex I"), rows.map(row).concat());
        let document = read("a.docx", &docx::tests::document(&body)).unwrap();
        assert_eq!(document.draft.unwrap().rows.len(), 2);
        assert_eq!(document.places, PlaceUnit::Paragraphs);
    }

    #[test]
    fn what_is_no_filing_is_refused_as_what_it_is() {
        let why = |name: &str, raw: &[u8]| read(name, raw).unwrap_err().to_string();
        assert!(why("a.csv", b"Metal,Name,Country\nGold,A,ITALY\n").contains("a table of facilities"));
        assert!(why("a.txt", b"").contains("empty"));
        assert!(why("a.pdf", b"%PDF-1.7").contains("a PDF"));
        assert!(why("a.docx", b"PK\x03\x04 and then nothing").contains("damaged"));
        let long = format!("Conflict Minerals Report\n\n{}", "a word\n".repeat(MOST_WORDS / 2 + 1));
        assert!(why("a.htm", format!("<html>{long}").as_bytes()).contains("more than 300000 words"));
    }
}
