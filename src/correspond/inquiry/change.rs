//! How the annex differs from last year's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::last_year::{Listed, Today, baseline, by_member, listed, today};
use super::{InquiryCase, figure};
use crate::domain::{FacilityId, Status};
use crate::report::{Change, Counted, InquiryFigure, InquiryKey};
use crate::text::fold;

/// What differs, and from the annex of which year.
#[derive(Default)]
pub(super) struct YearChange {
    pub year: Option<i16>,
    pub figures: Vec<InquiryFigure>,
}

/// Nothing without last year's annex, or without one of this year.
pub(super) fn change(case: &InquiryCase<'_>) -> YearChange {
    let files = baseline(case.ws);
    let rows = listed(case.ws, &files);
    if rows.is_empty() || case.standings.members().next().is_none() {
        return YearChange::default();
    }
    let year = files.first().and_then(|source| source.as_of).map(Date::year);
    let by_change = by_change(case, &rows, &today(case, &rows));
    let of = |change| {
        let those = by_change.get(&change).into_iter().flatten();
        figure(InquiryKey::Changed(change), those.map(|id| Counted::Facility((*id).clone())))
    };
    YearChange { year, figures: Change::ALL.map(of).into() }
}

fn by_change<'a>(
    case: &InquiryCase<'a>,
    rows: &[Listed<'a>],
    today: &[Today<'a>],
) -> BTreeMap<Change, BTreeSet<&'a FacilityId>> {
    let mut by_change: BTreeMap<Change, BTreeSet<&FacilityId>> = BTreeMap::new();
    let mut add = |change, id| by_change.entry(change).or_default().insert(id);
    let then = by_member(rows, today);
    let mut untold = BTreeSet::new();
    for (row, today) in rows.iter().zip(today) {
        match today {
            Today::Is(_) => {}
            Today::MayBe(ids) => untold.extend(ids.iter().copied()),
            Today::Gone => _ = add(Change::Dropped, row.facility),
        }
    }
    for (id, standing) in case.standings.members() {
        match then.get(id) {
            Some(rows) => {
                is_renamed(case, id, rows).then(|| add(Change::Renamed, id));
                has_other_status(standing.status, rows).then(|| add(Change::OtherStatus, id));
            }
            None if untold.contains(id) => _ = add(Change::Untold, id),
            None => _ = add(Change::Added, id),
        }
    }
    by_change
}

/// Whether last year's annex has a facility by other names alone. What differs in typography is the same name.
fn is_renamed(case: &InquiryCase<'_>, id: &FacilityId, rows: &[&Listed<'_>]) -> bool {
    let name = case.ws.view(id).map(|view| fold(view.name())).unwrap_or_default();
    let mut then = rows.iter().flat_map(|row| &row.names).map(|name| fold(name)).peekable();
    !name.is_empty() && then.peek().is_some() && then.all(|stated| stated != name)
}

/// Whether the status is another than last year's, where both are known.
fn has_other_status(now: Status, rows: &[&Listed<'_>]) -> bool {
    let mut then = rows.iter().flat_map(|row| &row.statuses).peekable();
    now != Status::Unresolved && then.peek().is_some() && then.all(|stated| *stated != now)
}
