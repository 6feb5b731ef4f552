//! Workbooks of every container, honest and hostile, read through the library's door.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::io::{Cursor, Write};

use crate::common::at_hand::at_hand;
use crate::common::encrypted;
use crate::common::xls::{Cell, Sheet, Xls, compound, every_kind, record};
use proptest::prelude::*;
use rcoi::import::book::{self, BookError, Bounds, CellValue, Container, DEFAULT_PASSWORD, limits};
use zip::write::SimpleFileOptions;

/// Reads all cells of all sheets, and says how many there were. A panic would be caught, and called not foreseen.
fn read_all(raw: &[u8]) -> Result<usize, BookError> {
    let read = || {
        let mut opened = book::open(raw, Some("secret"))?;
        let names: Vec<String> = opened.sheets().iter().map(|sheet| sheet.name.clone()).collect();
        names.iter().try_fold(0, |count, name| Ok(count + opened.read(name, Bounds::ALL)?.cells().len()))
    };
    let read: Result<usize, BookError> = read();
    let foreseen = |error: &BookError| !error.to_string().contains("not foreseen");
    assert!(read.as_ref().err().is_none_or(foreseen), "{read:?}");
    read
}

/// A ZIP archive of parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const TYPES: &[u8] = b"<Types/>";
const WORKBOOK: &[u8] = b"<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>";
const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/>\
    <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/></Relationships>";

/// A workbook of one sheet, with the elements of its rows, and shared strings.
fn xlsx(rows: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    zip(&[
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/s.xml", sheet.as_bytes()),
        ("xl/strings.xml", strings.as_bytes()),
    ])
}

const STRINGS: &str = "<sst><si><t>one</t></si></sst>";
const ROWS: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>2</v></c></row>";

/// Every cell as text, with its place.
fn shown(raw: &[u8], password: Option<&str>, sheet: &str) -> Vec<String> {
    let sheet = book::open(raw, password).unwrap().read(sheet, Bounds::ALL).unwrap();
    let place = |cell: &book::BookCell| book::cell_name(cell.row, u32::from(cell.col));
    sheet.cells().iter().map(|cell| format!("{} {}", place(cell), cell.value)).collect()
}

const EVERY_KIND: [&str; 11] = [
    "A1 Łódź \u{1F600}",
    "B1 a\nb",
    "A2 2.5",
    "B2 40328",
    "C2 7",
    "D2 -8",
    "E2 9",
    "A3 TRUE",
    "B3 #REF!",
    "C3 0.5",
    "D3 made",
];

#[test]
fn an_old_workbook_gives_every_kind_of_cell() {
    let raw = every_kind().to_bytes();
    let mut opened = book::open(&raw, None).unwrap();
    assert_eq!((opened.container(), opened.date1904()), (Container::Xls, true));
    let hidden: Vec<bool> = opened.sheets().iter().map(|sheet| sheet.hidden).collect();
    assert_eq!(hidden, [false, true]);
    assert_eq!(shown(&raw, None, "First"), EVERY_KIND);
    let first = opened.read("First", Bounds::ALL).unwrap();
    assert_eq!(first.at("B2").unwrap().value, CellValue::Date(40328.0));
    assert!(first.at("C3").unwrap().formula && !first.at("A2").unwrap().formula);
    let long = opened.read("Zweite", Bounds::ALL).unwrap();
    assert_eq!(long.cells().len(), 40);
    assert_eq!(long.at("D40").unwrap().value, CellValue::Text(format!("39 {}", "lang ".repeat(200)).into()));
}

/// A workbook whose sheets have these names and relations, with the parts of cells.
fn of_sheets(sheets: &[(&str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let listed: String =
        sheets.iter().map(|(id, _)| format!("<sheet name=\"{id}\" r:id=\"{id}\"/>")).collect();
    let targets = sheets
        .iter()
        .map(|(id, part)| format!("<Relationship Id=\"{id}\" Type=\"x/worksheet\" Target=\"{part}\"/>"));
    let relations = format!("<Relationships>{}</Relationships>", targets.collect::<String>());
    let workbook = format!("<workbook><sheets>{listed}</sheets></workbook>");
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
    ];
    all.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&all)
}

