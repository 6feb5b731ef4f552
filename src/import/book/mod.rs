//! Workbooks of any container, as cells: bytes to a [`Book`], whose sheets are read on demand within [`Bounds`].
//! It knows nothing of what workbooks are about.
//!
//! The container is known by its bytes, never by a name: OOXML (`.xlsx`, `.xlsm`), OOXML encrypted with a password,
//! BIFF8 (`.xls`), plain or encrypted, and SpreadsheetML 2003 (`.xml`). Anything else is refused by what it is.
//!
//! Nothing is trusted: sizes, counts, offsets and places are checked before memory is taken for them
//! ([`limits`] says how much is read), entities are refused, links to other files are not followed, macros are
//! neither read nor run.

mod crypt;
mod dates;
mod error;
mod guard;
mod le;
pub mod limits;
mod ole;
mod ooxml;
mod sheet;
mod spreadsheet_ml;
mod strings;
mod xls;
mod xml;

use std::borrow::Cow;

use super::bytes::decode;
use super::kinds;

pub use dates::date_time;
pub use error::BookError;
pub(super) use ooxml::Package;
pub use sheet::{BookCell, Bounds, CellValue, Collector, Sheet, cell_name, column_name, position};
pub(super) use spreadsheet_ml::is_workbook as is_xml;
pub(super) use xml::{Xml, XmlPiece, attribute};

/// The password with which Excel encrypts a workbook whose structure is protected, and which it tries by itself
/// before it asks: such a workbook seems to have none ([MS-OFFCRYPTO] 2.4.2.3).
pub const DEFAULT_PASSWORD: &str = "VelvetSweatshop";

/// How a workbook is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A ZIP archive of XML parts (`.xlsx`, `.xlsm`).
    Ooxml,
    /// The same, encrypted.
    EncryptedOoxml,
    /// BIFF8 records (`.xls`).
    Xls,
    /// The same, encrypted.
    EncryptedXls,
    /// One XML document of Excel 2003 (`.xml`).
    SpreadsheetMl,
    /// The tables of a web page, as which a workbook was saved.
    WebPage,
}

/// A sheet of a workbook, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    pub name: String,
    /// Whether it is hidden from the person who opens the workbook.
    pub hidden: bool,
}

/// What a workbook carries besides its cells. Known of OOXML only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extras {
    /// Whether it carries macros. They are neither read nor run.
    pub macros: bool,
    /// Whether it refers to other workbooks. They are not followed.
    pub external_links: bool,
}

/// A workbook. Its sheets are read when asked for.
#[derive(Debug)]
pub struct Book<'a> {
    container: Container,
    sheets: Vec<SheetInfo>,
    source: Source<'a>,
    /// What is left of [`limits::cell_text`], and what that is for it.
    left: (usize, usize),
}

/// Where the cells come from.
#[derive(Debug)]
enum Source<'a> {
    Ooxml(Box<ooxml::OoxmlWorkbook<'a>>),
    Xls(Box<xls::XlsWorkbook>),
    SpreadsheetMl(spreadsheet_ml::SpreadsheetMlWorkbook),
    Tables(Vec<Sheet>),
}

/// What the bytes of a ZIP archive begin with.
const ZIP: [u8; 4] = *b"PK\x03\x04";

/// Whether bytes are an archive or compound file, in which workbooks are packed as other documents are.
pub(super) fn is_packed(raw: &[u8]) -> bool {
    raw.starts_with(&ZIP) || raw.starts_with(&ole::SIGNATURE)
}

const TEXT: BookError = BookError::NotAWorkbook {
    what: "a text that is no workbook",
    remedy: "give the workbook itself (.xlsx or .xls)",
};

/// Opens a workbook: recognises its container, decrypts it, and lists its sheets. Of an encrypted one,
/// [`DEFAULT_PASSWORD`] is tried first, then `password`.
///
/// # Errors
/// When the bytes are no workbook, need a password that was not given, hold more than [`limits`] allows,
/// or are damaged.
pub fn open<'a>(raw: &'a [u8], password: Option<&str>) -> Result<Book<'a>, BookError> {
    if raw.len() > limits::FILE {
        let what = format!("{} MiB; at most {} MiB are read", raw.len() >> 20, limits::FILE >> 20);
        return Err(BookError::too_large("", what));
    }
    let most = limits::cell_text(raw.len());
    let opened = guard::guarded("", || {
        if raw.starts_with(&ZIP) {
            return Book::ooxml(Cow::Borrowed(raw), Container::Ooxml);
        }
        if raw.starts_with(&ole::SIGNATURE) {
            return Book::ole(ole::open(raw)?, password);
        }
        if let Some(refused) = kinds::refused(raw) {
            return Err(refused.into());
        }
        Book::text(decode(raw)?.0.into_owned())
    });
    opened.map(|book| Book { left: (most, most), ..book })
}

