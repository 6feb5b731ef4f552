//! Importing in the interface what is more than a name: roles, status lists, and what they would change.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::civil::date;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::common::app::Desk;
use crate::common::programme::season;
use rcoi::app::overlays::Overlay;
use rcoi::domain::{
    Charter, Claim, Edit, IdGen, Metal, Origin, Programme, SourceRole, Stamp, Status, Value, Workspace,
};
use rcoi::intake::{self, Batch, StatusAs, StatusTerms};
use rcoi::resolve::rows::Register;
use rcoi::runtime::reading;
use rcoi::standing::standings_on;
use rcoi::store::{RealDisk, canonical, write_atomic};

const WIDE: (u16, u16) = (150, 40);

const HEADER: &str = "Smelter ID,Metal,Smelter Name,Country,Last Audit Date\n";

/// The facilities of the season, as a list has them.
const ROWS: [&str; 5] = [
    "CID900001,Gold,Aurora Gold Works,SWITZERLAND,2026-01-10\n",
    "CID900002,Gold,Borealis Refining,CHINA,2026-02-10\n",
    "CID900003,Tin,Cinder Tin Smelting,INDONESIA,2026-03-10\n",
    "CID900004,Tantalum,Dune Tantalum,BRAZIL,2026-04-10\n",
    "CID900005,Tungsten,Ember Tungsten Powders,CHINA,2026-05-10\n",
];

/// A list with these rows.
fn list(rows: &[usize]) -> String {
    HEADER.to_owned() + &rows.iter().filter_map(|at| ROWS.get(*at)).copied().collect::<String>()
}

fn in_season() -> Desk {
    Desk::begin(season(), WIDE)
}

fn own() -> Desk {
    Desk::on(Workspace::new(Charter { company: "Acme".to_owned(), year: 2026, sample: false }), WIDE)
}

/// Lets the application read these files.
fn import(desk: &mut Desk, files: &[(&str, &str)]) {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        write_atomic(&RealDisk, &folder.path().join(name), text.as_bytes()).unwrap();
    }
    match files {
        [(only, _)] => desk.import(&folder.path().join(only)),
        _ => desk.import(folder.path()),
    };
}

fn bytes(desk: &Desk) -> String {
    canonical(&desk.app.core.workspace).unwrap()
}

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text}\n{}", desk.text());
}

fn toast(desk: &Desk) -> &str {
    desk.app.core.toast.as_ref().map_or("", |toast| toast.text.as_str())
}

fn stamp() -> Stamp {
    Stamp { by: "ana".to_owned(), at: "2026-11-01T09:00:00Z".parse().unwrap() }
}

fn with(desk: &Desk, status: Status) -> usize {
    desk.app.core.with_status(status)
}

