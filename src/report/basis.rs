//! What the figures of a report rest on: days, lists, the annex that it is compared with.

use jiff::civil::Date;

use super::inquiry::{Inquiry, ReliedList};
use crate::domain::Standings;

/// What figures rest on; what is not known is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportBasis {
    /// The day that statuses are of.
    pub statuses_of: Option<Date>,
    /// The last day of what was counted of the inquiry.
    pub counted_by: Option<Date>,
    /// The status lists that statuses of the annex rest on.
    pub lists: Vec<ReliedList>,
    /// The reporting year of the annex that this one is compared with.
    pub compared_with: Option<i16>,
}

impl ReportBasis {
    pub(super) fn of(standings: &Standings, inquiry: &Inquiry) -> Self {
        Self {
            statuses_of: standings.day,
            counted_by: inquiry.day,
            lists: inquiry.lists.clone(),
            compared_with: inquiry.compared_with,
        }
    }
}
