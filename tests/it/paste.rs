//! Pasted text is one string: it goes into the field on top whole or not at all, and what is typed quicker than it can be shown
//! is the same as typed slowly.

use crate::common::app::Desk;
use proptest::prelude::*;
use rcoi::app::overlays::Overlay;
use rcoi::app::{Key, Msg};

/// Keys that open everything with a field: palette, help, search, prompts, pickers found by typing, the import.
const FIELDS: [&str; 12] = [":", "?", "2/", "4/", "5/", "6/", "7/", "H/", "3n", "3p", "2c", "2+"];

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::sample((120, 40));
    desk.keys(keys);
    desk
}

/// The text in the field on top; none without a field.
fn field(desk: &Desk) -> Option<&str> {
    desk.app.overlays.last().and_then(|top| top.field())
}

fn toast(desk: &Desk) -> &str {
    desk.app.core.toast.as_ref().map_or("", |toast| toast.text.as_str())
}

/// Those of the keys that lead to a field, and how many do.
fn with_fields() -> Vec<(&'static str, Desk)> {
    FIELDS.into_iter().map(|keys| (keys, desk(keys))).filter(|(_, desk)| field(desk).is_some()).collect()
}

#[test]
fn most_of_these_have_a_field() {
    assert!(with_fields().len() >= 9, "{}", with_fields().len());
}

#[test]
fn a_text_is_pasted_as_one_line_where_the_cursor_is_and_keeps_its_lines_in_a_note() {
    for (keys, mut desk) in with_fields() {
        let before = field(&desk).unwrap_or_default().to_owned();
        desk.send(Msg::Paste("first  line\r\nsecond\tone\u{1b}\u{202e}\n\n".to_owned()));
        let end = if keys == "3n" { "\n" } else { " " };
        assert_eq!(field(&desk), Some(format!("{before}first  line{end}second one").as_str()), "{keys}");
        desk.text();
    }
    let mut desk = desk("3rh");
    desk.keys("ad<left>");
    desk.send(Msg::Paste("b\nc".to_owned()));
    assert_eq!(field(&desk), Some("ab cd"));
    desk.keys("!");
    assert_eq!(field(&desk), Some("ab c!d"), "the cursor stands behind what was pasted");
}

#[test]
fn what_is_too_long_is_refused_whole_and_both_sizes_are_told() {
    for (keys, mut desk) in with_fields() {
        desk.keys("zu");
        let before = field(&desk).map(str::to_owned);
        desk.send(Msg::Paste("a page of text ".repeat(70_000)));
        assert_eq!(field(&desk), before.as_deref(), "{keys}");
        let told = toast(&desk);
        assert!(told.contains("1025.4 KB") && told.contains("64 KB"), "{keys}: {told}");
        assert!(desk.text().contains("1025.4 KB"), "{keys}:\n{}", desk.text());
        desk.send(Msg::Paste("x".repeat(64 * 1024 + 1)));
        assert_eq!(field(&desk), before.as_deref(), "{keys}");
        // What fits is taken, and what would then be too much is not.
        desk.send(Msg::Paste("x".repeat(40 * 1024)));
        assert_eq!(field(&desk).map(str::len), before.as_ref().map(|held| held.len() + 40 * 1024), "{keys}");
        desk.send(Msg::Paste("x".repeat(40 * 1024)));
        assert_eq!(field(&desk).map(str::len), before.as_ref().map(|held| held.len() + 40 * 1024), "{keys}");
        assert!(toast(&desk).contains("the field holds 40.1 KB"), "{keys}: {}", toast(&desk));
    }
}

#[test]
fn a_field_that_is_full_takes_no_letter_more() {
    let mut desk = desk(":");
    desk.send(Msg::Paste("x".repeat(64 * 1024)));
    desk.keys("y");
    desk.send(Msg::Typed("yes".to_owned()));
    assert_eq!(field(&desk).map(str::len), Some(64 * 1024));
    assert!(toast(&desk).contains("64 KB at most"), "{}", toast(&desk));
    desk.keys("<backspace>y");
    assert!(field(&desk).is_some_and(|held| held.ends_with("xy")));
}

#[test]
fn where_nothing_takes_text_that_is_said() {
    for keys in ["2", "3d", "2x"] {
        let mut desk = desk(keys);
        let (before, overlays) = (desk.entries.len(), desk.app.overlays.len());
        desk.send(Msg::Paste("yes".to_owned()));
        assert_eq!((desk.entries.len(), desk.app.overlays.len()), (before, overlays), "{keys}");
        assert!(toast(&desk).contains("nothing takes text here"), "{keys}: {}", toast(&desk));
    }
}

#[test]
fn the_cursor_is_seen_in_a_long_text() {
    let mut desk = desk("3rh");
    desk.send(Msg::Paste("銅業 ".repeat(4_000) + "the end"));
    assert!(desk.text().contains("the end"), "{}", desk.text());
    desk.keys("<home>");
    assert!(desk.text().contains("> 銅業") && !desk.text().contains("the end"), "{}", desk.text());
}

/// How many entries of the palette are shown.
fn shown(desk: &Desk) -> Option<usize> {
    if let Some(Overlay::Help(help)) = desk.app.overlays.last() { Some(help.shown.len()) } else { None }
}

#[test]
fn more_than_any_name_has_finds_nothing_and_less_finds_what_it_did() {
    let mut desk = desk(":");
    desk.send(Msg::Paste("undo undo undo".to_owned()));
    assert!(shown(&desk).is_some_and(|shown| shown > 0));
    desk.send(Msg::Paste(" undo".repeat(100)));
    assert_eq!(shown(&desk), Some(0));
}

/// What typing can change.
fn state(desk: &Desk) -> (Option<String>, String, usize, String) {
    (field(desk).map(str::to_owned), desk.text(), desk.entries.len(), format!("{:?}", desk.app.screens.shown))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn typed_at_once_is_typed_one_by_one(keys in proptest::sample::select(FIELDS.to_vec()), typed in "[a-c /é銅1u]{0,12}") {
        let (mut slow, mut quick) = (desk(keys), desk(keys));
        prop_assume!(field(&slow).is_some());
        typed.chars().for_each(|c| slow.send(Msg::Key(Key::char(c))));
        quick.send(Msg::Typed(typed.clone()));
        prop_assert_eq!(state(&slow), state(&quick), "{}", keys);
    }
}
