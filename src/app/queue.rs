//! A queue of things to be decided one at a time: what is decided leaves it, and the next comes up by itself.

/// The things that are open, and the one in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue<K> {
    /// What is still to be decided, in order; what was left for later comes last.
    pub open: Vec<K>,
    /// What is in hand: the head of the queue, one chosen from it, or one gone back to.
    pub current: Option<K>,
    /// What was in hand before, the latest last.
    trail: Vec<K>,
    /// What was left for later in this session, the latest last.
    later: Vec<K>,
}

impl<K> Default for Queue<K> {
    fn default() -> Self {
        Self { open: Vec::new(), current: None, trail: Vec::new(), later: Vec::new() }
    }
}

impl<K: Clone + PartialEq> Queue<K> {
    /// The queue at the start, with what was in hand last time.
    pub fn new(current: Option<K>) -> Self {
        Self { current, ..Self::default() }
    }

    /// The place of what is in hand, if it is in the queue.
    pub fn position(&self) -> Option<usize> {
        self.current.as_ref().and_then(|key| self.open.iter().position(|other| other == key))
    }

    /// Whether something was left for later.
    pub fn is_later(&self, key: &K) -> bool {
        self.later.contains(key)
    }

    /// Where something stands by being left for later: 0 for what was not, then in the order in which it was left.
    pub fn lateness(&self, key: &K) -> usize {
        self.later.iter().position(|other| other == key).map_or(0, |at| at + 1)
    }

    /// Takes something in hand, whether it is open or not.
    pub fn take(&mut self, key: Option<K>) {
        let before = std::mem::replace(&mut self.current, key);
        self.trail.extend(before.filter(|before| Some(before) != self.current.as_ref()));
    }

    /// Moves to another place; whether something else is in hand now.
    pub fn go(&mut self, at: usize) -> bool {
        let to = self.open.get(at.min(self.open.len().saturating_sub(1))).cloned();
        let is_other = to.is_some() && to != self.current;
        if is_other {
            self.take(to);
        }
        is_other
    }

    /// Replaces the open things, sorted by who asks ([`Queue::lateness`] goes first). If the one in hand is no longer among
    /// them, the next after it that is comes to hand, past the end the first; whether one did.
    pub fn follow(&mut self, open: Vec<K>) -> bool {
        let at = self.position();
        let before = std::mem::replace(&mut self.open, open);
        let Some(at) = at.filter(|_| self.position().is_none()) else { return false };
        let next = before.iter().skip(at).find(|key| self.open.contains(key)).or_else(|| self.open.first());
        let next = next.cloned();
        self.take(next);
        true
    }

    /// What comes after the one in hand.
    pub fn next(&self) -> Option<K> {
        self.position().and_then(|at| self.open.get(at + 1)).cloned()
    }

    /// Takes something where it is open, else the first.
    pub fn take_or_first(&mut self, key: Option<K>) {
        let is_open = |key: &K| self.open.contains(key);
        let next = key.filter(is_open).or_else(|| self.open.first().cloned());
        self.take(next);
    }

    /// Takes what stands at a place, or after the last the first.
    pub fn take_at_or_first(&mut self, at: usize) {
        let next = self.open.get(at).or_else(|| self.open.first()).cloned();
        self.take(next);
    }

    /// Where what is in hand is not known any more, takes the first; whether it did.
    pub fn drop_unknown(&mut self, is_known: impl Fn(&K) -> bool) -> bool {
        let is_unknown = !self.current.as_ref().is_some_and(is_known);
        if is_unknown {
            self.current = self.open.first().cloned();
        }
        is_unknown
    }

    /// Notes that what is in hand is left for later, and gives its place; none for what is decided already.
    pub fn leave(&mut self) -> Option<usize> {
        let at = self.position()?;
        let key = self.current.clone()?;
        self.later.retain(|other| *other != key);
        self.later.push(key);
        Some(at)
    }

    /// Goes back to what was in hand before and is still known; whether there was something.
    pub fn previous(&mut self, is_known: impl Fn(&K) -> bool) -> bool {
        while let Some(key) = self.trail.pop() {
            if is_known(&key) {
                self.current = Some(key);
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    #[test]
    fn what_is_decided_leaves_and_the_next_comes_up() {
        let mut queue = Queue::new(Some(2));
        queue.follow(vec![1, 2, 3]);
        assert!(queue.follow(vec![1, 3]) && queue.current == Some(3));
        assert!(queue.follow(vec![1]) && queue.current == Some(1), "after the last the first");
        assert!(!queue.follow(vec![1, 4]) && queue.current == Some(1));
        assert!(
            queue.previous(|key| *key != 3) && queue.current == Some(2),
            "what is not known is passed over"
        );
        assert!(!queue.previous(|_| true));
    }

    #[test]
    fn of_several_decided_at_once_the_next_that_is_open_comes_up() {
        let mut queue = Queue::new(Some(3));
        queue.follow(vec![1, 2, 3, 4, 5]);
        assert!(queue.follow(vec![2, 4, 5]) && queue.current == Some(4), "what left before it moves nothing");
    }

    #[test]
    fn what_is_left_for_later_comes_last_in_the_order_it_was_left() {
        let mut queue = Queue::new(Some(1));
        queue.follow(vec![1, 2, 3]);
        assert_eq!(queue.leave(), Some(0));
        queue.take_at_or_first(1);
        assert_eq!(
            (queue.leave(), queue.lateness(&1), queue.lateness(&2), queue.lateness(&3)),
            (Some(1), 1, 2, 0)
        );
        queue.take(Some(9));
        assert_eq!(queue.leave(), None, "one that is decided is not left for later");
    }

    #[test]
    fn one_that_is_not_known_any_more_gives_way_to_the_first() {
        let mut queue = Queue::new(Some(7));
        queue.follow(vec![1, 2]);
        assert!(!queue.drop_unknown(|key| *key == 7));
        assert!(queue.drop_unknown(|key| *key != 7) && queue.current == Some(1));
    }
}
