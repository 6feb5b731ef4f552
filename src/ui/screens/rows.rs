//! Declared rows: what became of all of them, and the table; only what is visible is looked at.

use super::declaration::outcome_role;
use super::grid::draw_grid;
use super::suppliers::draw_balance;
use crate::app::screen::Screen;
use crate::app::{App, Command};
use crate::query::declared::DeclaredField;
use crate::resolve::rows::Balance;
use crate::text::Area;
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

fn role(app: &App, field: DeclaredField, index: usize) -> Role {
    match field {
        DeclaredField::Outcome => {
            app.core.register.row(index).map_or(Role::Muted, |row| outcome_role(row.outcome))
        }
        DeclaredField::Name | DeclaredField::Facility => Role::Text,
        DeclaredField::Supplier
        | DeclaredField::Row
        | DeclaredField::Metal
        | DeclaredField::Id
        | DeclaredField::Country
        | DeclaredField::Cid
        | DeclaredField::Method
        | DeclaredField::List
        | DeclaredField::File
        | DeclaredField::OutcomeWord
        | DeclaredField::Reason
        | DeclaredField::MethodAlone
        | DeclaredField::Score => Role::Muted,
    }
}

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.rows;
    let Some(panes) = screen.table_panes(body) else { return };
    let head = Spot::row(panes.head, 0).skip(1).drop_right(1);
    draw_balance(pen, head, &balance(app));
    let unread = app.core.register.unread().len();
    let note = if unread > 0 { format!("{unread} declarations are being read") } else { String::new() };
    let inner = Pane { title: "Declared rows", note: &note, focused: true }.draw(pen, panes.table_pane);
    if app.core.register.is_empty() {
        return draw_nothing(app, pen, inner);
    }
    draw_grid(pen, (screen, &app.core), &panes.table, true, &|field, index| role(app, field, index));
    if screen.grid.view.is_empty() {
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
