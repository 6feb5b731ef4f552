//! Which status the facilities had on each day that status lists speak for.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::panes::FIGURE_COLUMNS;
use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::domain::{FacilityId, Standings, Status, StatusCounts};
use crate::query::Filter;
use crate::standing::standings_on;

/// The most days that are shown, the latest ones: each is computed of all facilities.
const MOST_DAYS: usize = 8;

/// The facilities of Annex I by their status on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayFigures {
    pub day: Date,
    /// Whether it is the day that the workspace's statuses are of.
    pub is_now: bool,
    pub counts: StatusCounts,
}

/// The latest days that status lists speak for, the oldest first; none while the lists are not read.
pub(super) fn list_days(core: &Core) -> Vec<Date> {
    let lists = core.workspace.status_lists.values().filter(|_| core.has_contents);
    let days: BTreeSet<Date> = lists.map(|list| list.as_of).collect();
    let first = days.len().saturating_sub(MOST_DAYS);
    days.into_iter().skip(first).collect()
}

/// What the statuses were on each of these days.
pub(super) fn days(core: &Core, days: &[Date]) -> Vec<DayFigures> {
    let figures = |day: &Date| {
        let mut counts = StatusCounts::default();
        with_standings(core, *day, |standings| {
            standings.members().for_each(|(_, standing)| counts.add(standing.status, 1));
        });
        DayFigures { day: *day, is_now: core.standings.day == Some(*day), counts }
    };
    days.iter().map(figures).collect()
}

/// Where facilities stood on a day.
fn with_standings(core: &Core, day: Date, look: impl FnOnce(&Standings)) {
    if core.standings.day == Some(day) {
        return look(&core.standings);
    }
    look(&standings_on(&core.workspace, &core.contents, &core.register, Some(day)));
}

/// The facilities that a number of the days counts, day by day; none where it counts none.
pub(super) fn behind_day(core: &Core, days: &[DayFigures], entry: usize) -> Option<Jump> {
    let figures = days.get(entry / FIGURE_COLUMNS)?;
    let filter = match Status::ALL.get(entry % FIGURE_COLUMNS) {
        // Who belongs to Annex I is the same on every day.
        None => Filter::default(),
        Some(status) if figures.counts.get(*status) == 0 => return None,
        Some(status) if figures.is_now => Filter { statuses: [*status].into(), ..Filter::default() },
        Some(status) => {
            let mut picked = BTreeSet::<FacilityId>::new();
            with_standings(core, figures.day, |standings| {
                let those = standings.members().filter(|(_, standing)| standing.status == *status);
                picked.extend(those.map(|(id, _)| id.clone()));
            });
            Filter { picked, ..Filter::default() }
        }
    };
    (figures.counts.total() > 0).then(|| Jump::Facilities(Box::new(filter)))
}
