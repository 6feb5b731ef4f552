//! A filing as the lint looks at it: sentences whose every word has its line, and the rows of its list.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::prose::{LintParagraph, LintSentence};
use super::words::WORDS;
use crate::domain::{Cid, Country, Metal, Place, Statement, Status, TotalOf};
use crate::export::is_not_filed;
use crate::import::document::{
    self, FilingDocument, HtmlBlock, MetalTotal, PlaceUnit, ProseSentence, RawCell, RawTable, date_at,
    metal_totals, period_end, says_no_facility, stated,
};
use crate::import::{Draft, DraftRow, ImportError};

/// A row of the filing's list, as the importer reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRow {
    /// Its line, or its paragraph in a Word document; 0 when it is not known.
    pub line: u32,
    pub metal: Metal,
    pub name: String,
    pub cid: Option<Cid>,
    pub country: Option<Country>,
    /// Whether it says anything of a country, be it known or not.
    pub has_country: bool,
    /// [`Status::Unresolved`] where the row states none.
    pub status: Status,
}

/// A filing: Form SD, Conflict Minerals Report, or both in one.
#[derive(Debug)]
pub struct Filing {
    pub places: PlaceUnit,
    pub paragraphs: Vec<LintParagraph>,
    pub rows: Vec<ListedRow>,
    /// What the prose states of the list, and what the list lost.
    pub statements: Vec<Statement>,
    pub metal_totals: Vec<MetalTotal>,
    /// Rows that were not read: the line, and why.
    pub passed: Vec<(u32, String)>,
    /// The end of the reporting period.
    pub period_end: Option<Date>,
    /// The day of the signature, or of the filing, and its line.
    pub signed: Option<(Date, u32)>,
    /// The file's text; none of a Word document.
    pub source: Option<String>,
    pub is_web_page: bool,
}

const NO_FILING: ImportError = ImportError::Refused {
    what: "no filing under the conflict-minerals rule",
    remedy: "give the Form SD or its Conflict Minerals Report: text, HTML, Markdown or a Word document",
};

const TABLE_ALONE: ImportError = ImportError::Refused {
    what: "a table of facilities, not a filing",
    remedy: "give the Form SD or its Conflict Minerals Report: text, HTML, Markdown or a Word document",
};

const BESIDE: ImportError = ImportError::Refused {
    what: "what stands beside a report (its trace, its data, a page or sheet about it), not a filing",
    remedy: "give the Form SD or its Conflict Minerals Report: text, HTML, Markdown or a Word document",
};

/// Whether it is a file of the bundle that is not filed, or data.
fn is_made_beside(raw: &[u8]) -> bool {
    raw.trim_ascii().starts_with(b"{") || is_not_filed(raw)
}

/// So many paragraphs behind the heading of signatures are looked at for their day.
const SIGNATURES: usize = 20;
/// Longer paragraphs hold no day of a signature. In words.
const LONGEST_SIGNATURE: usize = 16;

impl Filing {
    /// Reads a filing, given its file's name without the folder. Pure: the same bytes give the same filing.
    ///
    /// # Errors
    /// When the bytes cannot be read, or are no filing.
    pub fn read(file_name: &str, raw: &[u8]) -> Result<Self, ImportError> {
        let filing = Self::of(document::read(file_name, raw)?);
        if is_made_beside(raw) {
            return Err(BESIDE);
        }
        let is_filing = filing.paragraphs.iter().any(|paragraph| paragraph.says_any(&WORDS.marks));
        match (is_filing, filing.rows.is_empty()) {
            (true, _) => Ok(filing),
            (false, true) => Err(NO_FILING),
            (false, false) => Err(TABLE_ALONE),
        }
    }

