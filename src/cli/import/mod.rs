//! `rcoi import`.

mod batch;
mod facilities;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;

use super::args::ImportArgs;
use super::{Context, Verdict, output};
use crate::Problem;
use crate::domain::{Cause, Edit, Entry, PaperKind, Place, SupplierId};
use crate::import::{Draft, Incoming};
use crate::intake::{Offered, Received};
use crate::runtime::complete::{expand, home};
use crate::runtime::{clock, gather, papers, reading};
use crate::store::{Opened, Paper, Store};
use crate::text::{count, visible};
use batch::{Batched, Declared, Listed};

/// Reads everything, then takes it: each filing and table by itself, all CMRTs and lists as one edit.
pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<Verdict, Problem> {
    let dir = context.dir()?;
    let (came, refused) = read(context, args)?;
    let opened = if args.dry_run { context.host.open_reading(&dir) } else { context.host.open(&dir) }?;
    opened.notices.iter().for_each(output::note);
    let mut desk = Desk { context, args, opened, dir: &dir };
    let mut batched = Batched::default();
    for came in came {
        match came.what {
            What::Facilities(draft) => facilities::import(&mut desk, &came.path, &draft)?,
            What::Declaration(received, paper) => {
                let (path, received, paper) = (came.path, *received, *paper);
                batched.declared.push(Declared { path, received, paper, known: None });
            }
            What::List(offered, remarks) => {
                batched.listed.push(Listed { path: came.path, offered: *offered, remarks });
            }
        }
    }
    let left = if batched.is_empty() { 0 } else { batch::import(&mut desk, &batched)? };
    if args.dry_run {
        output::out("Nothing was taken: this was a dry run\n")?;
    } else if let Err(error) = desk.opened.store.close() {
        output::note(&error.problem());
    }
    Ok(if left + refused == 0 { Verdict::Good } else { Verdict::Bad })
}

/// Takes CMRTs of which it is known whose they are and when they came, and their look-ups as reference lists.
pub(super) fn take_known(
    context: &Context,
    dir: &Path,
    files: Vec<(PathBuf, SupplierId, Date)>,
) -> Result<(), Problem> {
    let args = ImportArgs { lists: true, ..ImportArgs::default() };
    let opened = context.host.open(dir)?;
    let mut batched = Batched::default();
    for (path, supplier, day) in files {
        let came = receive(context, &path, None)?;
        if let What::Declaration(received, paper) = came.what {
            let (received, paper, known) = (*received, *paper, Some((supplier, day)));
            batched.declared.push(Declared { path, received, paper, known });
        }
    }
    let mut desk = Desk { context, args: &args, opened, dir };
    batch::import(&mut desk, &batched)?;
    desk.opened.store.close().map_err(|error| error.problem())
}

/// A file that was read. Its bytes are not kept: a batch may have a thousand files.
struct Came {
    path: PathBuf,
    what: What,
}

/// What a file says.
enum What {
    Facilities(Box<Draft>),
    Declaration(Box<Received>, Box<Paper>),
    List(Box<Offered>, Vec<(Place, String)>),
}

fn receive(context: &Context, path: &Path, password: Option<&str>) -> Result<Came, Problem> {
    let received = reading::receive(&*context.host.disk, path, password).map_err(|failed| failed.problem)?;
    let what = match received.incoming {
        Incoming::Facilities(draft) => What::Facilities(Box::new(draft)),
        Incoming::Declaration(draft) => {
            let (received, made) = papers::received(*draft)?;
            // Look-ups are the same in many files; their texts are made again when they are written.
            let form = made.into_iter().find(|paper| paper.kind == PaperKind::Form);
            let missing =
                || Problem::new("the file's content was not made", &received.file, "please report this");
            let form = form.ok_or_else(missing)?;
            What::Declaration(Box::new(received), Box::new(form))
        }
        Incoming::List(draft) => {
            let remarks = draft.remarks.clone();
            What::List(Box::new(papers::offered(*draft)?.0), remarks)
        }
    };
    Ok(Came { path: path.to_owned(), what })
}

/// The files that could be read, and how many could not; these are told.
fn read(context: &Context, args: &ImportArgs) -> Result<(Vec<Came>, usize), Problem> {
    let disk = &*context.host.disk;
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for given in &args.files {
        let path = given.to_str().map_or_else(|| given.clone(), |typed| expand(typed, home().as_deref()));
        match gather::files(disk, &path) {
            Ok(found) => files.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|file: &PathBuf| seen.insert(file.clone()));
    let password = args.password.as_deref();
    let all: Vec<Result<Came, Problem>> =
        files.par_iter().map(|file| receive(context, file, password)).collect();
    let mut came = Vec::with_capacity(all.len());
    for one in all {
        match one {
            Ok(one) => came.push(one),
            Err(problem) => problems.push(problem),
        }
    }
    match (came.is_empty(), problems.len()) {
        (true, 1) => problems.pop().map_or(Ok((came, 1)), Err),
        (is_empty, refused) => {
            problems.iter().for_each(output::complain);
            if is_empty { Err(nothing_read(refused)) } else { Ok((came, refused)) }
        }
    }
}

fn nothing_read(refused: usize) -> Problem {
    let what = format!("nothing was imported: none of {} could be read", count(refused, "file", "files"));
    Problem::new(what, "rcoi import", "see what is said of each above")
}

/// What an import works with.
struct Desk<'a> {
    context: &'a Context,
    args: &'a ImportArgs,
    opened: Opened,
    dir: &'a Path,
}

impl Desk<'_> {
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

    fn store(&self) -> &Store {
        &self.opened.store
    }

    /// Records an edit, and says so.
    fn record(&mut self, title: String, edit: Edit) -> Result<(), Problem> {
        let entry = Entry {
            seq: self.store().next_seq(),
            id: self.context.host.ids()?.entry(),
            by: self.context.host.person.clone(),
            at: clock::now(),
            cause: Cause::Do,
            title,
            edit,
        };
        self.opened.store.append(&entry).map_err(|error| error.problem())?;
        output::out(&(visible(&format!("Taken: {}", entry.title)) + "\n"))
    }

    /// Keeps a file as it came, reading it once more.
    fn keep(&self, path: &Path, sha256: &str) {
        let kept = match self.context.host.disk.read(path) {
            Ok(bytes) => {
                let extension = reading::extension(&path.to_string_lossy());
                let kept = self.store().keep_original(sha256, &extension, &bytes);
                kept.map(drop).map_err(|error| error.problem())
            }
            Err(error) => {
                Err(Problem::new(error.to_string(), path.display().to_string(), "keep a copy of it yourself"))
            }
        };
        if let Err(problem) = kept {
            let what =
                format!("the import is recorded, but the file as it came was not kept: {}", problem.what);
            output::note(&Problem::new(what, problem.place, problem.remedy));
        }
    }

    fn keep_paper(&self, paper: &Paper) -> Result<(), Problem> {
        self.store().keep_paper(paper).map_err(|error| error.problem())
    }

    /// The look-up of a CMRT, and a list, as they lie on the disk.
    fn keep_list(&self, body: &crate::domain::ListBody) -> Result<(), Problem> {
        self.keep_paper(&Paper::list(body).map_err(|error| error.problem())?)
    }

    fn keep_declaration(&self, received: &Received, paper: &Paper) -> Result<(), Problem> {
        if let Some((_, body)) = &received.look_up {
            self.keep_list(body)?;
        }
        self.keep_paper(paper)
    }

    fn keep_offered(&self, offered: &Offered) -> Result<(), Problem> {
        self.keep_list(&offered.body)
    }
}
