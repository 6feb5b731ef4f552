//! The register of due diligence as rows, and its columns.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::column::{
    self, ColumnHead, Field, ShortForm, SortKey, TableColumn, day, last_if_empty, last_if_none,
};
use super::row::folded;
use crate::domain::{DiligenceMeasure, MeasureState, OecdStep, Workspace};
use crate::tabular::Cell;
use crate::text::{SearchQuery, fold};

/// A measure with how it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureRow {
    pub measure: DiligenceMeasure,
    pub state: MeasureState,
}

impl MeasureRow {
    /// All measures of a workspace as of a day: by step, then in the order of recording.
    pub fn all(ws: &Workspace, today: Date) -> Vec<Self> {
        let of_step = |step| ws.measures_of(step);
        let all = OecdStep::ALL.into_iter().flat_map(of_step);
        all.map(|measure| Self { measure: measure.clone(), state: measure.state(today) }).collect()
    }

    /// The paths and addresses of what shows it.
    fn links(&self) -> Vec<String> {
        self.measure.evidence.iter().map(|evidence| evidence.link.clone()).collect()
    }

    /// Whether a search finds it.
    fn is_found(&self, query: &SearchQuery<MeasureField>) -> bool {
        let DiligenceMeasure { text, owner, step, .. } = &self.measure;
        let links = self.links().join("\n");
        let text = folded([text, owner, step.name().as_str(), self.state.name(), &links]);
        column::is_found(query, &text, &self)
    }
}

/// What a measure must be to be shown: within a kind any of the chosen, between kinds all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeasureFilter {
    pub steps: BTreeSet<OecdStep>,
    pub states: BTreeSet<MeasureState>,
    /// Who sees to it.
    pub owners: BTreeSet<String>,
    /// What is searched for, as typed.
    pub search: String,
}

impl MeasureFilter {
    /// Those of a step.
    pub fn of_step(step: OecdStep) -> Self {
        Self { steps: [step].into(), ..Self::default() }
    }

    fn passes(&self, row: &MeasureRow, query: &SearchQuery<MeasureField>) -> bool {
        (self.steps.is_empty() || self.steps.contains(&row.measure.step))
            && (self.states.is_empty() || self.states.contains(&row.state))
            && (self.owners.is_empty() || self.owners.contains(&row.measure.owner))
            && (query.is_empty() || row.is_found(query))
    }

    /// The indexes of the rows that pass, in order. Stable: equal rows keep the order of `rows`.
    pub fn run(&self, sort: &[SortKey<MeasureField>], rows: &[MeasureRow]) -> Vec<u32> {
        let query = column::search(&self.search);
        let passing = (0_u32..).zip(rows).filter(|(_, row)| self.passes(row, &query));
        column::sorted(sort, passing.collect(), |order, a, b| order(a, b))
    }
}

/// The identifier of a column of measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeasureField {
    /// The number and title of its step.
    Step,
    /// Its words.
    Measure,
    /// How it stands on the day.
    State,
    /// Who sees to it.
    Owner,
    /// How many documents show it.
    Evidence,
    /// The newest date of these.
    Newest,
    ValidUntil,
    /// Their paths and addresses.
    Documents,
    RecordedBy,
    /// The day on which it was recorded.
    Recorded,
}

use MeasureField as F;