    fn of(document: FilingDocument) -> Self {
        let FilingDocument { places, blocks, draft, source, is_web_page } = document;
        let lines = TableLines::new(&blocks);
        let rows: Vec<ListedRow> =
            draft.iter().flat_map(|draft| &draft.rows).map(|row| listed(row, &lines)).collect();
        let taken = rows.iter().map(|row| row.line).collect();
        let paragraphs = paragraphs(&blocks, &taken);
        let prose: Vec<ProseSentence> =
            paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).map(|s| s.prose.clone()).collect();
        let (as_of, statements, passed) = of_draft(draft, &lines);
        Self {
            places,
            rows,
            statements: statements.unwrap_or_else(|| stated(&prose)),
            metal_totals: metal_totals(&prose),
            passed,
            period_end: as_of.or_else(|| period_end(&prose)),
            signed: signed(&paragraphs),
            paragraphs,
            source,
            is_web_page,
        }
    }

    /// All sentences, in their order.
    pub fn sentences(&self) -> impl Iterator<Item = &LintSentence> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences)
    }

    /// The reporting year.
    pub fn year(&self) -> Option<i16> {
        self.period_end.map(Date::year)
    }

    /// Whether one of the folded phrases stands in a paragraph.
    pub fn says_any(&self, phrases: &[String]) -> bool {
        self.paragraphs.iter().any(|paragraph| paragraph.says_any(phrases))
    }

    /// Whether its rows or its prose give statuses.
    pub fn has_statuses(&self) -> bool {
        let in_prose =
            |statement: &Statement| matches!(statement, Statement::Total { of: TotalOf::Of(_), .. });
        self.rows.iter().any(|row| row.status != Status::Unresolved) || self.statements.iter().any(in_prose)
    }
}

/// The lines of the rows of tables, which the importer counts within their table.
struct TableLines(BTreeMap<String, Vec<u32>>);

impl TableLines {
    fn new(blocks: &[HtmlBlock]) -> Self {
        let tables = blocks.iter().filter_map(|block| match block {
            HtmlBlock::Table(table) => Some((format!("table {}", table.number?), row_lines(table))),
            HtmlBlock::Text(_) | HtmlBlock::Item(_) => None,
        });
        Self(tables.collect())
    }

    fn line(&self, place: &Place) -> u32 {
        match place {
            Place::Line(line, _) => *line,
            Place::Cell(table, cell) => {
                let row: usize =
                    cell.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or_default();
                let lines = self.0.get(table);
                lines.and_then(|lines| lines.get(row.checked_sub(1)?)).copied().unwrap_or_default()
            }
            Place::File => 0,
        }
    }
}

fn row_lines(table: &RawTable) -> Vec<u32> {
    table.rows.iter().map(|row| row.first().map_or(0, |cell| cell.line)).collect()
}

fn listed(row: &DraftRow, lines: &TableLines) -> ListedRow {
    let claims = &row.claims;
    let country = || claims.iter().find_map(|claim| claim.value.as_country());
    ListedRow {
        line: claims.first().map_or(0, |claim| lines.line(&claim.place)),
        metal: row.metal,
        name: claims.iter().find_map(|claim| claim.value.as_name()).unwrap_or_default().to_owned(),
        cid: claims.iter().find_map(|claim| claim.value.as_cid()),
        country: country().and_then(|country| country.code),
        has_country: country().is_some(),
        status: claims.iter().find_map(|claim| claim.value.as_status()).unwrap_or(Status::Unresolved),
    }
}

type OfDraft = (Option<Date>, Option<Vec<Statement>>, Vec<(u32, String)>);

fn of_draft(draft: Option<Draft>, lines: &TableLines) -> OfDraft {
    let Some(draft) = draft else { return (None, None, Vec::new()) };
    let lost = draft.skipped.iter().filter(|(_, why)| !says_no_facility(why));
    let passed = lost.map(|(place, why)| (lines.line(place), why.clone())).collect();
    (draft.as_of, Some(draft.statements), passed)
}

/// The paragraphs of a document; of tables each cell that is in no facility's row.
fn paragraphs(blocks: &[HtmlBlock], taken: &BTreeSet<u32>) -> Vec<LintParagraph> {
    let mut found: Vec<LintParagraph> = Vec::new();
    let mut open: Vec<(u32, String)> = Vec::new();
    for block in blocks {
        let goes_on = match block {
            HtmlBlock::Text(pieces) => LintParagraph::goes_on(&open, pieces),
            HtmlBlock::Item(_) | HtmlBlock::Table(_) => false,
        };
        if !goes_on {
            found.extend(LintParagraph::new(&std::mem::take(&mut open), false));
        }
        match block {
            HtmlBlock::Text(pieces) | HtmlBlock::Item(pieces) => open.extend(pieces.iter().cloned()),
            HtmlBlock::Table(table) => found.extend(cells(table, taken)),
        }
    }
    found.extend(LintParagraph::new(&open, false));
    found
}

