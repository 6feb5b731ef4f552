//! Suppliers: the table of those who are asked for a CMRT, filtered, sorted, with a selection.

pub mod ask;
pub mod detail;
pub mod work;

use std::collections::BTreeSet;

use crate::app::overlays::Overlay;
use crate::app::overlays::picker::{Item, Picker};
use crate::app::session::Session;
use crate::app::state::App;
use crate::app::table::Grid;
use crate::app::targets::Pick;
use crate::correspond::requests::Rate;
use crate::domain::cmrt::Version;
use crate::domain::{DeclarationId, RequestState, Severity, SupplierId};
use crate::query::suppliers::{SupplierField, SupplierFilter, SupplierQuery, SupplierRow};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct SuppliersScreen {
    /// All suppliers, by name.
    pub rows: Vec<SupplierRow>,
    /// Filter and sort.
    pub query: SupplierQuery,
    /// The table.
    pub grid: Grid<SupplierField>,
    /// The selected suppliers.
    pub marked: BTreeSet<SupplierId>,
    /// Whether the detail has the keys.
    pub detail_focus: bool,
    /// The first line of the detail shown.
    pub detail_offset: usize,
    /// How many of those asked have answered by today.
    pub rate: Rate,
    /// What changed between a declaration and the one before it: both, and the changes in words.
    pub changes: Option<(DeclarationId, DeclarationId, Vec<String>)>,
}

impl SuppliersScreen {
    /// The state at the start.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        let grid = Grid::new(session.supplier_columns.clone());
        Self { query: session.suppliers.clone(), grid, ..Self::default() }
    }

    /// Takes the rows anew, keeping the cursor on its supplier.
    pub fn take(&mut self, rows: Vec<SupplierRow>) {
        let current = self.current().map(|row| row.id.clone());
        self.rows = rows;
        let live: BTreeSet<&SupplierId> = self.rows.iter().map(|row| &row.id).collect();
        self.marked.retain(|id| live.contains(id));
        self.filter_again(current.as_ref());
    }

    /// Filters and sorts again, the cursor going to a supplier where it is shown.
    fn filter_again(&mut self, current: Option<&SupplierId>) {
        let view = self.query.run(&self.rows);
        let own = self.rows.iter().position(|row| Some(&row.id) == current);
        let own = own.and_then(|own| u32::try_from(own).ok());
        let at = view.iter().position(|index| Some(*index) == own);
        self.grid.take(view, at);
    }

    /// Filters and sorts again, keeping the cursor on its supplier where it is still shown.
    pub fn refresh(&mut self) {
        let current = self.current().map(|row| row.id.clone());
        self.filter_again(current.as_ref());
    }

    /// The supplier under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&SupplierRow> {
        self.grid.current().and_then(|index| self.rows.get(index))
    }

    /// The supplier at a place of the view.
    #[must_use]
    pub fn shown(&self, at: usize) -> Option<&SupplierRow> {
        self.grid.index(at).and_then(|index| self.rows.get(index))
    }

    /// The row of a supplier.
    #[must_use]
    pub fn row(&self, id: &SupplierId) -> Option<&SupplierRow> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// Brings the cursor to a supplier where it is shown.
    pub fn stay_on(&mut self, id: &SupplierId) {
        self.filter_again(Some(id));
    }

    /// Brings the cursor to a supplier, taking the filter off when it hides it.
    pub fn go_to(&mut self, id: &SupplierId) {
        self.filter_again(Some(id));
        if self.current().is_none_or(|row| row.id != *id) {
            self.query.filter = SupplierFilter::default();
            self.filter_again(Some(id));
        }
        self.detail_offset = 0;
    }

    /// The selected suppliers, or the one under the cursor.
    #[must_use]
    pub fn targets(&self) -> Vec<SupplierId> {
        if self.marked.is_empty() {
            return self.current().map(|row| row.id.clone()).into_iter().collect();
        }
        self.rows.iter().filter(|row| self.marked.contains(&row.id)).map(|row| row.id.clone()).collect()
    }

    /// How many selected suppliers the filter hides.
    #[must_use]
    pub fn marked_hidden(&self) -> usize {
        let shown = self.grid.indexes().filter_map(|index| self.rows.get(index));
        self.marked.len() - shown.filter(|row| self.marked.contains(&row.id)).count()
    }

    /// Selects the supplier under the cursor, or takes it out of the selection.
    pub fn toggle(&mut self) {
        let Some(id) = self.current().map(|row| row.id.clone()) else { return };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
    }

    /// Selects all suppliers shown, or none when all are selected.
    pub fn select_all(&mut self) {
        let shown = self.grid.indexes().filter_map(|index| self.rows.get(index));
        let shown: Vec<SupplierId> = shown.map(|row| row.id.clone()).collect();
        if shown.iter().all(|id| self.marked.contains(id)) {
            self.marked.clear();
        } else {
            self.marked.extend(shown);
        }
    }

    /// Selects the suppliers shown that are not selected, and the other way round.
    pub fn invert(&mut self) {
        for row in self.grid.indexes().filter_map(|index| self.rows.get(index)) {
            if !self.marked.remove(&row.id) {
                self.marked.insert(row.id.clone());
            }
        }
    }
}

