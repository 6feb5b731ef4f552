//! Takes an old import back without undoing the work done since.

use super::core::Core;
use super::overlays::Asks;
use super::overlays::confirm::Confirm;
use super::overlays::picker::{Item, Picker};
use crate::domain::{Edit, SourceId};
use crate::intake;
use crate::text::count;

/// Asks which source to withdraw.
pub(super) fn ask<S: 'static>(core: &mut Core) -> Asks<S> {
    let entry = |(id, source): (&SourceId, &crate::domain::Source)| {
        let detail = format!("{}, {} rows", source.file, source.rows);
        Item::typed(source.title.clone(), detail).means(id.clone())
    };
    let sources: Vec<(Item, SourceId)> = core.workspace.sources.iter().map(entry).collect();
    if sources.is_empty() {
        core.warn("no source has been imported");
        return None;
    }
    Some(Picker::one("Withdraw a source", sources, |_, core, id| confirm(core, &id)))
}

/// Says how much leaves with a source, and asks once.
fn confirm<S: 'static>(core: &mut Core, id: &SourceId) -> Asks<S> {
    let (title, edit) = planned(core, id)?;
    let leaving = count(intake::removed_facilities(&edit), "facility", "facilities");
    let question = format!("Withdraw {title}? Its claims leave, and {leaving} with them; decisions stay.");
    Some(Confirm::edit(question, Vec::new(), (format!("Withdraw {title}"), edit)))
}

/// The same of a reference list: how many declared rows are open again without it.
pub(super) fn confirm_list<S: 'static>(core: &mut Core, id: &SourceId) -> Asks<S> {
    let (title, edit) = planned(core, id)?;
    let open = count(opened_by(core, &edit), "declared row is", "declared rows are");
    let leaving = count(intake::removed_facilities(&edit), "facility leaves", "facilities leave");
    let question = format!("Withdraw {title}? {open} open again without it, and {leaving}; decisions stay.");
    Some(Confirm::edit(question, Vec::new(), (format!("Withdraw {title}"), edit)))
}

/// A source's title, and the edit by which it leaves; what stands against it is said.
fn planned(core: &mut Core, id: &SourceId) -> Option<(String, Edit)> {
    match intake::withdraw_source(&core.workspace, &core.papers, id, &mut core.ids) {
        Ok(edit) => {
            let source = core.workspace.sources.get(id);
            Some((source.map_or_else(String::new, |source| source.title.clone()), edit))
        }
        Err(error) => {
            core.warn(format!("not done: {error}"));
            None
        }
    }
}

/// How many more declared rows are open after an edit.
fn opened_by(core: &Core, edit: &Edit) -> usize {
    let (mut after, mut register) = (core.workspace.clone(), core.register.clone());
    // An edit that does not fit is refused when it is made.
    if edit.apply(&mut after).is_err() {
        return 0;
    }
    register.refresh(&after, &core.papers);
    register.balance().open.saturating_sub(core.register.balance().open)
}
