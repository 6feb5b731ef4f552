//! Measures of the register of due diligence: added, changed, taken out, and shown by documents; each as one edit.

use jiff::civil::Date;

use crate::domain::{DiligenceMeasure, Edit, IdGen, MeasureEvidence, Stamp, Workspace, is_address};
use crate::text::{clean, count};

/// The longest words of a measure, in characters.
const LONGEST_MEASURE: usize = 1000;

/// Why a measure was not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MeasureRefused {
    #[error("say in a sentence what the measure is")]
    NoText,
    #[error("a measure has at most {0} characters: a section of the report can say more")]
    LongText(usize),
    #[error("the step has this measure already: change that one")]
    There,
    /// A date without the document that it is of.
    #[error("say which document is of this day: a path or an address")]
    NoDocument,
}

/// Measures to record: of each what it was, where it is there already, and what it becomes.
pub type MeasureChanges = Vec<(Option<DiligenceMeasure>, DiligenceMeasure)>;

/// Measures to record with a document that shows them, as it was said where to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureOrder {
    /// What is done, for the history: `Measure added`.
    pub what: String,
    pub changes: MeasureChanges,
    /// A path or an address, as typed; empty where no document comes with them.
    pub link: String,
    /// The document's date.
    pub dated: Option<Date>,
}

/// What was found where a document was said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRead {
    /// The path or address to record.
    pub link: String,
    /// SHA-256 of the file, in hexadecimal; none where none was read.
    pub sha256: Option<String>,
    /// Why no file was read, where a path should have had one.
    pub lacking: Option<String>,
}

impl DocumentRead {
    /// An address: nothing is fetched.
    pub fn address(link: &str) -> Self {
        Self { link: link.to_owned(), sha256: None, lacking: None }
    }
}

/// A measure as it may be recorded: its words a sentence on one line.
///
/// # Errors
/// When it says nothing or too much, or the step has it already.
pub fn checked_measure(
    ws: &Workspace,
    measure: DiligenceMeasure,
) -> Result<DiligenceMeasure, MeasureRefused> {
    let mut text = clean(&measure.text);
    if text.is_empty() {
        return Err(MeasureRefused::NoText);
    }
    if !text.ends_with(['.', '!', '?', '\u{201d}', '"']) {
        text.push('.');
    }
    if text.chars().count() > LONGEST_MEASURE {
        return Err(MeasureRefused::LongText(LONGEST_MEASURE));
    }
    let is_same = |other: &&DiligenceMeasure| other.id != measure.id && other.text == text;
    if ws.measures_of(measure.step).iter().any(is_same) {
        return Err(MeasureRefused::There);
    }
    Ok(DiligenceMeasure { text, owner: clean(&measure.owner), ..measure })
}

impl MeasureOrder {
    /// Whether a file may be read for it.
    pub fn names_a_file(&self) -> bool {
        !self.link.is_empty() && !is_address(&self.link)
    }

    /// The one edit that records the measures, each shown by the document where there is one, with its title; none where it is so
    /// already.
    pub fn edit(
        self,
        document: Option<&DocumentRead>,
        ids: &mut IdGen,
        stamp: &Stamp,
    ) -> Option<(String, Edit)> {
        let dated = self.dated;
        let shown = |mut to: DiligenceMeasure, ids: &mut IdGen| {
            // A path under which there was no file is looked for again: what is found now takes its place.
            let again = document.map(|document| [clean(&self.link), clean(&document.link)]);
            let is_again = |link: &String| again.as_ref().is_some_and(|again| again.contains(link));
            to.evidence.retain(|it| it.shows() || !is_again(&it.link));
            to.evidence.extend(document.map(|document| MeasureEvidence {
                id: ids.evidence(),
                link: clean(&document.link),
                dated,
                sha256: document.sha256.clone(),
                stamp: stamp.clone(),
            }));
            to
        };
        let changes = self.changes.into_iter().map(|(from, to)| (from, shown(to, ids)));
        let changed: MeasureChanges = changes.filter(|(from, to)| from.as_ref() != Some(to)).collect();
        let title = match changed.as_slice() {
            [] => return None,
            [(_, to)] => format!("{}: {}", self.what, to.label()),
            many => format!("{}: {}", self.what, count(many.len(), "measure", "measures")),
        };
        let edit = |(from, to): (Option<DiligenceMeasure>, DiligenceMeasure)| Edit::SetMeasure {
            id: to.id.clone(),
            from: from.map(Box::new),
            to: Some(Box::new(to)),
        };
        let mut edits: Vec<Edit> = changed.into_iter().map(edit).collect();
        let edit = if edits.len() == 1 { edits.pop()? } else { Edit::Batch(edits) };
        Some((title, edit))
    }
}

