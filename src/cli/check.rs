//! `rcoi check`.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::args::{CheckArgs, Format, TextFormat};
use super::check_lines::{file_block, shown_place};
use super::context::{CommandOutcome, Context};
use super::emit::emit;
use super::output;
use super::review::check_context;
use crate::Problem;
use crate::checks::declaration::{CheckContext, DeclarationOutcome, outcome};
use crate::checks::{self, Finding};
use crate::domain::Place;
use crate::domain::cmrt::{CompanyField, Version};
use crate::import::{self, CmrtDraft, ImportError, Incoming, MAX_BYTES};
use crate::runtime::{clock, import_paths, panics, room};
use crate::store::Disk;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{count, visible};

/// What a file came to.
#[derive(Debug, Serialize)]
pub(super) struct CheckedFile {
    pub file: String,
    /// What the file is, when that is known.
    pub kind: Option<String>,
    pub version: Option<Version>,
    pub language: Option<&'static str>,
    pub company: Option<String>,
    #[serde(serialize_with = "by_name")]
    pub outcome: DeclarationOutcome,
    #[serde(serialize_with = "to_supplier")]
    pub findings: Vec<Finding>,
}

fn by_name<S: Serializer>(outcome: &DeclarationOutcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(outcome.name())
}

/// Findings as they are told of a declaration that is in no workspace.
fn to_supplier<S: Serializer>(findings: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct CheckedFinding<'a> {
        rule: &'static str,
        severity: &'static str,
        /// Sheet and cell; none for the file as a whole.
        cell: Option<String>,
        message: &'a str,
    }
    serializer.collect_seq(findings.iter().map(|finding| CheckedFinding {
        rule: finding.rule,
        severity: finding.severity.name(),
        cell: (finding.at != Place::File).then(|| finding.at.to_string()),
        message: &finding.message,
    }))
}

impl CheckedFile {
    fn of(file: String, draft: &CmrtDraft, against: &CheckContext) -> Self {
        let form = &draft.form;
        let findings = against.check(form, draft.look_up.as_ref(), against.today);
        let company = form.field(CompanyField::Name);
        Self {
            file,
            kind: Some(form.template.name().to_owned()),
            version: Some(form.version),
            language: form.language.map(crate::domain::cmrt::Language::name),
            company: (!company.is_empty()).then(|| company.to_owned()),
            outcome: outcome(&findings),
            findings,
        }
    }

    /// A file that is no declaration, or could not be read as one.
    fn unreadable(file: String, kind: Option<String>, what: String, remedy: String) -> Self {
        let findings = vec![checks::unreadable(what, remedy)];
        let outcome = DeclarationOutcome::Unreadable;
        Self { file, kind, version: None, language: None, company: None, outcome, findings }
    }
}

pub(super) fn run(context: &Context, args: &CheckArgs) -> Result<CommandOutcome, Problem> {
    let against = check_context(context)?;
    let disk = &*context.host.disk;
    let mut paths = Vec::new();
    for path in &args.files {
        // What cannot be listed is told as a file that cannot be read.
        paths
            .extend(import_paths::files(disk, path).map_or_else(|_| vec![path.clone()], |found| found.files));
    }
    let one = |path: &PathBuf| checked(disk, path, args.password.as_deref(), &against);
    let files: Vec<CheckedFile> = paths.par_iter().map(one).collect();
    write(&files, args.format)?;
    if files.iter().all(|file| file.outcome == DeclarationOutcome::Unreadable) {
        return Err(nothing_read(files.len(), args));
    }
    let is_green = files.iter().all(|file| file.outcome == DeclarationOutcome::Green);
    Ok(if is_green { CommandOutcome::Good } else { CommandOutcome::Bad })
}

fn nothing_read(files: usize, args: &CheckArgs) -> Problem {
    let places = args.files.iter().map(|path| path.display().to_string());
    Problem::new(
        format!("none of {} could be read as a declaration", count(files, "file", "files")),
        places.collect::<Vec<_>>().join(", "),
        "give the workbooks that suppliers sent, or a folder of them",
    )
}

