//! Reading a file that is to be imported, so that nothing about it can harm the program.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::panics;
use crate::Problem;
use crate::domain::Place;
use crate::import::{self, Draft, ImportError, Incoming, MAX_BYTES};
use crate::intake::{Offered, Received};
use crate::store::{Disk, Paper, StoreResult};
use crate::text::visible;

/// A file's bytes and what was made of them.
#[derive(Debug)]
pub struct Read {
    /// The file as it came.
    pub bytes: Vec<u8>,
    /// What it says.
    pub draft: Draft,
}

/// Reads a file of at most [`MAX_BYTES`] and makes a draft of it. Writes nothing.
///
/// # Errors
/// When there is no such file, it is a folder, may not be read, is empty or too long, or no reader takes it.
pub fn read(disk: &dyn Disk, path: &Path) -> Result<Read, Problem> {
    let shown = visible(&path.display().to_string());
    let bytes = bytes(disk, path, &shown)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = panics::catch(|| import::read(&name, &bytes));
    let draft = made.unwrap_or_else(|_| Err(failed_reader())).map_err(|error| error.problem(&shown))?;
    Ok(Read { bytes, draft })
}

/// A file of any kind that was read. Its bytes are not kept: a batch may have a thousand files.
#[derive(Debug)]
pub struct Came {
    /// Where it lies.
    pub path: PathBuf,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What it says.
    pub what: What,
}

/// What a file says.
#[derive(Debug)]
pub enum What {
    /// Facilities.
    Facilities(Box<Draft>),
    /// A CMRT, with its content as it will lie on the disk.
    Declaration(Box<Received>, Box<Paper>),
    /// A reference list, and what its reader remarked.
    List(Box<Offered>, Vec<(Place, String)>),
}

/// Why a file was not read.
#[derive(Debug)]
pub struct Failed {
    /// In words.
    pub problem: Problem,
    /// Whether a password, or another one, would help.
    pub needs_password: bool,
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self { problem, needs_password: false }
    }
}

/// Reads a file of any kind, of at most [`MAX_BYTES`]. Writes nothing. `password` opens a workbook that needs
/// one.
///
/// # Errors
/// As [`read`].
pub fn receive(disk: &dyn Disk, path: &Path, password: Option<&str>) -> Result<Came, Problem> {
    receive_whole(disk, path, password).map(|(came, _)| came).map_err(|failed| failed.problem)
}

/// As [`receive`], with the file as it came.
///
/// # Errors
/// As [`receive`], with whether a password would help.
pub fn receive_whole(
    disk: &dyn Disk,
    path: &Path,
    password: Option<&str>,
) -> Result<(Came, Vec<u8>), Failed> {
    let shown = visible(&path.display().to_string());
    let bytes = bytes(disk, path, &shown)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = panics::catch(|| import::receive(&name, &bytes, password));
    let incoming = made.unwrap_or_else(|_| Err(failed_reader()));
    let incoming = incoming
        .map_err(|error| Failed { needs_password: error.needs_password(), problem: error.problem(&shown) })?;
    let what = what(incoming).map_err(|error| error.problem())?;
    Ok((Came { path: path.to_owned(), sha256: import::sha256(&bytes), what }, bytes))
}

fn failed_reader() -> ImportError {
    ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() }
}

fn what(incoming: Incoming) -> StoreResult<What> {
    match incoming {
        Incoming::Facilities(draft) => Ok(What::Facilities(Box::new(draft))),
        Incoming::List(draft) => {
            let body = Paper::list(&draft.list)?.sha256;
            let remarks = draft.remarks.clone();
            Ok(What::List(Box::new(Offered::new(*draft, body)), remarks))
        }
        Incoming::Declaration(draft) => {
            let look_up = draft.look_up.as_ref().map(Paper::list).transpose()?;
            let received = Received::new(*draft, look_up.map(|paper| paper.sha256));
            let paper = Paper::form(&received.form)?;
            let received = Received { form_sha: paper.sha256.clone(), ..received };
            Ok(What::Declaration(Box::new(received), Box::new(paper)))
        }
    }
}

/// The end of a file's name, without the dot; empty when it has none.
#[must_use]
pub fn extension(file: &str) -> String {
    Path::new(file).extension().unwrap_or_default().to_string_lossy().into_owned()
}

/// The bytes of a file of at most [`MAX_BYTES`]; `shown` is its path in messages.
///
/// # Errors
/// When there is no such file, it is a folder, may not be read, is empty or too long.
pub fn bytes(disk: &dyn Disk, path: &Path, shown: &str) -> Result<Vec<u8>, Problem> {
    let failed = |error: std::io::Error| cannot_read(&error, shown);
    let stat = disk.stat(path).map_err(failed)?;
    if stat.is_dir {
        return Err(Problem::new(
            "nothing was imported: this is a folder",
            shown,
            "give one file; a folder's files are imported one by one",
        ));
    }
    if stat.len > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: stat.len }.problem(shown));
    }
    // Devices and pipes have no length either, and may never end.
    if stat.len == 0 {
        return Err(ImportError::Empty.problem(shown));
    }
    disk.read(path).map_err(failed)
}

fn cannot_read(error: &std::io::Error, shown: &str) -> Problem {
    let kind = error.kind();
    let (what, remedy) = if matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory) {
        ("there is no such file".to_owned(), "check the path")
    } else if kind == ErrorKind::PermissionDenied {
        let remedy = "ask for it, or copy the file to a folder of yours";
        ("there is no permission to read the file".to_owned(), remedy)
    } else {
        (format!("the file cannot be read: {error}"), "check the disk, then try again")
    };
    Problem::new(format!("nothing was imported: {what}"), shown, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        let temp = tempfile::TempDir::new().unwrap();
        let empty = temp.path().join("empty.csv");
        write_atomic(&RealDisk, &empty, b"").unwrap();
        for (path, expected) in [
            (temp.path().join("none.csv"), "no such file"),
            (temp.path().to_owned(), "folder"),
            (empty, "empty"),
        ] {
            let problem = read(&RealDisk, &path).unwrap_err();
            assert!(problem.what.contains(expected), "{problem}");
            assert_eq!(problem.place, path.display().to_string());
            assert!(!problem.remedy.is_empty());
        }
    }
}
