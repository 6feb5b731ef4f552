//! The words that head columns, from a table in `data/`: a list of columns, each with its words.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::data::embedded;
use crate::text::fold;

/// Longest header that is looked at, in bytes; a longer cell is prose.
const LONGEST: usize = 80;

/// What stands behind one of these in a header is a mark or a remark.
const MARKS: [char; 5] = ['(', '[', ':', '*', '\n'];

/// One row of such a table.
#[derive(Debug, Deserialize)]
struct HeaderRow<C> {
    column: C,
    words: Vec<String>,
}

/// The words of a table, folded, with the columns that they head.
#[derive(Debug)]
pub struct HeaderWords<C>(HashMap<String, C>);

impl<C: Copy + DeserializeOwned> HeaderWords<C> {
    /// Those of a table that ships with the program; where two columns have one word, it heads the first.
    pub fn embedded(name: &str, text: &str) -> Self {
        let rows: Vec<HeaderRow<C>> = embedded(name, text);
        let mut headers = HashMap::new();
        for row in rows {
            for words in row.words {
                headers.entry(fold(&words)).or_insert(row.column);
            }
        }
        Self(headers)
    }

    /// The column that the whole of a header names.
    pub fn exact(&self, written: &str) -> Option<C> {
        if written.len() > LONGEST { None } else { self.0.get(&fold(written)).copied() }
    }

    /// The column that a header names, if it names one. Marks and remarks in brackets are passed over.
    pub fn column(&self, written: &str) -> Option<C> {
        let head = written.split(MARKS).next().unwrap_or(written);
        self.exact(written).or_else(|| self.exact(head).filter(|_| written.len() <= LONGEST))
    }
}

/// Columns that come a second time are not used.
pub fn unuse_repeated<C: Copy + PartialEq>(columns: &mut [C], unused: C) {
    let mut seen = Vec::new();
    for column in columns {
        if seen.contains(column) {
            *column = unused;
        }
        seen.push(*column);
    }
}
