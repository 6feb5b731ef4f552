//! Status lists without a screen: roles, statuses as of a day, the effect, what is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use rcoi::store::{RealDisk, write_atomic};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::home::program;

/// Four facilities of gold and one of tin, as a table of the year's own.
const ANNEX: &str = "Metal,CID,Name,Country,Status\n\
    Gold,CID900001,Aurora Refining AG,SWITZERLAND,Conformant\nGold,CID900002,Beacon Gold Ltd.,CANADA,Active\n\
    Gold,CID900003,Cinder Works,PERU,\nGold,,Dorado Bullion,CHILE,\nTin,CID900005,Echo Tin,BOLIVIA,\n";

const HEAD: &str =
    "Smelter ID,Standard Smelter Name,Metal,Country Location,Last Audit Date,Cycle,Reaudit In Progress\n";

struct Home(TempDir);

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        home.run(&["init", "acme", "--company", "Acme", "--year", "2025"]);
        home.write("annex.csv", ANNEX);
        assert_eq!(home.run(&["import", "annex.csv", "--as", "annex"]).code, 0);
        home.write(
            "conformant-2025-12-31.csv",
            &format!("{HEAD}CID900001,Aurora Refining AG,Gold,SWITZERLAND,2024-06-30,1,No\n\
                      CID900005,Echo Tin,Tin,BOLIVIA,2025-06-30,3,No\nCID900999,Nobody,Gold,PERU,2025-06-30,1,No\n"),
        );
        home.write("active-2025-12-31.csv", &format!("{HEAD}CID900002,Beacon Gold Ltd.,Gold,CANADA,,,No\n"));
        home
    }

    fn write(&self, name: &str, text: &str) {
        write_atomic(&RealDisk, &self.path(name), text.as_bytes()).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = program(self.0.path(), args).env("RCOI_WORKSPACE", self.path("acme")).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--format", "json"]].concat());
        let read = serde_json::from_str(&ran.out);
        assert!(read.is_ok(), "{}{}", ran.out, ran.err);
        read.unwrap()
    }

    /// The facilities of Annex I by name, each with its status.
    fn statuses(&self, more: &[&str]) -> BTreeMap<String, String> {
        let all = self.json(&[&["list", "smelters"], more].concat());
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        all.as_array().unwrap().iter().map(|it| (text(&it["name"]), text(&it["status"]))).collect()
    }

    fn lists(&self, more: &[&str]) -> Ran {
        let files = ["import", "conformant-2025-12-31.csv", "active-2025-12-31.csv", "--as", "status"];
        self.run(&[&files, more].concat())
    }
}

fn status(of: &BTreeMap<String, String>) -> Vec<&str> {
    of.values().map(String::as_str).collect()
}

#[test]
fn complete_lists_say_every_status_and_others_only_what_they_have() {
    let home = Home::new();
    assert_eq!(
        status(&home.statuses(&[])),
        ["conformant", "active", "unresolved", "unresolved", "unresolved"]
    );
    assert_eq!(home.lists(&[]).code, 0);
    assert_eq!(
        status(&home.statuses(&[])),
        ["conformant", "active", "unresolved", "unresolved", "conformant"]
    );
    let ran = home.lists(&["--complete"]);
    assert!(ran.out.contains("2 statuses of Annex I change as of 2025-12-31:"), "{}", ran.out);
    // Dorado has no CID, and no row of the lists is like it.
    assert_eq!(
        status(&home.statuses(&[])),
        ["conformant", "active", "indeterminable", "indeterminable", "conformant"]
    );
    let before = home.statuses(&["--as-of", "2025-12-30"]);
    assert_eq!(status(&before), ["conformant", "active", "unresolved", "unresolved", "unresolved"]);
    // What was said of a list once holds until it is said otherwise.
    for more in [&["--complete"][..], &[]] {
        let again = home.lists(more);
        assert!(again.out.contains("nothing to do") && !again.out.contains("Taken"), "{}", again.out);
    }
    assert_eq!(status(&home.statuses(&[]))[2], "indeterminable");
}

#[test]
fn a_facility_says_its_list_its_audit_and_why_it_is_here() {
    let home = Home::new();
    home.lists(&["--complete"]);
    let all = home.json(&["list", "smelters"]);
    let aurora = all.as_array().unwrap().iter().find(|it| it["cid"] == "CID900001").unwrap();
    let expected = [
        ("programme", Value::from("RMAP")),
        ("list", Value::from("conformant-2025-12-31")),
        ("list_date", Value::from("2025-12-31")),
        ("last_audit", Value::from("2024-06-30")),
        ("lapses", Value::from("2025-06-30")),
        ("why_here", Value::from(vec!["annex"])),
        ("member", Value::from(true)),
    ];
    for (key, value) in expected {
        assert_eq!(aurora[key], value, "{key}");
    }
    let cinder = all.as_array().unwrap().iter().find(|it| it["cid"] == "CID900003").unwrap();
    assert!(
        ["programme", "list", "list_date", "last_audit", "lapses"].iter().all(|key| cinder[*key].is_null())
    );
    let lists = home.json(&["list", "lists"]);
    let conformant = lists.as_array().unwrap().iter().find(|it| it["kind"] == "conformant").unwrap();
    assert_eq!((&conformant["matched"], &conformant["complete"]), (&Value::from(2), &Value::from(true)));
}

