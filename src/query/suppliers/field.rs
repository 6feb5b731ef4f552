//! The columns of suppliers.

use std::cmp::{Ordering, Reverse};

use serde::{Deserialize, Serialize};

use super::SupplierRow;
use crate::checks::declaration::DeclarationOutcome;
use crate::domain::cmrt::Answer;
use crate::domain::{RequestState, Severity, Workspace};
use crate::query::column::{
    ColumnHead, Field, ShortForm, TableColumn, day, last_if_empty, last_if_none, said,
};
use crate::tabular::Cell;
use crate::text::fold;

/// The identifier of a column of suppliers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SupplierField {
    Name,
    /// State of the request.
    State,
    /// The day by which an answer is due.
    Due,
    /// Template version of the declaration that counts.
    Version,
    /// High-risk findings.
    HighRisk,
    Errors,
    Warnings,
    /// Rows declared.
    Rows,
    /// Rows resolved.
    Resolved,
    /// Rows open.
    Open,
    /// The day first asked.
    Asked,
    /// The day last received.
    Received,
    Scope,
    /// Number of declarations.
    Declarations,
    /// Remarks.
    Infos,
    /// Duplicate rows.
    Duplicate,
    /// Special rows.
    Special,
    /// Rejected rows.
    Rejected,
    /// The company's own number for it.
    Number,
    /// The day on which the request came to its state.
    Since,
    /// Whether an answer is overdue.
    Overdue,
    /// The file of the declaration that counts.
    File,
    /// The day that it bears.
    Dated,
    /// The day on which it came in.
    CameIn,
    /// What the rules find of it.
    Outcome,
    /// How far it stands from the company.
    Tier,
    /// What it supplies.
    Supplies,
    /// Its share of what the company spends.
    Spend,
}

/// A supplier in a table.
#[derive(Debug, Clone, Copy)]
pub struct ListedSupplier<'a> {
    pub row: &'a SupplierRow,
    /// What its declaration is looked up in.
    pub ws: &'a Workspace,
}

impl<'a> ListedSupplier<'a> {
    /// The file of the newest declaration that counts, and how many others count.
    pub fn files(&self) -> String {
        format!("{} {}", self.file(), self.row.beside()).trim_end().to_owned()
    }

    /// The file of the declaration that counts, of several of the newest; empty where there is none.
    pub fn file(&self) -> &'a str {
        let declaration = self.row.declaration.as_ref().and_then(|id| self.ws.declarations.get(id));
        declaration.map_or("", |declaration| self.ws.file_of(declaration))
    }
}

use SupplierField as F;

