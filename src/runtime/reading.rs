//! Reading a file that is to be imported, so that nothing about it can harm the program.

use std::io::ErrorKind;
use std::path::Path;

use super::panics;
use crate::Problem;
use crate::import::{self, Draft, ImportError, Incoming, MAX_BYTES};
use crate::store::Disk;
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
    let draft = made.unwrap_or_else(|_| {
        Err(ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() })
    });
    let draft = draft.map_err(|error| error.problem(&shown))?;
    Ok(Read { bytes, draft })
}

/// Reads the bytes of a file of at most [`MAX_BYTES`] and makes something of them with `make`, which may fail or even
/// panic without harm.
///
/// # Errors
/// When there is no such file, it is a folder, may not be read, is empty or too long, or `make` fails.
pub fn read_with<T>(
    disk: &dyn Disk,
    path: &Path,
    make: impl FnOnce(&[u8]) -> Result<T, ImportError>,
) -> Result<T, Problem> {
    let shown = visible(&path.display().to_string());
    let bytes = bytes(disk, path, &shown)?;
    let broken =
        || ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() };
    let made = panics::catch(|| make(&bytes)).unwrap_or_else(|_| Err(broken()));
    made.map_err(|error| error.problem(&shown))
}

/// A file's bytes and what it is.
#[derive(Debug)]
pub struct Received {
    /// The file as it came.
    pub bytes: Vec<u8>,
    /// What it holds.
    pub incoming: Incoming,
}

/// Why a file was not taken.
#[derive(Debug)]
pub struct Failed {
    /// In words.
    pub problem: Problem,
    /// Whether a password, or another one, would help.
    pub needs_password: bool,
}

/// Reads a file of at most [`MAX_BYTES`], whatever it holds. Writes nothing.
///
/// # Errors
/// As [`read`]; and when a workbook is encrypted with another password.
pub fn receive(disk: &dyn Disk, path: &Path, password: Option<&str>) -> Result<Received, Failed> {
    let shown = visible(&path.display().to_string());
    let plain = |problem| Failed { problem, needs_password: false };
    let bytes = bytes(disk, path, &shown).map_err(plain)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = panics::catch(|| import::receive(&name, &bytes, password));
    let made = made.unwrap_or_else(|_| {
        Err(ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() })
    });
    match made {
        Ok(incoming) => Ok(Received { bytes, incoming }),
        Err(error) => Err(Failed { needs_password: error.needs_password(), problem: error.problem(&shown) }),
    }
}

/// The end of a file's name, without the dot; empty when it has none.
#[must_use]
pub fn extension(file: &str) -> String {
    Path::new(file).extension().unwrap_or_default().to_string_lossy().into_owned()
}

/// The bytes of a file of at most [`MAX_BYTES`].
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
