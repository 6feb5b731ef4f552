//! Dispositions, actions, areas of risk, lists.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{Made, facilities, numbers, stamp};
use crate::domain::{
    Action, ActionId, ActionState, Country, Disposition, DispositionRecord, FacilityId, ListKind, Metal,
    Programme, RiskBody, RiskEntry, RiskKind, RiskList, SourceId, SourceKind, SourceRole, Status, StatusBody,
    StatusEntry, StatusList,
};
use crate::report::{InquiryKey, ReliedList};
use crate::resolve::fixture::{cid, source};

/// Three facilities of an annex, with the statuses that it states, and one of last year's alone.
fn annex(statuses: [Option<Status>; 3]) -> Made {
    let mut made = Made::new();
    made.file("annex", SourceRole::Annex, date(2025, 12, 31));
    made.file("old", SourceRole::Baseline, date(2024, 12, 31));
    let places = [("f1", "CID900001", "CANADA"), ("f2", "CID900002", "PERU"), ("f3", "CID900003", "MALI")];
    for ((id, cid, country), status) in places.into_iter().zip(statuses) {
        made.state(("annex", id), Metal::Gold, [cid, id, country], status);
    }
    made.state(("old", "f9"), Metal::Gold, ["CID900009", "f9", "MALI"], Some(Status::Indeterminable));
    made
}

fn dispose(made: &mut Made, id: &str, disposition: Disposition) {
    let record = DispositionRecord { disposition, reason: String::new(), stamp: stamp() };
    made.ws.dispositions.insert(FacilityId::new(id), record);
}

#[test]
fn indeterminable_members_are_told_by_their_dispositions() {
    use Status::{Conformant, Indeterminable};
    let mut made = annex([Some(Indeterminable), Some(Indeterminable), Some(Conformant)]);
    for id in ["f2", "f3", "f9"] {
        dispose(&mut made, id, Disposition::KeepAndMitigate);
    }
    let keys =
        || [None, Some(Disposition::KeepAndMitigate), Some(Disposition::Pending)].map(InquiryKey::Disposed);
    assert_eq!(numbers(&made.inquiry(), keys()), [Some(1), Some(1), None]);
    dispose(&mut made, "f1", Disposition::KeepAndMitigate);
    assert_eq!(numbers(&made.inquiry(), keys()), [Some(0), Some(2), None], "none is left: that is a number");
    assert_eq!(numbers(&annex([None; 3]).inquiry(), keys()), [None; 3], "no status is known");
}

#[test]
fn actions_are_told_by_their_states_and_whether_they_escalate() {
    let mut made = annex([None; 3]);
    let keys = || {
        let states = [ActionState::Sent, ActionState::Escalated, ActionState::Draft].map(InquiryKey::Actions);
        let [sent, escalated, draft] = states;
        [sent, escalated, draft, InquiryKey::Escalations]
    };
    assert_eq!(numbers(&made.inquiry(), keys()), [None; 4]);
    let mut act = |id: &str, kind: &str, state| {
        let action = Action {
            id: ActionId::new(id),
            about: crate::domain::ActionSubject::Facility(FacilityId::new("f1")),
            kind: kind.to_owned(),
            owner: String::new(),
            due: date(2026, 5, 1),
            state,
            opened: stamp(),
            answer: None,
        };
        made.ws.actions.insert(action.id.clone(), action);
        numbers(&made.inquiry(), keys())
    };
    assert_eq!(act("a1", "A9", ActionState::Sent), [Some(1), None, None, Some(0)]);
    assert_eq!(act("a2", "A10", ActionState::Sent), [Some(2), None, None, Some(1)]);
    assert_eq!(act("a3", "A11", ActionState::Escalated), [Some(2), Some(1), None, Some(2)]);
    assert_eq!(act("a4", "A9", ActionState::Escalated), [Some(2), Some(2), None, Some(3)]);
}

fn areas(made: &mut Made, as_of: Date, countries: &[&str]) {
    let id = format!("areas-{as_of}");
    made.ws.sources.insert(SourceId::new(id.as_str()), source(&id, SourceKind::RiskList));
    let list = RiskList {
        source: SourceId::new(id.as_str()),
        title: id.clone(),
        kind: RiskKind::Areas,
        as_of,
        body: id.clone(),
        rows: 1,
    };
    let countries = countries.iter().filter_map(|code| Country::from_code(code)).collect();
    let entry = RiskEntry { countries, ..RiskEntry::default() };
    made.contents.risks.insert(id, Arc::new(RiskBody { sheet: String::new(), entries: vec![entry] }));
    made.ws.risk_lists.insert(list.source.clone(), list);
}

#[test]
fn areas_of_risk_are_those_of_the_newest_list() {
    let mut made = annex([None; 3]);
    assert_eq!(made.inquiry().value(&InquiryKey::Cahra), None);
    areas(&mut made, date(2025, 6, 30), &["ML", "PE"]);
    assert_eq!(facilities(&made.inquiry(), &InquiryKey::Cahra), "f2 f3");
    areas(&mut made, date(2025, 9, 30), &["ML"]);
    assert_eq!(facilities(&made.inquiry(), &InquiryKey::Cahra), "f3");
    areas(&mut made, date(2025, 12, 31), &["UA"]);
    assert_eq!(made.inquiry().value(&InquiryKey::Cahra), Some(0));
    made.contents.risks.clear();
    assert_eq!(made.inquiry().value(&InquiryKey::Cahra), None, "the list is not loaded");
}

fn list(made: &mut Made, kind: ListKind, as_of: Date, numbers: &[&str]) {
    let id = format!("{}-{as_of}", kind.key());
    made.ws.sources.insert(SourceId::new(id.as_str()), source(&id, SourceKind::StatusList));
    let entry = |(row, number): (u32, &&str)| StatusEntry {
        metal: Some(Metal::Gold),
        cid: Some(cid(number)),
        name: String::new(),
        country: String::new(),
        kind: None,
        word: String::new(),
        programme: None,
        last_audit: None,
        cycle: None,
        next_audit: None,
        reaudit: false,
        row,
    };
    let entries = (2..).zip(numbers).map(entry).collect();
    made.contents.statuses.insert(id.clone(), Arc::new(StatusBody { sheet: String::new(), entries }));
    let list = StatusList {
        source: SourceId::new(id.as_str()),
        title: id.clone(),
        programme: Programme::rmap(),
        kinds: [kind].into(),
        as_of,
        complete: true,
        metals: BTreeSet::from([Metal::Gold]),
        body: id,
        rows: 0,
    };
    made.ws.status_lists.insert(list.source.clone(), list);
}

#[test]
fn lists_are_those_on_which_statuses_rest() {
    let mut made = annex([None; 3]);
    let (june, december) = (date(2025, 6, 30), date(2025, 12, 31));
    let relied = |kind, as_of| ReliedList { programme: Programme::rmap(), kind, as_of };
    list(&mut made, ListKind::Conformant, june, &["CID900001"]);
    list(&mut made, ListKind::Conformant, december, &["CID900001", "CID900002", "CID900003"]);
    list(&mut made, ListKind::Active, december, &[]);
    assert_eq!(made.inquiry().day, Some(december), "the day of the statuses");
    assert_eq!(made.inquiry().lists, [relied(ListKind::Conformant, december)]);
    list(&mut made, ListKind::Conformant, date(2026, 3, 31), &["CID900001"]);
    let both = [relied(ListKind::Conformant, date(2026, 3, 31)), relied(ListKind::Active, december)];
    assert_eq!(made.inquiry().lists, both, "who is on neither rests on both");
}
