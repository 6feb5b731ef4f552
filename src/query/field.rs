//! The columns: what a table can show of a facility, each defined once for tables, filters, sorts, exports.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::Row;
use super::column::{Column, Head, last_if_none};
use crate::text::fold;

/// The identifier of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FieldId {
    /// Metal.
    Metal,
    /// CID.
    Cid,
    /// Name.
    Name,
    /// Country.
    Country,
    /// Status.
    Status,
    /// Rating.
    Risk,
    /// Suppliers naming it.
    Suppliers,
    /// Open actions.
    Actions,
    /// Disposition.
    Disposition,
    /// Flags.
    Flags,
}

/// Who may see a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The analyst's own screens and files only.
    Internal,
    /// May stand in a report.
    Publishable,
}

/// On which side a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// One row of [`FIELDS`].
pub struct Field {
    /// Which column.
    pub id: FieldId,
    /// The header.
    pub title: &'static str,
    /// Who may see it.
    pub audience: Audience,
    /// The side its text stands on.
    pub align: Align,
    /// Least and usual width in terminal columns.
    pub width: (u16, u16),
    /// Whether it takes the room that is left over.
    pub grows: bool,
    /// Whether it is shown at first.
    pub shown: bool,
    /// The text of a row.
    pub text: fn(&Row) -> String,
    /// The order of two rows; empty values come last.
    pub compare: fn(&Row, &Row) -> Ordering,
}

/// Every column, in their usual order.
pub const FIELDS: &[Field] = &[
    Field {
        id: FieldId::Metal,
        title: "metal",
        audience: Audience::Publishable,
        align: Align::Left,
        width: (8, 8),
        grows: false,
        shown: true,
        text: |row| row.metal.name().to_owned(),
        compare: |a, b| a.metal.cmp(&b.metal),
    },
    Field {
        id: FieldId::Cid,
        title: "CID",
        audience: Audience::Publishable,
        align: Align::Left,
        width: (9, 9),
        grows: false,
        shown: true,
        text: |row| row.cid.map_or(String::new(), |cid| cid.to_string()),
        compare: |a, b| last_if_none(a.cid, b.cid),
    },
    Field {
        id: FieldId::Name,
        title: "name",
        audience: Audience::Publishable,
        align: Align::Left,
        width: (16, 34),
        grows: true,
        shown: true,
        text: |row| row.name.clone(),
        compare: |a, b| fold(&a.name).cmp(&fold(&b.name)),
    },
    Field {
        id: FieldId::Country,
        title: "country",
        audience: Audience::Publishable,
        align: Align::Left,
        width: (10, 24),
        grows: false,
        shown: true,
        text: |row| row.country_name.clone(),
        compare: |a, b| empty_last(&a.country_name, &b.country_name),
    },
    Field {
        id: FieldId::Status,
        title: "status",
        audience: Audience::Publishable,
        align: Align::Left,
        width: (16, 16),
        grows: false,
        shown: true,
        text: |row| row.status.name().to_owned(),
        compare: |a, b| a.status.cmp(&b.status),
    },
    Field {
        id: FieldId::Risk,
        title: "risk",
        audience: Audience::Internal,
        align: Align::Left,
        width: (9, 10),
        grows: false,
        shown: true,
        text: |row| row.rating.name().to_owned(),
        compare: |a, b| a.rating.cmp(&b.rating),
    },
    Field {
        id: FieldId::Suppliers,
        title: "suppl.",
        audience: Audience::Internal,
        align: Align::Right,
        width: (6, 6),
        grows: false,
        shown: true,
        text: |row| count(row.suppliers),
        compare: |a, b| b.suppliers.cmp(&a.suppliers),
    },
    Field {
        id: FieldId::Actions,
        title: "act.",
        audience: Audience::Internal,
        align: Align::Right,
        width: (4, 4),
        grows: false,
        shown: true,
        text: |row| count(row.open_actions),
        compare: |a, b| b.open_actions.cmp(&a.open_actions),
    },
    Field {
        id: FieldId::Disposition,
        title: "disposition",
        audience: Audience::Internal,
        align: Align::Left,
        width: (14, 22),
        grows: false,
        shown: false,
        text: |row| row.disposition.map_or(String::new(), |disposition| disposition.title().to_owned()),
        compare: |a, b| last_if_none(a.disposition, b.disposition),
    },
    Field {
        id: FieldId::Flags,
        title: "flags",
        audience: Audience::Internal,
        align: Align::Left,
        width: (12, 22),
        grows: false,
        shown: false,
        text: |row| row.flags.iter().map(|flag| flag.title()).collect::<Vec<_>>().join(", "),
        compare: |a, b| b.flags.len().cmp(&a.flags.len()).then_with(|| a.flags.cmp(&b.flags)),
    },
];

impl FieldId {
    /// The row of [`FIELDS`].
    #[must_use]
    pub fn field(self) -> Option<&'static Field> {
        FIELDS.iter().find(|field| field.id == self)
    }

    /// The header.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.field().map_or("", |field| field.title)
    }
}

impl Column for FieldId {
    fn all() -> Vec<Self> {
        FIELDS.iter().map(|field| field.id).collect()
    }

    fn head(self) -> Head {
        let head = |field: &Field| Head {
            title: field.title,
            audience: field.audience,
            align: field.align,
            width: field.width,
            grows: field.grows,
            shown: field.shown,
        };
        // An identifier without its row in the table has an empty head.
        self.field().map_or(
            Head {
                title: "",
                audience: Audience::Internal,
                align: Align::Left,
                width: (1, 1),
                grows: false,
                shown: false,
            },
            head,
        )
    }
}

fn count(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

fn empty_last(a: &str, b: &str) -> Ordering {
    (a.is_empty(), a).cmp(&(b.is_empty(), b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_in_the_table_once() {
        for field in FIELDS {
            assert_eq!(FIELDS.iter().filter(|other| other.id == field.id).count(), 1, "{}", field.title);
            assert!(field.width.0 <= field.width.1, "{}", field.title);
        }
    }

    #[test]
    fn ratings_and_suppliers_are_internal() {
        for id in [FieldId::Risk, FieldId::Suppliers, FieldId::Actions, FieldId::Disposition, FieldId::Flags]
        {
            assert_eq!(id.field().map(|field| field.audience), Some(Audience::Internal));
        }
    }
}
