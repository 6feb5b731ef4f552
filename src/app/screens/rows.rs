//! Declared rows: every row of every supplier's declaration that counts, filtered and sorted.

use std::collections::BTreeSet;

use super::{declaration, suppliers};
use crate::app::declared::DeclaredPick;
use crate::app::overlays::Overlay;
use crate::app::overlays::picker::{Item, Picker};
use crate::app::screen::ScreenId;
use crate::app::session::Session;
use crate::app::state::App;
use crate::app::table::Grid;
use crate::app::targets::{self, Pick};
use crate::domain::cmrt::Column;
use crate::domain::{FacilityId, Metal, SupplierId};
use crate::query::SortKey;
use crate::query::declared::{DeclaredField, DeclaredRow};
use crate::resolve::rows::{OutcomeKind, RowField, RowFilter};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct RowsScreen {
    /// What is shown.
    pub filter: RowFilter,
    /// In which order; none is by supplier, as declared.
    pub sort: Vec<SortKey<DeclaredField>>,
    /// The table.
    pub grid: Grid<DeclaredField>,
    /// Whether the rows shown may be others by now.
    pub is_stale: bool,
}

impl RowsScreen {
    /// The state at the start, with the filter and the order of last time.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        let (filter, sort) = (session.rows.clone(), session.row_sort.clone());
        Self { filter, sort, is_stale: true, ..Self::default() }
    }
}

/// Finds the rows to show, if they may be others by now; keeps the cursor on its row.
pub fn refresh(app: &mut App) {
    if !app.declared_rows.is_stale {
        return;
    }
    let sort = |key: &SortKey<DeclaredField>| key.field.column().map(|column| (column.sort, key.descending));
    let keys: Vec<(RowField, bool)> = app.declared_rows.sort.iter().filter_map(sort).collect();
    let view = app.register.select(&app.declared_rows.filter, &keys);
    let current = app.declared_rows.grid.view.get(app.declared_rows.grid.table.cursor).copied();
    let at = current.and_then(|current| view.iter().position(|index| *index == current));
    app.declared_rows.grid.take(view, at);
    app.declared_rows.is_stale = false;
}

/// Filters again after the filter or the sort changed.
pub fn changed(app: &mut App) {
    app.declared_rows.is_stale = true;
    refresh(app);
    if app.declared_rows.grid.view.is_empty() && !app.register.is_empty() {
        app.say("no row passes the filter; X clears it");
    }
}

impl App {
    /// A declared row with the names that stand for its identifiers.
    #[must_use]
    pub fn named_row(&self, index: usize) -> Option<DeclaredRow<'_>> {
        let view = self.register.row(index)?;
        let supplier = self.workspace.suppliers.get(view.supplier).map_or("", |s| s.name.as_str());
        let facility = view.facility.and_then(|id| self.row(id)).map_or("", |row| row.name.as_str());
        Some(DeclaredRow { view, supplier, facility })
    }
}

/// The row under the cursor.
#[must_use]
pub fn current(app: &App) -> Option<DeclaredRow<'_>> {
    app.declared_rows.grid.current().and_then(|index| app.named_row(index))
}

/// Goes to the facility of the row under the cursor, or, where it resolved to none, to its declaration.
pub fn open(app: &mut App) {
    let Some(row) = current(app) else { return };
    let facility = row.view.facility.cloned();
    let (declaration, number) = (row.view.declaration.clone(), row.view.row);
    match facility {
        Some(id) => app.show_facility(&id),
        None => declaration::show_row(app, &declaration, number),
    }
}

/// Shows the sheet around the row under the cursor.
pub fn source(app: &mut App) {
    let Some(row) = current(app) else {
        app.warn("no row is under the cursor");
        return;
    };
    let number = row.view.row;
    let Some(declaration) = app.workspace.declarations.get(row.view.declaration).cloned() else { return };
    let Some(form) = app.papers.form(&declaration.form) else { return };
    let place = form.row_place(number, Column::Metal);
    declaration::show_source(app, &declaration, place);
}

/// Shows the rows of the suppliers in hand, or those that name the facility in hand.
pub fn behind(app: &mut App) {
    let filter = match app.screen {
        ScreenId::Suppliers | ScreenId::Declaration => {
            let suppliers: BTreeSet<SupplierId> = suppliers::targets(app).into_iter().collect();
            if suppliers.is_empty() {
                return app.warn("no supplier is in hand");
            }
            RowFilter { suppliers, ..RowFilter::default() }
        }
        ScreenId::Smelters | ScreenId::Triage => {
            let Some(id) = targets::targets(app).into_iter().next() else { return };
            RowFilter { facility: Some(app.workspace.resolve(&id).clone()), ..RowFilter::default() }
        }
        ScreenId::Matches => return super::matches::work::rows_behind(app),
        ScreenId::Overview | ScreenId::Actions | ScreenId::Report | ScreenId::History | ScreenId::Rows => {
            return;
        }
    };
    show(app, filter);
}

/// Shows the rows that pass a filter.
pub fn show(app: &mut App, filter: RowFilter) {
    app.declared_rows.filter = filter;
    app.declared_rows.grid.table.cursor = 0;
    app.go_to_screen(ScreenId::Rows);
    changed(app);
}

