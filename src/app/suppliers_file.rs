//! A list of suppliers or a log of requests as a table: in after a question.

use super::core::Core;
use super::effect::Effect;
use super::overlays::Asks;
use super::overlays::confirm::Confirm;
use super::overlays::prompt::Prompt;
use crate::Problem;
use crate::correspond::roster::{self, RosterDraft, RosterOutcome, RosterPlan};

/// Asks for the file; it is read where nobody waits for it.
pub fn ask_import<S: 'static>(_: &mut Core) -> Asks<S> {
    let asked = ("Suppliers from a file", "a list of suppliers or a log of requests, as CSV or workbook", "");
    let read = |_: &S, _: &Core, path: &str| match path {
        "" => Err("type the path of a file".to_owned()),
        path => Ok(path.to_owned()),
    };
    Some(Prompt::ask(asked, read, |_, core, path| {
        core.ask(Effect::ReadSuppliers(path));
        None
    }))
}

/// The file was read: asks whether what it says is taken.
pub fn read<S: 'static>(core: &mut Core, result: Result<(String, RosterDraft), Problem>) -> Asks<S> {
    let (file, draft) = match result {
        Ok(read) => read,
        Err(problem) => {
            core.problem(problem);
            return None;
        }
    };
    let stamp = core.stamp();
    let plan = roster::plan(&core.workspace, &draft, &file, &mut core.ids, &stamp);
    let told = told(&plan);
    if plan.is_empty() {
        let what = format!("nothing is taken: {}", plan.summary());
        core.problem(Problem::new(what, file, told.join("; ")));
        return None;
    }
    let what = if draft.is_log { "the log of requests" } else { "suppliers" };
    let question = format!("Take {what} from {file}? {}", plan.summary());
    let title = format!("{} ({})", plan.title, plan.summary());
    Some(Confirm::edit(question, told, (title, plan.edit)))
}

/// What is refused and remarked, then what is added and changed.
fn told(plan: &RosterPlan) -> Vec<String> {
    let refused = plan.refused.iter().map(|row| format!("refused, line {}: {}", row.line, row.why));
    let remarked = plan.remarks.iter().map(|row| format!("remark, line {}: {}", row.line, row.why));
    let taken = plan.outcomes.iter().filter_map(|(name, outcome)| match outcome {
        RosterOutcome::Added => Some(format!("added: {name}")),
        RosterOutcome::Changed(what) => Some(format!("changed: {name}: {}", what.join(", "))),
        RosterOutcome::Same => None,
    });
    refused.chain(remarked).chain(taken).collect()
}
