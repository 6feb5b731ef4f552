//! Declared names to facilities: whose smelter is that?
//!
//! - [`lists`]: what the reference lists know together, and how they differ.
//! - [`rows`]: the register of all declared rows, each with exactly one outcome.

#[cfg(test)]
pub(crate) mod fixture;
pub mod lists;
pub mod rows;
