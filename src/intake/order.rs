//! Plans that are made where nobody waits for them: of a copy of the workspace, and each says of which state of it.

use crate::domain::{Contents, Edit, EditError, EntryId, IdGen, SourceId, Stamp, Workspace};

use super::{Batch, ImportPlan, plan, removed_facilities, withdraw_source};

/// Which state of a workspace a plan is of. A plan of another one than there is now is made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The last entry of its history.
    pub entry: Option<EntryId>,
    /// How many of its contents are loaded.
    pub contents: usize,
}

/// A workspace as it is now, of which a plan is wanted, with what it takes.
#[derive(Debug)]
pub struct PlanOrder {
    /// Which state it is.
    pub edition: Edition,
    pub ws: Workspace,
    pub contents: Contents,
    /// Identifiers that nobody else makes.
    pub ids: IdGen,
    /// Who wants the plan, and when.
    pub stamp: Stamp,
}

/// How a source would leave.
#[derive(Debug)]
pub struct Withdrawal {
    pub source: SourceId,
    pub title: String,
    /// Whether it is a reference list, on which declared rows depend.
    pub is_list: bool,
    /// Whether it is a status list, on which statuses rest.
    pub is_status_list: bool,
    /// Whether it is a risk list, against which facilities are screened.
    pub is_risk_list: bool,
    pub edit: Edit,
    /// How many facilities leave with it.
    pub facilities: usize,
}

/// A plan, or why it does not fit, with the state that it is of.
pub type PlanOf<T> = (Edition, Result<T, EditError>);

impl PlanOrder {
    /// How files would enter.
    pub fn import(mut self, batch: Batch) -> PlanOf<ImportPlan> {
        let planned = plan(&self.ws, &self.contents, batch, &mut self.ids, &self.stamp);
        (self.edition, planned)
    }

    /// How a source would leave.
    pub fn withdrawal(mut self, id: &SourceId) -> PlanOf<Withdrawal> {
        let planned = withdraw_source(&self.ws, &self.contents, id, &mut self.ids);
        let withdrawal = planned.map(|edit| Withdrawal {
            source: id.clone(),
            title: self.ws.sources.get(id).map_or_else(String::new, |source| source.title.clone()),
            is_list: self.ws.lists.contains_key(id),
            is_status_list: self.ws.status_lists.contains_key(id),
            is_risk_list: self.ws.risk_lists.contains_key(id),
            facilities: removed_facilities(&edit),
            edit,
        });
        (self.edition, withdrawal)
    }
}
