//! Bytes of a file to a [`Draft`]: what it says, with the place of every value. Never touches a workspace
//! or a file.
//!
//! [`read`] recognises the bytes and gives them to the reader of [`IMPORTERS`] that is surest of them.

pub mod book;
mod bytes;
mod cells;
mod columns;
mod draft;
mod error;
mod filing;
mod grid;
mod html;
mod kinds;
mod markdown;
mod names;
pub mod sample;
mod table;

use sha2::{Digest, Sha256};

use crate::domain::Status;

pub use bytes::{Bytes, MAX_BYTES};
pub use cells::{Cells, cells};
pub use columns::{Column, of_header};
pub use draft::{Draft, DraftClaim, DraftConstraint, DraftRow, Plan};
pub use error::ImportError;

/// One kind of file that is read.
#[derive(Debug)]
pub struct Importer {
    /// What it reads, for messages.
    pub title: &'static str,
    /// How sure it is that bytes are of its kind, from 0 (not) to 100.
    pub sniff: fn(&Bytes<'_>) -> u8,
    /// Reads a file of its kind, given the file's name. The draft's hash is left empty.
    read: fn(&str, &Bytes<'_>) -> Result<Draft, ImportError>,
}

/// Every kind of file that is read. The surest is asked; of two equally sure ones, the first.
pub const IMPORTERS: &[Importer] = &[
    Importer { title: "a filing's text", sniff: filing::sniff, read: filing::read },
    Importer { title: "a filing's web page", sniff: html::sniff, read: html::read },
    Importer { title: "a text with tables (Markdown)", sniff: markdown::sniff, read: markdown::read },
    Importer { title: "a table (CSV)", sniff: table::csv::sniff, read: table::csv::read },
    Importer { title: "a workbook (XLSX)", sniff: table::xlsx::sniff, read: table::xlsx::read },
];

/// Below this, nobody is sure enough to read.
const UNSURE: u8 = 10;

/// Reads a file, given its name without the folder. Pure: the same bytes give the same draft.
///
/// # Errors
/// When the bytes are not of a kind that is read, are damaged, or hold no list of facilities.
pub fn read(file_name: &str, raw: &[u8]) -> Result<Draft, ImportError> {
    let bytes = Bytes::recognise(raw)?;
    let mut best: Option<(u8, &Importer)> = None;
    for importer in IMPORTERS {
        let sure = (importer.sniff)(&bytes);
        if sure >= UNSURE && best.is_none_or(|(other, _)| sure > other) {
            best = Some((sure, importer));
        }
    }
    let Some((_, importer)) = best else {
        let kinds: Vec<&str> = IMPORTERS.iter().map(|importer| importer.title).collect();
        return Err(ImportError::Unknown { kinds: kinds.join(", ") });
    };
    let draft = (importer.read)(&crate::text::clean(file_name), &bytes)?;
    Ok(Draft { sha256: sha256(raw), ..draft })
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
#[must_use]
pub fn sha256(raw: &[u8]) -> String {
    Sha256::digest(raw).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The remark on a status word that no table knows; none on a word that says that there is no status.
fn unknown_status(word: &str) -> Option<String> {
    let told =
        || format!("the status \u{201c}{}\u{201d} is not known; the row has none", crate::text::clean(word));
    (!Status::is_none_word(word)).then(told)
}
