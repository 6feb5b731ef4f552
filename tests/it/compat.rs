//! What earlier programs wrote is read, means the same, and is written to the same bytes.
//!
//! `tests/fixtures/compat/README.md` says what the files are and why they are never made anew.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::app::{Desk, start};
use rcoi::app::keymap::{DEFAULT, Keymap};
use rcoi::app::table::ColumnChoice;
use rcoi::app::table::choice::restored;
use rcoi::app::{Command, Key, ScreenId, Session, Start};
use rcoi::data::ron_options;
use rcoi::domain::cmrt::Version;
use rcoi::domain::{
    Cause, ChosenStyle, Contents, History, Metal, Rating, RequestState, Severity, Status, SupplierId,
    Workspace,
};
use rcoi::query::declared::DeclaredField;
use rcoi::query::suppliers::SupplierField;
use rcoi::query::{FacilityField, SortKey};
use rcoi::resolve::rows::{OutcomeKind, Register};
use rcoi::risk::FlagId;
use rcoi::store;
use rcoi::store::{
    Opened, Owner, RealDisk, Store, canonical, from_canonical, load_contents, named_by, verify, write_atomic,
};
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/compat").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).unwrap()
}

/// Copies the files of a folder, and those of its folders.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &there);
        } else {
            write_atomic(&RealDisk, &there, &std::fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// A copy of the workspace, which goes with the folder.
fn workspace() -> TempDir {
    let temp = TempDir::new().unwrap();
    copy(&fixture("workspace"), temp.path());
    temp
}

fn open(folder: &TempDir) -> Opened {
    let since = "2027-01-04T09:00:00Z".parse().unwrap();
    let owner = Owner { host: "desk".to_owned(), pid: 1, since, person: "ana".to_owned() };
    Store::open(Arc::new(RealDisk), folder.path(), &owner).unwrap()
}

fn contents(opened: &Opened) -> Contents {
    let (contents, problems) =
        load_contents(&RealDisk, opened.store.paths(), &named_by(opened.store.workspace()));
    assert!(problems.is_empty(), "{problems:?}");
    contents
}

/// What the workspace is, read from the text that says so.
fn expected() -> Workspace {
    from_canonical(&text("expected.ron")).unwrap()
}

#[test]
fn a_workspace_opens_with_everything_in_it() {
    let folder = workspace();
    let opened = open(&folder);
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    assert_eq!(opened.read_only, None);
    let ws = &opened.workspace;
    let facilities = [ws.facilities.len(), ws.merges.len(), ws.constraints.len(), ws.sources.len()];
    assert_eq!(facilities, [68, 1, 1, 14]);
    let judged = [ws.dispositions.len(), ws.ratings.len(), ws.notes.len(), ws.evidence.len()];
    assert_eq!(judged, [9, 4, 1, 1]);
    let asked = [ws.actions.len(), ws.suppliers.len(), ws.requests.len(), ws.declarations.len()];
    assert_eq!(asked, [7, 7, 34, 7]);
    assert_eq!([ws.lists.len(), ws.resolutions.len()], [4, 8]);
    assert_eq!(ws.settings.status_style, ChosenStyle::Conformant);
    assert_eq!((ws.programme.year, ws.programme.sample), (2026, false));
}

#[test]
fn the_declared_rows_come_out_as_they_did() {
    let folder = workspace();
    let opened = open(&folder);
    let register = Register::build(&opened.workspace, &contents(&opened));
    let balance = register.balance();
    assert!(balance.is_exact());
    let counts = [balance.rows, balance.resolved, balance.duplicate, balance.special, balance.rejected];
    // Two names only fill their cells: these were open until such words were known.
    assert_eq!((counts, balance.open), ([190, 125, 17, 7, 7], 34));
    assert_eq!(register.open_names().len(), 29);
}

#[test]
fn the_history_is_whole_and_undo_goes_on_from_it() {
    let folder = workspace();
    let opened = open(&folder);
    let past = opened.store.load_history().unwrap();
    assert!(past.notices.is_empty(), "{:?}", past.notices);
    assert_eq!((past.entries.len(), opened.tail.len(), opened.store.next_seq()), (78, 30, 79));
    let causes = |wanted: fn(Cause) -> bool| past.entries.iter().filter(|e| wanted(e.cause)).count();
    let undone = causes(|cause| matches!(cause, Cause::Undo(_)));
    assert_eq!((undone, causes(|cause| matches!(cause, Cause::Redo(_)))), (2, 1));
    let mut built = Workspace::new(opened.workspace.programme.clone());
    for entry in &past.entries {
        entry.edit.apply(&mut built).unwrap();
    }
    assert_eq!(canonical(&built).unwrap(), text("expected.ron"));
    let history = History::new(past.entries);
    assert_eq!(history.next_undo().map(|entry| entry.title.as_str()), Some("Change settings"));
    assert_eq!(history.next_redo(), None);
}

#[test]
fn a_workspace_is_written_as_it_was() {
    let folder = workspace();
    let opened = open(&folder);
    assert_eq!(canonical(&opened.workspace).unwrap(), text("expected.ron"));
    assert_eq!(expected(), opened.workspace);
    // The journal becomes a snapshot; the next opening reads the same.
    opened.store.close().unwrap();
    let again = open(&folder);
    assert!(again.tail.is_empty());
    assert_eq!(canonical(&again.workspace).unwrap(), text("expected.ron"));
    assert_eq!(again.store.load_history().unwrap().entries.len(), 78);
    drop(again);
    let findings = verify(&RealDisk, folder.path()).unwrap();
    let damage: Vec<_> =
        findings.iter().filter(|found| found.severity == store::StoreSeverity::Error).collect();
    assert!(damage.is_empty(), "{damage:?}");
}

fn session(name: &str) -> Session {
    ron_options().from_str(&text(name)).unwrap()
}

#[test]
fn sessions_are_written_as_they_were() {
    for name in ["session.ron", "session-at-work.ron"] {
        assert_eq!(ron_options().to_string(&session(name)).unwrap(), text(name), "{name}");
    }
}

#[test]
fn a_session_says_what_is_shown_of_facilities() {
    let session = session("session.ron");
    assert_eq!((session.screen, session.theme.as_deref()), (Some(ScreenId::Rows), Some("light")));
    let filter = &session.query.filter;
    assert!(filter.metals.iter().eq(&[Metal::Tin, Metal::Gold]));
    assert!(filter.statuses.iter().eq(&[Status::Conformant, Status::Unresolved]));
    assert!(filter.countries.iter().eq(["", "JAPAN"]));
    assert!(filter.ratings.iter().eq(&[Rating::High, Rating::Data]));
    assert!(filter.flags.iter().eq(&[FlagId::UnresolvedStatus, FlagId::CoveredCountryLocation]));
    assert!(filter.suppliers.iter().map(SupplierId::as_str).eq(["8jbh3eztg792b7df"]));
    assert_eq!(filter.search, "gold \u{201c}vale\u{201d}");
    let by = |field, descending| SortKey { field, descending };
    assert_eq!(session.query.sort, [by(FacilityField::Country, true), by(FacilityField::Name, false)]);
    let [metal, cid, name, ..] = session.columns.as_slice() else { panic!("{:?}", session.columns) };
    assert_eq!(*metal, ColumnChoice { field: FacilityField::Metal, shown: true, width: None });
    assert_eq!(*cid, ColumnChoice { field: FacilityField::Cid, shown: false, width: None });
    assert_eq!(*name, ColumnChoice { field: FacilityField::Name, shown: true, width: Some(31) });
    assert_eq!(session.columns.len(), 10);
    assert_eq!(session.smelter.unwrap().as_str(), "3fc1tbmrjxbtv400");
    assert_eq!(session.triage.unwrap().as_str(), "41we974z5r0bm169");
}

#[test]
fn a_session_says_what_is_shown_of_rows_and_names() {
    let session = session("session.ron");
    let rows = &session.rows;
    assert!(rows.metals.iter().eq(&[Metal::Tungsten]));
    assert!(rows.outcomes.iter().eq(&OutcomeKind::ALL));
    assert!(rows.suppliers.iter().map(SupplierId::as_str).eq(["bgeaa9yad20vr26x"]));
    assert_eq!(rows.facilities.first().unwrap().as_str(), "42jth1c4xa1pm7j7");
    assert_eq!(rows.name.as_ref().unwrap().to_string(), "Tantalum \u{201c}kbmm\u{201d} JP");
    assert_eq!((rows.clashing, rows.search.as_str()), (true, "tin"));
    let by = |field, descending| SortKey { field, descending };
    assert_eq!(session.row_sort, [by(DeclaredField::Outcome, false), by(DeclaredField::Supplier, true)]);
    assert_eq!(session.name.unwrap().to_string(), "Tin \u{201c}pt timah rawasari\u{201d} ID");
    assert!(session.names.metals.iter().eq(&[Metal::Tantalum]));
    assert!(session.names.suppliers.iter().map(SupplierId::as_str).eq(["ja1ddqx67mv28d33"]));
}

#[test]
fn a_session_says_what_is_shown_of_suppliers() {
    let session = session("session.ron");
    let filter = &session.suppliers.filter;
    assert!(filter.states.iter().eq(&[None, Some(RequestState::Received)]));
    assert!(filter.versions.iter().copied().eq(["2.03a", "6.5"].map(|text| Version::parse(text).unwrap())));
    assert!(filter.severities.iter().eq(&[Severity::HighRisk, Severity::Info]));
    assert_eq!((filter.has_open, filter.is_overdue, filter.sent_nothing), (true, true, true));
    assert_eq!(filter.search, "ltd");
    assert_eq!(session.suppliers.sort, [SortKey { field: SupplierField::HighRisk, descending: true }]);
    let width = session.supplier_columns.iter().find(|choice| choice.field == SupplierField::Due);
    assert_eq!(width.and_then(|choice| choice.width), Some(9));
    let shown: Vec<bool> = session.supplier_columns.iter().map(|choice| choice.shown).collect();
    assert!(shown.iter().enumerate().all(|(at, shown)| *shown == (at % 3 != 0)), "{shown:?}");
    assert_eq!(shown.len(), 19);
    assert_eq!(session.supplier.unwrap().as_str(), "kyhwfvycymgbvt93");
}

/// The interface on the workspace with a session.
fn at_work(session: Session) -> Desk {
    let folder = workspace();
    let opened = open(&folder);
    let contents = contents(&opened);
    Desk::begin(Start { contents, session, ..start(opened.workspace) }, (120, 40))
}

#[test]
fn the_interface_begins_where_a_session_ended() {
    let desk = at_work(session("session-at-work.ron"));
    assert_eq!(desk.app.screens.shown, ScreenId::Smelters);
    // Neither what only the filing of the year before states belongs to Annex I, nor what no row names any more.
    assert!(desk.text().contains("23 of 56"), "{}", desk.text());
    let row = desk.app.screens.smelters.current(&desk.app.core).map(|row| row.name.as_str());
    assert_eq!(row, Some("Donau Edelmetalle AG"));
    // Columns that a later program adds come behind those that were chosen.
    let whole = |mut session: Session| {
        session.columns = restored(session.columns);
        session.supplier_columns = restored(session.supplier_columns);
        session
    };
    let (left, began) = (whole(desk.app.session()), whole(session("session-at-work.ron")));
    assert!(left == began, "a session is not left as it began: {left:#?}");
}

fn keymap() -> Keymap {
    Keymap::parse(DEFAULT).unwrap()
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

#[test]
fn a_persons_own_keys_mean_what_they_meant() {
    let map = keymap().patched(&text("keymap.ron")).unwrap();
    let patched = [
        (ScreenId::Triage, "z", Some(Command::Rate)),
        (ScreenId::Triage, "r", None),
        (ScreenId::Smelters, "z", Some(Command::Rate)),
        (ScreenId::Smelters, "y", None),
        (ScreenId::Report, "f2", Some(Command::Screen(ScreenId::Overview))),
        (ScreenId::Report, "1", Some(Command::Screen(ScreenId::Overview))),
        (ScreenId::History, "ctrl-n", Some(Command::HalfPageDown)),
        (ScreenId::History, "ctrl-d", None),
        (ScreenId::Matches, "B", Some(Command::AcceptBand)),
        (ScreenId::Matches, "alt-b", Some(Command::AcceptBand)),
        (ScreenId::Matches, "A", None),
        (ScreenId::Actions, "delete", Some(Command::DeleteAction)),
        (ScreenId::Actions, "x", Some(Command::ExportTable)),
    ];
    for (screen, pressed, command) in patched {
        assert_eq!(map.lookup(screen, key(pressed)), command, "{pressed} on {screen:?}");
    }
}

#[test]
fn keys_that_no_patch_names_stay_as_they_are() {
    let map = keymap().patched(&text("keymap.ron")).unwrap();
    let kept = [
        (ScreenId::Suppliers, "r", Command::LogRequest),
        (ScreenId::Suppliers, ".", Command::NextStep),
        (ScreenId::Triage, ".", Command::Accept),
        (ScreenId::Triage, "d", Command::Dispose),
        (ScreenId::Actions, "d", Command::SetDue),
        (ScreenId::Matches, "x", Command::NoneOfThem),
        (ScreenId::Rows, "/", Command::Search),
        (ScreenId::Overview, "E", Command::Export),
        (ScreenId::Report, "ctrl-r", Command::Redo),
        (ScreenId::Declaration, "P", Command::WriteLetter),
        (ScreenId::History, "2", Command::Screen(ScreenId::Smelters)),
        (ScreenId::Smelters, "ctrl-u", Command::HalfPageUp),
    ];
    for (screen, pressed, command) in kept {
        assert_eq!(map.lookup(screen, key(pressed)), Some(command), "{pressed} on {screen:?}");
    }
}

#[test]
fn every_command_that_a_keymap_could_name_is_there() {
    let map = keymap();
    let names = text("commands.txt");
    assert_eq!(names.lines().count(), 94);
    for name in names.lines() {
        let patch = format!("[({name:?}, [])]");
        assert!(map.patched(&patch).is_ok(), "{name} is no command any more");
    }
}

#[test]
fn every_screen_that_a_session_could_name_is_there() {
    let names = text("screens.txt");
    assert_eq!(names.lines().count(), 10);
    for name in names.lines() {
        let read: Session = ron_options().from_str(&format!("(screen:{name})")).unwrap();
        let written = ron_options().to_string(&read.screen).unwrap();
        assert_eq!(written, name);
    }
}
