//! Which column of a supplier list or a request log is which, by the words of its header.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::import::headers::{HeaderWords, unuse_repeated};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum RosterColumn {
    /// The supplier's name.
    Name,
    /// The supplier's name, or the contact's when another column has the supplier's.
    Any,
    /// The supplier's number.
    Number,
    /// Another name of the supplier.
    OtherName,
    /// A contact's name.
    Contact,
    /// A contact's e-mail address.
    Email,
    /// A contact's telephone number.
    Phone,
    /// How far the supplier stands from the company.
    Tier,
    /// What the supplier supplies.
    Supplies,
    /// The supplier's share of what the company spends.
    Spend,
    /// A note on the supplier, or on a line of the log.
    Note,
    /// A state of the request.
    State,
    Day,
    /// The day by which an answer is due.
    Due,
    /// Not known.
    Unknown,
}

impl RosterColumn {
    /// What the summary says that a column was taken for.
    pub fn taken_for(self) -> &'static str {
        match self {
            Self::Name | Self::Any => "supplier",
            Self::Number => "number",
            Self::OtherName => "other name",
            Self::Contact => "contact",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Tier => "tier",
            Self::Supplies => "what it supplies",
            Self::Spend => "share of spend, in percent",
            Self::Note => "note",
            Self::State => "state",
            Self::Day => "day",
            Self::Due => "due",
            Self::Unknown => "not used",
        }
    }
}

static HEADERS: LazyLock<HeaderWords<RosterColumn>> = LazyLock::new(|| {
    HeaderWords::embedded("data/supplier_headers.ron", include_str!("../../../data/supplier_headers.ron"))
});

/// The column that a header names; a percent sign, which folding would drop, is a word of it.
fn of_header(written: &str) -> RosterColumn {
    HEADERS.column(&written.replace('%', " percent ")).unwrap_or(RosterColumn::Unknown)
}

/// The columns of a header row, in its order; `None` when the row heads no list of suppliers. `below` are rows
/// under it, by which a column of numbers under "Vendor" is told from one of names.
pub fn of_header_row(cells: &[String], below: &[&[String]]) -> Option<Vec<RosterColumn>> {
    let mut columns: Vec<RosterColumn> = cells.iter().map(|cell| of_header(cell)).collect();
    settle(&mut columns, below);
    unuse_repeated(&mut columns, RosterColumn::Unknown);
    let has = |column: RosterColumn| columns.contains(&column);
    let named = has(RosterColumn::Name) || has(RosterColumn::Number);
    let known = columns.iter().filter(|column| **column != RosterColumn::Unknown).count();
    // One column alone is a list only under a word that heads nothing else.
    (named && (known > 1 || has(RosterColumn::Name))).then_some(columns)
}

/// Says what a bare "Name" is.
fn settle(columns: &mut [RosterColumn], below: &[&[String]]) {
    let at =
        |columns: &[RosterColumn], column: RosterColumn| columns.iter().position(|other| *other == column);
    let Some(any) = at(columns, RosterColumn::Any) else { return };
    let named = at(columns, RosterColumn::Name);
    let numbers = named.filter(|at| !has_letters(below, *at) && has_letters(below, any));
    let becomes = match (named, numbers, at(columns, RosterColumn::Contact)) {
        (None, ..) | (_, Some(_), _) => RosterColumn::Name,
        (Some(_), None, None) => RosterColumn::Contact,
        (Some(_), None, Some(_)) => RosterColumn::Unknown,
    };
    let numbered = at(columns, RosterColumn::Number).is_some();
    let mut set = |at: usize, column| columns.get_mut(at).into_iter().for_each(|slot| *slot = column);
    if let Some(at) = numbers {
        set(at, if numbered { RosterColumn::Unknown } else { RosterColumn::Number });
    }
    set(any, becomes);
}

fn has_letters(rows: &[&[String]], at: usize) -> bool {
    rows.iter().filter_map(|row| row.get(at)).any(|cell| cell.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(header: &str, row: &str) -> Option<Vec<RosterColumn>> {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
        of_header_row(&cells(header), &[&cells(row)])
    }

    #[test]
    fn a_bare_name_is_the_suppliers_or_the_contacts() {
        use RosterColumn::{Contact, Email, Name, Number, Unknown};
        let names = |header, row| columns(header, row).unwrap();
        assert_eq!(names("Name,E-Mail", "Delta,x"), [Name, Email]);
        assert_eq!(names("Company,Name,Email address*", "Delta,Ana,x"), [Name, Contact, Email]);
        assert_eq!(names("Vendor,Name 1,Contact", "100023,Delta,Ana"), [Number, Name, Contact]);
        assert_eq!(names("Vendor,Name,Contact", "Delta,x,Ana"), [Name, Unknown, Contact]);
        assert_eq!(names("Supplier (legal),Supplier name", "Delta,x"), [Name, Unknown]);
    }

    #[test]
    fn an_amount_of_spend_is_no_share_of_it() {
        use RosterColumn::{Name, Spend, Unknown};
        for share in ["Spend %", "% of spend", "Spend (%)", "Share of spend", "Spend in %"] {
            assert_eq!(columns(&format!("Supplier,{share}"), "Delta,5"), Some(vec![Name, Spend]), "{share}");
        }
        for amount in ["Spend", "Spend (EUR)", "Total spend"] {
            assert_eq!(
                columns(&format!("Supplier,{amount}"), "Delta,5"),
                Some(vec![Name, Unknown]),
                "{amount}"
            );
        }
    }

    #[test]
    fn what_heads_no_suppliers_is_none() {
        for header in ["Metal,Country", "E-mail,Phone", "Delta Cables Ltd", "Number", ""] {
            assert_eq!(columns(header, "a,b"), None, "{header}");
        }
        assert_eq!(columns("Supplier", "Delta"), Some(vec![RosterColumn::Name]));
    }
}
