//! Bytes of a file to what they say, with the place of every value: a [`Draft`] of facilities, a supplier's
//! declaration, or a reference list. Never touches a workspace or a file.
//!
//! [`receive`] recognises everything; [`read`] gives filings and tables of facilities to the reader of [`IMPORTERS`] that
//! is surest of them.

mod around;
pub mod book;
mod bytes;
mod cell_grid;
mod cells;
pub mod cmrt;
mod columns;
pub mod document;
mod docx;
mod draft;
mod error;
mod filing;
pub mod headed;
pub mod headers;
mod html;
mod kinds;
mod legend;
pub mod list;
mod markdown;
mod merging;
mod names;
mod plain;
mod record_lines;
mod records;
pub mod risk;
pub mod sample;
pub mod status;
mod table;
mod table_words;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::{Place, Status, Value};

pub use around::{NumberedRows, rows_of, table_around};
pub use bytes::{Bytes, MAX_BYTES};
pub use cells::{Cells, cells};
pub use cmrt::CmrtDraft;
pub use columns::{FacilityColumn, of_header};
pub use draft::{Draft, DraftClaim, DraftConstraint, DraftRow, Entering};
pub use error::ImportError;
pub use list::ListDraft;
pub use risk::{RiskDraft, RiskShape};
pub use status::StatusDraft;
pub use table_words::table_words;

