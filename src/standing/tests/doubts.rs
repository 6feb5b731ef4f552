//! What a person should look at: contradictions are told and overwrite nothing.

use super::season::{BEFORE, LATER, Season, list, programme, row};
use crate::domain::ListKind::{Active, Conformant};
use crate::domain::StatusDoubt::{ListsContradictAnnex, OnBoth, OnNoLoadedList, OwnContradictsLists};
use crate::domain::{ListKind, Metal, Status, StatusEntry, StatusList};

fn aurora() -> Season {
    let mut season = Season::new();
    season.aurora();
    season
}

fn entry(kind: ListKind) -> Vec<StatusEntry> {
    vec![row(kind, Metal::Gold, "CID900001")]
}

#[test]
fn on_both_lists_of_one_day_counts_as_conformant_and_is_told() {
    for titles in [["a", "b"], ["b", "a"]] {
        let mut season = aurora();
        season.lists(list(titles[0], Active), entry(Active));
        season.lists(list(titles[1], Conformant), entry(Conformant));
        let standing = season.of("aurora");
        assert_eq!((standing.status, standing.doubts), (Status::Conformant, vec![OnBoth]), "{titles:?}");
    }
}

#[test]
fn on_lists_of_different_days_and_of_what_gives_no_status_nothing_is_doubtful() {
    let mut season = aurora();
    season.lists(list("active", Active), entry(Active));
    season.lists(StatusList { as_of: LATER, ..list("conformant", Conformant) }, entry(Conformant));
    assert_eq!(season.of("aurora").doubts, []);
    let mut season = aurora();
    season.lists(list("active", Active), entry(Active));
    let dmcc = StatusList { programme: programme("DMCC"), ..list("dmcc", Conformant) };
    season.lists(dmcc, entry(Conformant));
    let standing = season.of("aurora");
    assert_eq!((standing.status, standing.doubts), (Status::Active, Vec::new()));
}

#[test]
fn lists_that_say_otherwise_than_the_annex_are_told_with_what_it_states() {
    let mut season = aurora();
    season.annex("aurora", Status::Conformant);
    season.lists(list("conformant", Conformant), entry(Conformant));
    assert_eq!(season.of("aurora").doubts, [], "both say the same");
    let mut season = aurora();
    season.annex("aurora", Status::Conformant);
    season.lists(list("active", Active), entry(Active));
    assert_eq!(season.of("aurora").doubts, [ListsContradictAnnex(Status::Conformant)]);
    let mut season = aurora();
    season.annex("aurora", Status::Conformant);
    season.pair(Vec::new());
    let standing = season.of("aurora");
    assert_eq!(standing.status, Status::Indeterminable);
    assert_eq!(standing.doubts, [ListsContradictAnnex(Status::Conformant)], "absence says otherwise too");
}

#[test]
fn what_a_person_set_against_the_lists_is_told_and_stays() {
    let mut season = aurora();
    season.sets("aurora", Status::Active);
    assert_eq!(season.of("aurora").doubts, []);
    season.lists(list("conformant", Conformant), entry(Conformant));
    let standing = season.of("aurora");
    assert_eq!(standing.status, Status::Active);
    assert_eq!(standing.doubts, [OwnContradictsLists(Status::Conformant)]);
    let mut season = aurora();
    season.sets("aurora", Status::Conformant);
    season.lists(list("conformant", Conformant), entry(Conformant));
    assert_eq!(season.of("aurora").doubts, []);
}

#[test]
fn a_stated_status_on_none_of_the_loaded_lists_stays_and_is_told() {
    let tin = || StatusList { metals: [Metal::Tin].into(), ..list("tin", Conformant) };
    for (stated, doubts) in [
        (Status::Conformant, vec![OnNoLoadedList]),
        (Status::Active, vec![OnNoLoadedList]),
        (Status::Indeterminable, Vec::new()),
    ] {
        let mut season = aurora();
        season.annex("aurora", stated);
        assert_eq!(season.of("aurora").doubts, [], "no list is loaded");
        season.lists(tin(), Vec::new());
        assert_eq!(season.of("aurora").doubts, [], "none of its metal is");
        season.lists(StatusList { as_of: BEFORE, ..list("conformant", Conformant) }, Vec::new());
        let standing = season.of("aurora");
        assert_eq!((standing.status, standing.doubts), (stated, doubts));
    }
}
