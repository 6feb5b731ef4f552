//! Plans of what enters and leaves, made off the interface's thread. A plan says of which state of the workspace it is; one
//! of another state than there is when it comes is made again.

use super::core::Core;
use super::effect::Effect;
use super::msg::JobId;
use crate::domain::SourceId;
use crate::intake::{Batch, Edition, PlanOrder};

impl Core {
    /// Which state the workspace is in.
    pub fn edition(&self) -> Edition {
        Edition {
            entry: self.history.entries().next_back().map(|entry| entry.id.clone()),
            contents: self.contents.len(),
        }
    }

    fn plan_order(&mut self) -> Box<PlanOrder> {
        Box::new(PlanOrder {
            edition: self.edition(),
            ws: self.workspace.clone(),
            contents: self.contents.clone(),
            ids: self.ids.branch(),
            stamp: self.stamp(),
        })
    }

    /// Lets it be planned how the files of a job enter.
    pub(super) fn plan_import(&mut self, job: JobId, batch: Batch) {
        self.job = Some(job);
        let order = self.plan_order();
        self.ask(Effect::PlanImport(job, order, batch));
    }

    /// Lets it be planned how a source leaves, to be asked about once that is known.
    pub(super) fn ask_withdrawal(&mut self, id: &SourceId) {
        self.withdrawal_asked_at = self.acts_taken;
        self.say("looking at what leaves with it");
        self.plan_withdrawal(id);
    }

    /// Lets it be planned how a source leaves.
    pub(super) fn plan_withdrawal(&mut self, id: &SourceId) {
        let (job, order) = (self.start_job(), self.plan_order());
        self.ask(Effect::PlanWithdrawal(job, order, id.clone()));
    }
}