/// The lists of the first day: all but one facility, so that one is on none.
fn first_lists() -> [(&'static str, String); 2] {
    [("active-2026-06-30.csv", list(&[1])), ("conformant-2026-06-30.csv", list(&[0, 2, 3]))]
}

fn take_first(desk: &mut Desk) {
    let lists = first_lists();
    import(desk, &[(lists[0].0, &lists[0].1), (lists[1].0, &lists[1].1)]);
    desk.keys("cyy<esc>");
    assert_eq!(desk.app.core.workspace.status_lists.len(), 2, "{}", desk.text());
}

#[test]
fn what_lists_change_is_shown_before_it_is_taken_and_taken_back() {
    let mut desk = in_season();
    let start = bytes(&desk);
    let lists = first_lists();
    import(&mut desk, &[(lists[0].0, &lists[0].1), (lists[1].0, &lists[1].1)]);
    has(&desk, "2 files to take");
    has(&desk, "RMAP active 2026-06-30");
    has(&desk, "as of 2026-06-30, by the file\u{2019}s name");
    has(&desk, "\"Last Audit Date\" is last audit");
    desk.keys("y");
    assert_eq!(toast(&desk), "do these lists have every facility of their kinds? c: yes, c again: no");
    desk.keys("cy");
    has(&desk, "5 statuses of Annex I change, as of 2026-06-30: 4 gained, 1 now on no list");
    has(
        &desk,
        "Gold CID900002 Borealis Refining: Unresolved \u{2192} Active, on \u{201c}active-2026-06-30\u{201d} of 2026-06-30",
    );
    has(&desk, "Ember Tungsten Powders: Unresolved \u{2192} Indeterminable, neither on");
    assert_eq!((desk.text().matches("Aurora Gold Works").count(), bytes(&desk)), (1, start.clone()));
    // Back to the files, where all that was said still holds.
    desk.keys("<esc>");
    has(&desk, "complete for their metals");
    desk.keys("yy");
    has(&desk, "What the import brought");
    has(
        &desk,
        "conformant-2026-06-30.csv: status list of RMAP, conformant, as of 2026-06-30, complete for all metals, 3 rows",
    );
    has(&desk, "5 statuses of Annex I changed");
    assert_eq!(desk.entries.len(), 1);
    assert_eq!((with(&desk, Status::Conformant), with(&desk, Status::Active)), (3, 1));
    let taken = bytes(&desk);
    desk.keys("<esc>u");
    assert_eq!(bytes(&desk), start);
    assert_eq!(with(&desk, Status::Unresolved), 5);
    desk.keys("<ctrl-r>");
    assert_eq!(bytes(&desk), taken);
}

#[test]
fn lists_that_are_not_complete_say_nothing_of_what_they_leave_out() {
    let mut desk = in_season();
    import(&mut desk, &[("conformant-2026-06-30.csv", &list(&[0]))]);
    desk.keys("ccyy");
    assert_eq!((with(&desk, Status::Conformant), with(&desk, Status::Unresolved)), (1, 4));
    assert!(toast(&desk).ends_with(": 1 status of Annex I changed"), "{}", toast(&desk));
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn the_next_lists_change_what_differs_and_an_older_one_warns() {
    let mut desk = in_season();
    take_first(&mut desk);
    import(
        &mut desk,
        &[("active-2026-10-31.csv", &list(&[4])), ("conformant-2026-10-31.csv", &list(&[1, 2, 3]))],
    );
    desk.keys("cy");
    has(&desk, "3 statuses of Annex I change, as of 2026-10-31: 2 gained, 1 now on no list");
    has(&desk, "Borealis Refining: Active \u{2192} Conformant");
    has(&desk, "Aurora Gold Works: Conformant \u{2192} Indeterminable");
    assert!(!desk.text().contains("Cinder Tin Smelting"), "{}", desk.text());
    desk.keys("y<esc>");
    import(&mut desk, &[("conformant-2026-03-31.csv", &list(&[0, 1]))]);
    desk.keys("cy");
    has(&desk, "more than 3 months older than the workspace\u{2019}s day");
    desk.keys("<esc><esc>");
    assert_eq!((desk.entries.len(), desk.app.core.workspace.status_lists.len()), (2, 4));
}

#[test]
fn what_no_file_says_is_asked_before_anything_is_taken() {
    let mut desk = in_season();
    import(&mut desk, &[("listed.csv", &list(&[0]))]);
    has(&desk, "reference list: it gives names and CIDs, and no status");
    desk.keys("r");
    has(&desk, "gives facilities their status; needs its kind and its day");
    desk.keys("sy");
    assert_eq!(toast(&desk), "a list of conformant or of active facilities? t says it");
    desk.keys("ty");
    assert_eq!(toast(&desk), "which day does the list speak for? d says it");
    desk.keys("d2026-13-01<enter>");
    has(&desk, "is no day; write 2027-03-31, +14d");
    desk.keys("<ctrl-u>2027-01-01<enter>");
    has(&desk, "2027-01-01 is still to come");
    desk.keys("<ctrl-u>-30d");
    has(&desk, "understood as ");
    desk.keys("<ctrl-u>2026-10-31<enter>ty");
    assert_eq!(toast(&desk), "do these lists have every facility of their kinds? c: yes, c again: no");
    desk.keys("cc");
    has(&desk, "not complete, so that absence means nothing");
    desk.keys("yy");
    let list = desk.app.core.workspace.status_lists.values().next().unwrap();
    assert_eq!((list.as_of, list.complete), (date(2026, 10, 31), false));
    assert_eq!(with(&desk, Status::Active), 1);
}

#[test]
fn programme_and_metals_are_said_of_a_list_that_has_no_column_of_them() {
    let mut desk = in_season();
    let text = "Smelter Name,Country,Last Audit Date\nAurora Gold Works,SWITZERLAND,2026-01-10\n";
    import(&mut desk, &[("conformant-2026-10-31.csv", text)]);
    desk.keys("cy");
    assert_eq!(toast(&desk), "it has no column of metals: m says the one that it is for, o whose it is");
    desk.keys("olondon<enter>");
    has(&desk, "o LBMA   t conformant");
    has(&desk, "m Gold");
    desk.keys("oFairmined<enter>y");
    assert_eq!(toast(&desk), "it has no column of metals: m says the one that it is for, o whose it is");
    desk.keys("mg<enter>");
    has(&desk, "m Tantalum, Tin, Tungsten");
    desk.keys("mgaiu<enter>");
    has(&desk, "m Gold");
    desk.keys("ormap<enter>mai<down><down><down> <enter>");
    has(&desk, "m Gold");
    desk.keys("yy");
    let list = desk.app.core.workspace.status_lists.values().next().unwrap();
    assert_eq!((list.programme.clone(), list.metals.len()), (Programme::rmap(), 1));
    assert_eq!(with(&desk, Status::Conformant), 1);
}

const BARE: &str =
    "metal,name,country,status\nGold,First Works,SWITZERLAND,Conformant\nTin,Second Works,PERU,Active\n";

#[test]
fn a_bare_table_is_asked_about_where_there_are_no_declarations() {
    let mut desk = own();
    import(&mut desk, &[("table.csv", BARE)]);
    has(&desk, "annex of record? r says which: annex of record, baseline, status list");
    desk.keys("y");
    assert_eq!(toast(&desk), "what is this file for? r says it");
    assert!(desk.entries.is_empty());
    desk.keys("r<enter>");
    has(&desk, "annex of record: as you said");
    desk.keys("y");
    assert_eq!((desk.entries.len(), desk.app.core.members().count()), (1, 2));
}

#[test]
fn another_role_is_planned_anew() {
    let mut desk = own();
    import(&mut desk, &[("table.csv", BARE)]);
    desk.keys("rb");
    has(&desk, "baseline: as you said");
    desk.keys("y");
    let ws = &desk.app.core.workspace;
    assert_eq!(
        ws.sources.values().map(|source| source.role).collect::<Vec<_>>(),
        [Some(SourceRole::Baseline)]
    );
    assert_eq!(desk.app.core.members().count(), 0, "a baseline is not in Annex I");
    // The same file once more, for something else: it is known, as what it was taken for.
    import(&mut desk, &[("table.csv", BARE)]);
    has(&desk, "imported already: table");
    desk.keys("y");
    assert_eq!(toast(&desk), "there is nothing to take; Esc closes");
}

#[test]
fn a_table_alone_becomes_a_status_list_and_a_table_again() {
    let mut desk = own();
    import(&mut desk, &[("table.csv", BARE)]);
    desk.keys("r<down><down><enter>");
    has(&desk, "1 status list: complete? c: yes, c again: no");
    has(&desk, "status list: as you said");
    desk.keys("r<esc>");
    has(&desk, "status list: as you said");
    desk.keys("ra");
    has(&desk, "annex of record: as you said");
    has(&desk, "2 new facilities, 0 known already");
    desk.keys("y");
    assert_eq!((desk.entries.len(), desk.app.core.members().count()), (1, 2));
}

#[test]
fn what_was_said_of_files_is_not_lost_by_one_key() {
    let mut desk = in_season();
    import(&mut desk, &[("listed.csv", &list(&[0]))]);
    desk.keys("<esc>");
    assert!(desk.app.overlays.is_empty(), "nothing was said yet");
    import(&mut desk, &[("listed.csv", &list(&[0]))]);
    desk.keys("xx<esc>");
    assert!(desk.app.overlays.is_empty(), "what is said and unsaid is nothing");
    import(&mut desk, &[("listed.csv", &list(&[0]))]);
    desk.keys("rs<esc>");
    assert_eq!(toast(&desk), "what was said of these files would be lost; once more leaves them");
    desk.keys("t<esc>");
    assert_eq!(desk.app.overlays.len(), 1, "another key between begins anew");
    desk.keys("<esc>");
    assert!(desk.app.overlays.is_empty() && desk.entries.is_empty());
}

#[test]
fn an_effect_of_a_workspace_that_changed_since_is_shown_again() {
    let mut desk = in_season();
    let lists = first_lists();
    import(&mut desk, &[(lists[0].0, &lists[0].1), (lists[1].0, &lists[1].1)]);
    desk.keys("cy");
    let gold = desk.app.core.workspace.live().find(|facility| facility.metal == Metal::Gold);
    let gold = gold.unwrap().id.clone();
    let claim = Claim {
        value: Value::Status(Status::Conformant, None),
        origin: Origin::Set { by: "ana".to_owned(), at: stamp().at, reason: String::new() },
        as_of: None,
    };
    assert!(desk.app.core.commit("Set by hand", Edit::AddClaim(gold, claim)));
    desk.keys("y");
    assert!(desk.app.core.workspace.status_lists.is_empty(), "it is looked at again first");
    has(&desk, "4 statuses of Annex I change");
    desk.keys("y");
    assert_eq!(desk.app.core.workspace.status_lists.len(), 2);
}

#[test]
fn a_list_that_is_there_is_nothing_new() {
    let mut desk = in_season();
    take_first(&mut desk);
    let lists = first_lists();
    import(&mut desk, &[(lists[0].0, &lists[0].1), (lists[1].0, &lists[1].1)]);
    desk.keys("cy");
    assert_eq!(toast(&desk), "there is nothing new to take; Esc closes");
    // Of the same lists something else is said now.
    desk.keys("cy");
    has(&desk, "1 status of Annex I changes, as of 2026-06-30: 1 lost");
    assert!(desk.app.overlays.iter().any(|overlay| matches!(overlay, Overlay::Import(_))));
    desk.keys("y");
    assert!(desk.app.core.workspace.status_lists.values().all(|list| !list.complete));
}

/// Lists by chance: of which kind and day each is, which facilities it has, and whether all are complete.
fn lists() -> impl Strategy<Value = (Vec<(bool, u8, Vec<usize>)>, bool)> {
    let list = (any::<bool>(), 1..4u8, proptest::sample::subsequence(vec![0, 1, 2, 3, 4], 1..=5));
    (proptest::collection::vec(list, 1..5), any::<bool>())
}

fn status_as(folder: &TempDir, (name, rows): (&str, &[usize]), complete: bool) -> StatusAs {
    write_atomic(&RealDisk, &folder.path().join(name), list(rows).as_bytes()).unwrap();
    let (file, _) = reading::read_file(&RealDisk, &folder.path().join(name), None).unwrap();
    let received = file.status().unwrap().clone();
    let terms = StatusTerms { complete, ..StatusTerms::default() }.or_of(&received.draft);
    let stamp = stamp();
    let settled = received.settle(&terms, &stamp, date(2026, 11, 22)).unwrap();
    StatusAs { received, settled }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The effect is what changes, and taking the edit back gives the bytes of before.
    #[test]
    fn an_import_of_lists_does_what_its_effect_says_and_is_taken_back((lists, complete) in lists()) {
        let start = season();
        let (mut ws, contents) = (start.workspace, start.contents);
        let before = canonical(&ws).unwrap();
        let folder = TempDir::new().unwrap();
        let taken = lists.iter().map(|(is_active, month, rows)| {
            let kind = if *is_active { "active" } else { "conformant" };
            status_as(&folder, (&format!("{kind}-2026-{month:02}-01.csv"), rows), complete)
        });
        let batch = Batch { statuses: taken.collect(), ..Batch::default() };
        let stamp = stamp();
        let plan = intake::plan(&ws, &contents, batch, &mut IdGen::new([5; 16]), &stamp).unwrap();
        let of = |ws: &Workspace, contents| {
            standings_on(ws, contents, &Register::build(ws, contents), plan.effect_day())
        };
        let was = of(&ws, &contents);
        plan.edit.apply(&mut ws).unwrap();
        prop_assert!(plan.after == ws);
        let is = of(&ws, &plan.contents);
        let changed: Vec<_> = is.members().filter(|(id, standing)| was.status(id) != standing.status).collect();
        prop_assert_eq!(changed.len(), plan.effect.len());
        for change in &plan.effect {
            prop_assert_eq!((change.from, change.to), (was.status(&change.facility), is.status(&change.facility)));
        }
        plan.edit.inverse().apply(&mut ws).unwrap();
        prop_assert_eq!(canonical(&ws).unwrap(), before);
    }
}