impl<'a> Book<'a> {
    fn of(container: Container, sheets: Vec<SheetInfo>, source: Source<'a>) -> Self {
        Self { container, sheets, source, left: (limits::CELL_TEXT, limits::CELL_TEXT) }
    }

    fn ooxml(raw: Cow<'a, [u8]>, container: Container) -> Result<Self, BookError> {
        let workbook = ooxml::OoxmlWorkbook::open(raw)?;
        Ok(Self::of(container, workbook.sheets(), Source::Ooxml(Box::new(workbook))))
    }

    fn ole(streams: ole::Streams, password: Option<&str>) -> Result<Self, BookError> {
        match streams {
            ole::Streams::Encrypted { info, package } => {
                let plain = crypt::decrypt_package(&info, &package, password)?;
                Self::ooxml(Cow::Owned(plain), Container::EncryptedOoxml)
            }
            ole::Streams::Xls(stream) => {
                let workbook = xls::XlsWorkbook::open(stream, password)?;
                let container =
                    if workbook.is_encrypted() { Container::EncryptedXls } else { Container::Xls };
                Ok(Self::of(container, workbook.sheets(), Source::Xls(Box::new(workbook))))
            }
        }
    }

    fn text(text: String) -> Result<Self, BookError> {
        if !spreadsheet_ml::is_workbook(&text) {
            return Err(TEXT);
        }
        let workbook = spreadsheet_ml::SpreadsheetMlWorkbook::open(text)?;
        let (container, sheets) = (Container::SpreadsheetMl, workbook.sheets());
        Ok(Self::of(container, sheets, Source::SpreadsheetMl(workbook)))
    }

    /// The tables of a web page as the sheets of a workbook.
    pub fn of_web_page(sheets: Vec<Sheet>) -> Self {
        let listed = sheets.iter().map(|sheet| SheetInfo { name: sheet.name().to_owned(), hidden: false });
        Self::of(Container::WebPage, listed.collect(), Source::Tables(sheets))
    }

    /// How it is packed.
    pub fn container(&self) -> Container {
        self.container
    }

    /// Its worksheets, in order.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// Whether its serials count days from 1 January 1904, as day 0, rather than in the 1900 system.
    pub fn date1904(&self) -> bool {
        match &self.source {
            Source::Ooxml(workbook) => workbook.date1904(),
            Source::Xls(workbook) => workbook.date1904(),
            Source::SpreadsheetMl(_) | Source::Tables(_) => false,
        }
    }

    /// What it carries besides its cells.
    pub fn extras(&self) -> Extras {
        match &self.source {
            Source::Ooxml(workbook) => workbook.extras(),
            Source::Xls(_) | Source::SpreadsheetMl(_) | Source::Tables(_) => Extras::default(),
        }
    }

    /// The sheet of a name: written so, or else so but for capitals and blanks around it.
    pub fn find(&self, name: &str) -> Option<&SheetInfo> {
        let alike = |sheet: &&SheetInfo| sheet.name.trim().to_lowercase() == name.trim().to_lowercase();
        self.sheets.iter().find(|sheet| sheet.name == name).or_else(|| self.sheets.iter().find(alike))
    }

    /// Reads the cells of a sheet that hold something, within bounds. The name is looked for as [`Self::find`] does.
    ///
    /// # Errors
    /// When there is no such sheet, it is damaged, or it holds more than [`limits`] allows.
    pub fn read(&mut self, name: &str, bounds: Bounds) -> Result<Sheet, BookError> {
        let found = self.find(name).ok_or_else(|| BookError::NoSheet(name.to_owned()))?.name.clone();
        let at = self.sheets.iter().position(|sheet| sheet.name == found).unwrap_or_default();
        let cells = Collector::new(&found, bounds).with_left(self.left.0, self.left.1);
        let Self { source, .. } = self;
        let read = guard::guarded(&found, || match source {
            Source::Ooxml(workbook) => workbook.read(at, cells),
            Source::Xls(workbook) => workbook.read(at, cells),
            Source::SpreadsheetMl(workbook) => workbook.read(at, cells),
            Source::Tables(sheets) => {
                let bounds = cells.bounds();
                sheets
                    .get(at)
                    .map(|sheet| sheet.within(bounds))
                    .ok_or_else(|| BookError::NoSheet(found.clone()))
            }
        });
        // What was read before a sheet turned out too large is gone; reading less of it may fit.
        self.left.0 = self.left.0.saturating_sub(read.as_ref().map_or(0, Sheet::takes));
        read
    }
}

#[cfg(test)]
mod tests;
