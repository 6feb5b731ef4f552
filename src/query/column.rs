//! Columns: one table of them for each kind of thing, from which screens, `rcoi list` and copied rows take theirs; sorting
//! by them.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::FacilityField;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{SearchQuery, as_written, column_named, fold};

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

/// Where a column is shown without being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// On the screen, until it is hidden.
    AtFirst,
    /// On a wide screen, until it is hidden; on a narrow one once it is chosen there.
    WhereWide,
    /// On the screen once it is chosen.
    OnDemand,
    /// In the files of `rcoi list` alone: what a screen says in another column, or with signs.
    InFilesOnly,
}

/// How much a column matters to whoever reads its table, where there is too little room for all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Importance {
    /// What a row is of. It is cut last, and no column that [`Importance::Extra`] says is there stays in its place.
    Name,
    /// What is read beside the name: it is cut before the name is, and stays.
    Needed,
    /// What leaves so that the name stays whole, the last one first.
    Extra,
}

/// A column before any row: its words, its widths, who may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnHead {
    /// The header on a screen, where room is short.
    pub title: &'static str,
    /// The header in files.
    pub heading: &'static str,
    /// Who may see it.
    pub audience: Audience,
    /// The side its text stands on.
    pub align: Align,
    /// Least width in terminal columns where its text is wider, and the width while nobody knows its text.
    pub width: (u16, u16),
    /// What becomes of it where there is little room.
    pub importance: Importance,
    /// Where it is shown.
    pub shown: Shown,
}

impl ColumnHead {
    /// Of words: internal and shown at first, as most are.
    pub const fn text(title: &'static str, heading: &'static str, width: (u16, u16)) -> Self {
        let (audience, align, importance) = (Audience::Internal, Align::Left, Importance::Extra);
        Self { title, heading, audience, align, width, importance, shown: Shown::AtFirst }
    }

    /// Of numbers.
    pub const fn number(title: &'static str, heading: &'static str, width: u16) -> Self {
        Self { align: Align::Right, ..Self::text(title, heading, (width, width)) }
    }

    /// The name of what its rows are of.
    #[must_use]
    pub const fn named(self) -> Self {
        Self { importance: Importance::Name, ..self }
    }

    /// Such as is read beside the name.
    #[must_use]
    pub const fn needed(self) -> Self {
        Self { importance: Importance::Needed, ..self }
    }

    /// Such as may stand in a report.
    #[must_use]
    pub const fn publishable(self) -> Self {
        Self { audience: Audience::Publishable, ..self }
    }

    /// Hidden until it is chosen.
    #[must_use]
    pub const fn on_demand(self) -> Self {
        Self { shown: Shown::OnDemand, ..self }
    }

    /// Shown at first where the screen is wide.
    #[must_use]
    pub const fn where_wide(self) -> Self {
        Self { shown: Shown::WhereWide, ..self }
    }

    /// Never on a screen.
    #[must_use]
    pub const fn in_files_only(self) -> Self {
        Self { shown: Shown::InFilesOnly, ..self }
    }
}

/// A column: a row of the table of all that can be shown of a thing.
pub struct TableColumn<F: Field> {
    pub id: F,
    /// What is known before any row.
    pub head: ColumnHead,
    pub cell: for<'a> fn(&F::Row<'a>) -> Cell,
    /// By what rows are put into order; empty values come last.
    pub order: F::Order,
}

/// A column in fewer letters, for screens with too little room for its words. Files and copied rows have the words. It follows
/// from the words: rows that say the same are shortened to the same.
pub struct ShortForm<F: Field> {
    pub id: F,
    /// The header over it.
    pub title: &'static str,
    pub cell: for<'a> fn(&F::Row<'a>) -> Cell,
}

