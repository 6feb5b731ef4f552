//! What declarations are, what they say, and their rows.

use jiff::civil::date;

use super::{Made, numbers};
use crate::checks::Severity;
use crate::checks::declaration::CheckContext;
use crate::domain::Metal;
use crate::domain::cmrt::{Answer, CellAddress, Form, Question, Reply, Version};
use crate::report::{Counted, DeclaredScope, InquiryKey, OverallAnswer, RowFate};
use crate::resolve::fixture::{form, know, known};

/// A form of version 6.22 that answers a question about a metal.
fn answer(form: &mut Form, question: Question, metal: Metal, answer: Answer) {
    let cell = CellAddress::new(30, 4);
    let reply = Reply {
        cell,
        written: String::new(),
        answer: Some(answer),
        comment_cell: cell,
        comment: String::new(),
    };
    form.answers.insert((question, metal), reply);
}

/// A form that says that a metal is used.
pub(super) fn used(metal: Metal) -> Form {
    let mut form = form("Alpha", "6.22", &[]);
    uses(&mut form, metal);
    form
}

fn uses(form: &mut Form, metal: Metal) {
    answer(form, Question::Added, metal, Answer::Yes);
    answer(form, Question::Remains, metal, Answer::Yes);
}

/// A form that says so of each metal, with what it says of a question.
fn saying(question: Question, says: &[(Metal, Option<Answer>)]) -> Form {
    let mut made = form("Alpha", "6.22", &[]);
    for (metal, said) in says {
        uses(&mut made, *metal);
        if let Some(said) = said {
            answer(&mut made, question, *metal, *said);
        }
    }
    made
}

/// What one supplier says of question 3 by all these declarations.
fn said(forms: Vec<Form>) -> OverallAnswer {
    let mut made = Made::new();
    for (at, form) in forms.into_iter().enumerate() {
        made.declare(&format!("d{at}"), "Alpha", 4, form);
    }
    let inquiry = made.inquiry();
    let counts = |said: &OverallAnswer| inquiry.value(&InquiryKey::Covered(*said)) == Some(1);
    let all: Vec<OverallAnswer> = OverallAnswer::ALL.into_iter().filter(counts).collect();
    assert_eq!(all.len(), 1, "each supplier is counted once");
    all[0]
}

#[test]
fn a_supplier_says_no_only_if_all_its_declarations_do_for_every_metal() {
    let (gold, tin) = (Metal::Gold, Metal::Tin);
    let covered = |says: &[(Metal, Option<Answer>)]| saying(Question::Covered, says);
    let (yes, no, unknown) = (Some(Answer::Yes), Some(Answer::No), Some(Answer::Unknown));
    assert_eq!(said(vec![covered(&[(gold, no), (tin, no)])]), OverallAnswer::No);
    assert_eq!(said(vec![covered(&[(gold, no), (tin, unknown)])]), OverallAnswer::Neither);
    assert_eq!(said(vec![covered(&[(gold, no), (tin, None)])]), OverallAnswer::Neither, "not answered");
    assert_eq!(said(vec![covered(&[(gold, unknown), (tin, yes)])]), OverallAnswer::Yes);
    assert_eq!(said(vec![covered(&[])]), OverallAnswer::Neither, "no metal is in scope");
    assert_eq!(said(vec![covered(&[(gold, no)]), covered(&[(tin, no)])]), OverallAnswer::No);
    assert_eq!(said(vec![covered(&[(gold, no)]), covered(&[(gold, unknown)])]), OverallAnswer::Neither);
    assert_eq!(said(vec![covered(&[(gold, no)]), covered(&[(gold, yes)])]), OverallAnswer::Yes);
}

#[test]
fn metals_that_are_not_said_to_be_used_are_not_asked_about() {
    let mut form = saying(Question::Covered, &[(Metal::Gold, Some(Answer::No))]);
    answer(&mut form, Question::Covered, Metal::Tin, Answer::Yes);
    assert_eq!(said(vec![form.clone()]), OverallAnswer::No, "nobody says that tin is used");
    answer(&mut form, Question::Added, Metal::Tin, Answer::Yes);
    answer(&mut form, Question::Remains, Metal::Tin, Answer::No);
    assert_eq!(said(vec![form.clone()]), OverallAnswer::No, "it does not remain");
    // Version 5 takes either for a use.
    form.version = Version::new(512);
    assert_eq!(said(vec![form]), OverallAnswer::Yes);
}

