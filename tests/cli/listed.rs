//! What `rcoi list` writes of a workspace in which everything is: headings, their order, cells and keys are a contract
//! with spreadsheets and programs.
//!
//! A difference here is a break of that contract. The workspace is that of `tests/fixtures/compat`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use rcoi::import::sha256;
use rcoi::store::{RealDisk, write_atomic};
use tempfile::TempDir;

use crate::common::home::program;

/// Output up to this many bytes stands in its snapshot whole.
const WHOLE: usize = 16_000;
/// So many lines of longer output stand there, above what they all come to.
const FIRST: usize = 40;

/// The one supplier whose log goes on in the days after the workspace was written.
const OTHERS: [&str; 6] = ["Aldermoor", "Brightwater", "Cinderhaven", "Eikawa", "Fenwick", "Gallant"];

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

fn listed(home: &Path, args: &[&str], format: &str) -> String {
    let all = [&["-w", "acme", "list"], args, &["--format", format]].concat();
    let output = program(home, &all).env("TZ", "UTC").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Without what depends on the day on which the test runs: what is overdue, and what the rules find of declarations
/// that grow old.
fn settled(what: &str, format: &str, text: &str) -> String {
    let line = |line: &str| {
        let line = match format {
            "table" => line.replacen("overdue", "       ", 1),
            "csv" => line.replacen(",overdue,", ",,", 1),
            _ => line
                .replace("\"overdue\": true", "\"overdue\": false")
                .replace("overdue: true", "overdue: false"),
        };
        if what == "suppliers" { without_outcome(format, &line) } else { line }
    };
    text.lines().map(|one| line(one) + "\n").collect()
}

fn without_outcome(format: &str, line: &str) -> String {
    if let "table" | "csv" = format {
        let outcomes = ["green", "validation-needed", "high-risk"];
        let cut = outcomes.iter().find_map(|outcome| line.strip_suffix(outcome));
        return cut.map_or_else(|| line.to_owned(), |cut| format!("{cut}…"));
    }
    let keys = ["outcome", "error", "high-risk", "info", "warning"];
    let (key, _) = line.split_once(": ").unwrap_or((line, ""));
    let is_of_the_day = keys.contains(&key.trim().trim_matches('"'));
    if is_of_the_day { format!("{key}: …") } else { line.to_owned() }
}

/// The text, or the first lines of a long one with what tells whether the rest is the same.
fn shown(text: &str) -> String {
    if text.len() <= WHOLE {
        return text.to_owned();
    }
    let first: Vec<&str> = text.lines().take(FIRST).collect();
    format!("{}\n… {} lines, SHA-256 {}\n", first.join("\n"), text.lines().count(), sha256(text.as_bytes()))
}

/// Compares a listing in every format with the snapshots of its name.
fn check(name: &str, args: &[&str]) {
    let home = TempDir::new().unwrap();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/compat/workspace");
    copy(&workspace, &home.path().join("acme"));
    for format in ["table", "csv", "json", "ron"] {
        let text = listed(home.path(), args, format);
        insta::assert_snapshot!(format!("{name}_{format}"), shown(&settled(name, format, &text)));
    }
}

#[test]
fn smelters() {
    check("smelters", &["smelters"]);
}

#[test]
fn actions() {
    check("actions", &["actions"]);
}

#[test]
fn findings() {
    check("findings", &["findings"]);
}

#[test]
fn history() {
    check("history", &["history"]);
}

#[test]
fn rows() {
    check("rows", &["rows"]);
}

#[test]
fn suppliers() {
    let chosen = OTHERS.iter().flat_map(|name| ["--supplier", name]);
    let args: Vec<&str> = ["suppliers"].into_iter().chain(chosen).collect();
    check("suppliers", &args);
}

#[test]
fn lists() {
    check("lists", &["lists"]);
}

#[test]
fn matches() {
    check("matches", &["matches"]);
}

#[test]
fn decisions() {
    check("decisions", &["decisions"]);
}
