//! Reading a file that is to be imported, so that nothing about it can harm the program.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::{panics, room};
use crate::Problem;
use crate::correspond::roster;
use crate::import::risk::RiskPart;
use crate::import::{self, CmrtDraft, ImportError, Incoming, ListDraft, MAX_BYTES};
use crate::import::{RiskDraft, RiskShape};
use crate::intake::decisions;
use crate::intake::{ReadFile, Readings, ReceivedCmrt, ReceivedList, ReceivedRisk, ReceivedStatus, Unread};
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
    let bytes = bytes(disk, path, &shown).map_err(|problem| unread(path, problem))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = panics::catch(|| import::receive(&name, &bytes, password)).unwrap_or_else(|_| Err(broken()));
    match made {
        Ok(incoming) => Ok((incoming, bytes)),
        Err(error) => Err(Unread {
            needs_password: error.needs_password(),
            is_template: error.is_template(),
            is_too_large: error.is_too_large(),
            is_unknown: error.is_unknown(),
            ..unread(path, error.problem(&shown))
        }),
    }
}

/// A file of which nothing was read, for a reason that says nothing of its kind.
fn unread(path: &Path, problem: Problem) -> Unread {
    let path = path.to_owned();
    let (needs_password, is_template, is_too_large, is_unknown) = (false, false, false, false);
    Unread { path, problem, needs_password, is_template, is_too_large, is_unknown }
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
    // What is longer than is read is refused before it takes any.
    let _taken = room::take(disk.stat_through(path).map_or(0, |stat| stat.len));
    let (incoming, bytes) = match receive(disk, path, password) {
        Ok(received) => received,
        Err(unread) if unread.needs_password || unread.is_template || unread.is_too_large => {
            return Err(unread);
        }
        // What is no list of facilities may be a status list or a risk list all the same.
        Err(unread) => return by_role(disk, path).ok_or_else(|| of_roster(disk, path, unread)),
    };
    if !matches!(incoming, Incoming::Declaration(_)) && decisions::is_decisions(&bytes) {
        let remedy = "take it by: rcoi decisions import FILE (in the interface: decisions in the palette)";
        let shown = visible(&path.display().to_string());
        let what = "nothing was imported: this is a table of decisions on names";
        return Err(unread(path, Problem::new(what, shown, remedy)));
    }
    let file = named(path, incoming).map_err(|problem| unread(path, problem))?;
    let others = others(&file, &bytes, password);
    Ok((ReadFile { others, ..file }, bytes))
}

/// Why nothing was read, where the file is a list of suppliers or a log of requests: these come in by a command of their own.
fn of_roster(disk: &dyn Disk, path: &Path, unread: Unread) -> Unread {
    let shown = visible(&path.display().to_string());
    let is_roster = bytes(disk, path, &shown).is_ok_and(|bytes| roster::read(&bytes).is_ok());
    if !is_roster {
        return unread;
    }
    let what = "nothing was imported: this is a list of suppliers, or a log of requests to them";
    let remedy = "take it by: rcoi suppliers import FILE";
    Unread { problem: Problem::new(what, shown, remedy), is_unknown: false, ..unread }
}

/// A file that is nothing but what a role makes of it.
fn by_role(disk: &dyn Disk, path: &Path) -> Option<(ReadFile, Vec<u8>)> {
    let bytes = bytes(disk, path, &visible(&path.display().to_string())).ok()?;
    let (status, risk) = (status(path, &bytes, None), risk(path, &bytes, None)?);
    if status.is_none() && risk.is_err() {
        return None;
    }
    let others = Readings { status, risk: Some(risk), ..Readings::default() };
    Some((ReadFile { path: path.to_owned(), sha256: import::sha256(&bytes), holds: None, others }, bytes))
}

/// What else a table can be.
fn others(file: &ReadFile, bytes: &[u8], password: Option<&str>) -> Readings {
    let name = || file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let status = || status(&file.path, bytes, password);
    let risk = || risk(&file.path, bytes, password);
    match &file.holds {
        Some(Incoming::Declaration(_)) | None => Readings::default(),
        Some(Incoming::List(_)) => {
            let draft = panics::catch(|| import::read(&name(), bytes)).ok().and_then(Result::ok);
            Readings { facilities: draft.map(Arc::new), reference: None, status: status(), risk: risk() }
        }
        Some(Incoming::Facilities(_)) => {
            let read = panics::catch(|| import::read_list(&name(), bytes, password)).ok();
            let list = read.and_then(|read| received_list(read.ok()??).ok());
            Readings { facilities: None, reference: list.map(Box::new), status: status(), risk: risk() }
        }
    }
}

