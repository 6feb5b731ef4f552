//! Files that leave the program: the report bundle, the triage register, tables.

use super::core::Core;
use super::effect::Effect;
use super::msg::WrittenFiles;
use super::overlays::{Overlay, TextView};
use crate::Problem;
use crate::checks::{Finding, Severity};
use crate::domain::{ChosenStyle, Edit, Settings, StatusStyle};
use crate::export::{self, BehindCase};
use crate::lint::{OwnCase, own_lint};
use crate::query::{ColumnHead, Field};
use crate::report::Report;
use crate::tabular::Table;
use crate::text::{count, width};

/// What is remembered of files until they are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writing {
    /// How many errors and warnings there were when the report was exported, until that is said.
    report_with: Option<usize>,
    /// How many keys and clicks were taken when files were last asked to be written.
    asked_at: u64,
}

/// Exports the report bundle.
pub fn report(core: &mut Core) {
    if !core.has_contents {
        return core.warn("declarations and lists are still being read: try again in a moment");
    }
    core.refresh_findings();
    let bundle = Report::of(&core.workspace, &core.standings, &core.inquiry())
        .map_err(Problem::from)
        .map(|report| judged(core, report))
        .and_then(|(report, found)| Ok((export::bundle(&report)?, found)));
    match bundle {
        Ok((files, against)) => {
            core.writing.report_with = Some(open_findings(core, &against));
            write(core, Effect::WriteReport(core.workspace.programme.year.to_string(), files));
        }
        Err(problem) => core.problem(problem),
    }
}

/// The report, with whether errors speak against filing it, and all that does.
pub(super) fn judged(core: &Core, report: Report) -> (Report, Vec<Finding>) {
    let found = against_filing(core, &report);
    let has_errors = found.iter().any(|finding| finding.severity <= Severity::Error);
    (Report { has_errors, ..report }, found)
}

/// What speaks against filing a report; nothing where its own text cannot be read.
pub(super) fn against_filing(core: &Core, report: &Report) -> Vec<Finding> {
    let (ws, register, found, today) = (&core.workspace, &core.register, &core.findings, core.today());
    own_lint(&OwnCase { report, ws, register, found, today }).unwrap_or_default()
}

/// How many errors and warnings counsel should know of: those against filing, and those of the rules.
fn open_findings(core: &Core, against: &[Finding]) -> usize {
    let others = core.findings.iter().filter(|finding| !against.contains(finding));
    against.iter().chain(others).filter(|finding| finding.severity != Severity::Info).count()
}

/// Has files written, to be named once they are.
pub(super) fn write(core: &mut Core, effect: Effect) {
    core.writing.asked_at = core.acts_taken;
    core.ask(effect);
}

/// Files were written: says where, and after a report how many findings stand beside it. Several, and one whose name has no room
/// there, are named in a list, which gives way to any key that means something else, unless the hand has gone on meanwhile.
pub(super) fn written<S>(core: &mut Core, overlays: &mut Vec<Overlay<S>>, files: WrittenFiles) {
    let WrittenFiles { place, names } = files;
    let where_to = format!("written to {place}");
    let said = match core.writing.report_with.take() {
        Some(findings @ 1..) => {
            format!(
                "{} to read first, on the Report screen; {where_to}",
                count(findings, "finding", "findings")
            )
        }
        Some(0) | None => where_to,
    };
    let columns = usize::from(core.size.0.saturating_sub(12));
    let (title, lines) = match names.as_slice() {
        [_] => ("1 file written".to_owned(), place),
        many => (format!("{} written to {place}", count(many.len(), "file", "files")), many.join("\n")),
    };
    // What is said of one file names it, where there is room.
    let is_cut = width(&said) > columns;
    core.say(said);
    if (names.len() > 1 || is_cut) && overlays.is_empty() && core.acts_taken == core.writing.asked_at {
        overlays.push(Overlay::Text(TextView::wrapped(title, lines, columns).giving_way()));
    }
}

/// Exports the triage register and the rows behind the report's figures: internal, apart from the report.
pub fn register(core: &mut Core) {
    if !core.has_contents {
        return core.warn("declarations and lists are still being read: try again in a moment");
    }
    if let Some(dated) = core.workspace.period_end() {
        let mut tables = vec![("triage", export::register(&core.risk_book(), dated))];
        let (ws, contents, register) = (&core.workspace, &core.contents, &core.register);
        // Where no report can be made there is nothing behind one.
        if let Ok(report) = Report::of(ws, &core.standings, &core.inquiry()) {
            tables.push(("figures", export::behind(&report, &BehindCase { ws, contents, register }, dated)));
        }
        write_internal(core, &tables);
    }
}

/// The columns of a table that is shown, and its rows as texts.
pub type Listing = (Vec<ColumnHead>, Vec<Vec<String>>);

/// The columns of `fields` and the texts of the rows shown in them.
pub fn shown<'a, F: Field>(fields: &[F], rows: impl Iterator<Item = F::Row<'a>>) -> Listing {
    let heads = fields.iter().map(|field| field.head()).collect();
    (heads, rows.map(|row| fields.iter().map(|field| field.text(&row)).collect()).collect())
}

/// Exports a table as it is filtered and sorted on the screen: internal.
pub fn table(core: &mut Core, (title, file): (&str, &str), (heads, texts): Listing) {
    let Some(dated) = core.workspace.period_end() else { return };
    let table = export::listing((title, dated), &heads, texts.into_iter());
    internal(core, file, &table);
}

/// Writes a table into `letters/`, in every format of tables.
pub fn internal(core: &mut Core, what: &str, table: &Table) {
    write_internal(core, &[(what, table.clone())]);
}

/// Writes tables into `letters/`, each in every format of tables.
fn write_internal(core: &mut Core, tables: &[(&str, Table)]) {
    let programme = &core.workspace.programme;
    let mut files = Vec::new();
    for exporter in &export::EXPORTERS {
        let export::FormatWriter::Table(write) = exporter.writer else { continue };
        for (what, table) in tables {
            let name = export::file_name((&programme.company, programme.year), what, exporter.extension);
            match write(table) {
                Ok(bytes) => files.push((name, bytes)),
                Err(error) => return core.problem(Problem::from(error)),
            }
        }
    }
    write(core, Effect::WriteInternal(files));
}

/// Changes the wording of statuses between the filing's and today's.
pub fn toggle_style(core: &mut Core) {
    let from = core.workspace.settings.clone();
    let (status_style, title) = match from.status_style.style(core.workspace.programme.year) {
        StatusStyle::Filing => (ChosenStyle::Conformant, "Report wording: Conformant"),
        StatusStyle::Today => (ChosenStyle::FullCompliant, "Report wording: Full Compliant"),
    };
    let to = Settings { status_style, ..from.clone() };
    core.commit_and_say(title, Edit::change_settings(from, to));
}
