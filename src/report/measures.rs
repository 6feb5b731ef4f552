//! The measures of due diligence in the section of their step: those that something shows and that are in force on the day of the
//! filing. Of the others a gap says how many lack what; it has none of their words.

use jiff::civil::Date;

use super::dates::{filing_day, long_date};
use super::document::{Block, Sentence};
use crate::domain::{MeasureState, OecdStep, Workspace};
use crate::text::{clean, count, plural};

/// What a report has of the measures of a step: a paragraph of them, then what they lack.
pub(super) fn blocks(ws: &Workspace, step: OecdStep) -> Vec<Block> {
    let Some(day) = filing_day(ws) else { return Vec::new() };
    let measures = ws.measures_of(step);
    let in_force = measures.iter().filter(|measure| measure.state(day).counts());
    let said: Vec<Sentence> = in_force
        .map(|measure| Sentence::Measure { text: clean(&measure.text), step, id: measure.id.clone() })
        .collect();
    let lacking = |state| measures.iter().filter(|measure| measure.state(day) == state).count();
    let gaps = [
        without_evidence(step, lacking(MeasureState::NoEvidence)),
        expired(step, lacking(MeasureState::Expired), day),
    ];
    let gap = |missing| Block::Paragraph(vec![Sentence::Gap { missing, fact: None, step: Some(step) }]);
    let said = (!said.is_empty()).then_some(Block::Paragraph(said));
    said.into_iter().chain(gaps.into_iter().flatten().map(gap)).collect()
}

fn without_evidence(step: OecdStep, measures: usize) -> Option<String> {
    let (one_or_many, step) = (count(measures, "measure", "measures"), step.letter());
    let them = plural(measures, "it", "them");
    (measures > 0).then(|| {
        format!(
            "the evidence of {one_or_many} of step {step}: add it in the register of due diligence, or take {them} out"
        )
    })
}

fn expired(step: OecdStep, measures: usize, day: Date) -> Option<String> {
    let (one_or_many, step) = (count(measures, "measure", "measures"), step.letter());
    let day = long_date(day);
    let them = plural(measures, "it", "them");
    (measures > 0).then(|| {
        format!(
            "the validity of {one_or_many} of step {step} on {day}, the day of the filing: renew {them} in the register of due diligence, or take {them} out"
        )
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::report::fixture;

    fn said(ws: &Workspace) -> String {
        let blocks = blocks(ws, OecdStep::RiskResponse).into_iter();
        let paragraphs = blocks.map(|block| match block {
            Block::Paragraph(sentences) => sentences.iter().map(Sentence::text).collect::<Vec<_>>().join(" "),
            Block::Table(_) => String::new(),
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_shown_and_in_force_on_the_day_of_the_filing_is_said_and_the_others_are_counted() {
        let mut ws = fixture::empty();
        assert_eq!(said(&ws), "");
        let step = OecdStep::RiskResponse;
        fixture::measure(&mut ws, "m1", step, (1, None));
        fixture::measure(&mut ws, "m2", step, (2, Some(date(2023, 5, 31))));
        assert_eq!(said(&ws), "The Company takes measure m1. The Company takes measure m2.");
        fixture::measure(&mut ws, "m3", step, (0, None));
        fixture::measure(&mut ws, "m4", step, (1, Some(date(2023, 5, 30))));
        let text = said(&ws);
        assert!(!text.contains("m3") && !text.contains("m4"), "{text}");
        let gaps = [
            "[Missing: the evidence of 1 measure of step 3: add it",
            "[Missing: the validity of 1 measure of step 3 on May 31, 2023, the day of the filing: renew it",
        ];
        assert!(gaps.iter().all(|gap| text.contains(gap)), "{text}");
        assert!(!text.contains(fixture::SECRET), "{text}");
    }

    #[test]
    fn the_day_of_the_filing_is_that_of_the_signature_where_it_is_said() {
        let mut ws = fixture::empty();
        fixture::measure(&mut ws, "m", OecdStep::RiskResponse, (1, Some(date(2023, 5, 12))));
        assert!(said(&ws).starts_with("[Missing"));
        fixture::say(&mut ws, "form.signed", "2023-05-12");
        assert_eq!(said(&ws), "The Company takes measure m.");
    }
}
