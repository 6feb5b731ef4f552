//! Suppliers, their requests and the letters to them, through the program, in a home of its own.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Output;

use rcoi::demo::{FilledAnswer, FilledCmrt, workbook};
use rcoi::domain::cmrt::{Answer, Version};
use rcoi::store::{RealDisk, write_atomic};
use tempfile::TempDir;

use crate::common::home::program;
use crate::common::inbox;

struct Home(TempDir);

/// What a run came to: exit code, stdout, stderr.
type Ran = (i32, String, String);

impl Home {
    /// A home with a workspace `acme`, and the demo's CMRTs in the folder `in`, imported.
    fn with_declarations() -> Self {
        let home = Self(TempDir::new().unwrap());
        assert_eq!(home.run(&["init", "acme", "--company", "Acme Ltd", "--year", "2026"]).0, 0);
        inbox::fill(&home.path("in"));
        let (code, out, err) = home.run(&["import", "in", "--new-suppliers"]);
        assert!(code < 2, "{out}{err}");
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        write_atomic(&RealDisk, &self.path(name), bytes).unwrap();
    }

    fn run(&self, args: &[&str]) -> Ran {
        let mut command = program(self.0.path(), args);
        let Output { status, stdout, stderr } = command.env("RCOI_PERSON", "Ada Byron").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("an exit code"), text(stdout), text(stderr))
    }

    /// The names of the suppliers.
    fn names(&self) -> Vec<String> {
        let (code, out, err) = self.run(&["suppliers", "export"]);
        assert_eq!(code, 0, "{err}");
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        reader.records().map(|record| record.unwrap().get(0).unwrap().to_owned()).collect()
    }
}

