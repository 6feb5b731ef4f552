//! The names that are open: what they are matched against, what the matcher says of each, in which order a person
//! decides them.
//!
//! - [`Grounds`]: the reference lists, look-ups and facilities of a workspace, with the names that were decided, as
//!   the matcher takes them.
//! - [`Order`]: names to be put to the matcher, all or those that a change can touch; [`Answer`]: what comes of one.
//! - [`Waiting`]: an open name with who wrote it; [`queue`]: their order.

mod ask;
mod filter;
mod grounds;
mod queue;
#[cfg(test)]
mod tests;

pub use ask::{Answer, Answered, Best, Change, Name, Order, percent, thousandths};
pub use filter::MatchFilter;
pub use grounds::{Grounds, Taught, newest_list};
pub use queue::{Waiting, accept_band, queue, uncertainty};
