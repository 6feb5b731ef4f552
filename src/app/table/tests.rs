use proptest::prelude::*;

use super::*;
use crate::query::{Align, Importance};

fn specs() -> Vec<ColumnSpec> {
    vec![
        ColumnSpec::fixed("Metal", 8),
        ColumnSpec::fixed("CID", 9),
        ColumnSpec::between("Name", 12, 30),
        ColumnSpec::between("Country", 6, 14),
        ColumnSpec::fixed("Suppliers", 5).right(),
    ]
}

fn at(cursor: usize) -> TableState {
    TableState { cursor, ..TableState::default() }
}

fn area(width: u16, height: u16) -> Area {
    Area::new(3, 2, width, height)
}

fn widths(layout: &TableLayout) -> Vec<(usize, u16)> {
    layout.columns.iter().map(|column| (column.index, column.width)).collect()
}

#[test]
fn the_cursor_keeps_two_rows_in_view_beyond_it() {
    assert_eq!(at(7).window(100, 10), 0..10);
    assert_eq!(at(8).window(100, 10), 1..11);
    assert_eq!(at(99).window(100, 10), 90..100);
    let scrolled = TableState { offset: 50, ..at(51) };
    assert_eq!(scrolled.window(100, 10), 49..59);
    assert_eq!(at(3).window(4, 10), 0..4);
    assert_eq!(at(9).window(0, 10), 0..0);
}

#[test]
fn moves_stay_inside() {
    let mut state = at(0);
    state.right(2);
    state.right(2);
    assert_eq!(state.column, 1);
    state.left();
    state.left();
    assert_eq!(state.column, 0);
    state.go(40, 25);
    assert_eq!(state.cursor, 24);
    state.go(40, 0);
    assert_eq!(state.cursor, 0);
}

#[test]
fn what_is_left_stays_blank_at_the_right() {
    let specs = specs();
    let layout = at(0).layout(&specs, area(103, 20), 50);
    assert_eq!(widths(&layout), [(0, 8), (1, 9), (2, 30), (3, 14), (4, 5)]);
    assert_eq!(layout.columns[0].x, 5);
    assert!(!layout.more_left && !layout.more_right);
}

#[test]
fn what_can_be_cut_gives_way_first_then_columns_leave() {
    let specs = specs();
    let narrow = at(0).layout(&specs, area(50, 20), 50);
    assert_eq!(widths(&narrow), [(0, 8), (1, 9), (2, 12), (3, 8), (4, 5)]);
    let narrower = at(0).layout(&specs, area(42, 20), 50);
    assert_eq!(widths(&narrower), [(0, 8), (1, 9), (2, 12), (3, 6)]);
    assert!(narrower.more_right && !narrower.more_left);
}

#[test]
fn the_column_under_the_cursor_is_shown() {
    let specs = specs();
    let state = TableState { column: 4, ..at(0) };
    let layout = state.layout(&specs, area(36, 20), 50);
    let shown: Vec<usize> = layout.columns.iter().map(|column| column.index).collect();
    assert_eq!(shown, [2, 3, 4]);
    assert!(layout.more_left && !layout.more_right);
    let tiny = state.layout(&specs, area(6, 20), 50);
    assert_eq!(widths(&tiny), [(4, 5)]);
}

#[test]
fn a_click_finds_what_is_drawn() {
    let specs = specs();
    let layout = TableState { offset: 10, ..at(14) }.layout(&specs, area(80, 10), 100);
    assert_eq!(layout.hit(5, 2), TableHit::Header(0));
    assert_eq!(layout.hit(13, 2), TableHit::Header(0));
    assert_eq!(layout.hit(14, 2), TableHit::Header(1));
    assert_eq!(layout.hit(5, 3), TableHit::Row(10, Some(0)));
    assert_eq!(layout.hit(3, 11), TableHit::Row(18, None));
    assert_eq!(layout.hit(5, 12), TableHit::None);
    assert_eq!(layout.hit(82, 3), TableHit::Scroll(0));
    assert_eq!(layout.hit(82, 11), TableHit::Scroll(99));
    let short = at(0).layout(&specs, area(80, 10), 3);
    assert_eq!(short.hit(5, 6), TableHit::None);
}

#[test]
fn the_thumb_reaches_both_ends() {
    let specs = specs();
    let thumb = |cursor, len| at(cursor).layout(&specs, area(80, 11), len).thumb();
    assert_eq!(thumb(0, 10), None);
    assert_eq!(thumb(0, 100), Some(0..1));
    assert_eq!(thumb(99, 100), Some(9..10));
    assert_eq!(thumb(usize::MAX, usize::MAX), Some(9..10));
}

/// Columns of a table as its text has them: a metal and a country with short forms, a name of which some are longer than most,
/// and two that can be missed.
fn measured() -> Vec<ColumnSpec> {
    let short =
        |title: &str, ideal| Some(ShortSpec { title: title.to_owned(), min: ideal, ideal, claim: ideal });
    let extra =
        |title, width| ColumnSpec { importance: Importance::Extra, ..ColumnSpec::fixed(title, width) };
    vec![
        ColumnSpec { short: short("m.", 2), ..ColumnSpec::fixed("metal", 8) },
        ColumnSpec { claim: 30, importance: Importance::Name, ..ColumnSpec::between("name", 16, 40) },
        ColumnSpec { short: short("c.", 2), ..ColumnSpec::between("country", 10, 24) },
        ColumnSpec { min: 6, ..extra("risk", 8) },
        extra("suppl.", 6),
    ]
}

