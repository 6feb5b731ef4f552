//! From bytes to text and from a parser's complaint to a place in a file.

use std::path::Path;

use super::{Damage, StoreError, StoreResult};

/// As much of a damaged line as a message shows, in characters.
const SHOWN: usize = 100;

/// The bytes as UTF-8, or where they stop being it.
pub(super) fn utf8<'a>(path: &Path, bytes: &'a [u8]) -> StoreResult<&'a str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(good);
        let line = 1 + before.matches('\n').count();
        let start = before.rsplit('\n').next().unwrap_or_default();
        let whole = String::from_utf8_lossy(bytes);
        damage(path, line, start.chars().count() + 1, &whole, "bytes that are not UTF-8 text")
    })
}

/// Damage at a line and column (from 1; 0 for none) of a file's text.
pub(super) fn damage(path: &Path, line: usize, column: usize, text: &str, message: &str) -> StoreError {
    let source = line.checked_sub(1).and_then(|index| text.lines().nth(index)).unwrap_or_default();
    damage_at(path, (line, column), source, message)
}

/// Damage at a line and column, with the line itself.
pub(super) fn damage_at(
    path: &Path,
    (line, column): (usize, usize),
    source: &str,
    message: &str,
) -> StoreError {
    let start = column.saturating_sub(SHOWN / 2);
    let shown: String = source.chars().skip(start).take(SHOWN).collect();
    StoreError::Damaged(Box::new(Damage {
        path: path.to_owned(),
        line,
        column,
        source_line: crate::text::clean(&shown),
        message: message.to_owned(),
        repair: None,
    }))
}

/// The parser's complaint about a whole text.
pub(super) fn damage_in(path: &Path, text: &str, error: &ron::error::SpannedError) -> StoreError {
    let at = &error.span.end;
    damage(path, at.line, at.col, text, &error.code.to_string())
}
