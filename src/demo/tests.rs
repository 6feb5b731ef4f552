//! What the built workbooks hold, read cell by cell.

use super::{Fault, FilledCmrt, FilledRow, RowFilling, SheetKind, workbook};
use crate::domain::cmrt::{Answer, CellAddress, CompanyQuestion, Question, SmelterColumn, Template, Version};
use crate::domain::{Cid, Metal};
use crate::import::book::{self, Bounds, CellValue, Sheet};

const ALL: Bounds = Bounds { first_row: 1, last_row: 3000, last_col: 30 };

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Sheet {
    book::open(bytes, None).unwrap().read(name, ALL).unwrap()
}

fn at(sheet: &Sheet, cell: &str) -> String {
    let cell = CellAddress::parse(cell).unwrap();
    match sheet.get(cell.row, cell.col.into()).map(|found| &found.value) {
        None => String::new(),
        Some(CellValue::Text(text)) => text.to_string(),
        Some(other) => format!("{other:?}"),
    }
}

#[test]
fn cells_are_where_the_version_has_them() {
    let bytes = workbook(&FilledCmrt::clean(version("6.5")));
    let declaration = sheet(&bytes, "Declaration");
    assert_eq!(at(&declaration, "D3"), "English");
    assert_eq!(at(&declaration, "J3"), "Revision 6.5\nApril 25, 2025");
    assert!(at(&declaration, "D8").contains("fictional"));
    assert_eq!(at(&declaration, "D28"), "Yes", "Q1, gold");
    assert_eq!(at(&declaration, "D26"), "No", "Q1, tantalum");
    assert_eq!(at(&declaration, "D57"), "100%", "Q6, tin");
    assert!(at(&declaration, "G77").starts_with("https://"), "B");
    assert!(at(&declaration, "B37").starts_with("3) "));
    let smelters = sheet(&bytes, "Smelter List");
    let row: Vec<String> = ["A5", "B5", "C5", "D5", "E5", "F5"].map(|cell| at(&smelters, cell)).to_vec();
    assert_eq!(row, ["CID900301", "Tin", "Timah Bersinar, PT", "", "INDONESIA", "CID900301"]);
    let (sheet_5, revision) = (at(&smelters, "Q3"), sheet(&bytes, "Revision"));
    assert_eq!(sheet_5, "Revision 6.5\nApril 25, 2025");
    assert_eq!(at(&revision, "B3"), "Conflict Minerals Reporting Template");
    assert_eq!(at(&sheet(&bytes, "Checker"), "D2"), "0");
}

#[test]
fn older_versions_have_their_sheets_and_days() {
    let names = |text: &str| -> Vec<String> {
        let bytes = workbook(&FilledCmrt::clean(version(text)));
        let opened = book::open(&bytes, None).unwrap();
        assert_eq!(opened.date1904(), text < "4", "{text}");
        opened.sheets().iter().filter(|sheet| !sheet.hidden).map(|sheet| sheet.name.clone()).collect()
    };
    assert_eq!(names("1.00"), ["Instructions", "Definitions", "Declaration", "Smelter and Mine List"]);
    assert_eq!(names("2.02").get(5).unwrap(), "Standard Smelter Names");
    assert_eq!(names("4.2").get(5).unwrap(), "Smelter Reference List");
    assert_eq!(names("6.22").last().unwrap(), "Smelter Look-up");
    let bytes = workbook(&FilledCmrt::clean(version("2.02")));
    let smelters = sheet(&bytes, "Smelter List");
    let row = ["B5", "C5", "D5", "E5", "F5"].map(|cell| at(&smelters, cell));
    assert_eq!(row, ["Tin", "Timah Bersinar, PT", "Timah Bersinar, PT", "INDONESIA", "2IDN901"]);
}

