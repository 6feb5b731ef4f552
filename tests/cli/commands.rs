//! The headless commands of the program, each in a home of its own.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::common::home::program;
use crate::common::inbox;

const CSV: &str = "Metal,Smelter Name,Country,Status,CID\n\
    Gold,Example Refinery,ITALY,Conformant,CID000001\n\
    Tin,=Löten & Co,GERMANY,Indeterminable,\n\
    Tungsten,Hill Works,RWANDA,Active,\n";

/// A home, and the program in it.
struct Home(TempDir);

/// What a run came to.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).expect("JSON on stdout and nothing else")
    }

    /// Asserts a failure that says what, where and what to do.
    fn refused(&self, words: &[&str]) {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        assert!(self.out.is_empty(), "{}", self.out);
        for word in words.iter().chain(&["rcoi: ", "\n  where: ", "\n  what to do: "]) {
            assert!(self.err.contains(word), "{word:?} is not in\n{}", self.err);
        }
    }
}

impl Home {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        program(self.path(), args)
    }

    fn run(&self, args: &[&str]) -> Ran {
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: status.code().expect("an exit code"), out: text(stdout), err: text(stderr) }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        rcoi::store::write_atomic(&rcoi::store::RealDisk, &path, bytes).unwrap();
        path
    }

    /// A home with a workspace `acme`, which is the last one then.
    fn with_workspace() -> Self {
        let home = Self::new();
        let ran = home.run(&["init", "acme", "--company", "Acme Ltd", "--year", "2025"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        home
    }

    /// As [`Home::with_workspace`], with the table imported.
    fn with_table() -> Self {
        let home = Self::with_workspace();
        home.write("list.csv", CSV.as_bytes());
        let ran = home.run(&["import", "list.csv"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        home
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join("acme").join(name)
    }
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn without_a_workspace_the_sample_is_made_and_said() {
    let home = Home::new();
    let first = home.run(&["summary", "--format", "json"]);
    assert!(first.err.contains("the sample was created") && first.err.contains("rcoi init"), "{}", first.err);
    let summary = first.json();
    assert_eq!(summary["facilities"], 249);
    let expected =
        serde_json::json!({"conformant": 190, "active": 7, "indeterminable": 13, "unresolved": 39});
    assert_eq!(summary["by_status"], expected);
    let expected = serde_json::json!({"Gold": 106, "Tantalum": 34, "Tin": 70, "Tungsten": 39});
    assert_eq!(summary["by_metal"], expected);
    assert_eq!((&summary["by_country"]["CN"], &summary["by_country"]["RW"]), (&58.into(), &1.into()));
    let expected = serde_json::json!({"rows": 39, "conformant": 36, "active": 0, "indeterminable": 3});
    assert_eq!(summary["unresolved_constraint"], expected);
    assert!(summary["findings"].as_array().unwrap().iter().any(|finding| finding["rule"] == "TABLE_DAMAGED"));
    assert_eq!(home.run(&["summary"]).err, "");
}

#[test]
fn a_listed_smelter_has_the_fields_agreed() {
    let home = Home::new();
    let list = home.run(&["list", "smelters", "--country", "RW", "--format", "json"]).json();
    let keys: Vec<&String> = list[0].as_object().unwrap().keys().collect();
    let mut expected = [
        "id",
        "metal",
        "cid",
        "name",
        "country",
        "country_name",
        "status",
        "status_source",
        "rating",
        "flags",
        "disposition",
        "suppliers",
        "open_actions",
        "programme",
        "list",
        "list_date",
        "last_audit",
        "lapses",
        "why_here",
        "member",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(list[0]["metal"], "Tin");
    assert_eq!(list[0]["cid"], Value::Null);
    assert_eq!(list[0]["flags"], serde_json::json!(["COVERED_COUNTRY_LOCATION"]));
    assert_eq!(list[0]["status_source"]["place"], "line 300, column 4");
    assert_eq!(list[0]["status_source"]["how"], "stated");
    for of_a_list in ["programme", "list", "list_date", "last_audit", "lapses"] {
        assert_eq!(list[0][of_a_list], Value::Null, "{of_a_list}");
    }
    assert_eq!(
        (&list[0]["why_here"], &list[0]["member"]),
        (&serde_json::json!(["annex"]), &Value::Bool(true))
    );
    let unresolved = home.run(&["list", "smelters", "--status", "Unresolved", "--format", "json"]).json();
    assert_eq!(unresolved.as_array().unwrap().len(), 39);
    assert!(unresolved.as_array().unwrap().iter().all(|row| row["status_source"].is_null()));
}

#[test]
fn filters_of_one_kind_add_and_kinds_narrow() {
    let home = Home::new();
    let count = |args: &[&str]| {
        let all = [&["list", "smelters", "--format", "json"], args].concat();
        home.run(&all).json().as_array().unwrap().len()
    };
    assert_eq!(count(&["--metal", "gold"]), 106);
    assert_eq!(count(&["--metal", "GOLD", "--metal", "Sn"]), 176);
    assert_eq!(count(&["--metal", "gold", "--status", "INDETERMINABLE"]), 4);
    assert_eq!(count(&["--country", "italy", "--country", "rw"]), 6);
    assert_eq!(count(&["--risk", "data"]), 39);
    assert_eq!(count(&["--flag", "covered_country_location"]), 1);
    assert_eq!(count(&["--search", "luna smelter"]), 1);
}

#[test]
fn unknown_words_are_refused_with_those_allowed() {
    let home = Home::new();
    for (option, word, allowed) in [
        ("--metal", "silver", "Tantalum, Tin, Gold, Tungsten"),
        ("--status", "fine", "conformant, active, indeterminable, unresolved"),
        ("--format", "xml", "table, csv, json, ron"),
        ("--country", "Atlantis", "RWANDA"),
    ] {
        let ran = home.run(&["list", "smelters", option, word]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{option}");
        assert!(ran.err.contains(allowed), "{}", ran.err);
    }
    assert_eq!(home.run(&["list", "trees"]).code, 2);
    assert_eq!(home.run(&["--sample", "summary", "--workspace", "x"]).code, 2);
}

#[test]
fn options_stand_before_or_after_the_command() {
    let home = Home::with_table();
    for args in [
        &["--workspace", "acme", "list", "smelters", "--format", "json"][..],
        &["list", "smelters", "--format", "json", "--workspace", "acme"],
        &["list", "smelters", "--format", "json"],
    ] {
        assert_eq!(names(&home.run(args).json()).len(), 3, "{args:?}");
    }
    assert_eq!(names(&home.run(&["--sample", "list", "smelters", "--format", "json"]).json()).len(), 249);
    let mut command = home.command(&["summary", "--format", "json"]);
    let out = command.env("RCOI_WORKSPACE", home.path().join("data/rcoi/sample")).output().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&out.stdout).unwrap()["facilities"], 249);
}

#[test]
fn the_day_of_statuses_is_told_and_set() {
    let home = Home::new();
    assert_eq!(home.run(&["init", "acme", "--company", "Acme", "--year", "2022"]).code, 0);
    let day = |args: &[&str]| home.run(&[&["day", "-w", "acme"], args].concat());
    assert_eq!(day(&[]).out, "no day yet (the newest status list: none is loaded)\n");
    assert_eq!(
        day(&["period-end"]).out,
        "Taken: Statuses as of 2022-12-31 (the end of the reporting period)\n"
    );
    assert_eq!(day(&["period-end"]).out.split_once(':').map(|(what, _)| what), Some("Nothing to do"));
    assert_eq!(day(&["2023-05-15"]).code, 0);
    assert_eq!(day(&[]).out, "2023-05-15 (set by hand)\n");
    let history = home.run(&["list", "history", "-w", "acme"]).out;
    assert!(history.contains("Statuses as of 2023-05-15 (set by hand)"), "{history}");
    let wrong = day(&["tomorrow"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("newest, period-end, filing, or a day such as 2022-12-31"), "{}", wrong.err);
    home.run(&["day", "--sample", "filing"]).refused(&["the sample"]);
}

#[test]
fn a_table_is_taken_once_and_its_columns_are_shown_first() {
    let home = Home::with_workspace();
    home.write("list.csv", CSV.as_bytes());
    let dry = home.run(&["import", "list.csv", "--dry-run"]);
    assert_eq!(dry.code, 0);
    assert!(dry.out.contains("Smelter Name = ") && dry.out.contains("Nothing was taken"), "{}", dry.out);
    assert_eq!(home.run(&["summary", "--format", "json"]).json()["facilities"], 0);
    let taken = home.run(&["import", "list.csv"]);
    assert!(taken.out.contains("3 new facilities") && taken.out.contains("Taken:"), "{}", taken.out);
    let again = home.run(&["import", "list.csv"]);
    assert_eq!(again.code, 0);
    assert!(again.out.starts_with("Nothing to do: this file was imported on"), "{}", again.out);
    let history = home.run(&["list", "history", "--format", "json"]).json();
    assert_eq!(history.as_array().unwrap().len(), 1);
    assert_eq!(history[0]["by"], "Ada");
    let originals: Vec<_> =
        fs::read_dir(home.file("originals")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(originals.len(), 1);
    assert_eq!(fs::read(&originals[0]).unwrap(), CSV.as_bytes());
}

#[test]
fn an_import_counts_rows_passed_over_and_tells_its_findings_first() {
    let home = Home::with_workspace();
    let table = "Metal,Name,Country,Status\nGold,Dowa,Deutschlandia,Splendid\nGold,106,JAPAN,\nTin,Minsur,PERU,Active\n";
    home.write("odd.csv", table.as_bytes());
    let out = home.run(&["import", "odd.csv", "--dry-run"]).out;
    assert!(out.contains("2 new facilities, 0 known already, 1 row passed over, 1 remark"), "{out}");
    assert!(!out.contains("()"), "{out}");
    let at = |words: &str| out.find(words).unwrap_or_else(|| panic!("{words}: {out}"));
    assert!(at("Deutschlandia") < at("no letter") && at("no letter") < at("Splendid"), "{out}");
}

#[test]
fn what_cannot_be_imported_is_refused_and_nothing_is_written() {
    let home = Home::with_workspace();
    let before = fs::read(home.file("journal.ron")).unwrap();
    home.write("empty.csv", b"");
    home.write("binary.csv", &[0, 159, 146, 150, 0, 1, 2, 255, 254, 0]);
    home.write("other.txt", b"Dear Sir or Madam,\nnothing of that kind.\n");
    fs::create_dir(home.path().join("folder")).unwrap();
    let large = fs::File::options().write(true).create_new(true).open(home.path().join("large.csv")).unwrap();
    large.set_len(rcoi::import::MAX_BYTES + 1).unwrap();
    for (file, word) in [
        ("none.csv", "there is no such file"),
        ("folder", "this folder has no files"),
        ("empty.csv", "empty"),
        ("binary.csv", "binary.csv"),
        ("other.txt", "other.txt"),
        ("large.csv", "at most 64 MiB"),
        ("/dev/zero", "empty"),
    ] {
        home.run(&["import", file]).refused(&[word, file]);
    }
    assert_eq!(fs::read(home.file("journal.ron")).unwrap(), before);
    assert_eq!(fs::read_dir(home.file("originals")).unwrap().count(), 0);
}

#[test]
fn the_sample_takes_no_imports_and_offers_init() {
    let home = Home::new();
    home.write("list.csv", CSV.as_bytes());
    home.run(&["summary"]);
    home.run(&["import", "list.csv"]).refused(&["the sample takes no imports", "rcoi init"]);
    assert_eq!(home.run(&["summary", "--format", "json"]).json()["facilities"], 249);
}

#[test]
fn init_refuses_what_is_there() {
    let home = Home::with_workspace();
    home.run(&["init", "acme", "--company", "B", "--year", "2025"]).refused(&["is a workspace already"]);
    home.run(&["init", ".", "--company", "B", "--year", "2025"]).refused(&["is not empty"]);
    home.run(&["init", "new", "--company", " \u{200b} ", "--year", "2025"])
        .refused(&["the company has no name"]);
    assert_eq!(home.run(&["init", "new", "--company", "B", "--year", "20255"]).code, 2);
    assert_eq!(home.run(&["init", "new", "--company", "B"]).code, 2);
    assert!(!home.path().join("new").exists());
}

#[test]
fn the_demo_has_seven_suppliers_and_rows_to_resolve() {
    let home = Home::new();
    let made = home.run(&["init", "demo", "--demo"]);
    assert!(made.out.contains("fictional") && made.out.contains("inbox"), "{}", made.out);
    let files = |folder: &str| fs::read_dir(home.path().join(folder)).unwrap().count();
    assert_eq!((files("demo/inbox"), files("demo/status-lists")), (8, 2));
    let list = |what: &str| home.run(&["-w", "demo", "list", what, "--format", "json"]).json();
    assert_eq!(list("suppliers").as_array().unwrap().len(), 7);
    let rows = list("rows");
    let of = |outcome: &str| rows.as_array().unwrap().iter().filter(|row| row["outcome"] == outcome).count();
    assert!(of("resolved") > 100 && of("open") > 20, "{} {}", of("resolved"), of("open"));
    assert_eq!(home.run(&["-w", "demo", "verify"]).code, 0);
    home.run(&["init", "demo", "--demo"]).refused(&["is a workspace already"]);
    assert_eq!(home.run(&["init", "x", "--demo", "--company", "B"]).code, 2);
}

#[test]
fn lists_are_safe_for_spreadsheets_and_terminals() {
    let home = Home::with_table();
    let csv = home.run(&["list", "smelters", "--format", "csv"]).out;
    assert!(csv.contains("Tin,,'=Löten & Co,GERMANY"), "{csv}");
    let table = home.run(&["list", "smelters"]).out;
    assert_eq!(table.lines().count(), 4);
    assert!(!table.chars().any(|c| c.is_control() && c != '\n'), "{table:?}");
    let ron = home.run(&["list", "smelters", "--format", "ron"]).out;
    assert!(ron.contains("cid: \"CID000001\"") && ron.contains("disposition: None"), "{ron}");
    assert_eq!(home.run(&["list", "actions", "--format", "json"]).json(), serde_json::json!([]));
}

#[test]
fn findings_and_history_follow_the_facilities_filtered() {
    let home = Home::new();
    let count = |args: &[&str]| home.run(args).json().as_array().unwrap().len();
    let all = count(&["list", "findings", "--format", "json"]);
    let of_rwanda = home.run(&["list", "findings", "--country", "rw", "--format", "json"]).json();
    assert_eq!(of_rwanda[0]["rule"], "COVERED_COUNTRY_STATEMENT");
    assert!(all > of_rwanda.as_array().unwrap().len());
}

#[test]
fn a_report_is_the_same_bytes_again_and_takes_no_other_folders_place() {
    let home = Home::with_table();
    let read = || -> Vec<(PathBuf, Vec<u8>)> {
        let entries = fs::read_dir(home.file("reports/2025")).unwrap();
        let mut files: Vec<_> =
            entries.map(|e| e.unwrap().path()).map(|p| (p.clone(), fs::read(p).unwrap())).collect();
        files.sort();
        files
    };
    let ran = home.run(&["report"]);
    assert!(ran.out.contains("reports/2025"), "{}{}", ran.out, ran.err);
    let first = read();
    assert!(first.len() > 3);
    home.run(&["report"]);
    assert!(read() == first);
    home.run(&["report", "--out", "."]).refused(&["is not empty"]);
    assert_eq!(home.run(&["report", "--out", "out/there"]).code, 0);
    assert_eq!(home.run(&["report", "--out", "out/there"]).code, 0);
    assert_eq!(fs::read_dir(home.path().join("out/there")).unwrap().count(), first.len());
    assert_eq!(home.run(&["report", "--register"]).code, 0);
    // The judgements, and the rows behind the figures, each as CSV and XLSX.
    assert_eq!(fs::read_dir(home.file("letters")).unwrap().count(), 4);
}

#[test]
fn damage_is_named_with_its_line_and_verify_judges() {
    let home = Home::with_table();
    assert_eq!(home.run(&["verify"]).code, 0);
    let path = home.file("workspace.ron");
    let sound = fs::read_to_string(&path).unwrap();
    home.write("acme/workspace.ron", sound.replacen("metal:Tin", "metal:Lead", 1).as_bytes());
    home.run(&["summary"]).refused(&["damaged", "workspace.ron, line", "verify --repair"]);
    let judged = home.run(&["verify"]);
    assert_eq!(judged.code, 1, "{}{}", judged.out, judged.err);
    assert!(judged.out.contains("error: ") && judged.out.contains("workspace.ron, line"), "{}", judged.out);
    let repaired = home.run(&["verify", "--repair"]);
    assert_eq!(repaired.code, 0, "{}{}", repaired.out, repaired.err);
    assert_eq!(home.run(&["summary", "--format", "json"]).json()["facilities"], 3);
}

#[test]
fn a_damaged_journal_is_mended_on_request_and_said_so_before() {
    let home = Home::with_table();
    let sound = fs::read_to_string(home.file("journal.ron")).unwrap();
    home.write("acme/journal.ron", (sound + "(seq:x)\n").as_bytes());
    home.run(&["summary"]).refused(&["journal.ron, line 2", "verify --repair`: it would keep 0 edits"]);
    let judged = home.run(&["verify"]);
    assert_eq!(judged.code, 1, "{}{}", judged.out, judged.err);
    assert!(judged.out.contains("line 2") && judged.out.contains("--repair would keep"), "{}", judged.out);
    let repaired = home.run(&["verify", "--repair"]);
    assert_eq!(repaired.code, 0, "{}{}", repaired.out, repaired.err);
    assert!(repaired.out.contains("backups/damaged-1-journal.ron"), "{}", repaired.out);
    assert_eq!(home.run(&["summary"]).code, 0);
}

#[test]
fn a_newer_format_and_no_workspace_are_refused() {
    let home = Home::with_workspace();
    home.run(&["-w", "nowhere", "summary"]).refused(&["there is no such folder"]);
    home.run(&["-w", ".", "summary"]).refused(&["is not a workspace"]);
    assert_eq!(home.run(&["-w", "nowhere", "verify"]).code, 2);
    let text = fs::read_to_string(home.file("workspace.ron")).unwrap();
    home.write("acme/workspace.ron", text.replacen("version:1", "version:99", 1).as_bytes());
    home.run(&["summary"]).refused(&["format 99", "open it with a newer rcoi"]);
}

#[test]
fn a_last_workspace_that_is_gone_is_said_and_not_replaced() {
    let home = Home::with_workspace();
    fs::remove_dir_all(home.path().join("acme")).unwrap();
    home.run(&["summary"]).refused(&["there is no such folder"]);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_read_and_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_table();
    let dir = home.path().join("acme");
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o500)).unwrap();
    let is_denied = fs::File::options().append(true).create(true).open(dir.join("probe")).is_err();
    home.write("more.csv", CSV.replace("Example", "Other").as_bytes());
    let (listed, imported) = (home.run(&["summary", "--format", "json"]), home.run(&["import", "more.csv"]));
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(listed.json()["facilities"], 3);
    // The superuser is refused nothing.
    assert_eq!(imported.code, if is_denied { 2 } else { 0 }, "{}", imported.err);
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let home = Home::new();
    home.run(&["summary"]);
    let mut child = home
        .command(&["list", "smelters", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
}

#[test]
fn the_interface_needs_a_terminal_and_creates_nothing_without() {
    let home = Home::new();
    home.run(&[]).refused(&["needs a terminal"]);
    assert!(!home.path().join("data").exists());
}

#[test]
fn help_version_paths_and_what_packagers_need() {
    let home = Home::new();
    let help = home.run(&["--help"]);
    assert_eq!(help.code, 0);
    for word in ["init", "list", "summary", "import", "report", "verify", "paths", "Exit codes"] {
        assert!(help.out.contains(word), "{word}");
    }
    assert!(home.run(&["--version"]).out.starts_with("rcoi "));
    let paths = home.run(&["paths"]).out;
    for word in ["config", "data", "state", "log", "workspace"] {
        assert!(paths.lines().any(|line| line.starts_with(word)), "{paths}");
    }
    assert!(home.run(&["completions", "bash"]).out.contains("rcoi"));
    assert!(home.run(&["man"]).out.contains(".TH rcoi"));
}

#[test]
fn files_of_the_configuration_are_begun_and_none_is_overwritten() {
    let home = Home::new();
    let dir = home.run(&["config", "path"]).out.trim_end().to_owned();
    let made = home.run(&["config", "init", "--from", "light"]);
    assert_eq!((made.code, made.out.matches("wrote ").count()), (0, 3), "{}", made.out);
    for name in ["config.ron", "keymap.ron", "themes/mine.ron"] {
        assert!(made.out.contains(name) && fs::metadata(format!("{dir}/{name}")).is_ok(), "{name}");
    }
    // What was written is read without a word, and so is a theme that is called by its name.
    let read = home.run(&["paths"]);
    assert_eq!((read.code, read.err.as_str()), (0, ""));
    let own = "(ascii: true)";
    home.write("config/rcoi/config.ron", own.as_bytes());
    let again = home.run(&["config", "init"]);
    assert_eq!(
        (again.code, again.out.matches("is there already and stays").count()),
        (0, 3),
        "{}",
        again.out
    );
    assert_eq!(fs::read_to_string(format!("{dir}/config.ron")).unwrap(), own);
    let forced = home.run(&["config", "init", "--force", "--from", "light"]);
    assert!(
        forced.out.contains("config.ron.old") && forced.out.contains("as it would be written"),
        "{}",
        forced.out
    );
    assert_eq!(fs::read_to_string(format!("{dir}/config.ron.old")).unwrap(), own);
    assert_eq!(home.run(&["config", "init", "--from", "nope"]).code, 2);
}

#[test]
fn a_wrong_setting_is_told_and_the_rest_goes_on() {
    let home = Home::new();
    fs::create_dir_all(home.path().join("config/rcoi")).unwrap();
    home.write("config/rcoi/config.ron", b"(persona: 1)");
    let ran = home.run(&["paths"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("persona") && ran.err.contains("line 1"), "{}", ran.err);
}

/// A home with a workspace and the demo's CMRTs in the folder `sent`.
fn with_cmrts() -> Home {
    let home = Home::with_workspace();
    inbox::fill(&home.path().join("sent"));
    home
}

/// Declared rows of the summary, by outcome, and their sum.
fn declared(home: &Home) -> (u64, u64) {
    let summary = home.run(&["summary", "--format", "json"]).json();
    let rows = |part: &str| summary.pointer(&format!("/rows/{part}")).and_then(Value::as_u64).unwrap();
    let parts = ["resolved", "duplicate", "special", "rejected", "open"];
    (rows("declared"), parts.into_iter().map(rows).sum())
}

#[test]
fn cmrts_are_left_until_it_is_said_whose_they_are() {
    let home = with_cmrts();
    let left = home.run(&["import", "sent"]);
    assert_eq!(left.code, 1, "{}{}", left.out, left.err);
    assert!(
        left.out.contains("is no supplier's name; give --supplier NAME, or --new-suppliers"),
        "{}",
        left.out
    );
    assert_eq!(home.run(&["list", "history", "--format", "json"]).json(), serde_json::json!([]));
    let dry = home.run(&["import", "sent", "--new-suppliers", "--dry-run"]);
    assert!(dry.out.ends_with("Nothing was taken: this was a dry run\n"), "{}", dry.out);
    assert_eq!(declared(&home), (0, 0));
    let one = home.run(&["import", "sent/*.xls*", "--supplier", "Everyone", "--new-suppliers"]);
    let suppliers = home.run(&["list", "suppliers", "--format", "json"]).json();
    assert_eq!(names(&suppliers), ["Everyone"], "{}", one.out);
    // Nobody looks on: the beginning of a name is not enough.
    let begun = home.run(&["import", "sent", "--supplier", "every"]);
    assert_eq!(begun.code, 2, "{}{}", begun.out, begun.err);
    assert!(begun.err.contains("no supplier") && begun.err.contains("begins Everyone"), "{}", begun.err);
    assert_ne!(home.run(&["import", "sent", "--supplier", "EVERYONE", "--dry-run"]).code, 2);
}

#[test]
fn a_folder_of_cmrts_is_one_edit_and_every_row_has_an_outcome() {
    let home = with_cmrts();
    let taken = home.run(&["import", "sent", "--new-suppliers", "--received", "2026-05-04", "--lists"]);
    assert!(taken.out.contains("Taken: Import ") && taken.out.contains(" declarations"), "{}", taken.out);
    assert_eq!(home.run(&["list", "history", "--format", "json"]).json().as_array().unwrap().len(), 1);
    let (rows, sum) = declared(&home);
    assert!(rows > 0 && rows == sum, "{rows} = {sum}");
    let list = home.run(&["list", "rows", "--format", "json"]).json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len() as u64, rows);
    let keys: Vec<&str> = list[0].as_object().unwrap().keys().map(String::as_str).collect();
    let expected = "cid cid_as_written country_as_written facility file list metal method name_as_written outcome row \
                    score supplier";
    assert_eq!(keys.join(" "), expected);
    let open = home.run(&["list", "rows", "--outcome", "open", "--metal", "gold", "--format", "json"]).json();
    let is_open = |row: &Value| row["outcome"] == "open" && row["metal"] == "Gold" && row["cid"].is_null();
    assert!(open.as_array().unwrap().iter().all(is_open), "{open}");
    let suppliers = home.run(&["list", "suppliers", "--format", "json"]).json();
    let of_suppliers: u64 = suppliers.as_array().unwrap().iter().map(|s| s["rows"].as_u64().unwrap()).sum();
    assert_eq!(of_suppliers, rows);
    assert!(!home.run(&["list", "lists", "--format", "json"]).json().as_array().unwrap().is_empty());
    let again = home.run(&["import", "sent", "--new-suppliers"]);
    assert!(again.out.contains("nothing to do") && !again.out.contains("Taken"), "{}", again.out);
    assert_eq!(home.run(&["verify"]).code, 0);
    home.run(&["list", "smelters", "--outcome", "open"]).refused(&["--outcome"]);
}

#[test]
fn a_batch_goes_on_when_files_cannot_be_read() {
    let home = with_cmrts();
    home.write("sent/photo.xlsx", b"\xFF\xD8\xFF\xE0 no workbook");
    home.write("sent/list.csv", CSV.as_bytes());
    let ran = home.run(&["import", "sent", "none.xlsx", "--new-suppliers"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("photo.xlsx") && ran.err.contains("none.xlsx"), "{}", ran.err);
    assert!(ran.out.contains("Taken: Import list.csv") && ran.out.contains(" declarations"), "{}", ran.out);
    fs::create_dir(home.path().join("bad")).unwrap();
    home.write("bad/a.xlsx", b"PK\x03\x04");
    home.write("bad/b.txt", b"Dear Sir");
    home.run(&["import", "bad"]).refused(&["none of 2 files could be read"]);
}

#[test]
fn names_of_a_table_are_matched_to_a_list() {
    let home = Home::new();
    home.write(
        "list.csv",
        b"CID,Metal,Smelter Name,Country\nCID000007,Gold,Zellmar-Orvik S.A.,SWITZERLAND\n",
    );
    home.write("aliases.tsv", b"cid\tmetal\talias\nCID000007\tGold\tZOSA\n");
    home.write(
        "names.tsv",
        b"qid\tname\tmetal\tcountry\na\tzosa\tGold\tSwitzerland\nb\tStandard Bank\tGold\tSouth Africa\n",
    );
    let base = ["match", "--reference", "list.csv", "--aliases", "aliases.tsv", "names.tsv"];
    let with = |more: &[&str]| home.run(&[&base, more].concat());
    let lines: Vec<String> = with(&["--format", "tsv"]).out.lines().map(str::to_owned).collect();
    assert!(
        lines[0].starts_with("a\tCID000007:0.") && lines[0].ends_with("\tCID000007\taccept"),
        "{lines:?}"
    );
    assert!(lines[1].ends_with("\tNONE\tnone"), "{lines:?}");
    let hidden = with(&["--format", "tsv", "--leave-one-out"]).out;
    assert!(!hidden.contains("accept"), "{hidden}");
    let csv = with(&[]);
    assert!(csv.out.contains("the same name but for typography"), "{}{}", csv.out, csv.err);
    let refused = with(&["--format", "xlsx"]);
    assert!(refused.code == 2 && refused.err.contains("--output"), "{}", refused.err);
    assert_eq!(with(&["--format", "xlsx", "--output", "out.xlsx"]).code, 0);
    assert!(fs::read(home.path().join("out.xlsx")).unwrap().starts_with(b"PK"));
    home.run(&["match", "--reference", "names.tsv", "names.tsv"])
        .refused(&["no header row names the columns"]);
}
