//! `rcoi lint`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;
use serde::Serialize;

use super::args::{Format, parse_day};
use super::context::{CommandOutcome, Computed, Context};
use super::emit::emit;
use super::output;
use crate::Problem;
use crate::checks::{Finding, findings_with};
use crate::import::{ImportError, MAX_BYTES};
use crate::lint::{Filing, LintFinding, LintOptions, OwnCase, lint, own_lint};
use crate::report::Report;
use crate::runtime::{clock, panics, room};
use crate::store::{Disk, Opened};
use crate::tabular::Table;
use crate::text::{count, visible};

/// See [`super::args::CliCommand::Lint`].
#[derive(Debug, clap::Args)]
pub struct LintArgs {
    /// Filings: Form SD and Conflict Minerals Report, in one file or apart (.txt, .htm, .md, .docx); without any, the report of
    /// the workspace
    pub files: Vec<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = LintFormat::Text)]
    pub format: LintFormat,
    /// Look for links and characters that EDGAR refuses, too
    #[arg(long)]
    pub edgar: bool,
    /// The day on which it was or will be filed, such as 2027-05-31; else the day of its signature, else 31 May after its period
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub filed: Option<Date>,
    /// An earlier year’s filing: sentences that are the same word for word and hold its dates are found, too
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// How to write findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// A line a finding
    Text,
    /// JSON
    Json,
}

/// A finding as JSON has it.
#[derive(Debug, Serialize)]
struct WrittenFinding {
    id: &'static str,
    severity: &'static str,
    place: String,
    message: String,
}

/// What a file came to.
#[derive(Debug, Serialize)]
struct LintedFile {
    file: String,
    findings: Vec<WrittenFinding>,
    /// Why it was not read; none when it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub(super) fn run(context: &Context, args: &LintArgs) -> Result<CommandOutcome, Problem> {
    if args.files.is_empty() {
        return own(context, args.format);
    }
    let disk = &*context.host.disk;
    let baseline = args.baseline.as_deref().map(|path| read(disk, path)).transpose()?;
    let options = LintOptions { filed: args.filed, edgar: args.edgar, baseline: baseline.as_ref() };
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in &args.files {
        let (file, problem) = linted(disk, path, &options);
        files.push(file);
        unread.extend(problem);
    }
    write(&files, args.format)?;
    let last = unread.pop();
    unread.iter().for_each(output::complain);
    match last {
        Some(problem) => Err(problem),
        None if files.iter().any(|file| !file.findings.is_empty()) => Ok(CommandOutcome::Bad),
        None => Ok(CommandOutcome::Good),
    }
}

/// The report of the workspace, with what of the workspace is not done.
fn own(context: &Context, format: LintFormat) -> Result<CommandOutcome, Problem> {
    let opened = context.look()?;
    let findings = own_findings(&opened, &context.computed(&opened, None))?;
    let outcome = if findings.is_empty() { CommandOutcome::Good } else { CommandOutcome::Bad };
    let written = |finding: Finding| WrittenFinding {
        id: finding.rule,
        severity: finding.severity.name(),
        place: finding.at.to_string(),
        message: finding.message,
    };
    let findings = findings.into_iter().map(written).collect();
    write(&[LintedFile { file: "the report".to_owned(), findings, error: None }], format)?;
    Ok(outcome)
}

/// What speaks against filing a workspace's report.
///
/// # Errors
/// When no report can be made.
pub(super) fn own_findings(opened: &Opened, computed: &Computed) -> Result<Vec<Finding>, Problem> {
    let ws = &opened.workspace;
    let report = Report::of(ws, &computed.standings, &computed.inquiry)?;
    let found =
        findings_with(&computed.risk_book(ws), &computed.register, &computed.row_hits, clock::today());
    let case =
        OwnCase { report: &report, ws, register: &computed.register, found: &found, today: clock::today() };
    own_lint(&case).map_err(|error| error.problem("the report"))
}

fn linted(disk: &dyn Disk, path: &Path, options: &LintOptions<'_>) -> (LintedFile, Option<Problem>) {
    let file = path.display().to_string();
    match read(disk, path) {
        Ok(filing) => {
            let written = |finding: LintFinding| WrittenFinding {
                id: finding.id,
                severity: finding.severity.name(),
                place: filing.place(finding.line),
                message: finding.message,
            };
            let findings = lint(&filing, options).into_iter().map(written).collect();
            (LintedFile { file, findings, error: None }, None)
        }
        Err(problem) => {
            (LintedFile { file, findings: Vec::new(), error: Some(problem.what.clone()) }, Some(problem))
        }
    }
}

fn read(disk: &dyn Disk, path: &Path) -> Result<Filing, Problem> {
    let place = path.display().to_string();
    let failed = |error: std::io::Error| {
        Problem::new(format!("the file cannot be read: {error}"), place.as_str(), "check the path")
    };
    let stat = disk.stat_through(path).map_err(failed)?;
    if stat.is_dir() {
        return Err(Problem::new("this is a folder, not a filing", place.as_str(), "give the files in it"));
    }
    let _taken = room::take(stat.len);
    let read = match stat.len {
        // Devices and pipes have no length either, and may never end.
        0 => Err(ImportError::Empty),
        bytes if bytes > MAX_BYTES => Err(ImportError::TooLarge { bytes }),
        _ => {
            let raw = disk.read_through(path).map_err(failed)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            panics::catch(|| Filing::read(&name, &raw)).unwrap_or_else(|_| Err(failed_reader()))
        }
    };
    read.map_err(|error| Problem::new(error.to_string(), place.as_str(), remedy(&error)))
}

/// What to do about a file that was not read, where what is said of an import does not fit.
fn remedy(error: &ImportError) -> String {
    if error.is_too_large() || matches!(error, ImportError::TooMuch { .. }) {
        return "give the filing alone: the form and its report, without what is no text of theirs"
            .to_owned();
    }
    error.problem("").remedy
}

fn failed_reader() -> ImportError {
    ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() }
}

fn write(files: &[LintedFile], format: LintFormat) -> Result<(), Problem> {
    match format {
        LintFormat::Text => output::out(&text(files)),
        LintFormat::Json => emit(Format::Json, &Table::new("Lint", clock::today(), &[]), &files),
    }
}

/// A line a finding, the file before its findings where there are several.
fn text(files: &[LintedFile]) -> String {
    let mut out = String::new();
    for file in files.iter().filter(|file| file.error.is_none()) {
        if files.len() > 1 || file.findings.is_empty() {
            let findings = count(file.findings.len(), "finding", "findings");
            out.push_str(&(visible(&format!("{}: {findings}", file.file)) + "\n"));
        }
        for finding in &file.findings {
            let line = format!("{}: {} {}: {}", finding.place, finding.severity, finding.id, finding.message);
            out.push_str(&(visible(&line) + "\n"));
        }
    }
    out
}
