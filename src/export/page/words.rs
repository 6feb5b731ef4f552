//! The words of the page: `assets/templates/page.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::embedded;

/// A part of the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartWords {
    pub title: String,
    /// What it shows, and how to read it.
    pub says: String,
    /// What is missing and what to do where it has nothing to show.
    pub lacks: String,
}

/// Steps of one kind, each the name of a figure with a few words. The first is the whole of which the others are parts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepsWords {
    pub title: String,
    pub steps: Vec<(String, String)>,
    /// What is missing and what to do where the first is not recorded.
    pub lacks: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageWords {
    /// What the page is about; the year follows.
    pub subject: String,
    pub about: String,
    /// Stands where a figure would.
    pub not_recorded: String,
    /// What days mean that stand at the head: the reporting period's last, that of the statuses, that of the count, when it is due.
    pub days: [String; 4],
    pub headline: String,
    pub funnel: PartWords,
    pub suppliers: StepsWords,
    pub rows: StepsWords,
    pub facilities: StepsWords,
    pub statuses: PartWords,
    pub map: PartWords,
    /// The legend of the map: circles, those in Covered Countries, Covered Countries without any.
    pub legend: [String; 3],
    /// What stands beside circles.
    pub letters: String,
    /// Behind how many facilities have no country of the table.
    pub not_on_map: String,
    pub years: PartWords,
    /// Whose annex it is compared with; the year follows.
    pub compared: String,
    /// Figures of change, each with a few words.
    pub changes: Vec<(String, String)>,
    pub basis: PartWords,
    pub lists: String,
    pub gaps: PartWords,
    /// What is said where nothing is missing, and where errors speak against filing.
    pub none_missing: String,
    pub errors: String,
    /// How many places are left for the company's own words follows.
    pub places: String,
    pub foot: String,
}

static WORDS: LazyLock<PageWords> = LazyLock::new(|| {
    embedded("assets/templates/page.ron", include_str!("../../../assets/templates/page.ron"))
});

pub(super) fn words() -> &'static PageWords {
    &WORDS
}
