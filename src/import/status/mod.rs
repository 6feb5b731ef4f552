//! Status lists: tables in which an assurance programme names facilities as conformant or active, to a [`StatusDraft`].
//!
//! Columns are found by the words of their header, in any order (`data/status_list_headers.ron`). What kind of list it is says a
//! column of statuses, else the title rows above the header, the sheet's name or the file's name (`data/status_list_words.ron`).

mod rows;
mod said;
mod words;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use serde::Deserialize;

use super::cell_grid::CellGrid;
use super::headers::{HeaderWords, unuse_repeated};
use super::{ImportError, table};
use crate::domain::{Cid, Country, ListKind, Metal, Place, Programme, StatusBody};
use crate::text::{clean, count};

pub(super) use said::day_said;

/// What a column of a status list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum StatusColumn {
    Metal,
    Cid,
    Name,
    Country,
    Status,
    /// What kind of list a row is of, in lists put together.
    ListType,
    /// Whose audit a row rests on.
    Programme,
    LastAudit,
    Cycle,
    NextAudit,
    Reaudit,
    /// Not known, or known and of no use here.
    Unused,
}

impl StatusColumn {
    /// What the preview says that a column was taken for.
    pub fn taken_for(self) -> &'static str {
        match self {
            Self::Metal => "metal",
            Self::Cid => "CID",
            Self::Name => "name",
            Self::Country => "country",
            Self::Status => "status",
            Self::ListType => "kind of list",
            Self::Programme => "programme",
            Self::LastAudit => "last audit",
            Self::Cycle => "cycle in years",
            Self::NextAudit => "next audit",
            Self::Reaudit => "re-audit in progress",
            Self::Unused => "not used",
        }
    }

    /// Whether it tells of audits, as programmes' exports do.
    fn is_of_audits(self) -> bool {
        match self {
            Self::LastAudit | Self::Cycle | Self::NextAudit | Self::Reaudit => true,
            Self::Metal
            | Self::Cid
            | Self::Name
            | Self::Country
            | Self::Status
            | Self::ListType
            | Self::Programme
            | Self::Unused => false,
        }
    }
}

static HEADERS: LazyLock<HeaderWords<StatusColumn>> = LazyLock::new(|| {
    let text = include_str!("../../../data/status_list_headers.ron");
    HeaderWords::embedded("data/status_list_headers.ron", text)
});

/// A header stands within so many rows of the top.
const DEEPEST_HEADER: usize = 60;

/// A status list as read: nothing of it is in a workspace yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusDraft {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// A short title: the file's name without its end.
    pub title: String,
    /// What kind of list it is, where the table has no column of statuses and something else says it.
    pub kind: Option<ListKind>,
    /// The kinds that a column of statuses has; empty without one.
    pub kinds: BTreeSet<ListKind>,
    /// Whose list it is, where something says it.
    pub programme: Option<Programme>,
    /// The day that it speaks for, where something says it, with what does.
    pub as_of: Option<(Date, &'static str)>,
    /// Whether it has CIDs.
    pub has_cids: bool,
    /// Whether it has a column of metals.
    pub has_metals: bool,
    /// Whether it tells of audits, as programmes' exports do.
    pub has_audits: bool,
    /// Whether it is longer than what is read.
    pub is_cut: bool,
    /// The sheets or tables that look like lists too, and are not read.
    pub unread: Vec<String>,
    pub body: Arc<StatusBody>,
    /// Headers as written, and what each was taken for.
    pub columns: Vec<(String, String)>,
    /// Rows that were not taken: the place, and why.
    pub skipped: Vec<(Place, String)>,
    /// Values of taken rows that were not understood: the place, and the words.
    pub remarks: Vec<(Place, String)>,
}

/// Where the columns of a table stand.
#[derive(Debug)]
struct Layout {
    /// The index of the header's row.
    header: usize,
    columns: Vec<StatusColumn>,
}

impl Layout {
    fn of(grid: &CellGrid) -> Option<Self> {
        let rows = grid.rows.iter().take(DEEPEST_HEADER).enumerate();
        let headers =
            rows.filter_map(|(header, (_, cells))| Some(Self { header, columns: of_header(cells)? }));
        headers.max_by_key(|layout| (layout.of_use(), std::cmp::Reverse(layout.header)))
    }

