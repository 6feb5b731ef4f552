//! The matcher's accept band as decisions.

use super::{Choice, Decision};
use crate::domain::Decided;
use crate::resolve::open::{Answer, Waiting};
use crate::text::count;

/// The decisions by which open names are taken for their first candidates; `band` comes from
/// [`crate::resolve::open::accept_band`].
#[must_use]
pub fn band_decisions(band: &[(&Waiting, &Answer)]) -> Vec<Decision> {
    let decision = |(open, answer): &(&Waiting, &Answer)| {
        let best = answer.best.as_ref()?;
        Some(Decision {
            name: open.name.clone(),
            choice: Choice::Facility(best.whose.clone()),
            method: Decided::Band,
            score: Some(best.score),
        })
    };
    band.iter().filter_map(decision).collect()
}

/// What that does, for the history.
#[must_use]
pub fn band_title(names: usize, rows: usize) -> String {
    format!("Accept {} of the accept band ({})", count(names, "name", "names"), count(rows, "row", "rows"))
}
