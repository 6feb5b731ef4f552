//! A plain table of facilities: CSV in any of its dialects, or a workbook.

pub mod csv;
pub mod xlsx;

use super::cell_grid::{CellGrid, GridReading};
use super::legend::Legends;
use super::{Bytes, Draft, ImportError, book};
use crate::domain::SourceKind;

/// The draft of a table, without its hash.
fn draft(file: &str, kind: &'static str, reading: GridReading) -> Result<Draft, ImportError> {
    if reading.rows.is_empty() {
        let columns = reading.columns.iter().map(|(written, taken)| format!("{written}: {taken}"));
        let columns: Vec<String> = columns.take(12).collect();
        let seen =
            if columns.is_empty() { String::new() } else { format!("columns: {}", columns.join(", ")) };
        return Err(ImportError::NoRows { kind, seen });
    }
    let mut legends = Legends::default();
    reading.notes.iter().for_each(|note| legends.text(note));
    legends.marked(reading.marked);
    legends.status_marked(reading.status_marked);
    let remarks = reading.remarks.into_iter().chain(legends.remarks()).collect();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Ok(Draft {
        file: file.to_owned(),
        sha256: String::new(),
        kind: SourceKind::FacilityTable,
        title: stem.to_owned(),
        as_of: None,
        rows: reading.rows,
        statements: Vec::new(),
        constraint: None,
        columns: reading.columns,
        skipped: reading.skipped,
        remarks,
    })
}

/// The tables of a file: the sheets of a workbook, or a text by the delimiter with which `fit` says most of it.
///
/// # Errors
/// When the bytes are damaged, or need a password.
pub fn grids(
    raw: &[u8],
    password: Option<&str>,
    fit: impl Fn(&CellGrid) -> usize,
) -> Result<Vec<CellGrid>, ImportError> {
    let packed = |raw| xlsx::grids(&mut book::open(raw, password)?);
    if book::is_packed(raw) {
        return packed(raw);
    }
    match Bytes::recognise(raw)? {
        Bytes::Workbook(raw) => packed(raw),
        Bytes::Text(text) => Ok(vec![csv::fitting(&text, fit)?]),
    }
}
