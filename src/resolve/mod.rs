//! Declared names to facilities: whose smelter is that?
//!
//! - [`matching`]: candidates for a name as written, with a probability, reasons in words and a band.

pub mod matching;
