//! How many keys work takes, counted at the real program: typed words are not counted, every other key is. `--nocapture` prints them.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::common::at_hand::at_hand;
use crate::common::pty::{Launch, Pty, key};
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rcoi");

/// A person at the program, whose keys are counted.
struct Hand {
    pty: Pty,
    keys: usize,
}

impl Hand {
    /// At a workspace.
    fn at(workspace: &Path) -> Self {
        let path = workspace.display().to_string();
        let launch = Launch::new(PROGRAM).size(150, 40).env("RCOI_PERSON", "Ada");
        Self { pty: launch.args(&["--workspace", &path]).start(), keys: 0 }
    }

    /// Presses keys, each a character or a sequence, and waits for what comes of them.
    fn press(&mut self, keys: &[&str], then: &str) -> &mut Self {
        for pressed in keys {
            self.pty.send(pressed);
        }
        self.keys += keys.len();
        self.pty.wait_for_text(then);
        self
    }

    /// Types words, and waits until they stand there.
    fn say(&mut self, words: &str, then: &str) -> &mut Self {
        self.pty.send(words);
        self.pty.wait_for_text(then);
        self
    }

    /// Ends a count, and tells it.
    fn count(&mut self, of: &str) -> usize {
        let keys = std::mem::take(&mut self.keys);
        println!("{of}: {keys} keys");
        keys
    }
}

