//! Columns as wide as their text, the name cut last, and the panel beside a table hidden, shown and resized.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::app::{Desk, start};
use crate::common::programme::{listed_season, season};
use rcoi::app::layout::{TablePanes, body};
use rcoi::app::screen::OneShown;
use rcoi::app::{Key, Msg, Start};
use rcoi::demo;
use rcoi::domain::{Charter, Workspace};
use rcoi::query::declared::DeclaredField;
use rcoi::query::suppliers::SupplierField;
use rcoi::query::{FacilityField, Field};
use rcoi::store::{RealDisk, write_atomic};
use rcoi::text::width;
use tempfile::TempDir;

fn press(desk: &mut Desk, key: &str) {
    desk.send(Msg::Key(Key::parse(key).unwrap()));
}

fn panes(desk: &Desk) -> TablePanes {
    desk.app.screens.shown().table_panes(body(desk.app.core.size)).unwrap()
}

/// What is drawn in a column of the table, its head first.
fn drawn(desk: &Desk, at: usize) -> Vec<String> {
    let (panes, text) = (panes(desk), desk.text());
    let column = panes.table.columns.get(at).unwrap();
    let cell = |line: &str| {
        let cell: String = line.chars().skip(column.x.into()).take(column.width.into()).collect();
        cell.trim().to_owned()
    };
    let first = usize::from(panes.table.header.y);
    text.lines().skip(first).take(1 + panes.table.visible).map(cell).collect()
}

/// The demo's suppliers with what they sent.
fn with_demo(size: (u16, u16)) -> Desk {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in demo::suppliers() {
        write_atomic(&RealDisk, &folder.path().join(name), &bytes).unwrap();
    }
    let charter = Charter { company: "Example Corp".to_owned(), year: 2026, sample: false };
    let mut desk = Desk::on(Workspace::new(charter), size);
    desk.keys("6").import(folder.path());
    desk.keys("y<esc>");
    assert_eq!(desk.app.core.suppliers.len(), 7, "{}", desk.text());
    desk
}

#[test]
fn names_of_the_sample_are_whole_at_120_columns() {
    let mut desk = Desk::sample((120, 40));
    desk.keys("2");
    let (mut pages, mut cut) = (0, Vec::new());
    loop {
        let names = drawn(&desk, 1);
        assert_eq!((names.len(), names[0].as_str()), (35, "name"));
        cut.push(names.iter().filter(|name| name.ends_with('…')).count());
        pages += 1;
        let first = panes(&desk).table.first_row;
        desk.keys("<pagedown>");
        if panes(&desk).table.first_row == first {
            break;
        }
    }
    assert_eq!(cut[0], 0, "{}", desk.text());
    assert!(pages > 6 && cut.iter().all(|cut| *cut < 3), "{cut:?}");
    assert!(desk.text().contains(" W  "), "metals are symbols\n{}", desk.text());
}

#[test]
fn suppliers_of_the_demo_are_whole_at_200_columns() {
    let mut desk = with_demo((200, 60));
    desk.keys("5");
    let text = desk.text();
    for row in desk.app.core.suppliers.iter() {
        assert!(text.contains(&row.name), "{}\n{text}", row.name);
    }
    desk.keys("L");
    let rows = &desk.app.screens.rows;
    let names: Vec<&str> = (0..panes(&desk).table.visible)
        .map(|at| rows.grid.index(at).and_then(|index| desk.app.core.named_row(index)).unwrap().supplier())
        .collect();
    assert!(names.len() > 50);
    assert_eq!(drawn(&desk, 0)[1..], names);
}

#[test]
fn an_outcome_takes_no_more_room_than_its_words() {
    let mut desk = Desk::begin(season(), (200, 60));
    desk.keys("L");
    let at = desk.app.screens.rows.grid.fields().iter().position(|field| *field == DeclaredField::Outcome);
    let column = panes(&desk).table.columns[at.unwrap()];
    assert_eq!(usize::from(column.width), "= duplicate".len());
}

/// Every column is exactly as wide as the widest of what is drawn of it, its signs included, or as its head.
#[test]
fn what_is_measured_is_what_is_drawn() {
    for keys in ["2fo", "5", "6", "H", "L", "Od2027-02-01<enter>I"] {
        let mut desk = Desk::begin(listed_season(), (400, 60));
        desk.keys("3..").keys(keys);
        let columns = panes(&desk).table.columns;
        assert!(columns.len() > 2, "{keys}\n{}", desk.text());
        for (at, column) in columns.iter().enumerate() {
            let drawn = drawn(&desk, at);
            let widest = drawn.iter().map(|cell| width(cell)).max();
            assert_eq!(widest, Some(column.width.into()), "{keys}: {drawn:?}\n{}", desk.text());
        }
    }
}

#[test]
fn the_width_that_a_person_set_stays() {
    let mut desk = Desk::sample((120, 40));
    desk.keys("2v+++<enter>");
    assert_eq!(panes(&desk).table.columns[0].width, 11, "three more than “Tantalum” takes");
    assert_eq!(drawn(&desk, 0)[1], "Tantalum", "and its words stay");
    let session = desk.app.session();
    let mut again = Desk::begin(Start { session, ..start(desk.app.core.workspace.clone()) }, (80, 24));
    again.keys("2");
    assert_eq!(panes(&again).table.columns[0].width, 11);
}

#[test]
fn files_have_all_columns_in_words_whatever_the_screen_has_room_for() {
    let exported = |size| {
        let mut desk = Desk::begin(season(), size);
        desk.keys("2x");
        let csv = desk.files.iter().find(|(name, _)| name.ends_with(".csv")).unwrap();
        String::from_utf8(csv.1.clone()).unwrap()
    };
    let small = exported((80, 24));
    assert_eq!(small, exported((200, 60)));
    assert!(small.contains("Tantalum") && small.contains("SWITZERLAND") && small.contains("CID900001"));
}

