//! Looking over a workspace folder: every file, and how they belong together. Changes nothing.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::archive::{by_hash, numbered_files};
use super::contents;
use super::create::with_lines;
use super::disk::Disk;
use super::invariants;
use super::journal::{self, Journal};
use super::load::{self, Fit, LoadedWorkspace};
use super::mark::Mark;
use super::migrate::MIGRATIONS;
use super::paths::{ATTRIBUTES, FOLDERS, IGNORED, Paths};
use super::places;
use super::record::{self, sha256};
use super::remedies::{Repair, repair_of};
use super::{StoreError, StoreResult};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoreSeverity {
    /// The workspace cannot be opened, or something of it is lost.
    Error,
    /// It can be worked with; something is not as it should be.
    Warning,
}

/// Something that is not as it should be in a workspace folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreFinding {
    /// How much it matters.
    pub severity: StoreSeverity,
    /// The file or folder.
    pub path: PathBuf,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    pub(super) repair: Option<Repair>,
}

impl StoreFinding {
    /// What [`super::repair`] would do about it, to be read after "it would"; `None` when it can do nothing.
    pub fn repair_would(&self) -> Option<String> {
        self.repair.as_ref().map(Repair::would)
    }
}

/// Gathers findings.
pub(super) struct Findings(pub Vec<StoreFinding>);

impl Findings {
    fn add(&mut self, severity: StoreSeverity, (path, line): (&Path, usize), message: impl Into<String>) {
        self.repairable(severity, (path, line), message, None);
    }

    fn repairable(
        &mut self,
        severity: StoreSeverity,
        (path, line): (&Path, usize),
        message: impl Into<String>,
        repair: Option<Repair>,
    ) {
        self.0.push(StoreFinding { severity, path: path.to_owned(), line, message: message.into(), repair });
    }

    fn error(&mut self, fallback: &Path, error: &StoreError, repair: Option<Repair>) {
        let (path, line) = error.path_and_line().unwrap_or((fallback, 0));
        self.repairable(StoreSeverity::Error, (path, line), error.to_string(), repair);
    }
}

/// Looks over a workspace folder and tells everything that is not as it should be, gravest first.
///
/// # Errors
/// When the path is not a workspace folder, or the disk fails.
pub fn verify(disk: &dyn Disk, dir: &Path) -> StoreResult<Vec<StoreFinding>> {
    let paths = Paths::new(dir);
    load::check_folder(disk, &paths)?;
    if let Err(error @ StoreError::NotAWorkspace(_)) = load::snapshot_bytes(disk, &paths) {
        return Err(error);
    }
    let mut findings = Findings(Vec::new());
    for odd in places::odd(disk, &paths)? {
        findings.error(dir, &odd, None);
    }
    let mark = Mark::read(disk, &paths);
    match load::load(disk, &paths, MIGRATIONS) {
        Ok(loaded) => {
            let lost = mark.and_then(|mark| mark.lost(&paths, (&loaded.journal, loaded.last_seq())));
            if let Some(lost) = lost {
                findings.add(
                    StoreSeverity::Error,
                    (&paths.journal(), 0),
                    format!("{}; {}", lost.what, lost.remedy),
                );
            }
            check_loaded(disk, &paths, loaded, &mut findings)?;
        }
        Err(error) => {
            let repair = repair_of(disk, &paths, &error);
            findings.error(dir, &error, repair);
        }
    }
    check_backups(disk, &paths, &mut findings)?;
    check_originals(disk, &paths, &mut findings)?;
    check_leftovers(disk, &paths, &mut findings)?;
    check_folder(disk, &paths, &mut findings)?;
    findings.0.sort_by(|a, b| (a.severity, &a.path, a.line).cmp(&(b.severity, &b.path, b.line)));
    Ok(findings.0)
}

