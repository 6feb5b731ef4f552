//! Which supplier a declaration may be from.

use std::cmp::Reverse;

use crate::domain::cmrt::{CompanyField, Form};
use crate::domain::{Supplier, SupplierId, Workspace};
use crate::text::fold;

/// Below this likeness, in thousandths, a supplier is not suggested.
const LIKE: u16 = 700;

/// The most suppliers that are suggested.
const MOST: usize = 5;

/// Which supplier a declaration may be from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SupplierSuggestion {
    /// One supplier has just the company's name or carried it before; case, accents and punctuation apart.
    Exact(SupplierId),
    /// Some have a similar name, the most similar first, with the likeness in thousandths: a person decides.
    Similar(Vec<(SupplierId, u16)>),
    Nobody,
}

/// Which supplier a declaration may be from, by the company name that it carries.
pub fn suggest(ws: &Workspace, form: &Form) -> SupplierSuggestion {
    by_name(ws, form.field(CompanyField::Name))
}

fn by_name(ws: &Workspace, company: &str) -> SupplierSuggestion {
    let company = fold(company);
    if company.is_empty() {
        return SupplierSuggestion::Nobody;
    }
    let mut likes: Vec<(SupplierId, u16)> = ws
        .suppliers
        .values()
        .map(|supplier| (supplier.id.clone(), likeness_of(supplier, &company)))
        .filter(|(_, like)| *like >= LIKE)
        .collect();
    likes.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    let exact = |supplier: &&Supplier| names(supplier).any(|name| fold(name) == company);
    let exact: Vec<&Supplier> = ws.suppliers.values().filter(exact).collect();
    match exact.as_slice() {
        [only] => SupplierSuggestion::Exact(only.id.clone()),
        _ if likes.is_empty() => SupplierSuggestion::Nobody,
        _ => {
            likes.truncate(MOST.max(exact.len()));
            SupplierSuggestion::Similar(likes)
        }
    }
}

fn names(supplier: &Supplier) -> impl Iterator<Item = &String> {
    std::iter::once(&supplier.name).chain(&supplier.aliases)
}

fn likeness_of(supplier: &Supplier, company: &str) -> u16 {
    names(supplier).map(|name| likeness(&fold(name), company)).max().unwrap_or(0)
}

/// How alike two folded names are, in thousandths: the mean of how alike they are with their words sorted, and
/// of how alike the better one of them is with the words that both have.
fn likeness(a: &str, b: &str) -> u16 {
    let (a, b) = (sorted(a), sorted(b));
    let both: Vec<&str> = a.iter().filter(|word| b.contains(word)).copied().collect();
    let (a, b, both) = (a.join(" "), b.join(" "), both.join(" "));
    let part = if both.is_empty() { 0.0 } else { ratio(&both, &a).max(ratio(&both, &b)) };
    let mean = f64::midpoint(ratio(&a, &b), part.max(ratio(&a, &b)));
    // Both ratios lie between 0 and 1.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let thousandths = (mean * 1000.0).round() as u16;
    thousandths
}

fn sorted(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    words.sort_unstable();
    words
}

fn ratio(a: &str, b: &str) -> f64 {
    rapidfuzz::fuzz::ratio(a.bytes(), b.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::fixture::workspace;

    fn supplier(ws: &mut Workspace, name: &str, aliases: &[&str]) {
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        let supplier = Supplier { aliases, ..Supplier::named(SupplierId::new(name), name) };
        ws.suppliers.insert(supplier.id.clone(), supplier);
    }

    #[test]
    fn one_name_is_exact_and_others_are_for_a_person() {
        let mut ws = workspace();
        supplier(&mut ws, "Borealis Circuits GmbH", &["Boréalis Elektronik"]);
        supplier(&mut ws, "Alpha Assembly Works Ltd.", &[]);
        supplier(&mut ws, "Delta Cables", &[]);
        let exact = |name: &str| SupplierSuggestion::Exact(SupplierId::new(name));
        assert_eq!(by_name(&ws, "BOREALIS  circuits, GmbH"), exact("Borealis Circuits GmbH"));
        assert_eq!(by_name(&ws, "Borealis Elektronik"), exact("Borealis Circuits GmbH"));
        for similar in ["Borealis Circuits Ltd.", "Borealis Circuit", "Circuits Borealis"] {
            let SupplierSuggestion::Similar(found) = by_name(&ws, similar) else { panic!("{similar}") };
            assert_eq!(found[0].0, SupplierId::new("Borealis Circuits GmbH"), "{similar}");
        }
        for nobody in ["", " - ", "Zeta Fasteners Inc."] {
            assert_eq!(by_name(&ws, nobody), SupplierSuggestion::Nobody, "{nobody}");
        }
    }

    #[test]
    fn two_of_one_name_are_for_a_person() {
        let mut ws = workspace();
        supplier(&mut ws, "Delta Cables", &[]);
        supplier(&mut ws, "DELTA CABLES", &[]);
        let SupplierSuggestion::Similar(found) = by_name(&ws, "Delta Cables") else { panic!("not similar") };
        assert_eq!(found.iter().map(|(_, like)| *like).collect::<Vec<_>>(), [1000, 1000]);
    }
}
