//! The weights of the model, fitted by `examples/fit_matcher.rs`, and what they make of evidence.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Feature};
use crate::data::embedded;

/// Weights and thresholds, as `data/matcher/weights.ron` holds them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The day on which it was fitted.
    pub date: String,
    /// The sets on which it was fitted.
    pub sets: Vec<String>,
    /// The score that a candidate must beat to be likelier than that there is none.
    pub none: f64,
    /// From which probability on a candidate may be accepted.
    pub accept: f64,
    /// Up to which probability that there is one, none is proposed.
    pub reject: f64,
    /// The weight of each feature.
    pub weights: BTreeMap<Feature, f64>,
}

static MODEL: LazyLock<Model> =
    LazyLock::new(|| embedded("data/matcher/weights.ron", include_str!("../../../data/matcher/weights.ron")));

impl Model {
    /// The model that ships with the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &MODEL
    }

    /// The weights in the order of [`Feature::ALL`].
    #[must_use]
    pub fn vector(&self) -> Vec<f64> {
        Feature::ALL.iter().map(|feature| self.weights.get(feature).copied().unwrap_or(0.0)).collect()
    }

    /// The score of evidence: higher is likelier.
    #[must_use]
    pub fn score(&self, evidence: &Evidence) -> f64 {
        evidence.dot(&self.vector())
    }

    /// The probability of each of several scored candidates, and that it is none of them.
    #[must_use]
    pub fn probabilities(&self, scores: &[f64]) -> (Vec<f64>, f64) {
        let top = scores.iter().copied().fold(self.none, f64::max);
        let none = (self.none - top).exp();
        let each: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
        let total = none + each.iter().sum::<f64>();
        (each.into_iter().map(|share| share / total).collect(), none / total)
    }
}
