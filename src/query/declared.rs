//! The columns of declared rows, each defined once for the table, its sorts and its exports.

use serde::{Deserialize, Serialize};

use super::{Align, Audience, Column, Head};
use crate::domain::Metal;
use crate::resolve::open::percent;
use crate::resolve::rows::{Outcome, RowField, RowView};

/// The identifier of a column of declared rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DeclaredField {
    /// Who declares it.
    Supplier,
    /// The worksheet's row number.
    Row,
    /// Metal.
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
}

/// A declared row with the names that stand for its identifiers.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredRow<'a> {
    /// The row.
    pub view: RowView<'a>,
    /// The supplier's name.
    pub supplier: &'a str,
    /// The facility's name, or empty.
    pub facility: &'a str,
}

/// One row of [`DECLARED_FIELDS`].
pub struct DeclaredColumn {
    /// Which column.
    pub id: DeclaredField,
    /// What is known before any row. All are internal: who named which smelter stays inside.
    pub head: Head,
    /// The text of a row.
    pub text: fn(&DeclaredRow<'_>) -> String,
    /// By what the register sorts it.
    pub sort: RowField,
}

const fn head(title: &'static str, width: (u16, u16)) -> Head {
    let (audience, align) = (Audience::Internal, Align::Left);
    Head { title, audience, align, width, grows: false, shown: true }
}

use DeclaredField as F;

/// Every column, in their usual order.
pub const DECLARED_FIELDS: &[DeclaredColumn] = &[
    DeclaredColumn {
        id: F::Supplier,
        head: head("supplier", (12, 24)),
        text: |row| row.supplier.to_owned(),
        sort: RowField::Supplier,
    },
    DeclaredColumn {
        id: F::Row,
        head: Head { align: Align::Right, ..head("row", (5, 5)) },
        text: |row| row.view.row.to_string(),
        sort: RowField::Row,
    },
    DeclaredColumn {
        id: F::Metal,
        head: head("metal", (8, 8)),
        text: |row| row.view.metal.map_or("", Metal::name).to_owned(),
        sort: RowField::Metal,
    },
    DeclaredColumn {
        id: F::Name,
        head: Head { grows: true, ..head("name as written", (16, 30)) },
        text: |row| row.view.name.to_owned(),
        sort: RowField::Name,
    },
    DeclaredColumn {
        id: F::Outcome,
        head: head("outcome", (11, 26)),
        text: |row| match row.view.outcome {
            Outcome::Rejected(reason) => format!("rejected: {}", reason.words()),
            Outcome::Resolved | Outcome::Duplicate | Outcome::Special | Outcome::Open => {
                row.view.outcome.word().to_owned()
            }
        },
        sort: RowField::Outcome,
    },
    DeclaredColumn {
        id: F::Id,
        head: head("ID as written", (10, 13)),
        text: |row| row.view.cid.to_owned(),
        sort: RowField::Id,
    },
    DeclaredColumn {
        id: F::Country,
        head: head("country", (9, 18)),
        text: |row| row.view.country.to_owned(),
        sort: RowField::Country,
    },
    DeclaredColumn {
        id: F::Facility,
        head: head("facility", (16, 30)),
        text: |row| row.facility.to_owned(),
        sort: RowField::Resolved,
    },
    DeclaredColumn {
        id: F::Cid,
        head: head("CID", (9, 9)),
        text: |row| row.view.cid_resolved.map_or(String::new(), |cid| cid.to_string()),
        sort: RowField::Resolved,
    },
    DeclaredColumn {
        id: F::Method,
        head: head("by", (8, 16)),
        text: |row| {
            let score = row.view.score.map_or_else(String::new, |score| format!(" {}", percent(score)));
            format!("{}{score}", row.view.method.words())
        },
        sort: RowField::Method,
    },
    DeclaredColumn {
        id: F::List,
        // What is written needs the room first; `v` shows it.
        head: Head { shown: false, ..head("list", (12, 32)) },
        text: |row| row.view.list.to_owned(),
        sort: RowField::List,
    },
];

impl DeclaredField {
    /// The row of [`DECLARED_FIELDS`].
    #[must_use]
    pub fn column(self) -> Option<&'static DeclaredColumn> {
        DECLARED_FIELDS.iter().find(|column| column.id == self)
    }
}

impl Column for DeclaredField {
    fn all() -> Vec<Self> {
        DECLARED_FIELDS.iter().map(|column| column.id).collect()
    }

    fn head(self) -> Head {
        self.column().map_or_else(|| head("", (1, 1)), |column| column.head)
    }
}

#[cfg(test)]
mod tests {
    use super::DECLARED_FIELDS;

    #[test]
    fn every_column_is_in_the_table_once() {
        for column in DECLARED_FIELDS {
            let same = DECLARED_FIELDS.iter().filter(|other| other.id == column.id).count();
            assert_eq!(same, 1, "{}", column.head.title);
            assert!(column.head.width.0 <= column.head.width.1, "{}", column.head.title);
        }
    }
}
