//! When suppliers answered and when answers are due, week by week.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::query::suppliers::{SupplierFilter, SupplierRow};

/// How many numbers a week has: who answered, and whose answer is due.
pub const WEEK_COLUMNS: usize = 2;

/// How many weeks before and after this one are counted: a mistyped year is no reason for a list of decades.
const FARTHEST: i64 = 26;

/// A week, from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekFigures {
    pub monday: Date,
    /// Whether today is in it.
    pub is_now: bool,
    /// Suppliers of whom something came, in the week in which they sent the last.
    pub answered: usize,
    /// Suppliers whose answer is awaited by a day of it.
    pub due: usize,
    /// Whether such a day has passed.
    pub is_overdue: bool,
}

/// The weeks from the first to the last with an answer or a day, those without any between them included.
pub(super) fn weeks(core: &Core) -> Vec<WeekFigures> {
    weeks_of(core.suppliers.iter().map(|row| (row.received, row.due, row.is_overdue)), core.today())
}

/// Of the days on which suppliers answered and by which they are to, and whether the latter have passed.
fn weeks_of(days: impl Iterator<Item = (Option<Date>, Option<Date>, bool)>, today: Date) -> Vec<WeekFigures> {
    let now = monday(today);
    let week = |monday| WeekFigures { monday, is_now: monday == now, answered: 0, due: 0, is_overdue: false };
    let (first, last) = (later(now, -FARTHEST), later(now, FARTHEST));
    let mut weeks = BTreeMap::<Date, WeekFigures>::new();
    let near = |day: Option<Date>| day.map(monday).filter(|monday| (first..=last).contains(monday));
    for (received, due, is_overdue) in days {
        if let Some(monday) = near(received) {
            weeks.entry(monday).or_insert_with(|| week(monday)).answered += 1;
        }
        if let Some(monday) = near(due) {
            let figures = weeks.entry(monday).or_insert_with(|| week(monday));
            figures.due += 1;
            figures.is_overdue |= is_overdue;
        }
    }
    let ends = weeks.keys().next().copied().zip(weeks.keys().next_back().copied());
    let Some((first, last)) = ends else { return Vec::new() };
    let all = std::iter::successors(Some(first), |monday| Some(later(*monday, 1)));
    let all = all.take_while(|monday| *monday <= last);
    all.map(|monday| weeks.get(&monday).copied().unwrap_or_else(|| week(monday))).collect()
}

/// The suppliers that a number of the weeks counts, week by week; none where it counts none.
pub(super) fn behind_week(core: &Core, weeks: &[WeekFigures], entry: usize) -> Option<Jump> {
    let week = weeks.get(entry / WEEK_COLUMNS)?;
    let is_due = entry % WEEK_COLUMNS == 1;
    let counts = |row: &SupplierRow| {
        let day = if is_due { row.due } else { row.received };
        day.is_some_and(|day| monday(day) == week.monday)
    };
    let found = core.suppliers.iter().filter(|row| counts(row)).map(|row| row.id.clone());
    let filter = SupplierFilter { picked: found.collect::<BTreeSet<_>>(), ..SupplierFilter::default() };
    (!filter.picked.is_empty()).then(|| Jump::Suppliers(Box::new(filter)))
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// So many weeks later.
fn later(monday: Date, weeks: i64) -> Date {
    monday.saturating_add(weeks.weeks())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_begin_on_mondays() {
        for (day, begin) in [(16, 16), (18, 16), (22, 16), (23, 23)] {
            assert_eq!(monday(date(2026, 11, day)), date(2026, 11, begin));
        }
    }

    #[test]
    fn weeks_without_any_stand_between_those_with_some() {
        let at = |month, day| Some(date(2026, month, day));
        let days = [(at(11, 3), None, false), (at(11, 2), at(11, 20), true), (None, at(11, 30), false)];
        let weeks = weeks_of(days.into_iter(), date(2026, 11, 25));
        let told = weeks.iter().map(|week| (week.monday.day(), week.answered, week.due, week.is_overdue));
        let expected =
            [(2, 2, 0, false), (9, 0, 0, false), (16, 0, 1, true), (23, 0, 0, false), (30, 0, 1, false)];
        assert_eq!(told.collect::<Vec<_>>(), expected);
        assert_eq!(weeks.iter().position(|week| week.is_now), Some(3));
    }

    #[test]
    fn days_of_other_years_make_no_long_list() {
        let days = [(Some(date(1926, 11, 3)), Some(date(2206, 11, 3)), false)];
        assert_eq!(weeks_of(days.into_iter(), date(2026, 11, 25)), []);
        assert_eq!(weeks_of([(None, None, false)].into_iter(), date(2026, 11, 25)), []);
    }
}
