//! Decisions on names as a table, for next year's workspace or a colleague's: out, and in after a question.

use super::core::Core;
use super::effect::Effect;
use super::export;
use super::overlays::Asks;
use super::overlays::confirm::Confirm;
use super::overlays::prompt::Prompt;
use crate::Problem;
use crate::intake::decisions::{self, DecisionOutcome, DecisionsDraft, DecisionsPlan, ReceivingWorkspace};

/// Writes all decisions into `letters/`, which stays internal.
pub fn export(core: &mut Core) {
    if core.workspace.resolutions.is_empty() {
        return core.warn("no name is decided yet");
    }
    let table = decisions::decisions(&core.workspace, core.today());
    export::internal(core, "decisions", &table);
}

/// Asks for the file that decisions are taken from; it is read where nobody waits for it.
pub fn ask_import<S: 'static>(core: &mut Core) -> Asks<S> {
    if !core.register.unread().is_empty() || !core.register.lists().unread().is_empty() {
        core.warn("contents of the workspace are still being read, or missing: rcoi verify tells");
        return None;
    }
    let asked = ("Decisions from a file", "a CSV file that an export of decisions wrote", "");
    let read = |_: &S, _: &Core, path: &str| match path {
        "" => Err("type the path of a file".to_owned()),
        path => Ok(path.to_owned()),
    };
    Some(Prompt::ask(asked, read, |_, core, path| {
        core.ask(Effect::ReadDecisions(path));
        None
    }))
}

/// The file was read: asks whether what it says is taken.
pub fn read<S: 'static>(core: &mut Core, result: Result<(String, DecisionsDraft), Problem>) -> Asks<S> {
    let (file, draft) = match result {
        Ok(read) => read,
        Err(problem) => {
            core.problem(problem);
            return None;
        }
    };
    let stamp = core.stamp();
    let here = ReceivingWorkspace { ws: &core.workspace, contents: &core.contents, register: &core.register };
    match decisions::plan(here, &draft, (&file, false), (&mut core.ids, &stamp)) {
        Ok(plan) => ask(core, &file, plan),
        Err(error) => {
            core.warn(format!("not done: {error}"));
            None
        }
    }
}

fn ask<S: 'static>(core: &mut Core, file: &str, plan: DecisionsPlan) -> Asks<S> {
    let told = told(&plan);
    if plan.is_empty() {
        let what = format!("nothing is taken: {}", plan.summary());
        core.problem(Problem::new(what, file, told.join("; ")));
        return None;
    }
    let question = format!("Take decisions from {file}? {}", plan.summary());
    Some(Confirm::edit(question, told, (plan.title, plan.edit)))
}

/// What is refused and what stays although the file says otherwise, then what is taken.
fn told(plan: &DecisionsPlan) -> Vec<String> {
    let refused = plan.refused.iter().map(|told| format!("refused, line {}: {}", told.line, told.words));
    let kept = plan.outcomes.iter().filter_map(|(told, outcome)| match outcome {
        DecisionOutcome::Kept(is) => Some(format!("kept, line {}: {}; here {is}", told.line, told.words)),
        DecisionOutcome::Taken | DecisionOutcome::Replaced(_) | DecisionOutcome::Same => None,
    });
    let taken = plan.outcomes.iter().filter_map(|(told, outcome)| match outcome {
        DecisionOutcome::Taken | DecisionOutcome::Replaced(_) => Some(told.words.clone()),
        DecisionOutcome::Same | DecisionOutcome::Kept(_) => None,
    });
    refused.chain(kept).chain(taken).collect()
}
