//! What declarations are checked against, and the check.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::{Finding, LooksAt, Severity, found};
use super::FormCase;
use super::known::KnownSmelters;
use crate::cmrt::SeasonVersions;
use crate::domain::cmrt::{Form, Version};
use crate::domain::{Contents, DeclarationId, ListBody, ReferenceList, Workspace, declared_on};

/// What declarations are checked against besides the look-up that each brings along.
#[derive(Debug, Clone)]
pub struct CheckContext {
    pub today: Date,
    /// The reference lists whose contents are at hand.
    pub lists: Vec<(ReferenceList, Arc<ListBody>)>,
    /// Severities that the analyst gave to rules, by the rules' ids.
    pub severities: BTreeMap<String, Severity>,
    /// Which versions of the template are known, and accepted.
    pub versions: SeasonVersions,
}

/// A declaration to check.
#[derive(Debug, Clone)]
pub struct FormToCheck {
    pub id: DeclarationId,
    pub received: Date,
    pub form: Arc<Form>,
    /// The look-up that it carries.
    pub own: Option<Arc<ListBody>>,
}

/// A list with its content.
pub(super) type LoadedList = (ReferenceList, Arc<ListBody>);

impl CheckContext {
    /// For declarations that belong to no workspace.
    pub fn new(today: Date) -> Self {
        Self { today, lists: Vec::new(), severities: BTreeMap::new(), versions: SeasonVersions::default() }
    }

    /// For the declarations of a workspace, with its lists as far as they are loaded.
    pub fn of(ws: &Workspace, contents: &Contents, today: Date) -> Self {
        let lists = ws.lists.values();
        let lists =
            lists.filter_map(|list| Some((list.clone(), contents.list(&list.body)?.clone()))).collect();
        let (severities, versions) = (ws.settings.severities.clone(), SeasonVersions::of(ws));
        Self { today, lists, severities, versions }
    }

    /// Everything that the rules find in a declaration that was received on a day: gravest first, then in the order of
    /// [`super::super::RULES`].
    pub fn check(&self, form: &Form, own: Option<&ListBody>, received: Date) -> Vec<Finding> {
        let day = declared_on(form.date, received);
        let newest = self.newest_list(form.version, day);
        self.check_beside((form, day), own, &KnownSmelters::new(form.version, own, &self.lists, newest))
    }

    /// The same of many declarations. What the lists know is made once for those of one version that have one look-up
    /// and are as new as the same list.
    pub fn check_all(&self, forms: &[FormToCheck]) -> Vec<(DeclarationId, Vec<Finding>)> {
        let with_day = |to: &FormToCheck| {
            let day = declared_on(to.form.date, to.received);
            let newest = self.newest_list(to.form.version, day).map(|(list, _)| list.source.clone());
            ((to.form.version, to.own.as_ref().map(Arc::as_ptr), newest), day)
        };
        let mut forms: Vec<_> = forms.iter().map(|to| (with_day(to), to)).collect();
        forms.sort_by(|((a, _), _), ((b, _), _)| a.cmp(b));
        let mut found = Vec::with_capacity(forms.len());
        for same in forms.chunk_by(|((a, _), _), ((b, _), _)| a == b) {
            let Some(((_, day), first)) = same.first() else { continue };
            let (version, own) = (first.form.version, first.own.as_deref());
            let known = KnownSmelters::new(version, own, &self.lists, self.newest_list(version, *day));
            let check = |form: &Form, day| self.check_beside((form, day), own, &known);
            found.extend(same.iter().map(|((_, day), to)| (to.id.clone(), check(&to.form, *day))));
        }
        found
    }

    /// The newest of the imported lists that is not after a declaration's day, when it is not older than the
    /// declaration's template.
    fn newest_list(&self, version: Version, declared: Date) -> Option<&LoadedList> {
        let day = |list: &ReferenceList| {
            list.as_of
                .or_else(|| Some(self.versions.find(list.version?)?.date))
                .filter(|day| *day <= declared)
        };
        let dated = self.lists.iter().filter_map(|loaded| Some((day(&loaded.0)?, loaded)));
        let newest = dated.max_by_key(|(day, (list, _))| (*day, list.version));
        let is_not_older = |day: Date, list: &ReferenceList| match list.version {
            Some(of_list) => of_list >= version,
            None => self.versions.find(version).is_some_and(|known| day >= known.date),
        };
        newest.filter(|(day, (list, _))| is_not_older(*day, list)).map(|(_, loaded)| loaded)
    }

    fn check_beside(
        &self,
        declared: (&Form, Date),
        own: Option<&ListBody>,
        known: &KnownSmelters<'_>,
    ) -> Vec<Finding> {
        let case = FormCase::new(declared, self, own, known);
        found(&self.severities, |rule| match rule.looks_at {
            LooksAt::Declaration(find) => find(rule, &case),
            LooksAt::Workspace(_)
            | LooksAt::Day(_)
            | LooksAt::Standings(_)
            | LooksAt::Screening(_)
            | LooksAt::Register(_)
            | LooksAt::File => Vec::new(),
        })
    }
}
