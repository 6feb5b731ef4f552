//! The commands that all tables share: sorting, choosing columns, selecting, leaving the program as a file.

use super::core::Core;
use super::export;
use super::look::Line;
use super::overlays::columns::ColumnsOverlay;
use super::overlays::{Asks, Overlay};
use super::screen::{Screen, StatusLine, selected, shown_of};
use super::table::cell::CellSigns;
use super::table::{AnyGrid, Grid};
use crate::query::Field;

/// A screen that is a table.
pub trait OnTable: Screen + Sized + 'static {
    /// Names its columns.
    type Field: Field;
    /// What a row is about.
    type Key: Ord + Clone;

    /// Its title, and the stem of the file that it leaves the program as.
    const NAMES: (&'static str, &'static str);

    fn table(&self) -> &Grid<Self::Field, Self::Key>;

    /// The table, to change.
    fn table_mut(&mut self) -> &mut Grid<Self::Field, Self::Key>;

    /// What the row of an index is about.
    fn key(&self, core: &Core, index: usize) -> Option<Self::Key>;

    /// The row of an index, with what its cells need.
    fn row<'a>(&'a self, core: &'a Core, index: usize) -> Option<<Self::Field as Field>::Row<'a>>;

    /// The signs that stand in a cell beside its text.
    fn signs(&self, _core: &Core, _field: Self::Field, _index: usize) -> CellSigns {
        [None, None]
    }

    /// What stands behind the text of a cell because the search found the row by it; mostly nothing.
    fn found_behind(&self, _core: &Core, _field: Self::Field, _index: usize) -> String {
        String::new()
    }

    /// What is shown, in order.
    fn shown_keys(&self, core: &Core) -> Vec<Self::Key> {
        self.table().indexes().filter_map(|index| self.key(core, index)).collect()
    }

    /// How much of what is selected the filter hides.
    fn marked_hidden(&self, core: &Core) -> usize {
        let marked = &self.table().marked;
        if marked.is_empty() {
            return 0;
        }
        let shown = self.table().indexes().filter_map(|index| self.key(core, index));
        marked.len().saturating_sub(shown.filter(|key| marked.contains(key)).count())
    }

    /// How much is selected and shown of `all`, and the order.
    fn table_status(&self, core: &Core, all: usize) -> StatusLine {
        let mut line = Line::new();
        selected(&mut line, self.table().marked.len(), self.marked_hidden(core));
        shown_of(&mut line, self.table().view.len(), all);
        StatusLine { line, sort: self.table().sorted() }
    }
}

/// Sorts by the column under the cursor; again reverses.
pub fn sort<S: Screen>(screen: &mut S, core: &mut Core) {
    sort_by(screen, core, false);
}

/// Adds the column under the cursor as a further key.
pub fn sort_also<S: Screen>(screen: &mut S, core: &mut Core) {
    sort_by(screen, core, true);
}

fn sort_by<S: Screen>(screen: &mut S, core: &Core, also: bool) {
    if screen.grid_mut().is_some_and(|grid| grid.sort_by_column(also)) {
        screen.arrange(core);
    }
}

/// Lets the columns be chosen.
pub fn columns<S: Screen>(screen: &mut S, _: &mut Core) -> Asks<S> {
    Some(Overlay::Columns(ColumnsOverlay::new(screen.grid()?)))
}

/// Selects what is under the cursor, or takes it out of the selection, and goes on to the next.
pub fn select<S: OnTable>(screen: &mut S, core: &mut Core) {
    if let Some(key) = screen.table().current().and_then(|index| screen.key(core, index)) {
        screen.table_mut().toggle(key);
    }
    screen.move_by(core, 1);
}

/// Selects all that is shown, or nothing when all of it is.
pub fn select_all<S: OnTable>(screen: &mut S, core: &mut Core) {
    let shown = screen.shown_keys(core);
    screen.table_mut().mark_all(shown);
}

/// Selects what is shown and not selected, and the other way round.
pub fn select_invert<S: OnTable>(screen: &mut S, core: &mut Core) {
    for key in screen.shown_keys(core) {
        screen.table_mut().toggle(key);
    }
}

/// Exports the table as it is filtered and sorted, with all its columns, whether the screen has room for them or not.
pub fn export_table<S: OnTable>(screen: &mut S, core: &mut Core) {
    let fields = screen.table().all_fields();
    let rows = screen.table().indexes().filter_map(|index| screen.row(core, index));
    let listing = export::shown(&fields, rows);
    export::table(core, S::NAMES, listing);
}
