//! Values that are computed of something else, with the versions of what they were computed of: the one answer to
//! whether such a value still holds.

use std::ops::{Deref, DerefMut};

/// How often each part of what the screens share has become another. An edit counts up what it touched; whatever is
/// computed holds as long as the parts that it was made of have not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Generations {
    /// The workspace: every edit, made or taken back.
    pub workspace: u64,
    /// The facilities as rows, with what is noted and open on them.
    pub facilities: u64,
    /// What becomes of declared rows, and so who names which facility.
    pub declared: u64,
    /// The suppliers as rows.
    pub suppliers: u64,
    /// The contents that are loaded, and what the rules find of them.
    pub contents: u64,
    /// The open names and who wrote them.
    pub names: u64,
    /// What names are matched against, and what the matcher says of them.
    pub answers: u64,
    /// The edits known.
    pub history: u64,
    pub day: u64,
}

/// A value with what it was made of. Where the value is spread over several fields of a screen, it is `()`.
#[derive(Debug, Clone)]
pub struct Derived<T = (), M = Generations> {
    value: T,
    made_of: Option<M>,
}

impl<T: Default, M> Default for Derived<T, M> {
    /// Made of nothing yet.
    fn default() -> Self {
        Self { value: T::default(), made_of: None }
    }
}

impl<T, M: PartialEq> Derived<T, M> {
    /// Notes what the value is to be made of; true where it was made of something else: who asks then makes it at once.
    #[must_use]
    pub fn outdated_by(&mut self, of: M) -> bool {
        let is_due = self.made_of.as_ref() != Some(&of);
        self.made_of = Some(of);
        is_due
    }

    /// Lets the value be made when it is next asked for.
    pub fn forget(&mut self) {
        self.made_of = None;
    }
}

impl<T, M> Deref for Derived<T, M> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, M> DerefMut for Derived<T, M> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_what_it_is_made_of() {
        let mut held: Derived<Vec<u64>, u64> = Derived::default();
        let due: Vec<bool> = [0, 0, 1, 1].into_iter().map(|of| held.outdated_by(of)).collect();
        assert_eq!(due, [true, false, true, false]);
        held.forget();
        assert!(held.outdated_by(1));
        held.push(7);
        assert_eq!(*held, [7]);
    }
}