/// The identifiers of a table's columns: what can be shown of a thing.
pub trait Field: Copy + Eq + Send + Sync + 'static {
    /// The thing, with what its cells need beside it.
    type Row<'a>;

    /// By what rows are put into order by a column.
    type Order: 'static;

    /// Every column, in their usual order.
    fn table() -> &'static [TableColumn<Self>];

    /// Its row of the table.
    fn column(self) -> Option<&'static TableColumn<Self>> {
        Self::table().iter().find(|column| column.id == self)
    }

    /// What is known of it before any row. An identifier without its row in the table has an empty head.
    fn head(self) -> ColumnHead {
        let none = ColumnHead::text("", "", (1, 1)).in_files_only();
        self.column().map_or(none, |column| column.head)
    }

    /// The cell of a row.
    fn cell(self, row: &Self::Row<'_>) -> Cell {
        self.column().map_or(Cell::Empty, |column| (column.cell)(row))
    }

    /// The cell as a screen shows it: a count of 0 is a blank.
    fn text(self, row: &Self::Row<'_>) -> String {
        on_screen(self.cell(row))
    }

    /// The columns that have a short form.
    fn short_forms() -> &'static [ShortForm<Self>] {
        &[]
    }

    /// Its short form, where it has one.
    fn short_form(self) -> Option<&'static ShortForm<Self>> {
        Self::short_forms().iter().find(|form| form.id == self)
    }

    /// The cell as a screen shows it where there is little room.
    fn short_text(self, row: &Self::Row<'_>) -> String {
        self.short_form().map_or_else(|| self.text(row), |form| on_screen((form.cell)(row)))
    }

    /// The columns that a screen can show, in their usual order.
    fn choosable() -> Vec<Self> {
        let on_screens = Self::table().iter().filter(|column| column.head.shown != Shown::InFilesOnly);
        on_screens.map(|column| column.id).collect()
    }
}

fn on_screen(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => text,
        Cell::Number(0) | Cell::Empty => String::new(),
        // A cell of a table on screen has one line.
        Cell::Lines(lines) => lines.join(" "),
        cell @ (Cell::Number(_) | Cell::Date(_)) => cell.words(),
    }
}

/// The table of rows in a set of columns, as files have it, with a title and the day that it speaks for.
pub fn listed<'a, F: Field>(
    (title, dated): (&str, Date),
    set: &[F],
    rows: impl IntoIterator<Item = F::Row<'a>>,
) -> Table {
    let kind = |head: ColumnHead| match head.align {
        Align::Left => ColumnKind::Text,
        Align::Right => ColumnKind::Number,
    };
    let columns: Vec<(&str, ColumnKind)> =
        set.iter().map(|field| (field.head().heading, kind(field.head()))).collect();
    let mut table = Table::new(title, dated, &columns);
    let cells = |row: F::Row<'a>| set.iter().map(|field| field.cell(&row)).collect();
    table.rows = rows.into_iter().map(cells).collect();
    table
}

/// A row in a set of columns as it is copied: tabs between.
pub fn copied<F: Field>(set: &[F], row: &F::Row<'_>) -> String {
    set.iter().map(|field| as_written(&field.text(row)).into_owned()).collect::<Vec<_>>().join("\t")
}

/// Takes apart what was typed to search a table: a word may be limited to a column that a screen can show, by its title or
/// heading, or by how only these begin.
pub fn search<F: Field>(typed: &str) -> SearchQuery<F> {
    let on_screens = || F::table().iter().filter(|column| column.head.shown != Shown::InFilesOnly);
    let named = || on_screens().map(|column| (column.id, [column.head.title, column.head.heading]));
    SearchQuery::parse(typed, |name| column_named(name, named()))
}

/// Whether a search finds a row: anywhere in a folded text, or in the cells of its columns.
pub fn is_found<F: Field>(query: &SearchQuery<F>, text: &str, row: &F::Row<'_>) -> bool {
    query.finds(|word| match word.column {
        None => text.contains(&word.text),
        Some(column) => fold(&column.text(row)).contains(&word.text),
    })
}

/// One sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey<F = FacilityField> {
    /// The column.
    pub field: F,
    /// Last first.
    pub descending: bool,
}

/// Sorts by a column: by it alone; reversed when it is the only key already.
pub fn sort_by<F: Field>(sort: &mut Vec<SortKey<F>>, field: F) {
    let only = sort.len() == 1 && sort.iter().all(|key| key.field == field);
    let descending = only && sort.iter().any(|key| !key.descending);
    *sort = vec![SortKey { field, descending }];
}

