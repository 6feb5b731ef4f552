//! Risk lists with a header: our own form, OpenSanctions' simple CSV, lists of areas.

use std::sync::LazyLock;

use serde::Deserialize;

use super::words::RiskWords;
use super::{Entries, RiskDraft, RiskPart, RiskShape};
use crate::domain::{Cid, Country, Metal, Place, RiskEntry, RiskKind};
use crate::import::cell_grid::CellGrid;
use crate::import::headers::{HeaderWords, unuse_repeated};
use crate::import::status::day_said;
use crate::text::clean;

/// What a column of a risk list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum RiskColumn {
    Name,
    Aliases,
    Countries,
    Cid,
    Metal,
    /// The list or programme under which a name is listed.
    ListedAs,
    Since,
    /// When the list last changed the entry.
    Changed,
    Remarks,
    /// The list's own identifier.
    Id,
    /// What an entry is: a person, a company; of an area, conflict-affected or high-risk.
    Kind,
    Region,
    /// Not known, or known and of no use here.
    Unused,
}

impl RiskColumn {
    /// What the preview says that a column was taken for.
    pub fn taken_for(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Aliases => "aliases",
            Self::Countries => "countries",
            Self::Cid => "CID",
            Self::Metal => "metal",
            Self::ListedAs => "list or programme",
            Self::Since => "since",
            Self::Changed => "last change",
            Self::Remarks => "remarks",
            Self::Id => "identifier",
            Self::Kind => "kind",
            Self::Region => "region",
            Self::Unused => "not used",
        }
    }
}

static HEADERS: LazyLock<HeaderWords<RiskColumn>> = LazyLock::new(|| {
    let text = include_str!("../../../data/risk_headers.ron");
    HeaderWords::embedded("data/risk_headers.ron", text)
});

/// A header stands within so many rows of the top.
const DEEPEST_HEADER: usize = 60;
/// So many headers are named where none is known.
const NAMED: usize = 12;

/// Where the columns of a table stand.
struct Layout {
    /// The index of the header's row.
    header: usize,
    columns: Vec<RiskColumn>,
}

impl Layout {
    fn of(grid: &CellGrid) -> Option<Self> {
        let rows = grid.rows.iter().take(DEEPEST_HEADER).enumerate();
        let headers = rows.filter_map(|(header, (_, cells))| {
            let columns = of_header(cells)?;
            Some(Self { header, columns })
        });
        headers.max_by_key(|layout| (layout.of_use(), std::cmp::Reverse(layout.header)))
    }

    fn has(&self, column: RiskColumn) -> bool {
        self.columns.contains(&column)
    }

    fn of_use(&self) -> usize {
        self.columns.iter().filter(|column| **column != RiskColumn::Unused).count()
    }

    /// What the list is of: sanctions have names or CIDs, areas have countries and regions.
    fn kind(&self, said: Option<RiskKind>) -> Option<RiskKind> {
        let is_named = self.has(RiskColumn::Name) || self.has(RiskColumn::Cid);
        let is_of_areas = self.has(RiskColumn::Countries)
            && (self.has(RiskColumn::Region) || self.has(RiskColumn::Kind) || said == Some(RiskKind::Areas));
        match (is_named, is_of_areas) {
            (true, true) if said == Some(RiskKind::Areas) => said,
            (true, _) => Some(RiskKind::Sanctions),
            (false, true) => Some(RiskKind::Areas),
            (false, false) => None,
        }
    }
}

/// The columns of a header row: names, CIDs or countries among them; no cell of it is a value.
fn of_header(cells: &[String]) -> Option<Vec<RiskColumn>> {
    let is_value = |cell: &String| {
        Metal::parse(cell).is_some() || Country::parse(cell).is_some() || Cid::parse(cell).is_ok()
    };
    if cells.iter().any(is_value) {
        return None;
    }
    let columns = cells.iter().map(|cell| HEADERS.column(cell).unwrap_or(RiskColumn::Unused));
    let mut columns: Vec<RiskColumn> = columns.collect();
    unuse_repeated(&mut columns, RiskColumn::Unused);
    let tells = [RiskColumn::Name, RiskColumn::Cid, RiskColumn::Countries];
    columns.iter().any(|column| tells.contains(column)).then_some(columns)
}