#[test]
fn the_effect_names_each_facility_once_with_its_cause_and_nothing_is_taken_by_a_dry_run() {
    let home = Home::new();
    home.lists(&["--complete"]);
    home.write(
        "conformant-2026-03-31.csv",
        &format!("{HEAD}CID900002,Beacon Gold Ltd.,Gold,CANADA,2026-01-31,1,No\n"),
    );
    home.write("active-2026-03-31.csv", &format!("{HEAD}CID900003,Cinder Works,Gold,PERU,,,No\n"));
    let newer = ["import", "conformant-2026-03-31.csv", "active-2026-03-31.csv", "--complete", "--dry-run"];
    let effect = home.json(&newer);
    let changes = effect["effect"].as_array().unwrap();
    let words = |it: &Value| {
        [&it["cid"], &it["from"], &it["to"]].map(|value| value.as_str().unwrap().to_owned()).join(" ")
    };
    assert_eq!(
        changes.iter().map(words).collect::<Vec<_>>(),
        [
            "CID900005 conformant indeterminable",
            "CID900001 conformant indeterminable",
            "CID900002 active conformant",
            "CID900003 indeterminable active"
        ]
    );
    assert!(changes[2]["cause"].as_str().unwrap().contains("conformant-2026-03-31"));
    assert_eq!(home.json(&["list", "lists"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_filing_of_another_year_stays_out_of_annex_i() {
    let home = Home::new();
    home.write(
        "cmr-2024.txt",
        "Conflict Minerals Report\nFor the reporting period from January 1, 2024 to December 31, 2024\n\n\
         Our suppliers named 2 smelters. Of these 2, 1 is conformant and 1 is active.\n\nANNEX I\n\n\
         Gold\tAurora Refining AG\tSWITZERLAND\tConformant\nGold\tFormer Gold\tITALY\tActive\n",
    );
    let taken = home.run(&["import", "cmr-2024.txt"]);
    assert!(taken.out.contains("Taken as baseline: its period ends on 2024-12-31"), "{}", taken.out);
    assert_eq!(home.statuses(&[]).len(), 5);
    let all = home.json(&["list", "smelters", "--all"]);
    let outside: Vec<&Value> = all.as_array().unwrap().iter().filter(|it| it["member"] == false).collect();
    assert_eq!((outside.len(), &outside[0]["name"]), (1, &Value::from("Former Gold")));
    assert_eq!(home.json(&["summary"])["facilities"], 5);
}

#[test]
fn what_cannot_be_known_of_a_list_is_refused_with_the_option_that_says_it() {
    let home = Home::new();
    home.write("some.csv", &format!("{HEAD}CID900001,Aurora Refining AG,Gold,SWITZERLAND,,,\n"));
    home.write("bare.csv", "Refiner,Country\nAurora Refining AG,SWITZERLAND\n");
    for (args, option) in [
        (&["some.csv", "--as-of", "2025-12-31"][..], "--kind conformant"),
        (&["some.csv", "--kind", "active"], "--as-of"),
        (&["some.csv", "--kind", "active", "--as-of", "2199-12-31"], "downloaded"),
        (&["bare.csv", "--kind", "active", "--as-of", "2025-12-31"], "--metal gold"),
    ] {
        let ran = home.run(&[&["import", "--as", "status"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(option), "{args:?}: {}", ran.err);
    }
    assert!(home.json(&["list", "lists"]).as_array().unwrap().is_empty());
    let lbma = home.run(&[
        "import",
        "bare.csv",
        "--as",
        "status",
        "--programme",
        "lbma",
        "--kind",
        "conformant",
        "--as-of",
        "2025-12-31",
    ]);
    assert!(lbma.out.contains("status list of LBMA, conformant"), "{}", lbma.out);
}

#[test]
fn odd_values_are_told_with_line_and_column_and_change_no_status() {
    let home = Home::new();
    let odd = format!(
        "{}CID900001,Aurora Refining AG,Gold,SWITZERLAND,2025-13-01,often,No,Splendid\n\
         CID900001,Aurora Refining AG,Tin,SWITZERLAND,2026-01-31,Annual,No,Conformant\n",
        HEAD.replace('\n', ",Status\n")
    );
    home.write("odd.csv", &odd);
    let ran = home.run(&["import", "odd.csv", "--as", "status", "--as-of", "2025-12-31", "--dry-run"]);
    for words in [
        "line 2, column 8: the status \u{201c}Splendid\u{201d} is not known",
        "line 2, column 5: \u{201c}2025-13-01\u{201d} is no day",
        "line 2, column 6: \u{201c}often\u{201d} is no number of years",
        "line 3: CID900001 stands under Gold too",
        "line 3: the last audit, 2026-01-31, is after the list\u{2019}s day",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
}

#[test]
fn other_programmes_give_a_status_once_the_analyst_says_so() {
    let home = Home::new();
    home.write("dmcc.csv", "Refiner,Country,Metal,CID\nCinder Works,PERU,Gold,CID900003\n");
    let import = [
        "import",
        "dmcc.csv",
        "--as",
        "status",
        "--programme",
        "DMCC",
        "--kind",
        "conformant",
        "--as-of",
        "2025-12-31",
    ];
    assert_eq!(home.run(&import).code, 0);
    assert_eq!(home.statuses(&[])["Cinder Works"], "unresolved");
    assert_eq!(home.run(&["programmes", "--recognise", "dmcc"]).code, 0);
    assert_eq!(home.statuses(&[])["Cinder Works"], "conformant");
    assert_eq!(home.run(&["programmes", "--disregard", "DMCC"]).code, 0);
    assert_eq!(home.statuses(&[])["Cinder Works"], "unresolved");
}

#[test]
fn a_programme_cell_is_read_in_its_words_and_an_unknown_one_leaves_nobody_absent() {
    let home = Home::new();
    home.write(
        "rows.csv",
        "Smelter ID,Smelter Name,Metal,Country,Status,Program\nCID900001,Aurora Refining AG,Gold,SWITZERLAND,Conformant,LBMA / RJC\n\
         CID900002,Beacon Gold Ltd.,Gold,CANADA,Conformant (suspended),N/A\n\
         CID900003,Cinder Works,Gold,PERU,Conformant,Some Scheme\nCID900005,Echo Tin,Tin,BOLIVIA,Active,RMAP Standard 2\n",
    );
    let args = ["import", "rows.csv", "--as", "status", "--as-of", "2025-12-31", "--complete"];
    let ran = home.run(&args);
    assert!(
        ran.code == 0 && ran.out.contains("1 row is of \u{201c}Some Scheme\u{201d}"),
        "{}{}",
        ran.out,
        ran.err
    );
    let status = home.statuses(&[]);
    let of = |name: &str| status[name].as_str();
    assert_eq!(
        [of("Aurora Refining AG"), of("Cinder Works"), of("Echo Tin")],
        ["conformant", "unresolved", "active"]
    );
    assert_ne!(of("Beacon Gold Ltd."), "conformant", "the row takes it back");
}

#[test]
fn other_sheets_of_a_list_are_told_and_stand_in_the_way_of_completeness() {
    let home = Home::new();
    let mut book = Workbook::new();
    for (name, id, rows) in [("Gold", "CID900001", 2), ("Tin", "CID900005", 1)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["Smelter ID", "Smelter Name", "Metal", "Country", "Status"]).unwrap();
        for row in 1..=rows {
            sheet.write_row(row, 0, [id, "Aurora Refining AG", name, "SWITZERLAND", "Conformant"]).unwrap();
        }
    }
    write_atomic(&RealDisk, &home.path("both.xlsx"), &book.save_to_buffer().unwrap()).unwrap();
    let args = ["import", "both.xlsx", "--as", "status", "--as-of", "2025-12-31"];
    let ran = home.run(&[&args[..], &["--complete"]].concat());
    assert!(ran.code != 0 && ran.err.contains("cannot be complete: Tin of it is not read"), "{}", ran.err);
    let ran = home.run(&args);
    assert!(
        ran.code == 0 && ran.out.contains("\u{201c}Tin\u{201d} (1 row) looks like a list too"),
        "{}",
        ran.out
    );
}

#[test]
fn a_dry_run_of_no_list_has_an_effect_for_programs_too() {
    let home = Home::new();
    home.write("more.csv", ANNEX);
    for file in ["annex.csv", "more.csv"] {
        let effect = home.json(&["import", file, "--as", "annex", "--dry-run"]);
        assert_eq!(effect, serde_json::json!({ "effect": [] }), "{file}");
    }
}

#[test]
fn what_the_table_of_programmes_recognises_cannot_be_disregarded() {
    let home = Home::new();
    let ran = home.run(&["programmes", "--disregard", "LBMA"]);
    assert!(ran.code != 0 && ran.err.contains("recognises it for every workspace"), "{}", ran.err);
}
