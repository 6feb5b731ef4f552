//! Matches as the analyst works in it: keys in, decisions and screens out.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use crate::common::app::Desk;
use crate::common::programme::{form, names};
use rcoi::app::Msg;
use rcoi::app::msg::{JobId, LoadedContents};
use rcoi::domain::{Contents, DecisionMethod, Edit, Metal, NameKey, NoFacility, Resolved};
use rcoi::import::Incoming;
use rcoi::intake::{ReadFile, Readings, ReceivedCmrt};
use rcoi::resolve::rows::{Outcome, Register};

fn desk() -> Desk {
    let mut desk = Desk::begin(names(), (120, 40));
    desk.keys("4");
    desk
}

/// The name in hand.
fn in_hand(desk: &Desk) -> String {
    desk.app.screens.matches.hand.as_ref().map_or(String::new(), |hand| hand.open.name.written.clone())
}

/// Goes on until a name is in hand.
fn until(desk: &mut Desk, name: &str) {
    for _ in 0..20 {
        if in_hand(desk) == name {
            return;
        }
        desk.keys("s");
    }
    panic!("{name} is not in the queue: {}", desk.text());
}

/// What was decided on names, by name.
fn decided(desk: &Desk) -> Vec<(&NameKey, &Resolved, DecisionMethod)> {
    let all = desk.app.core.workspace.resolutions.iter();
    all.map(|(key, resolution)| (key, &resolution.to, resolution.method)).collect()
}

fn title(desk: &Desk) -> &str {
    &desk.entries.last().unwrap().title
}

#[test]
fn a_candidate_is_accepted_for_all_rows_and_taken_back() {
    let mut desk = desk();
    until(&mut desk, "Borealis Refinning");
    let before = desk.app.core.register.balance();
    desk.keys(".");
    assert_eq!(title(&desk), "“Borealis Refinning” is Borealis Refining, CID900002");
    assert!(desk.text().contains("2 rows of 2 suppliers"), "{}", desk.text());
    let after = desk.app.core.register.balance();
    assert_eq!((before.open - after.open, after.off()), (2, 0));
    let row = desk.app.core.register.rows().find(|row| row.name == "Borealis Refinning").unwrap();
    assert_eq!((row.method.words(), row.list), ("by hand", "Look-up of CMRT 6.5"));
    assert!(row.score.is_some());
    assert_ne!(in_hand(&desk), "Borealis Refinning", "the next one comes up");
    desk.keys("-");
    assert_eq!(in_hand(&desk), "Borealis Refinning");
    assert!(desk.text().contains("Decided: CID900002 Borealis Refining"), "{}", desk.text());
    desk.keys("<delete>");
    assert!(decided(&desk).is_empty());
    assert_eq!(desk.app.core.register.balance(), before);
    desk.keys("u");
    assert_eq!(decided(&desk).len(), 1);
    desk.keys("u");
    assert_eq!((decided(&desk).len(), in_hand(&desk).as_str()), (0, "Borealis Refinning"));
}

#[test]
fn an_unlikely_candidate_is_asked_about_once() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    desk.keys(".");
    assert!(desk.text().contains("The matcher holds it for unlikely"), "{}", desk.text());
    desk.keys("n");
    assert!(decided(&desk).is_empty());
    desk.keys(".<enter>");
    assert!(decided(&desk).is_empty(), "Enter decides nothing");
    desk.keys("y");
    assert_eq!(decided(&desk).len(), 1);
}

#[test]
fn a_name_that_is_none_of_them_is_rejected_with_its_kind() {
    let mut desk = desk();
    until(&mut desk, "Sparrow Savings Bank");
    desk.keys("xb");
    let [(key, Resolved::Nothing(NoFacility::Bank), DecisionMethod::Hand)] = decided(&desk)[..] else {
        panic!("{:?}", decided(&desk))
    };
    assert_eq!((key.name.as_str(), key.country.as_str()), ("sparrow savings bank", "PE"));
    let row = desk.app.core.register.rows().find(|row| row.name == "Sparrow Savings Bank").unwrap();
    assert!(matches!(row.outcome, Outcome::Rejected(reason) if reason.words() == "bank"));
}

#[test]
fn the_same_name_under_another_metal_is_shown_apart_and_not_offered() {
    let mut desk = desk();
    until(&mut desk, "Aurora Gold Works");
    let text = desk.text();
    assert!(text.contains("under another metal: Aurora Gold Works (Gold, CID900001)"), "{text}");
    let offers = &desk.app.screens.matches.hand.as_ref().unwrap().offers;
    assert!(offers.iter().all(|offer| offer.name != "Aurora Gold Works"));
}