/// How many columns are known.
pub(super) fn fit(grid: &CellGrid) -> usize {
    Layout::of(grid).map_or(0, |layout| layout.of_use())
}

/// Reads a table with a header.
pub(super) fn read(grid: &CellGrid, title: String) -> Result<RiskDraft, RiskShape> {
    let layout = Layout::of(grid).ok_or_else(|| no_header(grid))?;
    let above = grid.rows.iter().take(layout.header).flat_map(|(_, cells)| cells.iter().map(String::as_str));
    let mut texts = above.chain(grid.label.as_deref()).chain(std::iter::once(title.as_str()));
    let said = texts.find_map(|text| RiskWords::get().kind_named(text));
    let kind = layout.kind(said).ok_or_else(|| no_names(grid, &layout))?;
    let mut entries = Entries::default();
    entries.body.sheet = grid.label.clone().unwrap_or_default();
    for (number, cells) in grid.rows.iter().skip(layout.header + 1) {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        RowReader { grid, layout: &layout, number: *number, cells, entries: &mut entries }.read(kind)?;
    }
    let header = grid.rows.get(layout.header).map_or(&[][..], |(_, cells)| cells.as_slice());
    let columns = header.iter().zip(&layout.columns).filter(|(cell, _)| !cell.is_empty());
    let columns = columns.map(|(cell, column)| (clean(cell), column.taken_for().to_owned())).collect();
    let as_of = day_said(grid, layout.header, &title);
    let is_of_export = layout.has(RiskColumn::Kind) && layout.has(RiskColumn::Changed);
    let is_of_own_form = layout.has(RiskColumn::Aliases) && layout.has(RiskColumn::Since);
    let is_evident = said == Some(kind) || is_of_export || is_of_own_form;
    Ok(RiskDraft { as_of, columns, is_evident, ..entries.draft(title, (kind, RiskPart::Whole)) })
}

/// Why a table without a header that is known is no risk list.
fn no_header(grid: &CellGrid) -> RiskShape {
    let Some((number, cells)) = grid.rows.iter().find(|(_, cells)| cells.iter().any(|it| !it.is_empty()))
    else {
        return RiskShape { place: Place::File, why: "there is nothing in it".to_owned() };
    };
    let why = format!(
        "no header names a column of names, CIDs or countries, and OFAC\u{2019}s files have 12, 5 or 6 columns, this row has {}: {}",
        cells.len(),
        words(cells)
    );
    RiskShape { place: grid.place(*number, 0), why }
}

/// Why a table with countries alone is no risk list.
fn no_names(grid: &CellGrid, layout: &Layout) -> RiskShape {
    let row = grid.rows.get(layout.header);
    let (number, cells) = row.map_or((0, &[][..]), |(number, cells)| (*number, cells.as_slice()));
    let why = format!("the header has neither names nor CIDs nor regions: {}", words(cells));
    RiskShape { place: grid.place(number, 0), why }
}

fn words(cells: &[String]) -> String {
    let named: Vec<String> = cells.iter().take(NAMED).map(|cell| clean(cell)).collect();
    named.join(", ")
}

/// Reads one row.
struct RowReader<'a> {
    grid: &'a CellGrid,
    layout: &'a Layout,
    number: u32,
    cells: &'a [String],
    entries: &'a mut Entries,
}

