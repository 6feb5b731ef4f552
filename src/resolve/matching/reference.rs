//! The facilities of reference lists, and the question put to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evidence::{Evidence, Feature, of_names};
use super::index::{Indexed, Rarity, Shelf};
use super::model::Model;
use super::name::{Name, NoWords, parts};
use super::reasons::{Case, Explanation};
use super::words::{Kind, Words};
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
    /// The name's place in the reference.
    at: usize,
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

/// From this likeness by three letters on, facilities with nothing but the country in common are not looked at.
const LIKE: f64 = 0.6;

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
    /// From an own word of an alias to own words of its facility's standard name, and which facility teaches it.
    kin: HashMap<String, BTreeSet<(String, usize)>>,
    /// The regions that a facility's names say.
    regions: Vec<BTreeSet<u16>>,
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
        for indexed in &mut names {
            rarity.weigh(&mut indexed.name, facilities.get(indexed.facility).map(|facility| facility.metal));
        }
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
        // The longest known first: an unknown name is likelier an old one.
        let number = |at: &usize| facilities.get(*at).map(|facility| facility.cid);
        by_place.values_mut().for_each(|list| list.sort_by_key(number));
        let shelves = Metal::ALL.into_iter().map(|metal| (metal, shelf(metal, &facilities, &names))).collect();
        let kin = kin(&facilities, &names);
        let regions = regions(facilities.len(), &names);
        Self { facilities, names, of_facility, shelves, rarity, by_place, kin, regions, model }
    }

    /// The facilities, in the order of their first rows.
    #[must_use]
    pub fn facilities(&self) -> &[Facility] {
        &self.facilities
    }

    /// The evidence of every name looked at, by facility, for one metal.
    #[must_use]
    pub fn weigh(&self, query: &Query<'_>, metal: Metal) -> Vec<Weighed> {
        self.weighed(query, &self.take_apart(query), metal)
    }

    /// The query's name, then the parts of it that may stand for it.
    fn take_apart(&self, query: &Query<'_>) -> Vec<Name> {
        let whole = Name::parse(query.name, &self.rarity);
        let part = |part| Name::parse_part(query.name, part, &self.rarity);
        let parts = parts(query.name, false).into_iter().map(part).filter(Name::can_stand_alone);
        let mut names: Vec<Name> = std::iter::once(whole).chain(parts).collect();
        names.iter_mut().for_each(|name| self.rarity.weigh(name, query.metal));
        names
    }

    fn weighed(&self, query: &Query<'_>, asked: &[Name], metal: Metal) -> Vec<Weighed> {
        let (Some(shelf), Some(whole)) = (self.shelves.get(&metal), asked.first()) else { return Vec::new() };
        if whole.is_empty() {
            return Vec::new();
        }
        let mut found: BTreeMap<usize, Vec<Found>> = BTreeMap::new();
        for (part, name) in asked.iter().enumerate() {
            for (at, grams) in shelf.find(name, LOOKED_AT) {
                if let Some(indexed) = self.names.get(at) {
                    found.entry(indexed.facility).or_default().push(Found { part, at, grams });
                }
            }
        }
        for at in self.related(whole).iter().flat_map(|(word, _)| shelf.with_word(word)).take(LOOKED_AT) {
            if let Some(indexed) = self.names.get(at) {
                found.entry(indexed.facility).or_default();
            }
        }
        let is_like = found.values().flatten().any(|found| found.grams > LIKE);
        for facility in self.neighbours(query, metal).take(if is_like { 0 } else { MOST }) {
            if found.len() >= MOST + MOST / 2 {
                break;
            }
            found.entry(facility).or_default();
        }
        found.into_iter().map(|(facility, names)| self.weigh_facility(query, asked, facility, names)).collect()
    }

    /// Words to which the query's own words lead, and which facility teaches it; none for a plant that is known.
    fn related(&self, whole: &Name) -> Vec<(&str, Option<usize>)> {
        let mut out = Vec::new();
        for token in whole.tokens.iter().filter(|token| token.is_distinctive()) {
            out.extend(Words::get().plant(&token.text).map(|word| (word, None)));
            if token.kind == Kind::Brand {
                let taught = self.kin.get(&token.canon).into_iter().flatten();
                out.extend(taught.map(|(word, facility)| (word.as_str(), Some(*facility))));
            }
        }
        out
    }

    /// Facilities of the same metal and country: one of them is meant, when a name has nothing in common with any.
    fn neighbours(&self, query: &Query<'_>, metal: Metal) -> impl Iterator<Item = usize> {
        self.by_place.get(&(metal, query.country)).into_iter().flatten().copied()
    }

    fn weigh_facility(
        &self,
        query: &Query<'_>,
        asked: &[Name],
        facility: usize,
        mut found: Vec<Found>,
    ) -> Weighed {
        let own = self.of_facility.get(facility).map_or(&[][..], Vec::as_slice);
        let is_hidden = |indexed: &Indexed| {
            query.leave_out && !indexed.is_standard && same_text(&indexed.written, query.name)
        };
        if let Some(at) = own.first().copied().filter(|at| found.iter().all(|found| found.at != *at)) {
            found.push(Found { part: 0, at, grams: 0.0 });
        }
        let whole = asked.first().map_or(&[][..], |name| name.tokens.as_slice());
        let mut union = vec![0.0_f64; whole.len()];
        let mut names: Vec<(usize, Evidence)> = Vec::with_capacity(found.len());
        for Found { part, at, grams } in found {
            let named = self.names.get(at).filter(|indexed| !is_hidden(indexed));
            let Some((name, indexed)) = asked.get(part).zip(named) else { continue };
            let (mut evidence, aligned) = of_names(name, &indexed.name, grams);
            if part == 0 {
                for (best, here) in union.iter_mut().zip(&aligned.of_query) {
                    *best = best.max(*here);
                }
            }
            evidence.set(Feature::Part, number(part > 0) * 0.5 + number(indexed.is_part) * 0.5);
            names.push((at, evidence));
        }
        let total: f64 = whole.iter().map(|token| token.weight).sum();
        let covered: f64 = whole.iter().zip(&union).map(|(token, found)| token.weight * found).sum();
        let union = if total > 0.0 { covered / total } else { 0.0 };
        let kin = self.is_kin(asked, facility);
        for (_, evidence) in &mut names {
            let has_own = evidence.get(Feature::Strength) > 0.2;
            evidence.set(Feature::Kin, number(kin && !has_own));
            evidence.set(Feature::Union, union);
            evidence.set(Feature::Names, (own.len() as f64).ln() / 3.0);
            self.set_places(query, asked, facility, evidence);
        }
        Weighed { facility, names }
    }

    /// Whether the query's own words lead to the facility's by way of others.
    fn is_kin(&self, asked: &[Name], facility: usize) -> bool {
        let Some(whole) = asked.first() else { return false };
        let own = self.of_facility.get(facility).and_then(|names| names.first()).and_then(|at| self.names.get(*at));
        let Some(own) = own else { return false };
        let related = self.related(whole);
        related.iter().any(|(word, teacher)| {
            *teacher != Some(facility) && own.name.tokens.iter().any(|token| token.canon == *word || token.text == *word)
        })
    }

    fn set_places(&self, query: &Query<'_>, asked: &[Name], facility: usize, evidence: &mut Evidence) {
        let regions = self.regions.get(facility);
        let tokens = || asked.first().into_iter().flat_map(|name| &name.tokens).filter_map(|token| token.region);
        let shared = tokens().any(|region| regions.is_some_and(|own| own.contains(&region)));
        let differs = !shared && tokens().next().is_some() && regions.is_some_and(|own| !own.is_empty());
        evidence.set(Feature::Place, number(shared));
        evidence.set(Feature::PlaceDiffers, number(differs));
        let Some(facility) = self.facilities.get(facility) else { return };
        evidence.set(Feature::Long, 1.0 - (f64::from(facility.cid.number()) / 6_000.0).min(1.0));
        let Some(country) = facility.country else { return };
        let said = asked.first().and_then(|name| name.country);
        let (agrees, differs) = (|said: Country| said == country, |said: Country| !is_near(said, country));
        evidence.set(Feature::Country, number(query.country.is_some_and(agrees)));
        evidence.set(Feature::CountryDiffers, number(query.country.is_some_and(differs)));
        evidence.set(Feature::Named, number(said.is_some_and(agrees)));
        evidence.set(Feature::NamedDiffers, number(said.is_some_and(differs)));
    }

    /// Who may be meant.
    #[must_use]
    pub fn candidates(&self, query: &Query<'_>) -> Matched {
        let asked = self.take_apart(query);
        let metals: Vec<Metal> = query.metal.map_or(Metal::ALL.to_vec(), |metal| vec![metal]);
        let weighed: Vec<Weighed> =
            metals.iter().flat_map(|metal| self.weighed(query, &asked, *metal)).collect();
        let candidates = self.ranked(&weighed);
        let band = self.band(&candidates);
        Matched { candidates, elsewhere: Vec::new(), band }
    }

    /// Why a candidate is one, in words, and which words of both names agree.
    #[must_use]
    pub fn explain(&self, query: &Query<'_>, candidate: &Candidate) -> Explanation {
        let Some(facility) = self.facilities.get(candidate.facility) else { return Explanation::default() };
        let asked = self.take_apart(query);
        let (Some(indexed), Some(whole)) = (self.names.get(candidate.at), asked.first()) else {
            return Explanation::default();
        };
        let case = Case {
            query: whole,
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
                at: *at,
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

/// A name that the index found for the query or a part of it.
struct Found {
    part: usize,
    at: usize,
    grams: f64,
}

fn number(is: bool) -> f64 {
    f64::from(u8::from(is))
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
            if name.is_empty() || !seen.insert((at, written.clone())) {
                continue;
            }
            let indexed = Indexed { facility: at, written: written.clone(), is_standard, is_part: false, name };
            names.push(indexed.clone());
            let part = |part| Name::parse_part(written, part, &NoWords);
            let parts = parts(written, true).into_iter().map(part).filter(Name::can_stand_alone);
            names.extend(parts.map(|name| Indexed { is_part: true, name, ..indexed.clone() }));
        }
    }
    (facilities, names)
}

