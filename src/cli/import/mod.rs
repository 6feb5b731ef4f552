//! `rcoi import`.

mod batch;
mod facilities;
mod risks;
mod roles;
mod statuses;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;

use super::args::{GivenRole, ImportArgs, ImportFormat};
use super::context::{CommandOutcome, Context};
use super::{output, record_edit};
use crate::Problem;
use crate::domain::{Contents, SourceRole, SupplierId, Workspace};
use crate::intake::{self, Arrival, Attach, Batch, ImportPlan, ReadFile, check_unfrozen};
use crate::runtime::complete::{expand, home};
use crate::runtime::{import_paths, reading};
use crate::store::Opened;
use crate::text::count;
use roles::FileAs;

/// Reads everything, then takes it: each filing and table by itself, all CMRTs and lists as one edit.
pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<CommandOutcome, Problem> {
    let dir = context.dir()?;
    let (mut files, refused) = read(context, args)?;
    reading::join_risks(&mut files.iter_mut().collect::<Vec<_>>());
    let opened = if args.dry_run { context.host.open_reading(&dir) } else { context.host.open(&dir) }?;
    opened.notices.iter().for_each(output::note);
    if !args.dry_run {
        check_unfrozen(&opened.workspace)?;
    }
    let mut run = ImportRun { context, args, opened, dir: &dir };
    let (roles, unfit) = with_roles(&run, files)?;
    let is_table = |file: &FileAs| matches!(file.role, SourceRole::Annex | SourceRole::Baseline);
    let (tables, others): (Vec<FileAs>, Vec<FileAs>) = roles.into_iter().partition(is_table);
    for file in tables {
        facilities::import(&mut run, file)?;
    }
    let left = if others.is_empty() {
        // What reads the effect gets one, be it of no list.
        statuses::tell_effect(&run, &[])?;
        0
    } else {
        batch::import(&mut run, others)?
    } + unfit;
    if args.dry_run && args.format == ImportFormat::Text {
        output::out("Nothing was taken: this was a dry run\n")?;
    } else if let Err(error) = run.opened.store.close() {
        output::note(&error.problem());
    }
    Ok(if left + refused == 0 { CommandOutcome::Good } else { CommandOutcome::Bad })
}

/// The files with their roles, and how many cannot be what was asked; these are told. The only file is refused.
fn with_roles(run: &ImportRun<'_>, files: Vec<ReadFile>) -> Result<(Vec<FileAs>, usize), Problem> {
    let is_alone = files.len() == 1;
    let (mut roles, mut unfit) = (Vec::new(), 0);
    for file in files {
        match FileAs::of(run.workspace(), run.args, file) {
            Ok(file) => roles.push(file),
            Err(problem) if is_alone => return Err(problem),
            Err(problem) => {
                output::complain(&problem);
                unfit += 1;
            }
        }
    }
    Ok((roles, unfit))
}

/// Takes CMRTs of which it is known whose they are and when they came, and their look-ups as reference lists.
pub(super) fn take_known(
    context: &Context,
    dir: &Path,
    files: Vec<(PathBuf, SupplierId, Date)>,
) -> Result<(), Problem> {
    let args = ImportArgs { lists: true, ..ImportArgs::default() };
    let opened = context.host.open(dir)?;
    let (mut read, mut arrivals) = (Vec::new(), Vec::new());
    for (path, supplier, day) in files {
        let file = receive(context, &path, None)?;
        if let Some(received) = file.declaration() {
            arrivals.push(Arrival { received: received.clone(), attach: Attach::To(supplier), day });
        }
        read.push(file);
    }
    let mut run = ImportRun { context, args: &args, opened, dir };
    run.check()?;
    let entering = Batch { arrivals, ..Batch::default() };
    batch::enter(&mut run, &read, entering)?;
    run.opened.store.close().map_err(|error| error.problem())
}

fn receive(context: &Context, path: &Path, password: Option<&str>) -> Result<ReadFile, Problem> {
    let read = reading::read_file(&*context.host.disk, path, password);
    // Its bytes are not kept: a batch may have a thousand files.
    read.map(|(file, _)| file).map_err(|unread| unread.problem)
}

