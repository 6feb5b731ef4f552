//! What is done with a supplier's request and declarations: the next step, taking a declaration back.

use jiff::civil::Date;

use super::{declaration_in_hand, targets};
use crate::app::overlays::{Confirm, Overlay, Then};
use crate::app::state::App;
use crate::domain::{Edit, RequestState};
use crate::text::count;

/// A line of the log as it is offered: today, and the due date that is customary.
#[must_use]
pub fn usual_line(_state: RequestState, today: Date) -> String {
    today.to_string()
}

/// Makes an edit and says so; the selection has served.
pub fn commit(app: &mut App, title: String, edit: Edit) {
    if app.commit(title.clone(), edit) {
        app.suppliers.marked.clear();
        app.done(title);
    }
}

/// Asks whether to take the declaration in hand back, saying how many rows leave with it.
pub fn withdraw(app: &mut App) {
    let Some(declaration) =
        declaration_in_hand(app).and_then(|id| app.workspace.declarations.get(&id)).cloned()
    else {
        app.warn("there is no declaration to withdraw");
        return;
    };
    let supplier = app.workspace.suppliers.get(&declaration.supplier);
    let name = supplier.map_or_else(|| declaration.supplier.to_string(), |supplier| supplier.name.clone());
    let rows = count(usize::try_from(declaration.rows).unwrap_or(usize::MAX), "row", "rows");
    let question = format!(
        "Withdraw the declaration of {name} received {} (CMRT {})? Its {rows} leave; decisions stay.",
        declaration.received, declaration.version
    );
    let edit = Edit::RemoveDeclaration(Box::new(declaration));
    let then = Then::Edit(format!("Withdraw the declaration of {name}"), Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: Vec::new(), then }));
}

/// A line to copy: name, number, whom to write to, state.
#[must_use]
pub fn copied(app: &App) -> String {
    let line = |id| {
        let supplier = app.workspace.suppliers.get(id)?;
        let state = app.suppliers.row(id).map_or("", |row| row.state_name());
        let contacts = super::ask::contacts_text(&supplier.contacts);
        Some([supplier.name.as_str(), &supplier.number, &contacts, state].join("\t"))
    };
    targets(app).iter().filter_map(line).collect::<Vec<_>>().join("\n")
}
