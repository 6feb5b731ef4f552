//! The trace: every figure of a report with the rows behind it, every computed sentence with the figures
//! behind it, and how the statuses were obtained, for whoever checks the report. It names rows of Annex I,
//! nothing else: no person, and of a source no more than what it is and its hash. Every value stands in a line of its own making: none can begin another.

use sha2::{Digest, Sha256};

use super::DRAFT;
use crate::report::{AnnexRow, Document, Figure, FigureKey, Obtained, Report, Sentence};
use crate::text::as_written;

/// How a trace begins.
pub(super) const TITLE: &str = "Trace of the Conflict Minerals Report of";

/// The text of the file; `files` are the other files of the bundle.
pub(super) fn write(report: &Report, files: &[(String, Vec<u8>)]) -> String {
    let heading = &report.heading;
    let company = as_written(&heading.company);
    let mut out = if report.is_draft() { format!("{DRAFT}\n\n") } else { String::new() };
    out.push_str(&format!("{TITLE} {company} for {}\n", heading.year));
    out.push_str("\nFiles, with their SHA-256\n\n");
    for (name, bytes) in files {
        out.push_str(&format!("  {name:<32} {}\n", hash(bytes)));
    }
    out.push_str("\nSources, with their SHA-256\n\n");
    for (number, source) in (1..).zip(&report.sources) {
        out.push_str(&format!("  {number:>4} {:<16} {}\n", source.kind.name(), as_written(&source.sha256)));
    }
    obtained(report, &mut out);
    out.push_str("\nSentences, with the figures and values they use, or the fact that holds them\n");
    for document in &report.documents {
        sentences(document, &mut out);
    }
    out.push_str("\nFigures, with the rows of Annex I that they count\n");
    for each in report.figures.published().filter(|each| !matches!(each.key, FigureKey::Obtained(_))) {
        figure(report, each, &mut out);
    }
    out
}

/// How many statuses were obtained in which way, with the rows of those that no source states as they are.
fn obtained(report: &Report, out: &mut String) {
    out.push_str("\nHow the statuses of Annex I were obtained\n");
    for how in Obtained::ALL {
        let Some(each) = report.figures.get(&FigureKey::Obtained(how)) else {
            continue;
        };
        match how {
            Obtained::Derived | Obtained::Set => figure(report, each, out),
            Obtained::Listed | Obtained::Stated | Obtained::Missing => headline(report, each, out),
        }
    }
}

fn headline(report: &Report, figure: &Figure, out: &mut String) {
    let (name, title) = (figure.key.name(), figure.key.title(report.heading.style));
    out.push_str(&format!("\n  {}\n", as_written(&format!("{name} = {} ({title})", figure.value))));
}

fn figure(report: &Report, figure: &Figure, out: &mut String) {
    headline(report, figure, out);
    let rows = report.annex.by_facility();
    for row in figure.facilities().filter_map(|id| rows.get(id)) {
        out.push_str(&format!("    {}\n", as_written(&describe(report, row))));
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sentences(document: &Document, out: &mut String) {
    for (section, sentence) in document.sentences() {
        let from = match sentence {
            Sentence::Computed { from, .. } if from.is_empty() => "fixed wording".to_owned(),
            Sentence::Computed { from, .. } => from.iter().cloned().collect::<Vec<_>>().join(", "),
            Sentence::Written { fact, .. } => format!("the company's own words: {fact}"),
            Sentence::Measure { step, .. } => {
                format!("the company's own words: register of due diligence, step {}", step.letter())
            }
            Sentence::Place { .. } | Sentence::Gap { .. } => continue,
        };
        let said = format!("{}: {}", section.heading, sentence.text());
        out.push_str(&format!("\n  {}\n    from {from}\n", as_written(&said)));
    }
}

fn describe(report: &Report, row: &AnnexRow) -> String {
    let mut parts = vec![row.metal.name().to_owned(), row.label()];
    let cid = row.cid.map(|cid| cid.to_string());
    parts.extend(cid.filter(|cid| *cid != row.label()));
    parts.push(row.location.text().to_owned());
    parts.push(row.status.word(report.heading.style).to_owned());
    parts.retain(|part| !part.is_empty());
    format!("No. {:<5} {}", row.number, parts.join(" / "))
}