#[test]
fn sheets_that_are_one_part_are_refused() {
    let part = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let parts = [("xl/s.xml", part), ("xl/t.xml", part)];
    assert_eq!(read_all(&of_sheets(&[("a", "s.xml"), ("b", "t.xml")], &parts)), Ok(2));
    for other in ["s.xml", "S.XML", "./s.xml", "/xl/s.xml", "x/../s.xml"] {
        let error = read_all(&of_sheets(&[("a", "s.xml"), ("b", other)], &parts)).unwrap_err();
        assert!(error.to_string().contains("one part"), "{other}: {error}");
    }
}

#[test]
fn sheets_that_begin_at_one_place_or_within_another_are_refused() {
    let begin = |stream: &mut Vec<u8>, kind: u8| record(stream, 0x809, &[0, 6, kind, 0, 0, 0, 0, 0]);
    let globals = |offset: u32| {
        let mut stream = Vec::new();
        begin(&mut stream, 5);
        for name in [b"A", b"B"] {
            let sheet = [offset.to_le_bytes().as_slice(), &[0, 0, 1, 0], name].concat();
            record(&mut stream, 0x85, &sheet);
        }
        record(&mut stream, 0x0A, &[]);
        stream
    };
    let mut stream = globals(u32::try_from(globals(0).len()).unwrap());
    begin(&mut stream, 16);
    record(&mut stream, 0x0A, &[]);
    let error = read_all(&compound(&[("Workbook", &stream)])).unwrap_err();
    assert!(error.to_string().contains("several sheets"), "{error}");
    let nested = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet ss:Name=\"A\"><Worksheet ss:Name=\"B\"><Table/></Worksheet></Worksheet></Workbook>";
    assert!(read_all(nested.as_bytes()).unwrap_err().to_string().contains("within another"));
}

#[test]
fn a_small_part_of_one_letter_is_refused() {
    let rows = format!("<row><c t=\"str\"><v>{}</v></c></row>", "a".repeat(200_000));
    assert!(read_all(&xlsx(&rows, STRINGS)).unwrap_err().to_string().contains("times its packed size"));
}

#[test]
fn what_stands_before_an_entity_in_a_formula_is_no_damage() {
    for before in ["<!-- c -->", "<?p i?>", "A1<!-- c -->", "<!-- c --><!-- d -->B", "<![CDATA[x]]>", "&lt;"]
    {
        let rows =
            format!("<row><c t=\"str\"><f>{before}&amp;A1&amp;B1</f><v>Alpha</v></c><c><v>2</v></c></row>");
        assert_eq!(shown(&xlsx(&rows, STRINGS), None, "S"), ["A1 Alpha", "B1 2"], "{before}");
    }
}

#[test]
fn every_encryption_opens_with_its_password_and_with_no_other() {
    let package = xlsx(ROWS, STRINGS);
    let old = |make: fn(&Xls, &str) -> Vec<u8>| move |password: &str| make(&every_kind(), password);
    type Encrypt = Box<dyn Fn(&str) -> Vec<u8>>;
    let kinds: [(Encrypt, &str, Container); 4] = [
        (Box::new(old(encrypted::rc4)), "First", Container::EncryptedXls),
        (
            Box::new(old(|xls, password| encrypted::rc4_crypto_api(xls, password, 128))),
            "First",
            Container::EncryptedXls,
        ),
        (
            Box::new(old(|xls, password| encrypted::rc4_crypto_api(xls, password, 40))),
            "First",
            Container::EncryptedXls,
        ),
        (Box::new(move |password| encrypted::standard(&package, password)), "S", Container::EncryptedOoxml),
    ];
    for (encrypt, sheet, container) in kinds {
        let raw = encrypt(DEFAULT_PASSWORD);
        assert_eq!(book::open(&raw, None).unwrap().container(), container);
        assert!(shown(&raw, Some("not needed"), sheet).len() > 1);
        let raw = encrypt("pässword");
        assert_eq!(book::open(&raw, None).unwrap_err(), BookError::PasswordNeeded);
        assert_eq!(book::open(&raw, Some("other")).unwrap_err(), BookError::WrongPassword);
        assert!(shown(&raw, Some("pässword"), sheet).len() > 1);
    }
    assert_eq!(shown(&encrypted::rc4(&every_kind(), "x"), Some("x"), "First"), EVERY_KIND);
}

