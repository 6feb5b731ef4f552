//! Takes an old import back without undoing the work done since.

use super::overlays::picker::{Item, Picker};
use super::overlays::{Confirm, Overlay, Then};
use super::state::App;
use super::targets::Pick;
use crate::intake;
use crate::text::count;

/// Asks which source to withdraw.
pub(super) fn ask(app: &mut App) {
    let sources: Vec<Item> = app
        .workspace
        .sources
        .values()
        .map(|source| Item::typed(source.title.clone(), format!("{}, {} rows", source.file, source.rows)))
        .collect();
    if sources.is_empty() {
        app.warn("no source has been imported");
        return;
    }
    app.overlays.push(Overlay::Picker(Picker::one("Withdraw a source", sources, Pick::Source)));
}

/// A source was chosen: says how much leaves, and asks once.
pub(super) fn chosen(app: &mut App, first: Option<usize>) {
    let id = first.and_then(|at| app.workspace.sources.keys().nth(at)).cloned();
    let Some(id) = id else { return };
    let edit = match intake::withdraw_source(&app.workspace, &app.papers, &id, &mut app.ids) {
        Ok(edit) => edit,
        Err(error) => return app.warn(format!("not done: {error}")),
    };
    let title = app.workspace.sources.get(&id).map_or_else(String::new, |source| source.title.clone());
    let leaving = intake::removed_facilities(&edit);
    let question = format!(
        "Withdraw {title}? Its claims leave, and {} with them; decisions stay.",
        count(leaving, "facility", "facilities")
    );
    let then = Then::Edit(format!("Withdraw {title}"), Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: Vec::new(), then }));
}
