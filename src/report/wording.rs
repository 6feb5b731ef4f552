//! The report's wording: `assets/templates/report.ron`, filled with the facts of a workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Deserialize;

use super::ReportError;
use super::document::{Block, Document, DocumentKind, ReportTable, Section, Sentence};
use super::figures::share;
use crate::data::embedded;
use crate::text::{clean, count, plural};

/// A document as the wording file has it; every text is a template.
#[derive(Debug, Deserialize)]
struct DocumentWords {
    kind: DocumentKind,
    title: String,
    sections: Vec<SectionWords>,
}

#[derive(Debug, Deserialize)]
struct SectionWords {
    level: u8,
    heading: String,
    parts: Vec<Part>,
}

/// What may stand under a heading.
#[derive(Debug, Deserialize)]
enum Part {
    /// A paragraph of computed sentences; one that comes out empty is left out.
    Say(Vec<String>),
    /// A place for counsel's words.
    Counsel(String),
    /// What is said where figures are missing; left out where it comes out empty.
    Gap(String),
    Table(ReportTable),
}

static WORDS: LazyLock<Vec<DocumentWords>> = LazyLock::new(|| {
    embedded("assets/templates/report.ron", include_str!("../../assets/templates/report.ron"))
});

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.add_filter("share", share);
    env.add_filter("plural", |n: usize, one: &str, many: &str| plural(n, one, many).to_owned());
    env.add_filter("part", part);
    env.add_filter("listed", |parts: Vec<String>| listed(&parts));
    env.add_filter("count", |n: usize, one: &str, many: &str| count(n, one, many));
    env
}

/// A part of a whole with its share and its words: `4 (50.0%) Active`. Empty where it may only seem to be none, because some of
/// the whole are not known.
fn part(part: usize, whole: usize, words: &str, unknown: usize) -> String {
    if part == 0 && unknown > 0 { String::new() } else { format!("{part} ({}) {words}", share(part, whole)) }
}

/// Parts of a sentence in a row, those that are empty left out: `a, b and c`.
fn listed(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        few => few.concat(),
    }
}

/// Fills templates with facts.
struct Filler<'a> {
    env: Environment<'static>,
    facts: &'a BTreeMap<String, Value>,
}

impl Filler<'_> {
    /// The text, and the names of the facts it uses.
    fn fill(&self, template: &str) -> Result<(String, BTreeSet<String>), ReportError> {
        let wrong = |error: minijinja::Error| ReportError::Wording(template.to_owned(), error.to_string());
        let compiled = self.env.template_from_str(template).map_err(wrong)?;
        let text = compiled.render(Value::from(self.facts)).map_err(wrong)?;
        Ok((clean(&text), compiled.undeclared_variables(true).into_iter().collect()))
    }

    fn text(&self, template: &str) -> Result<String, ReportError> {
        self.fill(template).map(|(text, _)| text)
    }

    fn say(&self, templates: &[String]) -> Result<Option<Block>, ReportError> {
        let mut sentences = Vec::new();
        for template in templates {
            let (text, from) = self.fill(template)?;
            if !text.is_empty() {
                sentences.push(Sentence::Computed { text, from });
            }
        }
        Ok((!sentences.is_empty()).then_some(Block::Paragraph(sentences)))
    }

    fn part(&self, part: &Part) -> Result<Option<Block>, ReportError> {
        match part {
            Part::Say(templates) => self.say(templates),
            Part::Counsel(template) => {
                let place = self.text(template)?;
                Ok(Some(Block::Paragraph(vec![Sentence::Authored { place }])))
            }
            Part::Gap(template) => {
                let missing = self.text(template)?;
                let gap = Block::Paragraph(vec![Sentence::Gap { missing: missing.clone() }]);
                Ok((!missing.is_empty()).then_some(gap))
            }
            Part::Table(table) => Ok(Some(Block::Table(*table))),
        }
    }

    fn section(&self, words: &SectionWords) -> Result<Section, ReportError> {
        let blocks: Result<Vec<Option<Block>>, ReportError> =
            words.parts.iter().map(|part| self.part(part)).collect();
        let blocks = blocks?.into_iter().flatten().collect();
        Ok(Section { level: words.level, heading: self.text(&words.heading)?, blocks })
    }
}

/// The documents of a report.
pub(super) fn documents(facts: &BTreeMap<String, Value>) -> Result<Vec<Document>, ReportError> {
    let filler = Filler { env: environment(), facts };
    let documents = WORDS.iter().map(|words| {
        let sections: Result<Vec<Section>, ReportError> =
            words.sections.iter().map(|section| filler.section(section)).collect();
        Ok(Document { kind: words.kind, title: filler.text(&words.title)?, sections: sections? })
    });
    documents.collect()
}
