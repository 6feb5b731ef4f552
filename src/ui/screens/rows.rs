//! Declared rows: what became of all of them, and the table; only what is visible is looked at.

use super::declaration::{outcome_role, outcome_sign};
use super::suppliers::draw_balance;
use crate::app::{App, Command};
use crate::query::Field;
use crate::query::declared::DeclaredField;
use crate::resolve::rows::Balance;
use crate::text::{Area, matches, visible, words};
use crate::ui::table::{CellText, TableSource, TableView};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Signs, Spot};

/// The rows shown, as cells.
struct Cells<'a> {
    app: &'a App,
    fields: Vec<DeclaredField>,
    words: Vec<String>,
    signs: &'static Signs,
}

impl TableSource for Cells<'_> {
    fn len(&self) -> usize {
        self.app.screens.rows.grid.view.len()
    }

    fn cell(&self, row: usize, column: usize) -> CellText<'_> {
        let index = self.app.screens.rows.grid.index(row);
        let Some((row, field)) =
            index.and_then(|index| self.app.core.named_row(index)).zip(self.fields.get(column))
        else {
            return CellText::new("", Role::Text);
        };
        let mut text = visible(&field.text(&row));
        let mut role = match field {
            DeclaredField::Name | DeclaredField::Facility => Role::Text,
            DeclaredField::Supplier
            | DeclaredField::Row
            | DeclaredField::Metal
            | DeclaredField::Id
            | DeclaredField::Country
            | DeclaredField::Outcome
            | DeclaredField::Cid
            | DeclaredField::Method
            | DeclaredField::List
            | DeclaredField::File
            | DeclaredField::OutcomeWord
            | DeclaredField::Reason
            | DeclaredField::MethodAlone
            | DeclaredField::Score => Role::Muted,
        };
        if *field == DeclaredField::Outcome {
            text = format!("{} {text}", outcome_sign(self.signs, row.view.outcome));
            role = outcome_role(row.view.outcome);
        }
        let found = if self.words.is_empty() { Vec::new() } else { matches(&text, &self.words) };
        CellText::new(text, role).found(found)
    }
}

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let panes = app.screens.rows.panes(body);
    let head = Spot::row(panes.head, 0).skip(1).drop_right(1);
    draw_balance(pen, head, &balance(app));
    let unread = app.core.register.unread().len();
    let note = if unread > 0 { format!("{unread} declarations are being read") } else { String::new() };
    let inner = Pane { title: "Declared rows", note: &note, focused: true }.draw(pen, panes.table_pane);
    if app.core.register.is_empty() {
        return draw_nothing(app, pen, inner);
    }
    let grid = &app.screens.rows.grid;
    let searched = words(&app.screens.rows.filter.search);
    let source = Cells { app, fields: grid.fields(), words: searched, signs: pen.theme.signs() };
    let (specs, sort) = (grid.specs(), grid.marks(&app.screens.rows.sort));
    let table = TableView {
        source: &source,
        specs: &specs,
        state: &grid.table,
        layout: &panes.table,
        sort: &sort,
        focused: true,
    };
    table.draw(pen);
    if grid.view.is_empty() {
        let clear = app.core.keymap.first(Command::ClearFilters);
        let text = format!("No row passes the filter. {clear} clears all filters, Esc the search.");
        pen.text(Spot::row(inner, 2).skip(2), &text, Role::Muted);
    }
}

/// The balance of the suppliers that the filter chooses, or of all.
fn balance(app: &App) -> Balance {
    let suppliers = &app.screens.rows.filter.suppliers;
    if suppliers.is_empty() {
        return app.core.register.balance();
    }
    let mut sum = Balance::default();
    suppliers.iter().for_each(|supplier| sum.add(&app.core.register.balance_of(supplier)));
    sum
}

fn draw_nothing(app: &App, pen: &mut Pen<'_>, inner: Area) {
    let import = app.core.keymap.first(Command::Import);
    let lines = [
        Line::of("No rows are declared yet.", Role::Text),
        Line::new(),
        Line::of(
            "Every row of the smelter lists of suppliers’ CMRTs stands here as it was written, with one",
            Role::Text,
        ),
        Line::of("outcome: resolved, duplicate, special, rejected or open.", Role::Text),
        Line::new(),
        Line::of(format!("{import} "), Role::Key).with("imports CMRTs", Role::Muted),
    ];
    super::draw_lines(pen, inner.inset(1), &lines, 0);
}
