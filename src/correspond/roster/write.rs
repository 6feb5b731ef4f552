//! The list of suppliers and the log of requests as tables, to be written as CSV.

use jiff::civil::Date;

use crate::domain::{Contact, Request, Supplier, Workspace};
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::fold;

/// The list of suppliers by name, dated `dated`; a supplier is as many rows as it has contacts or other names.
pub fn suppliers(ws: &Workspace, dated: Date) -> Table {
    let columns = [
        "Supplier",
        "Number",
        "Contact",
        "E-mail",
        "Phone",
        "Note",
        "Other name",
        "Tier",
        "What it supplies",
        "Share of spend",
    ]
    .map(|header| (header, ColumnKind::Text));
    let mut table = Table::new("Suppliers (internal)", dated, &columns);
    table.rows = by_name(ws).into_iter().flat_map(rows).collect();
    table
}

fn by_name(ws: &Workspace) -> Vec<&Supplier> {
    let mut all: Vec<&Supplier> = ws.suppliers.values().collect();
    all.sort_by_cached_key(|supplier| (fold(&supplier.name), supplier.name.clone(), supplier.id.clone()));
    all
}

fn rows(supplier: &Supplier) -> Vec<Vec<Cell>> {
    let none = Contact::default();
    let many = supplier.contacts.len().max(supplier.aliases.len()).max(1);
    let once = once_a_supplier(supplier);
    let row = |at: usize| {
        let contact = supplier.contacts.get(at).unwrap_or(&none);
        let note = if at == 0 { supplier.note.as_str() } else { "" };
        let alias = supplier.aliases.get(at).map_or("", String::as_str);
        let cells = [&supplier.name, &supplier.number, &contact.name, &contact.email, &contact.phone];
        let cells = cells.into_iter().map(Cell::text).chain([Cell::lines(note), Cell::text(alias)]);
        cells.chain(once.iter().map(|text| Cell::text(if at == 0 { text } else { "" }))).collect()
    };
    (0..many).map(row).collect()
}

/// What stands in the first row of a supplier alone: tier, what it supplies, share of spend.
fn once_a_supplier(supplier: &Supplier) -> [String; 3] {
    let tier = supplier.tier.map(|tier| tier.to_string()).unwrap_or_default();
    let spend = supplier.spend.map(|share| share.to_string()).unwrap_or_default();
    [tier, supplier.supplies.clone(), spend]
}

/// The log of requests by supplier, then day, dated `dated`.
pub fn requests(ws: &Workspace, dated: Date) -> Table {
    let columns = [
        ("Supplier", ColumnKind::Text),
        ("Number", ColumnKind::Text),
        ("Day", ColumnKind::Date),
        ("State", ColumnKind::Text),
        ("Due", ColumnKind::Date),
        ("Note", ColumnKind::Text),
        ("Recorded by", ColumnKind::Text),
    ];
    let mut table = Table::new("Requests (internal)", dated, &columns);
    for supplier in by_name(ws) {
        table.rows.extend(ws.requests_of(&supplier.id).into_iter().map(|line| cells(supplier, line)));
    }
    table
}

fn cells(supplier: &Supplier, line: &Request) -> Vec<Cell> {
    vec![
        Cell::text(&supplier.name),
        Cell::text(&supplier.number),
        Cell::Date(line.day),
        Cell::text(line.state.name()),
        line.due.map_or(Cell::Empty, Cell::Date),
        Cell::lines(&line.note),
        Cell::text(&line.stamp.by),
    ]
}