#[test]
fn any_recycled_is_not_all_recycled() {
    let recycled = |version, says| {
        let mut made = Made::new();
        let form = saying(Question::Recycled, &[(Metal::Gold, Some(says))]);
        made.declare("a", "Alpha", 4, Form { version: Version::new(version), ..form });
        numbers(&made.inquiry(), OverallAnswer::ALL.map(InquiryKey::Recycled)).map(Option::unwrap)
    };
    assert_eq!(recycled(622, Answer::Yes), [1, 0, 0]);
    assert_eq!(recycled(203, Answer::Yes), [0, 0, 1]);
    assert_eq!(recycled(203, Answer::No), [0, 1, 0]);
}

#[test]
fn versions_and_scopes_are_of_the_declarations_that_count() {
    let mut made = Made::new();
    let sent = |version: &str, scope, dated| {
        let mut form = form("Alpha", version, &[]);
        (form.scope, form.date) = (scope, Some(date(2026, 4, dated)));
        form
    };
    made.declare("a", "Alpha", 4, sent("6.1", Some(Answer::ScopeCompany), 1));
    made.declare("b", "Alpha", 5, sent("6.22", Some(Answer::ScopeCompany), 2));
    made.declare("c", "Beta", 4, sent("6.22", Some(Answer::ScopeProduct), 1));
    made.declare("d", "Gamma", 4, sent("2.03a", Some(Answer::ScopeDivision), 1));
    made.declare("e", "Delta", 4, sent("6.22", None, 1));
    let inquiry = made.inquiry();
    let versions = ["6.1", "6.22", "2.03a"].map(|it| InquiryKey::Version(Version::parse(it).unwrap()));
    assert_eq!(numbers(&inquiry, versions), [None, Some(3), Some(1)], "what was replaced does not count");
    assert_eq!(
        numbers(&inquiry, DeclaredScope::ALL.map(InquiryKey::Scope)).map(Option::unwrap),
        [1, 1, 1, 1]
    );
    assert_eq!(inquiry.value(&InquiryKey::Declarations), Some(4));
}

#[test]
fn what_a_content_says_is_no_figure_while_one_is_not_loaded() {
    let mut made = Made::new();
    made.declare("a", "Alpha", 4, used(Metal::Gold));
    made.declare("b", "Beta", 4, used(Metal::Gold));
    let of = |made: &Made| {
        let keys = [
            InquiryKey::Declarations,
            InquiryKey::Covered(OverallAnswer::No),
            InquiryKey::Recycled(OverallAnswer::No),
            InquiryKey::Findings,
            InquiryKey::Rows,
            InquiryKey::RowsBy(RowFate::Open),
        ];
        numbers(&made.inquiry(), keys).map(|number| number.is_some())
    };
    assert_eq!(of(&made), [true; 6]);
    made.contents.forms.remove("form of b");
    assert_eq!(of(&made), [true, false, false, false, false, false]);
}

#[test]
fn findings_are_the_errors_and_warnings_of_those_that_have_some() {
    let mut made = Made::new();
    made.declare("a", "Alpha", 4, used(Metal::Gold));
    let inquiry = made.inquiry();
    let context = CheckContext::of(&made.ws, &made.contents, date(2026, 5, 4));
    let all = context.check(&made.contents.forms["form of a"], None, date(2026, 5, 4));
    let faults = all.iter().filter(|it| matches!(it.severity, Severity::Error | Severity::Warning));
    let figure = inquiry.get(&InquiryKey::Findings).unwrap();
    assert_eq!(figure.value, faults.count());
    assert!(figure.value > 1 && figure.rows.len() == 1);
}

#[test]
fn every_row_is_counted_by_its_declaration_and_place() {
    let mut made = Made::new();
    know(&mut made.ws, &mut made.contents, ("6.22", 2025), known());
    let rows = [
        ["", "Gold", "", "Aurora Refining AG", "SWITZERLAND", "CID900001"],
        ["", "Gold", "", "Aurora", "SWITZERLAND", "CID900001"],
        ["", "Tin", "", "Nobody Knows Tin", "PERU", ""],
        ["", "Gold", "Smelter not yet identified", "", "", ""],
    ];
    made.declare("a", "Alpha", 4, form("Alpha", "6.22", &rows));
    made.declare("b", "Beta", 4, form("Beta", "6.22", &rows[..1]));
    let inquiry = made.inquiry();
    let fates = numbers(&inquiry, RowFate::ALL.map(InquiryKey::RowsBy)).map(Option::unwrap);
    assert_eq!((inquiry.value(&InquiryKey::Rows), fates), (Some(5), [2, 1, 1, 0, 1]));
    let rows = |fate| inquiry.get(&InquiryKey::RowsBy(fate)).unwrap().rows.clone();
    let row = |id: &str, at| Counted::Row(crate::domain::DeclarationId::new(id), at);
    assert_eq!(rows(RowFate::Resolved), [row("a", 0), row("b", 0)]);
    assert_eq!(rows(RowFate::Open), [row("a", 2)]);
}
