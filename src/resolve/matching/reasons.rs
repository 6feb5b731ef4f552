//! Why a candidate is one, in words, and which words of both names agree.

use std::ops::Range;

use super::align::{Alignment, align};
use super::evidence::Feature;
use super::name::{NameWord, ParsedName};
use super::reference::{Candidate, CandidateSource, NameQuery, ReferenceFacility};
use super::words::Kind;

/// Which way a reason speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonSide {
    /// For the candidate.
    For,
    Against,
}

/// One thing that speaks for or against a candidate, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchReason {
    /// Which way.
    pub speaks: ReasonSide,
    /// In words, without a full stop.
    pub text: String,
}

/// How a word stands to the other name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// It stands there too, or one of the same meaning.
    Same,
    /// One much like it stands there.
    Alike,
    /// It does not stand there.
    Differs,
}

/// A word of a name, by its bytes in the name as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordMark {
    /// The bytes, on borders of letters.
    pub span: Range<usize>,
    /// How it stands to the other name.
    pub agreement: Agreement,
}

/// Why a candidate is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The reasons, those for it first.
    pub reasons: Vec<MatchReason>,
    /// The words of the query that say something, in their order.
    pub query: Vec<WordMark>,
    /// The words of the facility's name that say something.
    pub name: Vec<WordMark>,
}

impl Explanation {
    /// The reasons in one line.
    pub fn text(&self) -> String {
        self.reasons.iter().map(|reason| reason.text.as_str()).collect::<Vec<_>>().join("; ")
    }
}

/// From this likeness on two words count as one.
const SAME: f64 = 0.999;

/// What is said about a query and a candidate.
pub(super) struct Case<'a> {
    pub query: &'a ParsedName,
    pub asked: &'a NameQuery<'a>,
    pub name: &'a ParsedName,
    pub facility: &'a ReferenceFacility,
    pub candidate: &'a Candidate,
}

impl Case<'_> {
    /// Says why.
    pub fn explain(&self) -> Explanation {
        let aligned = align(self.query, self.name);
        let mut reasons = Vec::new();
        if self.candidate.how == CandidateSource::Id {
            reasons.push(speaks_for(format!("the row gives its number, {}", self.facility.whose)));
        }
        self.likeness(&aligned, &mut reasons);
        self.differences(&aligned, &mut reasons);
        self.country(&mut reasons);
        reasons.sort_by_key(|reason| reason.speaks);
        Explanation {
            reasons,
            query: marks(self.query, &aligned.of_query),
            name: marks(self.name, &aligned.of_name),
        }
    }

    fn has(&self, feature: Feature) -> bool {
        self.candidate.evidence.get(feature) > 0.0
    }

    fn likeness(&self, aligned: &Alignment, out: &mut Vec<MatchReason>) {
        match self.candidate.evidence.get(Feature::Exact) {
            exact if exact > 0.9 => out.push(speaks_for("the same name but for typography")),
            exact if exact > 0.7 => out.push(speaks_for("the same name but for the legal form")),
            exact if exact > 0.0 => {
                out.push(speaks_for("the same name but for what stands in brackets or the country"));
            }
            _ => self.words(aligned, out),
        }
        if self.has(Feature::Acronym) {
            out.push(speaks_for("one is made of first letters of the other"));
        }
        if self.has(Feature::Kin) {
            out.push(speaks_for(
                "a word of the name leads to it: another name of the same group, or a plant of it",
            ));
        }
        if self.has(Feature::Nothing) && !self.has(Feature::Acronym) {
            out.push(against("no overlap: no word of the name agrees"));
        } else if self.has(Feature::GenericOnly) {
            out.push(against("only words that many companies bear agree"));
        }
    }

    fn words(&self, aligned: &Alignment, out: &mut Vec<MatchReason>) {
        let pairs = || {
            aligned.pairs.iter().filter_map(|pair| {
                let mine = self.query.tokens.get(pair.of_query)?;
                Some((mine, self.name.tokens.get(pair.of_name)?, pair.sim))
            })
        };
        let same: Vec<&NameWord> = pairs().filter(|(.., sim)| *sim >= SAME).map(|(mine, ..)| mine).collect();
        if !same.is_empty() {
            out.push(speaks_for(format!(
                "{} agree{}",
                quoted(&same),
                if same.len() == 1 { "s" } else { "" }
            )));
        }
        for (mine, other, _) in pairs().filter(|(.., sim)| *sim < SAME) {
            let how =
                if mine.region.is_some() && mine.region == other.region { "lies by" } else { "is like" };
            out.push(speaks_for(format!("{} {how} {}", quoted(&[mine]), quoted(&[other]))));
        }
    }

    fn differences(&self, aligned: &Alignment, out: &mut Vec<MatchReason>) {
        let open = |of: &'_ ParsedName, found: &[f64], kinds: &[Kind]| -> Vec<NameWord> {
            let tokens = of.tokens.iter().zip(found);
            tokens
                .filter(|(t, found)| **found == 0.0 && kinds.contains(&t.kind))
                .map(|(t, _)| t.clone())
                .collect()
        };
        let own = [Kind::Brand, Kind::Place, Kind::Direction];
        for (of, found, whose) in [
            (self.query, &aligned.of_query, "the name as written"),
            (self.name, &aligned.of_name, "the list\u{2019}s name"),
        ] {
            let missing = open(of, found, &own);
            if !missing.is_empty() {
                let stand = if missing.len() == 1 { "stands" } else { "stand" };
                let words = quoted(&missing.iter().collect::<Vec<_>>());
                out.push(against(format!("{words} {stand} only in {whose}")));
            }
        }
        if self.has(Feature::PlaceDiffers) {
            out.push(against("the places in the names lie in different regions"));
        }
        if self.has(Feature::DirectionDiffers) {
            out.push(against("a direction or number differs: another plant may be meant"));
        }
    }

    fn country(&self, out: &mut Vec<MatchReason>) {
        let Some(listed) = self.facility.country else { return };
        match self.asked.country {
            Some(country) if country == listed => out.push(speaks_for(format!("both in {}", listed.name()))),
            Some(country) => {
                out.push(against(format!("the row says {}, the list {}", country.name(), listed.name())));
            }
            None => {}
        }
        if self.has(Feature::NamedDiffers)
            && let Some(country) = self.query.country
        {
            out.push(against(format!("the name says {}, the list {}", country.name(), listed.name())));
        }
        if !self.facility.is_listed {
            out.push(against("removed from the newest list"));
        }
    }
}

fn speaks_for(text: impl Into<String>) -> MatchReason {
    MatchReason { speaks: ReasonSide::For, text: text.into() }
}

fn against(text: impl Into<String>) -> MatchReason {
    MatchReason { speaks: ReasonSide::Against, text: text.into() }
}

fn quoted(tokens: &[&NameWord]) -> String {
    let words: Vec<String> = tokens.iter().map(|token| format!("\u{201c}{}\u{201d}", token.text)).collect();
    words.join(", ")
}

fn marks(of: &ParsedName, found: &[f64]) -> Vec<WordMark> {
    let agreement = |found: f64| match found {
        found if found >= SAME => Agreement::Same,
        found if found > 0.0 => Agreement::Alike,
        _ => Agreement::Differs,
    };
    let tokens = of.tokens.iter().zip(found);
    let mut out: Vec<WordMark> = tokens
        .map(|(token, found)| WordMark { span: token.span.clone(), agreement: agreement(*found) })
        .collect();
    out.dedup_by(|b, a| a.span == b.span);
    out
}
