//! Which open names are shown.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::OpenName;
use crate::domain::{Metal, SupplierId};

/// Which open names are shown. Nothing chosen lets all pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MatchFilter {
    pub metals: BTreeSet<Metal>,
    /// That these suppliers wrote.
    pub suppliers: BTreeSet<SupplierId>,
}

impl MatchFilter {
    /// Whether a name passes.
    pub fn passes(&self, open: &OpenName) -> bool {
        (self.metals.is_empty() || self.metals.contains(&open.name.key.metal))
            && (self.suppliers.is_empty() || open.suppliers.iter().any(|id| self.suppliers.contains(id)))
    }
}
