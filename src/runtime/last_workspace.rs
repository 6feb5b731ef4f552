//! Which workspace was open last, so that the program opens it again.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Dirs, dirs};
use crate::Problem;
use crate::data::ron_options;
use crate::store::{Disk, write_atomic};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    workspace: PathBuf,
}

/// The workspace that was open last; `None` when there was none, or what was noted cannot be read.
pub fn recall(disk: &dyn Disk, dirs: &Dirs) -> Option<PathBuf> {
    let bytes = disk.read_through(&dirs.last()).ok()?;
    let last: Last = ron_options().from_bytes(&bytes).ok()?;
    Some(last.workspace)
}

/// Notes the workspace as the last one open.
///
/// # Errors
/// When the disk fails.
pub fn remember(disk: &dyn Disk, dirs: &Dirs, workspace: &Path) -> Result<(), Problem> {
    let workspace = std::path::absolute(workspace).unwrap_or_else(|_| workspace.to_owned());
    let failed = |what: String| Problem::new(what, dirs.last().display().to_string(), "");
    let text = ron_options().to_string(&Last { workspace }).map_err(|error| failed(error.to_string()))?;
    dirs::ensure(disk, dirs.state())?;
    write_atomic(disk, &dirs.last(), text.as_bytes()).map_err(|error| error.problem())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealDisk;

    #[test]
    fn what_is_remembered_is_recalled() {
        let temp = tempfile::TempDir::new().unwrap();
        let dirs = Dirs::inside(temp.path());
        assert_eq!(recall(&RealDisk, &dirs), None);
        remember(&RealDisk, &dirs, Path::new("/tmp/a \"b\"")).unwrap();
        assert_eq!(recall(&RealDisk, &dirs), Some(PathBuf::from("/tmp/a \"b\"")));
    }
}
