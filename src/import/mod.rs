//! Bytes of a file to a [`Draft`]: what it says, with the place of every value. Never touches a workspace
//! or a file.

mod draft;

pub use draft::{Draft, DraftClaim, DraftConstraint, DraftRow, Plan};
