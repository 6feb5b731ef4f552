//! Risk: flags and rating of a facility, each with its reason; what needs a judgement; what to suggest. What it is judged by
//! beside the domain ([`Screening`]) is computed above, where the rows and lists are seen.
//!
//! Internal: nothing of this room reaches a report.

mod facts;
mod flags;
mod need;
mod rate;
mod screening;
mod suggest;
#[cfg(test)]
mod tests;

pub use facts::{RiskBook, RiskFacts};
pub use flags::{FLAGS, Flag, FlagId, RaisedFlag};
pub use need::{Need, need};
pub use rate::{Assessment, assess, ratings_known};
pub use screening::{
    CountingList, EarlierStatus, HitBy, HitState, ListedAreas, RiskHit, RowClashes, Screening, Signals,
};
pub use suggest::{Suggestion, suggest};
