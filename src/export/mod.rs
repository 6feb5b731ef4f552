//! A report or a table to bytes, one file a format. Touches no file: what it makes is written elsewhere.
//!
//! [`bundle`] makes what goes to counsel, from a [`Report`], which has nothing internal to give away. The
//! internal tables ([`register`], [`behind`()] and any [`listing`]) go through the same table writers, but never into
//! the bundle.

mod agent;
mod annex;
mod behind;
mod bundle;
mod csv;
mod docx;
pub mod edgar;
mod htm;
mod json;
mod listing;
mod manifest;
mod md;
mod page;
mod register;
mod tables;
mod trace;
mod txt;
mod xlsx;

pub use behind::{BehindCase, behind};
pub use bundle::{bundle, file_name};
pub use listing::listing;
pub use manifest::{MANIFEST, Manifest};
pub use register::register;
pub use tables::shown;

use crate::problem::Problem;
use crate::report::{Document, Report};
use crate::tabular::Table;

/// Why something could not be exported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A table does not fit the format: its title, and why.
    #[error("the table {0:?} cannot be written: {1}")]
    Table(String, String),
    /// A document cannot be packed: its title, and why.
    #[error("the document {0:?} cannot be written: {1}")]
    Package(String, String),
    /// A file breaks the rules of EDGAR: its name, and the findings.
    #[error("{0} is not a document that EDGAR takes: {findings}", findings = list(.1))]
    Edgar(String, Vec<edgar::EdgarFlaw>),
}

/// The first findings, and how many more there are.
fn list(findings: &[edgar::EdgarFlaw]) -> String {
    const SHOWN: usize = 5;
    let mut words: Vec<String> = findings.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = findings.len().saturating_sub(SHOWN);
    if more > 0 {
        words.push(format!("and {more} more"));
    }
    words.join("; ")
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        let (place, remedy) = match &error {
            ExportError::Table(title, _) => {
                (title.clone(), "shorten the text or narrow the filter, then export again")
            }
            ExportError::Package(file, _) | ExportError::Edgar(file, _) => {
                (file.clone(), "this is a fault of the program; please report it with this message")
            }
        };
        Self::new(error.to_string(), place, remedy)
    }
}

/// What a format writes.
#[derive(Debug, Clone, Copy)]
pub enum FormatWriter {
    Document(fn(&Report, &Document) -> String),
    /// A document that is no text.
    Package(fn(&Report, &Document) -> Result<Vec<u8>, ExportError>),
    /// The figures, sentences and rows of the whole report.
    Data(fn(&Report) -> Result<Vec<u8>, ExportError>),
    /// The figures of the whole report for who manages the programme.
    Page(fn(&Report) -> String),
    Table(fn(&Table) -> Result<Vec<u8>, ExportError>),
}

/// An output format.
#[derive(Debug, Clone, Copy)]
pub struct Exporter {
    /// Its identifier on the command line.
    pub id: &'static str,
    /// The end of a file's name, without the dot.
    pub extension: &'static str,
    pub writer: FormatWriter,
}

/// What stands at the head of every document of a report that is a draft.
const DRAFT: &str = "DRAFT: something in this report is still to be said";

/// Every output format. The bundle has each document and the annex in all of them, one file of
/// data and one page.
pub static EXPORTERS: [Exporter; 8] = [
    Exporter { id: "htm", extension: "htm", writer: FormatWriter::Document(htm::write) },
    Exporter { id: "docx", extension: "docx", writer: FormatWriter::Package(docx::write) },
    Exporter { id: "txt", extension: "txt", writer: FormatWriter::Document(txt::write) },
    Exporter { id: "md", extension: "md", writer: FormatWriter::Document(md::write) },
    Exporter { id: "csv", extension: "csv", writer: FormatWriter::Table(csv::write) },
    Exporter { id: "xlsx", extension: "xlsx", writer: FormatWriter::Table(xlsx::write) },
    Exporter { id: "json", extension: "json", writer: FormatWriter::Data(json::write) },
    Exporter { id: "page", extension: "html", writer: FormatWriter::Page(page::write) },
];

impl Exporter {
    /// The format of an identifier.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        EXPORTERS.iter().find(|exporter| exporter.id == id)
    }
}

/// So much of a file is looked at for what it calls itself. In bytes.
const LOOKED_AT: usize = 64 << 10;

/// Whether a file is one of those beside the documents of a bundle, which are not filed: the trace, the sheet for the filing agent, the
/// page for management.
pub fn is_not_filed(raw: &[u8]) -> bool {
    let head = String::from_utf8_lossy(raw.get(..LOOKED_AT).unwrap_or(raw));
    let is_trace = head.lines().take(3).any(|line| line.starts_with(trace::TITLE));
    is_trace || head.contains(agent::ABOUT) || head.contains(page::NOT_FILED)
}

/// A document of a report as text, for whoever reads it as anybody would.
pub fn plain_text(report: &Report, document: &Document) -> String {
    md::write(report, document)
}

#[cfg(test)]
mod tests;
