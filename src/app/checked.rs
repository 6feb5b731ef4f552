//! What the rules find of suppliers' declarations, kept up to date in the background.

use std::collections::BTreeMap;

use super::core::Core;
use super::effect::Effect;
use super::news::News;
use crate::checks::declaration::{CheckOrder, FormFinding, Surroundings};
use crate::domain::DeclarationId;

/// What is known of the findings of declarations.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings of each declaration that was looked at, gravest first.
    pub findings: BTreeMap<DeclarationId, Vec<FormFinding>>,
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
                let own = declaration.look_up.as_ref().and_then(|look_up| self.papers.list(look_up));
                let form = self.papers.form(&declaration.form)?;
                Some((declaration.id.clone(), form.clone(), own.cloned()))
            })
            .collect();
        if forms.is_empty() {
            return;
        }
        self.checked.ordered += 1;
        self.checked.is_waiting = true;
        let number = self.checked.ordered;
        let surroundings = self.surroundings();
        self.ask(Effect::CheckForms(Box::new(CheckOrder { number, surroundings, forms })));
    }

    /// Takes the answer to an order; one that is not the last is out of date.
    pub(super) fn take_checked(&mut self, number: u64, found: Vec<(DeclarationId, Vec<FormFinding>)>) {
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
