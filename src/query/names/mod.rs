//! The columns of open names and of decisions on names.

mod decided;
mod open;

pub use decided::{DECISION_FIELDS, DECISIONS_LISTED, DecisionField, DecisionRow};
pub use open::{FullMatch, NAME_FIELDS, NAMES_LISTED, NameField, NameRow};
