//! Takes an old import back without undoing the work done since.

use super::core::Core;
use super::overlays::Asks;
use super::overlays::confirm::Confirm;
use super::overlays::picker::{Item, Picker};
use crate::domain::SourceId;
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
pub(super) fn confirm<S: 'static>(core: &mut Core, id: &SourceId) -> Asks<S> {
    let edit = match intake::withdraw_source(&core.workspace, &core.papers, id, &mut core.ids) {
        Ok(edit) => edit,
        Err(error) => {
            core.warn(format!("not done: {error}"));
            return None;
        }
    };
    let title = core.workspace.sources.get(id).map_or_else(String::new, |source| source.title.clone());
    let leaving = count(intake::removed_facilities(&edit), "facility", "facilities");
    let question = format!("Withdraw {title}? Its claims leave, and {leaving} with them; decisions stay.");
    Some(Confirm::edit(question, Vec::new(), (format!("Withdraw {title}"), edit)))
}
