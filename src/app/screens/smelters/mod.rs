//! Smelters: the table of facilities (Annex I), filtered, sorted, with a selection.

mod columns;
mod filter;
mod merge;

use std::collections::BTreeSet;

use super::facilities::{self, OnFacilities};
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::layout::{ROOMY, beside_or_below, inside, wrapped};
use crate::app::look::Line;
use crate::app::news::News;
use crate::app::overlays::Overlay;
use crate::app::overlays::columns::{ColumnItem, ColumnsOverlay, choices, entries};
use crate::app::screen::{
    self, ChipText, Screen, Searched, chip, moved, search_chip, selected, shown_of, sorted,
};
use crate::app::session::Session;
use crate::app::table::choice::{self, ColumnChoice, usual_columns};
use crate::app::table::{Hit, TableLayout, TableState};
use crate::app::{detail, export};
use crate::domain::FacilityId;
use crate::query::{FieldId, Filter, Query, Row};
use crate::text::Area;

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
    /// The facility under the cursor when it was last shown: the view holds places among the rows of then.
    here: Option<FacilityId>,
    /// The facility that undo or redo changed: the cursor goes there once the view has followed.
    reverted: Option<FacilityId>,
    /// What the view was made of.
    made: Derived,
}

/// Where the table and the detail stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmeltersPanes {
    /// The pane of the table; empty while the detail fills the screen.
    pub table_pane: Area,
    /// The table in it.
    pub table: TableLayout,
    /// The pane of the detail; empty where there is no room for both.
    pub detail_pane: Area,
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
        self.filter_again(rows, current);
    }

    fn filter_again(&mut self, rows: &[Row], current: Option<FacilityId>) {
        self.view = self.query.run(rows);
        self.empty = columns::sparse(rows);
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

    /// Remembers which facility is under the cursor, for when the rows change.
    pub fn remember(&mut self, rows: &[Row]) {
        let here = self.current(rows).map(|row| &row.id);
        if self.here.as_ref() != here {
            self.here = here.cloned();
        }
    }

    /// The facility under the cursor when it was last shown, if it is there still.
    #[must_use]
    pub fn here<'a>(&self, core: &'a Core) -> Option<&'a FacilityId> {
        core.row(self.here.as_ref()?).map(|row| &row.id)
    }

    /// Shows a facility, taking the filter off when it hides it.
    pub fn show(&mut self, core: &Core, id: &FacilityId) {
        let id = core.workspace.resolve(id);
        if !self.go_to(&core.rows, id) {
            self.query.filter = Filter::default();
            self.refresh(&core.rows);
            self.go_to(&core.rows, id);
        }
    }

    /// Lets the filter by supplier know which facilities those suppliers name.
    fn name_again(&mut self, core: &Core) {
        let suppliers = &self.query.filter.suppliers;
        self.query.filter.named = (!suppliers.is_empty()).then(|| core.named_by(suppliers));
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.refresh(&core.rows);
        if self.view.is_empty() {
            core.say("no row passes the filter; X clears it");
        }
    }

    fn sort_by(&mut self, core: &Core, field: Option<FieldId>, also: bool) {
        match field {
            Some(field) if also => self.query.sort_also_by(field),
            Some(field) => self.query.sort_by(field),
            None => return,
        }
        self.refresh(&core.rows);
    }

    /// Where table and detail stand.
    #[must_use]
    pub fn panes(&self, body: Area) -> SmeltersPanes {
        let (table_pane, detail_pane) =
            if self.zoomed { body.split_top(0) } else { beside_or_below(body, 66) };
        let table = self.table.layout(&self.specs(), table_pane.inset(1), self.view.len());
        SmeltersPanes { table_pane, table, detail_pane }
    }

    /// The facilities shown, in order.
    fn shown_ids<'a>(&self, rows: &'a [Row]) -> impl Iterator<Item = &'a FacilityId> {
        self.view.iter().filter_map(|index| rows.get(*index)).map(|row| &row.id)
    }
}

impl OnFacilities for SmeltersScreen {
    fn facilities(&self, core: &Core) -> Vec<FacilityId> {
        self.targets(&core.rows)
    }

    fn hidden(&self, core: &Core) -> usize {
        self.marked_hidden(&core.rows)
    }
}

