//! The values that a filing agent types into EDGAR's header of Form SD: `assets/templates/edgar_header.ron`, filled with what the
//! company states.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ReportError;
use super::wording::{Filler, missing_fact};
use crate::data::embedded;
use crate::domain::FactKey;

/// A line as the file of words has it; every text is a template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineWords {
    field: String,
    /// What stands there; nothing where it comes out empty.
    says: String,
    /// The fact without which nothing stands there.
    #[serde(default)]
    fact: Option<FactKey>,
    /// What is said where nothing can stand there: what is missing, and what to do.
    #[serde(default)]
    lacks: String,
}

static LINES: LazyLock<Vec<LineWords>> = LazyLock::new(|| {
    embedded("assets/templates/edgar_header.ron", include_str!("../../assets/templates/edgar_header.ron"))
});

/// A field of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderLine {
    /// What the field is called.
    pub field: String,
    /// What is typed into it, or what is missing and what to do.
    pub value: Result<String, String>,
}

/// The fields of the header, in the order of the form.
pub(super) fn header(filler: &Filler<'_>) -> Result<Vec<HeaderLine>, ReportError> {
    LINES.iter().map(|words| line(filler, words)).collect()
}

fn line(filler: &Filler<'_>, words: &LineWords) -> Result<HeaderLine, ReportError> {
    let is_said = words.fact.as_ref().is_none_or(|fact| filler.says(fact));
    let said = if is_said { filler.text(&words.says)? } else { String::new() };
    let of_fact = words.fact.as_ref().and_then(FactKey::info).map(missing_fact);
    let value = if said.is_empty() { Err(of_fact.unwrap_or_else(|| words.lacks.clone())) } else { Ok(said) };
    Ok(HeaderLine { field: words.field.clone(), value })
}