#[test]
fn the_column_under_the_cursor_stays_when_others_leave() {
    let mut desk = Desk::sample((300, 60));
    desk.keys("2lll");
    let field = desk.app.screens.smelters.grid.column();
    assert_eq!(field, Some(FacilityField::Country), "behind the empty CIDs, which have room here");
    desk.send(Msg::Resize(120, 40));
    assert_eq!(desk.app.screens.smelters.grid.column(), field);
    assert!(!desk.app.screens.smelters.grid.fields().contains(&FacilityField::Cid));
    desk.send(Msg::Resize(300, 60));
    assert_eq!(desk.app.screens.smelters.grid.column(), field);
}

#[test]
fn a_column_that_left_is_there_under_the_cursor() {
    let mut desk = Desk::sample((70, 24));
    desk.keys("2");
    assert!(!desk.text().contains("risk"), "{}", desk.text());
    desk.keys("llll");
    let text = desk.text();
    assert!(text.contains("risk") && text.contains("name") && text.contains("status"), "{text}");
}

#[test]
fn a_search_gives_the_room_that_it_saves_to_words() {
    let mut desk = Desk::sample((120, 40));
    desk.keys("2/tanbre<enter>");
    let text = desk.text();
    assert!(text.contains("Tantalum Jiujiang Tanbre Co., Ltd. CHINA   ● Conformant"), "{text}");
}

#[test]
fn a_new_name_makes_its_column_wider_at_once() {
    let mut desk = Desk::begin(season(), (200, 60));
    desk.keys("L");
    let name = "Alpha Assembly and Precision Stamping of the North Limited";
    desk.keys("5<home>e");
    desk.keys(&format!("n<ctrl-u>{name}<enter>"));
    desk.keys("<esc><esc>L<home>");
    assert_eq!(drawn(&desk, 0)[1], name, "{}", desk.text());
}

#[test]
fn the_panel_is_hidden_and_shown_again_and_that_is_kept() {
    for keys in ["2", "5"] {
        let mut desk = Desk::begin(season(), (120, 40));
        desk.keys(keys);
        let before = panes(&desk);
        desk.keys("z");
        assert!(desk.text().contains("z shows it again"), "{}", desk.text());
        let hidden = panes(&desk);
        assert_eq!((hidden.table_pane.width, hidden.detail_pane.height), (120, 0), "{keys}");
        desk.keys("<tab>j");
        let cursor = desk.app.screens.shown().grid().unwrap().table().cursor;
        assert_eq!(cursor, 1, "what is hidden takes no keys");
        let session = desk.app.session();
        let mut again = Desk::begin(Start { session, ..season() }, (120, 40));
        again.keys(keys);
        assert_eq!(panes(&again).detail_pane.height, 0);
        again.keys("z");
        assert_eq!(panes(&again).detail_pane, before.detail_pane);
        assert!(again.app.session().smelter_panel == rcoi::app::detail_pane::PaneShape::default());
    }
}

#[test]
fn the_panel_takes_more_and_less_of_the_room_and_that_is_kept() {
    let mut desk = Desk::sample((200, 60));
    desk.keys("2");
    let usual = panes(&desk).detail_pane.width;
    press(&mut desk, "alt->");
    press(&mut desk, "alt->");
    assert_eq!(panes(&desk).detail_pane.width, usual + 8);
    press(&mut desk, "alt-<");
    assert_eq!(panes(&desk).detail_pane.width, usual + 4);
    let session = desk.app.session();
    let mut again = Desk::begin(Start { session, ..start(desk.app.core.workspace.clone()) }, (200, 60));
    again.keys("2");
    assert_eq!(panes(&again).detail_pane.width, usual + 4);
    for _ in 0..60 {
        press(&mut again, "alt->");
    }
    assert_eq!(panes(&again).table_pane.width, 40, "some of the table stays");
    press(&mut again, "alt-<");
    assert_eq!(panes(&again).table_pane.width, 44, "and one key goes back");
    again.keys("5");
    assert!(again.text().contains("No suppliers"), "each screen has its own\n{}", again.text());
}

#[test]
fn a_panel_below_its_table_is_higher_or_lower() {
    let mut desk = Desk::sample((80, 40));
    desk.keys("2");
    let usual = panes(&desk).detail_pane.height;
    press(&mut desk, "alt->");
    assert_eq!(panes(&desk).detail_pane.height, usual + 2);
    for _ in 0..20 {
        press(&mut desk, "alt-<");
    }
    assert_eq!(panes(&desk).detail_pane.height, 4);
    desk.keys("z");
    assert_eq!(panes(&desk).table_pane.height, 37);
    press(&mut desk, "alt->");
    assert!(desk.text().contains("the panel has no table beside it"), "{}", desk.text());
}

#[test]
fn the_panel_gives_way_to_names() {
    let width_at = |columns: u16, keys: &str| {
        let mut desk = Desk::sample((columns, 40));
        desk.keys(keys);
        panes(&desk).detail_pane.width
    };
    assert_eq!(width_at(120, "2"), 34, "names need the room");
    assert_eq!(width_at(120, "2/luna<enter>"), 41, "a short name does not");
}

#[test]
fn places_in_files_are_not_torn_apart() {
    let mut desk = Desk::begin(season(), (120, 40));
    desk.keys("2");
    assert!(desk.text().contains(" Smelter Look-up!B5"), "{}", desk.text());
}

#[test]
fn short_forms_are_of_columns_that_a_screen_shows() {
    assert!(FacilityField::short_forms().len() >= 3 && SupplierField::short_forms().len() >= 2);
}
