//! Reading plain tables of facilities: CSV in its dialects, and workbooks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::at_hand::at_hand;
use crate::common::{encrypted, xls};
use proptest::prelude::*;
use rcoi::domain::{Cid, Metal, Place, SourceKind, Status};
use rcoi::import::{self, Draft, DraftRow};
use rust_xlsxwriter::Workbook;

const TABLE: &str = "\
Smelter ID,Standard Smelter Name,Metal,Country Location,Status,Cycle
CID000035,Agosi AG,Gold,GERMANY,Conformant,2
CID002850,\"Recycler, of Two\nLines\",Tin,PERU,Active,1
,Wolfram Works,Tungsten,UTOPIA,,1
";

fn read(bytes: &[u8]) -> Draft {
    import::read("list.csv", bytes).unwrap()
}

/// Metal, name, CID, country as written, status of a row.
type Shape = (Metal, String, Option<String>, Option<String>, Option<Status>);

fn shape(row: &DraftRow) -> Shape {
    let values = || row.claims.iter().map(|claim| &claim.value);
    let name = values().find_map(|value| value.as_name()).unwrap_or("").to_owned();
    let country = values().find_map(|value| value.as_country()).map(|c| c.written.clone());
    let cid = values().find_map(rcoi::domain::Value::as_cid).as_ref().map(Cid::to_string);
    (row.metal, name, cid, country, values().find_map(rcoi::domain::Value::as_status))
}

fn shapes(draft: &Draft) -> Vec<Shape> {
    draft.rows.iter().map(shape).collect()
}

fn place_of(row: &DraftRow, text: &str) -> Place {
    row.claims.iter().find(|claim| claim.value.text() == text).unwrap().place.clone()
}

#[test]
fn a_long_remark_and_a_tab_make_no_filing_of_a_table() {
    let remark = "Delta ".repeat(60);
    for (cell, end) in [("\tGamma", ""), ("Gamma\t", ","), ("\t", ""), ("Gamma", "\t")] {
        let text = format!(
            "Metal,Smelter name,Country,Status,CID,Remark\nGold,Alpha,JAPAN,Conformant,CID000001,\n\
             Gold,{cell} Refinery,JAPAN,Conformant,CID000003,{end}x\nTin,Beta,PERU,Active,CID000002,{remark}\n"
        );
        let text = text.replace(",,x", ",x");
        assert_eq!(read(text.as_bytes()).rows.len(), 3, "{text}");
    }
}

#[test]
fn a_table_is_read_with_the_place_of_every_value() {
    let draft = read(TABLE.as_bytes());
    assert_eq!((draft.kind, draft.title.as_str()), (SourceKind::FacilityTable, "list"));
    let own = |text: &str| Some(text.to_owned());
    let expected = [
        (Metal::Gold, "Agosi AG".into(), own("CID000035"), own("GERMANY"), Some(Status::Conformant)),
        (Metal::Tin, "Recycler, of Two Lines".into(), own("CID002850"), own("PERU"), Some(Status::Active)),
        (Metal::Tungsten, "Wolfram Works".into(), None, own("UTOPIA"), None),
    ];
    assert_eq!(shapes(&draft), expected);
    assert_eq!(place_of(&draft.rows[0], "GERMANY"), Place::Line(2, 4));
    assert_eq!(place_of(&draft.rows[2], "Wolfram Works"), Place::Line(5, 2));
    assert_eq!((draft.skipped, draft.remarks), (vec![], vec![]));
}

#[test]
fn the_preview_says_how_columns_were_understood() {
    let columns = read(TABLE.as_bytes()).columns;
    let taken: Vec<&str> = columns.iter().map(|(_, taken)| taken.as_str()).collect();
    assert_eq!(taken, ["CID", "name", "metal", "country", "status", "not used"]);
    assert_eq!(columns[1].0, "Standard Smelter Name");
}

