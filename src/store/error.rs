//! What can go wrong with a workspace on disk, and how a person is told.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::Problem;
use crate::domain::EditError;

use super::{NodeKind, ReadOnly};

/// A place in a file of the workspace that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The column in characters, from 1; 0 for the line as a whole.
    pub column: usize,
    /// The line as it stands in the file, cut to what fits a screen.
    pub source_line: String,
    /// What is wrong with it.
    pub message: String,
    /// What `rcoi verify --repair` would do about it, when it can do anything.
    pub repair: Option<String>,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path.display())?;
        match (self.line, self.column) {
            (0, _) => Ok(()),
            (line, 0) => write!(f, ", line {line}"),
            (line, column) => write!(f, ", line {line}, column {column}"),
        }
    }
}

/// Why a workspace cannot be opened, or a change cannot be recorded.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at this path.
    #[error("there is no such folder")]
    NoFolder(PathBuf),
    /// There is a file where the folder should be.
    #[error("this is a file, not a workspace folder")]
    NotAFolder(PathBuf),
    /// Something else than a plain file or folder stands where the workspace has one: it may lead anywhere, or never end.
    #[error("{} is {kind}, where a workspace has a file or a folder of its own", name(path))]
    NotPlain {
        path: PathBuf,
        /// What stands there.
        kind: NodeKind,
    },
    /// The folder is there and is not a workspace.
    #[error("this folder is not a workspace: it has no workspace.ron")]
    NotAWorkspace(PathBuf),
    /// `init` was asked for where a workspace is.
    #[error("this folder is a workspace already")]
    AlreadyAWorkspace(PathBuf),
    /// `init` was asked for where other files are.
    #[error("the folder is not empty: it holds {found}")]
    NotEmpty {
        dir: PathBuf,
        /// One of the things in it.
        found: String,
    },
    /// A file that a workspace must have is gone.
    #[error("{} is missing from the workspace", name(path))]
    Incomplete {
        /// The missing file.
        path: PathBuf,
        /// What `rcoi verify --repair` would do about it, when it can do anything.
        repair: Option<String>,
    },
    /// The system does not permit it.
    #[error("no permission to {doing} {}", name(path))]
    Denied {
        /// What was tried.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
    },
    /// The disk or the quota is full.
    #[error("the disk is full: could not {doing} {}", name(path))]
    DiskFull {
        /// What was tried.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
    },
    /// Any other failure of the system.
    #[error("could not {doing} {}: {error}", name(path))]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The workspace is open for reading only.
    #[error("this workspace is open for reading only: {0}")]
    ReadOnly(ReadOnly),
    /// A file does not parse, or does not fit the others.
    #[error("{} is damaged: {}", name(&.0.path), .0.message)]
    Damaged(Box<Damage>),
    /// The file was written by a newer version of the program.
    #[error("{} is of format {found}, newer than this rcoi knows (up to {known})", name(path))]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The file is of an older version for which there is no migration.
    #[error("{} is of format {found}, which this rcoi cannot bring up to date", name(path))]
    TooOld {
        /// The file.
        path: PathBuf,
        /// Its format version.
        found: u32,
    },
    /// The journal does not belong to the snapshot.
    #[error("{} continues another workspace.ron than the one beside it", name(journal))]
    OtherSnapshot {
        journal: PathBuf,
        /// The last entry that the snapshot holds.
        snapshot_seq: u64,
        /// The last entry before the journal.
        journal_after: u64,
        /// The backup that is the `workspace.ron` which the journal continues, when there is one.
        backup: Option<PathBuf>,
        /// What `rcoi verify --repair` would do about it, when it can do anything.
        repair: Option<String>,
    },
    /// The workspace's files went away while it was open.
    #[error("the workspace was moved or deleted while it was open: {} is gone from {}", name(.0), folder(.0))]
    Gone(PathBuf),
    /// Another program changed a file while the workspace was open.
    #[error("{} was changed by another program while the workspace was open", name(.0))]
    Changed(PathBuf),
    /// The time of an edit is before 1970: the clock of the machine is off, or beyond all dates.
    #[error("the clock of this machine says {0:.0}: an edit with that time is not recorded")]
    Clock(Timestamp),
    /// An entry does not have the next number.
    #[error("the next entry has number {expected}, not {found}")]
    OutOfOrder {
        /// The number that is next.
        expected: u64,
        /// The number of the entry given.
        found: u64,
    },
    /// An edit does not fit the workspace as it is on disk.
    #[error("entry {seq} does not fit the workspace: {error}")]
    DoesNotFit {
        /// The entry's number.
        seq: u64,
        /// Why.
        #[source]
        error: EditError,
    },
    /// A name that cannot be a file's or a folder's name here.
    #[error("{0:?} cannot be a file name here")]
    BadName(String),
    /// The bytes given are not those of the hash given.
    #[error("the file's content is not the one of hash {0}")]
    WrongHash(String),
    /// A value cannot be written as RON.
    #[error("a value cannot be written: {0}")]
    Unwritable(#[from] ron::Error),
}

