//! `rcoi lint`, as a person or a script meets it.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and writes what is checked"
)]

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::home::program;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(home: &Path, args: &[&str]) -> Ran {
    let out = program(home, &[&["lint"], args].concat()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
}

/// A folder with a file of this text.
fn home(name: &str, bytes: &[u8]) -> TempDir {
    let home = TempDir::new().unwrap();
    std::fs::write(home.path().join(name), bytes).unwrap();
    home
}

const REPORT: &str = "Conflict Minerals Report\nfor the year ended December 31, 2022\n\nWe asked the CFSI.\n";

#[test]
fn findings_are_a_line_each_or_json() {
    let home = home("report.txt", REPORT.as_bytes());
    let ran = run(home.path(), &["report.txt"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(
        ran.out.starts_with("line 4: warning STALE_NAME: ") && ran.out.lines().count() == 1,
        "{}",
        ran.out
    );
    let ran = run(home.path(), &["report.txt", "--format", "json"]);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let finding = &found[0]["findings"][0];
    let keys: Vec<&String> = finding.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "message", "place", "severity"]);
    let told = [&found[0]["file"], &finding["id"], &finding["severity"], &finding["place"]];
    assert_eq!(told, [&json!("report.txt"), &json!("STALE_NAME"), &json!("warning"), &json!("line 4")]);
}

#[test]
fn nothing_found_is_told_and_ends_with_0() {
    let home = home("report.txt", REPORT.replace("CFSI", "RMI").as_bytes());
    let ran = run(home.path(), &["report.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "report.txt: 0 findings\n"));
    let ran = run(home.path(), &["report.txt", "--format", "json"]);
    assert_eq!(
        serde_json::from_str::<Value>(&ran.out).unwrap(),
        json!([{"file": "report.txt", "findings": []}])
    );
}

#[test]
fn options_say_the_day_the_baseline_and_edgar() {
    let text = REPORT.replace("We asked the CFSI.", "As of May 2, 2022, caf\u{e9} lists have 3 smelters.");
    let home = home("new.txt", text.as_bytes());
    std::fs::write(home.path().join("old.txt"), text.replace("31, 2022", "31, 2021")).unwrap();
    assert_eq!(run(home.path(), &["new.txt"]).code, 0);
    let found = |args: &[&str]| run(home.path(), args).out;
    assert!(found(&["new.txt", "--filed", "2022-05-01"]).contains("DAY_AFTER_FILING"));
    assert!(found(&["new.txt", "--edgar"]).contains("line 4: warning EDGAR: the character U+00E9"));
    assert!(found(&["new.txt", "--baseline", "old.txt"]).contains("line 4: warning CARRIED_OVER"));
}

#[test]
fn what_cannot_be_read_is_told_and_ends_with_2() {
    for (name, bytes, why) in [
        ("empty.txt", b"".as_slice(), "empty"),
        ("binary.txt", &[0, 1, 2, 3, 200, 0, 7, 9, 9, 1, 1], "binary"),
        ("filing.pdf", b"%PDF-1.7\n", "a PDF"),
        ("list.csv", b"Metal,Name,Country\nGold,A Refining,ITALY\n", "a table of facilities, not a filing"),
        (
            "trace.txt",
            b"DRAFT\n\nTrace of the Conflict Minerals Report of A Corp for 2022\n",
            "what stands beside a report",
        ),
        ("data.json", b"{\"title\": \"Conflict Minerals Report\"}\n", "what stands beside a report"),
        ("letter.txt", b"Dear Sir,\n\nwe have no news.\n", "no filing under the conflict-minerals rule"),
        ("broken.docx", b"PK\x03\x04 and then nothing", "damaged"),
    ] {
        let home = home(name, bytes);
        std::fs::write(home.path().join("report.txt"), REPORT).unwrap();
        let ran = run(home.path(), &["report.txt", name, "--format", "json"]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.err.contains(why), "{name}: {}", ran.err);
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(found[0]["findings"].as_array().unwrap().len(), 1, "what can be read is");
        assert!(found[1]["error"].as_str().unwrap().contains(why), "{found}");
    }
    let home = TempDir::new().unwrap();
    let ran = run(home.path(), &["missing.txt"]);
    assert!(ran.code == 2 && ran.err.contains("cannot be read"), "{}", ran.err);
    let own = run(home.path(), &[]);
    assert!(
        own.code == 1 && own.out.contains("NOT_SAID_YET"),
        "without a file the workspace's report: {}",
        own.out
    );
}

#[test]
fn a_file_that_is_too_long_is_refused_with_the_limit() {
    let home = home("long.txt", b"");
    std::fs::File::options()
        .write(true)
        .open(home.path().join("long.txt"))
        .unwrap()
        .set_len((64 << 20) + 1)
        .unwrap();
    let ran = run(home.path(), &["long.txt"]);
    assert!(ran.code == 2 && ran.err.contains("at most 64 MiB are read"), "{}", ran.err);
}
