//! Format versions: every file names its own; older ones are brought up to date, newer ones are refused.

use std::borrow::Cow;
use std::path::Path;

use super::{StoreError, StoreResult};

/// The format version that this program writes.
pub const VERSION: u32 = 1;

/// Which kind of text a migration is asked to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A whole snapshot.
    Snapshot,
    /// The first line of a journal.
    Header,
    /// One line of a journal.
    Entry,
}

/// One step from a version to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migration {
    /// The version it starts from; it leads to the one after.
    pub from: u32,
    /// Changes a text of that version into one of the next, its version number included; what it cannot
    /// change it leaves as it is, for the parser to complain of.
    pub step: fn(FileKind, &str) -> String,
}

/// Every step there is; version 1 is the first.
pub(super) const MIGRATIONS: &[Migration] = &[];

/// The version number at the beginning of a record (`(version:1,`), after blanks and comments.
pub(super) fn version_of(text: &str) -> Option<u32> {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("//") {
        rest = comment.split_once('\n')?.1.trim_start();
    }
    let rest = rest.strip_prefix('(')?.trim_start().strip_prefix("version")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Brings a text up to the version that this program writes.
pub(super) fn bring_up<'a>(
    path: &Path,
    kind: FileKind,
    version: u32,
    text: &'a str,
    migrations: &[Migration],
) -> StoreResult<Cow<'a, str>> {
    if version > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known: VERSION });
    }
    let mut text = Cow::Borrowed(text);
    for from in version..VERSION {
        let migration = migrations.iter().find(|migration| migration.from == from);
        let migration = migration.ok_or(StoreError::TooOld { path: path.to_owned(), found: version })?;
        text = Cow::Owned((migration.step)(kind, &text));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_after_comments() {
        assert_eq!(version_of("// a\n// b\n( version : 12 ,seq:1)"), Some(12));
        assert_eq!(version_of("(version:1)"), Some(1));
        assert_eq!(version_of("(seq:1,version:1)"), None);
        assert_eq!(version_of("// version:1"), None);
        assert_eq!(version_of(""), None);
    }

    #[test]
    fn newer_and_unknown_older_texts_are_refused() {
        let path = Path::new("workspace.ron");
        let newer = bring_up(path, FileKind::Snapshot, VERSION + 1, "", &[]);
        assert!(matches!(newer, Err(StoreError::Newer { found: 2, known: 1, .. })));
        let older = bring_up(path, FileKind::Snapshot, 0, "", &[]);
        assert!(matches!(older, Err(StoreError::TooOld { found: 0, .. })));
    }
}
