//! Risk: flags and rating of a facility, each with its reason; what needs a judgement; what to suggest.
//!
//! Internal: nothing of this room reaches a report.

mod flags;
mod need;
mod rate;
mod suggest;

pub use flags::{FLAGS, Flag, FlagId, RaisedFlag};
pub use need::{Need, need};
pub use rate::{Assessment, assess};
pub use suggest::{Suggestion, suggest};
