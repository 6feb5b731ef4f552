//! The helpers of the other tests, tested.

mod common;
