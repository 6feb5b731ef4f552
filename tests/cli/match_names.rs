//! `rcoi match` with reference lists of every kind. All names are made up.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use rcoi::demo::{self, Fault, FilledCmrt, SheetKind};
use rcoi::domain::Metal;
use rcoi::domain::cmrt::Version;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::common::home::program;

/// A folder with files, and what the program makes of them.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, Vec<u8>)]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (name, bytes) in files {
            rcoi::store::write_atomic(&rcoi::store::RealDisk, &folder.0.path().join(name), bytes).unwrap();
        }
        folder
    }

    /// Exit code, stdout and stderr.
    fn run(&self, args: &[&str]) -> (i32, Vec<u8>, String) {
        let ran = program(self.0.path(), &["match"]).args(args).output().unwrap();
        (ran.status.code().unwrap(), ran.stdout, String::from_utf8(ran.stderr).unwrap())
    }

    /// What is found for each name of `names.csv`: its row by column.
    fn found(&self, args: &[&str]) -> Vec<BTreeMap<String, String>> {
        let (code, out, err) = self.run(&[args, &["names.csv"]].concat());
        assert_eq!(code, 0, "{err}");
        rows(&out)
    }

    /// The problem with which the program ends.
    fn refused(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!((code, out.len()), (2, 0), "{err}");
        err
    }
}

/// The rows of a table with a header, by column.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let sheet = rcoi::import::cells(bytes).unwrap().remove(0);
    let (_, head) = sheet.rows[0].clone();
    let row = |(_, cells): (u32, Vec<String>)| head.iter().cloned().zip(cells).collect();
    sheet.rows.into_iter().skip(1).map(row).collect()
}

/// The cells of some columns, each row in one line.
fn shown(rows: &[BTreeMap<String, String>], columns: &[&str]) -> Vec<String> {
    let line = |row: &BTreeMap<String, String>| {
        columns.iter().map(|c| row[*c].clone()).collect::<Vec<_>>().join(" | ")
    };
    rows.iter().map(line).collect()
}

fn cmrt(version: &str) -> Vec<u8> {
    demo::workbook(&FilledCmrt::blank(Version::parse(version).unwrap()))
}

/// The header of RMI's exports.
const EXPORT: [&str; 6] = [
    "Smelter ID",
    "Standard Smelter Name",
    "Metal",
    "Country Location",
    "State/Province/Region",
    "Last Audit Date",
];

/// What an older export says: one facility under another name, one that is there no more, one as it is.
const OLD: [[&str; 6]; 3] = [
    ["CID900022", "Quarrendon Assay Ltd.", "Gold", "UNITED KINGDOM", "", "2020-01-15"],
    ["CID900499", "Vildbergs Tungsten Oy", "Tungsten", "FINLAND", "", "2020-02-15"],
    ["CID900001", "Goldwacht Feinmetall GmbH", "Gold", "GERMANY", "", "2020-03-15"],
];

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([EXPORT].iter().chain(&OLD)) {
        sheet.write_row(row, 0, *cells).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn xml() -> Vec<u8> {
    let cell = |text: &&str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let row = |cells: &[&str; 6]| format!("<Row>{}</Row>", cells.iter().map(cell).collect::<String>());
    let rows: String = [EXPORT].iter().chain(&OLD).map(row).collect();
    let book = "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
                xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Sheet1\"><Table>";
    format!("<?xml version=\"1.0\"?>\n{book}{rows}</Table></Worksheet></Workbook>").into_bytes()
}

fn csv() -> Vec<u8> {
    [EXPORT].iter().chain(&OLD).map(|cells| cells.join(",") + "\n").collect::<String>().into_bytes()
}

fn names(rows: &[&str]) -> (&'static str, Vec<u8>) {
    ("names.csv", format!("name,metal,country,cid\n{}\n", rows.join("\n")).into_bytes())
}

#[test]
fn a_cmrt_is_a_reference_list_with_its_other_names() {
    let asked = names(&[
        "GOLDWACHT FEINMETALL GMBH,Gold,Germany,",
        "Kitamori Precious Metals,Gold,Japan,",
        "Yunnling Tin Company Limited,Tin,China,",
        ",Tungsten,Austria,CID900402",
        "Ganshui Tungsten,Tungsten,Austria,CID900402",
        "Standard Bank,Gold,South Africa,",
    ]);
    let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), asked]);
    let found = folder.found(&["--reference", "new.xlsx", "--with-ids"]);
    let columns = ["Band", "CID", "Standard name", "Listed", "Found by"];
    assert_eq!(
        shown(&found, &columns)[..5],
        [
            "accept | CID900001 | Goldwacht Feinmetall GmbH | yes | name",
            "accept | CID900002 | Kitamori Kikinzoku Co., Ltd. | yes | alias",
            "review | CID900303 | Yunling Tin Company Limited | yes | likeness",
            "accept | CID900402 | Wolfram Steinach AG | yes | ID",
            "review | CID900402 | Wolfram Steinach AG | yes | ID",
        ]
    );
    assert_eq!(found[5]["Band"], "none");
}

