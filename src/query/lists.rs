//! The columns of lists: reference lists, status lists and risk lists together.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::column::{ColumnHead, Field, TableColumn, day, last_if_empty, last_if_none, said};
use crate::domain::cmrt::Version;
use crate::domain::{
    ReferenceList, RiskList, Source, SourceId, SourceRole, Standings, StatusList, Workspace,
};
use crate::standing::{ListEffect, ListUses, counting};
use crate::tabular::Cell;

/// The kind of a list that gives names and CIDs.
pub const REFERENCE: &str = "reference";

/// Which list: a file can be taken as several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListId {
    /// What it was taken as.
    pub role: SourceRole,
    /// The file.
    pub source: SourceId,
}

/// A list, whatever it was taken as, with what is known of its file and of its use here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow<'a> {
    pub id: ListId,
    pub title: &'a str,
    /// [`REFERENCE`], what a status list says of those that it names, or what a risk list is of.
    pub kind: String,
    /// Whose status list it is.
    pub programme: Option<&'a str>,
    /// The template that carries it.
    pub version: Option<Version>,
    /// The day that it speaks for.
    pub as_of: Option<Date>,
    /// Whether a status list has every facility of its kinds.
    pub complete: Option<bool>,
    /// How many facilities it names.
    pub rows: u32,
    /// How many of them are facilities of the workspace; none while its content is not loaded.
    pub matched: Option<usize>,
    /// How many statuses of Annex I rest on a status list.
    pub effect: Option<ListEffect>,
    /// How many days a status list is older than the day that statuses are of; below 0 for one that came after it.
    pub age: Option<i32>,
    /// Whether that is too old.
    pub is_stale: bool,
    pub file: &'a str,
    pub imported: Option<Date>,
}

/// What lists are shown with.
#[derive(Debug, Clone, Copy)]
pub struct ListsHere<'a> {
    pub ws: &'a Workspace,
    pub standings: &'a Standings,
    pub uses: &'a ListUses,
}

