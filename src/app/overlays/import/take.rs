//! Taking the files of an import: one edit for all of them, and what came of it in words.

use super::batch::{FileBatch, FileChoice};
use super::{ImportOverlay, Stage};
use crate::app::core::Core;
use crate::app::deciding;
use crate::app::effect::Effect;
use crate::app::msg::JobId;
use crate::app::overlays::TextView;
use crate::import::Incoming;
use crate::intake::{Entered, Fate, ImportPlan, NOT_COUNTED, PlanLine};
use crate::text::count;

/// Takes the plan that is shown; whether the overlay stays. One of a workspace that has changed since is made again, and
/// shown before it is taken.
pub(super) fn preview(core: &mut Core, job: JobId, import: &mut ImportOverlay) -> bool {
    let Stage::Preview(_, preview) = std::mem::replace(&mut import.stage, Stage::Path) else { return true };
    if preview.edition == core.edition() {
        take(core, job, preview.plan);
        return false;
    }
    core.say("the workspace has changed meanwhile: look again at what is taken");
    core.plan_import(job, preview.plan.batch());
    import.stage = Stage::Preview(job, preview);
    true
}

/// Takes files; what they brought is shown where they are several. None when they were not taken, which is said.
pub(super) fn files(core: &mut Core, batch: &FileBatch, plan: ImportPlan) -> Option<Option<TextView>> {
    if plan.is_empty() {
        core.warn("there is nothing new to take; Esc closes");
        return None;
    }
    let lines = take(core, batch.job, plan)?;
    deciding::accept_after_import(core);
    let is_told = batch.files.len() > 1 || batch.counts().2 > 0;
    Some(is_told.then(|| {
        let lines = summary(core, batch, &lines);
        let columns = usize::from(core.size.0.saturating_sub(12));
        TextView::wrapped("What the import brought".to_owned(), lines.join("\n"), columns)
    }))
}

/// Takes a plan: its contents, its edit, and the files as they came. What was planned of each file; none when it was not
/// taken, which is said.
fn take(core: &mut Core, job: JobId, plan: ImportPlan) -> Option<Vec<PlanLine>> {
    let (contents, originals) = (plan.contents(), plan.originals());
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
    core.done(title);
    Some(lines)
}

/// What came of each file, a line each; what was not read last, with the reason.
fn summary(core: &Core, batch: &FileBatch, planned: &[PlanLine]) -> Vec<String> {
    let mut fates = planned.iter().filter_map(|line| match line {
        PlanLine::Declaration { fate, .. } => Some(fate),
        PlanLine::Facilities { .. } | PlanLine::List { .. } => None,
    });
    let mut lines: Vec<String> = batch.files.iter().filter_map(|file| told(core, file, &mut fates)).collect();
    let balance = core.register.balance();
    lines.push(String::new());
    lines.push(format!("all rows that count: {}", balance.words()));
    let is_new_list = |line: &&PlanLine| matches!(line, PlanLine::List { is_new: true, .. });
    let lists = planned.iter().filter(is_new_list).count();
    if lists > 0 {
        lines.push(format!("{} taken", count(lists, "reference list", "reference lists")));
    }
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
fn told<'a>(core: &Core, file: &FileChoice, fates: &mut impl Iterator<Item = &'a Fate>) -> Option<String> {
    let words = match (&file.file, &file.known) {
        _ if file.left_out => "left out".to_owned(),
        (Err(_), _) => return None,
        (Ok(_), Some(known)) => known.clone(),
        (Ok(read), None) => match &read.holds {
            Incoming::Facilities(draft) => count(draft.rows.len(), "row", "rows"),
            Incoming::Declaration(received) if received.form.is_blank() => {
                "a template that nobody filled in".to_owned()
            }
            Incoming::Declaration(received) => {
                fates.next().map_or_else(not_taken, |fate| arrived(core, received.form.rows.len(), fate))
            }
            Incoming::List(offered) => format!("reference list: {}", offered.title),
        },
    };
    Some(format!("{}: {words}", file.name()))
}

fn not_taken() -> String {
    "not taken".to_owned()
}

fn arrived(core: &Core, rows: usize, fate: &Fate) -> String {
    match fate {
        Fate::Enters { declaration, is_new, .. } => {
            let entered = Entered::of(&core.workspace, &core.register, declaration, *is_new);
            let Entered { supplier, is_new, balance, twin } = entered;
            let counts =
                balance.map_or_else(|| NOT_COUNTED.to_owned(), |balance| format!("{} open", balance.open));
            format!("{supplier}{is_new}: {}, {counts}{twin}", count(rows, "row", "rows"))
        }
        Fate::Known { supplier, .. } => {
            let name = core.workspace.suppliers.get(supplier).map_or("", |supplier| supplier.name.as_str());
            format!("imported already, for {name}")
        }
        Fate::Blank => not_taken(),
    }
}
