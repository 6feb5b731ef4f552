//! A filing or a table of an import: what it says, the findings that it brings, its own edit.

use std::path::Path;

use super::{Desk, output};
use crate::Problem;
use crate::checks::{Finding, findings};
use crate::domain::{Metal, Source, Status, Workspace};
use crate::import::{Draft, DraftRow, Plan};
use crate::runtime::clock;
use crate::text::{count, visible};

/// Takes it, unless it is there already, or it was only asked what it would do.
pub(super) fn import(desk: &mut Desk<'_>, path: &Path, draft: &Draft) -> Result<(), Problem> {
    let ws = desk.store().workspace().clone();
    if let Some(source) = known(&ws, draft) {
        return output::out(&known_text(source));
    }
    desk.check()?;
    let (plan, after) = planned(desk, &ws, draft)?;
    output::out(&preview(draft, &plan))?;
    output::out(&new_findings(&ws, &after))?;
    output::out(&notes(draft))?;
    if desk.args.dry_run {
        return Ok(());
    }
    let title = format!("Import {} ({} new facilities, {} known)", draft.file, plan.added, plan.known);
    desk.record(title, plan.edit)?;
    desk.keep(path, &draft.sha256);
    Ok(())
}

/// The source with the file's hash, if it was imported already.
fn known<'a>(ws: &'a Workspace, draft: &Draft) -> Option<&'a Source> {
    ws.sources.values().find(|source| source.sha256 == draft.sha256)
}

fn known_text(source: &Source) -> String {
    let day = clock::day_of(source.imported_at);
    visible(&format!(
        "Nothing to do: this file was imported on {day} already, as {} ({})",
        source.file, source.title
    )) + "\n"
}

/// What the import would do, and the workspace as it would be.
fn planned(desk: &Desk<'_>, ws: &Workspace, draft: &Draft) -> Result<(Plan, Workspace), Problem> {
    let plan = draft.plan(ws, &mut desk.context.host.ids()?, clock::now());
    let mut after = ws.clone();
    plan.edit.apply(&mut after).map_err(|error| {
        Problem::new(
            format!("nothing was imported: the file does not fit the workspace: {error}"),
            draft.file.clone(),
            "please report this, with the file",
        )
    })?;
    Ok((plan, after))
}

fn status_of(row: &DraftRow) -> Status {
    row.claims.iter().find_map(|claim| claim.value.as_status()).unwrap_or(Status::Unresolved)
}

/// How the file was understood, in lines.
fn preview(draft: &Draft, plan: &Plan) -> String {
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
    let of_metal = |metal: Metal| draft.rows.iter().filter(|row| row.metal == metal).count();
    let of_status = |status: Status| draft.rows.iter().filter(|row| status_of(row) == status).count();
    let metals = Metal::ALL.map(|metal| format!("{metal} {}", of_metal(metal)));
    let statuses = Status::ALL.map(|status| format!("{status} {}", of_status(status)));
    lines.extend([metals.join(", "), statuses.join(", ")]);
    lines.push(format!(
        "{}, {} known already, {} passed over, {}",
        count(plan.added, "new facility", "new facilities"),
        plan.known,
        count(draft.skipped.len(), "row", "rows"),
        count(draft.remarks.len(), "remark", "remarks")
    ));
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
fn new_findings(before: &Workspace, after: &Workspace) -> String {
    let known: Vec<Finding> = findings(before);
    let new =
        findings(after).into_iter().filter(|finding| !known.iter().any(|k| k.message == finding.message));
    let lines = new.map(|finding| {
        let place = finding.place(after);
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        visible(&format!("{}: {}{place}", finding.severity.name(), finding.message)) + "\n"
    });
    lines.collect()
}
