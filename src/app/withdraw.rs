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

/// The same of a reference list, on which declared rows depend: how many it opens is said once it has left.
pub(super) fn confirm_list<S: 'static>(core: &mut Core, id: &SourceId) -> Asks<S> {
    let (title, edit) = planned(core, id)?;
    let leaving = count(intake::removed_facilities(&edit), "facility leaves", "facilities leave");
    let question = format!(
        "Withdraw {title}? Rows that only it resolves are open again, and {leaving}; decisions stay."
    );
    let title = format!("Withdraw {title}");
    Some(Confirm::before(question, Vec::new(), move |_, core| {
        let before = core.register.balance().open;
        if core.commit(title.clone(), edit) {
            let opened = core.register.balance().open.saturating_sub(before);
            core.done(format!(
                "{title}: {} open again",
                count(opened, "declared row is", "declared rows are")
            ));
        }
    }))
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
