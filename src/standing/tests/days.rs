//! The day that statuses are of, and what lists said before it.

use jiff::civil::{Date, date};

use super::season::{BEFORE, DAY, LATER, Season, list, row};
use crate::domain::ListKind::{Active, Conformant};
use crate::domain::{FacilityId, ListKind, Metal, Status, StatusDay, StatusList};
use crate::standing::{day, history};

fn season() -> Season {
    let mut season = Season::new();
    season.aurora();
    let entry = |kind| vec![row(kind, Metal::Gold, "CID900001")];
    season.lists(StatusList { as_of: LATER, ..list("third", Conformant) }, Vec::new());
    season.lists(StatusList { as_of: BEFORE, ..list("first", Active) }, entry(Active));
    season.lists(list("second", Conformant), entry(Conformant));
    season
}

#[test]
fn the_day_is_the_newest_lists_or_what_is_set() {
    let mut season = season();
    assert_eq!(day(&season.ws), Some(LATER));
    for (setting, expected) in [
        (StatusDay::PeriodEnd, date(2025, 12, 31)),
        (StatusDay::Filing, date(2026, 6, 1)),
        (StatusDay::On(DAY), DAY),
    ] {
        season.ws.settings.status_day = setting;
        assert_eq!(day(&season.ws), Some(expected));
        assert_eq!(season.standings().day, Some(expected));
    }
    assert_eq!(season.status("aurora"), Status::Conformant, "as of the day that is set");
    assert_eq!(day(&Season::new().ws), None);
}

#[test]
fn the_history_has_what_every_list_of_the_metal_said_from_the_oldest_on() {
    let mut season = season();
    season.lists(StatusList { metals: [Metal::Tin].into(), ..list("tin", Conformant) }, Vec::new());
    let view = season.ws.view(&FacilityId::new("aurora")).unwrap();
    let said: Vec<(String, Date, Option<ListKind>)> = history(&season.ws, &season.contents, &view)
        .into_iter()
        .map(|day| (day.title, day.as_of, day.said.map(|said| said.kind)))
        .collect();
    let expected = [
        ("first".to_owned(), BEFORE, Some(Active)),
        ("second".to_owned(), DAY, Some(Conformant)),
        ("third".to_owned(), LATER, None),
    ];
    assert_eq!(said, expected);
}
