//! Which status counts, and what it rests on.

use jiff::civil::date;

use super::season::{BEFORE, DAY, LATER, Season, list, programme, row};
use crate::domain::ListKind::{Active, Conformant, Other};
use crate::domain::{FacilityId, Metal, Status, StatusBasis, StatusEntry, StatusList};

fn aurora() -> Season {
    let mut season = Season::new();
    season.aurora();
    season
}

fn entry(kind: crate::domain::ListKind) -> Vec<StatusEntry> {
    vec![row(kind, Metal::Gold, "CID900001")]
}

#[test]
fn without_lists_nothing_is_known_and_no_day_is_asked_for() {
    let season = aurora();
    assert_eq!(season.standings().day, None);
    let standing = season.of("aurora");
    assert_eq!((standing.status, standing.basis), (Status::Unresolved, StatusBasis::Nothing));
}

#[test]
fn each_kind_of_list_gives_its_status_with_the_words_of_the_list() {
    for (kind, status) in
        [(Conformant, Status::Conformant), (Active, Status::Active), (Other, Status::Indeterminable)]
    {
        let mut season = aurora();
        let mut said = entry(kind);
        said[0].word = "as they say".to_owned();
        season.lists(list("said", kind), said);
        let standing = season.of("aurora");
        assert_eq!(standing.status, status);
        let listing = standing.rests_on().unwrap();
        assert_eq!(
            (listing.title.as_str(), listing.word.as_str(), listing.as_of),
            ("said", "as they say", DAY)
        );
        assert!(!listing.is_cross);
    }
}

#[test]
fn a_row_of_another_metal_is_another_facility() {
    let mut season = aurora();
    season.lists(list("tin", Conformant), vec![row(Conformant, Metal::Tin, "CID900001")]);
    assert_eq!(season.status("aurora"), Status::Unresolved);
}

#[test]
fn a_row_without_metal_and_kind_has_those_of_its_list_where_it_has_just_one() {
    let bare = StatusEntry { metal: None, kind: None, ..row(Conformant, Metal::Gold, "CID900001") };
    let gold = StatusList { metals: [Metal::Gold].into(), ..list("gold", Conformant) };
    let mut season = aurora();
    season.lists(list("all metals", Conformant), vec![bare.clone()]);
    assert_eq!(season.status("aurora"), Status::Unresolved, "nothing says of which metal it is");
    season.lists(gold, vec![bare]);
    assert_eq!(season.status("aurora"), Status::Conformant);
}

#[test]
fn of_a_programme_kind_and_metal_the_newest_list_speaks() {
    for (old, new) in [("a", "b"), ("b", "a")] {
        let mut season = aurora();
        season.plant("borealis", Metal::Tin, "CID900002", ("Borealis Tin", "BOLIVIA"));
        let both = [entry(Conformant), vec![row(Conformant, Metal::Tin, "CID900002")]].concat();
        season.lists(StatusList { as_of: BEFORE, ..list(old, Conformant) }, both);
        season.lists(StatusList { metals: [Metal::Gold].into(), ..list(new, Conformant) }, Vec::new());
        assert_eq!(season.status("aurora"), Status::Unresolved, "the newer list of gold has it no more");
        assert_eq!(season.status("borealis"), Status::Conformant, "the newer list is not for tin");
    }
}

#[test]
fn a_newer_list_of_another_kind_or_programme_silences_none() {
    let mut season = aurora();
    season.lists(list("conformant", Conformant), entry(Conformant));
    season.lists(StatusList { as_of: LATER, ..list("active", Active) }, Vec::new());
    let lbma = StatusList { programme: programme("LBMA"), as_of: LATER, ..list("lbma", Conformant) };
    season.lists(lbma, Vec::new());
    assert_eq!(season.status("aurora"), Status::Conformant);
}

#[test]
fn a_list_speaks_from_its_day_on() {
    let mut season = aurora();
    season.lists(StatusList { as_of: BEFORE, ..list("first", Active) }, entry(Active));
    season.lists(list("second", Conformant), entry(Conformant));
    let on = |day| season.status_on(day, "aurora");
    assert_eq!(on(date(2025, 3, 30)), Status::Unresolved);
    assert_eq!((on(BEFORE), on(date(2025, 6, 29))), (Status::Active, Status::Active));
    assert_eq!((on(DAY), on(LATER)), (Status::Conformant, Status::Conformant));
}

#[test]
fn a_persons_claim_counts_before_lists_and_lists_before_the_annex() {
    let mut season = aurora();
    season.annex("aurora", Status::Indeterminable);
    let standing = season.of("aurora");
    assert!(matches!(standing.basis, StatusBasis::Annex(_)) && standing.status == Status::Indeterminable);
    season.lists(list("active", Active), entry(Active));
    let standing = season.of("aurora");
    assert!(matches!(standing.basis, StatusBasis::Listed(_)) && standing.status == Status::Active);
    season.sets("aurora", Status::Conformant);
    let standing = season.of("aurora");
    assert!(matches!(standing.basis, StatusBasis::Own(_)) && standing.status == Status::Conformant);
    assert_eq!(standing.listing.unwrap().title, "active", "what the lists say is still shown");
}