#[test]
fn another_facility_is_looked_up_by_typing_and_accepted() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    desk.keys("/borea<enter>");
    assert!(decided(&desk).is_empty(), "looking up decides nothing");
    let hand = desk.app.screens.matches.hand.as_ref().unwrap();
    assert_eq!((hand.cursor, hand.offers[0].name.as_str()), (0, "Borealis Refining"));
    desk.keys(".");
    assert_eq!(title(&desk), "“Foxglove Gold” is Borealis Refining, CID900002");
}

#[test]
fn a_new_facility_is_made_of_a_name() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    desk.keys("+<end> Refinery<enter><enter>Kigali<enter>12<enter>");
    assert!(desk.text().contains("CID"), "a CID has six digits: {}", desk.text());
    desk.keys("<ctrl-u><enter>");
    assert_eq!(title(&desk), "“Foxglove Gold” is a new facility, Foxglove Gold Refinery");
    let made = desk.app.core.rows.iter().find(|row| row.name == "Foxglove Gold Refinery").unwrap();
    assert_eq!((made.country_name.as_str(), made.suppliers, made.cid), ("RWANDA", 1, None));
    desk.keys("u");
    assert!(desk.app.core.rows.iter().all(|row| row.name != "Foxglove Gold Refinery"));
}

#[test]
fn the_accept_band_is_taken_after_a_question() {
    let mut desk = desk();
    let open = desk.app.core.matching.waiting.len();
    desk.keys("A");
    let text = desk.text();
    assert!(text.contains("Borealis Refinning (Gold, CHINA)  →  Borealis Refining, CID900002"), "{text}");
    assert!(decided(&desk).is_empty());
    desk.keys("y");
    let taken = decided(&desk);
    assert!(
        !taken.is_empty() && taken.iter().all(|(.., method)| *method == DecisionMethod::Band),
        "{taken:?}"
    );
    assert_eq!(desk.app.core.matching.waiting.len(), open - taken.len());
    assert!(matches!(desk.entries.last().unwrap().edit, Edit::Batch(_)));
    desk.keys("u");
    assert_eq!((decided(&desk).len(), desk.app.core.matching.waiting.len()), (0, open));
}

#[test]
fn filters_and_the_queue_lead_to_a_name_and_decide_nothing() {
    let mut desk = desk();
    let open = desk.app.screens.matches.queue.open.len();
    desk.keys("mg");
    assert!(desk.app.screens.matches.queue.open.iter().all(|key| key.metal.name() == "Gold"));
    assert!(desk.app.screens.matches.queue.open.len() < open);
    desk.keys("Xfdelta<enter>");
    assert_eq!(desk.app.screens.matches.queue.open.len(), 4);
    desk.keys("X<tab>");
    let first = in_hand(&desk);
    desk.keys("j");
    assert_ne!(in_hand(&desk), first);
    desk.keys("<tab>jk<enter>");
    assert!(desk.app.screens.matches.detail.is_zoomed);
    desk.keys("<esc>");
    assert!(!desk.app.screens.matches.detail.is_zoomed && decided(&desk).is_empty());
}

#[test]
fn rows_lead_to_the_decision_on_their_name_and_back() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    desk.keys("b");
    assert_eq!(desk.app.screens.rows.grid.view.len(), 1);
    assert!(desk.text().contains("name foxglove gold"), "{}", desk.text());
    desk.keys("d");
    assert_eq!(in_hand(&desk), "Foxglove Gold");
    desk.keys("xt-b<delete>");
    assert!(decided(&desk).is_empty(), "taken back from the row");
    desk.keys("X/aurora gold works<enter>gd");
    assert!(desk.text().contains("only open names are decided on"), "{}", desk.text());
}

#[test]
fn a_pace_gives_the_time_that_is_left() {
    let mut desk = desk();
    assert_eq!(desk.app.screens.matches.minutes_left(), None);
    desk.keys("xuxuxuxu");
    let left = desk.app.screens.matches.queue.open.len();
    assert!(desk.app.screens.matches.minutes_left().is_some_and(|minutes| minutes >= 1), "{left} left");
    assert!(desk.text().contains("about 1 min"), "{}", desk.text());
}

#[test]
fn the_name_in_hand_is_remembered() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    let session = desk.app.session();
    let again = Desk::begin(rcoi::app::Start { session, ..names() }, (120, 40));
    assert_eq!(in_hand(&again), "Foxglove Gold");
}

