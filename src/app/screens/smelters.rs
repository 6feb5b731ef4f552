//! Smelters: the table of facilities (Annex I), filtered, sorted, with a selection.

use std::collections::BTreeSet;

use crate::app::overlays::Overlay;
use crate::app::overlays::picker::{Item, Picker};
use crate::app::session::Session;
use crate::app::state::App;
use crate::app::table::choice::{self, ColumnChoice};
use crate::app::table::{ColumnSpec, TableState};
use crate::app::targets::{NO_COUNTRY, Pick};
use crate::domain::{Edit, FacilityId, Metal, Rating, Status};
use crate::query::{self, Column, FIELDS, FieldId, Filter, Query, Row};
use crate::risk::FLAGS;
use crate::text::count;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct SmeltersScreen {
    /// Filter and sort.
    pub query: Query,
    /// The rows shown, in order: indexes into the application's rows.
    pub view: Vec<usize>,
    /// Cursor and scroll.
    pub table: TableState,
    /// Columns, in order.
    pub columns: Vec<ColumnChoice>,
    /// The selected facilities.
    pub marked: BTreeSet<FacilityId>,
    /// Whether the detail has the keys.
    pub detail_focus: bool,
    /// Whether the detail fills the screen.
    pub zoomed: bool,
    /// The first line of the detail shown.
    pub detail_offset: usize,
    /// Columns that hardly say anything; left out where there is little room.
    pub empty: Vec<FieldId>,
    /// Whether there is little room.
    pub is_narrow: bool,
}

impl SmeltersScreen {
    /// The state at the start.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        let columns = choice::restored(session.columns.clone());
        Self { query: session.query.clone(), columns, ..Self::default() }
    }

    /// Filters and sorts again, keeping the cursor on its facility where it is still shown.
    pub fn refresh(&mut self, rows: &[Row]) {
        let current = self.current(rows).map(|row| row.id.clone());
        self.view = self.query.run(rows);
        self.empty = sparse(rows);
        let at = current.and_then(|id| self.position(rows, &id));
        let at = at.unwrap_or(self.table.cursor);
        self.table.go(at, self.view.len());
        if !self.marked.is_empty() {
            let live: BTreeSet<&FacilityId> = rows.iter().map(|row| &row.id).collect();
            self.marked.retain(|id| live.contains(id));
        }
    }

    fn position(&self, rows: &[Row], id: &FacilityId) -> Option<usize> {
        self.view.iter().position(|index| rows.get(*index).is_some_and(|row| row.id == *id))
    }

    /// The row under the cursor.
    #[must_use]
    pub fn current<'a>(&self, rows: &'a [Row]) -> Option<&'a Row> {
        self.shown(rows, self.table.cursor)
    }

    /// The row at a place of the view.
    #[must_use]
    pub fn shown<'a>(&self, rows: &'a [Row], at: usize) -> Option<&'a Row> {
        self.view.get(at).and_then(|index| rows.get(*index))
    }

    /// Brings the cursor to a facility; whether it is shown.
    pub fn go_to(&mut self, rows: &[Row], id: &FacilityId) -> bool {
        let at = self.position(rows, id);
        if let Some(at) = at {
            self.table.go(at, self.view.len());
            self.detail_offset = 0;
        }
        at.is_some()
    }

    /// Keeps the cursor on a facility after the rows have changed, where it is still shown.
    pub fn stay_on(&mut self, rows: &[Row], id: &FacilityId) {
        if let Some(at) = self.position(rows, id) {
            self.table.go(at, self.view.len());
        }
    }

    /// The selected facilities, in the order of the table, or the one under the cursor.
    #[must_use]
    pub fn targets(&self, rows: &[Row]) -> Vec<FacilityId> {
        if self.marked.is_empty() {
            return self.current(rows).map(|row| row.id.clone()).into_iter().collect();
        }
        rows.iter().filter(|row| self.marked.contains(&row.id)).map(|row| row.id.clone()).collect()
    }

    /// How many selected facilities the filter hides.
    #[must_use]
    pub fn marked_hidden(&self, rows: &[Row]) -> usize {
        if self.marked.is_empty() {
            return 0;
        }
        let shown = self.view.iter().filter_map(|index| rows.get(*index));
        self.marked.len() - shown.filter(|row| self.marked.contains(&row.id)).count()
    }

    /// The columns shown, in order. Where there is little room, those without any value are left out.
    #[must_use]
    pub fn shown_columns(&self) -> Vec<ColumnChoice> {
        let left_out = |field: &FieldId| self.is_narrow && self.empty.contains(field);
        self.columns.iter().filter(|choice| choice.shown && !left_out(&choice.field)).copied().collect()
    }

    /// The column under the cursor.
    #[must_use]
    pub fn column(&self) -> Option<FieldId> {
        self.shown_columns().get(self.table.column).map(|choice| choice.field)
    }

    /// What the table engine needs to know of the columns shown.
    #[must_use]
    pub fn specs(&self) -> Vec<ColumnSpec> {
        let shown = self.shown_columns();
        let known = shown.iter().filter_map(|choice| choice.field.field().map(|field| (choice, field)));
        known
            .map(|(choice, field)| {
                choice::spec(&field.id.head(), self.width(choice, field), choice.width.is_none())
            })
            .collect()
    }

    /// Least and usual width of a column: the person's, or the field's; where there is little room statuses
    /// are shortened and countries cut, so that names keep theirs.
    fn width(&self, choice: &ColumnChoice, field: &query::Field) -> (u16, u16) {
        match (choice.width, choice.field) {
            (Some(width), _) => (width, width),
            (None, FieldId::Status) if self.is_narrow => (12, 12),
            (None, FieldId::Country) if self.is_narrow => (10, 12),
            (None, FieldId::Risk) if self.is_narrow => (9, 9),
            (None, _) => field.width,
        }
    }
}