#[test]
fn agile_encryption_opens_too() {
    // Made by msoffcrypto-tool: SHA-512, AES with 256 bits, 100,000 rounds.
    let raw = include_bytes!("../fixtures/agile.xlsx");
    assert_eq!(shown(raw, Some("pässword"), "S"), ["A1 one", "B1 2"]);
    assert_eq!(book::open(raw, None).unwrap_err(), BookError::PasswordNeeded);
    assert_eq!(book::open(raw, Some("other")).unwrap_err(), BookError::WrongPassword);
}

#[test]
fn archives_that_hold_too_much_are_refused_before_they_are_unpacked() {
    let zeros = vec![b' '; 61 << 20];
    fn parts(sheet: &[u8]) -> Vec<(&str, &[u8])> {
        let relations = ("xl/_rels/workbook.xml.rels", RELATIONS);
        vec![("[Content_Types].xml", TYPES), ("xl/workbook.xml", WORKBOOK), relations, ("xl/s.xml", sheet)]
    }
    let error = |raw: &[u8]| read_all(raw).unwrap_err().to_string();
    assert!(error(&zip(&parts(&zeros))).contains("61 MiB; at most 60"));
    assert!(error(&zip(&parts(&zeros[..2 << 20]))).contains("50 times"));
    let half = &zeros[..51 << 20];
    let total = zip(&[&parts(b"<x/>")[..], &[("a", half), ("b", half)]].concat());
    assert!(error(&total).contains("100 MiB"));
    let names: Vec<String> = (0..1001).map(|number| format!("part{number}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(error(&zip(&many)).contains("1000 parts"));
    let long = vec![b'P'; limits::FILE + 1];
    assert!(error(&long).contains("32 MiB"));
}

#[test]
fn an_archive_that_lies_about_a_size_is_found_out_while_it_is_unpacked() {
    let long = format!("{ROWS}{}", " ".repeat(300_000));
    let mut raw = xlsx(&long, STRINGS);
    let real = u32::try_from("<worksheet><sheetData></sheetData></worksheet>".len() + long.len()).unwrap();
    let places: Vec<usize> = raw
        .windows(4)
        .enumerate()
        .filter(|(_, bytes)| *bytes == real.to_le_bytes())
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        raw[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let error = read_all(&raw).unwrap_err();
    assert_eq!(error.place(), "xl/s.xml");
}

#[test]
fn bombs_of_entities_are_refused() {
    let bomb = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\
                <sst><si><t>&b;</t></si></sst>";
    let error = read_all(&xlsx(ROWS, bomb)).unwrap_err();
    assert_eq!(error.place(), "xl/strings.xml");
    assert!(error.to_string().contains("document type"));
}

#[test]
fn a_cell_in_the_last_corner_takes_no_memory() {
    let rows = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(shown(&xlsx(rows, STRINGS), None, "S"), ["XFD1048576 1"]);
    let corner = Sheet::new("S", vec![(65535, 255, Cell::Number(1.0))]);
    let xls = Xls { date1904: false, sheets: vec![corner] };
    assert_eq!(shown(&xls.to_bytes(), None, "S"), ["IV65536 1"]);
}

#[test]
fn a_cell_that_is_far_too_long_is_refused_where_it_stands() {
    // Text that packs badly, so that no other limit comes first.
    let mut seed = 1_u32;
    let mut letter = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + u8::try_from((seed >> 24) % 26).unwrap())
    };
    let text: String = (0..(2 << 20)).map(|_| letter()).collect();
    let rows = format!("<row r=\"7\"><c r=\"C7\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>");
    let error = read_all(&xlsx(&rows, STRINGS)).unwrap_err();
    assert_eq!(error.place(), "S!C7");
    assert!(error.to_string().contains("1 MiB"));
}

#[test]
fn a_sheet_that_is_missing_or_elsewhere_is_told_by_its_name() {
    let outside = b"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" TargetMode=\"External\" \
        Target=\"file:///etc/passwd\"/></Relationships>";
    for relations in [&outside[..], RELATIONS] {
        let raw = zip(&[
            ("[Content_Types].xml", TYPES),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", relations),
        ]);
        let error = read_all(&raw).unwrap_err();
        assert_eq!(error.place(), "S");
        assert!(error.to_string().contains("missing"));
    }
}

#[test]
fn macros_and_links_to_other_files_are_passed_over() {
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/vbaProject.bin", &b"\xD0\xCF\x11\xE0 no macros"[..]),
        ("xl/externalLinks/externalLink1.xml", b"<!DOCTYPE x>"),
    ];
    let sheet = format!("<worksheet><sheetData>{ROWS}</sheetData></worksheet>");
    parts.extend([("xl/s.xml", sheet.as_bytes()), ("xl/strings.xml", STRINGS.as_bytes())]);
    assert_eq!(shown(&zip(&parts), None, "S"), ["A1 one", "B1 2"]);
}

