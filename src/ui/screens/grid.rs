//! What screens that are tables share in drawing: the table out of its grid, and the pane of what is under the cursor.

use super::draw_lines;
use crate::app::detail_pane::DetailPane;
use crate::app::layout::{inside, wrapped};
use crate::app::screen::Searched;
use crate::app::table::TableLayout;
use crate::app::table::cell::cell_text;
use crate::app::table_commands::OnTable;
use crate::app::{Core, detail};
use crate::query::column::search;
use crate::text::{Area, SearchQuery, matches};
use crate::ui::table::{CellText, TableSource, TableView};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Signs};

/// The role of a cell, given its column and the index of its row.
type RoleOf<'a, F> = &'a dyn Fn(F, usize) -> Role;

/// The rows shown, as cells.
struct Cells<'a, S: OnTable> {
    screen: &'a S,
    core: &'a Core,
    signs: &'a Signs,
    /// The columns, which of them are in their short forms, and what is found in each.
    fields: Vec<(S::Field, bool, Vec<String>)>,
    role_of: RoleOf<'a, S::Field>,
}

impl<S: OnTable> TableSource for Cells<'_, S> {
    fn len(&self) -> usize {
        self.screen.table().view.len()
    }

    fn cell(&self, row: usize, column: usize) -> CellText<'_> {
        let cell = self.screen.table().index(row).zip(self.fields.get(column));
        let Some((index, (field, is_short, found))) = cell else { return CellText::new("", Role::Text) };
        let Some(row) = self.screen.row(self.core, index) else { return CellText::new("", Role::Text) };
        let [before, behind] = self.screen.signs(self.core, *field, index);
        let mut text = before.map_or_else(String::new, |sign| format!("{} ", self.signs.of_cell(sign)));
        text.push_str(&cell_text(*field, &row, *is_short));
        text.push_str(behind.map_or("", |sign| self.signs.of_cell(sign)));
        text.push_str(&self.screen.found_behind(self.core, *field, index));
        let found = if found.is_empty() { Vec::new() } else { matches(&text, found) };
        CellText::new(text, (self.role_of)(*field, index)).found(found)
    }

    fn is_marked(&self, row: usize) -> bool {
        let grid = self.screen.table();
        let key = || self.screen.key(self.core, grid.index(row)?);
        !grid.marked.is_empty() && key().is_some_and(|key| grid.marked.contains(&key))
    }
}

/// Draws the table of a screen where its panes have it.
pub(super) fn draw_grid<S: OnTable>(
    pen: &mut Pen<'_>,
    (screen, core): (&S, &Core),
    layout: &TableLayout,
    focused: bool,
    role_of: RoleOf<'_, S::Field>,
) {
    let grid = screen.table();
    let query = match screen.searched() {
        Searched::Here(text) => search(text),
        Searched::Facilities | Searched::Suppliers => SearchQuery::default(),
    };
    let is_short =
        |index: usize| layout.columns.iter().any(|column| column.index == index && column.is_short);
    let fields = grid.fields().into_iter().enumerate();
    let fields = fields.map(|(index, field)| (field, is_short(index), query.marks(&field))).collect();
    let source = Cells { screen, core, signs: pen.theme.signs(), fields, role_of };
    let (specs, sort) = (grid.specs(), grid.marks());
    TableView { source: &source, specs: &specs, state: &grid.table, layout, sort: &sort, focused }.draw(pen);
}

/// Draws what is known of the row under the cursor, under its name.
pub(super) fn draw_detail(pen: &mut Pen<'_>, area: Area, (name, lines): (&str, &[Line]), pane: &DetailPane) {
    let inner = inside(area);
    let lines = wrapped(lines, inner.width, detail::LABEL);
    let below = lines.len().saturating_sub(pane.offset + usize::from(inner.height));
    let note = if below > 0 { format!("{below} more lines") } else { String::new() };
    Pane { title: name, note: &note, focused: pane.has_keys || pane.is_zoomed }.draw(pen, area);
    draw_lines(pen, inner, &lines, pane.offset);
}

/// Draws the pane where there is nothing under the cursor.
pub(super) fn draw_no_detail(pen: &mut Pen<'_>, area: Area) {
    Pane { title: "", note: "", focused: false }.draw(pen, area);
}
