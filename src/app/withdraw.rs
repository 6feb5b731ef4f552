//! Takes an old import back without undoing the work done since.

use super::overlays::picker::{Item, Picker};
use super::overlays::{Confirm, Overlay, Then};
use super::state::App;
use super::targets::Pick;
use crate::domain::{DeclarationId, Edit, SourceId, Workspace};
use crate::intake;
use crate::text::count;

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
        if is_bare && !ws.has_work_on(&facility.id) {
            edits.push(Edit::RemoveFacility(facility.id.clone(), facility.metal));
        }
    }
    edits.push(Edit::RemoveSource(Box::new(record.clone())));
    Some(Edit::Batch(edits))
}

/// The edit by which a source leaves, whatever it is: a list, the declarations that it holds, or claims.
fn leaving(app: &mut App, source: &SourceId) -> Result<Edit, String> {
    let told = |error: crate::domain::EditError| error.to_string();
    if app.workspace.lists.contains_key(source) {
        return intake::withdraw_list(&app.workspace, &app.papers, source, &mut app.ids).map_err(told);
    }
    let of_source = app.workspace.declarations.values().filter(|declaration| declaration.source == *source);
    let declarations: Vec<DeclarationId> = of_source.map(|declaration| declaration.id.clone()).collect();
    if declarations.is_empty() {
        return edit(&app.workspace, source).ok_or_else(|| "the source is not there any more".to_owned());
    }
    let (mut ws, mut edits) = (app.workspace.clone(), Vec::new());
    for declaration in declarations {
        let edit = intake::withdraw(&ws, &app.papers, &declaration, &mut app.ids).map_err(told)?;
        edit.apply(&mut ws).map_err(told)?;
        edits.push(edit);
    }
    Ok(Edit::Batch(edits))
}

/// How many facilities an edit removes.
pub(super) fn removed_facilities(edit: &Edit) -> usize {
    if let Edit::Batch(edits) = edit {
        return edits.iter().map(removed_facilities).sum();
    }
    usize::from(matches!(edit, Edit::RemoveFacility(..)))
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
    let Some(id) = id else { return };
    let edit = match leaving(app, &id) {
        Ok(edit) => edit,
        Err(error) => return app.warn(format!("not done: {error}")),
    };
    let title = app.workspace.sources.get(&id).map_or_else(String::new, |source| source.title.clone());
    let leaving = removed_facilities(&edit);
    let question = format!(
        "Withdraw {title}? Its claims leave, and {} with them; decisions stay.",
        count(leaving, "facility", "facilities")
    );
    let then = Then::Edit(format!("Withdraw {title}"), Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: Vec::new(), then }));
}

#[cfg(test)]
mod tests {
    use super::edit;
    use crate::checks;
    use crate::domain::{Disposition, DispositionRecord, Edit, Stamp};
    use crate::import::sample;

    #[test]
    fn a_source_leaves_and_decisions_stay() {
        let mut ws = sample::workspace();
        let before = ws.clone();
        let source = ws.sources.keys().next().cloned().unwrap();
        let decided = ws.facilities.keys().next().cloned().unwrap();
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let record = DispositionRecord { disposition: Disposition::Pending, reason: String::new(), stamp };
        let decision = Edit::SetDisposition { facility: decided.clone(), from: None, to: Some(record) };
        decision.apply(&mut ws).unwrap();
        let withdrawal = edit(&ws, &source).unwrap();
        withdrawal.apply(&mut ws).unwrap();
        assert_eq!((ws.sources.len(), ws.constraints.len()), (0, 0));
        assert_eq!(ws.facilities.keys().collect::<Vec<_>>(), [&decided]);
        assert!(checks::findings(&ws).iter().any(|finding| finding.rule == "NO_SUPPORT_LEFT"));
        withdrawal.inverse().apply(&mut ws).unwrap();
        decision.inverse().apply(&mut ws).unwrap();
        assert!(ws == before);
    }
}
