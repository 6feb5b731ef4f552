//! Risk lists of an import: their days, what they are, and what they have of the facilities of Annex I.

use std::sync::Arc;

use super::roles::FileAs;
use super::{ImportArgs, ImportRun};
use crate::Problem;
use crate::domain::{RiskKind, SourceRole, Stamp};
use crate::intake::{Batch, ImportPlan, PlanLine, RiskAs};
use crate::resolve::rows::Register;
use crate::risk::{HitState, RiskHit};
use crate::runtime::clock;
use crate::standing::{screening, standings};
use crate::text::{count, visible};

/// Adds the risk lists to what is taken; one problem for each that cannot be.
pub(super) fn add(args: &ImportArgs, files: &[FileAs], stamp: &Stamp, batch: &mut Batch) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.role == SourceRole::Risk) {
        let Some(received) = file.file.risk().filter(|received| received.joined_to.is_none()) else {
            continue;
        };
        match received.settle(args.as_of, stamp, clock::today()) {
            Ok(settled) => batch.risks.push(RiskAs { received: Arc::clone(received), settled }),
            Err(problem) => problems.push(problem),
        }
    }
    problems
}

/// What each list is, then what the lists have of Annex I.
pub(super) fn tell(run: &ImportRun<'_>, plan: &ImportPlan) -> Result<(), Problem> {
    let (mut lines, mut remarks) = (Vec::new(), Vec::new());
    for line in &plan.lines {
        let PlanLine::Risk { taken, is_new } = line else { continue };
        let draft = &taken.received.draft;
        let known = if *is_new { "" } else { "nothing to do: it is there: " };
        lines.push(format!("{}: {known}{}", draft.file, taken.settled.words()));
        let taken_for = draft.columns.iter().map(|(header, taken)| format!("  {header} = {taken}"));
        lines.extend(taken_for);
        remarks
            .extend(draft.remarks.iter().map(|(place, words)| format!("{}: {place}: {words}", draft.file)));
    }
    if lines.is_empty() {
        return Ok(());
    }
    lines.extend(found(plan));
    let text: String = lines.iter().chain(&remarks).map(|line| visible(line) + "\n").collect();
    run.say(&text)
}

/// What all risk lists have of the facilities of Annex I, once these are taken.
fn found(plan: &ImportPlan) -> Vec<String> {
    let register = Register::build(&plan.after, &plan.contents);
    let standings = standings(&plan.after, &plan.contents, &register);
    let screening = screening(&plan.after, &plan.contents, &register);
    let (mut hits, mut possible, mut listed) = (Vec::new(), Vec::new(), 0);
    for (id, _) in standings.members() {
        let signals = screening.of(id);
        let name = plan.after.view(id).map_or_else(String::new, |view| view.name().to_owned());
        let line = |hit: &RiskHit| format!("  {}: {name}: {}", hit.state().name(), hit.words());
        hits.extend(signals.hits_as(HitState::Hit).map(line));
        possible.extend(signals.hits_as(HitState::Possible).map(line));
        listed += usize::from(!signals.areas.is_empty());
    }
    let mut lines = Vec::new();
    if screening.has(RiskKind::Sanctions) {
        let (sure, open) =
            (count(hits.len(), "hit", "hits"), count(possible.len(), "possible hit", "possible hits"));
        lines.push(format!("Of Annex I: {sure}, {open}"));
        lines.extend(hits);
        lines.extend(possible);
    }
    if screening.has(RiskKind::Areas) {
        let are = count(listed, "facility is", "facilities are");
        lines.push(format!("Of Annex I: {are} in a country that contains listed areas"));
    }
    lines
}
