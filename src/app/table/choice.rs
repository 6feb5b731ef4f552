//! Which columns of a table are shown, in which order and how wide.

use serde::{Deserialize, Serialize};

use super::ColumnSpec;
use crate::query::{ColumnHead, FacilityField, Field, Shown};

/// Whether and how a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice<F = FacilityField> {
    pub field: F,
    pub shown: bool,
    /// Its width in terminal columns, when the person set one.
    pub width: Option<u16>,
}

/// The columns as they are at first.
pub fn usual_columns<F: Field>() -> Vec<ColumnChoice<F>> {
    let choice = |field: F| {
        let shown = match field.head().shown {
            Shown::AtFirst | Shown::WhereWide => true,
            Shown::OnDemand | Shown::InFilesOnly => false,
        };
        ColumnChoice { field, shown, width: None }
    };
    F::choosable().into_iter().map(choice).collect()
}

/// Whether a column waits for a wide screen: it does until a person chooses it, which gives it a width.
pub fn waits_for_room<F: Field>(choice: &ColumnChoice<F>) -> bool {
    choice.field.head().shown == Shown::WhereWide && choice.width.is_none()
}

/// The columns as they were left; columns that this version adds come last, hidden as the table says.
pub fn restored<F: Field>(mut columns: Vec<ColumnChoice<F>>) -> Vec<ColumnChoice<F>> {
    let known: Vec<F> = columns.iter().map(|choice| choice.field).collect();
    columns.extend(usual_columns().into_iter().filter(|choice| !known.contains(&choice.field)));
    columns
}

/// What the table engine needs to know of a column of these widths.
pub fn spec(head: &ColumnHead, (min, ideal): (u16, u16), may_grow: bool) -> ColumnSpec {
    let flex = head.grows && may_grow;
    let max = if flex { u16::MAX } else { ideal };
    ColumnSpec { title: head.title.to_owned(), min, ideal, max, align: head.align, flex }
}
