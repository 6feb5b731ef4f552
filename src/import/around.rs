//! The table in which a place of a file stands, as it is looked at rather than read for what it says.

use super::book::Sheet;
use super::table::xlsx::texts;
use super::{Bytes, surest};
use crate::domain::Place;

/// Rows, each with its number and its cells from the first column on.
pub type NumberedRows = Vec<(u32, Vec<String>)>;

/// The rows of the table in which a place of a text stands: all of them, in order. None where nothing of that text is read as a
/// table there.
pub fn table_around(bytes: &Bytes<'_>, place: &Place) -> Option<NumberedRows> {
    let text = bytes.text()?;
    (surest(bytes)?.around)(text, place)
}

/// The rows of a sheet from one to another, empty ones too.
pub fn rows_of(sheet: &Sheet, date1904: bool, (first, last): (u32, u32)) -> NumberedRows {
    (first..=last).map(|row| (row, texts(sheet.row(row), date1904))).collect()
}

/// Of kinds that have no tables with places of their own.
pub(super) fn none(_text: &str, _place: &Place) -> Option<NumberedRows> {
    None
}