fn check_loaded(
    disk: &dyn Disk,
    paths: &Paths,
    loaded: LoadedWorkspace,
    findings: &mut Findings,
) -> StoreResult<()> {
    let journal = paths.journal();
    if let Some(torn) = &loaded.journal.torn {
        let message = "the last line was not written to its end; the edit was never confirmed";
        findings.repairable(StoreSeverity::Warning, (&journal, torn.line), message, Some(Repair::Reopen));
    }
    if loaded.fit == Fit::Held {
        let message = "the snapshot holds all of it; it was to move to the history";
        findings.repairable(StoreSeverity::Warning, (&journal, 0), message, Some(Repair::Reopen));
    }
    let path = paths.workspace();
    let bytes = disk.read(&path).map_err(StoreError::io("read", &path))?;
    let text = String::from_utf8_lossy(&bytes);
    for flaw in invariants::dangling(&loaded.workspace) {
        let line = text.lines().position(|line| line.contains(&flaw.id)).map_or(0, |index| index + 1);
        findings.add(StoreSeverity::Warning, (&path, line), flaw.message);
    }
    unclean(&path, &bytes, findings);
    unclean(&journal, &disk.read(&journal).unwrap_or_default(), findings);
    for (path, message) in contents::flaws(disk, paths, &loaded.workspace) {
        findings.add(StoreSeverity::Error, (&path, 0), message);
    }
    let snapshot = record::read(&path, &bytes, MIGRATIONS)?;
    let sources = paths.sources();
    let listing = record::write_sources(&snapshot.workspace)?;
    if !disk.read(&sources).is_ok_and(|there| there == listing.as_bytes()) {
        let message = "the listing of sources is not the one of the snapshot";
        findings.repairable(StoreSeverity::Warning, (&sources, 0), message, Some(Repair::ListSources));
    }
    check_history(disk, paths, loaded.journal, findings)
}

/// Values that could not have been typed, nor read from a file: somebody or something else wrote them.
fn unclean(path: &Path, bytes: &[u8], findings: &mut Findings) {
    for (line, message) in invariants::unclean(&String::from_utf8_lossy(bytes)) {
        findings.add(StoreSeverity::Warning, (path, line), message);
    }
}

/// Follows the chain of old journals from the present one to the beginning.
fn check_history(
    disk: &dyn Disk,
    paths: &Paths,
    newest: Journal,
    findings: &mut Findings,
) -> StoreResult<()> {
    let mut archives = by_hash(disk, paths)?;
    let mut header = newest.header;
    let mut newer = paths.journal();
    while let Some(previous) = &header.previous {
        let Some((path, bytes)) = archives.remove(previous) else {
            let message = format!(
                "the journal before this one, with the entries up to {}, is missing or changed",
                header.after
            );
            findings.add(StoreSeverity::Error, (&newer, 1), message);
            break;
        };
        match journal::read(&path, &bytes, MIGRATIONS) {
            Ok(older) => {
                if older.last_seq() != header.after {
                    let message = format!(
                        "it ends with entry {}, the next begins after {}",
                        older.last_seq(),
                        header.after
                    );
                    findings.add(StoreSeverity::Error, (&path, 0), message);
                }
                header = older.header;
                newer = path;
            }
            Err(error) => {
                findings.error(&path, &error, None);
                break;
            }
        }
    }
    for (path, _) in archives.into_values() {
        let message = "this journal is not part of the workspace's history as it stands";
        findings.add(StoreSeverity::Warning, (&path, 0), message);
    }
    Ok(())
}

/// The hashes of the snapshots that journals continue: the present one, those in the history, and those that a repair set aside.
fn bases(disk: &dyn Disk, paths: &Paths) -> StoreResult<Vec<String>> {
    let within = |dir: PathBuf| -> StoreResult<Vec<PathBuf>> {
        Ok(names_in(disk, &dir)?.into_iter().map(|name| dir.join(name)).collect())
    };
    let set_aside = within(paths.backups())?.into_iter();
    let set_aside = set_aside.filter(|path| path.to_string_lossy().ends_with("journal.ron"));
    let journals = std::iter::once(paths.journal()).chain(within(paths.history())?).chain(set_aside);
    let base = |path: PathBuf| {
        let bytes = disk.read(&path).ok()?;
        journal::header(&path, &bytes, MIGRATIONS).ok().map(|(_, header)| header.base)
    };
    Ok(journals.filter_map(base).collect())
}

