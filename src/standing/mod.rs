//! Where facilities stand on a day: which belong to Annex I and why, and which status each has, computed and never stored.
//!
//! Of each programme and kind the newest list not after the day speaks. A person's own claim comes first, then the lists,
//! then an annex of record; a contradiction is a doubt, never an overwrite. Only lists are chosen by the day:
//! membership, declarations, decisions and own claims are the workspace's. With it, what risk lists say of facilities ([`Screener`]):
//! always the newest, whatever the day.

mod absence;
mod chosen;
mod classify;
#[cfg(test)]
pub(crate) mod fixture;
mod gap;
mod history;
mod list_use;
mod named_rows;
mod not_here;
mod screen;
mod taken;
#[cfg(test)]
mod tests;
mod waiting;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::domain::{Contents, FacilityView, Standings, StatusDay, Workspace};
use crate::report::filing_date;
use crate::resolve::rows::Register;

pub use classify::Classifier;
pub use gap::StatusGap;
pub use history::{ListDay, history};
pub use list_use::{ListEffect, ListUses, MatchedRows};
pub use named_rows::UnsureRow;
pub use not_here::RowsNotHere;
pub use screen::{RowHit, RowNameKind, Screener, counting, screening};

/// The day that statuses are of in a workspace; none while it has no status list and is set to no day.
pub fn day(ws: &Workspace) -> Option<Date> {
    day_by(ws, ws.settings.status_day)
}

/// The day that statuses would be of by a setting.
pub fn day_by(ws: &Workspace, setting: StatusDay) -> Option<Date> {
    match setting {
        StatusDay::NewestList => ws.status_lists.values().map(|list| list.as_of).max(),
        StatusDay::PeriodEnd => ws.period_end(),
        StatusDay::Filing => filing_date(ws.programme.year),
        StatusDay::On(day) => Some(day),
    }
}

/// Where every facility that stands for itself stands, on the workspace's own day.
pub fn standings(ws: &Workspace, contents: &Contents, register: &Register) -> Standings {
    standings_on(ws, contents, register, day(ws))
}

/// The same on another day.
pub fn standings_on(
    ws: &Workspace,
    contents: &Contents,
    register: &Register,
    day: Option<Date>,
) -> Standings {
    Classifier::build(ws, contents, register, day).standings(ws, register)
}

impl Classifier {
    /// Where every facility that stands for itself stands.
    pub fn standings(&self, ws: &Workspace, register: &Register) -> Standings {
        let live: Vec<_> = ws.live().collect();
        let of = live.par_iter().map(|facility| {
            let view = FacilityView::new(ws, facility);
            (facility.id.clone(), self.standing(ws, &view, register.naming(&facility.id) > 0))
        });
        let by_facility: BTreeMap<_, _> = of.collect::<Vec<_>>().into_iter().collect();
        let mut standings = Standings::new(self.day(), by_facility);
        standings.unread = self.unread().to_vec();
        standings
    }
}
