//! The facilities of reference lists, and the question put to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evidence::{Evidence, Feature, of_names};
use super::index::{Indexed, Rarity, Shelf};
use super::model::Model;
use super::name::{Name, NoWords};
use super::reasons::{Case, Explanation};
use crate::domain::{Cid, Country, Metal};

/// One row of a reference list: a facility under its standard name, with other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The facility's number.
    pub cid: Cid,
    /// The metal it works.
    pub metal: Metal,
    /// The standard name.
    pub name: String,
    /// Where it stands.
    pub country: Option<Country>,
    /// Other names by which it is known, from look-ups and from decisions.
    pub aliases: Vec<String>,
    /// Whether it stands in the newest list; else it has been removed.
    pub is_listed: bool,
}

/// A facility: the rows of all lists with one number and metal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facility {
    /// Its number.
    pub cid: Cid,
    /// The metal it works.
    pub metal: Metal,
    /// The standard name of the first list that has it.
    pub name: String,
    /// Where it stands.
    pub country: Option<Country>,
    /// Whether it stands in the newest list.
    pub is_listed: bool,
}

/// A name as a supplier wrote it, with what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Query<'a> {
    /// The name.
    pub name: &'a str,
    /// The metal of the row.
    pub metal: Option<Metal>,
    /// The country of the row.
    pub country: Option<Country>,
    /// The identification number as written; empty when there is none.
    pub id_written: &'a str,
    /// For measuring: aliases that equal the name are not looked at.
    pub leave_out: bool,
}

/// How a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By its number.
    Id,
    /// By its standard name, but for typography and legal forms.
    Name,
    /// By another of its names.
    Alias,
    /// By likeness.
    Scored,
}

/// A facility that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place in [`Reference::facilities`].
    pub facility: usize,
    /// Its number.
    pub cid: Cid,
    /// How likely it is the one meant, 0 to 1.
    pub probability: f64,
    /// How it was found.
    pub how: How,
    /// The name of the facility that is most like the query.
    pub name: String,
    /// What speaks for and against.
    pub evidence: Evidence,
}

/// What may be done with the best candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Take it, and let the analyst look over the least certain.
    Accept,
    /// Ask.
    Review,
    /// Propose that no facility of the lists is meant.
    None,
}

impl Band {
    /// Its word on the command line and in files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Review => "review",
            Self::None => "none",
        }
    }
}

/// The answer to a [`Query`].
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// Candidates of the query's metal, likeliest first.
    pub candidates: Vec<Candidate>,
    /// The same name under other metals, likeliest first: to be shown, never accepted.
    pub elsewhere: Vec<Candidate>,
    /// What may be done.
    pub band: Band,
}

/// A facility with the evidence of each of its names that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The facility, by its place in the reference.
    pub facility: usize,
    /// Names, by their place in the reference, with their evidence.
    pub names: Vec<(usize, Evidence)>,
}

/// How many names are looked at closely for their likeness by three letters.
const LOOKED_AT: usize = 24;

/// The most candidates given back.
const MOST: usize = 20;

/// All facilities of some lists, with their names indexed.
#[derive(Debug)]
pub struct Reference {
    facilities: Vec<Facility>,
    names: Vec<Indexed>,
    of_facility: Vec<Vec<usize>>,
    shelves: BTreeMap<Metal, Shelf>,
    rarity: Rarity,
    by_place: HashMap<(Metal, Option<Country>), Vec<usize>>,
    model: Model,
}

impl Reference {
    /// Indexes the rows of one or several lists, newest first.
    #[must_use]
    pub fn new(entries: &[Entry]) -> Self {
        Self::with_model(entries, Model::built_in().clone())
    }

    /// As [`Self::new`], with other weights.
    #[must_use]
    pub fn with_model(entries: &[Entry], model: Model) -> Self {
        let (facilities, mut names) = gathered(entries);
        let rarity = Rarity::of(&names, facilities.len());
        names.iter_mut().for_each(|indexed| rarity.weigh(&mut indexed.name));
        let mut of_facility = vec![Vec::new(); facilities.len()];
        for (at, indexed) in names.iter().enumerate() {
            if let Some(list) = of_facility.get_mut(indexed.facility) {
                list.push(at);
            }
        }
        let mut by_place: HashMap<(Metal, Option<Country>), Vec<usize>> = HashMap::new();
        for (at, facility) in facilities.iter().enumerate() {
            by_place.entry((facility.metal, facility.country)).or_default().push(at);
        }
        let shelves = Metal::ALL.into_iter().map(|metal| (metal, shelf(metal, &facilities, &names))).collect();
        Self { facilities, names, of_facility, shelves, rarity, by_place, model }
    }

