//! Candidates in their order, and what may be done with the first.

use super::align::is_one_company;
use super::evidence::{Feature, NameEvidence};
use super::model::shares;
use super::reasons::{Case, Explanation};
use super::reference::{
    Candidate, CandidateSource, DecisionBand, FacilityRef, Matched, NameQuery, Reference,
};
use super::weighing::{MOST, ParsedQuery, Weighed};
use super::words::Kind;
use crate::domain::{Cid, CidReading, Metal};

/// From this on a name counts as equal.
const EQUAL: f64 = 0.7;

/// From this on the query has a whole word of its own that the name lacks: another plant or company of the group.
const STRANGE: f64 = 0.6;

/// From this likeness of the first own words on, two facilities are of one group.
const SISTER: f64 = 0.9;

/// From this likeness by three letters on, a name under another metal is shown.
const LIKE_ELSEWHERE: f64 = 0.6;

/// A facility with its best name.
struct Scored {
    score: f64,
    facility: usize,
    at: usize,
    evidence: NameEvidence,
}

impl Reference {
    /// Who may be meant. A candidate is accepted under the query's own metal alone; without a metal all four are looked
    /// through and nothing is accepted.
    pub fn candidates(&self, query: &NameQuery<'_>) -> Matched {
        let asked = self.take_apart(query);
        let metals = query.metal.map_or(Metal::ALL.to_vec(), |metal| vec![metal]);
        let weighed: Vec<Weighed> = metals.iter().flat_map(|metal| self.weighed(&asked, *metal)).collect();
        let mut candidates = self.ranked(&weighed);
        let by_id = self.by_id(query, &mut candidates);
        let band = self.band(&asked, &candidates, by_id);
        let elsewhere = if band == DecisionBand::Accept { Vec::new() } else { self.elsewhere(&asked) };
        Matched { candidates, elsewhere, band }
    }

    /// A facility that a person looked up, as a candidate for a name. It is no likelier than the matcher says: 0 where
    /// that did not think of it.
    pub fn looked_up(&self, query: &NameQuery<'_>, facility: usize) -> Option<Candidate> {
        let metal = self.facilities.get(facility)?.metal;
        let weighed = self.weighed(&self.take_apart(query), metal);
        let scored = weighed.iter().find(|weighed| weighed.facility == facility);
        match scored.and_then(|weighed| self.scored(weighed)) {
            Some(scored) => self.candidate(&scored, 0.0),
            None => self.unnamed(facility),
        }
    }

    /// Why a candidate is one, in words, and which words of both names agree.
    pub fn explain(&self, query: &NameQuery<'_>, candidate: &Candidate) -> Explanation {
        let asked = self.take_apart(query);
        let parts = self.facilities.get(candidate.facility).zip(self.names.get(candidate.at));
        let (Some((facility, indexed)), Some(whole)) = (parts, asked.names.first()) else {
            return Explanation::default();
        };
        let case = Case { query: &whole.name, asked: query, name: &indexed.name, facility, candidate };
        case.explain()
    }

