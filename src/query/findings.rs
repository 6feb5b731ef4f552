//! The columns of findings.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::column::{ColumnHead, Field, TableColumn, last_if_empty};
use crate::checks::Finding;
use crate::domain::Workspace;
use crate::tabular::Cell;

/// A finding in a table.
#[derive(Debug, Clone, Copy)]
pub struct ListedFinding<'a> {
    pub finding: &'a Finding,
    /// What the file of its place is looked up in.
    pub ws: &'a Workspace,
}

/// The identifier of a column of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FindingField {
    /// How grave it is.
    Severity,
    /// The rule that found it.
    Rule,
    /// What was found.
    Message,
    /// In which file and where in it.
    Place,
    Remedy,
}

use FindingField as F;

/// Every column of findings, in their usual order.
pub const FINDING_FIELDS: &[TableColumn<FindingField>] = &[
    TableColumn {
        id: F::Severity,
        head: ColumnHead::text("severity", "Severity", (9, 9)),
        cell: |it| Cell::text(it.finding.severity.name()),
        order: |a, b| a.severity.cmp(&b.severity),
    },
    TableColumn {
        id: F::Rule,
        head: ColumnHead::text("rule", "Rule", (16, 26)),
        cell: |it| Cell::text(it.finding.rule),
        order: |a, b| a.rule.cmp(b.rule),
    },
    TableColumn {
        id: F::Message,
        head: ColumnHead::text("message", "Message", (20, 60)),
        cell: |it| Cell::text(&it.finding.message),
        order: |a, b| a.message.cmp(&b.message),
    },
    TableColumn {
        id: F::Place,
        head: ColumnHead::text("place", "Place", (16, 34)),
        cell: |it| Cell::text(it.finding.place(it.ws)),
        order: |a, b| a.at.cmp(&b.at),
    },
    TableColumn {
        id: F::Remedy,
        head: ColumnHead::text("what to do", "What to do", (20, 50)),
        cell: |it| Cell::text(&it.finding.remedy),
        order: |a, b| last_if_empty(&a.remedy, &b.remedy),
    },
];

/// What `rcoi list findings` shows.
pub const FINDINGS_LISTED: &[FindingField] = &[F::Severity, F::Rule, F::Message, F::Place, F::Remedy];

impl Field for FindingField {
    type Row<'a> = ListedFinding<'a>;
    type Order = fn(&Finding, &Finding) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        FINDING_FIELDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(FINDINGS_LISTED);
    }
}
