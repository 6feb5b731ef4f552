//! The computed rating, with the line that explains it.

use super::flags::{FlagId, RaisedFlag, raised};
use crate::domain::{FacilityView, Rating, Standing, Status};

/// What the rules say of a facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub flags: Vec<RaisedFlag>,
    /// The computed rating; the analyst's own may stand in its place.
    pub rating: Rating,
    /// Why, in one line.
    pub because: &'static str,
}

/// Flags and rating of a facility.
///
/// Thresholds are the programme's own; no published standard fixes them. High: not conformant and in a
/// Covered Country. Medium: on no list, elsewhere. Low: active. None: conformant. Data: status unresolved.
pub fn assess(view: &FacilityView<'_>, standing: &Standing) -> Assessment {
    let flags = raised(view, standing);
    let covered = flags.iter().any(|raised| raised.flag == FlagId::CoveredCountryLocation);
    let (rating, because) = match (standing.status, covered) {
        (Status::Conformant, _) => (Rating::None, "conformant by its source"),
        (Status::Active | Status::Indeterminable, true) => {
            (Rating::High, "not conformant, and located in a Covered Country")
        }
        (Status::Active, false) => (Rating::Low, "active: committed to an audit"),
        (Status::Indeterminable, false) => (
            Rating::Medium,
            "on no list of conformant or active smelters; no list of high-risk areas or sanctions loaded",
        ),
        (Status::Unresolved, _) => (Rating::Data, "cannot be rated: its status is unresolved"),
    };
    Assessment { flags, rating, because }
}
