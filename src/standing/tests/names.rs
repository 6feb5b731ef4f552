//! Rows of status lists without a CID.

use jiff::civil::date;

use super::season::{Season, list, named, programme};
use crate::domain::ListKind::Conformant;
use crate::domain::{FacilityId, Metal, NoFacility, Resolved, Status, StatusEntry, StatusList};
use crate::resolve::fixture::{know, list as look_up};

/// A workspace with two facilities of record, and a list of LBMA with one row.
fn season(name: &str, country: &str) -> Season {
    let mut season = Season::new();
    season.aurora();
    season.plant("beacon", Metal::Gold, "CID900002", ("Beacon Gold Ltd.", "CANADA"));
    for id in ["aurora", "beacon"] {
        season.annex(id, Status::Indeterminable);
    }
    let lbma =
        StatusList { programme: programme("LBMA"), metals: [Metal::Gold].into(), ..list("lbma", Conformant) };
    season.lists(lbma, vec![named(Conformant, Metal::Gold, name, country)]);
    season
}

fn statuses(season: &Season) -> [Status; 2] {
    ["aurora", "beacon"].map(|id| season.status(id))
}

const AURORA: [Status; 2] = [Status::Conformant, Status::Indeterminable];
const BEACON: [Status; 2] = [Status::Indeterminable, Status::Conformant];
const NEITHER: [Status; 2] = [Status::Indeterminable, Status::Indeterminable];

#[test]
fn a_row_names_a_facility_by_name_and_country_whatever_the_letters() {
    for (name, country) in [("Aurora Refining AG", "SWITZERLAND"), ("AURORA  REFINING AG", "Switzerland")] {
        let season = season(name, country);
        assert_eq!(statuses(&season), AURORA, "{name}");
        assert_eq!(season.unsure(), []);
    }
}

#[test]
fn a_row_names_a_facility_but_for_its_legal_form() {
    let season = season("Beacon Gold Limited", "CANADA");
    assert_eq!(statuses(&season), BEACON);
}

#[test]
fn a_row_names_a_facility_by_another_name_that_reference_lists_have() {
    let mut season = season("Northern Light Works", "SWITZERLAND");
    assert_eq!(statuses(&season), NEITHER);
    let body =
        look_up(&[(Metal::Gold, "CID900001", "Aurora Refining AG", "SWITZERLAND", "Northern Light Works")]);
    know(&mut season.ws, &mut season.contents, ("6.5", 2025), body);
    assert_eq!(statuses(&season), AURORA);
}

#[test]
fn a_row_of_another_country_or_without_one_names_nobody_for_sure() {
    for country in ["GERMANY", ""] {
        assert_eq!(statuses(&season("Aurora Refining AG", country)), NEITHER, "{country:?}");
    }
}

#[test]
fn a_name_that_two_facilities_have_names_neither() {
    let mut season = season("Aurora Refining AG", "SWITZERLAND");
    season.plant("double", Metal::Gold, "CID900007", ("Aurora Refining AG", "SWITZERLAND"));
    season.annex("double", Status::Indeterminable);
    assert_eq!((statuses(&season), season.status("double")), (NEITHER, Status::Indeterminable));
    assert_eq!(season.unsure().len(), 1);
}

#[test]
fn what_is_not_sure_waits_with_its_list_and_row_until_it_is_decided() {
    let (name, country) = ("Aurora Refineries", "SWITZERLAND");
    let mut season = season(name, country);
    assert_eq!(statuses(&season), NEITHER);
    let waiting = season.unsure();
    assert_eq!(waiting.len(), 1);
    let row = &waiting[0];
    assert_eq!(
        (row.title.as_str(), row.written.as_str(), row.country.as_str(), row.row),
        ("lbma", name, country, 2)
    );
    season.decide(Metal::Gold, (name, country), Resolved::Facility(FacilityId::new("aurora")));
    assert_eq!(statuses(&season), AURORA);
    assert_eq!(season.unsure(), []);
}

#[test]
fn a_decision_counts_before_the_name() {
    let (name, country) = ("Aurora Refining AG", "SWITZERLAND");
    let mut other = season(name, country);
    other.decide(Metal::Gold, (name, country), Resolved::Facility(FacilityId::new("beacon")));
    assert_eq!(statuses(&other), BEACON);
    let mut nobody = season(name, country);
    nobody.decide(Metal::Gold, (name, country), Resolved::Nothing(NoFacility::Trader));
    assert_eq!((statuses(&nobody), nobody.unsure()), (NEITHER, Vec::new()));
}

#[test]
fn rows_that_are_like_no_facility_of_annex_i_do_not_wait() {
    assert_eq!(season("Zeppelin Chemicals", "JAPAN").unsure(), []);
    let mut season = season("Dune Refineries", "BRAZIL");
    season.plant("dune", Metal::Gold, "CID900008", ("Dune Refining", "BRAZIL"));
    assert_eq!(season.unsure(), [], "the facility that it is like is not in Annex I");
    season.annex("dune", Status::Indeterminable);
    assert_eq!(season.unsure().len(), 1);
}

#[test]
fn a_facility_of_last_year_only_does_not_make_a_name_doubtful() {
    let mut season = season("Aurora Refining AG", "SWITZERLAND");
    season.plant("last year", Metal::Gold, "", ("Aurora Refining AG", "SWITZERLAND"));
    assert_eq!((statuses(&season), season.unsure()), (AURORA, Vec::new()));
    season.annex("last year", Status::Indeterminable);
    assert_eq!(statuses(&season), NEITHER, "both are of this year");
}

#[test]
fn of_two_audits_of_one_day_the_own_one_counts_and_then_the_later() {
    let mut season = season("Zeppelin Chemicals", "JAPAN");
    let audited = |row, name: Option<&str>, year| StatusEntry {
        row,
        programme: name.map(programme),
        last_audit: Some(date(year, 1, 31)),
        ..super::season::row(Conformant, Metal::Gold, "CID900001")
    };
    let rows = [audited(2, Some("LBMA"), 2025), audited(3, None, 2023), audited(4, None, 2024)];
    season.lists(list("conformant", Conformant), rows.into());
    let listing = season.of("aurora").listing.unwrap();
    assert_eq!((listing.row, listing.is_cross), (4, false));
}
