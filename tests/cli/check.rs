//! `rcoi check`, `rcoi rules` and `rcoi templates`, as a person or a script meets them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and writes what is checked"
)]

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::at_hand::at_hand;
use crate::common::home::program;
use crate::common::inbox;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

fn run(home: &Path, args: &[&str]) -> Ran {
    let out = program(home, args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
}

#[test]
fn a_folder_is_checked_file_by_file() {
    let home = TempDir::new().unwrap();
    inbox::fill(&home.path().join("inbox"));
    let ran = run(home.path(), &["check", "inbox", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let files = ran.json();
    assert_eq!(files.as_array().unwrap().len(), rcoi::demo::suppliers().len());
    for file in files.as_array().unwrap() {
        let keys: Vec<&String> = file.as_object().unwrap().keys().collect();
        let mut expected = ["file", "kind", "version", "language", "company", "outcome", "findings"];
        expected.sort_unstable();
        assert_eq!(keys, expected, "the fields agreed");
        assert!(
            ["green", "validation-needed", "high-risk"].contains(&file["outcome"].as_str().unwrap()),
            "{file}"
        );
        assert_eq!(file["kind"], "CMRT");
        for finding in file["findings"].as_array().unwrap() {
            let id = finding["rule"].as_str().unwrap();
            assert!(rcoi::checks::rule(id).is_some(), "{id}");
        }
    }
    // Nothing was created for a check.
    assert!(!home.path().join("data").exists());
    let text = run(home.path(), &["check", "inbox"]);
    assert!(text.out.lines().all(|line| rcoi::text::width(line) <= 80), "{}", text.out);
    let csv = run(home.path(), &["check", "inbox", "--format", "csv"]).out;
    assert!(
        csv.starts_with("File,Kind,Version,Language,Company,Outcome,Rule,Severity,Cell,Message,What to do"),
        "{csv}"
    );
}

/// What is found only because time went on: of a clean declaration too, a year after it was written.
const OF_AGE: [&str; 2] = ["TEMPLATE_TOO_OLD", "DATE_OLD"];

/// The clean declaration is left out, since its outcome goes with its age.
#[test]
fn what_is_found_is_written_to_the_letter() {
    let home = TempDir::new().unwrap();
    inbox::fill(&home.path().join("inbox"));
    std::fs::remove_file(home.path().join("inbox/Aldermoor_CMRT_6.5.xlsx")).unwrap();
    std::fs::write(home.path().join("inbox/picture.xlsx"), b"\xFF\xD8\xFF\xE0 a picture").unwrap();
    let is_of_age = |text: &str| OF_AGE.iter().any(|rule| text.contains(rule));
    let json = run(home.path(), &["check", "inbox", "--format", "json"]).out;
    let without = |part: &str| match part.split_once("      }") {
        Some((finding, rest)) if is_of_age(finding) => rest.trim_start_matches(",\n").to_owned(),
        Some(_) | None => part.to_owned(),
    };
    insta::assert_snapshot!("check_json", json.split("      {\n").map(without).collect::<String>());
    let csv = run(home.path(), &["check", "inbox", "--format", "csv"]).out;
    let lines = csv.lines().filter(|line| !is_of_age(line));
    insta::assert_snapshot!("check_csv", lines.collect::<Vec<_>>().join("\n"));
    let of_sample = run(home.path(), &["list", "findings", "--sample", "--format", "json"]);
    insta::assert_snapshot!("list_findings_json", of_sample.out);
}

#[test]
fn a_clean_supplier_is_green_and_gets_no_letter() {
    let home = TempDir::new().unwrap();
    assert_eq!(run(home.path(), &["init", "--demo", "demo"]).code, 0);
    let file = "demo/inbox/Aldermoor_CMRT_6.5.xlsx";
    // Alone it is judged on its own day, so that a newer version may be current; the demo's season takes 6.5.
    let alone = run(home.path(), &["check", file, "--format", "json"]).json();
    let rules =
        alone[0]["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap());
    assert!(rules.clone().all(|rule| rule == "TEMPLATE_TOO_OLD"), "{:?}", rules.collect::<Vec<_>>());
    let checked = run(home.path(), &["check", file, "-w", "demo", "--format", "json"]);
    assert_eq!(
        (checked.code, &checked.json()[0]["findings"]),
        (0, &serde_json::json!([])),
        "{}",
        checked.out
    );
    let letter = run(home.path(), &["letter", "Aldermoor", "-w", "demo"]);
    assert!(letter.out.is_empty() && letter.err.contains("there is nothing"), "{}{}", letter.out, letter.err);
    // Nothing lies below the products of any of them but the template's own line.
    let all = run(home.path(), &["check", "demo/inbox", "--format", "json"]).out;
    assert!(!all.contains("ROWS_BEYOND_END"), "{all}");
    assert_eq!(all.matches("NOT_CALCULATED").count(), 1, "{all}");
}

#[test]
fn a_file_that_cannot_be_read_is_an_outcome_and_a_failure_only_alone() {
    let home = TempDir::new().unwrap();
    let (name, bytes) = rcoi::demo::suppliers().into_iter().next().unwrap();
    std::fs::write(home.path().join(&name), bytes).unwrap();
    std::fs::write(home.path().join("picture.xlsx"), b"\xFF\xD8\xFF\xE0 a picture").unwrap();
    let both = run(home.path(), &["check", &name, "picture.xlsx", "none.xlsx", "--format", "json"]);
    assert_eq!(both.code, 1, "{}", both.err);
    let files = both.json();
    for n in [1, 2] {
        assert_eq!(files[n]["outcome"], "unreadable");
        assert_eq!(files[n]["kind"], Value::Null);
        assert_eq!(files[n]["findings"][0]["rule"], "FILE_UNREADABLE");
        assert_eq!(files[n]["findings"][0]["cell"], Value::Null);
    }
    let alone = run(home.path(), &["check", "picture.xlsx", "--format", "json"]);
    assert_eq!(alone.code, 2);
    assert!(alone.err.contains("could be read") && alone.err.contains("what to do"), "{}", alone.err);
    assert_eq!(alone.json()[0]["outcome"], "unreadable");
}

#[test]
fn severities_are_set_in_the_workspace_and_undone() {
    let home = TempDir::new().unwrap();
    assert_eq!(run(home.path(), &["init", "acme", "--company", "Acme", "--year", "2025"]).code, 0);
    let severity = || {
        let rules = run(home.path(), &["rules", "-w", "acme", "--format", "json"]).json();
        let found = rules.as_array().unwrap().iter().find(|rule| rule["id"] == "ROW_DUPLICATE").cloned();
        found.unwrap()["severity"].as_str().unwrap().to_owned()
    };
    assert_eq!(severity(), "info");
    let set = run(home.path(), &["rules", "-w", "acme", "--set", "row_duplicate=warning"]);
    assert_eq!(
        (set.code, set.out.as_str()),
        (0, "Taken: Severity: ROW_DUPLICATE is warning\n"),
        "{}",
        set.err
    );
    assert_eq!(severity(), "warning");
    let history = run(home.path(), &["list", "history", "-w", "acme"]).out;
    assert!(history.contains("Severity: ROW_DUPLICATE is warning"), "{history}");
    assert_eq!(run(home.path(), &["rules", "-w", "acme", "--reset", "ROW_DUPLICATE"]).code, 0);
    assert_eq!(severity(), "info");
    let wrong = run(home.path(), &["rules", "-w", "acme", "--set", "NO_SUCH=warning"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("no such rule"), "{}", wrong.err);
    let listed = run(home.path(), &["rules"]);
    assert!(listed.out.contains("COVERED_COUNTRY_YES  high-risk"), "{}", listed.out);
}

#[test]
fn versions_are_accepted_refused_and_added_in_the_workspace() {
    let home = TempDir::new().unwrap();
    assert_eq!(run(home.path(), &["init", "acme", "--company", "Acme", "--year", "2022"]).code, 0);
    let log = "Supplier,State,Day\nAlpha,asked,2023-01-16\n";
    std::fs::write(home.path().join("suppliers.csv"), "Supplier\nAlpha\n").unwrap();
    std::fs::write(home.path().join("log.csv"), log).unwrap();
    let templates = |args: &[&str]| run(home.path(), &[&["templates", "-w", "acme"], args].concat());
    let of = |version: &str| {
        let listed = templates(&["--format", "json"]).json();
        listed.as_array().unwrap().iter().find(|row| row["version"] == version).cloned().unwrap_or_default()
    };
    assert_eq!((&of("6.22")["current"], &of("6.22")["accepted"]), (&Value::Null, &Value::Null));
    assert!(templates(&[]).out.starts_with("No request is in the log"));
    for file in ["suppliers.csv", "log.csv"] {
        assert_eq!(run(home.path(), &["suppliers", "import", file, "-w", "acme"]).code, 0);
    }
    assert!(
        templates(&[]).out.starts_with("The first request went out on 2023-01-16; 6.22 was current then\n")
    );
    let (current, old, newer) = (of("6.22"), of("6.1"), of("6.6"));
    assert_eq!((&current["current"], &current["accepted"]), (&true.into(), &true.into()));
    assert_eq!((&old["current"], &old["accepted"]), (&false.into(), &false.into()));
    assert_eq!(
        (&newer["accepted"], &newer["date"], &newer["layout"]),
        (&true.into(), &"2026-04-17".into(), &"inferred".into())
    );
    let before = std::fs::read_to_string(home.path().join("acme/workspace.ron")).unwrap();
    let set = templates(&["--accept", "6.1", "--refuse", "6.3", "--add", "6.7=2027-04-20"]);
    let said = "Taken: Template versions: 6.7 came out on 2027-04-20, 6.1 is accepted, 6.3 is refused\n";
    assert_eq!((set.code, set.out.as_str()), (0, said), "{}", set.err);
    assert_eq!((&of("6.1")["accepted"], &of("6.1")["set"]), (&true.into(), &"accepted".into()));
    assert_eq!((&of("6.3")["accepted"], &of("6.7")["added"]), (&false.into(), &true.into()));
    assert_eq!(templates(&["--reset"]).code, 0);
    assert_eq!((of("6.7"), &of("6.1")["accepted"]), (Value::Null, &false.into()));
    let settings = |text: &str| text.lines().find(|line| line.starts_with("settings:")).map(str::to_owned);
    let after = std::fs::read_to_string(home.path().join("acme/workspace.ron")).unwrap();
    assert_eq!(settings(&after), settings(&before), "nothing is written of what is not set");
    for (wrong, why) in
        [("--accept=6.9", "is not known"), ("--add=6.7=2026-01-01", "6.6 came out on 2026-04-17")]
    {
        let refused = templates(&[wrong]);
        assert!(refused.code == 2 && refused.err.contains(why), "{}", refused.err);
    }
}

/// The findings in a file that is at hand, as `RULE cell`.
fn findings(name: &str) -> Option<(String, Vec<String>)> {
    let path = at_hand(&format!("data/cmrt/{name}"))?;
    let home = TempDir::new().unwrap();
    let files = run(home.path(), &["check", path.to_str().unwrap(), "--format", "json"]).json();
    let words = |finding: &Value| {
        format!("{} {}", finding["rule"].as_str().unwrap(), finding["cell"].as_str().unwrap_or("-"))
    };
    let found = files[0]["findings"].as_array().unwrap().iter().map(words).collect();
    Some((files[0]["outcome"].as_str().unwrap().to_owned(), found))
}

#[test]
fn official_templates_that_nobody_filled_in_have_52_open_fields() {
    for name in ["template-6.5.xlsx", "template-6.22.xlsx"] {
        let Some((outcome, found)) = findings(name) else { return };
        assert_eq!(outcome, "validation-needed");
        let beside = ["TEMPLATE_TOO_OLD", "LANGUAGE_NOT_ENGLISH"];
        let open = found.iter().filter(|one| !beside.iter().any(|rule| one.starts_with(rule)));
        assert_eq!(open.count(), 52, "{name}: {found:#?}");
    }
}

#[test]
fn what_was_put_wrong_into_a_declaration_is_found_and_nothing_is_found_in_what_was_put_right() {
    let Some((outcome, found)) = findings("cedar-power-6.5-incomplete.xlsx") else { return };
    assert_eq!(outcome, "high-risk");
    for expected in [
        "COVERED_COUNTRY_YES Declaration!D40",
        "COMPANY_NAME_MISSING Declaration!D8",
        "EMAIL_NOT_VALID Declaration!D16",
        "EMAIL_NOT_VALID Declaration!D20",
        "POLICY_ADDRESS_MISSING Declaration!G77",
        "ANSWER_MISSING Declaration!D69",
        "NOT_LISTED_INCOMPLETE Smelter List!D11",
        "NOT_LISTED_INCOMPLETE Smelter List!E12",
        "ROW_ID_NOT_KNOWN Smelter List!A15",
        "ROW_DUPLICATE Smelter List!A17",
        "NOT_ALL_IDENTIFIED Declaration!D63",
        "LOW_RESPONSE Declaration!D59",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected} is not in {found:#?}");
    }
    for name in ["alpha-assembly-6.22.xlsx", "delta-cables-6.22.xls", "borealis-circuits-6.5.xlsx"] {
        let Some((outcome, found)) = findings(name) else { return };
        assert_eq!(outcome, "validation-needed", "{found:#?}");
        let complete = |one: &&String| {
            let rule = one.split(' ').next().and_then(rcoi::checks::rule);
            rule.is_some_and(|rule| rule.basis == rcoi::checks::Basis::Checker)
        };
        assert_eq!(found.iter().filter(complete).count(), 0, "{name}: {found:#?}");
    }
}
