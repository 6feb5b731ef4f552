//! What reference lists propose about facilities that are there: taken in bulk, after a question that says
//! how many.

use super::core::Core;
use super::overlays::Asks;
use super::overlays::confirm::Confirm;
use crate::domain::FacilityId;
use crate::intake::{self, Proposals};
use crate::text::count;

impl Core {
    /// What the reference lists propose now.
    #[must_use]
    pub fn proposals(&self) -> Proposals {
        intake::proposals(&self.workspace, &self.contents, &self.register)
    }

    fn name_of_facility(&self, id: &FacilityId) -> &str {
        self.row(id).map_or("", |row| row.name.as_str())
    }
}

/// Asks whether facilities gain the CIDs that lists have for them.
pub(super) fn ask_cids<S: 'static>(core: &mut Core) -> Asks<S> {
    let proposals = core.proposals();
    if proposals.gains.is_empty() {
        core.warn("no reference list has a CID for a facility without one: same metal, name and country");
        return None;
    }
    let example =
        |gain: &intake::CidProposal| format!("{} gains {}", core.name_of_facility(&gain.facility), gain.cid);
    let examples = proposals.gains.iter().map(example).collect();
    let facilities = count(proposals.gains.len(), "facility", "facilities");
    let question = format!(
        "Give {facilities} the CID that a reference list has under the same metal, name and country?"
    );
    let title = format!("Take CIDs from the lists for {facilities}");
    Some(Confirm::edit(question, examples, (title, proposals.gain_all())))
}

/// Asks whether facilities that share metal and CID are merged.
pub(super) fn ask_merges<S: 'static>(core: &mut Core) -> Asks<S> {
    let proposals = core.proposals();
    if proposals.pairs.is_empty() {
        core.warn("no two facilities share metal and CID");
        return None;
    }
    let name = |id: &FacilityId| core.name_of_facility(id).to_owned();
    let example = |pair: &intake::TwinProposal| {
        format!("{}: {} into {}", pair.cid, name(&pair.absorbed), name(&pair.keep))
    };
    let examples = proposals.pairs.iter().map(example).collect();
    let facilities = count(proposals.pairs.len(), "facility", "facilities");
    let question = format!("Merge {facilities} into the one with the same metal and CID?");
    let title = format!("Merge {facilities} of one metal and CID");
    Some(Confirm::edit(question, examples, (title, proposals.merge_all())))
}
