//! A workbook that is a CMRT to a [`Form`] and the list that it brings along.
//!
//! It is recognised by what stands in it, never by the file's name; RMI's other templates are refused by name. Cells are
//! found by the layout of the version ([`crate::cmrt`]), and by their labels where that does not fit. Nothing is
//! corrected: what is odd is told as an [`crate::domain::cmrt::Oddity`].

mod company;
pub(super) mod date;
mod heading;
mod identify;
mod labels;
mod look_up;
mod notes;
mod products;
mod settle;
mod smelters;
mod version;

use self::identify::Identity;
use self::notes::Notes;
use self::settle::Settlement;
use super::ImportError;
use super::book::{Book, Bounds, Container, Sheet};
use crate::cmrt::{self, Layout};
use crate::domain::cmrt::{CellAddress, Form, LayoutTrust, OddityKind, Template};
use crate::domain::{ListBody, Place};

/// A CMRT as read: nothing of it is in a workspace yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CmrtDraft {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// What it declares. [`Form::look_up`] is not filled in yet.
    pub form: Form,
    /// The list of smelters that the workbook brings along, when it has one with CIDs.
    pub look_up: Option<ListBody>,
}

/// Reads a workbook when it is one of RMI's templates; `None` when it is something else.
///
/// # Errors
/// When it is another template than the CMRT, lacks the sheet with the questions, or is damaged.
pub fn read(book: &mut Book<'_>) -> Result<Option<(Form, Option<ListBody>)>, ImportError> {
    let Some(identity) = identify::identify(book)? else {
        return Ok(None);
    };
    if identity.template != Template::Cmrt {
        return Err(ImportError::Template { template: identity.template, version: identity.stated });
    }
    let mut notes = Notes::default();
    let version = identity.version(&mut notes);
    let layout = cmrt::layout(version);
    note_container(book, &mut notes);
    note_reading(&layout, &identity, &mut notes);
    form(book, &identity, &layout, notes).map(Some)
}

/// Whether a workbook is one of RMI's templates, whole or not.
pub fn is_template(book: &mut Book<'_>) -> bool {
    !matches!(identify::identify(book), Ok(None))
}

/// Whether a table is a sheet of a CMRT by what stands in it: that with the questions, or the smelter list with its
/// version.
pub fn is_sheet(sheet: &Sheet) -> bool {
    identify::is_sheet(sheet)
}

/// Says how the workbook was protected, and what it carries besides cells.
fn note_container(book: &Book<'_>, notes: &mut Notes) {
    match book.container() {
        Container::EncryptedOoxml | Container::EncryptedXls => {
            notes.add(OddityKind::Encrypted, Place::File, String::new());
        }
        Container::Ooxml | Container::Xls | Container::SpreadsheetMl | Container::WebPage => {}
    }
    let extras = book.extras();
    if extras.macros {
        notes.add(OddityKind::Macros, Place::File, String::new());
    }
    if extras.external_links {
        notes.add(OddityKind::ExternalLinks, Place::File, String::new());
    }
}

fn note_reading(layout: &Layout, identity: &Identity, notes: &mut Notes) {
    let place = Place::Cell(identity.declaration.name().to_owned(), identity.version_cell.to_string());
    if identity.is_guess() {
        let stated = if identity.stated.is_empty() { "none stated" } else { identity.stated.as_str() };
        let detail = format!("{stated}; read as {}", layout.version);
        notes.add(OddityKind::VersionNotKnown, place.clone(), detail);
    }
    match layout.reading {
        LayoutTrust::Verified => {}
        LayoutTrust::Inferred => notes.add(OddityKind::LayoutInferred, place, layout.version.to_string()),
        LayoutTrust::Labels => notes.add(OddityKind::VersionNotKnown, place, identity.stated.clone()),
    }
    for renamed in &identity.renamed {
        renamed.note(notes);
    }
}

/// Says when labels are not there, or what they say is not.
fn note_labels(sheet: &Sheet, settled: &Settlement, notes: &mut Notes) {
    if let Some(cell) = settled.unvalued {
        notes.cell(OddityKind::NotCalculated, sheet.name(), cell, "");
    }
    if settled.labels_missing {
        let place = Place::Cell(sheet.name().to_owned(), "B1".to_owned());
        notes.add(OddityKind::LabelsMissing, place, String::new());
    }
}

fn form(
    book: &mut Book<'_>,
    identity: &Identity,
    layout: &Layout,
    mut notes: Notes,
) -> Result<(Form, Option<ListBody>), ImportError> {
    let sheet = &identity.declaration;
    let settled = settle::settle(sheet, layout);
    note_labels(sheet, &settled, &mut notes);
    let declaration = settled.layout;
    let reading = if settled.moved { LayoutTrust::Labels } else { layout.reading };
    if reading == LayoutTrust::Labels {
        notes.add(
            OddityKind::ReadByLabels,
            Place::Cell(sheet.name().to_owned(), "B1".to_owned()),
            String::new(),
        );
    }
    let date1904 = book.date1904();
    let block = company::CompanySheet::read(sheet, &declaration, layout.version, date1904, &mut notes);
    let look_up = look_up::read(book, identity, layout, &mut notes)?;
    let smelters = smelters::read(book, identity, layout, look_up.as_ref(), &mut notes)?;
    let (first_product, products) = products::read(book, layout, &mut notes)?;
    let form = Form {
        template: Template::Cmrt,
        version: layout.version,
        reading,
        language: block.language,
        declaration_sheet: sheet.name().to_owned(),
        smelter_sheet: smelters.sheet,
        fields: block.fields,
        scope: block.scope,
        date: block.date,
        answers: block.answers,
        numbers: declaration.questions.iter().map(|row| (row.asks, row.number.clone())).collect(),
        company: block.company,
        letters: declaration.company.iter().map(|row| (row.asks, row.letter.clone())).collect(),
        columns: smelters.columns,
        rows: smelters.rows,
        first_product,
        products,
        look_up: None,
        checker: checker(book, layout)?,
        oddities: notes.finish(),
    };
    Ok((form, look_up))
}

/// The workbook's own count of open fields, when it has one and it is a number.
fn checker(book: &mut Book<'_>, layout: &Layout) -> Result<Option<u32>, ImportError> {
    let Some(checker) = layout.checker.filter(|checker| book.find(&checker.sheet).is_some()) else {
        return Ok(None);
    };
    let CellAddress { row, col } = checker.cell;
    let sheet = book.read(&checker.sheet, Bounds::to(row, u32::from(col)))?;
    let value = sheet.get(row, u32::from(col)).map(|cell| cell.value.to_string());
    // The official formula gives a number, but the text "0" when nothing is open.
    Ok(value.and_then(|text| text.trim().parse().ok()))
}
