//! The analyst's work, key by key: what is pressed, what the workspace then holds, what the screen says.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::app::{Desk, clock, start};
use crate::common::programme::season;
use crate::common::standing;
use rcoi::Problem;
use rcoi::app::msg::{JobId, MouseAct, SourceAround};
use rcoi::app::overlays::Overlay;
use rcoi::app::screens::preview::StopAt;
use rcoi::app::{App, Clock, Effect, Key, Msg, ScreenId, Start, update};
use rcoi::domain::cmrt::{Form, Question};
use rcoi::domain::{
    Charter, Claim, ClaimField, DerivationRule, Disposition, FacilityId, Freeze, Origin, Rating,
    RequestState, Stamp, Status, Value, Workspace,
};
use rcoi::import::{Draft, Incoming};
use rcoi::intake::{ReadFile, Readings, Unread};
use rcoi::query::{self, FacilityRow};
use rcoi::report::{FigureKey, InquiryKey};
use rcoi::store::canonical;

const WIDE: (u16, u16) = (200, 60);

fn desk() -> Desk {
    Desk::sample(WIDE)
}

fn own() -> Workspace {
    Workspace::new(Charter { company: "Own".to_owned(), year: 2026, sample: false })
}

fn draft(text: &str) -> Arc<Draft> {
    Arc::new(rcoi::import::read("list.csv", text.as_bytes()).expect("a table"))
}

const TABLE: &str =
    "metal,name,country,status\nGold,First Works,SWITZERLAND,Conformant\nTin,Second Works,PERU,\n";

fn bytes(desk: &Desk) -> String {
    canonical(&desk.app.core.workspace).expect("a workspace can be written")
}

fn rows(desk: &Desk) -> Vec<&FacilityRow> {
    desk.app.screens.smelters.grid.indexes().filter_map(|index| desk.app.core.rows.get(index)).collect()
}

fn current(desk: &Desk) -> &FacilityRow {
    desk.app.screens.smelters.current(&desk.app.core).expect("a row under the cursor")
}

/// The facility in hand in Triage.
fn in_hand(desk: &Desk) -> FacilityId {
    desk.app.screens.triage.queue.current.clone().expect("a facility in hand")
}

fn toast(desk: &Desk) -> &str {
    desk.app.core.toast.as_ref().map_or("", |toast| toast.text.as_str())
}

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text:?} is not on the screen:\n{}", desk.text());
}

/// Where a text stands on the screen: column and row of its first cell.
fn place(desk: &Desk, text: &str) -> (u16, u16) {
    let screen = desk.text();
    for (y, line) in screen.lines().enumerate() {
        if let Some((before, _)) = line.split_once(text) {
            let x = rcoi::text::width(before);
            return (u16::try_from(x).expect("small"), u16::try_from(y).expect("small"));
        }
    }
    panic!("{text:?} is not on the screen:\n{screen}");
}

fn click(desk: &mut Desk, text: &str) {
    let (x, y) = place(desk, text);
    desk.send(Msg::Mouse(MouseAct::Click, x, y));
}

fn rules(desk: &Desk) -> BTreeSet<&'static str> {
    desk.app.core.findings.iter().map(|finding| finding.rule).collect()
}

// Looking