/// The files that could be read, and how many could not; these are told.
fn read(context: &Context, args: &ImportArgs) -> Result<(Vec<ReadFile>, usize), Problem> {
    let disk = &*context.host.disk;
    let (mut paths, mut problems) = (Vec::new(), Vec::new());
    for given in &args.files {
        let path = given.to_str().map_or_else(|| given.clone(), |typed| expand(typed, home().as_deref()));
        match import_paths::files(disk, &path) {
            Ok(found) => {
                found.passed_over().iter().for_each(|passed| output::remark(passed));
                paths.extend(found.files);
            }
            Err(problem) => problems.push(problem),
        }
    }
    let mut seen = BTreeSet::new();
    paths.retain(|path: &PathBuf| seen.insert(path.clone()));
    let password = args.password.as_deref();
    let as_risk = |path: &Path, problem: Problem| match args.as_role {
        Some(GivenRole::Risk) => roles::no_risk_list(context, path).unwrap_or(problem),
        Some(GivenRole::Annex | GivenRole::Baseline | GivenRole::Status | GivenRole::Reference) | None => {
            problem
        }
    };
    let read = |path: &PathBuf| receive(context, path, password).map_err(|problem| as_risk(path, problem));
    let all: Vec<Result<ReadFile, Problem>> = paths.par_iter().map(read).collect();
    let mut files = Vec::with_capacity(all.len());
    for one in all {
        match one {
            Ok(file) => files.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    match (files.is_empty(), problems.len()) {
        (true, 1) => problems.pop().map_or(Ok((files, 1)), Err),
        (is_empty, refused) => {
            problems.iter().for_each(output::complain);
            if is_empty { Err(nothing_read(refused)) } else { Ok((files, refused)) }
        }
    }
}

fn nothing_read(refused: usize) -> Problem {
    let what = format!("nothing was imported: none of {} could be read", count(refused, "file", "files"));
    Problem::new(what, "rcoi import", "see what is said of each above")
}

/// An import while it is carried out.
struct ImportRun<'a> {
    context: &'a Context,
    args: &'a ImportArgs,
    opened: Opened,
    dir: &'a Path,
}

impl ImportRun<'_> {
    /// Refuses what cannot be changed, before anything is said of it.
    fn check(&self) -> Result<(), Problem> {
        if self.args.dry_run {
            return Ok(());
        }
        if self.opened.store.workspace().programme.sample {
            return Err(Problem::new(
                "nothing was imported: the sample takes no imports",
                self.dir.display().to_string(),
                "make a workspace of your own: rcoi init DIR --company NAME --year YYYY",
            ));
        }
        self.opened.store.check_writable().map_err(|error| error.problem())
    }

    /// Says something, where people read it.
    fn say(&self, text: &str) -> Result<(), Problem> {
        match self.args.format {
            ImportFormat::Text => output::out(text),
            ImportFormat::Json => Ok(()),
        }
    }

    fn workspace(&self) -> &Workspace {
        self.opened.store.workspace()
    }

    /// How files would enter; `unfit` says what does not fit, where it stands and what to do.
    fn plan(&self, contents: &Contents, batch: Batch, unfit: [&str; 3]) -> Result<ImportPlan, Problem> {
        let stamp = record_edit::stamp(self.context);
        let planned = intake::plan(self.workspace(), contents, batch, &mut self.context.host.ids()?, &stamp);
        planned.map_err(|error| {
            let [what, place, remedy] = unfit;
            Problem::new(format!("nothing was imported: {what} the workspace: {error}"), place, remedy)
        })
    }

    /// Writes the contents, records the edit, keeps the files as they came; nothing of it when nothing is to be taken.
    fn take(&mut self, files: &[ReadFile], plan: ImportPlan) -> Result<(), Problem> {
        if self.args.dry_run || plan.is_empty() {
            return Ok(());
        }
        self.opened.store.keep_contents(&plan.contents()).map_err(|error| error.problem())?;
        let mut originals = plan.originals();
        record_edit::append(self.context, &mut self.opened.store, plan.title, plan.edit)?;
        files.iter().filter(|file| originals.remove(&file.sha256)).for_each(|file| self.keep(file));
        Ok(())
    }

    /// Keeps a file as it came, reading it once more.
    fn keep(&self, file: &ReadFile) {
        let kept = match self.context.host.disk.read_through(&file.path) {
            Ok(bytes) => {
                let extension = reading::extension(&file.path.to_string_lossy());
                let kept = self.opened.store.keep_original(&file.sha256, &extension, &bytes);
                kept.map(drop).map_err(|error| error.problem())
            }
            Err(error) => {
                let path = file.path.display().to_string();
                Err(Problem::new(error.to_string(), path, "keep a copy of it yourself"))
            }
        };
        if let Err(problem) = kept {
            let what =
                format!("the import is recorded, but the file as it came was not kept: {}", problem.what);
            output::note(&Problem::new(what, problem.place, problem.remedy));
        }
    }
}
