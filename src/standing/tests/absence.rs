//! Where standing on no list is being on no list.

use super::season::{BEFORE, DAY, LATER, Season, complete, list, named, programme, row};
use crate::domain::ListKind::{Active, Conformant};
use crate::domain::{
    FacilityId, Metal, NoFacility, Resolved, SourceId, Status, StatusBasis, StatusDoubt, StatusEntry,
    StatusList,
};

/// Aurora, of gold, which the lists do not have.
fn aurora() -> Season {
    let mut season = Season::new();
    season.aurora();
    season
}

#[test]
fn neither_on_the_complete_conformant_nor_on_the_complete_active_list_is_indeterminable() {
    let mut season = aurora();
    season.lists(StatusList { as_of: BEFORE, ..complete("conformant", Conformant) }, Vec::new());
    assert_eq!(season.status("aurora"), Status::Unresolved, "the active one is missing");
    season.lists(complete("active", Active), Vec::new());
    let standing = season.of("aurora");
    assert_eq!(standing.status, Status::Indeterminable);
    let absent = StatusBasis::Absent {
        conformant: SourceId::new("conformant"),
        active: SourceId::new("active"),
        as_of: BEFORE,
    };
    assert_eq!(standing.basis, absent, "both are known as of the older");
    assert_eq!(season.status_on(BEFORE, "aurora"), Status::Unresolved, "not before both speak");
}

#[test]
fn one_list_of_both_kinds_tells_by_itself() {
    let mut season = aurora();
    let both = StatusList { kinds: [Conformant, Active].into(), ..complete("both", Conformant) };
    season.lists(both, vec![row(Conformant, Metal::Gold, "CID900002")]);
    assert_eq!(season.status("aurora"), Status::Indeterminable);
}

#[test]
fn lists_that_are_not_complete_tell_nothing_by_absence() {
    for (conformant, active) in [(false, true), (true, false), (false, false)] {
        let mut season = aurora();
        let whole = |complete, list| StatusList { complete, ..list };
        season.lists(whole(conformant, list("conformant", Conformant)), Vec::new());
        season.lists(whole(active, list("active", Active)), Vec::new());
        assert_eq!(season.status("aurora"), Status::Unresolved, "{conformant} {active}");
    }
}

#[test]
fn the_newest_list_must_be_complete_and_of_one_day_all_of_them() {
    let mut season = aurora();
    season.pair(Vec::new());
    season.lists(list("conformant, in part", Conformant), Vec::new());
    assert_eq!(season.status("aurora"), Status::Unresolved, "of one day, one is not complete");
    let mut season = aurora();
    season.pair(Vec::new());
    season.lists(StatusList { as_of: LATER, ..list("newer, in part", Active) }, Vec::new());
    assert_eq!(season.status_on(DAY, "aurora"), Status::Indeterminable);
    assert_eq!(season.status("aurora"), Status::Unresolved, "the newest is not complete");
}

#[test]
fn lists_of_other_metals_tell_nothing_by_absence() {
    let mut season = aurora();
    season.plant("borealis", Metal::Tin, "CID900002", ("Borealis Tin", "BOLIVIA"));
    season.lists(complete("conformant", Conformant), Vec::new());
    season.lists(StatusList { metals: [Metal::Tin].into(), ..complete("active", Active) }, Vec::new());
    assert_eq!(season.status("aurora"), Status::Unresolved);
    assert_eq!(season.status("borealis"), Status::Indeterminable, "which metals is said, not counted");
}

#[test]
fn lists_of_other_programmes_tell_nothing_by_absence() {
    for name in ["LBMA", "RJC", "DMCC"] {
        let mut season = aurora();
        let of = |list| StatusList { programme: programme(name), ..list };
        season.ws.settings.recognised.insert(programme(name));
        season.lists(of(complete("conformant", Conformant)), Vec::new());
        season.lists(of(complete("active", Active)), Vec::new());
        assert_eq!(season.status("aurora"), Status::Unresolved, "{name}");
    }
}

