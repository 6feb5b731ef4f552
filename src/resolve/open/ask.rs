//! Open names put to the matcher.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::basis::{DecidedName, MatchBasis};
use crate::domain::{Country, Metal, NameKey};
use crate::resolve::matching::{
    CandidateSource, DecisionBand, FacilityRef, Matched, NameQuery, Reference, own_words,
};

/// An open name as the matcher is asked about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedName {
    /// What a decision on it is about.
    pub key: NameKey,
    /// The name as most rows write it.
    pub written: String,
    /// The country as one of them writes it.
    pub country: String,
    /// The ID beside it as written, where all that stand there are the same; else empty.
    pub id: String,
}

impl AskedName {
    /// The question.
    pub fn query(&self) -> NameQuery<'_> {
        NameQuery {
            name: &self.written,
            metal: Some(self.key.metal),
            country: Country::of_place(&self.country),
            id_written: &self.id,
            ..NameQuery::default()
        }
    }

    /// What the matcher says.
    pub fn answer(&self, reference: &Reference) -> MatchAnswer {
        MatchAnswer::of(reference, &reference.candidates(&self.query()))
    }
}

/// The candidate that comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    pub whose: FacilityRef,
    /// Its standard name.
    pub name: String,
    /// How likely it is the one meant, in thousandths.
    pub score: u16,
    /// How it was found.
    pub how: CandidateSource,
}

/// What the matcher says of an open name, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchAnswer {
    /// What may be done.
    pub band: DecisionBand,
    /// The first candidate; none where nothing is like the name.
    pub best: Option<Best>,
}

impl MatchAnswer {
    fn of(reference: &Reference, matched: &Matched) -> Self {
        let best = matched.candidates.first().and_then(|candidate| {
            let facility = reference.facilities().get(candidate.facility)?;
            Some(Best {
                whose: candidate.whose.clone(),
                name: facility.name.clone(),
                score: thousandths(candidate.probability),
                how: candidate.how,
            })
        });
        Self { band: matched.band, best }
    }

    /// The first candidate's probability in thousandths; 0 without one.
    pub fn score(&self) -> u16 {
        self.best.as_ref().map_or(0, |best| best.score)
    }
}

/// A probability in thousandths. Only what is certain is 1,000: what is likelier than 99.9 % is not.
pub fn thousandths(probability: f64) -> u16 {
    let rounded = (probability.clamp(0.0, 1.0) * 1000.0).floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let whole = rounded as u16;
    whole
}

/// A probability in per cent, as it is shown: "97 %", "< 1 %" for next to nothing; only what is certain is "100 %".
pub fn percent(score: u16) -> String {
    match score {
        0..10 => "< 1 %".to_owned(),
        10..1000 => format!("{} %", ((score + 5) / 10).min(99)),
        1000.. => "100 %".to_owned(),
    }
}

/// What has changed since the names were asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BasisChange {
    /// The lists or the workspace's own facilities: every answer may be another.
    Lists,
    /// Only what was decided. Answers are known for these names.
    Decisions {
        /// The names with an answer.
        known: BTreeSet<NameKey>,
        /// The names decided or taken back since.
        decided_names: Vec<DecidedName>,
    },
}

/// Names to ask about.
#[derive(Debug, Clone)]
pub struct MatchOrder {
    /// The number of the order.
    pub number: u64,
    /// What they are matched against.
    pub match_basis: MatchBasis,
    /// All open names.
    pub names: Vec<AskedName>,
    pub change: BasisChange,
}

impl MatchOrder {
    /// The facilities to match against, indexed.
    pub fn reference(&self) -> Reference {
        Reference::new(&self.match_basis.entries())
    }

    /// The names whose answers are not known or may be others by now.
    pub fn wanted(&self) -> Vec<&AskedName> {
        match &self.change {
            BasisChange::Lists => self.names.iter().collect(),
            BasisChange::Decisions { known, decided_names } => {
                let touch = Touch::of(decided_names);
                let is_wanted = |name: &&AskedName| !known.contains(&name.key) || touch.reaches(name);
                self.names.iter().filter(is_wanted).collect()
            }
        }
    }

    /// Whether names were decided, or taken back, since the names were asked about.
    pub fn has_decided(&self) -> bool {
        matches!(&self.change, BasisChange::Decisions { decided_names, .. } if !decided_names.is_empty())
    }

    /// The answers, on all cores.
    pub fn carry_out(&self) -> MatchAnswers {
        let reference = self.reference();
        let wanted = self.wanted();
        let answers = wanted.par_iter().map(|name| (name.key.clone(), name.answer(&reference))).collect();
        MatchAnswers { number: self.number, reference: Arc::new(reference), answers }
    }
}

/// Which names decided names can change the answers of: those of their metal, and those that share a word.
struct Touch {
    metals: BTreeSet<Metal>,
    words: BTreeSet<u64>,
}

impl Touch {
    fn of(decided_names: &[DecidedName]) -> Self {
        Self {
            metals: decided_names.iter().map(|decided| decided.metal).collect(),
            words: decided_names.iter().flat_map(|decided| own_words(&decided.written)).collect(),
        }
    }

    fn reaches(&self, name: &AskedName) -> bool {
        self.metals.contains(&name.key.metal)
            || (!self.words.is_empty() && own_words(&name.written).iter().any(|w| self.words.contains(w)))
    }
}

/// The answers to an order.
#[derive(Debug, Clone)]
pub struct MatchAnswers {
    /// The number of the order.
    pub number: u64,
    /// What the names were matched against.
    pub reference: Arc<Reference>,
    /// An answer for each name that was asked about.
    pub answers: BTreeMap<NameKey, MatchAnswer>,
}