#[test]
fn filters_narrow_together_and_are_taken_back() {
    let mut desk = desk();
    desk.keys("2mgti");
    has(&desk, "4 of 249");
    assert!(rows(&desk).iter().all(|row| row.metal.name() == "Gold" && row.status == Status::Indeterminable));
    has(&desk, "metal Gold");
    has(&desk, "status Indeterminable");
    desk.keys("citaly<enter>");
    assert_eq!(rows(&desk).iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["8853 S.p.A."]);
    // Another country typed takes the place of the one ticked before.
    desk.keys("cswitz<enter>");
    assert_eq!(
        rows(&desk).iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["Cendres + Metaux S.A."]
    );
    // The letter of the only one chosen takes it back.
    desk.keys("ti");
    assert!(desk.app.screens.smelters.filter.statuses.is_empty());
    desk.keys("X");
    assert_eq!(desk.app.screens.smelters.grid.view.len(), 249);
    desk.keys("f2");
    assert_eq!(rows(&desk).iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Luna Smelter, Ltd."]);
}

#[test]
fn several_can_be_ticked_and_unticked() {
    let mut desk = desk();
    desk.keys("2m<space><down><space><enter>");
    assert_eq!(desk.app.screens.smelters.grid.view.len(), 34 + 70);
    desk.keys("m<space><down><space><enter>");
    assert!(desk.app.screens.smelters.filter.metals.is_empty(), "nothing ticked filters nothing");
    desk.keys("m<ctrl-x>");
    assert_eq!(desk.app.overlays.len(), 1, "a key that is no letter does not close the picker");
}

#[test]
fn a_search_is_its_words_and_shows_what_it_found() {
    let mut desk = desk();
    desk.keys("/korea gold unres");
    assert_eq!(desk.app.screens.shown, ScreenId::Smelters);
    assert!(!rows(&desk).is_empty());
    assert!(rows(&desk).iter().all(|row| row.country_name.contains("KOREA") && row.metal.name() == "Gold"));
    assert!(desk.styled().contains("Match"));
    desk.keys("<enter><esc>");
    assert_eq!(desk.app.screens.smelters.grid.view.len(), 249, "Esc takes the kept search back");
    desk.keys("/korea<enter>/zzz");
    assert!(rows(&desk).is_empty());
    desk.keys("<esc>");
    assert_eq!(
        desk.app.screens.smelters.filter.search, "korea",
        "Esc while typing goes back to the search before"
    );
}

#[test]
fn rows_sort_by_several_columns() {
    let mut desk = Desk::sample((120, 40));
    // Columns shown: metal, name, country, status, risk.
    desk.keys("2lllshS");
    has(&desk, "sort status ▲, country ▲");
    let keys: Vec<(Status, String)> =
        rows(&desk).iter().map(|row| (row.status, row.country_name.clone())).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    desk.keys("S");
    has(&desk, "sort status ▲, country ▼");
    desk.keys("ss");
    has(&desk, "sort country ▼");
}

#[test]
fn columns_are_hidden_moved_and_widened_at_once() {
    let mut desk = desk();
    desk.keys("2v<space>");
    assert!(!desk.app.screens.smelters.grid.fields().contains(&query::FacilityField::Metal));
    desk.keys("jJ+<esc>");
    let columns = &desk.app.screens.smelters.grid.columns;
    assert_eq!(columns[2].field, query::FacilityField::Cid);
    assert_eq!(columns[2].width, Some(4), "one more than the head of a column without values takes");
}

#[test]
fn esc_goes_back_level_by_level() {
    let mut desk = desk();
    desk.keys("3/gold<enter><space><enter>");
    assert!(desk.app.screens.smelters.detail.is_zoomed && desk.app.screens.smelters.grid.marked.len() == 1);
    desk.keys("?");
    let levels = |desk: &Desk| {
        let smelters = &desk.app.screens.smelters;
        (
            desk.app.overlays.len(),
            smelters.detail.is_zoomed,
            desk.app.screens.smelters.filter.search.len(),
            smelters.grid.marked.len(),
        )
    };
    assert_eq!(levels(&desk), (1, true, 4, 1));
    for expected in [(0, true, 4, 1), (0, false, 4, 1), (0, false, 0, 1), (0, false, 0, 0)] {
        desk.keys("<esc>");
        assert_eq!(levels(&desk), expected);
    }
    desk.keys("<esc>");
    assert_eq!(desk.app.screens.shown, ScreenId::Smelters, "the screen stays");
    desk.keys("<ctrl-o>");
    assert_eq!(desk.app.screens.shown, ScreenId::Triage);
    desk.keys("<ctrl-o>");
    assert_eq!(desk.app.screens.shown, ScreenId::Overview);
}

#[test]
fn every_key_of_a_screen_is_known_and_others_say_so() {
    let mut desk = desk();
    desk.keys("1Q");
    assert_eq!(toast(&desk), "Q does nothing here; ? lists the keys");
    desk.keys("m");
    assert!(desk.app.overlays.is_empty(), "the metal filter belongs to Smelters");
}

#[test]
fn help_and_palette_run_what_they_show() {
    let mut desk = desk();
    desk.keys("2?export table<enter>");
    assert_eq!(desk.files.len(), 2);
    desk.keys("1:cendres<enter>");
    assert_eq!(
        (desk.app.screens.shown, current(&desk).name.as_str()),
        (ScreenId::Smelters, "Cendres + Metaux S.A.")
    );
    desk.keys(":theme<enter>");
    assert_eq!(toast(&desk), "theme light");
}

#[test]
fn the_source_of_a_value_is_shown_in_place() {
    let mut desk = desk();
    desk.keys("2/luna<enter>o");
    has(&desk, "line 300");
    assert!(desk.effects.iter().any(|effect| effect.starts_with("ReadSource")), "{:?}", desk.effects);
    let Some(Overlay::Text(view)) = desk.app.overlays.last() else { panic!("no text") };
    assert!(view.lines.is_sorted_by_key(|(number, _)| *number), "rows in the order of their lines");
    let lines =
        (view.marked - 1..=view.marked + 1).map(|n| (n, format!("line {n} of the file\u{1b}"))).collect();
    desk.send(Msg::SourceRead(Ok(SourceAround::Lines(lines))));
    has(&desk, "line 300 of the file<U+001B>");
    desk.keys("<esc>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn rows_that_got_values_from_elsewhere_are_shown_at_their_own_lines() {
    let mut desk = desk();
    desk.keys("2/rand refinery<enter>o");
    let Some(Overlay::Text(view)) = desk.app.overlays.last() else { panic!("no text") };
    let numbers: Vec<u32> = view.lines.iter().map(|(number, _)| *number).collect();
    assert!(numbers.is_sorted() && numbers.contains(&view.marked), "{numbers:?}");
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len(), "{numbers:?}");
}

// Judging

#[test]
fn a_bulk_edit_asks_and_only_y_says_yes() {
    let mut desk = desk();
    desk.keys("2mg<space><space><space>dk");
    has(&desk, "Disposition: keep and mitigate on 3 facilities?");
    desk.keys("<enter><space>1");
    assert!(desk.entries.is_empty() && desk.app.overlays.len() == 1);
    desk.keys("n");
    assert!(desk.entries.is_empty() && desk.app.overlays.is_empty());
    desk.keys("dky");
    assert_eq!((desk.entries.len(), desk.app.core.workspace.dispositions.len()), (1, 3));
    assert!(desk.app.screens.smelters.grid.marked.is_empty());
    desk.keys("u");
    assert!(desk.app.core.workspace.dispositions.is_empty());
}

#[test]
fn selection_takes_all_shown_and_inverts() {
    let mut desk = desk();
    desk.keys("2mgti*");
    assert_eq!(desk.app.screens.smelters.grid.marked.len(), 4);
    desk.keys("~");
    assert!(desk.app.screens.smelters.grid.marked.is_empty());
    desk.keys("<space>~");
    assert_eq!(desk.app.screens.smelters.grid.marked.len(), 3);
    has(&desk, "3 selected");
}

#[test]
fn a_dot_accepts_the_suggestion_and_the_next_comes_up() {
    let mut desk = desk();
    desk.keys("3");
    has(&desk, "0 of 53 done");
    let first = in_hand(&desk);
    desk.keys(".");
    has(&desk, "1 of 53 done");
    assert_ne!(in_hand(&desk), first);
    let ws = &desk.app.core.workspace;
    assert_eq!(ws.dispositions[&first].disposition, Disposition::KeepAndMitigate);
    assert_eq!(ws.actions_on(&first)[0].kind, "A13");
    desk.keys("-");
    assert_eq!(in_hand(&desk), first, "- goes back");
    desk.keys(".");
    assert_eq!(desk.app.core.workspace.actions.len(), 1, "what is judged is not judged twice by a dot");
    assert!(toast(&desk).contains("judgement already"));
}

#[test]
fn what_is_left_for_later_comes_last() {
    let mut desk = desk();
    desk.keys("3");
    let (first, second) = (in_hand(&desk), desk.app.screens.triage.queue.open[1].clone());
    desk.keys("s");
    assert_eq!(in_hand(&desk), second);
    assert_eq!(desk.app.screens.triage.queue.open.last(), Some(&first));
    assert!(desk.entries.is_empty());
}

#[test]
fn rating_wants_a_reason() {
    let mut desk = desk();
    desk.keys("3jrh<enter>");
    has(&desk, "reason must be given");
    let id = in_hand(&desk);
    desk.keys("sanctions news<enter>");
    let record = &desk.app.core.workspace.ratings[&id];
    assert_eq!(
        (record.rating, record.reason.as_str(), record.stamp.by.as_str()),
        (Rating::High, "sanctions news", "ana")
    );
    has(&desk, "computed: Medium");
    desk.keys("rx");
    assert!(desk.app.core.workspace.ratings.is_empty());
    desk.keys("da<enter>");
    has(&desk, "reason must be given");
}

#[test]
fn notes_evidence_and_actions_take_a_key_each() {
    let mut desk = desk();
    desk.keys("3j");
    let id = in_hand(&desk);
    desk.keys("n<ctrl-s>");
    has(&desk, "note must be given");
    desk.keys(
        "asked the refiner<ctrl-s>preport.pdf<tab>2026-11-02<enter>dphttps://example.org/a b<enter><enter>ap",
    );
    let ws = &desk.app.core.workspace;
    assert_eq!(ws.notes_on(&id)[0].text, "asked the refiner");
    let evidence = ws.evidence_on(&id);
    assert_eq!((evidence[0].link.as_str(), evidence[0].dated), ("report.pdf", "2026-11-02".parse().ok()));
    assert_eq!((evidence[1].link.as_str(), evidence[1].dated), ("https://example.org/a b", None));
    assert_eq!(ws.actions_on(&id)[0].due.to_string(), "2027-02-20");
    has(&desk, "asked the refiner");
    has(&desk, "report.pdf");
}

#[test]
fn the_evidence_can_be_read_to_its_end_on_a_small_terminal() {
    let mut desk = Desk::sample((80, 24));
    desk.keys("3");
    let first = in_hand(&desk);
    assert!(!desk.text().contains("no supplier"));
    desk.keys("<tab>jjjjjjjjj");
    has(&desk, "no supplier");
    assert_eq!(in_hand(&desk), first);
    desk.keys("<esc>j");
    assert_ne!(in_hand(&desk), first);
}

#[test]
fn actions_change_in_place() {
    let mut desk = desk();
    desk.keys("3..6");
    has(&desk, "Later 2");
    let id = desk.app.screens.actions.current().expect("an action").action.id.clone();
    desk.keys(".");
    assert_eq!(desk.app.core.workspace.actions[&id].state.name(), "sent");
    desk.keys("d<ctrl-u>soon<enter>");
    has(&desk, "\"soon\" is no day; write 2027-03-31");
    desk.keys("<ctrl-u>2026-11-01<enter>");
    has(&desk, "Overdue 1");
    has(&desk, "6 Actions 1!");
    desk.keys("w<ctrl-u>ben<enter>ec<enter>");
    let action = &desk.app.core.workspace.actions[&id];
    assert_eq!((action.owner.as_str(), action.state.name()), ("ben", "closed"));
    has(&desk, "Done 1");
    desk.keys("/ben<enter>");
    assert_eq!(desk.app.screens.actions.grid.view.len(), 1);
    desk.keys("<delete>y");
    assert_eq!(desk.app.core.workspace.actions.len(), 1);
    desk.keys("u");
    assert_eq!(desk.app.core.workspace.actions.len(), 2);
}

// The damaged rows

/// Sets the status of the last facility of the queue, an unresolved one, as in the original.
fn set_last(desk: &mut Desk, letter: char) -> FacilityId {
    desk.keys("3G");
    let id = in_hand(desk);
    desk.keys(&format!("e{letter}"));
    id
}

#[test]
fn a_constraint_narrows_until_it_leaves_one_status() {
    let mut desk = desk();
    desk.keys("3G");
    has(&desk, "36 Conformant and 3 Indeterminable of 39 left");
    desk.keys("D");
    assert!(toast(&desk).starts_with("cannot derive yet"), "{}", toast(&desk));
    let set = set_last(&mut desk, 'i');
    desk.keys("G");
    has(&desk, "36 Conformant and 2 Indeterminable of 38 left");
    let claim = &desk.app.core.workspace.facilities[&set].claims;
    let by_hand = |claim: &&Claim| matches!(&claim.origin, Origin::Set { reason, .. } if reason == "as in the original document");
    assert_eq!(claim.iter().filter(by_hand).count(), 1);
    set_last(&mut desk, 'c');
    desk.keys("G");
    has(&desk, "35 Conformant and 2 Indeterminable of 37 left");
    set_last(&mut desk, 'i');
    set_last(&mut desk, 'i');
    desk.keys("G");
    has(&desk, "derive Conformant for all the rest");
    desk.keys("D<enter>");
    assert_eq!(desk.app.core.with_status(Status::Unresolved), 35, "Enter is no answer");
    desk.keys("y");
    assert_eq!(desk.app.core.with_status(Status::Unresolved), 0);
    assert_eq!(desk.app.core.with_status(Status::Conformant), 190 + 36);
    let derived = |claim: &&Claim| {
        matches!(claim.origin, Origin::Derived { rule: DerivationRule::ConstraintLeavesOne, .. })
            && claim.value == Value::Status(Status::Conformant, None)
    };
    let claims = desk.app.core.workspace.facilities.values().flat_map(|facility| &facility.claims);
    assert_eq!(claims.filter(derived).count(), 35);
    desk.keys("uy");
    assert_eq!(desk.app.core.with_status(Status::Unresolved), 35);
}

#[test]
fn a_status_against_the_totals_is_accepted_and_found() {
    let mut desk = desk();
    desk.keys("1");
    assert!(rules(&desk).contains("TOTALS_RECONCILE"));
    for _ in 0..4 {
        set_last(&mut desk, 'i');
    }
    assert_eq!(desk.app.core.with_status(Status::Indeterminable), 17);
    desk.keys("D");
    assert!(toast(&desk).contains("contradict"), "{}", toast(&desk));
    desk.keys("1");
    assert!(rules(&desk).contains("TOTALS_CONTRADICTED") && !rules(&desk).contains("TOTALS_RECONCILE"));
    desk.keys("u");
    assert!(rules(&desk).contains("TOTALS_RECONCILE") && !rules(&desk).contains("TOTALS_CONTRADICTED"));
}

// Changing facilities

#[test]
fn each_kind_of_edit_is_undone_and_done_again() {
    let edits = [
        "3.",
        "3dk",
        "3rhwhy<enter>",
        "3nnote<ctrl-s>",
        "3px.pdf<enter><enter>",
        "3ap",
        "3Gei",
        "2edCID002243<enter><enter>",
        "2en<ctrl-u>Other<enter><enter>",
        "2elrwanda<enter>moved<enter>",
        "2e<down><enter>audit lapsed<enter>",
        "2<space>My",
        "2+gNew<enter>peru<enter>",
        "2W",
        "2<space><space>dky",
    ];
    let mut desk = Desk::sample((100, 30));
    let start = bytes(&desk);
    for keys in edits {
        desk.keys(keys);
        let after = bytes(&desk);
        assert_ne!(after, start, "{keys} changes something");
        assert!(desk.app.overlays.is_empty(), "{keys}");
        desk.keys("u");
        assert_eq!(bytes(&desk), start, "{keys} is undone");
        desk.keys("<ctrl-r>");
        assert_eq!(bytes(&desk), after, "{keys} is done again");
        desk.keys("u");
        assert_eq!(desk.app.core.rows, standing::rows(&desk.app.core.workspace), "{keys}");
    }
}

#[test]
fn facilities_are_merged_and_separated() {
    let mut desk = desk();
    desk.keys("2mg<space>");
    let (absorbed, keep) = (rows(&desk)[0].id.clone(), current(&desk).id.clone());
    desk.keys("M");
    has(&desk, "Merge 1 facility into");
    desk.keys("y");
    assert_eq!(desk.app.core.rows.len(), 248);
    assert_eq!(desk.app.core.workspace.merges[&absorbed], keep);
    assert_eq!(current(&desk).id, keep, "the cursor stays on the one that stays");
    has(&desk, "Merged into this facility");
    desk.keys("U");
    assert_eq!(desk.app.core.rows.len(), 249);
    desk.keys("M");
    assert!(toast(&desk).starts_with("select the facilities to merge"));
    desk.keys("Xg<space>G<space>GM");
    assert!(toast(&desk).contains("two metals are two facilities"), "{}", toast(&desk));
}

#[test]
fn a_facility_is_added_by_hand() {
    let mut desk = desk();
    desk.keys("2/zzz<enter>+g<enter>");
    has(&desk, "a facility must have a name");
    desk.keys("Neue Hütte AG<enter>switz<enter>");
    let row = current(&desk);
    assert_eq!((row.name.as_str(), row.country_name.as_str()), ("Neue Hütte AG", "SWITZERLAND"));
    assert_eq!((desk.app.core.rows.len(), row.status), (250, Status::Unresolved));
    desk.keys("u");
    assert_eq!(desk.app.core.rows.len(), 249);
}

#[test]
fn cid_name_and_country_are_edited_with_a_reason() {
    let mut desk = desk();
    desk.keys("2/8853<enter>edCID12<enter>");
    has(&desk, "is not a CID");
    desk.keys("<ctrl-u>cid002763<enter>seen on the list<enter>");
    assert_eq!(current(&desk).cid.map(|cid| cid.to_string()).as_deref(), Some("CID002763"));
    has(&desk, "seen");
    desk.keys("<esc>elrwanda<enter><enter>");
    assert_eq!(current(&desk).flags.len(), 1);
    has(&desk, "RWANDA");
    desk.keys("ed<enter>");
    assert_eq!(current(&desk).cid, None, "an empty CID takes back what was set by hand");
}

#[test]
fn the_cursor_stays_on_a_facility_that_is_renamed() {
    let mut desk = desk();
    desk.keys("2mgjj");
    let id = current(&desk).id.clone();
    desk.keys("en<ctrl-u>Zzz Works<enter><enter>");
    assert_eq!((&current(&desk).id, current(&desk).name.as_str()), (&id, "Zzz Works"));
    desk.keys("u");
    assert_eq!(current(&desk).id, id);
    assert!(desk.app.core.workspace.has_claim(&id, ClaimField::Name));
}

#[test]
fn undo_outside_the_queue_leaves_triage_where_it_was() {
    let mut desk = desk();
    desk.keys("3");
    let first = in_hand(&desk);
    desk.keys("2gnhello<ctrl-s>u3");
    assert_eq!(in_hand(&desk), first);
}

// History, saving, starting again

#[test]
fn history_takes_back_everything_after_an_entry() {
    let mut desk = desk();
    desk.keys("2nfirst<ctrl-s>nsecond<ctrl-s>nthird<ctrl-s>HjjU");
    has(&desk, "Take back the 2 edits after this one?");
    desk.keys("<enter>");
    assert_eq!(desk.app.core.workspace.notes.len(), 3);
    desk.keys("y");
    let notes: Vec<&str> = desk.app.core.workspace.notes.values().map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["first"]);
    desk.keys("<ctrl-r><ctrl-r>");
    assert_eq!(desk.app.core.workspace.notes.len(), 3);
    desk.keys("/undo<enter>");
    assert_eq!(desk.app.screens.history.grid.view.len(), 2);
}