#[test]
fn one_kind_of_rmap_and_the_other_of_lbma_do_not_make_a_pair() {
    let mut season = aurora();
    season.lists(complete("conformant", Conformant), Vec::new());
    season.lists(StatusList { programme: programme("LBMA"), ..complete("active", Active) }, Vec::new());
    assert_eq!(season.status("aurora"), Status::Unresolved);
}

#[test]
fn what_gives_no_status_does_not_stand_in_the_way_of_absence() {
    let mut season = aurora();
    season.pair(Vec::new());
    let dmcc = StatusList { programme: programme("DMCC"), ..list("dmcc", Conformant) };
    season.lists(dmcc, vec![row(Conformant, Metal::Gold, "CID900001")]);
    let standing = season.of("aurora");
    assert_eq!(standing.status, Status::Indeterminable);
    assert_eq!(standing.listing.unwrap().title, "dmcc");
}

/// A workspace with a facility that has no CID, and complete lists with one row that has.
fn without_cid(row_name: &str) -> Season {
    let mut season = Season::new();
    season.plant("vale", Metal::Gold, "", ("Amber Vale Refining", "ITALY"));
    let listed = StatusEntry {
        name: row_name.to_owned(),
        country: "ITALY".to_owned(),
        ..row(Conformant, Metal::Gold, "CID900003")
    };
    season.pair(vec![listed]);
    season
}

#[test]
fn a_facility_without_a_cid_is_absent_where_the_matcher_takes_no_row_for_it() {
    let season = without_cid("Zeppelin Chemicals");
    let standing = season.of("vale");
    assert_eq!((standing.status, standing.doubts), (Status::Indeterminable, Vec::new()));
}

#[test]
fn a_facility_without_a_cid_is_unresolved_where_the_matcher_takes_a_row_for_it() {
    let season = without_cid("Amber Vale Refining S.p.A.");
    let standing = season.of("vale");
    assert_eq!((standing.status, standing.basis), (Status::Unresolved, StatusBasis::Nothing));
    assert_eq!(standing.doubts, [StatusDoubt::MayBeListed]);
}

#[test]
fn rows_of_lists_that_do_not_tell_by_absence_are_not_asked() {
    let mut season = without_cid("Zeppelin Chemicals");
    let lbma = StatusList { programme: programme("LBMA"), ..list("lbma", Conformant) };
    let like_it = StatusEntry {
        cid: Some(crate::resolve::fixture::cid("CID900004")),
        ..named(Conformant, Metal::Gold, "Amber Vale Refining", "ITALY")
    };
    season.lists(lbma, vec![like_it]);
    assert_eq!(season.status("vale"), Status::Indeterminable);
}

#[test]
fn a_name_that_was_decided_to_be_the_facility_itself_is_no_rows() {
    let name = ("Amber Vale Refining", "ITALY");
    let mut season = without_cid("Amber Vale Refining");
    assert_eq!(season.status("vale"), Status::Unresolved);
    let mut other = without_cid("Amber Vale Refining");
    other.decide(Metal::Gold, name, Resolved::Nothing(NoFacility::Trader));
    assert_eq!(other.status("vale"), Status::Unresolved, "only what it is itself decides it");
    season.decide(Metal::Gold, name, Resolved::Facility(FacilityId::new("vale")));
    assert_eq!(season.of("vale").doubts, []);
    assert_eq!(season.status("vale"), Status::Indeterminable);
}

#[test]
fn who_stands_on_the_programmes_own_list_is_not_absent_whatever_the_row_says() {
    let mut season = aurora();
    let unknown = StatusEntry {
        programme: Some(programme("Some Scheme")),
        ..row(Conformant, Metal::Gold, "CID900001")
    };
    season.pair(vec![unknown]);
    let standing = season.of("aurora");
    assert_eq!((standing.status, standing.basis), (Status::Unresolved, StatusBasis::Nothing));
    assert_eq!(standing.listing.unwrap().programme, programme("Some Scheme"));
    season.ws.settings.recognised.insert(programme("Some Scheme"));
    assert_eq!(season.status("aurora"), Status::Conformant);
}
