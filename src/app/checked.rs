//! What the rules find of suppliers' declarations, kept up to date in the background.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::core::Core;
use super::derived::Derived;
use super::effect::Effect;
use crate::checks::declaration::{CheckOrder, FormFinding, Surroundings};
use crate::domain::{DeclarationId, Severity};

/// What is known of the findings of declarations.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings of each declaration that was looked at, gravest first.
    pub findings: Derived<BTreeMap<DeclarationId, Vec<FormFinding>>, Against>,
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
}

impl Core {
    /// What declarations are checked against.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        let lists = self.workspace.lists.values();
        let loaded = lists.filter_map(|list| Some((list.clone(), self.papers.list(&list.body)?.clone())));
        Surroundings {
            today: self.today(),
            lists: loaded.collect(),
            severities: self.workspace.settings.severities.clone(),
        }
    }

    /// Orders what is not known: declarations that were never looked at, and all when the lists, the
    /// severities or the day have changed, which it says.
    pub(super) fn order_checks(&mut self) -> bool {
        let ws = &self.workspace;
        let loaded = ws.lists.values().filter(|list| self.papers.list(&list.body).is_some());
        let lists = loaded.map(|list| list.body.clone()).collect();
        let against = Against { day: self.clock.today, lists, severities: ws.settings.severities.clone() };
        self.generations.contents += 1;
        let is_due = self.checked.findings.renew(against);
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
                let own = declaration.look_up.as_ref().and_then(|look_up| self.papers.list(look_up));
                let form = self.papers.form(&declaration.form)?;
                Some((declaration.id.clone(), form.clone(), own.cloned()))
            })
            .collect();
        if forms.is_empty() {
            return is_due;
        }
        self.checked.ordered += 1;
        self.checked.is_waiting = true;
        let number = self.checked.ordered;
        let surroundings = self.surroundings();
        self.ask(Effect::CheckForms(Box::new(CheckOrder { number, surroundings, forms })));
        is_due
    }

    /// Takes the answer to an order; one that is not the last is out of date.
    pub(super) fn take_checked(&mut self, number: u64, found: Vec<(DeclarationId, Vec<FormFinding>)>) {
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
