//! Completeness: what the template's own Checker asks for, as findings. [`super::lines`] says what is open;
//! here an open line becomes a finding where the supplier can act on it.

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::{FormCase, Generation};
use super::lines::{CheckerLine, is_counted, is_incomplete, is_unanswered};
use super::row_findings::rows_found;
use crate::domain::Metal;
use crate::domain::cmrt::{Answer, CompanyField, CompanyQuestion, DeclaredRow, Question, SmelterColumn};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "COMPANY_NAME_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The company name is missing.",
        looks_at: LooksAt::Declaration(company_name_missing),
    },
    Rule {
        id: "SCOPE_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The scope is missing.",
        looks_at: LooksAt::Declaration(scope_missing),
    },
    Rule {
        id: "SCOPE_DESCRIPTION_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The scope needs a description and has none.",
        looks_at: LooksAt::Declaration(scope_description_missing),
    },
    Rule {
        id: "CONTACT_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The contact’s name or telephone number is missing.",
        looks_at: LooksAt::Declaration(contact_missing),
    },
    Rule {
        id: "EMAIL_NOT_VALID",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "An e-mail address is missing, or has no @.",
        looks_at: LooksAt::Declaration(email_not_valid),
    },
    Rule {
        id: "AUTHORIZER_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The authorizer’s name (3.x to 5.x: or telephone number) is missing.",
        looks_at: LooksAt::Declaration(authorizer_missing),
    },
    Rule {
        id: "DATE_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The date of the declaration is missing.",
        looks_at: LooksAt::Declaration(date_missing),
    },
    Rule {
        id: "ANSWER_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "A question on a metal is not answered.",
        looks_at: LooksAt::Declaration(answer_missing),
    },
    Rule {
        id: "COMPANY_ANSWER_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "A question about the company is not answered.",
        looks_at: LooksAt::Declaration(company_answer_missing),
    },
    Rule {
        id: "POLICY_ADDRESS_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The policy is said to be public, and its web address is missing.",
        looks_at: LooksAt::Declaration(policy_address_missing),
    },
    Rule {
        id: "PRODUCTS_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "The scope is a list of products, and its first line is empty.",
        looks_at: LooksAt::Declaration(products_missing),
    },
    Rule {
        id: "SMELTER_MISSING",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "A metal is used and no smelter of it is listed.",
        looks_at: LooksAt::Declaration(smelter_missing),
    },
    Rule {
        id: "NOT_LISTED_INCOMPLETE",
        severity: Severity::Error,
        basis: Basis::Checker,
        doc: "A smelter that is not listed lacks its name or country.",
        looks_at: LooksAt::Declaration(not_listed_incomplete),
    },
];

impl FormCase<'_> {
    fn is_open(&self, line: CheckerLine) -> bool {
        self.open.contains(&line)
    }

    fn open_fields(&self, rule: &Rule, fields: &[(CompanyField, &str, &str)]) -> Vec<Finding> {
        let open = fields.iter().filter(|(field, ..)| self.is_open(CheckerLine::Field(*field)));
        open.map(|(field, message, remedy)| rule.finding(self.at_field(*field), *message, *remedy)).collect()
    }
}

fn company_name_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    case.open_fields(
        rule,
        &[(CompanyField::Name, "The company name is missing", "give the name of the company that declares")],
    )
}

fn scope_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    case.open_fields(
        rule,
        &[(
            CompanyField::Scope,
            "The scope of the declaration is missing",
            "choose from the list what the declaration covers",
        )],
    )
}

fn scope_description_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    if !case.is_open(CheckerLine::Field(CompanyField::ScopeDescription)) {
        return Vec::new();
    }
    let scope = case.form.field(CompanyField::Scope);
    let message = format!("The scope is “{scope}”, and nothing describes it");
    let remedy = "describe what the declaration covers, or choose another scope from the list";
    vec![rule.finding(case.at_field(CompanyField::ScopeDescription), message, remedy)]
}