#[test]
fn a_session_comes_back_as_it_was() {
    let mut desk = desk();
    desk.keys("2mgti/s.p.a<enter>llsSv<space>j+<esc>3jj2");
    let session = desk.app.session();
    let text = ron::to_string(&session).expect("a session can be written");
    let session = ron::from_str(&text).expect("a session can be read");
    let again = Desk::begin(Start { session, ..start(rcoi::import::sample::workspace()) }, WIDE);
    let state = |app: &App| {
        let s = &app.screens.smelters;
        (
            app.screens.shown,
            (s.filter.clone(), s.grid.sort.clone()),
            s.grid.columns.clone(),
            s.grid.view.clone(),
            s.grid.table.cursor,
            app.screens.triage.queue.current.clone(),
        )
    };
    assert_eq!(state(&again.app), state(&desk.app));
}

#[test]
fn the_first_frame_needs_no_message() {
    let session = rcoi::app::Session { screen: Some(ScreenId::Report), ..rcoi::app::Session::default() };
    let app = App::new(Start { session, ..start(rcoi::import::sample::workspace()) }, clock(), WIDE);
    assert!(!app.screens.report.preview.lines.is_empty());
}

#[test]
fn what_could_not_be_saved_is_taken_back() {
    let mut desk = desk();
    desk.keys("2nkept<ctrl-s>");
    let kept = bytes(&desk);
    desk.keys("nlost<ctrl-s>dk3.");
    desk.send(Msg::SaveFailed(2, Problem::new("the disk is full", "journal.ron", "make room")));
    assert_eq!(bytes(&desk), kept);
    has(&desk, "the disk is full");
    assert_eq!((desk.app.core.next_seq, desk.app.core.history.entries().count()), (2, 1));
    assert_eq!(desk.app.core.rows, standing::rows(&desk.app.core.workspace));
    desk.keys("<esc>u");
    assert!(desk.app.core.workspace.notes.is_empty());
}