#[test]
fn delimiters_and_encodings_make_no_difference() {
    let plain = shapes(&read(TABLE.as_bytes()));
    let quoted = TABLE.replace("Recycler, of", "Recycler of");
    for delimiter in [";", "\t", "|"] {
        let draft = read(quoted.replace(',', delimiter).as_bytes());
        assert_eq!(shapes(&draft)[0], plain[0], "{delimiter:?}");
        assert_eq!(draft.rows.len(), 3, "{delimiter:?}");
    }
    let wide: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shapes(&read(&wide)), plain);
    let marked = [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat();
    assert_eq!(shapes(&read(&marked)), plain);
    assert_eq!(shapes(&read(TABLE.replace('\n', "\r\n").as_bytes())), plain);
}

#[test]
fn the_header_need_not_be_the_first_row_nor_exist() {
    let titled = format!("List of facilities,,,,,\nas of today,,,,,\n,,,,,\n{TABLE}");
    assert_eq!(shapes(&read(titled.as_bytes())), shapes(&read(TABLE.as_bytes())));
    let bare: String = TABLE.lines().skip(1).map(|line| format!("{line}\n")).collect();
    assert_eq!(shapes(&read(bare.as_bytes())), shapes(&read(TABLE.as_bytes())));
}

#[test]
fn metals_may_stand_in_rows_of_their_own() {
    let draft = read(b"Name,Country\nGold,\nDowa,JAPAN\nTin,\nMinsur,PERU\n");
    let metals: Vec<Metal> = draft.rows.iter().map(|row| row.metal).collect();
    assert_eq!(metals, [Metal::Gold, Metal::Tin]);
}

#[test]
fn rows_that_cannot_be_taken_are_named_with_the_reason() {
    let table = "Metal,CID,Name,Status\nGold,CID000035,Agosi AG,Splendid\nCopper,,Atlas,Active\n\
                 ,,Lost,Active\nTin,,,Active\nTin,12,Minsur,Active\n";
    let draft = read(table.as_bytes());
    assert_eq!(draft.rows.len(), 2);
    assert_eq!(shape(&draft.rows[0]).4, None);
    are(
        &draft.skipped,
        &[
            (Place::Line(3, 1), "Copper"),
            (Place::Line(4, 1), "no metal"),
            (Place::Line(5, 1), "neither a name nor a CID"),
        ],
    );
    are(&draft.remarks, &[(Place::Line(2, 4), "Splendid"), (Place::Line(6, 2), "not a CID")]);
}

/// Whether notes stand at these places, and hold these words.
fn are(notes: &[(Place, String)], expect: &[(Place, &str)]) {
    assert_eq!(notes.len(), expect.len(), "{notes:?}");
    for ((place, why), (wanted, word)) in notes.iter().zip(expect) {
        assert_eq!(place, wanted);
        assert!(why.contains(word), "{why}");
    }
}

#[test]
fn every_row_is_either_taken_or_passed_over_whatever_is_remarked() {
    let draft = read(
        b"Metal,CID,Name,Country,Status\nGold,CID000035,Agosi AG,GERMANY,Splendid\nGold,12,Dowa,JAPAN,Active\n\
          Tin,CID001182,Minsur,PERU,Unresolved\nTin,,Thaisarco,THAILAND,Active\nTin,x,,PERU,Active\n\
          Gold,,8853 S.p.A.,ITALY,Active\nTungsten,,Wolfram Works,SPAIN,Active\nGold,CID000077,,ITALY,\n",
    );
    assert_eq!((draft.rows.len(), draft.skipped.len()), (7, 1), "{:?}", draft.skipped);
    are(&draft.skipped, &[(Place::Line(6, 2), "neither a name nor a CID")]);
    let remarks =
        [(Place::Line(2, 5), "Splendid"), (Place::Line(3, 2), "not a CID"), (Place::Line(9, 3), "no name")];
    are(&draft.remarks, &remarks);
}

