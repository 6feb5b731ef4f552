//! The columns of suppliers, each defined once for the table, its sorts and its exports.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::SupplierRow;
use crate::domain::Severity;
use crate::domain::cmrt::Answer;
use crate::query::column::last_if_none;
use crate::query::{Align, Audience, Column, Head};
use crate::text::fold;

/// The identifier of a column of suppliers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SupplierField {
    /// Name.
    Name,
    /// State of the request.
    State,
    /// The day by which an answer is due.
    Due,
    /// Template version of the declaration that counts.
    Version,
    /// High-risk findings.
    HighRisk,
    /// Errors.
    Errors,
    /// Warnings.
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
    /// Scope.
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
}

/// One row of [`SUPPLIER_FIELDS`].
pub struct SupplierColumn {
    /// Which column.
    pub id: SupplierField,
    /// What is known before any row. All are internal: who supplies whom is nobody else's business.
    pub head: Head,
    /// The text of a row.
    pub text: fn(&SupplierRow) -> String,
    /// The order of two rows; empty values come last.
    pub compare: fn(&SupplierRow, &SupplierRow) -> Ordering,
}

const fn text(title: &'static str, width: (u16, u16), shown: bool) -> Head {
    let (audience, align) = (Audience::Internal, Align::Left);
    Head { title, audience, align, width, grows: false, shown }
}

const fn number(title: &'static str, width: u16, shown: bool) -> Head {
    let (audience, align) = (Audience::Internal, Align::Right);
    Head { title, audience, align, width: (width, width), grows: false, shown }
}

use SupplierField as F;

/// Every column, in their usual order: what there is little room for comes last.
pub const SUPPLIER_FIELDS: &[SupplierColumn] = &[
    SupplierColumn {
        id: F::Name,
        head: Head { grows: true, ..text("supplier", (16, 26), true) },
        text: |row| row.name.clone(),
        compare: |a, b| fold(&a.name).cmp(&fold(&b.name)),
    },
    SupplierColumn {
        id: F::State,
        head: text("request", (13, 20), true),
        text: |row| row.state_name().to_owned(),
        compare: |a, b| last_if_none(a.state, b.state),
    },
    SupplierColumn {
        id: F::Due,
        head: text("due", (11, 11), true),
        text: |row| day(row.due),
        compare: |a, b| last_if_none(a.due, b.due),
    },
    SupplierColumn {
        id: F::Version,
        head: text("CMRT", (5, 5), true),
        text: |row| row.version.map_or(String::new(), |version| version.to_string()),
        compare: |a, b| last_if_none(a.version, b.version),
    },
    SupplierColumn {
        id: F::HighRisk,
        head: number("high", 4, true),
        text: |row| some(row.found(Severity::HighRisk)),
        compare: |a, b| most_first(a, b, |row| row.found(Severity::HighRisk)),
    },
    SupplierColumn {
        id: F::Errors,
        head: number("err.", 4, true),
        text: |row| some(row.found(Severity::Error)),
        compare: |a, b| most_first(a, b, |row| row.found(Severity::Error)),
    },
    SupplierColumn {
        id: F::Warnings,
        head: number("warn", 4, true),
        text: |row| some(row.found(Severity::Warning)),
        compare: |a, b| most_first(a, b, |row| row.found(Severity::Warning)),
    },
    SupplierColumn {
        id: F::Open,
        head: number("open", 5, true),
        text: |row| some(row.balance.open),
        compare: |a, b| most_first(a, b, |row| row.balance.open),
    },
    SupplierColumn {
        id: F::Rows,
        head: number("rows", 5, true),
        text: |row| some(row.balance.rows),
        compare: |a, b| most_first(a, b, |row| row.balance.rows),
    },
    SupplierColumn {
        id: F::Resolved,
        head: number("resolved", 8, true),
        text: |row| some(row.balance.resolved),
        compare: |a, b| most_first(a, b, |row| row.balance.resolved),
    },
    SupplierColumn {
        id: F::Asked,
        head: text("asked", (10, 10), true),
        text: |row| day(row.asked),
        compare: |a, b| last_if_none(a.asked, b.asked),
    },
    SupplierColumn {
        id: F::Received,
        head: text("received", (10, 10), true),
        text: |row| day(row.received),
        compare: |a, b| last_if_none(a.received, b.received),
    },
    SupplierColumn {
        id: F::Scope,
        head: text("scope", (8, 12), true),
        text: |row| row.scope.map_or(String::new(), |scope| scope_words(scope).to_owned()),
        compare: |a, b| last_if_none(a.scope, b.scope),
    },
    SupplierColumn {
        id: F::Declarations,
        head: number("decl.", 5, true),
        text: |row| some(row.declarations),
        compare: |a, b| most_first(a, b, |row| row.declarations),
    },
    SupplierColumn {
        id: F::Infos,
        head: number("info", 4, false),
        text: |row| some(row.found(Severity::Info)),
        compare: |a, b| most_first(a, b, |row| row.found(Severity::Info)),
    },
    SupplierColumn {
        id: F::Duplicate,
        head: number("duplicate", 9, false),
        text: |row| some(row.balance.duplicate),
        compare: |a, b| most_first(a, b, |row| row.balance.duplicate),
    },
    SupplierColumn {
        id: F::Special,
        head: number("special", 7, false),
        text: |row| some(row.balance.special),
        compare: |a, b| most_first(a, b, |row| row.balance.special),
    },
    SupplierColumn {
        id: F::Rejected,
        head: number("rejected", 8, false),
        text: |row| some(row.balance.rejected),
        compare: |a, b| most_first(a, b, |row| row.balance.rejected),
    },
    SupplierColumn {
        id: F::Number,
        head: text("number", (8, 12), false),
        text: |row| row.number.clone(),
        compare: |a, b| (a.number.is_empty(), &a.number).cmp(&(b.number.is_empty(), &b.number)),
    },
];

impl SupplierField {
    /// The row of [`SUPPLIER_FIELDS`].
    #[must_use]
    pub fn column(self) -> Option<&'static SupplierColumn> {
        SUPPLIER_FIELDS.iter().find(|column| column.id == self)
    }
}

impl Column for SupplierField {
    fn all() -> Vec<Self> {
        SUPPLIER_FIELDS.iter().map(|column| column.id).collect()
    }

    fn head(self) -> Head {
        self.column().map_or_else(|| text("", (1, 1), false), |column| column.head)
    }
}

/// A scope in a word.
#[must_use]
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

fn day(date: Option<Date>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}

fn some(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

fn most_first(a: &SupplierRow, b: &SupplierRow, of: impl Fn(&SupplierRow) -> usize) -> Ordering {
    of(b).cmp(&of(a))
}

#[cfg(test)]
mod tests {
    use super::SUPPLIER_FIELDS;

    #[test]
    fn every_column_is_in_the_table_once() {
        for column in SUPPLIER_FIELDS {
            let same = SUPPLIER_FIELDS.iter().filter(|other| other.id == column.id).count();
            assert_eq!(same, 1, "{}", column.head.title);
            assert!(column.head.width.0 <= column.head.width.1, "{}", column.head.title);
        }
    }
}
