//! The company block and the answers about the company: who answers, when, and what is in place.

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::FormCase;
use super::words;
use crate::domain::cmrt::{Answer, CompanyField, CompanyQuestion, Reply};
use crate::text::fold;
use jiff::ToSpan;
use jiff::civil::Date;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "DATE_IN_FUTURE",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "The date lies in the future.",
        looks_at: LooksAt::Declaration(date_in_future),
    },
    Rule {
        id: "DATE_BEFORE_RELEASE",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "The date lies before the release of the template’s version.",
        looks_at: LooksAt::Declaration(date_before_release),
    },
    Rule {
        id: "COMPANY_ANSWER_NO",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A policy, a requirement, due diligence or a review is said not to be in place.",
        looks_at: LooksAt::Declaration(company_answer_no),
    },
    Rule {
        id: "POLICY_ADDRESS_DOUBTFUL",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "What is given as the policy’s address is no web address.",
        looks_at: LooksAt::Declaration(policy_address_doubtful),
    },
    Rule {
        id: "SURVEY_FORMAT_NOT_DESCRIBED",
        severity: Severity::Warning,
        basis: Basis::Instructions,
        doc: "Suppliers are asked in another format, and no comment says in which.",
        looks_at: LooksAt::Declaration(survey_format_not_described),
    },
    Rule {
        id: "AUTHORIZER_SAME",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "The authorizer is given as \"same\".",
        looks_at: LooksAt::Declaration(authorizer_same),
    },
    Rule {
        id: "CONTACT_PLACEHOLDER",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A name or number in the company block only fills its cell.",
        looks_at: LooksAt::Declaration(contact_placeholder),
    },
    Rule {
        id: "DATE_OLD",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "The declaration is more than twelve months old.",
        looks_at: LooksAt::Declaration(date_old),
    },
    Rule {
        id: "CORRECTIVE_NOT_DESCRIBED",
        severity: Severity::Info,
        basis: Basis::Instructions,
        doc: "Corrective action is said to be part of the review, and no comment describes it.",
        looks_at: LooksAt::Declaration(corrective_not_described),
    },
    Rule {
        id: "EMAIL_ELSEWHERE",
        severity: Severity::Info,
        basis: Basis::Review,
        doc: "An e-mail address is not at the company’s domain.",
        looks_at: LooksAt::Declaration(email_elsewhere),
    },
];

/// The questions about what is in place, each with the one that makes it pointless when it is No itself.
/// Whether a company is subject to disclosure is no fault either way.
const IN_PLACE: [(CompanyQuestion, Option<CompanyQuestion>); 9] = [
    (CompanyQuestion::Policy, None),
    (CompanyQuestion::PolicyPublic, Some(CompanyQuestion::Policy)),
    (CompanyQuestion::ConflictFree, None),
    (CompanyQuestion::Validated, None),
    (CompanyQuestion::Diligence, None),
    (CompanyQuestion::Survey, None),
    (CompanyQuestion::AskNames, Some(CompanyQuestion::Survey)),
    (CompanyQuestion::Review, None),
    (CompanyQuestion::Corrective, Some(CompanyQuestion::Review)),
];

/// Nothing is asked of a company that uses none of the metals.
fn reply<'a>(case: &FormCase<'a>, question: CompanyQuestion) -> Option<&'a Reply> {
    case.form.company.get(&question).filter(|_| case.uses_any())
}

fn company_answer_no(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (question, above) in IN_PLACE {
        let is_explained = above.is_some_and(|above| case.company_is(above, Answer::No));
        let Some(reply) = reply(case, question).filter(|reply| reply.is(Answer::No) && !is_explained) else {
            continue;
        };
        let asked = case.company_question(question);
        let message = if reply.comment.trim().is_empty() {
            format!("{asked} is No, and no comment explains it")
        } else {
            format!("{asked} is No")
        };
        findings.push(rule.finding(
            case.at(reply.cell),
            message,
            "say in the comment what you plan, and by when",
        ));
    }
    findings
}

/// Whether a comment can hold the address of a page: a dot within a word does.
fn holds_address(comment: &str) -> bool {
    let is_address = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains("://") || word.split('.').filter(|part| !part.is_empty()).count() > 1
    };
    comment.split_whitespace().any(is_address)
}

fn policy_address_doubtful(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let public = reply(case, CompanyQuestion::PolicyPublic).filter(|reply| reply.is(Answer::Yes));
    let Some(reply) = public.filter(|_| !case.open.contains(&super::CheckerLine::PolicyAddress)) else {
        return Vec::new();
    };
    let comment = reply.comment.trim();
    if comment.is_empty() || holds_address(comment) {
        return Vec::new();
    }
    let message = format!("The address of the policy is “{}”, which is no web address", shortened(comment));
    vec![rule.finding(case.at(reply.comment_cell), message, "give the address of the page")]
}

/// The start of a long text.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).collect::<String>() + "…"
}

