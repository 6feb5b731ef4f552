//! Rows of status lists whose CID and name are not one facility's.

use super::season::{Season, complete, list, row};
use crate::domain::ListKind::{Active, Conformant};
use crate::domain::{FacilityId, Metal, Resolved, Status, StatusDoubt, StatusEntry};
use crate::resolve::fixture::{know, list as look_up};

/// A row with a CID, a name and a country.
fn full(metal: Metal, id: &str, name: &str, country: &str) -> StatusEntry {
    StatusEntry { name: name.to_owned(), country: country.to_owned(), ..row(Conformant, metal, id) }
}

/// Two mints of this year, and complete lists with one conformant row.
fn season(row: StatusEntry) -> Season {
    let mut season = Season::new();
    season.plant("pacific", Metal::Gold, "CID900012", ("Pacific Crest Mint", "AUSTRALIA"));
    season.plant("maple", Metal::Gold, "CID900018", ("Maple Fork Mint", "CANADA"));
    for id in ["pacific", "maple"] {
        season.annex(id, Status::Indeterminable);
        let claims = &mut season.ws.facilities.get_mut(&FacilityId::new(id)).unwrap().claims;
        claims.retain(|claim| claim.value.as_status().is_none());
        let marker = super::season::set(
            crate::domain::Value::Name(
                if id == "maple" { "Maple Fork Mint" } else { "Pacific Crest Mint" }.to_owned(),
            ),
            crate::domain::ADDED_BY_HAND,
        );
        season.claim(id, marker);
    }
    season.pair(vec![row]);
    season
}

fn of(season: &Season, id: &str) -> (Status, Vec<StatusDoubt>) {
    let standing = season.of(id);
    (standing.status, standing.doubts)
}

#[test]
fn a_cid_with_the_name_and_country_of_another_gives_no_status_and_waits() {
    let mut season = season(full(Metal::Gold, "CID900012", "Maple Fork Mint", "Canada"));
    for id in ["pacific", "maple"] {
        assert_eq!(of(&season, id), (Status::Unresolved, vec![StatusDoubt::ListedOtherwise]), "{id}");
    }
    let waiting = season.unsure();
    assert_eq!(waiting.iter().map(|row| row.written.as_str()).collect::<Vec<_>>(), ["Maple Fork Mint"]);
    season.decide(Metal::Gold, ("Maple Fork Mint", "Canada"), Resolved::Facility(FacilityId::new("maple")));
    assert_eq!(of(&season, "maple"), (Status::Conformant, Vec::new()));
    assert_eq!(of(&season, "pacific"), (Status::Indeterminable, Vec::new()), "no row is about it");
    assert_eq!(season.unsure(), []);
}

#[test]
fn a_cid_with_an_unknown_name_of_another_country_gives_no_status() {
    let season = season(full(Metal::Gold, "CID900012", "Zeppelin Smeltery", "Japan"));
    assert_eq!(of(&season, "pacific"), (Status::Unresolved, vec![StatusDoubt::ListedOtherwise]));
    assert_eq!(of(&season, "maple"), (Status::Indeterminable, Vec::new()));
    assert_eq!(season.unsure().len(), 1);
}

#[test]
fn a_renamed_facility_keeps_its_status_and_it_is_told() {
    let (conformant, told) = (Status::Conformant, vec![StatusDoubt::Renamed]);
    for (name, country, doubts) in [
        ("Southern Cross Gold", "Australia", told.clone()),
        ("Southern Cross Gold", "", told),
        ("PACIFIC CREST MINT", "Australia", Vec::new()),
        ("Pacific Crest Mint Pty Ltd", "Australia", Vec::new()),
        ("New Pacific Crest Refinery", "Canada", Vec::new()),
        ("", "", Vec::new()),
    ] {
        let season = season(full(Metal::Gold, "CID900012", name, country));
        assert_eq!(of(&season, "pacific"), (conformant, doubts), "{name}, {country}");
    }
}

#[test]
fn a_name_that_reference_lists_have_for_the_cid_is_no_other_name() {
    let mut season = season(full(Metal::Gold, "CID900012", "Zeppelin Smeltery", "Japan"));
    let body = look_up(&[(Metal::Gold, "CID900012", "Pacific Crest Mint", "AUSTRALIA", "Zeppelin Smeltery")]);
    know(&mut season.ws, &mut season.contents, ("6.5", 2025), body);
    assert_eq!(of(&season, "pacific"), (Status::Conformant, Vec::new()));
}

#[test]
fn a_cid_under_another_metal_does_not_make_the_facility_absent() {
    let season = season(full(Metal::Tin, "CID900012", "Pacific Crest Mint", "Australia"));
    assert_eq!(of(&season, "pacific"), (Status::Unresolved, vec![StatusDoubt::ListedOtherwise]));
}

#[test]
fn a_name_and_country_with_a_cid_that_nobody_knows_wait() {
    let season = season(full(Metal::Gold, "CID900099", "Maple Fork Mint", "CANADA"));
    assert_eq!(of(&season, "maple"), (Status::Unresolved, vec![StatusDoubt::ListedOtherwise]));
    assert_eq!(of(&season, "pacific"), (Status::Indeterminable, Vec::new()));
    assert_eq!(season.unsure().len(), 1);
    let mut twins = season;
    twins.lists(
        complete("more", Conformant),
        vec![full(Metal::Gold, "CID900018", "Maple Fork Mint", "CANADA")],
    );
    assert_eq!(of(&twins, "maple"), (Status::Conformant, Vec::new()), "a row has its own CID");
    assert_eq!(twins.unsure(), []);
}

#[test]
fn lists_that_are_not_complete_wait_too() {
    let mut season = season(full(Metal::Gold, "CID900001", "", ""));
    season.ws.status_lists.clear();
    season.lists(
        list("part", Active),
        vec![StatusEntry {
            kind: Some(Active),
            ..full(Metal::Gold, "CID900012", "Maple Fork Mint", "Canada")
        }],
    );
    assert_eq!(of(&season, "pacific"), (Status::Unresolved, vec![StatusDoubt::ListedOtherwise]));
    assert_eq!(season.unsure().len(), 1);
}
