use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::ui::{Signs, Theme, dump};

/// Made-up rows, which count how often they are asked.
struct Rows {
    len: usize,
    asked: Cell<usize>,
}

impl Rows {
    fn new(len: usize) -> Self {
        Self { len, asked: Cell::new(0) }
    }
}

const NAMES: [&str; 5] = [
    "Zhejiang Copper 銅業有限公司 Works",
    "Me\u{301}taux Pre\u{301}cieux S.A.",
    "Luna Smelter, Ltd.",
    "Żółta Huta",
    "Gold by Gold Refinery of the Long Name Company",
];

impl TableSource for Rows {
    fn len(&self) -> usize {
        self.len
    }

    fn cell(&self, row: usize, column: usize) -> CellText<'_> {
        self.asked.set(self.asked.get() + 1);
        let name = NAMES[row % NAMES.len()];
        match column {
            0 => CellText::new("Gold", Role::Text),
            1 => CellText::new(name, Role::Text)
                .found(name.match_indices("Gold").map(|(at, s)| at..at + s.len()).collect()),
            2 if row.is_multiple_of(2) => CellText::new("● Conformant", Role::Conformant),
            2 => CellText::new("? Unresolved", Role::Unresolved),
            _ => CellText::new((row * 7).to_string(), Role::Muted),
        }
    }

    fn is_marked(&self, row: usize) -> bool {
        row % 4 == 1
    }
}

fn specs() -> Vec<ColumnSpec> {
    vec![
        ColumnSpec::fixed("Metal", 8),
        ColumnSpec::between("Name", 12, 34),
        ColumnSpec::fixed("Status", 12),
        ColumnSpec::fixed("Suppliers", 9).right(),
    ]
}

fn screen(width: u16, height: u16, state: TableState, rows: &Rows, theme: &Theme) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let specs = specs();
    let layout = state.layout(&specs, Area::new(0, 0, buffer.area.width, buffer.area.height), rows.len);
    let sort = [SortMark { column: 3, descending: true }, SortMark { column: 1, descending: false }];
    let view =
        TableView { source: rows, specs: &specs, state: &state, layout: &layout, sort: &sort, focused: true };
    view.draw(&mut Pen::new(&mut buffer, theme));
    buffer
}

fn at(cursor: usize) -> TableState {
    TableState { cursor, column: 1, ..TableState::default() }
}

#[test]
fn only_what_is_visible_is_asked_for() {
    let rows = Rows::new(1_000_000);
    screen(100, 30, at(500_000), &rows, &Theme::dark());
    assert_eq!(rows.asked.get(), 29 * 4);
    let rows = Rows::new(1_000_000);
    screen(30, 30, at(500_000), &rows, &Theme::dark());
    assert_eq!(rows.asked.get(), 29 * 2);
}

#[test]
fn wide_and_combining_characters_keep_columns_aligned() {
    insta::assert_snapshot!(dump::text(&screen(60, 9, at(2), &Rows::new(40), &Theme::dark())), @r"
      Metal    Name ▲2                  Status       Suppl… ▼1
      Gold     Zhejiang Copper 銅業有…  ● Conformant         0 ┃
    ✓ Gold     Métaux Précieux S.A.     ? Unresolved         7
      Gold     Luna Smelter, Ltd.       ● Conformant        14
      Gold     Żółta Huta               ? Unresolved        21
      Gold     Gold by Gold Refinery o… ● Conformant        28
    ✓ Gold     Zhejiang Copper 銅業有…  ? Unresolved        35
      Gold     Métaux Précieux S.A.     ● Conformant        42
      Gold     Luna Smelter, Ltd.       ? Unresolved        49
    ");
}

#[test]
fn cursor_marks_and_matches_are_laid_over_the_rows() {
    insta::assert_snapshot!(dump::styled(&screen(70, 7, at(1), &Rows::new(5), &Theme::probe())), @r"
      Metal    Name ▲2                            Status       Suppl… ▼1
      Gold     Zhejiang Copper 銅業有限公司 Works ● Conformant         0
    ✓ Gold     Métaux Précieux S.A.               ? Unresolved         7
      Gold     Luna Smelter, Ltd.                 ● Conformant        14
      Gold     Żółta Huta                         ? Unresolved        21
      Gold     Gold by Gold Refinery of the Long… ● Conformant        28

    ---
    0: Accent 16-17 66-67, Heading 2-6 46-51 59-64, HeadingActive 11-14
    1: Conformant 46-57, Muted 67-67
    2: /Selected 1-45 58-66 68-68, Accent/Selected 0-0, Muted/Selected 67-67, Unresolved/Selected 46-57
    3: Conformant 46-57, Muted 66-67
    4: Muted 66-67, Unresolved 46-57
    5: Conformant 46-57, Match/Match 11-14 19-22, Muted 66-67
    ");
}

#[test]
fn a_narrow_table_says_that_there_is_more() {
    let state = TableState { column: 2, ..at(39) };
    insta::assert_snapshot!(dump::text(&screen(34, 8, state, &Rows::new(40), &Theme::dark())), @r"
    ‹ Name ▲2           Status       ›
    ✓ Żółta Huta        ? Unresolved
      Gold by Gold Ref… ● Conformant
      Zhejiang Copper … ? Unresolved
      Métaux Précieux … ● Conformant
    ✓ Luna Smelter, Lt… ? Unresolved
      Żółta Huta        ● Conformant
      Gold by Gold Ref… ? Unresolved ┃
    ");
}

#[test]
fn plain_signs_are_ascii() {
    let theme = Theme::mono().with_signs(&Signs::ASCII);
    insta::assert_snapshot!(dump::text(&screen(34, 4, at(0), &Rows::new(40), &theme)), @r"
      Metal    Name ^2               >
      Gold     Zhejiang Copper 銅業~ #
    x Gold     Métaux Précieux S.A.
      Gold     Luna Smelter, Ltd.
    ");
}

#[test]
fn a_pane_without_focus_has_a_dim_cursor_and_no_column() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 3));
    let (rows, specs, state) = (Rows::new(2), specs(), at(0));
    let layout = state.layout(&specs, Area::new(0, 0, buffer.area.width, buffer.area.height), 2);
    let view =
        TableView { source: &rows, specs: &specs, state: &state, layout: &layout, sort: &[], focused: false };
    view.draw(&mut Pen::new(&mut buffer, &Theme::probe()));
    let styles = dump::styled(&buffer);
    assert!(styles.contains("SelectedDim") && !styles.contains("HeadingActive"), "{styles}");
}

#[test]
fn every_size_draws() {
    for width in 0..=20 {
        for height in 0..=20 {
            for len in [0, 1, 7, 1000] {
                for column in 0..5 {
                    let state = TableState { column, ..at(len / 2) };
                    let buffer = screen(width, height, state, &Rows::new(len), &Theme::dark());
                    assert_eq!(buffer.area.width, width);
                }
            }
        }
    }
}
