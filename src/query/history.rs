//! The columns of the history: every change, who, when, on what.

use std::cmp::Ordering;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::column::{ColumnHead, Field, TableColumn, last_if_empty, last_if_none};
use crate::domain::{Cause, Entry};
use crate::tabular::Cell;

/// The identifier of a column of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntryField {
    Number,
    /// When, to the minute.
    When,
    Who,
    /// What was done.
    What,
    /// Which entry it undoes or redoes.
    UndoesOrRedoes,
    /// When, to the second.
    At,
}

use EntryField as F;

/// An entry as it is listed.
#[derive(Debug, Clone, Copy)]
pub struct ListedEntry<'a> {
    pub entry: &'a Entry,
    /// Where the person is who reads it.
    pub zone: &'a TimeZone,
}

/// Every column of entries, in their usual order. Minutes are those of the person's clock, seconds are in UTC.
pub const ENTRY_FIELDS: &[TableColumn<EntryField>] = &[
    TableColumn {
        id: F::When,
        head: ColumnHead::text("when", "Minute", (16, 16)).needed(),
        cell: |it| Cell::text(it.entry.at.to_zoned(it.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()),
        order: |a, b| a.at.cmp(&b.at),
    },
    TableColumn {
        id: F::Who,
        head: ColumnHead::text("who", "Who", (8, 14)).needed(),
        cell: |it| Cell::text(&it.entry.by),
        order: |a, b| last_if_empty(&a.by, &b.by),
    },
    TableColumn {
        id: F::What,
        head: ColumnHead::text("what", "What", (20, 60)).named(),
        cell: |it| Cell::text(&it.entry.title),
        order: |a, b| a.title.cmp(&b.title),
    },
    TableColumn {
        id: F::Number,
        head: ColumnHead::number("no.", "No.", 6).on_demand(),
        cell: |it| Cell::Number(i64::try_from(it.entry.seq).unwrap_or(i64::MAX)),
        order: |a, b| a.seq.cmp(&b.seq),
    },
    TableColumn {
        id: F::UndoesOrRedoes,
        head: ColumnHead::text("undoes or redoes", "Undoes or redoes", (10, 16)).on_demand(),
        cell: |it| of(it.entry).map_or(Cell::Empty, |(cause, seq)| Cell::text(format!("{cause} {seq}"))),
        order: |a, b| last_if_none(of(a).map(|(_, seq)| seq), of(b).map(|(_, seq)| seq)),
    },
    TableColumn {
        id: F::At,
        head: ColumnHead::text("second", "When", (20, 20)).in_files_only(),
        cell: |it| Cell::text(format!("{:.0}", it.entry.at)),
        order: |a, b| a.at.cmp(&b.at),
    },
];

/// What `rcoi list history` shows.
pub const HISTORY_LISTED: &[EntryField] = &[F::Number, F::At, F::Who, F::What, F::UndoesOrRedoes];

/// What is copied of an entry.
pub const ENTRY_COPIED: &[EntryField] = &[F::At, F::Who, F::What];

impl Field for EntryField {
    type Row<'a> = ListedEntry<'a>;
    type Order = fn(&Entry, &Entry) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        ENTRY_FIELDS
    }
}

/// What an entry does to an earlier one, and the number of that.
fn of(entry: &Entry) -> Option<(&'static str, u64)> {
    match entry.cause {
        Cause::Do => None,
        Cause::Undo(seq) => Some(("undo", seq)),
        Cause::Redo(seq) => Some(("redo", seq)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(HISTORY_LISTED);
    }
}
