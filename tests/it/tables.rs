//! What every table of the program can do, and what Actions does with it: several follow-ups changed at once.

use crate::common::app::{Desk, start};
use crate::common::programme::season;
use rcoi::app::screen::{OneShown, Screen};
use rcoi::app::{Key, SCREENS, Scope, ScreenId};
use rcoi::domain::ActionState;

/// The screens that are tables, and the keys that lead there from a fresh start.
const TABLES: [(ScreenId, &str); 7] = [
    (ScreenId::Smelters, "2"),
    (ScreenId::Suppliers, "5"),
    (ScreenId::Actions, "6"),
    (ScreenId::History, "H"),
    (ScreenId::Rows, "L"),
    (ScreenId::Lists, "I"),
    (ScreenId::Diligence, "8apolicy<enter><enter>awebsite<enter><enter>"),
];

fn at(keys: &str) -> Desk {
    let mut desk = Desk::begin(season(), (160, 40));
    desk.keys(keys);
    desk
}

fn shown(desk: &Desk) -> &dyn Screen {
    desk.app.screens.shown()
}

/// A season with three follow-ups on facilities of different names, on Actions.
fn follow_ups() -> Desk {
    let mut desk = Desk::sample((160, 40));
    desk.keys("3...6");
    assert_eq!(desk.app.screens.actions.rows.len(), 3);
    desk
}

/// The titles of the follow-ups' facilities as shown, in order.
fn facilities(desk: &Desk) -> Vec<String> {
    let actions = &desk.app.screens.actions;
    let shown = actions.grid.indexes().filter_map(|index| actions.rows.get(index));
    shown.map(|row| row.on.clone()).collect()
}

#[test]
fn the_screens_with_a_table_are_those_of_its_commands() {
    let desk = at("1");
    for info in SCREENS {
        let is_table = desk.app.screens.get(info.id).grid().is_some();
        assert_eq!(is_table, Scope::Tables.includes(info.id), "{}", info.title);
        assert_eq!(is_table, TABLES.iter().any(|(id, _)| *id == info.id), "{}", info.title);
    }
}

#[test]
fn every_table_sorts_by_the_column_under_the_cursor() {
    for (id, keys) in TABLES {
        let mut desk = at(keys);
        desk.keys("ls");
        let sort = shown(&desk).status(&desk.app.core).sort;
        assert!(matches!(sort.as_slice(), [(_, false)]), "{id:?}: {sort:?}");
        desk.keys("s");
        let sort = shown(&desk).status(&desk.app.core).sort;
        assert!(matches!(sort.as_slice(), [(_, true)]), "again reverses, {id:?}: {sort:?}");
        desk.keys("hS");
        assert_eq!(shown(&desk).status(&desk.app.core).sort.len(), 2, "{id:?}");
    }
}

#[test]
fn every_table_has_its_columns_chosen() {
    for (id, keys) in TABLES {
        let mut desk = at(keys);
        let [before, usual] = shown(&desk).grid().unwrap().columns();
        assert_eq!(before, usual, "{id:?}");
        desk.keys("vj <enter>");
        let [after, _] = shown(&desk).grid().unwrap().columns();
        assert_eq!((before[1].shown, after[1].shown), (true, false), "{id:?}");
    }
}

#[test]
fn every_table_but_actions_leaves_as_a_file() {
    for (id, keys) in TABLES.into_iter().filter(|(id, _)| *id != ScreenId::Actions) {
        let mut desk = at(keys);
        desk.keys("x");
        assert!(desk.files.iter().any(|(name, bytes)| name.ends_with(".csv") && !bytes.is_empty()), "{id:?}");
    }
}

#[test]
fn several_follow_ups_change_at_once_after_one_question() {
    let mut desk = follow_ups();
    desk.keys("  ec");
    assert_eq!(desk.entries.len(), 3, "the form names both first");
    desk.keys("<enter>");
    assert_eq!(desk.entries.len(), 4, "one entry for both");
    let closed = |desk: &Desk| {
        desk.app.core.workspace.actions.values().filter(|action| action.state == ActionState::Closed).count()
    };
    assert_eq!(closed(&desk), 2);
    assert!(desk.app.screens.actions.grid.marked.is_empty(), "the selection has served");
    desk.keys("u");
    assert_eq!(closed(&desk), 0, "one undo takes both back");
    desk.keys("*<delete>");
    desk.keys("y");
    assert!(desk.app.core.workspace.actions.is_empty());
}

#[test]
fn what_is_the_same_already_is_no_change() {
    let mut desk = follow_ups();
    desk.keys("e");
    let letter = desk.app.screens.actions.current().unwrap().action.state.letter();
    desk.send(rcoi::app::Msg::Key(Key::char(letter)));
    desk.keys("<enter>");
    assert_eq!(desk.entries.len(), 3);
}

#[test]
fn follow_ups_are_filtered_by_state_and_stay_under_the_cursor() {
    let mut desk = follow_ups();
    desk.keys("jec<enter>");
    let here = desk.app.screens.actions.current().unwrap().action.id.clone();
    let closed =
        desk.app.core.workspace.actions.values().find(|one| one.state == ActionState::Closed).unwrap();
    assert_eq!(closed.id, here, "the cursor goes with its action to the end");
    let letter = ActionState::Closed.letter();
    desk.keys(&format!("t{letter}"));
    assert_eq!(facilities(&desk).len(), 1);
    assert!(desk.text().contains("1 of 3"), "{}", desk.text());
    desk.keys("X");
    assert_eq!(desk.app.screens.actions.current().unwrap().action.id, here);
}

#[test]
fn the_order_of_follow_ups_is_kept_for_the_next_start() {
    let mut desk = follow_ups();
    desk.keys("lllls");
    let sorted = facilities(&desk);
    assert!(sorted.is_sorted_by_key(|name| name.to_lowercase()), "{sorted:?}");
    let session = desk.app.session();
    let again = rcoi::app::Start { session, ..start(desk.app.core.workspace.clone()) };
    let mut again = Desk::begin(again, (160, 40));
    again.keys("6");
    assert_eq!(facilities(&again), sorted);
    assert_eq!(again.app.session(), desk.app.session());
}

#[test]
fn a_change_that_touches_one_serves_the_selection_too() {
    let mut desk = follow_ups();
    desk.keys(" .");
    assert!(desk.app.screens.actions.grid.marked.is_empty());
}

#[test]
fn the_question_says_how_many_are_hidden() {
    let mut desk = follow_ups();
    let owner =
        |desk: &Desk| desk.app.screens.actions.rows.iter().filter(|row| row.action.owner == "ben").count();
    desk.keys("*/luna<enter>w<ctrl-u>ben<enter>");
    assert!(desk.text().contains("Owner ben: 3 actions, 2 of them not shown?"), "{}", desk.text());
    desk.keys("n");
    assert_eq!(owner(&desk), 0);
}

#[test]
fn the_last_columns_that_are_as_usual_are_not_written() {
    let mut desk = at("5");
    assert!(desk.app.session().supplier_columns.is_empty());
    desk.keys("vj <enter>");
    let written = desk.app.session().supplier_columns;
    assert_eq!(written.iter().map(|choice| choice.shown).collect::<Vec<_>>(), [true, false]);
    let all = rcoi::app::table::choice::restored(written);
    let grid = &desk.app.screens.suppliers.grid;
    assert_eq!(all, grid.columns);
}