impl StoreError {
    /// Turns a failure of the system into an error that names what was tried on which path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| {
            let kind = error.kind();
            if kind == io::ErrorKind::StorageFull || kind == io::ErrorKind::QuotaExceeded {
                Self::DiskFull { doing, path }
            } else if is_denied(&error) {
                Self::Denied { doing, path }
            } else {
                Self::Io { doing, path, error }
            }
        }
    }

    /// Adds to what is known of damage; other errors stay as they are.
    pub(super) fn map_damage(mut self, change: impl FnOnce(&mut Damage)) -> Self {
        if let Self::Damaged(damage) = &mut self {
            change(damage);
        }
        self
    }

    /// The file and line (0 for the whole file) of an error in the workspace's files.
    pub(super) fn path_and_line(&self) -> Option<(&Path, usize)> {
        match self {
            Self::Damaged(damage) => Some((&damage.path, damage.line)),
            Self::Incomplete { path, .. } | Self::Newer { path, .. } | Self::TooOld { path, .. } => {
                Some((path, 0))
            }
            Self::OtherSnapshot { journal, .. } => Some((journal, 1)),
            Self::NoFolder(path)
            | Self::NotAFolder(path)
            | Self::NotPlain { path, .. }
            | Self::NotAWorkspace(path)
            | Self::AlreadyAWorkspace(path)
            | Self::NotEmpty { dir: path, .. }
            | Self::Denied { path, .. }
            | Self::DiskFull { path, .. }
            | Self::Io { path, .. }
            | Self::Gone(path)
            | Self::Changed(path) => Some((path, 0)),
            Self::ReadOnly(_)
            | Self::Clock(_)
            | Self::OutOfOrder { .. }
            | Self::DoesNotFit { .. }
            | Self::BadName(_)
            | Self::WrongHash(_)
            | Self::Unwritable(_) => None,
        }
    }

    /// The error as a person needs it told.
    pub fn problem(&self) -> Problem {
        let (place, remedy) = self.place_and_remedy();
        Problem::new(self.to_string(), place, remedy)
    }

    fn place_and_remedy(&self) -> (String, String) {
        match self {
            Self::NoFolder(path) => (show(path), "check the path, or create one with `rcoi init`".to_owned()),
            Self::NotAFolder(path) => (show(path), "give the folder that the workspace lies in".to_owned()),
            Self::NotPlain { path, .. } => (show(path), plain_in_place(path)),
            Self::NotAWorkspace(path) => {
                (show(path), "check the path, or create a workspace with `rcoi init`".to_owned())
            }
            Self::AlreadyAWorkspace(path) => (show(path), "open it, or choose another folder".to_owned()),
            Self::NotEmpty { dir, .. } => (show(dir), "choose an empty folder or a new one".to_owned()),
            Self::Incomplete { path, repair } => (show(path), missing(path, repair.as_deref())),
            Self::Denied { path, .. } => {
                (show(path), "ask for permission on the folder, or copy it to one of your own".to_owned())
            }
            Self::DiskFull { path, .. } => {
                (show(path), "free some space and try again; nothing recorded before is lost".to_owned())
            }
            Self::Io { path, .. } => (show(path), "check the disk and the folder, then try again".to_owned()),
            Self::ReadOnly(why) => (String::new(), why.remedy()),
            Self::Damaged(damage) => (damage_place(damage), correct(damage)),
            Self::Newer { path, .. } => (show(path), "open it with a newer rcoi".to_owned()),
            Self::TooOld { path, .. } => {
                (show(path), "open it once with the rcoi that wrote it or the one after".to_owned())
            }
            Self::OtherSnapshot { journal, snapshot_seq, journal_after, backup, repair } => {
                let remedy = take_together(backup.as_deref(), repair.as_deref());
                (other_snapshot(journal, *snapshot_seq, *journal_after), remedy)
            }
            Self::Gone(path) => (show(path), put_back(path)),
            Self::Changed(path) => {
                (show(path), "nothing was overwritten; close the workspace and open it anew".to_owned())
            }
            Self::Clock(_) => (String::new(), "set the clock, then make the change again".to_owned()),
            Self::OutOfOrder { .. } | Self::DoesNotFit { .. } => {
                (String::new(), "close the workspace and open it anew; nothing was written".to_owned())
            }
            Self::BadName(_) => (String::new(), "use letters, digits, blanks, dots and dashes".to_owned()),
            Self::WrongHash(_) => (String::new(), "import the file again".to_owned()),
            Self::Unwritable(_) => (String::new(), String::new()),
        }
    }
}

