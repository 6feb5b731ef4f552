//! The memory that readers take of hostile and large files. A program of its own, as all that it allocates is counted: its tests run
//! one after another.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{Cursor, Write};
use std::sync::{Mutex, PoisonError};

use peak_alloc::PeakAlloc;
use rcoi::import::{self, Incoming};
use zip::write::SimpleFileOptions;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

static ALONE: Mutex<()> = Mutex::new(());

const MIB: usize = 1 << 20;

/// Makes a file and reads it; gives what was made of it, and how many bytes that took at most.
fn measured<T>(make: impl FnOnce() -> Vec<u8>, read: impl FnOnce(&[u8]) -> T) -> (T, usize) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let raw = make();
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let read = read(&raw);
    (read, ALLOCATED.peak_usage().saturating_sub(before))
}

/// A file that is refused in words that name the limit, and takes no more than so many MiB.
fn refused(name: &str, most: usize, make: impl FnOnce() -> Vec<u8>) {
    let (read, peak) = measured(make, |raw| import::receive(name, raw, None));
    let problem = read.unwrap_err().problem(name).to_string();
    assert!(problem.contains(" MiB"), "{name}: {problem}");
    assert!(peak < most * MIB, "{name}: {} MiB", peak / MIB);
}

/// A file of which so many facilities are read, with no more than so many MiB.
fn taken(name: &str, (rows, most): (usize, usize), make: impl FnOnce() -> Vec<u8>) {
    let (read, peak) = measured(make, |raw| import::receive(name, raw, None));
    match read.unwrap() {
        Incoming::Facilities(draft) => assert_eq!(draft.rows.len(), rows, "{name}"),
        Incoming::List(list) => assert_eq!(list.list.entries.len(), rows, "{name}"),
        Incoming::Declaration(_) => panic!("{name} is no declaration"),
    }
    assert!(peak < most * MIB, "{name}: {} MiB", peak / MIB);
}

/// A workbook of one sheet, with the elements of its rows, and shared strings.
fn xlsx(rows: &str, strings: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    for (name, content) in [
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/>\
             <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"st.xml\"/></Relationships>",
        ),
        ("xl/s.xml", &sheet),
        ("xl/st.xml", strings),
    ] {
        // Stored as it is, so that nothing but its content is hostile.
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(name, stored).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The elements of rows that share strings.
fn shared_rows(rows: usize, cells: &str) -> String {
    (0..rows).map(|_| format!("<row>{cells}</row>")).collect()
}

const HEAD: &str = "metal,name,country,status\nGold,Dowa,JAPAN,Active\n";
const PAGE: &str = "<html><body><table><tr><td>Metal<td>Smelter name<td>Country<tr><td>Gold<td>Dowa<td>JAPAN";

#[test]
fn a_long_string_in_many_cells_is_refused() {
    let strings = |length: usize| format!("<sst><si><t>{}</t></si></sst>", "abcdefghij".repeat(length / 10));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(40);
    refused("shared.xlsx", 64, || xlsx(&shared_rows(40, &cells), &strings(1_000_000)));
    refused("shared.xlsx", 128, || xlsx(&shared_rows(2_000, &cells), &strings(3_000)));
}

#[test]
fn an_inline_text_in_many_cells_of_xml_is_refused() {
    let row = format!("<Row><Cell><Data ss:Type=\"String\">{}</Data></Cell></Row>", "x".repeat(900_000));
    let start = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    let make =
        || format!("{start}<Worksheet ss:Name=\"S\"><Table>{}</Table></Worksheet></Workbook>", row.repeat(5));
    let (_, peak) = measured(|| make().into_bytes(), |raw| import::receive("texts.xml", raw, None));
    assert!(peak < 32 * MIB, "{} MiB", peak / MIB);
}

#[test]
fn cells_over_many_rows_are_refused() {
    let cell = format!("<td rowspan=2000>{}</td>", "q".repeat(8_000));
    refused("spans.htm", 96, || {
        format!("<table><tr>{}</tr>{}", cell.repeat(60), "<tr></tr>".repeat(1_999)).into_bytes()
    });
    let cells = format!("<td rowspan=500>{}", "Dowa Metals ".repeat(50)).repeat(60);
    refused("spans.htm", 96, || format!("{PAGE}<tr>{cells}{}", "<tr>".repeat(499)).into_bytes());
}

#[test]
fn pages_of_very_many_cells_rows_and_paragraphs_are_refused() {
    for piece in [
        "<td>",
        "<tr>",
        "<tr><td>Gold",
        "<td>Gold<br>",
        "<table><tr><td>Gold</table>",
        "</table><p>Dowa, Japan",
    ] {
        refused("page.htm", 160, || format!("{PAGE}{}", piece.repeat(800_000)).into_bytes());
    }
}

#[test]
fn a_line_of_very_many_delimiters_takes_no_memory() {
    for delimiter in [",", "\"\","] {
        let length = 6_000_000 / delimiter.len();
        taken("commas.csv", (1, 24), || format!("{HEAD}{}", delimiter.repeat(length)).into_bytes());
    }
}

#[test]
fn tables_of_very_many_cells_are_refused() {
    refused("cells.csv", 192, || {
        format!("{HEAD}{}", format!("{}b\n", "a,".repeat(60)).repeat(55_000)).into_bytes()
    });
}

#[test]
fn a_long_list_is_read_within_the_limit() {
    let rows = 2_000;
    let list = |rows: usize| -> String {
        (0..rows).map(|row| format!("Gold,Example Refinery {row},ITALY,Active\n")).collect()
    };
    // A hundredth of the longest list that is read; some of what it takes is the program's own tables.
    taken("list.csv", (rows + 1, 6), || format!("{HEAD}{}", list(rows)).into_bytes());
}

#[test]
fn a_text_that_is_longer_than_any_filing_is_refused() {
    // Wide gaps between the columns: few lines, so that the test is short.
    let gap = " ".repeat(200);
    let row = format!("Gold{gap}Dowa Metals{gap}JAPAN{gap}Active\n");
    refused("filing.txt", 64, || format!("Form SD\n{}", row.repeat(15_000)).into_bytes());
    let row = format!("| Gold{gap} | Dowa{gap} |\n");
    refused("filing.md", 64, || format!("| Metal | Name |\n|---|---|\n{}", row.repeat(22_000)).into_bytes());
}

#[test]
fn no_other_reader_takes_more() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "abcdefghij".repeat(50_000));
    let book = || xlsx(&shared_rows(40, &"<c t=\"s\"><v>0</v></c>".repeat(40)), &strings);
    let table = || format!("a,b\n{}\n", ",".repeat(3_000_000)).into_bytes();
    type Reader = fn(&[u8]);
    let readers: [Reader; 5] = [
        |raw| drop(import::read("x", raw)),
        |raw| drop(import::read_list("x", raw, None)),
        |raw| drop(import::status::read("x", raw, None)),
        |raw| drop(import::risk::read("x", raw, None)),
        |raw| drop(import::cells(raw)),
    ];
    for (at, reader) in readers.into_iter().enumerate() {
        for (_, peak) in [measured(book, reader), measured(table, reader)] {
            assert!(peak < 64 * MIB, "reader {at}: {} MiB", peak / MIB);
        }
    }
}