/// A CMRT that names what the accept band holds.
fn arrives(desk: &mut Desk) {
    desk.keys("inext.xlsx<enter>");
    let rows = [(Metal::Gold, "Aurora Gold Wrks", "", "SWITZERLAND")];
    let received = ReceivedCmrt {
        file: "next.xlsx".to_owned(),
        sha256: "next".to_owned(),
        form: Arc::new(form("Next Supplier", "6.5", &rows)),
        form_sha: "form of next".to_owned(),
        look_up: None,
    };
    let (path, sha256) = ("next.xlsx".into(), received.sha256.clone());
    let file = ReadFile {
        path,
        sha256,
        holds: Some(Incoming::Declaration(Box::new(received))),
        others: Readings::default(),
    };
    desk.send(Msg::FilesRead(JobId(desk.app.core.job.unwrap().0), Ok(vec![(Ok(file), Vec::new())].into())));
    desk.keys("y<esc>");
    assert!(desk.app.core.workspace.suppliers.values().any(|s| s.name == "Next Supplier"), "{}", desk.text());
}

#[test]
fn the_band_is_taken_by_itself_after_an_import_when_it_is_said_so() {
    let mut waits = desk();
    arrives(&mut waits);
    assert!(decided(&waits).is_empty(), "it waits for a key");
    let mut desk = desk();
    desk.keys(":accept after import<enter>");
    assert!(desk.app.core.workspace.settings.accept_after_import);
    assert!(decided(&desk).is_empty(), "what is there already waits for the next import");
    arrives(&mut desk);
    let taken = decided(&desk);
    assert!(
        !taken.is_empty() && taken.iter().all(|(.., method)| *method == DecisionMethod::Band),
        "{taken:?}"
    );
    assert!(title(&desk).starts_with("Accept "), "an edit of its own: {}", title(&desk));
}

#[test]
fn a_decision_is_on_the_name_that_was_asked_about() {
    let mut desk = desk();
    until(&mut desk, "Sparrow Savings Bank");
    desk.keys("x");
    // Something else comes in hand while the question stands.
    let other = desk.app.screens.matches.queue.open.iter().find(|key| key.name == "foxglove gold").cloned();
    desk.app.screens.matches.take(other);
    desk.keys("b");
    let names: Vec<&str> = decided(&desk).into_iter().map(|(key, ..)| key.name.as_str()).collect();
    assert_eq!(names, ["sparrow savings bank"]);
}

#[test]
fn a_new_facility_takes_no_name_and_no_number_that_is_taken() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    desk.keys("+<ctrl-u>Borealis Refining<enter>");
    assert!(desk.text().contains("that is Borealis Refining, CID900002"), "{}", desk.text());
    desk.keys("<ctrl-u>Foxglove<enter><enter><enter>CID900003<enter>");
    assert!(desk.text().contains("CID900003 is Cinder Tin Smelting (Tin)"), "{}", desk.text());
    assert!(decided(&desk).is_empty());
}

#[test]
fn names_left_for_later_come_round_in_their_order() {
    let mut desk = desk();
    let first = desk.app.screens.matches.queue.open.clone();
    let mut seen = Vec::new();
    for _ in 0..first.len() * 2 {
        seen.push(desk.app.screens.matches.queue.current.clone().unwrap());
        desk.keys("s");
    }
    assert_eq!(seen, [first.clone(), first].concat());
}

#[test]
fn what_was_undone_stands_where_it_stood_and_a_decided_filter_says_so() {
    let mut desk = desk();
    let before = desk.app.screens.matches.queue.open.clone();
    desk.keys("<tab>j<tab>xt").keys("u");
    assert_eq!(desk.app.screens.matches.queue.open, before);
    assert_eq!(desk.app.screens.matches.queue.position(), Some(1), "in hand, and in its place");
    desk.keys("fdelta<enter>");
    let shown = desk.app.screens.matches.queue.open.len();
    desk.keys(&"xt".repeat(shown));
    let text = desk.text();
    assert!(text.contains("none of them passes the filter"), "{text}");
    assert!(!text.contains("No name is open"), "{text}");
}

#[test]
fn the_name_in_hand_is_remembered_while_contents_are_still_read() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    let session = desk.app.session();
    let whole = names();
    let contents = whole.contents.clone();
    let start = rcoi::app::Start { session, contents: Contents::default(), ..whole };
    let mut again = Desk::begin(start, (120, 40));
    assert_eq!(in_hand(&again), "");
    let register = Register::build(&again.app.core.workspace, &contents);
    again.send(Msg::ContentsLoaded(Box::new(LoadedContents { contents, register, problems: Vec::new() })));
    again.keys("4");
    assert_eq!(in_hand(&again), "Foxglove Gold");
}

