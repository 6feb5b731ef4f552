//! Which column of a table is which: by the words of its header, or by what stands in it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::embedded;
use crate::domain::{Cid, Country, Metal};
use crate::text::fold;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Column {
    /// The metal.
    Metal,
    /// The identification number (CID).
    Cid,
    /// The facility's name.
    Name,
    /// Another name of it.
    Alias,
    /// The country it stands in.
    Country,
    /// The city it stands in.
    City,
    /// Its status.
    Status,
    /// Known, and of no use here.
    Passed,
}

impl Column {
    /// What the preview says that a column was taken for.
    #[must_use]
    pub fn taken_for(self) -> &'static str {
        match self {
            Self::Metal => "metal",
            Self::Cid => "CID",
            Self::Name => "name",
            Self::Alias => "other name",
            Self::Country => "country",
            Self::City => "city",
            Self::Status => "status",
            Self::Passed => "not used",
        }
    }
}

/// One row of `data/table_headers.ron`.
#[derive(Debug, Deserialize)]
struct HeaderRow {
    column: Column,
    words: Vec<String>,
}

static HEADERS: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
    let rows: Vec<HeaderRow> =
        embedded("data/table_headers.ron", include_str!("../../data/table_headers.ron"));
    let mut headers = HashMap::new();
    for row in rows {
        for words in row.words {
            headers.entry(fold(&words)).or_insert(row.column);
        }
    }
    headers
});

/// Longest header that is looked at, in bytes; a longer cell is prose.
const LONGEST_HEADER: usize = 80;

/// The column that a header names, if it names one. Marks and remarks in brackets are passed over.
#[must_use]
pub fn of_header(written: &str) -> Option<Column> {
    if written.len() > LONGEST_HEADER {
        return None;
    }
    let whole = HEADERS.get(&fold(written)).copied();
    whole.or_else(|| {
        let head = written.split(['(', '[', '\n', ':']).next().unwrap_or(written);
        HEADERS.get(&fold(head)).copied()
    })
}

/// The columns of a header row, in its order: `None` when the row is none. A header names a name or a CID,
/// and at least one column more; no cell of it is a value.
#[must_use]
pub fn of_header_row<S: AsRef<str>>(cells: &[S]) -> Option<Vec<Column>> {
    if cells.len() > MAX_COLUMNS {
        return None;
    }
    let mut found = Vec::with_capacity(cells.len());
    for cell in cells {
        let cell = cell.as_ref();
        if Metal::parse(cell).is_some() || Country::parse(cell).is_some() || Cid::parse(cell).is_ok() {
            return None;
        }
        let column = of_header(cell).filter(|column| !found.contains(column));
        found.push(column.unwrap_or(Column::Passed));
    }
    let known = found.iter().filter(|column| **column != Column::Passed).count();
    let named = found.contains(&Column::Name) || found.contains(&Column::Cid);
    (named && known >= 2).then_some(found)
}

/// Columns beyond this one are not looked at.
pub const MAX_COLUMNS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_by_their_words() {
        assert_eq!(of_header("Smelter or Refiner Name (1)"), Some(Column::Name));
        assert_eq!(of_header("Metal (*)"), Some(Column::Metal));
        assert_eq!(of_header("COUNTRY LOCATION"), Some(Column::Country));
        assert_eq!(of_header("favourite colour"), None);
        let row = ["Smelter ID", "Standard Smelter Name", "Metal", "Country Location", "Cycle"];
        let columns = of_header_row(&row).unwrap();
        assert_eq!(columns, [Column::Cid, Column::Name, Column::Metal, Column::Country, Column::Passed]);
        assert_eq!(of_header_row(&["Gold", "Name"]), None);
    }
}
