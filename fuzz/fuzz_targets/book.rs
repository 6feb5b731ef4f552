//! Workbooks made of arbitrary bytes: the first byte says which part of which container the others are, so that
//! checksums and the allocation of sectors do not keep the readers from being reached.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use rcoi::import::book::{self, Bounds};
use zip::write::SimpleFileOptions;

/// The parts of a small workbook; one of them is replaced.
const PARTS: [(&str, &str); 7] = [
    ("[Content_Types].xml", "<Types/>"),
    ("_rels/.rels", "<Relationships/>"),
    ("xl/workbook.xml", "<workbook><workbookPr/><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/>\
         <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/>\
         <Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>",
    ),
    (
        "xl/s.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>1</v></c><c t=\"s\"><v>0</v></c></row>\
         </sheetData></worksheet>",
    ),
    ("xl/strings.xml", "<sst><si><t>one</t></si></sst>"),
    ("xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
];

fn archive(replaced: usize, with: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, content)) in PARTS.iter().enumerate() {
        let content = if at == replaced { with } else { content.as_bytes() };
        let started = archive.start_file(*name, SimpleFileOptions::default());
        started.and_then(|()| Ok(archive.write_all(content)?)).expect("memory takes every part");
    }
    archive.finish().expect("memory takes an archive").into_inner()
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory takes a file");
    for (name, content) in streams {
        let mut stream = file.create_stream(name).expect("memory takes every stream");
        stream.write_all(content).expect("memory takes every stream");
    }
    file.into_inner().into_inner()
}

fn packed(kind: u8, bytes: &[u8]) -> Vec<u8> {
    match kind {
        part @ 0..=6 => archive(usize::from(part), bytes),
        7 => compound(&[("/Workbook", bytes)]),
        8 => compound(&[("/EncryptionInfo", bytes), ("/EncryptedPackage", &[7; 640])]),
        _ => bytes.to_vec(),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let raw = packed(kind % 10, bytes);
    let failed = |error: book::BookError| {
        // A panic is caught by the reader, which then says so.
        assert!(!error.to_string().contains("not foreseen"), "{error}");
    };
    let mut opened = match book::open(&raw, Some("secret")) {
        Ok(opened) => opened,
        Err(error) => return failed(error),
    };
    let names: Vec<String> = opened.sheets().iter().map(|sheet| sheet.name.clone()).take(3).collect();
    for name in names {
        match opened.read(&name, Bounds::ALL) {
            Ok(sheet) => {
                let cells = sheet.cells();
                assert!(cells.is_sorted_by(|a, b| (a.row, a.col) < (b.row, b.col)));
                assert!(cells.iter().all(|cell| sheet.get(cell.row, u32::from(cell.col)) == Some(cell)));
            }
            Err(error) => failed(error),
        }
    }
});
