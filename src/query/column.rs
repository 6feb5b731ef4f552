//! What every table knows of its columns, whatever its rows are; sorting by them.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Align, Audience, FieldId};

/// A column before any row: its head, its widths, who may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
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
}

/// The identifiers of a table's columns.
pub trait Column: Copy + Eq + 'static {
    /// Every column, in their usual order.
    fn all() -> Vec<Self>;

    /// What is known of it before any row.
    fn head(self) -> Head;
}

/// One sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey<F = FieldId> {
    /// The column.
    pub field: F,
    /// Last first.
    pub descending: bool,
}

/// Sorts by a column: by it alone; reversed when it is the only key already.
pub fn sort_by<F: Column>(sort: &mut Vec<SortKey<F>>, field: F) {
    let only = sort.len() == 1 && sort.iter().all(|key| key.field == field);
    let descending = only && sort.iter().any(|key| !key.descending);
    *sort = vec![SortKey { field, descending }];
}

/// Adds a column as a further sort key, or reverses it when it is one.
pub fn sort_also_by<F: Column>(sort: &mut Vec<SortKey<F>>, field: F) {
    match sort.iter_mut().find(|key| key.field == field) {
        Some(key) => key.descending = !key.descending,
        None => sort.push(SortKey { field, descending: false }),
    }
}

/// The order of two rows by several keys, given their order by each column.
pub fn compare<F: Column>(sort: &[SortKey<F>], by: impl Fn(F) -> Ordering) -> Ordering {
    sort.iter().fold(Ordering::Equal, |order, key| {
        order.then_with(|| {
            let order = by(key.field);
            if key.descending { order.reverse() } else { order }
        })
    })
}

/// The indexes of rows, put into the order of several keys. Stable.
pub fn sorted<F: Column, R>(
    sort: &[SortKey<F>],
    mut rows: Vec<(u32, &R)>,
    by: impl Fn(F, &R, &R) -> Ordering,
) -> Vec<u32> {
    if !sort.is_empty() {
        rows.sort_by(|(_, a), (_, b)| compare(sort, |field| by(field, a, b)));
    }
    rows.into_iter().map(|(index, _)| index).collect()
}

/// The order of two values of which one that is not there comes last.
pub(super) fn last_if_none<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => a.cmp(&b),
    }
}