/// How many rows pass the filter once a kind is taken out of it and replaced.
fn would_pass(app: &App, change: impl Fn(&mut RowFilter)) -> String {
    let mut filter = app.declared_rows.filter.clone();
    change(&mut filter);
    app.register.select(&filter, &[]).len().to_string()
}

/// Opens the metal filter.
pub fn filter_metal(app: &mut App) {
    let letters = ['a', 'i', 'g', 'u'];
    let chosen = &app.declared_rows.filter.metals;
    let items = letters.into_iter().zip(Metal::ALL).map(|(letter, metal)| {
        let count = would_pass(app, |filter| filter.metals = [metal].into());
        Item::new(letter, metal.name(), count).ticked(chosen.contains(&metal))
    });
    let picker = Picker::many("Filter by metal", items.collect(), Pick::Declared(DeclaredPick::RowMetal));
    app.overlays.push(Overlay::Picker(picker));
}

/// Opens the filter by outcome.
pub fn filter_outcome(app: &mut App) {
    let letters = ['r', 'd', 's', 'x', 'o'];
    let chosen = &app.declared_rows.filter.outcomes;
    let items = letters.into_iter().zip(OutcomeKind::ALL).map(|(letter, kind)| {
        let count = would_pass(app, |filter| filter.outcomes = [kind].into());
        Item::new(letter, kind.word(), count).ticked(chosen.contains(&kind))
    });
    let picker = Picker::many("Filter by outcome", items.collect(), Pick::Declared(DeclaredPick::RowOutcome));
    app.overlays.push(Overlay::Picker(picker));
}

/// Opens the filter by supplier, by typing: on declared rows those who wrote them, on Smelters those who name
/// the facility.
pub fn filter_supplier(app: &mut App) {
    if app.screen == ScreenId::Matches {
        return super::matches::filter_supplier(app);
    }
    if app.suppliers.rows.is_empty() {
        return app.warn("there are no suppliers yet");
    }
    let on_rows = app.screen == ScreenId::Rows;
    let chosen =
        if on_rows { &app.declared_rows.filter.suppliers } else { &app.smelters.query.filter.suppliers };
    let items = app.suppliers.rows.iter().map(|row| {
        Item::typed(row.name.clone(), row.balance.rows.to_string()).ticked(chosen.contains(&row.id))
    });
    let picker = Picker::many("Filter by supplier", items.collect(), Pick::Declared(DeclaredPick::Supplier));
    app.overlays.push(Overlay::Picker(picker));
}

/// Opens the filter by what else is known of rows.
pub fn filter_more(app: &mut App) {
    let count = would_pass(app, |filter| filter.clashing = true);
    let item = Item::new('c', "contradicts itself or the lists", count);
    let items = vec![item.ticked(app.declared_rows.filter.clashing)];
    app.overlays.push(Overlay::Picker(Picker::many(
        "Filter rows",
        items,
        Pick::Declared(DeclaredPick::RowMore),
    )));
}

/// Metals were chosen.
pub fn metals_chosen(app: &mut App, chosen: &[usize]) {
    let metals = chosen.iter().filter_map(|at| Metal::ALL.get(*at)).copied();
    app.declared_rows.filter.metals = metals.collect();
    changed(app);
}

/// Outcomes were chosen.
pub fn outcomes_chosen(app: &mut App, chosen: &[usize]) {
    let kinds = chosen.iter().filter_map(|at| OutcomeKind::ALL.get(*at)).copied();
    app.declared_rows.filter.outcomes = kinds.collect();
    changed(app);
}

/// Suppliers were chosen.
pub fn suppliers_chosen(app: &mut App, chosen: &[usize]) {
    let rows = &app.suppliers.rows;
    let ids: BTreeSet<SupplierId> =
        chosen.iter().filter_map(|at| rows.get(*at)).map(|row| row.id.clone()).collect();
    if app.screen == ScreenId::Rows {
        app.declared_rows.filter.suppliers = ids;
        changed(app);
    } else {
        app.smelters.query.filter.suppliers = ids;
        app.refresh_named();
        app.filter_changed();
    }
}

/// More filters were chosen.
pub fn more_chosen(app: &mut App, chosen: &[usize]) {
    app.declared_rows.filter.clashing = chosen.contains(&0);
    changed(app);
}

/// The facilities that any of these suppliers names.
#[must_use]
pub fn named_by(app: &App, suppliers: &BTreeSet<SupplierId>) -> BTreeSet<FacilityId> {
    let rows = suppliers.iter().flat_map(|supplier| app.register.rows_of(supplier));
    let views = rows.filter_map(|index| app.register.row(index));
    views.filter_map(|view| view.facility.cloned()).collect()
}

/// The row under the cursor as copied: its columns with tabs between.
#[must_use]
pub fn copied(app: &App) -> String {
    let Some(row) = current(app) else { return String::new() };
    let columns = crate::query::declared::DECLARED_FIELDS.iter();
    columns.map(|column| (column.text)(&row)).collect::<Vec<_>>().join("\t")
}
