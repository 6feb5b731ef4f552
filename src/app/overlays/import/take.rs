//! Taking the files of an import: one edit for all of them, and what came of it in words.

use super::{FileBatch, FileChoice, ImportEffect, ImportOverlay, Preview, Stage};
use crate::app::core::Core;
use crate::app::deciding;
use crate::app::effect::Effect;
use crate::app::msg::JobId;
use crate::app::overlays::TextView;
use crate::domain::SourceRole;
use crate::intake::{Entered, Fate, ImportPlan, PlanLine, SettledStatus};
use crate::text::count;

/// Takes the plan that is shown; whether the overlay stays. One of a workspace that has changed since is made again, and
/// shown before it is taken.
pub(super) fn preview(core: &mut Core, import: &mut ImportOverlay, preview: Box<Preview>) -> bool {
    if preview.edition == core.edition() {
        take(core, preview.batch.job, preview.plan);
        return false;
    }
    plan_again(core, preview.batch.job, &preview.plan);
    import.stage = Stage::Preview(preview);
    true
}

/// Takes the plan whose effect is shown, and tells what it brought; none when the overlay stays, because the workspace has
/// changed since and the plan is made again, or because it was not taken, which is said.
pub(super) fn effect(
    core: &mut Core,
    import: &mut ImportOverlay,
    effect: Box<ImportEffect>,
) -> Option<Option<TextView>> {
    if effect.edition != core.edition() {
        plan_again(core, effect.batch.job, &effect.plan);
        import.stage = Stage::Effect(effect);
        return None;
    }
    let ImportEffect { batch, plan, .. } = *effect;
    let brought = files(core, &batch, plan);
    if brought.is_none() {
        import.stage = Stage::Batch(batch);
    }
    brought
}

fn plan_again(core: &mut Core, job: JobId, plan: &ImportPlan) {
    core.say("the workspace has changed meanwhile: look again at what is taken");
    core.plan_import(job, plan.batch());
}

/// Takes files; what they brought is shown where they are several. None when they were not taken, which is said.
pub(super) fn files(core: &mut Core, batch: &FileBatch, plan: ImportPlan) -> Option<Option<TextView>> {
    if plan.is_empty() {
        core.warn("there is nothing new to take; Esc closes");
        return None;
    }
    let changed = status_words(&plan);
    let lines = take(core, batch.job, plan)?;
    deciding::accept_after_import(core);
    let is_told = batch.files.len() > 1 || batch.counts().2 > 0;
    Some(is_told.then(|| {
        let lines = summary(core, batch, (&lines, changed));
        let columns = usize::from(core.size.0.saturating_sub(12));
        TextView::wrapped("What the import brought".to_owned(), lines.join("\n"), columns).giving_way()
    }))
}

/// Takes a plan: its contents, its edit, and the files as they came. What was planned of each file; none when it was not
/// taken, which is said.
fn take(core: &mut Core, job: JobId, plan: ImportPlan) -> Option<Vec<PlanLine>> {
    let (contents, originals) = (plan.contents(), plan.originals());
    let changed = status_words(&plan).map_or_else(String::new, |words| format!(": {words}"));
    let ImportPlan { edit, title, lines, .. } = plan;
    if core.read_only.is_none() && !contents.is_empty() {
        core.ask(Effect::KeepContents(Box::new(contents.clone())));
    }
    core.contents.extend(contents);
    if !core.commit(title.clone(), edit) {
        return None;
    }
    if !core.workspace.settings.discard_originals {
        core.ask(Effect::KeepOriginals(job, originals.into_iter().collect()));
    }
    core.done(format!("{title}{changed}"));
    Some(lines)
}

/// How many statuses a plan with status lists changes, in words.
fn status_words(plan: &ImportPlan) -> Option<String> {
    plan.effect_day()?;
    Some(match plan.effect.len() {
        0 => "no status of Annex I changed".to_owned(),
        changes => count(changes, "status of Annex I changed", "statuses of Annex I changed"),
    })
}

