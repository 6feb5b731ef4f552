//! What declarations are checked against, and the check.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::{Finding, LooksAt, Severity, found};
use super::FormCase;
use super::known::KnownSmelters;
use crate::domain::cmrt::Form;
use crate::domain::{Contents, DeclarationId, ListBody, ReferenceList, Workspace};

/// What declarations are checked against besides the look-up that each brings along.
#[derive(Debug, Clone)]
pub struct CheckContext {
    pub today: Date,
    /// The reference lists whose contents are at hand.
    pub lists: Vec<(ReferenceList, Arc<ListBody>)>,
    /// Severities that the analyst gave to rules, by the rules' ids.
    pub severities: BTreeMap<String, Severity>,
}

/// A declaration to check, with its content and its own look-up.
pub type FormToCheck = (DeclarationId, Arc<Form>, Option<Arc<ListBody>>);

impl CheckContext {
    /// For declarations that belong to no workspace.
    pub fn new(today: Date) -> Self {
        Self { today, lists: Vec::new(), severities: BTreeMap::new() }
    }

    /// For the declarations of a workspace, with its lists as far as they are loaded.
    pub fn of(ws: &Workspace, contents: &Contents, today: Date) -> Self {
        let lists = ws.lists.values();
        let lists =
            lists.filter_map(|list| Some((list.clone(), contents.list(&list.body)?.clone()))).collect();
        Self { today, lists, severities: ws.settings.severities.clone() }
    }

    /// Everything that the rules find in a declaration: gravest first, then in the order of [`super::super::RULES`].
    pub fn check(&self, form: &Form, own: Option<&ListBody>) -> Vec<Finding> {
        self.check_beside(form, own, &KnownSmelters::new(form.version, own, &self.lists))
    }

    /// The same of many declarations. What the lists know is made once for those of one version that have one look-up.
    pub fn check_all(&self, forms: &[FormToCheck]) -> Vec<(DeclarationId, Vec<Finding>)> {
        let alike = |(_, form, own): &FormToCheck| (form.version, own.as_ref().map(Arc::as_ptr));
        let mut forms: Vec<&FormToCheck> = forms.iter().collect();
        forms.sort_by_key(|form| alike(form));
        let mut found = Vec::with_capacity(forms.len());
        for same in forms.chunk_by(|a, b| alike(a) == alike(b)) {
            let Some((_, first, own)) = same.first() else { continue };
            let known = KnownSmelters::new(first.version, own.as_deref(), &self.lists);
            let check = |form: &Form| self.check_beside(form, own.as_deref(), &known);
            found.extend(same.iter().map(|(id, form, _)| (id.clone(), check(form))));
        }
        found
    }

    fn check_beside(&self, form: &Form, own: Option<&ListBody>, known: &KnownSmelters<'_>) -> Vec<Finding> {
        let case = FormCase::new(form, self, own, known);
        found(&self.severities, |rule| match rule.looks_at {
            LooksAt::Declaration(find) => find(rule, &case),
            LooksAt::Workspace(_) | LooksAt::Register(_) | LooksAt::File => Vec::new(),
        })
    }
}
