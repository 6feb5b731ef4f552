//! What changed between two declarations of a supplier: template, scope, company fields, answers, smelters.
//!
//! What only one of the two templates asks for is no change of the supplier's. Comments are not compared.

mod before;
mod smelters;
mod words;

use jiff::civil::Date;

use crate::domain::cmrt::{
    Answer, CompanyField, CompanyQuestion, DeclaredRow, Form, Question, Reply, Version,
};
use crate::domain::{Cid, Metal};

pub use before::since_before;
pub use smelters::{NamedSmelter, SmelterChanges};

/// A declaration to be compared: its content, and to which identification number each row was resolved.
#[derive(Clone, Copy)]
pub struct ComparedForm<'a> {
    /// The content.
    pub form: &'a Form,
    /// The number of the facility that a row was resolved to; `None` for a row that was not.
    pub cid: &'a dyn Fn(&DeclaredRow) -> Option<Cid>,
}

/// An answer on each side: as written, empty for a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormChange {
    /// Before.
    pub from: String,
    /// After.
    pub to: String,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// The version of the template, when another was used.
    pub version: Option<(Version, Version)>,
    /// The date that the declaration carries.
    pub date: Option<(Option<Date>, Option<Date>)>,
    /// What it covers.
    pub scope: Option<FormChange>,
    /// Fields of the company block, but for scope and date.
    pub fields: Vec<(CompanyField, FormChange)>,
    /// Answers on metals, by question, then metal.
    pub answers: Vec<(Question, Metal, FormChange)>,
    /// Answers about the company.
    pub company: Vec<(CompanyQuestion, FormChange)>,
    pub smelters: SmelterChanges,
}

impl Comparison {
    /// Whether nothing changed that is compared.
    pub fn is_empty(&self) -> bool {
        self.lines().is_empty()
    }
}

/// What changed from one declaration of a supplier to another.
pub fn compare(before: ComparedForm<'_>, after: ComparedForm<'_>) -> Comparison {
    let (a, b) = (before.form, after.form);
    Comparison {
        version: (a.version != b.version).then_some((a.version, b.version)),
        date: (a.date != b.date).then_some((a.date, b.date)),
        scope: meant((a.field(CompanyField::Scope), a.scope), (b.field(CompanyField::Scope), b.scope)),
        fields: fields(a, b),
        answers: answers(a, b),
        company: company(a, b),
        smelters: smelters::compare(before, after),
    }
}

fn fields(a: &Form, b: &Form) -> Vec<(CompanyField, FormChange)> {
    let is_own = |field: &CompanyField| matches!(field, CompanyField::Scope | CompanyField::Date);
    let asked = |field: &CompanyField| a.fields.contains_key(field) && b.fields.contains_key(field);
    let all = CompanyField::ALL.into_iter().filter(|field| !is_own(field) && asked(field));
    all.filter_map(|field| Some((field, changed(a.field(field), b.field(field))?))).collect()
}

fn answers(a: &Form, b: &Form) -> Vec<(Question, Metal, FormChange)> {
    let all = Question::ALL.into_iter().flat_map(|question| Metal::ALL.map(|metal| (question, metal)));
    all.filter_map(|key| {
        let change = replied(a.answers.get(&key)?, b.answers.get(&key)?)?;
        Some((key.0, key.1, change))
    })
    .collect()
}

fn company(a: &Form, b: &Form) -> Vec<(CompanyQuestion, FormChange)> {
    let all = CompanyQuestion::ALL.into_iter();
    all.filter_map(|question| {
        Some((question, replied(a.company.get(&question)?, b.company.get(&question)?)?))
    })
    .collect()
}

fn replied(a: &Reply, b: &Reply) -> Option<FormChange> {
    meant((a.written.trim(), a.answer), (b.written.trim(), b.answer))
}

/// A change of meaning, where both meanings are known; else of words. The same answer in another language is none.
fn meant(a: (&str, Option<Answer>), b: (&str, Option<Answer>)) -> Option<FormChange> {
    if a.1.is_some() && a.1 == b.1 {
        return None;
    }
    changed(a.0, b.0)
}

fn changed(a: &str, b: &str) -> Option<FormChange> {
    (a != b).then(|| FormChange { from: a.to_owned(), to: b.to_owned() })
}

#[cfg(test)]
mod tests;
