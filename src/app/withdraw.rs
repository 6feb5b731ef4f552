//! Takes an old import back without undoing the work done since.

use super::overlays::picker::{Item, Picker};
use super::overlays::{Confirm, Overlay, Then};
use super::state::App;
use super::targets::Pick;
use crate::domain::{Edit, FacilityId, SourceId, Workspace};

/// The edit by which a source leaves: its claims, its constraint, and the facilities that nothing else
/// supports and nobody has decided about. Decisions stay, with the facilities they are on.
#[must_use]
pub fn edit(ws: &Workspace, source: &SourceId) -> Option<Edit> {
    let record = ws.sources.get(source)?;
    let mut edits: Vec<Edit> =
        ws.constraints.get(source).cloned().map(Edit::RemoveConstraint).into_iter().collect();
    for facility in ws.facilities.values() {
        let of_source = |claim: &&crate::domain::Claim| claim.origin.source() == Some(source);
        let leaving: Vec<_> = facility.claims.iter().filter(of_source).cloned().collect();
        let is_bare = leaving.len() == facility.claims.len() && !leaving.is_empty();
        edits.extend(leaving.into_iter().map(|claim| Edit::WithdrawClaim(facility.id.clone(), claim)));
        if is_bare && !is_decided(ws, &facility.id) {
            edits.push(Edit::RemoveFacility(facility.id.clone(), facility.metal));
        }
    }
    edits.push(Edit::RemoveSource(Box::new(record.clone())));
    Some(Edit::Batch(edits))
}

/// Whether a person has decided or noted something about a facility, or another source still counts it.
fn is_decided(ws: &Workspace, id: &FacilityId) -> bool {
    ws.dispositions.contains_key(id)
        || ws.ratings.contains_key(id)
        || ws.merges.contains_key(id)
        || ws.merges.values().any(|keep| keep == id)
        || ws.notes.values().any(|note| note.facility == *id)
        || ws.evidence.values().any(|evidence| evidence.facility == *id)
        || ws.actions.values().any(|action| action.facility == *id)
}

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
    let Some((id, edit)) = id.and_then(|id| edit(&app.workspace, &id).map(|edit| (id, edit))) else { return };
    let title = app.workspace.sources.get(&id).map_or_else(String::new, |source| source.title.clone());
    let leaving = if let Edit::Batch(edits) = &edit {
        edits.iter().filter(|edit| matches!(edit, Edit::RemoveFacility(..))).count()
    } else {
        0
    };
    let question =
        format!("Withdraw {title}? Its claims leave, and {leaving} facilities with them; decisions stay.");
    let then = Then::Edit(format!("Withdraw {title}"), Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: Vec::new(), then }));
}
