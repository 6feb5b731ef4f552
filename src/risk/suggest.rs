//! The suggested disposition and follow-up, with the reason: what one key accepts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::flags::FlagId;
use super::rate::Assessment;
use crate::data::embedded;
use crate::domain::{ActionKind, Disposition, Standing, Status};

/// One row of `data/suggestions.ron`.
#[derive(Debug, Clone, Deserialize)]
pub struct Suggestion {
    pub status: Status,
    /// The flag that must be raised, if one must.
    #[serde(default)]
    pub flag: Option<FlagId>,
    /// Whether a list must have it; where nothing is said it makes no difference.
    #[serde(default)]
    pub is_listed: Option<bool>,
    /// Whether an annex of record must give the status in a word of its own.
    #[serde(default)]
    pub has_word: bool,
    /// Whether its audit must have lapsed.
    #[serde(default)]
    pub is_lapsed: bool,
    pub disposition: Disposition,
    /// The id of the action to open.
    pub action: String,
    /// Why, in one line; `{word}` is the annex of record's own word.
    pub because: String,
}

static SUGGESTIONS: LazyLock<Vec<Suggestion>> =
    LazyLock::new(|| embedded("data/suggestions.ron", include_str!("../../data/suggestions.ron")));

impl Suggestion {
    pub fn text(&self) -> String {
        let action = ActionKind::by_id(&self.action);
        let action =
            action.map_or(String::new(), |kind| format!("; {}, due in {} days", kind.title, kind.due_days));
        format!("{}{action}", self.disposition.title())
    }

    /// Every suggestion of the table.
    pub fn all() -> &'static [Self] {
        &SUGGESTIONS
    }
}

/// The suggestion for a facility: the first row of the table that fits, one for every indeterminable one. None for unresolved ones that
/// raise no grave flag: what a source does not say cannot be suggested.
pub fn suggest(standing: &Standing, assessment: &Assessment) -> Option<Suggestion> {
    let raised = |flag: FlagId| assessment.flags.iter().any(|raised| raised.flag == flag);
    let is_listed = standing.listing.is_some();
    let row = SUGGESTIONS.iter().find(|row| {
        row.status == standing.status
            && row.flag.is_none_or(raised)
            && row.is_listed.is_none_or(|listed| listed == is_listed)
            && (!row.has_word || !standing.word.is_empty())
            && (!row.is_lapsed || standing.is_lapsed)
    })?;
    Some(Suggestion { because: row.because.replace("{word}", &standing.word), ..row.clone() })
}
