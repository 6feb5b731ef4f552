//! The files that a typed path means: one file, the files of a folder, or those that fit a pattern.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use crate::Problem;
use crate::store::Disk;
use crate::text::visible;

/// The most files of one import.
const MOST: usize = 20_000;

/// How names fit a pattern: `*` does not reach into folders, nor to hidden files.
const FITTING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The files that a path means, sorted: of a folder its own files, hidden ones and folders left out; of a
/// pattern (`*`, `?`, `[a-c]`) what fits; else the file itself, whether it is there or not.
///
/// # Errors
/// When a folder cannot be listed, a pattern is none or fits nothing, or there are too many files.
pub fn files(disk: &dyn Disk, path: &Path) -> Result<Vec<PathBuf>, Problem> {
    let found = if disk.stat(path).is_ok_and(|stat| stat.is_dir) {
        of_folder(disk, path)?
    } else if is_pattern(path) && disk.stat(path).is_err() {
        of_pattern(disk, path)?
    } else {
        return Ok(vec![path.to_owned()]);
    };
    if found.len() > MOST {
        let what =
            format!("nothing was imported: these are {} files; at most {MOST} are read at once", found.len());
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
    disk.stat(path).is_ok_and(|stat| !stat.is_dir)
}

/// Excel keeps `~$name.xlsx` beside a workbook that is open; it is none.
fn is_beside(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

fn of_folder(disk: &dyn Disk, dir: &Path) -> Result<Vec<PathBuf>, Problem> {
    let names = list(disk, dir)?.into_iter().filter(|name| !is_beside(name));
    let files: Vec<PathBuf> = names.map(|name| dir.join(name)).filter(|path| is_file(disk, path)).collect();
    if files.is_empty() {
        return Err(Problem::new(
            "nothing was imported: this folder has no files",
            shown(dir),
            "give another",
        ));
    }
    Ok(files)
}

/// Patterns are followed folder by folder, so that nothing beside the path is looked at.
fn of_pattern(disk: &dyn Disk, path: &Path) -> Result<Vec<PathBuf>, Problem> {
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
    let files: Vec<PathBuf> = reached.into_iter().filter(|path| is_file(disk, path)).collect();
    if files.is_empty() {
        return Err(Problem::new("nothing was imported: no file fits this", shown(path), "check the path"));
    }
    Ok(files)
}

fn fitting(disk: &dyn Disk, folder: &Path, pattern: &Pattern) -> Vec<PathBuf> {
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = disk.list(listed).unwrap_or_default().into_iter();
    let names = names.filter(|name| !is_beside(name) && pattern.matches_with(name, FITTING));
    names.map(|name| folder.join(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    #[test]
    fn a_path_means_a_file_a_folder_or_what_fits_a_pattern() {
        let temp = tempfile::TempDir::new().unwrap();
        for name in ["a.xlsx", "b.xls", ".hidden.xlsx", "~$a.xlsx"] {
            write_atomic(&RealDisk, &temp.path().join(name), b"x").unwrap();
        }
        RealDisk.create_dir(&temp.path().join("sub")).unwrap();
        write_atomic(&RealDisk, &temp.path().join("sub/c.xlsx"), b"x").unwrap();
        let names = |path: &str| {
            let found = files(&RealDisk, &temp.path().join(path)).unwrap();
            found
                .iter()
                .map(|p| p.strip_prefix(temp.path()).unwrap().display().to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["a.xlsx", "b.xls"]);
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