/// A finding on the comment of an answer that asks for one and has none.
fn comment_missing(
    rule: &Rule,
    case: &FormCase<'_>,
    question: CompanyQuestion,
    answer: Answer,
    remedy: &str,
) -> Vec<Finding> {
    let bare = reply(case, question).filter(|reply| reply.is(answer) && reply.comment.trim().is_empty());
    let finding = bare.map(|reply| {
        let written = reply.written.trim();
        let message = format!("{} is “{written}”, and nothing describes it", case.company_question(question));
        rule.finding(case.at(reply.comment_cell), message, remedy)
    });
    finding.into_iter().collect()
}

fn survey_format_not_described(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let remedy = "say in the comment in which format you ask your suppliers";
    comment_missing(rule, case, CompanyQuestion::Survey, Answer::YesOtherFormat, remedy)
}

fn corrective_not_described(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let remedy = "say in the comment how corrective action is managed";
    comment_missing(rule, case, CompanyQuestion::Corrective, Answer::Yes, remedy)
}

fn authorizer_same(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let fields = [CompanyField::AuthorizerName, CompanyField::AuthorizerTitle, CompanyField::AuthorizerPhone];
    let same = fields.into_iter().find(|field| words::says_same(case.form.field(*field)));
    let finding = same.map(|field| {
        let message = format!("The {} is “{}”", field.words(), case.form.field(field));
        rule.finding(case.at_field(field), message, "write out who answers for the declaration")
    });
    finding.into_iter().collect()
}

fn contact_placeholder(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let fields = [
        CompanyField::Name,
        CompanyField::ContactName,
        CompanyField::ContactPhone,
        CompanyField::AuthorizerName,
    ];
    let mut findings = Vec::new();
    for field in fields {
        let written = case.form.field(field);
        let fills = !written.is_empty() && written != "0" && words::is_placeholder(written);
        if fills && !words::says_same(written) {
            let message = format!("The {} is “{written}”, which only fills the cell", field.words());
            findings.push(rule.finding(case.at_field(field), message, "give the real one"));
        }
    }
    findings
}

/// Whether the name of a domain goes with the name of a company: a word of one in the other, or initials.
fn belongs(domain: &str, company: &str) -> bool {
    let company = fold(company);
    let together: String = company.split_whitespace().collect();
    let initials: String = company.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let labels = domain.split('.').flat_map(|label| label.split('-')).map(fold).filter(|l| l.len() > 1);
    let mut labels = labels.peekable();
    labels.any(|label| {
        let in_word = company.split_whitespace().any(|word| word.len() > 2 && label.contains(word));
        in_word || (label.len() > 2 && together.contains(&label)) || initials.starts_with(&label)
    })
}

fn email_elsewhere(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let company = case.form.field(CompanyField::Name);
    let has_latin = company.chars().any(|c| c.is_ascii_alphabetic());
    let fields = [CompanyField::ContactEmail, CompanyField::AuthorizerEmail];
    let elsewhere = fields.into_iter().find_map(|field| {
        let (_, domain) = case.form.field(field).rsplit_once('@')?;
        let domain = domain.trim().to_lowercase();
        let is_free = words::is_free_mail(&domain);
        let is_other = has_latin && !words::is_reserved(&domain) && !belongs(&domain, company);
        (is_free || is_other).then_some((field, domain, is_free))
    });
    let finding = elsewhere.map(|(field, domain, is_free)| {
        let message = if is_free {
            format!("The {} is at {domain}, where anyone can have one", field.words())
        } else {
            format!("The {} is at {domain}, which does not look like the company’s", field.words())
        };
        rule.finding(case.at_field(field), message, "see that the declaration comes from the company")
    });
    finding.into_iter().collect()
}

fn is_before_release(case: &FormCase<'_>, date: Date) -> bool {
    case.context.versions.find(case.form.version).is_some_and(|known| date < known.out_by)
}

fn on_date(rule: &Rule, case: &FormCase<'_>, message: String, remedy: &str) -> Vec<Finding> {
    vec![rule.finding(case.at_field(CompanyField::Date), message, remedy)]
}

fn date_in_future(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    match case.form.date.filter(|date| *date > case.context.today) {
        Some(date) => on_date(
            rule,
            case,
            format!("The date {date} lies in the future"),
            "give the day on which it was completed",
        ),
        None => Vec::new(),
    }
}

fn date_before_release(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let known = case.context.versions.find(case.form.version);
    match (case.form.date.filter(|date| is_before_release(case, *date)), known) {
        (Some(date), Some(known)) => {
            let message = format!(
                "The date {date} lies before the template: version {} came out on {}",
                known.version, known.out_by
            );
            on_date(rule, case, message, "give the day on which this declaration was completed")
        }
        (None | Some(_), _) => Vec::new(),
    }
}

/// An old date on an old template is one cause, and so is one before its template; those rules say it.
fn date_old(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let limit = case.context.today.checked_sub(12.months()).unwrap_or(case.context.today);
    let is_old = |date: &Date| *date < limit && !is_before_release(case, *date);
    match case.form.date.filter(is_old).filter(|_| !case.is_too_old()) {
        Some(date) => on_date(
            rule,
            case,
            format!("The declaration is of {date}, more than twelve months ago"),
            "confirm it with a new date, or send a new one",
        ),
        None => Vec::new(),
    }
}