#[test]
fn numbers_and_totals_are_no_names() {
    let draft = read(
        b"Metal,Name,Country\nGold,8853 S.p.A.,ITALY\nGold,106,JAPAN\nTin,55.7%,PERU\nTin,Total,\nTin,Minsur,PERU\nTin,Thaisarco,THAILAND\n",
    );
    let names: Vec<String> = shapes(&draft).into_iter().map(|row| row.1).collect();
    assert_eq!(names, ["8853 S.p.A.", "Minsur", "Thaisarco"]);
    are(
        &draft.skipped,
        &[(Place::Line(3, 2), "no letter"), (Place::Line(4, 2), "no letter"), (Place::Line(5, 2), "totals")],
    );
}

#[test]
fn a_column_of_counts_is_not_the_name_whatever_its_header() {
    let counts = b"Metal,Country,Facilities,Share\nGold,JAPAN,30,12.0%\nTin,PERU,1,0.4%\n";
    assert!(import::read("counts.csv", counts).is_err());
    let draft = read(b"Smelter,Smelter Name,Metal\n1,Dowa,Gold\n2,Minsur,Tin\n");
    assert_eq!(shapes(&draft)[1].1, "Minsur");
}

#[test]
fn a_list_of_cids_alone_is_taken_with_one_remark() {
    let draft = read(b"Metal,CID\nGold,CID000035\nTin,CID001182\n");
    assert_eq!((draft.rows.len(), draft.remarks.len()), (2, 1));
}

#[test]
fn a_quotation_mark_left_open_is_not_passed_over_in_silence() {
    let row = |i: i32, mark: &str| format!("Gold,{mark}Facility {i},JAPAN,Active\n");
    for open in [|i: i32| i == 9, |i: i32| i > 8 && i < 12] {
        let rows: String = (0..200).map(|i| row(i, if open(i) { "\"" } else { "" })).collect();
        let draft = read(format!("Metal,Name,Country,Status\n{rows}").as_bytes());
        let (place, why) = &draft.skipped[0];
        assert!(why.contains("quotation mark"), "{why}");
        assert_eq!(*place, Place::Line(11, 2));
    }
}

#[test]
fn a_table_of_something_else_says_how_it_was_understood() {
    let error = import::read("x.csv", b"Name,Country\nAcme,SPAIN\nBolt,FRANCE\n").unwrap_err();
    assert!(!error.problem("x.csv").remedy.is_empty());
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_with_sheet_and_cell() {
    let bytes = workbook(|book| {
        book.add_worksheet().set_name("Read me").unwrap().write(0, 0, "Nothing here").unwrap();
        let sheet = book.add_worksheet().set_name("Facilities").unwrap();
        sheet.write(1, 1, "Our facilities").unwrap();
        for (column, head) in (1_u16..).zip(["Metal", "Smelter Name", "Smelter Country", "RMAP Status"]) {
            sheet.write(3, column, head).unwrap();
        }
        for (row, cells) in
            (4..).zip([["Gold", "8853 S.p.A.", "ITALY", "Conformant"], ["Tin", "Minsur", "PERU", "Active"]])
        {
            for (column, cell) in (1_u16..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        }
        sheet.write(1_000_000, 3, "far away").unwrap();
    });
    let draft = import::read("Facilities 2024.xlsx", &bytes).unwrap();
    assert_eq!((draft.title.as_str(), draft.rows.len()), ("Facilities 2024", 2));
    assert_eq!(shape(&draft.rows[1]).1, "Minsur");
    assert_eq!(place_of(&draft.rows[0], "8853 S.p.A."), Place::Cell("Facilities".into(), "C5".into()));
    assert_eq!(draft.skipped[0].0, Place::Cell("Facilities".into(), "A1000001".into()));
}

#[test]
fn old_and_encrypted_workbooks_and_those_in_xml_read_alike() {
    let rows = [["Metal", "Name", "Country"], ["Tin", "Minsur", "PERU"], ["Gold", "Asahi", "JAPAN"]];
    let cells = || {
        (0_u16..)
            .zip(rows)
            .flat_map(|(row, cells)| (0_u16..).zip(cells).map(move |(col, cell)| (row, col, cell)))
    };
    let shared = |(row, col, text): (u16, u16, &str)| (row, col, xls::Cell::Text(text.to_owned()));
    let old =
        xls::Xls { date1904: false, sheets: vec![xls::Sheet::new("List", cells().map(shared).collect())] };
    let package = workbook(|book| {
        let sheet = book.add_worksheet().set_name("List").unwrap();
        for (row, col, cell) in cells() {
            sheet.write(u32::from(row), col, cell).unwrap();
        }
    });
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let rows = rows.map(|cells| format!("<Row>{}</Row>", cells.map(cell).concat())).concat();
    let xml = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Worksheet ss:Name=\"List\"><Table>{rows}</Table></Worksheet></Workbook>"
    );
    let password = import::book::DEFAULT_PASSWORD;
    let drafts = [
        package.clone(),
        old.to_bytes(),
        encrypted::rc4(&old, password),
        encrypted::rc4_crypto_api(&old, password, 128),
        encrypted::standard(&package, password),
        xml.into_bytes(),
    ]
    .map(|bytes| read(&bytes));
    for draft in &drafts {
        assert_eq!(draft.rows, drafts[0].rows);
        assert_eq!(place_of(&draft.rows[1], "Asahi"), Place::Cell("List".into(), "B3".into()));
    }
    let other = encrypted::rc4(&old, "of their own");
    let error = import::read("list.xls", &other).unwrap_err();
    assert!(error.problem("list.xls").to_string().contains("password"), "{error}");
}

#[test]
fn the_longest_of_several_lists_is_read_and_the_others_are_named() {
    let bytes = workbook(|book| {
        for (name, rows) in [("short", 1), ("long", 3)] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            sheet.write(0, 0, "Metal").unwrap().write(0, 1, "Name").unwrap();
            for row in 1..=rows {
                sheet.write(row, 0, "Tin").unwrap().write(row, 1, format!("Facility {row}")).unwrap();
            }
        }
    });
    let draft = import::read("two.xlsx", &bytes).unwrap();
    assert_eq!(draft.rows.len(), 3);
    assert_eq!(draft.remarks[0].0, Place::Cell("short".into(), "A1".into()));
}

