//! What status lists of an import say, and their effect on Annex I.

use serde::Serialize;

use super::ImportRun;
use crate::Problem;
use crate::cli::args::ImportFormat;
use crate::cli::output;
use crate::intake::{ImportPlan, PlanLine, StatusChange, old_words};
use crate::text::{count, visible};

/// What becomes of the statuses of Annex I. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct EffectRecord<'a> {
    effect: Vec<ChangeRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeRecord<'a> {
    metal: &'static str,
    cid: Option<String>,
    name: &'a str,
    from: &'static str,
    to: &'static str,
    cause: &'a str,
}

impl<'a> ChangeRecord<'a> {
    fn of(change: &'a StatusChange) -> Self {
        Self {
            metal: change.metal.name(),
            cid: change.cid.map(|cid| cid.to_string()),
            name: &change.name,
            from: change.from.key(),
            to: change.to.key(),
            cause: &change.cause,
        }
    }
}

/// Says what each list is and what changes by all of them.
pub(super) fn tell(run: &ImportRun<'_>, plan: &ImportPlan) -> Result<(), Problem> {
    match run.args.format {
        ImportFormat::Text => output::out(&told(plan)),
        ImportFormat::Json => tell_effect(run, &plan.effect),
    }
}

/// Says what changes, where programs read it.
pub(super) fn tell_effect(run: &ImportRun<'_>, effect: &[StatusChange]) -> Result<(), Problem> {
    match run.args.format {
        ImportFormat::Text => Ok(()),
        ImportFormat::Json => {
            let record = EffectRecord { effect: effect.iter().map(ChangeRecord::of).collect() };
            let json = serde_json::to_string_pretty(&record);
            let json = json.map_err(|error| Problem::new(error.to_string(), "", "please report this"))?;
            output::out(&(json + "\n"))
        }
    }
}

fn told(plan: &ImportPlan) -> String {
    let (mut lines, mut remarks) = (Vec::new(), Vec::new());
    for line in &plan.lines {
        let PlanLine::Status { taken, is_new, is_old, not_here } = line else { continue };
        let file = &taken.received.draft.file;
        let known = if *is_new { "" } else { "nothing to do: it is there: " };
        lines.push(format!("{file}: {known}{}", taken.settled.words()));
        if *is_old {
            remarks.push(format!("{file}: {}", old_words()));
        }
        remarks.extend(not_here.words().iter().map(|words| format!("{file}: {words}")));
        let draft = &taken.received.draft;
        let notes = draft.skipped.iter().chain(&draft.remarks).chain(&taken.settled.remarks);
        remarks.extend(notes.map(|(place, words)| format!("{file}: {place}: {words}")));
    }
    if !lines.is_empty() {
        lines.push(changes_words(plan));
        lines.extend(plan.effect.iter().map(changed));
    }
    lines.iter().chain(&remarks).map(|line| visible(line) + "\n").collect()
}

fn changes_words(plan: &ImportPlan) -> String {
    let as_of = plan.effect_day().map_or_else(String::new, |day| format!(" as of {day}"));
    match plan.effect.len() {
        0 => format!("No status of Annex I changes{as_of}"),
        changes => {
            let verb = if changes == 1 { "changes" } else { "change" };
            format!("{} of Annex I {verb}{as_of}:", count(changes, "status", "statuses"))
        }
    }
}

fn changed(change: &StatusChange) -> String {
    let cid = change.cid.map_or_else(String::new, |cid| format!("{cid} "));
    let StatusChange { metal, name, from, to, cause, .. } = change;
    format!("  {metal} {cid}{name}: {from} \u{2192} {to} ({cause})")
}
