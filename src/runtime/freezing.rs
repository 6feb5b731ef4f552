//! Freezing a report: its files with a manifest, and what it was made of, below `frozen/`; and looking whether it still is
//! what was frozen.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Problem;
use crate::correspond::inquiry;
use crate::domain::{Contents, Freeze, Stamp, Workspace};
use crate::export::{self, MANIFEST, Manifest};
use crate::import::sha256;
use crate::intake::check_unfrozen;
use crate::report::Report;
use crate::resolve::rows::Register;
use crate::standing;
use crate::store::{self, Disk, Owner, Paths, Store, StoreError, StoreSeverity};

/// Writes a report with its manifest, and what it was made of, and says what is to be recorded. The report is that of the workspace
/// as the disk has it.
///
/// # Errors
/// When the workspace is frozen already, a content is missing, or the disk fails. What was written by then is on no record.
pub fn freeze(store: &Store, report: &Report, (owner, stamp): (&Owner, Stamp)) -> Result<Freeze, Problem> {
    let told = |error: StoreError| error.problem();
    store.check_writable().map_err(told)?;
    check_unfrozen(store.workspace())?;
    let name = store.free_frozen_name().map_err(told)?;
    let mut files = export::bundle(report)?;
    let sources = store.copy_frozen(&name, (owner, &stamp)).map_err(told)?;
    let manifest = Manifest::of(report, &files, (sources.sha256, store.next_seq() - 1));
    let text = manifest.text().map_err(|error| Problem::new(error.to_string(), MANIFEST, ""))?;
    let hash = sha256(text.as_bytes());
    files.push((MANIFEST.to_owned(), text.into_bytes()));
    store.write_frozen(&name, &files).map_err(told)?;
    Ok(Freeze { name, manifest: hash, stamp, lifted: None })
}

/// What looking at a frozen report came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenOutcome {
    /// Its folder.
    pub dir: PathBuf,
    /// What is not as it should be: how much it matters, where, and what it is.
    pub findings: Vec<(StoreSeverity, PathBuf, String)>,
    /// What is as it should be, and what else is to know, a sentence each.
    pub remarks: Vec<String>,
}

/// Looks at every frozen report of a workspace: whether its files are those that were frozen, whether its sources give every figure
/// again, and whether the workspace is still the one that it was made of.
pub fn verify_frozen(disk: &Arc<dyn Disk>, paths: &Paths, ws: &Workspace) -> Vec<FrozenOutcome> {
    // The copy that a report was made of has no report of its own.
    let freezes = ws.freezes.values().filter(|freeze| !freeze.manifest.is_empty());
    let mut all: Vec<FrozenOutcome> = freezes.map(|freeze| Look::at(disk, paths, freeze).all(ws)).collect();
    all.extend(unrecorded(&**disk, paths, ws));
    all
}

/// Folders below `frozen/` that the workspace does not know.
fn unrecorded(disk: &dyn Disk, paths: &Paths, ws: &Workspace) -> Option<FrozenOutcome> {
    let dir = paths.frozen();
    let names = disk.list(&dir).unwrap_or_default();
    let is_unknown = |name: &String| {
        let report = name.strip_suffix("-sources").unwrap_or(name);
        !name.starts_with('.') && !ws.freezes.contains_key(report)
    };
    let what = "this was frozen and stands in no history: the freezing was interrupted; remove it, if you do not need it";
    let finding = |name: String| (StoreSeverity::Warning, dir.join(name), what.to_owned());
    let findings: Vec<_> = names.into_iter().filter(is_unknown).map(finding).collect();
    (!findings.is_empty()).then(|| FrozenOutcome { dir: dir.clone(), findings, remarks: Vec::new() })
}

/// A frozen report that is looked at.
struct Look<'a> {
    disk: &'a Arc<dyn Disk>,
    freeze: &'a Freeze,
    dir: PathBuf,
    sources: PathBuf,
    findings: Vec<(StoreSeverity, PathBuf, String)>,
    remarks: Vec<String>,
}

impl<'a> Look<'a> {
    fn at(disk: &'a Arc<dyn Disk>, paths: &Paths, freeze: &'a Freeze) -> Self {
        let (dir, sources) = (paths.frozen_report(&freeze.name), paths.frozen_sources(&freeze.name));
        Self { disk, freeze, dir, sources, findings: Vec::new(), remarks: Vec::new() }
    }

    fn error(&mut self, path: &Path, what: impl Into<String>) {
        self.findings.push((StoreSeverity::Error, path.to_owned(), what.into()));
    }

    fn all(mut self, present: &Workspace) -> FrozenOutcome {
        if let Some(manifest) = self.manifest() {
            self.files(&manifest);
            if let Some((frozen, contents)) = self.frozen_workspace(&manifest) {
                self.figures(&manifest, &frozen, &contents);
                self.present(present, &frozen);
            }
        }
        FrozenOutcome { dir: self.dir, findings: self.findings, remarks: self.remarks }
    }

