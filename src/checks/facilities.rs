//! Rules about single facilities and pairs of them.

use std::collections::BTreeMap;

use super::{Finding, Rule};
use crate::domain::{ClaimField, Disposition, FacilityId, Origin, Place, SourceRole, Standings, Workspace};
use crate::text::fold;

pub(super) fn country_not_known(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for facility in ws.live() {
        let Some(view) = ws.view(&facility.id) else { continue };
        if view.country().is_some() || view.country_written().is_empty() {
            continue;
        }
        let message =
            format!("{}: \"{}\" is no country that the table knows", view.name(), view.country_written());
        findings.push(
            rule.finding(Place::File, message, "set the country with e").about_facilities([&facility.id]),
        );
    }
    findings
}

pub(super) fn no_support_left(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let bare = ws.live().filter(|facility| ws.view(&facility.id).is_some_and(|view| view.claims.is_empty()));
    let finding = |facility: &crate::domain::Facility| {
        let message = format!("a {} facility with decisions is named by no source any more", facility.metal);
        let remedy = "set its name by hand, or undo the withdrawal";
        rule.finding(Place::File, message, remedy).about_facilities([&facility.id])
    };
    bare.map(finding).collect()
}

pub(super) fn status_differs_from_source(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for facility in ws.live() {
        let Some(view) = ws.view(&facility.id) else { continue };
        let Some((status, _)) = view.own_status() else { continue };
        let stated = view.claims_on(ClaimField::Status).into_iter().filter_map(|claim| match &claim.origin {
            Origin::Stated { source, place } if ws.role_of(source) == Some(SourceRole::Annex) => {
                Some((claim.value.as_status()?, source, place))
            }
            Origin::Stated { .. } | Origin::Derived { .. } | Origin::Set { .. } => None,
        });
        // Between sources the newest counts; only a person's word against the newest is worth a finding.
        let Some((by_source, source, place)) = stated.into_iter().next().filter(|(s, ..)| *s != status)
        else {
            continue;
        };
        let message = format!("{} is set to {status}, its source states {by_source}", view.name());
        let remedy = "see that the reason on record holds; the report says what was set";
        findings.push(
            rule.finding(place.clone(), message, remedy)
                .about_source(source)
                .about_facilities([&facility.id]),
        );
    }
    findings
}

/// Whether a disposition says that the facility does not belong in the annex.
fn takes_out(disposition: Disposition) -> bool {
    match disposition {
        Disposition::NotASmelter
        | Disposition::CeasedOperations
        | Disposition::DuplicateOf
        | Disposition::RemovedBySupplier => true,
        Disposition::Pending
        | Disposition::ResolvedToCid
        | Disposition::KeepAndMitigate
        | Disposition::RemovalRequested
        | Disposition::AcceptedWithRationale => false,
    }
}

pub(super) fn judged_but_listed(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    let mut findings = Vec::new();
    for facility in ws.live().filter(|facility| standings.is_member(&facility.id)) {
        let (Some(view), Some(record)) = (ws.view(&facility.id), ws.disposition(&facility.id)) else {
            continue;
        };
        if takes_out(record.disposition) {
            let judged = record.disposition.title();
            let message = format!("{} was judged \"{judged}\" and still stands in Annex I", view.name());
            let remedy = "counsel decides whether it is listed; merge a duplicate with M";
            findings.push(rule.finding(Place::File, message, remedy).about_facilities([&facility.id]));
        }
    }
    findings
}

pub(super) fn same_facility_twice(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    let mut by_key: BTreeMap<String, Vec<FacilityId>> = BTreeMap::new();
    for facility in ws.live().filter(|facility| standings.is_member(&facility.id)) {
        let Some(view) = ws.view(&facility.id) else { continue };
        let metal = facility.metal.name();
        let country = view.country().map_or_else(|| fold(view.country_written()), |c| c.code().to_owned());
        let name = fold(view.name());
        if !name.is_empty() {
            by_key.entry(format!("{metal} {name} {country}")).or_default().push(facility.id.clone());
        }
        if let Some(cid) = view.cid() {
            by_key.entry(format!("{metal} {cid}")).or_default().push(facility.id.clone());
        }
    }
    by_key.retain(|_, ids| ids.len() > 1);
    let mut groups: Vec<Vec<FacilityId>> = by_key.into_values().collect();
    groups.sort();
    groups.dedup();
    groups.iter().map(|ids| twice(rule, ws, ids)).collect()
}

fn twice(rule: &Rule, ws: &Workspace, ids: &[FacilityId]) -> Finding {
    let name = ids.first().and_then(|id| ws.view(id)).map_or(String::new(), |view| view.name().to_owned());
    let message = format!("{name} is listed {} times for one metal", ids.len());
    rule.finding(Place::File, message, "merge them with M, if they are one plant").about_facilities(ids)
}
