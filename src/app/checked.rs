//! What the rules find of suppliers' declarations, kept up to date in the background.

use std::collections::BTreeMap;

use super::core::Core;
use super::effect::Effect;
use super::news::News;
use crate::checks::Finding;
use crate::checks::declaration::CheckContext;
use crate::domain::DeclarationId;

/// What is known of the findings of declarations.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings of each declaration that was looked at, gravest first.
    pub findings: BTreeMap<DeclarationId, Vec<Finding>>,
    /// What the findings were computed against.
    against: Option<Against>,
    /// The number of the last order.
    ordered: u64,
    /// Whether its answer is awaited.
    is_waiting: bool,
}

/// What findings depend on besides the declaration itself.
type Against = (jiff::civil::Date, Vec<String>, BTreeMap<String, crate::domain::Severity>);

impl Core {
    /// What declarations are checked against.
    #[must_use]
    pub fn check_context(&self) -> CheckContext {
        CheckContext::of(&self.workspace, &self.papers, self.today())
    }

    /// Orders what is not known: declarations that were never looked at, and all when the lists, the
    /// severities or the day have changed.
    pub(super) fn order_checks(&mut self) {
        let ws = &self.workspace;
        let loaded = ws.lists.values().filter(|list| self.papers.list(&list.body).is_some());
        let lists = loaded.map(|list| list.body.clone()).collect();
        let against = (self.today(), lists, ws.settings.severities.clone());
        if self.checked.against.as_ref() != Some(&against) {
            self.checked.against = Some(against);
            self.checked.findings.clear();
            self.checked.is_waiting = false;
        }
        self.checked.findings.retain(|id, _| ws.declarations.contains_key(id));
        if self.checked.is_waiting {
            return;
        }
        let wanted = ws
            .declarations
            .values()
            .filter(|declaration| !self.checked.findings.contains_key(&declaration.id));
        let forms: Vec<_> = wanted
            .filter_map(|declaration| {
                let (form, own) = self.papers.declared(declaration)?;
                Some((declaration.id.clone(), form.clone(), own.cloned()))
            })
            .collect();
        if forms.is_empty() {
            return;
        }
        self.checked.ordered += 1;
        self.checked.is_waiting = true;
        self.ask(Effect::CheckForms(self.checked.ordered, Box::new(self.check_context()), forms));
    }

    /// Takes the answer to an order; one that is not the last is out of date.
    pub(super) fn take_checked(&mut self, number: u64, found: Vec<(DeclarationId, Vec<Finding>)>) {
        if number != self.checked.ordered {
            return;
        }
        self.checked.is_waiting = false;
        self.checked.findings.extend(found);
        self.refresh_suppliers();
        self.tell(News::Changed);
        // Declarations may have come meanwhile.
        self.order_checks();
    }
}
