//! `rcoi import`: what it says, and that the interface takes the same.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rcoi::demo::{FilledCmrt, suppliers, workbook};
use rcoi::domain::Edit;
use rcoi::domain::cmrt::Version;
use rcoi::store::{Opened, RealDisk, Store, canonical, write_atomic};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::app::Desk;
use crate::common::home::program;

const TABLE: &str = "metal,name,country,status\nGold,First Works,SWITZERLAND,Conformant\nGold,,ITALY,Active\n\
                     Tin,Second Works,PERU,Odd\n";

const LIST: &str = "CID,Metal,Smelter Name,Country,Last Audit Date\nCID900001,Gold,Aurora Works,SWITZERLAND,2025-01-02\n\
                    nothing,Gold,No Works,ITALY,\n";

/// A home with a workspace and files of every kind in the folder `in`.
struct Home(TempDir);

impl Home {
    fn new(names: &[&str]) -> Self {
        let home = Self(TempDir::new().unwrap());
        home.run(&["init", "acme", "--company", "Acme", "--year", "2026"]);
        std::fs::create_dir(home.path("in")).unwrap();
        let sent =
            suppliers().into_iter().filter(|(name, _)| names.iter().any(|some| name.starts_with(some)));
        let blank = [("template.xlsx".to_owned(), workbook(&FilledCmrt::blank(Version::new(650))))];
        for (name, bytes) in sent.chain(blank) {
            write_atomic(&RealDisk, &home.path("in").join(name), &bytes).unwrap();
        }
        for (name, text) in [("list.csv", LIST), ("table.csv", TABLE), ("z.pdf", "%PDF")] {
            write_atomic(&RealDisk, &home.path("in").join(name), text.as_bytes()).unwrap();
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        write_atomic(&RealDisk, &self.path("in").join(name), text.as_bytes()).unwrap();
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = program(self.0.path(), args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn open(&self) -> Opened {
        Store::open_reading(Arc::new(RealDisk), &self.path("acme")).unwrap()
    }
}

/// What is said of the files, but for what the rules find of declarations, which depends on the day.
const SAID: &str = "\
table.csv: facility table, table, 2 rows
Columns:
  metal = metal
  name = name
  country = country
  status = status
Tantalum 0, Tin 1, Gold 1, Tungsten 0
Conformant 1, Active 0, Indeterminable 0, Unresolved 1
2 new facilities, 0 known already, 1 row passed over, 1 remark
Taken as annex of record: it has statuses, and the workspace has no declarations
Rows passed over:
  line 3, column 1: this row has neither a name nor a CID
Remarks:
  line 4, column 4: the status \u{201c}Odd\u{201d} is not known; it is kept as a word alone
Taken: Import table.csv as annex of record (2 new facilities, 0 known)
Aldermoor_CMRT_6.5.xlsx: CMRT 6.5 of Aldermoor Assemblies Ltd. (fictional), a new supplier; rows: 28 = 28 resolved + 0 duplicate + 0 special + 0 rejected + 0 open
Brightwater CMRT 6.31.xlsx: CMRT 6.31 of Brightwater Circuits Inc. (fictional), a new supplier; 18 rows, which do not count: a newer declaration does
Brightwater CMRT 6.5 rev2.xlsx: CMRT 6.5 of Brightwater Circuits Inc. (fictional); rows: 25 = 17 resolved + 1 duplicate + 0 special + 0 rejected + 7 open
template.xlsx: a blank CMRT 6.5, which declares nothing
list.csv: a reference list: list, 1 facility
template.xlsx: a reference list: Look-up of CMRT 6.5, 64 facilities
Brightwater CMRT 6.31.xlsx: a reference list: Look-up of CMRT 6.31, 64 facilities
list.csv: line 3, column 1: this row was not taken: it has no CID
list.csv: line 1, column 5: read as names only; what it says of audits was not used: \u{201c}Last Audit Date\u{201d}
All rows that count: 53 = 45 resolved + 1 duplicate + 0 special + 0 rejected + 7 open
Taken: Import 3 declarations and 3 reference lists (71 rows, 34 new facilities)
";

#[test]
fn what_is_said_of_every_kind_of_file() {
    let home = Home::new(&["Aldermoor", "Brightwater"]);
    let (code, out, err) = home.run(&["import", "in", "--new-suppliers", "--lists"]);
    let said = [", green;", ", validation-needed;", ", high-risk;"]
        .iter()
        .fold(out, |out, word| out.replace(word, ";"));
    assert_eq!(said, SAID);
    assert!(code == 1 && err.contains("this is a PDF"), "{err}");
    let (code, out, _) = home.run(&["import", "in", "--new-suppliers"]);
    let again = [
        "Nothing to do: this file was imported on ",
        " already, as table.csv (table)\n",
        "Aldermoor_CMRT_6.5.xlsx: nothing to do: Aldermoor Assemblies Ltd. (fictional) sent this CMRT 6.5, and it is there\n",
        "list.csv: nothing to do: a reference list that is there: list, 1 facility\n",
    ];
    assert!(code == 1 && again.iter().all(|words| out.contains(words)) && !out.contains("Taken"), "{out}");
}

#[test]
fn look_ups_that_differ_from_file_to_file_are_named_and_left() {
    let home = Home::new(&[]);
    std::fs::remove_file(home.path("in/template.xlsx")).unwrap();
    for (name, leaves_out) in [("a.xlsx", 0), ("b.xlsx", 1)] {
        let mut filled = FilledCmrt::clean(Version::new(640));
        filled.look_up.entries.truncate(filled.look_up.entries.len() - leaves_out);
        write_atomic(&RealDisk, &home.path("in").join(name), &workbook(&filled)).unwrap();
    }
    let words = "the look-ups of CMRT 6.4 differ from file to file: none is taken as a list";
    let out = home.run(&["import", "in", "--new-suppliers", "--lists"]).1;
    assert!(out.contains(words), "{out}");
    let mut desk = Desk::on(home.open().workspace, (150, 40));
    desk.import(&home.path("in"));
    assert!(desk.text().contains(words), "{}", desk.text());
    desk.keys("l");
    assert_eq!(desk.app.core.toast.as_ref().unwrap().text, words);
}

/// The edits within edits, in order, with identifiers numbered as they come and without who and when.
fn plain<'a>(edits: impl IntoIterator<Item = &'a Edit>) -> Vec<Value> {
    let (mut flat, mut ids) = (Vec::new(), BTreeMap::new());
    edits.into_iter().for_each(|edit| flatten(edit, &mut flat));
    let mut values: Vec<Value> = flat.into_iter().map(|edit| serde_json::to_value(edit).unwrap()).collect();
    values.iter_mut().for_each(|value| number(value, &mut ids));
    values
}

fn flatten<'a>(edit: &'a Edit, flat: &mut Vec<&'a Edit>) {
    if let Edit::Batch(edits) = edit {
        edits.iter().for_each(|edit| flatten(edit, flat));
    } else {
        flat.push(edit);
    }
}

fn number(value: &mut Value, ids: &mut BTreeMap<String, usize>) {
    match value {
        Value::String(text)
            if text.len() == 16 && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) =>
        {
            let next = ids.len();
            *text = format!("#{}", ids.entry(text.clone()).or_insert(next));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| number(value, ids)),
        Value::Object(fields) => {
            fields.retain(|key, _| !["at", "by", "imported_at"].contains(&key.as_str()));
            fields.values_mut().for_each(|value| number(value, ids));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Status lists of the season, their days in the names of their files, on which facilities of the demo stand.
fn status_lists() -> [(&'static str, String); 2] {
    let header = "Metal,Smelter ID,Smelter Name,Country,Last Audit Date\n";
    let listed = rcoi::demo::look_up().entries;
    let row = |entry: &rcoi::domain::ListEntry| {
        format!("{},{},\"{}\",\"{}\",2026-02-01\n", entry.metal, entry.cid, entry.name, entry.country)
    };
    let of = |some: &[rcoi::domain::ListEntry]| some.iter().map(row).collect::<String>();
    let (conformant, active) = listed.split_at(listed.len() / 2);
    [
        ("conformant-2026-06-30.csv", format!("{header}{}", of(conformant))),
        ("active-2026-06-30.csv", format!("{header}{}", of(active))),
    ]
}

#[test]
fn a_folder_enters_the_same_by_the_command_and_in_the_interface() {
    // The table is said to be an annex, the lists to be complete; what they change is looked at, then taken.
    for (lists, keys) in [(None, "r<enter>cyy"), (Some("--lists"), "r<enter>clyy")] {
        let home = Home::new(&["Aldermoor", "Brightwater", "CMRT_Cinderhaven", "Fenwick"]);
        for (name, text) in status_lists() {
            write_atomic(&RealDisk, &home.path("in").join(name), text.as_bytes()).unwrap();
        }
        let mut desk = Desk::on(home.open().workspace, (150, 40));
        let start = canonical(&desk.app.core.workspace).unwrap();
        desk.import(&home.path("in")).keys(keys);
        assert_eq!(desk.entries.len(), 1, "{}", desk.text());
        let today = desk.app.core.today().to_string();
        let args = ["import", "in", "--new-suppliers", "--complete", "--received", &today];
        home.run(&args.into_iter().chain(lists).collect::<Vec<_>>());
        let opened = home.open();
        assert_eq!(opened.workspace.status_lists.len(), 2);
        let commanded = opened.store.load_history().unwrap().entries;
        let (of_command, of_interface) = (
            plain(commanded.iter().map(|entry| &entry.edit)),
            plain(desk.entries.iter().map(|entry| &entry.edit)),
        );
        assert!(of_command.len() > 100);
        for (one, other) in of_command.iter().zip(&of_interface) {
            assert_eq!(one, other, "{lists:?}");
        }
        assert_eq!(of_command.len(), of_interface.len(), "{lists:?}");
        // Both are taken back to the same bytes.
        let mut ws = opened.workspace;
        commanded.iter().rev().for_each(|entry| entry.edit.inverse().apply(&mut ws).unwrap());
        assert_eq!(canonical(&ws).unwrap(), start);
        desk.keys("<esc>uy");
        assert_eq!(canonical(&desk.app.core.workspace).unwrap(), start);
    }
}

#[test]
fn a_cmrt_and_its_look_up_are_withdrawn_by_the_name_of_the_file() {
    let home = Home::new(&["Aldermoor"]);
    let file = "in/Aldermoor_CMRT_6.5.xlsx";
    assert_eq!(home.run(&["import", file, "--new-suppliers", "--lists"]).0, 0);
    let name = "Aldermoor_CMRT_6.5.xlsx";
    let (code, out, err) = home.run(&["withdraw", name]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("rcoi withdraw Aldermoor_CMRT_6.5.xlsx --list"), "{out}");
    assert!(home.open().workspace.declarations.is_empty());
    assert_eq!(home.open().workspace.lists.len(), 1);
    let (code, _, err) = home.run(&["withdraw", name, "--list"]);
    assert_eq!((code, home.open().workspace.lists.len()), (0, 0), "{err}");
}

#[test]
fn an_import_of_nothing_but_refused_lists_is_none() {
    let home = Home::new(&[]);
    for name in ["conformant.csv", "active.csv"] {
        home.write(name, "Smelter ID,Standard Smelter Name,Metal,Country\nCID900001,A,Gold,PERU\n");
    }
    let list = ["in/conformant.csv", "in/active.csv", "--as", "status", "--as-of", "2199-12-31"];
    let (code, _, err) = home.run(&[&["import"], &list[..]].concat());
    assert_eq!((code, err.matches("still to come").count()), (2, 2), "{err}");
}

#[test]
fn rows_of_a_status_list_that_are_nobodys_here_are_said() {
    let home = Home::new(&[]);
    home.write("annex.csv", "metal,name,country,CID\nGold,Pacific Crest Mint,AUSTRALIA,CID900012\n");
    assert_eq!(home.run(&["import", "in/annex.csv", "--as", "annex"]).0, 0);
    let rows = "Smelter ID,Standard Smelter Name,Metal,Country\nCID900012,Maple Fork Mint,Gold,Canada\n\
        CID900302,,Gold,\nCID900303,Refinadora Oro Pampa S.A.,Gold,Argentina\n";
    home.write("conformant.csv", rows);
    let (code, out, err) =
        home.run(&["import", "in/conformant.csv", "--as", "status", "--as-of", "2025-12-31"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("2 rows name no facility here: CID900302, CID900303 Refinadora Oro Pampa S.A.\n"),
        "{out}"
    );
    assert!(out.contains("1 row waits for a decision in Matches: CID900012 Maple Fork Mint\n"), "{out}");
    assert!(out.contains("No status of Annex I changes"), "{out}");
}

#[test]
fn a_filing_of_an_earlier_year_is_a_baseline_whatever_its_wording() {
    let home = Home::new(&[]);
    for (at, heading) in
        ["2019 Conflict Minerals Report", "For the 2019 reporting period", "Fiscal year ended June 30, 2019"]
            .iter()
            .enumerate()
    {
        let text = format!(
            "Acme Corp\n{heading}\n\nThis report is under Rule 13p-1 on conflict minerals.\n\nAnnex I\n\nMetal\tSmelter\tCountry\tStatus\n\
            Gold\tPacific Crest Mint\tAUSTRALIA\tConformant\n"
        );
        let name = format!("filing{at}.txt");
        home.write(&name, &text);
        let (_, out, err) = home.run(&["import", &format!("in/{name}"), "--dry-run"]);
        assert!(out.contains("Taken as baseline"), "{heading}: {out}{err}");
    }
}
