//! Reading a file that is to be imported, so that nothing about it can harm the program.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::panics;
use crate::Problem;
use crate::import::{self, CmrtDraft, ImportError, Incoming, ListDraft, MAX_BYTES};
use crate::intake::{ReadFile, ReceivedCmrt, ReceivedList, Unread};
use crate::store::{Content, Disk, StoreError};
use crate::text::visible;

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
    let made = panics::catch(|| make(&bytes)).unwrap_or_else(|_| Err(broken()));
    made.map_err(|error| error.problem(&shown))
}

/// Reads a file of at most [`MAX_BYTES`], whatever it holds; gives its bytes too. Writes nothing.
///
/// # Errors
/// As [`read_with`]; and when a workbook is encrypted with another password.
pub fn receive(disk: &dyn Disk, path: &Path, password: Option<&str>) -> Result<(Incoming, Vec<u8>), Unread> {
    let shown = visible(&path.display().to_string());
    let unread = |problem, needs_password| Unread { path: path.to_owned(), problem, needs_password };
    let bytes = bytes(disk, path, &shown).map_err(|problem| unread(problem, false))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = panics::catch(|| import::receive(&name, &bytes, password)).unwrap_or_else(|_| Err(broken()));
    match made {
        Ok(incoming) => Ok((incoming, bytes)),
        Err(error) => Err(unread(error.problem(&shown), error.needs_password())),
    }
}

/// Reads a file that is to enter a workspace; gives its bytes too. Writes nothing.
///
/// # Errors
/// As [`receive`].
pub fn read_file(
    disk: &dyn Disk,
    path: &Path,
    password: Option<&str>,
) -> Result<(ReadFile, Vec<u8>), Unread> {
    let (incoming, bytes) = receive(disk, path, password)?;
    let unread = |problem| Unread { path: path.to_owned(), problem, needs_password: false };
    Ok((named(path, incoming).map_err(unread)?, bytes))
}

/// What was read of a file, its contents named as they will lie on the disk.
///
/// # Errors
/// When a value cannot be written, which no value of a form or a list is.
pub fn named(path: &Path, incoming: Incoming) -> Result<ReadFile, Problem> {
    let path = path.to_owned();
    match incoming {
        Incoming::Facilities(draft) => {
            Ok(ReadFile { path, sha256: draft.sha256.clone(), holds: Incoming::Facilities(draft) })
        }
        Incoming::Declaration(draft) => {
            let CmrtDraft { file, sha256, mut form, look_up } = *draft;
            let mut own = None;
            if let Some(list) = look_up {
                let name = Content::list(&list).map_err(not_named(&file))?.sha256;
                form.look_up = Some(name.clone());
                own = Some((name, Arc::new(list)));
            }
            let form_sha = Content::form(&form).map_err(not_named(&file))?.sha256;
            let of_file = sha256.clone();
            let received = ReceivedCmrt { file, sha256, form: Arc::new(form), form_sha, look_up: own };
            Ok(ReadFile { path, sha256: of_file, holds: Incoming::Declaration(Box::new(received)) })
        }
        Incoming::List(draft) => {
            let ListDraft { file, sha256, title, as_of, version, list, remarks, .. } = *draft;
            let body_sha = Content::list(&list).map_err(not_named(&file))?.sha256;
            let (of_file, body) = (sha256.clone(), Arc::new(list));
            let offered = ReceivedList { file, sha256, title, version, as_of, body_sha, body, remarks };
            Ok(ReadFile { path, sha256: of_file, holds: Incoming::List(Box::new(offered)) })
        }
    }
}

fn not_named(file: &str) -> impl Fn(StoreError) -> Problem {
    move |error| Problem::new(error.problem().what, file, "please report this, with the file")
}

fn broken() -> ImportError {
    ImportError::Broken { kind: "file", reason: "its reader failed; the log says where".to_owned() }
}

/// The end of a file's name, without the dot; empty when it has none.
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
            let problem = receive(&RealDisk, &path, None).unwrap_err().problem;
            assert!(problem.what.contains(expected), "{problem}");
            assert_eq!(problem.place, path.display().to_string());
            assert!(!problem.remedy.is_empty());
        }
    }
}
