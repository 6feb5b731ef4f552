//! What suppliers sent, as files in a folder.

use std::path::Path;

use rcoi::store::{RealDisk, write_atomic};

/// Writes the workbooks of the demo's suppliers into a new folder.
pub fn fill(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for (name, bytes) in rcoi::demo::suppliers() {
        write_atomic(&RealDisk, &folder.join(name), &bytes).unwrap();
    }
}
