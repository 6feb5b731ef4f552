//! The template itself: its age, the scope and the products that go with it, its own Checker.

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::{FormCase, Generation};
use super::lines::{CheckerLine, ReadAs, open_lines};
use super::row_findings::{MOST, runs};
use crate::cmrt::{self, Asked, VersionBasis};
use crate::domain::cmrt::{Answer, CellAddress, CompanyField, OddityKind, Product};
use crate::domain::{Metal, Place};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "TEMPLATE_TOO_OLD",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "The template’s version is older than the one that was current when the season’s first request went out, or on the declaration’s day, and not accepted.",
        looks_at: LooksAt::Declaration(template_too_old),
    },
    Rule {
        id: "SCOPE_NOT_FROM_LIST",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "The scope is none that the list offers.",
        looks_at: LooksAt::Declaration(scope_not_from_list),
    },
    Rule {
        id: "PRODUCT_NUMBER_MISSING",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A product has no number.",
        looks_at: LooksAt::Declaration(product_number_missing),
    },
    Rule {
        id: "PRODUCTS_NOT_IN_SCOPE",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "The scope is the company, and products are listed.",
        looks_at: LooksAt::Declaration(products_not_in_scope),
    },
    Rule {
        id: "CHECKER_DIFFERS",
        severity: Severity::Info,
        basis: Basis::Review,
        doc: "6.x: the open fields that the workbook’s own Checker shows are not those that there are.",
        looks_at: LooksAt::Declaration(checker_differs),
    },
];

impl FormCase<'_> {
    /// The day on which it is judged what was current.
    fn basis(&self) -> VersionBasis {
        self.context.versions.basis(self.day)
    }

    /// Whether the season does not accept the version.
    pub(super) fn is_too_old(&self) -> bool {
        !self.context.versions.accepts(self.form.version, self.basis())
    }

    /// Whether any metal may be used.
    pub(super) fn uses_any(&self) -> bool {
        Metal::ALL.into_iter().any(|metal| !self.is_closed(metal))
    }
}

/// No version is named that was not current on the day by which the template is judged, or accepted.
fn template_too_old(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    if !case.is_too_old() {
        return Vec::new();
    }
    let (versions, basis, version) = (&case.context.versions, case.basis(), case.form.version);
    let message = match versions.current(basis.day()).filter(|current| version < *current) {
        Some(current) => {
            format!("The template is too old: version {version}; {current} was current {}", basis.words())
        }
        None => format!("Version {version} of the template is not accepted"),
    };
    let remedy = match versions.asked_for(basis) {
        Some(wanted) => format!("send the declaration on version {wanted}"),
        None => "send the declaration on a version that is accepted".to_owned(),
    };
    vec![rule.finding(Place::File, message, remedy)]
}

fn scope_not_from_list(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let scope = case.form.field(CompanyField::Scope);
    let asked = case.form.fields.contains_key(&CompanyField::Scope);
    let is_reported = case.open.contains(&CheckerLine::Field(CompanyField::Scope))
        || case.open.contains(&CheckerLine::Field(CompanyField::ScopeDescription));
    let meant = case.form.scope.and_then(|meant| cmrt::word(meant, Asked::Scope, case.form.version));
    let is_from_list = meant.is_some_and(|word| cmrt::same_words(word) == cmrt::same_words(scope));
    if !asked || is_reported || is_from_list {
        return Vec::new();
    }
    let message = match meant {
        Some(word) => {
            format!("The scope is “{scope}”, which is not the list’s word; it was read as “{word}”")
        }
        None => format!("The scope is “{scope}”, which is none of the list’s"),
    };
    vec![rule.finding(case.at_field(CompanyField::Scope), message, "choose the scope from the list")]
}

fn says_something(product: &Product) -> bool {
    let Product { row: _, number: _, name, requester_number, requester_name, comment } = product;
    [name, requester_number, requester_name, comment].iter().any(|text| !text.trim().is_empty())
}

fn product_number_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    // An empty first line is the Checker's own finding.
    let first = case.form.first_product.row;
    let bare = case.form.products.iter().filter(|product| {
        product.number.trim().is_empty() && says_something(product) && product.row != first
    });
    let rows: Vec<u32> = bare.map(|product| product.row).collect();
    let is_asked = case.form.scope == Some(Answer::ScopeProduct);
    let at = |row: u32| case.at_product(CellAddress::new(row, case.form.first_product.col));
    let remedy = "give the number of each product";
    match rows.first().filter(|_| is_asked) {
        Some(first) if rows.len() > MOST => {
            let message = format!("{} products have no number: rows {}", rows.len(), runs(&rows));
            vec![rule.finding(at(*first), message, remedy)]
        }
        Some(_) => rows.iter().map(|row| rule.finding(at(*row), "A product has no number", remedy)).collect(),
        None => Vec::new(),
    }
}

fn products_not_in_scope(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let is_company = case.form.scope == Some(Answer::ScopeCompany);
    let Some(first) = case.form.products.first().filter(|_| is_company) else { return Vec::new() };
    let message = "The scope is the company, and products are listed";
    let remedy = "choose the scope that is meant, or take the products out";
    vec![rule.finding(
        case.at_product(CellAddress::new(first.row, case.form.first_product.col)),
        message,
        remedy,
    )]
}

/// Only 6.x counts its lines as we do; and a workbook whose formulas have no values counts nothing.
fn checker_differs(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let ours = open_lines(case.form, ReadAs::Template).len();
    let is_comparable = case.generation == Generation::Third && !case.is_odd(OddityKind::NotCalculated);
    let differs = |theirs: &u32| usize::try_from(*theirs).is_ok_and(|theirs| theirs != ours);
    let Some(theirs) = case.form.checker.filter(|_| is_comparable).filter(differs) else { return Vec::new() };
    let message = format!(
        "The workbook’s own Checker shows {theirs} open fields, and there are {ours}: it was not calculated \
         after the last change, or was changed itself"
    );
    let checker = cmrt::layout(case.form.version).checker;
    let place = checker.map_or(Place::File, |c| Place::Cell(c.sheet.clone(), c.cell.to_string()));
    vec![rule.finding(place, message, "open it in Excel, let it calculate, and look at the Checker sheet")]
}
