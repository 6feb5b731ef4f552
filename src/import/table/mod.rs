//! A plain table of facilities: CSV in any of its dialects, or a workbook.

pub mod csv;
pub mod xlsx;

use super::cell_grid::GridReading;
use super::{Draft, ImportError};
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
        remarks: reading.remarks,
    })
}
