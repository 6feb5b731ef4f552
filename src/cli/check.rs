//! `rcoi check`.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::args::{CheckArgs, Format, TextFormat};
use super::emit::emit;
use super::lines::{file_block, shown_place};
use super::review::{Library, library};
use super::{Context, Verdict, output};
use crate::Problem;
use crate::checks::declaration::{FormContext, FormFinding, Outcome, check, outcome};
use crate::checks::{FILE_UNREADABLE, Severity};
use crate::domain::Place;
use crate::domain::cmrt::{CompanyField, Version};
use crate::import::{self, CmrtDraft, ImportError, Incoming, MAX_BYTES};
use crate::runtime::{clock, gather, panics};
use crate::store::Disk;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{count, visible};

/// What a file came to.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    pub file: String,
    /// What the file is, when that is known.
    pub kind: Option<String>,
    pub version: Option<Version>,
    pub language: Option<&'static str>,
    pub company: Option<String>,
    pub outcome: &'static str,
    pub findings: Vec<Told>,
    #[serde(skip)]
    pub came_to: Outcome,
}

/// One finding in it.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    pub rule: &'static str,
    pub severity: &'static str,
    /// Sheet and cell; none for the file as a whole.
    pub cell: Option<String>,
    pub message: String,
    #[serde(skip)]
    pub remedy: String,
    #[serde(skip)]
    pub grave: Severity,
}

impl Told {
    fn of(finding: FormFinding) -> Self {
        Self {
            rule: finding.rule,
            severity: finding.severity.name(),
            cell: (finding.place != Place::File).then(|| finding.place.to_string()),
            message: finding.message,
            remedy: finding.remedy,
            grave: finding.severity,
        }
    }
}

impl Checked {
    fn of(file: String, draft: &CmrtDraft, library: &Library) -> Self {
        let lists = library.lists();
        let context = FormContext {
            today: clock::today(),
            own: draft.look_up.as_ref(),
            lists: &lists,
            severities: &library.severities,
        };
        let findings = check(&draft.form, &context);
        let came_to = outcome(&findings);
        let form = &draft.form;
        let company = form.field(CompanyField::Name);
        Self {
            file,
            kind: Some(form.template.name().to_owned()),
            version: Some(form.version),
            language: form.language.map(crate::domain::cmrt::Language::name),
            company: (!company.is_empty()).then(|| company.to_owned()),
            outcome: came_to.name(),
            findings: findings.into_iter().map(Told::of).collect(),
            came_to,
        }
    }

    /// A file that is no declaration, or could not be read as one.
    fn unreadable(file: String, kind: Option<String>, what: String, remedy: String) -> Self {
        let told = Told {
            rule: FILE_UNREADABLE,
            severity: Severity::Error.name(),
            cell: None,
            message: what,
            remedy,
            grave: Severity::Error,
        };
        let came_to = Outcome::Unreadable;
        let (outcome, findings) = (came_to.name(), vec![told]);
        Self { file, kind, version: None, language: None, company: None, outcome, findings, came_to }
    }
}

pub(super) fn run(context: &Context, args: &CheckArgs) -> Result<Verdict, Problem> {
    let library = library(context)?;
    let disk = &*context.host.disk;
    let mut paths = Vec::new();
    for path in &args.files {
        // What cannot be listed is told as a file that cannot be read.
        paths.extend(gather::files(disk, path).unwrap_or_else(|_| vec![path.clone()]));
    }
    let one = |path: &PathBuf| checked(disk, path, args.password.as_deref(), &library);
    let files: Vec<Checked> = paths.par_iter().map(one).collect();
    write(&files, args.format)?;
    if files.iter().all(|file| file.came_to == Outcome::Unreadable) {
        return Err(nothing_read(files.len(), args));
    }
    let is_green = files.iter().all(|file| file.came_to == Outcome::Green);
    Ok(if is_green { Verdict::Good } else { Verdict::Bad })
}

fn nothing_read(files: usize, args: &CheckArgs) -> Problem {
    let places = args.files.iter().map(|path| path.display().to_string());
    Problem::new(
        format!("none of {} could be read as a declaration", count(files, "file", "files")),
        places.collect::<Vec<_>>().join(", "),
        "give the workbooks that suppliers sent, or a folder of them",
    )
}

fn checked(disk: &dyn Disk, path: &Path, password: Option<&str>, library: &Library) -> Checked {
    let file = path.display().to_string();
    let bytes = match bytes(disk, path) {
        Ok(bytes) => bytes,
        Err(what) => return Checked::unreadable(file, None, what, "check the path".to_owned()),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let received = panics::catch(|| import::receive(&name, &bytes, password)).unwrap_or_else(|_| {
        Err(ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() })
    });
    match received {
        Ok(Incoming::Declaration(draft)) => Checked::of(file, &draft, library),
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
                | ImportError::Broken { .. }
                | ImportError::Book(_) => None,
            };
            Checked::unreadable(file, kind, error.to_string(), remedy)
        }
    }
}

fn no_declaration(file: String, kind: &str) -> Checked {
    let what = format!("this is a {kind}, not a declaration");
    Checked::unreadable(
        file,
        Some(kind.to_owned()),
        what,
        "give the workbook that the supplier sent".to_owned(),
    )
}

/// The bytes of a file, unless there is something else, or too much of it.
fn bytes(disk: &dyn Disk, path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("the file cannot be read: {error}");
    let stat = disk.stat(path).map_err(failed)?;
    if stat.is_dir {
        return Err("this folder has no files".to_owned());
    }
    if stat.len > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: stat.len }.to_string());
    }
    // Devices and pipes have no length either, and may never end.
    if stat.len == 0 {
        return Err(ImportError::Empty.to_string());
    }
    disk.read(path).map_err(failed)
}

fn write(files: &[Checked], format: TextFormat) -> Result<(), Problem> {
    match format {
        TextFormat::Text => output::out(&text(files)),
        TextFormat::Csv => emit(Format::Csv, &table(files), &files),
        TextFormat::Json => emit(Format::Json, &table(files), &files),
    }
}

fn text(files: &[Checked]) -> String {
    let mut out: String = files.iter().map(file_block).collect();
    if files.len() > 1 {
        let of = |outcome: Outcome| files.iter().filter(|file| file.came_to == outcome).count();
        let counts = Outcome::ALL.map(|outcome| (of(outcome), outcome.name()));
        let counts = counts.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{n} {name}"));
        let counts = counts.collect::<Vec<_>>().join(", ");
        out.push_str(&format!("{}: {counts}\n", count(files.len(), "file", "files")));
    }
    out
}

/// A line a finding; a file without findings has one line of its own.
fn table(files: &[Checked]) -> Table {
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
            file.outcome.to_owned(),
        ];
        let mut tails: Vec<[String; 5]> = file.findings.iter().map(tail).collect();
        if tails.is_empty() {
            tails.push(Default::default());
        }
        table.rows.extend(tails.iter().map(|tail| head.iter().chain(tail).map(Cell::text).collect()));
    }
    table
}

fn tail(told: &Told) -> [String; 5] {
    [
        told.rule.to_owned(),
        told.severity.to_owned(),
        shown_place(told).to_owned(),
        told.message.clone(),
        told.remedy.clone(),
    ]
}
