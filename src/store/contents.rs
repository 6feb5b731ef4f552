//! Contents that never change: declarations and reference lists, each in a file named by its SHA-256, written
//! before the edit that names it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Problem;
use crate::data::ron_options;
use crate::domain::cmrt::Form;
use crate::domain::{ContentKind, Contents, ListBody, RiskBody, StatusBody, Workspace};

use super::atomic::{ensure_dir, write_atomic};
use super::disk::Disk;
use super::paths::Paths;
use super::record::sha256;
use super::text::{damage_in, utf8};
use super::{StoreError, StoreResult};

/// A content as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub kind: ContentKind,
    /// SHA-256 of its text, in hexadecimal: its name.
    pub sha256: String,
    pub text: String,
}

impl Content {
    fn new<T: Serialize>(kind: ContentKind, head: &str, value: &T) -> StoreResult<Self> {
        // One record a line, so that version control shows useful differences.
        let layout = PrettyConfig::new().depth_limit(2).indentor("").new_line("\n").separator("");
        let mut text = format!("// {head} It never changes: its name is the SHA-256 of its text.\n");
        ron_options().to_writer_pretty(&mut text, value, layout)?;
        text.push('\n');
        Ok(Self { kind, sha256: sha256(text.as_bytes()), text })
    }

    /// A declaration's content.
    ///
    /// # Errors
    /// When a value cannot be written as RON, which no form's can.
    pub fn form(form: &Form) -> StoreResult<Self> {
        Self::new(ContentKind::Form, "rcoi declaration: a CMRT as it was read.", form)
    }

    /// A reference list's content.
    ///
    /// # Errors
    /// When a value cannot be written as RON, which no list's can.
    pub fn list(list: &ListBody) -> StoreResult<Self> {
        Self::new(ContentKind::List, "rcoi reference list.", list)
    }

    /// A status list's content.
    ///
    /// # Errors
    /// When a value cannot be written as RON, which no list's can.
    pub fn status(list: &StatusBody) -> StoreResult<Self> {
        Self::new(ContentKind::Status, "rcoi status list.", list)
    }

    /// A risk list's content.
    ///
    /// # Errors
    /// When a value cannot be written as RON, which no list's can.
    pub fn risk(list: &RiskBody) -> StoreResult<Self> {
        Self::new(ContentKind::Risk, "rcoi risk list.", list)
    }

    /// Where it lies in a workspace folder.
    pub fn path(&self, paths: &Paths) -> PathBuf {
        path_of(paths, self.kind, &self.sha256)
    }

    /// Writes it, unless it is there already; whether it was written.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn write(&self, disk: &dyn Disk, paths: &Paths) -> StoreResult<bool> {
        let path = self.path(paths);
        if disk.read(&path).is_ok_and(|there| there == self.text.as_bytes()) {
            return Ok(false);
        }
        if let Some(dir) = path.parent() {
            ensure_dir(disk, dir)?;
        }
        write_atomic(disk, &path, self.text.as_bytes())?;
        Ok(true)
    }
}

/// Where a content lies.
pub fn path_of(paths: &Paths, kind: ContentKind, sha256: &str) -> PathBuf {
    let dir = match kind {
        ContentKind::Form => paths.declarations(),
        ContentKind::List | ContentKind::Status | ContentKind::Risk => paths.lists(),
    };
    dir.join(format!("{sha256}.ron"))
}

/// Every content that a workspace names: kind and SHA-256, each once, sorted.
pub fn named_by(ws: &Workspace) -> Vec<(ContentKind, String)> {
    let forms = ws.declarations.values().map(|declaration| (ContentKind::Form, declaration.form.clone()));
    let look_ups = ws.declarations.values().filter_map(|declaration| declaration.look_up.clone());
    let lists = ws.lists.values().map(|list| list.body.clone()).chain(look_ups);
    let statuses = ws.status_lists.values().map(|list| (ContentKind::Status, list.body.clone()));
    let risks = ws.risk_lists.values().map(|list| (ContentKind::Risk, list.body.clone()));
    let mut all: Vec<(ContentKind, String)> =
        forms.chain(lists.map(|list| (ContentKind::List, list))).chain(statuses).chain(risks).collect();
    all.sort();
    all.dedup();
    all
}

fn read<T: DeserializeOwned>(path: &Path, bytes: &[u8], name: &str) -> StoreResult<T> {
    if sha256(bytes) != name {
        return Err(StoreError::WrongHash(name.to_owned()));
    }
    let text = utf8(path, bytes)?;
    ron_options().from_str(text).map_err(|error| damage_in(path, text, &error))
}

/// One content of either kind.
enum Loaded {
    Form(String, Arc<Form>),
    List(String, Arc<ListBody>),
    Status(String, Arc<StatusBody>),
    Risk(String, Arc<RiskBody>),
}

