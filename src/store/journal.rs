//! The journal as text: a header line, then one entry a line, each with its checksum.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::data::ron_options;
use crate::domain::Entry;

use super::migrate::{self, FileKind, Migration, VERSION};
use super::record::sha256;
use super::seal::{seal, unseal};
use super::text::{damage, damage_at, utf8};
use super::{StoreError, StoreResult};

/// The first line of a journal: what it continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JournalHeader {
    /// The format version.
    pub version: u32,
    /// SHA-256 of the snapshot that the entries build on.
    pub base: String,
    /// The number of the last entry before the journal.
    pub after: u64,
    /// SHA-256 of the journal before it, which lies in the history.
    pub previous: Option<String>,
}

/// The end of a journal whose writing was interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Torn {
    /// The line, from 1.
    pub line: usize,
    pub bytes: Vec<u8>,
}

/// A journal as read.
#[derive(Debug)]
pub(super) struct Journal {
    /// The first line.
    pub header: JournalHeader,
    /// The format version that the text had before it was brought up to date.
    pub version: u32,
    /// The line (from 1) of each entry, with the entry.
    pub entries: Vec<(usize, Entry)>,
    /// How many bytes of the file are whole lines.
    pub good_len: u64,
    /// What follows them.
    pub torn: Option<Torn>,
    /// Whether the last entry is whole but lacks its line end.
    pub lacks_newline: bool,
    /// What [`content_hash`] gives of the last entry's line, if that is of the present format and has its checksum.
    pub last_line: Option<String>,
}

impl Journal {
    /// The number of the last entry, or of the last before the journal.
    pub fn last_seq(&self) -> u64 {
        self.entries.last().map_or(self.header.after, |(_, entry)| entry.seq)
    }
}

/// SHA-256 of what a line says, its checksum and its end left out.
pub(super) fn content_hash(line: &str) -> String {
    sha256(unseal(line.trim_end_matches('\n')).text.as_bytes())
}

/// One record as a line of its own, with its checksum.
pub(super) fn line<T: Serialize>(record: &T) -> StoreResult<String> {
    let mut line = ron_options().to_string(record)?;
    seal(&mut line);
    line.push('\n');
    Ok(line)
}

/// Reads one line, whose checksum, if it has one, must be its own.
fn read_line<T: for<'de> Deserialize<'de>>(
    place: (&Path, usize),
    bytes: &[u8],
    kind: FileKind,
    (version, migrations): (u32, &[Migration]),
) -> StoreResult<T> {
    let (path, number) = place;
    let text = utf8(path, bytes).map_err(|error| error.map_damage(|damage| damage.line = number))?;
    let sealed = unseal(text);
    let current = migrate::bring_up(path, kind, version, sealed.text, migrations)?;
    let record = ron_options()
        .from_str(&current)
        .map_err(|error| damage_at(path, (number, error.span.end.col), &current, &error.code.to_string()))?;
    if sealed.is_broken { Err(changed(place, text)) } else { Ok(record) }
}

/// The damage of a line that reads well and is not the one that was written.
fn changed((path, number): (&Path, usize), text: &str) -> StoreError {
    damage_at(path, (number, 0), text, "this line was changed: it does not match the checksum at its end")
}

fn header_of_line(path: &Path, bytes: &[u8], migrations: &[Migration]) -> StoreResult<(u32, JournalHeader)> {
    let text = String::from_utf8_lossy(bytes);
    if unseal(&text).is_broken {
        // Before the version is looked at: one that a hand has changed is damage, not a newer format.
        return Err(changed((path, 1), &text));
    }
    let version = migrate::version_of(&text)
        .ok_or_else(|| damage(path, 1, 0, &text, "the journal does not begin with its format version"))?;
    let header = read_line((path, 1), bytes, FileKind::Header, (version, migrations))?;
    Ok((version, header))
}

/// The version and header of a journal, without reading its entries.
pub(super) fn header(
    path: &Path,
    bytes: &[u8],
    migrations: &[Migration],
) -> StoreResult<(u32, JournalHeader)> {
    let first = bytes.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    header_of_line(path, first, migrations)
}

/// Reads a journal. An interrupted last line is reported, not an error; anything else unreadable is one.
///
/// A last line counts as interrupted when nothing follows it, it does not parse, and it lacks its line end
/// or holds zero bytes, which is what a crash leaves. A last line that a hand has damaged is not cut off.
pub(super) fn read(path: &Path, bytes: &[u8], migrations: &[Migration]) -> StoreResult<Journal> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let (version, header) = header_of_line(path, first, migrations)?;
    let mut journal = Journal {
        version,
        entries: Vec::new(),
        good_len: first.len() as u64,
        torn: None,
        lacks_newline: !first.ends_with(b"\n"),
        last_line: None,
        header,
    };
    let mut last: Option<&[u8]> = None;
    for (line, number) in lines.zip(2..) {
        let end = journal.good_len + line.len() as u64;
        let is_last = end == bytes.len() as u64;
        if line.iter().all(u8::is_ascii_whitespace) {
            journal.good_len = end;
            continue;
        }
        match read_line::<Entry>((path, number), line, FileKind::Entry, (version, migrations)) {
            Ok(entry) => {
                journal.take(path, number, line, entry)?;
                last = Some(line);
            }
            Err(StoreError::Damaged(_)) if is_last && was_interrupted(line) => {
                journal.torn = Some(Torn { line: number, bytes: line.to_vec() });
            }
            Err(error) => return Err(error),
        }
    }
    // One of an older format reads otherwise than it was written; one without a checksum was corrected by hand.
    let is_sealed =
        |line: &String| unseal(line.trim_end_matches('\n')).text.len() < line.trim_end_matches('\n').len();
    let last = last.filter(|_| version == VERSION).map(|line| String::from_utf8_lossy(line).into_owned());
    journal.last_line = last.filter(is_sealed).map(|line| content_hash(&line));
    Ok(journal)
}

impl Journal {
    /// Takes the next entry, whose number must be the next.
    fn take(&mut self, path: &Path, number: usize, line: &[u8], entry: Entry) -> StoreResult<()> {
        let expected = self.last_seq() + 1;
        if entry.seq != expected {
            let text = String::from_utf8_lossy(line);
            let message = format!("entry {} stands where entry {expected} is due", entry.seq);
            return Err(damage_at(path, (number, 0), &text, &message));
        }
        self.entries.push((number, entry));
        self.good_len += line.len() as u64;
        self.lacks_newline = !line.ends_with(b"\n");
        Ok(())
    }
}

/// Whether a line looks like what a crash leaves of one.
fn was_interrupted(line: &[u8]) -> bool {
    !line.ends_with(b"\n") || line.contains(&0)
}
