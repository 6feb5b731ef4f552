//! What the tables have in common for a person: sorting, filtering, selecting, moving between columns.

use super::run::moves;
use super::screen::ScreenId;
use super::screens::matches::{self, MatchFilter};
use super::screens::{declaration, rows, smelters, suppliers};
use super::state::App;
use crate::query::declared::DeclaredField;
use crate::query::suppliers::SupplierFilter;
use crate::resolve::rows::RowFilter;

/// Moves to the column on the left or right.
pub(super) fn sideways(app: &mut App, right: bool) {
    let (table, columns) = match app.screen {
        ScreenId::Suppliers => {
            let columns = app.suppliers.grid.fields().len();
            (&mut app.suppliers.grid.table, columns)
        }
        ScreenId::Rows => {
            let columns = app.declared_rows.grid.fields().len();
            (&mut app.declared_rows.grid.table, columns)
        }
        ScreenId::Declaration => return declaration::move_column(app, right),
        ScreenId::Overview
        | ScreenId::Smelters
        | ScreenId::Triage
        | ScreenId::Matches
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::History => {
            let columns = app.smelters.shown_columns().len();
            (&mut app.smelters.table, columns)
        }
    };
    if right {
        table.right(columns);
    } else {
        table.left();
    }
}

/// Opens the filter by what else is known.
pub(super) fn filter_more(app: &mut App) {
    match app.screen {
        ScreenId::Suppliers => suppliers::filter_more(app),
        ScreenId::Rows => rows::filter_more(app),
        ScreenId::Overview
        | ScreenId::Smelters
        | ScreenId::Triage
        | ScreenId::Matches
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::Declaration
        | ScreenId::History => smelters::filter_more(app),
    }
}

/// Opens the filter by metal.
pub(super) fn filter_metal(app: &mut App) {
    match app.screen {
        ScreenId::Rows => rows::filter_metal(app),
        ScreenId::Matches => matches::filter_metal(app),
        ScreenId::Overview
        | ScreenId::Smelters
        | ScreenId::Triage
        | ScreenId::Suppliers
        | ScreenId::Declaration
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::History => smelters::filter_metal(app),
    }
}

/// Shows everything again.
pub(super) fn clear_filters(app: &mut App) {
    if app.screen == ScreenId::Suppliers {
        app.suppliers.query.filter = SupplierFilter::default();
        suppliers::filter_changed(app);
    } else if app.screen == ScreenId::Rows {
        app.declared_rows.filter = RowFilter::default();
        rows::changed(app);
    } else if app.screen == ScreenId::Matches {
        app.matches.filter = MatchFilter::default();
        matches::filter_changed(app);
    } else {
        app.smelters.query.filter = crate::query::Filter::default();
        app.filter_changed();
    }
}

/// Sorts by the column under the cursor.
pub(super) fn sort(app: &mut App, also: bool) {
    if app.screen == ScreenId::Suppliers {
        suppliers::sort(app, also);
    } else if app.screen == ScreenId::Rows {
        if let Some(field) = app.declared_rows.grid.column() {
            sort_rows(app, field, also);
        }
    } else if let Some(field) = app.smelters.column() {
        sort_by(app, field, also);
    }
}

/// Sorts the declared rows by a column.
pub(super) fn sort_rows(app: &mut App, field: DeclaredField, also: bool) {
    super::table::choice::sort(&mut app.declared_rows.sort, field, also);
    rows::changed(app);
}

/// Sorts Smelters by a column.
pub(super) fn sort_by(app: &mut App, field: crate::query::FieldId, also: bool) {
    if also {
        app.smelters.query.sort_also_by(field);
    } else {
        app.smelters.query.sort_by(field);
    }
    app.smelters.refresh(&app.rows);
}

/// Selects the row, or takes it out of the selection.
pub(super) fn select(app: &mut App) {
    if app.screen == ScreenId::Suppliers {
        app.suppliers.toggle();
    } else {
        select_facility(app);
    }
    moves(app, 1);
}

fn select_facility(app: &mut App) {
    let Some(id) = app.smelters.current(&app.rows).map(|row| row.id.clone()) else { return };
    if !app.smelters.marked.remove(&id) {
        app.smelters.marked.insert(id);
    }
}

/// Selects all rows shown, or none when all are.
pub(super) fn select_all(app: &mut App) {
    if app.screen == ScreenId::Suppliers {
        return app.suppliers.select_all();
    }
    let shown = app.smelters.view.iter().filter_map(|index| app.rows.get(*index));
    let shown: Vec<_> = shown.map(|row| row.id.clone()).collect();
    let all = shown.iter().all(|id| app.smelters.marked.contains(id));
    if all {
        app.smelters.marked.clear();
    } else {
        app.smelters.marked.extend(shown);
    }
}

/// Selects the rows shown that are not selected, and the other way round.
pub(super) fn select_invert(app: &mut App) {
    if app.screen == ScreenId::Suppliers {
        return app.suppliers.invert();
    }
    let shown = app.smelters.view.iter().filter_map(|index| app.rows.get(*index));
    for row in shown {
        if !app.smelters.marked.remove(&row.id) {
            app.smelters.marked.insert(row.id.clone());
        }
    }
}