    /// The facilities, in the order of their first rows.
    #[must_use]
    pub fn facilities(&self) -> &[Facility] {
        &self.facilities
    }

    /// The evidence of every name looked at, by facility, for one metal.
    #[must_use]
    pub fn weigh(&self, query: &Query<'_>, metal: Metal) -> Vec<Weighed> {
        let name = self.take_apart(query);
        self.weighed(query, &name, metal)
    }

    fn take_apart(&self, query: &Query<'_>) -> Name {
        let mut name = Name::parse(query.name, &self.rarity);
        self.rarity.weigh(&mut name);
        name
    }

    fn weighed(&self, query: &Query<'_>, name: &Name, metal: Metal) -> Vec<Weighed> {
        let Some(shelf) = self.shelves.get(&metal).filter(|_| !name.is_empty()) else { return Vec::new() };
        let mut found: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
        for (at, grams) in shelf.find(name, LOOKED_AT) {
            if let Some(indexed) = self.names.get(at) {
                found.entry(indexed.facility).or_default().insert(at, grams);
            }
        }
        for facility in self.neighbours(query, metal) {
            if found.len() >= MOST {
                break;
            }
            found.entry(facility).or_default();
        }
        found.into_iter().map(|(facility, names)| self.weigh_facility(query, name, facility, &names)).collect()
    }

    /// Facilities of the same metal and country: one of them is meant, when a name has nothing in common with any.
    fn neighbours(&self, query: &Query<'_>, metal: Metal) -> impl Iterator<Item = usize> {
        self.by_place.get(&(metal, query.country)).into_iter().flatten().copied()
    }

    fn weigh_facility(
        &self,
        query: &Query<'_>,
        name: &Name,
        facility: usize,
        found: &BTreeMap<usize, f64>,
    ) -> Weighed {
        let own = self.of_facility.get(facility).map_or(&[][..], Vec::as_slice);
        let is_hidden = |indexed: &Indexed| {
            query.leave_out && !indexed.is_standard && same_text(&indexed.written, query.name)
        };
        let looked: BTreeSet<usize> = found.keys().copied().chain(own.first().copied()).collect();
        let mut union = vec![0.0_f64; name.tokens.len()];
        let mut names: Vec<(usize, Evidence)> = Vec::with_capacity(looked.len());
        for at in looked {
            let Some(indexed) = self.names.get(at).filter(|indexed| !is_hidden(indexed)) else { continue };
            let grams = found.get(&at).copied().unwrap_or(0.0);
            let (evidence, aligned) = of_names(name, &indexed.name, grams);
            for (best, here) in union.iter_mut().zip(&aligned.of_query) {
                *best = best.max(*here);
            }
            names.push((at, evidence));
        }
        let total: f64 = name.tokens.iter().map(|token| token.weight).sum();
        let covered: f64 = name.tokens.iter().zip(&union).map(|(token, found)| token.weight * found).sum();
        let union = if total > 0.0 { covered / total } else { 0.0 };
        for (_, evidence) in &mut names {
            evidence.set(Feature::Union, union);
            self.set_places(query, name, facility, evidence);
        }
        Weighed { facility, names }
    }

    fn set_places(&self, query: &Query<'_>, name: &Name, facility: usize, evidence: &mut Evidence) {
        let Some(country) = self.facilities.get(facility).and_then(|facility| facility.country) else { return };
        let (agrees, differs) = (|said: Country| said == country, |said: Country| !is_near(said, country));
        let number = |is: bool| f64::from(u8::from(is));
        evidence.set(Feature::Country, number(query.country.is_some_and(agrees)));
        evidence.set(Feature::CountryDiffers, number(query.country.is_some_and(differs)));
        evidence.set(Feature::Named, number(name.country.is_some_and(agrees)));
        evidence.set(Feature::NamedDiffers, number(name.country.is_some_and(differs)));
    }

    /// Who may be meant.
    #[must_use]
    pub fn candidates(&self, query: &Query<'_>) -> Matched {
        let name = self.take_apart(query);
        let metals: Vec<Metal> = query.metal.map_or(Metal::ALL.to_vec(), |metal| vec![metal]);
        let weighed: Vec<Weighed> =
            metals.iter().flat_map(|metal| self.weighed(query, &name, *metal)).collect();
        let candidates = self.ranked(&weighed);
        let band = self.band(&candidates);
        Matched { candidates, elsewhere: Vec::new(), band }
    }

