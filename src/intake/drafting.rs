//! Edits while they are gathered: each is tried on a copy of the workspace, so that what follows sees it.

use crate::domain::{Cid, Claim, Contents, Edit, EditError, FacilityId, IdGen, Metal, SourceId, Workspace};
use crate::resolve::rows::Register;

use super::list_claims::claims_on;

/// A copy of a workspace, with the edits that made it what it is.
pub(super) struct Drafting {
    pub ws: Workspace,
    pub edits: Vec<Edit>,
}

impl Drafting {
    pub fn new(ws: &Workspace) -> Self {
        Self { ws: ws.clone(), edits: Vec::new() }
    }

    /// Applies an edit and keeps it.
    pub fn take(&mut self, edit: Edit) -> Result<(), EditError> {
        edit.apply(&mut self.ws)?;
        self.edits.push(edit);
        Ok(())
    }

    /// Adds the facilities that rows resolve to and that are not there; `register` has the rows as they are now. `bare` are
    /// facilities that lost all their claims just now: they are taken again where it is they that are named.
    pub fn add_wanting(
        &mut self,
        register: &Register,
        contents: &Contents,
        bare: &[(Metal, Cid, FacilityId)],
        ids: &mut IdGen,
    ) -> Result<usize, EditError> {
        let mut added = 0;
        for (metal, cid, row) in register.wanting() {
            let claims = claims_on(&self.ws, contents, register, (metal, cid), row);
            let again = bare.iter().find(|(of, was, _)| (*of, *was) == (metal, cid));
            let id = if let Some((_, _, id)) = again {
                id.clone()
            } else {
                added += 1;
                let id = ids.facility();
                self.take(Edit::AddFacility(id.clone(), metal))?;
                id
            };
            for claim in claims {
                self.take(Edit::AddClaim(id.clone(), claim))?;
            }
        }
        Ok(added)
    }

    /// Withdraws the claims of a source. Gives the facilities that have no claim left, with the CIDs that they
    /// had.
    pub fn withdraw_claims(&mut self, source: &SourceId) -> Result<Vec<(Metal, Cid, FacilityId)>, EditError> {
        let mut bare = Vec::new();
        let of_source = |claim: &&Claim| claim.origin.source() == Some(source);
        let leaving: Vec<(FacilityId, Claim)> = self
            .ws
            .facilities
            .values()
            .flat_map(|f| f.claims.iter().filter(of_source).map(|claim| (f.id.clone(), claim.clone())))
            .collect();
        for (id, claim) in leaving {
            let cid = claim.value.as_cid();
            self.take(Edit::WithdrawClaim(id.clone(), claim))?;
            if let (Some(cid), Some(facility)) = (cid, self.ws.facilities.get(&id)) {
                bare.push((facility.metal, cid, id));
            }
        }
        bare.retain(|(.., id)| self.ws.facilities.get(id).is_some_and(|facility| facility.claims.is_empty()));
        Ok(bare)
    }

    /// Removes a facility with its claims.
    pub fn remove_facility(&mut self, id: &FacilityId) -> Result<(), EditError> {
        let Some(facility) = self.ws.facilities.get(id).cloned() else { return Ok(()) };
        for claim in facility.claims {
            self.take(Edit::WithdrawClaim(id.clone(), claim))?;
        }
        self.take(Edit::RemoveFacility(facility.id, facility.metal))
    }

    /// The edits as one.
    pub fn edit(self) -> Edit {
        self.end().0
    }

    /// The edits as one, and the workspace as they leave it.
    pub fn end(self) -> (Edit, Workspace) {
        let edit = match <[Edit; 1]>::try_from(self.edits) {
            Ok([Edit::Batch(edits)]) => Edit::Batch(edits),
            Ok([one]) => Edit::Batch(vec![one]),
            Err(edits) => Edit::Batch(edits),
        };
        (edit, self.ws)
    }
}