/// Adds a column as a further sort key, or reverses it when it is one.
pub fn sort_also_by<F: Field>(sort: &mut Vec<SortKey<F>>, field: F) {
    match sort.iter_mut().find(|key| key.field == field) {
        Some(key) => key.descending = !key.descending,
        None => sort.push(SortKey { field, descending: false }),
    }
}

/// The order of two rows by several keys, given their order by each column.
pub fn compare<F: Field>(sort: &[SortKey<F>], by: impl Fn(&'static F::Order) -> Ordering) -> Ordering {
    sort.iter().fold(Ordering::Equal, |order, key| {
        order.then_with(|| {
            let order = key.field.column().map_or(Ordering::Equal, |column| by(&column.order));
            if key.descending { order.reverse() } else { order }
        })
    })
}

/// The indexes of rows, put into the order of several keys. Stable.
pub fn sorted<F: Field, R>(
    sort: &[SortKey<F>],
    mut rows: Vec<(u32, &R)>,
    by: impl Fn(&'static F::Order, &R, &R) -> Ordering,
) -> Vec<u32> {
    if !sort.is_empty() {
        rows.sort_by(|(_, a), (_, b)| compare(sort, |order| by(order, a, b)));
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

/// The order of two texts of which an empty one comes last.
pub(super) fn last_if_empty(a: &str, b: &str) -> Ordering {
    (a.is_empty(), a).cmp(&(b.is_empty(), b))
}

/// A day, or nothing.
pub(super) fn day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Empty, Cell::Date)
}

/// What is said in a word, or nothing.
pub(super) fn said<T: ToString>(value: Option<T>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::text(value.to_string()))
}

/// A probability in thousandths as files show it: with one decimal. Only what is certain is 100.0 %.
pub fn percent(thousandths: Option<u16>) -> Cell {
    thousandths.map_or(Cell::Empty, |n| Cell::text(format!("{}.{} %", n / 10, n % 10)))
}

/// What every table of columns is held to.
#[cfg(test)]
pub(super) mod rules {
    use std::collections::BTreeSet;
    use std::fmt::Debug;

    use ron::error::{Error, SpannedError};
    use serde::de::DeserializeOwned;

    use super::{Field, Importance, Shown};

    /// The names of all variants, as the failure to read a name that is none gives them.
    fn names<F: DeserializeOwned>() -> &'static [&'static str] {
        let Err(SpannedError { code: Error::NoSuchEnumVariant { expected, .. }, .. }) =
            ron::from_str::<F>("NoColumnHasThisName")
        else {
            panic!("the names of the columns are not told");
        };
        expected
    }

    /// Every identifier has its row once; titles and headings are told apart where they stand together.
    pub(in crate::query) fn hold<F: Field + DeserializeOwned + Debug>(listed: &[F]) {
        for name in names::<F>() {
            let id: F = ron::from_str(name).unwrap();
            let rows = F::table().iter().filter(|column| column.id == id).count();
            assert_eq!(rows, 1, "{name}");
        }
        for column in F::table() {
            let (head, id) = (column.head, column.id);
            assert!(head.width.0 <= head.width.1 && !head.title.is_empty(), "{id:?}");
            assert!(!head.heading.is_empty(), "{id:?}");
            let is_used = head.shown != Shown::InFilesOnly || listed.contains(&id);
            assert!(is_used, "{id:?} is shown nowhere");
        }
        let named = F::table().iter().filter(|column| column.head.importance == Importance::Name).count();
        assert!(named <= 1, "a row has one name");
        for form in F::short_forms() {
            let id = form.id;
            assert!(F::choosable().contains(&id) && !form.title.is_empty(), "{id:?}");
            assert!(form.title.len() <= id.head().title.len(), "{id:?} has a longer header in short");
            assert_eq!(F::short_forms().iter().filter(|other| other.id == id).count(), 1, "{id:?}");
        }
        let titles: BTreeSet<&str> = F::choosable().into_iter().map(|id| id.head().title).collect();
        assert_eq!(titles.len(), F::choosable().len(), "{titles:?}");
        let headings: BTreeSet<&str> = listed.iter().map(|id| id.head().heading).collect();
        assert_eq!(headings.len(), listed.len(), "{headings:?}");
    }
}
