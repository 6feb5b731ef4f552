//! What is known of suppliers beside the workspace: findings on their declarations, and what became of the rows.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::core::Core;
use super::screen::ChipText;
use crate::checks::Finding;
use crate::correspond::letter::DeclaredNow;
use crate::correspond::requests::response_rate;
use crate::domain::{Declaration, DeclarationId, FacilityId, SupplierId};
use crate::query::declared::RegisterRow;
use crate::query::suppliers::{self, DeclarationFacts, SupplierRow};
use crate::resolve::rows::{Balance, RowView};
use crate::text::count;

/// More suppliers than these are computed in one pass over all: each for itself looks through all requests.
const ONE_BY_ONE: usize = 32;

impl Core {
    /// The findings on a declaration, the gravest first.
    pub fn findings_on(&self, id: &DeclarationId) -> &[Finding] {
        self.checked.findings.get(id).map_or(&[], Vec::as_slice)
    }

    /// What became of a declaration’s rows; none for one that does not count any more.
    pub fn balance_of(&self, declaration: &Declaration) -> Option<Balance> {
        Some(self.register.declared(declaration)?.1)
    }

    /// Why a declaration does not count, in words.
    pub fn why_not_counted(&self, declaration: &Declaration) -> String {
        let by =
            self.register.repeated_by(&declaration.id).and_then(|by| self.workspace.declarations.get(by));
        match by {
            Some(by) => format!("the same rows as {}, which counts", self.workspace.file_of(by)),
            None => "replaced by a newer one".to_owned(),
        }
    }

    /// What became of a declaration’s row, by its place in the form; none where the rows do not count.
    pub fn declared_row(&self, declaration: &Declaration, at: usize) -> Option<RowView<'_>> {
        let (mut rows, _) = self.register.declared(declaration)?;
        self.register.row(rows.nth(at)?)
    }

    /// A declared row with the names that stand for its identifiers.
    pub fn named_row(&self, index: usize) -> Option<RegisterRow<'_>> {
        let view = self.register.row(index)?;
        let facility = view.facility.and_then(|id| self.row(id)).map_or("", |row| row.name.as_str());
        Some(RegisterRow::new(&self.workspace, view, facility))
    }

    /// The facilities that any of these suppliers names.
    pub fn named_by(&self, suppliers: &BTreeSet<SupplierId>) -> BTreeSet<FacilityId> {
        let rows = suppliers.iter().flat_map(|supplier| self.register.rows_of(supplier));
        let views = rows.filter_map(|index| self.register.row(index));
        views.filter_map(|view| view.facility.cloned()).collect()
    }

    /// The names of these suppliers, in the order of their identifiers.
    pub fn names_of(&self, suppliers: &BTreeSet<SupplierId>) -> impl Iterator<Item = &str> {
        let known = suppliers.iter().filter_map(|id| self.workspace.suppliers.get(id));
        known.map(|supplier| supplier.name.as_str())
    }

    /// What a supplier declares now.
    pub fn declared_now(&self, id: &SupplierId) -> DeclaredNow<'_> {
        let declarations: Vec<&DeclarationId> = self
            .register
            .declarations_of(&self.workspace, id)
            .into_iter()
            .map(|declaration| &declaration.id)
            .collect();
        let findings = declarations.iter().flat_map(|id| self.findings_on(id)).collect();
        let rows = self.register.rows_of(id).filter_map(|index| self.register.row(index));
        DeclaredNow {
            ws: &self.workspace,
            facilities: rows.filter_map(|row| row.facility).collect(),
            declarations,
            findings,
        }
    }

    /// Facilities that a filter holds, as a chip: the name of one, how many of several.
    pub fn chip_of_facilities(&self, name: &'static str, ids: &BTreeSet<FacilityId>) -> Option<ChipText> {
        let first = ids.first()?;
        let one = || self.row(first).map_or_else(|| first.to_string(), |row| row.name.clone());
        Some((name, if ids.len() == 1 { one() } else { count(ids.len(), "facility", "facilities") }))
    }

    pub fn supplier(&self, id: &SupplierId) -> Option<&SupplierRow> {
        let row = self.suppliers.get(*self.supplier_places.get(id)?)?;
        Some(row)
    }

    /// Computes the rows of all suppliers.
    pub(super) fn remake_suppliers(&mut self) {
        let known = |declaration: &Declaration| self.known(declaration);
        let rows = suppliers::rows(&self.workspace, self.today(), &known);
        self.supplier_places = rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect();
        self.suppliers = Arc::new(rows.into_iter().map(Arc::new).collect());
        self.count_suppliers();
    }

    /// Lets the rows of suppliers follow: those touched by an edit are computed again, and those whose declared rows
    /// became something else are counted again; the others stay.
    pub(super) fn follow_suppliers(&mut self, touched: &[&SupplierId], moved: &BTreeSet<SupplierId>) {
        if touched.is_empty() && moved.is_empty() {
            return;
        }
        if touched.len() > ONE_BY_ONE {
            return self.remake_suppliers();
        }
        for id in touched {
            if !self.refresh_supplier(id) {
                // Who came, left or has another name has another place.
                return self.remake_suppliers();
            }
        }
        let counted: Vec<(usize, Balance)> = moved
            .iter()
            .filter_map(|id| Some((*self.supplier_places.get(id)?, self.register.balance_of(id))))
            .collect();
        let rows = Arc::make_mut(&mut self.suppliers);
        for (place, balance) in counted {
            if let Some(row) = rows.get_mut(place).filter(|row| row.balance != balance) {
                Arc::make_mut(row).balance = balance;
            }
        }
        if touched.is_empty() {
            self.generations.suppliers += 1;
        } else {
            self.count_suppliers();
        }
    }

    /// Computes a supplier's row again; whether it has its place still.
    fn refresh_supplier(&mut self, id: &SupplierId) -> bool {
        let known = |declaration: &Declaration| self.known(declaration);
        let now = suppliers::row(&self.workspace, id, self.today(), &known);
        let place = self.supplier_places.get(id).copied();
        let (Some(now), Some(place)) = (now, place) else { return false };
        match Arc::make_mut(&mut self.suppliers).get_mut(place) {
            Some(held) if held.name == now.name => {
                *held = Arc::new(now);
                true
            }
            Some(_) | None => false,
        }
    }

    fn count_suppliers(&mut self) {
        self.suppliers_to_see = self.suppliers.iter().filter(|row| row.needs_work()).count();
        self.response_rate = response_rate(&self.workspace, self.today());
        self.generations.suppliers += 1;
    }

    /// What is known of a declaration that counts; none of another.
    fn known(&self, declaration: &Declaration) -> Option<DeclarationFacts> {
        let found = self.checked.findings.get(&declaration.id);
        DeclarationFacts::of(&self.register, declaration, found.map(Vec::as_slice))
    }
}
