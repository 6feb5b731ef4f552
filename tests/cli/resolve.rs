//! Open names, decisions on them and how decisions travel, through the program, in a home of its own.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use rcoi::demo::{FilledCmrt, RowFilling, workbook};
use rcoi::domain::Metal;
use rcoi::domain::cmrt::{CompanyField, Version};
use rcoi::store::{Owner, RealDisk, Store, write_atomic};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::home::program;
use crate::common::inbox;

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
        inbox::fill(&home.path("in"));
        home.make("acme", "in");
        home
    }

    /// A home with a workspace `acme`, and one CMRT of 6.5 with these names beside two facilities of tin and gold that
    /// its look-up has.
    fn with_names(names: &[(Metal, &str, &str)]) -> Self {
        let home = Self::new();
        std::fs::create_dir(home.path("in")).unwrap();
        home.write("in/zeta.xlsx", &declaration("Zeta Ltd", names));
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
        let mut command = program(self.0.path(), args);
        command.env("RCOI_PERSON", "Ada Byron");
        command
    }

    /// Runs in the workspace `acme`, unless another is given.
    fn run(&self, args: &[&str]) -> Ran {
        let here = ["-w", "acme"];
        let is_given = args.first().is_some_and(|first| ["-w", "--sample", "init"].contains(first));
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

/// A CMRT of 6.5 with names that are not listed.
fn declaration(company: &str, names: &[(Metal, &str, &str)]) -> Vec<u8> {
    let clean = FilledCmrt::clean(Version::new(650)).field(CompanyField::Name, company);
    let row = |(metal, name, country): &(Metal, &str, &str)| {
        RowFilling::NotListed(*metal, (*name).to_owned(), (*country).to_owned(), String::new())
    };
    workbook(&names.iter().map(row).fold(clean, FilledCmrt::line))
}

/// The names of a listing, as written.
fn names(listed: &[Value]) -> Vec<&str> {
    listed.iter().map(|one| one["name_as_written"].as_str().unwrap()).collect()
}

/// The names of a record's fields, which programs rely on.
fn keys(record: &Value) -> String {
    record.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn open_names_are_listed_with_their_candidates() {
    let home = Home::with_demo();
    let open = home.list(&["list", "rows", "--outcome", "open"]);
    let listed = home.matches();
    let rows: u64 = listed.iter().map(|name| name["rows"].as_u64().unwrap()).sum();
    let nameable = open.iter().filter(|row| !row["metal"].is_null()).count();
    assert_eq!(usize::try_from(rows).unwrap(), nameable);
    let fields = "band best country_as_written ids_as_written metal name_as_written rows suppliers under_another_metal";
    assert_eq!(keys(&listed[0]), fields);
    assert_eq!(keys(&listed[0]["best"]), "cid country country_name facility how name score why");
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

/// Twelve names that differ from names of the list in a letter, one of them declared twice, and a bank.
const NEAR: [(Metal, &str, &str); 14] = [
    (Metal::Gold, "Lingshan Gold Smelting", "CHINA"),
    (Metal::Gold, "lingshan gold smelting", "China"),
    (Metal::Gold, "Goldwachtt Feinmetall", "GERMANY"),
    (Metal::Gold, "Red Messa Refining", "UNITED STATES OF AMERICA"),
    (Metal::Gold, "Tesaro Oro", "ITALY"),
    (Metal::Gold, "Donnau Edelmetalle", "AUSTRIA"),
    (Metal::Gold, "Suryakirann Bullion", "INDIA"),
    (Metal::Gold, "Kivumbba Gold Refinery", "RWANDA"),
    (Metal::Gold, "Ophirvalle Precious Metals", "SOUTH AFRICA"),
    (Metal::Tantalum, "Ferrisall Tantalum Products", "UNITED STATES OF AMERICA"),
    (Metal::Tantalum, "Harzwerkk Refraktaer", "GERMANY"),
    (Metal::Tantalum, "Mitsuharra Rare Metals", "JAPAN"),
    (Metal::Tungsten, "Wolfram Steinnach", "AUSTRIA"),
    (Metal::Gold, "First Quonset Bank", "PERU"),
];

#[test]
fn the_accept_band_is_taken_as_one_change() {
    let home = Home::with_names(&NEAR);
    let sure = home.matches().iter().filter(|name| name["band"] == "accept").count();
    assert!(sure >= 11, "{:?}", home.matches());
    let (code, out, _) = home.run(&["resolve"]);
    assert!(code == 0 && out.starts_with("13 names open, in 14 rows\n"), "{out}");
    assert!(out.contains(&format!("  accept  {sure} names, {} rows\n", sure + 1)), "{out}");
    let (code, out, err) = home.run(&["resolve", "--accept-band", "--dry-run"]);
    assert!(code == 0 && out.ends_with("Nothing was taken: this was a dry run\n"), "{out}{err}");
    assert!(out.contains("the 10 least certain of them:\n"), "{out}");
    let scores: Vec<&str> =
        out.lines().filter_map(|line| line.strip_suffix(" %")?.rsplit(' ').next()).collect();
    assert!(scores.len() == 10 && scores.is_sorted(), "{scores:?}");
    assert!(home.list(&["list", "decisions"]).is_empty());

    let (code, out, err) = home.run(&["resolve", "--accept-band"]);
    let title = format!("Accept {sure} names of the accept band ({} rows)", sure + 1);
    assert!(code == 0 && out.ends_with(&format!("Taken: {title}\n")), "{out}{err}");
    let history = home.list(&["list", "history"]);
    assert_eq!(history.iter().filter(|change| change["title"] == title.as_str()).count(), 1);
    let decisions = home.list(&["list", "decisions"]);
    assert_eq!(decisions.len(), sure);
    let fields = "at by cid country_as_written decision facility facility_name list metal method name_as_written rows score";
    assert_eq!(keys(&decisions[0]), fields);
    for decision in &decisions {
        assert_eq!((&decision["method"], &decision["by"]), (&json!("accept band"), &json!("Ada Byron")));
        assert!(
            decision["score"].as_f64().unwrap() > 0.5 && !decision["facility_name"].is_null(),
            "{decision}"
        );
    }
    let lingshan = decisions.iter().find(|one| one["cid"] == "CID900006").unwrap();
    assert_eq!(lingshan["rows"], 2);
    assert!(home.matches().iter().all(|name| name["band"] != "accept"));
    let (code, out, _) = home.run(&["resolve", "--accept-band"]);
    assert!(code == 0 && out.ends_with("Nothing was taken: the accept band is empty\n"), "{out}");
    assert_eq!(home.run(&["verify"]).0, 0);
}

#[test]
fn nothing_is_decided_in_a_workspace_that_is_open_elsewhere_or_the_sample() {
    let home = Home::with_names(&NEAR);
    let (host, person) = ("desk".to_owned(), "Bo".to_owned());
    let owner = Owner { host, pid: 1, since: jiff::Timestamp::UNIX_EPOCH, person };
    let held = Store::open(Arc::new(RealDisk), &home.path("acme"), &owner).unwrap();
    let (code, _, err) = home.run(&["resolve", "--accept-band"]);
    assert!(code == 2 && err.contains("what to do"), "{err}");
    assert_eq!(home.run(&["resolve", "--accept-band", "--dry-run"]).0, 0, "looking is free");
    drop(held);
    assert!(home.list(&["list", "decisions"]).is_empty());
    let (code, out, err) = home.run(&["--sample", "resolve", "--accept-band"]);
    assert!(code == 2 && out.is_empty() && err.contains("the sample has no declared names"), "{err}");
}

/// Takes the accept band, and decides the rest by a table: a bank, and two names for one new facility.
const BY_HAND: &str = "Metal,Name as written,Country as written,Decision,Facility,Facility country,Facility city\n\
    Gold,First Quonset Bank,PERU,bank,,,\n\
    Tin,'=Unheard Tin,PERU,facility,'+Unheard Tin Works,PERU,Lima\n\
    Tin,Unheard Tin Company,PERU,facility,+Unheard Tin Works,Peru,lima\n";

fn outcomes(home: &Home, workspace: &str) -> Vec<(Value, Value, Value)> {
    let rows = home.list(&["-w", workspace, "list", "rows"]);
    rows.iter().map(|row| (row["row"].clone(), row["outcome"].clone(), row["cid"].clone())).collect()
}

#[test]
fn decisions_go_to_another_workspace_and_back() {
    let mut all = NEAR.to_vec();
    all.push((Metal::Tin, "=Unheard Tin", "PERU"));
    all.push((Metal::Tin, "Unheard Tin Company", "PERU"));
    let home = Home::with_names(&all);
    home.write("hand.csv", BY_HAND.as_bytes());
    assert_eq!(home.run(&["resolve", "--accept-band"]).0, 0);
    let (code, out, err) = home.run(&["decisions", "import", "hand.csv"]);
    assert!(code == 0 && out.ends_with("Taken: Import 3 decisions on names from hand.csv\n"), "{out}{err}");
    assert!(
        out.contains("taken: line 4: Tin “Unheard Tin Company”: +Unheard Tin Works, a new facility"),
        "{out}"
    );
    assert_eq!(home.run(&["decisions", "export", "-o", "out.csv"]).0, 0);
    assert_eq!(home.run(&["decisions", "export", "-o", "out.csv"]).0, 2, "never over another file");
    let (_, csv, _) = home.run(&["decisions", "export"]);
    assert!(
        csv.contains("Tin,'=Unheard Tin,PERU,facility,,'+Unheard Tin Works,PERU,Lima,from a file,,"),
        "{csv}"
    );

    home.make("next", "in");
    let (code, out, err) = home.run(&["-w", "next", "decisions", "import", "out.csv", "--dry-run"]);
    assert!(code == 0 && out.contains("Nothing was taken"), "{out}{err}");
    assert!(home.list(&["-w", "next", "list", "decisions"]).is_empty());
    let (code, out, err) = home.run(&["-w", "next", "decisions", "import", "out.csv"]);
    assert!(code == 0 && out.contains(" 0 rows refused\n"), "{out}{err}");
    assert_eq!(outcomes(&home, "next"), outcomes(&home, "acme"));
    let decisions = home.list(&["-w", "next", "list", "decisions"]);
    assert!(decisions.iter().all(|one| one["method"] == "from a file"), "{decisions:?}");
    assert!(decisions.iter().any(|one| one["score"].as_f64().is_some_and(|score| score > 0.5)));
    let (code, out, _) = home.run(&["-w", "next", "decisions", "import", "out.csv", "--replace"]);
    assert!(code == 0 && out.contains("decisions on names, 0 taken") && !out.contains("Taken"), "{out}");
    let history = home.list(&["-w", "next", "list", "history"]);
    assert_eq!(
        history.iter().filter(|one| one["title"].to_string().contains("decisions on names")).count(),
        1
    );
    assert_eq!(home.run(&["-w", "next", "verify"]).0, 0);
}

#[test]
fn decisions_that_differ_are_kept_and_rows_that_say_none_are_refused() {
    let home = Home::with_names(&NEAR);
    assert_eq!(home.run(&["resolve", "--accept-band"]).0, 0);
    home.write(
        "other.csv",
        "Metal;Name;Country;Decision;CID\nTungsten;WOLFRAM STEINNACH;AT;trader;\nGold;x;;perhaps;\nGold;First Quonset Bank;Peru;bank;\n".as_bytes(),
    );
    let (code, out, err) = home.run(&["decisions", "import", "other.csv"]);
    assert!(code == 1 && err.is_empty(), "{err}");
    for words in [
        "decisions on names, 1 taken, 0 replaced, 0 the same, 1 kept, 1 row refused\n",
        "kept: line 2: Tungsten “WOLFRAM STEINNACH”: no facility (trader); here it is CID900402 Wolfram Steinach AG\n",
        "refused: line 3: “perhaps” is no decision",
        "--replace",
        "Taken: Import 1 decision on a name from other.csv\n",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let (code, out, _) = home.run(&["decisions", "import", "other.csv", "--replace"]);
    assert!(code == 1 && out.contains("replaced: line 2: "), "{out}");
    let steinach = home.list(&["list", "decisions", "--search", "steinnach"]);
    assert_eq!((&steinach[0]["decision"], &steinach[0]["rows"]), (&json!("trader"), &json!(1)));
    assert_eq!(home.run(&["verify"]).0, 0);
    home.write("no.csv", b"Supplier,Number\nA,1\n");
    for (file, words) in [("no.csv", "no row heads decisions on names"), ("gone.csv", "gone.csv")] {
        let (code, out, err) = home.run(&["decisions", "import", file]);
        assert!(code == 2 && out.is_empty() && err.contains(words) && err.contains("what to do"), "{err}");
    }
}

#[test]
fn a_decision_that_a_list_contradicts_stays_and_is_shown() {
    let home = Home::with_names(&NEAR);
    home.write("trader.csv", b"Metal,Name,Country,Decision\nGold,linshan gold,CHINA,trader\n");
    assert_eq!(home.run(&["decisions", "import", "trader.csv"]).0, 0);
    let findings = home.list(&["list", "findings"]);
    let found: Vec<&Value> =
        findings.iter().filter(|finding| finding["rule"] == "DECISION_DIFFERS_FROM_LIST").collect();
    assert_eq!(found.len(), 1);
    let words = found[0]["message"].as_str().unwrap();
    assert!(
        words.contains("no facility (trader)")
            && words.ends_with("CID900006 Linshan Gold Smelting Co., Ltd.")
    );
    assert_eq!(names(&home.list(&["list", "decisions"])), ["linshan gold"]);
}

#[test]
fn lines_are_told_as_an_editor_shows_them() {
    let home = Home::with_names(&NEAR);
    let lines = [
        "Metal,Name,Country,Decision",
        "",
        "Gold,\"Two",
        "lines\",CHINA,trader",
        "",
        "",
        "Gold,x,,perhaps",
        "Gold,y,,perhaps",
        "",
    ];
    for (file, end) in [("unix.csv", "\n"), ("windows.csv", "\r\n")] {
        home.write(file, lines.join(end).as_bytes());
        let (code, out, err) = home.run(&["decisions", "import", file, "--dry-run"]);
        assert_eq!(code, 1, "{err}");
        for words in ["taken: line 3: ", "refused: line 7: ", "refused: line 8: "] {
            assert!(out.contains(words), "{file}: {words}\n{out}");
        }
    }
}

#[test]
fn rows_with_cells_under_the_wrong_header_are_refused() {
    let home = Home::with_names(&NEAR);
    let table = "Metal,Name as written,Country as written,Decision,CID,Facility,Facility country\r\n\
        Gold,First Quonset Bank,PERU,facility,,Quonset Co., Ltd.,PERU\r\n\
        Gold,Second Quonset Bank,PERU,facility,,Quonset,Ltd.\r\n\
        Gold,Third Quonset Bank,PERU,facility,,\"Quonset Co., Ltd.\",PERU\r\n";
    home.write("shifted.csv", table.as_bytes());
    let (code, out, err) = home.run(&["decisions", "import", "shifted.csv"]);
    assert_eq!((code, err.as_str()), (1, ""));
    for words in [
        "2 taken, 0 replaced, 0 the same, 0 kept, 1 row refused",
        "refused: line 2: this row has 8 cells, and the header 7 columns",
        "needs quotation marks",
        "note: line 3: “Ltd.”, the facility’s country, is no country that is known\n",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert!(!out.contains("note: line 4"), "{out}");
}

#[test]
fn the_same_name_under_another_metal_is_listed() {
    let home = Home::with_names(&[(Metal::Tin, "Goldwacht Feinmetall GmbH", "GERMANY")]);
    let listed = home.matches();
    let others = json!([{"metal": "Gold", "cid": "CID900001", "name": "Goldwacht Feinmetall GmbH"}]);
    assert_eq!(listed[0]["under_another_metal"], others, "{listed:?}");
    let (_, csv, _) = home.run(&["list", "matches", "--format", "csv"]);
    assert!(csv.lines().next().unwrap().ends_with(",Why,Under another metal"), "{csv}");
    assert!(csv.contains("\"Goldwacht Feinmetall GmbH (Gold, CID900001)\""), "{csv}");
}

#[test]
fn facilities_tell_how_many_suppliers_name_them() {
    let home = Home::with_names(&NEAR);
    assert_eq!(home.run(&["resolve", "--accept-band"]).0, 0);
    let listed = home.list(&["list", "smelters", "--search", "goldwacht"]);
    assert_eq!((listed.len(), &listed[0]["suppliers"]), (1, &json!(1)), "{listed:?}");
    let (_, table, _) = home.run(&["list", "smelters", "--search", "goldwacht", "--format", "csv"]);
    let (head, row) = table.split_once('\n').unwrap();
    let at = head.split(',').position(|words| words == "Suppliers").unwrap();
    assert_eq!(row.split(',').nth(at), Some("1"), "{table}");
}
