//! A source at a place of it: the cells of a kept workbook around the one in question.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::app::Desk;
use crate::common::programme::season;
use rcoi::app::Msg;
use rcoi::app::msg::SourceAround;
use rcoi::app::overlays::Overlay;
use rcoi::domain::Place;
use rcoi::runtime::source_text::{SourceWanted, read};
use rcoi::store::{RealDisk, write_atomic};
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
    assert!(matches!(desk.app.overlays.last(), Some(Overlay::Text(view)) if *view == letter));
}
