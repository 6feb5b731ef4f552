//! The report's wording: `assets/templates/report.ron`, filled with the facts of a workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Deserialize;

use super::ReportError;
use super::dates::long_date;
use super::document::{Block, Document, DocumentKind, ReportTable, Section, Sentence};
use super::figures::share;
use super::measures;
use crate::data::embedded;
use crate::domain::{FactInfo, FactKey, FactKind, OecdStep, Workspace};
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
    /// A fact, and how it is said: `value` is what the company says. A gap where it says nothing, unless a filing can do without.
    Fact(String, String),
    /// A section in the company's own words; a marked place where there are none. Nothing where it is left out, or a filing can do without.
    Section(String),
    /// The measures of due diligence of a step.
    Measures(OecdStep),
    /// What is said where figures are missing; left out where it comes out empty.
    Gap(String),
    Table(ReportTable),
}

impl Part {
    /// The fact of a section in the company's own words.
    fn section(&self) -> Option<FactKey> {
        match self {
            Self::Section(id) => Some(FactKey::new(id)),
            Self::Say(_) | Self::Fact(..) | Self::Measures(_) | Self::Gap(_) | Self::Table(_) => None,
        }
    }
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
    env.add_filter("few", |n: usize, one: &str, many: &str, what: &str| {
        if n == 0 { String::new() } else { format!("{n} {} {what}", plural(n, one, many)) }
    });
    env.add_filter("day", |day: String| day.parse().map_or(day, long_date));
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

fn paragraph(sentence: Sentence) -> Block {
    Block::Paragraph(vec![sentence])
}

/// What is missing where the company says nothing of a fact.
pub(super) fn missing_fact(info: &FactInfo) -> String {
    format!("{}: say it by C, or by: rcoi programme {} TEXT", info.within(), info.id)
}

/// What the company says of a fact, as a sentence has it.
fn worded(key: &FactKey, text: &str) -> String {
    match key.info().map(|info| &info.kind) {
        Some(FactKind::Day) => text.parse().map_or_else(|_| clean(text), long_date),
        Some(FactKind::Metals) => listed(&text.split(", ").map(clean).collect::<Vec<_>>()),
        Some(FactKind::Line | FactKind::Choice(_) | FactKind::Columns | FactKind::Section) | None => {
            clean(text)
        }
    }
}

/// The paragraphs of a text: an empty line ends one.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(clean) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() && !last.is_empty() => *last = format!("{last} {line}"),
            Some(last) if !line.is_empty() => *last = line,
            Some(last) if !last.is_empty() => paragraphs.push(String::new()),
            Some(_) | None => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Fills templates with values.
pub(super) struct Filler<'a> {
    env: Environment<'static>,
    values: &'a BTreeMap<String, Value>,
    ws: &'a Workspace,
}

impl<'a> Filler<'a> {
    pub fn new(ws: &'a Workspace, values: &'a BTreeMap<String, Value>) -> Self {
        Self { env: environment(), values, ws }
    }

    /// The text, and the names of the values it uses.
    fn fill(&self, template: &str) -> Result<(String, BTreeSet<String>), ReportError> {
        let wrong = |error: minijinja::Error| ReportError::Wording(template.to_owned(), error.to_string());
        let compiled = self.env.template_from_str(template).map_err(wrong)?;
        let text = compiled.render(Value::from(self.values)).map_err(wrong)?;
        Ok((clean(&text), compiled.undeclared_variables(true).into_iter().collect()))
    }

    /// Whether the company says something of a fact, and does not leave it out.
    pub fn says(&self, fact: &FactKey) -> bool {
        self.ws.fact(fact.as_str()).is_some()
    }

