//! The columns of reference lists.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::column::{ColumnHead, Field, TableColumn, day, last_if_empty, last_if_none, said};
use crate::domain::{ReferenceList, Workspace};
use crate::tabular::Cell;

/// A reference list with what is known of its file.
#[derive(Debug, Clone, Copy)]
pub struct ListRow<'a> {
    pub list: &'a ReferenceList,
    pub file: &'a str,
    pub imported: Option<Date>,
}

impl<'a> ListRow<'a> {
    /// A list of a workspace; which day an instant is, whoever reads the clock knows.
    pub fn new(ws: &'a Workspace, list: &'a ReferenceList, day_of: impl Fn(Timestamp) -> Date) -> Self {
        let source = ws.sources.get(&list.source);
        let file = source.map_or("", |source| source.file.as_str());
        Self { list, file, imported: source.map(|source| day_of(source.imported_at)) }
    }
}

/// The identifier of a column of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListField {
    /// What it is called.
    Title,
    /// The template that carries it.
    Template,
    /// The day that it speaks for.
    AsOf,
    /// How many facilities it names.
    Entries,
    File,
    /// The day on which it was imported.
    Imported,
    /// The version of the template, as a number.
    Version,
}

use ListField as F;

/// Every column of lists, in their usual order.
pub const LIST_FIELDS: &[TableColumn<ListField>] = &[
    TableColumn {
        id: F::Title,
        head: ColumnHead::text("list", "List", (24, 34)),
        cell: |row| Cell::text(&row.list.title),
        order: |a, b| a.list.title.cmp(&b.list.title),
    },
    TableColumn {
        id: F::Template,
        head: ColumnHead::text("version", "Template", (9, 10)),
        cell: |row| said(row.list.version.map(|version| format!("CMRT {version}"))),
        order: by_version,
    },
    TableColumn {
        id: F::AsOf,
        head: ColumnHead::text("as of", "As of", (10, 10)),
        cell: |row| day(row.list.as_of),
        order: |a, b| last_if_none(a.list.as_of, b.list.as_of),
    },
    TableColumn {
        id: F::Entries,
        head: ColumnHead::number("entries", "Facilities", 7),
        cell: |row| Cell::Number(i64::from(row.list.facilities)),
        order: |a, b| b.list.facilities.cmp(&a.list.facilities),
    },
    TableColumn {
        id: F::File,
        head: ColumnHead::text("source", "File", (12, 34)).growing(),
        cell: |row| Cell::text(row.file),
        order: |a, b| last_if_empty(a.file, b.file),
    },
    TableColumn {
        id: F::Imported,
        head: ColumnHead::text("imported", "Imported", (10, 10)).in_files_only(),
        cell: |row| day(row.imported),
        order: |a, b| last_if_none(a.imported, b.imported),
    },
    TableColumn {
        id: F::Version,
        head: ColumnHead::text("CMRT", "CMRT", (5, 5)).in_files_only(),
        cell: |row| said(row.list.version),
        order: by_version,
    },
];

/// What `rcoi list lists` shows.
pub const LISTS_LISTED: &[ListField] = &[F::Title, F::Version, F::AsOf, F::Entries, F::File, F::Imported];

/// What is copied of a list.
pub const LIST_COPIED: &[ListField] = &[F::Title, F::Template, F::AsOf, F::Entries, F::File];

impl Field for ListField {
    type Row<'a> = ListRow<'a>;
    type Order = for<'a> fn(&ListRow<'a>, &ListRow<'a>) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        LIST_FIELDS
    }
}

fn by_version(a: &ListRow<'_>, b: &ListRow<'_>) -> Ordering {
    last_if_none(a.list.version, b.list.version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(LISTS_LISTED);
    }
}