/// The suppliers that an edit applies to: the selected ones or the one under the cursor; on a declaration its
/// supplier.
#[must_use]
pub fn targets(app: &App) -> Vec<SupplierId> {
    match app.screen {
        crate::app::ScreenId::Declaration => app.declaration.supplier(app).into_iter().collect(),
        crate::app::ScreenId::Suppliers => app.suppliers.targets(),
        crate::app::ScreenId::Overview
        | crate::app::ScreenId::Smelters
        | crate::app::ScreenId::Triage
        | crate::app::ScreenId::Matches
        | crate::app::ScreenId::Actions
        | crate::app::ScreenId::Report
        | crate::app::ScreenId::History
        | crate::app::ScreenId::Rows => Vec::new(),
    }
}

/// The declaration in hand: the one shown, or the one that counts of the supplier under the cursor.
#[must_use]
pub fn declaration_in_hand(app: &App) -> Option<DeclarationId> {
    if app.screen == crate::app::ScreenId::Declaration {
        return app.declaration.shown.clone();
    }
    app.suppliers.current().and_then(|row| row.declaration.clone())
}

/// Opens the declaration of the supplier under the cursor.
pub fn open(app: &mut App) {
    let Some(row) = app.suppliers.current().cloned() else { return };
    match row.declaration {
        Some(id) => crate::app::screens::declaration::show(app, &id),
        None => {
            let import = app.keymap.first(crate::app::Command::Import);
            app.say(format!("{} has sent nothing yet; {import} imports its CMRT", row.name));
        }
    }
}

/// The suppliers that pass the filter without the kind that `clear` takes out of it.
fn passing(app: &App, clear: impl Fn(&mut SupplierFilter)) -> Vec<&SupplierRow> {
    let mut query = SupplierQuery { filter: app.suppliers.query.filter.clone(), sort: Vec::new() };
    clear(&mut query.filter);
    let rows = &app.suppliers.rows;
    let shown = query.run(rows).into_iter().filter_map(|index| usize::try_from(index).ok());
    shown.filter_map(|index| rows.get(index)).collect()
}

/// The states of the request as a filter knows them: those logged, and "not asked".
fn states() -> impl Iterator<Item = (char, Option<RequestState>)> {
    let logged = RequestState::ALL.into_iter().map(|state| (state.letter(), Some(state)));
    logged.chain([('x', None)])
}

/// Opens the filter by the state of the request.
pub fn filter_state(app: &mut App) {
    let chosen = &app.suppliers.query.filter.states;
    let others = passing(app, |filter| filter.states.clear());
    let items = states().map(|(letter, state)| {
        let count = others.iter().filter(|row| row.state == state).count();
        let name = state.map_or("not asked", RequestState::name);
        Item::new(letter, name, count.to_string()).ticked(chosen.contains(&state))
    });
    let picker = Picker::many("Filter by request", items.collect(), Pick::SupplierState);
    app.overlays.push(Overlay::Picker(picker));
}

