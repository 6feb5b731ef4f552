//! Whatever the texts of a workspace hold, no command writes a control or a character that turns or hides others; `verify`
//! names such values.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use tempfile::TempDir;

use crate::common::home::program;
use crate::common::poison;

fn home() -> TempDir {
    let temp = TempDir::new().unwrap();
    poison::workspace(&temp.path().join("acme"));
    temp
}

/// All that a command writes; what it prints for spreadsheets and mail programs ends its lines as they want them.
fn written(home: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = program(home, &[&["-w", "acme"], args].concat()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + "\n" + &String::from_utf8(output.stderr).unwrap();
    // A supplier's note may have lines; its cell then stands between quotation marks.
    let but_notes = if args.contains(&"export") { text.replace("\nZq\"", "\"") } else { text.clone() };
    assert_eq!(poison::found_in(&but_notes), None, "{args:?}");
    (output.status.code(), text)
}

/// Suppliers of the workspace, by what their names begin with.
const SUPPLIERS: [&str; 5] = ["Aldermoor", "Brightwater", "Cinderhaven", "Fenwick", "Gallant"];

const THINGS: [&str; 9] =
    ["smelters", "actions", "findings", "history", "rows", "suppliers", "lists", "matches", "decisions"];

#[test]
fn no_list_writes_any_in_any_format() {
    let home = home();
    for what in THINGS {
        for format in ["table", "csv", "json", "ron"] {
            let (code, text) = written(home.path(), &["list", what, "--format", format]);
            assert_eq!(code, Some(0), "{what} {format}: {text}");
        }
    }
}

#[test]
fn no_other_command_writes_any() {
    let home = home();
    let path = home.path();
    for args in [
        &["summary"][..],
        &["summary", "--format", "json"],
        &["rules"],
        &["programmes"],
        &["templates"],
        &["day"],
        &["check"],
        &["check", "--format", "json"],
        &["suppliers"],
        &["suppliers", "export"],
        &["decisions"],
        &["decisions", "export"],
        &["cids", "--dry-run"],
        &["twins", "--dry-run"],
        &["resolve", "--dry-run"],
        &["import", "nowhere.csv"],
        &["letter", "nobody"],
        &["paths"],
        &["list", "smelters", "--where", "nowhere"],
        &["list", "smelters", "--search", "nothing"],
    ] {
        written(path, args);
    }
    let mut letters = 0;
    for supplier in SUPPLIERS {
        for format in ["text", "csv"] {
            letters += usize::from(written(path, &["letter", supplier, "--format", format]).0 == Some(0));
        }
    }
    assert!(letters > 3, "{letters}");
    written(path, &["report", "--out", "bundle"]);
    written(path, &["report", "--register"]);
    let in_bundle = std::fs::read_dir(path.join("bundle")).unwrap();
    for entry in in_bundle.chain(std::fs::read_dir(path.join("acme/letters")).unwrap()) {
        let file = entry.unwrap().path();
        // What stands in workbooks is searched where they are made.
        if let Ok(text) = std::fs::read_to_string(&file) {
            assert_eq!(poison::found_in(&text), None, "{}", file.display());
        }
    }
}

#[test]
fn verify_names_such_values_with_file_and_line() {
    let home = home();
    let (code, text) = written(home.path(), &["verify"]);
    assert_eq!(code, Some(1));
    let named = |of: &str, file: &str| {
        text.lines().any(|line| {
            line.starts_with("warning: ")
                && line.contains(of)
                && line.contains(file)
                && line.contains(", line ")
        })
    };
    assert!(named("U+202E", "workspace.ron") && named("U+001B", "journal.ron"), "{text}");
    assert!(text.lines().all(|line| !line.starts_with("error")), "{text}");
}