/// Every column of measures, in their usual order.
pub const MEASURE_FIELDS: &[TableColumn<MeasureField>] = &[
    TableColumn {
        id: F::Step,
        head: ColumnHead::text("step", "Step", (12, 20)).needed(),
        cell: |row| Cell::text(row.measure.step.name()),
        order: |a, b| a.measure.step.cmp(&b.measure.step),
    },
    TableColumn {
        id: F::Measure,
        head: ColumnHead::text("measure", "Measure", (24, 60)).needed(),
        cell: |row| Cell::text(&row.measure.text),
        order: |a, b| fold(&a.measure.text).cmp(&fold(&b.measure.text)),
    },
    TableColumn {
        id: F::State,
        head: ColumnHead::text("state", "State", (13, 14)).needed(),
        cell: |row| Cell::text(row.state.name()),
        order: |a, b| a.state.cmp(&b.state),
    },
    TableColumn {
        id: F::Evidence,
        head: ColumnHead::number("evid.", "Evidence", 5).needed(),
        cell: |row| Cell::count(row.measure.shown_by().count()),
        order: |a, b| a.measure.shown_by().count().cmp(&b.measure.shown_by().count()),
    },
    TableColumn {
        id: F::Newest,
        head: ColumnHead::text("newest", "Newest evidence", (10, 10)),
        cell: |row| day(row.measure.newest()),
        order: |a, b| last_if_none(a.measure.newest(), b.measure.newest()),
    },
    TableColumn {
        id: F::ValidUntil,
        head: ColumnHead::text("valid until", "Valid until", (11, 11)).needed(),
        cell: |row| day(row.measure.valid_until),
        order: |a, b| last_if_none(a.measure.valid_until, b.measure.valid_until),
    },
    TableColumn {
        id: F::Owner,
        head: ColumnHead::text("owner", "Owner", (6, 14)),
        cell: |row| Cell::text(&row.measure.owner),
        order: |a, b| last_if_empty(&a.measure.owner, &b.measure.owner),
    },
    TableColumn {
        id: F::Documents,
        head: ColumnHead::text("documents", "Documents", (10, 30)).on_demand(),
        cell: |row| Cell::text(row.links().join("; ")),
        order: |a, b| a.links().cmp(&b.links()),
    },
    TableColumn {
        id: F::RecordedBy,
        head: ColumnHead::text("by", "Recorded by", (6, 14)).on_demand(),
        cell: |row| Cell::text(&row.measure.stamp.by),
        order: |a, b| last_if_empty(&a.measure.stamp.by, &b.measure.stamp.by),
    },
    TableColumn {
        id: F::Recorded,
        head: ColumnHead::text("recorded", "Recorded", (10, 10)).on_demand(),
        cell: |row| Cell::text(row.measure.stamp.at.strftime("%Y-%m-%d").to_string()),
        order: |a, b| a.measure.stamp.at.cmp(&b.measure.stamp.at),
    },
];

/// The number of the step alone.
const SHORT_FORMS: &[ShortForm<MeasureField>] =
    &[ShortForm { id: F::Step, title: "st.", cell: |row| Cell::text(row.measure.step.letter()) }];

/// What `rcoi list measures` shows.
pub const MEASURES_LISTED: &[MeasureField] = &[
    F::Step,
    F::Measure,
    F::State,
    F::Owner,
    F::Evidence,
    F::Newest,
    F::ValidUntil,
    F::Documents,
    F::RecordedBy,
    F::Recorded,
];

/// What is copied of a measure.
pub const MEASURE_COPIED: &[MeasureField] = &[F::Step, F::Measure, F::State, F::ValidUntil];

impl Field for MeasureField {
    type Row<'a> = &'a MeasureRow;
    type Order = fn(&MeasureRow, &MeasureRow) -> Ordering;

    fn table() -> &'static [TableColumn<Self>] {
        MEASURE_FIELDS
    }

    fn short_forms() -> &'static [ShortForm<Self>] {
        SHORT_FORMS
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::column::rules;
    use crate::report::fixture;

    #[test]
    fn every_column_is_in_the_table_once() {
        rules::hold(MEASURES_LISTED);
    }

    #[test]
    fn measures_are_filtered_by_step_state_and_words_and_stand_by_step() {
        let mut ws = fixture::empty();
        fixture::measure(&mut ws, "m1", OecdStep::Reporting, (1, None));
        fixture::measure(&mut ws, "m2", OecdStep::ManagementSystems, (0, None));
        fixture::measure(&mut ws, "m3", OecdStep::ManagementSystems, (2, Some(date(2023, 2, 1))));
        let rows = MeasureRow::all(&ws, date(2023, 1, 1));
        let shown = |filter: MeasureFilter| {
            let ids = filter.run(&[], &rows).into_iter().map(|at| rows[at as usize].measure.id.to_string());
            ids.collect::<Vec<_>>()
        };
        assert_eq!(shown(MeasureFilter::default()), ["m2", "m3", "m1"]);
        assert_eq!(shown(MeasureFilter::of_step(OecdStep::Reporting)), ["m1"]);
        let states = |state| MeasureFilter { states: [state].into(), ..MeasureFilter::default() };
        assert_eq!(shown(states(MeasureState::NoEvidence)), ["m2"]);
        assert_eq!(shown(states(MeasureState::ExpiresSoon)), ["m3"]);
        let search = |text: &str| MeasureFilter { search: text.to_owned(), ..MeasureFilter::default() };
        assert_eq!(shown(search("policy.pdf measure")), ["m3", "m1"]);
        assert_eq!(shown(search("step:reporting")), ["m1"]);
        assert_eq!(shown(search("valid:2023")), ["m3"]);
    }
}