/// The states were chosen.
pub fn state_chosen(app: &mut App, chosen: &[usize]) {
    let all: Vec<Option<RequestState>> = states().map(|(_, state)| state).collect();
    app.suppliers.query.filter.states = chosen.iter().filter_map(|at| all.get(*at)).copied().collect();
    filter_changed(app);
}

/// The most versions that the filter offers: each has a digit.
const MOST_VERSIONS: usize = 9;

/// The versions met, the newest first.
fn versions(app: &App) -> Vec<Version> {
    let met: BTreeSet<Version> = app.suppliers.rows.iter().filter_map(|row| row.version).collect();
    met.into_iter().rev().take(MOST_VERSIONS).collect()
}

/// The letters of severities in the filter.
const SEVERITIES: [(char, Severity); 4] =
    [('h', Severity::HighRisk), ('e', Severity::Error), ('w', Severity::Warning), ('i', Severity::Info)];

/// Opens the filter by what else is known: open rows, overdue, findings, version.
pub fn filter_more(app: &mut App) {
    let filter = &app.suppliers.query.filter;
    let others = passing(app, |filter| {
        *filter = SupplierFilter {
            states: filter.states.clone(),
            search: filter.search.clone(),
            ..SupplierFilter::default()
        };
    });
    let count =
        |passes: &dyn Fn(&SupplierRow) -> bool| others.iter().filter(|row| passes(row)).count().to_string();
    let mut items = vec![
        Item::new('o', "open rows", count(&|row| row.balance.open > 0)).ticked(filter.has_open),
        Item::new('d', "overdue", count(&|row| row.is_overdue)).ticked(filter.is_overdue),
        Item::new('n', "sent nothing", count(&|row| row.declaration.is_none())).ticked(filter.sent_nothing),
    ];
    for (letter, severity) in SEVERITIES {
        let detail = count(&|row| row.found(severity) > 0);
        let item = Item::new(letter, format!("findings: {}", severity.name()), detail);
        items.push(item.ticked(filter.severities.contains(&severity)));
    }
    for (digit, version) in ('1'..='9').zip(versions(app)) {
        let detail = count(&|row| row.version == Some(version));
        let item = Item::new(digit, format!("CMRT {version}"), detail);
        items.push(item.ticked(filter.versions.contains(&version)));
    }
    let picker = Picker::many("Filter suppliers", items, Pick::SupplierMore);
    app.overlays.push(Overlay::Picker(picker));
}

/// More filters were chosen.
pub fn more_chosen(app: &mut App, chosen: &[usize]) {
    let versions = versions(app);
    let filter = &mut app.suppliers.query.filter;
    filter.has_open = chosen.contains(&0);
    filter.is_overdue = chosen.contains(&1);
    filter.sent_nothing = chosen.contains(&2);
    let beyond = |first: usize| chosen.iter().filter_map(move |at| at.checked_sub(first));
    filter.severities =
        beyond(3).filter_map(|at| SEVERITIES.get(at)).map(|(_, severity)| *severity).collect();
    let first = 3 + SEVERITIES.len();
    filter.versions = beyond(first).filter_map(|at| versions.get(at)).copied().collect();
    filter_changed(app);
}

/// Filters again after the filter changed.
pub fn filter_changed(app: &mut App) {
    app.suppliers.refresh();
    if app.suppliers.grid.view.is_empty() && !app.suppliers.rows.is_empty() {
        app.say("no supplier passes the filter; X clears it");
    }
}

/// Sorts by the column under the cursor.
pub fn sort(app: &mut App, also: bool) {
    if let Some(field) = app.suppliers.grid.column() {
        sort_by(app, field, also);
    }
}

/// Sorts by a column.
pub fn sort_by(app: &mut App, field: SupplierField, also: bool) {
    crate::app::table::choice::sort(&mut app.suppliers.query.sort, field, also);
    app.suppliers.refresh();
}
