//! Plans that are made where nobody waits for them: of a copy of the workspace, and each says of which state of it.

use crate::domain::{EditError, EntryId, IdGen, Papers, Stamp, Workspace};

use super::{Batch, ImportPlan, plan};

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
    /// The workspace.
    pub ws: Workspace,
    /// Its contents.
    pub papers: Papers,
    /// Identifiers that nobody else makes.
    pub ids: IdGen,
    /// Who wants the plan, and when.
    pub stamp: Stamp,
}

/// A plan, or why it does not fit, with the state that it is of.
pub type PlanOf<T> = (Edition, Result<T, EditError>);

impl PlanOrder {
    /// How files would enter.
    #[must_use]
    pub fn import(mut self, batch: Batch) -> PlanOf<ImportPlan> {
        let planned = plan(&self.ws, &self.papers, batch, &mut self.ids, &self.stamp);
        (self.edition, planned)
    }
}
