//! Sections in the company's own words, written in the interface: the editor, its check, and the way back to the list.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::app::Desk;
use crate::common::programme::season;
use rcoi::app::overlays::Overlay;
use rcoi::app::overlays::editor::Editor;
use rcoi::app::screens::Screens;
use rcoi::app::{Effect, Msg};
use rcoi::domain::{FactKey, FactOrigin, FactRecord};

/// The keys that open the editor on the company overview.
const OVERVIEW: &str = "Coverview<enter>w";

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::begin(season(), (100, 30));
    desk.keys(keys);
    desk
}

fn editor(desk: &Desk) -> Option<&Editor<Screens>> {
    if let Some(Overlay::Editor(editor)) = desk.app.overlays.last() { Some(editor) } else { None }
}

fn text(desk: &Desk) -> &str {
    editor(desk).unwrap().edited.text()
}

fn fact<'a>(desk: &'a Desk, key: &str) -> Option<&'a FactRecord> {
    desk.app.core.workspace.facts.get(&FactKey::new(key))
}

#[test]
fn a_section_is_written_saved_undone_and_written_on() {
    let mut desk = desk(OVERVIEW);
    desk.keys("The Company makes lamps.<enter><enter>It buys no ore.");
    assert!(desk.text().contains("not saved"), "{}", desk.text());
    desk.keys("<ctrl-s>");
    let said = fact(&desk, "company").unwrap();
    assert_eq!(said.text, "The Company makes lamps.\n\nIt buys no ore.");
    assert_eq!((said.origin, said.stamp.by.as_str()), (FactOrigin::Written, "ana"));
    // The list is there again, at the section behind the one that was written.
    assert!(desk.text().contains("What the company states: "), "{}", desk.text());
    desk.keys("<enter>");
    assert!(desk.text().contains("╭ Products "), "{}", desk.text());
    desk.keys("<esc>").keys("Coverview<enter>w");
    assert_eq!(text(&desk), "The Company makes lamps.\n\nIt buys no ore.");
    assert!(desk.text().contains("Written by ana on 2026-11-22"), "{}", desk.text());
    // What was not changed is left at once, and saving it records nothing.
    desk.keys("<ctrl-s>");
    assert_eq!(desk.entries.len(), 1);
    desk.keys("<esc>u");
    assert_eq!(fact(&desk, "company"), None);
}

#[test]
fn no_one_key_throws_away_what_was_written() {
    let mut desk = desk(OVERVIEW);
    desk.keys("lamps<ctrl-c><tab><f5><esc>");
    assert!(desk.text().contains("Throw away what is not saved?"), "{}", desk.text());
    desk.keys("x");
    assert_eq!(text(&desk), "lamps", "the key only takes the question away");
    desk.keys("<esc><esc>");
    assert_eq!(text(&desk), "lamps");
    desk.keys("<esc>");
    desk.send(Msg::Paste("y".to_owned()));
    assert_eq!(text(&desk), "lamps", "what is pasted is no answer");
    desk.send(Msg::Typed("y".to_owned()));
    assert!(editor(&desk).is_none() && desk.entries.is_empty());
}

#[test]
fn numbers_are_held_against_the_figures_after_each_key() {
    let mut desk = desk("Ccountries of origin<enter>w");
    desk.keys("Suppliers named 4,711 smelters.");
    assert!(desk.text().contains("4711 facilities: Annex I has "), "{}", desk.text());
    let facilities = desk.app.core.members().count();
    desk.keys("<ctrl-a>").keys(&format!("Suppliers named {facilities} smelters"));
    assert!(desk.text().contains(&format!("as computed: {facilities} smelters")), "{}", desk.text());
    assert!(!desk.text().contains("4711"), "{}", desk.text());
}

#[test]
fn a_proposal_is_read_in_the_editor_and_can_be_changed_before_it_is_said() {
    let mut desk = desk("Coverview<enter>1");
    assert!(text(&desk).contains("designs its products"), "{}", text(&desk));
    assert!(desk.text().contains("not saved"), "{}", desk.text());
    desk.keys("<ctrl-s>");
    assert_eq!(fact(&desk, "company").unwrap().origin, FactOrigin::Proposed);
    desk.keys("<esc>").keys("Coverview<enter>1<ctrl-end> And more.<ctrl-s>");
    assert_eq!(fact(&desk, "company").unwrap().origin, FactOrigin::Written);
}

#[test]
fn the_list_comes_again_after_every_kind_of_fact_and_not_after_the_report() {
    let mut desk = desk("Ckind of filing<enter>1");
    assert!(desk.text().contains("What the company states: "), "{}", desk.text());
    desk.keys("<esc>").keys("Cein<enter>");
    let mut desk = self::desk("Cemployer<enter>12-3456789<enter>");
    assert!(desk.text().contains("What the company states: "), "{}", desk.text());
    desk.keys("<enter>");
    assert!(desk.text().contains("╭ Principal executive offices "), "{}", desk.text());
    desk.keys("<esc>").keys("Cmitigate<enter>lcounsel adds it<enter>");
    assert!(desk.text().contains("What the company states: "), "{}", desk.text());
    desk.keys("<esc>7<enter>");
    assert!(!desk.text().contains("What the company states: "), "{}", desk.text());
    desk.keys("Example Corp.<enter>");
    assert!(desk.app.overlays.is_empty(), "{}", desk.text());
}