/// Reads every backup, and looks whether it is as it was written: the snapshot after it names its hash.
fn check_backups(disk: &dyn Disk, paths: &Paths, findings: &mut Findings) -> StoreResult<()> {
    let present = disk.read(&paths.workspace()).unwrap_or_default();
    let parent = record::read(&paths.workspace(), &present, MIGRATIONS).ok().and_then(|read| read.parent);
    let present = sha256(&present);
    let mut named: BTreeSet<String> = [present.clone()].into_iter().chain(parent).collect();
    named.extend(bases(disk, paths)?);
    let mut read = Vec::new();
    for path in numbered_files(disk, &paths.backups())?.into_values() {
        let bytes = disk.read(&path).map_err(StoreError::io("read", &path))?;
        match record::read(&path, &bytes, MIGRATIONS) {
            Ok(backup) => {
                named.extend(backup.parent.clone());
                read.push((path, sha256(&bytes), backup.parent));
            }
            Err(error) => {
                let (_, line) = error.path_and_line().unwrap_or((&path, 0));
                findings.add(StoreSeverity::Warning, (&path, line), format!("an unusable backup: {error}"));
            }
        }
    }
    // One that is to become the snapshot, when writing it was interrupted, is named by nothing yet.
    let is_next = |parent: &Option<String>| parent.as_ref() == Some(&present);
    let last = read.len().saturating_sub(1);
    for (at, (path, hash, parent)) in read.iter().enumerate() {
        let is_known = named.contains(hash) || at == last && is_next(parent);
        if !is_known {
            let message = "no later snapshot names this backup: it was changed after it was written, or is of a state that was given up";
            findings.add(StoreSeverity::Warning, (path, 0), message);
        }
    }
    Ok(())
}

/// The names in a folder; none when it is not there.
fn names_in(disk: &dyn Disk, dir: &Path) -> StoreResult<Vec<String>> {
    match disk.list(dir) {
        Ok(names) => Ok(names),
        // What stands there instead is told by itself.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Vec::new())
        }
        Err(error) => Err(StoreError::io("list", dir)(error)),
    }
}

fn check_originals(disk: &dyn Disk, paths: &Paths, findings: &mut Findings) -> StoreResult<()> {
    let dir = paths.originals();
    for name in names_in(disk, &dir)? {
        let Some(hash) = name.split('.').next().filter(|hash| hash.len() == 64 && !name.ends_with(".tmp"))
        else {
            continue;
        };
        let path = dir.join(&name);
        let bytes = disk.read(&path).map_err(StoreError::io("read", &path))?;
        if sha256(&bytes) != hash {
            findings.add(
                StoreSeverity::Error,
                (&path, 0),
                "this imported file is not as it was: its hash differs",
            );
        }
    }
    Ok(())
}

/// What interrupted writing left behind.
fn check_leftovers(disk: &dyn Disk, paths: &Paths, findings: &mut Findings) -> StoreResult<()> {
    let mut folders = vec![paths.dir().to_owned()];
    folders.extend(FOLDERS.iter().map(|folder| paths.dir().join(folder)));
    for folder in folders {
        for name in names_in(disk, &folder)?.into_iter().filter(|name| name.ends_with(".tmp")) {
            let path = folder.join(&name);
            let repair = match name.strip_suffix(".old.tmp") {
                Some(report) => Repair::FinishReport(folder.join(report)),
                None => Repair::SetAside,
            };
            let message = "left by interrupted writing";
            findings.repairable(StoreSeverity::Warning, (&path, 0), message, Some(repair));
        }
    }
    Ok(())
}

fn check_folder(disk: &dyn Disk, paths: &Paths, findings: &mut Findings) -> StoreResult<()> {
    let dir = paths.dir();
    if !disk.stat_through(dir).map_err(StoreError::io("look at", dir))?.private {
        let message = "others than its owner can reach this folder, which holds confidential records";
        findings.repairable(StoreSeverity::Warning, (dir, 0), message, Some(Repair::MakePrivate));
    }
    let files = [(paths.gitignore(), IGNORED.as_slice()), (paths.gitattributes(), &[ATTRIBUTES])];
    for (path, wanted) in files {
        let there = disk.read(&path).unwrap_or_default();
        let there = String::from_utf8_lossy(&there);
        if with_lines(&there, wanted) != there {
            let message = "lines are missing that version control needs";
            findings.repairable(StoreSeverity::Warning, (&path, 0), message, Some(Repair::AddLines(wanted)));
        }
    }
    Ok(())
}
