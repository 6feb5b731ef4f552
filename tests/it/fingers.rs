//! Fingers that can do no harm: what a key too many does not lose, leave or change.

use crate::common::app::{Desk, clock, start};
use crate::common::programme::season;
use rcoi::app::msg::WrittenFiles;
use rcoi::app::{Key, Msg, ScreenId, Start, update};

const WIDE: (u16, u16) = (200, 60);

/// Takes the last edit back, and says yes where that is asked about.
pub fn undo(desk: &mut Desk) {
    desk.keys("u");
    if !desk.app.overlays.is_empty() {
        desk.keys("y");
    }
}

fn desk() -> Desk {
    Desk::sample(WIDE)
}

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text:?} is not on\n{}", desk.text());
}

#[test]
fn ctrl_c_cancels_what_is_half_typed_and_ends_the_program_from_a_screen_only() {
    let mut desk = desk();
    desk.keys("2nhalf a note<ctrl-c>");
    has(&desk, "Esc again discards what was typed");
    desk.keys("<ctrl-c>");
    assert!(desk.app.overlays.is_empty() && desk.effects.is_empty(), "{:?}", desk.effects);
    desk.keys("/zijin<ctrl-c>");
    assert_eq!(desk.app.screens.smelters.filter.search, "");
    assert!(desk.effects.is_empty());
    desk.keys("<ctrl-c>");
    assert!(desk.effects.iter().any(|effect| effect == "Quit"));
}

