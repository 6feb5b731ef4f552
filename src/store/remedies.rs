//! How damage can be put right: what `verify` offers, an error of opening advises, and `repair` does.

use std::path::{Path, PathBuf};

use crate::domain::Workspace;

use super::archive::{by_hash, numbered_files};
use super::disk::Disk;
use super::journal::{self, JournalHeader};
use super::load;
use super::migrate::{MIGRATIONS, VERSION};
use super::paths::Paths;
use super::record::{self, Snapshot, sha256};
use super::{StoreError, StoreResult};

/// A way of putting a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Repair {
    /// Put back the backup that is the snapshot which the journal continues.
    RestoreSnapshot(PathBuf),
    /// Start an empty journal.
    StartJournal,
    /// Set the journal aside and go on with its lines before the damaged one.
    CutJournal(Cut),
    /// Let the journal continue the snapshot as it is now.
    AdoptSnapshot,
    /// Opening the workspace for writing does it.
    Reopen,
    /// Make the listing of sources anew.
    ListSources,
    /// Move it to the backups.
    SetAside,
    /// Put the report back, or remove what it replaced.
    FinishReport(PathBuf),
    /// Let only the owner into the folder.
    MakePrivate,
    /// Add lines to the file.
    AddLines(&'static [&'static str]),
}

impl Repair {
    /// What it would do, to be read after "`rcoi verify --repair` would".
    pub fn would(&self) -> String {
        match self {
            Self::RestoreSnapshot(backup) => format!("put {} in its place", backup.display()),
            Self::StartJournal => "start an empty journal".to_owned(),
            Self::CutJournal(cut) => cut.would(),
            Self::AdoptSnapshot => "accept workspace.ron as it is".to_owned(),
            Self::Reopen => "finish it".to_owned(),
            Self::ListSources => "make the listing anew".to_owned(),
            Self::SetAside => "move it to backups/".to_owned(),
            Self::FinishReport(_) => "complete the report".to_owned(),
            Self::MakePrivate => "let only its owner in".to_owned(),
            Self::AddLines(_) => "add them".to_owned(),
        }
    }
}

/// A damaged journal without its damaged line and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    /// The journal to go on with.
    pub bytes: Vec<u8>,
    /// How many edits it keeps.
    pub kept: usize,
    /// How many lines of the damaged journal it does not have.
    pub aside: usize,
    /// Whether the snapshot holds all of the journal, so that none of its edits is lost.
    pub is_held: bool,
}

/// A number of edits in words.
pub(super) fn edits(count: usize) -> String {
    if count == 1 { "1 edit".to_owned() } else { format!("{count} edits") }
}

impl Cut {
    fn would(&self) -> String {
        if self.is_held {
            return "move the journal to backups/ and start an empty one; workspace.ron holds its edits"
                .to_owned();
        }
        if self.aside == 0 {
            return format!("keep {} and write the first line anew", edits(self.kept));
        }
        format!(
            "keep {}, and set {} (from the damaged line on) aside with the whole damaged journal in backups/",
            edits(self.kept),
            edits(self.aside)
        )
    }
}

/// Adds to an error of opening what can stand in for the file and what a repair would do, so that its
/// remedy promises nothing else.
pub(super) fn advise(disk: &dyn Disk, paths: &Paths, mut error: StoreError) -> StoreError {
    let would = repair_of(disk, paths, &error).map(|repair| repair.would());
    if let StoreError::Damaged(damage) = &mut error {
        damage.repair = would;
    } else if let StoreError::Incomplete { repair, .. } = &mut error {
        *repair = would;
    } else if let StoreError::OtherSnapshot { repair, backup, .. } = &mut error {
        *repair = would;
        *backup = base_backup(disk, paths);
    }
    error
}

/// How an error of opening can be put right, if it can: a lost or damaged snapshot by its backup, a lost
/// journal by an empty one, a damaged journal by its lines before the damage, a snapshot corrected by hand
/// by taking it as it is.
pub(super) fn repair_of(disk: &dyn Disk, paths: &Paths, error: &StoreError) -> Option<Repair> {
    if let StoreError::OtherSnapshot { snapshot_seq, journal_after, .. } = error {
        let can_adopt = snapshot_seq == journal_after && replays(disk, paths);
        return can_adopt.then_some(Repair::AdoptSnapshot);
    }
    let is_damaged = matches!(error, StoreError::Damaged(_));
    let is_missing = matches!(error, StoreError::Incomplete { .. });
    let (path, _) = error.path_and_line()?;
    if path == paths.journal() {
        return if is_missing {
            Some(Repair::StartJournal)
        } else if is_damaged {
            cut(disk, paths).map(Repair::CutJournal)
        } else {
            None
        };
    }
    let is_lost = path == paths.workspace() && (is_missing || is_damaged);
    if is_lost { base_backup(disk, paths).map(Repair::RestoreSnapshot) } else { None }
}

