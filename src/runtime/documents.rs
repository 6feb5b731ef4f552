//! Files that show measures of due diligence: their hashes as they are recorded, and whether they are still the same. Only their
//! bytes are read; nothing is made of them.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::complete::expand;
use super::room;
use crate::app::msg::DocumentState;
use crate::domain::EvidenceId;
use crate::import::{self, MAX_BYTES};
use crate::intake::DocumentRead;
use crate::store::Disk;
use crate::text::visible;

/// From where paths of documents are looked for.
#[derive(Debug, Clone)]
pub struct DocumentPlaces {
    /// The workspace's folder.
    pub workspace: PathBuf,
    /// The folder that the program was started in.
    pub from: PathBuf,
    pub home: Option<PathBuf>,
}

impl DocumentPlaces {
    /// Those of a workspace, as the machine has them.
    pub fn of(workspace: PathBuf) -> Self {
        let from = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        Self { workspace, from, home: super::complete::home() }
    }

    /// A whole path as it is recorded.
    fn link(&self, whole: &Path) -> String {
        let workspace = self.from.join(&self.workspace);
        whole.strip_prefix(&workspace).unwrap_or(whole).display().to_string()
    }
}

/// Looks for a file by its path as typed: in the workspace's folder, then where the program was started. A path out of the workspace
/// is recorded whole, so that it means the same tomorrow; one within it from its folder on, so that the folder can move.
pub fn read(disk: &dyn Disk, places: &DocumentPlaces, typed: &str) -> DocumentRead {
    let path = expand(typed.trim(), places.home.as_deref());
    let within = places.workspace.join(&path);
    let found = match hash(disk, &within) {
        Err(why) if why.is_missing && path.is_relative() => {
            let from_here = places.from.join(&path);
            hash(disk, &from_here).map(|sha256| (places.link(&from_here), sha256)).map_err(|_| why)
        }
        Ok(sha256) if path.is_relative() => Ok((typed.trim().to_owned(), sha256)),
        Ok(sha256) => Ok((places.link(&path), sha256)),
        Err(why) => Err(why),
    };
    match found {
        Ok((link, sha256)) => DocumentRead { link, sha256: Some(sha256), lacking: None },
        Err(why) => DocumentRead { link: typed.trim().to_owned(), sha256: None, lacking: Some(why.words) },
    }
}

/// What has become of files: of each its path as recorded, and its hash then.
pub fn look(
    disk: &dyn Disk,
    places: &DocumentPlaces,
    wanted: &[(EvidenceId, String, String)],
) -> Vec<(EvidenceId, DocumentState)> {
    let state = |link: &str, sha256: &str| match hash(disk, &places.workspace.join(link)) {
        Ok(now) if now == sha256 => DocumentState::Same,
        Ok(_) => DocumentState::Changed,
        Err(why) => DocumentState::Gone(why.words),
    };
    wanted.iter().map(|(id, link, sha256)| (id.clone(), state(link, sha256))).collect()
}

/// Why a file has no hash.
struct Unhashed {
    is_missing: bool,
    words: String,
}

/// SHA-256 of a file of at most [`MAX_BYTES`], in hexadecimal.
fn hash(disk: &dyn Disk, path: &Path) -> Result<String, Unhashed> {
    let shown = visible(&path.display().to_string());
    let unhashed = |words: String| Unhashed { is_missing: false, words };
    let failed = |error: std::io::Error| {
        let is_missing = matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
        let words = if is_missing {
            format!("there is no file {shown} (an address begins with https://)")
        } else if error.kind() == ErrorKind::PermissionDenied {
            format!("there is no permission to read {shown}")
        } else {
            format!("{shown} cannot be read: {error}")
        };
        Unhashed { is_missing, words }
    };
    let stat = disk.stat_through(path).map_err(failed)?;
    if stat.is_dir() {
        return Err(unhashed(format!("{shown} is a folder")));
    }
    if stat.len > MAX_BYTES {
        return Err(unhashed(format!("{shown} is longer than {} MiB", MAX_BYTES >> 20)));
    }
    // Devices and pipes have no length either, and may never end.
    if stat.len == 0 {
        return Err(unhashed(format!("{shown} is empty")));
    }
    let _taken = room::take(stat.len);
    disk.read_through(path).map(|bytes| import::sha256(&bytes)).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    #[test]
    fn a_file_is_hashed_from_the_workspace_or_from_here_and_what_became_of_it_is_told() {
        let temp = tempfile::TempDir::new().unwrap();
        let (workspace, from) = (temp.path().join("acme"), temp.path().join("here"));
        for dir in [&workspace, &from] {
            RealDisk.create_dir(dir).unwrap();
        }
        write_atomic(&RealDisk, &workspace.join("policy.pdf"), b"policy").unwrap();
        write_atomic(&RealDisk, &from.join("minutes.pdf"), b"minutes").unwrap();
        let places = DocumentPlaces { workspace: workspace.clone(), from: from.clone(), home: None };
        let policy = read(&RealDisk, &places, " policy.pdf");
        assert_eq!((policy.link.as_str(), policy.lacking.as_deref()), ("policy.pdf", None));
        assert_eq!(policy.sha256.as_deref(), Some(import::sha256(b"policy").as_str()));
        let minutes = read(&RealDisk, &places, "minutes.pdf");
        assert_eq!(minutes.link, from.join("minutes.pdf").display().to_string());
        let whole = workspace.join("policy.pdf").display().to_string();
        assert_eq!(read(&RealDisk, &places, &whole).link, "policy.pdf");
        let above = DocumentPlaces { workspace: "acme".into(), from: temp.path().to_owned(), home: None };
        assert_eq!(read(&RealDisk, &above, "acme/policy.pdf").link, "policy.pdf");
        for (typed, why) in [("none.pdf", "no file"), (".", "folder")] {
            let read = read(&RealDisk, &places, typed);
            assert_eq!((read.link.as_str(), &read.sha256), (typed, &None));
            assert!(read.lacking.as_ref().is_some_and(|words| words.contains(why)), "{read:?}");
        }
        let wanted: Vec<(EvidenceId, String, String)> = [&policy, &minutes]
            .into_iter()
            .map(|it| (EvidenceId::new(it.link.as_str()), it.link.clone(), it.sha256.clone().unwrap()))
            .collect();
        let states = || look(&RealDisk, &places, &wanted).into_iter().map(|(_, state)| state);
        assert!(states().all(|state| state == DocumentState::Same));
        write_atomic(&RealDisk, &workspace.join("policy.pdf"), b"another").unwrap();
        RealDisk.remove(&from.join("minutes.pdf")).unwrap();
        let after: Vec<DocumentState> = states().collect();
        assert!(matches!(&after[..], [DocumentState::Changed, DocumentState::Gone(_)]), "{after:?}");
    }
}