/// What aliases teach about groups: a word of an alias leads to the words of the standard name.
fn kin(facilities: &[Facility], names: &[Indexed]) -> HashMap<String, BTreeSet<(String, usize)>> {
    let own = |indexed: &'_ Indexed| -> Vec<String> {
        let brands = indexed.name.tokens.iter().filter(|t| t.kind == Kind::Brand && t.text.len() > 2);
        brands.map(|token| token.canon.clone()).collect()
    };
    let mut standard: Vec<Vec<String>> = vec![Vec::new(); facilities.len()];
    for indexed in names.iter().filter(|indexed| indexed.is_standard && !indexed.is_part) {
        if let Some(words) = standard.get_mut(indexed.facility) {
            words.extend(own(indexed));
        }
    }
    let mut out: HashMap<String, BTreeSet<(String, usize)>> = HashMap::new();
    for indexed in names.iter().filter(|indexed| !indexed.is_standard && !indexed.is_part) {
        let words = standard.get(indexed.facility).map_or(&[][..], Vec::as_slice);
        for alias in own(indexed).into_iter().filter(|word| !words.contains(word)) {
            out.entry(alias).or_default().extend(words.iter().map(|word| (word.clone(), indexed.facility)));
        }
    }
    out
}

fn regions(facilities: usize, names: &[Indexed]) -> Vec<BTreeSet<u16>> {
    let mut out = vec![BTreeSet::new(); facilities];
    for indexed in names {
        if let Some(regions) = out.get_mut(indexed.facility) {
            regions.extend(indexed.name.tokens.iter().filter_map(|token| token.region));
        }
    }
    out
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
