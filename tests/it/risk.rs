//! Possible hits in Triage, key by key: first in the queue, the rating as it was until two keys decide.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use jiff::civil::date;
use rcoi::app::{ScreenId, Start};
use rcoi::domain::{
    Cid, Edit, FacilityId, Rating, RiskBody, RiskEntry, RiskKind, RiskList, Source, SourceId, SourceKind,
    SourceRole, Workspace,
};
use rcoi::risk::{FlagId, Need};
use rcoi::store::canonical;

use crate::common::app::{Desk, start};

/// The sample with a sanctions list of one entry.
fn desk(entry: RiskEntry) -> Desk {
    let mut begin: Start = start(rcoi::import::sample::workspace());
    let id = SourceId::new("sanctions");
    let source = Source {
        id: id.clone(),
        file: "sanctions.csv".to_owned(),
        sha256: "sanctions".to_owned(),
        kind: SourceKind::RiskList,
        role: Some(SourceRole::Risk),
        title: "sanctions".to_owned(),
        as_of: None,
        imported_at: "2026-11-01T09:00:00Z".parse().unwrap(),
        rows: 1,
        statements: Vec::new(),
    };
    let list = RiskList {
        source: id,
        title: "sanctions".to_owned(),
        kind: RiskKind::Sanctions,
        as_of: date(2026, 11, 1),
        body: "body".to_owned(),
        rows: 1,
    };
    Edit::AddSource(Box::new(source)).apply(&mut begin.workspace).unwrap();
    Edit::AddRiskList(Box::new(list)).apply(&mut begin.workspace).unwrap();
    let body = RiskBody { sheet: String::new(), entries: vec![entry] };
    begin.contents.risks.insert("body".to_owned(), Arc::new(body));
    Desk::begin(begin, (200, 60))
}

/// A facility of the sample that needs nothing by itself: conformant, elsewhere.
const NAME: &str = "Asahi Refining Canada Ltd.";

fn facility(ws: &Workspace) -> FacilityId {
    ws.live().find(|it| ws.view(&it.id).is_some_and(|view| view.name() == NAME)).unwrap().id.clone()
}

fn named(name: &str) -> RiskEntry {
    RiskEntry { name: name.to_owned(), row: 2, ..RiskEntry::default() }
}

fn bytes(desk: &Desk) -> String {
    canonical(&desk.app.core.workspace).unwrap()
}

fn judged(desk: &Desk) -> (Rating, Need) {
    let core = &desk.app.core;
    let row = core.row(&facility(&core.workspace)).unwrap();
    (row.rating, row.need)
}

#[test]
fn a_possible_hit_is_first_and_two_keys_confirm_or_clear_it() {
    let mut desk = desk(named("Asahi Refining Canada"));
    let (before, id) = (bytes(&desk), facility(&desk.app.core.workspace));
    assert_eq!(judged(&desk), (Rating::None, Need::PossibleHit), "its rating is as it was");
    desk.keys("3");
    assert_eq!(desk.app.screens.shown, ScreenId::Triage);
    assert_eq!(desk.app.screens.triage.queue.open.first(), Some(&id));
    let text = desk.text();
    assert!(text.contains("possible hit: ") && text.contains("sanctions of 2026-11-01, row 2"), "{text}");
    desk.keys("!c<enter>");
    assert_eq!(judged(&desk), (Rating::Critical, Need::Flag));
    assert_eq!(desk.app.screens.triage.queue.open.first(), Some(&id), "critical: still first");
    assert!(desk.text().contains("the same company"));
    desk.keys("u");
    assert_eq!((bytes(&desk), judged(&desk)), (before, (Rating::None, Need::PossibleHit)));
    desk.keys("!xseen: another<enter>");
    assert_eq!(judged(&desk), (Rating::None, Need::Done));
    let record = desk.app.core.workspace.screenings.values().next().unwrap();
    assert_eq!((record.reason.as_str(), record.stamp.by.as_str()), ("seen: another", "ana"));
    assert_ne!(desk.app.screens.triage.queue.open.first(), Some(&id));
}

#[test]
fn nothing_is_accepted_for_a_possible_hit_and_no_decision_goes_without_a_reason() {
    let mut desk = desk(named("Asahi Refining Canada"));
    desk.keys("3.");
    assert_eq!(judged(&desk).1, Need::PossibleHit, "nothing is suggested before it is decided");
    desk.keys("!x<esc>");
    assert!(desk.app.core.workspace.screenings.is_empty());
    desk.keys("!x<enter>");
    let record = desk.app.core.workspace.screenings.values().next().unwrap();
    assert_eq!(record.reason, "another company of the same name", "where nothing is typed, the usual reason");
}

#[test]
fn a_hit_by_cid_is_critical_and_first_and_its_finding_is_an_error() {
    let cid = RiskEntry { cid: Some(Cid::parse("CID000001").unwrap()), ..named("") };
    let mut desk = desk(cid);
    let id = facility(&desk.app.core.workspace);
    assert_eq!(judged(&desk).1, Need::No, "the sample has no CIDs");
    desk.keys("2/Asahi Refining Canada<enter>edCID000001<enter><enter>");
    assert_eq!(judged(&desk), (Rating::Critical, Need::Flag));
    assert!(desk.app.core.row(&id).unwrap().flags.contains(&FlagId::SanctionMatch));
    desk.keys("3");
    assert_eq!(desk.app.screens.triage.queue.open.first(), Some(&id));
    desk.keys("7");
    assert!(desk.app.core.findings.iter().any(|finding| finding.rule == "SANCTIONED_FACILITY"));
    desk.keys("3.");
    assert_eq!(judged(&desk), (Rating::Critical, Need::Done), "the suggestion answers it");
}

#[test]
fn credible_evidence_is_asked_for_and_rates_the_facility() {
    let mut desk = desk(named("Nobody"));
    desk.keys("2/Asahi Refining Canada<enter>pnews.pdf 2026-10-01<enter>d");
    assert_eq!(judged(&desk).0, Rating::None);
    desk.keys("pstudy.pdf<enter>c");
    assert_eq!(judged(&desk).0, Rating::Critical);
    assert!(desk.text().contains("credible evidence: study.pdf"));
}

#[test]
fn lists_show_a_risk_list_and_withdraw_it() {
    let mut desk = desk(named("Asahi Refining Canada"));
    desk.keys("I");
    let text = desk.text();
    assert!(text.contains("sanctions") && text.contains("2026-11-01"), "{text}");
    desk.keys("<enter>");
    assert!(desk.text().contains("Asahi Refining Canada"));
    desk.keys("<esc>wy");
    assert!(desk.app.core.workspace.risk_lists.is_empty());
    assert_eq!(judged(&desk).1, Need::No);
    desk.keys("u");
    assert_eq!(judged(&desk).1, Need::PossibleHit);
}