impl Screen for SmeltersScreen {
    fn follow(&mut self, core: &Core, news: &News) {
        match news {
            News::Reverted(edit) => {
                if let [id] = edit.facilities().as_slice() {
                    self.reverted = Some(core.workspace.resolve(id).clone());
                }
            }
            News::FacilitiesServed => self.marked.clear(),
            News::Names | News::Lists | News::Answers | News::Decided | News::SuppliersServed => {}
        }
    }

    fn prepare(&mut self, core: &mut Core) {
        let Generations { facilities, declared, .. } = core.generations;
        if self.made.renew(Generations { facilities, declared, ..Generations::default() }) {
            self.name_again(core);
            let here = self.here.as_ref().map(|id| core.workspace.resolve(id).clone());
            self.filter_again(&core.rows, here);
            self.remember(&core.rows);
        }
        if let Some(id) = self.reverted.take() {
            self.go_to(&core.rows, &id);
            self.remember(&core.rows);
        }
    }

    fn settle(&mut self, core: &Core, body: Area) {
        self.is_narrow = core.size.0 < ROOMY;
        let panes = self.panes(body);
        self.table.settle(&panes.table);
        let inner = inside(panes.detail_pane);
        let lines = self
            .current(&core.rows)
            .map_or(0, |row| wrapped(&detail::lines(core, &row.id), inner.width, detail::LABEL).len());
        self.detail_offset = self.detail_offset.min(lines.saturating_sub(usize::from(inner.height)));
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Open,
            C::FilterMetal,
            C::FilterStatus,
            C::FilterCountry,
            C::Search,
            C::Edit,
            C::AddAction,
            C::Rate,
            C::Select,
            C::Sort,
            C::Undo,
            C::Export,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "no filter: m metal, t status, c country, f more, / search"
    }

