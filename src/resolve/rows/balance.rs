//! The balance: every declared row has exactly one outcome.

use super::Outcome;

/// Rows by outcome. `rows` is the sum of the others, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// All rows declared.
    pub rows: usize,
    /// See [`Outcome::Resolved`].
    pub resolved: usize,
    /// See [`Outcome::Duplicate`].
    pub duplicate: usize,
    /// See [`Outcome::Special`].
    pub special: usize,
    /// See [`Outcome::Rejected`].
    pub rejected: usize,
    /// See [`Outcome::Open`].
    pub open: usize,
}

impl Balance {
    pub(super) fn count(&mut self, outcome: Outcome) {
        self.rows += 1;
        match outcome {
            Outcome::Resolved => self.resolved += 1,
            Outcome::Duplicate => self.duplicate += 1,
            Outcome::Special => self.special += 1,
            Outcome::Rejected(_) => self.rejected += 1,
            Outcome::Open => self.open += 1,
        }
    }

    /// Takes the rows of another balance away, which were added before.
    pub(super) fn take_off(&mut self, other: &Self) {
        self.rows -= other.rows;
        self.resolved -= other.resolved;
        self.duplicate -= other.duplicate;
        self.special -= other.special;
        self.rejected -= other.rejected;
        self.open -= other.open;
    }

    /// Adds the rows of another balance.
    pub fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.resolved += other.resolved;
        self.duplicate += other.duplicate;
        self.special += other.special;
        self.rejected += other.rejected;
        self.open += other.open;
    }

    /// Whether every row has exactly one outcome.
    pub fn is_exact(&self) -> bool {
        self.rows == self.resolved + self.duplicate + self.special + self.rejected + self.open
    }

    /// The sum in words.
    pub fn words(&self) -> String {
        let Self { rows, resolved, duplicate, special, rejected, open } = self;
        format!(
            "{rows} = {resolved} resolved + {duplicate} duplicate + {special} special + {rejected} rejected + {open} open"
        )
    }

    /// How far off the balance is: 0.
    pub fn off(&self) -> i64 {
        let sum = self.resolved + self.duplicate + self.special + self.rejected + self.open;
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        number(self.rows) - number(sum)
    }
}
