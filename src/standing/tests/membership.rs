//! Why a facility belongs to Annex I.

use super::season::{Season, list, row, set, stated_by};
use crate::domain::ListKind::Conformant;
use crate::domain::{
    ADDED_BY_HAND, Edit, FacilityId, Metal, SourceRole, Status, StatusBasis, Value, WhyHere,
};
use crate::resolve::fixture::{declare, form, know, known};

fn why(season: &Season) -> WhyHere {
    season.of("aurora").why_here
}

fn aurora() -> Season {
    let mut season = Season::new();
    season.aurora();
    season
}

#[test]
fn lists_alone_bring_nothing_into_annex_i() {
    let mut season = aurora();
    season.lists(list("conformant", Conformant), vec![row(Conformant, Metal::Gold, "CID900001")]);
    let standings = season.standings();
    assert_eq!(why(&season), WhyHere::default());
    assert_eq!((standings.members().count(), season.status("aurora")), (0, Status::Conformant));
}

#[test]
fn a_row_that_counts_brings_a_facility_into_annex_i_until_it_counts_no_more() {
    let mut season = aurora();
    let named = [["", "Gold", "Smelter not listed", "Aurora Refining AG", "SWITZERLAND", "CID900001"]];
    let (ws, contents) = (&mut season.ws, &mut season.contents);
    know(ws, contents, ("6.5", 2025), known());
    declare(ws, contents, ("first", "Alpha", 1), form("Alpha", "6.5", &named), None);
    assert_eq!(why(&season), WhyHere { rows: true, ..WhyHere::default() });
    let (ws, contents) = (&mut season.ws, &mut season.contents);
    declare(ws, contents, ("second", "Alpha", 2), form("Alpha", "6.5", &[]), None);
    assert!(!season.of("aurora").is_member(), "the supplier\u{2019}s newer declaration does not name it");
}

#[test]
fn an_annex_of_record_brings_a_facility_into_annex_i() {
    let mut season = aurora();
    season.annex("aurora", Status::Active);
    assert_eq!(why(&season), WhyHere { annex: true, ..WhyHere::default() });
}

#[test]
fn a_person_brings_a_facility_into_annex_i_by_adding_it_and_not_by_correcting_it() {
    let mut season = aurora();
    season.claim("aurora", set(Value::Name("Aurora".to_owned()), "as the owner writes"));
    season.sets("aurora", Status::Active);
    assert_eq!(why(&season), WhyHere::default());
    Edit::AddFacility(FacilityId::new("left"), Metal::Tin).apply(&mut season.ws).unwrap();
    season.sets("left", Status::Active);
    assert!(!season.of("left").is_member(), "what is left of a filing that was withdrawn");
    Edit::AddFacility(FacilityId::new("own"), Metal::Tin).apply(&mut season.ws).unwrap();
    season.claim("own", set(Value::Name("Own Tin".to_owned()), ADDED_BY_HAND));
    season.claim("own", set(Value::Name("Own Tin Works".to_owned()), "as the owner writes"));
    let added = season.of("own");
    assert_eq!((added.why_here.words().as_str(), added.is_member()), ("person", true));
}

#[test]
fn reasons_of_a_merged_facility_count_for_the_one_that_stays() {
    let mut season = aurora();
    season.plant("twin", Metal::Gold, "", ("Aurora Refinery", "SWITZERLAND"));
    season.annex("twin", Status::Active);
    season.ws.merges.insert(FacilityId::new("twin"), FacilityId::new("aurora"));
    assert!(why(&season).annex);
}

#[test]
fn what_a_baseline_states_gives_neither_a_status_nor_a_place_in_annex_i() {
    let mut season = aurora();
    season.source("last year", SourceRole::Baseline);
    for value in [Value::Name("Aurora".to_owned()), Value::Status(Status::Conformant, None)] {
        season.claim("aurora", stated_by("last year", value));
    }
    let standing = season.of("aurora");
    assert_eq!((standing.status, standing.basis), (Status::Unresolved, StatusBasis::Nothing));
    assert!(!standing.why_here.is_member() && standing.doubts.is_empty());
}

#[test]
fn a_filing_without_a_role_is_an_annex_of_its_own_year_and_a_baseline_of_any_other() {
    use crate::domain::{SourceId, SourceKind};
    for (year, is_member) in [(2025, true), (2024, false), (2026, false)] {
        let mut season = aurora();
        let mut filing = crate::resolve::fixture::source("filing", SourceKind::Filing);
        filing.as_of = jiff::civil::Date::new(year, 12, 31).ok();
        season.ws.sources.insert(SourceId::new("filing"), filing);
        season.claim("aurora", stated_by("filing", Value::Status(Status::Active, None)));
        let standing = season.of("aurora");
        assert_eq!(
            (standing.is_member(), standing.status == Status::Active),
            (is_member, is_member),
            "{year}"
        );
    }
}
