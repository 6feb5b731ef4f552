//! What becomes of indeterminable facilities, the actions, the areas of risk, and the lists that statuses rest on.

use std::collections::{BTreeMap, BTreeSet};

use super::{InquiryCase, figure};
use crate::domain::{
    Action, ActionState, Country, Disposition, FacilityId, ListKind, RiskKind, SourceId, Standing, Status,
    StatusBasis,
};
use crate::report::{Counted, InquiryFigure, InquiryKey, ReliedList};
use crate::standing::counting;

pub(super) fn figures(case: &InquiryCase<'_>) -> Vec<InquiryFigure> {
    let mut figures = disposed(case);
    figures.extend(actions(case));
    figures.extend(high_risk(case));
    figures
}

/// The indeterminable facilities by their dispositions. While no status is known, neither are they.
fn disposed(case: &InquiryCase<'_>) -> Vec<InquiryFigure> {
    let status = |(_, standing): &(&FacilityId, &Standing)| standing.status;
    if case.standings.members().all(|member| status(&member) == Status::Unresolved) {
        return Vec::new();
    }
    let mut by_disposition: BTreeMap<Option<Disposition>, Vec<Counted>> = [(None, Vec::new())].into();
    for (id, _) in case.standings.members().filter(|member| status(member) == Status::Indeterminable) {
        let disposition = case.ws.disposition(id).map(|record| record.disposition);
        by_disposition.entry(disposition).or_default().push(Counted::Facility(id.clone()));
    }
    let of = |(disposition, those)| figure(InquiryKey::Disposed(disposition), those);
    by_disposition.into_iter().map(of).collect()
}

/// The actions by their states, and those that escalate.
fn actions(case: &InquiryCase<'_>) -> Vec<InquiryFigure> {
    let actions = &case.ws.actions;
    if actions.is_empty() {
        return Vec::new();
    }
    let of = |key, holds: &dyn Fn(&Action) -> bool| {
        let those = actions.values().filter(|action| holds(action));
        figure(key, those.map(|action| Counted::Action(action.id.clone())))
    };
    let by_state = |state| of(InquiryKey::Actions(state), &|action| action.state == state);
    let mut figures: Vec<_> = ActionState::ALL.map(by_state).into();
    figures.retain(|figure| figure.value > 0);
    // One that was not sent, or is not needed any more, is no escalation.
    let escalated = |action: &Action| match action.state {
        ActionState::Escalated => true,
        ActionState::Draft | ActionState::Waived => false,
        ActionState::Sent
        | ActionState::Acknowledged
        | ActionState::Responded
        | ActionState::Verified
        | ActionState::Closed => action.escalates(),
    };
    figures.push(of(InquiryKey::Escalations, &escalated));
    figures
}

/// The facilities in countries with areas of risk; none without a list of them, and while one that counts is not loaded.
fn high_risk(case: &InquiryCase<'_>) -> Option<InquiryFigure> {
    let lists: Vec<_> = counting(case.ws).into_iter().filter(|list| list.kind == RiskKind::Areas).collect();
    let bodies: Vec<_> =
        lists.iter().map(|list| case.contents.risk(&list.body)).collect::<Option<Vec<_>>>()?;
    if bodies.is_empty() {
        return None;
    }
    let entries = bodies.iter().flat_map(|body| &body.entries);
    let countries: BTreeSet<Country> = entries.flat_map(|entry| entry.countries.iter().copied()).collect();
    let is_there = |id: &&FacilityId| {
        let country = case.ws.view(id).and_then(|view| view.country());
        country.is_some_and(|country| countries.contains(&country))
    };
    let those = case.standings.members().map(|(id, _)| id).filter(is_there);
    Some(figure(InquiryKey::Cahra, those.map(|id| Counted::Facility(id.clone()))))
}

/// The lists on which statuses of the annex rest: those that have a facility, and those from which it is absent.
pub(super) fn lists(case: &InquiryCase<'_>) -> Vec<ReliedList> {
    let named = |source: &SourceId, kind| {
        let list = case.ws.status_lists.get(source)?;
        Some(ReliedList { programme: list.programme.clone(), kind, as_of: list.as_of })
    };
    let of = |basis: &StatusBasis| match basis {
        StatusBasis::Listed(listing) => vec![named(&listing.list, listing.kind)],
        StatusBasis::Absent { conformant, active, .. } => {
            vec![named(conformant, ListKind::Conformant), named(active, ListKind::Active)]
        }
        StatusBasis::Own(_) | StatusBasis::Annex(_) | StatusBasis::Nothing => Vec::new(),
    };
    let all = case.standings.members().flat_map(|(_, standing)| of(&standing.basis));
    all.flatten().collect::<BTreeSet<_>>().into_iter().collect()
}
