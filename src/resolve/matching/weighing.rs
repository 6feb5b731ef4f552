//! The evidence for every facility that a query may mean.

use std::collections::BTreeSet;

use super::evidence::{Feature, NameEvidence, Sought, number};
use super::index::{Indexed, MetalIndex};
use super::keys::number_of;
use super::name::{ParsedName, parts};
use super::reference::{NameQuery, Reference, ReferenceFacility};
use super::words::{Kind, Words};
use crate::domain::{Country, Metal};

/// A facility with the evidence of each of its names that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The facility, by its place in the reference.
    pub facility: usize,
    /// Names, by their place in the reference, with their evidence.
    pub names: Vec<(usize, NameEvidence)>,
}

/// How many names are looked at closely for their likeness by three letters.
const LOOKED_AT: usize = 24;

/// From this likeness by three letters on, facilities with nothing but the country in common are not looked at.
const LIKE: f64 = 0.6;

/// A word that leads to more words than this leads nowhere.
const MOST_DECIDED: usize = 12;

/// The most candidates given back.
pub(super) const MOST: usize = 20;

/// A name that the index found for the query or a part of it.
struct Found {
    facility: usize,
    part: usize,
    at: usize,
    grams: f64,
}

/// A query taken apart.
pub(super) struct ParsedQuery<'a> {
    pub query: NameQuery<'a>,
    /// Its name, then the parts of it that may stand for it; never empty.
    pub names: Vec<Sought>,
    /// Words to which its own words lead, and which facility teaches it; none for a plant that is known.
    related: Vec<(u64, Option<usize>)>,
}

impl ParsedQuery<'_> {
    pub fn whole(&self) -> Option<&ParsedName> {
        self.names.first().map(|sought| &sought.name).filter(|name| !name.is_empty())
    }
}

impl Reference {
    /// The evidence of every name looked at, by facility, for one metal.
    pub fn weigh(&self, query: &NameQuery<'_>, metal: Metal) -> Vec<Weighed> {
        self.weighed(&self.take_apart(query), metal)
    }