impl RowReader<'_> {
    fn place(&self, column: RiskColumn) -> Place {
        let at = self.layout.columns.iter().position(|other| *other == column).unwrap_or(0);
        self.grid.place(self.number, at)
    }

    /// A column's cell as written; empty where there is none.
    fn written(&self, column: RiskColumn) -> &str {
        let at = self.layout.columns.iter().position(|other| *other == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    fn cell(&self, column: RiskColumn) -> String {
        clean(self.written(column))
    }

    fn remark(&mut self, column: RiskColumn, why: String) {
        let place = self.place(column);
        self.entries.remarks.push((place, why));
    }

    /// Adds the row's entry.
    fn read(mut self, kind: RiskKind) -> Result<(), RiskShape> {
        // A name with a comma in it that is not in quotation marks moves all that follows it.
        let last = self.layout.columns.len();
        let beyond = self.cells.iter().enumerate().skip(last).find(|(_, cell)| !cell.is_empty());
        if let Some((at, cell)) = beyond {
            let why = format!(
                "\u{201c}{}\u{201d} stands beyond the {last} columns of the header: is a value with a comma not in quotation marks?",
                clean(cell)
            );
            return Err(RiskShape { place: self.grid.place(self.number, at), why });
        }
        let entry = match kind {
            RiskKind::Sanctions => self.sanctioned(),
            RiskKind::Areas => self.area(),
        };
        self.entries.body.entries.extend(entry);
        Ok(())
    }

    fn sanctioned(&mut self) -> Option<RiskEntry> {
        let kind = self.cell(RiskColumn::Kind);
        if RiskWords::get().is_left_out(&kind) {
            self.entries.left_out += 1;
            return None;
        }
        let (name, cid) = (self.cell(RiskColumn::Name), self.cid());
        if name.is_empty() && cid.is_none() {
            self.remark(
                RiskColumn::Name,
                "this row has neither a name nor a CID: it is not screened".to_owned(),
            );
            return None;
        }
        Some(RiskEntry {
            name,
            cid,
            aliases: RiskWords::get().values(self.written(RiskColumn::Aliases)),
            countries: self.countries(),
            metal: self.metal(),
            is_person: RiskWords::get().is_person(&kind),
            ..self.rest(RiskColumn::ListedAs)
        })
    }

    /// An area of one country or more. A row without any says nothing.
    fn area(&mut self) -> Option<RiskEntry> {
        let countries = self.countries();
        if countries.is_empty() {
            let why = "this row has no country that is known: nothing follows from it".to_owned();
            self.remark(RiskColumn::Countries, why);
            return None;
        }
        let listed_as = RiskColumn::Kind;
        Some(RiskEntry { name: self.cell(RiskColumn::Region), countries, ..self.rest(listed_as) })
    }

    /// What both kinds have.
    fn rest(&self, listed_as: RiskColumn) -> RiskEntry {
        RiskEntry {
            listed_as: self.cell(listed_as),
            id: self.cell(RiskColumn::Id),
            since: self.cell(RiskColumn::Since),
            changed: self.cell(RiskColumn::Changed),
            remarks: self.cell(RiskColumn::Remarks),
            row: self.number,
            ..RiskEntry::default()
        }
    }

    fn cid(&mut self) -> Option<Cid> {
        let written = self.cell(RiskColumn::Cid);
        let read = Cid::parse(&written);
        if let (Err(bad), false) = (&read, written.is_empty()) {
            self.remark(RiskColumn::Cid, format!("{bad}; the entry has none"));
        }
        read.ok()
    }

    fn metal(&mut self) -> Option<Metal> {
        let written = self.cell(RiskColumn::Metal);
        let metal = Metal::asked(&written);
        if metal.is_none() && !written.is_empty() {
            let why = format!("\u{201c}{written}\u{201d} is none of the four metals; the entry has none");
            self.remark(RiskColumn::Metal, why);
        }
        metal
    }

    fn countries(&mut self) -> Vec<Country> {
        let (known, others) = RiskWords::get().countries(self.written(RiskColumn::Countries));
        for other in others {
            let why = format!("\u{201c}{other}\u{201d} is no country that is known; it is not used");
            self.remark(RiskColumn::Countries, why);
        }
        known
    }
}
