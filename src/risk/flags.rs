//! The flags that a facility can raise.

use serde::{Deserialize, Serialize};

use crate::domain::{Country, FacilityView, Standing, Status};

/// The identifier of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FlagId {
    /// The source does not say the status.
    UnresolvedStatus,
    /// It stands in one of the ten Covered Countries.
    CoveredCountryLocation,
}

/// A flag that is raised on a facility, with the reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedFlag {
    pub flag: FlagId,
    /// Why, in one line.
    pub reason: String,
}

/// One row of [`FLAGS`].
pub struct Flag {
    pub id: FlagId,
    /// The name in filters and machine-readable outputs.
    pub key: &'static str,
    /// A few words for the screen.
    pub title: &'static str,
    /// What it means and where the rule comes from.
    pub doc: &'static str,
    /// Whether a disposition or a rating with a reason answers it; otherwise only a change of the data does.
    pub answerable: bool,
    /// The reason, when the facility raises it.
    pub test: fn(&FacilityView<'_>, &Standing) -> Option<String>,
}

/// Every flag.
pub const FLAGS: &[Flag] = &[
    Flag {
        id: FlagId::UnresolvedStatus,
        key: "UNRESOLVED_STATUS",
        title: "status unresolved",
        doc: "The source does not say whether the facility is conformant, active or neither.",
        answerable: false,
        test: unresolved_status,
    },
    Flag {
        id: FlagId::CoveredCountryLocation,
        key: "COVERED_COUNTRY_LOCATION",
        title: "in a Covered Country",
        doc: "The facility stands in one of the ten Covered Countries of Form SD, item 1.01(d).",
        answerable: true,
        test: covered_country,
    },
];

impl FlagId {
    /// The row of [`FLAGS`].
    pub fn flag(self) -> Option<&'static Flag> {
        FLAGS.iter().find(|flag| flag.id == self)
    }

    /// The name in filters and machine-readable outputs.
    pub fn key(self) -> &'static str {
        self.flag().map_or("", |flag| flag.key)
    }

    /// A few words for the screen.
    pub fn title(self) -> &'static str {
        self.flag().map_or("", |flag| flag.title)
    }
}

/// The flags that a facility raises, in the order of [`FLAGS`].
pub fn raised(view: &FacilityView<'_>, standing: &Standing) -> Vec<RaisedFlag> {
    FLAGS
        .iter()
        .filter_map(|flag| (flag.test)(view, standing).map(|reason| RaisedFlag { flag: flag.id, reason }))
        .collect()
}

fn unresolved_status(_: &FacilityView<'_>, standing: &Standing) -> Option<String> {
    (standing.status == Status::Unresolved).then(|| "no source states a status".to_owned())
}

fn covered_country(view: &FacilityView<'_>, _: &Standing) -> Option<String> {
    let country = view.country().filter(Country::is_covered)?;
    Some(format!("{} is a Covered Country", country.name()))
}
