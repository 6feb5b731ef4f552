//! Follow-up actions as rows, and their columns.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::column::{
    self, ColumnHead, Field, ShortForm, SortKey, TableColumn, day, last_if_empty, last_if_none, said,
};
use super::row::folded;
use crate::domain::{Action, ActionId, ActionState, ActionSubject, FacilityId, Metal, SupplierId, Workspace};
use crate::tabular::Cell;
use crate::text::{SearchQuery, fold};

/// When an action is due, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum When {
    /// Open, due before the day.
    Overdue,
    /// Open, due within seven days.
    ThisWeek,
    /// Open, due after that.
    Later,
    /// Closed or waived.
    Done,
}

impl When {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::ThisWeek, Self::Later, Self::Done];

    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::ThisWeek => "This week",
            Self::Later => "Later",
            Self::Done => "Done",
        }
    }

    /// When an action is due, seen from `today`.
    pub fn of(action: &Action, today: Date) -> Self {
        let week = today.saturating_add(jiff::Span::new().days(7));
        if !action.state.is_open() {
            Self::Done
        } else if action.is_overdue(today) {
            Self::Overdue
        } else if action.due <= week {
            Self::ThisWeek
        } else {
            Self::Later
        }
    }
}

/// An action with what tables show beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    pub action: Action,
    /// When it is due.
    pub when: When,
    /// The metal of its facility; none where that has gone, and on a supplier.
    pub metal: Option<Metal>,
    /// The name of what it is on.
    pub on: String,
}

impl ActionRow {
    /// The row of an action of a workspace as of a day.
    pub fn of(ws: &Workspace, action: &Action, today: Date) -> Self {
        let (metal, on) = match &action.about {
            ActionSubject::Facility(id) => {
                let view = ws.view(id);
                let name = view.as_ref().map_or_else(|| id.to_string(), |view| view.name().to_owned());
                (view.map(|view| view.facility.metal), name)
            }
            ActionSubject::Supplier(id) => {
                (None, ws.suppliers.get(id).map_or_else(|| id.to_string(), |supplier| supplier.name.clone()))
            }
        };
        Self { action: action.clone(), when: When::of(action, today), metal, on }
    }

    /// What came of it, in words; empty while nothing did.
    pub fn answer(&self) -> &str {
        self.action.answer.as_ref().map_or("", |answer| answer.text.as_str())
    }

    /// Whether a search finds it.
    fn is_found(&self, query: &SearchQuery<ActionField>) -> bool {
        let Action { owner, due, state, kind, .. } = &self.action;
        let due = due.to_string();
        let text = folded([&self.on, kind, self.action.title(), owner, state.name(), &due, self.answer()]);
        column::is_found(query, &text, &self)
    }

    /// What rows are ordered by where no column is chosen: what is due first, then by who sees to it.
    pub fn order(&self) -> (When, Date, &str, &str, &ActionId) {
        (self.when, self.action.due, &self.action.owner, &self.on, &self.action.id)
    }
}

/// What an action must be to be shown: within a kind any of the chosen, between kinds all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActionFilter {
    /// When it is due.
    pub when: BTreeSet<When>,
    pub states: BTreeSet<ActionState>,
    /// Who sees to it. This and the kinds are written only where they are set, so that programs of before read what they know.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub owners: BTreeSet<String>,
    /// The ids of its kinds.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub kinds: BTreeSet<String>,
    /// Facilities that were led to; where there are none, all. For the session only.
    #[serde(skip)]
    pub facilities: BTreeSet<FacilityId>,
    /// Suppliers that were led to; where there are none, all. For the session only.
    #[serde(skip)]
    pub suppliers: BTreeSet<SupplierId>,
    /// What is searched for, as typed.
    pub search: String,
}

impl ActionFilter {
    fn passes(&self, row: &ActionRow, query: &SearchQuery<ActionField>) -> bool {
        (self.when.is_empty() || self.when.contains(&row.when))
            && (self.states.is_empty() || self.states.contains(&row.action.state))
            && (self.owners.is_empty() || self.owners.contains(&row.action.owner))
            && (self.kinds.is_empty() || self.kinds.contains(&row.action.kind))
            && is_among(&self.facilities, row.action.about.facility())
            && is_among(&self.suppliers, row.action.about.supplier())
            && (query.is_empty() || row.is_found(query))
    }

    /// The indexes of the rows that pass, in order. Stable: equal rows keep the order of `rows`.
    pub fn run(&self, sort: &[SortKey<ActionField>], rows: &[ActionRow]) -> Vec<u32> {
        let query = column::search(&self.search);
        let passing = (0_u32..).zip(rows).filter(|(_, row)| self.passes(row, &query));
        column::sorted(sort, passing.collect(), |order, a, b| order(a, b))
    }
}

/// Whether one is among those chosen, where any are.
fn is_among<T: Ord>(chosen: &BTreeSet<T>, one: Option<&T>) -> bool {
    chosen.is_empty() || one.is_some_and(|one| chosen.contains(one))
}

