//! The history: every edit with who and when, and what undo and redo take next.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Edit, EntryId};

/// Why an entry was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// The person did something new.
    Do,
    /// The person took back the entry of this number.
    Undo(u64),
    /// The person did the entry of this number again.
    Redo(u64),
}

/// One edit as the journal records it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its number in the workspace, from 1, without gaps.
    pub seq: u64,
    pub id: EntryId,
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// New, undo or redo.
    pub cause: Cause,
    /// What it did, in words ("Set status of PAMP S.A. to Indeterminable").
    pub title: String,
    /// The change.
    pub edit: Edit,
}

/// The entries known, in order, with what can be undone and redone.
#[derive(Debug, Clone, Default)]
pub struct History {
    entries: BTreeMap<u64, Entry>,
    undo: Vec<u64>,
    redo: Vec<u64>,
}

impl History {
    /// A history of entries in the order of their numbers.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut history = Self::default();
        for entry in entries {
            history.push(entry);
        }
        history
    }

    /// Adds the next entry.
    pub fn push(&mut self, entry: Entry) {
        match entry.cause {
            Cause::Do => {
                self.undo.push(entry.seq);
                self.redo.clear();
            }
            Cause::Undo(seq) => {
                self.undo.retain(|n| *n != seq);
                self.redo.push(seq);
            }
            Cause::Redo(seq) => {
                self.redo.retain(|n| *n != seq);
                self.undo.push(seq);
            }
        }
        self.entries.insert(entry.seq, entry);
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.values()
    }

    /// The entry of a number.
    pub fn get(&self, seq: u64) -> Option<&Entry> {
        self.entries.get(&seq)
    }

    /// The entry that undo takes back next.
    pub fn next_undo(&self) -> Option<&Entry> {
        self.undo.last().and_then(|seq| self.entries.get(seq))
    }

    /// The entry that redo does again next.
    pub fn next_redo(&self) -> Option<&Entry> {
        self.redo.last().and_then(|seq| self.entries.get(seq))
    }

    /// Whether the entry is in effect: done and not undone.
    pub fn is_in_effect(&self, seq: u64) -> bool {
        self.undo.contains(&seq)
    }
}
