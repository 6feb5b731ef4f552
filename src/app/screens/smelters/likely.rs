//! What may have been meant where a search finds nothing: what the filter hides, else what the matcher holds for likeliest, else
//! what has the letters.

use crate::app::core::Core;
use crate::app::fuzzy::rank_names;
use crate::domain::FacilityId;
use crate::query::{FacilityField, FacilityRow, Filter, column};
use crate::resolve::matching::{Candidate, FacilityRef, Feature, NameQuery, Reference};
use crate::text::fold;

/// So many are offered at most.
const MOST: usize = 5;

/// From this probability on a candidate of the matcher is offered: less than it takes to be taken for a name, more than what
/// comes of any letters.
const LIKELY: f64 = 0.0015;

/// From this likeness by three letters on a name that has none of the words is offered.
const ALIKE: f64 = 0.21;

/// The longest search that the matcher is asked about, in bytes: no name is longer, and a page that was pasted is none.
const LONGEST: usize = 120;

/// A facility that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikelyFacility {
    pub id: FacilityId,
    /// Whether the search finds it, and the filter hides it.
    pub is_hidden: bool,
    /// The name of it that is most like what was typed, where that is another than the one shown.
    pub like: Option<String>,
}

/// The likeliest first; none while nothing is searched for.
pub(super) fn likely(core: &Core, filter: &Filter) -> Vec<LikelyFacility> {
    let query = column::search::<FacilityField>(&filter.search);
    if query.is_empty() {
        return Vec::new();
    }
    let hidden = hidden(core, filter);
    let words = query.wanted().collect::<Vec<_>>().join(" ");
    if !hidden.is_empty() || words.is_empty() || filter.search.len() > LONGEST {
        return hidden;
    }
    let meant =
        core.matching.reference.as_ref().map_or_else(Vec::new, |reference| meant(core, reference, &words));
    if meant.is_empty() { with_letters(core, &words) } else { meant }
}

/// What the search finds, and the rest of the filter hides.
fn hidden(core: &Core, filter: &Filter) -> Vec<LikelyFacility> {
    let is_only_searched = Filter { search: String::new(), ..filter.clone() }.is_empty();
    if is_only_searched && core.rows.iter().all(FacilityRow::is_member) {
        return Vec::new();
    }
    let unfiltered = Filter { search: filter.search.clone(), others: true, ..Filter::default() };
    let of_row = |row: &FacilityRow| LikelyFacility { id: row.id.clone(), is_hidden: true, like: None };
    unfiltered.passing(&core.rows, core.searched_in()).into_iter().take(MOST).map(of_row).collect()
}

/// What the matcher holds for likeliest among the facilities that are here.
fn meant(core: &Core, reference: &Reference, name: &str) -> Vec<LikelyFacility> {
    let candidates = reference.candidates(&NameQuery { name, ..NameQuery::default() }).candidates;
    let mut found: Vec<LikelyFacility> = Vec::new();
    for candidate in candidates.iter().filter(|candidate| is_likely(candidate)) {
        let Some(row) = row_of(core, reference, candidate) else { continue };
        if found.iter().all(|other| other.id != row.id) {
            let like = Some(&candidate.name).filter(|name| fold(name) != fold(&row.name));
            found.push(LikelyFacility { id: row.id.clone(), is_hidden: false, like: like.cloned() });
        }
    }
    found.truncate(MOST);
    found
}

fn is_likely(Candidate { probability, evidence, .. }: &Candidate) -> bool {
    let has_a_word = evidence.get(Feature::Nothing) == 0.0;
    *probability >= LIKELY && (has_a_word || evidence.get(Feature::Grams) >= ALIKE)
}

/// The workspace's facility that a candidate is: by its number, or where it has none by its name.
fn row_of<'a>(core: &'a Core, reference: &Reference, candidate: &Candidate) -> Option<&'a FacilityRow> {
    let facility = reference.facilities().get(candidate.facility)?;
    let name = fold(&facility.name);
    let is_it = |row: &&FacilityRow| {
        let is_named = || row.cid.is_none() && row.haystack.lines().any(|line| line == name);
        row.metal == facility.metal && (row.cid.is_some() && row.cid == facility.whose.cid() || is_named())
    };
    match &facility.whose {
        FacilityRef::Own(id) => core.row(id),
        FacilityRef::Cid(_) => core.rows.iter().find(is_it),
    }
}

fn with_letters(core: &Core, words: &str) -> Vec<LikelyFacility> {
    let ranked = rank_names(core.rows.iter().map(|row| row.name.as_str()), words);
    let rows = ranked.into_iter().filter_map(|(index, _)| core.rows.get(index)).take(MOST);
    rows.map(|row| LikelyFacility { id: row.id.clone(), is_hidden: false, like: None }).collect()
}
