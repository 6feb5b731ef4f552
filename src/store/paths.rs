//! The names of what lies in a workspace folder.

use std::path::{Path, PathBuf};

/// A workspace folder and the paths of what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    dir: PathBuf,
}

/// The folders of a workspace.
pub(super) const FOLDERS: [&str; 8] =
    ["history", "declarations", "lists", "originals", "reports", "letters", "frozen", "backups"];

/// What version control must leave alone: the lock, and what is confidential or can be made again.
pub(super) const IGNORED: [&str; 7] =
    [".lock", ".owner", ".acknowledged", "*.tmp", "originals/", "backups/", "letters/"];

/// Line ends are part of the snapshot's hash, so version control must not translate them.
pub(super) const ATTRIBUTES: &str = "*.ron -text";

impl Paths {
    /// The paths of a workspace folder.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The folder itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The snapshot.
    pub fn workspace(&self) -> PathBuf {
        self.dir.join("workspace.ron")
    }

    /// The edits since the snapshot.
    pub fn journal(&self) -> PathBuf {
        self.dir.join("journal.ron")
    }

    /// The listing of the sources, made anew from the snapshot.
    pub fn sources(&self) -> PathBuf {
        self.dir.join("sources.ron")
    }

    /// The journals of earlier snapshots.
    pub fn history(&self) -> PathBuf {
        self.dir.join("history")
    }

    /// Declarations' contents, by hash.
    pub fn declarations(&self) -> PathBuf {
        self.dir.join("declarations")
    }

    /// Reference lists' contents, by hash.
    pub fn lists(&self) -> PathBuf {
        self.dir.join("lists")
    }

    /// Imported files as they came.
    pub fn originals(&self) -> PathBuf {
        self.dir.join("originals")
    }

    /// Reports made, one folder each.
    pub fn reports(&self) -> PathBuf {
        self.dir.join("reports")
    }

    /// Reports that were frozen, with what they were made of.
    pub fn frozen(&self) -> PathBuf {
        self.dir.join("frozen")
    }

    /// A frozen report.
    pub fn frozen_report(&self, name: &str) -> PathBuf {
        self.frozen().join(name)
    }

    /// The workspace that a frozen report was made of.
    pub fn frozen_sources(&self, name: &str) -> PathBuf {
        self.frozen().join(format!("{name}-sources"))
    }

    /// Letters to suppliers.
    pub fn letters(&self) -> PathBuf {
        self.dir.join("letters")
    }

    /// The last snapshots.
    pub fn backups(&self) -> PathBuf {
        self.dir.join("backups")
    }

    /// The file that the one writer has locked.
    pub fn lock(&self) -> PathBuf {
        self.dir.join(".lock")
    }

    /// Who the one writer is.
    pub fn owner(&self) -> PathBuf {
        self.dir.join(".owner")
    }

    /// What was acknowledged last.
    pub fn acknowledged(&self) -> PathBuf {
        self.dir.join(".acknowledged")
    }

    /// What version control ignores.
    pub fn gitignore(&self) -> PathBuf {
        self.dir.join(".gitignore")
    }

    /// How version control treats line ends.
    pub fn gitattributes(&self) -> PathBuf {
        self.dir.join(".gitattributes")
    }
}

/// The name under which the next content of a file is written before it takes the file's place.
pub(super) fn temp_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    path.with_file_name(name)
}

/// The number of a file named `0007.ron`, if it is named so.
pub(super) fn number_of(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".ron")?;
    let numeric = digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    numeric.then(|| digits.parse().ok()).flatten()
}

/// The name of a numbered file.
pub(super) fn numbered(number: u64) -> String {
    format!("{number:04}.ron")
}
