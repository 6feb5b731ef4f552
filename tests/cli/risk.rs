//! `rcoi import --as risk`: what is taken, what is refused, and what becomes of ratings, flags and findings.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use rcoi::store::{RealDisk, write_atomic};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::at_hand::at_hand;
use crate::common::home::program;

/// A home with a workspace `acme` of 2022.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        home.run(&["init", "acme", "--company", "Acme", "--year", "2022"]);
        home
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        write_atomic(&RealDisk, &path, text.as_bytes()).unwrap();
        path
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = program(self.0.path(), args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn json(&self, args: &[&str]) -> Value {
        let (code, out, err) = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    }

    /// Imports a file as a risk list of a day.
    fn risk(&self, files: &[&Path]) -> (i32, String, String) {
        let files: Vec<&str> = files.iter().map(|path| path.to_str().unwrap()).collect();
        self.run(&[&["import", "--as", "risk", "--as-of", "2023-01-15"], files.as_slice()].concat())
    }

    /// Rating and flags of the facility with a CID.
    fn judged(&self, cid: &str) -> (String, Vec<String>) {
        let rows = self.json(&["list", "smelters"]);
        let row = rows.as_array().unwrap().iter().find(|row| row["cid"] == cid).unwrap().clone();
        let flags = row["flags"].as_array().unwrap().iter().map(|flag| flag.as_str().unwrap().to_owned());
        (row["rating"].as_str().unwrap().to_owned(), flags.collect())
    }

    fn rules(&self) -> Vec<String> {
        let found = self.json(&["list", "findings"]);
        found.as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap().to_owned()).collect()
    }
}

const TABLE: &str = "metal,CID,name,country,status\nGold,CID900001,Example Refining Ltd,ITALY,Indeterminable\n\
                     Tin,CID900002,Second Works,RWANDA,Conformant\n";

#[test]
fn hits_and_possible_hits_become_flags_ratings_and_findings_and_leave_with_their_list() {
    let home = Home::new();
    let table = home.write("table.csv", TABLE);
    assert_eq!(home.run(&["import", table.to_str().unwrap()]).0, 0);
    assert_eq!(home.judged("CID900001").0, "medium");
    let (code, out, err) = home.risk(&[&home.write("own.csv", "name\nExample Refining\n")]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("sanctions list, as of 2023-01-15, 1 entry"), "{out}");
    assert!(out.contains("Of Annex I: 0 hits, 1 possible hit"), "{out}");
    let (rating, flags) = home.judged("CID900001");
    assert_eq!(
        (rating.as_str(), flags.first().map(String::as_str)),
        ("medium", Some("POSSIBLE_SANCTION_MATCH"))
    );
    assert!(home.rules().contains(&"POSSIBLE_SANCTION_HIT".to_owned()));
    let sure = home.write("sure-2023-02-01.csv", "CID,list\nCID900001,Example\n");
    let (code, _, err) = home.run(&["import", "--as", "risk", sure.to_str().unwrap()]);
    assert_eq!(code, 0, "the day is in the name: {err}");
    let (rating, flags) = home.judged("CID900001");
    assert_eq!((rating.as_str(), flags.first().map(String::as_str)), ("critical", Some("SANCTION_MATCH")));
    assert!(home.rules().contains(&"SANCTIONED_FACILITY".to_owned()));
    let flagged = home.json(&["list", "smelters", "--flag", "sanction_match", "--risk", "critical"]);
    assert_eq!(flagged.as_array().unwrap().len(), 1);
    let lists = home.json(&["list", "lists"]);
    let kinds: Vec<(&str, u64)> = lists
        .as_array()
        .unwrap()
        .iter()
        .map(|list| (list["kind"].as_str().unwrap(), list["matched"].as_u64().unwrap()))
        .collect();
    assert_eq!(kinds, [("sanctions", 1), ("sanctions", 1)]);
    let (_, out, _) = home.run(&["verify"]);
    assert!(out.contains("sound"), "{out}");
}