/// The widths of the columns shown in a room of so many columns, those in their short form marked by an `s`.
fn placed(specs: &[ColumnSpec], room: u16, column: usize) -> String {
    let layout = TableState { column, ..at(0) }.layout(specs, area(room + 4, 20), 50);
    let word = |placed: &PlacedColumn| {
        format!("{}:{}{}", placed.index, placed.width, if placed.is_short { "s" } else { "" })
    };
    layout.columns.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn where_all_fits_nothing_is_cut_and_else_as_few_short_forms_come_as_will_do() {
    let specs = measured();
    assert_eq!(placed(&specs, 200, 0), "0:8 1:40 2:24 3:8 4:6");
    assert_eq!(placed(&specs, 90, 0), "0:8 1:40 2:24 3:8 4:6");
    assert_eq!(placed(&specs, 89, 0), "0:2s 1:40 2:24 3:8 4:6", "the one that saves just enough");
    assert_eq!(placed(&specs, 83, 0), "0:8 1:40 2:2s 3:8 4:6", "else the one that saves most");
    assert_eq!(placed(&specs, 62, 0), "0:2s 1:40 2:2s 3:8 4:6");
}

#[test]
fn what_matters_least_is_cut_and_leaves_before_the_name_is() {
    let specs = measured();
    assert_eq!(placed(&specs, 61, 0), "0:2s 1:40 2:2s 3:7 4:6");
    assert_eq!(placed(&specs, 58, 0), "0:2s 1:38 2:2s 3:6 4:6", "then a name of rare length is cut");
    assert_eq!(placed(&specs, 50, 0), "0:2s 1:30 2:2s 3:6 4:6");
    assert_eq!(placed(&specs, 49, 0), "0:2s 1:36 2:2s 3:6", "the last leaves, and the name has its room");
    assert_eq!(placed(&specs, 42, 0), "0:2s 1:36 2:2s");
    assert_eq!(placed(&specs, 42, 4), "0:2s 1:29 2:2s 4:6", "what the cursor is on stays");
    assert_eq!(placed(&specs, 30, 0), "0:2s 1:24 2:2s");
    assert_eq!(placed(&specs, 22, 0), "0:2s 1:16 2:2s");
    assert_eq!(placed(&specs, 21, 0), "0:2s 1:18", "then columns are scrolled out");
    assert_eq!(placed(&specs, 21, 2), "1:18 2:2s");
}

#[test]
fn a_table_says_what_more_room_would_bring() {
    let specs = measured();
    let lacking = |room: u16| {
        let Lacking { words, columns, names } = placing(&specs, area(room + 4, 20)).lacking();
        (words, columns, names)
    };
    assert_eq!(lacking(90), (0, 0, 0));
    assert_eq!(lacking(80), (10, 0, 0));
    assert_eq!(lacking(50), (40, 12, 10), "risk can be cut, and both are there");
    assert_eq!(lacking(35), (55, 27, 18), "names beside risk alone");
}

fn any_spec() -> impl Strategy<Value = ColumnSpec> {
    let importance = prop_oneof![Just(Importance::Name), Just(Importance::Needed), Just(Importance::Extra)];
    let widths = (0u16..40, any::<u16>(), any::<u16>());
    (widths, importance, proptest::option::of((0u16..9, 0u16..20))).prop_map(
        |((min, ideal, claim), importance, short)| ColumnSpec {
            title: "x".to_owned(),
            min,
            ideal,
            claim,
            align: Align::Left,
            importance,
            short: short.map(|(min, ideal)| ShortSpec { title: "y".to_owned(), min, ideal, claim }),
        },
    )
}

proptest! {
    #[test]
    fn every_layout_is_sound(
        specs in proptest::collection::vec(any_spec(), 0..9),
        (column, first_column) in (0usize..12, 0usize..12),
        (width, height) in (0u16..140, 0u16..30),
        (cursor, offset, len) in (any::<usize>(), any::<usize>(), prop_oneof![0usize..60, any::<usize>()]),
    ) {
        let mut state = TableState { cursor, offset, column, first_column, page: 0 };
        let layout = state.layout(&specs, area(width, height), len);
        let mut x = layout.gutter.right();
        for column in &layout.columns {
            prop_assert!(column.x >= x && column.width > 0);
            x = column.x + column.width + 1;
        }
        prop_assert!(layout.columns.is_empty() || x - 1 <= layout.rows.right());
        let wanted = column.min(specs.len().saturating_sub(1));
        let room = layout.rows.width > layout.gutter.width;
        prop_assert!(specs.is_empty() || !room || layout.columns.iter().any(|shown| shown.index == wanted));
        state.settle(&layout);
        prop_assert!(len == 0 || layout.rows.height == 0 || layout.window().contains(&state.cursor));
        let again = state.layout(&specs, area(width, height), len);
        prop_assert_eq!(again, layout);
    }
}