/// One kind of file that is read.
#[derive(Debug)]
pub struct Importer {
    /// What it reads, for messages.
    pub title: &'static str,
    /// How sure it is that bytes are of its kind, from 0 (not) to 100.
    pub sniff: fn(&Bytes<'_>) -> u8,
    /// Reads a file of its kind, given the file's name. The draft's hash is left empty.
    read: fn(&str, &Bytes<'_>) -> Result<Draft, ImportError>,
    /// The rows of the table in which a place of a text of its kind stands; none where there is no table.
    around: fn(&str, &Place) -> Option<NumberedRows>,
}

/// Every kind of file that is read. The surest is asked; of two equally sure ones, the first.
pub const IMPORTERS: &[Importer] = &[
    Importer { title: "a filing's text", sniff: plain::sniff, read: plain::read, around: around::none },
    Importer { title: "a filing's web page", sniff: html::sniff, read: html::read, around: html::around },
    Importer {
        title: "a text with tables (Markdown)",
        sniff: markdown::sniff,
        read: markdown::read,
        around: around::none,
    },
    Importer {
        title: "a table (CSV)",
        sniff: table::csv::sniff,
        read: table::csv::read,
        around: table::csv::around,
    },
    Importer {
        title: "a workbook (XLSX, XLS, or XML of Excel 2003)",
        sniff: table::xlsx::sniff,
        read: table::xlsx::read,
        // Its sheets are read one by one, within bounds.
        around: around::none,
    },
];

/// Below this, nobody is sure enough to read.
const UNSURE: u8 = 10;

/// Reads a file, given its name without the folder. Pure: the same bytes give the same draft.
///
/// # Errors
/// When the bytes are not of a kind that is read, are damaged, or hold no list of facilities.
pub fn read(file_name: &str, raw: &[u8]) -> Result<Draft, ImportError> {
    let bytes = Bytes::recognise(raw)?;
    let Some(importer) = surest(&bytes) else {
        let kinds: Vec<&str> = IMPORTERS.iter().map(|importer| importer.title).collect();
        return Err(ImportError::Unknown { kinds: kinds.join(", ") });
    };
    let draft = (importer.read)(&crate::text::clean(file_name), &bytes)?;
    Ok(Draft { sha256: sha256(raw), ..draft })
}

/// The reader that is surest that bytes are of its kind.
fn surest(bytes: &Bytes<'_>) -> Option<&'static Importer> {
    let mut best: Option<(u8, &Importer)> = None;
    for importer in IMPORTERS {
        let sure = (importer.sniff)(bytes);
        if sure >= UNSURE && best.is_none_or(|(other, _)| sure > other) {
            best = Some((sure, importer));
        }
    }
    best.map(|(_, importer)| importer)
}

/// What a file holds: as it was read, or on its way into a workspace, with a CMRT and a list as what they are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming<C = CmrtDraft, L = ListDraft> {
    /// Facilities: a filing, or a table with their status.
    Facilities(Arc<Draft>),
    /// A CMRT; a blank one too ([`crate::domain::cmrt::Form::is_blank`]).
    Declaration(Box<C>),
    /// A reference list.
    List(Box<L>),
}

/// Recognises and reads a file of any kind, given its name without the folder. `password` opens a workbook that Excel's
/// own password does not open. Pure: the same bytes give the same result.
///
/// # Errors
/// When the bytes are not of a kind that is read, are damaged, need a password, or hold nothing that is read.
pub fn receive(file_name: &str, raw: &[u8], password: Option<&str>) -> Result<Incoming, ImportError> {
    let file = crate::text::clean(file_name);
    if book::is_packed(raw) {
        return workbook(file, raw, password);
    }
    let text = match Bytes::recognise(raw)? {
        Bytes::Workbook(raw) => return workbook(file, raw, password),
        Bytes::Text(text) => text,
    };
    if let Some(draft) = declared_in_text(&file, raw, &text)? {
        return Ok(Incoming::Declaration(Box::new(draft)));
    }
    match listed(&text)? {
        Some(listed) => Ok(Incoming::List(Box::new(list_draft(file, raw, listed)))),
        None => read(&file, raw).map(|draft| Incoming::Facilities(Arc::new(draft))),
    }
}

/// A text that is a reference list.
fn listed(text: &str) -> Result<Option<list::ListReading>, ImportError> {
    let grid = table::csv::table(text)?.filter(|grid| !filing::is_in_filing(grid));
    Ok(grid.and_then(|grid| list::read(&grid, list::WithStatus::IsNone)))
}

/// A CMRT that was saved as a web page. One sheet of it that was saved as text is refused as what it is.
fn declared_in_text(file: &str, raw: &[u8], text: &str) -> Result<Option<CmrtDraft>, ImportError> {
    if text.trim_start().starts_with('<') {
        if html::is_frame(text) {
            return Err(FRAME);
        }
        let mut book = match html::workbook(text) {
            Ok(book) => book,
            Err(error @ ImportError::TooMuch { .. }) => return Err(error),
            // A page of other tables may have what no sheet has.
            Err(_) => return Ok(None),
        };
        let read = cmrt::read(&mut book)?;
        let file = file.to_owned();
        return Ok(read.map(|(form, look_up)| CmrtDraft { file, sha256: sha256(raw), form, look_up }));
    }
    let sheet = table::csv::sheet(text)?;
    if sheet.is_some_and(|sheet| cmrt::is_sheet(&sheet)) { Err(ONE_SHEET) } else { Ok(None) }
}

const FRAME: ImportError = ImportError::Refused {
    what: "a workbook saved as a web page in several files, of which this one holds no sheet",
    remedy: "open it in Excel, and save it as .xlsx",
};

const ONE_SHEET: ImportError = ImportError::Refused {
    what: "one sheet of a CMRT, saved as text",
    remedy: "ask for the workbook itself (.xlsx)",
};

fn workbook(file: String, raw: &[u8], password: Option<&str>) -> Result<Incoming, ImportError> {
    let mut book = book::open(raw, password)?;
    if let Some((form, look_up)) = cmrt::read(&mut book)? {
        return Ok(Incoming::Declaration(Box::new(CmrtDraft { file, sha256: sha256(raw), form, look_up })));
    }
    let grids = table::xlsx::grids(&mut book)?;
    drop(book);
    let of_status =
        |grid: &cell_grid::CellGrid| grid.layout().is_some_and(|layout| layout.has(FacilityColumn::Status));
    let read = |grid| list::read(grid, list::WithStatus::IsNone);
    let plain = |grid: &&cell_grid::CellGrid| !filing::is_in_filing(grid);
    let lists = grids.iter().filter(plain).filter_map(read).max_by_key(|listed| listed.list.entries.len());
    if let Some(listed) = lists.filter(|_| !grids.iter().any(of_status)) {
        return Ok(Incoming::List(Box::new(list_draft(file, raw, listed))));
    }
    let draft = table::xlsx::facilities(&file, grids)?;
    Ok(Incoming::Facilities(Arc::new(Draft { sha256: sha256(raw), ..draft })))
}

/// Reads a table as a reference list, a table with a column of statuses too; none where it has no CIDs, metals and names.
///
/// # Errors
/// When the bytes are damaged, or need a password.
pub fn read_list(
    file_name: &str,
    raw: &[u8],
    password: Option<&str>,
) -> Result<Option<ListDraft>, ImportError> {
    let read = |grid: &cell_grid::CellGrid| list::read(grid, list::WithStatus::Too);
    let grids = table::grids(raw, password, |grid| read(grid).map_or(0, |listed| listed.list.entries.len()))?;
    let longest = grids.iter().filter_map(read).max_by_key(|listed| listed.list.entries.len());
    Ok(longest.map(|listed| list_draft(crate::text::clean(file_name), raw, listed)))
}

fn list_draft(file: String, raw: &[u8], listed: list::ListReading) -> ListDraft {
    let title = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
    let list::ListReading { list, has_aliases, has_audits, remarks } = listed;
    let (sha256, as_of, version) = (sha256(raw), None, None);
    ListDraft { file, sha256, title, as_of, version, list, has_aliases, has_audits, remarks }
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256(raw: &[u8]) -> String {
    Sha256::digest(raw).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The claims on a status that a source writes so: the status, and the word where it says more.
fn stated_status(status: Status, word: &str, place: &Place) -> Vec<DraftClaim> {
    let word = crate::text::clean(crate::text::without_marks(word));
    let mut claims = vec![DraftClaim::stated(Value::Status(status, None), place.clone())];
    if Status::says_more(&word) {
        claims.push(DraftClaim::stated(Value::StatusWord(word), place.clone()));
    }
    claims
}

/// The claim on a status word that no table knows, and the remark on it; none on a word that says that there is none.
fn unknown_status(word: &str, place: &Place) -> Option<(DraftClaim, String)> {
    let word = Some(crate::text::clean(word)).filter(|word| !word.is_empty() && !Status::says_none(word))?;
    let why = format!("the status \u{201c}{word}\u{201d} is not known; it is kept as a word alone");
    Some((DraftClaim::stated(Value::StatusWord(word), place.clone()), why))
}
