//! The forms of measures: what stands in their fields, and what of it was changed.

use jiff::civil::Date;

use crate::app::overlays::form::{FieldValue, FormField};
use crate::domain::{DiligenceMeasure, OecdStep, Workspace};
use crate::intake::{MeasureChanges, MeasureOrder, MeasureRefused, checked_measure};

/// What the form lacks never happens; it is told all the same.
const LACKS: &str = "the form lacks a field";

/// The fields of a document that shows a measure.
pub(super) fn document_fields() -> [FormField; 2] {
    [
        FormField::text("evidence", "a path or an address of what shows it", ""),
        FormField::past_day("dated", None),
    ]
}

/// The fields of a measure, its words where it is one alone, and of a document that shows it.
pub(super) fn fields(offered: &DiligenceMeasure, with_words: bool) -> Vec<FormField> {
    let steps = OecdStep::all().iter().map(|info| (info.letter, info.title.clone())).collect();
    let chosen = OecdStep::ALL.iter().position(|step| *step == offered.step).unwrap_or(0);
    let mut fields = vec![FormField::choice("step", steps, chosen)];
    if with_words {
        let hint = "what is done, in a sentence as the report may have it";
        fields.push(FormField::note("measure", hint, &offered.text).required());
    }
    fields.extend([
        FormField::text("owner", "who sees to it; never in the report", &offered.owner),
        FormField::day("valid until", offered.valid_until),
    ]);
    fields.extend(document_fields());
    fields
}

/// What a form of a measure says, with a document or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EnteredMeasure {
    to: DiligenceMeasure,
    link: String,
    dated: Option<Date>,
}

/// A document as the fields say it; empty for none.
///
/// # Errors
/// When a day is given without a document.
pub(super) fn document(link: &FieldValue, dated: &FieldValue) -> Result<(String, Option<Date>), String> {
    let (link, dated) = (link.text().to_owned(), dated.day());
    if link.is_empty() && dated.is_some() {
        return Err(MeasureRefused::NoDocument.to_string());
    }
    Ok((link, dated))
}

/// What the fields say, of a measure that was offered.
///
/// # Errors
/// When a day is given without a document.
pub(super) fn entered(offered: &DiligenceMeasure, values: &[FieldValue]) -> Result<EnteredMeasure, String> {
    let (step, text, [owner, until, link, dated]) = match values {
        [step, text, owner, until, link, dated] => (step, Some(text), [owner, until, link, dated]),
        [step, owner, until, link, dated] => (step, None, [owner, until, link, dated]),
        _ => return Err(LACKS.to_owned()),
    };
    let FieldValue::Choice(step) = step else { return Err(LACKS.to_owned()) };
    let (link, dated) = document(link, dated)?;
    let to = DiligenceMeasure {
        step: OecdStep::ALL.get(*step).copied().unwrap_or(offered.step),
        text: text.map_or_else(|| offered.text.clone(), |text| text.text().to_owned()),
        owner: owner.text().to_owned(),
        valid_until: until.day(),
        ..offered.clone()
    };
    Ok(EnteredMeasure { to, link, dated })
}

impl EnteredMeasure {
    /// The order to add the measure.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub(super) fn added(self, ws: &Workspace) -> Result<MeasureOrder, MeasureRefused> {
        let changes = vec![(None, checked_measure(ws, self.to)?)];
        Ok(MeasureOrder { what: "Measure added".to_owned(), changes, link: self.link, dated: self.dated })
    }

    /// The order to change measures as this one was changed against the one whose values were offered.
    ///
    /// # Errors
    /// When one of them cannot be recorded so.
    pub(super) fn on(
        self,
        ws: &Workspace,
        offered: &DiligenceMeasure,
        measures: &[DiligenceMeasure],
    ) -> Result<MeasureOrder, MeasureRefused> {
        let changed = |from: &DiligenceMeasure| {
            let to = checked_measure(ws, self.one(offered, from))?;
            Ok((Some(from.clone()), to))
        };
        let changes: Result<MeasureChanges, MeasureRefused> = measures.iter().map(changed).collect();
        Ok(MeasureOrder { what: self.words(offered), changes: changes?, link: self.link, dated: self.dated })
    }

    /// A measure with what was changed.
    fn one(&self, offered: &DiligenceMeasure, from: &DiligenceMeasure) -> DiligenceMeasure {
        let (entered, mut to) = (&self.to, from.clone());
        if entered.step != offered.step {
            to.step = entered.step;
        }
        if entered.text != offered.text {
            to.text.clone_from(&entered.text);
        }
        if entered.owner != offered.owner {
            to.owner.clone_from(&entered.owner);
        }
        if entered.valid_until != offered.valid_until {
            to.valid_until = entered.valid_until;
        }
        to
    }

    /// What was changed, in words.
    fn words(&self, offered: &DiligenceMeasure) -> String {
        let to = &self.to;
        let until = || match to.valid_until {
            Some(day) => format!("Valid until {day}"),
            None => "Valid until further notice".to_owned(),
        };
        let parts = [
            (to.step != offered.step).then(|| format!("Step {}", to.step.letter())),
            (to.text != offered.text).then(|| "Measure reworded".to_owned()),
            (to.owner != offered.owner).then(|| format!("Owner {}", to.owner)),
            (to.valid_until != offered.valid_until).then(until),
            (!self.link.is_empty()).then(|| "Evidence".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(", ")
    }
}