#[test]
fn a_declaration_is_no_plain_table() {
    let bytes = workbook(|book| {
        for name in ["Declaration", "Smelter List"] {
            book.add_worksheet().set_name(name).unwrap();
        }
    });
    let error = import::read("supplier.xlsx", &bytes).unwrap_err();
    assert!(error.to_string().contains("CMRT"), "{error}");
}

#[test]
fn an_export_of_the_conformant_list_reads_as_a_table() {
    let Some(path) = at_hand("data/lists/conformant.csv") else { return };
    let bytes = std::fs::read(path).unwrap();
    let draft = import::read("conformant.csv", &bytes).unwrap();
    assert_eq!(draft.rows.len(), bytes.iter().filter(|b| **b == b'\n').count() - 1);
    assert_eq!((&draft.skipped, &draft.remarks), (&vec![], &vec![]));
    assert!(draft.rows.iter().all(|row| shape(row).2.is_some() && shape(row).4.is_none()));
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = import::read("x", &bytes);
    }

    #[test]
    fn no_change_to_a_table_makes_its_reader_panic(at in 0_usize..300, with in "\\PC{0,3}|[\t\n\",;]{1,3}") {
        let mut text: Vec<char> = TABLE.chars().collect();
        let at = at.min(text.len());
        text.splice(at..at, with.chars());
        let _ = import::read("x.csv", text.into_iter().collect::<String>().as_bytes());
    }

    #[test]
    fn no_damage_to_a_workbook_makes_its_reader_panic(at in 0_usize..6000, byte in any::<u8>()) {
        let mut bytes = workbook(|book| {
            let sheet = book.add_worksheet();
            sheet.write(0, 0, "Metal").unwrap().write(0, 1, "Name").unwrap();
            sheet.write(1, 0, "Tin").unwrap().write(1, 1, "Minsur").unwrap();
        });
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = import::read("x.xlsx", &bytes);
    }
}
