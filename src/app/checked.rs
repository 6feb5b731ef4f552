//! What the rules find of suppliers' declarations, kept up to date in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::core::Core;
use super::effect::Effect;
use super::news::News;
use super::overlays::import::Surroundings;
use crate::checks::declaration::{FormContext, FormFinding, KnownList, Shelf, check, check_beside};
use crate::domain::cmrt::Form;
use crate::domain::{DeclarationId, ListBody};

/// Declarations to look at.
#[derive(Debug, Clone)]
pub struct CheckOrder {
    /// The number of the order.
    pub number: u64,
    /// What they are checked against.
    pub surroundings: Surroundings,
    /// The declarations.
    pub forms: Vec<Ordered>,
}

/// A declaration to look at, with its content and its own look-up.
pub type Ordered = (DeclarationId, Arc<Form>, Option<Arc<ListBody>>);

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

impl Surroundings {
    /// What the rules find of a form.
    #[must_use]
    pub fn check(&self, form: &Form, own: Option<&ListBody>) -> Vec<FormFinding> {
        let lists: Vec<KnownList<'_>> =
            self.lists.iter().map(|(list, body)| KnownList { list, body }).collect();
        let context = FormContext { today: self.today, own, lists: &lists, severities: &self.severities };
        check(form, &context)
    }

    /// What the rules find of many declarations. What the lists know is made once for those with one look-up.
    #[must_use]
    pub fn check_all(&self, forms: &[Ordered]) -> Vec<(DeclarationId, Vec<FormFinding>)> {
        let lists: Vec<KnownList<'_>> =
            self.lists.iter().map(|(list, body)| KnownList { list, body }).collect();
        let alike = |(_, form, own): &Ordered| (form.version, own.as_ref().map(Arc::as_ptr));
        let mut forms: Vec<&Ordered> = forms.iter().collect();
        forms.sort_by_key(|ordered| alike(ordered));
        let mut found = Vec::with_capacity(forms.len());
        for same in forms.chunk_by(|a, b| alike(a) == alike(b)) {
            let Some((_, first, own)) = same.first() else { continue };
            let (own, severities) = (own.as_deref(), &self.severities);
            let context = FormContext { today: self.today, own, lists: &lists, severities };
            let shelf = Shelf::new(first.version, &context);
            found.extend(same.iter().map(|(id, form, _)| (id.clone(), check_beside(form, &context, &shelf))));
        }
        found
    }
}

impl CheckOrder {
    /// Looks at every declaration of the order.
    #[must_use]
    pub fn carry_out(&self) -> Vec<(DeclarationId, Vec<FormFinding>)> {
        self.surroundings.check_all(&self.forms)
    }
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