/// Columns without a value; CIDs and suppliers also when fewer than a fifth of the rows have one.
fn sparse(rows: &[Row]) -> Vec<FieldId> {
    let hardly = |field: &&query::Field| {
        let mut filled = rows.iter().filter(|row| !(field.text)(row).is_empty());
        match field.id {
            FieldId::Cid | FieldId::Suppliers => filled.count() * 5 < rows.len().max(1),
            FieldId::Metal
            | FieldId::Name
            | FieldId::Country
            | FieldId::Status
            | FieldId::Risk
            | FieldId::Actions
            | FieldId::Disposition
            | FieldId::Flags => filled.next().is_none(),
        }
    };
    FIELDS.iter().filter(hardly).map(|field| field.id).collect()
}

/// The rows that pass the filter without the kind that `clear` takes out of it: what a choice would leave.
fn passing(app: &App, clear: impl Fn(&mut Filter)) -> Vec<&Row> {
    let mut query = Query { filter: app.smelters.query.filter.clone(), sort: Vec::new() };
    clear(&mut query.filter);
    query.run(&app.rows).into_iter().filter_map(|index| app.rows.get(index)).collect()
}

/// Opens the metal filter.
pub fn filter_metal(app: &mut App) {
    let letters = ['a', 'i', 'g', 'u'];
    let chosen = &app.smelters.query.filter.metals;
    let others = passing(app, |filter| filter.metals.clear());
    let items = letters.into_iter().zip(Metal::ALL).map(|(letter, metal)| {
        let count = others.iter().filter(|row| row.metal == metal).count();
        Item::new(letter, metal.name(), count.to_string()).ticked(chosen.contains(&metal))
    });
    let picker = Picker::many("Filter by metal", items.collect(), Pick::FilterMetal);
    app.overlays.push(Overlay::Picker(picker));
}

/// Opens the status filter.
pub fn filter_status(app: &mut App) {
    let letters = ['c', 'a', 'i', 'u'];
    let chosen = &app.smelters.query.filter.statuses;
    let others = passing(app, |filter| filter.statuses.clear());
    let items = letters.into_iter().zip(Status::ALL).map(|(letter, status)| {
        let count = others.iter().filter(|row| row.status == status).count();
        Item::new(letter, status.name(), count.to_string()).ticked(chosen.contains(&status))
    });
    let picker = Picker::many("Filter by status", items.collect(), Pick::FilterStatus);
    app.overlays.push(Overlay::Picker(picker));
}

