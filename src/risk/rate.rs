//! The computed rating, with the lines that explain it.

use std::sync::LazyLock;

use serde::Deserialize;

use super::facts::RiskFacts;
use super::flags::{FlagId, RaisedFlag, raised};
use crate::data::embedded;
use crate::domain::{ListKind, Metal, Rating, Standing, Status, StatusBasis};

/// What the rules say of a facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub flags: Vec<RaisedFlag>,
    /// The computed rating; the analyst's own may stand in its place.
    pub rating: Rating,
    /// Why, line by line.
    pub because: Vec<String>,
}

impl Assessment {
    /// The reasons in one line.
    pub fn reasons(&self) -> String {
        self.because.join("; ")
    }

    /// Whether a flag is raised.
    pub fn has(&self, flag: FlagId) -> bool {
        self.flags.iter().any(|raised| raised.flag == flag)
    }
}

/// One row of `data/ratings.ron`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingRow {
    rating: Rating,
    #[serde(default)]
    statuses: Vec<Status>,
    #[serde(default)]
    metals: Vec<Metal>,
    #[serde(default)]
    any: Vec<FlagId>,
    #[serde(default)]
    all: Vec<FlagId>,
}

/// When a facility is widely reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Widely {
    /// Of the suppliers who declare.
    pub percent: usize,
    /// The fewest suppliers.
    pub suppliers: usize,
}

/// `data/ratings.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ratings {
    rows: Vec<RatingRow>,
    widely: Widely,
}

static RATINGS: LazyLock<Ratings> =
    LazyLock::new(|| embedded("data/ratings.ron", include_str!("../../data/ratings.ron")));

/// How many rows the table of ratings has.
pub fn ratings_known() -> usize {
    RATINGS.rows.len()
}

/// When a facility is widely reported, by the table.
pub(super) fn widely() -> Widely {
    RATINGS.widely
}

impl RatingRow {
    fn fits(&self, (status, metal): (Status, Metal), flags: &[RaisedFlag]) -> bool {
        let is_raised = |flag: &FlagId| flags.iter().any(|raised| raised.flag == *flag);
        (self.statuses.is_empty() || self.statuses.contains(&status))
            && (self.metals.is_empty() || self.metals.contains(&metal))
            && (self.any.is_empty() || self.any.iter().any(is_raised))
            && self.all.iter().all(is_raised)
    }

    /// The status, where the row asks for one, then the reasons of the flags that it asks for.
    fn because(&self, standing: &Standing, flags: &[RaisedFlag]) -> Vec<String> {
        let asked = self.any.iter().chain(&self.all);
        let reasons = asked.filter_map(|flag| flags.iter().find(|raised| raised.flag == *flag));
        let is_by_flags = self.statuses.is_empty() && !self.any.is_empty();
        let status = (!is_by_flags).then(|| status_words(standing));
        status.into_iter().chain(reasons.map(|raised| raised.reason.clone())).collect()
    }
}

/// Flags and rating of a facility, by `data/ratings.ron`.
pub fn assess(facts: &RiskFacts<'_>) -> Assessment {
    let (standing, metal) = (facts.standing, facts.view.facility.metal);
    let flags = raised(facts);
    let row = RATINGS.rows.iter().find(|row| row.fits((standing.status, metal), &flags));
    let rating = row.map_or(Rating::Data, |row| row.rating);
    let mut because = row
        .map_or_else(|| vec!["no row of the ratings fits".to_owned()], |row| row.because(standing, &flags));
    // What a list that is not loaded could say would only make it graver.
    if matches!(rating, Rating::Medium | Rating::Low) {
        because.extend(facts.screening.lacking());
    }
    Assessment { flags, rating, because }
}

/// The status in the words of a rating.
fn status_words(standing: &Standing) -> String {
    match (standing.status, &standing.basis) {
        (Status::Conformant, _) => "conformant".to_owned(),
        (Status::Active, _) => "active: committed to an audit".to_owned(),
        (Status::Unresolved, _) => "cannot be rated: its status is unresolved".to_owned(),
        (Status::Indeterminable, StatusBasis::Listed(listing)) => match (listing.kind, listing.word.as_str())
        {
            (ListKind::Other, "") => "neither conformant nor active by its list".to_owned(),
            (ListKind::Conformant | ListKind::Active | ListKind::Other, word) => {
                format!("by its list neither conformant nor active, but \u{201c}{word}\u{201d}")
            }
        },
        (Status::Indeterminable, StatusBasis::Annex(_)) if !standing.word.is_empty() => {
            format!("its source says \u{201c}{}\u{201d}", standing.word)
        }
        (
            Status::Indeterminable,
            StatusBasis::Absent { .. } | StatusBasis::Own(_) | StatusBasis::Annex(_) | StatusBasis::Nothing,
        ) => "on no list".to_owned(),
    }
}
