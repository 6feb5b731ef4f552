//! What a simulated disk does to those who trust it.

/// What happens at the chosen step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing.
    None,
    /// The power goes: a write gets half through, nothing works afterwards.
    Crash(u64),
    /// The step fails; a write gets half through. Later ones work.
    Fail(u64),
    /// The step is done and reports a failure all the same.
    FailAfterwards(u64),
    /// No more than so many bytes can be written from the beginning.
    Full(u64),
}

/// How much of what was not synced survives a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Survives {
    /// Nothing.
    Nothing,
    Everything,
    /// The first half: of the changes of names, and of the bytes of each file.
    Half,
    /// A single byte of each file; every second change of names.
    Little,
    /// All but one byte of each file; the other changes of names.
    Most,
}

impl Survives {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Nothing, Self::Everything, Self::Half, Self::Little, Self::Most];

    /// How many of `len` unsynced bytes of a file survive.
    pub fn bytes(self, len: usize) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Everything => len,
            Self::Half => len / 2,
            Self::Little => len.min(1),
            Self::Most => len.saturating_sub(1),
        }
    }

    /// Whether the change of names of this index survives.
    pub fn keeps_name(self, index: usize, of: usize) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Half => index < of / 2,
            Self::Little => index.is_multiple_of(2),
            Self::Most => !index.is_multiple_of(2),
        }
    }
}
