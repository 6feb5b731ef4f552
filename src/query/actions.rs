//! Follow-up actions as rows, and their columns.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::column::{self, ColumnHead, Field, SortKey, TableColumn, last_if_empty, last_if_none, said};
use super::row::folded;
use crate::domain::{Action, ActionId, ActionState, Metal};
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
    /// The metal of its facility; none where that has gone.
    pub metal: Option<Metal>,
    pub facility: String,
}

impl ActionRow {
    /// The row of an action as of a day, on a facility of this metal and name.
    pub fn new(action: &Action, today: Date, (metal, facility): (Option<Metal>, String)) -> Self {
        Self { action: action.clone(), when: When::of(action, today), metal, facility }
    }

    /// Whether a search finds it.
    fn is_found(&self, query: &SearchQuery<ActionField>) -> bool {
        let Action { owner, due, state, .. } = &self.action;
        let due = due.to_string();
        let text = folded([&self.facility, self.action.title(), owner, state.name(), &due]);
        column::is_found(query, &text, &self)
    }

    /// What rows are ordered by where no column is chosen: what is due first, then by who sees to it.
    pub fn order(&self) -> (When, Date, &str, &str, &ActionId) {
        (self.when, self.action.due, &self.action.owner, &self.facility, &self.action.id)
    }
}

/// What an action must be to be shown: within a kind any of the chosen, between kinds all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActionFilter {
    /// When it is due.
    pub when: BTreeSet<When>,
    pub states: BTreeSet<ActionState>,
    /// What is searched for, as typed.
    pub search: String,
}

impl ActionFilter {
    fn passes(&self, row: &ActionRow, query: &SearchQuery<ActionField>) -> bool {
        (self.when.is_empty() || self.when.contains(&row.when))
            && (self.states.is_empty() || self.states.contains(&row.action.state))
            && (query.is_empty() || row.is_found(query))
    }

    /// The indexes of the rows that pass, in order. Stable: equal rows keep the order of `rows`.
    pub fn run(&self, sort: &[SortKey<ActionField>], rows: &[ActionRow]) -> Vec<u32> {
        let query = column::search(&self.search);
        let passing = (0_u32..).zip(rows).filter(|(_, row)| self.passes(row, &query));
        column::sorted(sort, passing.collect(), |order, a, b| order(a, b))
    }
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
    /// The facility's name.
    Facility,
    /// What is to be done.
    Action,
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
        head: ColumnHead::text("due", "Due", (11, 11)),
        cell: |row| Cell::Date(row.action.due),
        order: |a, b| a.action.due.cmp(&b.action.due),
    },
    TableColumn {
        id: F::State,
        head: ColumnHead::text("state", "State", (9, 12)),
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
        head: ColumnHead::text("facility", "Name", (16, 34)).growing(),
        cell: |row| Cell::text(&row.facility),
        order: |a, b| fold(&a.facility).cmp(&fold(&b.facility)),
    },
    TableColumn {
        id: F::Action,
        head: ColumnHead::text("action", "Action", (16, 34)).growing(),
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

/// What `rcoi list actions` shows.
pub const ACTIONS_LISTED: &[ActionField] =
    &[F::Due, F::State, F::Overdue, F::Metal, F::Facility, F::Action, F::Owner, F::OpenedBy];

/// What is copied of an action.
pub const ACTION_COPIED: &[ActionField] = &[F::Facility, F::Action, F::Due, F::State];

impl Field for ActionField {
    type Row<'a> = &'a ActionRow;
    type Order = fn(&ActionRow, &ActionRow) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        ACTION_FIELDS
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
