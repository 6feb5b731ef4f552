//! The tables of a report.

use super::annex;
use crate::domain::Status;
use crate::report::{ANNEX_METALS, FigureKey, Figures, Location, Report, ReportTable, share};
use crate::tabular::{Cell, Column, ColumnKind, Table};

/// Words for a facility whose country no source states, where an empty cell would look like an oversight.
const NOT_STATED: &str = "Not stated";

/// A table as a document shows it: one, or several apart; none that would have no row.
pub fn shown(report: &Report, table: ReportTable) -> Vec<Table> {
    let mut tables = match table {
        ReportTable::MetalByStatus => vec![metal_by_status(report)],
        ReportTable::Countries => vec![countries(report)],
        ReportTable::Annex(metal) => annex::of_metal(report, metal),
    };
    tables.retain(|table| !table.rows.is_empty());
    tables
}

/// The statuses that a table of figures has columns for: the stated ones, and Unresolved if there is any.
pub(super) fn statuses(report: &Report) -> Vec<Status> {
    let any = |status: &Status| report.figures.value(&FigureKey::Status(*status)) > 0;
    Status::ALL.into_iter().filter(|status| *status != Status::Unresolved || any(status)).collect()
}

fn metal_by_status(report: &Report) -> Table {
    let (style, figures) = (report.heading.style, &report.figures);
    let statuses = statuses(report);
    let mut columns = vec![("Metal", ColumnKind::Text)];
    columns.extend(statuses.iter().map(|status| (status.word(style), ColumnKind::Number)));
    columns.push(("Total", ColumnKind::Number));
    let first = format!("{} share", Status::Conformant.word(style));
    columns.push((&first, ColumnKind::Number));
    let mut table = Table::new("Facilities by metal and status", report.heading.period_end, &columns);
    for metal in ANNEX_METALS {
        let key = |status| FigureKey::MetalStatus(metal, status);
        table.rows.push(status_line(
            figures,
            metal.name(),
            statuses.iter().map(|s| key(*s)),
            &FigureKey::Metal(metal),
        ));
    }
    let keys = statuses.iter().map(|status| FigureKey::Status(*status));
    table.total = Some(status_line(figures, "Total", keys, &FigureKey::Facilities));
    table
}

/// A line of counts by status, Conformant first, and their sum; what is not known is blank.
fn status_line(
    figures: &Figures,
    name: &str,
    statuses: impl Iterator<Item = FigureKey>,
    all: &FigureKey,
) -> Vec<Cell> {
    let known = |key: FigureKey| figures.is_known(&key).then(|| figures.value(&key));
    let (counts, whole): (Vec<Option<usize>>, usize) = (statuses.map(known).collect(), figures.value(all));
    let conformant =
        counts.first().copied().flatten().map_or(Cell::Empty, |part| Cell::text(share(part, whole)));
    let mut cells = vec![Cell::text(name)];
    cells.extend(counts.into_iter().map(|count| count.map_or(Cell::Empty, Cell::count)));
    cells.extend([Cell::count(whole), conformant]);
    cells
}

fn countries(report: &Report) -> Table {
    let columns =
        [("Country", ColumnKind::Text), ("Facilities", ColumnKind::Number), ("Share", ColumnKind::Number)];
    let mut table = Table::new("Facilities by country", report.heading.period_end, &columns);
    let whole = report.figures.value(&FigureKey::Facilities);
    let line = |name: &str, n: usize| vec![Cell::text(name), Cell::count(n), Cell::text(share(n, whole))];
    table.rows =
        report.figures.places().map(|(place, figure)| line(shown_place(place), figure.value)).collect();
    table.total = Some(line("Total", whole));
    table
}

pub(super) fn shown_place(place: &Location) -> &str {
    match place {
        Location::NotStated => NOT_STATED,
        Location::Known(_) | Location::Written(_) => place.text(),
    }
}

/// Whether a column stands on the right.
pub(super) fn is_right(column: &Column) -> bool {
    match column.kind {
        ColumnKind::Number => true,
        ColumnKind::Text | ColumnKind::Date => false,
    }
}
