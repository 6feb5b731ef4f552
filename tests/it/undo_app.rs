//! Whatever keys are pressed: nothing panics, what is shown is what the workspace holds, and undo leads back.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::app::Desk;
use crate::common::standing;
use proptest::prelude::*;
use rcoi::app::ScreenId;
use rcoi::app::screens::overview::OverviewPanel;
use rcoi::domain::{FacilityId, Status, Workspace};
use rcoi::{checks, store};

/// Sixteen facilities of the sample, of every status, one in a Covered Country, three of them damaged rows.
fn small() -> Workspace {
    let mut ws = rcoi::import::sample::workspace();
    let of = |status: Status, count: usize| -> Vec<FacilityId> {
        let rows = standing::rows(&ws);
        let chosen = rows.iter().filter(|row| row.status == status).take(count);
        chosen.map(|row| row.id.clone()).collect()
    };
    let mut kept = of(Status::Unresolved, 3);
    for (status, count) in [(Status::Conformant, 7), (Status::Active, 2), (Status::Indeterminable, 3)] {
        kept.extend(of(status, count));
    }
    let covered = standing::rows(&ws).into_iter().find(|row| row.country.is_some_and(|c| c.is_covered()));
    kept.extend(covered.map(|row| row.id));
    ws.facilities.retain(|id, _| kept.contains(id));
    for constraint in ws.constraints.values_mut() {
        constraint.rows.retain(|id| kept.contains(id));
        constraint.totals.conformant = 2;
        constraint.totals.indeterminable = 1;
    }
    ws
}

/// What fingers can do; what edits is there more often.
fn key() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        4 => prop::sample::select(vec!["j", "k", "g", "G", "<ctrl-d>", "<ctrl-u>", "h", "l", "<tab>", "<down>"]),
        4 => prop::sample::select(vec!["d", "a", "r", "n", "e", ".", "D", "p", "+", "M", "U", "W"]),
        3 => prop::sample::select(vec!["<enter>", "<enter>", "<esc>", "y", "<space>", "*", "~"]),
        2 => prop::sample::select(vec!["u", "u", "<ctrl-r>", "-", "s", "S", "X", "x", "t", "w"]),
        2 => prop::sample::select(vec!["1", "2", "2", "3", "3", "3", "6", "7", "H", "]", "["]),
        1 => prop::sample::select(vec!["/", ":", "?", "v", "m", "c", "f", "o", "i", "<backspace>", "<delete>"]),
        // Whole edits, which single keys seldom make.
        2 => prop::sample::select(vec![
            "3.", "3dk", "3Gei", "3Gec", "2ap", "2rhbecause<enter>", "2 jMy", "2Uy", "2nnote<ctrl-s>", "Dy",
            "2en<ctrl-u>Aaa Works<enter><enter>", "2e<down><enter><enter>", "2elrwanda<enter><enter>",
            "2*dky", "+gNew Works<enter>peru<enter>", "2edCID000123<enter><enter>", "2pa.pdf 2026-01-02<enter>",
        ]),
    ]
}

/// What must hold after every key; of a screen that is not shown, once it is.
fn check(desk: &Desk) {
    let app = &desk.app;
    let is_shown = |id: ScreenId| app.screens.shown == id;
    assert!(app.core.rows == standing::rows(&app.core.workspace), "the rows are not those of the workspace");
    let smelters = &app.screens.smelters;
    assert!(
        !is_shown(ScreenId::Smelters)
            || smelters.grid.view
                == smelters.filter.run(&smelters.grid.sort, &app.core.rows, app.core.searched_in())
    );
    assert!(smelters.grid.table.cursor <= smelters.grid.view.len().saturating_sub(1));
    assert!(app.screens.actions.grid.table.cursor <= app.screens.actions.grid.view.len().saturating_sub(1));
    assert!(app.screens.history.grid.table.cursor <= app.screens.history.grid.view.len().saturating_sub(1));
    if is_shown(ScreenId::Triage) {
        let queue = &app.screens.triage.queue;
        let open = app.core.rows.iter().filter(|row| row.need.is_open()).count();
        assert_eq!(queue.open.len(), open);
        assert!(queue.open.iter().all(|id| app.core.row(id).is_some_and(|row| row.need.is_open())));
        assert!(queue.current.as_ref().is_none_or(|id| app.core.row(id).is_some()));
    }
    for row in &app.core.rows {
        assert!(app.core.row(&row.id) == Some(row), "{} is not found by its id", row.name);
    }
    if is_shown(ScreenId::Overview) || is_shown(ScreenId::Report) {
        let standings = standing::standings(&app.core.workspace);
        assert!(*app.core.findings == checks::findings(&app.core.workspace, &standings));
    }
    // A screen that is not shown follows when it comes up.
    if is_shown(ScreenId::Overview) {
        let overview = &app.screens.overview;
        for panel in OverviewPanel::ALL {
            assert!(overview.cursor(panel) <= overview.len(&app.core, panel).saturating_sub(1), "{panel:?}");
        }
        assert!(overview.len(&app.core, overview.focus) > 0);
    }
}

/// The same of every screen, once it is shown.
fn check_all(desk: &mut Desk) {
    for key in ["2", "3", "6", "H", "7", "1"] {
        desk.keys(key);
        check(desk);
    }
}

fn canonical(desk: &Desk) -> String {
    store::canonical(&desk.app.core.workspace).expect("a workspace can be written")
}

/// Closes whatever lies over the screen, without saying yes.
fn close(desk: &mut Desk) {
    while !desk.app.overlays.is_empty() {
        desk.keys("<esc>");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_can_be_undone_and_done_again(keys in prop::collection::vec(key(), 1..50)) {
        let mut desk = Desk::on(small(), (100, 30));
        let start = canonical(&desk);
        for key in keys {
            desk.keys(key);
            check(&desk);
        }
        desk.text();
        close(&mut desk);
        check_all(&mut desk);
        let end = canonical(&desk);
        let mut undone = 0;
        while desk.app.core.history.next_undo().is_some() {
            crate::fingers::undo(&mut desk);
            undone += 1;
            check(&desk);
        }
        prop_assert_eq!(canonical(&desk), start);
        for _ in 0..undone {
            desk.keys("<ctrl-r>");
        }
        prop_assert_eq!(canonical(&desk), end);
        check_all(&mut desk);
    }
}