    fn ranked(&self, weighed: &[Weighed]) -> Vec<Candidate> {
        let mut scored: Vec<Scored> = weighed.iter().filter_map(|weighed| self.scored(weighed)).collect();
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.facility.cmp(&b.facility)));
        let scores: Vec<f64> = scored.iter().map(|scored| scored.score).collect();
        let shares = shares(&scores, self.model.none);
        let Some((first, share)) = scored.first().zip(shares.first()) else { return Vec::new() };
        let sure = self.model.sureness(*share, self.is_rich, &first.evidence);
        // What the first leaves is divided as ranking says; none of the others is likelier than the first.
        let left = |of: f64| (of / (1.0 - share).max(f64::EPSILON) * (1.0 - sure)).min(sure);
        let probabilities = std::iter::once(sure).chain(shares.iter().skip(1).map(|of| left(*of)));
        let each = scored.iter().zip(probabilities).take(MOST);
        each.filter_map(|(scored, probability)| self.candidate(scored, probability)).collect()
    }

    fn scored(&self, weighed: &Weighed) -> Option<Scored> {
        let each = weighed.names.iter().map(|(at, evidence)| (evidence.dot(&self.rank), *at, evidence));
        let (score, at, evidence) = each.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        Some(Scored { score, facility: weighed.facility, at, evidence: *evidence })
    }

    fn candidate(&self, scored: &Scored, probability: f64) -> Option<Candidate> {
        let (row, indexed) = (self.facilities.get(scored.facility)?, self.names.get(scored.at)?);
        let how = match scored.evidence.get(Feature::Exact) {
            exact if exact < EQUAL || scored.evidence.get(Feature::Part) > 0.0 => CandidateSource::Scored,
            _ if indexed.is_standard() => CandidateSource::Name,
            _ => CandidateSource::Alias,
        };
        Some(Candidate {
            facility: scored.facility,
            whose: row.whose.clone(),
            probability,
            how,
            name: indexed.written.clone(),
            evidence: scored.evidence,
            at: scored.at,
        })
    }

    /// Puts the facility first whose number the row gives, when it works the row's metal.
    fn by_id(&self, query: &NameQuery<'_>, candidates: &mut Vec<Candidate>) -> Option<ById> {
        let (cid, is_sure) = match CidReading::of(query.id_written) {
            CidReading::Is(cid) => (cid, true),
            CidReading::Perhaps(cid) => (cid, false),
            // An ID among the words of the name.
            CidReading::None => match Cid::all_in(query.name).as_slice() {
                [only] => (*only, false),
                [] | [_, ..] => return None,
            },
            CidReading::Several => return None,
        };
        let fits = |metal| query.metal.is_none_or(|asked| asked == metal);
        let facility =
            self.facilities.iter().position(|row| row.whose == FacilityRef::Cid(cid) && fits(row.metal))?;
        let place = candidates.iter().position(|candidate| candidate.facility == facility);
        let agrees = place.and_then(|at| candidates.get(at)).is_some_and(|candidate| {
            candidate.evidence.get(Feature::Nothing) + candidate.evidence.get(Feature::GenericOnly) == 0.0
        });
        let is_first = place == Some(0);
        let found = match place {
            Some(at) => Some(candidates.remove(at)),
            None => self.unnamed(facility),
        };
        candidates.insert(0, Candidate { how: CandidateSource::Id, ..found? });
        candidates.truncate(MOST);
        let is_named = is_first || agrees || query.name.trim().is_empty();
        Some(if is_sure && is_named { ById::Agrees } else { ById::Differs })
    }

    /// A facility that nothing but its number names.
    fn unnamed(&self, facility: usize) -> Option<Candidate> {
        let at = *self.of_facility.get(facility)?.first()?;
        self.candidate(&Scored { score: 0.0, facility, at, evidence: NameEvidence::default() }, 0.0)
    }

    fn band(&self, asked: &ParsedQuery<'_>, candidates: &[Candidate], by_id: Option<ById>) -> DecisionBand {
        let Some(best) = candidates.first() else { return DecisionBand::None };
        let is_listed = self.facilities.get(best.facility).is_some_and(|row| row.is_listed);
        let may_accept = is_listed && asked.query.metal.is_some();
        let limits = self.model.thresholds;
        let (accept, reject) = if self.is_rich {
            (limits.accept, limits.reject)
        } else {
            (limits.accept_bare, limits.reject_bare)
        };
        match by_id {
            Some(ById::Agrees) if may_accept => return DecisionBand::Accept,
            Some(_) => return DecisionBand::Review,
            None => {}
        }
        if best.probability >= accept && may_accept && is_clear(candidates) && self.is_named(asked, best) {
            DecisionBand::Accept
        } else if self.of_the_group(candidates) <= reject {
            DecisionBand::None
        } else {
            DecisionBand::Review
        }
    }

    /// How likely it is that the first candidate is meant or a sister plant of it, one with the same first word and no
    /// word of the query strange to it: a parent's name is divided among its plants, so that none of them is likely by
    /// itself.
    fn of_the_group(&self, candidates: &[Candidate]) -> f64 {
        let Some((best, others)) = candidates.split_first() else { return 0.0 };
        let has_all = |candidate: &Candidate| candidate.evidence.get(Feature::Foreign) == 0.0;
        let first = self.first_word(best).filter(|_| has_all(best));
        let is_sister =
            |other: &&Candidate| has_all(other) && first.is_some() && self.first_word(other) == first;
        best.probability + others.iter().filter(is_sister).map(|sister| sister.probability).sum::<f64>()
    }

    /// The first word of a facility's standard name, when it is a name of its own or a metal's.
    fn first_word(&self, candidate: &Candidate) -> Option<u64> {
        let standard = *self.of_facility.get(candidate.facility)?.first()?;
        let first = self.names.get(standard)?.name.tokens.first()?;
        matches!(first.kind, Kind::Brand | Kind::Metal).then_some(first.meaning)
    }

    /// Whether the names are equal; or share a word of their own, neither has one that the other lacks, and no facility
    /// of another metal has this very name. Places and trades alone name nobody.
    fn is_named(&self, asked: &ParsedQuery<'_>, best: &Candidate) -> bool {
        let of = |feature| best.evidence.get(feature);
        if of(Feature::Exact) >= EQUAL {
            return true;
        }
        let (Some(whole), Some(indexed)) = (asked.whole(), self.names.get(best.at)) else { return false };
        let others = self.by_metal.iter().filter(|(metal, _)| Some(**metal) != asked.query.metal);
        if others.into_iter().any(|(_, metal_index)| metal_index.has_name(whole.loose)) {
            return false;
        }
        of(Feature::Exact) + of(Feature::Acronym) + of(Feature::Blend) > 0.0
            || asked.names.iter().any(|sought| is_one_company(&sought.name, &indexed.name))
    }

    /// The same or a very similar name under other metals.
    fn elsewhere(&self, asked: &ParsedQuery<'_>) -> Vec<Candidate> {
        let (Some(own), Some(whole)) = (asked.query.metal, asked.whole()) else { return Vec::new() };
        let mut out: Vec<Candidate> = Vec::new();
        for metal in Metal::ALL.into_iter().filter(|metal| *metal != own) {
            let Some(metal_index) = self.by_metal.get(&metal) else { continue };
            if metal_index.has_like(whole, LIKE_ELSEWHERE) {
                let ranked = self.ranked(&self.weighed(asked, metal));
                out.extend(
                    ranked.into_iter().filter(|found| found.evidence.get(Feature::Grams) >= LIKE_ELSEWHERE),
                );
            }
        }
        out.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.facility.cmp(&b.facility)));
        out.truncate(MOST);
        out
    }
}