fn headless(home: &Path, args: &[&str]) -> Vec<u8> {
    let out = Command::new(PROGRAM).args(args).env_clear().env("HOME", home).output().expect("it runs");
    assert!(out.status.code() < Some(2), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

#[test]
fn common_work_takes_as_few_keys_as_it_can() {
    let home = tempfile::tempdir().expect("a folder");
    let demo = home.path().join("demo").display().to_string();
    headless(home.path(), &["init", "--demo", &demo]);
    let mut hand = Hand::at(Path::new(&demo));
    hand.pty.wait_for_text("Overview");

    // A figure of the report to a cell that it counts: the rows behind it, then the file of one.
    hand.press(&["7"], "Preview").press(&["/"], "/").say("183 rows", "183 rows").press(&[key::ENTER], "1/1");
    hand.keys = 0;
    hand.press(&[key::ENTER], "183: declared rows").press(&["o"], "Smelter List!B5");
    assert_eq!(hand.count("a figure of the report to its cell"), 2);
    hand.press(&[key::ESC], "183: declared rows").press(&[key::ESC], "C company states");

    // The same from a facility.
    hand.press(&["2"], "Coltara Process");
    hand.keys = 0;
    hand.press(&["b"], "name as written").press(&["o"], "Esc closes");
    assert_eq!(hand.count("a facility to the cell that names it"), 2);
    hand.press(&[key::ESC], "Space select");

    // All suppliers of a smelter are asked.
    hand.press(&["2"], "Coltara Process");
    hand.keys = 0;
    hand.press(&["b"], "name as written").press(&["*"], "selected").press(&["r", "a"], "asked");
    hand.press(&[key::ENTER], "Request asked");
    assert_eq!(hand.count("the suppliers of a smelter asked"), 5);

    // Twenty facilities and more, one decision, one reason.
    hand.press(&["2"], "Coltara Process").press(&["*"], "selected");
    hand.keys = 1;
    hand.press(&["r", "m"], "reason").say("looked at by the plants of the group", "of the group");
    hand.press(&[key::ENTER], "Rate Medium: ");
    assert_eq!(hand.count("all facilities, one decision, one reason"), 4);

    // An answer with its text.
    hand.press(&["a", "p"], "Action: ").press(&["6"], "Follow-ups");
    hand.keys = 0;
    hand.press(&["e", "\t"], "answer").say("in the audit since May", "since May");
    hand.press(&["\x13"], "responded");
    assert_eq!(hand.count("an answer recorded with its text"), 3);
    hand.pty.send("q");
    assert!(hand.pty.wait_exit().success());
}

#[test]
fn indeterminable_tin_of_indonesia_is_a_saved_view_of_two_keys() {
    let mut pty = Launch::new(PROGRAM).size(120, 40).start();
    pty.wait_for_text("the sample was created");
    pty.send(key::ESC);
    pty.wait_for("the overview", |screen| !screen.contents().contains("the sample was created"));
    let mut hand = Hand { pty, keys: 0 };
    hand.press(&["2"], "AMG Brasil").press(&["m", "i"], "metal Tin");
    hand.press(&["t", "i"], "status Indeterminable");
    hand.pty.send("c");
    hand.say("indonesia", "indonesia").press(&[key::ENTER], "INDONESIA");
    hand.press(&["'", "+"], "Save as a view").say("Tin of Indonesia", "of Indonesia");
    hand.press(&[key::ENTER], "view t").press(&["X"], "of 249").press(&["1"], "To do");
    hand.keys = 0;
    hand.press(&["'"], "Tin of Indonesia").press(&["t"], "country INDONESIA");
    assert_eq!(hand.count("indeterminable tin in Indonesia from a saved view"), 2);
}

/// Takes a table by its command: suppliers, requests, decisions.
fn take_table(hand: &mut Hand, command: &str, file: &Path) {
    hand.press(&[":"], "Command").say(command, command).press(&[key::ENTER], "from a file");
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    hand.say(&file.display().to_string(), &name).press(&[key::ENTER], "y yes").press(&["y"], "saved");
}

#[test]
fn a_whole_season_takes_fewer_than_eighty_keys() {
    let Some(files) = at_hand("data/programme-2022/suppliers.csv") else { return };
    let folder = files.parent().expect("a folder").to_owned();
    let home = tempfile::tempdir().expect("a folder");
    let workspace = home.path().join("season");
    let path = workspace.display().to_string();
    headless(home.path(), &["init", &path, "--company", "Registrant Inc.", "--year", "2022"]);
    let begun = Instant::now();
    let mut hand = Hand::at(&workspace);
    hand.pty.wait_for_text("Overview");

    take_table(&mut hand, "import suppliers", &folder.join("suppliers.csv"));
    take_table(&mut hand, "import suppliers", &folder.join("requests.csv"));
    hand.press(&["i"], "Import").say(&folder.display().to_string(), "programme-2022");
    // Last year's annex comes with the lists: it has no identification numbers, and finds its facilities all the same.
    hand.press(&[key::ENTER], "13 files to take").press(&["c"], "complete for their metals");
    hand.press(&["l"], "[x] Look-up").press(&["y"], "What the import changes");
    hand.press(&["y"], "What the import brought").press(&[key::ESC], "To do");
    // The names: what the matcher is sure of, then what was decided.
    hand.press(&["4"], "Candidates").press(&["A"], "y yes").press(&["y"], "6 rows of 13 left");
    take_table(&mut hand, "import decisions", &folder.join("decisions.csv"));
    // What is on no list: one disposition.
    hand.press(&["'", "i"], "Indeterminable by suppliers").press(&["*"], "16 selected");
    hand.press(&["d", "k"], "y yes").press(&["y"], "Disposition: ");
    hand.press(&["7"], "Preview").press(&["E"], "written to");
    let keys = hand.count("a whole season, from an empty workspace to the exported report");
    println!("of the machine: {:.1} s", begun.elapsed().as_secs_f64());
    assert!(keys < 80, "{keys}");
    hand.pty.send("q");
    assert!(hand.pty.wait_exit().success());

    let listed = headless(home.path(), &["list", "smelters", "--format", "json", "--workspace", &path]);
    let rows: Value = serde_json::from_slice(&listed).expect("JSON");
    let with = |status: &str| {
        let all = rows.as_array().expect("a list").iter();
        all.filter(|row| row["status"] == status).count()
    };
    let counts = ["conformant", "active", "indeterminable", "unresolved"].map(with);
    assert_eq!(counts, [226, 7, 16, 0], "as the filing of that season has them");
    let reports = workspace.join("reports/2022");
    assert!(reports.is_dir() && std::fs::read_dir(&reports).expect("a folder").count() > 10);
}