#[test]
fn other_documents_are_named() {
    let what = |raw: &[u8]| book::open(raw, None).unwrap_err().to_string();
    assert_eq!(what(&zip(&[("word/document.xml", b"<document/>")])), "this is a Word document");
    assert_eq!(what(&zip(&[("xl/workbook.bin", b"")])), "this is a binary workbook (.xlsb)");
    assert_eq!(what(&zip(&[("a.txt", b"")])), "this is a ZIP archive that is no workbook");
    assert_eq!(what(&compound(&[("WordDocument", b"x")])), "this is an old Word document (.doc)");
    assert!(what(&compound(&[("Anything", b"x")])).contains("no workbook"));
    assert!(what(b"\xFF\xD8\xFF\xE0 JFIF").contains("a JPEG image"));
    assert!(what(b"Gold,Somebody").contains("a text"));
    assert!(what(b"").contains("empty"));
    let mut excel_5 = Vec::new();
    record(&mut excel_5, 0x809, &[0, 5, 5, 0, 0, 0, 0, 0]);
    assert!(what(&compound(&[("Book", &excel_5)])).contains("Excel 95"));
}

#[test]
fn old_workbooks_that_lie_are_refused_or_read_within_bounds() {
    let plain = every_kind().stream(None);
    let number = |at: usize| u16::from_le_bytes([plain[at], plain[at + 1]]);
    let next = |at: &usize| Some(at + 4 + usize::from(number(at + 2)));
    let find = |id: u16| std::iter::successors(Some(0), next).find(|at| number(*at) == id).unwrap();
    let changed = |at: usize, with: &[u8]| {
        let mut stream = plain.clone();
        stream[at..at + with.len()].copy_from_slice(with);
        compound(&[("Workbook", &stream)])
    };
    // A sheet beyond the stream, and one amid the records before it.
    for offset in [u32::MAX, 0x7FFF_FFFF, 4] {
        let error = read_all(&changed(find(0x85) + 4, &offset.to_le_bytes())).unwrap_err();
        assert_eq!(error.place(), "First");
    }
    // Dimensions of all that there is, which nobody asks for.
    let dimensions = [&[0; 4], &65536_u32.to_le_bytes()[..], &[0, 0, 0, 1]].concat();
    assert!(read_all(&changed(find(0x200) + 4, &dimensions)).is_ok());
    // Billions of shared strings.
    assert!(read_all(&changed(find(0xFC) + 8, &[0xFF; 4])).is_ok());
    // A shared string that is not there.
    let error = read_all(&changed(find(0xFD) + 10, &[0xFF; 4])).unwrap_err();
    assert_eq!(error.place(), "First!A1");
}

