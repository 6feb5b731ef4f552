//! What was acknowledged last, outside of the journal: so that a journal that lost whole lines is noticed.
//!
//! The mark is written after the journal's line is on the disk, and nobody waits for it: a crash can leave it behind the journal,
//! which is good, and never ahead of it. One that cannot be read says nothing.

use super::atomic::exists;
use super::create::ensure_lines;
use super::disk::{Disk, DiskFile};
use super::journal::{Journal, content_hash};
use super::paths::{IGNORED, Paths, temp_of};
use super::record::sha256;
use super::{StoreError, StoreResult};
use crate::Problem;

/// The number of an entry, and SHA-256 of what its line in the journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub seq: u64,
    pub line: String,
}

impl Mark {
    /// The mark of an entry's line.
    pub fn of(seq: u64, line: &str) -> Self {
        Self { seq, line: content_hash(line) }
    }

    /// The mark of a workspace; none where there is none that can be read.
    pub fn read(disk: &dyn Disk, paths: &Paths) -> Option<Self> {
        let text = String::from_utf8(disk.read(&paths.acknowledged()).ok()?).ok()?;
        let (seq, line) =
            text.split_once(' ').and_then(|(seq, rest)| Some((seq, rest.split_once(' ')?.0)))?;
        let mark = Self { seq: seq.parse().ok()?, line: line.to_owned() };
        // A crash may leave the beginning of one mark before the end of another.
        (mark.text() == text).then_some(mark)
    }

    /// Always of the same length, so that one takes the place of another; with a hash of itself.
    fn text(&self) -> String {
        let own = format!("{:020} {}", self.seq, self.line);
        format!("{own} {}\n", sha256(own.as_bytes()))
    }

    /// What a journal lacks of what was acknowledged, as a person needs it told.
    pub fn lost(&self, paths: &Paths, (journal, last_seq): (&Journal, u64)) -> Option<Problem> {
        let what = if self.seq > last_seq {
            let lost = if self.seq == last_seq + 1 {
                format!("edit {} was", self.seq)
            } else {
                format!("edits {} to {} were", last_seq + 1, self.seq)
            };
            format!(
                "{lost} saved and shown as such, and the journal ends with edit {last_seq}: its end was lost"
            )
        } else if self.seq == last_seq && journal.last_line.as_ref().is_some_and(|line| *line != self.line) {
            format!("edit {last_seq} is not the one that was saved last: the journal is of another state")
        } else {
            return None;
        };
        let remedy = "take workspace.ron and journal.ron from the newest copy or commit; what is in none must be done again";
        Some(Problem::new(what, paths.journal().display().to_string(), remedy))
    }
}

/// The file of the mark, open while a session writes.
#[derive(Debug, Default)]
pub(super) struct MarkFile(Option<Box<dyn DiskFile>>);

impl MarkFile {
    /// Writes a mark. The first of a session takes the place of the file, the next ones of its text.
    pub fn write(&mut self, disk: &dyn Disk, paths: &Paths, mark: &Mark) -> StoreResult<()> {
        let path = paths.acknowledged();
        if let Some(file) = &mut self.0 {
            return file.overwrite(mark.text().as_bytes()).map_err(StoreError::io("write", &path));
        }
        let temp = temp_of(&path);
        let mut file = disk.create(&temp).map_err(StoreError::io("create", &temp))?;
        file.write_all(mark.text().as_bytes()).map_err(StoreError::io("write", &temp))?;
        disk.rename(&temp, &path).map_err(StoreError::io("put in place", &path))?;
        self.0 = Some(file);
        // The workspaces of earlier programs do not know it.
        if exists(disk, &paths.gitignore())? {
            ensure_lines(disk, &paths.gitignore(), &IGNORED)
        } else {
            Ok(())
        }
    }
}
