//! A table of things with everything that every table has: cursor, columns, order, which rows are shown, selection.

use std::collections::BTreeSet;

use super::choice::{self, ColumnChoice, usual_columns};
use super::widths::{Due, Measure, Widths};
use super::{ColumnSpec, Lacking, LeftOut, SortMark, TableHit, TableLayout, TableState, placing};
use crate::app::derived::Generations;
use crate::app::overlays::columns::{ColumnItem, choices, entries};
use crate::app::session::KeptTable;
use crate::query::Field;
use crate::query::column::{self, SortKey};
use crate::text::Area;

/// A table over rows that the screen or the core holds: `view` has their indexes. `F` are the identifiers of its columns,
/// `K` is what a row is about: by it the cursor and the selection stay where they are when the rows change.
#[derive(Debug, Clone)]
pub struct Grid<F: 'static, K> {
    /// Cursor and scroll.
    pub table: TableState,
    /// Columns, in order.
    pub columns: Vec<ColumnChoice<F>>,
    /// In which order the rows are shown: first key first; none is the order that the rows come in.
    pub sort: Vec<SortKey<F>>,
    /// The rows shown, in order: indexes into all rows.
    pub view: Vec<u32>,
    /// What is selected.
    pub marked: BTreeSet<K>,
    /// Columns of which only some values are shown, as cells say them.
    pub only: Vec<(F, BTreeSet<String>)>,
    /// Columns that say hardly anything: they are the first to be left out.
    pub bare: Vec<F>,
    /// What is left out, as last settled.
    left_out: LeftOut,
    widths: Widths<F>,
    /// What the row under the cursor was about after the last message.
    here: Option<K>,
}

impl<F: Field, K> Default for Grid<F, K> {
    fn default() -> Self {
        Self {
            table: TableState::default(),
            columns: usual_columns(),
            sort: Vec::new(),
            view: Vec::new(),
            marked: BTreeSet::new(),
            only: Vec::new(),
            bare: Vec::new(),
            left_out: LeftOut::Nothing,
            widths: Widths::default(),
            here: None,
        }
    }
}

impl<F: Field, K: Ord> Grid<F, K> {
    /// A table with its columns and its order as they were left.
    pub fn new(columns: Vec<ColumnChoice<F>>, sort: Vec<SortKey<F>>) -> Self {
        Self { columns: choice::restored(columns), sort, ..Self::default() }
    }

    /// What is kept of it for the next start. The last columns that are as usual come back by themselves: without them
    /// programs that do not know them read the others.
    pub fn kept(&self) -> KeptTable<F> {
        let usual = usual_columns();
        let is_usual = |(one, other): &(&ColumnChoice<F>, &ColumnChoice<F>)| one == other;
        let as_usual = self.columns.iter().rev().zip(usual.iter().rev()).take_while(is_usual).count();
        let changed = self.columns.len().saturating_sub(as_usual);
        KeptTable { columns: self.columns.iter().take(changed).copied().collect(), sort: self.sort.clone() }
    }

    /// The columns shown where some are left out, in order.
    fn shown_without(&self, left_out: LeftOut) -> impl Iterator<Item = &ColumnChoice<F>> {
        let is_left_out = move |choice: &ColumnChoice<F>| {
            let is_bare = self.bare.contains(&choice.field);
            let is_empty = left_out >= LeftOut::Bare && (is_bare || self.widths.is_empty(choice.field));
            let waits = choice::waits_for_room(choice);
            is_empty || (waits && (is_bare || left_out >= LeftOut::Waiting))
        };
        self.columns.iter().filter(move |choice| choice.shown && !is_left_out(choice))
    }

    /// The columns shown, in order.
    fn shown(&self) -> impl Iterator<Item = &ColumnChoice<F>> {
        self.shown_without(self.left_out)
    }

    /// The identifiers of the columns shown where there is room for all, in order.
    pub fn all_fields(&self) -> Vec<F> {
        self.shown_without(LeftOut::Nothing).map(|choice| choice.field).collect()
    }

    /// The identifiers of the columns shown, in order.
    pub fn fields(&self) -> Vec<F> {
        self.shown().map(|choice| choice.field).collect()
    }

    /// The column under the cursor.
    pub fn column(&self) -> Option<F> {
        self.shown().nth(self.table.column).map(|choice| choice.field)
    }

    /// What the table engine needs to know of the columns shown.
    pub fn specs(&self) -> Vec<ColumnSpec> {
        self.specs_without(self.left_out)
    }

    fn specs_without(&self, left_out: LeftOut) -> Vec<ColumnSpec> {
        let spec = |choice: &ColumnChoice<F>| {
            choice::spec(choice, self.widths.of(choice.field), self.mark_width(choice.field))
        };
        self.shown_without(left_out).map(spec).collect()
    }