/// Every column of suppliers, in their usual order: what there is little room for comes last. All are internal: who
/// supplies whom is nobody else's business.
pub const SUPPLIER_FIELDS: &[TableColumn<SupplierField>] = &[
    TableColumn {
        id: F::Name,
        head: ColumnHead::text("supplier", "Supplier", (16, 26)).named(),
        cell: |it| Cell::text(&it.row.name),
        order: |a, b| fold(&a.name).cmp(&fold(&b.name)),
    },
    TableColumn {
        id: F::State,
        head: ColumnHead::text("request", "State", (10, 20)).needed(),
        cell: |it| Cell::text(it.row.state_name()),
        order: |a, b| last_if_none(a.state, b.state),
    },
    TableColumn {
        id: F::Due,
        head: ColumnHead::text("due", "Due", (11, 11)),
        cell: |it| day(it.row.due),
        order: |a, b| last_if_none(a.due, b.due),
    },
    TableColumn {
        id: F::Version,
        head: ColumnHead::text("CMRT", "CMRT", (5, 5)),
        cell: |it| said(it.row.version),
        order: |a, b| last_if_none(a.version, b.version),
    },
    TableColumn {
        id: F::HighRisk,
        head: ColumnHead::number("high", "High-risk", 4).needed(),
        cell: |it| Cell::count(it.row.found(Severity::HighRisk)),
        order: |a, b| most_first(a, b, |row| row.found(Severity::HighRisk)),
    },
    TableColumn {
        id: F::Errors,
        head: ColumnHead::number("err.", "Errors", 4).needed(),
        cell: |it| Cell::count(it.row.found(Severity::Error)),
        order: |a, b| most_first(a, b, |row| row.found(Severity::Error)),
    },
    TableColumn {
        id: F::Warnings,
        head: ColumnHead::number("warn", "Warnings", 4),
        cell: |it| Cell::count(it.row.found(Severity::Warning)),
        order: |a, b| most_first(a, b, |row| row.found(Severity::Warning)),
    },
    TableColumn {
        id: F::Open,
        head: ColumnHead::number("open", "Open", 5).needed(),
        cell: |it| Cell::count(it.row.balance.open),
        order: |a, b| most_first(a, b, |row| row.balance.open),
    },
    TableColumn {
        id: F::Rows,
        head: ColumnHead::number("rows", "Rows", 5),
        cell: |it| Cell::count(it.row.balance.rows),
        order: |a, b| most_first(a, b, |row| row.balance.rows),
    },
    TableColumn {
        id: F::Resolved,
        head: ColumnHead::number("resolved", "Resolved", 8),
        cell: |it| Cell::count(it.row.balance.resolved),
        order: |a, b| most_first(a, b, |row| row.balance.resolved),
    },
    TableColumn {
        id: F::Asked,
        head: ColumnHead::text("asked", "Asked", (10, 10)),
        cell: |it| day(it.row.asked),
        order: |a, b| last_if_none(a.asked, b.asked),
    },
    TableColumn {
        id: F::Received,
        head: ColumnHead::text("received", "Received last", (10, 10)),
        cell: |it| day(it.row.received),
        order: |a, b| last_if_none(a.received, b.received),
    },
    TableColumn {
        id: F::Scope,
        head: ColumnHead::text("scope", "Scope", (9, 15)),
        cell: |it| said(it.row.scope_words()),
        order: |a, b| last_if_none(a.scope, b.scope),
    },
    TableColumn {
        id: F::Declarations,
        head: ColumnHead::number("decl.", "Declarations", 5),
        cell: |it| Cell::count(it.row.declarations),
        order: |a, b| most_first(a, b, |row| row.declarations),
    },
    TableColumn {
        id: F::Spend,
        head: ColumnHead::number("spend", "Share of spend", 7),
        cell: |it| said(it.row.spend),
        order: |a, b| last_if_none(a.spend.map(Reverse), b.spend.map(Reverse)),
    },
    TableColumn {
        id: F::Supplies,
        head: ColumnHead::text("supplies", "What it supplies", (10, 24)).where_wide(),
        cell: |it| Cell::text(&it.row.supplies),
        order: |a, b| last_if_empty(&fold(&a.supplies), &fold(&b.supplies)),
    },
    TableColumn {
        id: F::Tier,
        head: ColumnHead::number("tier", "Tier", 4).where_wide(),
        cell: |it| it.row.tier.map_or(Cell::Empty, |tier| Cell::Number(u8::from(tier).into())),
        order: |a, b| last_if_none(a.tier, b.tier),
    },
    TableColumn {
        id: F::Infos,
        head: ColumnHead::number("info", "Remarks", 4).on_demand(),
        cell: |it| Cell::count(it.row.found(Severity::Info)),
        order: |a, b| most_first(a, b, |row| row.found(Severity::Info)),
    },
    TableColumn {
        id: F::Duplicate,
        head: ColumnHead::number("duplicate", "Duplicate", 9).on_demand(),
        cell: |it| Cell::count(it.row.balance.duplicate),
        order: |a, b| most_first(a, b, |row| row.balance.duplicate),
    },
    TableColumn {
        id: F::Special,
        head: ColumnHead::number("special", "Special", 7).on_demand(),
        cell: |it| Cell::count(it.row.balance.special),
        order: |a, b| most_first(a, b, |row| row.balance.special),
    },
    TableColumn {
        id: F::Rejected,
        head: ColumnHead::number("rejected", "Rejected", 8).on_demand(),
        cell: |it| Cell::count(it.row.balance.rejected),
        order: |a, b| most_first(a, b, |row| row.balance.rejected),
    },
    TableColumn {
        id: F::Number,
        head: ColumnHead::text("number", "Number", (8, 12)).on_demand(),
        cell: |it| Cell::text(&it.row.number),
        order: |a, b| last_if_empty(&a.number, &b.number),
    },
    TableColumn {
        id: F::Since,
        head: ColumnHead::text("since", "Since", (10, 10)).on_demand(),
        cell: |it| day(it.row.since),
        order: |a, b| last_if_none(a.since, b.since),
    },
    TableColumn {
        id: F::Overdue,
        // The screen marks the day.
        head: ColumnHead::text("overdue", "Overdue", (7, 7)).in_files_only(),
        cell: |it| Cell::text(if it.row.is_overdue { "overdue" } else { "" }),
        order: |a, b| b.is_overdue.cmp(&a.is_overdue),
    },
    TableColumn {
        id: F::File,
        head: ColumnHead::text("file", "File", (12, 30)).on_demand(),
        cell: |it| Cell::text(it.files()),
        // What files are called says nothing: by whose they are.
        order: |a, b| fold(&a.name).cmp(&fold(&b.name)),
    },
    TableColumn {
        id: F::Dated,
        head: ColumnHead::text("dated", "Dated", (10, 10)).on_demand(),
        cell: |it| day(it.row.dated),
        order: |a, b| last_if_none(a.dated, b.dated),
    },
    TableColumn {
        id: F::CameIn,
        head: ColumnHead::text("came in", "Received", (10, 10)).in_files_only(),
        cell: |it| day(it.row.came_in),
        order: |a, b| last_if_none(a.came_in, b.came_in),
    },
    TableColumn {
        id: F::Outcome,
        head: ColumnHead::text("outcome", "Outcome", (17, 17)).on_demand(),
        cell: |it| said(it.row.outcome.map(DeclarationOutcome::name)),
        order: |a, b| last_if_none(b.outcome, a.outcome),
    },
];

