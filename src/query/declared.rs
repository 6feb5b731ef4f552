//! The columns of declared rows.

use serde::{Deserialize, Serialize};

use super::column::{self, ColumnHead, Field, ShortForm, TableColumn, said};
use crate::domain::{Country, Metal, Workspace};
use crate::resolve::open::percent;
use crate::resolve::rows::{Outcome, RowField, RowView};
use crate::tabular::Cell;

/// The identifier of a column of declared rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DeclaredField {
    Supplier,
    /// The worksheet's row number.
    Row,
    Metal,
    /// The name as written.
    Name,
    /// The ID as written.
    Id,
    /// The country as written.
    Country,
    /// What became of it.
    Outcome,
    /// The facility that it resolved to.
    Facility,
    /// The facility's CID.
    Cid,
    /// By what it was resolved, with the probability of a decision.
    Method,
    /// The reference list behind it.
    List,
    /// The declaration's file.
    File,
    /// What became of it, without the reason.
    OutcomeWord,
    /// Why it was rejected.
    Reason,
    /// By what it was resolved, without a probability.
    MethodAlone,
    /// The probability that the matcher gave to a decision.
    Score,
}

/// A declared row with the names that stand for its identifiers.
#[derive(Debug, Clone, Copy)]
pub struct RegisterRow<'a> {
    pub view: RowView<'a>,
    /// The facility's name, or empty.
    pub facility: &'a str,
    /// What supplier and file are looked up in, where a cell asks for them.
    ws: &'a Workspace,
}

impl<'a> RegisterRow<'a> {
    /// A row of a workspace; `facility` is the name of what it resolved to, or empty.
    pub fn new(ws: &'a Workspace, view: RowView<'a>, facility: &'a str) -> Self {
        Self { view, facility, ws }
    }

    /// The supplier's name.
    pub fn supplier(&self) -> &'a str {
        self.ws.suppliers.get(self.view.supplier).map_or("", |supplier| supplier.name.as_str())
    }

    /// The name of the declaration's file.
    pub fn file(&self) -> &'a str {
        self.ws.declarations.get(self.view.declaration).map_or("", |declaration| self.ws.file_of(declaration))
    }
}

use DeclaredField as F;

/// Every column of declared rows, in their usual order. All are internal: who named which smelter stays inside.
pub const DECLARED_FIELDS: &[TableColumn<DeclaredField>] = &[
    TableColumn {
        id: F::Supplier,
        head: ColumnHead::text("supplier", "Supplier", (18, 24)).needed(),
        cell: |it| Cell::text(it.supplier()),
        order: RowField::Supplier,
    },
    TableColumn {
        id: F::Row,
        head: ColumnHead::number("row", "Row", 5),
        cell: |it| Cell::Number(i64::from(it.view.row)),
        order: RowField::Row,
    },
    TableColumn {
        id: F::Metal,
        head: ColumnHead::text("metal", "Metal", (8, 8)),
        cell: |it| said(it.view.metal.map(Metal::name)),
        order: RowField::Metal,
    },
    TableColumn {
        id: F::Name,
        head: ColumnHead::text("name as written", "Name", (16, 30)).named(),
        cell: |it| Cell::text(it.view.name),
        order: RowField::Name,
    },
    TableColumn {
        id: F::Outcome,
        head: ColumnHead::text("outcome", "Outcome", (11, 26)).needed(),
        cell: |it| match it.view.outcome {
            Outcome::Rejected(reason) => Cell::text(format!("rejected: {}", reason.words())),
            Outcome::Resolved | Outcome::Duplicate | Outcome::Special | Outcome::Open => {
                Cell::text(it.view.outcome.word())
            }
        },
        order: RowField::Outcome,
    },
    TableColumn {
        id: F::Id,
        head: ColumnHead::text("ID as written", "ID", (10, 13)),
        cell: |it| Cell::text(it.view.cid),
        order: RowField::Id,
    },
    TableColumn {
        id: F::Country,
        head: ColumnHead::text("country", "Country", (9, 18)),
        cell: |it| Cell::text(it.view.country),
        order: RowField::Country,
    },
    TableColumn {
        id: F::Facility,
        head: ColumnHead::text("facility", "Facility", (16, 30)),
        cell: |it| Cell::text(it.facility),
        order: RowField::Resolved,
    },
    TableColumn {
        id: F::Cid,
        head: ColumnHead::text("CID", "CID", (9, 9)),
        cell: |it| said(it.view.cid_resolved),
        order: RowField::Resolved,
    },
    TableColumn {
        id: F::Method,
        head: ColumnHead::text("by", "Resolved by", (8, 16)),
        cell: |it| {
            let score = it.view.score.map_or_else(String::new, |score| format!(" {}", percent(score)));
            Cell::text(format!("{}{score}", it.view.method.words()))
        },
        order: RowField::Method,
    },
    TableColumn {
        id: F::List,
        // What is written needs the room first; `v` shows it.
        head: ColumnHead::text("list", "List", (12, 32)).on_demand(),
        cell: |it| Cell::text(it.view.list),
        order: RowField::List,
    },
    TableColumn {
        id: F::File,
        head: ColumnHead::text("file", "File", (12, 30)).on_demand(),
        cell: |it| Cell::text(it.file()),
        // A supplier has one declaration that counts.
        order: RowField::Supplier,
    },
    TableColumn {
        id: F::OutcomeWord,
        head: ColumnHead::text("outcome alone", "Outcome", (9, 9)).in_files_only(),
        cell: |it| Cell::text(it.view.outcome.word()),
        order: RowField::Outcome,
    },
    TableColumn {
        id: F::Reason,
        head: ColumnHead::text("reason", "Reason", (12, 30)).in_files_only(),
        cell: |it| match it.view.outcome {
            Outcome::Rejected(reason) => Cell::text(reason.words()),
            Outcome::Resolved | Outcome::Duplicate | Outcome::Special | Outcome::Open => Cell::Empty,
        },
        order: RowField::Outcome,
    },
    TableColumn {
        id: F::MethodAlone,
        head: ColumnHead::text("method", "Method", (8, 11)).in_files_only(),
        cell: |it| Cell::text(it.view.method.words()),
        order: RowField::Method,
    },
    TableColumn {
        id: F::Score,
        head: ColumnHead::number("score", "Score", 7).in_files_only(),
        cell: |it| column::percent(it.view.score),
        order: RowField::Method,
    },
];

