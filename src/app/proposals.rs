//! What reference lists propose about facilities that are there: taken in bulk, after a question that says
//! how many.

use super::overlays::{Confirm, Overlay, Then};
use super::state::App;
use crate::domain::{Edit, FacilityId};
use crate::intake::{self, Proposals};
use crate::text::count;

/// The most examples in a question.
const EXAMPLES: usize = 10;

impl App {
    /// What the reference lists propose now.
    #[must_use]
    pub fn proposals(&self) -> Proposals {
        intake::proposals(&self.workspace, &self.papers, &self.register)
    }

    fn name_of_facility(&self, id: &FacilityId) -> &str {
        self.row(id).map_or("", |row| row.name.as_str())
    }
}

/// Asks whether facilities gain the CIDs that lists have for them.
pub(super) fn ask_cids(app: &mut App) {
    let proposals = app.proposals();
    if proposals.gains.is_empty() {
        app.warn("no reference list has a CID for a facility without one: same metal, name and country");
        return;
    }
    let example =
        |gain: &intake::Gain| format!("{} gains {}", app.name_of_facility(&gain.facility), gain.cid);
    let examples = proposals.gains.iter().take(EXAMPLES).map(example).collect();
    let facilities = count(proposals.gains.len(), "facility", "facilities");
    let question = format!(
        "Give {facilities} the CID that a reference list has under the same metal, name and country?"
    );
    let title = format!("Take CIDs from the lists for {facilities}");
    ask(app, question, examples, (title, proposals.gain_all()));
}

/// Asks whether facilities that share metal and CID are merged.
pub(super) fn ask_merges(app: &mut App) {
    let proposals = app.proposals();
    if proposals.pairs.is_empty() {
        app.warn("no two facilities share metal and CID");
        return;
    }
    let name = |id: &FacilityId| app.name_of_facility(id).to_owned();
    let example =
        |pair: &intake::Pair| format!("{}: {} into {}", pair.cid, name(&pair.absorbed), name(&pair.keep));
    let examples = proposals.pairs.iter().take(EXAMPLES).map(example).collect();
    let facilities = count(proposals.pairs.len(), "facility", "facilities");
    let question = format!("Merge {facilities} into the one with the same metal and CID?");
    let title = format!("Merge {facilities} of one metal and CID");
    ask(app, question, examples, (title, proposals.merge_all()));
}

fn ask(app: &mut App, question: String, examples: Vec<String>, (title, edit): (String, Edit)) {
    let then = Then::Edit(title, Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples, then }));
}
