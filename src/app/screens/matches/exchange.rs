//! Decisions on names as a table, for next year's workspace or a colleague's: out, and in after a question.

use super::pick::MatchPrompt;
use crate::Problem;
use crate::app::effect::Effect;
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Confirm, Overlay, Then};
use crate::app::screens::report::write_internal;
use crate::app::state::App;
use crate::app::targets::Prompted;
use crate::intake::decisions::{self, Draft, Here, Outcome, Plan};

/// The most rows that a question shows.
const EXAMPLES: usize = 10;

/// Writes all decisions into `letters/`, which stays internal.
pub fn export(app: &mut App) {
    if app.workspace.resolutions.is_empty() {
        return app.warn("no name is decided yet");
    }
    let table = decisions::decisions(&app.workspace, app.today());
    write_internal(app, "decisions", &table);
}

/// Asks for the file that decisions are taken from.
pub fn ask_import(app: &mut App) {
    if !app.register.unread().is_empty() || !app.register.lists().unread().is_empty() {
        return app.warn("contents of the workspace are still being read, or missing: rcoi verify tells");
    }
    let hint = "a CSV file that an export of decisions wrote";
    let prompt = Prompt::new("Decisions from a file", hint, "", Prompted::Match(MatchPrompt::File));
    app.overlays.push(Overlay::Prompt(prompt));
}

/// A file was named: it is read where nobody waits for it.
///
/// # Errors
/// When none was.
pub(super) fn named(app: &mut App, path: &str) -> Result<(), String> {
    if path.is_empty() {
        return Err("type the path of a file".to_owned());
    }
    app.ask(Effect::ReadDecisions(path.to_owned()));
    Ok(())
}

/// The file was read: asks whether what it says is taken.
pub fn read(app: &mut App, result: Result<(String, Draft), Problem>) {
    let (file, draft) = match result {
        Ok(read) => read,
        Err(problem) => return app.problem(problem),
    };
    let stamp = app.stamp();
    let here = Here { ws: &app.workspace, papers: &app.papers, register: &app.register };
    match decisions::plan(here, &draft, (&file, false), (&mut app.ids, &stamp)) {
        Ok(plan) => ask(app, &file, plan),
        Err(error) => app.warn(format!("not done: {error}")),
    }
}

fn ask(app: &mut App, file: &str, plan: Plan) {
    let told = told(&plan);
    if plan.is_empty() {
        let what = format!("nothing is taken: {}", plan.summary());
        return app.problem(Problem::new(what, file, told.join("; ")));
    }
    let question = format!("Take decisions from {file}? {}", plan.summary());
    let then = Then::Edit(plan.title, Box::new(plan.edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: told, then }));
}

/// What is refused and what stays although the file says otherwise, then what is taken.
fn told(plan: &Plan) -> Vec<String> {
    let refused = plan.refused.iter().map(|told| format!("refused, line {}: {}", told.line, told.words));
    let kept = plan.outcomes.iter().filter_map(|(told, outcome)| match outcome {
        Outcome::Kept(is) => Some(format!("kept, line {}: {}; here {is}", told.line, told.words)),
        Outcome::Taken | Outcome::Replaced(_) | Outcome::Same => None,
    });
    let taken = plan.outcomes.iter().filter_map(|(told, outcome)| match outcome {
        Outcome::Taken | Outcome::Replaced(_) => Some(told.words.clone()),
        Outcome::Same | Outcome::Kept(_) => None,
    });
    refused.chain(kept).chain(taken).take(EXAMPLES).collect()
}
