//! Rows as a screen shows them, filtered and sorted, as a table.
//!
//! Internal columns stand in it if they are asked for, so it never goes into the bundle.

use jiff::civil::Date;

use crate::query::{Align, Audience, ColumnHead};
use crate::tabular::{Cell, ColumnKind, Table};

/// A table of any rows, given the heads of its columns and each row’s texts; titled, dated.
pub fn listing(
    (title, dated): (&str, Date),
    heads: &[ColumnHead],
    rows: impl Iterator<Item = Vec<String>>,
) -> Table {
    let titles: Vec<String> = heads.iter().map(titled).collect();
    let columns: Vec<(&str, ColumnKind)> =
        titles.iter().zip(heads).map(|(title, head)| (title.as_str(), kind(head))).collect();
    let mut table = Table::new(title, dated, &columns);
    let cells = |texts: Vec<String>| heads.iter().zip(texts).map(|(head, text)| cell(head, text)).collect();
    table.rows = rows.map(cells).collect();
    table
}

/// The header; one that is not for outsiders says so, wherever the file is passed on to.
fn titled(head: &ColumnHead) -> String {
    match head.audience {
        Audience::Publishable => head.title.to_owned(),
        Audience::Internal => format!("{} (internal)", head.title),
    }
}

fn kind(head: &ColumnHead) -> ColumnKind {
    match head.align {
        Align::Left => ColumnKind::Text,
        Align::Right => ColumnKind::Number,
    }
}

fn cell(head: &ColumnHead, text: String) -> Cell {
    match (head.align, text.parse()) {
        (Align::Right, Ok(number)) => Cell::Number(number),
        (Align::Right, Err(_)) | (Align::Left, _) => Cell::text(text),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::{FacilityField, FacilityRow, Field, ListedFacility, rows};
    use crate::report::fixture;
    use crate::standing::fixture::standings;

    #[test]
    fn a_listing_has_the_columns_and_rows_asked_for() {
        let ws = fixture::workspace();
        let standings = standings(&ws);
        let screening = crate::risk::Screening::default();
        let all = rows(&crate::risk::RiskBook { ws: &ws, standings: &standings, screening: &screening });
        let some: Vec<&FacilityRow> = all.iter().filter(|row| row.open_actions > 0).collect();
        let fields = [FacilityField::Name, FacilityField::Actions, FacilityField::Cid];
        let heads = fields.map(Field::head);
        let listed = some.iter().map(|row| ListedFacility { row, ws: &ws, standings: &standings });
        let texts = listed.map(|row| fields.iter().map(|field| field.text(&row)).collect());
        let table = listing(("Smelters", date(2023, 4, 1)), &heads, texts);
        assert_eq!(table.headers().collect::<Vec<_>>(), ["name", "act. (internal)", "CID"]);
        assert_eq!(table.rows, [[Cell::text("-X Recycling & Söhne"), Cell::Number(1), Cell::Empty]]);
    }
}