#[test]
fn what_is_pasted_keeps_its_paragraphs_and_what_is_too_long_is_refused_in_a_sentence() {
    let mut desk = desk(OVERVIEW);
    desk.send(Msg::Paste("one\r\rtwo\tthree\u{1b}\u{202e}".to_owned()));
    assert_eq!(text(&desk), "one\n\ntwo three");
    desk.send(Msg::Paste("a page of text ".repeat(70_000)));
    assert_eq!(text(&desk), "one\n\ntwo three");
    assert!(desk.text().contains("not pasted: it is 1025.4 KB"), "{}", desk.text());
    desk.keys("<ctrl-a><delete><ctrl-s>");
    assert!(desk.text().contains("not saved: Company overview cannot be empty"), "{}", desk.text());
}

#[test]
fn what_is_selected_goes_to_the_clipboard() {
    let mut desk = desk(OVERVIEW);
    desk.keys("one two<ctrl-shift-left><ctrl-c>");
    assert_eq!(desk.effects.last(), Some(&format!("{:?}", Effect::Copy("two".to_owned()))));
    desk.keys("<ctrl-end><ctrl-shift-left><ctrl-x>");
    assert_eq!(text(&desk), "one ");
}

#[test]
fn the_editor_looks_right_in_small_and_in_large() {
    for size in [(80, 24), (200, 60)] {
        let mut desk = Desk::begin(season(), size);
        desk.keys("Ccountries of origin<enter>w");
        desk.send(Msg::Paste(
            "Our suppliers named 4711 smelters and refiners in 12 countries, all of which are conformant.\n\nThe Company asked 5 \
             direct suppliers. Our products are conflict free."
                .to_owned(),
        ));
        desk.keys("<up><shift-right><shift-right><shift-right>");
        insta::assert_snapshot!(format!("editor_{}x{}", size.0, size.1), desk.text());
        if size.0 == 80 {
            insta::assert_snapshot!("editor_roles", desk.styled());
            insta::assert_snapshot!("editor_mono", desk.drawn(&rcoi::ui::Theme::mono()));
        }
    }
}

#[test]
fn the_editor_is_drawn_at_every_size() {
    let mut desk = desk(OVERVIEW);
    desk.keys("A 銅業 word that is long, and one more.<enter><enter>end<ctrl-a>");
    for columns in [60, 61, 80, 133] {
        for rows in 16..40 {
            desk.send(Msg::Resize(columns, rows));
            assert!(desk.text().contains("銅業"), "{columns} by {rows}");
            desk.keys("<pagedown><end><up><home><pageup>");
        }
    }
}

#[test]
fn a_text_of_another_editor_comes_back_unsaved_and_a_failure_leaves_it_as_it_was() {
    let mut desk = desk(OVERVIEW);
    desk.keys("lamps<ctrl-e>");
    assert_eq!(desk.effects.last(), Some(&format!("{:?}", Effect::EditText("lamps".to_owned()))));
    desk.send(Msg::TextEdited(Err(rcoi::Problem::new("no editor is set", "EDITOR", "set it"))));
    assert!(desk.text().contains("no editor is set"), "{}", desk.text());
    desk.keys("<esc>");
    assert_eq!(text(&desk), "lamps");
    desk.send(Msg::TextEdited(Ok("lamps\n\nand 4711 smelters named\u{202e}".to_owned())));
    assert_eq!(text(&desk), "lamps\n\nand 4711 smelters named");
    assert!(desk.text().contains("4711") && desk.text().contains("not saved"), "{}", desk.text());
    desk.keys("<ctrl-z>");
    assert_eq!(text(&desk), "lamps");
    assert!(desk.entries.is_empty());
}

#[test]
fn a_section_of_ones_own_is_added_written_moved_and_taken_out() {
    let mut desk = desk("C+ a section<enter>Grievance mechanism<enter>");
    assert!(desk.text().contains("Behind which section does it stand?"), "{}", desk.text());
    assert!(!desk.text().contains("Form SD, Item"), "the form keeps its own order:\n{}", desk.text());
    desk.keys("Step 1<enter>");
    assert!(desk.text().contains("╭ Grievance mechanism "), "{}", desk.text());
    desk.keys("Concerns can be raised.<ctrl-s>");
    let key = "section.grievance_mechanism";
    assert_eq!(fact(&desk, key).unwrap().text, "Concerns can be raised.");
    desk.keys("<esc>7");
    let headings = |desk: &Desk| -> Vec<String> {
        let Some(Ok(report)) = &*desk.app.screens.report.report else { return Vec::new() };
        let sections = report.documents.iter().flat_map(|document| &document.sections);
        sections.map(|section| section.heading.clone()).collect()
    };
    let place = |desk: &Desk, heading: &str| headings(desk).iter().position(|it| it.starts_with(heading));
    assert_eq!(place(&desk, "Grievance mechanism"), place(&desk, "Step 1.").map(|at| at + 1));
    desk.keys("Cgrievance mechanism<enter>mmitigate<enter><esc>");
    assert_eq!(place(&desk, "Grievance mechanism"), place(&desk, "Steps to Mitigate").map(|at| at + 1));
    desk.keys("Cgrievance mechanism<enter>xy<esc>");
    assert_eq!((place(&desk, "Grievance mechanism"), fact(&desk, key)), (None, None));
    desk.keys("u");
    assert!(place(&desk, "Grievance mechanism").is_some() && fact(&desk, key).is_some());
    desk.keys("uuu");
    assert_eq!(place(&desk, "Grievance mechanism"), None);
    assert!(desk.app.core.workspace.own_sections.is_empty());
}
