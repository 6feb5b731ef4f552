//! How the columns of Smelters give way where there is little room.

use crate::app::table::Squeeze;
use crate::query::{FacilityRow, Field, FieldId};

/// Statuses are shortened and countries cut, so that names keep their room.
const WIDTHS: &[(FieldId, (u16, u16))] =
    &[(FieldId::Status, (12, 12)), (FieldId::Country, (10, 12)), (FieldId::Risk, (9, 9))];

/// Columns without any value are left out, the others narrower.
pub(super) fn squeeze(rows: &[FacilityRow]) -> Squeeze<FieldId> {
    Squeeze { left_out: sparse(rows), widths: WIDTHS }
}

/// Columns without a value; CIDs and suppliers also when fewer than a fifth of the rows have one.
fn sparse(rows: &[FacilityRow]) -> Vec<FieldId> {
    let hardly = |field: &FieldId| {
        let mut filled = rows.iter().filter(|row| has_value(*field, row));
        match field {
            FieldId::Cid | FieldId::Suppliers => filled.count() * 5 < rows.len().max(1),
            FieldId::Metal
            | FieldId::Name
            | FieldId::Country
            | FieldId::Status
            | FieldId::Risk
            | FieldId::Actions
            | FieldId::Disposition
            | FieldId::Flags
            | FieldId::FlagKeys
            | FieldId::StatusFrom => filled.next().is_none(),
        }
    };
    FieldId::choosable().into_iter().filter(hardly).collect()
}

fn has_value(field: FieldId, row: &FacilityRow) -> bool {
    match field {
        FieldId::Metal | FieldId::Name | FieldId::Status | FieldId::Risk | FieldId::StatusFrom => true,
        FieldId::Cid => row.cid.is_some(),
        FieldId::Country => !row.country_name.is_empty(),
        FieldId::Suppliers => row.suppliers > 0,
        FieldId::Actions => row.open_actions > 0,
        FieldId::Disposition => row.disposition.is_some(),
        FieldId::Flags | FieldId::FlagKeys => !row.flags.is_empty(),
    }
}
