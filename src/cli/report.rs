//! `rcoi report`.

use std::path::Path;

use super::args::ReportArgs;
use super::context::{CommandOutcome, Computed, Context};
use super::lint::own_findings;
use super::output;
use crate::Problem;
use crate::checks::{Finding, Severity};
use crate::domain::Contents;
use crate::export::{self, BehindCase, EXPORTERS, FormatWriter};
use crate::report::Report;
use crate::runtime::{bundles, dirs};
use crate::store::{Disk, Opened, StoreError, WrittenBundle, write_bundle};
use crate::text::{count, visible};

type Files = Vec<(String, Vec<u8>)>;

pub(super) fn run(context: &Context, args: &ReportArgs) -> Result<CommandOutcome, Problem> {
    let dir = context.dir()?;
    let disk = &*context.host.disk;
    if args.is_final && !is_ready(context, &dir)? {
        return Ok(CommandOutcome::Bad);
    }
    let written = if args.register {
        let opened = open(context, &dir)?;
        let files = register(&opened, &context.contents(&opened), &context.computed(&opened, args.as_of))?;
        WrittenBundle { dir: bundles::write_internal(&opened.store, &files)?, kept: Vec::new() }
    } else if let Some(out) = &args.out {
        let opened = context.host.open_reading(&dir)?;
        write_to(disk, out, &bundle(&opened, &context.computed(&opened, args.as_of))?)?
    } else {
        let opened = open(context, &dir)?;
        let name = opened.workspace.programme.year.to_string();
        let written =
            opened.store.write_report(&name, &bundle(&opened, &context.computed(&opened, args.as_of))?);
        written.map_err(|error| error.problem())?
    };
    written.kept_said().for_each(|kept| output::remark(&kept));
    output::out(&(visible(&format!("Written to {}", written.dir.display())) + "\n"))?;
    Ok(CommandOutcome::Good)
}

/// Whether no error speaks against a report; else they are listed.
fn is_ready(context: &Context, dir: &Path) -> Result<bool, Problem> {
    let opened = context.host.open_reading(dir)?;
    let found = own_findings(&opened, &context.computed(&opened, None))?;
    Ok(has_no_errors(&found, "write a draft: rcoi report without --final"))
}

/// Whether no errors are among what was found; else lists them and says that nothing was written. `or` is what else can be done.
pub(super) fn has_no_errors(found: &[Finding], or: &str) -> bool {
    let errors: Vec<_> = found.iter().filter(|finding| finding.severity <= Severity::Error).collect();
    for error in &errors {
        let line = format!("{} {}: {}", error.severity.name(), error.rule, error.message);
        output::remark(&visible(&line));
    }
    if errors.is_empty() {
        return true;
    }
    let what = format!(
        "nothing was written: {} against filing",
        count(errors.len(), "error speaks", "errors speak")
    );
    let remedy = format!("mend them, or {or}; rcoi lint lists everything");
    output::complain(&Problem::new(what, "", remedy));
    false
}

fn open(context: &Context, dir: &Path) -> Result<Opened, Problem> {
    let opened = context.host.open(dir)?;
    opened.notices.iter().for_each(output::note);
    Ok(opened)
}

fn bundle(opened: &Opened, computed: &Computed) -> Result<Files, Problem> {
    let (report, _) = judged(opened, computed)?;
    export::bundle(&report).map_err(Problem::from)
}

/// The report, with whether errors speak against filing it, and all that was found.
pub(super) fn judged(opened: &Opened, computed: &Computed) -> Result<(Report, Vec<Finding>), Problem> {
    let report = Report::of(&opened.workspace, &computed.standings, &computed.inquiry)?;
    let found = own_findings(opened, computed)?;
    let has_errors = found.iter().any(|finding| finding.severity <= Severity::Error);
    Ok((Report { has_errors, ..report }, found))
}

/// The register of judgements, and the rows behind the report's figures, in every format that takes a table.
fn register(opened: &Opened, contents: &Contents, computed: &Computed) -> Result<Files, Problem> {
    let ws = &opened.workspace;
    let dated = ws.period_end().ok_or_else(|| {
        Problem::new("the reporting year has no last day", "", "make a workspace with another reporting year")
    })?;
    let report = Report::of(ws, &computed.standings, &computed.inquiry)?;
    let case = BehindCase { ws, contents, register: &computed.register };
    let tables = [
        ("triage", export::register(&computed.risk_book(ws), dated)),
        ("figures", export::behind(&report, &case, dated)),
    ];
    let mut files = Files::new();
    for exporter in &EXPORTERS {
        if let FormatWriter::Table(write) = exporter.writer {
            let programme = (ws.programme.company.as_str(), ws.programme.year);
            for (what, table) in &tables {
                files.push((export::file_name(programme, what, exporter.extension), write(table)?));
            }
        }
    }
    Ok(files)
}

/// Writes the bundle as a folder of its own. It takes the place of what is there, so nothing else may be.
fn write_to(disk: &dyn Disk, out: &Path, files: &Files) -> Result<WrittenBundle, Problem> {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let (Some(parent), Some(name)) = (out.parent(), out.file_name().and_then(|name| name.to_str())) else {
        return Err(StoreError::BadName(out.display().to_string()).problem());
    };
    let there = disk.list(&out).unwrap_or_default();
    if let Some(found) = there.into_iter().find(|name| !files.iter().any(|(file, _)| file == name)) {
        return Err(StoreError::NotEmpty { dir: out, found }.problem());
    }
    if disk.stat_through(&out).is_ok_and(|stat| !stat.is_dir()) {
        return Err(StoreError::NotAFolder(out).problem());
    }
    dirs::ensure(disk, parent)?;
    write_bundle(disk, parent, name, files).map_err(|error| error.problem())
}
