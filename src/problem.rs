//! What went wrong, as a person needs it told.

use std::fmt;

/// A failure in three parts: what happened, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What happened, in one sentence without a full stop.
    pub what: String,
    /// The file, line, sheet or cell; empty when there is no place.
    pub place: String,
    /// What to do; empty when nothing can be done.
    pub remedy: String,
}

impl Problem {
    /// A problem with a place and a remedy.
    pub fn new(what: impl Into<String>, place: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), place: place.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if !self.place.is_empty() {
            write!(f, "\n  where: {}", self.place)?;
        }
        if !self.remedy.is_empty() {
            write!(f, "\n  what to do: {}", self.remedy)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
