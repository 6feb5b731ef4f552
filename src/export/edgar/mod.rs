//! Our own check of what EDGAR takes: the HTML subset of `data/edgar.ron`, ASCII, no links outside, and the
//! rules for file names (EDGAR Filer Manual, volume II, section 5.2).
//!
//! It is stricter than EDGAR where that is simple: every tag that can have an end must have one, and every
//! value stands in quotes.

mod scan;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::embedded;
use scan::{Attribute, HtmlToken};

/// The longest file name that EDGAR takes.
pub const LONGEST_NAME: usize = 32;

/// Something that EDGAR would not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgarFlaw {
    /// The line, from 1; 0 for the file's name or the document as a whole.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for EdgarFlaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "line {line}: {}", self.message),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Kind {
    Block,
    Inline,
    Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Holds {
    Flow,
    Text,
    Parts,
    Nothing,
}

/// One row of `data/edgar.ron`.
#[derive(Debug, Deserialize)]
struct Tag {
    tag: String,
    kind: Kind,
    #[serde(default)]
    within: Vec<String>,
    holds: Holds,
    attributes: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Subset {
    tags: Vec<Tag>,
    bare: Vec<String>,
    entities: Vec<String>,
    links: Vec<String>,
}

static SUBSET: LazyLock<Subset> =
    LazyLock::new(|| embedded("data/edgar.ron", include_str!("../../../data/edgar.ron")));

impl Subset {
    fn tag(&self, name: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.tag == name)
    }
}

/// What EDGAR would not take in a document; empty for a good one.
pub fn check(text: &str) -> Vec<EdgarFlaw> {
    let mut checker = Checker { open: Vec::new(), bodies: 0, line: 0, findings: check_letters(text) };
    for (line, token) in scan::tokens(text) {
        checker.line = line;
        checker.token(&token);
    }
    while let Some((tag, line)) = checker.open.pop() {
        checker.findings.push(EdgarFlaw { line, message: format!("<{}> has no end", tag.tag) });
    }
    if checker.bodies != 1 {
        let message = format!("the document has {} <body> tags instead of one", checker.bodies);
        checker.findings.push(EdgarFlaw { line: 0, message });
    }
    checker.findings.sort_by_key(|finding| finding.line);
    checker.findings
}

/// What EDGAR would not take in a document whatever its tags are: links that lead outside, and characters.
pub fn check_text(text: &str) -> Vec<EdgarFlaw> {
    let mut findings = check_letters(text);
    for (line, token) in scan::tokens(text) {
        let HtmlToken::Start(_, attributes) = token else { continue };
        findings.extend(attributes.iter().filter_map(outside).map(|message| EdgarFlaw { line, message }));
    }
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// What is wrong with an attribute that is a link outside of the submission.
fn outside((name, value): &Attribute) -> Option<String> {
    let link = value.as_ref().filter(|link| matches!(name.as_str(), "href" | "src") && !is_inside(link))?;
    Some(format!("the link {link:?} leads outside the submission"))
}

/// What EDGAR would not take in the file name of an HTML document.
pub fn check_name(name: &str) -> Vec<EdgarFlaw> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    let first = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let faults = [
        (name.len() > LONGEST_NAME, "the file name has more than 32 characters"),
        (!name.chars().all(allowed), "the file name has other characters than a-z, 0-9, '.', '-' and '_'"),
        (!name.starts_with(first), "the file name does not begin with a letter or a digit"),
        (!name.ends_with(".htm"), "the file name does not end in .htm"),
    ];
    let found = faults.into_iter().filter(|(fault, _)| *fault);
    found.map(|(_, message)| EdgarFlaw { line: 0, message: message.to_owned() }).collect()
}

/// Characters that are not printable ASCII, a tab or a line end: what EDGAR would not take in a plain text.
pub fn check_letters(text: &str) -> Vec<EdgarFlaw> {
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        for c in line.trim_end_matches('\r').chars().filter(|c| !matches!(c, ' '..='~' | '\t')) {
            let message = format!("the character U+{:04X} is not ASCII text", u32::from(c));
            findings.push(EdgarFlaw { line: number, message });
        }
    }
    findings
}

