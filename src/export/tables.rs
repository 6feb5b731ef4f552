//! The tables of a report.

use crate::domain::{Metal, Status};
use crate::report::{ANNEX_METALS, AnnexRow, FigureKey, Location, Report, ReportTable, share};
use crate::tabular::{Cell, Column, ColumnKind, Table};

/// Words for a facility whose country no source states, where an empty cell would look like an oversight.
const NOT_STATED: &str = "Not stated";

/// Annex I as data: one row a facility, all metals in one table.
pub fn annex(report: &Report) -> Table {
    let columns = [
        ("No.", ColumnKind::Number),
        ("Metal", ColumnKind::Text),
        ("CID", ColumnKind::Text),
        ("Name", ColumnKind::Text),
        ("Country", ColumnKind::Text),
        ("Status", ColumnKind::Text),
    ];
    let mut table = Table::new("Annex I", report.heading.period_end, &columns);
    table.rows = report.annex.rows.iter().map(|row| annex_cells(report, row)).collect();
    table
}

fn annex_cells(report: &Report, row: &AnnexRow) -> Vec<Cell> {
    vec![
        Cell::count(row.number),
        Cell::text(row.metal.name()),
        row.cid.map_or(Cell::Empty, |cid| Cell::text(cid.to_string())),
        Cell::text(&row.name),
        Cell::text(row.location.text()),
        Cell::text(row.status.word(report.heading.style)),
    ]
}

/// A table as a document shows it; `None` when it would have no row.
pub fn shown(report: &Report, table: ReportTable) -> Option<Table> {
    let table = match table {
        ReportTable::MetalByStatus => metal_by_status(report),
        ReportTable::Countries => countries(report),
        ReportTable::Annex(metal) => annex_of(report, metal),
    };
    (!table.rows.is_empty()).then_some(table)
}

/// The statuses that a table of figures has columns for: the stated ones, and Unresolved if there is any.
fn statuses(report: &Report) -> Vec<Status> {
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
    let line = |name: &str, counts: Vec<usize>, part: usize, whole: usize| {
        let mut cells = vec![Cell::text(name)];
        cells.extend(counts.into_iter().map(Cell::count));
        cells.extend([Cell::count(whole), Cell::text(share(part, whole))]);
        cells
    };
    for metal in ANNEX_METALS {
        let count = |status| figures.value(&FigureKey::MetalStatus(metal, status));
        let counts = statuses.iter().map(|status| count(*status)).collect();
        let whole = figures.value(&FigureKey::Metal(metal));
        table.rows.push(line(metal.name(), counts, count(Status::Conformant), whole));
    }
    let count = |status| figures.value(&FigureKey::Status(status));
    let counts = statuses.iter().map(|status| count(*status)).collect();
    let whole = figures.value(&FigureKey::Facilities);
    table.total = Some(line("Total", counts, count(Status::Conformant), whole));
    table
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

fn shown_place(place: &Location) -> &str {
    match place {
        Location::NotStated => NOT_STATED,
        Location::Known(_) | Location::Written(_) => place.text(),
    }
}

/// The columns of a metal's part of the annex with their shares of the page's width, with and without CID.
const WITH_CID: [(&str, u8); 5] = [("No.", 6), ("CID", 12), ("Name", 42), ("Country", 24), ("Status", 16)];
const WITHOUT_CID: [(&str, u8); 4] = [("No.", 6), ("Name", 50), ("Country", 28), ("Status", 16)];

/// The annex's rows of one metal, without the columns that would be the same or empty in every row.
fn annex_of(report: &Report, metal: Metal) -> Table {
    let with_cid = report.annex.has_cids();
    let rows: Vec<&AnnexRow> = report.annex.of_metal(metal).collect();
    let mut table = Table::new(format!("{} ({})", metal.name(), rows.len()), report.heading.period_end, &[]);
    let columns = if with_cid { &WITH_CID[..] } else { &WITHOUT_CID[..] };
    table.columns = columns.iter().map(|(header, percent)| annex_column(header, *percent)).collect();
    for row in rows {
        let mut cells = vec![Cell::count(row.number)];
        cells.extend(with_cid.then(|| row.cid.map_or(Cell::Empty, |cid| Cell::text(cid.to_string()))));
        cells.push(Cell::text(row.label()));
        cells.push(Cell::text(shown_place(&row.location)));
        cells.push(Cell::text(row.status.word(report.heading.style)));
        table.rows.push(cells);
    }
    table
}

fn annex_column(header: &str, percent: u8) -> Column {
    let kind = if header == "No." { ColumnKind::Number } else { ColumnKind::Text };
    Column { header: header.to_owned(), kind, percent: Some(percent) }
}

/// Whether a column stands on the right.
pub(super) fn is_right(column: &Column) -> bool {
    match column.kind {
        ColumnKind::Number => true,
        ColumnKind::Text | ColumnKind::Date => false,
    }
}
