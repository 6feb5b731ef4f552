//! Takes an old import back without undoing the work done since.

use super::core::Core;
use super::msg::JobId;
use super::overlays::confirm::Confirm;
use super::overlays::picker::{Picker, PickerItem};
use super::overlays::{Asks, Overlay};
use crate::domain::{Edit, FacilityId, SourceId, Standing};
use crate::intake::{PlanOf, Withdrawal};
use crate::text::count;

/// Asks which source to withdraw.
pub(super) fn ask<S: 'static>(core: &mut Core) -> Asks<S> {
    let entry = |(id, source): (&SourceId, &crate::domain::Source)| {
        let detail = format!("{}, {} rows", source.file, source.rows);
        PickerItem::typed(source.title.clone(), detail).means(id.clone())
    };
    let sources: Vec<(PickerItem, SourceId)> = core.workspace.sources.iter().map(entry).collect();
    if sources.is_empty() {
        core.warn("no source has been imported");
        return None;
    }
    Some(Picker::one("Withdraw a source", sources, |_, core, id| {
        core.ask_withdrawal(&id);
        None
    }))
}

/// It was planned how a source leaves: says how much leaves with it, and asks once. Nothing is asked where a key was pressed
/// meanwhile: the next one would answer a question that nobody has read.
pub(super) fn planned<S: 'static>(
    core: &mut Core,
    overlays: &mut Vec<Overlay<S>>,
    job: JobId,
    (edition, planned): PlanOf<Withdrawal>,
) {
    if core.job != Some(job) {
        return;
    }
    core.job = None;
    match planned {
        Err(error) => core.warn(format!("not done: {error}")),
        Ok(withdrawal) if !overlays.is_empty() || core.acts_taken != core.withdrawal_asked_at => {
            core.warn(format!("nothing was withdrawn: ask again to withdraw {}", withdrawal.title));
        }
        Ok(withdrawal) if edition != core.edition() => core.plan_withdrawal(&withdrawal.source),
        Ok(withdrawal) => overlays.push(confirm(withdrawal)),
    }
}

fn confirm<S: 'static>(withdrawal: Withdrawal) -> Overlay<S> {
    let Withdrawal { title, is_list, is_status_list, is_risk_list, edit, facilities, .. } = withdrawal;
    let leaving = count(facilities, "facility", "facilities");
    let leave = count(facilities, "facility leaves", "facilities leave");
    let question = match (is_list, is_status_list) {
        (true, true) => format!(
            "Withdraw {title}? Rows that only it resolves are open again, {leave}, and statuses no longer rest on it; decisions stay."
        ),
        (true, false) => {
            format!(
                "Withdraw {title}? Rows that only it resolves are open again, and {leave}; decisions stay."
            )
        }
        (false, true) => {
            format!("Withdraw {title}? Statuses no longer rest on it; what was decided about them stays.")
        }
        (false, false) if is_risk_list => {
            let question = format!(
                "Withdraw {title}? Nothing is screened against it any more; what was decided about its hits stays."
            );
            return Confirm::edit(question, Vec::new(), (format!("Withdraw {title}"), edit));
        }
        (false, false) => {
            let question =
                format!("Withdraw {title}? Its claims leave, and {leaving} with them; decisions stay.");
            return Confirm::edit(question, Vec::new(), (format!("Withdraw {title}"), edit));
        }
    };
    let title = format!("Withdraw {title}");
    Confirm::before(question, Vec::new(), move |_, core| {
        commit(core, &title, edit, (is_list, is_status_list));
    })
}

/// Withdraws a list. Declared rows and statuses depend on it: how many become others is said once it has left.
fn commit(core: &mut Core, title: &str, edit: Edit, (is_list, is_status_list): (bool, bool)) {
    let (open, standings) = (core.register.balance().open, core.standings.clone());
    if !core.commit(title, edit) {
        return;
    }
    let mut words = Vec::new();
    if is_list {
        let opened = core.register.balance().open.saturating_sub(open);
        words.push(format!("{} open again", count(opened, "declared row is", "declared rows are")));
    }
    if is_status_list {
        let is_other = |(id, before): &(&FacilityId, &Standing)| core.standings.status(id) != before.status;
        let others = standings.members().filter(is_other).count();
        words.push(count(others, "status is another", "statuses are others"));
    }
    core.done(format!("{title}: {}", words.join(", ")));
}
