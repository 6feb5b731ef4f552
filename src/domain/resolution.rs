//! Resolutions: an analyst's decision which facility a declared name is, or that it is none.

use serde::{Deserialize, Serialize};

use super::{FacilityId, Metal, Stamp, Workspace};

/// What a decision is about: every declared row with this metal, name and country, whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameKey {
    pub metal: Metal,
    /// The name, folded.
    pub name: String,
    /// The ISO code of the country; where the country is not known, its words, folded; empty for none.
    pub country: String,
}

impl std::fmt::Display for NameKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} \u{201c}{}\u{201d}", self.metal, self.name)?;
        if self.country.is_empty() { Ok(()) } else { write!(f, " {}", self.country) }
    }
}

/// What a declared name is when it is no facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NoFacility {
    /// The supplier does not know the smelter yet.
    NotYetIdentified,
    Trader,
    Bank,
    Mine,
    Fabricator,
    /// Nobody knows what it is.
    Unknown,
}

impl NoFacility {
    /// All.
    pub const ALL: [Self; 6] =
        [Self::NotYetIdentified, Self::Trader, Self::Bank, Self::Mine, Self::Fabricator, Self::Unknown];

    /// The words on screen and in machine-readable outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYetIdentified => "not yet identified",
            Self::Trader => "trader",
            Self::Bank => "bank",
            Self::Mine => "mine",
            Self::Fabricator => "fabricator",
            Self::Unknown => "unknown",
        }
    }

    /// Its letter in the picker.
    pub fn letter(self) -> char {
        match self {
            Self::NotYetIdentified => 'n',
            Self::Trader => 't',
            Self::Bank => 'b',
            Self::Mine => 'm',
            Self::Fabricator => 'f',
            Self::Unknown => 'u',
        }
    }
}

/// The facility, or none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Resolved {
    Facility(FacilityId),
    /// None: what the name is instead.
    Nothing(NoFacility),
}

impl Resolved {
    /// Its word in machine-readable outputs: "facility", or what the name is instead.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Facility(_) => Self::FACILITY,
            Self::Nothing(kind) => kind.name(),
        }
    }

    /// The word for a facility.
    pub const FACILITY: &str = "facility";

    /// In words: "CID000015 Advanced Chemical Company", or "no facility (bank)".
    pub fn words(&self, ws: &Workspace) -> String {
        match self {
            Self::Nothing(kind) => format!("no facility ({})", kind.name()),
            Self::Facility(id) => match ws.view(id) {
                Some(view) => {
                    let cid = view.cid().map_or_else(String::new, |cid| format!("{cid} "));
                    format!("{cid}{}", view.name()).trim_end().to_owned()
                }
                None => "a facility that is gone".to_owned(),
            },
        }
    }
}

/// How a decision came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DecisionMethod {
    /// A person took this candidate, or said what the name is.
    Hand,
    /// A person took everything in the matcher's accept band.
    Band,
    /// It was made elsewhere and came in as a table of decisions.
    File,
}

impl DecisionMethod {
    /// All.
    pub const ALL: [Self; 3] = [Self::Hand, Self::Band, Self::File];

    /// The words on screen and in machine-readable outputs.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hand => "by hand",
            Self::Band => "accept band",
            Self::File => "from a file",
        }
    }
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// What was decided.
    pub to: Resolved,
    /// The name as it was written where the decision was made.
    pub written: String,
    /// The country as it was written there; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// How it came about.
    pub method: DecisionMethod,
    /// The probability that the matcher gave it, in thousandths, where it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u16>,
    /// The newest reference list that was there, by its title and day; empty when there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub list: String,
    /// Who decided, and when.
    pub stamp: Stamp,
}

impl Resolution {
    /// The facility that was decided on.
    pub fn facility(&self) -> Option<&FacilityId> {
        match &self.to {
            Resolved::Facility(id) => Some(id),
            Resolved::Nothing(_) => None,
        }
    }
}