    pub fn text(&self, template: &str) -> Result<String, ReportError> {
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

    fn part(&self, part: &Part) -> Result<Vec<Block>, ReportError> {
        Ok(match part {
            Part::Say(templates) => self.say(templates)?.into_iter().collect(),
            Part::Fact(id, template) => self.fact(&FactKey::new(id), template)?,
            Part::Section(id) => self.own_words(&FactKey::new(id)),
            Part::Measures(step) => measures::blocks(self.ws, *step),
            Part::Gap(template) => {
                let missing = self.text(template)?;
                if missing.is_empty() {
                    Vec::new()
                } else {
                    vec![paragraph(Sentence::Gap { missing, fact: None, step: None })]
                }
            }
            Part::Table(table) => vec![Block::Table(*table)],
        })
    }

    /// A fact as it is said.
    fn fact(&self, key: &FactKey, template: &str) -> Result<Vec<Block>, ReportError> {
        let Some(record) = self.ws.facts.get(key) else {
            let missing = key.info().filter(|info| !info.optional).map(missing_fact);
            return Ok(missing
                .map(|missing| paragraph(Sentence::Gap { missing, fact: Some(key.clone()), step: None }))
                .into_iter()
                .collect());
        };
        if record.left_out {
            return Ok(Vec::new());
        }
        let mut values = self.values.clone();
        values.insert("value".to_owned(), Value::from(worded(key, &record.text)));
        let text = Filler::new(self.ws, &values).text(template)?;
        Ok(vec![paragraph(Sentence::Written { text, fact: key.clone() })])
    }

    /// A section in the company's own words, a paragraph each.
    fn own_words(&self, key: &FactKey) -> Vec<Block> {
        let Some(record) = self.ws.facts.get(key) else {
            let place = self.ws.fact_info(key).filter(|info| !info.optional).map(|info| info.asks);
            let place = place.map(|place| paragraph(Sentence::Place { place, fact: key.clone() }));
            return place.into_iter().collect();
        };
        let paragraphs = if record.left_out { Vec::new() } else { paragraphs(&record.text) };
        let written = |text: String| paragraph(Sentence::Written { text, fact: key.clone() });
        paragraphs.into_iter().map(written).collect()
    }

    fn section(&self, words: &SectionWords) -> Result<Section, ReportError> {
        let blocks: Result<Vec<Vec<Block>>, ReportError> =
            words.parts.iter().map(|part| self.part(part)).collect();
        let blocks = blocks?.into_iter().flatten().collect();
        Ok(Section { level: words.level, heading: self.text(&words.heading)?, blocks })
    }

    /// The sections of the company's own behind one of the wording, at its level.
    fn own_sections(&self, words: &SectionWords) -> Vec<Section> {
        let own = words.parts.iter().filter_map(Part::section).flat_map(|key| {
            self.ws
                .own_sections_after(&key)
                .into_iter()
                .map(|(key, own)| Section {
                    level: words.level,
                    heading: clean(&own.title),
                    blocks: self.own_words(key),
                })
                .collect::<Vec<_>>()
        });
        own.collect()
    }
}

/// The facts behind which a section of the company's own can stand: the sections of the report in its own words. Those of the form
/// itself stand where the form has them.
pub fn section_places() -> Vec<FactKey> {
    let report = WORDS.iter().filter(|words| words.kind == DocumentKind::ConflictMineralsReport);
    let parts = report.flat_map(|words| &words.sections).flat_map(|section| &section.parts);
    parts.filter_map(Part::section).collect()
}

/// The documents of a report; the form alone where the company files without a report.
pub(super) fn documents(
    ws: &Workspace,
    values: &BTreeMap<String, Value>,
) -> Result<Vec<Document>, ReportError> {
    let filler = Filler::new(ws, values);
    let without_report = ws.fact("form.variant") == Some("without report");
    let wanted = |words: &&DocumentWords| words.kind == DocumentKind::FormSd || !without_report;
    let documents = WORDS.iter().filter(wanted).map(|words| {
        let mut sections = Vec::new();
        for section in &words.sections {
            sections.push(filler.section(section)?);
            if words.kind == DocumentKind::ConflictMineralsReport {
                sections.extend(filler.own_sections(section));
            }
        }
        Ok(Document { kind: words.kind, title: filler.text(&words.title)?, sections })
    });
    documents.collect()
}
