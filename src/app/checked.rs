//! What the rules find: of suppliers' declarations, kept up to date in the background, and of the workspace, where it is shown.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::core::Core;
use super::derived::{Derived, Generations};
use super::effect::Effect;
use crate::checks::declaration::{CheckContext, FormToCheck};
use crate::checks::{self, Finding};
use crate::cmrt::SeasonVersions;
use crate::domain::{DeclarationId, Severity};

/// What is known of the findings of declarations.
#[derive(Debug, Default)]
pub struct DeclarationFindings {
    /// The findings of each declaration that was looked at, gravest first.
    pub findings: Derived<BTreeMap<DeclarationId, Vec<Finding>>, Against>,
    /// The number of the last order.
    ordered: u64,
    /// Whether its answer is awaited.
    is_waiting: bool,
}

/// What findings are made of besides the declaration itself.
#[derive(Debug, PartialEq)]
pub struct Against {
    day: Date,
    /// The contents of the lists that are loaded.
    lists: Vec<String>,
    severities: BTreeMap<String, Severity>,
    versions: SeasonVersions,
}

impl Core {
    /// Lets the rules look at the workspace again, if it or the declared rows have changed since.
    pub(super) fn refresh_findings(&mut self) {
        let Generations { workspace, declared, day, .. } = self.generations;
        let of = Generations { workspace, declared, day, ..Generations::default() };
        if self.findings.outdated_by(of) {
            let row_hits = self.screener.row_hits(&self.workspace, &self.contents, &self.register);
            *self.findings =
                checks::findings_with(&self.risk_book(), &self.register, &row_hits, self.today());
        }
    }

    /// What declarations are checked against.
    pub fn check_context(&self) -> CheckContext {
        CheckContext::of(&self.workspace, &self.contents, self.today())
    }

    /// Orders what is not known: declarations that were never looked at, and all when the lists, the
    /// severities or the day have changed, which it says.
    pub(super) fn order_checks(&mut self) -> bool {
        let ws = &self.workspace;
        let loaded = ws.lists.values().filter(|list| self.contents.list(&list.body).is_some());
        let lists = loaded.map(|list| list.body.clone()).collect();
        let (severities, versions) = (ws.settings.severities.clone(), SeasonVersions::of(ws));
        let against = Against { day: self.clock.today, lists, severities, versions };
        self.generations.contents += 1;
        let is_due = self.checked.findings.outdated_by(against);
        if is_due {
            self.checked.findings.clear();
            self.checked.is_waiting = false;
        }
        self.checked.findings.retain(|id, _| ws.declarations.contains_key(id));
        if self.checked.is_waiting {
            return is_due;
        }
        let wanted = ws
            .declarations
            .values()
            .filter(|declaration| !self.checked.findings.contains_key(&declaration.id));
        let forms: Vec<_> = wanted
            .filter_map(|declaration| {
                let (form, own) = self.contents.declared(declaration)?;
                let (id, received) = (declaration.id.clone(), declaration.received);
                Some(FormToCheck { id, received, form: form.clone(), own: own.cloned() })
            })
            .collect();
        if forms.is_empty() {
            return is_due;
        }
        self.checked.ordered += 1;
        self.checked.is_waiting = true;
        self.ask(Effect::CheckForms(self.checked.ordered, Box::new(self.check_context()), forms));
        is_due
    }

    /// Takes the answer to an order; one that is not the last is out of date.
    pub(super) fn take_checked(&mut self, number: u64, found: Vec<(DeclarationId, Vec<Finding>)>) {
        if number != self.checked.ordered {
            return;
        }
        self.checked.is_waiting = false;
        self.checked.findings.extend(found);
        self.generations.contents += 1;
        self.remake_suppliers();
        // Declarations may have come meanwhile.
        self.order_checks();
    }
}
