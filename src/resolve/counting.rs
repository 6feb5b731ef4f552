//! Which declarations count. Of each supplier the newest for what it describes: one for the whole company replaces the one
//! before it, one for some products stands beside that and beside those for others, so that nothing declared is lost. Several
//! of one day for the same, as the parts of one too long for a workbook, all count, but for those that only repeat another's
//! rows ([`super::rows`] knows which).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::cmrt::{Answer, CompanyField, Form};
use crate::domain::{Contents, Declaration, DeclarationId, SupplierId, Workspace};
use crate::text::fold;

/// What a declaration describes, so that a newer one for the same replaces it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// The whole company; one that does not say what it describes is taken for it.
    Company,
    /// Products, a division, a category, or what the supplier defines: the scope, and the folded words for it.
    Part(Answer, BTreeSet<String>),
    /// Nobody knows yet: its content is not loaded. It replaces nothing, and nothing replaces it.
    Unread(DeclarationId),
}

impl Coverage {
    fn of(contents: &Contents, declaration: &Declaration) -> Self {
        let Some(scope) = declaration.scope.filter(|scope| *scope != Answer::ScopeCompany) else {
            return Self::Company;
        };
        match contents.form(&declaration.form) {
            Some(form) => Self::Part(scope, described(scope, form)),
            None => Self::Unread(declaration.id.clone()),
        }
    }
}

/// What a form of this scope describes, folded: its products, else the description of its scope.
fn described(scope: Answer, form: &Form) -> BTreeSet<String> {
    let products = form.products.iter().map(|product| fold(&format!("{} {}", product.number, product.name)));
    let products = products.filter(|words| scope == Answer::ScopeProduct && !words.is_empty());
    let mut words: BTreeSet<String> = products.collect();
    let description = fold(form.field(CompanyField::ScopeDescription));
    if words.is_empty() && !description.is_empty() {
        words.insert(description);
    }
    words
}

/// The declarations of a supplier that count, the newest first.
pub type InForce<'a> = BTreeMap<&'a SupplierId, Vec<&'a Declaration>>;

/// The declarations that count, as far as their age says.
pub fn in_force<'a>(ws: &'a Workspace, contents: &Contents) -> InForce<'a> {
    let mut by_supplier: InForce<'a> = BTreeMap::new();
    for declaration in ws.declarations.values() {
        by_supplier.entry(&declaration.supplier).or_default().push(declaration);
    }
    by_supplier.values_mut().filter(|of| of.len() > 1).for_each(|of| keep_newest(of, contents));
    by_supplier
}

/// Keeps the newest for each thing described, with all of that day.
fn keep_newest(declarations: &mut Vec<&Declaration>, contents: &Contents) {
    let mut newest = BTreeMap::new();
    declarations.sort_by(|a, b| b.order().cmp(&a.order()));
    declarations.retain(|declaration| {
        let age = newest.entry(Coverage::of(contents, declaration)).or_insert_with(|| declaration.age());
        *age == declaration.age()
    });
}

/// Those among a supplier's declarations that count which describe the same, each group of several with its newest version
/// first.
pub fn of_one_day<'a>(in_force: &[&'a Declaration], contents: &Contents) -> Vec<Vec<&'a Declaration>> {
    if in_force.len() < 2 {
        return Vec::new();
    }
    let mut by_coverage: BTreeMap<Coverage, Vec<&Declaration>> = BTreeMap::new();
    for declaration in in_force {
        by_coverage.entry(Coverage::of(contents, declaration)).or_default().push(declaration);
    }
    by_coverage.into_values().filter(|group| group.len() > 1).collect()
}

