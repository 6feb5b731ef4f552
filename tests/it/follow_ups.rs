//! Follow-ups that hold answers, on facilities and on suppliers, and suppliers that are passed on.

use crate::common::app::Desk;
use crate::common::programme::season;
use rcoi::app::ScreenId;
use rcoi::domain::{Action, ActionState, ActionSubject};

const WIDE: (u16, u16) = (200, 60);

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text:?} is not on\n{}", desk.text());
}

fn actions(desk: &Desk) -> Vec<Action> {
    desk.app.core.workspace.actions.values().cloned().collect()
}

#[test]
fn an_answer_is_recorded_with_its_text_in_three_keys() {
    let mut desk = Desk::sample(WIDE);
    desk.keys("2ap6");
    assert_eq!(actions(&desk)[0].state, ActionState::Draft);
    // The keys: e, Tab, Ctrl-s.
    desk.keys("e<tab>on its way into the audit<ctrl-s>");
    let [action] = actions(&desk).try_into().expect("one action");
    let answer = action.answer.clone().expect("an answer");
    assert_eq!((answer.text.as_str(), answer.day), ("on its way into the audit", desk.app.core.today()));
    assert_eq!(action.state, ActionState::Responded, "what waited for an answer has one");
    has(&desk, "on its way");
    // It stands with the facility, too; undo takes it back.
    desk.keys("<enter>");
    has(&desk, "on its way into the audit");
    desk.keys("u6");
    assert_eq!((actions(&desk)[0].answer.clone(), actions(&desk)[0].state), (None, ActionState::Draft));
}

#[test]
fn a_form_changes_on_many_only_what_is_changed_in_it() {
    let mut desk = Desk::sample(WIDE);
    desk.keys("2apjarjav6");
    let before = actions(&desk);
    desk.keys("*e<tab><tab><tab><tab><tab>Bo<enter>");
    let after = actions(&desk);
    assert!(after.iter().all(|action| action.owner == "Bo"));
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((before.due, before.state), (after.due, after.state));
    }
    assert_eq!(desk.entries.len(), 4, "one edit for all");
    desk.keys("e<tab><tab>plan.pdf<enter>");
    has(&desk, "say in a word what came");
    desk.keys("<esc><esc>");
    desk.keys("fowner<enter>");
    has(&desk, "owner Bo");
    assert_eq!(desk.app.screens.actions.grid.view.len(), 3);
}

#[test]
fn a_supplier_has_follow_ups_of_its_own() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5gjja3");
    let supplier = desk.app.screens.suppliers.current().expect("a supplier").id.clone();
    let [action] = actions(&desk).try_into().expect("one action");
    assert_eq!((action.kind.as_str(), &action.about), ("A3", &ActionSubject::Supplier(supplier.clone())));
    has(&desk, "request corrected CMRT");
    desk.keys("6");
    has(&desk, "Delta Cables");
    desk.keys("<enter>");
    assert_eq!(desk.app.screens.shown, ScreenId::Suppliers);
    assert_eq!(desk.app.screens.suppliers.current().expect("a supplier").id, supplier);
    desk.keys("*a1");
    has(&desk, "request CMRT: 5 suppliers?");
    desk.keys("y");
    assert_eq!(actions(&desk).len(), 6);
    desk.keys("u");
    assert_eq!(actions(&desk).len(), 1);
}

#[test]
fn who_was_reminded_in_vain_is_passed_on_after_a_key() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5/epsilon<enter>rm2026-09-01<tab>2026-09-08<enter>rm2026-10-01<tab>2026-10-08<enter>");
    assert!(actions(&desk).is_empty(), "nothing is passed on by itself");
    desk.keys("1");
    has(&desk, "1 supplier was reminded in vain: pass on");
    desk.keys("5.");
    has(&desk, "escalate to procurement");
    desk.keys("o");
    assert_eq!(actions(&desk).iter().map(|action| action.kind.as_str()).collect::<Vec<_>>(), ["A10"]);
    desk.keys("1");
    assert!(!desk.text().contains("reminded in vain"), "procurement has its time: {}", desk.text());
}