    fn chips(&self, core: &Core) -> Vec<ChipText> {
        let filter = &self.query.filter;
        let country = |name: &String| if name.is_empty() { "none".to_owned() } else { name.clone() };
        let chips = [
            chip("metal", filter.metals.iter().map(|metal| metal.name())),
            chip("status", filter.statuses.iter().map(|status| status.name())),
            chip("country", filter.countries.iter().map(country)),
            chip("risk", filter.ratings.iter().map(|rating| rating.name())),
            chip("flag", filter.flags.iter().map(|flag| flag.title())),
            chip("named by", core.names_of(&filter.suppliers)),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().collect()
    }

    fn status(&self, core: &Core) -> screen::StatusLine {
        let mut line = Line::new();
        selected(&mut line, self.marked.len(), self.marked_hidden(&core.rows));
        shown_of(&mut line, self.view.len(), core.rows.len());
        screen::StatusLine { line, sort: sorted(&self.query.sort) }
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        if self.detail_focus || self.zoomed {
            self.detail_offset = moved(self.detail_offset, rows, detail::MOST_LINES);
        } else {
            self.table.go(moved(self.table.cursor, rows, self.view.len()), self.view.len());
            self.detail_offset = 0;
        }
    }

    fn move_sideways(&mut self, right: bool) {
        let columns = self.shown_columns().len();
        self.table.move_sideways(right, columns);
    }

    fn page(&self, _body: Area) -> usize {
        self.table.page
    }

    fn next_pane(&mut self, _core: &Core) {
        self.detail_focus = !self.detail_focus;
    }

    /// A click on a header sorts, on a row goes there, on the detail gives it the keys.
    fn click(&mut self, core: &mut Core, body: Area, at: (u16, u16)) {
        let panes = self.panes(body);
        self.detail_focus = panes.detail_pane.contains(at.0, at.1);
        let len = self.view.len();
        match panes.table.hit(at.0, at.1) {
            Hit::Header(column) => {
                self.table.column = column;
                self.sort_by(core, self.column(), false);
            }
            Hit::Row(row, column) => {
                self.table.go(row, len);
                self.detail_offset = 0;
                self.table.column = column.unwrap_or(self.table.column);
            }
            Hit::Scroll(row) => self.table.go(row, len),
            Hit::None => {}
        }
    }

    fn is_frame(&self, _core: &Core, body: Area, at: (u16, u16)) -> bool {
        self.panes(body).table.hit(at.0, at.1).is_frame()
    }

    fn copied(&self, core: &Core) -> String {
        facilities::copied(self, core)
    }

    fn close(&mut self) -> bool {
        if self.zoomed {
            self.zoomed = false;
            return true;
        }
        std::mem::take(&mut self.detail_focus)
    }

    fn unselect(&mut self) -> bool {
        let some = !self.marked.is_empty();
        self.marked.clear();
        some
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.query.filter.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        self.query.filter.search = text;
        self.refresh(&core.rows);
    }

    fn columns(&self) -> [Vec<ColumnItem>; 2] {
        [entries(&self.columns), entries(&usual_columns::<FieldId>())]
    }

    fn choose_columns(&mut self, columns: &[ColumnItem]) {
        self.columns = choices(columns);
        self.table.column = 0;
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<SmeltersScreen>] = &[
    act(C::Open, zoom),
    ask(C::FilterMetal, filter::by_metal),
    ask(C::FilterStatus, filter::by_status),
    ask(C::FilterCountry, filter::by_country),
    ask(C::FilterSupplier, filter::by_supplier),
    ask(C::FilterMore, filter::by_more),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, |screen, core| screen.sort_by(core, screen.column(), false)),
    act(C::SortAlso, |screen, core| screen.sort_by(core, screen.column(), true)),
    ask(C::Columns, |screen, _| Some(Overlay::Columns(ColumnsOverlay::new(screen)))),
    act(C::Select, select),
    act(C::SelectAll, select_all),
    act(C::SelectInvert, select_invert),
    act(C::ExportTable, export_table),
    ask(C::AddFacility, facilities::add),
    ask(C::Merge, merge::merge),
    act(C::Unmerge, merge::unmerge),
    ask(C::Edit, facilities::edit).unless(facilities::none_in_hand),
    ask(C::Rate, facilities::rate).unless(facilities::none_in_hand),
    ask(C::Dispose, facilities::dispose).unless(facilities::none_in_hand),
    ask(C::AddAction, facilities::add_action).unless(facilities::none_in_hand),
    ask(C::AddNote, facilities::add_note).unless(facilities::none_in_hand),
    ask(C::AddEvidence, facilities::add_evidence).unless(facilities::none_in_hand),
    ask(C::Derive, facilities::derive),
    ask(C::Source, facilities::source),
    act(C::RowsBehind, facilities::rows_behind),
];

/// Lets the detail fill the screen, or gives the room back.
fn zoom(screen: &mut SmeltersScreen, core: &mut Core) {
    screen.zoomed = !screen.zoomed && screen.current(&core.rows).is_some();
    screen.detail_offset = 0;
}

fn clear_filters(screen: &mut SmeltersScreen, core: &mut Core) {
    screen.query.filter = Filter::default();
    screen.filter_changed(core);
}

/// Selects the facility, or takes it out of the selection, and goes on to the next.
fn select(screen: &mut SmeltersScreen, core: &mut Core) {
    if let Some(id) = screen.current(&core.rows).map(|row| row.id.clone())
        && !screen.marked.remove(&id)
    {
        screen.marked.insert(id);
    }
    screen.move_by(core, 1);
}

/// Selects all facilities shown, or none when all are.
fn select_all(screen: &mut SmeltersScreen, core: &mut Core) {
    let shown: Vec<FacilityId> = screen.shown_ids(&core.rows).cloned().collect();
    if shown.iter().all(|id| screen.marked.contains(id)) {
        screen.marked.clear();
    } else {
        screen.marked.extend(shown);
    }
}

/// Selects the facilities shown that are not selected, and the other way round.
fn select_invert(screen: &mut SmeltersScreen, core: &mut Core) {
    let shown: Vec<FacilityId> = screen.shown_ids(&core.rows).cloned().collect();
    for id in shown {
        if !screen.marked.remove(&id) {
            screen.marked.insert(id);
        }
    }
}

/// Exports the table as filtered and sorted.
fn export_table(screen: &mut SmeltersScreen, core: &mut Core) {
    let fields: Vec<FieldId> = screen.shown_columns().iter().map(|choice| choice.field).collect();
    let rows = screen.view.iter().filter_map(|index| core.rows.get(*index));
    let text = |id: FieldId, row: &&Row| id.field().map_or(String::new(), |field| (field.text)(row));
    let listing = export::shown(&fields, rows, text);
    export::table(core, ("Smelters", "smelters"), listing);
}
