//! Declarations to look at together, with what they are checked against: what the background is ordered to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{FormContext, FormFinding, KnownList, Severity, Shelf, check, check_beside};
use crate::domain::cmrt::Form;
use crate::domain::{DeclarationId, ListBody, ReferenceList};

/// What declarations are checked against.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The day.
    pub today: Date,
    /// The reference lists whose contents are loaded.
    pub lists: Vec<(ReferenceList, Arc<ListBody>)>,
    /// The severities that the analyst gave to rules.
    pub severities: BTreeMap<String, Severity>,
}

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
