//! What the declarations that count are, what they say of questions 3 and 5, and what the checks find in them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Declared, InquiryCase, figure};
use crate::checks::Severity;
use crate::checks::declaration::{CheckContext, FormToCheck, is_declared};
use crate::domain::cmrt::{Answer, Form, Question, Version};
use crate::domain::{Declaration, Metal, SupplierId};
use crate::report::{Counted, DeclaredScope, InquiryFigure, InquiryKey, OverallAnswer};

pub(super) fn figures(case: &InquiryCase<'_>) -> Vec<InquiryFigure> {
    if case.declarations.is_empty() {
        return Vec::new();
    }
    let all = case.declarations.iter().map(|it| counted(it));
    let mut figures = vec![figure(InquiryKey::Declarations, all)];
    figures.extend(by_version(&case.declarations));
    figures.extend(DeclaredScope::ALL.map(|scope| {
        let those = case.declarations.iter().filter(|it| scope_of(it.scope) == scope);
        figure(InquiryKey::Scope(scope), those.map(|it| counted(it)))
    }));
    if let Some(forms) = case.forms() {
        figures.extend(by_said(&forms, Question::Covered, InquiryKey::Covered));
        figures.extend(by_said(&forms, Question::Recycled, InquiryKey::Recycled));
        figures.push(findings(case, &forms));
    }
    figures
}

fn counted(declaration: &Declaration) -> Counted {
    Counted::Declaration(declaration.id.clone())
}

fn by_version(declarations: &[&Declaration]) -> Vec<InquiryFigure> {
    let mut by_version: BTreeMap<Version, Vec<Counted>> = BTreeMap::new();
    for declaration in declarations {
        by_version.entry(declaration.version).or_default().push(counted(declaration));
    }
    by_version.into_iter().map(|(version, those)| figure(InquiryKey::Version(version), those)).collect()
}

/// The scope that an answer is. Versions 2.x have two more: a category is one of products, a division is the supplier's own cut.
fn scope_of(answer: Option<Answer>) -> DeclaredScope {
    match answer {
        Some(Answer::ScopeCompany) => DeclaredScope::Company,
        Some(Answer::ScopeProduct | Answer::ScopeCategory) => DeclaredScope::Product,
        Some(Answer::ScopeUserDefined | Answer::ScopeDivision) => DeclaredScope::UserDefined,
        Some(_) | None => DeclaredScope::Unsaid,
    }
}

/// The suppliers of declarations by what they say of a question.
fn by_said(
    forms: &[Declared<'_>],
    question: Question,
    key: fn(OverallAnswer) -> InquiryKey,
) -> Vec<InquiryFigure> {
    let mut answers: BTreeMap<&SupplierId, Vec<Option<Answer>>> = BTreeMap::new();
    for (declaration, form) in forms {
        answers.entry(&declaration.supplier).or_default().extend(answers_in_scope(form, question));
    }
    let of = |said| {
        let those = answers.iter().filter(|(_, answers)| said_by(answers) == said);
        figure(key(said), those.map(|(supplier, _)| Counted::Supplier((*supplier).clone())))
    };
    OverallAnswer::ALL.map(of).into()
}

/// The answers on the metals that a declaration says are used.
fn answers_in_scope(form: &Form, question: Question) -> impl Iterator<Item = Option<Answer>> {
    let used = Metal::ALL.into_iter().filter(|metal| is_declared(form, *metal));
    used.map(move |metal| form.answer(question, metal).filter(|answer| says_it(form, question, *answer)))
}

/// Whether an answer is one to the question as it is counted: 1.x and 2.x ask whether any of the metal is recycled, and a Yes to
/// that does not say that all of it is.
fn says_it(form: &Form, question: Question, answer: Answer) -> bool {
    !(question == Question::Recycled && form.version.major() <= 2 && answer.is_yes())
}

fn said_by(answers: &[Option<Answer>]) -> OverallAnswer {
    if answers.iter().flatten().any(|answer| answer.is_yes()) {
        OverallAnswer::Yes
    } else if !answers.is_empty() && answers.iter().all(|answer| *answer == Some(Answer::No)) {
        OverallAnswer::No
    } else {
        OverallAnswer::Neither
    }
}

/// What the checks find, as of the day, or where there is none as of that on which the last declaration came: what was filed must
/// not become another number because time passes.
fn findings(case: &InquiryCase<'_>, forms: &[Declared<'_>]) -> InquiryFigure {
    let last = || forms.iter().map(|(declaration, _)| declaration.received).max();
    let context = CheckContext::of(case.ws, case.contents, case.day.or_else(last).unwrap_or(Date::MAX));
    let own = |it: &Declaration| case.contents.declared(it).and_then(|(_, own)| own.cloned());
    let to_check = |(declaration, form): &Declared<'_>| FormToCheck {
        id: declaration.id.clone(),
        received: declaration.received,
        form: (*form).clone(),
        own: own(declaration),
    };
    let to_check: Vec<FormToCheck> = forms.iter().map(to_check).collect();
    let faults = context.check_all(&to_check).into_iter().map(|(id, found)| {
        let faults = found.iter().filter(|finding| is_fault(finding.severity)).count();
        (id, faults)
    });
    let faults: Vec<_> = faults.filter(|(_, faults)| *faults > 0).collect();
    let value = faults.iter().map(|(_, faults)| faults).sum();
    let concerned = faults.into_iter().map(|(id, _)| Counted::Declaration(id));
    InquiryFigure { value, ..figure(InquiryKey::Findings, concerned) }
}

/// Whether a finding asks for a correction. What is high risk may be a true answer.
fn is_fault(severity: Severity) -> bool {
    match severity {
        Severity::Error | Severity::Warning => true,
        Severity::HighRisk | Severity::Info => false,
    }
}
