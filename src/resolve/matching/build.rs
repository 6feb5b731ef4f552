//! Rows of reference lists to an indexed reference.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::index::{Indexed, MetalIndex, NameSource, Rarity};
use super::keys::Pairs;
use super::model::{Model, vector};
use super::name::{NoWords, ParsedName, Vocabulary, parts};
use super::reference::{FacilityRef, Reference, ReferenceEntry, ReferenceFacility};
use super::words::Kind;
use crate::domain::{Country, Metal};

impl Reference {
    /// Indexes the rows of one or several lists, newest first.
    pub fn new(entries: &[ReferenceEntry]) -> Self {
        Self::with_model(entries, Model::built_in().clone())
    }

    /// As [`Self::new`], with other weights.
    pub fn with_model(entries: &[ReferenceEntry], model: Model) -> Self {
        let (facilities, mut names) = gathered(entries);
        // Decided names come after the words are counted: no decision changes what the words of other names weigh, nor
        // which words are known.
        let rarity = Rarity::of(&names, facilities.len());
        names.extend(decided(entries, &facilities, &rarity));
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
        let number = |at: &usize| facilities.get(*at).map(|facility| facility.whose.clone());
        by_place.values_mut().for_each(|list| list.sort_by_cached_key(number));
        let by_metal =
            Metal::ALL.into_iter().map(|metal| (metal, metal_index(metal, &facilities, &names))).collect();
        let kin = kin(facilities.len(), &names);
        let regions = regions(facilities.len(), &names);
        let is_rich = names.iter().any(|indexed| indexed.source == NameSource::Alias);
        let rank = vector(&model.rank);
        Self {
            facilities,
            names,
            of_facility,
            by_metal,
            rarity,
            by_place,
            kin,
            regions,
            is_rich,
            rank,
            model,
        }
    }
}

/// Rows to facilities and their names in lists; every name once a facility.
fn gathered(entries: &[ReferenceEntry]) -> (Vec<ReferenceFacility>, Vec<Indexed>) {
    let mut facilities: Vec<ReferenceFacility> = Vec::with_capacity(entries.len());
    let mut names = Vec::with_capacity(entries.iter().map(|entry| 1 + entry.aliases.len()).sum());
    let mut known: HashMap<(&FacilityRef, Metal), usize> = HashMap::new();
    let mut seen: HashSet<(usize, &str)> = HashSet::new();
    for entry in entries {
        let at = *known.entry((&entry.whose, entry.metal)).or_insert_with(|| {
            facilities.push(facility(entry));
            facilities.len() - 1
        });
        for (source, written) in listed_names(entry) {
            if seen.insert((at, written.as_str())) {
                add_name(&mut names, (at, source, written), &NoWords);
            }
        }
    }
    (facilities, names)
}

/// Adds a name with the parts of it that may stand for it, unless it says nothing.
fn add_name(
    names: &mut Vec<Indexed>,
    (facility, source, written): (usize, NameSource, &String),
    vocabulary: &dyn Vocabulary,
) {
    let name = ParsedName::parse(written, vocabulary);
    if name.is_empty() {
        return;
    }
    let indexed = |is_part, name| Indexed { facility, written: written.clone(), source, is_part, name };
    names.push(indexed(false, name));
    let part = |part| ParsedName::parse_part(written, part, vocabulary);
    let parts = parts(written, true).into_iter().map(part).filter(ParsedName::can_stand_alone);
    names.extend(parts.map(|name| indexed(true, name)));
}

/// The names that were decided to mean facilities, taken apart as the names asked about are.
fn decided(entries: &[ReferenceEntry], facilities: &[ReferenceFacility], rarity: &Rarity) -> Vec<Indexed> {
    let mut names = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.decided.is_empty()) {
        let is_its =
            |facility: &ReferenceFacility| facility.whose == entry.whose && facility.metal == entry.metal;
        let Some(at) = facilities.iter().position(is_its) else { continue };
        for written in &entry.decided {
            add_name(&mut names, (at, NameSource::Decided, written), rarity);
        }
    }
    names
}

fn facility(entry: &ReferenceEntry) -> ReferenceFacility {
    let ReferenceEntry { whose, metal, name, country, is_listed, .. } = entry;
    let (metal, country, is_listed) = (*metal, *country, *is_listed);
    ReferenceFacility { whose: whose.clone(), metal, name: name.clone(), country, is_listed }
}

/// Every name of an entry in its list, with what it is.
fn listed_names(entry: &ReferenceEntry) -> impl Iterator<Item = (NameSource, &String)> {
    let standard = std::iter::once((NameSource::Standard, &entry.name));
    standard.chain(entry.aliases.iter().map(|name| (NameSource::Alias, name)))
}

/// What aliases teach about groups: a word of an alias leads to the words of the standard name.
fn kin(facilities: usize, names: &[Indexed]) -> Pairs<(u64, usize)> {
    let own = |indexed: &'_ Indexed| -> Vec<u64> {
        let brands = indexed.name.tokens.iter().filter(|t| t.kind == Kind::Brand && t.text.len() > 2);
        brands.map(|token| token.meaning).collect()
    };
    let mut standard: Vec<Vec<u64>> = vec![Vec::new(); facilities];
    for indexed in names.iter().filter(|indexed| indexed.is_standard() && !indexed.is_part) {
        if let Some(words) = standard.get_mut(indexed.facility) {
            words.extend(own(indexed));
        }
    }
    let mut out: Vec<(u64, (u64, usize))> = Vec::new();
    for indexed in names.iter().filter(|indexed| !indexed.is_standard() && !indexed.is_part) {
        let words = standard.get(indexed.facility).map_or(&[][..], Vec::as_slice);
        for alias in own(indexed).into_iter().filter(|word| !words.contains(word)) {
            out.extend(words.iter().map(|word| (alias, (*word, indexed.facility))));
        }
    }
    Pairs::of(out)
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

fn metal_index(metal: Metal, facilities: &[ReferenceFacility], names: &[Indexed]) -> MetalIndex {
    let is_here = |indexed: &Indexed| facilities.get(indexed.facility).is_some_and(|row| row.metal == metal);
    let here: Vec<(u32, &ParsedName)> = (0_u32..)
        .zip(names)
        .filter(|(_, indexed)| is_here(indexed))
        .map(|(at, indexed)| (at, &indexed.name))
        .collect();
    MetalIndex::of(&here)
}