fn contact_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    case.open_fields(
        rule,
        &[
            (CompanyField::ContactName, "The contact’s name is missing", "say whom we can ask"),
            (CompanyField::ContactPhone, "The contact’s telephone number is missing", "give the number"),
        ],
    )
}

fn authorizer_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    case.open_fields(
        rule,
        &[
            (
                CompanyField::AuthorizerName,
                "The authorizer’s name is missing",
                "say who answers for the declaration",
            ),
            (
                CompanyField::AuthorizerPhone,
                "The authorizer’s telephone number is missing",
                "give the number",
            ),
        ],
    )
}

fn email_not_valid(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let emails = [(CompanyField::ContactEmail, "contact"), (CompanyField::AuthorizerEmail, "authorizer")];
    let mut findings = Vec::new();
    for (field, who) in emails {
        let written = case.form.field(field);
        // Versions before 6.0 take any text; one without an @ reaches nobody all the same.
        let is_wrong = !written.is_empty() && !written.contains('@');
        if case.is_open(CheckerLine::Field(field)) || is_wrong {
            let message = if written.is_empty() {
                format!("The {who}’s e-mail address is missing")
            } else {
                format!("The {who}’s e-mail address “{written}” is none")
            };
            findings.push(rule.finding(case.at_field(field), message, "give an e-mail address, with an @"));
        }
    }
    findings
}

fn date_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    case.open_fields(
        rule,
        &[(
            CompanyField::Date,
            "The date of the declaration is missing",
            "give the day on which the declaration was completed",
        )],
    )
}

/// A question without an answer. Where the answers before it leave a filled-in one without effect, that is
/// said with the answer that is missing, not of the one that is there.
fn answer_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.open {
        let CheckerLine::Answer(question, metal) = *line else { continue };
        let Some(reply) = case.form.answers.get(&(question, metal)).filter(|reply| is_unanswered(reply))
        else {
            continue;
        };
        let mut message = format!("{metal}: {} is not answered", case.question(question));
        if has_answers_in_vain(case, question, metal) {
            message.push_str(", so the answers after it do not count");
        }
        findings.push(rule.finding(case.at(reply.cell), message, "choose an answer from the list"));
    }
    findings
}

/// Whether later answers stand there that do not count without this one.
fn has_answers_in_vain(case: &FormCase<'_>, question: Question, metal: Metal) -> bool {
    let decides = matches!(question, Question::Added | Question::Remains);
    let mut later = case.open.iter().filter_map(|line| match line {
        CheckerLine::Answer(other, of) if *of == metal && *other > question => Some(*other),
        CheckerLine::Answer(..)
        | CheckerLine::Field(_)
        | CheckerLine::Company(_)
        | CheckerLine::PolicyAddress
        | CheckerLine::Products
        | CheckerLine::Smelters(_)
        | CheckerLine::AnySmelter
        | CheckerLine::NotListed => None,
    });
    let is_filled = |other| case.form.answers.get(&(other, metal)).is_some_and(|reply| !is_unanswered(reply));
    decides && case.generation == Generation::Third && later.any(is_filled)
}

fn company_answer_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.open {
        let CheckerLine::Company(question) = *line else { continue };
        let Some(reply) = case.form.company.get(&question) else { continue };
        let message = format!("{} is not answered", case.company_question(question));
        findings.push(rule.finding(case.at(reply.cell), message, "choose an answer from the list"));
    }
    findings
}

fn policy_address_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let Some(reply) = case.form.company.get(&CompanyQuestion::PolicyPublic) else { return Vec::new() };
    if !case.is_open(CheckerLine::PolicyAddress) {
        return Vec::new();
    }
    let message = format!(
        "{} is Yes, and its web address is missing",
        case.company_question(CompanyQuestion::PolicyPublic)
    );
    vec![rule.finding(case.at(reply.comment_cell), message, "put the address of the page into the comment")]
}

