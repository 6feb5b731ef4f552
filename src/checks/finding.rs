//! What a rule finds.

use super::{Rule, Severity};
use crate::domain::{
    DiligenceMeasure, FacilityId, FactKey, MeasureId, OecdStep, Place, SourceId, SupplierId, Workspace,
};

/// One result of a rule, over the workspace or over a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's identifier.
    pub rule: &'static str,
    /// The rule's own severity, or the one that the analyst gave it.
    pub severity: Severity,
    /// Where, in the source that it is about, or else in the declaration that was looked at; `File` for the whole of
    /// it, and for what stands in no file.
    pub at: Place,
    /// What was found, in one sentence without a full stop and without the place; on a declaration, worded to the supplier.
    pub message: String,
    /// What to do, or empty.
    pub remedy: String,
    /// What of the workspace it is about.
    pub about: About,
}

/// What of the workspace a finding is about. Empty for findings on a declaration: who had it checked knows which.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    pub source: Option<SourceId>,
    /// The facilities concerned.
    pub facilities: Vec<FacilityId>,
    /// The suppliers concerned.
    pub suppliers: Vec<SupplierId>,
    /// What the company has to say for the filing.
    pub fact: Option<FactKey>,
    /// The measure of due diligence.
    pub measure: Option<MeasureId>,
    /// The step of due diligence, of that measure or as a whole.
    pub step: Option<OecdStep>,
}

impl Rule {
    /// What it found.
    pub(super) fn finding(
        &self,
        at: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        let (message, remedy) = (message.into(), remedy.into());
        Finding { rule: self.id, severity: self.severity, at, message, remedy, about: About::default() }
    }
}

impl Finding {
    /// The same, about a source.
    pub(super) fn about_source(mut self, source: &SourceId) -> Self {
        self.about.source = Some(source.clone());
        self
    }

    /// The same, about facilities too.
    pub(super) fn about_facilities<'a>(
        mut self,
        facilities: impl IntoIterator<Item = &'a FacilityId>,
    ) -> Self {
        self.about.facilities.extend(facilities.into_iter().cloned());
        self
    }

    /// The same, about a measure of due diligence.
    pub(super) fn about_measure(self, measure: &DiligenceMeasure) -> Self {
        let mut finding = self.about_step(measure.step);
        finding.about.measure = Some(measure.id.clone());
        finding
    }

    /// The same, about a step of due diligence.
    pub(super) fn about_step(mut self, step: OecdStep) -> Self {
        self.about.step = Some(step);
        self
    }

    /// The file of its source and the place in it; empty for what is about no source.
    pub fn place(&self, ws: &Workspace) -> String {
        let source = self.about.source.as_ref().and_then(|id| ws.sources.get(id));
        source.map_or_else(String::new, |source| match &self.at {
            Place::File => source.file.clone(),
            Place::Cell(..) | Place::Line(..) => format!("{}, {}", source.file, self.at),
        })
    }
}
