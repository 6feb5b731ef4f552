//! Everything known of a measure, as lines: its step, whether the report has it, and each document that shows it.

use super::DiligenceScreen;
use crate::app::command::Command;
use crate::app::core::Core;
use crate::app::detail::{day, heading, labelled};
use crate::app::look::{Line, Role};
use crate::app::msg::DocumentState;
use crate::domain::{DiligenceMeasure, MeasureEvidence, MeasureState};
use crate::query::measures::MeasureRow;
use crate::report::filing_day;

/// How a state looks; its words stand beside it.
pub fn state_role(state: MeasureState) -> Role {
    match state {
        MeasureState::NoEvidence | MeasureState::Expired => Role::Error,
        MeasureState::ExpiresSoon => Role::Warn,
        MeasureState::InForce => Role::Good,
    }
}

/// The detail of a measure.
pub fn lines(screen: &DiligenceScreen, core: &Core, row: &MeasureRow) -> Vec<Line> {
    let measure = &row.measure;
    let until = measure.valid_until.map_or_else(|| "further notice".to_owned(), |day| day.to_string());
    let mut lines = vec![
        labelled("Measure").with(measure.text.clone(), Role::Strong),
        labelled("State")
            .with(row.state.name(), state_role(row.state))
            .with(format!("  valid until {until}"), Role::Muted),
        in_report(core, measure),
    ];
    let owner = if measure.owner.is_empty() { "nobody" } else { &measure.owner };
    lines.push(labelled("Owner").with(owner, Role::Text));
    let recorded = format!("{}, {}", measure.stamp.by, day(measure.stamp.at));
    lines.push(labelled("Recorded").with(recorded, Role::Muted));
    let asked = measure.step.info().map(|info| info.doc.clone());
    lines.extend(asked.map(|asked| labelled("Step asks").with(asked, Role::Muted)));
    lines.extend(heading("Evidence (internal)"));
    if measure.evidence.is_empty() {
        let key = core.keymap.first(Command::AddMeasureEvidence);
        lines.push(Line::of(format!("none yet; {key} adds a document or an address"), Role::Faint));
    }
    lines.extend(measure.evidence.iter().flat_map(|it| evidence(it, screen.document(&it.id))));
    lines
}

/// Whether the report has the measure, or why not.
fn in_report(core: &Core, measure: &DiligenceMeasure) -> Line {
    let line = labelled("Report");
    let Some(filed) = filing_day(&core.workspace) else { return line };
    match measure.state(filed) {
        MeasureState::InForce | MeasureState::ExpiresSoon => {
            line.with(format!("stands in Step {}", measure.step.letter()), Role::Good)
        }
        MeasureState::NoEvidence => line.with("does not have it: nothing shows it", Role::Warn),
        MeasureState::Expired => {
            line.with(format!("does not have it: it ends before the day of the filing, {filed}"), Role::Warn)
        }
    }
}

/// A document: its date, where it is, its hash, and whether the file is still as it was.
fn evidence(evidence: &MeasureEvidence, found: Option<&DocumentState>) -> Vec<Line> {
    let dated = evidence.dated.map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let by = format!("  {}, {}", evidence.stamp.by, day(evidence.stamp.at));
    let first = labelled(&dated).with(evidence.link.clone(), Role::Accent).with(by, Role::Muted);
    let Some(sha256) = &evidence.sha256 else {
        let missing =
            labelled("").with("no file was there: it shows nothing until it is added again", Role::Warn);
        return std::iter::once(first).chain((!evidence.shows()).then_some(missing)).collect();
    };
    let mut state = labelled("");
    match found {
        None => state.push("the file is being looked at", Role::Faint),
        Some(DocumentState::Same) => state.push("the file is as it was", Role::Good),
        Some(DocumentState::Changed) => state.push("the file is another by now", Role::Error),
        Some(DocumentState::Gone(why)) => state.push(format!("the file is not read: {why}"), Role::Warn),
    }
    vec![first, state, labelled("").with(format!("SHA-256 {sha256}"), Role::Faint)]
}
