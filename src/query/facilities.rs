//! The columns of facilities.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::column::{ColumnHead, Field, ShortForm, TableColumn, day, last_if_empty, last_if_none, said};
use super::{FacilityRow, ListedStatus};
use crate::domain::{
    Claim, Country, Disposition, Rating, SourceId, Standings, Status, StatusBasis, Workspace,
};
use crate::tabular::Cell;
use crate::text::fold;

/// The identifier of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FacilityField {
    Metal,
    Cid,
    Name,
    Country,
    Status,
    /// Rating.
    Risk,
    /// Suppliers naming it.
    Suppliers,
    /// Open actions.
    Actions,
    Disposition,
    Flags,
    /// The keys of its flags, as programs know them.
    FlagKeys,
    /// Where its status comes from.
    StatusFrom,
    /// Whose audit its entry of a status list rests on.
    Programme,
    /// The status list that has it.
    StatusList,
    /// The day that list speaks for.
    ListDate,
    LastAudit,
    /// The day until which the audit holds.
    Lapses,
    /// Why it belongs to Annex I.
    WhyHere,
    /// Whether it belongs to Annex I.
    Member,
}

/// A facility in a table.
#[derive(Debug, Clone, Copy)]
pub struct ListedFacility<'a> {
    pub row: &'a FacilityRow,
    /// What its claims are looked up in.
    pub ws: &'a Workspace,
    pub standings: &'a Standings,
}

impl ListedFacility<'_> {
    /// The file, the place in it and how the status was had, in one line; empty where nothing says one.
    fn status_from(&self) -> String {
        let file = |id: &SourceId| self.ws.sources.get(id).map_or("", |source| source.file.as_str());
        match &self.standings.of(&self.row.id).basis {
            StatusBasis::Own(claim) | StatusBasis::Annex(claim) => self.words_of(claim),
            StatusBasis::Listed(listing) => {
                format!("{}, row {}, {}", file(&listing.list), listing.row, listing.as_of)
            }
            StatusBasis::Absent { conformant, active, as_of } => {
                format!("neither in {} nor in {}, {as_of}", file(conformant), file(active))
            }
            StatusBasis::Nothing => String::new(),
        }
    }

    fn words_of(&self, claim: &Claim) -> String {
        let file =
            claim.origin.source().and_then(|id| self.ws.sources.get(id)).map(|source| source.file.clone());
        let place = claim.origin.place().map(ToString::to_string);
        let parts = [file, place, Some(claim.origin.how().to_owned())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

use FacilityField as F;

/// Every column of facilities, in their usual order.
pub const FACILITY_FIELDS: &[TableColumn<FacilityField>] = &[
    TableColumn {
        id: F::Metal,
        head: ColumnHead::text("metal", "Metal", (8, 8)).needed().publishable(),
        cell: |it| Cell::text(it.row.metal.name()),
        order: |a, b| a.metal.cmp(&b.metal),
    },
    TableColumn {
        id: F::Cid,
        head: ColumnHead::text("CID", "CID", (9, 9)).publishable(),
        cell: |it| said(it.row.cid),
        order: |a, b| last_if_none(a.cid, b.cid),
    },
    TableColumn {
        id: F::Name,
        head: ColumnHead::text("name", "Name", (16, 34)).named().publishable(),
        cell: |it| Cell::text(&it.row.name),
        order: |a, b| fold(&a.name).cmp(&fold(&b.name)),
    },
    TableColumn {
        id: F::Country,
        head: ColumnHead::text("country", "Country", (10, 24)).needed().publishable(),
        cell: |it| Cell::text(&it.row.country_name),
        order: |a, b| last_if_empty(&a.country_name, &b.country_name),
    },
    TableColumn {
        id: F::Status,
        head: ColumnHead::text("status", "Status", (16, 16)).needed().publishable(),
        cell: |it| Cell::text(it.row.status.name()),
        order: |a, b| a.status.cmp(&b.status),
    },
    TableColumn {
        id: F::Risk,
        head: ColumnHead::text("risk", "Risk", (9, 10)),
        cell: |it| Cell::text(it.row.rating.name()),
        order: |a, b| a.rating.cmp(&b.rating),
    },
    TableColumn {
        id: F::Suppliers,
        head: ColumnHead::number("suppl.", "Suppliers", 6),
        cell: |it| Cell::count(it.row.suppliers),
        order: |a, b| b.suppliers.cmp(&a.suppliers),
    },
    TableColumn {
        id: F::Actions,
        head: ColumnHead::number("act.", "Actions", 4),
        cell: |it| Cell::count(it.row.open_actions),
        order: |a, b| b.open_actions.cmp(&a.open_actions),
    },
    TableColumn {
        id: F::Disposition,
        head: ColumnHead::text("disposition", "Disposition", (14, 22)).on_demand(),
        cell: |it| said(it.row.disposition.map(Disposition::title)),
        order: |a, b| last_if_none(a.disposition, b.disposition),
    },
    TableColumn {
        id: F::Flags,
        head: ColumnHead::text("flags", "Flags", (12, 22)).on_demand(),
        cell: |it| Cell::text(it.row.flags.iter().map(|flag| flag.title()).collect::<Vec<_>>().join(", ")),
        order: by_flags,
    },
    TableColumn {
        id: F::FlagKeys,
        head: ColumnHead::text("flag keys", "Flags", (12, 22)).in_files_only(),
        cell: |it| Cell::text(it.row.flags.iter().map(|flag| flag.key()).collect::<Vec<_>>().join(" ")),
        order: by_flags,
    },
    TableColumn {
        id: F::StatusFrom,
        // The order of rows is found without looking their claims up, so no screen sorts by it.
        head: ColumnHead::text("status from", "Status from", (16, 40)).in_files_only(),
        cell: |it| Cell::text(it.status_from()),
        order: |a, b| a.status.cmp(&b.status),
    },
    TableColumn {
        id: F::Programme,
        head: ColumnHead::text("progr.", "Programme", (6, 9)).where_wide(),
        cell: |it| said(programme(it.row)),
        order: |a, b| last_if_none(programme(a), programme(b)),
    },
    TableColumn {
        id: F::StatusList,
        head: ColumnHead::text("list", "List", (12, 24)).on_demand(),
        cell: |it| said(listed(it.row).map(|listed| &listed.list)),
        order: |a, b| last_if_none(listed(a).map(|it| &it.list), listed(b).map(|it| &it.list)),
    },
    TableColumn {
        id: F::ListDate,
        head: ColumnHead::text("list date", "List date", (10, 10)).on_demand(),
        cell: |it| day(listed(it.row).map(|listed| listed.as_of)),
        order: |a, b| last_if_none(listed(a).map(|it| it.as_of), listed(b).map(|it| it.as_of)),
    },
    TableColumn {
        id: F::LastAudit,
        head: ColumnHead::text("last audit", "Last audit", (10, 10)).on_demand(),
        cell: |it| day(last_audit(it.row)),
        order: |a, b| last_if_none(last_audit(a), last_audit(b)),
    },
    TableColumn {
        id: F::Lapses,
        head: ColumnHead::text("lapses", "Lapses", (11, 11)).where_wide(),
        cell: |it| day(lapses(it.row)),
        order: |a, b| last_if_none(lapses(a), lapses(b)),
    },
    TableColumn {
        id: F::WhyHere,
        head: ColumnHead::text("why here", "Why here", (8, 20)).on_demand(),
        cell: |it| Cell::text(it.row.why_here.words()),
        order: |a, b| last_if_empty(&a.why_here.words(), &b.why_here.words()),
    },
    TableColumn {
        id: F::Member,
        head: ColumnHead::text("Annex I", "In Annex I", (7, 7)).in_files_only(),
        cell: |it| Cell::text(if it.row.is_member() { "yes" } else { "no" }),
        order: |a, b| b.is_member().cmp(&a.is_member()),
    },
];

/// Metals as symbols, countries as codes.
const SHORT_FORMS: &[ShortForm<FacilityField>] = &[
    ShortForm { id: F::Metal, title: "m.", cell: |it| Cell::text(it.row.metal.symbol()) },
    ShortForm {
        id: F::Country,
        title: "c.",
        cell: |it| Cell::text(it.row.country.as_ref().map_or(it.row.country_name.as_str(), Country::code)),
    },
    ShortForm { id: F::Status, title: "status", cell: |it| Cell::text(status_in_short(it.row.status)) },
    ShortForm { id: F::Risk, title: "risk", cell: |it| Cell::text(rating_in_short(it.row.rating)) },
];

/// A status for a narrow column, where its sign stands before it.
fn status_in_short(status: Status) -> &'static str {
    match status {
        Status::Conformant => "Conform.",
        Status::Active => "Active",
        Status::Indeterminable => "Indet.",
        Status::Unresolved => "Unres.",
    }
}

/// The same of a rating.
fn rating_in_short(rating: Rating) -> &'static str {
    match rating {
        Rating::Critical => "Crit.",
        Rating::Medium => "Med.",
        Rating::High | Rating::Low | Rating::None | Rating::Data => rating.name(),
    }
}

