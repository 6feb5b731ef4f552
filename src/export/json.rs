//! A report as data, for programs: its heading, the figures that are known, every sentence with what it was computed from, and
//! the rows of Annex I. It has what the documents and the trace say, and nothing else: no source, no supplier, no person.

use std::collections::BTreeSet;

use serde::Serialize;

use super::ExportError;
use crate::report::{AnnexRow, Document, Heading, Report, Sentence};
use crate::text::as_written;

#[derive(Serialize)]
struct ReportData {
    /// Whether something is still to be said.
    draft: bool,
    heading: HeadingData,
    figures: Vec<FigureData>,
    sentences: Vec<SentenceData>,
    annex: Vec<RowData>,
}

#[derive(Serialize)]
struct HeadingData {
    company: String,
    year: i16,
    period_end: String,
    due: String,
}

#[derive(Serialize)]
struct FigureData {
    name: String,
    title: String,
    value: usize,
}

#[derive(Serialize)]
struct SentenceData {
    document: &'static str,
    section: String,
    kind: &'static str,
    text: String,
    /// The figures and values of a computed one, the fact of a written one and of a place.
    from: BTreeSet<String>,
}

#[derive(Serialize)]
struct RowData {
    number: usize,
    metal: &'static str,
    /// Where a list gave one.
    cid: Option<String>,
    name: String,
    /// Empty where no source states it.
    country: String,
    status: String,
}

/// The bytes of the file.
///
/// # Errors
/// When the data have no form in JSON.
pub fn write(report: &Report) -> Result<Vec<u8>, ExportError> {
    let data = ReportData {
        draft: report.is_draft(),
        heading: heading(&report.heading),
        figures: figures(report),
        sentences: report.documents.iter().flat_map(sentences).collect(),
        annex: report.annex.rows.iter().map(|row| annex_row(report, row)).collect(),
    };
    let text = serde_json::to_string_pretty(&data)
        .map_err(|error| ExportError::Package("the report as JSON".to_owned(), error.to_string()))?;
    Ok((text + "\n").into_bytes())
}

fn leaving(text: &str) -> String {
    as_written(text).into_owned()
}

fn heading(heading: &Heading) -> HeadingData {
    HeadingData {
        company: leaving(&heading.company),
        year: heading.year,
        period_end: heading.period_end.to_string(),
        due: heading.due.to_string(),
    }
}

/// The figures that are published: a zero for one that is not known would be read as one.
fn figures(report: &Report) -> Vec<FigureData> {
    let known = report.figures.published();
    let figure = known.map(|figure| FigureData {
        name: leaving(&figure.key.name()),
        title: leaving(&figure.key.title(report.heading.style)),
        value: figure.value,
    });
    figure.collect()
}

fn sentences(document: &Document) -> impl Iterator<Item = SentenceData> {
    document.sentences().map(|(section, sentence)| {
        let (kind, from) = origin(sentence);
        let from = from.iter().map(|name| leaving(name)).collect();
        let (section, text) = (leaving(&section.heading), leaving(&sentence.text()));
        SentenceData { document: document.kind.key(), section, kind, text, from }
    })
}

/// Whose a sentence is, and what it comes from.
fn origin(sentence: &Sentence) -> (&'static str, BTreeSet<String>) {
    match sentence {
        Sentence::Computed { from, .. } => ("computed", from.clone()),
        Sentence::Written { fact, .. } => ("written", [fact.to_string()].into()),
        Sentence::Measure { step, .. } => {
            let section = step.info().map(|info| info.section.to_string());
            ("written", section.into_iter().collect())
        }
        Sentence::Place { fact, .. } => ("place", [fact.to_string()].into()),
        Sentence::Gap { .. } => ("gap", BTreeSet::new()),
    }
}

fn annex_row(report: &Report, row: &AnnexRow) -> RowData {
    RowData {
        number: row.number,
        metal: row.metal.name(),
        cid: row.cid.map(|cid| cid.to_string()),
        name: leaving(&row.name),
        country: leaving(row.location.text()),
        status: row.status.word(report.heading.style).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::report::fixture;

    fn data(report: &Report) -> Value {
        serde_json::from_slice(&write(report).unwrap()).unwrap()
    }

    #[test]
    fn the_figures_sum_and_those_that_are_not_known_are_left_out() {
        let report = fixture::report_with(&fixture::workspace(), &fixture::inquiry()).unwrap();
        let data = data(&report);
        let value = |name: &str| {
            let all = data["figures"].as_array().unwrap();
            all.iter().find(|figure| figure["name"] == name).map(|figure| figure["value"].as_u64().unwrap())
        };
        let statuses = ["conformant", "active", "indeterminable", "unresolved"];
        let sum: u64 = statuses.iter().filter_map(|key| value(&format!("status.{key}"))).sum();
        assert_eq!((value("facilities"), sum, value("asked")), (Some(8), 8, Some(7)));
        assert_eq!(data["annex"].as_array().unwrap().len(), 8);
        let unknown = report.figures.all.iter().find(|figure| !report.figures.is_known(&figure.key)).unwrap();
        assert_eq!(value(&unknown.key.name()), None);
    }

    #[test]
    fn a_sentence_says_whose_it_is_and_what_it_comes_from() {
        let mut ws = fixture::workspace();
        fixture::say(&mut ws, "own_statuses", "They rest on letters.");
        let data = data(&fixture::report(&ws).unwrap());
        let sentences = data["sentences"].as_array().unwrap();
        let of =
            |kind: &str| sentences.iter().filter(|sentence| sentence["kind"] == kind).collect::<Vec<_>>();
        let from = |key: &str| of("written").into_iter().find(|sentence| sentence["from"][0] == key).unwrap();
        assert_eq!(from("own_statuses")["text"], "They rest on letters.");
        assert_eq!(from("step_1")["text"], "The Company takes measure A.");
        assert!(of("place").iter().all(|place| place["from"].as_array().unwrap().len() == 1));
        assert!(of("computed").iter().any(|each| each["from"][0] == "company") && !of("gap").is_empty());
        assert_eq!(data["draft"], true);
        assert_eq!(self::data(&fixture::finished(&ws))["draft"], false);
    }

    #[test]
    fn it_holds_what_is_published_and_nothing_else() {
        let data = data(&fixture::report(&fixture::workspace()).unwrap());
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(keys(&data), of(&["draft", "heading", "figures", "sentences", "annex"]));
        assert_eq!(keys(&data["figures"][0]), of(&["name", "title", "value"]));
        assert_eq!(keys(&data["annex"][0]), of(&["number", "metal", "cid", "name", "country", "status"]));
        assert_eq!(keys(&data["sentences"][0]), of(&["document", "section", "kind", "text", "from"]));
        assert!(!data.to_string().contains(fixture::SECRET));
    }
}
