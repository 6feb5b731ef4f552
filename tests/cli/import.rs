//! `rcoi import`: what it says.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use rcoi::demo::{Filled, suppliers, workbook};
use rcoi::domain::cmrt::Version;
use rcoi::store::{RealDisk, write_atomic};
use tempfile::TempDir;

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
        let blank = [("template.xlsx".to_owned(), workbook(&Filled::blank(Version::new(650))))];
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

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = program(self.0.path(), args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
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
Rows passed over:
  line 3, column 1: this row has neither a name nor a CID
Remarks:
  line 4, column 4: the status \u{201c}Odd\u{201d} is not known; the row has none
Taken: Import table.csv (2 new facilities, 0 known)
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
