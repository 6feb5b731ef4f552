//! Statuses by lists as the analyst sees them: what is listed, why it is here, what lapsed, as of which day.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use rcoi::app::screen::{OneShown, Screen};
use rcoi::domain::{Disposition, Status, StatusDay};
use rcoi::query::{FacilityField, Filter};
use rcoi::risk::Need;

use crate::common::app::Desk;
use crate::common::programme::{listed, listed_season};

/// A wide terminal.
const ROOMY: (u16, u16) = (200, 50);

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::begin(listed_season(), ROOMY);
    desk.keys(keys);
    desk
}

fn has(desk: &Desk, words: &str) {
    assert!(desk.text().contains(words), "{words:?} in\n{}", desk.text());
}

fn has_not(desk: &Desk, words: &str) {
    assert!(!desk.text().contains(words), "{words:?} in\n{}", desk.text());
}

fn bytes(desk: &Desk) -> String {
    rcoi::store::canonical(&desk.app.core.workspace).expect("a text")
}

#[test]
fn overview_names_the_day_and_says_what_is_to_be_done_about_statuses() {
    let mut desk = desk("1");
    has(&desk, "status as of 2026-09-30");
    has(&desk, "1 audit has lapsed as of 2026-09-30");
    let counts = Status::STATED.map(|status| desk.app.core.with_status(status));
    assert_eq!(counts, [2, 1, 2]);
    let at = desk.app.screens.overview.todo.iter().position(|todo| todo.text.contains("lapsed")).unwrap();
    desk.keys(&"j".repeat(at));
    desk.keys("<enter>");
    has(&desk, "audit lapsed");
    assert_eq!(desk.app.screens.smelters.grid.view.len(), 1);
}

#[test]
fn without_lists_overview_says_so_and_how_they_come_in() {
    let mut desk = Desk::begin(crate::common::programme::season(), ROOMY);
    desk.keys("1");
    has(&desk, "no status list loaded");
    has(&desk, "no complete conformant list: i imports it (5 unresolved)");
    desk.keys("3");
    has(&desk, "no complete conformant list");
    has_not(&desk, "original document");
}

#[test]
fn lists_of_both_kinds_stand_together_with_what_is_here_of_each() {
    let mut desk = desk("I");
    for words in ["reference", "conformant", "active", "RMAP", "2026-03-31"] {
        has(&desk, words);
    }
    let at = |desk: &Desk, title: &str| {
        let lists = &desk.app.core.workspace.status_lists;
        let of =
            |id: &rcoi::query::lists::ListId| lists.get(&id.source).is_some_and(|list| list.title == title);
        desk.app.screens.lists.all.iter().position(of).unwrap()
    };
    let down = at(&desk, "conformant-2026-09-30");
    desk.keys(&"j".repeat(down));
    desk.keys("<enter>");
    has(&desk, "conformant-2026-09-30: 3 entries");
    has(&desk, "lapses 2026-08-01");
    desk.keys("<esc>o");
    has(&desk, "1 entry is no facility here");
    has(&desk, "CID900009");
    has_not(&desk, "lapses 2026-08-01");
}

#[test]
fn a_status_list_leaves_after_one_question_and_one_undo_brings_it_back() {
    let mut desk = desk("I/conformant-2026-09<enter>");
    let before = bytes(&desk);
    desk.keys("w");
    has(&desk, "Statuses no longer rest on it");
    desk.keys("y");
    assert_eq!((desk.entries.len(), desk.app.core.workspace.status_lists.len()), (1, 2));
    has(&desk, "1 status is another");
    assert_eq!(desk.app.core.with_status(Status::Conformant), 1, "the older list speaks");
    desk.keys("u");
    assert_eq!(bytes(&desk), before);
    assert_eq!(desk.app.core.with_status(Status::Conformant), 2);
}

#[test]
fn the_day_of_statuses_is_chosen_and_undone() {
    let mut desk = desk("1Od2026-04-01<enter>");
    assert_eq!(desk.app.core.workspace.settings.status_day, StatusDay::On(jiff::civil::date(2026, 4, 1)));
    has(&desk, "status as of 2026-04-01");
    assert_eq!(desk.app.core.with_status(Status::Conformant), 1);
    desk.keys("Op");
    has(&desk, "status as of 2026-12-31");
    desk.keys("Op");
    has(&desk, "already");
    assert_eq!(desk.entries.len(), 2);
    desk.keys("uu");
    assert_eq!(desk.app.core.workspace.settings.status_day, StatusDay::NewestList);
    has(&desk, "status as of 2026-09-30");
}

#[test]
fn lists_that_are_old_for_the_day_are_told_and_lead_to_lists() {
    let mut desk = desk("1Od2026-12-30<enter>");
    has_not(&desk, "old for");
    desk.keys("Od2027-01-01<enter>");
    has(&desk, "conformant-2026-09-30 (RMAP) is of 2026-09-30: old for 2027-01-01");
    desk.keys("I");
    has(&desk, "2026-09-30!");
}

#[test]
fn what_is_outside_annex_i_is_shown_when_asked_for_and_never_counted() {
    let mut desk = desk("2");
    has_not(&desk, "Outsider");
    let status = |desk: &Desk| desk.app.screens.shown().status(&desk.app.core).line.text();
    assert_eq!(status(&desk), "5");
    desk.keys("fo");
    has(&desk, "(outside) Outsider Gold");
    has(&desk, "facilities outside Annex I");
    assert_eq!(status(&desk), "5, 1 outside");
    desk.keys("X:outsider<enter>");
    has(&desk, "outside Annex I: no row that counts");
}

