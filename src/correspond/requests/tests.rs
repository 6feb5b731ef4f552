//! Logs of requests, read on many days.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::correspond::fixture::{self, id, stamp};
use crate::domain::{
    Declaration, Edit, IdGen, RequestState, Source, SourceId, SourceKind, Workspace, cmrt::Version,
};

use RequestState::{Accepted, Asked, CorrectionRequested, NoResponse, Received, Reminded, UnderReview};

fn day(month: i8, day: i8) -> Date {
    date(2027, month, day)
}

/// A workspace with one supplier, and its log in the order recorded.
fn logged(lines: &[(RequestState, Date, Option<Date>)]) -> Workspace {
    let mut ws = fixture::workspace(&[("Delta", "")]);
    record(&mut ws, "Delta", lines);
    ws
}

fn record(ws: &mut Workspace, supplier: &str, lines: &[(RequestState, Date, Option<Date>)]) {
    let mut ids = IdGen::new([u8::try_from(ws.requests.len()).unwrap(); 16]);
    for (state, day, due) in lines {
        let line = LogLine { state: *state, day: *day, due: *due, note: String::new() };
        log(&id(ws, supplier), line, ids.request(), stamp()).apply(ws).unwrap();
    }
}

fn on(ws: &Workspace, day: Date) -> RequestProgress {
    progress(ws, &id(ws, "Delta"), day)
}

#[test]
fn a_supplier_goes_through_its_course() {
    let ws = logged(&[
        (Asked, day(2, 1), Some(day(3, 1))),
        (Reminded, day(3, 3), None),
        (Reminded, day(3, 20), Some(day(3, 27))),
        (Received, day(4, 2), None),
        (UnderReview, day(4, 3), None),
        (CorrectionRequested, day(4, 5), Some(day(4, 19))),
        (Received, day(4, 18), None),
        (Accepted, day(4, 20), None),
    ]);
    let expected = [
        (day(1, 31), "not asked", None, false, NextStep::Ask),
        (day(3, 1), "asked", Some(day(3, 1)), false, NextStep::Wait(day(3, 1))),
        (day(3, 2), "asked", Some(day(3, 1)), true, NextStep::Remind),
        (day(3, 3), "reminded", Some(day(3, 1)), true, NextStep::Wait(day(3, 17))),
        (day(3, 18), "reminded", Some(day(3, 1)), true, NextStep::Remind),
        (day(3, 20), "reminded", Some(day(3, 27)), false, NextStep::Wait(day(3, 27))),
        (day(3, 28), "reminded", Some(day(3, 27)), true, NextStep::Escalate),
        (day(4, 2), "received", None, false, NextStep::Review),
        (day(4, 3), "under review", None, false, NextStep::Decide),
        (day(4, 19), "received", None, false, NextStep::Review),
        (day(4, 6), "correction requested", Some(day(4, 19)), false, NextStep::Wait(day(4, 19))),
        (day(5, 1), "accepted", None, false, NextStep::Nothing),
    ];
    for (on_day, words, due, is_overdue, step) in expected {
        let progress = on(&ws, on_day);
        let found = (progress.words(), progress.due, progress.overdue, progress.step);
        assert_eq!(found, (words, due, is_overdue, step), "{on_day}");
    }
    let end = on(&ws, day(5, 1));
    assert_eq!((end.asked, end.received), (Some(day(2, 1)), Some(day(4, 18))));
}

#[test]
fn a_reminder_of_a_correction_is_counted_anew() {
    let ws = logged(&[
        (Asked, day(1, 1), None),
        (Reminded, day(2, 1), None),
        (Reminded, day(2, 20), None),
        (Received, day(3, 1), None),
        (CorrectionRequested, day(3, 2), None),
    ]);
    assert_eq!((on(&ws, day(3, 16)).reminders, on(&ws, day(3, 16)).step), (0, NextStep::Wait(day(3, 16))));
    assert_eq!(on(&ws, day(3, 17)).step, NextStep::Remind);
}

#[test]
fn lines_recorded_at_once_follow_the_course() {
    let ws = logged(&[(Accepted, day(2, 1), None), (Received, day(2, 1), None), (Asked, day(2, 1), None)]);
    assert_eq!(on(&ws, day(2, 1)).state, Some(Accepted));
}

#[test]
fn the_rate_counts_who_answered_of_who_was_asked() {
    let names = ["Delta", "Epsilon", "Zeta", "Eta", "Theta"];
    let mut ws = fixture::workspace(&names.map(|name| (name, "")));
    record(&mut ws, "Delta", &[(Asked, day(2, 1), None), (Received, day(3, 1), None)]);
    record(&mut ws, "Epsilon", &[(Asked, day(2, 1), Some(day(2, 20))), (NoResponse, day(4, 1), None)]);
    record(&mut ws, "Zeta", &[(Received, day(3, 5), None), (Accepted, day(3, 6), None)]);
    record(&mut ws, "Eta", &[(Asked, day(3, 10), Some(day(2, 10)))]);
    let rate = |day| {
        let rate = response_rate(&ws, day);
        (rate.asked, rate.answered, rate.unasked, rate.accepted, rate.words())
    };
    assert_eq!(rate(day(1, 1)), (0, 0, 0, 0, "none asked".to_owned()));
    assert_eq!(rate(day(2, 28)), (2, 0, 0, 0, "0.0 %".to_owned()));
    assert_eq!(rate(day(3, 1)), (2, 1, 0, 0, "50.0 %".to_owned()));
    // Zeta's declaration was accepted, but nobody had asked for it.
    assert_eq!(rate(day(3, 6)), (2, 1, 1, 0, "50.0 %".to_owned()));
    assert_eq!(rate(day(4, 1)), (3, 1, 1, 0, "33.3 %".to_owned()));
    assert_eq!(response_rate(&ws, day(4, 1)).suppliers, 5);
    let late = overdue(&ws, day(3, 20));
    assert_eq!(
        late.iter().map(|(supplier, _)| *supplier).collect::<Vec<_>>(),
        [&id(&ws, "Eta"), &id(&ws, "Epsilon")]
    );
}