/// The edit that takes measures out of the register.
pub fn remove_measures(measures: &[DiligenceMeasure]) -> Edit {
    let removed = measures.iter().map(|measure| Edit::SetMeasure {
        id: measure.id.clone(),
        from: Some(Box::new(measure.clone())),
        to: None,
    });
    Edit::Batch(removed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::OecdStep;
    use crate::report::fixture;

    #[test]
    fn a_measure_is_a_sentence_that_its_step_does_not_have() {
        let mut ws = fixture::empty();
        fixture::measure(&mut ws, "m1", OecdStep::Reporting, (1, None));
        let there = ws.measures.values().next().unwrap().clone();
        let with = |text: &str| DiligenceMeasure {
            id: crate::domain::MeasureId::new("new"),
            text: text.to_owned(),
            ..there.clone()
        };
        let said = checked_measure(&ws, with("  The report is \n public")).unwrap();
        assert_eq!(said.text, "The report is public.");
        for (text, refused) in [
            (" \n", MeasureRefused::NoText),
            ("The Company takes measure m1", MeasureRefused::There),
            (&"x".repeat(1001), MeasureRefused::LongText(1000)),
        ] {
            assert_eq!(checked_measure(&ws, with(text)), Err(refused), "{text}");
        }
        assert_eq!(checked_measure(&ws, there.clone()), Ok(there), "what is there may stay");
    }

    #[test]
    fn measures_are_recorded_with_what_shows_them_and_taken_out_each_as_one_edit() {
        let mut ws = fixture::empty();
        for id in ["m1", "m2"] {
            fixture::measure(&mut ws, id, OecdStep::Reporting, (0, None));
        }
        let (before, all) = (ws.clone(), ws.measures.values().cloned().collect::<Vec<_>>());
        let order = |link: &str| MeasureOrder {
            what: "Evidence".to_owned(),
            changes: all.iter().map(|measure| (Some(measure.clone()), measure.clone())).collect(),
            link: link.to_owned(),
            dated: None,
        };
        let mut ids = IdGen::new([3; 16]);
        assert_eq!(order("").edit(None, &mut ids, &fixture::stamp()), None, "nothing would change");
        let read =
            DocumentRead { link: "minutes.pdf".to_owned(), sha256: Some("ab".repeat(32)), lacking: None };
        let (title, edit) = order("minutes.pdf").edit(Some(&read), &mut ids, &fixture::stamp()).unwrap();
        assert_eq!(title, "Evidence: 2 measures");
        edit.apply(&mut ws).unwrap();
        assert!(ws.measures.values().all(|measure| measure.evidence.len() == 1));
        edit.inverse().apply(&mut ws).unwrap();
        assert_eq!(ws, before);
        let missing = DocumentRead { sha256: None, ..read.clone() };
        let (_, recorded) = order("minutes.pdf").edit(Some(&missing), &mut ids, &fixture::stamp()).unwrap();
        recorded.apply(&mut ws).unwrap();
        assert!(ws.measures.values().all(|measure| measure.evidence.len() == 1 && !measure.is_shown()));
        let changes = ws.measures.values().map(|it| (Some(it.clone()), it.clone())).collect();
        let found = MeasureOrder { changes, ..order("minutes.pdf") };
        let (_, found) = found.edit(Some(&read), &mut ids, &fixture::stamp()).unwrap();
        found.apply(&mut ws).unwrap();
        assert!(ws.measures.values().all(|measure| measure.evidence.len() == 1 && measure.is_shown()));
        for made in [&found, &recorded] {
            made.inverse().apply(&mut ws).unwrap();
        }
        remove_measures(&all).apply(&mut ws).unwrap();
        assert!(ws.measures.is_empty());
        assert!(edit.apply(&mut ws).is_err(), "what was changed since is not overwritten");
    }
}
