//! The facilities of reference lists, the question put to them, and the answer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evidence::NameEvidence;
use super::index::{Indexed, MetalIndex, Rarity};
use super::keys::Pairs;
use super::model::Model;
use crate::domain::{Cid, Country, FacilityId, ListEntry, Metal};

/// By what a facility is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacilityRef {
    /// By the number that lists give it.
    Cid(Cid),
    /// By the workspace alone: no list gives it a number.
    Own(FacilityId),
}

impl FacilityRef {
    /// The number, where there is one.
    pub fn cid(&self) -> Option<Cid> {
        match self {
            Self::Cid(cid) => Some(*cid),
            Self::Own(_) => None,
        }
    }
}

impl std::fmt::Display for FacilityRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cid(cid) => cid.fmt(f),
            Self::Own(_) => f.pad("no CID"),
        }
    }
}

/// One row of a reference list: a facility under its standard name, with other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceEntry {
    pub whose: FacilityRef,
    /// The metal it works.
    pub metal: Metal,
    /// The standard name.
    pub name: String,
    /// Where it stands.
    pub country: Option<Country>,
    /// Other names by which the list knows it.
    pub aliases: Vec<String>,
    /// Names that were decided to mean it: they are found like aliases, and change the weight of no word.
    pub decided: Vec<String>,
    /// Whether it stands in the newest list that tells who was removed; else it has been.
    pub is_listed: bool,
}

impl ReferenceEntry {
    /// A row of a reference list as it was read.
    pub fn of_list(entry: &ListEntry, is_listed: bool) -> Self {
        Self {
            whose: FacilityRef::Cid(entry.cid),
            metal: entry.metal,
            name: entry.name.clone(),
            country: Country::of_place(&entry.country),
            aliases: entry.aliases.clone(),
            decided: Vec::new(),
            is_listed,
        }
    }
}

/// A facility: all rows with one number and metal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceFacility {
    pub whose: FacilityRef,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct NameQuery<'a> {
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
pub enum CandidateSource {
    /// By its number.
    Id,
    /// By its standard name, but for typography and legal forms.
    Name,
    /// By another of its names.
    Alias,
    /// By likeness.
    Scored,
}

impl CandidateSource {
    /// The word in machine-readable outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "ID",
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Scored => "likeness",
        }
    }
}

/// A facility that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place in [`Reference::facilities`].
    pub facility: usize,
    pub whose: FacilityRef,
    /// How likely it is the one meant, 0 to 1.
    pub probability: f64,
    /// How it was found.
    pub how: CandidateSource,
    /// The name of the facility that is most like the query.
    pub name: String,
    /// What speaks for and against.
    pub evidence: NameEvidence,
    /// The name's place in the reference.
    pub(super) at: usize,
}

/// What may be done with the best candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionBand {
    /// Take it, and let the analyst look over the least certain.
    Accept,
    /// Ask.
    Review,
    /// Propose that no facility of the lists is meant.
    None,
}

impl DecisionBand {
    /// Its word on the command line and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Review => "review",
            Self::None => "none",
        }
    }
}

/// The answer to a [`NameQuery`].
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// Candidates of the query's metal, likeliest first.
    pub candidates: Vec<Candidate>,
    /// The same name under other metals, likeliest first: to be shown, never accepted.
    pub elsewhere: Vec<Candidate>,
    /// What may be done.
    pub band: DecisionBand,
}

/// All facilities of some lists, with their names indexed.
#[derive(Debug)]
pub struct Reference {
    pub(super) facilities: Vec<ReferenceFacility>,
    pub(super) names: Vec<Indexed>,
    /// The names of each facility, as places in `names`, the standard one first.
    pub(super) of_facility: Vec<Vec<usize>>,
    pub(super) by_metal: BTreeMap<Metal, MetalIndex>,
    pub(super) rarity: Rarity,
    /// The facilities of a metal and country, by number.
    pub(super) by_place: HashMap<(Metal, Option<Country>), Vec<usize>>,
    /// From an own word of an alias to own words of its facility's standard name, and which facility teaches it.
    pub(super) kin: Pairs<(u64, usize)>,
    /// The regions that a facility's names say.
    pub(super) regions: Vec<BTreeSet<u16>>,
    /// Whether lists know other names than the standard ones.
    pub(super) is_rich: bool,
    /// The weights for ranking, then those for how sure it is, in the order of the features.
    pub(super) rank: Vec<f64>,
    pub(super) model: Model,
}

impl Reference {
    /// The facilities, in the order of their first rows.
    pub fn facilities(&self) -> &[ReferenceFacility] {
        &self.facilities
    }
}