#[test]
fn a_frozen_workspace_takes_no_edit_until_it_is_unfrozen_with_a_reason() {
    let mut workspace = rcoi::import::sample::workspace();
    workspace.programme.sample = false;
    let mut desk = Desk::begin(start(workspace), WIDE);
    desk.keys("7Z");
    has(&desk, "Freeze a draft?");
    desk.keys("y");
    assert!(desk.effects.iter().any(|effect| effect.starts_with("Freeze(")), "{:?}", desk.effects);
    let stamp = Stamp { by: "ana".to_owned(), at: clock().now };
    let frozen = Freeze { name: "2022".to_owned(), manifest: "ab".to_owned(), stamp, lifted: None };
    // Written while something was changed: not recorded.
    desk.send(Msg::Frozen(Ok((7, Box::new(frozen.clone())))));
    has(&desk, "not frozen: something was changed");
    assert!(desk.entries.is_empty());
    desk.keys("<esc>");
    desk.send(Msg::Frozen(Ok((0, Box::new(frozen)))));
    has(&desk, "frozen; written to frozen/2022");
    assert_eq!(desk.entries.len(), 1);
    for keys in ["2n", "u", "i"] {
        desk.keys(keys);
        has(&desk, "workspace is frozen");
    }
    assert_eq!(desk.entries.len(), 1);
    desk.keys("<esc>7Z<enter>");
    has(&desk, "who reads the history sees it");
    desk.keys("a late answer<enter>");
    has(&desk, "Unfreeze 2022: a late answer");
    desk.keys("u");
    has(&desk, "before the report was frozen is not taken back");
    assert_eq!(desk.entries.len(), 2);
    desk.keys("2nkept<ctrl-s>");
    assert_eq!(desk.entries.len(), 3);
}

#[test]
fn what_was_asked_before_something_changed_is_not_done_after_it() {
    let mut workspace = rcoi::import::sample::workspace();
    workspace.programme.sample = false;
    let mut desk = Desk::begin(start(workspace), WIDE);
    let failed = || Problem::new("the disk is full", "journal.ron", "make room");
    desk.keys("2nkept<ctrl-s>7Z");
    desk.send(Msg::SaveFailed(1, failed()));
    desk.keys("<esc>y");
    has(&desk, "something was changed since that was asked");
    assert!(!desk.effects.iter().any(|effect| effect.starts_with("Freeze(")));
    // The undo that asks is of the edit that it names.
    desk.keys("2/gold<enter>*rhchecked<enter><esc>nlast<ctrl-s>");
    assert_eq!(desk.entries.len(), 3, "{}", desk.text());
    desk.keys("u");
    let rated = desk.app.core.workspace.ratings.len();
    desk.keys("u");
    has(&desk, "Take back: ");
    desk.send(Msg::SaveFailed(desk.app.core.next_seq - 1, failed()));
    desk.keys("<esc>y");
    assert_eq!(desk.app.core.workspace.ratings.len(), rated, "{}", desk.text());
}

/// The title of the text shown.
fn text_title(desk: &Desk) -> Option<String> {
    match desk.app.overlays.last() {
        Some(Overlay::Text(view)) => Some(view.title.clone()),
        _ => None,
    }
}

#[test]
fn two_keys_lead_from_any_figure_of_the_report_to_the_cell_that_says_it() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("7");
    let stops = desk.app.screens.report.preview.stops.clone();
    let answers: Vec<String> = {
        let forms = desk.app.core.contents.forms.values();
        let of = |form: &Arc<Form>| {
            let cells = form.answers.iter().filter(|((question, _), _)| *question == Question::Covered);
            cells.map(|(_, reply)| form.place(reply.cell).to_string()).collect::<Vec<_>>()
        };
        forms.flat_map(of).collect()
    };
    let (mut cells, mut said) = (0, 0);
    for stop in stops {
        let StopAt::Figure(key) = stop.at else {
            desk.keys("j");
            continue;
        };
        desk.keys("<enter>");
        let Some(Overlay::Behind(behind)) = desk.app.overlays.last() else {
            panic!("nothing behind {key:?}")
        };
        let is_declared = matches!(key, FigureKey::Inquiry(_)) && !behind.lines.is_empty();
        assert!(behind.lines.iter().all(|line| !line.is_empty()), "{key:?}");
        desk.keys("o");
        let title = text_title(&desk);
        cells += usize::from(is_declared && title.is_some());
        if matches!(key, FigureKey::Inquiry(InquiryKey::Covered(_))) && is_declared {
            let title = title.clone().unwrap();
            assert!(
                answers.iter().any(|cell| title.contains(cell.as_str())),
                "{title} is none of {answers:?}"
            );
            said += 1;
        }
        // Back to the list, then to the figure.
        desk.keys(if title.is_some() { "<esc><esc>j" } else { "<esc>j" });
        assert!(desk.app.overlays.is_empty(), "{key:?}");
    }
    assert!(cells > 5 && said > 0, "{cells} {said}");
}

#[test]
fn a_search_in_the_report_goes_from_place_to_place() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("7/covered countries<enter>");
    has(&desk, "/ covered countries 1/");
    let at = |desk: &Desk| desk.app.screens.report.search.at;
    let first = at(&desk);
    desk.keys("n");
    let second = at(&desk);
    assert!(first.is_some() && second > first);
    has(&desk, "/ covered countries 2/");
    desk.keys("N");
    assert_eq!(at(&desk), first);
    desk.keys("<esc>n");
    has(&desk, "nothing is looked for");
}

#[test]
fn an_edit_is_saved_once_it_is_on_disk() {
    let mut app = App::new(start(rcoi::import::sample::workspace()), clock(), (120, 40));
    for key in "2nx".chars() {
        update(&mut app, Msg::Key(Key::char(key)), clock());
    }
    let takes = Key::parse("ctrl-s").expect("a key");
    let effects = update(&mut app, Msg::Key(takes), clock());
    assert_eq!((effects.len(), app.core.is_saved()), (1, false));
    update(&mut app, Msg::Saved(1), clock());
    assert!(app.core.is_saved());
}