fn load_one(disk: &dyn Disk, paths: &Paths, (kind, name): &(ContentKind, String)) -> Result<Loaded, Problem> {
    let path = path_of(paths, *kind, name);
    let bytes = disk.read(&path).map_err(|error| missing(&path, &error))?;
    let told = |error: StoreError| {
        let problem = error.problem();
        Problem::new(problem.what, path.display().to_string(), REMEDY)
    };
    match kind {
        ContentKind::Form => {
            Ok(Loaded::Form(name.clone(), Arc::new(read(&path, &bytes, name).map_err(told)?)))
        }
        ContentKind::List => {
            Ok(Loaded::List(name.clone(), Arc::new(read(&path, &bytes, name).map_err(told)?)))
        }
        ContentKind::Status => {
            Ok(Loaded::Status(name.clone(), Arc::new(read(&path, &bytes, name).map_err(told)?)))
        }
        ContentKind::Risk => {
            Ok(Loaded::Risk(name.clone(), Arc::new(read(&path, &bytes, name).map_err(told)?)))
        }
    }
}

const REMEDY: &str = "put the file back from a copy of the folder or from version control, or withdraw the declaration and \
                      import its file again";

fn missing(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        format!("a declaration or a list of this workspace cannot be read: {error}"),
        path.display().to_string(),
        REMEDY,
    )
}

/// The contents that a workspace names and that are missing or not as they were written.
pub(super) fn flaws(disk: &dyn Disk, paths: &Paths, ws: &Workspace) -> Vec<(PathBuf, String)> {
    let flaw = |(kind, name): (ContentKind, String)| {
        let path = path_of(paths, kind, &name);
        let message = match disk.read(&path) {
            Ok(bytes) if sha256(&bytes) == name => return None,
            Ok(_) => "this content is not as it was: its hash differs".to_owned(),
            Err(error) => format!("the workspace names this content and it cannot be read: {error}"),
        };
        Some((path, format!("{message}; {REMEDY}")))
    };
    named_by(ws).into_iter().filter_map(flaw).collect()
}

/// Loads contents, on all cores. What cannot be read is left out and told.
pub fn load(disk: &dyn Disk, paths: &Paths, names: &[(ContentKind, String)]) -> (Contents, Vec<Problem>) {
    let loaded: Vec<Result<Loaded, Problem>> =
        names.par_iter().map(|name| load_one(disk, paths, name)).collect();
    let (mut contents, mut problems) = (Contents::default(), Vec::new());
    for one in loaded {
        match one {
            Ok(Loaded::Form(name, form)) => drop(contents.forms.insert(name, form)),
            Ok(Loaded::List(name, list)) => drop(contents.lists.insert(name, list)),
            Ok(Loaded::Status(name, list)) => drop(contents.statuses.insert(name, list)),
            Ok(Loaded::Risk(name, list)) => drop(contents.risks.insert(name, list)),
            Err(problem) => problems.push(problem),
        }
    }
    (contents, problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cid, ListEntry, Metal};
    use crate::store::RealDisk;

    fn list() -> ListBody {
        let entry = ListEntry {
            metal: Metal::Gold,
            cid: Cid::parse("CID900001").unwrap(),
            name: "Example Refinery".to_owned(),
            country: "ITALY".to_owned(),
            city: String::new(),
            state: String::new(),
            aliases: vec!["Example".to_owned()],
            row: 5,
        };
        ListBody { sheet: "Smelter Look-up".to_owned(), entries: vec![entry] }
    }

    #[test]
    fn a_list_comes_back_as_it_was_written() {
        let temp = tempfile::TempDir::new().unwrap();
        let paths = Paths::new(temp.path());
        let content = Content::list(&list()).unwrap();
        assert!(content.write(&RealDisk, &paths).unwrap());
        assert!(!content.write(&RealDisk, &paths).unwrap());
        let (contents, problems) = load(&RealDisk, &paths, &[(ContentKind::List, content.sha256.clone())]);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(**contents.list(&content.sha256).unwrap(), list());
    }

    #[test]
    fn a_changed_or_missing_content_is_told_and_left_out() {
        let temp = tempfile::TempDir::new().unwrap();
        let paths = Paths::new(temp.path());
        let content = Content::list(&list()).unwrap();
        content.write(&RealDisk, &paths).unwrap();
        let changed = content.text.replace("Example Refinery", "Another");
        write_atomic(&RealDisk, &content.path(&paths), changed.as_bytes()).unwrap();
        let names = [(ContentKind::List, content.sha256), (ContentKind::Form, "00".to_owned())];
        let (contents, problems) = load(&RealDisk, &paths, &names);
        assert!(contents.lists.is_empty() && contents.forms.is_empty());
        assert_eq!(problems.len(), 2);
    }
}
