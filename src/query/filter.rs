//! The filter and the order of facilities.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FacilityField, FacilityRow, Field, ListedFacility, SearchedIn, SortKey, column};
use crate::domain::{Country, FacilityId, Metal, Rating, Reason, Status, SupplierId};
use crate::risk::FlagId;
use crate::text::{SearchQuery, SearchWord, fold};

/// What a row must be to be shown: within a kind any of the chosen, between kinds all. Empty kinds let
/// everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    pub metals: BTreeSet<Metal>,
    pub statuses: BTreeSet<Status>,
    /// Countries as shown ([`FacilityRow::country_name`]); the empty text is "no country".
    pub countries: BTreeSet<String>,
    pub ratings: BTreeSet<Rating>,
    pub flags: BTreeSet<FlagId>,
    /// Why a facility belongs to Annex I. This and the five below are written only where they are set, so that programs
    /// of before read what they know.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub reasons: BTreeSet<Reason>,
    /// The short names of programmes that list it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub programmes: BTreeSet<String>,
    /// Whether its audit has lapsed, where that is asked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_lapsed: bool,
    /// Whether its status must be in doubt, where that is asked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_doubtful: bool,
    /// Whether it must be in a Covered Country, where that is asked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_covered: bool,
    /// Whether facilities that do not belong to Annex I pass too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub others: bool,
    /// Suppliers that name the facility.
    pub suppliers: BTreeSet<SupplierId>,
    /// The facilities that those suppliers name, as the declared rows have it; none without such a filter.
    #[serde(skip)]
    pub named: Option<BTreeSet<FacilityId>>,
    /// Those that were led to, whatever they have in common; where there are none, all. For the session only.
    #[serde(skip)]
    pub picked: BTreeSet<FacilityId>,
    /// What is searched for, as typed ([`SearchQuery`]).
    pub search: String,
}

/// A filter and the order of what passes it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FacilityQuery {
    pub filter: Filter,
    /// In which order: first key first; none means metal, then name.
    pub sort: Vec<SortKey>,
}

fn allows<T: Ord>(set: &BTreeSet<T>, value: &T) -> bool {
    set.is_empty() || set.contains(value)
}

impl Filter {
    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn passes(&self, row: &FacilityRow, query: &SearchQuery<FacilityField>, here: SearchedIn<'_>) -> bool {
        (self.others || row.is_member() || self.picked.contains(&row.id))
            && (self.picked.is_empty() || self.picked.contains(&row.id))
            && allows(&self.metals, &row.metal)
            && allows(&self.statuses, &row.status)
            && allows(&self.countries, &row.country_name)
            && allows(&self.ratings, &row.rating)
            && (self.flags.is_empty() || row.flags.iter().any(|flag| self.flags.contains(flag)))
            && (self.reasons.is_empty()
                || row.why_here.reasons().any(|reason| self.reasons.contains(&reason)))
            && (self.programmes.is_empty()
                || row
                    .listed
                    .as_ref()
                    .is_some_and(|listed| self.programmes.contains(listed.programme.name())))
            && (!self.is_lapsed || row.is_lapsed)
            && (!self.is_doubtful || row.is_doubtful)
            && (!self.is_covered || row.country.is_some_and(|country| country.is_covered()))
            && self.named.as_ref().is_none_or(|named| named.contains(&row.id))
            && query.finds(|word| has(row, word, here))
    }

    pub fn passing<'a>(&self, rows: &'a [FacilityRow], here: SearchedIn<'_>) -> Vec<&'a FacilityRow> {
        let query = column::search(&self.search);
        rows.iter().filter(|row| self.passes(row, &query, here)).collect()
    }

    /// The indexes of the rows that pass, in order. Stable: equal rows keep the order of `rows`.
    pub fn run(&self, sort: &[SortKey], rows: &[FacilityRow], here: SearchedIn<'_>) -> Vec<u32> {
        let query = column::search(&self.search);
        let passing = (0_u32..).zip(rows).filter(|(_, row)| self.passes(row, &query, here));
        column::sorted(sort, passing.collect(), |order, a, b| order(a, b))
    }
}

/// Whether a facility has a word. At its other names is looked only where what is shown does not have it, and never for what
/// must not occur: nobody would see why a row is missing.
fn has(row: &FacilityRow, word: &SearchWord<FacilityField>, here: SearchedIn<'_>) -> bool {
    match word.column {
        None => row.haystack.contains(&word.text) || (!word.is_left_out && here.names.has(row, &word.text)),
        Some(column) => cell(row, column, here).contains(&word.text),
    }
}

/// What a word that is limited to a column is looked for in: the cell, of metals and countries also as they are abbreviated.
pub(super) fn cell(row: &FacilityRow, column: FacilityField, here: SearchedIn<'_>) -> String {
    let mut text = fold(&column.text(&ListedFacility { row, ws: here.ws, standings: here.standings }));
    let more = [
        (FacilityField::Metal, row.metal.symbol()),
        (FacilityField::Country, row.country.as_ref().map_or("", Country::code)),
        (FacilityField::Country, &row.country_written),
    ];
    for (_, more) in more.into_iter().filter(|(of, _)| *of == column) {
        text.push('\n');
        text.push_str(&fold(more));
    }
    text
}
