//! A filing or a table of an import: what it says, the findings that it brings, its own edit.

use std::sync::Arc;

use super::ImportRun;
use super::roles::FileAs;
use crate::Problem;
use crate::domain::{Contents, Source};
use crate::import::Draft;
use crate::intake::{Batch, ImportPlan, PlanLine, TableAs};
use crate::runtime::clock;
use crate::text::{count, visible};

/// Takes it, unless it is there already, or it was only asked what it would do.
pub(super) fn import(run: &mut ImportRun<'_>, FileAs { file, role, why }: FileAs) -> Result<(), Problem> {
    let Some(draft) = file.facilities().map(Arc::clone) else { return Ok(()) };
    if let Some(source) = run.workspace().sources.get(&draft.source_id()) {
        let known = known(source);
        return run.say(&known);
    }
    run.check()?;
    let batch = Batch { tables: vec![TableAs { draft: Arc::clone(&draft), role }], ..Batch::default() };
    let unfit = ["the file does not fit", &draft.file, "please report this, with the file"];
    // Facilities of a table are known by what they claim: it takes no contents.
    let plan = run.plan(&Contents::default(), batch, unfit)?;
    run.say(&preview(&draft, &plan))?;
    let why = why.map_or_else(String::new, |why| format!(": {why}"));
    run.say(&(visible(&format!("Taken as {}{why}", role.name())) + "\n"))?;
    run.say(&findings(&plan))?;
    run.say(&notes(&draft))?;
    run.take(&[file], plan)
}

fn known(source: &Source) -> String {
    let day = clock::day_of(source.imported_at);
    visible(&format!(
        "Nothing to do: this file was imported on {day} already, as {} ({})",
        source.file, source.title
    )) + "\n"
}

/// How the file was understood, in lines.
fn preview(draft: &Draft, plan: &ImportPlan) -> String {
    let mut lines = vec![format!(
        "{}: {}, {}, {}",
        draft.file,
        draft.kind.name(),
        draft.title,
        count(draft.rows.len(), "row", "rows")
    )];
    if !draft.columns.is_empty() {
        lines.push("Columns:".to_owned());
        lines.extend(draft.columns.iter().map(|(header, meaning)| format!("  {header} = {meaning}")));
    }
    lines.extend(draft.counts(", "));
    lines.extend(plan.lines.iter().filter_map(|line| match line {
        PlanLine::Facilities { draft, added, known, .. } => Some(draft.becomes(*added, *known)),
        PlanLine::Declaration { .. }
        | PlanLine::List { .. }
        | PlanLine::Status { .. }
        | PlanLine::Risk { .. } => None,
    }));
    lines.iter().map(|line| visible(line) + "\n").collect()
}

/// Every row passed over, then every remark, in lines.
fn notes(draft: &Draft) -> String {
    let listed = [("Rows passed over:", &draft.skipped), ("Remarks:", &draft.remarks)];
    let mut text = String::new();
    for (heading, notes) in listed.into_iter().filter(|(_, notes)| !notes.is_empty()) {
        text.push_str(&format!("{heading}\n"));
        for (place, words) in notes {
            text.push_str(&(visible(&format!("  {place}: {words}")) + "\n"));
        }
    }
    text
}

/// The findings that the import brings, in lines.
fn findings(plan: &ImportPlan) -> String {
    let lines = plan.findings.iter().map(|finding| {
        let place = finding.place(&plan.after);
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        visible(&format!("{}: {}{place}", finding.severity.name(), finding.message)) + "\n"
    });
    lines.collect()
}
