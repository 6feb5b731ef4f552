//! What was shown last time, one file a workspace.

use std::path::{Path, PathBuf};

use super::{Dirs, dirs};
use crate::Problem;
use crate::app::Session;
use crate::data::ron_options;
use crate::import::sha256;
use crate::store::{Disk, write_atomic};

/// The file of a workspace's session.
fn file(dirs: &Dirs, workspace: &Path) -> PathBuf {
    let absolute = std::path::absolute(workspace).unwrap_or_else(|_| workspace.to_owned());
    let name: String = sha256(absolute.as_os_str().as_encoded_bytes()).chars().take(16).collect();
    dirs.sessions().join(format!("{name}.ron"))
}

/// The session of a workspace; a new one when there is none, or what is there cannot be read any more.
pub fn load(disk: &dyn Disk, dirs: &Dirs, workspace: &Path) -> Session {
    let Ok(bytes) = disk.read_through(&file(dirs, workspace)) else { return Session::default() };
    ron_options().from_bytes(&bytes).unwrap_or_else(|error| {
        tracing::warn!("the session cannot be read and is begun anew: {error}");
        Session::default()
    })
}

/// Keeps the session of a workspace.
///
/// # Errors
/// When the disk fails.
pub fn save(disk: &dyn Disk, dirs: &Dirs, workspace: &Path, session: &Session) -> Result<(), Problem> {
    let path = file(dirs, workspace);
    let text = ron_options().to_string(session).map_err(|error| {
        Problem::new(format!("the session cannot be written: {error}"), path.display().to_string(), "")
    })?;
    dirs::ensure(disk, &dirs.sessions())?;
    write_atomic(disk, &path, text.as_bytes()).map_err(|error| error.problem())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealDisk;

    #[test]
    fn each_workspace_has_its_own() {
        let temp = tempfile::TempDir::new().unwrap();
        let dirs = Dirs::inside(temp.path());
        let (one, other) = (Path::new("/tmp/one"), Path::new("/tmp/other"));
        let session = Session { theme: Some("light".to_owned()), ..Session::default() };
        save(&RealDisk, &dirs, one, &session).unwrap();
        assert_eq!(load(&RealDisk, &dirs, one), session);
        assert_eq!(load(&RealDisk, &dirs, other), Session::default());
    }

    #[test]
    fn an_unreadable_one_is_begun_anew() {
        let temp = tempfile::TempDir::new().unwrap();
        let dirs = Dirs::inside(temp.path());
        let workspace = Path::new("/tmp/one");
        dirs::ensure(&RealDisk, &dirs.sessions()).unwrap();
        write_atomic(&RealDisk, &file(&dirs, workspace), b"(screens: 7)").unwrap();
        assert_eq!(load(&RealDisk, &dirs, workspace), Session::default());
    }
}
