//! How the columns of Smelters give way where there is little room.

use crate::app::table::Squeeze;
use crate::query::{FIELDS, Field, FieldId, Row};

/// Statuses are shortened and countries cut, so that names keep their room.
const WIDTHS: &[(FieldId, (u16, u16))] =
    &[(FieldId::Status, (12, 12)), (FieldId::Country, (10, 12)), (FieldId::Risk, (9, 9))];

/// Columns without any value are left out, the others narrower.
pub(super) fn squeeze(rows: &[Row]) -> Squeeze<FieldId> {
    Squeeze { left_out: sparse(rows), widths: WIDTHS }
}

/// Columns without a value; CIDs and suppliers also when fewer than a fifth of the rows have one.
fn sparse(rows: &[Row]) -> Vec<FieldId> {
    let hardly = |field: &&Field| {
        let mut filled = rows.iter().filter(|row| !(field.text)(row).is_empty());
        match field.id {
            FieldId::Cid | FieldId::Suppliers => filled.count() * 5 < rows.len().max(1),
            FieldId::Metal
            | FieldId::Name
            | FieldId::Country
            | FieldId::Status
            | FieldId::Risk
            | FieldId::Actions
            | FieldId::Disposition
            | FieldId::Flags => filled.next().is_none(),
        }
    };
    FIELDS.iter().filter(hardly).map(|field| field.id).collect()
}