#[test]
fn a_filter_takes_the_supplier_that_was_seen_whatever_arrives_meanwhile() {
    let whole = names();
    let supplier = |name: &str| {
        let mut all = whole.workspace.suppliers.values();
        all.find(|supplier| supplier.name == name).unwrap().id.clone()
    };
    let (alpha, delta) = (supplier("Alpha Assembly"), supplier("Delta Cables"));
    let alphas = whole.workspace.declarations.values().find(|declaration| declaration.supplier == alpha);
    let (mut early, contents) = (whole.contents.clone(), whole.contents.clone());
    early.forms.remove(&alphas.unwrap().form).unwrap();
    let mut desk = Desk::begin(rcoi::app::Start { contents: early, ..whole }, (120, 40));
    desk.keys("4f");
    assert!(desk.text().contains("Delta Cables") && !desk.text().contains("Alpha Assembly"));
    // What the other supplier sent is read while the question stands: with it the list would begin with Alpha.
    let register = Register::build(&desk.app.core.workspace, &contents);
    desk.send(Msg::ContentsLoaded(Box::new(LoadedContents { contents, register, problems: Vec::new() })));
    desk.keys("<enter>");
    assert_eq!(desk.app.screens.matches.filter.suppliers, [delta].into());
}

#[test]
fn nothing_is_decided_in_a_workspace_that_is_only_looked_at() {
    let start = rcoi::app::Start { read_only: Some("somebody writes".to_owned()), ..names() };
    let mut desk = Desk::begin(start, (120, 40));
    desk.keys("4.xbAy<delete>");
    assert!(decided(&desk).is_empty() && desk.entries.is_empty());
}

#[test]
fn a_decision_that_could_not_be_written_is_open_again() {
    let mut desk = desk();
    until(&mut desk, "Foxglove Gold");
    desk.keys("xt");
    let seq = desk.entries.last().unwrap().seq;
    let problem = rcoi::Problem::new("the disk is full", "", "");
    desk.send(Msg::SaveFailed(seq, problem));
    assert!(decided(&desk).is_empty());
    assert!(desk.app.screens.matches.queue.open.iter().any(|key| key.name == "foxglove gold"));
}

#[test]
fn decisions_go_to_another_workspace_as_a_table() {
    let mut desk = desk();
    until(&mut desk, "Borealis Refinning");
    desk.keys(".");
    until(&mut desk, "Sparrow Savings Bank");
    desk.keys("xb:export decisions<enter>");
    let (name, bytes) = desk.files.iter().find(|(name, _)| name.ends_with(".csv")).unwrap();
    let draft = rcoi::intake::decisions::read(bytes).unwrap();
    let mut other = Desk::begin(names(), (120, 40));
    other.keys(":import decisions<enter>nowhere.csv<enter>");
    assert!(other.effects.iter().any(|effect| effect.contains("nowhere.csv")), "{:?}", other.effects);
    other.send(Msg::DecisionsRead(Ok((name.clone(), draft.clone()))));
    assert!(other.text().contains("csv? 2 taken, 0"), "{}", other.text());
    other.keys("y");
    let methods: Vec<DecisionMethod> = decided(&other).into_iter().map(|(.., method)| method).collect();
    assert_eq!(methods, [DecisionMethod::File; 2]);
    other.send(Msg::DecisionsRead(Ok((name.clone(), draft))));
    assert!(other.text().contains("nothing is taken"), "{}", other.text());
}

#[test]
fn the_rows_shown_are_those_of_last_time() {
    let mut desk = desk();
    desk.keys("L/ember<enter>lls");
    let shown = desk.app.screens.rows.grid.view.clone();
    let session = desk.app.session();
    let mut again = Desk::begin(rcoi::app::Start { session, ..names() }, (120, 40));
    again.keys("L");
    assert_eq!(again.app.screens.rows.grid.view, shown);
    assert_eq!(shown.len(), 2);
}

#[test]
fn in_a_terminal_too_small_to_show_it_the_next_name_is_decided_all_the_same() {
    let mut desk = desk();
    until(&mut desk, "Borealis Refinning");
    desk.send(Msg::Resize(50, 10));
    desk.keys("xtxb");
    let names: std::collections::BTreeSet<&str> =
        decided(&desk).into_iter().map(|(key, ..)| key.name.as_str()).collect();
    assert_eq!((names.len(), desk.entries.len()), (2, 2), "{names:?}");
}
