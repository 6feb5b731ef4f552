//! What goes to counsel: every document and the annex in every format, the report as data, the page for management,
//! the sheet for the filing agent, and the trace.

use super::edgar::{self, LONGEST_NAME};
use super::{EXPORTERS, ExportError, Exporter, FormatWriter, agent, annex, trace};
use crate::report::Report;
use crate::tabular::Table;
use crate::text::fold;

/// The files of a report with their names, in the order in which they are listed. The same report gives the
/// same bytes.
///
/// # Errors
/// When a table does not fit its format, or our validator finds something in an HTML document that EDGAR
/// would not take.
pub fn bundle(report: &Report) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let mut files = Vec::new();
    for exporter in &EXPORTERS {
        exported(report, exporter, &mut files)?;
    }
    files.push((name_of(report, "edgar", "txt"), agent::write(report).into_bytes()));
    let text = trace::write(report, &files);
    files.push((name_of(report, "trace", "txt"), text.into_bytes()));
    Ok(files)
}

/// Adds what one format makes of a report.
fn exported(
    report: &Report,
    exporter: &Exporter,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), ExportError> {
    let named = |what: &str| name_of(report, what, exporter.extension);
    match exporter.writer {
        FormatWriter::Document(write) => {
            for document in &report.documents {
                let (name, text) = (named(document.kind.key()), write(report, document));
                validate(exporter, &name, &text)?;
                files.push((name, text.into_bytes()));
            }
        }
        FormatWriter::Package(write) => {
            for document in &report.documents {
                files.push((named(document.kind.key()), write(report, document)?));
            }
        }
        FormatWriter::Table(write) => {
            for (what, table) in annexes(report) {
                files.push((named(what), write(&table)?));
            }
        }
        FormatWriter::Data(write) => files.push((named("data"), write(report)?)),
        FormatWriter::Page(write) => files.push((named("page"), write(report).into_bytes())),
    }
    Ok(())
}

/// The annex, or its parts. Its rows are data, which a remark would spoil: that it is a draft is said in its title, which names the
/// sheet.
fn annexes(report: &Report) -> Vec<(&'static str, Table)> {
    let mut tables = annex::data(report);
    if report.is_draft() {
        tables.iter_mut().for_each(|(_, table)| table.title.push_str(" (DRAFT)"));
    }
    tables
}

fn validate(exporter: &Exporter, name: &str, text: &str) -> Result<(), ExportError> {
    if exporter.extension != "htm" {
        return Ok(());
    }
    let mut findings = edgar::check_name(name);
    findings.extend(edgar::check(text));
    if findings.is_empty() { Ok(()) } else { Err(ExportError::Edgar(name.to_owned(), findings)) }
}

/// The name of a file of the bundle; a draft's says so.
pub(super) fn name_of(report: &Report, what: &str, extension: &str) -> String {
    let draft = if report.is_draft() { "-draft" } else { "" };
    let tail = format!("-{what}-{}{draft}.{extension}", report.heading.year);
    with_company(&report.heading.company, &tail)
}

/// A file's name by EDGAR's rules: the company's name as far as there is room, what it is, the year.
pub fn file_name((company, year): (&str, i16), what: &str, extension: &str) -> String {
    with_company(company, &format!("-{what}-{year}.{extension}"))
}

fn with_company(company: &str, tail: &str) -> String {
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
    if short.is_empty() { "company".chars().take(room).collect() } else { short }
}
