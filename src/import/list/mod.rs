//! Reference lists: exports of RMI's lists as workbooks, XML workbooks or CSV, to a [`ListBody`].
//!
//! A table with CIDs, names, metals and countries and without a status is one. Its columns are found by the words of its
//! header (`data/list_headers.ron`).

mod gathered;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

pub use gathered::{Gathered, Passed};

use super::cell_grid::CellGrid;
use super::columns;
use crate::cmrt::ListColumn;
use crate::data::embedded;
use crate::domain::cmrt::Version;
use crate::domain::{ListBody, Place};
use crate::text::{clean, fold};

/// A reference list as read: nothing of it is in a workspace yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDraft {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// A short title: the file's name without its end.
    pub title: String,
    /// The day it speaks for, when it says so. Exports do not.
    pub as_of: Option<Date>,
    /// The version of the template that carries it, when one does.
    pub version: Option<Version>,
    pub list: ListBody,
    /// Whether it has a column of other names.
    pub has_aliases: bool,
    /// Whether it tells of audits, as exports do that may be a choice of all facilities.
    pub has_audits: bool,
    /// Rows that were not taken, columns that were not used: the place, and the words.
    pub remarks: Vec<(Place, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Headers {
    columns: BTreeMap<ListColumn, Vec<String>>,
    audits: Vec<String>,
}

/// What a header means to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    Column(ListColumn),
    Audit,
}

static HEADERS: LazyLock<HashMap<String, Header>> = LazyLock::new(|| {
    let table: Headers = embedded("data/list_headers.ron", include_str!("../../../data/list_headers.ron"));
    let audits = table.audits.into_iter().map(|words| (fold(&words), Header::Audit));
    let columns = table.columns.into_iter();
    let columns = columns.flat_map(|(column, words)| {
        words.into_iter().map(move |words| (fold(&words), Header::Column(column)))
    });
    audits.chain(columns).collect()
});

/// A header stands within so many rows of the top.
const DEEPEST_HEADER: usize = 60;
/// So many remarks are kept.
const MOST_REMARKS: usize = 1_000;

/// What a table was read as.
#[derive(Debug)]
pub struct ListReading {
    pub list: ListBody,
    /// Whether it has a column of other names.
    pub has_aliases: bool,
    pub has_audits: bool,
    /// What is to be said of it.
    pub remarks: Vec<(Place, String)>,
}

/// Where the columns of a table stand.
#[derive(Debug)]
struct Layout {
    /// The index of the header's row.
    header: usize,
    columns: BTreeMap<ListColumn, usize>,
    /// The audit columns: index and header as written.
    audits: Vec<(usize, String)>,
}

/// Whether a table with a column of statuses is a reference list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithStatus {
    /// It is rather a list of facilities.
    IsNone,
    /// It is one too, when a person says so.
    Too,
}

/// Reads a table as a reference list; `None` when it is none.
pub fn read(grid: &CellGrid, with_status: WithStatus) -> Option<ListReading> {
    let layout = layout(grid, with_status)?;
    let mut gathered = Gathered::default();
    let mut remarks = Vec::new();
    for (row, cells) in grid.rows.iter().skip(layout.header + 1) {
        let text = |column| layout.columns.get(&column).and_then(|at| cells.get(*at)).map(String::as_str);
        if let Some(passed) = gathered.take(*row, text) {
            let at = layout.columns.get(&passed.column()).copied().unwrap_or(0);
            remarks.push((grid.place(*row, at), passed.words().to_owned()));
        }
    }
    let more = remarks.len().saturating_sub(MOST_REMARKS);
    remarks.truncate(MOST_REMARKS);
    if more > 0 {
        remarks.push((Place::File, format!("{more} more rows were not taken")));
    }
    remarks.extend(audits(grid, &layout));
    let entries = gathered.entries();
    let sheet = grid.label.clone().unwrap_or_default();
    let has_aliases = layout.columns.contains_key(&ListColumn::Alias);
    let has_audits = !layout.audits.is_empty();
    let list = ListBody { sheet, entries };
    (!list.entries.is_empty()).then_some(ListReading { list, has_aliases, has_audits, remarks })
}