#[test]
fn read_only_refuses_and_says_why() {
    let why = "another rcoi has it open".to_owned();
    let mut desk = Desk::begin(Start { read_only: Some(why), ..start(own()) }, WIDE);
    has(&desk, "read-only");
    for keys in ["2+", "W", "i", "1i"] {
        desk.keys(keys);
        assert!(toast(&desk).contains("read-only: another rcoi has it open"), "{keys}: {}", toast(&desk));
        assert!(desk.app.overlays.is_empty() && desk.entries.is_empty(), "{keys}");
    }
    let mut desk = Desk::begin(
        Start { read_only: Some("a test".into()), ..start(rcoi::import::sample::workspace()) },
        WIDE,
    );
    desk.keys("3.dk2nE");
    assert!(desk.entries.is_empty());
    assert!(!desk.files.is_empty(), "what changes nothing still works");
}

#[test]
fn older_entries_are_undone_once_the_history_is_read() {
    let mut before = desk();
    before.keys("2nfirst<ctrl-s>nsecond<ctrl-s>");
    let entries = before.entries.clone();
    let workspace = before.app.core.workspace.clone();
    let mut desk = Desk::begin(Start { next_seq: 3, seed: [2; 16], ..start(workspace) }, WIDE);
    desk.keys("2u");
    assert_eq!(toast(&desk), "the history is still being read");
    desk.keys("nthird<ctrl-s>");
    desk.send(Msg::HistoryLoaded(entries));
    assert_eq!(desk.app.core.history.entries().count(), 3);
    desk.keys("uuyuy");
    assert!(desk.app.core.workspace.notes.is_empty());
    desk.keys("u");
    assert_eq!(toast(&desk), "nothing to undo");
    desk.keys("<ctrl-r><ctrl-r><ctrl-r>");
    assert_eq!(desk.app.core.workspace.notes.len(), 3);
}

#[test]
fn toasts_go_with_time_and_quitting_keeps_the_session() {
    let mut desk = desk();
    desk.keys("2nx<ctrl-s>");
    has(&desk, "Note: ");
    for _ in 0..4 {
        desk.send(Msg::Tick);
    }
    assert!(desk.app.core.toast.is_none());
    desk.keys("q");
    let kinds: Vec<&str> = desk.effects.iter().filter_map(|effect| effect.split(['(', ' ']).next()).collect();
    assert_eq!(kinds, ["SaveSession", "Quit"]);
}

// Settings

#[test]
fn versions_of_the_template_are_accepted_and_added() {
    let mut desk = desk();
    let settings = |desk: &Desk| desk.app.core.workspace.settings.clone();
    let before = settings(&desk);
    let ask = ":template versions<enter>";
    desk.keys(&format!("{ask}6.1<enter>"));
    has(&desk, "CMRT 6.1");
    desk.keys("a");
    has(&desk, "Template versions: 6.1 is accepted");
    desk.keys(&format!("{ask}6.1"));
    has(&desk, "2021-04-28, accepted by hand");
    desk.keys("<esc>");
    desk.keys(&format!("{ask}add a version<enter>6.7<tab>2026-01-01<enter>"));
    has(&desk, "6.6 came out on 2026-04-17");
    desk.keys("<ctrl-u>2027-04-20<enter>");
    has(&desk, "6.7 came out on 2027-04-20");
    assert_eq!(settings(&desk).added_versions.len(), 1);
    desk.keys(&format!("{ask}6.7<enter>d{ask}6.1<enter>d"));
    assert_eq!(settings(&desk), before);
}

// Exports

#[test]
fn exports_repeat_byte_for_byte_and_follow_the_wording() {
    let mut desk = desk();
    desk.keys("E");
    let first = desk.files.clone();
    desk.keys("E");
    assert!(first == desk.files && first.len() == 14);
    let page = |files: &[(String, Vec<u8>)]| {
        let htm = files.iter().find(|(name, _)| name.ends_with(".htm")).expect("a page");
        String::from_utf8_lossy(&htm.1).into_owned()
    };
    let all = |desk: &Desk| {
        desk.files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect::<String>()
    };
    assert!(!all(&desk).contains("Full Compliant") && all(&desk).contains("Conformant"));
    desk.keys("7W");
    has(&desk, "Report wording: Full Compliant");
    desk.keys("E");
    assert!(all(&desk).contains("Full Compliant"));
    desk.keys("uE");
    assert_eq!(page(&desk.files), page(&first));
}

#[test]
fn register_and_table_are_exported_as_shown() {
    let mut desk = desk();
    desk.keys("3.R");
    let text = |desk: &Desk| {
        let csv = desk.files.iter().find(|(name, _)| name.ends_with(".csv")).expect("a CSV");
        String::from_utf8_lossy(&csv.1).into_owned()
    };
    let of = |what: &str| desk.files.iter().filter(|(name, _)| name.contains(what)).count();
    assert_eq!((of("triage"), of("figures"), desk.files.len()), (2, 2, 4), "{:?}", desk.files[0].0);
    assert_eq!(text(&desk).lines().count(), 1 + 53);
    assert!(text(&desk).contains("keep and mitigate"));
    desk.keys("2mgtix");
    assert_eq!(text(&desk).lines().count(), 1 + 4);
    assert!(desk.files.iter().any(|(name, _)| name.ends_with(".xlsx")));
}

// Importing

/// The answer of a job that read the table.
fn table_read(job: u64) -> Msg {
    let (draft, path) = (draft(TABLE), "list.csv".into());
    let file = ReadFile {
        path,
        sha256: draft.sha256.clone(),
        holds: Some(Incoming::Facilities(draft)),
        others: Readings::default(),
    };
    Msg::FilesRead(JobId(job), Ok(vec![(Ok(file), Vec::new())].into()))
}

#[test]
fn a_file_is_shown_before_it_is_taken_and_taken_back() {
    let mut desk = Desk::on(own(), WIDE);
    let start = bytes(&desk);
    desk.keys("ilist.csv<enter>");
    assert!(
        desk.effects
            .iter()
            .any(|effect| effect.starts_with("ReadImport(JobId(1), FilesWanted { typed: \"list.csv\"")),
        "{:?}",
        desk.effects
    );
    has(&desk, "reading list.csv");
    desk.send(table_read(1));
    has(&desk, "2 new facilities, 0 known already");
    has(&desk, "\"metal\" is");
    // What is pasted by mistake answers nothing.
    desk.send(Msg::Paste("yes".to_owned()));
    desk.keys("<enter>");
    assert!(desk.entries.is_empty());
    desk.keys("y2");
    assert_eq!(rows(&desk).len(), 2);
    assert!(desk.effects.iter().any(|effect| effect.starts_with("KeepOriginals(JobId(1)")));
    let taken = bytes(&desk);
    desk.keys("u");
    assert_eq!(bytes(&desk), start);
    desk.keys("<ctrl-r>");
    assert_eq!(bytes(&desk), taken);
    desk.keys("ilist.csv<enter>");
    desk.send(table_read(2));
    assert!(toast(&desk).starts_with("list.csv was imported already"), "{}", toast(&desk));
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let mut desk = Desk::on(own(), WIDE);
    desk.keys("ilist.csv<enter><esc>");
    assert!(desk.effects.iter().any(|effect| effect == "Cancel(JobId(1))"));
    desk.send(table_read(1));
    assert!(desk.app.overlays.is_empty() && desk.entries.is_empty());
    // A late result of the first job does not stand in for the second's.
    desk.keys("iother.csv<enter>");
    desk.send(table_read(1));
    has(&desk, "reading other.csv");
    let problem = Problem::new("there is no such file", "other.csv", "check the path");
    let unread = Unread {
        path: "other.csv".into(),
        problem,
        needs_password: false,
        is_template: false,
        is_too_large: false,
        is_unknown: false,
    };
    desk.send(Msg::FilesRead(JobId(2), Ok(vec![(Err(unread), Vec::new())].into())));
    has(&desk, "there is no such file");
    desk.keys("<esc>");
    assert!(desk.entries.is_empty());
}

#[test]
fn paths_are_completed() {
    let mut desk = Desk::on(own(), WIDE);
    desk.keys("i/tm");
    desk.send(Msg::Listed("/tm".into(), vec!["/tmp/a.csv".into(), "/tmp/ab.csv".into()]));
    desk.keys("<tab>");
    has(&desk, ">  /tmp/a ");
    desk.send(Msg::Listed("/old".into(), vec!["/old/x".into()]));
    assert!(!desk.text().contains("/old/x"), "an answer to what was typed before is dropped");
}

