//! Workbooks made here, and real ones where they are to be had, read through the door.

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::*;

/// A small workbook as a library writes it.
fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet().set_name("First").unwrap();
    sheet.write(0, 0, "Zürich").unwrap();
    sheet.write(1, 1, 2.5).unwrap();
    sheet.write_with_format(2, 2, 45000, &day).unwrap();
    sheet.write(3, 3, true).unwrap();
    sheet.write_formula(4, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let hidden = book.add_worksheet().set_name(" Second ").unwrap();
    hidden.set_hidden(true).write(9, 0, "line\r\nbreak").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_its_sheets_and_their_cells() {
    let raw = xlsx();
    let mut book = open(&raw, None).unwrap();
    assert_eq!((book.container(), book.date1904()), (Container::Ooxml, false));
    let sheets: Vec<(&str, bool)> = book.sheets().iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    assert_eq!(sheets, [("First", false), (" Second ", true)]);
    let first = book.read("First", Bounds::ALL).unwrap();
    let shown: Vec<String> = first.cells().iter().map(|cell| cell.value.to_string()).collect();
    assert_eq!(shown, ["Zürich", "2.5", "45000", "TRUE", "#DIV/0!"]);
    assert_eq!(first.at("C3").unwrap().value, CellValue::Date(45000.0));
    assert!(first.at("E5").unwrap().formula);
    let second = book.read("second", Bounds::ALL).unwrap();
    assert_eq!(second.name(), " Second ");
    assert_eq!(second.at("A10").unwrap().value, CellValue::Text("line\nbreak".into()));
    assert_eq!(book.read("Third", Bounds::ALL), Err(BookError::NoSheet("Third".to_owned())));
}

#[test]
fn what_is_no_workbook_is_named() {
    let what = |raw: &[u8]| open(raw, None).unwrap_err().to_string();
    assert_eq!(what(b"\xFF\xD8\xFF\xE0....JFIF"), "this is a JPEG image");
    assert_eq!(what(b"%PDF-1.7"), "this is a PDF");
    assert!(what(b"PK\x03\x04 and then nothing").contains("damaged"));
}
