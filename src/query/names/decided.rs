//! The columns of decisions on names.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Cid, FacilityId, NameKey, Resolution, Workspace};
use crate::query::column::{ColumnHead, Field, TableColumn, last_if_empty, last_if_none, percent, said};
use crate::tabular::Cell;
use crate::text::fold;

/// A decision with what tables show beside it.
#[derive(Debug, Clone, Copy)]
pub struct DecisionRow<'a> {
    /// The name decided on.
    pub key: &'a NameKey,
    pub resolution: &'a Resolution,
    /// The facility decided on, or the one that it was merged into.
    pub facility: Option<&'a FacilityId>,
    pub cid: Option<Cid>,
    /// Its name, or empty.
    pub name: &'a str,
    /// The day of the decision where the analyst is.
    pub decided: Date,
    /// How many rows it applies to now.
    pub rows: usize,
}

impl<'a> DecisionRow<'a> {
    /// A decision of a workspace, of a day, which applies to so many rows.
    pub fn new(
        ws: &'a Workspace,
        (key, resolution): (&'a NameKey, &'a Resolution),
        decided: Date,
        rows: usize,
    ) -> Self {
        let view = resolution.facility().and_then(|id| ws.view(id));
        let facility = view.as_ref().map(|view| &view.facility.id);
        let (cid, name) = view.as_ref().map_or((None, ""), |view| (view.cid(), view.name()));
        Self { key, resolution, facility, cid, name, decided, rows }
    }
}

/// The identifier of a column of decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DecisionField {
    Metal,
    /// The name as written.
    Name,
    /// The country as written.
    Country,
    /// What was decided.
    Decision,
    /// The facility's CID.
    Cid,
    /// Its name.
    Facility,
    /// How the decision came about.
    Method,
    /// The probability that the matcher gave it.
    Score,
    /// The newest list that was there.
    List,
    /// Who decided.
    By,
    /// On which day.
    On,
    /// How many rows it applies to.
    Rows,
}

use DecisionField as F;

/// Every column of decisions, in their usual order. All are internal: who named which smelter stays inside.
pub const DECISION_FIELDS: &[TableColumn<DecisionField>] = &[
    TableColumn {
        id: F::Metal,
        head: ColumnHead::text("metal", "Metal", (8, 8)),
        cell: |row| Cell::text(row.key.metal.name()),
        order: |a, b| a.key.metal.cmp(&b.key.metal),
    },
    TableColumn {
        id: F::Name,
        head: ColumnHead::text("name as written", "Name as written", (16, 34)),
        cell: |row| Cell::text(&row.resolution.written),
        order: |a, b| fold(&a.resolution.written).cmp(&fold(&b.resolution.written)),
    },
    TableColumn {
        id: F::Country,
        head: ColumnHead::text("country", "Country as written", (9, 18)),
        cell: |row| Cell::text(&row.resolution.country),
        order: |a, b| last_if_empty(&a.resolution.country, &b.resolution.country),
    },
    TableColumn {
        id: F::Decision,
        head: ColumnHead::text("decision", "Decision", (10, 18)),
        cell: |row| Cell::text(row.resolution.to.word()),
        order: |a, b| a.resolution.to.word().cmp(b.resolution.to.word()),
    },
    TableColumn {
        id: F::Cid,
        head: ColumnHead::text("CID", "CID", (9, 9)),
        cell: |row| said(row.cid),
        order: |a, b| last_if_none(a.cid, b.cid),
    },
    TableColumn {
        id: F::Facility,
        head: ColumnHead::text("facility", "Facility", (16, 34)),
        cell: |row| Cell::text(row.name),
        order: |a, b| last_if_empty(a.name, b.name),
    },
    TableColumn {
        id: F::Method,
        head: ColumnHead::text("method", "Method", (11, 11)),
        cell: |row| Cell::text(row.resolution.method.words()),
        order: |a, b| a.resolution.method.cmp(&b.resolution.method),
    },
    TableColumn {
        id: F::Score,
        head: ColumnHead::number("score", "Score", 7),
        cell: |row| percent(row.resolution.score),
        order: |a, b| b.resolution.score.cmp(&a.resolution.score),
    },
    TableColumn {
        id: F::List,
        head: ColumnHead::text("list", "List", (12, 32)).on_demand(),
        cell: |row| Cell::text(&row.resolution.list),
        order: |a, b| last_if_empty(&a.resolution.list, &b.resolution.list),
    },
    TableColumn {
        id: F::By,
        head: ColumnHead::text("decided by", "Decided by", (10, 14)),
        cell: |row| Cell::text(&row.resolution.stamp.by),
        order: |a, b| last_if_empty(&a.resolution.stamp.by, &b.resolution.stamp.by),
    },
    TableColumn {
        id: F::On,
        head: ColumnHead::text("decided on", "Decided on", (10, 10)),
        cell: |row| Cell::Date(row.decided),
        order: |a, b| a.resolution.stamp.at.cmp(&b.resolution.stamp.at),
    },
    TableColumn {
        id: F::Rows,
        head: ColumnHead::number("rows", "Rows", 5),
        cell: |row| Cell::count(row.rows),
        order: |a, b| b.rows.cmp(&a.rows),
    },
];

/// What `rcoi list decisions` shows.
pub const DECISIONS_LISTED: &[DecisionField] = &[
    F::Metal,
    F::Name,
    F::Country,
    F::Decision,
    F::Cid,
    F::Facility,
    F::Method,
    F::Score,
    F::List,
    F::By,
    F::On,
    F::Rows,
];

impl Field for DecisionField {
    type Row<'a> = DecisionRow<'a>;
    type Order = for<'a> fn(&DecisionRow<'a>, &DecisionRow<'a>) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        DECISION_FIELDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(DECISIONS_LISTED);
    }
}
