//! What the application knows of suppliers beside the workspace: findings on their declarations, and what
//! became of the rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::screens;
use super::state::App;
use crate::checks::declaration::{FormContext, FormFinding, KnownList, check};
use crate::correspond::requests::response_rate;
use crate::domain::{Declaration, DeclarationId, ReferenceList, Severity, SourceId, SupplierId};
use crate::query::suppliers::{self, Known};
use crate::resolve::rows::{Balance, RowView};

/// What a choice about suppliers or declared rows is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclaredPick {
    /// Filter suppliers by the state of the request.
    State,
    /// Filter suppliers by what else is known.
    More,
    /// Which part of a supplier to edit.
    Part,
    /// Which state of the request to log.
    Request,
    /// Filter declared rows by metal.
    RowMetal,
    /// Filter declared rows by outcome.
    RowOutcome,
    /// Filter declared rows, or facilities, by supplier.
    Supplier,
    /// Filter declared rows by what else is known.
    RowMore,
}

impl DeclaredPick {
    /// Entries were chosen.
    pub(super) fn picked(self, app: &mut App, chosen: &[usize]) {
        let first = chosen.first().copied();
        match self {
            Self::State => screens::suppliers::state_chosen(app, chosen),
            Self::More => screens::suppliers::more_chosen(app, chosen),
            Self::Part => screens::suppliers::ask::part_chosen(app, first),
            Self::Request => screens::suppliers::ask::request_chosen(app, first),
            Self::RowMetal => screens::rows::metals_chosen(app, chosen),
            Self::RowOutcome => screens::rows::outcomes_chosen(app, chosen),
            Self::Supplier => screens::rows::suppliers_chosen(app, chosen),
            Self::RowMore => screens::rows::more_chosen(app, chosen),
        }
    }
}

/// What the findings on declarations depend on beside the declarations themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckedWith {
    /// The day.
    today: Option<Date>,
    /// The reference lists whose contents are loaded.
    lists: Vec<SourceId>,
    /// The severities that the analyst gave to rules.
    severities: BTreeMap<String, Severity>,
}

impl App {
    /// The findings on a declaration, the gravest first.
    #[must_use]
    pub fn findings_on(&self, id: &DeclarationId) -> &[FormFinding] {
        self.checked.get(id).map_or(&[], Vec::as_slice)
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

    /// Checks the declarations whose contents are loaded, as far as that was not done with the same lists on
    /// the same day.
    fn check_declarations(&mut self) {
        let known = |(_, list): &(&SourceId, &ReferenceList)| self.papers.list(&list.body).is_some();
        let lists = self.workspace.lists.iter().filter(known).map(|(id, _)| id.clone()).collect();
        let severities = self.workspace.settings.severities.clone();
        let with = CheckedWith { today: Some(self.today()), lists, severities };
        if self.checked_with != with {
            self.checked.clear();
            self.checked_with = with;
        }
        self.checked.retain(|id, _| self.workspace.declarations.contains_key(id));
        let all = self.workspace.declarations.values();
        let unchecked: Vec<&Declaration> = all.filter(|it| !self.checked.contains_key(&it.id)).collect();
        if unchecked.is_empty() {
            return;
        }
        let lists: Vec<KnownList<'_>> = self
            .workspace
            .lists
            .values()
            .filter_map(|list| self.papers.list(&list.body).map(|body| KnownList { list, body }))
            .collect();
        let found = unchecked.par_iter().filter_map(|it| Some((it.id.clone(), self.check_one(it, &lists)?)));
        let found: Vec<(DeclarationId, Vec<FormFinding>)> = found.collect();
        self.checked.extend(found);
    }

    /// The findings on one declaration; none while its content is not loaded.
    fn check_one(&self, declaration: &Declaration, lists: &[KnownList<'_>]) -> Option<Vec<FormFinding>> {
        let form = self.papers.form(&declaration.form)?;
        let own = match &declaration.look_up {
            Some(sha256) => Some(self.papers.list(sha256)?.as_ref()),
            None => None,
        };
        let severities = &self.workspace.settings.severities;
        Some(check(form, &FormContext { today: self.today(), own, lists, severities }))
    }

    /// Lets the facilities know how many suppliers name them, and the filter by supplier which.
    pub fn refresh_named(&mut self) {
        for row in &mut self.rows {
            row.suppliers = self.register.naming(&row.id);
        }
        let suppliers = &self.smelters.query.filter.suppliers;
        let named = (!suppliers.is_empty()).then(|| screens::rows::named_by(self, suppliers));
        self.smelters.query.filter.named = named;
    }

    /// Lets Suppliers and the declared rows follow the workspace and what is known of declarations.
    pub fn refresh_suppliers(&mut self) {
        self.refresh_named();
        self.check_declarations();
        self.declared_rows.is_stale = true;
        let known = |supplier: &SupplierId, declaration: &Declaration| self.known(supplier, declaration);
        let rows = suppliers::rows(&self.workspace, self.today(), &known);
        self.suppliers.take(rows);
        self.suppliers.rate = response_rate(&self.workspace, self.today());
        self.suppliers.changes = None;
        screens::declaration::refresh(self);
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