fn cells<'a>(table: &'a RawTable, taken: &'a BTreeSet<u32>) -> impl Iterator<Item = LintParagraph> + 'a {
    let is_list =
        |row: &[RawCell]| row.len() > 1 && row.first().is_some_and(|cell| taken.contains(&cell.line));
    let rows = table.rows.iter().filter(move |row| !is_list(row));
    rows.flatten().filter_map(|cell| LintParagraph::new(&[(cell.line, cell.text.clone())], true))
}

/// The day of filing: in the header of a submission, else below the heading of the signatures.
fn signed(paragraphs: &[LintParagraph]) -> Option<(Date, u32)> {
    paragraphs.iter().find_map(in_header).or_else(|| in_signatures(paragraphs))
}

fn in_header(paragraph: &LintParagraph) -> Option<(Date, u32)> {
    let (_, after) = paragraph.folded.split_once(WORDS.filed_header.as_str())?;
    let day = Date::strptime("%Y%m%d", after.split_whitespace().next()?).ok()?;
    Some((day, paragraph.line()))
}

fn in_signatures(paragraphs: &[LintParagraph]) -> Option<(Date, u32)> {
    let is_heading = |paragraph: &LintParagraph| {
        let first = paragraph.sentences.first().and_then(|sentence| sentence.prose.words.first());
        first.is_some_and(|word| matches!(word.text.as_str(), "signature" | "signatures"))
    };
    let at = paragraphs.iter().position(is_heading)?;
    paragraphs.iter().skip(at).take(SIGNATURES).find_map(|paragraph| {
        let words = paragraph.sentences.last().map(|sentence| sentence.prose.words.as_slice())?;
        let short = words.len() <= LONGEST_SIGNATURE;
        let day = |at: usize| Some((date_at(words, at)?.0, words.get(at)?.line));
        (0..words.len()).find_map(day).filter(|_| short)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::filing;
    use super::*;

    #[test]
    fn a_filing_has_its_year_its_day_and_its_rows() {
        let filing = filing(
            "FORM SD\n\nConflict Minerals Report for the year ended December 31, 2022\n\nSIGNATURES\n\n\
             By: /s/ A. Person\n\nDate: May 30, 2023\n\nANNEX I\n\nGold\tA Refining\tITALY\tActive\n\
             Tin\tB Works\tRWANDA\tConformant\n",
        );
        assert_eq!(filing.year(), Some(2022));
        assert_eq!(
            filing.signed.map(|(day, line)| (day.to_string(), line)),
            Some(("2023-05-30".to_owned(), 9))
        );
        let rows: Vec<(u32, &str, Status)> =
            filing.rows.iter().map(|row| (row.line, row.name.as_str(), row.status)).collect();
        assert_eq!(rows, [(13, "A Refining", Status::Active), (14, "B Works", Status::Conformant)]);
        assert!(filing.rows[1].country.unwrap().is_covered());
    }

    #[test]
    fn rows_of_a_web_page_have_the_lines_of_the_file() {
        let page = "<html><body>\n<p>Conflict Minerals Report</p>\n<table>\n<tr><td>Metal</td><td>Smelter</td></tr>\n\
                    <tr><td>Gold</td><td>A Refining</td></tr>\n<tr><td>Tin</td><td>B Works</td></tr>\n</table></body></html>";
        let filing = Filing::read("a.htm", page.as_bytes()).unwrap();
        assert_eq!(filing.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 6]);
        assert!(filing.sentences().all(|sentence| !sentence.text.contains("B Works")));
    }

    #[test]
    fn what_is_no_filing_is_refused() {
        let why = |text: &str| Filing::read("a.txt", text.as_bytes()).unwrap_err().to_string();
        assert!(
            why("Gold\tA Refining\tITALY\tActive\nTin\tB\tPERU\tActive\n").contains("a table of facilities")
        );
        assert!(why("Dear Sir,\n\nwe have no news.\n").contains("no filing"));
    }
}