#[test]
fn ofacs_files_of_one_call_are_one_list_and_a_part_without_names_is_refused() {
    let home = Home::new();
    let table = home.write("table.csv", TABLE);
    home.run(&["import", table.to_str().unwrap()]);
    let sdn = "36,\"OTHER NAME\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
    let names = home.write("SDN.CSV", sdn);
    let aliases = home.write("ALT.CSV", "36,1,\"aka\",\"EXAMPLE REFINING LTD\",-0- \n");
    let addresses = home.write("ADD.CSV", "36,2,\"Way\",\"Milan\",\"Italy\",-0- \n");
    let (code, _, err) = home.risk(&[&aliases]);
    assert!(code == 2 && err.contains("give SDN.CSV"), "{err}");
    let (code, out, _) = home.risk(&[&names, &aliases, &addresses]);
    assert!(code == 0 && out.contains("Of Annex I: 1 hit"), "{out}");
    assert_eq!(home.judged("CID900001").0, "critical");
    let kept = std::fs::read_dir(home.0.path().join("acme/originals")).unwrap().count();
    assert_eq!(kept, 4, "the table and all three are kept as they came");
}

#[test]
fn what_is_no_risk_list_or_has_no_day_is_refused_with_its_place() {
    let home = Home::new();
    let refused = |name: &str, text: &str, words: &[&str]| {
        let (code, out, err) = home.risk(&[&home.write(name, text)]);
        assert!(code == 2 && out.is_empty(), "{out}{err}");
        words.iter().for_each(|word| assert!(err.contains(word), "{word:?} is not in\n{err}"));
    };
    refused("comma.csv", "name,cid\nA, B,CID900001\n", &["line 2, column 3", "quotation marks"]);
    refused("other.csv", "foo,bar\n1,2\n", &["line 1, column 1", "docs/files.md"]);
    let list = home.write("list.csv", "name\nA\n");
    let (code, _, err) = home.run(&["import", "--as", "risk", list.to_str().unwrap()]);
    assert!(code == 2 && err.contains("--as-of"), "{err}");
}

/// The shared CMRTs but one, with both status lists.
fn season() -> Option<Home> {
    let names = [
        "alpha-assembly-6.22.xlsx",
        "borealis-circuits-6.5.xlsx",
        "delta-cables-6.22.xls",
        "filled-2.02.xlsx",
        "filled-3.01.xlsx",
        "template-6.22.xlsx",
        "template-6.5.xlsx",
    ];
    let paths: Option<Vec<PathBuf>> =
        names.iter().map(|name| at_hand(&format!("data/cmrt/{name}"))).collect();
    let lists = [at_hand("data/lists/active.xml")?, at_hand("data/lists/conformant.csv")?];
    let home = Home::new();
    let import = |args: &[&str], paths: &[PathBuf]| {
        let files: Vec<&str> = paths.iter().map(|path| path.to_str().unwrap()).collect();
        let (code, _, err) = home.run(&[&["import"], args, files.as_slice()].concat());
        assert_eq!(code, 0, "{err}");
    };
    import(&["--new-suppliers"], &paths?);
    import(&["--as", "status", "--as-of", "2022-12-31", "--complete"], &lists);
    Some(home)
}

#[test]
fn a_line_with_a_cid_rates_a_declared_refinery_critical_and_its_name_alone_does_not() {
    let Some(home) = season() else { return };
    let (rating, flags) = home.judged("CID003387");
    assert_eq!((rating.as_str(), flags), ("none", vec!["COVERED_COUNTRY_LOCATION".to_owned()]));
    let before = home.judged("CID001326").0;
    home.risk(&[&home.write("names.csv", "name\nOJSC Krastsvetmet\n")]);
    let (rating, flags) = home.judged("CID001326");
    assert!(rating == before && flags.contains(&"POSSIBLE_SANCTION_MATCH".to_owned()), "{rating} {flags:?}");
    home.risk(&[&home.write("cids.csv", "name,cid\nSomebody,CID001326\n")]);
    let (rating, flags) = home.judged("CID001326");
    assert!(rating == "critical" && flags.contains(&"SANCTION_MATCH".to_owned()), "{rating} {flags:?}");
}
