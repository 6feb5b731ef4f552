//! What is restored at the next start: screen, filter, sort, columns, cursor.

use serde::{Deserialize, Serialize};

use super::screen::ScreenId;
use super::screens::smelters::ColumnChoice;
use crate::domain::FacilityId;
use crate::query::Query;

/// The part of the interface's state that outlives the program, per workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// The screen shown.
    pub screen: Option<ScreenId>,
    /// Filter and sort of Smelters.
    pub query: Query,
    /// Columns of Smelters; empty for the usual ones.
    pub columns: Vec<ColumnChoice>,
    /// The facility under the cursor of Smelters.
    pub smelter: Option<FacilityId>,
    /// The facility shown in Triage.
    pub triage: Option<FacilityId>,
    /// The theme chosen by hand.
    pub theme: Option<String>,
}