#[test]
fn the_sample_takes_no_imports_and_says_what_does() {
    let mut desk = desk();
    desk.keys("i");
    has(&desk, "rcoi init DIR --company NAME --year YYYY");
    desk.keys("<enter>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn pasting_types_text_and_chooses_nothing() {
    let mut desk = desk();
    desk.keys("3d");
    desk.send(Msg::Paste("kra".to_owned()));
    assert!(desk.entries.is_empty() && desk.app.overlays.len() == 1);
    desk.keys("<esc>n");
    desk.send(Msg::Paste("\ntwo\r\nlines\u{1b}\n".to_owned()));
    desk.keys("<ctrl-s>");
    let note = desk.app.core.workspace.notes.values().next().expect("a note");
    assert_eq!(note.text, "two\nlines", "a note has lines");
    desk.keys("2rh");
    desk.send(Msg::Paste("one\nreason\n".to_owned()));
    desk.keys("<enter>");
    let rating = desk.app.core.workspace.ratings.values().next().expect("a rating");
    assert_eq!(rating.reason, "one reason", "a reason has one");
}

// The mouse

#[test]
fn the_mouse_does_what_keys_do() {
    let mut desk = desk();
    click(&mut desk, "2 Smelters");
    assert_eq!(desk.app.screens.shown, ScreenId::Smelters);
    click(&mut desk, "country ");
    has(&desk, "sort country ▲");
    let (x, y) = place(&desk, "country ▲   ");
    desk.send(Msg::Mouse(MouseAct::Click, x, y));
    has(&desk, "sort country ▼");
    desk.send(Msg::Mouse(MouseAct::DoubleClick, x, y));
    assert!(!desk.app.screens.smelters.detail.is_zoomed, "a head sorts and opens nothing");
    desk.send(Msg::Mouse(MouseAct::Click, x, y + 4));
    let here = desk.app.screens.smelters.grid.table;
    assert_eq!(here.cursor, here.offset + 3);
    desk.send(Msg::Mouse(MouseAct::Wheel(3), x, y + 4));
    assert_eq!(desk.app.screens.smelters.grid.table.cursor, here.cursor + 3);
    click(&mut desk, "m metal  t");
    assert_eq!(desk.app.overlays.len(), 1);
    desk.send(Msg::Mouse(MouseAct::Click, 5, 5));
    desk.send(Msg::Mouse(MouseAct::Wheel(2), 5, 5));
    let Some(Overlay::Picker(picker)) = desk.app.overlays.last() else { panic!("no picker") };
    assert_eq!(picker.cursor, 2, "over an overlay the wheel moves its cursor, a click nothing");
}

#[test]
fn a_click_in_the_queue_takes_the_facility_that_is_shown_there() {
    let mut desk = Desk::sample((120, 40));
    desk.keys("3G<ctrl-u>");
    for name in ["Navoi Mining", "Materion", "Metalor USA"] {
        if !desk.text().contains(name) {
            continue;
        }
        click(&mut desk, name);
        let row = desk.app.core.row(&in_hand(&desk)).expect("a row");
        assert!(row.name.starts_with(name), "{} instead of {name}", row.name);
    }
    let queue = desk.app.screens.triage.queue.current.clone();
    click(&mut desk, "0 of 53 done│");
    assert_eq!(desk.app.screens.triage.queue.current, queue, "the line of progress is no facility");
}

#[test]
fn pages_are_as_long_as_the_screen_from_the_start() {
    let mut desk = Desk::sample((120, 40));
    desk.keys("7<pagedown>");
    assert!(desk.app.screens.report.offset > 20, "{}", desk.app.screens.report.offset);
}

// What must never happen

#[test]
fn nothing_harmful_reaches_the_screen() {
    let mut ws = rcoi::import::sample::workspace();
    let origin =
        Origin::Set { by: "\u{1b}]0;x\u{7}".into(), at: clock().now, reason: "\u{202e}why\u{200b}".into() };
    let name = "\u{1b}[31mEvil\u{202e}\u{9b}5m 銅業有限公司 e\u{301}\u{200d}".to_owned();
    for facility in ws.facilities.values_mut().take(60) {
        facility.claims.push(Claim { value: Value::Name(name.clone()), origin: origin.clone(), as_of: None });
        facility.claims.sort();
    }
    let harmful = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut desk = Desk::on(ws, (100, 30));
    for keys in
        ["1", "2/evil<enter>", "<enter>", "<enter>o", "<esc>e", "<esc> j dk", "<esc>3", "7", "H", ":evil"]
    {
        desk.keys(keys);
        let text = desk.text();
        assert!(!text.contains(harmful), "{keys}: {text:?}");
        assert!(text.lines().all(|line| rcoi::text::width(line) <= 100), "{keys}:\n{text}");
    }
    // Wide characters move no border: every row of the table ends at the same column.
    desk.keys("<esc>2");
    assert!(
        desk.text()
            .lines()
            .skip(3)
            .take(10)
            .all(|line| line.ends_with('│') && rcoi::text::width(line) == 100)
    );
}

#[test]
fn moving_builds_no_rows_and_an_edit_builds_one() {
    let places = |app: &App| app.core.rows.iter().map(|row| row.haystack.as_ptr()).collect::<Vec<_>>();
    let mut desk = desk();
    desk.keys("2");
    let before = places(&desk.app);
    desk.keys("jjG<pageup>/gold<enter><esc>mg?<esc>sS1273H");
    assert_eq!(places(&desk.app), before);
    desk.keys("2Xgnnote<ctrl-s>");
    let after = places(&desk.app);
    let built = before.iter().zip(&after).filter(|(old, new)| old != new).count();
    assert_eq!(built, 1);
}

#[test]
fn a_new_day_makes_actions_overdue() {
    let mut desk = desk();
    desk.keys("3.");
    assert_eq!(desk.app.core.overdue_actions(), 0);
    let later = Clock {
        now: "2027-06-01T08:00:00Z".parse().expect("a time"),
        today: "2027-06-01".parse().expect("a day"),
    };
    update(&mut desk.app, Msg::Tick, later);
    assert_eq!(desk.app.core.overdue_actions(), 1);
    update(&mut desk.app, Msg::Key(Key::char('1')), later);
    assert!(desk.app.screens.overview.todo[0].text.contains("overdue"));
}

// What first users stumbled on

#[test]
fn a_key_that_means_something_closes_a_note_and_does_it() {
    let mut desk = desk();
    let note = || Msg::Notice(Problem::new("the sample was created", "", ""));
    desk.send(note());
    desk.keys("3");
    assert!(desk.app.overlays.is_empty());
    assert_eq!(desk.app.screens.shown, ScreenId::Triage);
    desk.send(note());
    desk.keys("<enter>");
    assert!(desk.app.overlays.is_empty());
    assert_eq!(desk.app.screens.shown, ScreenId::Triage, "Enter only closes it");
}

#[test]
fn later_on_one_that_is_judged_goes_on_with_the_queue() {
    let mut desk = desk();
    desk.keys("3.-");
    let judged = in_hand(&desk);
    desk.keys("s");
    assert_ne!(in_hand(&desk), judged);
    assert_eq!(desk.app.screens.triage.queue.position(), Some(0));
}

#[test]
fn the_date_of_evidence_must_be_one() {
    let mut desk = desk();
    for wrong in ["2026-13-45", "01/02/2026"] {
        desk.keys("3preport.pdf<tab>").keys(wrong).keys("<enter>");
        has(&desk, "is no day");
        desk.keys("<esc>");
        has(&desk, "Esc again discards what was typed");
        desk.keys("<esc>");
    }
    desk.keys("3p<enter>");
    has(&desk, "document must be given");
    assert!(desk.app.core.workspace.evidence.is_empty());
}

#[test]
fn the_newest_edit_stands_in_the_history_at_once() {
    let mut desk = desk();
    desk.keys("3n").keys("looked at<ctrl-s>H");
    let newest = desk.app.screens.history.current().and_then(|seq| desk.app.core.history.get(seq));
    assert!(newest.is_some_and(|entry| entry.title.starts_with("Note")));
}

#[test]
fn an_open_action_of_the_suggested_kind_is_not_opened_twice() {
    let mut desk = desk();
    desk.keys("3jap.");
    assert_eq!(desk.app.core.workspace.actions.len(), 1);
    assert_eq!(desk.app.core.workspace.dispositions.len(), 1);
}

#[test]
fn imported_files_can_be_left_unkept() {
    let mut desk = desk();
    desk.keys(":keep imported<enter>");
    assert!(desk.app.core.workspace.settings.discard_originals);
    desk.keys("u");
    assert!(!desk.app.core.workspace.settings.discard_originals);
}

// Suppliers and their declarations

fn in_season() -> Desk {
    Desk::begin(season(), WIDE)
}

fn supplier(desk: &Desk) -> &str {
    desk.app.screens.suppliers.current().map_or("", |row| row.name.as_str())
}

#[test]
fn suppliers_are_filtered_searched_and_sorted() {
    let mut desk = in_season();
    desk.keys("5");
    has(&desk, "suppliers answered 3 of 4 (75.0 %)");
    has(&desk, "16 rows = 12 resolved + 1 duplicate + 1 special + 0 rejected + 2 open");
    desk.keys("tc");
    has(&desk, "request correction requested");
    assert_eq!((desk.app.screens.suppliers.grid.view.len(), supplier(&desk)), (1, "Beta Boards"));
    desk.keys("X").keys("fo");
    assert_eq!((desk.app.screens.suppliers.grid.view.len(), supplier(&desk)), (1, "Delta Cables"));
    desk.keys("X").keys("fd");
    assert_eq!(supplier(&desk), "Epsilon Electronics");
    desk.keys("X/zipp<enter>");
    assert_eq!((desk.app.screens.suppliers.grid.view.len(), supplier(&desk)), (1, "Zeta Zippers"));
    desk.keys("<esc>ss");
    assert_eq!(supplier(&desk), "Zeta Zippers", "the cursor stays on its supplier");
    desk.keys("G");
    assert_eq!(supplier(&desk), "Alpha Assembly");
}

#[test]
fn a_supplier_is_added_and_edited_and_its_request_logged() {
    let mut desk = in_season();
    desk.keys("5+Eta Etchers<enter>");
    assert_eq!(supplier(&desk), "Eta Etchers");
    desk.keys("+Eta Etchers<enter>");
    has(&desk, "there is a supplier named Eta Etchers already");
    desk.keys("<esc>ecAna Li ana@eta.example<enter>");
    has(&desk, "ana@eta.example");
    desk.keys("ra<enter>");
    assert_eq!(desk.app.screens.suppliers.current().and_then(|row| row.state), Some(RequestState::Asked));
    let before = bytes(&desk);
    desk.keys("uuu<ctrl-r><ctrl-r><ctrl-r>");
    assert_eq!(bytes(&desk), before);
}

#[test]
fn a_request_is_logged_for_a_selection_after_asking_once() {
    let mut desk = in_season();
    desk.keys("5*rm2026-11-22<tab>+14d<tab>by mail");
    has(&desk, "5 suppliers, reminded");
    has(&desk, "understood as Sunday 2026-12-06, in 14 days");
    has(&desk, "Epsilon Electronics");
    desk.keys("<ctrl-s>");
    let all = desk.app.core.suppliers.iter();
    assert!(all.into_iter().all(|row| row.state == Some(RequestState::Reminded)));
    assert_eq!(desk.entries.len(), 1, "one edit, which one undo takes back");
}

#[test]
fn a_declaration_is_opened_read_and_left() {
    let mut desk = in_season();
    desk.keys("5jj<enter>");
    has(&desk, "Delta Cables");
    has(&desk, "6 rows = 4 resolved + 0 duplicate + 0 special + 0 rejected + 2 open");
    has(&desk, "one source in Rwanda");
    // The gravest finding comes first, and the form stands at its place.
    assert!(desk.app.screens.declaration.findings_focus);
    has(&desk, "Declaration!D40");
    desk.keys("<enter>");
    assert!(!desk.app.screens.declaration.findings_focus, "Enter goes to the place");
    desk.keys("<tab>");
    assert!(desk.app.screens.declaration.findings_focus, "Tab comes back to the finding");
    assert_eq!(desk.app.screens.declaration.finding, 0);
    desk.keys("<tab>G<enter>");
    assert_eq!(desk.app.screens.shown, ScreenId::Declaration, "an open row leads nowhere");
    desk.keys("o");
    has(&desk, "Delta_Cables_Ltd..xlsx, Smelter List!F10");
    assert!(desk.effects.iter().any(|effect| effect.contains("ReadSource")));
    desk.keys("<esc><esc><ctrl-o>");
    assert_eq!((desk.app.screens.shown, supplier(&desk)), (ScreenId::Suppliers, "Delta Cables"));
    desk.keys("k<enter>");
    has(&desk, "newest of 2");
    desk.send(Msg::Key(Key::char('<')));
    has(&desk, "its rows do not count: replaced by a newer one");
    has(&desk, "CMRT 6.22");
}

#[test]
fn a_withdrawn_declaration_takes_its_rows_along() {
    let mut desk = in_season();
    desk.keys("5jjw");
    has(&desk, "Its 6 rows leave; decisions stay.");
    desk.keys("y");
    has(&desk, "10 rows = 8 resolved");
    desk.keys("u");
    has(&desk, "16 rows = 12 resolved");
}

#[test]
fn rows_are_found_from_everywhere_and_lead_everywhere() {
    let mut desk = in_season();
    desk.keys("L");
    has(&desk, "Declared rows");
    assert_eq!(desk.app.screens.rows.grid.view.len(), 16);
    desk.keys("to");
    has(&desk, "outcome open");
    has(&desk, "2 of 16");
    let at = desk.app.screens.rows.current(&desk.app.core).expect("a row").supplier().to_owned();
    desk.keys("<enter>");
    assert_eq!((desk.app.screens.shown, supplier(&desk)), (ScreenId::Suppliers, at.as_str()));
    desk.keys("<ctrl-o>lll<enter>");
    assert_eq!(desk.app.screens.shown, ScreenId::Declaration, "what is written leads to where it is written");
    has(&desk, "Foxglove Gold");
    desk.keys("<ctrl-o>X/aurora<enter>");
    has(&desk, "3 of 16");
    desk.keys("Xfwbeta<enter>");
    has(&desk, "supplier Beta Boards");
    has(&desk, "5 of 16");
    desk.keys("5gjjb");
    has(&desk, "supplier Delta Cables");
    assert_eq!(desk.app.screens.rows.grid.view.len(), 6);
    desk.keys("o");
    has(&desk, "Smelter List!B5");
    desk.keys("<esc>y");
    assert!(desk.effects.iter().any(|effect| effect.starts_with("Copy(\"Delta Cables\\t5\\tGold")));
    desk.keys("x");
    assert_eq!(desk.files.len(), 2, "{:?}", desk.files.iter().map(|(name, _)| name).collect::<Vec<_>>());
}

#[test]
fn rows_are_sorted_and_their_columns_chosen() {
    let mut desk = in_season();
    desk.keys("Llls");
    has(&desk, "sort metal");
    let first = |desk: &Desk| {
        desk.app.core.named_row(desk.app.screens.rows.grid.index(0).unwrap_or(0)).map(|row| row.view.metal)
    };
    assert_eq!(first(&desk), Some(Some(rcoi::domain::Metal::Tantalum)));
    desk.keys("s");
    assert_eq!(first(&desk), Some(Some(rcoi::domain::Metal::Tungsten)));
    desk.keys("v <esc>");
    assert!(desk.text().contains("│  row metal"), "{}", desk.text());
}

#[test]
fn the_next_step_is_one_key() {
    let mut desk = in_season();
    desk.keys("5jjj.");
    assert_eq!(desk.app.screens.suppliers.current().and_then(|row| row.state), Some(RequestState::Reminded));
    assert!(
        desk.app.screens.suppliers.current().is_some_and(|row| !row.is_overdue),
        "there is a new due date"
    );
    desk.keys("j.");
    assert_eq!(desk.app.screens.suppliers.current().and_then(|row| row.state), Some(RequestState::Asked));
    desk.keys("kk.");
    has(&desk, "Log the request: Delta Cables");
    desk.keys("k<enter>");
    assert_eq!(desk.app.screens.suppliers.current().and_then(|row| row.state), Some(RequestState::Accepted));
}

#[test]
fn a_letter_is_shown_copied_and_written() {
    let mut desk = in_season();
    desk.keys("5jjp");
    has(&desk, "Letter to Delta Cables");
    has(&desk, "Subject:");
    desk.keys("<esc>y");
    assert!(
        desk.effects.iter().any(|effect| effect.starts_with("Copy(\"To: Delta Desk")),
        "{:?}",
        desk.effects
    );
    desk.keys("Pc<enter>");
    assert_eq!(desk.files.len(), 1);
    assert!(desk.files[0].0.ends_with(".eml") && desk.files[0].0.starts_with("delta-cables"));
    desk.keys("jj");
    desk.keys("p");
    has(&desk, "there is no declaration");
}

/// A supplier of the season that has a letter, in hand on Suppliers.
const WITH_LETTER: &str = "5jj";

#[test]
fn a_letter_is_filled_elsewhere_and_not_shown_under_a_hand_that_has_gone_on() {
    let mut desk = in_season();
    desk.keys(WITH_LETTER);
    let mut app = desk.app;
    let key = |app: &mut App, key| update(app, Msg::Key(Key::char(key)), clock());
    let order = |effects: Vec<Effect>| match effects.into_iter().next() {
        Some(Effect::FillLetter(order)) => order,
        other => panic!("{other:?}"),
    };
    let first = order(key(&mut app, 'p'));
    assert!(app.overlays.is_empty(), "nothing is filled where keys are taken");
    key(&mut app, 'j');
    update(&mut app, Msg::LetterFilled(Box::new(first.carry_out())), clock());
    assert!(app.overlays.is_empty(), "a key was pressed meanwhile");
    assert!(app.core.toast.as_ref().is_some_and(|toast| toast.text.contains("ready")));
    key(&mut app, 'k');
    let again = order(key(&mut app, 'p'));
    update(&mut app, Msg::LetterFilled(Box::new(again.carry_out())), clock());
    assert!(matches!(app.overlays.last(), Some(Overlay::Text(_))));
}

#[test]
fn a_template_that_cannot_be_filled_is_told_and_nothing_is_written() {
    let loops = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    let unread = Problem::new("it is not UTF-8", "templates/letter.txt", "mend it");
    for (template, told) in [(Ok(format!("Subject: x\n\n{loops}")), "range"), (Err(unread), "UTF-8")] {
        let mut start = season();
        start.letter_template = Some(template);
        let mut desk = Desk::begin(start, WIDE);
        desk.keys(WITH_LETTER);
        for asks in ["p", "Pc<enter>"] {
            desk.keys(asks);
            has(&desk, told);
            desk.keys("<esc>");
        }
        assert!(desk.files.is_empty());
    }
}

#[test]
fn a_letter_to_an_address_that_is_none_is_refused() {
    let mut start = season();
    for supplier in start.workspace.suppliers.values_mut() {
        for contact in &mut supplier.contacts {
            contact.email = "a@delta.example>, <b@other.example".to_owned();
        }
    }
    let mut desk = Desk::begin(start, WIDE);
    desk.keys(WITH_LETTER);
    for asks in ["p", "Pc<enter>"] {
        desk.keys(asks);
        has(&desk, "e-mail address has no \u{201c}");
        has(&desk, "Suppliers, Delta Cables, contacts");
        desk.keys("<esc>");
    }
    assert!(desk.files.is_empty());
}

#[test]
fn a_contact_whose_address_is_none_is_not_taken() {
    let mut desk = in_season();
    desk.keys(&format!("{WITH_LETTER}ec<ctrl-u>Ana <a@x.example,b@y.example><enter>"));
    has(&desk, "e-mail address has no \u{201c}");
    assert!(desk.entries.is_empty());
    desk.keys("<ctrl-u>Ana <a@x.example>; Bo <b@y.example><enter>");
    assert_eq!(desk.entries.len(), 1);
}

#[test]
fn a_facility_says_who_names_it_and_filters_by_who() {
    let mut desk = in_season();
    desk.keys("2/aurora<enter>");
    has(&desk, "Named by    2 suppliers: Alpha Assembly, Beta Boards");
    has(&desk, "Aurora Gold Works  3 rows");
    desk.keys("b");
    has(&desk, "facility Aurora Gold Works");
    has(&desk, "3 of 16");
    desk.keys("<enter>");
    assert_eq!((desk.app.screens.shown, supplier(&desk)), (ScreenId::Suppliers, "Alpha Assembly"));
    desk.keys("<ctrl-o>lllllll<enter>");
    assert_eq!(desk.app.screens.shown, ScreenId::Smelters, "from what it resolved to");
    desk.keys("Xfwbeta<enter>");
    has(&desk, "named by Beta Boards");
    has(&desk, "3 of 5");
    desk.keys("X");
    has(&desk, "suppl.");
}

#[test]
fn suppliers_are_in_the_palette() {
    let mut desk = in_season();
    desk.keys(":epsilon<enter>");
    assert_eq!((desk.app.screens.shown, supplier(&desk)), (ScreenId::Suppliers, "Epsilon Electronics"));
}

#[test]
fn the_overview_leads_to_what_suppliers_leave_to_do() {
    let mut desk = in_season();
    let todo: Vec<String> = desk.app.screens.overview.todo.iter().map(|todo| todo.text.clone()).collect();
    let names = "2 declared names to decide (2 rows)";
    for text in ["1 supplier is overdue", "1 declaration with high-risk findings", names] {
        assert!(todo.iter().any(|todo| todo == text), "{todo:?}");
    }
    let at = todo.iter().position(|text| text == names).expect("it is there");
    desk.keys("1").keys(&"j".repeat(at)).keys("<enter>");
    assert_eq!(desk.app.screens.shown, ScreenId::Matches);
    has(&desk, "2 rows of 2 left");
}

#[test]
fn the_first_key_of_a_new_day_is_not_lost() {
    let mut desk = desk();
    desk.keys("2j");
    assert_eq!(desk.app.screens.smelters.grid.table.cursor, 1);
    let later = Clock {
        now: "2027-06-01T08:00:00Z".parse().expect("a time"),
        today: "2027-06-01".parse().expect("a day"),
    };
    update(&mut desk.app, Msg::Key(Key::char('j')), later);
    assert_eq!(desk.app.screens.smelters.grid.table.cursor, 2);
}

#[test]
fn what_is_searched_is_seen() {
    let mut desk = desk();
    desk.keys("2<enter>/zijin");
    assert!(!desk.app.screens.smelters.detail.is_zoomed, "the table stands beside the search again");
    assert_eq!(rows(&desk).len(), 1);
}

#[test]
fn a_facility_whose_country_is_not_found_has_none() {
    let mut desk = desk();
    desk.keys("2+gNew Works<enter>nosuchcountry<enter>");
    let added = desk.app.core.rows.iter().find(|row| row.name == "New Works").expect("the facility");
    assert_eq!((added.country, added.country_name.as_str()), (None, ""));
}

#[test]
fn undo_to_here_leaves_the_cursor_on_what_was_taken_back_first() {
    let mut desk = desk();
    desk.keys("7W2jjjnseen<ctrl-s>");
    let noted = desk.app.screens.smelters.current(&desk.app.core).expect("a facility").id.clone();
    desk.keys("gHGUy2");
    assert!(desk.app.core.workspace.notes.is_empty(), "{}", desk.text());
    let at = desk.app.screens.smelters.current(&desk.app.core).expect("a facility").id.clone();
    assert_eq!(at, noted);
}
