//! Completion of paths as they are typed.

use std::path::{Path, PathBuf};

use crate::store::Disk;

/// The most paths that are listed.
const MOST: usize = 200;

/// The path that a typed text means: `~` at its beginning is the home folder.
pub fn expand(typed: &str, home: Option<&Path>) -> PathBuf {
    let inside = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (inside, home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        (Some(_) | None, _) => PathBuf::from(typed),
    }
}

/// The home folder.
pub fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// The paths that begin with the typed text, as they would be typed on: folders end in `/`, hidden ones only
/// when their dot is typed, at most 200. A path from nowhere begins at `from`.
pub fn complete(disk: &dyn Disk, typed: &str, from: &Path, home: Option<&Path>) -> Vec<String> {
    if typed == "~" {
        return vec!["~/".to_owned()];
    }
    let (folder, begun) = match typed.rfind('/') {
        Some(at) => typed.split_at(at + 1),
        None => ("", typed),
    };
    let dir = from.join(expand(folder, home));
    let names = disk.list(&dir).unwrap_or_default();
    let fitting = names
        .into_iter()
        .filter(|name| name.starts_with(begun) && (begun.starts_with('.') || !name.starts_with('.')));
    let paths = fitting.take(MOST).map(|name| {
        let is_dir = disk.stat_through(&dir.join(&name)).is_ok_and(|stat| stat.is_dir());
        format!("{folder}{name}{}", if is_dir { "/" } else { "" })
    });
    paths.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    #[test]
    fn what_is_typed_goes_on() {
        let temp = tempfile::TempDir::new().unwrap();
        for name in ["annex.csv", "annual.txt", ".hidden", "b.csv"] {
            write_atomic(&RealDisk, &temp.path().join(name), b"x").unwrap();
        }
        RealDisk.create_dir(&temp.path().join("and")).unwrap();
        let complete = |typed: &str| complete(&RealDisk, typed, temp.path(), Some(temp.path()));
        assert_eq!(complete("an"), ["and/", "annex.csv", "annual.txt"]);
        assert_eq!(complete("~/ann"), ["~/annex.csv", "~/annual.txt"]);
        assert_eq!(complete("."), [".hidden"]);
        assert_eq!(complete("~"), ["~/"]);
        assert_eq!(
            complete(&format!("{}/b", temp.path().display())),
            [format!("{}/b.csv", temp.path().display())]
        );
        assert!(complete("nowhere/").is_empty());
        assert_eq!(complete("").len(), 4);
    }

    #[test]
    fn only_a_tilde_of_its_own_is_the_home() {
        let home = Path::new("/people/ada");
        assert_eq!(expand("~/a", Some(home)), PathBuf::from("/people/ada/a"));
        assert_eq!(expand("~a", Some(home)), PathBuf::from("~a"));
    }
}
