//! How a declaration, a list or another source leaves: its rows and claims with it, decisions stay.

use std::collections::BTreeSet;

use crate::correspond::requests::taken_back;
use crate::domain::{
    Cid, Claim, Contents, Declaration, DeclarationId, Edit, EditError, FacilityId, IdGen, MADE_BY_DECISION,
    Metal, NUMBERED_BY_DECISION, Origin, SourceId, SourceKind, Workspace,
};
use crate::resolve::rows::Register;
use crate::text::fold;

use super::drafting::Drafting;

/// The edit by which a declaration leaves: its rows, the claims from its look-up, the line of the request log
/// that its import added, and the facilities that nothing else supports and nobody has worked on.
///
/// # Errors
/// When there is no such declaration.
pub fn withdraw(
    ws: &Workspace,
    contents: &Contents,
    id: &DeclarationId,
    ids: &mut IdGen,
) -> Result<Edit, EditError> {
    let missing = || EditError::Missing { what: "declaration", id: id.to_string() };
    let declaration = ws.declarations.get(id).ok_or_else(missing)?;
    let mut leaving = Leaving::new(ws, contents);
    leaving.drafting.take(Edit::RemoveDeclaration(Box::new(declaration.clone())))?;
    if let Some(receipt) = taken_back(ws, declaration) {
        leaving.drafting.take(receipt)?;
    }
    leaving.remove_alias(declaration)?;
    leaving.finish(&declaration.source, ids)
}

/// The edit by which a reference list leaves: its claims, and the facilities that only it brought.
///
/// # Errors
/// When there is no such list.
pub fn withdraw_list(
    ws: &Workspace,
    contents: &Contents,
    id: &SourceId,
    ids: &mut IdGen,
) -> Result<Edit, EditError> {
    let missing = || EditError::Missing { what: "reference list", id: id.to_string() };
    let list = ws.lists.get(id).ok_or_else(missing)?;
    let mut leaving = Leaving::new(ws, contents);
    leaving.drafting.take(Edit::RemoveList(Box::new(list.clone())))?;
    leaving.finish(id, ids)
}

/// The edit by which a status list or a risk list leaves: nothing but what is computed rests on it.
fn withdraw_computed_from(ws: &Workspace, id: &SourceId) -> Option<Edit> {
    let status = ws.status_lists.get(id).map(|list| Edit::RemoveStatusList(Box::new(list.clone())));
    status.or_else(|| Some(Edit::RemoveRiskList(Box::new(ws.risk_lists.get(id)?.clone()))))
}

/// The edit by which a source leaves, whatever it is: lists, the declarations that it holds, or claims.
///
/// # Errors
/// When there is no such source.
pub fn withdraw_source(
    ws: &Workspace,
    contents: &Contents,
    id: &SourceId,
    ids: &mut IdGen,
) -> Result<Edit, EditError> {
    if let Some(edit) = withdraw_computed_from(ws, id) {
        // The list leaves, then the source that it stands in.
        let mut drafting = Drafting::new(ws);
        drafting.take(edit)?;
        let rest = withdraw_source(&drafting.ws, contents, id, ids)?;
        drafting.take(rest)?;
        return Ok(drafting.edit());
    }
    if ws.lists.contains_key(id) {
        return withdraw_list(ws, contents, id, ids);
    }
    let of_source = ws.declarations.values().filter(|declaration| declaration.source == *id);
    let declarations: Vec<DeclarationId> = of_source.map(|declaration| declaration.id.clone()).collect();
    if declarations.is_empty() {
        return withdraw_stated(ws, id);
    }
    let mut drafting = Drafting::new(ws);
    for declaration in declarations {
        let edit = withdraw(&drafting.ws, contents, &declaration, ids)?;
        drafting.take(edit)?;
    }
    Ok(drafting.edit())
}

/// The edit by which a filing or a table leaves: its claims, its constraint, and the facilities that nothing else
/// supports and nobody has decided about. Decisions stay, with the facilities they are on.
fn withdraw_stated(ws: &Workspace, id: &SourceId) -> Result<Edit, EditError> {
    let missing = || EditError::Missing { what: "source", id: id.to_string() };
    let record = ws.sources.get(id).ok_or_else(missing)?;
    let mut edits: Vec<Edit> =
        ws.constraints.get(id).cloned().map(Edit::RemoveConstraint).into_iter().collect();
    for facility in ws.facilities.values() {
        let of_source = |claim: &&Claim| claim.origin.source() == Some(id);
        let leaving: Vec<_> = facility.claims.iter().filter(of_source).cloned().collect();
        let is_bare = leaving.len() == facility.claims.len() && !leaving.is_empty();
        edits.extend(leaving.into_iter().map(|claim| Edit::WithdrawClaim(facility.id.clone(), claim)));
        if is_bare && !ws.has_work_on(&facility.id) {
            edits.push(Edit::RemoveFacility(facility.id.clone(), facility.metal));
        }
    }
    edits.push(Edit::RemoveSource(Box::new(record.clone())));
    Ok(Edit::Batch(edits))
}

/// How many facilities an edit removes, for the question that is asked before it is applied.
pub fn removed_facilities(edit: &Edit) -> usize {
    if let Edit::Batch(edits) = edit {
        return edits.iter().map(removed_facilities).sum();
    }
    usize::from(matches!(edit, Edit::RemoveFacility(..)))
}

/// A withdrawal while it is put together.
struct Leaving<'a> {
    contents: &'a Contents,
    /// The declared rows; what is written is read again only when it changes.
    register: Register,
    /// The live facilities that rows named before.
    named: BTreeSet<FacilityId>,
    drafting: Drafting,
}

