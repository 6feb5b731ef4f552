//! Which column of a table is which: by the words of its header, or by what stands in it.

use std::sync::LazyLock;

use serde::Deserialize;

use super::headers::HeaderWords;
use super::names::{is_of_names, not_a_name};
use super::table_words::WORDS;
use crate::domain::{Cid, Country, Metal, Status};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum FacilityColumn {
    Metal,
    /// The identification number (CID).
    Cid,
    /// The facility's name.
    Name,
    /// Another name of it.
    Alias,
    Country,
    City,
    Status,
    /// Known, and of no use here.
    Passed,
    /// Not known.
    Unknown,
}

impl FacilityColumn {
    /// What the preview says that a column was taken for.
    pub fn taken_for(self) -> &'static str {
        match self {
            Self::Metal => "metal",
            Self::Cid => "CID",
            Self::Name => "name",
            Self::Alias => "other name",
            Self::Country => "country",
            Self::City => "city",
            Self::Status => "status",
            Self::Passed | Self::Unknown => "not used",
        }
    }
}

static HEADERS: LazyLock<HeaderWords<FacilityColumn>> = LazyLock::new(|| {
    HeaderWords::embedded("data/table_headers.ron", include_str!("../../data/table_headers.ron"))
});

/// The column that a header names, if it names one. Marks and remarks in brackets are passed over, unless they say that what
/// stands below is something else: "Country (of origin)".
pub fn of_header(written: &str) -> Option<FacilityColumn> {
    let against = |column: FacilityColumn| WORDS.speaks_against(written, column);
    let passed = |column| if against(column) { FacilityColumn::Passed } else { column };
    HEADERS.exact(written).or_else(|| HEADERS.column(written).map(passed))
}

/// Whether a text is a column's header and nothing else.
pub fn is_header(text: &str) -> bool {
    HEADERS.exact(text).is_some()
}

/// Columns beyond this one are not looked at.
pub const MAX_COLUMNS: usize = 64;

/// The columns of a header row, in its order: `None` when the row is none. A header names a name or a CID,
/// and at least one column more; no cell of it is a value.
pub fn of_header_row<S: AsRef<str>>(cells: &[S]) -> Option<Vec<FacilityColumn>> {
    if cells.len() > MAX_COLUMNS {
        return None;
    }
    let mut found = Vec::with_capacity(cells.len());
    for cell in cells {
        let cell = cell.as_ref();
        let named = of_header(cell);
        if named.is_none() && is_value(cell) {
            return None;
        }
        let column = named.unwrap_or(FacilityColumn::Unknown);
        let twice = found.contains(&column) && column != FacilityColumn::Unknown;
        found.push(if twice { FacilityColumn::Passed } else { column });
    }
    let of_use =
        |column: &&FacilityColumn| !matches!(column, FacilityColumn::Passed | FacilityColumn::Unknown);
    let named = found.contains(&FacilityColumn::Name) || found.contains(&FacilityColumn::Cid);
    (named && found.iter().filter(of_use).count() >= 2).then_some(found)
}

/// Whether a cell is a metal, a country or a CID.
pub fn is_value(cell: &str) -> bool {
    !Metal::parse_all(cell).is_empty() || Country::parse(cell).is_some() || Cid::parse(cell).is_ok()
}

/// Gives the name to the first column headed as one that holds names: a column of counts may be headed
/// "Facilities", one of numbers "Smelter". False when columns are headed so, and none of them holds names.
pub fn settle_name(columns: &mut [FacilityColumn], header: &[String], rows: &[&[String]]) -> bool {
    let headed =
        |at: &usize| header.get(*at).and_then(|words| of_header(words)) == Some(FacilityColumn::Name);
    let headed: Vec<usize> = (0..header.len()).filter(headed).collect();
    let names = headed.iter().copied().find(|at| holds_names(rows, *at));
    for at in &headed {
        let settled = if Some(*at) == names { FacilityColumn::Name } else { FacilityColumn::Passed };
        columns.get_mut(*at).into_iter().for_each(|column| *column = settled);
    }
    names.is_some() || headed.is_empty()
}

/// Whether at least half of the filled cells of a column, and at least one, can be names.
fn holds_names(rows: &[&[String]], at: usize) -> bool {
    let filled = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
    let (mut all, mut names) = (0_usize, 0_usize);
    for cell in filled {
        all += 1;
        names += usize::from(is_of_names(cell));
    }
    names > 0 && names * 2 >= all
}

