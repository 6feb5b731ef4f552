//! Filters and sorts over suppliers.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AskedAndAnswered, ListedSupplier, SupplierField, SupplierRow};
use crate::domain::cmrt::Version;
use crate::domain::{RequestState, Severity, SupplierId, Workspace};
use crate::query::column::{self, SortKey};
use crate::text::SearchQuery;

/// What a supplier must be to be shown: within a kind any of the chosen, between kinds all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SupplierFilter {
    /// States of the request; none is "not asked".
    pub states: BTreeSet<Option<RequestState>>,
    /// Template versions.
    pub versions: BTreeSet<Version>,
    /// Severities of which there are findings.
    pub severities: BTreeSet<Severity>,
    /// Only those with open rows.
    pub has_open: bool,
    /// Only those that are overdue.
    pub is_overdue: bool,
    /// Only those that sent nothing.
    pub sent_nothing: bool,
    /// Whether asked, whether answered. Written only where it is set, so that programs of before read what they know.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub answers: BTreeSet<AskedAndAnswered>,
    /// Those that were led to, whatever they have in common; where there are none, all. For the session only.
    #[serde(skip)]
    pub picked: BTreeSet<SupplierId>,
    /// What is searched for, as typed.
    pub search: String,
}

/// A filter and the order of what passes it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SupplierQuery {
    pub filter: SupplierFilter,
    /// In which order: first key first; none means by name.
    pub sort: Vec<SortKey<SupplierField>>,
}

impl SupplierFilter {
    fn passes(&self, row: &SupplierRow, query: &SearchQuery<SupplierField>, ws: &Workspace) -> bool {
        (self.states.is_empty() || self.states.contains(&row.state))
            && (self.versions.is_empty() || row.version.is_some_and(|v| self.versions.contains(&v)))
            && (self.severities.is_empty() || self.severities.iter().any(|s| row.found(*s) > 0))
            && (!self.has_open || row.balance.open > 0)
            && (!self.is_overdue || row.is_overdue)
            && (!self.sent_nothing || row.declaration.is_none())
            && (self.answers.is_empty() || self.answers.contains(&row.asked_and_answered()))
            && (self.picked.is_empty() || self.picked.contains(&row.id))
            && column::is_found(query, &row.haystack, &ListedSupplier { row, ws })
    }

    pub fn passing<'a>(&self, rows: &'a [impl Borrow<SupplierRow>], ws: &Workspace) -> Vec<&'a SupplierRow> {
        let query = column::search(&self.search);
        rows.iter().map(Borrow::borrow).filter(|row| self.passes(row, &query, ws)).collect()
    }

    /// The indexes of the rows that pass, in order. Stable: equal rows keep the order of `rows`.
    pub fn run(
        &self,
        sort: &[SortKey<SupplierField>],
        rows: &[impl Borrow<SupplierRow>],
        ws: &Workspace,
    ) -> Vec<u32> {
        let query = column::search(&self.search);
        let rows = (0_u32..).zip(rows.iter().map(Borrow::borrow));
        let passing = rows.filter(|(_, row)| self.passes(row, &query, ws));
        column::sorted(sort, passing.collect(), |order, a, b| order(a, b))
    }
}
