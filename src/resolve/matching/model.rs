//! The weights of the model, fitted by `examples/fit_matcher.rs`, and what they make of evidence.
//!
//! Two steps. Ranking is a choice among the candidates and "none of them" (multinomial logistic regression): the score of
//! a candidate is the sum of its evidence times weights. How sure the first one is comes from a logistic regression on
//! what ranking gave and on its evidence. Every weight keeps to the sign of its feature.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::evidence::{Feature, NameEvidence};
use crate::data::embedded;

/// Weights by feature; a feature that is not there weighs nothing.
pub type Weights = BTreeMap<Feature, f64>;

/// How sure the first candidate is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfidenceModel {
    /// The weight of the logarithm of the odds that ranking gives.
    pub odds: f64,
    /// Added when the reference knows other names than the standard ones: a name that is not among them is rarer then.
    pub rich: f64,
    /// Always added.
    pub bias: f64,
    /// The weights of its evidence.
    pub weights: Weights,
}

/// From and up to which probability of the first candidate something may be done without asking.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// From here on it may be accepted, when the reference knows other names than the standard ones.
    pub accept: f64,
    /// The same when it knows standard names alone.
    pub accept_bare: f64,
    /// Up to here none is proposed, when the reference knows other names than the standard ones.
    pub reject: f64,
    /// The same when it knows standard names alone.
    pub reject_bare: f64,
}

/// The model, as `data/matcher/weights.ron` holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The day on which it was fitted.
    pub date: String,
    /// The sets on which it was fitted.
    pub sets: Vec<String>,
    /// The score that a candidate must beat to be likelier than that there is none.
    pub none: f64,
    pub rank: Weights,
    /// How sure the first candidate is.
    pub sure: ConfidenceModel,
    /// What may be done.
    pub thresholds: Thresholds,
}

static MODEL: LazyLock<Model> =
    LazyLock::new(|| embedded("data/matcher/weights.ron", include_str!("../../../data/matcher/weights.ron")));

/// Probabilities nearer to 0 or 1 than this are taken for it.
const NEAREST: f64 = 1e-5;

impl Model {
    /// The model that ships with the program.
    pub fn built_in() -> &'static Self {
        &MODEL
    }

    /// The probability that the first candidate is the one meant, from the share that ranking gives it.
    pub fn sureness(&self, share: f64, is_rich: bool, evidence: &NameEvidence) -> f64 {
        let ConfidenceModel { odds, rich, bias, weights } = &self.sure;
        let known: f64 = weights.iter().map(|(feature, weight)| weight * evidence.get(*feature)).sum();
        let sum = odds * log_odds(share) + if is_rich { *rich } else { 0.0 } + bias + known;
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The logarithm of the odds of a probability.
pub fn log_odds(probability: f64) -> f64 {
    let p = probability.clamp(NEAREST, 1.0 - NEAREST);
    (p / (1.0 - p)).ln()
}

/// Weights in the order of [`Feature::ALL`].
pub fn vector(weights: &Weights) -> Vec<f64> {
    Feature::ALL.iter().map(|feature| weights.get(feature).copied().unwrap_or(0.0)).collect()
}

/// The share of each of several scored candidates, when `none` is the score of there being none of them.
pub fn shares(scores: &[f64], none: f64) -> Vec<f64> {
    let top = scores.iter().copied().fold(none, f64::max);
    let each: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
    let total = (none - top).exp() + each.iter().sum::<f64>();
    each.into_iter().map(|share| share / total).collect()
}
