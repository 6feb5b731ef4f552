//! A workspace's own template of the letter to suppliers.

use std::io::ErrorKind;
use std::path::Path;

use crate::Problem;
use crate::correspond::letter::{LONGEST_TEMPLATE, OWN_TEMPLATE};
use crate::store::Disk;

/// The text of the template in a workspace's folder; `None` when it has none.
///
/// # Errors
/// When it cannot be read, is too long, or is not UTF-8.
pub fn own_template(disk: &dyn Disk, dir: &Path) -> Result<Option<String>, Problem> {
    let path = dir.join(OWN_TEMPLATE);
    let wrong = |why: String| {
        let what = format!("the workspace's own template of the letter cannot be used: {why}");
        Problem::new(what, path.display().to_string(), "mend it, or remove it to use the one of the program")
    };
    match disk.stat(&path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(wrong(error.to_string())),
        Ok(stat) if stat.is_dir() => return Err(wrong("it is a folder".to_owned())),
        Ok(stat) if usize::try_from(stat.len).is_ok_and(|len| len <= LONGEST_TEMPLATE) => {}
        Ok(_) => return Err(wrong(format!("it is longer than {} KB", LONGEST_TEMPLATE / 1000))),
    }
    let bytes = disk.read(&path).map_err(|error| wrong(error.to_string()))?;
    String::from_utf8(bytes).map(Some).map_err(|_| wrong("it is not UTF-8".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

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
