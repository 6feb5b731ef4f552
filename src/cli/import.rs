//! `rcoi import`.

use std::path::Path;

use super::args::ImportArgs;
use super::{Context, Verdict, output};
use crate::Problem;
use crate::checks::{Finding, findings};
use crate::domain::{Cause, Entry, Metal, Source, Status, Workspace};
use crate::import::{Draft, DraftRow, Plan};
use crate::runtime::{clock, reading};
use crate::store::{Opened, Store};
use crate::text::{count, visible};

pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<Verdict, Problem> {
    let disk = &*context.host.disk;
    let dir = context.dir()?;
    let read = reading::read(disk, &args.file)?;
    let Opened { store, workspace, notices, .. } =
        if args.dry_run { context.host.open_reading(&dir) } else { context.host.open(&dir) }?;
    notices.iter().for_each(output::note);
    if let Some(source) = known(&workspace, &read.draft) {
        output::out(&known_text(source))?;
        return Ok(Verdict::Good);
    }
    if workspace.programme.sample && !args.dry_run {
        return Err(refused(&dir));
    }
    if !args.dry_run {
        store.check_writable().map_err(|error| error.problem())?;
    }
    let (plan, after) = planned(context, &workspace, &read.draft)?;
    output::out(&preview(&read.draft, &plan))?;
    output::out(&new_findings(&workspace, &after))?;
    output::out(&notes(&read.draft))?;
    if args.dry_run {
        output::out("Nothing was taken: this was a dry run\n")?;
        return Ok(Verdict::Good);
    }
    take(context, store, &read, plan)?;
    Ok(Verdict::Good)
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

fn refused(dir: &Path) -> Problem {
    Problem::new(
        "nothing was imported: the sample takes no imports",
        dir.display().to_string(),
        "make a workspace of your own: rcoi init DIR --company NAME --year YYYY",
    )
}

/// What the import would do, and the workspace as it would be.
fn planned(context: &Context, ws: &Workspace, draft: &Draft) -> Result<(Plan, Workspace), Problem> {
    let plan = draft.plan(ws, &mut context.host.ids()?, clock::now());
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
        let place = if finding.place.is_empty() { String::new() } else { format!(" ({})", finding.place) };
        visible(&format!("{}: {}{place}", finding.severity.name(), finding.message)) + "\n"
    });
    lines.collect()
}

/// Records the import, then keeps the file as it came.
fn take(context: &Context, mut store: Store, read: &reading::Read, plan: Plan) -> Result<(), Problem> {
    let draft = &read.draft;
    let entry = Entry {
        seq: store.next_seq(),
        id: context.host.ids()?.entry(),
        by: context.host.person.clone(),
        at: clock::now(),
        cause: Cause::Do,
        title: format!("Import {} ({} new facilities, {} known)", draft.file, plan.added, plan.known),
        edit: plan.edit,
    };
    store.append(&entry).map_err(|error| error.problem())?;
    if let Err(error) = store.keep_original(&draft.sha256, &reading::extension(&draft.file), &read.bytes) {
        let problem = error.problem();
        let what = format!("the import is recorded, but the file as it came was not kept: {}", problem.what);
        output::note(&Problem::new(what, problem.place, problem.remedy));
    }
    if let Err(error) = store.close() {
        output::note(&error.problem());
    }
    output::out(&(visible(&format!("Taken: {}", entry.title)) + "\n"))
}
