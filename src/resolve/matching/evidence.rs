//! What speaks for and against one name being another: numbers from 0 to 1, each with a meaning in words.

use rapidfuzz::distance::indel;
use serde::{Deserialize, Serialize};

use super::align::{Alignment, align};
use super::name::ParsedName;
use super::words::Kind;

/// One thing that speaks for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Feature {
    /// The names are equal but for typography and legal forms.
    Exact,
    /// The share of the name's words that the query has.
    NameCovered,
    /// The share of the name's own words that the query has.
    BrandsOfName,
    /// Weight of the query's own words that the name lacks.
    Foreign,
    /// Likeness of three letters at a time, rare ones counting more.
    Grams,
    /// Likeness of the letters of own words.
    BrandLetters,
    /// The first own word agrees.
    First,
    /// One begins with the other.
    Begins,
    /// First letters of words.
    Acronym,
    /// The same legal form.
    Legal,
    /// The countries agree.
    Country,
    CountryDiffers,
    /// The country in the query's name is the facility's.
    Named,
    /// The country in the query's name is another.
    NamedDiffers,
    /// Regions of both names differ.
    PlaceDiffers,
    /// Each has a direction or number that the other lacks.
    DirectionDiffers,
    /// Nothing but words that many companies bear agrees.
    GenericOnly,
    /// No word agrees.
    Nothing,
    /// Only a part of a name is meant: what stands in brackets, or on one side of a dash.
    Part,
    /// One word is made of the beginnings of the other's words.
    Blend,
    /// The facility has been on the lists for long: its number is low.
    Long,
    /// The facility is known by many names.
    Names,
    /// The query's own words lead to the facility's by way of others: another name of the same group, or a plant.
    Kin,
    /// Places of the names lie in one region.
    Place,
}

/// How many features there are.
const COUNT: usize = 24;

impl Feature {
    /// Every feature, in the order in which [`NameEvidence`] holds them.
    pub const ALL: [Self; COUNT] = [
        Self::Exact,
        Self::NameCovered,
        Self::BrandsOfName,
        Self::Foreign,
        Self::Grams,
        Self::BrandLetters,
        Self::First,
        Self::Begins,
        Self::Acronym,
        Self::Legal,
        Self::Country,
        Self::CountryDiffers,
        Self::Named,
        Self::NamedDiffers,
        Self::PlaceDiffers,
        Self::DirectionDiffers,
        Self::GenericOnly,
        Self::Nothing,
        Self::Part,
        Self::Blend,
        Self::Long,
        Self::Names,
        Self::Kin,
        Self::Place,
    ];

    /// Which way it may speak: 1 for, -1 against. Fitting keeps to it, so that every weight can be explained.
    pub fn sign(self) -> f64 {
        match self {
            Self::Foreign
            | Self::Part
            | Self::CountryDiffers
            | Self::NamedDiffers
            | Self::PlaceDiffers
            | Self::DirectionDiffers
            | Self::GenericOnly
            | Self::Nothing => -1.0,
            Self::Exact
            | Self::NameCovered
            | Self::BrandsOfName
            | Self::Grams
            | Self::BrandLetters
            | Self::First
            | Self::Begins
            | Self::Acronym
            | Self::Legal
            | Self::Country
            | Self::Blend
            | Self::Long
            | Self::Names
            | Self::Kin
            | Self::Place
            | Self::Named => 1.0,
        }
    }

    /// What its weight is held to be before any name was seen: fitting departs from it as far as names ask for it. So a
    /// feature that no name of a set shows keeps the weight that knowledge of the field gives it.
    pub fn prior(self) -> f64 {
        match self {
            Self::Exact | Self::Acronym | Self::Blend | Self::Kin | Self::Grams => 3.0,
            Self::BrandsOfName | Self::BrandLetters | Self::Country | Self::First => 1.5,
            Self::NameCovered | Self::Named | Self::Place => 1.0,
            Self::Begins | Self::Legal | Self::Long | Self::Names => 0.3,
            Self::CountryDiffers | Self::PlaceDiffers | Self::DirectionDiffers => -3.0,
            Self::NamedDiffers => -1.5,
            Self::Foreign | Self::GenericOnly | Self::Nothing | Self::Part => -0.5,
        }
    }
}

/// A number for each [`Feature`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NameEvidence([f64; COUNT]);

impl Default for NameEvidence {
    fn default() -> Self {
        Self([0.0; COUNT])
    }
}

impl NameEvidence {
    /// The number of a feature.
    pub fn get(&self, feature: Feature) -> f64 {
        self.0.get(feature as usize).copied().unwrap_or(0.0)
    }

    /// Sets the number of a feature.
    pub fn set(&mut self, feature: Feature, value: f64) {
        if let Some(slot) = self.0.get_mut(feature as usize) {
            *slot = value;
        }
    }

    /// All numbers, in the order of [`Feature::ALL`].
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// Sum of numbers times weights.
    pub fn dot(&self, weights: &[f64]) -> f64 {
        self.0.iter().zip(weights).map(|(value, weight)| value * weight).sum()
    }
}

