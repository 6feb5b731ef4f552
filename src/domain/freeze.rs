//! A report that was filed is frozen with what it was made of; from then on the workspace takes no edit, until it is unfrozen
//! with a reason.

use serde::{Deserialize, Serialize};

use super::Stamp;

/// A report that was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    /// The name of its folder: the reporting year, with a number from the second on.
    pub name: String,
    /// SHA-256 of its manifest, in hexadecimal; empty in the copy of the workspace that the report was made of, which the manifest
    /// names itself.
    pub manifest: String,
    /// Who froze it, and when.
    pub stamp: Stamp,
    /// How it was unfrozen; the workspace takes no edit before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted: Option<Unfreezing>,
}

/// Why a workspace takes edits again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfreezing {
    pub reason: String,
    /// Who unfroze it, and when.
    pub stamp: Stamp,
}

impl Freeze {
    /// Whether the workspace takes no edit because of it.
    pub fn is_in_force(&self) -> bool {
        self.lifted.is_none()
    }

    /// Which, by whom and since when, in words.
    pub fn since(&self) -> String {
        let Stamp { by, at } = &self.stamp;
        format!("frozen as {} by {by} on {}", self.name, at.strftime("%Y-%m-%d"))
    }
}
