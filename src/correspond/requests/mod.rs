//! The log of requests: how far a supplier is on any day, what to do next, who answered.
//!
//! Nothing of this is stored but the lines of the log ([`crate::domain::Request`]); all else is computed.

mod log;
mod rate;
mod standing;

pub use log::{Line, log, received, taken_back};
pub use rate::{Rate, response_rate};
pub use standing::{Standing, Step, Terms, overdue, standing, standings};

#[cfg(test)]
mod tests;
