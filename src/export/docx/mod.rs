//! A document as a Word file (Office Open XML, ECMA-376): real headings, tables whose header row repeats on every page, page
//! numbers, and on a draft the word DRAFT at the head of every page.
//!
//! The few parts are written here, with the library that reads workbooks' archives. `docx-rs` 0.4.22 was weighed: it numbers
//! paragraphs, headers and footers by counters of the process, so that a second export of the same session has other bytes;
//! it names an author "unknown"; and it brings a second version of both the archive and the XML library.
//!
//! The same document gives the same bytes: parts stand in a fixed order with a fixed time, and the file is marked as made on
//! the last day of the reporting period, by nobody.

mod body;

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::ExportError;
use crate::report::{Document, Report};
use crate::text::as_written;

/// How every part begins.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-";

/// A part that the document refers to. It is called by its name there.
struct Part {
    name: &'static str,
    /// The end of its content type.
    holds: &'static str,
    text: &'static str,
}

const STYLES: Part =
    Part { name: "styles", holds: "styles", text: include_str!("../../../assets/docx/styles.xml") };
const SETTINGS: Part =
    Part { name: "settings", holds: "settings", text: include_str!("../../../assets/docx/settings.xml") };
const FOOTER: Part =
    Part { name: "footer", holds: "footer", text: include_str!("../../../assets/docx/footer.xml") };
/// Says DRAFT.
const HEADER: Part =
    Part { name: "header", holds: "header", text: include_str!("../../../assets/docx/header.xml") };

/// The bytes of the file.
///
/// # Errors
/// When the archive cannot be made.
pub fn write(report: &Report, document: &Document) -> Result<Vec<u8>, ExportError> {
    let parts = parts(report, document);
    zipped(&parts).map_err(|error| ExportError::Package(document.title.clone(), error.to_string()))
}

/// Every part by its path, in the order in which they lie in the archive.
fn parts(report: &Report, document: &Document) -> Vec<(String, String)> {
    let is_draft = report.is_draft();
    let mut named = vec![STYLES, SETTINGS, FOOTER];
    named.extend(is_draft.then_some(HEADER));
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types(&named)),
        ("_rels/.rels".to_owned(), package_relations()),
        ("docProps/core.xml".to_owned(), properties(report, document)),
        ("word/document.xml".to_owned(), body::document(report, document, is_draft)),
        ("word/_rels/document.xml.rels".to_owned(), relations(&named)),
    ];
    parts.extend(named.into_iter().map(|part| (format!("word/{}.xml", part.name), part.text.to_owned())));
    parts
}

fn zipped(parts: &[(String, String)]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // Else it says on which system it was made.
        .system(System::Dos)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        zip.start_file(path, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn types(named: &[Part]) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"{TYPE}package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"{TYPE}package.core-properties+xml\"/>"
    );
    let main = ("document", "document.main");
    for (name, holds) in [main].into_iter().chain(named.iter().map(|part| (part.name, part.holds))) {
        out.push_str(&format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}officedocument.wordprocessingml.{holds}+xml\"/>"
        ));
    }
    out + "</Types>"
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"document\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"properties\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn relations(named: &[Part]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for Part { name, .. } in named {
        out.push_str(&format!(
            "<Relationship Id=\"{name}\" Type=\"{OFFICE}/{name}\" Target=\"{name}.xml\"/>"
        ));
    }
    out + "</Relationships>"
}

/// Title and day, and nobody's name.
fn properties(report: &Report, document: &Document) -> String {
    let title = text(&format!("{} - {}", report.heading.company, document.title));
    let day = report.heading.period_end;
    let at =
        |what: &str| format!("<dcterms:{what} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{what}>");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{title}</dc:title>{}{}</cp:coreProperties>",
        at("created"),
        at("modified")
    )
}

/// A text as it may leave, as XML has it. The two characters that are no text in XML are left out.
fn text(text: &str) -> String {
    let kept: String = as_written(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    escape(kept).into_owned()
}

#[cfg(test)]
mod tests;
