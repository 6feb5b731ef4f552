//! The tables of a report.

use crate::domain::{Metal, Status};
use crate::report::{ANNEX_METALS, AnnexRow, FigureKey, Figures, Location, Report, ReportTable, share};
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
