//! What is known of suppliers beside the workspace: findings on their declarations, and what became of the rows.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::core::Core;
use crate::checks::Finding;
use crate::domain::{Declaration, DeclarationId, FacilityId, SupplierId};
use crate::query::declared::DeclaredRow;
use crate::query::suppliers::{self, Known, SupplierRow};
use crate::resolve::rows::{Balance, RowView};

impl Core {
    /// The findings on a declaration, the gravest first.
    #[must_use]
    pub fn findings_on(&self, id: &DeclarationId) -> &[Finding] {
        self.checked.findings.get(id).map_or(&[], Vec::as_slice)
    }

    /// What became of a declaration’s rows; none for one that does not count any more.
    #[must_use]
    pub fn balance_of(&self, declaration: &Declaration) -> Option<Balance> {
        let current = self.workspace.current_declaration(&declaration.supplier)?;
        (current.id == declaration.id).then(|| self.register.balance_of(&declaration.supplier))
    }

    /// What became of a declaration’s row, by its place in the form; none where the rows do not count.
    #[must_use]
    pub fn declared_row(&self, declaration: &Declaration, at: usize) -> Option<RowView<'_>> {
        let index = self.register.rows_of(&declaration.supplier).nth(at)?;
        self.register.row(index).filter(|row| *row.declaration == declaration.id)
    }

    /// A declared row with the names that stand for its identifiers.
    #[must_use]
    pub fn named_row(&self, index: usize) -> Option<DeclaredRow<'_>> {
        let view = self.register.row(index)?;
        let facility = view.facility.and_then(|id| self.row(id)).map_or("", |row| row.name.as_str());
        Some(DeclaredRow::new(&self.workspace, view, facility))
    }

    /// The facilities that any of these suppliers names.
    #[must_use]
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

    /// A supplier as a row.
    #[must_use]
    pub fn supplier(&self, id: &SupplierId) -> Option<&SupplierRow> {
        self.suppliers.iter().find(|row| row.id == *id)
    }

    /// Lets the rows of facilities and suppliers follow the declared rows and what is known of declarations.
    pub(super) fn refresh_suppliers(&mut self) {
        for row in &mut self.rows {
            row.suppliers = self.register.naming(&row.id);
        }
        let known = |supplier: &SupplierId, declaration: &Declaration| self.known(supplier, declaration);
        self.suppliers = Arc::new(suppliers::rows(&self.workspace, self.today(), &known));
    }

    fn known(&self, supplier: &SupplierId, declaration: &Declaration) -> Known {
        let found = self.checked.findings.get(&declaration.id);
        Known::new(found.map(Vec::as_slice), self.register.balance_of(supplier))
    }
}