impl<'a> ListsHere<'a> {
    /// All lists; which day an instant is, whoever reads the clock knows.
    pub fn rows(self, day_of: impl Fn(Timestamp) -> Option<Date>) -> Vec<ListRow<'a>> {
        let imported = |source: &SourceId| day_of(self.ws.sources.get(source)?.imported_at);
        let dated = |row: ListRow<'a>| ListRow { imported: imported(&row.id.source), ..row };
        let references = self.ws.lists.values().map(|list| self.reference(list));
        let statuses = self.ws.status_lists.values().map(|list| self.status(list));
        let risks = self.ws.risk_lists.values().map(|list| self.risk(list));
        references.chain(statuses).chain(risks).map(dated).collect()
    }

    /// A list; none of one that is not here.
    pub fn row(self, id: &ListId) -> Option<ListRow<'a>> {
        match id.role {
            SourceRole::Reference => self.ws.lists.get(&id.source).map(|list| self.reference(list)),
            SourceRole::Status => self.ws.status_lists.get(&id.source).map(|list| self.status(list)),
            SourceRole::Risk => self.ws.risk_lists.get(&id.source).map(|list| self.risk(list)),
            SourceRole::Annex | SourceRole::Baseline | SourceRole::Declaration => None,
        }
    }

    fn file(self, source: &SourceId) -> &'a str {
        self.ws.sources.get(source).map_or("", |source: &Source| source.file.as_str())
    }

    fn reference(self, list: &'a ReferenceList) -> ListRow<'a> {
        ListRow {
            id: ListId { role: SourceRole::Reference, source: list.source.clone() },
            title: &list.title,
            kind: REFERENCE.to_owned(),
            programme: None,
            version: list.version,
            as_of: list.as_of,
            complete: None,
            rows: list.facilities,
            matched: self.uses.references.get(&list.source).map(|rows| rows.matched),
            effect: None,
            age: None,
            is_stale: false,
            file: self.file(&list.source),
            imported: None,
        }
    }

    /// Where it does not count, a newer one of its kind and title does.
    fn risk(self, list: &'a RiskList) -> ListRow<'a> {
        let counts = counting(self.ws).iter().any(|other| other.source == list.source);
        ListRow {
            id: ListId { role: SourceRole::Risk, source: list.source.clone() },
            title: &list.title,
            kind: format!("{}{}", list.kind.key(), if counts { "" } else { OLDER }),
            programme: None,
            version: None,
            as_of: Some(list.as_of),
            complete: None,
            rows: list.rows,
            matched: self.uses.risks.get(&list.source).map(|rows| rows.matched),
            effect: None,
            age: None,
            is_stale: false,
            file: self.file(&list.source),
            imported: None,
        }
    }

    fn status(self, list: &'a StatusList) -> ListRow<'a> {
        let day = self.standings.day;
        let age = day.and_then(|day| list.as_of.until(day).ok()).map(|age| age.get_days());
        ListRow {
            id: ListId { role: SourceRole::Status, source: list.source.clone() },
            title: &list.title,
            kind: list.kind_words(),
            programme: Some(list.programme.name()),
            version: None,
            as_of: Some(list.as_of),
            complete: Some(list.complete),
            rows: list.rows,
            matched: self.uses.statuses.get(&list.source).map(|rows| rows.matched),
            effect: Some(self.uses.effect(&list.source)),
            age,
            is_stale: day.is_some_and(|day| list.is_stale(day)),
            file: self.file(&list.source),
            imported: None,
        }
    }
}

/// What the kind of a risk list says more where a newer one counts in its place.
const OLDER: &str = ", older";

/// The most days that an age is told in; beyond, in months of 30 days.
const IN_DAYS: i32 = 90;

/// An age in words.
fn age_words(age: i32) -> String {
    match age {
        ..0 => "newer".to_owned(),
        0..=IN_DAYS => format!("{age} d"),
        _ => format!("{} months", age / 30),
    }
}

/// The identifier of a column of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListField {
    /// What it is called.
    Title,
    /// What it says of those that it names.
    Kind,
    Programme,
    /// The day that it speaks for.
    AsOf,
    /// Whether it has every facility of its kinds.
    Complete,
    /// How many facilities it names.
    Entries,
    /// How many of them are here.
    Matched,
    /// How many statuses rest on its entries.
    Effect,
    /// How many rest on its having no entry.
    Absent,
    /// How old it is against the day that statuses are of.
    Age,
    /// The template that carries it.
    Template,
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
        head: ColumnHead::text("list", "List", (14, 34)).named(),
        cell: |row| Cell::text(row.title),
        order: |a, b| a.title.cmp(b.title),
    },
    TableColumn {
        id: F::Kind,
        head: ColumnHead::text("kind", "Kind", (10, 19)).needed(),
        cell: |row| Cell::text(&row.kind),
        order: |a, b| a.kind.cmp(&b.kind),
    },
    TableColumn {
        id: F::Programme,
        head: ColumnHead::text("progr.", "Programme", (6, 9)),
        cell: |row| said(row.programme),
        order: |a, b| last_if_none(a.programme, b.programme),
    },
    TableColumn {
        id: F::AsOf,
        head: ColumnHead::text("as of", "As of", (11, 11)).needed(),
        cell: |row| day(row.as_of),
        order: |a, b| last_if_none(a.as_of, b.as_of),
    },
    TableColumn {
        id: F::Complete,
        head: ColumnHead::text("compl.", "Complete", (6, 6)),
        cell: |row| said(row.complete.map(|complete| if complete { "yes" } else { "no" })),
        order: |a, b| last_if_none(a.complete.map(|it| !it), b.complete.map(|it| !it)),
    },
    TableColumn {
        id: F::Entries,
        head: ColumnHead::number("rows", "Facilities", 7),
        cell: |row| Cell::Number(i64::from(row.rows)),
        order: |a, b| b.rows.cmp(&a.rows),
    },
    TableColumn {
        id: F::Matched,
        head: ColumnHead::number("matched", "Matched", 7),
        cell: |row| row.matched.map_or(Cell::Empty, Cell::count),
        order: |a, b| last_if_none(b.matched, a.matched),
    },
    TableColumn {
        id: F::Effect,
        head: ColumnHead::number("effect", "Effect", 6),
        cell: |row| row.effect.map_or(Cell::Empty, |effect| Cell::count(effect.listed)),
        order: |a, b| b.effect.map(|it| it.listed).cmp(&a.effect.map(|it| it.listed)),
    },
    TableColumn {
        id: F::Absent,
        head: ColumnHead::number("by absence", "By absence", 10).where_wide(),
        cell: |row| row.effect.map_or(Cell::Empty, |effect| Cell::count(effect.absent)),
        order: |a, b| b.effect.map(|it| it.absent).cmp(&a.effect.map(|it| it.absent)),
    },
    TableColumn {
        id: F::Age,
        head: ColumnHead::text("age", "Age", (9, 9)).where_wide(),
        cell: |row| said(row.age.map(age_words)),
        order: |a, b| last_if_none(a.age, b.age),
    },
    TableColumn {
        id: F::Template,
        head: ColumnHead::text("version", "Template", (9, 10)).where_wide(),
        cell: |row| said(row.version.map(|version| format!("CMRT {version}"))),
        order: by_version,
    },
    TableColumn {
        id: F::File,
        head: ColumnHead::text("source", "File", (12, 34)),
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
        cell: |row| said(row.version),
        order: by_version,
    },
];

/// What `rcoi list lists` shows.
pub const LISTS_LISTED: &[ListField] = &[
    F::Title,
    F::Version,
    F::AsOf,
    F::Entries,
    F::File,
    F::Imported,
    F::Kind,
    F::Programme,
    F::Complete,
    F::Matched,
    F::Effect,
    F::Absent,
    F::Age,
];

/// What is copied of a list.
pub const LIST_COPIED: &[ListField] =
    &[F::Title, F::Kind, F::Programme, F::AsOf, F::Complete, F::Entries, F::Matched, F::Template, F::File];

impl Field for ListField {
    type Row<'a> = ListRow<'a>;
    type Order = for<'a> fn(&ListRow<'a>, &ListRow<'a>) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        LIST_FIELDS
    }
}

fn by_version(a: &ListRow<'_>, b: &ListRow<'_>) -> Ordering {
    last_if_none(a.version, b.version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn an_age_is_told_in_days_then_in_months() {
        let words = [-1, 0, 1, 90, 91, 151].map(age_words);
        assert_eq!(words, ["newer", "0 d", "1 d", "90 d", "3 months", "5 months"]);
    }

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(LISTS_LISTED);
    }
}