#[test]
fn rows_come_as_real_files_have_them() {
    let unknown = Cid::parse("CID999999").unwrap();
    let known = Cid::parse("CID900001").unwrap();
    let mut filled = FilledCmrt::clean(version("6.5"));
    filled.lines = vec![
        RowFilling::IdOnly(known).into(),
        RowFilling::Gap.into(),
        RowFilling::Id(unknown).into(),
        RowFilling::NotListed(Metal::Tin, "Somewhere Tin".into(), "PERU".into(), String::new()).into(),
        RowFilling::NotIdentified(Metal::Tin).into(),
        FilledRow::from(RowFilling::Chosen(Metal::Gold, "aldermark".into()))
            .with(SmelterColumn::Recycled, "Yes"),
    ];
    let smelters = sheet(&workbook(&filled), "Smelter List");
    assert_eq!(at(&smelters, "B5"), "Unvalued");
    assert_eq!(at(&smelters, "A6"), "");
    assert!(at(&smelters, "B7").contains("N/A"), "{}", at(&smelters, "B7"));
    assert_eq!(at(&smelters, "C8"), "Smelter not listed");
    assert_eq!(at(&smelters, "G8"), "Enter smelter details");
    assert_eq!(at(&smelters, "C9"), "Smelter not yet identified");
    assert_eq!(at(&smelters, "F10"), "CID900022");
    assert_eq!(at(&smelters, "H10"), "Number(0.0)", "the sheet shows 0 for no street");
    assert_eq!(at(&smelters, "P10"), "Yes");
}

#[test]
fn faults_are_in_the_file() {
    let base = FilledCmrt::clean(version("6.5"));
    let with = |fault: Fault| workbook(&base.clone().fault(fault));
    let renamed = with(Fault::Renamed(SheetKind::Smelters, "Smelters".into()));
    assert!(book::open(&renamed, None).unwrap().find("Smelter List").is_none());
    let shifted = sheet(&with(Fault::RowsDeleted(SheetKind::Declaration, 5, 2)), "Declaration");
    assert_eq!(at(&shifted, "D26"), "Yes");
    let shifted = sheet(&with(Fault::RowsInserted(SheetKind::Declaration, 5, 1)), "Declaration");
    assert_eq!(at(&shifted, "D29"), "Yes");
    let cell = CellAddress::new(5, 1);
    let broken = sheet(&with(Fault::RefError(SheetKind::Smelters, cell)), "Smelter List");
    assert!(at(&broken, "A5").contains("REF"));
    let texts = sheet(&with(Fault::FormulasAsText), "Smelter List");
    assert!(at(&texts, "B5").starts_with("=IF("));
    assert_eq!(at(&sheet(&with(Fault::NotCalculated), "Smelter List"), "B5"), "Unvalued");
    let other = sheet(&with(Fault::OtherVersion(version("6.4"))), "Smelter List");
    assert!(at(&other, "Q3").starts_with("Revision 6.4"));
    let locked = with(Fault::Password("secret".into()));
    assert!(book::open(&locked, None).is_err() && book::open(&locked, Some("secret")).is_ok());
}

#[test]
fn other_templates_have_their_title() {
    for template in Template::ALL {
        let filled = FilledCmrt { template, ..FilledCmrt::blank(version("1.3")) };
        let bytes = workbook(&filled);
        let opened = book::open(&bytes, None).unwrap();
        assert!(opened.find("Declaration").is_some());
        let filled = FilledCmrt { template, ..FilledCmrt::blank(version("6.5")) };
        assert_eq!(at(&sheet(&workbook(&filled), "Revision"), "B3"), template.title());
    }
}

#[test]
fn answers_are_written_as_said() {
    let filled = FilledCmrt::clean(version("6.22"))
        .answer(Question::Covered, Metal::Tin, Answer::Unknown)
        .answer(Question::HighRisk, Metal::Tin, "\u{5426}")
        .company(CompanyQuestion::Survey, Answer::YesOtherFormat);
    let declaration = sheet(&workbook(&filled), "Declaration");
    assert_eq!(at(&declaration, "D39"), "Unknown");
    assert_eq!(at(&declaration, "D45"), "\u{5426}");
    assert_eq!(at(&declaration, "D83"), "Yes, using other format (describe)");
    assert_eq!(at(&declaration, "D57"), "Number(1.0)", "to 6.22, 100 % is the number 1");
}