/// Opens the country filter: the countries that occur, by typing.
pub fn filter_country(app: &mut App) {
    let chosen = &app.smelters.query.filter.countries;
    let others = passing(app, |filter| filter.countries.clear());
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for row in others {
        *counts.entry(row.country_name.as_str()).or_default() += 1;
    }
    let items = counts.into_iter().map(|(name, count)| {
        let text = if name.is_empty() { NO_COUNTRY } else { name };
        Item::typed(text, count.to_string()).ticked(chosen.contains(name))
    });
    let picker = Picker::many("Filter by country", items.collect(), Pick::FilterCountry);
    app.overlays.push(Overlay::Picker(picker));
}

/// Opens the filter by rating and flag.
pub fn filter_more(app: &mut App) {
    let filter = &app.smelters.query.filter;
    let others = passing(app, |filter| {
        filter.ratings.clear();
        filter.flags.clear();
    });
    let letters = ['c', 'h', 'm', 'l', 'n', 'd'];
    let mut items: Vec<Item> = Vec::new();
    for (letter, rating) in letters.into_iter().zip(Rating::ALL) {
        let count = others.iter().filter(|row| row.rating == rating).count();
        let item = Item::new(letter, format!("risk {}", rating.name()), count.to_string());
        items.push(item.ticked(filter.ratings.contains(&rating)));
    }
    for (number, flag) in FLAGS.iter().enumerate() {
        let letter = u32::try_from(number + 1).ok().and_then(|n| char::from_digit(n, 10)).unwrap_or('?');
        let count = others.iter().filter(|row| row.flags.contains(&flag.id)).count();
        let item = Item::new(letter, format!("flag {}", flag.title), count.to_string());
        items.push(item.ticked(filter.flags.contains(&flag.id)));
    }
    let picker = Picker::many("Filter by risk or flag", items, Pick::FilterMore);
    app.overlays.push(Overlay::Picker(picker));
}

/// Merges the selected facilities into the one under the cursor.
pub fn merge(app: &mut App) {
    let Some(keep) = app.smelters.current(&app.rows).cloned() else { return };
    let absorbed: Vec<Row> = app
        .rows
        .iter()
        .filter(|row| app.smelters.marked.contains(&row.id) && row.id != keep.id)
        .cloned()
        .collect();
    if absorbed.is_empty() {
        app.warn("select the facilities to merge with Space, then put the cursor on the one that stays");
        return;
    }
    if let Some(other) = absorbed.iter().find(|row| row.metal != keep.metal) {
        app.warn(format!("{} is a {} facility: two metals are two facilities", other.name, other.metal));
        return;
    }
    let edits =
        absorbed.iter().map(|row| Edit::Merge { keep: keep.id.clone(), absorbed: row.id.clone() }).collect();
    let title = format!("Merge {} into {}", count(absorbed.len(), "facility", "facilities"), keep.name);
    let examples = absorbed.iter().map(merge_line).collect();
    let question =
        format!("Merge {} into {}?", count(absorbed.len(), "facility", "facilities"), merge_line(&keep));
    let then = crate::app::overlays::Then::Edit(title, Box::new(Edit::Batch(edits)));
    app.overlays.push(Overlay::Confirm(crate::app::overlays::Confirm { question, examples, then }));
}

/// What a person should see of a facility before it is merged: name, country, status.
fn merge_line(row: &Row) -> String {
    format!("{}, {}, {}", row.name, row.country_name, row.status.name())
}

/// Separates everything that was merged into the facility under the cursor.
pub fn unmerge(app: &mut App) {
    let Some(keep) = app.smelters.current(&app.rows).cloned() else { return };
    let merged = app.workspace.merges.iter().filter(|(_, into)| **into == keep.id);
    let edits: Vec<Edit> = merged
        .map(|(absorbed, into)| Edit::Unmerge { keep: into.clone(), absorbed: absorbed.clone() })
        .collect();
    if edits.is_empty() {
        app.warn(format!("nothing was merged into {}", keep.name));
        return;
    }
    let title = format!("Unmerge {} from {}", count(edits.len(), "facility", "facilities"), keep.name);
    if app.commit(title.clone(), Edit::Batch(edits)) {
        app.done(title);
    }
}
