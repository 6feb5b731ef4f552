//! A workspace's own templates: the letter to suppliers, and proposals for what the company says.

use std::io::ErrorKind;
use std::path::Path;

use crate::Problem;
use crate::correspond::letter::{LONGEST_TEMPLATE, OWN_TEMPLATE};
use crate::report::{LONGEST_PROPOSALS, OWN_PROPOSALS, OwnProposals};
use crate::store::Disk;

/// The text of the template in a workspace's folder; `None` when it has none.
///
/// # Errors
/// When it cannot be read, is too long, or is not UTF-8.
pub fn own_template(disk: &dyn Disk, dir: &Path) -> Result<Option<String>, Problem> {
    own_text(disk, &dir.join(OWN_TEMPLATE), ("own template of the letter", LONGEST_TEMPLATE))
}

/// The proposals in a workspace's folder; none where it has none.
///
/// # Errors
/// As [`own_template`], and when they say more than proposals may.
pub fn own_proposals(disk: &dyn Disk, dir: &Path) -> Result<OwnProposals, Problem> {
    let text = own_text(disk, &dir.join(OWN_PROPOSALS), ("own proposals", LONGEST_PROPOSALS))?;
    text.map_or_else(|| Ok(OwnProposals::default()), |text| OwnProposals::read(&text))
}

/// The text of a file of a workspace's own, told as what it is; `None` where it is not there.
fn own_text(disk: &dyn Disk, path: &Path, (name, longest): (&str, usize)) -> Result<Option<String>, Problem> {
    let wrong = |why: String| {
        let what = format!("the workspace's {name} cannot be used: {why}");
        Problem::new(what, path.display().to_string(), "mend it, or remove it to use the one of the program")
    };
    match disk.stat(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(wrong(error.to_string())),
        Ok(stat) if stat.is_dir() => return Err(wrong("it is a folder".to_owned())),
        Ok(stat) if usize::try_from(stat.len).is_ok_and(|len| len <= longest) => {}
        Ok(_) => return Err(wrong(format!("it is longer than {} KB", longest / 1000))),
    }
    let bytes = disk.read(path).map_err(|error| wrong(error.to_string()))?;
    String::from_utf8(bytes).map(Some).map_err(|_| wrong("it is not UTF-8".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    #[test]
    fn proposals_are_there_or_not_or_wrong() {
        let temp = tempfile::TempDir::new().unwrap();
        let read = || own_proposals(&RealDisk, temp.path());
        assert_eq!(read(), Ok(OwnProposals::default()));
        RealDisk.create_dir(&temp.path().join("templates")).unwrap();
        write_atomic(&RealDisk, &temp.path().join(OWN_PROPOSALS), b"[\n(fact: 1)]").unwrap();
        assert!(read().unwrap_err().place.contains("templates/proposals.ron, line 2"));
        write_atomic(&RealDisk, &temp.path().join(OWN_PROPOSALS), b"\xff").unwrap();
        assert!(read().unwrap_err().what.contains("own proposals cannot be used: it is not UTF-8"));
    }

    #[test]
    fn a_template_is_there_or_not_or_wrong() {
        let temp = tempfile::TempDir::new().unwrap();
        let read = || own_template(&RealDisk, temp.path());
        assert_eq!(read(), Ok(None));
        RealDisk.create_dir(&temp.path().join("templates")).unwrap();
        let path = temp.path().join(OWN_TEMPLATE);
        write_atomic(&RealDisk, &path, b"Subject: x").unwrap();
        assert_eq!(read(), Ok(Some("Subject: x".to_owned())));
        write_atomic(&RealDisk, &path, b"\xff").unwrap();
        assert!(read().unwrap_err().what.contains("UTF-8"));
        write_atomic(&RealDisk, &path, &vec![b'x'; LONGEST_TEMPLATE + 1]).unwrap();
        assert!(read().unwrap_err().what.contains("64 KB"));
    }
}