    /// Why a candidate is one, in words, and which words of both names agree.
    #[must_use]
    pub fn explain(&self, query: &Query<'_>, candidate: &Candidate) -> Explanation {
        let Some(facility) = self.facilities.get(candidate.facility) else { return Explanation::default() };
        let own = self.of_facility.get(candidate.facility).into_iter().flatten();
        let Some(indexed) =
            own.filter_map(|at| self.names.get(*at)).find(|indexed| indexed.written == candidate.name)
        else {
            return Explanation::default();
        };
        let case = Case {
            query: &self.take_apart(query),
            query_country: query.country,
            name: &indexed.name,
            facility,
            evidence: &candidate.evidence,
        };
        case.explain()
    }

    fn ranked(&self, weighed: &[Weighed]) -> Vec<Candidate> {
        let vector = self.model.vector();
        let mut scored: Vec<(f64, usize, usize, Evidence)> = weighed
            .iter()
            .filter_map(|weighed| {
                let scored = weighed.names.iter().map(|(at, evidence)| (evidence.dot(&vector), *at, evidence));
                let (score, at, evidence) = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
                Some((score, weighed.facility, at, *evidence))
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let scores: Vec<f64> = scored.iter().map(|(score, ..)| *score).collect();
        let (probabilities, _) = self.model.probabilities(&scores);
        let all = scored.iter().zip(probabilities).take(MOST);
        all.filter_map(|((_, facility, at, evidence), probability)| {
            let (row, indexed) = (self.facilities.get(*facility)?, self.names.get(*at)?);
            let how = match evidence.get(Feature::Exact) {
                exact if exact < 0.7 => How::Scored,
                _ if indexed.is_standard => How::Name,
                _ => How::Alias,
            };
            Some(Candidate {
                facility: *facility,
                cid: row.cid,
                probability,
                how,
                name: indexed.written.clone(),
                evidence: *evidence,
            })
        })
        .collect()
    }

    fn band(&self, candidates: &[Candidate]) -> Band {
        let best = candidates.first().map_or(0.0, |candidate| candidate.probability);
        let any: f64 = candidates.iter().map(|candidate| candidate.probability).sum();
        if best >= self.model.accept {
            Band::Accept
        } else if any <= self.model.reject {
            Band::None
        } else {
            Band::Review
        }
    }
}

/// Countries that are taken for one another: which of them a facility lies in is told differently by different lists.
fn is_near(a: Country, b: Country) -> bool {
    const NEAR: [&str; 3] = ["CN", "HK", "TW"];
    a == b || (NEAR.contains(&a.code()) && NEAR.contains(&b.code()))
}

/// Equal but for case and blanks.
fn same_text(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

/// Rows to facilities and names; every name once a facility.
fn gathered(entries: &[Entry]) -> (Vec<Facility>, Vec<Indexed>) {
    let mut facilities: Vec<Facility> = Vec::new();
    let mut names = Vec::new();
    let mut known: HashMap<(Cid, Metal), usize> = HashMap::new();
    let mut seen: BTreeSet<(usize, String)> = BTreeSet::new();
    for entry in entries {
        let at = *known.entry((entry.cid, entry.metal)).or_insert_with(|| {
            let Entry { cid, metal, name, country, is_listed, .. } = entry.clone();
            facilities.push(Facility { cid, metal, name, country, is_listed });
            facilities.len() - 1
        });
        for (is_standard, written) in
            std::iter::once((true, &entry.name)).chain(entry.aliases.iter().map(|alias| (false, alias)))
        {
            let name = Name::parse(written, &NoWords);
            if !name.is_empty() && seen.insert((at, written.clone())) {
                names.push(Indexed { facility: at, written: written.clone(), is_standard, name });
            }
        }
    }
    (facilities, names)
}

fn shelf(metal: Metal, facilities: &[Facility], names: &[Indexed]) -> Shelf {
    let is_here = |indexed: &Indexed| facilities.get(indexed.facility).is_some_and(|row| row.metal == metal);
    let here: Vec<(u32, &Name)> = (0_u32..)
        .zip(names)
        .filter(|(_, indexed)| is_here(indexed))
        .map(|(at, indexed)| (at, &indexed.name))
        .collect();
    Shelf::of(&here)
}
