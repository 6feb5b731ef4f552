//! Files of others, which are no part of the project: a test that needs one says when it is skipped.

use std::path::PathBuf;

/// A file in `$RCOI_SHARED` or `../shared`; none, loudly, when it is not at hand.
pub fn at_hand(path: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let file = std::env::var_os("RCOI_SHARED").map_or(beside, PathBuf::from).join(path);
    if file.is_file() {
        return Some(std::path::absolute(file).unwrap());
    }
    eprintln!("SKIPPED: {path} is not at hand (set RCOI_SHARED)");
    None
}

#[test]
fn what_is_not_there_is_not_at_hand() {
    assert_eq!(at_hand("no such file"), None);
}