/// The live facilities that rows name.
fn named(register: &Register) -> BTreeSet<FacilityId> {
    register.facilities().cloned().collect()
}

/// Whether a person or another part of the workspace holds on to a facility.
fn is_held(ws: &Workspace, id: &FacilityId) -> bool {
    ws.has_work_on(id)
        || ws.resolutions.values().any(|resolution| resolution.facility() == Some(id))
        || ws.constraints.values().any(|constraint| constraint.rows.contains(id))
}

/// Whether nothing holds a facility that no row names: nobody worked on it, and only lists or a decision on a name
/// brought it.
pub(super) fn is_unsupported(ws: &Workspace, id: &FacilityId) -> bool {
    is_only_listed(ws, id) && !is_held(ws, id)
}

/// Whether nothing but reference lists, or the decision that made it, speaks of a facility: lists know many that nobody
/// named.
fn is_only_listed(ws: &Workspace, id: &FacilityId) -> bool {
    // Claims of a declaration come from the look-up that it carries.
    let is_list = |source: &SourceId| {
        let kind = ws.sources.get(source).map(|source| source.kind);
        matches!(kind, Some(SourceKind::ReferenceList | SourceKind::Declaration))
    };
    ws.facilities.get(id).is_some_and(|facility| {
        facility.claims.iter().all(|claim| match &claim.origin {
            Origin::Set { reason, .. } => {
                [MADE_BY_DECISION, NUMBERED_BY_DECISION].iter().any(|made| reason.starts_with(made))
            }
            Origin::Stated { source, .. } | Origin::Derived { source, .. } => is_list(source),
        })
    })
}

impl<'a> Leaving<'a> {
    fn new(ws: &Workspace, contents: &'a Contents) -> Self {
        let register = Register::build(ws, contents);
        Self { contents, named: named(&register), register, drafting: Drafting::new(ws) }
    }

    /// Takes the declaration's company name from the supplier's other names, if no other declaration carries it.
    fn remove_alias(&mut self, declaration: &Declaration) -> Result<(), EditError> {
        let ws = &self.drafting.ws;
        let company = fold(&declaration.company);
        let carried = ws.declarations_of(&declaration.supplier).iter().any(|d| fold(&d.company) == company);
        let Some(supplier) = ws.suppliers.get(&declaration.supplier).filter(|_| !carried) else {
            return Ok(());
        };
        let (from, mut to) = (supplier.clone(), supplier.clone());
        to.aliases.retain(|alias| fold(alias) != company);
        if from == to {
            return Ok(());
        }
        self.drafting.take(Edit::ChangeSupplier { from: Box::new(from), to: Box::new(to) })
    }

    fn finish(mut self, source: &SourceId, ids: &mut IdGen) -> Result<Edit, EditError> {
        let bare = if self.is_used(source) { Vec::new() } else { self.drafting.withdraw_claims(source)? };
        self.register.refresh(&self.drafting.ws, self.contents);
        let edits = self.drafting.edits.len();
        self.drafting.add_wanting(&self.register, self.contents, &bare, ids)?;
        if self.drafting.edits.len() > edits {
            self.register.refresh(&self.drafting.ws, self.contents);
        }
        self.remove_unsupported(&bare)?;
        if !self.is_used(source)
            && let Some(record) = self.drafting.ws.sources.get(source).cloned()
        {
            self.drafting.take(Edit::RemoveSource(Box::new(record)))?;
        }
        Ok(self.drafting.edit())
    }

    /// Whether the source still has a declaration, a list or a constraint.
    fn is_used(&self, source: &SourceId) -> bool {
        let ws = &self.drafting.ws;
        ws.lists.contains_key(source)
            || ws.status_lists.contains_key(source)
            || ws.constraints.contains_key(source)
            || ws.declarations.values().any(|declaration| declaration.source == *source)
    }

    fn remove_unsupported(&mut self, bare: &[(Metal, Cid, FacilityId)]) -> Result<(), EditError> {
        let now = named(&self.register);
        let mut candidates: BTreeSet<FacilityId> = self.named.difference(&now).cloned().collect();
        candidates.extend(bare.iter().map(|(.., id)| id.clone()));
        for id in candidates {
            let ws = &self.drafting.ws;
            let is_named = now.contains(ws.resolve(&id));
            if !is_named && is_unsupported(ws, &id) {
                self.drafting.remove_facility(&id)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{removed_facilities, withdraw_source};
    use crate::checks;
    use crate::domain::{Contents, Disposition, DispositionRecord, Edit, EditError, IdGen, Stamp};
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
        let (contents, mut ids) = (Contents::default(), IdGen::new([3; 16]));
        let withdrawal = withdraw_source(&ws, &contents, &source, &mut ids).unwrap();
        assert_eq!(removed_facilities(&withdrawal), before.facilities.len() - 1);
        withdrawal.apply(&mut ws).unwrap();
        assert_eq!((ws.sources.len(), ws.constraints.len()), (0, 0));
        assert_eq!(ws.facilities.keys().collect::<Vec<_>>(), [&decided]);
        let findings = checks::findings(&ws, &crate::standing::fixture::standings(&ws));
        assert!(findings.iter().any(|finding| finding.rule == "NO_SUPPORT_LEFT"));
        let again = withdraw_source(&ws, &contents, &source, &mut ids);
        assert!(matches!(again, Err(EditError::Missing { what: "source", .. })), "{again:?}");
        withdrawal.inverse().apply(&mut ws).unwrap();
        decision.inverse().apply(&mut ws).unwrap();
        assert!(ws == before);
    }
}
