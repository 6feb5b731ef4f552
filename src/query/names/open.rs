//! The columns of open names.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::query::column::{ColumnHead, Field, TableColumn, last_if_empty, last_if_none, percent, said};
use crate::resolve::matching::{CandidateSource, DecisionBand};
use crate::resolve::open::{Best, MatchAnswer, OpenName};
use crate::tabular::Cell;
use crate::text::fold;

/// An open name with what the matcher says of it.
#[derive(Debug, Clone, Copy)]
pub struct NameRow<'a> {
    /// The name, with who wrote it.
    pub open: &'a OpenName,
    /// The matcher's answer; none while it is looked for.
    pub answer: Option<&'a MatchAnswer>,
    /// What only a match of the name anew tells: files have it, screens of all names do not.
    pub full: Option<FullMatch<'a>>,
}

/// What a match tells beyond the answer that is kept.
#[derive(Debug, Clone, Copy)]
pub struct FullMatch<'a> {
    /// The country of the best candidate, or empty.
    pub country: &'a str,
    /// What speaks for it and against it, or empty.
    pub why: &'a str,
    /// Facilities that bear the name under another metal, or empty.
    pub elsewhere: &'a str,
}

impl<'a> NameRow<'a> {
    fn best(&self) -> Option<&'a Best> {
        self.answer.and_then(|answer| answer.best.as_ref())
    }

    fn band(&self) -> DecisionBand {
        self.answer.map_or(DecisionBand::None, |answer| answer.band)
    }

    fn score(&self) -> Option<u16> {
        self.best().map(|best| best.score)
    }

    fn facility(&self) -> &'a str {
        self.best().map_or("", |best| &best.name)
    }
}

/// The identifier of a column of open names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NameField {
    Metal,
    /// The name as written.
    Name,
    /// The country as written.
    Country,
    /// The IDs beside it as written.
    Ids,
    /// How many rows write it.
    Rows,
    Suppliers,
    /// What may be done with it.
    Band,
    /// The best candidate's CID.
    Cid,
    Facility,
    FacilityCountry,
    /// How likely it is the one meant.
    Score,
    FoundBy,
    /// What speaks for it and against it.
    Why,
    /// Facilities of the name under another metal.
    Elsewhere,
}

use NameField as F;

/// Every column of open names, in their usual order. All are internal: who named which smelter stays inside.
pub const NAME_FIELDS: &[TableColumn<NameField>] = &[
    TableColumn {
        id: F::Metal,
        head: ColumnHead::text("metal", "Metal", (8, 8)),
        cell: |row| Cell::text(row.open.name.key.metal.name()),
        order: |a, b| a.open.name.key.metal.cmp(&b.open.name.key.metal),
    },
    TableColumn {
        id: F::Name,
        head: ColumnHead::text("name as written", "Name as written", (16, 34)),
        cell: |row| Cell::text(&row.open.name.written),
        order: |a, b| fold(&a.open.name.written).cmp(&fold(&b.open.name.written)),
    },
    TableColumn {
        id: F::Country,
        head: ColumnHead::text("country", "Country as written", (9, 18)),
        cell: |row| Cell::text(&row.open.name.country),
        order: |a, b| last_if_empty(&a.open.name.country, &b.open.name.country),
    },
    TableColumn {
        id: F::Ids,
        head: ColumnHead::text("ID as written", "ID as written", (10, 13)).on_demand(),
        cell: |row| Cell::text(row.open.ids.join("; ")),
        order: |a, b| (a.open.ids.is_empty(), &a.open.ids).cmp(&(b.open.ids.is_empty(), &b.open.ids)),
    },
    TableColumn {
        id: F::Rows,
        head: ColumnHead::number("rows", "Rows", 5),
        cell: |row| Cell::count(row.open.rows),
        order: |a, b| b.open.rows.cmp(&a.open.rows),
    },
    TableColumn {
        id: F::Suppliers,
        head: ColumnHead::number("suppl.", "Suppliers", 6),
        cell: |row| Cell::count(row.open.suppliers.len()),
        order: |a, b| b.open.suppliers.len().cmp(&a.open.suppliers.len()),
    },
    TableColumn {
        id: F::Band,
        head: ColumnHead::text("band", "Band", (6, 6)),
        cell: |row| Cell::text(row.band().key()),
        order: by_score,
    },
    TableColumn {
        id: F::Cid,
        head: ColumnHead::text("CID", "CID", (9, 9)),
        cell: |row| said(row.best().and_then(|best| best.whose.cid())),
        order: |a, b| {
            let cid = |row: &NameRow<'_>| row.best().and_then(|best| best.whose.cid());
            last_if_none(cid(a), cid(b))
        },
    },
    TableColumn {
        id: F::Facility,
        head: ColumnHead::text("facility", "Facility", (16, 34)),
        cell: |row| Cell::text(row.facility()),
        order: |a, b| last_if_empty(a.facility(), b.facility()),
    },
    TableColumn {
        id: F::FacilityCountry,
        head: ColumnHead::text("facility country", "Facility country", (9, 18)).in_files_only(),
        cell: |row| Cell::text(row.full.map_or("", |full| full.country)),
        order: |a, b| last_if_empty(a.facility(), b.facility()),
    },
    TableColumn {
        id: F::Score,
        head: ColumnHead::number("score", "Score", 7),
        cell: |row| percent(row.score()),
        order: by_score,
    },
    TableColumn {
        id: F::FoundBy,
        head: ColumnHead::text("found by", "Found by", (8, 8)).on_demand(),
        cell: |row| said(row.best().map(|best| best.how.word())),
        order: |a, b| {
            let how = |row: &NameRow<'_>| row.best().map(|best| CandidateSource::word(best.how));
            last_if_none(how(a), how(b))
        },
    },
    TableColumn {
        id: F::Why,
        head: ColumnHead::text("why", "Why", (20, 40)).in_files_only(),
        cell: |row| Cell::text(row.full.map_or("", |full| full.why)),
        order: by_score,
    },
    TableColumn {
        id: F::Elsewhere,
        head: ColumnHead::text("elsewhere", "Under another metal", (20, 40)).in_files_only(),
        cell: |row| Cell::text(row.full.map_or("", |full| full.elsewhere)),
        order: by_score,
    },
];

/// What `rcoi list matches` shows.
pub const NAMES_LISTED: &[NameField] = &[
    F::Metal,
    F::Name,
    F::Country,
    F::Ids,
    F::Rows,
    F::Suppliers,
    F::Band,
    F::Cid,
    F::Facility,
    F::FacilityCountry,
    F::Score,
    F::FoundBy,
    F::Why,
    F::Elsewhere,
];

impl Field for NameField {
    type Row<'a> = NameRow<'a>;
    type Order = for<'a> fn(&NameRow<'a>, &NameRow<'a>) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        NAME_FIELDS
    }
}

/// The likeliest first.
fn by_score(a: &NameRow<'_>, b: &NameRow<'_>) -> Ordering {
    b.score().cmp(&a.score())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(NAMES_LISTED);
    }
}