/// The identifier of a column of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActionField {
    /// When it is due, in words.
    When,
    /// The day it is due.
    Due,
    State,
    /// Who sees to it.
    Owner,
    /// The facility's metal.
    Metal,
    /// The name of the facility or supplier that it is on.
    Facility,
    /// What is to be done.
    Action,
    /// The id of its kind.
    Kind,
    /// What came of it.
    Answer,
    /// The day on which that came.
    Answered,
    /// The file or address of it.
    Link,
    OpenedBy,
    /// Whether its day has passed.
    Overdue,
}

use ActionField as F;

/// Every column of actions, in their usual order.
pub const ACTION_FIELDS: &[TableColumn<ActionField>] = &[
    TableColumn {
        id: F::When,
        head: ColumnHead::text("when", "When", (9, 9)),
        cell: |row| Cell::text(row.when.title()),
        order: |a, b| a.order().cmp(&b.order()),
    },
    TableColumn {
        id: F::Due,
        head: ColumnHead::text("due", "Due", (11, 11)).needed(),
        cell: |row| Cell::Date(row.action.due),
        order: |a, b| a.action.due.cmp(&b.action.due),
    },
    TableColumn {
        id: F::State,
        head: ColumnHead::text("state", "State", (9, 12)).needed(),
        cell: |row| Cell::text(row.action.state.name()),
        order: |a, b| a.action.state.cmp(&b.action.state),
    },
    TableColumn {
        id: F::Owner,
        head: ColumnHead::text("owner", "Owner", (6, 14)),
        cell: |row| Cell::text(&row.action.owner),
        order: |a, b| last_if_empty(&a.action.owner, &b.action.owner),
    },
    TableColumn {
        id: F::Facility,
        head: ColumnHead::text("on", "Name", (16, 34)).named(),
        cell: |row| Cell::text(&row.on),
        order: |a, b| fold(&a.on).cmp(&fold(&b.on)),
    },
    TableColumn {
        id: F::Action,
        head: ColumnHead::text("action", "Action", (16, 34)).needed(),
        cell: |row| Cell::text(row.action.title()),
        order: |a, b| a.action.title().cmp(b.action.title()),
    },
    TableColumn {
        id: F::Metal,
        head: ColumnHead::text("metal", "Metal", (8, 8)),
        cell: |row| said(row.metal.map(Metal::name)),
        order: |a, b| last_if_none(a.metal, b.metal),
    },
    TableColumn {
        id: F::Answer,
        head: ColumnHead::text("answer", "Answer", (10, 24)).where_wide(),
        cell: |row| Cell::lines(row.answer()),
        order: |a, b| last_if_empty(a.answer(), b.answer()),
    },
    TableColumn {
        id: F::Answered,
        head: ColumnHead::text("answered", "Answered", (10, 10)).on_demand(),
        cell: |row| day(answered(row)),
        order: |a, b| last_if_none(answered(a), answered(b)),
    },
    TableColumn {
        id: F::Link,
        head: ColumnHead::text("document", "Document", (10, 24)).on_demand(),
        cell: |row| Cell::text(link(row)),
        order: |a, b| last_if_empty(link(a), link(b)),
    },
    TableColumn {
        id: F::Kind,
        head: ColumnHead::text("kind", "Kind", (4, 4)).on_demand(),
        cell: |row| Cell::text(&row.action.kind),
        order: |a, b| a.action.kind.cmp(&b.action.kind),
    },
    TableColumn {
        id: F::OpenedBy,
        head: ColumnHead::text("opened by", "Opened by", (9, 14)).on_demand(),
        cell: |row| Cell::text(&row.action.opened.by),
        order: |a, b| last_if_empty(&a.action.opened.by, &b.action.opened.by),
    },
    TableColumn {
        id: F::Overdue,
        head: ColumnHead::text("overdue", "Overdue", (7, 7)).in_files_only(),
        cell: |row| Cell::text(if row.when == When::Overdue { "overdue" } else { "" }),
        order: |a, b| a.when.cmp(&b.when),
    },
];

const SHORT_FORMS: &[ShortForm<ActionField>] =
    &[ShortForm { id: F::Metal, title: "m.", cell: |row| said(row.metal.map(Metal::symbol)) }];

/// What `rcoi list actions` shows.
pub const ACTIONS_LISTED: &[ActionField] = &[
    F::Due,
    F::State,
    F::Overdue,
    F::Metal,
    F::Facility,
    F::Action,
    F::Owner,
    F::OpenedBy,
    F::Answered,
    F::Answer,
    F::Link,
];

fn answered(row: &ActionRow) -> Option<Date> {
    row.action.answer.as_ref().map(|answer| answer.day)
}

fn link(row: &ActionRow) -> &str {
    row.action.answer.as_ref().map_or("", |answer| answer.link.as_str())
}

/// What is copied of an action.
pub const ACTION_COPIED: &[ActionField] = &[F::Facility, F::Action, F::Due, F::State];

impl Field for ActionField {
    type Row<'a> = &'a ActionRow;
    type Order = fn(&ActionRow, &ActionRow) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        ACTION_FIELDS
    }

    fn short_forms() -> &'static [ShortForm<Self>] {
        SHORT_FORMS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::column::rules;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(ACTIONS_LISTED);
    }
}