    /// The room that the mark of the order takes behind the head of a column: a blank, an arrow and, among several, a number.
    fn mark_width(&self, field: F) -> u16 {
        let is_key = self.sort.iter().any(|key| key.field == field);
        u16::from(is_key) * if self.sort.len() > 1 { 3 } else { 2 }
    }

    /// What is left out in an area: as little as there is room for.
    fn left_out_in(&self, area: Area) -> LeftOut {
        let fits = |left_out: &LeftOut| {
            let specs = self.specs_without(*left_out);
            let placing = placing(&specs, area);
            // Before words are shortened, what says hardly anything goes.
            if *left_out == LeftOut::Nothing { placing.fit_in_words() } else { placing.fit() }
        };
        LeftOut::ALL.into_iter().find(fits).unwrap_or(LeftOut::Waiting)
    }

    /// The rows to be measured; none where all that matters is known.
    pub fn widths_due(&mut self, as_of: Generations) -> Option<Due> {
        let in_view = self.table.window(self.view.len(), self.table.page);
        self.widths.due(in_view, self.view.len(), as_of)
    }

    /// The columns to be measured, of which nothing is known yet.
    pub fn measures(&self) -> Vec<Measure<F>> {
        self.all_fields().into_iter().map(Measure::new).collect()
    }

    /// Takes what was measured.
    pub fn take_widths(&mut self, anew: bool, measured: Vec<Measure<F>>) {
        self.widths.take(anew, measured);
    }

    /// Where the marks of the sort stand.
    pub fn marks(&self) -> Vec<SortMark> {
        let fields = self.fields();
        let mark = |key: &SortKey<F>| {
            let column = fields.iter().position(|field| *field == key.field)?;
            Some(SortMark { column, descending: key.descending })
        };
        self.sort.iter().filter_map(mark).collect()
    }

    /// The index of the row under the cursor.
    pub fn current(&self) -> Option<usize> {
        self.index(self.table.cursor)
    }

    /// The index of the row at a place of the view.
    pub fn index(&self, at: usize) -> Option<usize> {
        self.view.get(at).and_then(|index| usize::try_from(*index).ok())
    }

    /// The indexes of all rows shown, in order.
    pub fn indexes(&self) -> impl Iterator<Item = usize> {
        self.view.iter().filter_map(|index| usize::try_from(*index).ok())
    }

    /// Takes the rows to show; the cursor stays on what it was on, or, where that is not shown, at its place.
    pub fn take<'k>(&mut self, view: Vec<u32>, key: impl Fn(usize) -> Option<&'k K>)
    where
        K: 'k,
    {
        self.show(view);
        let here = self.here.as_ref();
        let at = here.and_then(|here| self.indexes().position(|index| key(index) == Some(here)));
        self.go(at);
    }

    fn show(&mut self, view: Vec<u32>) {
        self.view = view;
        self.widths.forget();
    }

    /// Brings the cursor to a place of the view, or leaves it at its own.
    fn go(&mut self, at: Option<usize>) {
        self.table.go(at.unwrap_or(self.table.cursor), self.view.len());
    }

    /// Brings the cursor to something: now if it is shown, which it says, else when rows with it are taken.
    pub fn go_to<'k>(&mut self, id: &K, key: impl Fn(usize) -> Option<&'k K>) -> bool
    where
        K: Clone + 'k,
    {
        let at = self.indexes().position(|index| key(index) == Some(id));
        if let Some(at) = at {
            self.table.go(at, self.view.len());
        }
        self.here = Some(id.clone());
        at.is_some()
    }

    /// Goes to the first row, and to the first of what is taken next.
    pub fn go_to_top(&mut self) {
        self.table.cursor = 0;
        self.here = None;
    }

    /// What the cursor stays on when rows are taken.
    pub fn here(&self) -> Option<&K> {
        self.here.as_ref()
    }

    /// Remembers what is under the cursor.
    pub fn remember(&mut self, here: Option<&K>)
    where
        K: Clone,
    {
        if self.here.as_ref() != here {
            self.here = here.cloned();
        }
    }

    /// Selects something, or takes it out of the selection.
    pub fn toggle(&mut self, key: K) {
        if !self.marked.remove(&key) {
            self.marked.insert(key);
        }
    }

    /// Selects all of what is shown, or nothing when all of it is selected.
    pub fn mark_all(&mut self, shown: Vec<K>) {
        if shown.iter().all(|key| self.marked.contains(key)) {
            self.marked.clear();
        } else {
            self.marked.extend(shown);
        }
    }
}

