//! What the application knows of suppliers beside the workspace: findings on their declarations, and what
//! became of the rows.

use super::state::App;
use crate::correspond::requests::response_rate;
use crate::domain::{Declaration, DeclarationId, Severity, SupplierId};
use crate::query::suppliers::{self, Known};
use crate::resolve::rows::{Balance, RowView};

pub use crate::checks::declaration::FormFinding;

impl App {
    /// The findings on a declaration, the gravest first.
    #[must_use]
    pub fn findings_on(&self, id: &DeclarationId) -> &[FormFinding] {
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

    /// Lets the facilities know how many suppliers name them, and the filter by supplier which.
    pub fn refresh_named(&mut self) {
        for row in &mut self.rows {
            row.suppliers = self.register.naming(&row.id);
        }
        let suppliers = &self.smelters.query.filter.suppliers;
        let named = (!suppliers.is_empty()).then(|| super::screens::rows::named_by(self, suppliers));
        self.smelters.query.filter.named = named;
    }

    /// Lets Suppliers and the declared rows follow the workspace and what is known of declarations.
    pub fn refresh_suppliers(&mut self) {
        self.refresh_named();
        self.declared_rows.is_stale = true;
        let known = |supplier: &SupplierId, declaration: &Declaration| self.known(supplier, declaration);
        let rows = suppliers::rows(&self.workspace, self.today(), &known);
        self.suppliers.take(rows);
        self.suppliers.rate = response_rate(&self.workspace, self.today());
        self.suppliers.changes = None;
        super::screens::declaration::refresh(self);
    }

    fn known(&self, supplier: &SupplierId, declaration: &Declaration) -> Known {
        let balance = self.register.balance_of(supplier);
        let mut known = Known { balance, ..Known::default() };
        for finding in self.findings_on(&declaration.id) {
            let at = Severity::ALL.iter().position(|severity| *severity == finding.severity);
            if let Some(count) = at.and_then(|at| known.findings.get_mut(at)) {
                *count += 1;
            }
        }
        known
    }
}