/// Says that what an export tells of audits is not used: a name on a list is no status.
fn audits(grid: &CellGrid, layout: &Layout) -> Option<(Place, String)> {
    let (first, _) = layout.audits.first()?;
    let (row, _) = grid.rows.get(layout.header)?;
    let names: Vec<String> =
        layout.audits.iter().map(|(_, name)| format!("\u{201c}{}\u{201d}", clean(name))).collect();
    let words = format!("read as names only; what it says of audits was not used: {}", names.join(", "));
    Some((grid.place(*row, *first), words))
}

fn layout(grid: &CellGrid, with_status: WithStatus) -> Option<Layout> {
    let mut rows = grid.rows.iter().take(DEEPEST_HEADER).enumerate();
    rows.find_map(|(at, (_, cells))| of_header(at, cells, with_status))
}

/// The columns of a header row: with metal, CID, name and country.
fn of_header(header: usize, cells: &[String], with_status: WithStatus) -> Option<Layout> {
    let mut layout = Layout { header, columns: BTreeMap::new(), audits: Vec::new() };
    for (at, cell) in cells.iter().enumerate() {
        let is_status = columns::of_header(cell) == Some(columns::FacilityColumn::Status);
        if is_status && with_status == WithStatus::IsNone {
            return None;
        }
        match HEADERS.get(&fold(cell)) {
            Some(Header::Column(column)) => drop(layout.columns.entry(*column).or_insert(at)),
            Some(Header::Audit) => layout.audits.push((at, cell.clone())),
            None => {}
        }
    }
    let has = |column: ListColumn| layout.columns.contains_key(&column);
    let named = has(ListColumn::Name) || has(ListColumn::Alias);
    (named && [ListColumn::Metal, ListColumn::Cid, ListColumn::Country].into_iter().all(has))
        .then_some(layout)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Metal;

    fn grid(text: &str) -> CellGrid {
        let rows =
            text.lines().zip(1..).map(|(line, row)| (row, line.split('|').map(str::to_owned).collect()));
        CellGrid { label: Some("List".to_owned()), rows: rows.collect(), ..CellGrid::default() }
    }

    fn of(grid: &CellGrid) -> Option<ListReading> {
        read(grid, WithStatus::IsNone)
    }

    #[test]
    fn an_export_is_read_with_its_audit_columns_left_alone() {
        let listed = of(&grid(
            "A title\nSmelter ID|Standard Smelter Name|Metal|Country Location|State/Province/Region|Last Audit Date\n\
             CID900002|Beta Metals|Tin|PERU|Lima|2022-01-15\nCID900001|Alpha Gold|Gold|ITALY||\n\
             nothing|Gamma|Gold|ITALY||\nCID900003|Delta|Cobalt|ITALY||",
        ))
        .unwrap();
        let shown: Vec<_> = listed
            .list
            .entries
            .iter()
            .map(|e| (e.metal, e.cid.to_string(), e.state.as_str(), e.row))
            .collect();
        assert_eq!(
            shown,
            [(Metal::Tin, "CID900002".to_owned(), "Lima", 3), (Metal::Gold, "CID900001".to_owned(), "", 4)]
        );
        assert_eq!((listed.remarks.len(), listed.has_aliases, listed.has_audits), (3, false, true));
        assert_eq!(listed.remarks.first().unwrap().0, Place::Cell("List".to_owned(), "A5".to_owned()));
        assert!(listed.remarks.last().unwrap().1.contains("Last Audit Date"));
    }

    #[test]
    fn a_table_with_a_status_or_without_cids_is_no_list() {
        assert!(of(&grid("CID|Name|Metal|Country|Status\nCID900001|A|Gold|ITALY|Active")).is_none());
        assert!(of(&grid("Name|Metal|Country\nA|Gold|ITALY")).is_none());
        assert!(of(&grid("CID|Name|Metal|Country\n")).is_none());
    }
}
