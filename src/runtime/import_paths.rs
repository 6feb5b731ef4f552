//! The files that a typed path means: one file, the files of a folder and of those inside it, or those that fit a
//! pattern; and what lies about among them.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use glob::{MatchOptions, Pattern};
use serde::Deserialize;

use crate::Problem;
use crate::data::embedded;
use crate::store::Disk;
use crate::text::{count, visible};

/// The most files of one import.
const MOST: usize = 20_000;

/// How names fit a pattern: `*` does not reach into folders, nor to hidden files.
const FITTING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// How deep folders lie in each other at most; links can make them endless.
const DEEPEST: usize = 12;

/// What a typed path means.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PathsFound {
    /// The files, sorted within each folder, its own before those of the folders inside it.
    pub files: Vec<PathBuf>,
    /// Files that lie about and hold nothing that anyone sent; they are not read.
    pub strays: Vec<PathBuf>,
    /// Files that turned out to be nothing of what is read.
    pub unknown: Vec<PathBuf>,
    /// Folders that were not looked into: they lie too deep, or cannot be listed.
    pub closed: Vec<PathBuf>,
}

impl PathsFound {
    /// What was not read, in a sentence; none when everything was.
    pub fn passed_over(&self) -> Option<String> {
        let names = |paths: &[PathBuf]| {
            let names = paths.iter().filter_map(|path| path.file_name()).take(3);
            let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
            let more = if paths.len() > names.len() { ", \u{2026}" } else { "" };
            format!("{}{more}", names.join(", "))
        };
        let strays = (!self.strays.is_empty()).then(|| {
            let files = count(self.strays.len(), "file that is", "files that are");
            format!("{files} none that anyone sent ({})", names(&self.strays))
        });
        let closed = (!self.closed.is_empty()).then(|| {
            let folders = count(self.closed.len(), "folder", "folders");
            format!("{folders} that could not be looked into ({})", names(&self.closed))
        });
        let unknown = (!self.unknown.is_empty()).then(|| {
            let files = count(self.unknown.len(), "file that is", "files that are");
            format!("{files} no CMRT, list, table or filing ({})", names(&self.unknown))
        });
        let told: Vec<String> = [strays, unknown, closed].into_iter().flatten().collect();
        (!told.is_empty()).then(|| visible(&format!("not read: {}", told.join("; "))))
    }
}

/// The files that a path means: of a folder its own and those of the folders inside it, what is hidden left out; of a
/// pattern (`*`, `?`, `[a-c]`) what fits; else the file itself, whether it is there or not.
///
/// # Errors
/// When a folder cannot be listed, a pattern is none or fits nothing, or there are too many files.
pub fn files(disk: &dyn Disk, path: &Path) -> Result<PathsFound, Problem> {
    let found = if disk.stat_through(path).is_ok_and(|stat| stat.is_dir()) {
        of_folder(disk, path)?
    } else if is_pattern(path) && disk.stat_through(path).is_err() {
        of_pattern(disk, path)?
    } else {
        return Ok(PathsFound { files: vec![path.to_owned()], ..PathsFound::default() });
    };
    if found.files.len() > MOST {
        let files = found.files.len();
        let what = format!("nothing was imported: these are {files} files; at most {MOST} are read at once");
        return Err(Problem::new(what, shown(path), "import them in parts"));
    }
    Ok(found)
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string())
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn list(disk: &dyn Disk, dir: &Path) -> Result<Vec<String>, Problem> {
    disk.list(dir).map_err(|error| {
        Problem::new(
            format!("nothing was imported: the folder cannot be listed: {error}"),
            shown(dir),
            "check its permissions",
        )
    })
}

fn is_file(disk: &dyn Disk, path: &Path) -> bool {
    disk.stat_through(path).is_ok_and(|stat| !stat.is_dir())
}

/// How the names of files that lie about begin and end, in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strays {
    begins: Vec<String>,
    ends: Vec<String>,
}

static STRAYS: LazyLock<Strays> =
    LazyLock::new(|| embedded("data/strays.ron", include_str!("../../data/strays.ron")));

/// Whether a file lies about: Excel keeps `~$name.xlsx` beside a workbook that is open, systems keep files of their own.
pub fn is_stray(name: &str) -> bool {
    let name = name.to_lowercase();
    STRAYS.begins.iter().any(|begin| name.starts_with(begin.as_str()))
        || STRAYS.ends.iter().any(|end| name.ends_with(end.as_str()))
}

/// Whether a name is hidden: nobody looks there for what was sent.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