/// Whether the system refused for want of permission, on a file or on the whole file system.
pub(super) fn is_denied(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// The last part of a path, for a message; the whole path is its place.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

/// The folder that a file lies in.
fn folder(path: &Path) -> String {
    show(path.parent().unwrap_or(path))
}

fn other_snapshot(journal: &Path, snapshot_seq: u64, journal_after: u64) -> String {
    let journal = journal.display();
    if snapshot_seq == journal_after {
        return format!("{journal}; workspace.ron was changed outside the program");
    }
    format!(
        "{journal}; the journal goes on after entry {journal_after}, workspace.ron holds entry {snapshot_seq}"
    )
}

fn take_together(backup: Option<&Path>, repair: Option<&str>) -> String {
    let backup =
        backup.map_or(String::new(), |backup| format!(", copy {} over workspace.ron", backup.display()));
    let repair = or_repair(repair);
    format!(
        "nothing was changed; take workspace.ron and journal.ron from the same state (the same commit or \
         copy){backup}{repair}"
    )
}

fn damage_place(damage: &Damage) -> String {
    if damage.source_line.is_empty() {
        return damage.to_string();
    }
    format!("{damage}: {}", damage.source_line)
}

/// The end of a remedy: what a repair would do, if it can do anything.
fn or_repair(repair: Option<&str>) -> String {
    repair.map_or(String::new(), |would| format!(", or run `rcoi verify --repair`: it would {would}"))
}

fn missing(path: &Path, repair: Option<&str>) -> String {
    let repair = or_repair(repair);
    format!("nothing was changed; put {} back from a copy of the same state{repair}", name(path))
}

fn correct(damage: &Damage) -> String {
    let how = match name(&damage.path).as_str() {
        "journal.ron" => "correct the line and delete the checksum at its end (from the last //)",
        "workspace.ron" => "correct the line and accept the change with `rcoi verify --repair`",
        other => return format!("nothing was changed; take {other} from version control or a copy"),
    };
    let repair = or_repair(damage.repair.as_deref());
    format!(
        "nothing was changed; {how}, take workspace.ron and journal.ron from the same commit or copy{repair}"
    )
}

/// What to do about something that is no plain file or folder.
fn plain_in_place(path: &Path) -> String {
    let reports = if name(path) == "reports" {
        "; to have reports elsewhere, set reports: Some(\"FOLDER\") in config.ron"
    } else {
        ""
    };
    format!("nothing was written through it; remove it or put what it leads to in its place{reports}")
}

fn put_back(path: &Path) -> String {
    format!(
        "put the folder {} back where it was and try again; a copy put in its place must be opened anew",
        folder(path)
    )
}