#[test]
fn what_older_lists_alone_have_is_removed_and_what_they_call_otherwise_is_found() {
    let asked = names(&[
        "Volframita do Brasil Ltda.,Tungsten,Brazil,",
        "Volframita do Brasil Ltda.,Tungsten,Brazil,CID900411",
        "Pennine Assay & Refining Ltd.,Gold,United Kingdom,",
        "Chenwu Tungsten,Tungsten,China,",
    ]);
    let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), ("old.xlsx", cmrt("6.22")), asked]);
    let found = folder.found(&["--reference", "new.xlsx", "--reference", "old.xlsx", "--with-ids"]);
    let columns = ["Band", "CID", "Standard name", "Listed"];
    assert_eq!(
        shown(&found, &columns),
        [
            "review | CID900411 | Volframita do Brasil Ltda. | removed",
            "review | CID900411 | Volframita do Brasil Ltda. | removed",
            "accept | CID900022 | Aldermark Metals Ltd. | yes",
            "accept | CID900401 | Chenwu Tungsten Industry Co., Ltd. | yes",
        ]
    );
    // Without the older list nobody has heard of it.
    let newest = folder.found(&["--reference", "new.xlsx"]);
    assert!(newest[0]["CID"] != "CID900411" && newest[0]["Band"] != "accept", "{:?}", newest[0]);
    // In a workbook the columns are the same.
    let (code, _, err) =
        folder.run(&["--reference", "new.xlsx", "--format", "xlsx", "-o", "out.xlsx", "names.csv"]);
    assert_eq!(code, 0, "{err}");
    let written = rows(&std::fs::read(folder.0.path().join("out.xlsx")).unwrap());
    assert_eq!(shown(&written, &["Listed", "Found by"])[3], "yes | alias");
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let asked = names(&[
        "Goldwacht,Gold,Germany,",
        "Harzwerk,Tungsten,,",
        "Harzwerk,Tin,,",
        "Rawasari,Tin,Indonesia,",
    ]);
    let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), ("old.xlsx", cmrt("6.22")), asked]);
    for format in ["csv", "tsv", "xlsx"] {
        let written = ["first", "second"].map(|out| {
            let out = format!("{out}.{format}");
            let lists = ["--reference", "new.xlsx", "--reference", "old.xlsx", "-o", &out];
            let (code, _, err) = folder.run(&[&lists[..], &["names.csv"]].concat());
            assert_eq!(code, 0, "{err}");
            std::fs::read(folder.0.path().join(out)).unwrap()
        });
        assert!(written[0] == written[1] && !written[0].is_empty(), "{format}");
    }
}

#[test]
fn exports_in_every_form_are_reference_lists() {
    let asked = names(&["Quarrendon Assay,Gold,United Kingdom,", "Vildbergs Tungsten Oy,Tungsten,Finland,"]);
    for (name, bytes) in [("old.xlsx", xlsx()), ("old.xml", xml()), ("old.csv", csv())] {
        let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), (name, bytes), asked.clone()]);
        let alone = folder.found(&["--reference", name]);
        let columns = ["Band", "CID", "Standard name", "Listed", "Found by"];
        assert_eq!(
            shown(&alone, &columns)[1],
            "accept | CID900499 | Vildbergs Tungsten Oy | yes | name",
            "{name}"
        );
        let older = folder.found(&["--reference", "new.xlsx", "--reference", name]);
        assert_eq!(
            shown(&older, &columns),
            [
                "accept | CID900022 | Aldermark Metals Ltd. | yes | name",
                "review | CID900499 | Vildbergs Tungsten Oy | removed | name",
            ],
            "{name}"
        );
        // A list with audits may be a choice of all facilities: what it lacks has not been removed.
        let choice = folder.found(&["--reference", name, "--reference", "new.xlsx"]);
        assert_eq!(shown(&choice, &["Listed"]), ["yes", "yes"], "{name}");
        assert_eq!(choice[0]["Standard name"], "Quarrendon Assay Ltd.", "{name}");
    }
}

