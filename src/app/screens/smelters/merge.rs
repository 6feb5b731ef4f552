//! Merging facilities that are one, and separating them again.

use super::SmeltersScreen;
use crate::app::core::Core;
use crate::app::overlays::Asks;
use crate::app::overlays::confirm::Confirm;
use crate::domain::Edit;
use crate::query::FacilityRow;
use crate::text::count;

/// Asks whether the selected facilities are merged into the one under the cursor.
pub(super) fn merge(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let keep = screen.current(core)?.clone();
    let is_absorbed = |row: &&FacilityRow| screen.grid.marked.contains(&row.id) && row.id != keep.id;
    let absorbed: Vec<FacilityRow> = core.rows.iter().filter(is_absorbed).cloned().collect();
    if absorbed.is_empty() {
        core.warn("select the facilities to merge with Space, then put the cursor on the one that stays");
        return None;
    }
    if let Some(other) = absorbed.iter().find(|row| row.metal != keep.metal) {
        core.warn(format!("{} is a {} facility: two metals are two facilities", other.name, other.metal));
        return None;
    }
    let facilities = count(absorbed.len(), "facility", "facilities");
    let edits =
        absorbed.iter().map(|row| Edit::Merge { keep: keep.id.clone(), absorbed: row.id.clone() }).collect();
    let title = format!("Merge {facilities} into {}", keep.name);
    let examples = absorbed.iter().map(merge_line).collect();
    let question = format!("Merge {facilities} into {}?", merge_line(&keep));
    Some(Confirm::edit(question, examples, (title, Edit::Batch(edits))))
}

/// What a person should see of a facility before it is merged: name, country, status.
fn merge_line(row: &FacilityRow) -> String {
    format!("{}, {}, {}", row.name, row.country_name, row.status.name())
}

/// Separates everything that was merged into the facility under the cursor.
pub(super) fn unmerge(screen: &mut SmeltersScreen, core: &mut Core) {
    let Some(keep) = screen.current(core) else { return };
    let merged = core.workspace.merges.iter().filter(|(_, into)| **into == keep.id);
    let edits: Vec<Edit> = merged
        .map(|(absorbed, into)| Edit::Unmerge { keep: into.clone(), absorbed: absorbed.clone() })
        .collect();
    let name = keep.name.clone();
    if edits.is_empty() {
        return core.warn(format!("nothing was merged into {name}"));
    }
    let title = format!("Unmerge {} from {name}", count(edits.len(), "facility", "facilities"));
    core.commit_and_say(title, Edit::Batch(edits));
}