fn checked(disk: &dyn Disk, path: &Path, password: Option<&str>, against: &CheckContext) -> CheckedFile {
    let file = path.display().to_string();
    let _taken = room::take(disk.stat(path).map_or(0, |stat| stat.len));
    let bytes = match bytes(disk, path) {
        Ok(bytes) => bytes,
        Err(what) => return CheckedFile::unreadable(file, None, what, "check the path".to_owned()),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let received = panics::catch(|| import::receive(&name, &bytes, password)).unwrap_or_else(|_| {
        Err(ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() })
    });
    match received {
        Ok(Incoming::Declaration(draft)) => CheckedFile::of(file, &draft, against),
        Ok(Incoming::List(_)) => no_declaration(file, "reference list"),
        Ok(Incoming::Facilities(draft)) => no_declaration(file, draft.kind.name()),
        Err(error) => {
            let remedy = error.problem(&file).remedy;
            let kind = match &error {
                ImportError::Template { template, .. } => Some(template.name().to_owned()),
                ImportError::SheetMissing { .. } => Some("CMRT".to_owned()),
                ImportError::Empty
                | ImportError::TooLarge { .. }
                | ImportError::Refused { .. }
                | ImportError::Unknown { .. }
                | ImportError::NoRows { .. }
                | ImportError::TooMuch { .. }
                | ImportError::Broken { .. }
                | ImportError::Book(_) => None,
            };
            CheckedFile::unreadable(file, kind, error.to_string(), remedy)
        }
    }
}

fn no_declaration(file: String, kind: &str) -> CheckedFile {
    let what = format!("this is a {kind}, not a declaration");
    CheckedFile::unreadable(
        file,
        Some(kind.to_owned()),
        what,
        "give the workbook that the supplier sent".to_owned(),
    )
}

/// The bytes of a file, unless there is something else, or too much of it.
fn bytes(disk: &dyn Disk, path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("the file cannot be read: {error}");
    let stat = disk.stat_through(path).map_err(failed)?;
    if stat.is_dir() {
        return Err("this folder has no files".to_owned());
    }
    if stat.len > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: stat.len }.to_string());
    }
    // Devices and pipes have no length either, and may never end.
    if stat.len == 0 {
        return Err(ImportError::Empty.to_string());
    }
    disk.read_through(path).map_err(failed)
}

fn write(files: &[CheckedFile], format: TextFormat) -> Result<(), Problem> {
    match format {
        TextFormat::Text => output::out(&text(files)),
        TextFormat::Csv => emit(Format::Csv, &table(files), &files),
        TextFormat::Json => emit(Format::Json, &table(files), &files),
    }
}

fn text(files: &[CheckedFile]) -> String {
    let mut out: String = files.iter().map(file_block).collect();
    if files.len() > 1 {
        let of = |outcome: DeclarationOutcome| files.iter().filter(|file| file.outcome == outcome).count();
        let counts = DeclarationOutcome::ALL.map(|outcome| (of(outcome), outcome.name()));
        let counts = counts.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{n} {name}"));
        let counts = counts.collect::<Vec<_>>().join(", ");
        out.push_str(&format!("{}: {counts}\n", count(files.len(), "file", "files")));
    }
    out
}

/// A line a finding; a file without findings has one line of its own.
fn table(files: &[CheckedFile]) -> Table {
    let columns = [
        "File",
        "Kind",
        "Version",
        "Language",
        "Company",
        "Outcome",
        "Rule",
        "Severity",
        "Cell",
        "Message",
        "What to do",
    ];
    let mut table = Table::new("Check", clock::today(), &columns.map(|title| (title, ColumnKind::Text)));
    for file in files {
        let head = [
            visible(&file.file),
            file.kind.clone().unwrap_or_default(),
            file.version.map(|version| version.to_string()).unwrap_or_default(),
            file.language.unwrap_or_default().to_owned(),
            file.company.clone().unwrap_or_default(),
            file.outcome.name().to_owned(),
        ];
        let mut tails: Vec<[String; 5]> = file.findings.iter().map(tail).collect();
        if tails.is_empty() {
            tails.push(Default::default());
        }
        table.rows.extend(tails.iter().map(|tail| head.iter().chain(tail).map(Cell::text).collect()));
    }
    table
}

fn tail(finding: &Finding) -> [String; 5] {
    [
        finding.rule.to_owned(),
        finding.severity.name().to_owned(),
        shown_place(finding),
        finding.message.clone(),
        finding.remedy.clone(),
    ]
}