    fn has(&self, column: StatusColumn) -> bool {
        self.columns.contains(&column)
    }

    fn of_use(&self) -> usize {
        self.columns.iter().filter(|column| **column != StatusColumn::Unused).count()
    }
}

/// The columns of a header row: a name or a CID, and one more; no cell of it is a value.
fn of_header(cells: &[String]) -> Option<Vec<StatusColumn>> {
    let is_value = |cell: &String| {
        Metal::parse(cell).is_some() || Country::parse(cell).is_some() || Cid::parse(cell).is_ok()
    };
    if cells.iter().any(is_value) {
        return None;
    }
    let columns = cells.iter().map(|cell| HEADERS.column(cell).unwrap_or(StatusColumn::Unused));
    let mut columns: Vec<StatusColumn> = columns.collect();
    unuse_repeated(&mut columns, StatusColumn::Unused);
    let named = columns.contains(&StatusColumn::Name) || columns.contains(&StatusColumn::Cid);
    let used = columns.iter().filter(|column| **column != StatusColumn::Unused).count();
    (named && used >= 2).then_some(columns)
}

/// Reads a file as a status list, given its name without the folder; none when no table of it can be one.
///
/// # Errors
/// When the bytes are damaged, or need a password.
pub fn read(file: &str, raw: &[u8], password: Option<&str>) -> Result<Option<StatusDraft>, ImportError> {
    let file = clean(file);
    let fit = |grid: &CellGrid| Layout::of(grid).map_or(0, |layout| layout.of_use());
    let grids = table::grids(raw, password, fit)?;
    let laid_out = grids.iter().filter_map(|grid| Some((grid, Layout::of(grid)?)));
    let mut laid_out: Vec<(&CellGrid, Layout)> = laid_out.collect();
    laid_out.sort_by_key(|(grid, layout)| (layout.of_use().min(3), grid.rows.len(), layout.of_use()));
    let Some((grid, layout)) = laid_out.pop() else { return Ok(None) };
    let mut draft = draft(file, raw, grid, &layout);
    for (grid, layout) in laid_out {
        draft.leave_out(grid, &layout);
    }
    Ok(Some(draft).filter(|draft| !draft.body.entries.is_empty()))
}

impl StatusDraft {
    /// One table of a file is read. That others are not is said: they may be the lists of other kinds or metals.
    fn leave_out(&mut self, grid: &CellGrid, layout: &Layout) {
        let rows = rows::read(grid, layout).body.entries.len();
        if rows == 0 {
            return;
        }
        let label = grid.label.clone().unwrap_or_else(|| "a table without a title".to_owned());
        let rows = count(rows, "row", "rows");
        let why = format!(
            "\u{201c}{label}\u{201d} ({rows}) looks like a list too and is not read: save it as a file of its own"
        );
        self.remarks.push((Place::File, why));
        self.unread.push(label);
    }
}

fn draft(file: String, raw: &[u8], grid: &CellGrid, layout: &Layout) -> StatusDraft {
    let title = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
    let said = said::Said::of(grid, layout.header, &title);
    let read = rows::read(grid, layout);
    let header = grid.rows.get(layout.header).map_or(&[][..], |(_, cells)| cells.as_slice());
    let columns = header.iter().zip(&layout.columns).filter(|(cell, _)| !cell.is_empty());
    StatusDraft {
        sha256: super::sha256(raw),
        kind: if read.has_statuses { None } else { said.kind },
        kinds: read.body.entries.iter().filter_map(|entry| entry.kind).collect(),
        programme: said.programme,
        as_of: said.as_of,
        has_cids: read.body.entries.iter().any(|entry| entry.cid.is_some()),
        has_metals: layout.has(StatusColumn::Metal),
        has_audits: layout.columns.iter().any(|column| column.is_of_audits()),
        is_cut: grid.cut,
        unread: Vec::new(),
        columns: columns.map(|(cell, column)| (clean(cell), column.taken_for().to_owned())).collect(),
        body: Arc::new(read.body),
        skipped: read.skipped,
        remarks: read.remarks,
        title,
        file,
    }
}