#[test]
fn of_two_kinds_the_newer_says_and_a_recognised_programme_before_any_other() {
    let mut season = aurora();
    season.lists(StatusList { as_of: BEFORE, ..list("conformant", Conformant) }, entry(Conformant));
    season.lists(list("active", Active), entry(Active));
    assert_eq!(season.status("aurora"), Status::Active);
    let dmcc = StatusList { programme: programme("DMCC"), as_of: LATER, ..list("dmcc", Conformant) };
    season.lists(dmcc, entry(Conformant));
    assert_eq!(season.status("aurora"), Status::Active);
    assert_eq!(season.of("aurora").listing.unwrap().title, "active");
}

#[test]
fn a_cross_recognised_programme_gives_the_status_and_is_kept_apart() {
    let mut season = aurora();
    let lbma = StatusList { programme: programme("LBMA"), ..list("lbma", Conformant) };
    season.lists(lbma, entry(Conformant));
    let standing = season.of("aurora");
    assert_eq!(standing.status, Status::Conformant);
    assert!(standing.rests_on().unwrap().is_cross);
    let mut season = aurora();
    let by_rjc = StatusEntry { programme: Some(programme("RJC")), ..entry(Conformant).remove(0) };
    season.lists(list("rmap", Conformant), vec![by_rjc]);
    let standing = season.of("aurora");
    let listing = standing.rests_on().unwrap();
    assert_eq!((listing.programme.name(), listing.is_cross), ("RJC", true));
}

#[test]
fn an_unrecognised_programme_is_kept_and_gives_a_status_only_where_it_is_said_so() {
    let mut season = aurora();
    let dmcc = StatusList { programme: programme("DMCC"), ..list("dmcc", Conformant) };
    season.lists(dmcc, entry(Conformant));
    let standing = season.of("aurora");
    assert_eq!((standing.status, &standing.basis), (Status::Unresolved, &StatusBasis::Nothing));
    assert_eq!(standing.listing.unwrap().programme.name(), "DMCC");
    season.ws.settings.recognised.insert(programme("DMCC"));
    assert_eq!(season.status("aurora"), Status::Conformant);
}

#[test]
fn lists_whose_contents_are_not_loaded_say_nothing() {
    let mut season = aurora();
    season.lists(list("conformant", Conformant), entry(Conformant));
    season.contents.statuses.clear();
    assert_eq!(season.status("aurora"), Status::Unresolved);
}

#[test]
fn an_audit_has_lapsed_strictly_after_its_day_and_the_status_stays() {
    let audited = StatusEntry {
        last_audit: Some(date(2024, 6, 30)),
        cycle: Some(1),
        ..row(Conformant, Metal::Gold, "CID900001")
    };
    let lapsed = |entry: StatusEntry, day| {
        let mut season = aurora();
        let kind = entry.kind.unwrap();
        season.lists(StatusList { as_of: BEFORE, ..list("list", kind) }, vec![entry]);
        let standing = season.on(day).of(&FacilityId::new("aurora")).clone();
        assert_eq!(standing.status, kind.status());
        standing.is_lapsed
    };
    assert!(!lapsed(audited.clone(), DAY), "on the day itself it holds");
    assert!(lapsed(audited.clone(), date(2025, 7, 1)));
    assert!(!lapsed(StatusEntry { reaudit: true, ..audited.clone() }, LATER));
    assert!(!lapsed(StatusEntry { kind: Some(Active), ..audited.clone() }, LATER), "only of conformant ones");
    assert!(!lapsed(StatusEntry { next_audit: Some(LATER), ..audited }, LATER));
}

#[test]
fn what_a_merged_facility_is_listed_as_counts_for_the_one_that_stays() {
    let mut season = aurora();
    season.plant("twin", Metal::Gold, "CID900009", ("Aurora Refinery", "SWITZERLAND"));
    season.lists(list("conformant", Conformant), vec![row(Conformant, Metal::Gold, "CID900009")]);
    let (absorb, keep) = (FacilityId::new("twin"), FacilityId::new("aurora"));
    season.ws.merges.insert(absorb.clone(), keep);
    let standings = season.standings();
    assert_eq!(standings.status(&FacilityId::new("aurora")), Status::Conformant);
    assert!(standings.iter().all(|(id, _)| *id != absorb), "it does not stand for itself");
}

#[test]
fn the_word_beside_an_annexes_status_goes_with_it() {
    use crate::domain::Value;
    let mut season = Season::new();
    season.aurora();
    season.annex("aurora", Status::Indeterminable);
    season.claim("aurora", super::season::stated_by("annex", Value::StatusWord("Not enrolled".to_owned())));
    assert_eq!(season.of("aurora").word, "Not enrolled");
    season.pair(Vec::new());
    assert_eq!(season.of("aurora").word, "", "it rests on the lists");
}