impl<F: Field> Grid<F, u32> {
    /// Takes the rows to show, where a row is about its own index.
    pub fn take_indexes(&mut self, view: Vec<u32>) {
        let at = self.here.and_then(|here| view.iter().position(|index| *index == here));
        self.show(view);
        self.go(at);
    }
}

/// A table, whatever it is of.
pub trait AnyGrid {
    /// Cursor and scroll.
    fn table(&self) -> &TableState;

    /// Lets the columns only grow, as long as rows come and go with each letter of a search, or not.
    fn hold_widths(&mut self, holds: bool);

    /// Remembers what a layout found.
    fn settle(&mut self, layout: &TableLayout);

    /// Where everything stands in an area.
    fn layout(&self, area: Area) -> TableLayout;

    /// How much wider an area would have to be for more of it to be shown.
    fn lacking(&self, area: Area) -> Lacking;

    /// Moves the cursor by rows.
    fn move_by(&mut self, rows: isize);

    /// Moves to the column on the left or right.
    fn move_sideways(&mut self, right: bool);

    /// A click: on a row goes there, on a head goes to its column; whether it was a head, to sort by.
    fn click(&mut self, hit: TableHit) -> bool;

    /// Sorts by the column under the cursor, alone or as a further key; whether there is one.
    fn sort_by_column(&mut self, also: bool) -> bool;

    /// The titles of the columns that the rows are sorted by, and whether the greatest comes first.
    fn sorted(&self) -> Vec<(&'static str, bool)>;

    /// How much is selected.
    fn selected(&self) -> usize;

    /// Takes the selection off; whether there was one.
    fn unselect(&mut self) -> bool;

    /// The columns as they are chosen, and as they are at first.
    fn columns(&self) -> [Vec<ColumnItem>; 2];

    /// Takes a choice of columns.
    fn choose_columns(&mut self, columns: &[ColumnItem]);
}

impl<F: Field, K: Ord> AnyGrid for Grid<F, K> {
    fn table(&self) -> &TableState {
        &self.table
    }

    fn hold_widths(&mut self, holds: bool) {
        self.widths.hold(holds);
    }

    fn settle(&mut self, layout: &TableLayout) {
        self.table.settle(layout);
        // Where no table is seen, such as behind a detail in full, its columns are none the fewer.
        if layout.left_out != self.left_out && layout.header.height > 0 {
            let column = self.column();
            self.left_out = layout.left_out;
            let at = self.shown().position(|choice| Some(choice.field) == column);
            self.table.column = at.unwrap_or(self.table.column.min(self.shown().count().saturating_sub(1)));
        }
    }

    fn layout(&self, area: Area) -> TableLayout {
        let left_out = self.left_out_in(area);
        let layout = self.table.layout(&self.specs_without(left_out), area, self.view.len());
        TableLayout { left_out, ..layout }
    }

    fn lacking(&self, area: Area) -> Lacking {
        let specs = self.specs_without(self.left_out_in(area));
        placing(&specs, area).lacking()
    }

    fn move_by(&mut self, rows: isize) {
        let to = self.table.cursor.saturating_add_signed(rows).min(self.view.len().saturating_sub(1));
        self.table.go(to, self.view.len());
    }

    fn move_sideways(&mut self, right: bool) {
        let columns = self.shown().count();
        self.table.move_sideways(right, columns);
    }

    fn click(&mut self, hit: TableHit) -> bool {
        let len = self.view.len();
        match hit {
            TableHit::Header(column) => {
                self.table.column = column;
                return true;
            }
            TableHit::Row(row, column) => {
                self.table.go(row, len);
                self.table.column = column.unwrap_or(self.table.column);
            }
            TableHit::Scroll(row) => self.table.go(row, len),
            TableHit::None => {}
        }
        false
    }

    fn sort_by_column(&mut self, also: bool) -> bool {
        match self.column() {
            Some(field) if also => column::sort_also_by(&mut self.sort, field),
            Some(field) => column::sort_by(&mut self.sort, field),
            None => return false,
        }
        true
    }

    fn sorted(&self) -> Vec<(&'static str, bool)> {
        self.sort.iter().map(|key| (key.field.head().title, key.descending)).collect()
    }

    fn selected(&self) -> usize {
        self.marked.len()
    }

    fn unselect(&mut self) -> bool {
        let some = !self.marked.is_empty();
        self.marked.clear();
        some
    }

    fn columns(&self) -> [Vec<ColumnItem>; 2] {
        let width =
            |field: F| self.widths.of(field).map_or(field.head().width.1, |widths| widths.words.widest);
        [entries(&self.columns, width), entries(&usual_columns::<F>(), width)]
    }

    fn choose_columns(&mut self, columns: &[ColumnItem]) {
        self.columns = choices(columns);
        self.widths.forget();
        self.table.column = 0;
    }
}
