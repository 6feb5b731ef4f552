//! Against last year's annex.

use jiff::civil::date;

use super::{Made, facilities};
use crate::domain::{Metal, SourceRole, Status};
use crate::report::{Change, InquiryKey};
use crate::resolve::fixture::{know, known};

const GOLD: Metal = Metal::Gold;

/// An annex and one of last year, with a reference list of Aurora, Beacon and others.
fn two_years() -> Made {
    let mut made = Made::new();
    know(&mut made.ws, &mut made.contents, ("6.22", 2025), known());
    made.file("annex", SourceRole::Annex, date(2025, 12, 31));
    made.file("old", SourceRole::Baseline, date(2024, 12, 31));
    made
}

/// The facilities that differ, by how they do.
fn changes(made: &Made) -> Vec<(Change, String)> {
    let inquiry = made.inquiry();
    let all = Change::ALL.map(|change| (change, facilities(&inquiry, &InquiryKey::Changed(change))));
    all.into_iter().filter(|(_, ids)| !ids.is_empty()).collect()
}

fn is(change: Change, ids: &str) -> (Change, String) {
    (change, ids.to_owned())
}

#[test]
fn a_cid_is_the_same_facility_whatever_its_name() {
    let mut made = two_years();
    made.state(("annex", "f1"), GOLD, ["CID900001", "Aurora Refining AG", "SWITZERLAND"], None);
    made.state(("old", "f2"), GOLD, ["CID900001", "Zenith Gold", "SWITZERLAND"], None);
    assert_eq!(changes(&made), [is(Change::Renamed, "f1")]);
    assert_eq!(made.inquiry().compared_with, Some(2024));
}

#[test]
fn a_facility_that_both_state_is_the_same_and_typography_renames_nobody() {
    let mut made = two_years();
    made.state(("annex", "f1"), GOLD, ["", "Orvik Gold Co., Ltd.", "CANADA"], None);
    made.state(("old", "f1"), GOLD, ["", "ORVIK GOLD CO LTD", "CANADA"], None);
    assert_eq!(changes(&made), []);
}

#[test]
fn a_name_that_the_lists_know_is_its_cid_in_the_same_country() {
    let mut made = two_years();
    made.state(("annex", "f1"), GOLD, ["CID900001", "Aurora Refining AG", "SWITZERLAND"], None);
    made.state(("old", "f2"), GOLD, ["", "Dowa", "SWITZERLAND"], None);
    made.state(("old", "f3"), GOLD, ["", "Beacon", "CANADA"], None);
    assert_eq!(changes(&made), [is(Change::Dropped, "f3"), is(Change::Renamed, "f1")]);
}

#[test]
fn what_the_matcher_is_sure_of_is_the_same_and_what_it_would_ask_is_untold() {
    let mut made = two_years();
    made.state(("annex", "f1"), GOLD, ["", "Orvik Precious Metals Refinery", "CANADA"], None);
    made.state(("old", "f2"), GOLD, ["", "Orvik Precious Metal Refining", "CANADA"], None);
    assert_eq!(changes(&made), [is(Change::Renamed, "f1")]);
    let mut made = two_years();
    made.state(("annex", "f1"), GOLD, ["", "Orvik Precious Metals Refinery", "CANADA"], None);
    made.state(("old", "f2"), GOLD, ["", "Orvik", "CANADA"], None);
    assert_eq!(changes(&made), [is(Change::Untold, "f1")], "neither added nor dropped");
    // Once it is known who it was, nobody else is what the row may be.
    made.state(("old", "f1"), GOLD, ["", "Orvik Precious Metals Refinery", "CANADA"], None);
    assert_eq!(changes(&made), [is(Change::Dropped, "f2")]);
}

#[test]
fn another_name_or_metal_is_another_facility() {
    let mut made = two_years();
    made.state(("annex", "f1"), GOLD, ["", "Orvik Precious Metals", "CANADA"], None);
    made.state(("old", "f2"), Metal::Tin, ["", "Orvik Precious Metals", "CANADA"], None);
    made.state(("old", "f3"), GOLD, ["", "Quillon Bullion Works", "PERU"], None);
    assert_eq!(changes(&made), [is(Change::Added, "f1"), is(Change::Dropped, "f2 f3")]);
}

#[test]
fn statuses_differ_where_both_are_known() {
    use Status::{Active, Conformant, Unresolved};
    for (then, now, differs) in [
        (Some(Active), Some(Conformant), true),
        (Some(Active), Some(Active), false),
        (Some(Active), None, false),
        (Some(Unresolved), Some(Active), false),
        (None, Some(Active), false),
    ] {
        let mut made = two_years();
        made.state(("annex", "f1"), GOLD, ["CID900001", "Aurora", "SWITZERLAND"], now);
        made.state(("old", "f1"), GOLD, ["CID900001", "Aurora", "SWITZERLAND"], then);
        let expected = if differs { vec![is(Change::OtherStatus, "f1")] } else { Vec::new() };
        assert_eq!(changes(&made), expected, "{then:?} {now:?}");
    }
}

#[test]
fn the_newest_of_several_years_is_last_year() {
    let mut made = two_years();
    made.file("older", SourceRole::Baseline, date(2023, 12, 31));
    made.file("later", SourceRole::Baseline, date(2026, 12, 31));
    made.state(("annex", "f1"), GOLD, ["CID900001", "Aurora", "SWITZERLAND"], None);
    made.state(("older", "f1"), GOLD, ["CID900001", "Aurora", "SWITZERLAND"], None);
    made.state(("later", "f1"), GOLD, ["CID900001", "Aurora", "SWITZERLAND"], None);
    made.state(("old", "f2"), GOLD, ["CID900002", "Beacon", "CANADA"], None);
    assert_eq!(changes(&made), [is(Change::Added, "f1"), is(Change::Dropped, "f2")]);
    assert_eq!(made.inquiry().compared_with, Some(2024));
}

#[test]
fn without_last_years_annex_or_this_years_there_is_nothing_to_compare() {
    let mut made = two_years();
    made.state(("old", "f1"), GOLD, ["CID900001", "Aurora", "SWITZERLAND"], None);
    assert_eq!(
        (changes(&made), made.inquiry().compared_with),
        (Vec::new(), None),
        "no facility of this year"
    );
    let mut made = two_years();
    made.state(("annex", "f1"), GOLD, ["CID900001", "Aurora", "SWITZERLAND"], None);
    assert_eq!((changes(&made), made.inquiry().compared_with), (Vec::new(), None), "none of last year");
    assert_eq!(made.inquiry().value(&InquiryKey::Changed(Change::Added)), None);
}