/// The declaration that this one replaced, or would have: the newest earlier one for the same; `None` for the first.
pub fn before<'a>(
    ws: &'a Workspace,
    contents: &Contents,
    declaration: &Declaration,
) -> Option<&'a Declaration> {
    let coverage = Coverage::of(contents, declaration);
    let mut all = ws.declarations_of(&declaration.supplier).into_iter();
    all.find(|other| other.age() < declaration.age() && Coverage::of(contents, other) == coverage)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::cmrt::{CellAddress, InputCell, Product};
    use crate::resolve::fixture::{declare, form, workspace};

    /// A declaration of Alpha: its name, the day received, the day it is dated, its scope, what it describes.
    type Sent<'a> = (&'a str, i8, i8, Option<Answer>, &'a str);

    const COMPANY: Option<Answer> = Some(Answer::ScopeCompany);
    const PRODUCT: Option<Answer> = Some(Answer::ScopeProduct);
    const DEFINED: Option<Answer> = Some(Answer::ScopeUserDefined);

    fn sent(all: &[Sent<'_>]) -> (Workspace, Contents) {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        for (id, received, dated, scope, described) in all {
            let mut form = form("Alpha", "6.5", &[]);
            (form.scope, form.date) = (*scope, (*dated > 0).then(|| date(2026, 4, *dated)));
            let described = (*described).to_owned();
            if *scope == PRODUCT {
                let products = described.split(';').map(|number| Product {
                    row: 6,
                    number: number.to_owned(),
                    name: String::new(),
                    requester_number: String::new(),
                    requester_name: String::new(),
                    comment: String::new(),
                });
                form.products = products.collect();
            } else {
                let cell = CellAddress::new(10, 4);
                form.fields.insert(CompanyField::ScopeDescription, InputCell { cell, written: described });
            }
            declare(&mut ws, &mut contents, (id, "Alpha", *received), form, None);
        }
        (ws, contents)
    }

    fn counting(all: &[Sent<'_>]) -> Vec<String> {
        let (ws, contents) = sent(all);
        let mut ids: Vec<String> =
            in_force(&ws, &contents).into_values().flatten().map(|one| one.id.to_string()).collect();
        ids.sort();
        ids
    }

    #[test]
    fn a_newer_one_for_the_same_replaces_and_others_stand_beside() {
        for (why, all, expected) in [
            ("the form's date comes first", &[("a", 9, 1, COMPANY, ""), ("b", 2, 5, COMPANY, "")][..], "b"),
            ("then the day received", &[("a", 9, 1, COMPANY, ""), ("b", 2, 1, COMPANY, "")], "a"),
            ("one of no scope is for the company", &[("a", 1, 1, None, ""), ("b", 2, 2, COMPANY, "")], "b"),
            (
                "a description of the company tells nothing",
                &[("a", 1, 1, COMPANY, "x"), ("b", 1, 2, COMPANY, "y")],
                "b",
            ),
            ("products", &[("a", 1, 1, PRODUCT, "R1"), ("b", 2, 2, PRODUCT, "R2")], "a b"),
            (
                "the same in another order",
                &[("a", 1, 1, PRODUCT, "R1;r-2"), ("b", 2, 2, PRODUCT, "R 2;R1")],
                "b",
            ),
            ("company and product", &[("a", 1, 1, COMPANY, ""), ("b", 2, 2, PRODUCT, "R2")], "a b"),
            (
                "divisions",
                &[
                    ("a", 1, 1, DEFINED, "North"),
                    ("b", 2, 2, DEFINED, "South"),
                    ("c", 3, 3, DEFINED, "north."),
                ],
                "b c",
            ),
            (
                "parts of one day",
                &[("a", 1, 1, COMPANY, ""), ("b", 1, 1, COMPANY, ""), ("c", 1, 0, COMPANY, "")],
                "c",
            ),
            ("without dates", &[("a", 1, 0, COMPANY, ""), ("b", 1, 0, COMPANY, "")], "a b"),
        ] {
            assert_eq!(counting(all).join(" "), expected, "{why}");
        }
    }

    #[test]
    fn what_is_not_loaded_replaces_nothing_unless_it_is_for_the_company() {
        for (scope, expected) in [(PRODUCT, 2), (COMPANY, 1)] {
            let (ws, mut contents) = sent(&[("a", 1, 1, scope, "R1"), ("b", 2, 2, scope, "R1")]);
            contents.forms.clear();
            assert_eq!(in_force(&ws, &contents).into_values().flatten().count(), expected);
        }
    }

    #[test]
    fn the_one_before_is_for_the_same() {
        let (ws, contents) =
            sent(&[("a", 1, 1, PRODUCT, "R1"), ("b", 2, 2, PRODUCT, "R2"), ("c", 3, 3, PRODUCT, "R1")]);
        let id = |id: &str| DeclarationId::new(id);
        let of = |one: &str| before(&ws, &contents, &ws.declarations[&id(one)]).map(|found| found.id.clone());
        assert_eq!((of("a"), of("b"), of("c")), (None, None, Some(id("a"))));
    }
}