    pub(super) fn take_apart<'a>(&self, query: &NameQuery<'a>) -> ParsedQuery<'a> {
        let whole = ParsedName::parse(query.name, &self.rarity);
        let part = |part| ParsedName::parse_part(query.name, part, &self.rarity);
        let parts = parts(query.name, false).into_iter().map(part).filter(ParsedName::can_stand_alone);
        let weighed = |mut name| {
            self.rarity.weigh(&mut name, query.metal);
            Sought::of(name)
        };
        let names: Vec<Sought> = std::iter::once(whole).chain(parts).map(weighed).collect();
        let related = names.first().map_or_else(Vec::new, |whole| self.related(&whole.name));
        ParsedQuery { query: *query, names, related }
    }

    fn related(&self, whole: &ParsedName) -> Vec<(u64, Option<usize>)> {
        let mut out = Vec::new();
        for token in whole.tokens.iter().filter(|token| token.is_distinctive()) {
            out.extend(Words::get().plant(&token.text).map(|word| (number_of(word), None)));
            if token.kind == Kind::Brand {
                let decided_names = self.kin.get(token.meaning);
                if decided_names.len() <= MOST_DECIDED {
                    out.extend(decided_names.map(|(word, facility)| (word, Some(facility))));
                }
            }
        }
        out
    }

    pub(super) fn weighed(&self, asked: &ParsedQuery<'_>, metal: Metal) -> Vec<Weighed> {
        let (Some(metal_index), Some(_)) = (self.by_metal.get(&metal), asked.whole()) else {
            return Vec::new();
        };
        let kin = self.kin_of(asked, metal_index);
        let mut found = self.found(asked, metal_index);
        found.sort_by_key(|found| found.facility);
        let mut out = Vec::new();
        for facility in self.worth_a_look(asked, metal, &found, &kin) {
            let from = found.partition_point(|found| found.facility < facility);
            let to = found.partition_point(|found| found.facility <= facility);
            let names = found.get(from..to).unwrap_or_default();
            out.push(self.weigh_facility(asked, facility, names, kin.contains(&facility)));
        }
        out
    }

    /// The names that are like the query or a part of it.
    fn found(&self, asked: &ParsedQuery<'_>, metal_index: &MetalIndex) -> Vec<Found> {
        let mut out = Vec::with_capacity(2 * LOOKED_AT);
        for (part, sought) in asked.names.iter().enumerate() {
            for (at, grams) in metal_index.find(&sought.name, LOOKED_AT) {
                let facility = self.names.get(at).map(|indexed| indexed.facility);
                out.extend(facility.map(|facility| Found { facility, part, at, grams }));
            }
        }
        out
    }

    /// The facilities that names were found of, or to which words lead, in order.
    fn worth_a_look(
        &self,
        asked: &ParsedQuery<'_>,
        metal: Metal,
        found: &[Found],
        kin: &BTreeSet<usize>,
    ) -> Vec<usize> {
        let named = found.iter().map(|found| found.facility);
        let mut out: Vec<usize> = named.chain(kin.iter().copied()).collect();
        out.sort_unstable();
        out.dedup();
        if !found.iter().any(|found| found.grams > LIKE) {
            // One of the same country is meant, when a name has nothing in common with any.
            for facility in self.by_place.get(&(metal, asked.query.country)).into_iter().flatten().take(MOST)
            {
                if out.len() >= MOST + MOST / 2 {
                    break;
                }
                if let Err(place) = out.binary_search(facility) {
                    out.insert(place, *facility);
                }
            }
        }
        out
    }

    fn weigh_facility(
        &self,
        asked: &ParsedQuery<'_>,
        facility: usize,
        found: &[Found],
        is_kin: bool,
    ) -> Weighed {
        let own = self.of_facility.get(facility).map_or(&[][..], Vec::as_slice);
        let standard = own.first().filter(|at| found.iter().all(|found| found.at != **at));
        let standard = standard.map(|at| Found { facility, part: 0, at: *at, grams: 0.0 });
        let mut names: Vec<(usize, NameEvidence)> = Vec::with_capacity(found.len() + 1);
        for Found { part, at, grams, .. } in found.iter().chain(&standard) {
            let named = self.names.get(*at).filter(|indexed| !is_hidden(&asked.query, indexed));
            let Some((sought, indexed)) = asked.names.get(*part).zip(named) else { continue };
            let mut evidence = sought.against(&indexed.name, *grams);
            evidence.set(Feature::Part, number(*part > 0) * 0.5 + number(indexed.is_part) * 0.5);
            let is_foreign = evidence.get(Feature::Nothing) + evidence.get(Feature::GenericOnly) > 0.0;
            evidence.set(Feature::Kin, number(is_kin && is_foreign));
            evidence.set(Feature::Names, (own.len() as f64).ln() / 3.0);
            self.set_places(asked, facility, &mut evidence);
            names.push((*at, evidence));
        }
        Weighed { facility, names }
    }

    /// The facilities to which the query's own words lead by way of others: another name of the same group, or a plant.
    fn kin_of(&self, asked: &ParsedQuery<'_>, metal_index: &MetalIndex) -> BTreeSet<usize> {
        let of_word = |(word, teacher): (u64, Option<usize>)| {
            let names = metal_index.with_word(word).filter_map(|at| self.names.get(at)).take(LOOKED_AT);
            let standard = names.filter(move |name| name.is_standard() && teacher != Some(name.facility));
            standard.map(|name| name.facility).collect::<Vec<_>>()
        };
        asked.related.iter().copied().flat_map(of_word).collect()
    }

    fn set_places(&self, asked: &ParsedQuery<'_>, facility: usize, evidence: &mut NameEvidence) {
        let Some(whole) = asked.whole() else { return };
        if let Some(own) = self.regions.get(facility) {
            let mut said = whole.tokens.iter().filter_map(|token| token.region).peekable();
            let is_said = said.peek().is_some();
            let shared = said.any(|region| own.contains(&region));
            evidence.set(Feature::Place, number(shared));
            evidence.set(Feature::PlaceDiffers, number(is_said && !shared && !own.is_empty()));
        }
        let Some(facility) = self.facilities.get(facility) else { return };
        evidence.set(Feature::Long, long(facility));
        let Some(country) = facility.country else { return };
        let (agrees, differs) = (|said: Country| said == country, |said: Country| !is_near(said, country));
        evidence.set(Feature::Country, number(asked.query.country.is_some_and(agrees)));
        evidence.set(Feature::CountryDiffers, number(asked.query.country.is_some_and(differs)));
        evidence.set(Feature::Named, number(whole.country.is_some_and(agrees)));
        evidence.set(Feature::NamedDiffers, number(whole.country.is_some_and(differs)));
    }
}

/// How long a facility has been known: numbers are given in order, about 6,000 by now; none is for a new one.
fn long(facility: &ReferenceFacility) -> f64 {
    facility.whose.cid().map_or(0.0, |cid| 1.0 - (f64::from(cid.number()) / 6_000.0).min(1.0))
}

/// Countries that are taken for one another: lists differ on where such a facility lies.
fn is_near(a: Country, b: Country) -> bool {
    const NEAR: [&str; 3] = ["CN", "HK", "TW"];
    a == b || (NEAR.contains(&a.code()) && NEAR.contains(&b.code()))
}

/// Whether a name is left out for measuring: an alias equal to the query but for case and blanks.
fn is_hidden(query: &NameQuery<'_>, indexed: &Indexed) -> bool {
    query.leave_out && !indexed.is_standard() && plain(&indexed.written) == plain(query.name)
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