    fn manifest(&mut self) -> Option<Manifest> {
        let path = self.dir.join(MANIFEST);
        let bytes = match self.disk.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.error(&path, format!("the manifest cannot be read: {error}"));
                return None;
            }
        };
        if sha256(&bytes) != self.freeze.manifest {
            self.error(&path, "this is not the manifest that stands in the history: its hash differs");
            return None;
        }
        match Manifest::read(&bytes) {
            Ok(manifest) => Some(manifest),
            Err(error) => {
                self.error(&path, format!("this version of the program cannot read the manifest: {error}"));
                None
            }
        }
    }

    /// The files of the report: those of the manifest as they were, and no other.
    fn files(&mut self, manifest: &Manifest) {
        let (before, dir) = (self.findings.len(), self.dir.clone());
        for (name, hash) in &manifest.files {
            let path = dir.join(name);
            match self.disk.read(&path) {
                Ok(bytes) if sha256(&bytes) == *hash => {}
                Ok(_) => self.error(&path, "this file is not as it was frozen: its hash differs"),
                Err(error) => self.error(&path, format!("this file was frozen and cannot be read: {error}")),
            }
        }
        for name in self.disk.list(&dir).unwrap_or_default() {
            if name != MANIFEST && !manifest.files.contains_key(&name) {
                let what = "this file is not of the frozen report";
                self.findings.push((StoreSeverity::Warning, dir.join(name), what.to_owned()));
            }
        }
        if self.findings.len() == before {
            let Freeze { stamp, .. } = self.freeze;
            let day = stamp.at.strftime("%Y-%m-%d");
            self.remarks.push(format!(
                "its {} files are as {} froze them on {day} with rcoi {}",
                manifest.files.len(),
                stamp.by,
                manifest.program
            ));
        }
    }

    /// The workspace that it was made of, with its contents.
    fn frozen_workspace(&mut self, manifest: &Manifest) -> Option<(Workspace, Contents)> {
        let paths = Paths::new(&self.sources);
        let snapshot = paths.workspace();
        match self.disk.read(&snapshot) {
            Ok(bytes) if sha256(&bytes) == manifest.workspace => {}
            Ok(_) => self.error(&snapshot, "this is not the workspace of the manifest: its hash differs"),
            Err(error) => {
                self.error(&snapshot, format!("what the report was made of cannot be read: {error}"));
            }
        }
        let opened = match Store::open_reading(Arc::clone(self.disk), &self.sources) {
            Ok(opened) => opened,
            Err(error) => {
                self.error(&self.sources.clone(), error.to_string());
                return None;
            }
        };
        if !opened.tail.is_empty() {
            self.error(&paths.journal(), "the frozen workspace was changed after it was frozen");
        }
        let wanted = store::named_by(&opened.workspace);
        let (contents, problems) = store::load_contents(&**self.disk, &paths, &wanted);
        for problem in &problems {
            self.error(Path::new(&problem.place), problem.what.clone());
        }
        problems.is_empty().then_some((opened.workspace, contents))
    }

    /// Makes the report again and compares it with the manifest.
    fn figures(&mut self, manifest: &Manifest, frozen: &Workspace, contents: &Contents) {
        let again = match made_again(manifest, frozen, contents) {
            Ok(again) => again,
            Err(problem) => return self.error(&self.sources.clone(), problem.what),
        };
        let (dir, others) = (self.dir.clone(), manifest.other_figures(&again));
        for (name, frozen, now) in &others {
            let said = |value: &Option<usize>| value.map_or("nothing".to_owned(), |value| value.to_string());
            self.error(&dir, format!("{name} was {}, and its sources give {}", said(frozen), said(now)));
        }
        let files = manifest.other_files(&again);
        if manifest.program == again.program {
            for name in &files {
                self.error(&dir.join(name), "the sources give this file otherwise");
            }
        } else if !files.is_empty() {
            let by = format!("{} files are worded otherwise by rcoi {}", files.len(), again.program);
            self.remarks.push(format!("{by}; figures are what is compared"));
        }
        if others.is_empty() {
            self.remarks
                .push(format!("its sources give every one of its {} figures again", manifest.figures.len()));
        }
    }

    /// Whether the workspace is still the one that was frozen.
    fn present(&mut self, present: &Workspace, frozen: &Workspace) {
        let is_same = store::is_same_work(present, frozen).unwrap_or(false);
        match (&self.freeze.lifted, is_same) {
            (_, true) => self.remarks.push("this workspace is the one that it was made of".to_owned()),
            (Some(lifted), false) => {
                let Stamp { by, at } = &lifted.stamp;
                let since = format!("unfrozen by {by} on {}: {}", at.strftime("%Y-%m-%d"), lifted.reason);
                self.remarks.push(format!("this workspace has changed since: {since}"));
            }
            (None, false) => {
                self.error(&self.dir.clone(), "the workspace is not the one that this report was made of");
            }
        }
    }
}

/// The manifest that the sources give now. Whether errors spoke against filing depends on the day, and is taken over.
fn made_again(manifest: &Manifest, frozen: &Workspace, contents: &Contents) -> Result<Manifest, Problem> {
    let register = Register::build(frozen, contents);
    let standings = standing::standings_on(frozen, contents, &register, standing::day(frozen));
    let mut report = Report::of(frozen, &standings, &inquiry(frozen, contents, &register, &standings))?;
    report.has_errors = manifest.draft;
    let files = export::bundle(&report)?;
    Ok(Manifest::of(&report, &files, (manifest.workspace.clone(), manifest.entries)))
}