fn of_folder(disk: &dyn Disk, dir: &Path) -> Result<PathsFound, Problem> {
    let mut found = PathsFound::default();
    add_folder(disk, (dir, list(disk, dir)?), DEEPEST, &mut found);
    if found.files.is_empty() {
        let what = "nothing was imported: this folder has no files";
        let place = found.passed_over().map_or(shown(dir), |passed| format!("{} ({passed})", shown(dir)));
        return Err(Problem::new(what, place, "give another"));
    }
    Ok(found)
}

/// Adds the files of a folder with its names, then those of the folders inside it.
fn add_folder(disk: &dyn Disk, (dir, names): (&Path, Vec<String>), deep: usize, found: &mut PathsFound) {
    let mut folders = Vec::new();
    for name in names.into_iter().filter(|name| !is_hidden(name)) {
        let path = dir.join(&name);
        match disk.stat_through(&path) {
            Ok(stat) if stat.is_dir() => folders.push(path),
            Ok(_) if is_stray(&name) => found.strays.push(path),
            // What cannot be looked at cannot be read either: reading it says why.
            Ok(_) | Err(_) => found.files.push(path),
        }
    }
    for folder in folders {
        match disk.list(&folder) {
            Ok(names) if deep > 0 && found.files.len() <= MOST => {
                add_folder(disk, (&folder, names), deep - 1, found);
            }
            Ok(_) | Err(_) => found.closed.push(folder),
        }
    }
}

/// Patterns are followed folder by folder, so that nothing beside the path is looked at.
fn of_pattern(disk: &dyn Disk, path: &Path) -> Result<PathsFound, Problem> {
    let mut reached = vec![PathBuf::new()];
    for part in path.components() {
        let part = Path::new(part.as_os_str());
        if !is_pattern(part) {
            reached.iter_mut().for_each(|folder| folder.push(part));
            continue;
        }
        let pattern = Pattern::new(&part.to_string_lossy()).map_err(|error| {
            Problem::new(
                format!("nothing was imported: the pattern is none: {error}"),
                shown(path),
                "write it anew",
            )
        })?;
        reached = reached.iter().flat_map(|folder| fitting(disk, folder, &pattern)).collect();
    }
    let reached = reached.into_iter().filter(|path| is_file(disk, path));
    let is_one = |path: &PathBuf| path.file_name().is_some_and(|name| is_stray(&name.to_string_lossy()));
    // Who writes the ending of such files means them.
    let is_meant = is_stray(&path.to_string_lossy());
    let (strays, files): (Vec<PathBuf>, Vec<PathBuf>) = reached.partition(|at| !is_meant && is_one(at));
    if files.is_empty() {
        return Err(Problem::new("nothing was imported: no file fits this", shown(path), "check the path"));
    }
    Ok(PathsFound { files, strays, ..PathsFound::default() })
}

fn fitting(disk: &dyn Disk, folder: &Path, pattern: &Pattern) -> Vec<PathBuf> {
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = disk.list(listed).unwrap_or_default().into_iter();
    let names = names.filter(|name| !is_hidden(name) && pattern.matches_with(name, FITTING));
    names.map(|name| folder.join(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    #[test]
    fn a_path_means_a_file_a_folder_or_what_fits_a_pattern() {
        let temp = tempfile::TempDir::new().unwrap();
        for name in ["a.xlsx", "b.xls", ".hidden.xlsx", "~$a.xlsx", "Thumbs.db", "truth.json"] {
            write_atomic(&RealDisk, &temp.path().join(name), b"x").unwrap();
        }
        RealDisk.create_dir(&temp.path().join("sub")).unwrap();
        write_atomic(&RealDisk, &temp.path().join("sub/c.xlsx"), b"x").unwrap();
        let names = |path: &str| {
            let found = files(&RealDisk, &temp.path().join(path)).unwrap();
            found
                .files
                .iter()
                .map(|p| p.strip_prefix(temp.path()).unwrap().display().to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["a.xlsx", "b.xls", "sub/c.xlsx"]);
        assert_eq!(names("*.json"), ["truth.json"]);
        let passed = files(&RealDisk, temp.path()).unwrap().passed_over().unwrap();
        assert!(passed.contains("3 files") && passed.contains("Thumbs.db"), "{passed}");
        assert_eq!(names("*.xls*"), ["a.xlsx", "b.xls"]);
        assert_eq!(names("*/*.xlsx"), ["sub/c.xlsx"]);
        assert_eq!(names("none.xlsx"), ["none.xlsx"]);
    }

    #[test]
    fn what_means_no_file_is_said() {
        let temp = tempfile::TempDir::new().unwrap();
        RealDisk.create_dir(&temp.path().join("sub")).unwrap();
        for (path, expected) in [("sub", "no files"), ("*.xlsx", "no file fits"), ("[a", "pattern is none")] {
            let problem = files(&RealDisk, &temp.path().join(path)).unwrap_err();
            assert!(problem.what.contains(expected), "{problem}");
        }
    }
}
