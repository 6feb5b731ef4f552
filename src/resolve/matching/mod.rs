//! The matcher: whose smelter is meant by a name as written.
//!
//! A [`Reference`] holds the facilities of reference lists with all their names; a [`NameQuery`] is a declared row. What
//! comes back is ranked candidates with a probability each, and a [`DecisionBand`]. Every number that goes into it is a
//! [`Feature`] with a meaning in words.
//!
//! - `letters`: a name as written to plain letters, with their places.
//! - `words`: what words of company names mean; `name`: a name taken apart with it.
//! - `index`: names worth a closer look; `grams`: their likeness by three letters;
//!   `align`: words set against words; `evidence`: what speaks for and against.
//! - `model`: weights, fitted by `examples/fit_matcher.rs`.
//! - `reference`: what is asked and answered; `build`, `weighing`, `deciding`: how; `reasons`: why, in words.
//! - [`lists`]: tables of names to what the matcher takes.

mod align;
mod batch;
mod build;
mod deciding;
mod evidence;
mod grams;
mod index;
mod keys;
mod letters;
pub mod lists;
mod model;
mod name;
mod near;
mod reasons;
mod reference;
#[cfg(test)]
mod tests;
mod weighing;
mod words;

pub use batch::{Distinct, distinct};
pub use evidence::{Feature, NameEvidence};
pub use model::{ConfidenceModel, Model, Thresholds, Weights, log_odds, shares, vector};
pub use near::{NearName, near_name};
pub use reasons::{Agreement, Explanation, MatchReason, ReasonSide, WordMark};
pub use reference::{
    Candidate, CandidateSource, DecisionBand, FacilityRef, Matched, NameQuery, Reference, ReferenceEntry,
    ReferenceFacility,
};
pub use weighing::Weighed;
pub use words::Kind;

/// The words of a name that are its own, brands and places, as numbers. A name that shares none with another, and is of
/// another metal, cannot change what the matcher says of it.
pub fn own_words(name: &str) -> Vec<u64> {
    let parsed = name::ParsedName::parse(name, &name::NoWords);
    parsed.tokens.iter().filter(|token| token.is_distinctive()).map(|token| token.meaning).collect()
}

/// How many words the tables of the matcher know.
pub fn words_known() -> usize {
    words::Words::get().len()
}
