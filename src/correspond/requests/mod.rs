//! The log of requests: how far a supplier is on any day, what to do next, who answered.
//!
//! Nothing of this is stored but the lines of the log ([`crate::domain::Request`]); all else is computed.

mod escalation;
mod log;
mod progress;
mod rate;

pub use escalation::escalation;
pub use log::{LogLine, log, received, taken_back};
pub(super) use progress::logs;
pub use progress::{NextStep, RequestProgress, RequestTerms, overdue, progress, progress_of_all};
pub use rate::{ResponseRate, SpendRate, response_rate};

#[cfg(test)]
mod tests;
