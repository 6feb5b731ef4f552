//! Frequency tables of columns, and views that are saved and come back.

use crate::common::app::{Desk, start};
use crate::common::programme::season;
use rcoi::app::{ScreenId, Start};
use rcoi::domain::Status;

const WIDE: (u16, u16) = (200, 60);

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text:?} is not on\n{}", desk.text());
}

fn shown(desk: &Desk) -> usize {
    desk.app.screens.smelters.grid.view.len()
}

#[test]
fn the_values_of_a_column_are_counted_and_shown_alone() {
    let mut desk = Desk::sample(WIDE);
    desk.keys("2");
    let columns = desk.app.screens.smelters.grid.fields();
    let at =
        columns.iter().position(|field| *field == rcoi::query::FacilityField::Country).expect("a column");
    desk.keys(&"l".repeat(at)).keys("F");
    has(&desk, "country: 40 values");
    has(&desk, "58  23.3%");
    // The most frequent is under the cursor: Enter shows it alone.
    desk.keys("<enter>");
    has(&desk, "country CHINA");
    assert_eq!(shown(&desk), 58);
    // Space takes several; what is chosen is ticked when it is asked again.
    desk.keys("F");
    has(&desk, "[x] CHINA");
    desk.keys("japan <enter>");
    assert_eq!(shown(&desk), 88, "{}", desk.text());
    desk.keys("X");
    assert_eq!(shown(&desk), 249);
}

#[test]
fn every_table_has_frequencies_and_lets_all_be_seen_again() {
    for keys in ["2", "5", "L", "H", "I"] {
        let mut desk = Desk::begin(season(), WIDE);
        desk.keys("5gr").keys("m<enter>").keys(keys);
        let rows = |desk: &Desk| {
            let screen = desk.app.screens.get(desk.app.screens.shown);
            screen.grid().map(|grid| grid.table().cursor).unwrap_or_default()
        };
        desk.keys("G");
        let last = rows(&desk);
        desk.keys("lF<enter>");
        desk.keys("X");
        desk.keys("G");
        assert_eq!(rows(&desk), last, "{keys}");
    }
}

#[test]
fn views_that_ship_are_two_keys() {
    let mut desk = Desk::sample(WIDE);
    desk.keys("'i");
    let rows: Vec<Status> = {
        let smelters = &desk.app.screens.smelters;
        smelters.grid.indexes().map(|index| desk.app.core.rows[index].status).collect()
    };
    assert_eq!((desk.app.screens.shown, rows.len()), (ScreenId::Smelters, 13));
    assert!(rows.iter().all(|status| *status == Status::Indeterminable));
    desk.keys("'c");
    assert_eq!(shown(&desk), 1, "one is in Rwanda");
    desk.keys("'o");
    assert_eq!(desk.app.screens.shown, ScreenId::Actions);
    desk.keys("<ctrl-o><ctrl-o>");
    assert_eq!((desk.app.screens.shown, shown(&desk)), (ScreenId::Smelters, 13), "{}", desk.text());
}

#[test]
fn a_saved_view_brings_indeterminable_tin_of_indonesia_back_in_two_keys_after_a_restart() {
    let mut desk = Desk::sample(WIDE);
    desk.keys("2mtticindonesia<enter>");
    let wanted = shown(&desk);
    let filter = desk.app.screens.smelters.filter.clone();
    assert!(wanted > 0 && wanted < 249, "{}", desk.text());
    desk.keys("'+Tin of Indonesia<enter>");
    has(&desk, "view t: Tin of Indonesia");
    let session = desk.app.session();
    let workspace = desk.app.core.workspace.clone();
    let mut desk = Desk::begin(Start { session, ..start(workspace) }, WIDE);
    desk.keys("2X1");
    // The quote and the letter.
    desk.keys("'t");
    assert_eq!((desk.app.screens.shown, shown(&desk)), (ScreenId::Smelters, wanted));
    assert_eq!(desk.app.screens.smelters.filter, filter);
    desk.keys("'-t");
    has(&desk, "Remove the view Tin of Indonesia?");
    desk.keys("y");
    has(&desk, "view Tin of Indonesia is removed");
    assert!(desk.app.screens.views.is_empty());
}

#[test]
fn a_number_that_is_entered_shows_all_it_counts_and_going_back_is_as_narrow_as_before() {
    let mut desk = Desk::sample(WIDE);
    desk.keys("2").keys(&"l".repeat(5)).keys("F<enter>");
    let narrow = shown(&desk);
    assert!(narrow < 249, "{}", desk.text());
    desk.keys("1<tab><tab>").keys(&"l".repeat(4)).keys("<enter>");
    assert_eq!(shown(&desk), 106, "all gold: {}", desk.text());
    desk.keys("<ctrl-o><ctrl-o>");
    assert_eq!((desk.app.screens.shown, shown(&desk)), (ScreenId::Smelters, narrow));
}