#[test]
fn a_stream_that_is_cut_anywhere_is_refused() {
    let stream = every_kind().stream(None);
    for length in (0..stream.len()).step_by(97).chain(stream.len() - 5..stream.len()) {
        assert!(read_all(&compound(&[("Workbook", &stream[..length])])).is_err(), "{length}");
    }
}

#[test]
fn files_that_are_cut_anywhere_are_refused() {
    let package = xlsx(ROWS, STRINGS);
    for length in (0..package.len()).step_by(41) {
        assert!(read_all(&package[..length]).is_err(), "{length}");
    }
    // The last sectors of a compound file may be empty; the first half is needed.
    for raw in [encrypted::standard(&package, DEFAULT_PASSWORD), every_kind().to_bytes()] {
        for length in (0..raw.len()).step_by(997) {
            let read = read_all(&raw[..length]);
            assert!(read.is_err() || length > raw.len() / 2, "{length}");
        }
    }
}

#[test]
fn an_allocation_table_that_loops_or_is_named_a_million_times_is_refused() {
    let raw = every_kind().to_bytes();
    let (shift, first_fat) =
        (u16::from_le_bytes([raw[0x1E], raw[0x1F]]), u32::from_le_bytes(raw[0x4C..0x50].try_into().unwrap()));
    let sector = 1_usize << shift;
    let fat = sector * (usize::try_from(first_fat).unwrap() + 1);
    for entry in 0..64_u32 {
        let mut looped = raw.clone();
        let at = fat + usize::try_from(entry).unwrap() * 4;
        looped[at..at + 4].copy_from_slice(&entry.saturating_sub(3).to_le_bytes());
        let _ = read_all(&looped);
    }
    // Sectors of names, each naming the one table over and over.
    let mut bomb = raw.clone();
    bomb.resize(raw.len().next_multiple_of(sector), 0);
    let first = u32::try_from(bomb.len() / sector - 1).unwrap();
    bomb[0x44..0x48].copy_from_slice(&first.to_le_bytes());
    for number in 0..500 {
        let mut names = first_fat.to_le_bytes().repeat(sector / 4 - 1);
        names.extend((first + number + 1).to_le_bytes());
        bomb.extend(names);
    }
    assert!(read_all(&bomb).unwrap_err().to_string().contains("allocation table"));
}

#[test]
fn passwords_that_are_hashed_for_ever_are_refused() {
    let key = "cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\" keyBits=\"256\" saltValue=\"AAAA\"";
    let xml = format!(
        "<encryption><keyData {key}/><keyEncryptors><keyEncryptor><p:encryptedKey {key} spinCount=\"4000000000\" \
         encryptedVerifierHashInput=\"AAAA\" encryptedVerifierHashValue=\"AAAA\" encryptedKeyValue=\"AAAA\"/>\
         </keyEncryptor></keyEncryptors></encryption>"
    );
    let info = [&[4, 0, 4, 0, 0x40, 0, 0, 0][..], xml.as_bytes()].concat();
    let raw = compound(&[("EncryptionInfo", &info), ("EncryptedPackage", &[0; 64])]);
    assert!(book::open(&raw, None).unwrap_err().to_string().contains("hashed more than"));
}

/// Bytes with some of them changed.
fn mutated(raw: &[u8], changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut raw = raw.to_vec();
    for (at, byte) in changes {
        let at = at.index(raw.len());
        raw[at] = *byte;
    }
    raw
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_make_it_panic(kind in 0_usize..4, bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let heads: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<?xml version=\"1.0\"?>"];
        let _ = read_all(&[heads[kind], &bytes].concat());
    }

    #[test]
    fn no_change_of_an_archive_makes_it_panic(changes in changes()) {
        let _ = read_all(&mutated(&xlsx(ROWS, STRINGS), &changes));
    }

    #[test]
    fn no_change_of_parts_makes_it_panic(changes in changes()) {
        let changed = String::from_utf8_lossy(&mutated(ROWS.as_bytes(), &changes)).into_owned();
        let _ = read_all(&xlsx(&changed, STRINGS));
        let changed = String::from_utf8_lossy(&mutated(STRINGS.as_bytes(), &changes)).into_owned();
        let _ = read_all(&xlsx(ROWS, &changed));
    }

    #[test]
    fn no_change_of_records_makes_it_panic(changes in changes(), short in any::<bool>()) {
        let stream = every_kind().stream(None);
        let length = if short { 900 } else { stream.len() };
        let changed = mutated(&stream[..length], &changes);
        let _ = read_all(&compound(&[("Workbook", &[&changed, &stream[length..]].concat())]));
    }

    #[test]
    fn no_change_of_a_compound_file_makes_it_panic(changes in changes()) {
        let _ = read_all(&mutated(&every_kind().to_bytes(), &changes));
    }
}

