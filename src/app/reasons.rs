//! Reasons that were given lately, to be chosen again.

use std::collections::BTreeSet;

use super::core::Core;
use crate::domain::Stamp;

/// The most that are offered.
const MOST: usize = 12;

impl Core {
    /// The reasons given for ratings and dispositions that hold, the latest first, each once.
    pub(super) fn reasons_lately(&self) -> Vec<String> {
        let ws = &self.workspace;
        let rated = ws.ratings.values().map(|record| (&record.stamp, &record.reason));
        let disposed = ws.dispositions.values().map(|record| (&record.stamp, &record.reason));
        let mut given: Vec<(&Stamp, &String)> =
            rated.chain(disposed).filter(|(_, reason)| !reason.is_empty()).collect();
        given.sort_by_key(|(stamp, _)| std::cmp::Reverse(stamp.at));
        let mut seen = BTreeSet::new();
        let new = given.into_iter().map(|(_, reason)| reason).filter(|reason| seen.insert(*reason));
        new.take(MOST).cloned().collect()
    }
}