/// What `rcoi list smelters` shows.
pub const FACILITIES_LISTED: &[FacilityField] = &[
    F::Metal,
    F::Cid,
    F::Name,
    F::Country,
    F::Status,
    F::Risk,
    F::Suppliers,
    F::Actions,
    F::Disposition,
    F::FlagKeys,
    F::StatusFrom,
    F::Programme,
    F::StatusList,
    F::ListDate,
    F::LastAudit,
    F::Lapses,
    F::WhyHere,
    F::Member,
];

/// What is copied of a facility.
pub const FACILITY_COPIED: &[FacilityField] = &[F::Metal, F::Cid, F::Name, F::Country, F::Status];

impl Field for FacilityField {
    type Row<'a> = ListedFacility<'a>;
    type Order = fn(&FacilityRow, &FacilityRow) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        FACILITY_FIELDS
    }

    fn short_forms() -> &'static [ShortForm<Self>] {
        SHORT_FORMS
    }
}

/// What a status list says of it, where one has it.
fn listed(row: &FacilityRow) -> Option<&ListedStatus> {
    row.listed.as_ref()
}

fn programme(row: &FacilityRow) -> Option<&str> {
    listed(row).map(|listed| listed.programme.name())
}

fn last_audit(row: &FacilityRow) -> Option<Date> {
    listed(row)?.last_audit
}

fn lapses(row: &FacilityRow) -> Option<Date> {
    listed(row)?.lapses
}

/// Most flags first.
fn by_flags(a: &FacilityRow, b: &FacilityRow) -> Ordering {
    b.flags.len().cmp(&a.flags.len()).then_with(|| a.flags.cmp(&b.flags))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::{Audience, rules};

    #[test]
    fn every_field_is_in_the_table_once() {
        rules::hold(FACILITIES_LISTED);
    }

    #[test]
    fn only_what_a_report_says_too_is_publishable() {
        let publishable =
            FACILITY_FIELDS.iter().filter(|column| column.head.audience == Audience::Publishable);
        assert_eq!(publishable.map(|column| column.id).collect::<Vec<_>>(), FACILITY_COPIED);
    }
}
