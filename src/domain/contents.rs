//! The contents that a workspace refers to by hash and that never change: forms and reference lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cmrt::Form;
use super::{Declaration, ListBody, RiskBody, StatusBody};

/// What kind of content a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentKind {
    /// A declaration's content.
    Form,
    /// A reference list's content.
    List,
    /// A status list's content.
    Status,
    /// A risk list's content.
    Risk,
}

/// Contents by their SHA-256. A workspace can be looked at before they are loaded, and without some.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Declarations' contents.
    pub forms: BTreeMap<String, Arc<Form>>,
    /// Reference lists' contents.
    pub lists: BTreeMap<String, Arc<ListBody>>,
    /// Status lists' contents.
    pub statuses: BTreeMap<String, Arc<StatusBody>>,
    /// Risk lists' contents.
    pub risks: BTreeMap<String, Arc<RiskBody>>,
}

impl Contents {
    /// Takes over what another set holds.
    pub fn extend(&mut self, other: Self) {
        self.forms.extend(other.forms);
        self.lists.extend(other.lists);
        self.statuses.extend(other.statuses);
        self.risks.extend(other.risks);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.forms.len() + self.lists.len() + self.statuses.len() + self.risks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A declaration's content, when it is loaded.
    pub fn form(&self, sha256: &str) -> Option<&Arc<Form>> {
        self.forms.get(sha256)
    }

    /// The content of a declaration, and its own look-up when that is loaded too.
    pub fn declared(&self, declaration: &Declaration) -> Option<(&Arc<Form>, Option<&Arc<ListBody>>)> {
        let own = declaration.look_up.as_ref().and_then(|look_up| self.list(look_up));
        Some((self.form(&declaration.form)?, own))
    }

    /// A list's content, when it is loaded.
    pub fn list(&self, sha256: &str) -> Option<&Arc<ListBody>> {
        self.lists.get(sha256)
    }

    /// A status list's content, when it is loaded.
    pub fn status(&self, sha256: &str) -> Option<&Arc<StatusBody>> {
        self.statuses.get(sha256)
    }

    /// A risk list's content, when it is loaded.
    pub fn risk(&self, sha256: &str) -> Option<&Arc<RiskBody>> {
        self.risks.get(sha256)
    }
}
