//! Writing what stays internal into `letters/`.

use std::path::PathBuf;

use crate::Problem;
use crate::store::Store;

/// Writes internal files into the workspace's `letters/`, each as a whole; older ones of the same name are
/// replaced. Returns the folder, or the file when there is one.
///
/// # Errors
/// When the workspace is open for reading only, or the disk fails.
pub fn write_internal(store: &Store, files: &[(String, Vec<u8>)]) -> Result<PathBuf, Problem> {
    let dir = store.write_internal(files).map_err(|error| error.problem())?;
    match files {
        [(name, _)] => Ok(dir.join(name)),
        _ => Ok(dir),
    }
}