/// 1 for yes.
pub(super) fn number(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// A name to be set against others.
pub(super) struct Sought {
    pub name: ParsedName,
    /// Compares the letters of its brands and places.
    marked: indel::BatchComparator<u8>,
}

impl Sought {
    pub fn of(name: ParsedName) -> Self {
        Self { marked: indel::BatchComparator::new(name.marked.iter().copied()), name }
    }

    /// What the names alone say; `grams` is their likeness by three letters, which the index knows.
    pub fn against(&self, name: &ParsedName, grams: f64) -> NameEvidence {
        let query = &self.name;
        let aligned = align(query, name);
        let mut out = NameEvidence::default();
        let covered = covered_share(&aligned.of_name, name, false).unwrap_or(0.0);
        out.set(Feature::Exact, exact(query, name));
        out.set(Feature::NameCovered, covered);
        out.set(Feature::BrandsOfName, covered_share(&aligned.of_name, name, true).unwrap_or(covered * 0.8));
        out.set(Feature::Foreign, 1.0 - (-lacking(&aligned.of_query, query)).exp());
        out.set(Feature::Grams, grams);
        out.set(Feature::BrandLetters, self.ratio(name));
        out.set(Feature::First, first(query, name, &aligned));
        out.set(Feature::Begins, begins(&query.compact, &name.compact));
        out.set(Feature::Acronym, aligned.acronym);
        out.set(Feature::Blend, aligned.blend);
        out.set(Feature::Legal, legal(query, name));
        out.set(Feature::DirectionDiffers, number(directions_differ(query, name, &aligned)));
        let overlap = aligned.of_query.iter().any(|found| *found > 0.0);
        out.set(Feature::GenericOnly, number(overlap && !has_own_in_common(query, &aligned)));
        out.set(Feature::Nothing, number(!overlap));
        out
    }

    fn ratio(&self, name: &ParsedName) -> f64 {
        if self.name.marked.is_empty() || name.marked.is_empty() {
            return 0.0;
        }
        self.marked.normalized_similarity(name.marked.iter().copied())
    }
}

/// Whether a word of its own agrees, a brand or a place.
fn has_own_in_common(query: &ParsedName, aligned: &Alignment) -> bool {
    matched(&aligned.of_query, query, true) >= 0.05
}

fn covered_share(covered: &[f64], of: &ParsedName, distinctive: bool) -> Option<f64> {
    let total: f64 = of.tokens.iter().filter(|t| !distinctive || t.is_distinctive()).map(|t| t.weight).sum();
    (total > 0.0).then(|| matched(covered, of, distinctive) / total)
}

fn matched(covered: &[f64], of: &ParsedName, distinctive: bool) -> f64 {
    let tokens = of.tokens.iter().zip(covered);
    tokens.filter(|(t, _)| !distinctive || t.is_distinctive()).map(|(t, found)| t.weight * found).sum()
}

fn lacking(covered: &[f64], of: &ParsedName) -> f64 {
    let tokens = of.tokens.iter().zip(covered);
    tokens
        .filter(|(token, _)| token.kind == Kind::Brand)
        .map(|(token, found)| token.weight * (1.0 - found))
        .sum()
}

/// 1 for equal names, less for names that are equal without legal forms, or without brackets and country.
fn exact(query: &ParsedName, name: &ParsedName) -> f64 {
    if query.strict == name.strict {
        1.0
    } else if query.loose == name.loose {
        0.8
    } else if query.core == name.core || query.core == name.loose || query.loose == name.core {
        0.5
    } else {
        0.0
    }
}

fn begins(a: &[u8], b: &[u8]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() >= 5 && long.starts_with(short) { 1.0 } else { 0.0 }
}

/// The first own word of each stands for the other.
fn first(query: &ParsedName, name: &ParsedName, aligned: &Alignment) -> f64 {
    let own = |of: &ParsedName| of.tokens.iter().position(|token| token.kind == Kind::Brand);
    let both = own(query).zip(own(name));
    both.and_then(|(i, j)| aligned.pairs.iter().find(|pair| pair.of_query == i && pair.of_name == j))
        .map_or(0.0, |pair| pair.sim)
}

/// How many of the query's legal forms the name has; half when the query has none.
fn legal(query: &ParsedName, name: &ParsedName) -> f64 {
    if query.legal.is_empty() || name.legal.is_empty() {
        return 0.5;
    }
    let same = query.legal.iter().filter(|form| name.legal.contains(form)).count();
    same as f64 / query.legal.len() as f64
}

fn directions_differ(query: &ParsedName, name: &ParsedName, aligned: &Alignment) -> bool {
    let open = |of: &ParsedName, covered: &[f64]| {
        of.tokens.iter().zip(covered).any(|(token, found)| token.kind == Kind::Direction && *found == 0.0)
    };
    open(query, &aligned.of_query) && open(name, &aligned.of_name)
}
