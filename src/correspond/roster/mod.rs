//! The list of suppliers and the log of requests as CSV: read into a draft, planned as one edit, written as tables.
//!
//! An import adds and changes; it never takes anything away, so an empty cell leaves what is there. What was
//! written reads back as it was: a supplier is as many rows as it has contacts or other names, the first of each in
//! the first row.

mod address;
mod columns;
mod contacts;
mod lines;
mod plan;
mod read;
mod supply;
mod write;

pub use address::{AddressFault, check_address, is_email};
pub use plan::{Refused, RosterOutcome, RosterPlan, plan};
pub use read::{RosterDraft, RosterError, read};
pub use write::{requests, suppliers};

#[cfg(test)]
mod tests;