/// The backup that is the snapshot which the journal continues. When no journal tells which that is, the
/// newest that can be read: it is a copy of the snapshot.
fn base_backup(disk: &dyn Disk, paths: &Paths) -> Option<PathBuf> {
    let path = paths.journal();
    let journal = disk.read(&path).ok().and_then(|bytes| journal::header(&path, &bytes, MIGRATIONS).ok());
    let is_it = |path: &PathBuf| {
        disk.read(path).is_ok_and(|bytes| match &journal {
            Some((_, header)) => sha256(&bytes) == header.base,
            None => record::read(path, &bytes, MIGRATIONS).is_ok(),
        })
    };
    numbered_files(disk, &paths.backups()).ok()?.into_values().rev().find(is_it)
}

/// The snapshot, with its hash.
fn snapshot(disk: &dyn Disk, paths: &Paths) -> StoreResult<(Snapshot, String)> {
    let path = paths.workspace();
    let bytes = disk.read(&path).map_err(StoreError::io("read", &path))?;
    Ok((record::read(&path, &bytes, MIGRATIONS)?, sha256(&bytes)))
}

/// Whether the journal's entries fit the snapshot, whatever the hashes say.
fn replays(disk: &dyn Disk, paths: &Paths) -> bool {
    let path = paths.journal();
    let Ok((mut snapshot, _)) = snapshot(disk, paths) else { return false };
    let Ok(journal) = disk.read(&path).map(|bytes| journal::read(&path, &bytes, MIGRATIONS)) else {
        return false;
    };
    journal.is_ok_and(|journal| {
        journal.version == VERSION && load::replay(&journal, &mut snapshot.workspace).is_ok()
    })
}

/// The header of an empty journal after the snapshot, chained to the archived journal that the snapshot
/// holds.
fn header_after(disk: &dyn Disk, paths: &Paths, snapshot: &Snapshot, hash: String) -> StoreResult<Vec<u8>> {
    let is_before = |(path, bytes): &(PathBuf, Vec<u8>)| {
        journal::read(path, bytes, MIGRATIONS).is_ok_and(|journal| {
            Some(&journal.header.base) == snapshot.parent.as_ref() && journal.last_seq() == snapshot.seq
        })
    };
    let archives = by_hash(disk, paths)?;
    let previous = archives.into_iter().find(|(_, archive)| is_before(archive)).map(|(hash, _)| hash);
    let header = JournalHeader { version: VERSION, base: hash, after: snapshot.seq, previous };
    Ok(journal::line(&header)?.into_bytes())
}

/// An empty journal after the snapshot.
pub(super) fn empty_journal(disk: &dyn Disk, paths: &Paths) -> StoreResult<Vec<u8>> {
    let (snapshot, hash) = snapshot(disk, paths)?;
    header_after(disk, paths, &snapshot, hash)
}

/// The damaged journal without its damaged line and what follows it; `None` when the snapshot cannot be
/// read, or is of another state than the journal.
fn cut(disk: &dyn Disk, paths: &Paths) -> Option<Cut> {
    let path = paths.journal();
    let (snapshot, hash) = snapshot(disk, paths).ok()?;
    let damaged = disk.read(&path).ok()?;
    let lines: Vec<&[u8]> = damaged.split_inclusive(|byte| *byte == b'\n').collect();
    let header = journal::header(&path, &damaged, MIGRATIONS).ok().map(|(_, header)| header);
    let first = match &header {
        Some(header) if header.after == snapshot.seq => lines.first()?.to_vec(),
        Some(header) if snapshot.parent.as_ref() == Some(&header.base) => {
            let bytes = header_after(disk, paths, &snapshot, hash).ok()?;
            return Some(Cut { bytes, kept: 0, aside: 0, is_held: true });
        }
        Some(_) => return None,
        None => header_after(disk, paths, &snapshot, hash).ok()?,
    };
    let (bytes, good, kept) = good_lines(&path, &first, lines.get(1..)?, &snapshot.workspace)?;
    let rest = lines.iter().skip(1 + good);
    let aside = rest.filter(|line| !line.iter().all(u8::is_ascii_whitespace)).count();
    Some(Cut { bytes, kept, aside, is_held: false })
}

/// The header with as many of the lines after it as can be read and fit the snapshot; how many those are,
/// and how many entries.
fn good_lines(
    path: &Path,
    header: &[u8],
    lines: &[&[u8]],
    workspace: &Workspace,
) -> Option<(Vec<u8>, usize, usize)> {
    let mut good = lines.len();
    loop {
        let mut bytes = header.to_vec();
        bytes.extend(lines.iter().take(good).copied().flatten());
        let damaged = match journal::read(path, &bytes, MIGRATIONS) {
            Ok(journal) => match load::replay(&journal, &mut workspace.clone()) {
                Ok(()) => return Some((bytes, good, journal.entries.len())),
                Err((line, _)) => line,
            },
            Err(StoreError::Damaged(damage)) => damage.line,
            Err(_) => return None,
        };
        // The header is line 1 and is sound, so the damaged line is one of those after it.
        good = damaged.checked_sub(2).filter(|fewer| *fewer < good)?;
    }
}
