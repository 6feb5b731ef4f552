//! The strings that the cells of a workbook share. They are held as one text; a string becomes a value of its own
//! when a cell first needs it, and is shared by all cells that hold it.

use std::collections::HashMap;
use std::sync::Arc;

use super::xml::{line_ends, plain};

/// Shared strings.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
    /// Whether Excel's escapes `_xHHHH_` are to be resolved.
    escaped: bool,
    used: HashMap<usize, Arc<str>>,
}

impl Strings {
    /// No strings yet; `escaped` says whether Excel's escapes `_xHHHH_` occur in them.
    pub fn new(escaped: bool) -> Self {
        Self { escaped, ..Self::default() }
    }

    /// Where the next string is appended; [`Self::end`] ends it.
    pub fn text(&mut self) -> &mut String {
        &mut self.text
    }

    pub fn end(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// The string at a position; `None` when there is none.
    pub fn get(&mut self, at: usize) -> Option<Arc<str>> {
        if let Some(used) = self.used.get(&at) {
            return Some(Arc::clone(used));
        }
        let from = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        let range = usize::try_from(from).ok()?..usize::try_from(*self.ends.get(at)?).ok()?;
        let text = self.text.get(range)?;
        let string: Arc<str> = if self.escaped { plain(text) } else { line_ends(text.into()) }.into();
        self.used.insert(at, Arc::clone(&string));
        Some(string)
    }
}
