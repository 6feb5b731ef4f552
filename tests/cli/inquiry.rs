//! The figures of the inquiry of a whole season, from its files. They are no part of the project: the test looks for them in
//! `$RCOI_SHARED` or `../shared`, and says so when they are not there.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcoi::correspond::inquiry;
use rcoi::domain::cmrt::Version;
use rcoi::domain::{Contents, ListKind, Programme, Workspace};
use rcoi::report::{Change, Counted, DeclaredScope, Inquiry, InquiryKey, OverallAnswer, ReliedList, RowFate};
use rcoi::resolve::rows::Register;
use rcoi::standing::standings;
use rcoi::store::{Paths, RealDisk, Store, load_contents, named_by};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::at_hand::at_hand;
use crate::common::home::program;

/// The day of the lists, by which everything had come.
const DAY: &str = "2023-05-15";

/// What came when.
const RECEIVED: [(&str, &[&str]); 4] = [
    ("2023-03-20", &["amberline.xlsx", "brightwater.xls", "corvus.xlsx", "shinonome.xlsx", "delfin.xlsx"]),
    ("2023-04-11", &["evergreen.xlsx"]),
    ("2023-03-06", &["fjordlight-first.xlsx"]),
    ("2023-04-17", &["fjordlight-corrected.xlsx"]),
];

/// The season in a home of its own, and the folder of its files.
pub struct Season {
    home: TempDir,
    pub files: PathBuf,
}

impl Season {
    /// None, loudly, where the files are not at hand.
    pub fn new() -> Option<Self> {
        let files = at_hand("data/programme-2022/truth.json")?.parent().unwrap().to_path_buf();
        let season = Self { home: TempDir::new().unwrap(), files };
        season.run(&["init", "year", "--company", "Registrant Inc.", "--year", "2022"], &[]);
        season.run(&["suppliers", "import"], &["suppliers.csv"]);
        season.run(&["suppliers", "import"], &["requests.csv"]);
        for (day, files) in RECEIVED {
            season.run(&["import", "--lists", "--received", day], files);
        }
        season.run(&["decisions", "import"], &["decisions.csv"]);
        let lists = ["conformant-2023-05-15.xlsx", "active-2023-05-15.xlsx"];
        season.run(&["import", "--as", "status", "--as-of", DAY, "--complete"], &lists);
        season.run(&["import", "--as", "baseline"], &["cmr-2021.txt"]);
        Some(season)
    }

    pub fn run(&self, args: &[&str], files: &[&str]) {
        let mut command = program(self.home.path(), args);
        command.args(files.iter().map(|file| self.files.join(file)));
        let output = command.env("RCOI_WORKSPACE", self.folder()).output().unwrap();
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub fn folder(&self) -> PathBuf {
        self.home.path().join("year")
    }

    fn truth(&self) -> Value {
        serde_json::from_slice(&std::fs::read(self.files.join("truth.json")).unwrap()).unwrap()
    }
}

fn opened(dir: &Path) -> (Workspace, Contents) {
    let ws = Store::open_reading(Arc::new(RealDisk), dir).unwrap().workspace;
    let (contents, problems) = load_contents(&RealDisk, &Paths::new(dir), &named_by(&ws));
    assert!(problems.is_empty());
    (ws, contents)
}

/// The facilities that a figure counts, by metal and CID, or where they have none by metal and name.
fn counted(ws: &Workspace, inquiry: &Inquiry, change: Change) -> BTreeSet<(String, String)> {
    let named = |counted: &Counted| match counted {
        Counted::Facility(id) => {
            let view = ws.view(id).unwrap();
            let cid = view.cid().map_or_else(|| view.name().to_owned(), |cid| cid.to_string());
            Some((view.facility.metal.name().to_owned(), cid))
        }
        Counted::Supplier(_) | Counted::Declaration(_) | Counted::Row(..) | Counted::Action(_) => None,
    };
    inquiry.get(&InquiryKey::Changed(change)).unwrap().rows.iter().filter_map(named).collect()
}

/// The same by the truth: metal, and what stands at this place of each entry.
fn named(truth: &Value, key: &str, at: usize) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entries = truth["prior"][key].as_array().unwrap().iter();
    entries.map(|entry| (text(&entry[0]), text(&entry[at]))).collect()
}

/// The numbers of some figures.
fn numbers<const N: usize>(inquiry: &Inquiry, keys: [InquiryKey; N]) -> [Option<usize>; N] {
    keys.map(|key| inquiry.value(&key))
}

#[test]
fn a_season_has_the_figures_that_its_files_say() {
    let Some(season) = Season::new() else { return };
    let (ws, contents) = opened(&season.folder());
    let register = Register::build(&ws, &contents);
    let standings = standings(&ws, &contents, &register);
    let inquiry = inquiry(&ws, &contents, &register, &standings);
    assert_eq!(inquiry.day.map(|day| day.to_string()).as_deref(), Some(DAY));
    let answers =
        [InquiryKey::Asked, InquiryKey::Answered, InquiryKey::AnsweredUnasked, InquiryKey::Accepted];
    assert_eq!(numbers(&inquiry, answers), [Some(7), Some(7), Some(0), Some(0)]);
    let versions = [622, 610].map(|it| InquiryKey::Version(Version::new(it)));
    assert_eq!(numbers(&inquiry, versions), [Some(5), Some(2)]);
    assert_eq!(
        numbers(&inquiry, DeclaredScope::ALL.map(InquiryKey::Scope)),
        [Some(7), Some(0), Some(0), Some(0)]
    );
    assert_eq!(numbers(&inquiry, OverallAnswer::ALL.map(InquiryKey::Covered)), [Some(1), Some(1), Some(5)]);
    let fates = numbers(&inquiry, RowFate::ALL.map(InquiryKey::RowsBy));
    assert_eq!(inquiry.value(&InquiryKey::Rows), Some(525));
    let balance = register.balance();
    assert_eq!((fates.into_iter().flatten().sum::<usize>(), balance.rows), (525, 525));
    assert_eq!(fates, [balance.resolved, balance.duplicate, balance.special, balance.rejected, 0].map(Some));
    assert_eq!(standings.members().count(), 249);
    let list = |kind| ReliedList { programme: Programme::rmap(), kind, as_of: DAY.parse().unwrap() };
    assert_eq!(inquiry.lists, [list(ListKind::Conformant), list(ListKind::Active)]);
    let truth = season.truth();
    assert_eq!(inquiry.compared_with, Some(2021));
    assert_eq!(counted(&ws, &inquiry, Change::Added), named(&truth, "added", 1));
    assert_eq!(counted(&ws, &inquiry, Change::Dropped), named(&truth, "dropped", 2));
    assert_eq!(counted(&ws, &inquiry, Change::Renamed), named(&truth, "renamed", 1));
    assert_eq!(counted(&ws, &inquiry, Change::OtherStatus), named(&truth, "status", 1));
    assert_eq!(Change::ALL.map(|it| inquiry.value(&InquiryKey::Changed(it)).unwrap()), [23, 15, 8, 6, 0]);
    // Without a figure where nothing was recorded.
    assert_eq!(numbers(&inquiry, [InquiryKey::Cahra, InquiryKey::Escalations]), [None, None]);
}