#[test]
fn smelters_are_filtered_by_what_lists_say_and_why_they_are_here() {
    let mut desk = desk("2fx");
    let shown = |desk: &Desk| desk.app.screens.smelters.grid.view.len();
    assert_eq!(shown(&desk), 1);
    has(&desk, "2026-08-01!");
    desk.keys("fA");
    has(&desk, "programme");
    assert_eq!(shown(&desk), 3);
    desk.keys("fr");
    assert_eq!(desk.app.screens.smelters.chips(&desk.app.core), [("why here", "rows".to_owned())]);
    assert_eq!(shown(&desk), 5);
    desk.keys("fp");
    assert_eq!(shown(&desk), 0);
}

#[test]
fn the_detail_says_what_a_status_rests_on_and_what_each_list_said() {
    let mut desk = desk("2/aurora<enter><enter>");
    for words in [
        "conformant-2026-09-30, row 2, as of 2026-09-30",
        "last 2025-08-01, every 1 year, lapses 2026-08-01",
        "lapsed as of 2026-09-30; the status stays what the list says",
        "declared rows name it",
        "Status by list",
        "2026-03-31",
    ] {
        has(&desk, words);
    }
    desk.keys("<esc><esc>/dune<enter><enter>");
    has(&desk, "on none of the complete lists as of 2026-09-30");
    has(&desk, "neither in conformant-2026-09-30 nor in active-2026-09-30");
}

#[test]
fn lapsed_audits_are_one_group_that_is_decided_at_once() {
    let start = listed(&[("CID900001", 1), ("CID900002", 1), ("CID900004", 3)]);
    let mut desk = Desk::begin(start, ROOMY);
    desk.keys("3G");
    let lapsed = |desk: &Desk| desk.app.core.rows.iter().filter(|row| row.need == Need::Lapsed).count();
    assert_eq!((lapsed(&desk), desk.app.core.open_judgements()), (2, 2), "one other, and the group");
    has(&desk, "2 conformant facilities have an audit that has lapsed as of 2026-09-30");
    desk.keys("<enter>");
    assert_eq!(desk.app.screens.smelters.filter, Filter { is_lapsed: true, ..Filter::default() });
    desk.keys("3.");
    assert_eq!(desk.entries.len(), 0, "it asks first");
    desk.keys("y");
    assert_eq!((lapsed(&desk), desk.entries.len(), desk.app.core.workspace.actions.len()), (0, 1, 2));
    desk.keys("u");
    assert_eq!((lapsed(&desk), desk.app.core.workspace.dispositions.len()), (2, 0));
    desk.keys("Gdaagreed with counsel<enter>");
    let dispositions: Vec<Disposition> =
        desk.app.core.workspace.dispositions.values().map(|record| record.disposition).collect();
    assert_eq!(dispositions, [Disposition::AcceptedWithRationale; 2]);
    assert_eq!(lapsed(&desk), 0);
}

#[test]
fn what_is_suggested_is_accepted_for_a_selection_at_once() {
    let mut desk = desk("2ti*.");
    has(&desk, "Accept what is suggested for 2 facilities?");
    desk.keys("y");
    assert_eq!((desk.entries.len(), desk.app.core.workspace.dispositions.len()), (1, 2));
    assert!(desk.app.screens.smelters.grid.marked.is_empty());
    desk.keys("u");
    assert!(desk.app.core.workspace.dispositions.is_empty() && desk.app.core.workspace.actions.is_empty());
}

#[test]
fn every_indeterminable_facility_has_a_suggestion_with_a_reason() {
    let desk = desk("3");
    let core = &desk.app.core;
    let open: Vec<_> = core.rows.iter().filter(|row| row.need == Need::Indeterminable).collect();
    assert_eq!(open.len(), 2);
    for row in open {
        let (view, book) = (core.workspace.view(&row.id).unwrap(), core.risk_book());
        let facts = book.facts(&view);
        let suggestion = rcoi::risk::suggest(facts.standing, &rcoi::risk::assess(&facts));
        assert!(suggestion.is_some_and(|suggestion| !suggestion.because.is_empty()), "{}", row.name);
    }
}

#[test]
fn columns_that_wait_for_room_are_shown_on_a_narrow_screen_once_they_are_chosen() {
    let lapses = |desk: &Desk| desk.app.screens.smelters.grid.fields().contains(&FacilityField::Lapses);
    assert!(lapses(&desk("2")));
    let mut narrow = Desk::begin(listed_season(), (120, 40));
    narrow.keys("2");
    assert!(!lapses(&narrow));
    let columns = &narrow.app.screens.smelters.grid.columns;
    let at = columns.iter().position(|choice| choice.field == FacilityField::Lapses).unwrap();
    narrow.keys("v");
    narrow.keys(&"j".repeat(at));
    narrow.keys("  <enter>");
    assert!(lapses(&narrow));
    let bare = Desk::sample(ROOMY);
    assert!(!lapses(&bare), "without lists there is nothing to show");
}

#[test]
fn what_the_original_document_says_is_asked_for_where_a_damaged_row_is_behind_it() {
    let mut desk = Desk::sample(ROOMY);
    desk.keys("3G");
    has(&desk, "set the status from the original document");
    desk.keys("e");
    has(&desk, "Status in the original document");
    let mut desk = Desk::begin(crate::common::programme::season(), ROOMY);
    desk.keys("3e");
    has_not(&desk, "original document");
}
