//! What goes to counsel: every document and the annex in every format, and the trace.

use super::edgar::{self, LONGEST_NAME};
use super::{EXPORTERS, ExportError, Exporter, FormatWriter, tables, trace};
use crate::report::Report;
use crate::text::fold;

/// The files of a report with their names, in the order in which they are listed. The same report gives the
/// same bytes.
///
/// # Errors
/// When a table does not fit its format, or our validator finds something in an HTML document that EDGAR
/// would not take.
pub fn bundle(report: &Report) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let whose = (report.heading.company.as_str(), report.heading.year);
    let mut files = Vec::new();
    for exporter in &EXPORTERS {
        match exporter.writer {
            FormatWriter::Document(write) => {
                for document in &report.documents {
                    let name = file_name(whose, document.kind.key(), exporter.extension);
                    let text = write(report, document);
                    validate(exporter, &name, &text)?;
                    files.push((name, text.into_bytes()));
                }
            }
            FormatWriter::Table(write) => {
                let name = file_name(whose, "annex", exporter.extension);
                files.push((name, write(&tables::annex(report))?));
            }
        }
    }
    let text = trace::write(report, &files);
    files.push((file_name(whose, "trace", "txt"), text.into_bytes()));
    Ok(files)
}

fn validate(exporter: &Exporter, name: &str, text: &str) -> Result<(), ExportError> {
    if exporter.extension != "htm" {
        return Ok(());
    }
    let mut findings = edgar::check_name(name);
    findings.extend(edgar::check(text));
    if findings.is_empty() { Ok(()) } else { Err(ExportError::Edgar(name.to_owned(), findings)) }
}

/// A file's name by EDGAR's rules: the company's name as far as there is room, what it is, the year.
pub fn file_name((company, year): (&str, i16), what: &str, extension: &str) -> String {
    let tail = format!("-{what}-{year}.{extension}");
    let room = LONGEST_NAME.saturating_sub(tail.len());
    format!("{}{tail}", short_name(company, room))
}

/// The first words of a name that fit, joined with hyphens; the beginning of the first if none does.
fn short_name(name: &str, room: usize) -> String {
    let folded = fold(name);
    let mut short = String::new();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        if short.is_empty() {
            short = word.chars().take(room).collect();
        } else if short.len() + 1 + word.len() <= room {
            short = format!("{short}-{word}");
        } else {
            break;
        }
    }
    if short.is_empty() { "company".to_owned() } else { short }
}