fn files(dir: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_letter_is_printed_written_and_has_words_of_its_own() {
    let home = Home::with_declarations();
    let names = home.names();
    assert!(names.len() > 3, "{names:?}");
    let mut letters = 0;
    for name in &names {
        let (code, out, err) = home.run(&["letter", name, "--due", "2027-04-01"]);
        if code != 0 {
            assert!(err.contains("nothing that") && out.is_empty(), "{err}");
            continue;
        }
        letters += 1;
        assert!(
            out.contains("Subject: Acme Ltd: corrections to your CMRT") && out.contains("\n1. "),
            "{out}"
        );
        assert!(
            out.contains("1 April 2027") && out.ends_with("Kind regards\nAda Byron\nAcme Ltd\n"),
            "{out}"
        );
        for other in names.iter().filter(|other| *other != name) {
            assert!(!out.contains(other.as_str()), "{name} is told of {other}:\n{out}");
        }
        let (code, csv, _) = home.run(&["letter", name, "--format", "csv"]);
        assert!(
            code == 0 && csv.starts_with("No.,Severity,Sheet,Cell,Message,What to do,File\r\n1,"),
            "{csv}"
        );
        let (code, eml, _) = home.run(&["letter", name, "--format", "eml"]);
        assert!(code == 0 && eml.starts_with("X-Unsent: 1\r\nDate: "), "{eml}");
        assert_eq!(home.run(&["letter", name, "--write"]).0, 0);
        assert_eq!(files(&home.path("acme/letters")).len(), letters);
    }
    assert!(letters > 0, "the demo has faults");
    assert_eq!(home.run(&["verify"]).0, 0);

    let own = "Subject: Hello {{ supplier }}\n\n{% for s in sections %}{% for p in s.points %}{{ p.message }}\n{% endfor %}{% endfor %}";
    std::fs::create_dir(home.path("acme/templates")).unwrap();
    home.write("acme/templates/letter.txt", own.as_bytes());
    let with_letter = names.iter().find(|name| home.run(&["letter", name]).0 == 0).unwrap();
    let (_, out, _) = home.run(&["letter", with_letter]);
    assert!(out.contains(&format!("Subject: Hello {with_letter}\n")), "{out}");
    assert_eq!(home.run(&["verify"]).0, 0, "a template of its own is no damage");
    home.write("acme/templates/letter.txt", b"Subject: x\n\n{{ rating }}");
    let (code, out, err) = home.run(&["letter", with_letter]);
    assert!(code == 2 && out.is_empty() && err.contains("templates/letter.txt, line 3"), "{out}{err}");
}

/// Templates that once kept the program busy for good, took all memory, or ended it.
#[test]
fn a_template_that_would_not_end_is_refused_with_its_line() {
    let home = Home::with_declarations();
    let names = home.names();
    let supplier = names.iter().find(|name| home.run(&["letter", name]).0 == 0).unwrap();
    std::fs::create_dir(home.path("acme/templates")).unwrap();
    let loops = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    let memory =
        "{% set ns = namespace(s=\"x\") %}{% for a in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}";
    let given = "{% for s in sections %}".repeat(20) + &"{% endfor %}".repeat(20);
    let deep = format!("{{{{ {}true }}}}", "not ".repeat(15_000));
    let long = format!("{{{{ {}true }}}}", "not ".repeat(60_000));
    for (body, place, what) in [
        (loops, "letter.txt, line 3", "range"),
        (memory, "letter.txt, line 3", "where it is wanted"),
        (&given, "letter.txt", ""),
        (&deep, "letter.txt, line 3", "in several"),
        (&long, "letter.txt", "64 KB"),
    ] {
        home.write("acme/templates/letter.txt", format!("Subject: x\n\n{body}").as_bytes());
        let (code, out, err) = home.run(&["letter", supplier]);
        assert!(code == 2 && out.is_empty() && err.contains(place) && err.contains(what), "{out}{err}");
        assert!(err.contains("mend"), "{err}");
    }
}

#[test]
fn a_supplier_whose_address_is_none_is_refused_by_name() {
    let home = Home::with_declarations();
    home.write("more.csv", b"Supplier,E-mail\nEta,eta@eta.example\nZeta,\"zeta@z.example\nBcc: o@o.example\"\nIota,i>@i.example\n");
    let (code, out, _) = home.run(&["suppliers", "import", "more.csv"]);
    assert!(
        code == 1
            && out.contains("refused: line 3: ")
            && out.contains("has no line break: write one name@host"),
        "{out}"
    );
    assert!(
        out.contains("refused: line 5: ") && out.contains("has no \u{201c}>\u{201d}: write one name@host"),
        "{out}"
    );
    let names = home.names();
    assert!(names.contains(&"Eta".to_owned()) && !names.contains(&"Zeta".to_owned()), "{names:?}");
}

#[test]
fn suppliers_come_and_go_as_csv() {
    let home = Home::with_declarations();
    assert_eq!(home.run(&["suppliers", "export", "list.csv"]).0, 0);
    assert_eq!(home.run(&["suppliers", "export", "log.csv", "--log"]).0, 0);
    assert_eq!(home.run(&["suppliers", "export", "log.csv"]).0, 2, "never over another file");
    for file in ["list.csv", "log.csv"] {
        let (code, out, err) = home.run(&["suppliers", "import", file]);
        assert!(code == 0 && out.contains("0 added, 0 changed") && !out.contains("Taken"), "{out}{err}");
    }
    home.write("more.csv", b"Company;No\nZeta;77\n;\n;9\n");
    let (code, out, _) = home.run(&["suppliers", "import", "more.csv", "--dry-run"]);
    assert!(
        code == 1 && out.contains("Nothing was taken") && !home.names().contains(&"Zeta".to_owned()),
        "{out}"
    );
    assert_eq!(home.run(&["suppliers", "import", "more.csv"]).0, 1);
    assert!(home.names().contains(&"Zeta".to_owned()));
}

#[test]
fn tiers_and_shares_of_spend_come_in_by_a_list_and_are_told_with_the_rate() {
    let home = Home(TempDir::new().unwrap());
    assert_eq!(home.run(&["init", "acme", "--company", "Acme Ltd", "--year", "2026"]).0, 0);
    home.write(
        "list.csv",
        b"Supplier;Tier;Commodity;Spend %\nEta;1;Cables;60,25\nTheta;T2;;10 %\nIota;x;;\nKappa;;;0,4\n",
    );
    let (code, out, _) = home.run(&["suppliers", "import", "list.csv"]);
    assert!(code == 1 && out.contains("2 added") && out.contains("Spend % = share of spend"), "{out}");
    assert!(
        out.contains("line 4: \u{201c}x\u{201d} is no tier")
            && out.contains("line 5: \u{201c}0,4\u{201d} may be"),
        "{out}"
    );
    for (name, state) in [("Eta", "asked"), ("Eta", "received"), ("Theta", "asked")] {
        assert_eq!(home.run(&["suppliers", "log", name, state, "--day", "2026-02-01"]).0, 0);
    }
    let json = |args: &[&str]| -> serde_json::Value {
        let (code, out, err) = home.run(&[args, &["--format", "json"]].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    };
    let rate = json(&["suppliers", "rate"]);
    let spend = (&rate["spend_answered_percent"], &rate["spend_asked_percent"], &rate["without_spend"]);
    assert_eq!(spend, (&60.25.into(), &70.25.into(), &0.into()));
    let listed = json(&["list", "suppliers"]);
    let eta = &listed[0];
    assert_eq!(
        (&eta["tier"], &eta["supplies"], &eta["spend_percent"]),
        (&1.into(), &"Cables".into(), &60.25.into())
    );
    let (_, out, _) = home.run(&["suppliers", "export"]);
    assert!(out.contains("60.25 %") && out.contains("What it supplies"), "{out}");
}

#[test]
fn the_log_moves_the_rate() {
    let home = Home::with_declarations();
    let rate = |day: &str| -> serde_json::Value {
        let (code, out, err) = home.run(&["suppliers", "rate", "--day", day, "--format", "json"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    };
    let before = rate("2090-01-01");
    assert_eq!(before["asked"], before["answered"], "all that are known sent something");
    home.write("more.csv", b"Supplier,Number\nZeta,77\n");
    assert_eq!(home.run(&["suppliers", "import", "more.csv"]).0, 0);
    let (code, out, err) =
        home.run(&["suppliers", "log", "77", "asked", "--day", "2026-02-01", "--due", "2026-03-01"]);
    assert!(code == 0 && out.contains("Log Zeta: asked on 2026-02-01, due 2026-03-01"), "{out}{err}");
    assert_eq!(rate("2026-02-28")["asked"], 1);
    let after = rate("2090-01-01");
    assert_eq!(after["asked"].as_u64(), before["asked"].as_u64().map(|n| n + 1));
    assert_eq!((&after["answered"], &after["overdue"]), (&before["answered"], &serde_json::json!(["Zeta"])));
    for args in [["zeta", "asked", "--day", "2190-01-01"], ["nobody", "asked", "--day", "2026-01-01"]] {
        let (code, _, err) = home.run(&[&["suppliers", "log"][..], &args].concat());
        assert!(code == 2 && err.contains("what to do"), "{err}");
    }
}

/// A CMRT without a fault, of the lines given, for this product or for the company.
fn cmrt(product: Option<&str>, lines: std::ops::Range<usize>) -> Vec<u8> {
    let mut filled = FilledCmrt::clean(Version::new(650));
    filled.lines = filled.lines.drain(lines).collect();
    if let Some(product) = product {
        filled.scope = FilledAnswer::Means(Answer::ScopeProduct);
        filled = filled.product(product, "Relay");
    }
    workbook(&filled)
}

#[test]
fn declarations_for_other_products_and_parts_of_one_count_side_by_side() {
    for (files, told) in [
        ([("a.xlsx", Some("R-1")), ("b.xlsx", Some("R-2"))], false),
        ([("part 1.xlsx", None), ("part 2.xlsx", None)], true),
    ] {
        let home = Home(TempDir::new().unwrap());
        home.run(&["init", "acme", "--company", "Acme Ltd", "--year", "2026"]);
        std::fs::create_dir(home.path("in")).unwrap();
        for ((name, product), lines) in files.into_iter().zip([0..2, 2..4]) {
            home.write(&format!("in/{name}"), &cmrt(product, lines));
        }
        let (_, out, err) = home.run(&["import", "in", "--new-suppliers"]);
        assert!(out.contains("All rows that count: 4 ="), "{out}{err}");
        let (_, findings, _) = home.run(&["list", "findings"]);
        assert_eq!(findings.contains("DECLARATIONS_OF_ONE_DAY"), told, "{findings}");
        let (_, suppliers, _) = home.run(&["list", "suppliers", "--format", "json"]);
        assert!(suppliers.contains("\"counting\": 2") && suppliers.contains("\"rows\": 4"), "{suppliers}");
        let file = files[1].0;
        let (_, out, _) = home.run(&["withdraw", file, "--dry-run"]);
        assert!(out.contains("Would be withdrawn") && out.contains("2 facilities leave"), "{out}");
        assert_eq!(home.run(&["withdraw", file]).0, 0);
        let (_, rows, _) = home.run(&["list", "rows", "--format", "json"]);
        assert_eq!(rows.matches("\"row\":").count(), 2, "{rows}");
        assert!(!home.run(&["list", "findings"]).1.contains("DECLARATIONS_OF_ONE_DAY"));
        let (code, _, err) = home.run(&["withdraw", "nothing.xlsx"]);
        assert!(code == 2 && err.contains("no file called nothing.xlsx"), "{err}");
    }
}