/// Of a row that was rejected the sign of its outcome says so, and the words why.
const SHORT_FORMS: &[ShortForm<DeclaredField>] = &[
    ShortForm { id: F::Metal, title: "m.", cell: |it| said(it.view.metal.map(Metal::symbol)) },
    ShortForm {
        id: F::Outcome,
        title: "outcome",
        cell: |it| match it.view.outcome {
            Outcome::Rejected(reason) => Cell::text(reason.words()),
            Outcome::Resolved | Outcome::Duplicate | Outcome::Special | Outcome::Open => {
                Cell::text(it.view.outcome.word())
            }
        },
    },
    ShortForm { id: F::Id, title: "ID", cell: |it| Cell::text(it.view.cid) },
    ShortForm {
        id: F::Country,
        title: "c.",
        cell: |it| {
            let country = Country::parse(it.view.country);
            Cell::text(country.as_ref().map_or(it.view.country, Country::code))
        },
    },
];

/// What `rcoi list rows` shows.
pub const DECLARED_LISTED: &[DeclaredField] = &[
    F::Supplier,
    F::File,
    F::Row,
    F::Metal,
    F::Name,
    F::Id,
    F::Country,
    F::OutcomeWord,
    F::Reason,
    F::Cid,
    F::MethodAlone,
    F::Score,
    F::List,
];

/// What is copied of a declared row.
pub const DECLARED_COPIED: &[DeclaredField] = &[
    F::Supplier,
    F::Row,
    F::Metal,
    F::Name,
    F::Outcome,
    F::Id,
    F::Country,
    F::Facility,
    F::Cid,
    F::Method,
    F::List,
];

impl Field for DeclaredField {
    type Row<'a> = RegisterRow<'a>;
    /// The register keeps its rows in order by these, without looking at any.
    type Order = RowField;

    fn table() -> &'static [TableColumn<Self>] {
        DECLARED_FIELDS
    }

    fn short_forms() -> &'static [ShortForm<Self>] {
        SHORT_FORMS
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::query::column::rules;
    use crate::resolve::rows::ROW_COLUMN_NAMES;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(DECLARED_LISTED);
    }

    #[test]
    fn a_search_knows_the_columns_that_are_shown() {
        let heads = DeclaredField::choosable().into_iter().map(DeclaredField::head);
        let shown: BTreeSet<[&str; 2]> = heads.map(|head| [head.title, head.heading]).collect();
        assert_eq!(shown, BTreeSet::from(ROW_COLUMN_NAMES));
    }
}