/// A file as a status list, where it can be one.
fn status(path: &Path, bytes: &[u8], password: Option<&str>) -> Option<Arc<ReceivedStatus>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let draft = panics::catch(|| import::status::read(&name, bytes, password)).ok()?.ok()??;
    let body_sha = Content::status(&draft.body).ok()?.sha256;
    Some(Arc::new(ReceivedStatus { draft, body_sha }))
}

/// A file as a risk list, or where it is none.
fn risk(path: &Path, bytes: &[u8], password: Option<&str>) -> Option<Result<Arc<ReceivedRisk>, RiskShape>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = panics::catch(|| import::risk::read(&name, bytes, password)).ok()?.ok()?;
    Some(match read {
        Ok(draft) => Ok(Arc::new(received_risk(draft)?)),
        Err(shape) => Err(shape),
    })
}

/// Why a file that cannot be read as anything else is no risk list; none where it was not read at all.
pub fn risk_shape(disk: &dyn Disk, path: &Path) -> Option<RiskShape> {
    let bytes = bytes(disk, path, &visible(&path.display().to_string())).ok()?;
    risk(path, &bytes, None)?.err()
}

fn received_risk(draft: RiskDraft) -> Option<ReceivedRisk> {
    let body_sha = Content::risk(&draft.body).ok()?.sha256;
    Some(ReceivedRisk { draft, body_sha, joined_to: None })
}

/// Joins the files of one list among those that were read together: OFAC's names with its aliases and addresses, which then
/// enter with the names.
pub fn join_risks(files: &mut [&mut ReadFile]) {
    let of = |part: RiskPart| {
        let risks = files.iter().filter_map(|file| file.risk());
        risks.filter(|risk| risk.draft.part == part).map(Arc::clone).next()
    };
    let Some(names) = of(RiskPart::Names) else { return };
    let (aliases, addresses) = (of(RiskPart::Aliases), of(RiskPart::Addresses));
    let beside = |part: &Option<Arc<ReceivedRisk>>| part.as_ref().map(|risk| risk.draft.clone());
    let draft = names.draft.joined(beside(&aliases).as_ref(), beside(&addresses).as_ref());
    let Some(joined) = received_risk(draft).map(Arc::new) else { return };
    for file in files {
        let Some(risk) = file.risk().map(Arc::clone) else { continue };
        let is_one_of =
            |part: &Option<Arc<ReceivedRisk>>| part.as_ref().is_some_and(|it| Arc::ptr_eq(it, &risk));
        if Arc::ptr_eq(&risk, &names) {
            file.others.risk = Some(Ok(Arc::clone(&joined)));
        } else if is_one_of(&aliases) || is_one_of(&addresses) {
            let joined_to = Some(names.draft.file.clone());
            file.others.risk = Some(Ok(Arc::new(ReceivedRisk { joined_to, ..(*risk).clone() })));
        }
    }
}

/// A reference list, its content named as it will lie on the disk.
fn received_list(draft: ListDraft) -> Result<ReceivedList, Problem> {
    let ListDraft { file, sha256, title, as_of, version, list, remarks, .. } = draft;
    let body_sha = Content::list(&list).map_err(not_named(&file))?.sha256;
    Ok(ReceivedList { file, sha256, title, version, as_of, body_sha, body: Arc::new(list), remarks })
}

/// What was read of a file, its contents named as they will lie on the disk.
///
/// # Errors
/// When a value cannot be written, which no value of a form or a list is.
pub fn named(path: &Path, incoming: Incoming) -> Result<ReadFile, Problem> {
    let path = path.to_owned();
    match incoming {
        Incoming::Facilities(draft) => Ok(ReadFile {
            path,
            sha256: draft.sha256.clone(),
            holds: Some(Incoming::Facilities(draft)),
            others: Readings::default(),
        }),
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
            Ok(ReadFile {
                path,
                sha256: of_file,
                holds: Some(Incoming::Declaration(Box::new(received))),
                others: Readings::default(),
            })
        }
        Incoming::List(draft) => {
            let offered = received_list(*draft)?;
            let sha256 = offered.sha256.clone();
            let holds = Some(Incoming::List(Box::new(offered)));
            Ok(ReadFile { path, sha256, holds, others: Readings::default() })
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
    let stat = disk.stat_through(path).map_err(failed)?;
    if stat.is_dir() {
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
    disk.read_through(path).map_err(failed)
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
