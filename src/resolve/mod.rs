//! Declared names to facilities: whose smelter is that?
//!
//! - [`counting`]: which declarations count, by what they describe and their age.
//! - [`lists`]: what the reference lists know together, and how they differ.
//! - [`matching`]: candidates for a name as written, with a probability, reasons in words and a band.
//! - [`near`]: names that differ from a list's in typography and legal forms alone.
//! - [`open`]: the names that nothing resolves, with the matcher's answers, in the order of their urgency.
//! - [`rows`]: the register of all declared rows, each with exactly one outcome.

pub mod counting;
#[cfg(test)]
pub(crate) mod fixture;
pub mod lists;
pub mod matching;
pub mod near;
pub mod open;
pub mod rows;