#[test]
fn plain_tables_are_reference_lists_still() {
    let plain = "cid\tmetal\tname\nCID900001\tGold\tGoldwacht\nCID900001\tGold\tGoldwacht Zwei\n";
    let status = "CID,Metal,Name,Country,Status\nCID900001,Gold,Goldwacht,GERMANY,Active\n";
    let asked = names(&["Goldwacht,Gold,Germany,"]);
    let folder = Folder::with(&[("plain.tsv", plain.into()), ("status.csv", status.into()), asked]);
    let (code, out, err) = folder.run(&["--reference", "plain.tsv", "names.csv"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(shown(&rows(&out), &["CID", "Found by"]), ["CID900001 | name"]);
    assert!(err.contains("is there twice") && err.contains("row 3"), "{err}");
    assert_eq!(folder.found(&["--reference", "status.csv"])[0]["Band"], "accept");
}

#[test]
fn a_file_without_a_list_is_refused_with_what_to_do() {
    let bare = FilledCmrt::blank(Version::parse("6.5").unwrap());
    let empty = demo::workbook(&bare.clone().fault(Fault::Missing(SheetKind::LookUp)));
    let locked = demo::workbook(&bare.fault(Fault::Password("hidden".to_owned())));
    let files = [
        ("empty.xlsx", empty),
        ("locked.xlsx", locked),
        ("columns.csv", b"name,metal,country\nGoldwacht,Gold,Germany\n".to_vec()),
        ("letter.txt", b"Dear Sir,\nwe have no list.\n".to_vec()),
        names(&["Goldwacht,Gold,Germany,"]),
    ];
    let folder = Folder::with(&files);
    for (file, words) in [
        ("empty.xlsx", "no list of smelters with CIDs"),
        ("locked.xlsx", "password"),
        ("letter.txt", "a table with CID, metal, name and country"),
        ("names.csv", "no row of this list"),
        ("columns.csv", "no header row names the columns"),
        ("none.xlsx", "no such file"),
    ] {
        let err = folder.refused(&["--reference", file, "names.csv"]);
        for word in [words, file, "what to do: "] {
            assert!(err.contains(word), "{word:?} is not in\n{err}");
        }
    }
}

#[test]
fn no_file_is_written_over() {
    let asked = names(&["Goldwacht,Gold,Germany,"]);
    let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), asked.clone()]);
    for file in ["names.csv", "new.xlsx"] {
        // Said before anything is read: the reference list is not even there.
        let err = folder.refused(&["--reference", "none.csv", "names.csv", "-o", file]);
        assert!(err.contains("there is such a file already") && err.contains(file), "{err}");
    }
    assert_eq!(std::fs::read(folder.0.path().join("names.csv")).unwrap(), asked.1);
}

#[test]
fn the_format_follows_the_ending_and_may_not_contradict_it() {
    let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), names(&["Goldwacht,Gold,Germany,"])]);
    let base = ["--reference", "new.xlsx", "names.csv"];
    let written = |args: &[&str], file: &str| {
        let (code, _, err) = folder.run(&[&base[..], args, &["-o", file]].concat());
        assert_eq!(code, 0, "{err}");
        std::fs::read(folder.0.path().join(file)).unwrap()
    };
    assert!(written(&[], "out.XLSX").starts_with(b"PK"));
    assert!(written(&[], "out.tsv").starts_with(b"2\tCID900001:"));
    assert!(String::from_utf8(written(&[], "out.csv")).unwrap().contains("Row,Metal,"));
    assert!(written(&["--format", "xlsx"], "out").starts_with(b"PK"));
    for (format, file) in
        [("tsv", "a.xlsx"), ("csv", "a.xlsx"), ("xlsx", "a.csv"), ("xlsx", "a.tsv"), ("csv", "a.xls")]
    {
        let err = folder.refused(&[&base[..], &["--format", format, "-o", file]].concat());
        assert!(err.contains("does not hold") && err.contains(file), "{err}");
        assert!(!folder.0.path().join(file).exists(), "{file}");
    }
}