fn products_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    if !case.is_open(CheckerLine::Products) {
        return Vec::new();
    }
    let numbered = case.form.products.iter().any(|product| !product.number.trim().is_empty());
    let message = if numbered {
        "The first line of the product list has no product number"
    } else {
        "The scope is a list of products, and no product is listed"
    };
    let remedy =
        "list the products that the declaration covers, from the first line on, each with its number";
    vec![rule.finding(case.at_product(case.form.first_product), message, remedy)]
}

fn smelter_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let metals = Metal::ALL.into_iter().filter(|metal| lacks_smelter(case, *metal));
    let findings: Vec<Finding> = metals.map(|metal| smelter_missing_of(rule, case, metal)).collect();
    if findings.is_empty() && case.is_open(CheckerLine::AnySmelter) {
        let message = "No smelter or refiner is listed";
        return vec![rule.finding(case.at_free_row(), message, "list those of every metal that is used")];
    }
    findings
}

/// Whether a metal that is used has no smelter. A row that says its metal and something of the smelter is
/// one; what it lacks its own rules say.
fn lacks_smelter(case: &FormCase<'_>, metal: Metal) -> bool {
    let named = |row: &DeclaredRow| row.special().is_some() || !row.name().is_empty() || !row.id().is_empty();
    let counts = |row: &&DeclaredRow| case.generation != Generation::Third || is_counted(row.row);
    let has_any = case.rows(metal).filter(counts).any(named);
    match case.generation {
        // The Checker of these asks for any smelter, reviewers for one of each metal.
        Generation::First | Generation::Second => case.is_declared(metal) && !has_any,
        Generation::Third => case.is_open(CheckerLine::Smelters(metal)) && !has_any,
    }
}

fn smelter_missing_of(rule: &Rule, case: &FormCase<'_>, metal: Metal) -> Finding {
    match case.rows(metal).next() {
        Some(row) if !is_counted(row.row) => rule.finding(
            case.form.row_place(row.row, SmelterColumn::Metal),
            format!(
                "{metal}: its only smelters stand in rows that the template does not count (2493 to 2503)"
            ),
            "move them to the first free rows",
        ),
        Some(row) => rule.finding(
            case.form.row_place(row.row, SmelterColumn::LookUp),
            format!("{metal}: the row names no smelter or refiner, and there is no other"),
            "choose it from the list",
        ),
        None => rule.finding(
            case.at_free_row(),
            format!("{metal}: no smelter or refiner is listed"),
            "list all that are known; choose “Smelter not yet identified” where none is",
        ),
    }
}

fn not_listed_incomplete(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let incomplete = case.form.rows.iter().filter(|row| is_incomplete(row));
    let found = incomplete.map(|row| {
        let (name, country) = (row.text(SmelterColumn::Name).trim(), row.text(SmelterColumn::Country).trim());
        let (column, what) = match (name.is_empty(), country.is_empty()) {
            (true, true) => (SmelterColumn::Name, "its name and its country are missing".to_owned()),
            (true, false) => (SmelterColumn::Name, "its name is missing".to_owned()),
            (false, _) => (SmelterColumn::Country, format!("the country of “{name}” is missing")),
        };
        (row, column, format!("A smelter that is not listed: {what}"))
    });
    rows_found(
        rule,
        case,
        found,
        "rows with a smelter that is not listed lack its name or its country",
        "give the smelter’s name and country",
    )
}

impl FormCase<'_> {
    /// A question about the company as the supplier sees it: its letter, and a few words.
    pub(super) fn company_question(&self, question: CompanyQuestion) -> String {
        let letter = self.form.letters.get(&question).map_or("", String::as_str);
        format!("{letter} ({})", question.words()).trim_start().to_owned()
    }

    /// Whether an answer about the company is this one.
    pub(super) fn company_is(&self, question: CompanyQuestion, answer: Answer) -> bool {
        self.form.company_answer(question) == Some(answer)
    }
}
