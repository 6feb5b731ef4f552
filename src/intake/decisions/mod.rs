//! Decisions on declared names as CSV: written as a table, read into a draft, planned as one edit.
//!
//! They travel to next year's workspace, or to a colleague's: what was decided goes by the CID, else by the facility's
//! name and country, since the identifiers of a workspace mean nothing in another. An import adds; what is decided here
//! already stays, unless replacing is asked for.

mod columns;
mod find;
mod plan;
mod read;
mod stated;
#[cfg(test)]
mod tests;
mod write;

pub use find::ReceivingWorkspace;
pub use plan::{DecisionOutcome, DecisionsPlan, RowRemark, plan};
pub use read::{DecisionsDraft, DecisionsError, is_decisions, read};
pub use write::decisions;