#[test]
fn a_name_as_written_goes_before_the_facility_found_for_it() {
    let header = "Facility,CID,Facility country,Metal,Name as written,Country as written,ID as written";
    let row = "Aldermark Metals Ltd.,CID900022,United Kingdom,Gold,Goldwacht,Germany,CID900001";
    let table = format!("{header}\n{row}\n").into_bytes();
    let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), ("names.csv", table)]);
    let (code, out, err) = folder.run(&["--reference", "new.xlsx", "names.csv"]);
    assert_eq!(code, 0, "{err}");
    let columns = ["Metal", "Name as written", "Country as written", "CID"];
    assert_eq!(shown(&rows(&out), &columns), ["Gold | Goldwacht | Germany | CID900001"]);
    let told = "names.csv: name from \u{201c}Name as written\u{201d}, metal from \u{201c}Metal\u{201d}, country from \
                \u{201c}Country as written\u{201d}, CID from \u{201c}ID as written\u{201d} (not used without --with-ids)\n";
    assert!(err.contains(told), "{err}");
    // What was found once can be asked again: the CID beside it was found, not written.
    let folder = Folder::with(&[("new.xlsx", cmrt("6.5")), ("names.csv", out)]);
    let (code, again, err) = folder.run(&["--reference", "new.xlsx", "--with-ids", "names.csv"]);
    assert!(code == 0 && err.contains("no CID"), "{err}");
    assert_eq!(shown(&rows(&again), &["Name as written", "Found by"]), ["Goldwacht | likeness"]);
}

#[test]
fn the_declared_rows_of_a_cmrt_are_names() {
    let filled = FilledCmrt::clean(Version::parse("6.5").unwrap()).line(demo::RowFilling::NotListed(
        Metal::Gold,
        "Goldwacht".to_owned(),
        "GERMANY".to_owned(),
        String::new(),
    ));
    let files = [("new.xlsx", cmrt("6.5")), ("supplier.xlsx", demo::workbook(&filled))];
    let folder = Folder::with(&files);
    let (code, out, err) = folder.run(&["--reference", "new.xlsx", "supplier.xlsx"]);
    assert!(code == 0 && err.contains("this is a CMRT, its declared rows are the names"), "{err}");
    let found = rows(&out);
    assert!(found.len() > 1 && found.iter().all(|row| row["Band"] != "none"), "{found:?}");
    let last = found.last().unwrap();
    assert_eq!((last["Name as written"].as_str(), last["CID"].as_str()), ("Goldwacht", "CID900001"));
    assert_eq!((last["Metal"].as_str(), last["Country as written"].as_str()), ("Gold", "GERMANY"));
    assert_eq!(
        last["Row"].parse::<usize>().unwrap(),
        found[0]["Row"].parse::<usize>().unwrap() + found.len() - 1
    );
    let err = folder.refused(&["--reference", "new.xlsx", "new.xlsx"]);
    assert!(err.contains("this CMRT declares no smelters"), "{err}");
}

#[test]
fn what_cannot_be_read_is_not_matched() {
    let files = [("new.xlsx", cmrt("6.5")), ("empty.csv", Vec::new()), names(&["Goldwacht,Gold,Germany,"])];
    let folder = Folder::with(&files);
    for args in [
        ["--reference", "new.xlsx", "none.csv"],
        ["--reference", "new.xlsx", "empty.csv"],
        ["--reference", "none.csv", "names.csv"],
        ["--reference", "empty.csv", "names.csv"],
    ] {
        let err = folder.refused(&args);
        assert!(err.contains("nothing was matched: ") && !err.contains("import"), "{err}");
    }
}

#[test]
fn the_same_name_under_another_metal_is_told() {
    let folder =
        Folder::with(&[("new.xlsx", cmrt("6.5")), names(&["Goldwacht Feinmetall GmbH,Tin,Germany,"])]);
    let found = folder.found(&["--reference", "new.xlsx"]);
    assert_eq!(found[0]["Under another metal"], "Goldwacht Feinmetall GmbH (Gold, CID900001)");
}

#[test]
fn rows_are_called_by_the_lines_that_an_editor_shows() {
    let lines = ["name,metal", "", "\"Gold", "wacht\",Gold", "", "Harzwerk,Tungsten", ""];
    let files = ["\n", "\r\n"]
        .map(|end| Folder::with(&[("new.xlsx", cmrt("6.5")), ("names.csv", lines.join(end).into_bytes())]));
    for folder in files {
        assert_eq!(shown(&folder.found(&["--reference", "new.xlsx"]), &["Row"]), ["3", "6"]);
    }
}
