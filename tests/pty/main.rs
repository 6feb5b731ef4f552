//! The real program in a pseudo-terminal. A test program of its own: each test waits for a process and its screen, and
//! what is left of the machine's time belongs to these processes.

mod closed;
mod editor;
mod interface;
mod keys;
mod matches;
mod pictures;
mod sources;
mod svg;
mod work;

/// What they share with the other test programs. The tests of a helper stand beside it and use all of it, so that
/// none of it is dead code here.
#[cfg(test)]
#[path = "../common"]
mod common {
    pub mod at_hand;
    pub mod home;
    pub mod names;
    pub mod pty;
}
