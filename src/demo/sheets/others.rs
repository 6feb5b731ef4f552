//! The sheets around the declaration: versions, products, the count of open fields, notes, hidden tables.

use super::{Job, NOTICE, number, revision};
use crate::cmrt::released;
use crate::demo::package::{CellFormat, DemoSheet, DemoValue};
use crate::domain::Country;
use crate::domain::cmrt::{CellAddress, Version};

/// A link to a workbook that nothing refers to.
pub(super) const EXTERNAL_LINK: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<externalLink xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>",
);

/// The title, and the versions up to the one that the sheet speaks of.
pub(super) fn revisions(job: &Job<'_>, sheet: &mut DemoSheet) {
    let version = job.said_elsewhere();
    let title = match job.filled.version {
        version if version < Version::new(200) => CellAddress::new(11, 5),
        version if version < Version::new(202) => CellAddress::new(11, 6),
        _ => CellAddress::new(3, 2),
    };
    sheet.put(CellAddress::new(1, 2), NOTICE, CellFormat::Note);
    sheet.put(title, job.filled.template.title(), CellFormat::Heading);
    let mut row = 13;
    for release in released().iter().filter(|release| release.version < version) {
        let day = release.date.strftime("%B %-d, %Y").to_string();
        line(sheet, row, release.version, &day);
        row += 1;
    }
    line(sheet, row, version, "");
    sheet.put(CellAddress::new(row + 1, 2), NOTICE, CellFormat::Note);
}

/// Versions are numbers, unless a letter makes them texts.
fn line(sheet: &mut DemoSheet, row: u32, version: Version, day: &str) {
    let text = number(version);
    let value = text.parse().map_or_else(|_| DemoValue::Text(text.clone()), DemoValue::Number);
    sheet.put(CellAddress::new(row, 2), value, CellFormat::Plain);
    if !day.is_empty() {
        sheet.put(CellAddress::new(row, 4), day, CellFormat::Plain);
    }
}

/// A sheet that only says what the workbook is.
pub(super) fn note(sheet: &mut DemoSheet) {
    sheet.widths.insert(2, 100);
    sheet.put(CellAddress::new(1, 2), NOTICE, CellFormat::Note);
    let text =
        "It has the shape of a reporting template, so that programs which read templates can be tried.";
    sheet.put(CellAddress::new(3, 2), text, CellFormat::Plain);
}

/// The product list. A number is stored as a number where it can be, as a user's typing would be; the row after
/// the last is no product.
pub(super) fn products(job: &Job<'_>, sheet: &mut DemoSheet) {
    let Some(layout) = job.layout.products else { return };
    sheet.put(CellAddress::new(1, 1), NOTICE, CellFormat::Note);
    let columns = [layout.number, layout.name, layout.comment];
    let asked = layout.requester.map(|(number, name)| [number, name]);
    let headings =
        ["Product number (*)", "Product name", "Comment", "Your product number", "Your product name"];
    for (col, heading) in columns.into_iter().chain(asked.into_iter().flatten()).zip(headings) {
        sheet.put(col.at(layout.header), heading, CellFormat::Heading);
        sheet.widths.insert(col.0, 30);
    }
    for (row, (number, name, comment)) in (layout.first..=layout.last).zip(&job.filled.products) {
        for (col, text) in columns.iter().zip([number, name, comment]) {
            if !text.is_empty() {
                sheet.put(col.at(row), typed(text), CellFormat::Input);
            }
        }
    }
    sheet.put(layout.number.at(layout.last + 1), format!("\u{a9} {NOTICE}"), CellFormat::Note);
}

/// What a cell holds after somebody typed this: a number, where it reads as one.
fn typed(text: &str) -> DemoValue {
    let is_number = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0') && text.len() < 12;
    match text.parse() {
        Ok(number) if is_number => DemoValue::Number(number),
        Ok(_) | Err(_) => text.into(),
    }
}

/// The count of open fields, as the sheet's own formula came to it when it was last calculated.
pub(super) fn checker(job: &Job<'_>, sheet: &mut DemoSheet) {
    sheet.put(CellAddress::new(1, 1), NOTICE, CellFormat::Note);
    let Some(layout) = job.layout.checker else { return };
    let count = job.filled.open_fields;
    let value = count.map(|count| match count {
        0 => DemoValue::from("0"),
        count => DemoValue::Number(f64::from(count)),
    });
    sheet.formula(layout.cell, "IF(H70=0,\"0\",H70)", value);
    sheet.formula(
        CellAddress::new(70, 8),
        "SUM(H4:H69)",
        count.map(|count| DemoValue::Number(f64::from(count))),
    );
}

/// A hidden sheet: the countries in `C`, else a note.
pub(super) fn hidden(sheet: &mut DemoSheet) {
    if sheet.name != "C" {
        sheet.put(CellAddress::new(1, 1), NOTICE, CellFormat::Note);
        return;
    }
    for (row, country) in (2..).zip(Country::all()) {
        sheet.put(CellAddress::new(row, 1), country.code(), CellFormat::Plain);
        sheet.put(CellAddress::new(row, 2), country.name(), CellFormat::Plain);
    }
}

/// Where the smelter list names the version, by version.
pub(super) fn version_mark(job: &Job<'_>, sheet: &mut DemoSheet) {
    let letter = match job.filled.version {
        version if version < Version::new(200) => 18,
        version if version < Version::new(203) => 14,
        version if version < Version::new(300) => 15,
        _ => 17,
    };
    sheet.put(CellAddress::new(3, letter), revision(job.said_elsewhere()), CellFormat::Plain);
}
