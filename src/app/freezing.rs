//! Freezing the report with what it was made of, and unfreezing it.

use super::core::Core;
use super::effect::{Effect, FreezeOrder};
use super::export::judged;
use super::overlays::confirm::Confirm;
use super::overlays::prompt::Prompt;
use super::overlays::{Asks, Overlay};
use crate::Problem;
use crate::checks::Severity;
use crate::domain::Freeze;
use crate::intake::{freeze_edit, unfreeze_edit};
use crate::report::Report;
use crate::text::count;

/// Nothing can be changed until it is unfrozen.
pub(super) const FROZEN: &str = "the workspace is frozen: unfreeze it on the Report screen first";

/// Asks whether the report shall be frozen, or why it shall be unfrozen.
pub(super) fn ask<S: 'static>(core: &mut Core) -> Asks<S> {
    if let Some(why) = &core.read_only {
        let why = why.clone();
        core.warn(format!("read-only: {why}"));
        return None;
    }
    if let Some(freeze) = core.workspace.frozen() {
        return Some(unfreeze(freeze));
    }
    if core.workspace.programme.sample {
        core.warn("the sample files nothing");
        return None;
    }
    if !core.has_contents {
        core.warn("declarations and lists are still being read: try again in a moment");
        return None;
    }
    core.refresh_findings();
    match Report::of(&core.workspace, &core.standings, &core.inquiry()) {
        Ok(report) => Some(freeze(core, report)),
        Err(error) => {
            core.problem(Problem::from(error));
            None
        }
    }
}

fn freeze<S: 'static>(core: &Core, report: Report) -> Overlay<S> {
    let (report, found) = judged(core, report);
    let errors: Vec<String> = found
        .iter()
        .filter(|finding| finding.severity <= Severity::Error)
        .map(|finding| finding.message.clone())
        .collect();
    let question = if report.is_draft() {
        let against = count(errors.len(), "error speaks", "errors speak");
        format!("Freeze a draft? {against} against filing it")
    } else {
        "Freeze the report as it was filed?".to_owned()
    };
    let lines = [
        "Its files, a manifest and what they were made of are written to frozen/.",
        "From then on the workspace takes no edits until it is unfrozen, with a reason.",
    ];
    let lines = lines.map(str::to_owned).into_iter().chain(errors).collect();
    let next_seq = core.next_seq;
    Confirm::before(question, lines, move |_, core| {
        if core.next_seq != next_seq {
            return core.warn("not frozen: something was changed since that was asked; ask again");
        }
        let stamp = core.stamp();
        core.ask(Effect::Freeze(Box::new(FreezeOrder { report, stamp, next_seq })));
    })
}

fn unfreeze<S: 'static>(freeze: &Freeze) -> Overlay<S> {
    let read = |_: &S, core: &Core, text: &str| {
        unfreeze_edit(&core.workspace, text, &core.stamp()).map_err(|problem| problem.what)
    };
    let title = format!("Why is it unfrozen? The workspace is {}", freeze.since());
    Prompt::ask((title, "who reads the history sees it", ""), read, |_, core, (title, edit)| {
        if core.commit(title.clone(), edit) {
            core.say(title);
        }
        None
    })
}

/// A report was frozen as the workspace had so many entries: that is recorded, unless it has more by now.
pub(super) fn frozen(core: &mut Core, (entries, freeze): (u64, Freeze)) {
    if core.next_seq != entries + 1 {
        let what = format!("not frozen: something was changed while {} was written", freeze.name);
        let remedy = "freeze it again; rcoi verify tells which folder is on no record";
        return core.problem(Problem::new(what, format!("frozen/{}", freeze.name), remedy));
    }
    let place = format!("frozen/{}", freeze.name);
    let (title, edit) = freeze_edit(freeze);
    if core.commit(title, edit) {
        core.say(format!("frozen; written to {place}, and what it was made of beside it"));
    }
}
