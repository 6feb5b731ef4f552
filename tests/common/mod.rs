//! What the tests of the whole program share.
//!
//! The tests of a helper stand beside it and use all of it, so that no test program has dead code.

#[cfg(test)]
pub mod app;
#[cfg(test)]
pub mod names;
#[cfg(test)]
pub mod programme;
#[cfg(test)]
pub mod pty;
