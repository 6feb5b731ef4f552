//! A source at a place of it: the cells of a kept workbook around the one in question.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::app::Desk;
use crate::common::programme::season;
use rcoi::app::Msg;
use rcoi::app::msg::SourceAround;
use rcoi::app::overlays::Overlay;
use rcoi::app::overlays::sheet::SheetAround;
use rcoi::domain::Place;
use rcoi::runtime::source_text::{SourceWanted, read};
use rcoi::store::{RealDisk, write_atomic};
use rcoi::ui::{Signs, Theme};
use tempfile::TempDir;

/// A row of a supplier's declaration whose source was asked for with `o`, answered by the workbook of a demo's supplier.
fn opened(size: (u16, u16), place: (&str, &str)) -> Desk {
    let originals = TempDir::new().unwrap();
    let (file, raw) = rcoi::demo::suppliers().into_iter().next().unwrap();
    write_atomic(&RealDisk, &originals.path().join("abc.xlsx"), &raw).unwrap();
    let mut desk = Desk::begin(season(), size);
    desk.keys("5gjjbo");
    let asked = desk.effects.iter().any(|effect| effect.contains("ReadSource"));
    assert!(asked, "{:?}", desk.effects);
    let place = Place::Cell(place.0.to_owned(), place.1.to_owned());
    let wanted =
        SourceWanted { originals: originals.path().to_owned(), sha256: "abc".to_owned(), file, place };
    desk.send(Msg::SourceRead(read(&RealDisk, &wanted)));
    desk
}

/// The cell under the cursor.
fn cell(desk: &Desk) -> Option<(String, String)> {
    match desk.app.overlays.last() {
        Some(Overlay::Sheet(view)) => view.cell().map(|(name, text)| (name, text.to_owned())),
        _ => None,
    }
}

#[test]
fn the_cells_around_a_place_look_right() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let desk = opened(size, ("Smelter List", "B5"));
        insta::assert_snapshot!(format!("sheet_{}x{}", size.0, size.1), desk.text());
    }
    insta::assert_snapshot!("sheet_roles", opened((80, 24), ("Smelter List", "B5")).styled());
    let mut desk = opened((80, 24), ("Smelter List", "B5"));
    desk.keys("Gkklllllll");
    insta::assert_snapshot!("sheet_end", desk.text());
    let plain = Theme::mono().with_signs(&Signs::ASCII);
    for size in [(80, 24), (120, 40)] {
        let drawn = opened(size, ("Smelter List", "B5")).drawn(&plain);
        insta::assert_snapshot!(format!("sheet_plain_{}x{}", size.0, size.1), drawn);
    }
    let mut desk = opened((120, 40), ("Declaration", "D26"));
    insta::assert_snapshot!("sheet_questions", desk.text());
    desk.keys("G");
    insta::assert_snapshot!("sheet_questions_end", desk.text());
}

#[test]
fn cells_are_walked_and_copied() {
    let mut desk = opened((120, 40), ("Smelter List", "B5"));
    let (name, text) = cell(&desk).unwrap();
    assert_eq!(name, "B5");
    assert!(!text.is_empty());
    desk.keys("y");
    assert!(desk.effects.contains(&format!("Copy({text:?})")), "{:?}", desk.effects);
    desk.keys("hj<right><up>kl");
    assert_eq!(cell(&desk).unwrap().0, "C4");
    desk.keys("<esc>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn what_a_column_cuts_stands_whole_below() {
    let mut desk = opened((80, 24), ("Smelter List", "B5"));
    desk.keys("<esc>o");
    let long: Vec<String> = (0..90).map(|at| format!("word{at}")).collect();
    let rows = vec![
        (1, vec!["Metal".to_owned(), "Remark".to_owned()]),
        (2, vec!["Gold".to_owned(), long.join(" ")]),
        (3, Vec::new()),
        (4, Vec::new()),
        (5, vec!["Tin".to_owned(), "none".to_owned()]),
    ];
    desk.send(Msg::SourceRead(Ok(SourceAround::Sheet(SheetAround::of(rows, (2, 1), |_| true)))));
    let text = desk.text();
    let whole = |text: &str| long.iter().filter(|word| text.contains(word.as_str())).count();
    assert_eq!(whole(&text), long.len(), "{text}");
    desk.keys("j");
    assert_eq!(desk.text().matches("2 empty rows").count(), 2, "in its line, and below");
    desk.keys("y");
    assert_eq!(
        desk.app.core.toast.as_ref().map(|toast| toast.text.as_str()),
        Some("nothing stands in this cell")
    );
}

#[test]
fn no_size_of_the_grid_panics() {
    let mut desk = opened((120, 40), ("Smelter List", "B5"));
    for keys in ["", "G", "lllllllllllllllllll", "g"] {
        desk.keys(keys);
        for size in (0..=20)
            .flat_map(|columns| (0..=20).map(move |rows| (columns, rows)))
            .chain([(60, 16), (300, 90)])
        {
            desk.send(Msg::Resize(size.0, size.1));
            assert!(desk.text().lines().count() <= usize::from(size.1));
        }
    }
}

#[test]
fn an_answer_that_comes_late_takes_no_other_text_away() {
    let mut desk = opened((120, 40), ("Smelter List", "B5"));
    desk.keys("<esc><esc>5gjjp");
    let Some(Overlay::Text(letter)) = desk.app.overlays.last() else { panic!("no letter") };
    let letter = letter.clone();
    desk.send(Msg::SourceRead(Ok(SourceAround::Lines(vec![(1, "a line".to_owned())]))));
    assert!(matches!(desk.app.overlays.last(), Some(Overlay::Text(view)) if view.lines == letter.lines));
}