/// The real workbooks; they are not ours to publish.
fn shared(name: &str) -> Option<Vec<u8>> {
    at_hand(&format!("data/{name}")).map(|path| std::fs::read(path).unwrap())
}

#[test]
fn real_templates_open() {
    let six = "Revision Instructions Definitions Declaration Smelter_List Checker Product_List Smelter_Look-up [L] [C] [SorP]";
    let three = "Revision Instructions Definitions Declaration Smelter_List Standard_Smelter_Names Checker Product_List [L] [K] [C]";
    let two = three.strip_suffix(" [L] [K] [C]").unwrap();
    let with_sheet = format!("{three} [Sheet1]");
    let files: [(&str, Container, bool, &str, &str); 10] = [
        ("alpha-assembly-6.22.xlsx", Container::Ooxml, false, six, "Revision 6.22\nMay 11, 2022"),
        ("borealis-circuits-6.5.xlsx", Container::Ooxml, false, six, "Revision 6.5\nApril 25, 2025"),
        ("cedar-power-6.5-incomplete.xlsx", Container::Ooxml, false, six, "Revision 6.5\nApril 25, 2025"),
        ("template-6.22.xlsx", Container::Ooxml, false, six, "Revision 6.22\nMay 11, 2022"),
        ("template-6.5.xlsx", Container::Ooxml, false, six, "Revision 6.5\nApril 25, 2025"),
        ("delta-cables-6.22.xls", Container::Xls, false, six, "Revision 6.22\nMay 11, 2022"),
        ("filled-2.02.xlsx", Container::Ooxml, true, two, "Revision 2.02 March 29th 2013"),
        ("filled-3.01.xlsx", Container::Ooxml, true, &with_sheet, "Revision 3.01\nMay 30, 2014"),
        ("blank-2.03-encrypted.xlsx", Container::EncryptedOoxml, true, three, "Revision 2.03\nJuly 12, 2013"),
        (
            "blank-3.01-encrypted.xls",
            Container::EncryptedXls,
            true,
            &with_sheet,
            "Revision 3.01\nMay 30, 2014",
        ),
    ];
    for (name, container, date1904, sheets, revision) in files {
        let Some(raw) = shared(&format!("cmrt/{name}")) else { continue };
        let mut opened = book::open(&raw, None).unwrap();
        assert_eq!((opened.container(), opened.date1904()), (container, date1904), "{name}");
        let listed = opened.sheets().iter().map(|sheet| {
            let name = sheet.name.replace(' ', "_");
            if sheet.hidden { format!("[{name}]") } else { name }
        });
        assert_eq!(listed.collect::<Vec<_>>().join(" "), sheets, "{name}");
        let declaration = opened.read("Declaration", Bounds::to(92, 16)).unwrap();
        assert_eq!(declaration.at("J3").unwrap().value.text(), Some(revision), "{name}");
        assert!(read_all(&raw).unwrap() > 5000, "{name}");
    }
}

#[test]
fn a_real_list_of_excel_2003_opens() {
    let Some(raw) = shared("lists/active.xml") else { return };
    let mut opened = book::open(&raw, None).unwrap();
    let sheet = opened.read("Sheet1", Bounds::ALL).unwrap();
    assert_eq!(sheet.at("B1").unwrap().value.text(), Some("Standard Smelter Name"));
    assert_eq!((opened.container(), sheet.last_row()), (Container::SpreadsheetMl, 8));
}