/// What came of each file, a line each; what was not read last, with the reason.
fn summary(core: &Core, batch: &FileBatch, (planned, changed): (&[PlanLine], Option<String>)) -> Vec<String> {
    let mut fates = planned.iter().filter_map(|line| match line {
        PlanLine::Declaration { fate, .. } => Some(fate),
        PlanLine::Facilities { .. }
        | PlanLine::List { .. }
        | PlanLine::Status { .. }
        | PlanLine::Risk { .. } => None,
    });
    let mut settled = planned.iter().filter_map(|line| match line {
        PlanLine::Status { taken, .. } => Some(&taken.settled),
        PlanLine::Facilities { .. }
        | PlanLine::List { .. }
        | PlanLine::Declaration { .. }
        | PlanLine::Risk { .. } => None,
    });
    let told = batch.files.iter().filter_map(|file| told(core, file, (&mut fates, &mut settled)));
    let mut lines: Vec<String> = told.collect();
    let balance = core.register.balance();
    lines.push(String::new());
    lines.push(format!("all rows that count: {}", balance.words()));
    let is_new_list = |line: &&PlanLine| matches!(line, PlanLine::List { is_new: true, .. });
    let lists = planned.iter().filter(is_new_list).count();
    if lists > 0 {
        lines.push(format!("{} taken", count(lists, "reference list", "reference lists")));
    }
    lines.extend(changed);
    let proposals = core.proposals();
    for (found, words) in [
        (proposals.gains.len(), "can gain a CID from the lists: Overview leads there"),
        (proposals.pairs.len(), "can be merged, having one metal and CID: Overview leads there"),
    ] {
        if found > 0 {
            lines.push(format!("{} {words}", count(found, "facility", "facilities")));
        }
    }
    let unread = batch.files.iter().filter(|file| !file.left_out).filter_map(|file| file.file.as_ref().err());
    let unread: Vec<String> = unread
        .map(|unread| format!("{}: {}; {}", unread.shown(), unread.problem.what, unread.problem.remedy))
        .collect();
    if !unread.is_empty() {
        lines.push(String::new());
        lines.push(format!("{} not read:", count(unread.len(), "file was", "files were")));
        lines.extend(unread);
    }
    lines
}

/// What came of a file; nothing of one that was not read.
fn told<'a>(
    core: &Core,
    file: &FileChoice,
    (fates, settled): (&mut impl Iterator<Item = &'a Fate>, &mut impl Iterator<Item = &'a SettledStatus>),
) -> Option<String> {
    let words = match (&file.file, &file.known, &file.role) {
        _ if file.left_out => "left out".to_owned(),
        (Err(_), _, _) | (_, _, None) => return None,
        (Ok(_), Some(known), _) => known.clone(),
        (Ok(read), None, Some(guess)) => match guess.role {
            SourceRole::Annex | SourceRole::Baseline => {
                let rows = read.facilities().map_or(0, |draft| draft.rows.len());
                format!("{}, {}", guess.role.name(), count(rows, "row", "rows"))
            }
            SourceRole::Status => settled.next().map_or_else(not_taken, SettledStatus::words),
            SourceRole::Reference => {
                let title = read.reference().map_or("", |offered| offered.title.as_str());
                format!("{}: {title}", guess.role.name())
            }
            SourceRole::Declaration => declared(core, file, fates),
            SourceRole::Risk => screened(core, file),
        },
    };
    Some(format!("{}: {words}", file.name()))
}

fn declared<'a>(core: &Core, file: &FileChoice, fates: &mut impl Iterator<Item = &'a Fate>) -> String {
    match file.received() {
        Some(received) if !received.form.is_blank() => {
            fates.next().map_or_else(not_taken, |fate| arrived(core, received.form.rows.len(), fate))
        }
        Some(_) | None => "a template that nobody filled in".to_owned(),
    }
}

/// What a risk list is, and whether it entered with another's file.
fn screened(core: &Core, file: &FileChoice) -> String {
    let Some(risk) = file.risk() else { return not_taken() };
    match &risk.joined_to {
        Some(other) => format!("taken with {other}"),
        None => match risk.settle(file.day(), &core.stamp(), core.today()) {
            Ok(settled) => settled.words(),
            Err(_) => not_taken(),
        },
    }
}

fn not_taken() -> String {
    "not taken".to_owned()
}

fn arrived(core: &Core, rows: usize, fate: &Fate) -> String {
    match fate {
        Fate::Enters { declaration, is_new, .. } => {
            let entered = Entered::of(&core.workspace, &core.register, declaration, *is_new);
            let Entered { supplier, is_new, balance, twin } = entered;
            let counts = balance.map_or_else(|why| why, |balance| format!("{} open", balance.open));
            format!("{supplier}{is_new}: {}, {counts}{twin}", count(rows, "row", "rows"))
        }
        Fate::Known { supplier, .. } => {
            let name = core.workspace.suppliers.get(supplier).map_or("", |supplier| supplier.name.as_str());
            format!("imported already, for {name}")
        }
        Fate::Blank => not_taken(),
    }
}
