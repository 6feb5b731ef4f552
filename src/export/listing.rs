//! Rows as a screen shows them, filtered and sorted, as a table.
//!
//! Internal columns stand in it if they are asked for, so it never goes into the bundle.

use jiff::civil::Date;

use super::table::{Cell, ColumnKind, Table};
use crate::query::{Align, Audience, Field, FieldId, Row};

/// The rows in the order given, with the columns of `fields`; dated `dated`.
#[must_use]
pub fn listing(title: &str, dated: Date, fields: &[FieldId], rows: &[&Row]) -> Table {
    let fields: Vec<&Field> = fields.iter().filter_map(|id| id.field()).collect();
    let heads: Vec<String> = fields.iter().map(|field| head(field)).collect();
    let columns: Vec<(&str, ColumnKind)> =
        heads.iter().zip(&fields).map(|(head, field)| (head.as_str(), kind(field))).collect();
    let mut table = Table::new(title, dated, &columns);
    table.rows = rows.iter().map(|row| fields.iter().map(|field| cell(field, row)).collect()).collect();
    table
}

/// The header; one that is not for outsiders says so, wherever the file is passed on to.
fn head(field: &Field) -> String {
    match field.audience {
        Audience::Publishable => field.title.to_owned(),
        Audience::Internal => format!("{} (internal)", field.title),
    }
}

fn kind(field: &Field) -> ColumnKind {
    match field.align {
        Align::Left => ColumnKind::Text,
        Align::Right => ColumnKind::Number,
    }
}

fn cell(field: &Field, row: &Row) -> Cell {
    let text = (field.text)(row);
    match (field.align, text.parse()) {
        (Align::Right, Ok(number)) => Cell::Number(number),
        (Align::Right, Err(_)) | (Align::Left, _) => Cell::text(text),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::rows;
    use crate::report::fixture;

    #[test]
    fn a_listing_has_the_columns_and_rows_asked_for() {
        let all = rows(&fixture::workspace());
        let some: Vec<&Row> = all.iter().filter(|row| row.open_actions > 0).collect();
        let fields = [FieldId::Name, FieldId::Actions, FieldId::Cid];
        let table = listing("Smelters", date(2023, 4, 1), &fields, &some);
        assert_eq!(table.headers().collect::<Vec<_>>(), ["name", "act. (internal)", "CID"]);
        assert_eq!(table.rows, [[Cell::text("-X Recycling & Söhne"), Cell::Number(1), Cell::Empty]]);
    }
}
