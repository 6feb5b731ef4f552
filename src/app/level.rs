//! How serious a message is.

/// How serious a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Something to know.
    Info,
    /// Something was done.
    Good,
    /// Something to look at.
    Warn,
    /// Something failed.
    Error,
}

impl Level {
    /// All, from least to most serious.
    pub const ALL: [Self; 4] = [Self::Info, Self::Good, Self::Warn, Self::Error];
}
