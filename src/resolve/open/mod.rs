//! The names that are open: what they are matched against, what the matcher says of each, in which order a person
//! decides them.
//!
//! - [`MatchBasis`]: the reference lists, look-ups and facilities of a workspace, with the names that were decided, as
//!   the matcher takes them.
//! - [`MatchOrder`]: names to be put to the matcher, all or those that a change can touch; [`MatchAnswer`]: what comes of one.
//! - [`OpenName`]: an open name with who wrote it; [`queue`]: their order.

mod ask;
mod basis;
mod filter;
mod queue;
#[cfg(test)]
mod tests;

pub use ask::{AskedName, BasisChange, Best, MatchAnswer, MatchAnswers, MatchOrder, percent, thousandths};
pub use basis::{DecidedName, MatchBasis, newest_list};
pub use filter::MatchFilter;
pub use queue::{OpenName, accept_band, queue, the_only, uncertainty};
