//! One file a screen: its state, and what its commands do.

pub mod actions;
pub mod declaration;
pub mod history;
pub mod matches;
pub mod overview;
pub mod report;
pub mod rows;
pub mod smelters;
pub mod suppliers;
pub mod triage;
