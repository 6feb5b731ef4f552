//! Which columns of Smelters say hardly anything.

use crate::query::{FacilityField, FacilityRow, Field};

/// Columns without a value; CIDs and suppliers also when fewer than a fifth of the rows have one.
pub(super) fn bare(rows: &[FacilityRow]) -> Vec<FacilityField> {
    let hardly = |field: &FacilityField| {
        let mut filled = rows.iter().filter(|row| has_value(*field, row));
        match field {
            FacilityField::Cid | FacilityField::Suppliers => filled.count() * 5 < rows.len().max(1),
            FacilityField::Metal
            | FacilityField::Name
            | FacilityField::Country
            | FacilityField::Status
            | FacilityField::Risk
            | FacilityField::Actions
            | FacilityField::Disposition
            | FacilityField::Flags
            | FacilityField::FlagKeys
            | FacilityField::StatusFrom
            | FacilityField::Programme
            | FacilityField::StatusList
            | FacilityField::ListDate
            | FacilityField::LastAudit
            | FacilityField::Lapses
            | FacilityField::WhyHere
            | FacilityField::Member => filled.next().is_none(),
        }
    };
    FacilityField::choosable().into_iter().filter(hardly).collect()
}

fn has_value(field: FacilityField, row: &FacilityRow) -> bool {
    match field {
        FacilityField::Metal
        | FacilityField::Name
        | FacilityField::Status
        | FacilityField::Risk
        | FacilityField::StatusFrom
        | FacilityField::WhyHere
        | FacilityField::Member => true,
        FacilityField::Cid => row.cid.is_some(),
        FacilityField::Country => !row.country_name.is_empty(),
        FacilityField::Suppliers => row.suppliers > 0,
        FacilityField::Actions => row.open_actions > 0,
        FacilityField::Disposition => row.disposition.is_some(),
        FacilityField::Flags | FacilityField::FlagKeys => !row.flags.is_empty(),
        FacilityField::Programme | FacilityField::StatusList | FacilityField::ListDate => {
            row.listed.is_some()
        }
        FacilityField::LastAudit => row.listed.as_ref().is_some_and(|listed| listed.last_audit.is_some()),
        FacilityField::Lapses => row.listed.as_ref().is_some_and(|listed| listed.lapses.is_some()),
    }
}