/// What a number that is known says of the name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ById {
    /// The name may be that facility's.
    Agrees,
    /// The name has nothing in common with that facility's, or the number is no ID for sure.
    Differs,
}

/// Whether nothing forbids to take the first candidate however likely it is: a place or direction that differs, a second
/// one whose name is equal too, or a strange word in the name of a group with several facilities.
fn is_clear(candidates: &[Candidate]) -> bool {
    let Some((best, others)) = candidates.split_first() else { return false };
    let of = |candidate: &Candidate, feature| candidate.evidence.get(feature);
    let exact = of(best, Feature::Exact);
    let differs = of(best, Feature::DirectionDiffers) + of(best, Feature::PlaceDiffers) > 0.0;
    // Plants of one group have a part of their names in common, beside the one that tells them apart.
    let is_apart = |other: &Candidate| of(best, Feature::Part) == 0.0 && of(other, Feature::Part) >= 1.0;
    let is_twin = |other: &Candidate| {
        exact > 0.0
            && of(other, Feature::Exact) >= exact
            && of(other, Feature::CountryDiffers) <= of(best, Feature::CountryDiffers)
            && !is_apart(other)
    };
    let is_sister = |other: &Candidate| of(other, Feature::First) >= SISTER || of(other, Feature::Kin) > 0.0;
    let is_strange = of(best, Feature::Foreign) >= STRANGE && others.iter().any(is_sister);
    let is_doubtful = exact < EQUAL && (differs || is_strange);
    !is_doubtful && !others.iter().any(is_twin)
}