struct Checker {
    open: Vec<(&'static Tag, usize)>,
    bodies: usize,
    line: usize,
    findings: Vec<EdgarFlaw>,
}

impl Checker {
    fn fault(&mut self, message: String) {
        self.findings.push(EdgarFlaw { line: self.line, message });
    }

    fn token(&mut self, token: &HtmlToken) {
        match token {
            HtmlToken::Start(name, attributes) => self.start(name, attributes),
            HtmlToken::End(name) => self.end(name),
            HtmlToken::Text => self.text(),
            HtmlToken::Entity(name) => {
                self.text();
                if !is_entity(name) {
                    self.fault(format!("&{name}; is not an entity that EDGAR takes"));
                }
            }
            HtmlToken::Declaration => {}
            HtmlToken::Fault(message) => self.fault(message.clone()),
        }
    }

    fn start(&mut self, name: &str, attributes: &[Attribute]) {
        let Some(tag) = SUBSET.tag(name) else {
            self.fault(format!("<{name}> is not a tag that EDGAR takes"));
            return;
        };
        self.bodies += usize::from(name == "body");
        self.place(tag);
        for attribute in attributes {
            self.attribute(tag, attribute);
        }
        if tag.holds != Holds::Nothing {
            self.open.push((tag, self.line));
        }
    }

    /// Whether the tag may stand here.
    fn place(&mut self, tag: &Tag) {
        let parent = self.open.last().map(|(tag, _)| *tag);
        let parent_name = parent.map_or("", |parent| parent.tag.as_str());
        let holds = parent.map_or(Holds::Parts, |parent| parent.holds);
        let fits = match tag.kind {
            Kind::Block => holds == Holds::Flow,
            Kind::Inline => matches!(holds, Holds::Flow | Holds::Text),
            Kind::Part => tag.within.iter().any(|name| name == parent_name),
        };
        if !fits {
            let place =
                if parent_name.is_empty() { "here".to_owned() } else { format!("in <{parent_name}>") };
            self.fault(format!("<{}> cannot stand {place}", tag.tag));
        }
    }

    fn attribute(&mut self, tag: &Tag, attribute: &Attribute) {
        let (name, value) = attribute;
        if !tag.attributes.contains(name) {
            self.fault(format!("<{}> has the attribute {name}, which EDGAR does not take", tag.tag));
            return;
        }
        if value.is_none() && !SUBSET.bare.contains(name) {
            self.fault(format!("the attribute {name} has no value"));
        }
        if let Some(message) = outside(attribute) {
            self.fault(message);
        }
    }

    fn end(&mut self, name: &str) {
        let Some(place) = self.open.iter().rposition(|(tag, _)| tag.tag == name) else {
            self.fault(format!("</{name}> ends nothing"));
            return;
        };
        for (tag, line) in self.open.split_off(place).into_iter().skip(1) {
            self.findings.push(EdgarFlaw { line, message: format!("<{}> has no end", tag.tag) });
        }
    }

    fn text(&mut self) {
        let Some((parent, _)) = self.open.last() else {
            self.fault("text cannot stand outside <body>".to_owned());
            return;
        };
        if parent.holds == Holds::Parts {
            let message = format!("text cannot stand in <{}>", parent.tag);
            self.fault(message);
        }
    }
}

/// A name of the subset, or a number that is a character and no control character.
fn is_entity(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else {
        return SUBSET.entities.iter().any(|entity| entity == name);
    };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    number.ok().and_then(char::from_u32).is_some_and(|c| !c.is_control())
}

/// A place in the document, a file of the submission, or EDGAR's own archive.
fn is_inside(link: &str) -> bool {
    let (file, _) = link.split_once('#').unwrap_or((link, ""));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    file.chars().all(plain) && !link.is_empty() || SUBSET.links.iter().any(|start| link.starts_with(start))
}

#[cfg(test)]
mod tests;