fn declaration(ws: &mut Workspace, name: &str, file: &str, ids: &mut IdGen) -> Declaration {
    let source = Source {
        id: SourceId::new(file),
        file: file.to_owned(),
        sha256: String::new(),
        kind: SourceKind::Declaration,
        role: None,
        title: String::new(),
        as_of: None,
        imported_at: stamp().at,
        rows: 0,
        statements: Vec::new(),
    };
    ws.sources.insert(source.id.clone(), source.clone());
    let declaration = Declaration {
        id: ids.declaration(),
        supplier: id(ws, name),
        source: source.id,
        form: String::new(),
        look_up: None,
        company: String::new(),
        version: Version::new(650),
        language: None,
        scope: None,
        date: None,
        received: day(3, 1),
        rows: 0,
    };
    Edit::AddDeclaration(Box::new(declaration.clone())).apply(ws).unwrap();
    declaration
}

#[test]
fn what_the_import_logged_its_withdrawal_takes_back() {
    let (mut ws, mut ids) = (fixture::workspace(&[("Delta", "")]), IdGen::new([9; 16]));
    let first = declaration(&mut ws, "Delta", "a.xlsx", &mut ids);
    let second = declaration(&mut ws, "Delta", "b.xlsx", &mut ids);
    assert_eq!(taken_back(&ws, &first), None, "nothing was logged");
    for (declaration, file) in [(&first, "a.xlsx"), (&second, "b.xlsx")] {
        received(declaration, file, ids.request(), stamp()).apply(&mut ws).unwrap();
    }
    taken_back(&ws, &first).unwrap().apply(&mut ws).unwrap();
    let left: Vec<&str> = ws.requests.values().map(|line| line.note.as_str()).collect();
    assert_eq!(left, ["b.xlsx"]);
}

fn states() -> impl Strategy<Value = RequestState> {
    prop::sample::select(RequestState::ALL.to_vec())
}

proptest! {
    #[test]
    fn all_at_once_and_one_by_one_agree(
        lines in prop::collection::vec((states(), 1..28_i8, prop::option::of(1..28_i8)), 0..12), on_day in 1..28_i8
    ) {
        let lines: Vec<_> = lines.into_iter().map(|(s, d, due)| (s, day(3, d), due.map(|d| day(3, d)))).collect();
        let ws = logged(&lines);
        let found = on(&ws, day(3, on_day));
        let all = progress_of_all(&ws, day(3, on_day));
        prop_assert_eq!(all.values().collect::<Vec<_>>(), vec![&found]);
        let rate = response_rate(&ws, day(3, on_day));
        prop_assert!(rate.accepted <= rate.answered && rate.answered <= rate.asked && rate.asked <= rate.suppliers);
        prop_assert_eq!(rate.asked == 1, found.asked.is_some());
        prop_assert!(rate.asked + rate.unasked <= 1);
        prop_assert_eq!(overdue(&ws, day(3, on_day)).len(), usize::from(found.overdue));
    }
}

#[test]
fn a_supplier_is_passed_on_a_step_at_a_time() {
    use crate::domain::{Action, ActionId, ActionState, ActionSubject};
    let mut ws = logged(&[
        (Asked, day(1, 1), None),
        (Reminded, day(2, 1), None),
        (Reminded, day(2, 20), Some(day(3, 1))),
    ]);
    let supplier = id(&ws, "Delta");
    let proposed = |ws: &Workspace, day| escalation(ws, &supplier, day).map(|kind| kind.id.as_str());
    assert_eq!(proposed(&ws, day(3, 1)), None, "it may still answer");
    assert_eq!(proposed(&ws, day(3, 2)), Some("A10"));
    let action = Action {
        id: ActionId::new("a1"),
        about: ActionSubject::Supplier(supplier.clone()),
        kind: "A10".to_owned(),
        owner: String::new(),
        due: day(3, 16),
        state: ActionState::Sent,
        opened: stamp(),
        answer: None,
    };
    Edit::AddAction(action.clone()).apply(&mut ws).unwrap();
    assert_eq!(proposed(&ws, day(3, 16)), None, "procurement has its time");
    assert_eq!(proposed(&ws, day(3, 17)), Some("A11"));
    let next = Action { id: ActionId::new("a2"), kind: "A11".to_owned(), due: day(3, 31), ..action };
    Edit::AddAction(next).apply(&mut ws).unwrap();
    assert_eq!(proposed(&ws, day(5, 1)), None, "there is nobody above");
}
