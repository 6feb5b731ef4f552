//! Open names, decisions on them and how decisions travel, through the program, in a home of its own.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::{Command, Output};

use rcoi::store::{RealDisk, write_atomic};
use serde_json::{Value, json};
use tempfile::TempDir;

struct Home(TempDir);

/// What a run came to: exit code, stdout, stderr.
type Ran = (i32, String, String);

impl Home {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A home with a workspace `acme`, and the demo's CMRTs in the folder `in`, imported with their look-ups.
    fn with_demo() -> Self {
        let home = Self::new();
        std::fs::create_dir(home.path("in")).unwrap();
        for (name, bytes) in rcoi::demo::suppliers() {
            home.write(&format!("in/{name}"), &bytes);
        }
        home.make("acme", "in");
        home
    }

    /// Makes a workspace and imports a folder.
    fn make(&self, workspace: &str, folder: &str) {
        assert_eq!(self.run(&["init", workspace, "--company", "Acme Ltd", "--year", "2026"]).0, 0);
        let (code, out, err) = self.run(&["-w", workspace, "import", folder, "--new-suppliers", "--lists"]);
        assert!(code < 2, "{out}{err}");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        write_atomic(&RealDisk, &self.path(name), bytes).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rcoi"));
        command.args(args).current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        command.env("RCOI_PERSON", "Ada Byron");
        for name in ["CONFIG", "DATA", "STATE"] {
            command.env(format!("XDG_{name}_HOME"), self.path(&name.to_lowercase()));
        }
        command
    }

    /// Runs in the workspace `acme`, unless another is given.
    fn run(&self, args: &[&str]) -> Ran {
        let here = ["-w", "acme"];
        let is_given = args.first().is_some_and(|first| ["-w", "init"].contains(first));
        let all: Vec<&str> = here.iter().filter(|_| !is_given).chain(args).copied().collect();
        let Output { status, stdout, stderr } = self.command(&all).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("an exit code"), text(stdout), text(stderr))
    }

    /// A listing as JSON.
    fn list(&self, args: &[&str]) -> Vec<Value> {
        let (code, out, err) = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        serde_json::from_str(&out).unwrap()
    }

    fn matches(&self) -> Vec<Value> {
        self.list(&["list", "matches"])
    }
}

/// The names of a listing, as written.
fn names(listed: &[Value]) -> Vec<&str> {
    listed.iter().map(|one| one["name_as_written"].as_str().unwrap()).collect()
}

#[test]
fn open_names_are_listed_with_their_candidates() {
    let home = Home::with_demo();
    let open = home.list(&["list", "rows", "--outcome", "open"]);
    let listed = home.matches();
    let rows: u64 = listed.iter().map(|name| name["rows"].as_u64().unwrap()).sum();
    let nameable = open.iter().filter(|row| !row["metal"].is_null()).count();
    assert_eq!(usize::try_from(rows).unwrap(), nameable);
    for name in &listed {
        assert!(["accept", "review", "none"].contains(&name["band"].as_str().unwrap()), "{name}");
        let score = name["best"]["score"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&score) && !name["best"]["why"].as_str().unwrap().is_empty(), "{name}");
    }
    let steinach = listed.iter().find(|name| name["name_as_written"] == "Wolfram Steinnach A.G.").unwrap();
    assert_eq!(
        (&steinach["band"], &steinach["best"]["cid"], &steinach["best"]["country"]),
        (&json!("accept"), &json!("CID900402"), &json!("AT"))
    );
    assert!(steinach["best"]["why"].as_str().unwrap().contains("is like “steinach”"), "{steinach}");
    let (_, table, _) = home.run(&["list", "matches"]);
    assert_eq!(table.lines().count(), listed.len() + 1);
    assert!(table.contains(" %  likeness  ") && table.starts_with("Metal"), "{table}");
}

#[test]
fn lists_of_names_are_narrowed_or_refuse_to_be() {
    let home = Home::with_demo();
    let gold = home.list(&["list", "matches", "--metal", "gold", "--search", "norrmetall"]);
    assert!(!gold.is_empty() && names(&gold).iter().all(|name| name.starts_with("Norrmetall")), "{gold:?}");
    let of_fenwick = home.list(&["list", "matches", "--supplier", "fenwick"]);
    let by_fenwick = |name: &Value| name["suppliers"].to_string().contains("Fenwick");
    assert!(!of_fenwick.is_empty() && of_fenwick.iter().all(by_fenwick), "{of_fenwick:?}");
    let peru = home.list(&["list", "matches", "--country", "PE"]);
    assert_eq!(names(&peru), ["Cerro Hondo Mine"]);
    for args in [["matches", "--risk", "high"], ["decisions", "--supplier", "fenwick"]] {
        let (code, out, err) = home.run(&[&["list"][..], &args].concat());
        assert!(code == 2 && out.is_empty() && err.contains("does not narrow this list"), "{err}");
    }
}

#[test]
fn rows_name_the_list_behind_their_outcome() {
    let home = Home::with_demo();
    let rows = home.list(&["list", "rows", "--outcome", "resolved"]);
    let lists: Vec<&str> = rows.iter().map(|row| row["list"].as_str().unwrap()).collect();
    assert!(lists.iter().all(|list| list.starts_with("Look-up of CMRT ")), "{lists:?}");
    assert!(home.list(&["list", "rows", "--outcome", "open"]).iter().all(|row| row["list"].is_null()));
    let (_, csv, _) = home.run(&["list", "rows", "--format", "csv"]);
    assert!(csv.lines().next().unwrap().ends_with(",CID,Method,Score,List"), "{csv}");
}