/// Finds columns by what stands in them: among those still unknown, the ones that no header named. A column whose header says
/// something else is never the status, nor the country when it speaks of an origin or a mine.
pub fn by_content(columns: &mut Vec<FacilityColumn>, header: &[String], rows: &[&[String]]) {
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0).min(MAX_COLUMNS);
    columns.resize(width.max(columns.len()), FacilityColumn::Unknown);
    for (column, test) in TESTS {
        if columns.contains(column) {
            continue;
        }
        let open = |at: usize| header.get(at).is_none_or(|words| may_hold(words, *column));
        let shares = columns.iter().enumerate();
        let shares = shares.filter(|(at, known)| **known == FacilityColumn::Unknown && open(*at));
        let best = shares.map(|(at, _)| (share(rows, at, *test), std::cmp::Reverse(at))).max();
        if let Some((share, std::cmp::Reverse(at))) = best
            && share >= MOST
            && let Some(slot) = columns.get_mut(at)
        {
            *slot = *column;
        }
    }
}

/// Whether what stands below a header that is not known can be of a column.
fn may_hold(header: &str, column: FacilityColumn) -> bool {
    header.is_empty() || (column != FacilityColumn::Status && !WORDS.speaks_against(header, column))
}

/// The kind of each column by what stands in it alone, the surest first; none for a column of anything else.
pub fn kinds(rows: &[&[String]]) -> Vec<Option<FacilityColumn>> {
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0).min(MAX_COLUMNS);
    let kind = |at| TESTS.iter().find(|(_, test)| share(rows, at, *test) >= MOST).map(|(column, _)| *column);
    (0..width).map(kind).collect()
}

/// Whether a cell could be a value of a column.
type Test = fn(&str) -> bool;

/// What a cell of a column looks like, the surest first; what is left, and has words in it, is the name.
const TESTS: &[(FacilityColumn, Test)] = &[
    (FacilityColumn::Cid, |cell| Cid::parse(cell).is_ok()),
    (FacilityColumn::Metal, |cell| !Metal::parse_all(cell).is_empty()),
    (FacilityColumn::Status, |cell| Status::parse(cell).is_some() || Status::is_none_word(cell)),
    (FacilityColumn::Country, |cell| Country::parse(cell).is_some()),
    (FacilityColumn::Name, |cell| {
        cell.chars().filter(|c| c.is_alphabetic()).count() >= 2 && not_a_name(cell).is_none()
    }),
];

/// So many of a thousand filled cells must look like values of a column.
const MOST: usize = 600;

/// How many of a thousand filled cells of a column pass a test; 0 when hardly any cell is filled.
fn share(rows: &[&[String]], at: usize, test: Test) -> usize {
    let (mut all, mut passed) = (0, 0);
    for cell in rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()) {
        all += 1;
        passed += usize::from(test(cell));
    }
    if all * 4 < rows.len() { 0 } else { (passed * 1000).checked_div(all).unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_by_their_words() {
        assert_eq!(of_header("Smelter or Refiner Name (1)"), Some(FacilityColumn::Name));
        assert_eq!(of_header("Metal (*)"), Some(FacilityColumn::Metal));
        assert_eq!(of_header("COUNTRY LOCATION"), Some(FacilityColumn::Country));
        assert_eq!(of_header("favourite colour"), None);
        assert_eq!(of_header("Country (of mineral origin)"), Some(FacilityColumn::Passed));
        assert_eq!(of_header("Country (1)"), Some(FacilityColumn::Country));
        let row = ["Smelter ID", "Standard Smelter Name", "Metal", "Country Location", "Cycle"];
        let columns = of_header_row(&row).unwrap();
        assert_eq!(
            columns,
            [
                FacilityColumn::Cid,
                FacilityColumn::Name,
                FacilityColumn::Metal,
                FacilityColumn::Country,
                FacilityColumn::Passed
            ]
        );
        assert_eq!(of_header_row(&["Gold", "Name"]), None);
    }

    #[test]
    fn columns_without_a_header_are_known_by_their_content() {
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let rows =
            [row(["JAPAN", "Dowa", "Gold", "Active"]), row(["SPAIN", "CRM Synergies", "Tin", "Conformant"])];
        let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
        let mut columns = Vec::new();
        by_content(&mut columns, &[], &rows);
        assert_eq!(
            columns,
            [FacilityColumn::Country, FacilityColumn::Name, FacilityColumn::Metal, FacilityColumn::Status]
        );
    }
}