#[test]
fn what_is_half_typed_is_discarded_by_a_second_esc_only() {
    let mut desk = desk();
    for opens in ["2nhalf", "2rhhalf", "5+half", "2en<end>half", "2pfile.pdf<tab>", "On<esc>Odfri"] {
        desk.keys(opens);
        assert_eq!(desk.app.overlays.len(), 1, "{opens}");
        desk.keys("<esc>");
        has(&desk, "Esc again discards what was typed");
        desk.keys("<left>");
        assert!(!desk.text().contains("Esc again"), "{opens}: another key goes on");
        desk.keys("<esc><esc>");
        assert!(desk.app.overlays.is_empty(), "{opens}");
    }
    assert!(desk.entries.is_empty());
    // Where nothing was typed nothing is asked.
    desk.keys("2n<esc>2rh<esc>Od<esc>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn a_note_has_lines_and_comes_back_from_another_editor() {
    let mut desk = desk();
    desk.keys("2nasked<enter>twice<ctrl-e>");
    assert_eq!(desk.effects.last().map(String::as_str), Some("EditText(\"asked\\ntwice\")"));
    desk.send(Msg::TextEdited(Ok("asked\n\n\n three times ".to_owned())));
    desk.keys("<ctrl-s>");
    let note = desk.app.core.workspace.notes.values().next().expect("a note").clone();
    assert_eq!(note.text, "asked\n\nthree times");
    desk.keys("<enter>");
    let text = desk.text();
    let line = |words: &str| text.lines().position(|line| line.contains(words));
    let (first, third) = (line("2026-11-22  asked"), line("three times  ana"));
    assert!(first.zip(third).is_some_and(|(first, third)| third == first + 2), "{text}");
    // Unlike a line, what is there is gone on with, not replaced.
    let supplier = |desk: &Desk| {
        let noted = desk.app.core.workspace.suppliers.values().find(|supplier| !supplier.note.is_empty());
        noted.map(|supplier| supplier.note.clone()).unwrap_or_default()
    };
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5eoone<enter>two<ctrl-s>");
    assert_eq!(supplier(&desk), "one\ntwo");
    desk.keys("eo<enter>!<ctrl-s>");
    assert_eq!(supplier(&desk), "one\ntwo\n!");
    desk.keys("eo more<ctrl-s>");
    assert_eq!(supplier(&desk), "one\ntwo\n! more");
}

#[test]
fn esc_never_leaves_a_screen_and_ctrl_o_goes_back_to_the_place_as_it_was() {
    let mut desk = desk();
    desk.keys("2/zijin<enter>");
    let shown = |desk: &Desk| desk.app.screens.shown;
    let before = desk.app.screens.smelters.filter.clone();
    let here = desk.app.screens.smelters.current(&desk.app.core).unwrap().id.clone();
    desk.keys("1<esc><esc>");
    assert_eq!(shown(&desk), ScreenId::Overview);
    has(&desk, "Ctrl-o goes back");
    desk.keys("2X4<ctrl-o>");
    assert_eq!(shown(&desk), ScreenId::Smelters);
    assert!(desk.app.screens.smelters.filter.is_empty(), "as it was when it was left");
    desk.keys("<ctrl-o><ctrl-o>");
    assert_eq!((shown(&desk), &desk.app.screens.smelters.filter), (ScreenId::Smelters, &before));
    assert_eq!(desk.app.screens.smelters.current(&desk.app.core).unwrap().id, here);
    desk.keys("<alt-right>");
    assert_eq!(shown(&desk), ScreenId::Overview);
    desk.keys("<alt-right><alt-right>");
    assert_eq!(shown(&desk), ScreenId::Matches);
    desk.keys("<alt-right>");
    has(&desk, "nothing to go forward to");
}

#[test]
fn a_large_undo_and_one_of_an_earlier_session_are_named_and_asked_about() {
    let mut desk = desk();
    desk.keys("2/gold<enter>*rhchecked<enter>");
    let (entries, marked) = (desk.entries.len(), desk.app.core.workspace.ratings.len());
    let (tail, workspace) = (desk.entries.clone(), desk.app.core.workspace.clone());
    assert!(entries == 1 && marked > 20, "{entries} {marked}");
    desk.keys("u");
    has(&desk, "Take back: ");
    desk.keys("<esc>");
    assert_eq!(desk.app.core.workspace.ratings.len(), marked);
    desk.keys("uy");
    assert!(desk.app.core.workspace.ratings.is_empty());
    // What they were selected for is not done: they are selected again.
    assert_eq!(desk.app.screens.smelters.grid.marked.len(), marked);

    let mut app = rcoi::app::App::new(Start { next_seq: 2, tail, ..start(workspace) }, clock(), WIDE);
    update(&mut app, Msg::Key(Key::char('u')), clock());
    assert!(!app.overlays.is_empty(), "it is of an earlier session");
}

#[test]
fn a_question_about_many_is_read_to_its_end() {
    let mut desk = Desk::sample((80, 24));
    desk.keys("2/gold<enter>*rhchecked");
    let last = {
        let rows = &desk.app.core.rows;
        let marked = &desk.app.screens.smelters.grid.marked;
        rows.iter().rfind(|row| marked.contains(&row.id)).unwrap().name.clone()
    };
    let shown: String = last.chars().take(12).collect();
    assert!(!desk.text().contains(&shown), "{}", desk.text());
    desk.keys(&"<pagedown>".repeat(30));
    has(&desk, &shown);
    desk.keys("<esc>");
    assert!(desk.app.core.workspace.ratings.is_empty());
}

#[test]
fn an_action_is_deleted_after_asking_and_x_exports_its_table() {
    let mut desk = desk();
    desk.keys("2a6<enter>");
    desk.keys("<esc><esc>6");
    assert_eq!(desk.app.core.workspace.actions.len(), 1, "{}", desk.text());
    desk.keys("x");
    assert!(!desk.files.is_empty(), "{}", desk.text());
    assert_eq!(desk.app.core.workspace.actions.len(), 1);
    desk.keys("<delete>");
    has(&desk, "Delete the action?");
    desk.keys("<esc>");
    assert_eq!(desk.app.core.workspace.actions.len(), 1);
    // Its state is set in its form; t filters.
    desk.keys("es<enter>");
    assert_eq!(desk.app.core.workspace.actions.values().next().unwrap().state.name(), "sent");
    desk.keys("t");
    has(&desk, "Filter actions by state");
    desk.keys("<esc><delete>y");
    assert!(desk.app.core.workspace.actions.is_empty());
}

#[test]
fn what_a_prompt_offers_is_replaced_by_typing_and_kept_by_moving_in_it() {
    let mut desk = desk();
    desk.keys("2a6<enter><esc><esc>6d2027-03-31<enter>");
    let due = |desk: &Desk| desk.app.core.workspace.actions.values().next().unwrap().due.to_string();
    assert_eq!(due(&desk), "2027-03-31");
    desk.keys("d<end><backspace>0<enter>");
    assert_eq!(due(&desk), "2027-03-30");
}

#[test]
fn in_triage_the_one_that_came_next_comes_up() {
    let mut desk = desk();
    desk.keys("3");
    let open = |desk: &Desk| desk.app.screens.triage.queue.open.clone();
    // The first whose status is asked for.
    let wants = |desk: &Desk| {
        let id = desk.app.screens.triage.queue.current.clone().unwrap();
        desk.app.core.standings.status(&id) == rcoi::domain::Status::Unresolved
    };
    for _ in 0..open(&desk).len() {
        if wants(&desk) {
            break;
        }
        desk.keys("j");
    }
    let (first, next) = (desk.app.screens.triage.queue.current.clone(), desk.app.screens.triage.queue.next());
    desk.keys("ei");
    if !desk.app.overlays.is_empty() {
        desk.keys("as in the original<enter>");
    }
    assert_eq!(desk.entries.len(), 1, "{}", desk.text());
    assert_ne!(desk.app.screens.triage.queue.current, first, "the next came up");
    assert_eq!(desk.app.screens.triage.queue.current, next);
}

#[test]
fn what_was_typed_comes_back_behind_the_reasons_said_lately() {
    let mut desk = desk();
    desk.keys("2rhfirst reason<enter>jrhsecond");
    let typed = |desk: &Desk| match desk.app.overlays.last() {
        Some(rcoi::app::overlays::Overlay::Form(form)) => form.field().map(|it| it.written().to_owned()),
        Some(_) | None => None,
    };
    desk.keys("<down>");
    assert_eq!(typed(&desk).as_deref(), Some("second"));
    desk.keys("<up>");
    assert_eq!(typed(&desk).as_deref(), Some("first reason"));
    desk.keys("<down>");
    assert_eq!(typed(&desk).as_deref(), Some("second"));
}

#[test]
fn files_that_were_written_are_named_in_a_list_that_gives_way() {
    let mut desk = desk();
    let written = || {
        let names = vec!["a.txt".to_owned(), "b.docx".to_owned()];
        Msg::Written(Ok(WrittenFiles { place: "reports/2022".to_owned(), names }))
    };
    desk.keys("7E").send(written());
    has(&desk, "2 files written to reports/2022");
    has(&desk, "b.docx");
    // A key that means something on the screen closes it and does that; one that reads it stays.
    desk.keys("j");
    assert_eq!(desk.app.overlays.len(), 1);
    desk.keys("2");
    assert!(desk.app.overlays.is_empty() && desk.app.screens.shown == ScreenId::Smelters);
    // Under a hand that has gone on it is only said.
    desk.keys("7Ek").send(written());
    assert!(desk.app.overlays.is_empty());
    has(&desk, "written to reports/2022");
}

/// Characters that come at once.
fn typed(text: &str) -> Msg {
    Msg::Typed(text.to_owned())
}

#[test]
fn a_sentence_that_hits_the_wrong_pane_records_nothing_and_a_key_by_itself_does() {
    for screen in ["2", "3", "4", "5", "6", "8"] {
        let mut desk = Desk::begin(season(), WIDE);
        let before = desk.entries.len();
        desk.keys(screen).keys("<down>").send(typed("today. It is due in 14 days, as they say. Ask again."));
        assert_eq!(
            desk.entries.len(),
            before,
            "{screen}: {:?}",
            desk.entries.last().map(|entry| &entry.title)
        );
    }
    let mut desk = desk();
    desk.keys("3").send(typed(";."));
    assert!(desk.entries.is_empty());
    has(&desk, ". came among other letters, and did nothing; press it alone");
    desk.keys(".");
    assert_eq!(desk.entries.len(), 1, "one key is enough");
    desk.keys("..");
    assert_eq!(desk.entries.len(), 3);
}

#[test]
fn after_a_status_is_set_in_triage_the_one_that_came_next_comes_up() {
    let mut desk = desk();
    desk.keys("3");
    let open = |desk: &Desk| desk.app.screens.triage.queue.open.clone();
    let first = desk.app.core.rows.iter().find(|row| row.rating == rcoi::domain::Rating::Data);
    let first = first.expect("a facility without a status").id.clone();
    let at = open(&desk).iter().position(|id| *id == first).expect("it is open");
    desk.keys(&"j".repeat(at));
    // Each of them moves up, to those that stand on no list; the hand goes on to the one that came after it.
    let wanted: Vec<_> = open(&desk).into_iter().skip(at).take(3).collect();
    for id in wanted {
        assert_eq!(desk.app.screens.triage.queue.current.as_ref(), Some(&id));
        desk.keys("ei");
        assert_eq!(desk.app.core.row(&id).map(|row| row.status.name()), Some("Indeterminable"));
    }
    assert_eq!(desk.entries.len(), 3);
}