const SHORT_FORMS: &[ShortForm<SupplierField>] = &[
    ShortForm {
        id: F::State,
        title: "request",
        cell: |it| match it.row.state {
            Some(RequestState::UnderReview) => Cell::text("in review"),
            Some(RequestState::CorrectionRequested) => Cell::text("correction"),
            Some(
                RequestState::Asked
                | RequestState::Reminded
                | RequestState::Received
                | RequestState::Accepted
                | RequestState::NoResponse,
            )
            | None => Cell::text(it.row.state_name()),
        },
    },
    ShortForm { id: F::Resolved, title: "res.", cell: |it| Cell::count(it.row.balance.resolved) },
];

/// What `rcoi list suppliers` shows.
pub const SUPPLIERS_LISTED: &[SupplierField] = &[
    F::Name,
    F::Number,
    F::State,
    F::Since,
    F::Due,
    F::Overdue,
    F::File,
    F::Version,
    F::Dated,
    F::CameIn,
    F::Rows,
    F::Resolved,
    F::Duplicate,
    F::Special,
    F::Rejected,
    F::Open,
    F::Outcome,
    F::Tier,
    F::Supplies,
    F::Spend,
];

impl Field for SupplierField {
    type Row<'a> = ListedSupplier<'a>;
    type Order = fn(&SupplierRow, &SupplierRow) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        SUPPLIER_FIELDS
    }

    fn short_forms() -> &'static [ShortForm<Self>] {
        SHORT_FORMS
    }
}

/// A scope in a word.
pub fn scope_words(scope: Answer) -> &'static str {
    match scope {
        Answer::ScopeCompany => "company",
        Answer::ScopeProduct => "product",
        Answer::ScopeUserDefined => "user-defined",
        Answer::ScopeDivision => "division",
        Answer::ScopeCategory => "category",
        Answer::Yes
        | Answer::No
        | Answer::Unknown
        | Answer::Percent100
        | Answer::Over90
        | Answer::Over75
        | Answer::Over50
        | Answer::AtMost50
        | Answer::Over25
        | Answer::Under25
        | Answer::NoneOfThem
        | Answer::YesAllSmelters
        | Answer::YesInContracts
        | Answer::Planned
        | Answer::YesAudited
        | Answer::YesDocuments
        | Answer::YesInternal
        | Answer::YesAllMethods
        | Answer::YesIpc1755
        | Answer::YesOtherFormat
        | Answer::YesSec
        | Answer::YesEu
        | Answer::YesSecAndEu => "",
    }
}

fn most_first(a: &SupplierRow, b: &SupplierRow, of: impl Fn(&SupplierRow) -> usize) -> Ordering {
    of(b).cmp(&of(a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(SUPPLIERS_LISTED);
    }
}
